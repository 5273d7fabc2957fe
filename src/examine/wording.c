/* wording - what the mail says, and how. */
#include "base/domain.h"
#include "base/fold.h"
#include "base/limits.h"
#include "base/script.h"
#include "examine/compare.h"
#include "examine/examination.h"
#include "examine/examiners.h"
#include "examine/greeting.h"
#include "examine/wallet.h"
#include "know/phrase_category.h"

#define DOMAIN_LONGEST 253 /* bytes, RFC 1035, 2.3.4 */
#define QUOTE_LOOKED 400   /* bytes; a quoted line is shorter */
#define INVISIBLE_MANY 8   /* characters; a pasted text may have a few */
#define STYLED_MANY 4	   /* letters; a formula has one or two */
#define HIDDEN_LONG 400	   /* bytes; a preview line is shorter */
#define HIDDEN_PIECES 12
#define QUOTED_SHARE 40 /* percent of its weight that a quotation has */

/* What was found of one category over the whole mail. */
struct tally {
	struct finding *finding;
	int strength; /* 2 high, 1 medium, 0 nothing yet */
	size_t count;
	bool own; /* one of them is no quotation */
};

/* A folded text and where it came from. */
struct place {
	const struct body_text *text; /* NULL: the subject */
	struct folded folded;
};

static int
strength_of(const struct phrase *p)
{
	switch (p->precision) {
	case PHRASE_HIGH:
		return 2;
	case PHRASE_MEDIUM:
		return 1;
	case PHRASE_LOW:
		break;
	}
	return 0;
}

static size_t
category_of(const struct phrase *p)
{
	for (size_t i = 0; i < PHRASE_CATEGORIES; i++)
		if (p->category.p[0] == phrase_categories[i].name[0] &&
		    span_is(p->category, phrase_categories[i].name))
			return i;
	return PHRASE_CATEGORIES;
}

static void
quote_place(struct examination *x, struct finding *f, const struct place *at,
    size_t start, size_t end)
{
	if (at->text == NULL) {
		finding_field(x, f, "Subject");
		return;
	}
	finding_visible(x, f, at->text, map_start(&at->folded.map, start),
	    map_end(&at->folded.map, end, at->text->visible.n));
}

/* The words as they stand in the mail, for the sentence. */
static span
original(const struct examination *x, const struct place *at, size_t start,
    size_t end)
{
	span source = at->text == NULL ? x->mail->subject : at->text->visible;

	return span_slice(source, map_start(&at->folded.map, start),
	    map_end(&at->folded.map, end, source.n));
}

/*
 * The line begins with ">": somebody else's words, which the writer may warn
 * of.  A phisher can write so too, so they count as usual words, not as none.
 */
static bool
is_quoted(const struct place *at, size_t start)
{
	span text = at->folded.text;
	size_t least = start > QUOTE_LOOKED ? start - QUOTE_LOOKED : 0;

	if (at->text == NULL || at->text->html || start > text.n)
		return false;
	while (start > least && text.p[start - 1] != '\n')
		start--;
	return start < text.n && text.p[start] == '>';
}

static void
take_match(struct examination *x, struct tally *tallies,
    const struct phrase_match *m, const struct place *at)
{
	size_t i = category_of(m->phrase);
	int strength = strength_of(m->phrase);
	bool quoted = is_quoted(at, m->start);
	struct tally *t;

	if (i == PHRASE_CATEGORIES || strength == 0)
		return;
	if (quoted)
		strength = 1;
	t = &tallies[i];
	t->count++;
	t->own |= !quoted;
	if (strength > t->strength) {
		if (t->finding == NULL)
			t->finding = finding_add(
			    x, phrase_categories[i].mild, STANDING_CLAIMED);
		t->finding->id = strength == 2 ? phrase_categories[i].strong
					       : phrase_categories[i].mild;
		t->finding->arg_count = 0;
		t->finding->evidence_count = 0;
		finding_arg(
		    x, t->finding, "phrase", original(x, at, m->start, m->end));
		finding_arg(x, t->finding, "why", m->phrase->why);
		t->strength = strength;
	}
	if (strength == t->strength)
		quote_place(x, t->finding, at, m->start, m->end);
}

