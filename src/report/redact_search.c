#include "report/redact_search.h"

#include "base/limits.h"
#include "base/utf8.h"

#define VIEWS_OPEN (VIEW_CHILDREN * (LIMIT_REDACT_DEPTH + 1))
#define CUT_LEAST 5 /* bytes of a secret that an ellipsis cuts */
#define CUT_TOKEN 8
#define NEAR_ESCAPE 512 /* bytes behind which ISO-2022-JP has begun */
#define KEY_LONGEST 40

/* One view that is searched. */
struct scan {
	struct redact *r;
	struct arena *scratch;
	const struct view *view;
	size_t base; /* of the window in the text */
	struct folded folded;
	struct hits *out;
	bool text_end; /* the window ends where a cut text ends */
};

static char
at(span s, size_t i)
{
	return i < s.n ? s.p[i] : '\n';
}

static bool
is_alnum_before(span s, size_t i)
{
	return i > 0 && ascii_is_alnum(s.p[i - 1]);
}

static bool
is_alnum_at(span s, size_t i)
{
	return i < s.n && ascii_is_alnum(s.p[i]);
}

/* Noise hardly has readable letters on both sides. */
static bool
is_readable_near(span s, size_t start, size_t end)
{
	for (size_t i = start > 3 ? start - 3 : 0; i < end + 3 && i < s.n; i++)
		if ((s.p[i] < 0x20 && s.p[i] != '\n' && s.p[i] >= 0) ||
		    s.p[i] == 0x7f ||
		    (unsigned char)s.p[i] == 0xef) /* U+FFFD */
			return false;
	return true;
}

static bool
is_whole_run(span s, size_t start, size_t end)
{
	return (start == 0 || s.p[start - 1] == '\n') && at(s, end) == '\n';
}

/* Does text stand in front of i, blanks between? */
static bool
stands_before(span s, size_t i, const char *text)
{
	while (i > 0 &&
	    (s.p[i - 1] == ' ' || s.p[i - 1] == '\n' || s.p[i - 1] == ','))
		i--;
	return span_ends(span_head(s, i), text) &&
	    (i == strlen(text) || !is_alnum_before(s, i - strlen(text)));
}

static bool
is_greeted(span s, size_t start, size_t end)
{
	static const char *const before[] = { "dear", "hello", "hi", "hey",
		"mr.", "mr", "mrs.", "mrs", "ms.", "ms", "miss", "dr.", "dr" };
	static const char *const behind[] = { "様", "さま", "さん", "殿", "君",
		"くん", "ちゃん", "先生", "氏", "御中" };
	span rest = span_drop(s, end);

	while (rest.n > 0 && (rest.p[0] == ' ' || rest.p[0] == '\n'))
		rest = span_drop(rest, 1);
	for (size_t i = 0; i < COUNT(behind); i++)
		if (span_starts(rest, behind[i]))
			return true;
	for (size_t i = 0; i < COUNT(before); i++)
		if (stands_before(s, start, before[i]))
			return true;
	return false;
}

/* "?user=" or "&user=" in front, the value's end behind. */
static bool
is_query_value(span s, size_t start, size_t end)
{
	size_t i = start, least = start > KEY_LONGEST ? start - KEY_LONGEST : 0;
	char behind = at(s, end);

	if (i == 0 || s.p[i - 1] != '=')
		return false;
	for (i--; i > least; i--)
		if (!ascii_is_alnum(s.p[i - 1]) && s.p[i - 1] != '_' &&
		    s.p[i - 1] != '-')
			break;
	return i > 0 && i < start - 1 &&
	    (s.p[i - 1] == '?' || s.p[i - 1] == '&' || s.p[i - 1] == ';') &&
	    (behind == '&' || behind == '#' || ascii_is_space(behind) ||
		behind == '"' || behind == '\'' || behind == '<' ||
		behind == '>' || behind == ')');
}

static bool
is_word(const struct scan *scan, const struct secret *secret, span s,
    size_t start, size_t end)
{
	if (is_alnum_before(s, start) || is_alnum_at(s, end))
		return false;
	/* Of an abused account the domain stays. */
	if (secret->kind == SECRET_ACCOUNT && at(s, end) == '.' &&
	    is_alnum_at(s, end + 1))
		return false;
	if (!scan->view->runs)
		return true;
	return is_whole_run(s, start, end) ||
	    (end - start > 3 && is_readable_near(s, start, end));
}

static bool
is_machine(span s, size_t start, size_t end)
{
	char before = start > 0 ? s.p[start - 1] : '\n', behind = at(s, end);
	bool six = span_find_byte(span_slice(s, start, end), ':') < end - start;

	if (six)
		return !is_alnum_before(s, start) && behind != ':' &&
		    ascii_hex(behind) < 0;
	return !ascii_is_digit(before) && before != '.' &&
	    !ascii_is_digit(behind) &&
	    !(behind == '.' && ascii_is_digit(at(s, end + 1)));
}

