#include "read/transfer.h"

#include "base/bits.h"
/* What each byte stands for in base64, URL-safe letters too; 64: nothing. */
static const unsigned char base64_values[256] = {
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	62,
	64,
	62,
	64,
	63,
	52,
	53,
	54,
	55,
	56,
	57,
	58,
	59,
	60,
	61,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	0,
	1,
	2,
	3,
	4,
	5,
	6,
	7,
	8,
	9,
	10,
	11,
	12,
	13,
	14,
	15,
	16,
	17,
	18,
	19,
	20,
	21,
	22,
	23,
	24,
	25,
	64,
	64,
	64,
	64,
	63,
	64,
	26,
	27,
	28,
	29,
	30,
	31,
	32,
	33,
	34,
	35,
	36,
	37,
	38,
	39,
	40,
	41,
	42,
	43,
	44,
	45,
	46,
	47,
	48,
	49,
	50,
	51,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
	64,
};

#define BASE64_NOTHING 64

/*
 * Whole groups at the front of in, as far as nothing but letters stands there:
 * nearly all of any base64.  Returns how many letters were taken.
 */
static size_t
base64_groups(span in, unsigned char *out, size_t *n)
{
	const unsigned char *p = (const unsigned char *)in.p;
	size_t i = 0, k = *n;

	for (; i + 4 <= in.n; i += 4) {
		unsigned a = base64_values[p[i]];
		unsigned b = base64_values[p[i + 1]];
		unsigned c = base64_values[p[i + 2]];
		unsigned d = base64_values[p[i + 3]];
		unsigned group = a << 18 | b << 12 | c << 6 | d;

		if ((a | b | c | d) & BASE64_NOTHING)
			break;
		out[k++] = (unsigned char)(group >> 16);
		out[k++] = (unsigned char)(group >> 8);
		out[k++] = (unsigned char)group;
	}
	*n = k;
	return i;
}

span
transfer_base64(struct arena *a, span raw, unsigned *odd)
{
	unsigned char *out = arena_raw(a, raw.n / 4 * 3 + 3);
	uint32_t group = 0;
	size_t n = 0, have = 0;
	bool padded = false;

	if (out == NULL)
		return (span){ 0 };
	for (size_t i = 0; i < raw.n; i++) {
		unsigned value;

		if (have == 0 && !padded)
			i += base64_groups(span_drop(raw, i), out, &n);
		if (i == raw.n)
			break;
		value = base64_values[(unsigned char)raw.p[i]];
		if (value == BASE64_NOTHING) {
			if (raw.p[i] == '=') {
				/* A new group begins behind the padding. */
				if (have > 1)
					out[n++] = (unsigned char)(group >>
					    (have == 2 ? 4 : 10));
				if (have > 2)
					out[n++] = (unsigned char)(group >> 2);
				have = 0;
				padded = true;
			} else if (!ascii_is_space(raw.p[i])) {
				*odd |= TRANSFER_BAD_BASE64;
			}
			continue;
		}
		if (padded)
			*odd |= TRANSFER_AFTER_PAD;
		group = group << 6 | value;
		if (++have == 4) {
			out[n++] = (unsigned char)(group >> 16);
			out[n++] = (unsigned char)(group >> 8);
			out[n++] = (unsigned char)group;
			have = 0;
		}
	}
	if (have > 0)
		*odd |= TRANSFER_CUT_BASE64;
	if (have > 1)
		out[n++] = (unsigned char)(group >> (have == 2 ? 4 : 10));
	if (have > 2)
		out[n++] = (unsigned char)(group >> 2);
	return (span){ (char *)out, n };
}

#define QUOTED_LINE 998 /* bytes: RFC 5322, 2.1.1 */

/* Length of a soft line break behind '=': blanks and a line end; 0: none. */
static size_t
soft_break(span s)
{
	size_t i = 0;

	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
		i++;
	if (i == s.n)
		return i;
	if (s.p[i] == '\n')
		return i + 1;
	return s.p[i] == '\r' && i + 1 < s.n && s.p[i + 1] == '\n' ? i + 2 : 0;
}

/* One line, its end included, to out; the number of bytes put. */
static size_t
quoted_line(span line, char *out, unsigned *odd)
{
	size_t n = 0;

	for (;;) {
		size_t plain = span_find_byte(line, '=');
		span rest = span_drop(line, plain + 1);

		if (plain >= line.n) {
			if (line.n > 0)
				memcpy(out + n, line.p, line.n);
			return n + line.n;
		}
		memcpy(out + n, line.p, plain);
		n += plain;
		if (rest.n >= 2 && ascii_hex(rest.p[0]) >= 0 &&
		    ascii_hex(rest.p[1]) >= 0) {
			out[n++] = (char)(ascii_hex(rest.p[0]) << 4 |
			    ascii_hex(rest.p[1]));
			line = span_drop(rest, 2);
		} else if (rest.n == 0 || soft_break(rest) == rest.n) {
			return n;
		} else {
			*odd |= TRANSFER_BAD_QUOTED;
			out[n++] = '=';
			line = rest;
		}
	}
}

