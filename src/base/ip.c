#include "base/ip.h"

static bool
parse_quad(span s, unsigned char bytes[static 4])
{
	for (size_t i = 0; i < 4; i++) {
		size_t n = i < 3 ? span_find_byte(s, '.') : s.n;
		span octet = span_head(s, n);
		uint64_t value = 0;

		if ((i < 3 && n == s.n) || (n > 1 && octet.p[0] == '0') ||
		    !span_number(octet, 255, &value))
			return false;
		bytes[i] = (unsigned char)value;
		s = span_drop(s, n + 1);
	}
	return true;
}

/* Reads one group of up to four hexadecimal digits off *rest. */
static bool
cut_group(span *rest, unsigned *group)
{
	size_t n = 0;

	*group = 0;
	while (n < rest->n && n < 4 && ascii_hex(rest->p[n]) >= 0)
		*group = *group << 4 | (unsigned)ascii_hex(rest->p[n++]);
	*rest = span_drop(*rest, n);
	return n > 0;
}

/* "%eth0": dropped, but it must look like a zone. */
static bool
drop_zone(span *s)
{
	size_t at = span_find_byte(*s, '%');

	for (size_t i = at + 1; i < s->n; i++)
		if (!ascii_is_alnum(s->p[i]) && s->p[i] != '.' &&
		    s->p[i] != '_' && s->p[i] != '-')
			return false;
	if (at + 1 == s->n)
		return false;
	*s = span_head(*s, at);
	return true;
}

/* Moves the groups behind "::", which began at byte gap, to the end. */
static void
spread(unsigned char bytes[static 16], size_t gap, size_t n)
{
	size_t tail = n - gap;

	memmove(bytes + 16 - tail, bytes + gap, tail);
	memset(bytes + gap, 0, 16 - n);
}

static bool
parse_six(span s, unsigned char bytes[static 16])
{
	size_t n = 0, gap = SIZE_MAX;
	unsigned group;

	if (!drop_zone(&s))
		return false;
	if (span_starts(s, "::")) {
		gap = 0;
		s = span_drop(s, 2);
	}
	while (s.n > 0) {
		if (n <= 12 && (n == 12 || gap != SIZE_MAX) &&
		    parse_quad(s, bytes + n)) {
			n += 4;
			break;
		}
		if (n == 16 || !cut_group(&s, &group))
			return false;
		bytes[n++] = (unsigned char)(group >> 8);
		bytes[n++] = (unsigned char)group;
		if (s.n == 0)
			break;
		if (span_starts(s, "::") && gap == SIZE_MAX) {
			gap = n;
			s = span_drop(s, 2);
		} else if (s.n > 1 && s.p[0] == ':' && s.p[1] != ':') {
			s = span_drop(s, 1);
		} else {
			return false;
		}
	}
	if (gap == SIZE_MAX)
		return n == 16;
	if (n > 14)
		return false;
	spread(bytes, gap, n);
	return true;
}

bool
ip_parse(span s, struct ip *out)
{
	static const unsigned char mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
		0xff, 0xff };
	struct ip ip = { .family = 4 };

	if (parse_quad(s, ip.bytes)) {
		*out = ip;
		return true;
	}
	ip = (struct ip){ .family = 6 };
	if (span_starts(s, "IPv6:"))
		s = span_drop(s, 5);
	if (!parse_six(s, ip.bytes))
		return false;
	if (memcmp(ip.bytes, mapped, sizeof(mapped)) == 0) {
		ip.family = 4;
		memmove(ip.bytes, ip.bytes + 12, 4);
		memset(ip.bytes + 4, 0, 12);
	}
	*out = ip;
	return true;
}

static char *
put_decimal(char *at, unsigned value)
{
	if (value >= 100)
		*at++ = (char)('0' + value / 100);
	if (value >= 10)
		*at++ = (char)('0' + value / 10 % 10);
	*at++ = (char)('0' + value % 10);
	return at;
}

static char *
put_group(char *at, unsigned group)
{
	for (int shift = 12; shift >= 0; shift -= 4)
		if (group >> shift != 0 || shift == 0)
			*at++ = "0123456789abcdef"[group >> shift & 15];
	return at;
}

/* The first of the longest runs of two or more zero groups; length 0: none. */
static size_t
longest_zeros(const unsigned groups[static 8], size_t *length)
{
	size_t best = 0, run = 0;

	*length = 0;
	for (size_t i = 0; i < 8; i++) {
		run = groups[i] == 0 ? run + 1 : 0;
		if (run > 1 && run > *length) {
			*length = run;
			best = i + 1 - run;
		}
	}
	return best;
}

span
ip_text(struct ip ip, char buf[static IP_TEXT_MAX])
{
	char *at = buf;
	unsigned groups[8];
	size_t zeros, length;

	if (ip.family == 0)
		return (span){ 0 };
	if (ip.family == 4) {
		for (size_t i = 0; i < 4; i++) {
			if (i > 0)
				*at++ = '.';
			at = put_decimal(at, ip.bytes[i]);
		}
		return (span){ buf, (size_t)(at - buf) };
	}
	for (size_t i = 0; i < 8; i++)
		groups[i] =
		    (unsigned)ip.bytes[2 * i] << 8 | ip.bytes[2 * i + 1];
	zeros = longest_zeros(groups, &length);
	for (size_t i = 0; i < 8; i++) {
		if (length > 0 && i == zeros) {
			*at++ = ':';
			*at++ = ':';
			i += length - 1;
			continue;
		}
		if (i > 0 && at[-1] != ':')
			*at++ = ':';
		at = put_group(at, groups[i]);
	}
	return (span){ buf, (size_t)(at - buf) };
}