/* The secret stands at start to end of s: does that count? */
static bool
fits(const struct scan *scan, const struct secret *secret, span s, size_t start,
    size_t end)
{
	switch (secret->rule) {
	case RULE_ANYWHERE:
		return true;
	case RULE_WORD:
		return is_word(scan, secret, s, start, end);
	case RULE_HOST:
		return !is_alnum_before(s, start) && !is_alnum_at(s, end);
	case RULE_ADDRESS:
		return is_machine(s, start, end);
	case RULE_CONTEXT:
		if (is_alnum_before(s, start) || is_alnum_at(s, end))
			return false;
		if (scan->view->runs)
			return is_whole_run(s, start, end);
		return is_greeted(s, start, end) ||
		    is_query_value(s, start, end);
	}
	return true;
}

static bool
is_blank_at(span s, size_t i)
{
	return i >= s.n || ascii_is_space(s.p[i]);
}

/* The rest of the owner's pattern behind end; false: it does not follow. */
static bool
extend_pattern(const struct secret *secret, span s, size_t *start, size_t *end)
{
	span rest = secret->rest;

	while (secret->open && *start > 0 && !is_blank_at(s, *start - 1))
		(*start)--;
	while (rest.n > 0) {
		size_t room = 0, found;
		span piece;

		rest = span_drop(rest, 1); /* the star */
		piece = span_head(rest, span_find_byte(rest, '*'));
		rest = span_drop(rest, piece.n);
		while (
		    room < LIMIT_REDACT_PATTERN && !is_blank_at(s, *end + room))
			room++;
		if (piece.n == 0) {
			*end += room;
			return true;
		}
		found = span_find(span_slice(s, *end, *end + room), piece);
		if (found == room || room == 0)
			return false;
		*end += found + piece.n;
	}
	return true;
}

/* Labels in front of a domain. */
static size_t
host_start(span s, size_t start)
{
	size_t i = start;

	if (i == 0 || s.p[i - 1] != '.')
		return start;
	while (i > 0 && start - i < LIMIT_REDACT_PATTERN &&
	    (ascii_is_alnum(s.p[i - 1]) || s.p[i - 1] == '.' ||
		s.p[i - 1] == '-' || s.p[i - 1] == '_'))
		i--;
	while (i < start && s.p[i] == '.')
		i++;
	return i;
}

static void
add_hit(struct scan *scan, const struct secret *secret, size_t start,
    size_t end, bool cut)
{
	const struct view *v = scan->view;
	struct hits *out = scan->out;
	struct hit *grown = arena_grow(
	    out->arena, out->list, out->count, &out->room, sizeof(*grown));

	if (grown == NULL) {
		scan->r->failed = true;
		return;
	}
	if (v->at != NULL) {
		size_t last = end > start ? end - 1 : start;

		end = v->at[last].end;
		start = v->at[start].start;
	}
	out->list = grown;
	grown[out->count++] = (struct hit){ .start = scan->base + start,
		.end = scan->base + end,
		.secret = secret,
		.coding =
		    secret->form != CODING_PLAIN ? secret->form : v->coding,
		.runs = v->runs,
		.cut = cut };
}

/* The same for offsets of the folded text. */
static void
add_folded(struct scan *scan, const struct secret *secret, size_t start,
    size_t end, bool cut)
{
	size_t from = map_start(&scan->folded.map, start);
	size_t to = map_end(&scan->folded.map, end, scan->view->text.n);

	if (to <= from)
		to = from + 1;
	if (to > scan->view->text.n)
		to = scan->view->text.n;
	if (from < to)
		add_hit(scan, secret, from, to, cut);
}

/* Where the n bytes begin that end at end, line ends not counted. */
static size_t
start_across(span s, size_t end, size_t n)
{
	while (end > 0 && n > 0)
		n -= s.p[--end] != '\n';
	return end;
}

static bool
enough(const struct hits *out)
{
	return out->one && out->count > 0;
}

