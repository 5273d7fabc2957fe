#include <stdlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "know/phrases_set.h"

/* Of raw patterns: in text that is no UTF-8 each costs a pass. */
#define RAW_TEXT ((size_t)1 << 20)
/* Bytes around the end that vectorscan reports, in which PCRE2 searches. */
#define BEFORE 600
#define BEHIND 200
/* Ends nearer than this belong to one match that goes on. */
#define APART 24
/* Backtracking steps; patterns have no nested repeats, 1,000 are many. */
#define STEPS 100000

struct phrases_scratch {
	const struct phrases *phrases;
	hs_scratch_t *hs;
	pcre2_code **codes; /* compiled at first need */
	pcre2_match_data *data;
	pcre2_match_context *context;
	unsigned char *hits; /* of each phrase, in this scan */
	size_t *last;	     /* its latest match in the list, plus one */
};

/* One scan under way. */
struct scan {
	struct phrases_scratch *scratch;
	struct arena *arena;
	span text;
	struct phrase_match *list;
	size_t count, room;
	bool more;
};

/* The text that is searched, and where line breaks were taken out of it. */
struct joined {
	span text;
	size_t *gone; /* offsets in text before which one byte is missing */
	size_t count, room;
};

void
phrases_scratch_free(struct phrases_scratch *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; s->codes != NULL && i < s->phrases->count; i++)
		pcre2_code_free(s->codes[i]);
	hs_free_scratch(s->hs);
	pcre2_match_data_free(s->data);
	pcre2_match_context_free(s->context);
	free(s->codes);
	free(s->hits);
	free(s->last);
	free(s);
}

static bool
make_room(struct phrases_scratch *s, const hs_database_t *database)
{
	return database == NULL ||
	    hs_alloc_scratch(database, &s->hs) == HS_SUCCESS;
}

struct phrases_scratch *
phrases_scratch_new(const struct phrases *p)
{
	struct phrases_scratch *s = calloc(1, sizeof(*s));
	bool ok = s != NULL;

	if (!ok)
		return NULL;
	s->phrases = p;
	s->codes = calloc(p->count + 1, sizeof(*s->codes));
	s->hits = calloc(p->count + 1, sizeof(*s->hits));
	s->last = calloc(p->count + 1, sizeof(*s->last));
	s->data = pcre2_match_data_create(1, NULL);
	s->context = pcre2_match_context_create(NULL);
	ok = s->codes != NULL && s->hits != NULL && s->last != NULL &&
	    s->data != NULL && s->context != NULL;
	for (size_t i = 0; i < SET_COUNT; i++)
		ok = make_room(s, p->sets[i]) && make_room(s, p->own[i]) && ok;
	if (!ok) {
		phrases_scratch_free(s);
		return NULL;
	}
	pcre2_set_match_limit(s->context, STEPS);
	return s;
}

/* Letters and digits of Latin script: what makes a word go on. */
static bool
in_word(uint32_t code)
{
	return (code < 0x80 && ascii_is_alnum((char)code)) ||
	    (code >= 0xdf && code < 0x250 && code != 0xf7);
}

static bool
letter_before(span text, size_t at)
{
	span before = span_head(text, at);

	return before.n > 0 && in_word(utf8_cut_last(&before));
}

static bool
letter_at(span text, size_t at)
{
	span behind = span_drop(text, at);

	return behind.n > 0 && in_word(utf8_cut(&behind, NULL));
}

/* Keeps a match, or makes the phrase's latest one longer. */
static void
keep(struct scan *scan, size_t phrase, size_t start, size_t end)
{
	struct phrases_scratch *s = scan->scratch;
	struct phrase_match *list, *last = NULL;

	if (s->last[phrase] > 0)
		last = &scan->list[s->last[phrase] - 1];
	if (last != NULL && start < last->end) {
		if (start <= last->start && end >= last->end) {
			last->start = start;
			last->end = end;
		}
		return;
	}
	if (s->hits[phrase] == LIMIT_EVIDENCE || scan->count == LIMIT_MATCHES) {
		scan->more = true;
		return;
	}
	list = arena_grow(
	    scan->arena, scan->list, scan->count, &scan->room, sizeof(*list));
	if (list == NULL)
		return;
	scan->list = list;
	list[scan->count++] =
	    (struct phrase_match){ &s->phrases->list[phrase], start, end };
	s->hits[phrase]++;
	s->last[phrase] = scan->count;
}

