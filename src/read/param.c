#include "read/param.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/charset.h"
#include "read/words.h"

#define PLAIN SIZE_MAX /* a piece's number: name=, not continued */

/* One "name*0*=value" as it stands. */
struct piece {
	span name;
	size_t number; /* PLAIN, or 0 and up; name*= is number 0 */
	size_t order;  /* of appearance */
	span value;    /* unquoted bytes */
	bool encoded;  /* "*" at the end: percent signs */
};

struct reader {
	struct arena *arena;
	span rest;
	unsigned odd;
	struct piece *pieces;
	size_t count, room;
	bool unclosed; /* a comment does not end: there are no more */
};

/*
 * Takes blanks and comments (RFC 822) off; nesting is a counter.  A comment
 * that never ends is none, or it would hide what is behind it.
 */
static void
skip_blank(struct reader *r)
{
	size_t depth = 0, outside = 0;

	for (size_t i = 0; i < r->rest.n; i++) {
		char c = r->rest.p[i];

		if (c == '(' && !r->unclosed)
			depth++;
		else if (depth > 0 && c == ')')
			depth--;
		else if (depth > 0 && c == '\\')
			i++;
		else if (depth == 0 && !ascii_is_space(c))
			break;
		if (depth == 0)
			outside = i + 1;
	}
	if (depth > 0) {
		r->unclosed = true;
		r->odd |= PARAMS_BAD;
	}
	r->rest = span_drop(r->rest, outside);
}

/* A quoted string without its quotes; the end of the field closes it too. */
static span
cut_quoted(struct reader *r)
{
	struct buf out = buf_new(r->arena, r->rest.n);
	size_t i = 1;

	for (; i < r->rest.n && r->rest.p[i] != '"'; i++) {
		char c = r->rest.p[i];

		if (c == '\r' || c == '\n')
			continue;
		/* Windows paths: a backslash that escapes nothing stays. */
		if (c == '\\' && i + 1 < r->rest.n &&
		    (r->rest.p[i + 1] == '"' || r->rest.p[i + 1] == '\\'))
			c = r->rest.p[++i];
		buf_byte(&out, c);
	}
	if (i >= r->rest.n)
		r->odd |= PARAMS_UNQUOTED;
	r->rest = span_drop(r->rest, i + 1);
	return buf_span(&out);
}

/* The offset of the first "name=" behind a blank, or s.n. */
static size_t
next_assignment(span s)
{
	size_t name = s.n;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (ascii_is_space(c))
			name = i + 1;
		else if (c == '=' && name < i)
			return name;
		else if (!ascii_is_alnum(c) && c != '*' && c != '-')
			name = s.n;
	}
	return s.n;
}

/*
 * A value without quotes: a token, or whatever stands before the semicolon
 * or, where that was forgotten, before the next name.
 */
static span
cut_bare(struct reader *r)
{
	span all = span_head(r->rest, span_find_byte(r->rest, ';'));
	size_t n = next_assignment(all), end = 0;
	span behind;

	if (n < all.n)
		r->odd |= PARAMS_SEPARATOR;
	while (end < n && !ascii_is_space(all.p[end]))
		end++;
	/* Blanks inside belong to it, a comment behind it does not. */
	behind = span_trim(span_slice(all, end, n));
	if (behind.n > 0 &&
	    (behind.p[0] != '(' || behind.p[behind.n - 1] != ')')) {
		r->odd |= PARAMS_UNQUOTED;
		end = n;
	}
	r->rest = span_drop(r->rest, end);
	return span_trim(span_head(all, end));
}

/* Splits "name", "name*", "name*3", "name*3*". */
static void
split_name(struct reader *r, span text, struct piece *piece)
{
	span rest = text;
	uint64_t number;

	piece->name = span_cut(&rest, '*');
	piece->number = PLAIN;
	if (piece->name.n == text.n)
		return;
	piece->number = 0;
	piece->encoded = rest.n == 0 || rest.p[rest.n - 1] == '*';
	if (rest.n > 0 && rest.p[rest.n - 1] == '*')
		rest.n--;
	if (rest.n == 0)
		return;
	if (span_number(rest, LIMIT_PARAMS, &number))
		piece->number = (size_t)number;
	else
		r->odd |= PARAMS_BAD;
}

static span
lower(struct arena *a, span s)
{
	struct buf out = buf_new(a, s.n);

	for (size_t i = 0; i < s.n; i++)
		buf_byte(&out, ascii_lower(s.p[i]));
	return buf_span(&out);
}

