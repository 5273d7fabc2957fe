/*
 * The rules of style sheets, found by the last thing their selector names: an
 * id, else a class, else an element.
 */
#include "read/html_css.h"

#define BUCKETS 512   /* a power of two */
#define CHAIN_MOST 64 /* rules of one key that are looked at */
#define CLASSES_MOST 16
#define MATCHES_MOST 32

struct rule {
	enum html_tag tag; /* TAG_OTHER: any */
	span class, id;	   /* empty: any */
	unsigned rank;	   /* specificity, then order */
	struct css_style style;
	struct rule *next; /* in its bucket */
};

struct css_rules {
	struct rule *buckets[BUCKETS];
	size_t count;
	bool truncated;
};

/* What a selector asks of an element. */
struct selector {
	enum html_tag tag;
	span class, id;
	bool usable;  /* false: no rule is made of it */
	bool distant; /* it has combinators */
};

static size_t
bucket(span name, unsigned kind)
{
	return (size_t)(span_hash(name) + kind) % BUCKETS;
}

/* Takes one simple selector's name off *rest. */
static span
take_name(span *rest)
{
	size_t n = 0;
	span name;

	while (n < rest->n && memchr(".#:[*>+~ \t\r\n", rest->p[n], 13) == NULL)
		n++;
	name = span_head(*rest, n);
	*rest = span_drop(*rest, n);
	return name;
}

/* One compound selector: "td", ".a", "td.a#b". */
static struct selector
compound(span text)
{
	struct selector s = { .usable = text.n > 0 };
	char lower[16];
	span name;

	if (text.n > 0 && text.p[0] == '*') {
		text = span_drop(text, 1);
	} else {
		name = take_name(&text);
		for (size_t i = 0; i < name.n && i < sizeof(lower); i++)
			lower[i] = ascii_lower(name.p[i]);
		s.tag = name.n > sizeof(lower)
		    ? TAG_OTHER
		    : html_tag_of((span){ lower, name.n });
		/* Elements without a meaning here have no rules. */
		s.usable &= name.n == 0 || s.tag != TAG_OTHER;
	}
	while (text.n > 0) {
		char mark = text.p[0];

		text = span_drop(text, 1);
		name = take_name(&text);
		if (name.n == 0 || (mark != '.' && mark != '#') ||
		    (mark == '.' ? s.class.n : s.id.n) > 0)
			s.usable = false;
		else if (mark == '.')
			s.class = name;
		else
			s.id = name;
	}
	return s;
}

static struct selector
parse_selector(span text)
{
	struct selector s;
	size_t i;

	text = span_trim(text);
	if (span_find_byte(text, ':') < text.n ||
	    span_find_byte(text, '[') < text.n)
		return (struct selector){ 0 };
	for (i = text.n; i > 0; i--)
		if (memchr(" \t\r\n>+~", text.p[i - 1], 7) != NULL)
			break;
	s = compound(span_drop(text, i));
	s.distant = i > 0;
	return s;
}

/* Of a rule whose elements are not known exactly, colours become unknown. */
static struct css_style
only_colours(const struct css_style *style)
{
	unsigned colours = 1U << CSS_COLOUR | 1U << CSS_BACKGROUND;
	struct css_style unknown = { .set = style->set & colours,
		.important = style->important & colours };

	unknown.value[CSS_COLOUR] = CSS_UNKNOWN;
	unknown.value[CSS_BACKGROUND] = CSS_UNKNOWN;
	return unknown;
}

static void
add_rule(struct arena *a, struct css_rules *rules, const struct selector *s,
    const struct css_style *style)
{
	bool by_id = s->id.n > 0, by_class = !by_id && s->class.n > 0;
	span key = by_id ? s->id : by_class ? s->class : html_tag_name(s->tag);
	struct rule **head = &rules->buckets[bucket(key,
	    by_id	   ? 2
		: by_class ? 1
			   : 0)];
	struct rule *rule;

	if (rules->count == LIMIT_STYLES) {
		rules->truncated = true;
		return;
	}
	rule = arena_alloc(a, sizeof(*rule));
	if (rule == NULL)
		return;
	*rule = (struct rule){ s->tag, s->class, s->id, 0, *style, *head };
	rule->rank = (unsigned)rules->count++ | (s->id.n > 0 ? 1U << 30 : 0) |
	    (s->class.n > 0 ? 1U << 29 : 0) |
	    (s->tag != TAG_OTHER ? 1U << 28 : 0);
	*head = rule;
}

static void
add_rules(struct arena *a, struct css_rules *rules, span selectors, span body,
    struct css_fonts *fonts)
{
	struct css_style style = { 0 };

