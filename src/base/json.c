#include "base/json.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
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

static void
flush(struct json *j)
{
	if (j->n > 0 && !j->failed && !j->write(j->to, (span){ j->p, j->n }))
		j->failed = j->refused = true;
	j->n = 0;
}

/* Makes room for n bytes more; false: latched. */
static bool
reserve(struct json *j, size_t n)
{
	size_t room = j->room < JSON_FIRST ? JSON_FIRST : j->room;
	char *p;

	if (j->failed)
		return false;
	if (j->write != NULL && j->n > 0 && n > j->room - j->n)
		flush(j);
	if (j->failed || n > j->max - j->n) {
		j->failed = true;
		return false;
	}
	if (n <= j->room - j->n)
		return true;
	while (room - j->n < n)
		room = room > SIZE_MAX / 2 ? j->n + n : room * 2;
	p = realloc(j->p, room);
	if (p == NULL) {
		j->failed = true;
		return false;
	}
	j->p = p;
	j->room = room;
	return true;
}

static void
put(struct json *j, span s)
{
	if (s.n == 0 || !reserve(j, s.n))
		return;
	memcpy(j->p + j->n, s.p, s.n);
	j->n += s.n;
}

static void
put_byte(struct json *j, char c)
{
	put(j, (span){ &c, 1 });
}

/* The comma before a member that is not the first; the state of its parent. */
static void
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

/* Plain bytes at the front of s: those that stand for themselves. */
static size_t
plain_length(span s)
{
	size_t i = 0;

	while (i < s.n && (unsigned char)s.p[i] >= 0x20 &&
	    (unsigned char)s.p[i] < 0x7f && s.p[i] != '"' && s.p[i] != '\\')
		i++;
	return i;
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
	while (s.n > 0 && !j->failed) {
		size_t n = plain_length(s);

		put(j, span_head(s, n));
		s = span_drop(s, n);
		if (s.n > 0)
			put_special(j, &s);
	}
	put_byte(j, '"');
}

void
json_key_span(struct json *j, span key)
{
	uint32_t bit;

	assert(j->depth > 0 && !j->keyed);
	bit = (uint32_t)1 << (j->depth - 1);
	assert(!(j->arrays & bit));
	if (j->populated & bit)
		put_byte(j, ',');
	j->populated |= bit;
	put_string(j, key);
	put_byte(j, ':');
	j->keyed = true;
}

void
json_key(struct json *j, const char *key)
{
	json_key_span(j, span_of(key));
}

void
json_span(struct json *j, span s)
{
	begin_value(j);
	put_string(j, s);
}

void
json_text(struct json *j, const char *text)
{
	if (text == NULL)
		json_none(j);
	else
		json_span(j, span_of(text));
}

void
json_int(struct json *j, int64_t value)
{
	char digits[24];
	int n = snprintf(digits, sizeof(digits), "%lld", (long long)value);

	begin_value(j);
	put(j, (span){ digits, (size_t)n });
}

/*
 * digits (count of them, the first not 0) times 10 to the power of exponent,
 * the point being behind the first digit.
 */
static void
put_decimal(struct json *j, const char *digits, size_t count, int exponent)
{
	char power[16];
	int n;

	if (exponent < -5 || exponent > 14) {
		put(j, (span){ digits, 1 });
		if (count > 1)
			put_byte(j, '.');
		put(j, (span){ digits + 1, count - 1 });
		n = snprintf(power, sizeof(power), "e%d", exponent);
		put(j, (span){ power, (size_t)n });
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

void
json_double(struct json *j, double value)
{
	char text[64], digits[8];
	size_t count = 0;
	const char *at = text;
	int exponent = 0;
	bool down;

	if (!isfinite(value)) {
		json_none(j);
		return;
	}
	begin_value(j);
	if (value == 0) {
		put_byte(j, '0');
		return;
	}
	/* The digits and the exponent are read, the locale's point is not. */
	snprintf(text, sizeof(text), "%.5e", fabs(value));
	for (; *at != 'e'; at++)
		if (ascii_is_digit(*at))
			digits[count++] = *at;
	down = at[1] == '-';
	for (at += 2; *at != '\0'; at++)
		exponent = exponent * 10 + (*at - '0');
	while (count > 1 && digits[count - 1] == '0')
		count--;
	if (value < 0)
		put_byte(j, '-');
	put_decimal(j, digits, count, down ? -exponent : exponent);
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

void
json_pair_span(struct json *j, const char *key, span s)
{
	json_key(j, key);
	json_span(j, s);
}

void
json_pair_text(struct json *j, const char *key, const char *text)
{
	json_key(j, key);
	json_text(j, text);
}

void
json_pair_int(struct json *j, const char *key, int64_t value)
{
	json_key(j, key);
	json_int(j, value);
}

void
json_pair_double(struct json *j, const char *key, double value)
{
	json_key(j, key);
	json_double(j, value);
}

void
json_pair_bool(struct json *j, const char *key, bool value)
{
	json_key(j, key);
	json_bool(j, value);
}

void
json_pair_none(struct json *j, const char *key)
{
	json_key(j, key);
	json_none(j);
}

void
json_pair_object(struct json *j, const char *key)
{
	json_key(j, key);
	json_begin_object(j);
}

void
json_pair_array(struct json *j, const char *key)
{
	json_key(j, key);
	json_begin_array(j);
}

void
json_pair_maybe(struct json *j, const char *key, span s)
{
	json_key(j, key);
	if (s.n > 0)
		json_span(j, s);
	else
		json_none(j);
}