static pcre2_code *
code_of(struct phrases_scratch *s, size_t phrase)
{
	const struct phrase_source *source = &s->phrases->sources[phrase];
	int problem;

	if (s->codes[phrase] == NULL) {
		s->codes[phrase] = phrases_regex(source, &problem);
		/* Raw patterns see all of the text: they are worth it. */
		if (source->kind == PHRASE_RAW && s->codes[phrase] != NULL)
			pcre2_jit_compile(s->codes[phrase], PCRE2_JIT_COMPLETE);
	}
	return s->codes[phrase];
}

/* PCRE2's first match from `from` on; false: none. */
static bool
match(struct phrases_scratch *s, size_t phrase, span text, size_t from,
    uint32_t flags, size_t *start, size_t *end)
{
	pcre2_code *code = code_of(s, phrase);
	const PCRE2_SIZE *at;

	if (code == NULL || from > text.n ||
	    pcre2_match(code, (PCRE2_SPTR)(text.n > 0 ? text.p : ""), text.n,
		from, flags, s->data, s->context) < 0)
		return false;
	at = pcre2_get_ovector_pointer(s->data);
	*start = at[0];
	*end = at[1];
	return *end > *start;
}

/* The start of the character that holds offset at, or at the end of text. */
static size_t
char_start(span text, size_t at)
{
	while (
	    at > 0 && at < text.n && ((unsigned char)text.p[at] & 0xc0) == 0x80)
		at--;
	return at;
}

/* vectorscan says that a regex ends here: where does it begin? */
static void
locate(struct scan *scan, size_t phrase, size_t to)
{
	struct phrases_scratch *s = scan->scratch;
	size_t from = to > BEFORE ? to - BEFORE : 0, start, end;
	size_t cut = to + BEHIND < scan->text.n ? to + BEHIND : scan->text.n;
	span text;

	if (s->last[phrase] > 0 && scan->list[s->last[phrase] - 1].end > from)
		from = scan->list[s->last[phrase] - 1].end;
	text = span_head(scan->text, char_start(scan->text, cut));
	from = char_start(text, from);
	while (from < to &&
	    match(s, phrase, text, from,
		text.n < scan->text.n ? PCRE2_NOTEOL : 0, &start, &end)) {
		if (!s->phrases->sources[phrase].edge_before ||
		    !letter_at(text, start) || !letter_before(text, start)) {
			keep(scan, phrase, start, end);
			return;
		}
		/* Inside a word: not this one. */
		from = start + 1;
		while (from < to && char_start(text, from) != from)
			from++;
	}
}

static int
on_match(unsigned id, unsigned long long from, unsigned long long to,
    unsigned flags, void *context)
{
	struct scan *scan = context;
	struct phrases_scratch *s = scan->scratch;
	const struct phrase_unit *unit = &s->phrases->units[id];
	const struct phrase_source *source = &s->phrases->sources[unit->phrase];
	size_t start, end = (size_t)to;

	(void)from;
	(void)flags;
	if (s->hits[unit->phrase] == LIMIT_EVIDENCE) {
		scan->more = true;
		return 0;
	}
	if (unit->word.n == 0) {
		size_t last = s->last[unit->phrase];

		if (last == 0 || end >= scan->list[last - 1].end + APART)
			locate(scan, unit->phrase, end);
		return 0;
	}
	start = end - unit->word.n;
	if (source->edge_before && letter_at(scan->text, start) &&
	    letter_before(scan->text, start))
		return 0;
	if (source->edge_behind && letter_at(scan->text, end))
		return 0;
	keep(scan, unit->phrase, start, end);
	return 0;
}

/* Scripts that are written without blanks; Korean is not one. */
static bool
is_cjk(uint32_t code)
{
	return (code >= 0x3001 && code < 0x3130) ||
	    (code >= 0x3400 && code < 0xa000) ||
	    (code >= 0xf900 && code < 0xfb00) ||
	    (code >= 0xff00 && code < 0xfff0) || code >= 0x20000;
}