	css_declarations(body, &style, fonts);
	if (style.set == 0)
		return;
	while (selectors.n > 0) {
		struct selector s = parse_selector(span_cut(&selectors, ','));
		struct css_style unknown = only_colours(&style);

		if (!s.usable)
			continue;
		if (!s.distant)
			add_rule(a, rules, &s, &style);
		else if (unknown.set != 0)
			add_rule(a, rules, &s, &unknown);
	}
}

/* From behind a '{' to behind the '}' that belongs to it. */
static span
skip_block(span text)
{
	size_t depth = 1, i;

	for (i = 0; i < text.n && depth > 0; i++) {
		if (text.p[i] == '{')
			depth++;
		else if (text.p[i] == '}')
			depth--;
	}
	return span_drop(text, i);
}

/* A media query that every mail program on a screen fulfils. */
static bool
always(span prelude)
{
	return span_is(prelude, "@media screen") ||
	    span_is(prelude, "@media all") ||
	    span_is(prelude, "@media only screen");
}

void
css_sheet(struct arena *a, span text, struct css_rules **rules,
    struct css_fonts *fonts)
{
	if (*rules == NULL)
		*rules = arena_alloc(a, sizeof(**rules));
	while (*rules != NULL && text.n > 0) {
		size_t n = 0;
		span prelude;

		while (n < text.n && text.p[n] != '{' && text.p[n] != '}' &&
		    text.p[n] != ';')
			n++;
		prelude = span_trim(span_head(text, n));
		while (span_starts(prelude, "<!--"))
			prelude = span_trim(span_drop(prelude, 4));
		while (span_starts(prelude, "-->"))
			prelude = span_trim(span_drop(prelude, 3));
		if (n == text.n)
			return;
		if (text.p[n] != '{') {
			text = span_drop(text, n + 1);
			continue;
		}
		text = span_drop(text, n + 1);
		if (span_starts(prelude, "@")) {
			if (!always(prelude))
				text = skip_block(text);
			continue;
		}
		n = span_find_byte(text, '}');
		add_rules(a, *rules, prelude, span_head(text, n), fonts);
		text = span_drop(text, n + 1);
	}
}

bool
css_truncated(const struct css_rules *rules)
{
	return rules != NULL && rules->truncated;
}

struct matches {
	const struct rule *rule[MATCHES_MOST];
	size_t count;
};

/* Keeps the rule in order of rank. */
static void
add_match(struct matches *m, const struct rule *rule)
{
	size_t i = m->count;

	if (m->count == MATCHES_MOST)
		return;
	for (; i > 0 && m->rule[i - 1]->rank > rule->rank; i--)
		m->rule[i] = m->rule[i - 1];
	m->rule[i] = rule;
	m->count++;
}

static bool
has_class(const span *classes, size_t count, span class)
{
	for (size_t i = 0; i < count; i++)
		if (span_same(classes[i], class))
			return true;
	return false;
}

void
css_match(const struct css_rules *rules, enum html_tag tag, span text, span id,
    struct css_style *style)
{
	span classes[CLASSES_MOST];
	struct matches matches = { .count = 0 };
	size_t count = 0;

	if (rules == NULL || rules->count == 0)
		return;
	while (text.n > 0 && count < CLASSES_MOST) {
		size_t n = 0;

		while (n < text.n && !ascii_is_space(text.p[n]))
			n++;
		if (n > 0 && !has_class(classes, count, span_head(text, n)))
			classes[count++] = span_head(text, n);
		text = span_drop(text, n + 1);
	}
	for (size_t i = 0; i < count + 3; i++) {
		/* Any element, this element, the id, each class. */
		span key = i == 0 ? (span){ 0 }
		    : i == 1	  ? html_tag_name(tag)
		    : i == 2	  ? id
				  : classes[i - 3];
		unsigned kind = i < 2 ? 0 : i == 2 ? 2 : 1;
		const struct rule *r;
		size_t seen = 0;

		if (i > 0 && key.n == 0)
			continue;
		r = rules->buckets[bucket(key, kind)];
		for (; r != NULL && seen < CHAIN_MOST; r = r->next, seen++) {
			bool wanted = kind == 2 ? r->id.n > 0
			    : kind == 1
			    ? r->id.n == 0 && span_same(r->class, key)
			    : r->id.n + r->class.n == 0 &&
				(r->tag == TAG_OTHER) == (i == 0);

			if (wanted && (r->tag == TAG_OTHER || r->tag == tag) &&
			    (r->id.n == 0 || span_same(r->id, id)) &&
			    (r->class.n == 0 ||
				has_class(classes, count, r->class)))
				add_match(&matches, r);
		}
	}
	for (size_t i = 0; i < matches.count; i++)
		css_merge(style, &matches.rule[i]->style);
}
