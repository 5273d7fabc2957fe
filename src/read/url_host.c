#include "read/url_host.h"

#include "base/buf.h"
#include "base/domain.h"
#include "base/utf8.h"
#include "read/url.h"

#define BIT(c) ((uint64_t)1 << ((c)&0x3f))

/* The standard's forbidden host code points below '@', and from it on. */
static const uint64_t forbidden_low = BIT(0) | BIT('\t') | BIT('\n') |
    BIT('\r') | BIT(' ') | BIT('#') | BIT('/') | BIT(':') | BIT('<') |
    BIT('>') | BIT('?');
static const uint64_t forbidden_high =
    BIT('@') | BIT('[') | BIT('\\') | BIT(']') | BIT('^') | BIT('|');

static bool
forbidden(span s, bool domain)
{
	uint64_t low = forbidden_low, high = forbidden_high;

	if (domain) {
		low |= 0xffffffffULL | BIT('%');
		high |= BIT(0x7f);
	}
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 0x80 &&
		    ((c < 0x40 ? low : high) >> (c & 0x3f) & 1) != 0)
			return true;
	}
	return false;
}

/* One number of an IPv4 address in C's notations; values stop at 2^32. */
static bool
ipv4_number(span s, uint64_t *value, unsigned *odd)
{
	unsigned base = 10;

	if (s.n == 0)
		return false;
	if (span_starts(s, "0x")) {
		base = 16;
		*odd |= URL_IP_HEX;
		s = span_drop(s, 2);
	} else if (s.n > 1 && s.p[0] == '0') {
		base = 8;
		*odd |= URL_IP_OCTAL;
		s = span_drop(s, 1);
	}
	*value = 0;
	for (size_t i = 0; i < s.n; i++) {
		int digit = ascii_hex(s.p[i]);

		if (digit < 0 || (unsigned)digit >= base)
			return false;
		*value = *value * base + (unsigned)digit;
		if (*value > UINT32_MAX)
			*value = (uint64_t)UINT32_MAX + 1;
	}
	return true;
}

/* The standard's "ends in a number checker". */
static bool
ends_in_number(span s)
{
	unsigned odd = 0;
	uint64_t value;
	size_t dot, i;

	if (span_ends(s, "."))
		s.n--;
	dot = span_find_last(s, '.');
	if (dot < s.n)
		s = span_drop(s, dot + 1);
	for (i = 0; i < s.n && ascii_is_digit(s.p[i]); i++)
		continue;
	return (s.n > 0 && i == s.n) || ipv4_number(s, &value, &odd);
}

static struct url_host
ipv4(struct arena *a, span s, unsigned odd)
{
	struct url_host h = { .kind = URL_HOST_IPV4 };
	uint64_t number[4], address = 0;
	size_t parts = 0;
	bool more = true;

	if (span_ends(s, "."))
		s.n--;
	while (more) {
		size_t dot = span_find_byte(s, '.');

		if (parts == 4 ||
		    !ipv4_number(span_head(s, dot), &number[parts++], &odd))
			return h;
		more = dot < s.n;
		s = span_drop(s, dot + 1);
	}
	for (size_t i = 0; i + 1 < parts; i++) {
		if (number[i] > 255)
			return h;
		address |= number[i] << (24 - 8 * i);
	}
	if (number[parts - 1] >> (8 * (5 - parts)) != 0)
		return h;
	address |= number[parts - 1];
	if (parts == 1)
		odd |= URL_IP_DECIMAL;
	else if (parts < 4)
		odd |= URL_IP_SHORT;
	if ((odd & (URL_IP_HEX | URL_IP_OCTAL)) != 0)
		odd &= ~(unsigned)URL_IP_DECIMAL;
	h.valid = true;
	h.odd = odd;
	h.text = arena_format(a, "%u.%u.%u.%u", (unsigned)(address >> 24),
	    (unsigned)(address >> 16 & 255), (unsigned)(address >> 8 & 255),
	    (unsigned)(address & 255));
	return h;
}

/* The IPv4 address at the end of an IPv6 one, into two pieces. */
static bool
ipv6_tail(span s, uint16_t *piece)
{
	for (int i = 0; i < 4; i++) {
		span number = s;
		uint64_t value;
		size_t dot = span_find_byte(s, '.');

		if ((dot < s.n) != (i < 3))
			return false;
		number = span_head(s, dot);
		if (number.n > 3 || (number.n > 1 && number.p[0] == '0') ||
		    !span_number(number, 255, &value))
			return false;
		piece[i / 2] = (uint16_t)(piece[i / 2] * 256U + value);
		s = span_drop(s, dot + 1);
	}
	return true;
}