/* Takes one parameter off; false when it was none. */
static bool
cut_piece(struct reader *r, struct piece *piece)
{
	size_t n = 0;

	while (n < r->rest.n && !ascii_is_space(r->rest.p[n]) &&
	    r->rest.p[n] != '=' && r->rest.p[n] != ';')
		n++;
	*piece = (struct piece){ .order = r->count };
	split_name(r, lower(r->arena, span_head(r->rest, n)), piece);
	r->rest = span_drop(r->rest, n);
	skip_blank(r);
	if (n == 0 || r->rest.n == 0 || r->rest.p[0] != '=') {
		r->odd |= PARAMS_SEPARATOR;
		if (n == 0)
			r->rest = span_drop(r->rest, 1);
		return false;
	}
	r->rest = span_drop(r->rest, 1);
	/* No comment can begin here: "(1).pdf" is a name. */
	while (r->rest.n > 0 && ascii_is_space(r->rest.p[0]))
		r->rest = span_drop(r->rest, 1);
	if (r->rest.n > 0 && r->rest.p[0] == '"')
		piece->value = cut_quoted(r);
	else
		piece->value = cut_bare(r);
	if (utf8_valid(piece->name))
		return piece->name.n > 0;
	r->odd |= PARAMS_BAD;
	return false;
}

static void
read_pieces(struct reader *r)
{
	while (r->rest.n > 0) {
		struct piece piece, *grown;
		size_t semicolons = 0;

		skip_blank(r);
		while (r->rest.n > 0 && r->rest.p[0] == ';') {
			semicolons++;
			r->rest = span_drop(r->rest, 1);
			skip_blank(r);
		}
		if (r->rest.n == 0)
			break;
		if (semicolons != 1)
			r->odd |= PARAMS_SEPARATOR;
		if (r->count == LIMIT_PARAMS) {
			r->odd |= PARAMS_TOO_MANY;
			break;
		}
		if (!cut_piece(r, &piece))
			continue;
		grown = arena_grow(
		    r->arena, r->pieces, r->count, &r->room, sizeof(*grown));
		if (grown == NULL)
			break;
		r->pieces = grown;
		r->pieces[r->count++] = piece;
	}
}

static int
piece_order(const void *x, const void *y)
{
	const struct piece *a = x, *b = y;
	int order = span_order(a->name, b->name);

	if (order != 0)
		return order;
	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

/* RFC 2231 section 4: %XX; others stay, a bad percent sign too. */
static void
decode_percent(struct reader *r, struct buf *out, span text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		int high, low;

		if (c == '%') {
			high = i + 1 < text.n ? ascii_hex(text.p[i + 1]) : -1;
			low = i + 2 < text.n ? ascii_hex(text.p[i + 2]) : -1;
			if (high >= 0 && low >= 0) {
				c = (char)(unsigned char)(high << 4 | low);
				i += 2;
			} else {
				r->odd |= PARAMS_BAD;
			}
		}
		buf_byte(out, c);
	}
}

static void
note_control(struct reader *r, span text)
{
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.p[i] < 0x20 || text.p[i] == 0x7f)
			r->odd |= PARAMS_CONTROL;
}

/* A value that is not encoded: words and raw bytes are still text. */
static span
decode_plain(struct reader *r, span value)
{
	struct words words = words_decode(r->arena, value);

	if (words.used != NULL)
		r->odd |= PARAMS_WORDS;
	if (words.odd & WORDS_RAW_8BIT)
		r->odd |= PARAMS_RAW_8BIT;
	if (words.odd & WORDS_CONTROL)
		r->odd |= PARAMS_CONTROL;
	if (words.odd &
	    (WORDS_BAD | WORDS_LABEL_WRONG | WORDS_UNKNOWN_CHARSET |
		WORDS_INVALID))
		r->odd |= PARAMS_BAD;
	return words.text;
}

/* Joins the pieces of one name as bytes, then decodes them. */
static void
decode_pieces(
    struct reader *r, const struct piece *pieces, size_t n, struct param *out)
{
	struct charset_text text;
	size_t bytes = 0, i;
	bool encoded = false;
	struct buf joined;
	span label = { 0 };