bool
ip_net_parse(span s, struct ip_net *out)
{
	size_t slash = span_find_byte(s, '/');
	struct ip_net net;
	uint64_t bits;
	unsigned most;

	if (!ip_parse(span_head(s, slash), &net.base))
		return false;
	most = net.base.family == 4 ? 32 : 128;
	bits = most;
	if (slash < s.n && !span_number(span_drop(s, slash + 1), most, &bits))
		return false;
	net.bits = (unsigned)bits;
	for (unsigned i = net.bits; i < most; i++)
		net.base.bytes[i / 8] &= (unsigned char)~(0x80u >> i % 8);
	*out = net;
	return true;
}

bool
ip_in_net(struct ip ip, const struct ip_net *net)
{
	unsigned whole = net->bits / 8, rest = net->bits % 8;

	if (ip.family == 0 || ip.family != net->base.family ||
	    memcmp(ip.bytes, net->base.bytes, whole) != 0)
		return false;
	return rest == 0 ||
	    (ip.bytes[whole] ^ net->base.bytes[whole]) >> (8 - rest) == 0;
}

bool
ip_same(struct ip a, struct ip b)
{
	return a.family == b.family &&
	    memcmp(a.bytes, b.bytes, a.family == 4 ? 4 : 16) == 0;
}

/* IANA's special-purpose registries; the first that holds the address wins. */
static const struct {
	unsigned char family, bits, base[4];
	enum ip_kind kind;
} special[] = {
	{ 4, 32, { 0, 0, 0, 0 }, IP_UNSPECIFIED },
	{ 4, 8, { 0, 0, 0, 0 }, IP_RESERVED },
	{ 4, 8, { 10, 0, 0, 0 }, IP_PRIVATE },
	{ 4, 10, { 100, 64, 0, 0 }, IP_PRIVATE },
	{ 4, 8, { 127, 0, 0, 0 }, IP_LOOPBACK },
	{ 4, 16, { 169, 254, 0, 0 }, IP_LINK_LOCAL },
	{ 4, 12, { 172, 16, 0, 0 }, IP_PRIVATE },
	{ 4, 24, { 192, 0, 0, 0 }, IP_RESERVED },
	{ 4, 24, { 192, 0, 2, 0 }, IP_DOCUMENTATION },
	{ 4, 16, { 192, 168, 0, 0 }, IP_PRIVATE },
	{ 4, 15, { 198, 18, 0, 0 }, IP_RESERVED },
	{ 4, 24, { 198, 51, 100, 0 }, IP_DOCUMENTATION },
	{ 4, 24, { 203, 0, 113, 0 }, IP_DOCUMENTATION },
	{ 4, 4, { 224, 0, 0, 0 }, IP_MULTICAST },
	{ 4, 4, { 240, 0, 0, 0 }, IP_RESERVED },
	{ 6, 7, { 0xfc, 0, 0, 0 }, IP_PRIVATE },
	{ 6, 10, { 0xfe, 0x80, 0, 0 }, IP_LINK_LOCAL },
	{ 6, 10, { 0xfe, 0xc0, 0, 0 }, IP_PRIVATE },
	{ 6, 8, { 0xff, 0, 0, 0 }, IP_MULTICAST },
	{ 6, 32, { 0x20, 0x01, 0x0d, 0xb8 }, IP_DOCUMENTATION },
	{ 6, 20, { 0x3f, 0xff, 0, 0 }, IP_DOCUMENTATION },
	{ 6, 3, { 0x20, 0, 0, 0 }, IP_PUBLIC },
};

static uint32_t
first_word(const unsigned char bytes[static 4])
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
	    (uint32_t)bytes[2] << 8 | bytes[3];
}

enum ip_kind
ip_kind(struct ip ip)
{
	static const unsigned char one[16] = { [15] = 1 }, none[16] = { 0 };
	uint32_t first;

	if (ip.family == 0)
		return IP_NONE;
	if (ip.family == 6 && memcmp(ip.bytes, none, 16) == 0)
		return IP_UNSPECIFIED;
	if (ip.family == 6 && memcmp(ip.bytes, one, 16) == 0)
		return IP_LOOPBACK;
	first = first_word(ip.bytes);
	for (size_t i = 0; i < COUNT(special); i++)
		if (special[i].family == ip.family &&
		    (first ^ first_word(special[i].base)) >>
			    (32 - special[i].bits) ==
			0)
			return special[i].kind;
	return ip.family == 4 ? IP_PUBLIC : IP_RESERVED;
}

const char *
ip_kind_text(enum ip_kind kind)
{
	static const char *const names[] = {
		[IP_NONE] = "none",
		[IP_PUBLIC] = "public",
		[IP_PRIVATE] = "private",
		[IP_LOOPBACK] = "loopback",
		[IP_LINK_LOCAL] = "link-local",
		[IP_DOCUMENTATION] = "documentation",
		[IP_MULTICAST] = "multicast",
		[IP_RESERVED] = "reserved",
		[IP_UNSPECIFIED] = "unspecified",
	};

	return names[kind];
}