/* All secrets that end where the state is. */
static void
take_ended(struct scan *scan, uint32_t state, size_t end, bool across)
{
	const struct needles *n = &scan->r->folded;
	span s = scan->folded.text;

	for (uint32_t i = needles_ended(n, state); i != 0;
	     i = n->nodes[i].ended) {
		const struct secret *secret = &scan->r->list[n->nodes[i].value];
		size_t start = end - n->nodes[i].depth, stop = end;

		if (across) {
			start = start_across(s, end, n->nodes[i].depth);
			/* Without a line end inside the other pass has it. */
			if (end - start == n->nodes[i].depth ||
			    (secret->rule != RULE_ANYWHERE &&
				secret->text.n < CUT_TOKEN))
				continue;
		}
		if (!fits(scan, secret, s, start, end))
			continue;
		if (secret->rule == RULE_HOST)
			start = host_start(s, start);
		if (secret->kind == SECRET_WORD &&
		    !extend_pattern(secret, s, &start, &stop))
			continue;
		add_folded(scan, secret, start, stop, false);
	}
}

/* A secret has begun and is cut at end by an ellipsis. */
static void
take_cut(struct scan *scan, uint32_t state, size_t end)
{
	const struct needles *n = &scan->r->folded;
	span s = scan->folded.text;

	for (; state != 0; state = n->nodes[state].fail) {
		const struct needle_node *node = &n->nodes[state];
		const struct secret *secret = &scan->r->list[node->first];
		size_t start = end - node->depth;
		bool address = secret->kind == SECRET_RECIPIENT ||
		    secret->kind == SECRET_THIRD;
		span seen = span_slice(s, start, end);

		if (secret->form != CODING_PLAIN || is_alnum_before(s, start))
			continue;
		if ((address && node->depth >= CUT_LEAST &&
			span_find_byte(seen, '@') < seen.n) ||
		    (secret->kind == SECRET_TOKEN && node->depth >= CUT_TOKEN))
			add_folded(scan, secret, start, end, true);
	}
}

static void
scan_folded(struct scan *scan, bool across)
{
	span s = scan->folded.text;
	uint32_t state = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (across && s.p[i] == '\n')
			continue;
		if (s.p[i] == '.' && state != 0 && !across &&
		    at(s, i + 1) == '.' && at(s, i + 2) == '.')
			take_cut(scan, state, i);
		state = needles_step(&scan->r->folded, state, s.p[i]);
		take_ended(scan, state, i + 1, across);
	}
	if (scan->text_end && !across)
		take_cut(scan, state, s.n);
}

/* ISO-2022-JP has begun before i. */
static bool
is_escaped(span s, size_t i)
{
	size_t from = i > NEAR_ESCAPE ? i - NEAR_ESCAPE : 0;

	return span_has(span_slice(s, from, i), SPAN("\x1b"));
}

static void
scan_bytes(struct scan *scan)
{
	const struct needles *n = &scan->r->bytes;
	span s = scan->view->text;
	uint32_t state = 0;

	if (n->count <= 1)
		return;
	for (size_t i = 0; i < s.n; i++) {
		state = needles_step(n, state, s.p[i]);
		for (uint32_t k = needles_ended(n, state); k != 0;
		     k = n->nodes[k].ended) {
			const struct secret *secret =
			    &scan->r->list[n->nodes[k].value];
			size_t start = i + 1 - n->nodes[k].depth;

			if (!secret->escaped || is_escaped(s, start))
				add_hit(scan, secret, start, i + 1, false);
		}
	}
}

static void
scan_view(struct scan *scan)
{
	scan->folded = fold_text(scan->scratch, scan->view->text);
	if (scan->folded.cut)
		scan->r->failed = true;
	scan_folded(scan, false);
	if (span_find_byte(scan->folded.text, '\n') < scan->folded.text.n)
		scan_folded(scan, true);
	scan_bytes(scan);
}

/* One window and all that it may stand for, the views not yet searched on a
 * pile of their own. */
static void
search_window(struct scan *scan, span window)
{
	struct view pile[VIEWS_OPEN];
	size_t open = 0;

	pile[open++] = (struct view){ .text = window };
	while (open > 0 && !enough(scan->out)) {
		struct view v = pile[--open];

		scan->view = &v;
		scan_view(scan);
		if (v.depth < LIMIT_REDACT_DEPTH)
			open += view_decode(scan->scratch, &v, pile + open);
	}
	if (arena_failed(scan->scratch))
		scan->r->failed = true;
}

void
redact_search(struct redact *r, span text, bool end, struct hits *out)
{
	struct scan scan = { .r = r, .out = out };

	for (size_t i = 0; i < text.n && !enough(out);
	     i += LIMIT_REDACT_WINDOW - LIMIT_REDACT_OVERLAP) {
		span window = span_slice(text, i, i + LIMIT_REDACT_WINDOW);

		scan.base = i;
		scan.text_end = end && i + window.n == text.n;
		scan.scratch = arena_new(LIMIT_ARENA);
		if (scan.scratch == NULL) {
			r->failed = true;
			return;
		}
		search_window(&scan, window);
		arena_free(scan.scratch);
		if (i + window.n == text.n)
			return;
	}
}
