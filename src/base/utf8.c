#include "base/utf8.h"

#include <unicode/uchar.h>

/* Bytes a sequence needs that begins with c, 0 if none does; RFC 3629. */
static size_t
sequence_length(unsigned char c)
{
	if (c < 0x80)
		return 1;
	if (c >= 0xc2 && c <= 0xdf)
		return 2;
	if (c >= 0xe0 && c <= 0xef)
		return 3;
	return c >= 0xf0 && c <= 0xf4 ? 4 : 0;
}

/* The second byte's range is narrower after these: overlong, surrogates. */
static bool
second_fits(unsigned char first, unsigned char second)
{
	switch (first) {
	case 0xe0:
		return second >= 0xa0 && second <= 0xbf;
	case 0xed:
		return second >= 0x80 && second <= 0x9f;
	case 0xf0:
		return second >= 0x90 && second <= 0xbf;
	case 0xf4:
		return second >= 0x80 && second <= 0x8f;
	default:
		return (second & 0xc0) == 0x80;
	}
}

uint32_t
utf8_cut_long(span *rest, bool *valid)
{
	const unsigned char *p = (const unsigned char *)rest->p;
	size_t want = sequence_length(p[0]), got = 1;
	uint32_t code = want == 1 ? p[0]
	    : want == 2		  ? p[0] & 0x1fu
	    : want == 3		  ? p[0] & 0x0fu
				  : p[0] & 0x07u;

	while (got < want && got < rest->n &&
	    (got == 1 ? second_fits(p[0], p[1]) : (p[got] & 0xc0) == 0x80))
		code = code << 6 | (p[got++] & 0x3fu);
	*rest = span_drop(*rest, got);
	if (valid != NULL)
		*valid = got == want;
	return got == want ? code : UTF8_REPLACEMENT;
}

uint32_t
utf8_cut_last(span *rest)
{
	for (size_t back = 1; back <= UTF8_MAX && back <= rest->n; back++) {
		span tail = span_drop(*rest, rest->n - back);
		bool valid;
		uint32_t code = utf8_cut(&tail, &valid);

		if (valid && tail.n == 0) {
			rest->n -= back;
			return code;
		}
	}
	rest->n--;
	return UTF8_REPLACEMENT;
}

span
utf8_text(uint32_t code, char bytes[static UTF8_MAX])
{
	unsigned char *b = (unsigned char *)bytes;

	if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		code = UTF8_REPLACEMENT;
	if (code < 0x80) {
		b[0] = (unsigned char)code;
		return (span){ bytes, 1 };
	}
	if (code < 0x800) {
		b[0] = (unsigned char)(0xc0 | code >> 6);
		b[1] = (unsigned char)(0x80 | (code & 0x3f));
		return (span){ bytes, 2 };
	}
	if (code < 0x10000) {
		b[0] = (unsigned char)(0xe0 | code >> 12);
		b[1] = (unsigned char)(0x80 | (code >> 6 & 0x3f));
		b[2] = (unsigned char)(0x80 | (code & 0x3f));
		return (span){ bytes, 3 };
	}
	b[0] = (unsigned char)(0xf0 | code >> 18);
	b[1] = (unsigned char)(0x80 | (code >> 12 & 0x3f));
	b[2] = (unsigned char)(0x80 | (code >> 6 & 0x3f));
	b[3] = (unsigned char)(0x80 | (code & 0x3f));
	return (span){ bytes, 4 };
}

span
utf8_skip_ascii(span s)
{
	size_t i = 0;
	uint64_t word;

	for (; i + 8 <= s.n; i += 8) {
		memcpy(&word, s.p + i, 8);
		if (word & 0x8080808080808080u)
			break;
	}
	/* The last eight, some of them once more, and not one by one. */
	if (s.n >= 8 && i + 8 > s.n) {
		memcpy(&word, s.p + s.n - 8, 8);
		if (!(word & 0x8080808080808080u))
			return (span){ 0 };
	}
	while (i < s.n && (unsigned char)s.p[i] < 0x80)
		i++;
	return span_drop(s, i);
}

bool
utf8_ascii(span s)
{
	return utf8_skip_ascii(s).n == 0;
}

bool
utf8_valid(span s)
{
	while ((s = utf8_skip_ascii(s)).n > 0) {
		bool valid;

		utf8_cut(&s, &valid);
		if (!valid)
			return false;
	}
	return true;
}

int
utf8_width(uint32_t code)
{
	if (code < 0x20 || (code >= 0x7f && code < 0xa0))
		return 0;
	if (code < 0x300)
		return code == 0xad ? 0 : 1;
	switch (u_charType((UChar32)code)) {
	case U_NON_SPACING_MARK:
	case U_ENCLOSING_MARK:
	case U_FORMAT_CHAR:
		return 0;
	default:
		break;
	}
	switch (u_getIntPropertyValue((UChar32)code, UCHAR_EAST_ASIAN_WIDTH)) {
	case U_EA_FULLWIDTH:
	case U_EA_WIDE:
		return 2;
	default:
		return 1;
	}
}