/* Line breaks out of the text, see phrases.h. */
static struct joined
join_lines(struct arena *a, span text)
{
	struct joined joined = { .text = text };
	struct buf out = buf_new(a, text.n);

	if (span_find_byte(text, '\n') == text.n)
		return joined;
	while (text.n > 0) {
		size_t n = span_find_byte(text, '\n'), *gone;
		span before = span_head(text, n);
		span behind = span_drop(text, n + 1), rest = behind;

		buf_put(&out, before);
		if (n == text.n)
			break;
		text = behind;
		if (before.n == 0 || rest.n == 0 ||
		    !is_cjk(utf8_cut_last(&before)) ||
		    !is_cjk(utf8_cut(&rest, NULL))) {
			buf_byte(&out, ' ');
			continue;
		}
		gone = arena_grow(
		    a, joined.gone, joined.count, &joined.room, sizeof(*gone));
		if (gone == NULL)
			break;
		joined.gone = gone;
		gone[joined.count++] = out.n;
	}
	joined.text = buf_span(&out);
	return joined;
}

/* Bytes missing before offset at of the joined text. */
static size_t
gone_before(const struct joined *joined, size_t at)
{
	size_t low = 0, high = joined->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (joined->gone[middle] <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int
order_matches(const void *x, const void *y)
{
	const struct phrase_match *a = x, *b = y;

	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	if (a->end != b->end)
		return a->end > b->end ? -1 : 1;
	return a->phrase < b->phrase ? -1 : a->phrase > b->phrase;
}

static struct scan
scan_new(struct phrases_scratch *s, struct arena *a)
{
	return (struct scan){ .scratch = s, .arena = a };
}

static struct phrase_matches
scan_end(struct scan *scan)
{
	struct phrases_scratch *s = scan->scratch;

	/* The counters are zero between scans; few were touched. */
	for (size_t i = 0; i < scan->count; i++) {
		size_t phrase =
		    (size_t)(scan->list[i].phrase - s->phrases->list);

		s->hits[phrase] = 0;
		s->last[phrase] = 0;
	}
	if (scan->count > 0)
		qsort(scan->list, scan->count, sizeof(*scan->list),
		    order_matches);
	return (struct phrase_matches){ scan->list, scan->count, scan->more };
}

static void
run_on(struct scan *scan, const hs_database_t *database, span text)
{
	if (database == NULL || text.n == 0 || text.n > UINT32_MAX)
		return;
	if (hs_scan(database, text.p, (unsigned)text.n, 0, scan->scratch->hs,
		on_match, scan) != HS_SUCCESS)
		scan->more = true;
}

static void
run(struct scan *scan, enum phrase_set set, span text)
{
	scan->text = text;
	run_on(scan, scan->scratch->phrases->sets[set], text);
	run_on(scan, scan->scratch->phrases->own[set], text);
}

struct phrase_matches
phrases_scan(struct phrases_scratch *s, struct arena *a, span folded)
{
	struct scan scan = scan_new(s, a);
	struct joined joined = join_lines(a, folded);

	run(&scan, SET_TEXT, joined.text);
	for (size_t i = 0; i < scan.count; i++) {
		struct phrase_match *m = &scan.list[i];

		m->start += gone_before(&joined, m->start);
		m->end += gone_before(&joined, m->end - 1);
	}
	run(&scan, SET_LINES, folded);
	return scan_end(&scan);
}

/* Text that is no UTF-8, on which vectorscan is not defined. */
static void
scan_invalid(struct scan *scan, span text)
{
	struct phrases_scratch *s = scan->scratch;

	for (size_t i = 0; i < s->phrases->count; i++) {
		size_t from = 0, start, end;

		if (s->phrases->sources[i].kind != PHRASE_RAW)
			continue;
		while (s->hits[i] < LIMIT_EVIDENCE &&
		    match(s, i, text, from, 0, &start, &end)) {
			keep(scan, i, start, end);
			from = end;
		}
	}
}

struct phrase_matches
phrases_scan_raw(struct phrases_scratch *s, struct arena *a, span text)
{
	struct scan scan = scan_new(s, a);

	scan.more = text.n > RAW_TEXT;
	text = span_head(text, char_start(text, RAW_TEXT));
	if (utf8_valid(text))
		run(&scan, SET_RAW, text);
	else
		scan_invalid(&scan, text);
	return scan_end(&scan);
}
