#include "inquire/whois_range.h"

static size_t
bytes_of(const struct whois_range *range)
{
	return range->first.family == 4 ? 4 : 16;
}

/* The addresses of a network, the abbreviated ones of LACNIC as well. */
static bool
net_parse(span s, struct whois_range *out)
{
	char full[IP_TEXT_MAX + 8];
	size_t slash = span_find_byte(s, '/'), n = 0, dots = 0;
	struct ip_net net;

	if (slash >= s.n || s.n > IP_TEXT_MAX)
		return false;
	for (size_t i = 0; i < slash; i++) {
		dots += s.p[i] == '.';
		full[n++] = s.p[i];
	}
	if (span_find_byte(s, ':') == s.n)
		for (; dots < 3; dots++) {
			full[n++] = '.';
			full[n++] = '0';
		}
	for (size_t i = slash; i < s.n; i++)
		full[n++] = s.p[i];
	if (!ip_net_parse((span){ full, n }, &net))
		return false;
	out->first = out->last = net.base;
	for (size_t bit = net.bits; bit < bytes_of(out) * 8; bit++)
		out->last.bytes[bit / 8] |= (unsigned char)(0x80 >> (bit % 8));
	return true;
}

bool
whois_range_parse(span s, struct whois_range *out)
{
	struct whois_range range;
	size_t open = span_find_byte(s, '('), dash;

	s = span_trim(span_head(s, open));
	dash = span_find_byte(s, '-');
	if (dash == s.n) {
		if (net_parse(s, &range)) {
			*out = range;
			return true;
		}
		if (!ip_parse(s, &range.first))
			return false;
		range.last = range.first;
		*out = range;
		return true;
	}
	if (!ip_parse(span_trim(span_head(s, dash)), &range.first) ||
	    !ip_parse(span_trim(span_drop(s, dash + 1)), &range.last) ||
	    range.first.family != range.last.family ||
	    memcmp(range.first.bytes, range.last.bytes, 16) > 0)
		return false;
	*out = range;
	return true;
}

bool
whois_range_has(const struct whois_range *range, struct ip ip)
{
	return ip.family == range->first.family &&
	    memcmp(range->first.bytes, ip.bytes, 16) <= 0 &&
	    memcmp(ip.bytes, range->last.bytes, 16) <= 0;
}

/* last - first, as a number of 16 bytes. */
static void
size_of(const struct whois_range *range, unsigned char size[static 16])
{
	size_t n = bytes_of(range);
	int borrow = 0;

	memset(size, 0, 16);
	for (size_t i = n; i-- > 0;) {
		int digit =
		    range->last.bytes[i] - range->first.bytes[i] - borrow;

		borrow = digit < 0;
		size[16 - n + i] = (unsigned char)(digit & 0xff);
	}
}

int
whois_range_order(const struct whois_range *a, const struct whois_range *b)
{
	unsigned char x[16], y[16];

	if (a->first.family != b->first.family)
		return a->first.family - b->first.family;
	size_of(a, x);
	size_of(b, y);
	return memcmp(x, y, 16);
}

static bool
bit_of(struct ip ip, size_t bit)
{
	return (ip.bytes[bit / 8] >> (7 - bit % 8) & 1) != 0;
}

span
whois_range_text(struct arena *a, const struct whois_range *range)
{
	size_t count = bytes_of(range) * 8, bits = 0;
	char first[IP_TEXT_MAX], last[IP_TEXT_MAX];
	span from = ip_text(range->first, first);
	bool whole = true;

	while (bits < count &&
	    bit_of(range->first, bits) == bit_of(range->last, bits))
		bits++;
	for (size_t bit = bits; bit < count; bit++)
		whole = whole && !bit_of(range->first, bit) &&
		    bit_of(range->last, bit);
	if (!whole)
		return arena_join(
		    a, from, SPAN(" - "), ip_text(range->last, last));
	return arena_join(a, from, SPAN("/"), arena_number(a, (int64_t)bits));
}
