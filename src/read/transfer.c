#include "read/transfer.h"

static int
base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (ascii_is_digit(c))
		return c - '0' + 52;
	if (c == '+' || c == '-')
		return 62;
	return c == '/' || c == '_' ? 63 : -1;
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
		int value = base64_value(raw.p[i]);

		if (value < 0) {
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
		group = group << 6 | (uint32_t)value;
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

static span
quoted_printable(struct arena *a, span raw, unsigned *odd)
{
	char *out = arena_raw(a, raw.n + 1);
	size_t n = 0, line = 0;

	if (out == NULL)
		return (span){ 0 };
	for (size_t i = 0; i < raw.n;) {
		span rest = span_drop(raw, i + 1);
		char c = raw.p[i];
		size_t skip;

		line = c == '\n' ? 0 : line + 1;
		if (line > 998)
			*odd |= TRANSFER_LONG_LINE;
		if (c != '=') {
			out[n++] = c;
			i++;
			continue;
		}
		if (rest.n >= 2 && ascii_hex(rest.p[0]) >= 0 &&
		    ascii_hex(rest.p[1]) >= 0) {
			out[n++] = (char)(ascii_hex(rest.p[0]) << 4 |
			    ascii_hex(rest.p[1]));
			i += 3;
			continue;
		}
		skip = soft_break(rest);
		if (skip > 0 || rest.n == 0) {
			i += 1 + skip;
			line = 0;
			continue;
		}
		*odd |= TRANSFER_BAD_QUOTED;
		out[n++] = c;
		i++;
	}
	return (span){ out, n };
}

/* One line of uuencoded bytes behind its length letter. */
static size_t
uu_line(span line, unsigned char *out)
{
	size_t want = (size_t)((line.p[0] - ' ') & 0x3f), n = 0;

	for (size_t i = 1; n < want && i + 3 < line.n; i += 4) {
		uint32_t group = 0;

		for (size_t k = 0; k < 4; k++)
			group = group << 6 |
			    (uint32_t)((line.p[i + k] - ' ') & 0x3f);
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

span
transfer_decode(struct arena *a, span raw, span encoding, unsigned *odd)
{
	static const char *const identity[] = { "", "7bit", "8bit", "binary",
		"7-bit", "8-bit" };

	for (size_t i = 0; i < COUNT(identity); i++)
		if (span_is(encoding, identity[i]))
			return raw;
	if (span_is(encoding, "base64"))
		return transfer_base64(a, raw, odd);
	if (span_is(encoding, "quoted-printable"))
		return quoted_printable(a, raw, odd);
	if (span_is(encoding, "x-uuencode") || span_is(encoding, "uuencode") ||
	    span_is(encoding, "x-uue"))
		return uudecode(a, raw);
	*odd |= TRANSFER_UNKNOWN;
	return raw;
}

const char *
transfer_odd_name(unsigned bit)
{
	static const struct {
		unsigned bit;
		const char *name;
	} names[] = {
		{ TRANSFER_UNKNOWN, "unknown-encoding" },
		{ TRANSFER_BAD_BASE64, "bad-base64" },
		{ TRANSFER_AFTER_PAD, "base64-behind-padding" },
		{ TRANSFER_CUT_BASE64, "cut-base64" },
		{ TRANSFER_BAD_QUOTED, "bad-quoted-printable" },
		{ TRANSFER_LONG_LINE, "long-line" },
		{ TRANSFER_MULTIPLE, "several-encodings" },
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (names[i].bit == bit)
			return names[i].name;
	return NULL;
}