static void
phrases(struct examination *x, const struct place *places, size_t count)
{
	struct tally tallies[PHRASE_CATEGORIES] = { 0 };

	for (size_t i = 0; i < count; i++) {
		struct phrase_matches found =
		    phrases_scan(x->scratch, x->arena, places[i].folded.text);
		struct place as_is = { .text = places[i].text };

		if (as_is.text != NULL)
			as_is.folded.text = as_is.text->visible;
		if (found.more && found.count >= LIMIT_MATCHES)
			limit_hit(x, "phrases");
		for (size_t k = 0; k < found.count; k++)
			take_match(x, tallies, &found.list[k], &places[i]);
		if (as_is.text == NULL)
			continue;
		/* Signs and full-width letters are gone from folded text. */
		found =
		    phrases_scan_raw(x->scratch, x->arena, as_is.text->visible);
		for (size_t k = 0; k < found.count; k++)
			take_match(x, tallies, &found.list[k], &as_is);
	}
	for (size_t i = 0; i < PHRASE_CATEGORIES; i++)
		if (tallies[i].finding != NULL && !tallies[i].own)
			tallies[i].finding->share = QUOTED_SHARE;
}

static void
greeting(struct examination *x)
{
	for (size_t i = 0; i < x->mail->text_count; i++) {
		const struct body_text *t = &x->mail->texts[i];
		size_t start, end;
		enum greeting g =
		    greeting_find(t->visible, &x->recipients, &start, &end);
		struct finding *f;

		if (g == GREETING_NONE)
			continue;
		f = finding_add(x,
		    g == GREETING_ADDRESS ? "wording.greeting-address"
					  : "wording.greeting-local-part",
		    STANDING_CLAIMED);
		finding_arg(
		    x, f, "greeting", span_slice(t->visible, start, end));
		finding_visible(x, f, t, start, end);
		return;
	}
}

static bool
is_from_domain(const struct examination *x, span domain)
{
	return x->mail->from.count > 0 &&
	    span_same_nocase(domain_registrable(domain),
		domain_registrable(x->mail->from.list[0].ascii));
}

/* The subject names the reader's address, or the domain of it. */
static void
greeting_subject(struct examination *x)
{
	span subject = x->mail->subject;

	for (size_t i = 0; i < x->recipients.count && i < 16; i++) {
		const struct address *who = &x->recipients.list[i];
		bool whole = address_find(subject, who) < subject.n;
		struct finding *f;

		/* A house's own people may name the house, not the reader. */
		if (who->ascii.n < 4 || who->ascii.n > DOMAIN_LONGEST ||
		    (!whole &&
			(span_find_nocase(subject, who->ascii) == subject.n ||
			    is_from_domain(x, who->ascii))))
			continue;
		f = finding_add(x,
		    whole ? "wording.subject-address"
			  : "wording.subject-domain",
		    STANDING_CLAIMED);
		finding_arg(x, f, "address", who->text);
		finding_arg(x, f, "domain", who->ascii);
		finding_field(x, f, "Subject");
		return;
	}
}

static bool
is_japanese(const struct examination *x)
{
	return x->language_count > 0 && span_is(span_of(x->languages[0]), "ja");
}

/* The finding of that id, or a new one: several parts, one statement. */
static struct finding *
once(struct examination *x, const char *id)
{
	struct finding *f = finding_find(x, id);

	return f != NULL ? f : finding_add(x, id, STANDING_CLAIMED);
}

static void
chinese_letters(struct examination *x, const struct body_text *t)
{
	span first = { 0 };
	size_t count = script_simplified(t->visible, &first);
	size_t at = span_offset(first, t->visible);
	struct finding *f;

	if (count == 0)
		return;
	f = once(x, "wording.simplified-chinese");
	finding_arg(x, f, "letter", first);
	finding_number(x, f, "count", (int64_t)count);
	finding_visible(x, f, t, at, at + first.n);
}

static void
chinese_font(struct examination *x, const struct body_text *t)
{
	for (size_t i = 0; i < t->view.fonts.count; i++) {
		span name = t->view.fonts.names[i], text = t->charset.utf8;
		struct finding *f;
		size_t at;

		if (lists_find(x->know->lists, LIST_FONTS, name) == NULL)
			continue;
		f = once(x, "wording.chinese-font");
		finding_arg(x, f, "font", name);
		at = span_find_nocase(text, name);
		if (at < text.n)
			finding_text(x, f, t, at, at + name.n, name);
		return;
	}
}