static span
quoted_printable(struct arena *a, span raw, unsigned *odd)
{
	char *out = arena_raw(a, raw.n + 1);
	size_t n = 0;

	if (out == NULL)
		return (span){ 0 };
	while (raw.n > 0) {
		size_t length = span_find_byte(raw, '\n');

		if (length > QUOTED_LINE)
			*odd |= TRANSFER_LONG_LINE;
		n += quoted_line(span_head(raw, length + 1), out + n, odd);
		raw = span_drop(raw, length + 1);
	}
	return (span){ out, n };
}

/* One line of uuencoded bytes behind its length letter. */
static size_t
uu_line(span line, unsigned char *out)
{
	size_t want = (size_t)((line.p[0] - ' ') & 0x3f), n = 0;

	for (size_t i = 1; n < want && i < line.n; i += 4) {
		uint32_t group = 0;

		for (size_t k = 0; k < 4; k++)
			/* Blanks at a line's end are lost on the way. */
			group = group << 6 |
			    (i + k < line.n
				    ? (uint32_t)((line.p[i + k] - ' ') & 0x3f)
				    : 0);
		for (int shift = 16; shift >= 0 && n < want; shift -= 8)
			out[n++] = (unsigned char)(group >> shift);
	}
	return n;
}

static span
uudecode(struct arena *a, span raw)
{
	unsigned char *out = arena_alloc(a, raw.n + 64);
	size_t n = 0;
	bool inside = false;

	if (out == NULL)
		return (span){ 0 };
	while (raw.n > 0) {
		span line = span_cut_line(&raw);

		if (!inside)
			inside = span_starts(line, "begin ");
		else if (line.n == 0 || span_is(line, "end"))
			break;
		else
			n += uu_line(line, out + n);
	}
	return (span){ (char *)out, n };
}

/* The name alone: programs pass over comments, quotes and what is behind. */
static span
name_of(span encoding)
{
	size_t n = 0;

	for (;;) {
		encoding = span_trim(encoding);
		if (encoding.n == 0 || encoding.p[0] != '(')
			break;
		encoding =
		    span_drop(encoding, span_find_byte(encoding, ')') + 1);
	}
	if (encoding.n > 0 && encoding.p[0] == '"')
		encoding = span_drop(encoding, 1);
	while (n < encoding.n &&
	    (ascii_is_alnum(encoding.p[n]) || encoding.p[n] == '-'))
		n++;
	return span_head(encoding, n);
}

enum encoding { IDENTITY, BASE64, QUOTED, UUENCODED, UNKNOWN };

static enum encoding
encoding_of(span value)
{
	static const struct {
		const char *name;
		enum encoding encoding;
	} known[] = {
		{ "7bit", IDENTITY },
		{ "8bit", IDENTITY },
		{ "base64", BASE64 },
		{ "quoted-printable", QUOTED },
		{ "binary", IDENTITY },
		{ "7-bit", IDENTITY },
		{ "8-bit", IDENTITY },
		{ "x-uuencode", UUENCODED },
		{ "uuencode", UUENCODED },
		{ "x-uue", UUENCODED },
	};
	span name;

	if (value.n == 0)
		return IDENTITY;
	name = name_of(value);
	for (size_t i = 0; i < COUNT(known); i++)
		if (span_is(name, known[i].name))
			return known[i].encoding;
	return UNKNOWN;
}

bool
transfer_is_identity(span encoding)
{
	enum encoding e = encoding_of(encoding);

	return e == IDENTITY || e == UNKNOWN;
}

bool
transfer_is_base64(span encoding)
{
	return encoding_of(encoding) == BASE64;
}

span
transfer_decode(struct arena *a, span raw, span encoding, unsigned *odd)
{
	switch (encoding_of(encoding)) {
	case IDENTITY:
		return raw;
	case BASE64:
		return transfer_base64(a, raw, odd);
	case QUOTED:
		return quoted_printable(a, raw, odd);
	case UUENCODED:
		return uudecode(a, raw);
	case UNKNOWN:
		break;
	}
	*odd |= TRANSFER_UNKNOWN;
	return raw;
}

const char *
transfer_odd_name(unsigned bit)
{
	static const struct bit_name names[] = {
		{ TRANSFER_UNKNOWN, "unknown-encoding" },
		{ TRANSFER_BAD_BASE64, "bad-base64" },
		{ TRANSFER_AFTER_PAD, "base64-behind-padding" },
		{ TRANSFER_CUT_BASE64, "cut-base64" },
		{ TRANSFER_BAD_QUOTED, "bad-quoted-printable" },
		{ TRANSFER_LONG_LINE, "long-line" },
		{ TRANSFER_MULTIPLE, "several-encodings" },
	};

	return bits_name(names, COUNT(names), bit);
}