	for (i = 0; i < n; i++)
		bytes += pieces[i].value.n;
	joined = buf_new(r->arena, bytes);
	for (i = 0; i < n; i++) {
		span value = pieces[i].value;

		if (i > 0 && pieces[i].number == pieces[i - 1].number) {
			r->odd |= PARAMS_DUPLICATE;
			continue;
		}
		if (i > 0 && pieces[i].number != pieces[i - 1].number + 1)
			r->odd |= PARAMS_BAD;
		if (i == 0 && pieces[i].number != 0)
			r->odd |= PARAMS_BAD;
		if (i == 0 && pieces[i].encoded &&
		    span_find_byte(value, '\'') < value.n) {
			label = span_cut(&value, '\'');
			out->language = span_cut(&value, '\'');
			if (!utf8_ascii(out->language))
				out->language = (span){ 0 };
		} else if (i == 0 && pieces[i].encoded) {
			r->odd |= PARAMS_BAD;
		}
		encoded |= pieces[i].encoded;
		if (pieces[i].encoded)
			decode_percent(r, &joined, value);
		else
			buf_put(&joined, value);
	}
	out->raw = buf_span(&joined);
	if (!encoded) {
		out->value = decode_plain(r, out->raw);
		return;
	}
	text = charset_decode(r->arena, out->raw, label, NULL);
	if (text.odd &
	    (CHARSET_UNKNOWN_LABEL | CHARSET_LABEL_WRONG | CHARSET_INVALID))
		r->odd |= PARAMS_BAD;
	if (text.odd & CHARSET_NUL)
		r->odd |= PARAMS_CONTROL;
	note_control(r, text.utf8);
	out->value = text.utf8;
}

/* All pieces of one name, sorted: continued ones first, then plain ones. */
static struct param
one_param(struct reader *r, const struct piece *pieces, size_t n)
{
	struct param param = { .name = pieces[0].name };
	size_t continued = 0;

	while (continued < n && pieces[continued].number != PLAIN)
		continued++;
	if (n - continued > 1)
		r->odd |= PARAMS_DUPLICATE;
	if (continued > 0 && continued < n)
		r->odd |= PARAMS_BOTH_FORMS;
	if (n > 1 && continued < n)
		param.other = pieces[n - 1].value;
	if (continued > 0) {
		decode_pieces(r, pieces, continued, &param);
	} else {
		param.raw = pieces[0].value;
		param.value = decode_plain(r, param.raw);
	}
	return param;
}

/* A parameter with the place where its name first appeared. */
struct placed {
	struct param param;
	size_t order;
};

static int
placed_order(const void *x, const void *y)
{
	const struct placed *a = x, *b = y;

	return a->order < b->order ? -1 : a->order > b->order;
}

static void
join_pieces(struct reader *r, struct params *out)
{
	struct placed *placed;

	if (r->count == 0)
		return;
	qsort(r->pieces, r->count, sizeof(*r->pieces), piece_order);
	placed = arena_array(r->arena, r->count, sizeof(*placed));
	out->list = arena_array(r->arena, r->count, sizeof(*out->list));
	if (placed == NULL || out->list == NULL)
		return;
	for (size_t i = 0, n; i < r->count; i += n) {
		size_t order = r->pieces[i].order;

		for (n = 1; i + n < r->count &&
		     span_same(r->pieces[i].name, r->pieces[i + n].name);
		     n++)
			if (r->pieces[i + n].order < order)
				order = r->pieces[i + n].order;
		placed[out->count++] =
		    (struct placed){ one_param(r, r->pieces + i, n), order };
	}
	qsort(placed, out->count, sizeof(*placed), placed_order);
	for (size_t i = 0; i < out->count; i++)
		out->list[i] = placed[i].param;
}

struct params
params_parse(struct arena *a, span raw)
{
	struct reader r = { .arena = a, .rest = span_head(raw, LIMIT_FIELD) };
	struct params out = { 0 };
	size_t n = 0;

	skip_blank(&r);
	while (n < r.rest.n && r.rest.p[n] != ';' && r.rest.p[n] != '(' &&
	    !ascii_is_space(r.rest.p[n]) && r.rest.p[n] != '=')
		n++;
	/* "charset=utf-8" without a type before it. */
	if (n < r.rest.n && r.rest.p[n] == '=') {
		r.odd |= PARAMS_SEPARATOR;
	} else {
		out.value = lower(a, span_head(r.rest, n));
		r.rest = span_drop(r.rest, n);
	}
	if (!utf8_valid(out.value))
		out.value =
		    charset_decode(a, out.value, (span){ 0 }, NULL).utf8;
	read_pieces(&r);
	join_pieces(&r, &out);
	out.odd = r.odd;
	return out;
}

const struct param *
params_get(const struct params *p, const char *name)
{
	for (size_t i = 0; i < p->count; i++)
		if (span_is(p->list[i].name, name))
			return &p->list[i];
	return NULL;
}

span
params_find(const struct params *p, const char *name)
{
	const struct param *found = params_get(p, name);

	return found == NULL ? (span){ 0 } : found->value;
}

span
params_odd_name(unsigned one)
{
	static const char *const names[] = { "duplicate-parameter",
		"unquoted-parameter", "parameter-separator",
		"words-in-parameter", "raw-8bit", "bad-parameter",
		"both-parameter-forms", "control-characters",
		"too-many-parameters" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (one == 1u << i)
			return span_of(names[i]);
	return (span){ 0 };
}