/* Letters, fonts and charsets of mainland China in a Japanese mail. */
static void
chinese_traces(struct examination *x)
{
	for (size_t i = 0; i < x->mail->text_count; i++) {
		const struct body_text *t = &x->mail->texts[i];

		chinese_letters(x, t);
		chinese_font(x, t);
		if (span_starts(t->label, "gb") ||
		    span_starts(t->label, "big5") ||
		    span_starts(t->label, "hz")) {
			struct finding *f = once(x, "wording.chinese-charset");

			finding_arg(x, f, "charset", t->label);
			finding_field(x, f, "Content-Type");
		}
	}
}

/* Quotes a run of the subject (no text) or of what is seen of a part. */
static void
quote_run(struct examination *x, struct finding *f, const struct body_text *t,
    span run)
{
	size_t at;

	if (t == NULL) {
		finding_field(x, f, "Subject");
		return;
	}
	at = span_offset(run, t->visible);
	finding_visible(x, f, t, at, at + run.n);
}

/* "メ-ル", "ア力ウント": a dash or a kanji inside a katakana word. */
static void
kana_lookalikes(struct examination *x)
{
	size_t count = 0;
	span first = { 0 };
	const struct body_text *where = NULL;
	struct finding *f;

	for (size_t i = 0; i <= x->mail->text_count; i++) {
		const struct body_text *t =
		    i == 0 ? NULL : &x->mail->texts[i - 1];
		span seen = { 0 };

		count += script_kana_alike(
		    t == NULL ? x->mail->subject : t->visible, &seen);
		if (first.n > 0 || seen.n == 0)
			continue;
		first = seen;
		where = t;
	}
	if (count == 0)
		return;
	f = finding_add(x, "wording.kana-lookalikes", STANDING_CLAIMED);
	finding_arg(x, f, "letter", first);
	finding_number(x, f, "count", (int64_t)count);
	quote_run(x, f, where, first);
}

static size_t
mathematical(span text)
{
	return script_styled(text).mathematical;
}

/* Says how many such characters there are and quotes their first lines. */
static void
count_letters(struct examination *x, const char *id, size_t (*count)(span text),
    size_t enough)
{
	for (size_t i = 0; i < x->mail->text_count; i++) {
		const struct body_text *t = &x->mail->texts[i];
		size_t found = count(t->visible);
		span rest = t->visible;
		struct finding *f;

		if (found < enough)
			continue;
		f = once(x, id);
		finding_number(x, f, "count", (int64_t)found);
		while (rest.n > 0 && f->evidence_count < LIMIT_EVIDENCE) {
			span line = span_cut_line(&rest);

			if (count(line) > 0)
				quote_run(x, f, t, line);
		}
		return;
	}
}

static void
disguised_letters(struct examination *x)
{
	count_letters(
	    x, "wording.invisible-characters", script_unseen, INVISIBLE_MANY);
	count_letters(x, "wording.styled-letters", mathematical, STYLED_MANY);
	if (mathematical(x->mail->subject) > 1 ||
	    script_mixed(x->mail->subject)) {
		struct finding *f =
		    finding_add(x, "wording.styled-subject", STANDING_CLAIMED);

		finding_field(x, f, "Subject");
	}
}

/* Newsletters hide rows of blanks and soft hyphens behind a preview line. */
static bool
has_letters(span text)
{
	struct script_counts counts = script_count(text);

	for (size_t i = 0; i < text.n; i++)
		if (ascii_is_digit(text.p[i]))
			return true;
	return counts.all > 0;
}

static void
hidden_in(struct examination *x, const struct body_text *t)
{
	const struct html_run *first = NULL;
	size_t pieces = 0, bytes = 0;
	struct finding *f;
	span text;

	for (size_t i = 0; i < t->view.run_count; i++) {
		const struct html_run *run = &t->view.runs[i];

		text = span_slice(t->view.hidden, run->start, run->end);
		if (!has_letters(text))
			continue;
		if (first == NULL)
			first = run;
		pieces++;
		bytes += text.n;
	}
	/* A newsletter's preview line is hidden as well: short. */
	if (first == NULL || finding_find(x, "wording.hidden-text") != NULL ||
	    (bytes < HIDDEN_LONG && pieces < HIDDEN_PIECES))
		return;
	f = finding_add(x,
	    pieces >= HIDDEN_PIECES ? "wording.hidden-pieces"
				    : "wording.hidden-text",
	    STANDING_OBSERVED);
	finding_number(x, f, "bytes", (int64_t)bytes);
	finding_number(x, f, "pieces", (int64_t)pieces);
	text = span_slice(t->view.hidden, first->start, first->end);
	finding_arg(x, f, "start", text);
	finding_text(x, f, t, map_start(&t->view.hidden_map, first->start),
	    map_end(&t->view.hidden_map, first->end, t->charset.utf8.n), text);
}

