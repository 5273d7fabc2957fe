#include "base/json.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/utf8.h"

#define JSON_FIRST ((size_t)16 << 10) /* bytes: a report has 5 to 50 KB */

struct json
json_memory(size_t max)
{
	return (struct json){ .max = max };
}

struct json
json_sink(bool (*write)(void *to, span bytes), void *to)
{
	return (struct json){ .write = write, .to = to, .max = SIZE_MAX };
}

void
json_free(struct json *j)
{
	free(j->p);
	j->p = NULL;
	j->n = j->room = 0;
}

static bool
fail(struct json *j)
{
	j->failed = true;
	j->room = j->n = 0;
	return false;
}

static void
flush(struct json *j)
{
	if (j->n > 0 && !j->failed && !j->write(j->to, (span){ j->p, j->n })) {
		j->refused = true;
		fail(j);
	}
	j->n = 0;
}

/* Room for n bytes more where there is none; false: latched. */
static bool
make_room(struct json *j, size_t n)
{
	size_t room = j->room < JSON_FIRST ? JSON_FIRST : j->room;
	char *p;

	if (j->failed)
		return false;
	if (j->write != NULL && j->n > 0)
		flush(j);
	if (j->failed || n > j->max - j->n)
		return fail(j);
	if (n <= j->room - j->n)
		return true;
	while (room - j->n < n)
		room = room > SIZE_MAX / 2 ? j->n + n : room * 2;
	if (room > j->max)
		room = j->max;
	p = realloc(j->p, room);
	if (p == NULL)
		return fail(j);
	j->p = p;
	j->room = room;
	return true;
}

static inline bool
reserve(struct json *j, size_t n)
{
	return n <= j->room - j->n || make_room(j, n);
}

static inline void
put(struct json *j, span s)
{
	if (s.n == 0 || !reserve(j, s.n))
		return;
	memcpy(j->p + j->n, s.p, s.n);
	j->n += s.n;
}

static inline void
put_byte(struct json *j, char c)
{
	if (reserve(j, 1))
		j->p[j->n++] = c;
}

/* The comma before a member that is not the first; the state of its parent. */
static inline void
begin_value(struct json *j)
{
	uint32_t bit = (uint32_t)1 << (j->depth > 0 ? j->depth - 1 : 0);

	if (j->depth == 0)
		return;
	if (j->arrays & bit) {
		if (j->populated & bit)
			put_byte(j, ',');
		j->populated |= bit;
		return;
	}
	assert(j->keyed);
	j->keyed = false;
}

static void
open_level(struct json *j, bool array)
{
	uint32_t bit;

	begin_value(j);
	assert(j->depth < JSON_DEPTH);
	bit = (uint32_t)1 << j->depth++;
	j->populated &= ~bit;
	j->arrays = array ? j->arrays | bit : j->arrays & ~bit;
	put_byte(j, array ? '[' : '{');
}

void
json_begin_object(struct json *j)
{
	open_level(j, false);
}

void
json_begin_array(struct json *j)
{
	open_level(j, true);
}

void
json_end(struct json *j)
{
	assert(j->depth > 0 && !j->keyed);
	j->depth--;
	put_byte(j, j->arrays >> j->depth & 1 ? ']' : '}');
}

#define EACH(byte) ((uint64_t)(byte)*0x0101010101010101u)

/* Is any of eight bytes below 0x20, above 0x7e, a quote or a backslash? */
static inline bool
any_special(uint64_t w)
{
	uint64_t quote = w ^ EACH('"'), backslash = w ^ EACH('\\');

	/* A byte's top bit is set where it is below what is taken off. */
	return ((w | (w + EACH(1)) | (w - EACH(0x20)) | (quote - EACH(1)) |
		    (backslash - EACH(1))) &
		   EACH(0x80)) != 0;
}

/*
 * Bytes of the character at p, of which n > 0 bytes are there, when it stands
 * for itself; 0 when it is escaped or replaced.
 */
