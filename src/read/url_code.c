#include "read/url_code.h"

#include "base/buf.h"
#include "base/utf8.h"

#define BIT(c) ((uint64_t)1 << ((c)&0x3f))
#define CONTROLS 0xffffffffULL
#define DELETE BIT(0x7f)

#define FRAGMENT_LOW (CONTROLS | BIT(' ') | BIT('"') | BIT('<') | BIT('>'))
#define QUERY_LOW (FRAGMENT_LOW | BIT('#'))
#define PATH_HIGH (DELETE | BIT('^') | BIT('`') | BIT('{') | BIT('}'))

const struct url_set url_set_control = { CONTROLS, DELETE };
const struct url_set url_set_fragment = { FRAGMENT_LOW, DELETE | BIT('`') };
const struct url_set url_set_query = { QUERY_LOW, DELETE };
const struct url_set url_set_special_query = { QUERY_LOW | BIT('\''), DELETE };
const struct url_set url_set_path = { QUERY_LOW | BIT('?'), PATH_HIGH };
const struct url_set url_set_userinfo = {
	QUERY_LOW | BIT('?') | BIT('/') | BIT(':') | BIT(';') | BIT('='),
	PATH_HIGH | BIT('@') | BIT('[') | BIT('\\') | BIT(']') | BIT('|'),
};

static bool
in_set(const struct url_set *set, char c)
{
	unsigned char u = (unsigned char)c;

	if (u >= 0x80)
		return true;
	return ((u < 0x40 ? set->low : set->high) >> (u & 0x3f) & 1) != 0;
}

static size_t
put_escaped(char *to, char c)
{
	static const char digits[] = "0123456789ABCDEF";
	unsigned char u = (unsigned char)c;

	to[0] = '%';
	to[1] = digits[u >> 4];
	to[2] = digits[u & 15];
	return 3;
}

span
url_encode(struct arena *a, span s, const struct url_set *set)
{
	size_t plain = 0, n;
	char *p;

	while (plain < s.n && !in_set(set, s.p[plain]))
		plain++;
	if (plain == s.n)
		return s;
	/* A broken byte becomes U+FFFD: three bytes, three digits each. */
	p = arena_array(a, s.n, 9);
	if (p == NULL)
		return (span){ 0 };
	if (plain > 0)
		memcpy(p, s.p, plain);
	n = plain;
	s = span_drop(s, plain);
	while (s.n > 0) {
		char bytes[UTF8_MAX];
		span code;

		if (!in_set(set, s.p[0])) {
			p[n++] = s.p[0];
			s = span_drop(s, 1);
			continue;
		}
		code = utf8_text(utf8_cut(&s, NULL), bytes);
		for (size_t i = 0; i < code.n; i++)
			n += put_escaped(p + n, code.p[i]);
	}
	return (span){ p, n };
}

/* Percent-decoding, with '+' as a space if wanted. */
static span
decode(struct arena *a, span s, bool plus)
{
	size_t n = 0;
	char *p;

	if (span_find_byte(s, '%') == s.n &&
	    (!plus || span_find_byte(s, '+') == s.n))
		return s;
	p = arena_alloc(a, s.n);
	if (p == NULL)
		return (span){ 0 };
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '+' && plus) {
			c = ' ';
		} else if (c == '%' && s.n - i > 2 &&
		    ascii_hex(s.p[i + 1]) >= 0 && ascii_hex(s.p[i + 2]) >= 0) {
			c = (char)(ascii_hex(s.p[i + 1]) * 16 +
			    ascii_hex(s.p[i + 2]));
			i += 2;
		}
		p[n++] = c;
	}
	return (span){ p, n };
}

span
url_decode_percent(struct arena *a, span s)
{
	return decode(a, s, false);
}

bool
url_query_next(span *rest, span *name, span *value)
{
	while (rest->n > 0) {
		span pair = span_cut(rest, '&');

		if (pair.n == 0)
			continue;
		*name = span_cut(&pair, '=');
		*value = pair;
		return true;
	}
	return false;
}

bool
url_query_value(struct arena *a, span query, const char *name, span *value)
{
	span want = span_of(name), key, raw;

	while (url_query_next(&query, &key, &raw)) {
		/* Decoding only shrinks: what is shorter cannot match. */
		if (key.n < want.n || !span_same(decode(a, key, true), want))
			continue;
		*value = decode(a, raw, true);
		return true;
	}
	return false;
}