static void
hidden_text(struct examination *x)
{
	for (size_t i = 0; i < x->mail->text_count; i++) {
		if (finding_find(x, "wording.hidden-pieces") != NULL)
			return;
		hidden_in(x, &x->mail->texts[i]);
	}
}

/* The container around a part: "1.2" of "1.2.1", "" of "1". */
static span
container_of(const struct examination *x, const struct place *at)
{
	span id = x->mail->parts.list[at->text->part].id;
	size_t dot = span_find_last(id, '.');

	return span_head(id, dot < id.n ? dot : 0);
}

static bool
are_alternatives(const struct examination *x, span container)
{
	const struct parts *parts = &x->mail->parts;

	for (size_t i = 0; i < parts->count; i++)
		if (span_same(parts->list[i].id, container))
			return span_is(
			    parts->list[i].type, "multipart/alternative");
	return false;
}

/*
 * The plain part must say what the HTML part says, if they are alternatives:
 * a mailing list's footer stands beside the HTML part as well.
 */
static void
plain_against_html(
    struct examination *x, const struct place *places, size_t count)
{
	const struct place *plain = NULL, *html = NULL;
	int share;

	for (size_t i = 0; i < count; i++) {
		if (places[i].text == NULL)
			continue;
		if (!places[i].text->html && plain == NULL)
			plain = &places[i];
		if (places[i].text->html && html == NULL)
			html = &places[i];
	}
	if (plain == NULL || html == NULL ||
	    !are_alternatives(x, container_of(x, plain)) ||
	    !span_same(container_of(x, plain), container_of(x, html)))
		return;
	share = compare_share(x->arena, html->folded.text, plain->folded.text);
	if (share >= 0 && share < 12) {
		struct finding *f = finding_add(
		    x, "wording.plain-html-differ", STANDING_OBSERVED);

		finding_number(x, f, "percent", share);
		finding_visible(x, f, plain->text, 0,
		    span_head(plain->text->visible, LIMIT_QUOTE).n);
		finding_visible(x, f, html->text, 0,
		    span_head(html->text->visible, LIMIT_QUOTE).n);
	}
}

static void
wallets(struct examination *x)
{
	for (size_t i = 0; i < x->mail->text_count; i++) {
		const struct body_text *t = &x->mail->texts[i];
		size_t from = 0, start, end;
		struct finding *f;

		if (!wallet_next(t->visible, &from, &start, &end))
			continue;
		f = finding_add(x, "wording.wallet", STANDING_CLAIMED);
		finding_arg(x, f, "wallet", span_slice(t->visible, start, end));
		finding_visible(x, f, t, start, end);
		return;
	}
}

/* Next to no words, and pictures that carry the message. */
static void
only_pictures(struct examination *x)
{
	size_t letters = 0, pictures = 0, followed = 0;

	for (size_t i = 0; i < x->mail->text_count; i++)
		letters += x->mail->texts[i].visible.n;
	for (size_t i = 0; i < x->mail->link_count; i++) {
		pictures += x->mail->links[i].where == HTML_LINK_IMG;
		followed += link_is_followed(&x->mail->links[i]);
	}
	if (letters < 80 && pictures > 0 && followed > 0)
		finding_add(x, "wording.only-pictures", STANDING_OBSERVED);
}

void
examine_wording(struct examination *x)
{
	size_t count = x->mail->text_count + 1;
	struct place *places = arena_array(x->arena, count, sizeof(*places));

	if (places == NULL || x->texts == NULL)
		return;
	places[0].folded = x->subject;
	for (size_t i = 1; i < count; i++) {
		places[i].text = &x->mail->texts[i - 1];
		places[i].folded = x->texts[i - 1];
	}
	phrases(x, places, count);
	greeting(x);
	greeting_subject(x);
	if (is_japanese(x))
		chinese_traces(x);
	kana_lookalikes(x);
	disguised_letters(x);
	hidden_text(x);
	plain_against_html(x, places, count);
	wallets(x);
	only_pictures(x);
}