/* The standard's IPv6 parser. */
static bool
ipv6_parse(span s, uint16_t piece[static 8])
{
	int count = 0, compress = -1;

	if (span_starts(s, "::")) {
		s = span_drop(s, 2);
		compress = 0;
	}
	while (s.n > 0) {
		unsigned value = 0;
		size_t n = 0;

		if (count == 8)
			return false;
		if (s.p[0] == ':') {
			if (compress >= 0 || count == 0)
				return false;
			s = span_drop(s, 1);
			compress = count;
			continue;
		}
		for (; n < 4 && n < s.n && ascii_hex(s.p[n]) >= 0; n++)
			value = value * 16 + (unsigned)ascii_hex(s.p[n]);
		if (n < s.n && s.p[n] == '.') {
			if (n == 0 || count > 6 || !ipv6_tail(s, piece + count))
				return false;
			count += 2;
			break;
		}
		if (n < s.n && (s.p[n] != ':' || n + 1 == s.n))
			return false;
		piece[count++] = (uint16_t)value;
		s = span_drop(s, n + 1);
	}
	if (compress < 0)
		return count == 8;
	if (count == 8)
		return false;
	for (int i = 0; i < count - compress; i++) {
		piece[7 - i] = piece[count - 1 - i];
		piece[count - 1 - i] = 0;
	}
	return true;
}

/* The first longest run of at least two zero pieces; 8 where there is none. */
static int
ipv6_zeros(const uint16_t piece[static 8], int *length)
{
	int best = 8;

	*length = 1;
	for (int i = 0; i < 8;) {
		int n = 0;

		while (i + n < 8 && piece[i + n] == 0)
			n++;
		if (n > *length) {
			best = i;
			*length = n;
		}
		i += n + 1;
	}
	return best;
}

static struct url_host
ipv6(struct arena *a, span s)
{
	struct url_host h = { .kind = URL_HOST_IPV6 };
	struct buf b = buf_new(a, 64);
	uint16_t piece[8] = { 0 };
	int zeros, length;

	if (!ipv6_parse(s, piece))
		return h;
	zeros = ipv6_zeros(piece, &length);
	buf_byte(&b, '[');
	for (int i = 0; i < 8; i++) {
		if (i == zeros) {
			buf_text(&b, i == 0 ? "::" : ":");
			i += length - 1;
			continue;
		}
		buf_put(&b, arena_format(a, "%x", piece[i]));
		if (i < 7)
			buf_byte(&b, ':');
	}
	buf_byte(&b, ']');
	h.text = buf_span(&b);
	h.valid = true;
	return h;
}

/* What the letters of a host beyond ASCII look like. */
static unsigned
letters(span s)
{
	unsigned odd = URL_UNICODE_HOST;

	while (s.n > 0) {
		uint32_t c = utf8_cut(&s, NULL);

		if ((c >= 0xff01 && c <= 0xff5e) || c == 0x3002 || c == 0xff61)
			odd |= URL_FULLWIDTH;
		else if (c == 0xad || (c >= 0x200b && c <= 0x200f) ||
		    c == 0x2060 || c == 0xfeff || (c >= 0xfe00 && c <= 0xfe0f))
			odd |= URL_INVISIBLE;
	}
	return odd;
}

static bool
has_punycode(span s)
{
	while (s.n > 0)
		if (span_starts(span_cut(&s, '.'), "xn--"))
			return true;
	return false;
}

struct url_host
url_host_parse(struct arena *a, span s, bool special)
{
	struct url_host h = { .kind = URL_HOST_OPAQUE };

	if (s.n > 0 && s.p[0] == '[') {
		if (s.p[s.n - 1] != ']')
			return h;
		return ipv6(a, span_slice(s, 1, s.n - 1));
	}
	if (!special) {
		h.valid = !forbidden(s, false);
		h.text = url_encode(a, s, &url_set_control);
		return h;
	}
	if (span_find_byte(s, '%') < s.n) {
		h.odd |= URL_PERCENT_HOST;
		s = url_decode_percent(a, s);
	}
	if (!utf8_ascii(s))
		h.odd |= letters(s);
	h.kind = URL_HOST_DOMAIN;
	h.text = domain_ascii(a, s);
	if (h.text.n == 0 || forbidden(h.text, true))
		return h;
	if (ends_in_number(h.text))
		return ipv4(a, h.text, h.odd);
	if (has_punycode(h.text))
		h.odd |= URL_PUNYCODE;
	if (span_ends(h.text, "."))
		h.odd |= URL_TRAILING_DOT;
	h.valid = true;
	return h;
}