static inline size_t
plain_character(const unsigned char *p, size_t n)
{
	if (p[0] < 0x80)
		return p[0] >= 0x20 && p[0] != 0x7f && p[0] != '"' &&
		    p[0] != '\\';
	/* Most text that is not ASCII: kana, kanji, full-width forms. */
	if (n >= 3 && p[0] >= 0xe3 && p[0] <= 0xef && p[0] != 0xed)
		return (p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80 ? 3 : 0;
	return 0;
}

/*
 * Copies what stands for itself at the front of s to `to`, which has room for
 * all of s; returns how many bytes that are.
 */
static size_t
copy_plain(char *to, span s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i = 0, n;

	for (;;) {
		uint64_t word;

		for (; s.n - i >= 8; i += 8) {
			memcpy(&word, p + i, 8);
			if (any_special(word))
				break;
			memcpy(to + i, &word, 8);
		}
		/* Characters of three bytes come in runs. */
		do {
			if (i == s.n ||
			    (n = plain_character(p + i, s.n - i)) == 0)
				return i;
			to[i] = s.p[i];
			if (n == 3)
				memcpy(to + i + 1, s.p + i + 1, 2);
			i += n;
		} while (n == 3);
	}
}

/* What a terminal would act on, or lines and their order depend on. */
static bool
is_escaped(uint32_t code)
{
	return code < 0xa0 || code == 0x61c || code == 0x200e ||
	    code == 0x200f || (code >= 0x2028 && code <= 0x202e) ||
	    (code >= 0x2066 && code <= 0x2069);
}

/* Takes one character that is not plain off *rest and writes it. */
static void
put_special(struct json *j, span *rest)
{
	static const char hex[] = "0123456789abcdef";
	static const char names[] = "\"\"\\\\\bb\ff\nn\rr\tt";
	span whole = *rest;
	bool valid;
	uint32_t code = utf8_cut(rest, &valid);
	char escape[] = "\\u0000";

	if (!valid) {
		put(j, SPAN("\xef\xbf\xbd"));
		return;
	}
	if (!is_escaped(code)) {
		put(j, span_head(whole, whole.n - rest->n));
		return;
	}
	for (size_t i = 0; i + 1 < sizeof(names); i += 2) {
		if ((uint32_t)names[i] == code) {
			escape[1] = names[i + 1];
			put(j, (span){ escape, 2 });
			return;
		}
	}
	for (size_t i = 0; i < 4; i++)
		escape[5 - i] = hex[code >> (4 * i) & 15];
	put(j, (span){ escape, 6 });
}

static void
put_string(struct json *j, span s)
{
	put_byte(j, '"');
	while (reserve(j, s.n)) {
		size_t n = copy_plain(j->p + j->n, s);

		j->n += n;
		s = span_drop(s, n);
		if (s.n == 0)
			break;
		put_special(j, &s);
	}
	put_byte(j, '"');
}

/* Whether a comma belongs before the key: it is not its object's first. */
static inline bool
begin_key(struct json *j)
{
	uint32_t bit;
	bool comma;

	assert(j->depth > 0 && !j->keyed);
	bit = (uint32_t)1 << (j->depth - 1);
	assert(!(j->arrays & bit));
	comma = (j->populated & bit) != 0;
	j->populated |= bit;
	j->keyed = true;
	return comma;
}

void
json_key_plain(struct json *j, span key)
{
	bool comma = begin_key(j);
	char *to;

	if (!reserve(j, key.n + 4))
		return;
	to = j->p + j->n;
	if (comma)
		*to++ = ',';
	*to++ = '"';
	memcpy(to, key.p, key.n);
	to += key.n;
	*to++ = '"';
	*to++ = ':';
	j->n = (size_t)(to - j->p);
}

void
json_key_span(struct json *j, span key)
{
	if (begin_key(j))
		put_byte(j, ',');
	put_string(j, j->change == NULL ? key : j->change(j->with, key));
	put_byte(j, ':');
}

void
json_span(struct json *j, span s)
{
	begin_value(j);
	put_string(j, j->change == NULL ? s : j->change(j->with, s));
}

void
json_text(struct json *j, const char *text)
{
	if (text == NULL) {
		json_none(j);
		return;
	}
	begin_value(j);
	put_string(j, span_of(text));
}

static void
put_whole(struct json *j, int64_t value)
{
	char digits[SPAN_INT_MAX];

	put(j, span_of_int(value, digits));
}

void
json_int(struct json *j, int64_t value)
{
	begin_value(j);
	put_whole(j, value);
}

/*
 * digits (count of them, the first not 0) times 10 to the power of exponent,
 * the point being behind the first digit.
 */
static void
put_decimal(struct json *j, const char *digits, size_t count, int exponent)
{
	if (exponent < -5 || exponent > 14) {
		put(j, (span){ digits, 1 });
		if (count > 1)
			put_byte(j, '.');
		put(j, (span){ digits + 1, count - 1 });
		put_byte(j, 'e');
		put_whole(j, exponent);
		return;
	}
	if (exponent < 0) {
		put(j, span_head(SPAN("0.00000"), (size_t)(1 - exponent)));
		put(j, (span){ digits, count });
		return;
	}
	for (size_t i = 0; i <= (size_t)exponent || i < count; i++) {
		if (i == (size_t)exponent + 1)
			put_byte(j, '.');
		put_byte(j, i < count ? digits[i] : '0');
	}
}

/* The exponent of value's first digit: value >= 10 to its power. */
static int
exponent_of(double value)
{
	int exponent = (int)floor(log10(value));

	/* log10 may be off by a rounding. */
	if (value < pow(10, exponent))
		return exponent - 1;
	return value >= pow(10, exponent + 1) ? exponent + 1 : exponent;
}

/* value > 0 times a power of ten that brings six digits before the point. */
static double
six_digits(double value, int exponent)
{
	/* A power above 1e308 would be infinite. */
	if (exponent < -290)
		return value * 1e300 * pow(10, 5 - exponent - 300);
	return exponent > 5 ? value / pow(10, exponent - 5)
			    : value * pow(10, 5 - exponent);
}

void
json_double(struct json *j, double value)
{
	char digits[6];
	size_t count = sizeof(digits);
	uint32_t whole;
	int exponent;

	if (!isfinite(value)) {
		json_none(j);
		return;
	}
	begin_value(j);
	if (value == 0) {
		put_byte(j, '0');
		return;
	}
	if (value < 0)
		put_byte(j, '-');
	value = fabs(value);
	exponent = exponent_of(value);
	whole = (uint32_t)(six_digits(value, exponent) + 0.5);
	if (whole >= 1000000) { /* rounding carried */
		whole /= 10;
		exponent++;
	}
	for (size_t i = count; i-- > 0; whole /= 10)
		digits[i] = (char)('0' + whole % 10);
	while (count > 1 && digits[count - 1] == '0')
		count--;
	put_decimal(j, digits, count, exponent);
}

void
json_bool(struct json *j, bool value)
{
	begin_value(j);
	put(j, value ? SPAN("true") : SPAN("false"));
}

void
json_none(struct json *j)
{
	begin_value(j);
	put(j, SPAN("null"));
}

void
json_newline(struct json *j)
{
	assert(j->depth == 0);
	put_byte(j, '\n');
}

enum mekiki_status
json_finish(struct json *j, span *text)
{
	assert(j->depth == 0);
	if (j->write != NULL)
		flush(j);
	if (j->failed)
		return j->refused ? MEKIKI_IO : MEKIKI_NO_MEMORY;
	if (text != NULL)
		*text = (span){ j->p, j->n };
	return MEKIKI_OK;
}
