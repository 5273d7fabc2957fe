#include "examine/auth_spf_macro.h"

#include "base/buf.h"
#include "base/limits.h"

#define PARTS_MAX 128 /* labels of the longest name */
#define NAME_BYTES 253

struct macro {
	char letter; /* lower case */
	bool escape; /* written in upper case */
	size_t keep; /* parts on the right; 0: all */
	bool reverse;
	span delimiters; /* empty: "." */
};

/* Takes the macro at the front of *s, which begins with "%{", off it. */
static struct macro
cut_macro(span *s)
{
	struct macro m = { 0 };
	size_t i = 3, end = span_find_byte(*s, '}');

	m.letter = ascii_lower(s->p[2]);
	m.escape = m.letter != s->p[2];
	for (; i < end && ascii_is_digit(s->p[i]); i++)
		if (m.keep < PARTS_MAX)
			m.keep = m.keep * 10 + (size_t)(s->p[i] - '0');
	if (i < end && ascii_lower(s->p[i]) == 'r') {
		m.reverse = true;
		i++;
	}
	m.delimiters = span_slice(*s, i, end);
	*s = span_drop(*s, end + 1);
	return m;
}

bool
spf_macro_uses(span s, char letter)
{
	while (s.n > 1) {
		if (s.p[0] != '%') {
			s = span_drop(s, 1);
			continue;
		}
		if (s.p[1] != '{')
			s = span_drop(s, 2);
		else if (cut_macro(&s).letter == letter)
			return true;
	}
	return false;
}

/* Dotted quad, or 32 nibbles with dots between (section 7.3). */
static span
dotted(struct ip ip, char buf[static 64])
{
	static const char digits[] = "0123456789ABCDEF";
	char text[IP_TEXT_MAX];
	size_t n = 0;

	if (ip.family == 4) {
		span s = ip_text(ip, text);

		memcpy(buf, s.p, s.n);
		return (span){ buf, s.n };
	}
	for (size_t i = 0; i < sizeof(ip.bytes); i++) {
		buf[n++] = digits[ip.bytes[i] >> 4];
		buf[n++] = '.';
		buf[n++] = digits[ip.bytes[i] & 15];
		buf[n++] = '.';
	}
	return (span){ buf, n - 1 };
}

static span
letter_value(struct arena *a, const struct spf_values *v, char letter,
    char buf[static 64])
{
	switch (letter) {
	case 's':
		return arena_join(a, v->local, SPAN("@"), v->sender_domain);
	case 'l':
		return v->local;
	case 'o':
		return v->sender_domain;
	case 'd':
		return v->domain;
	case 'i':
		return dotted(v->ip, buf);
	case 'p':
		return v->validated.n > 0 ? v->validated : SPAN("unknown");
	case 'h':
		return v->helo;
	case 'v':
		return v->ip.family == 4 ? SPAN("in-addr") : SPAN("ip6");
	case 'c':
		return ip_text(v->ip, buf);
	case 't':
		return arena_number(a, v->now);
	default: /* r: the receiving host, which is nobody's business */
		return SPAN("unknown");
	}
}

static void
put_escaped(struct buf *b, span s)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (ascii_is_alnum(s.p[i]) ||
		    span_find_byte(SPAN("-._~"), s.p[i]) < 4) {
			buf_byte(b, s.p[i]);
			continue;
		}
		buf_byte(b, '%');
		buf_byte(b, digits[c >> 4]);
		buf_byte(b, digits[c & 15]);
	}
}

static void
put_part(struct buf *b, const struct macro *m, span part)
{
	if (m->escape)
		put_escaped(b, part);
	else
		buf_put(b, part);
}

/* The value's parts, cut at delimiters, the wanted ones joined by dots. */
static void
put_parts(struct buf *b, const struct macro *m, span value)
{
	span delimiters = m->delimiters.n > 0 ? m->delimiters : SPAN(".");
	span parts[PARTS_MAX];
	size_t count = 0, first = 0, n = 0;

	for (size_t i = 0; i <= value.n; i++) {
		if (i < value.n &&
		    span_find_byte(delimiters, value.p[i]) == delimiters.n)
			continue;
		if (count == PARTS_MAX)
			break;
		parts[count++] = span_slice(value, n, i);
		n = i + 1;
	}
	if (m->reverse)
		for (size_t i = 0; i < count / 2; i++) {
			span other = parts[i];

			parts[i] = parts[count - 1 - i];
			parts[count - 1 - i] = other;
		}
	if (m->keep > 0 && m->keep < count)
		first = count - m->keep;
	for (size_t i = first; i < count; i++) {
		if (i > first)
			buf_byte(b, '.');
		put_part(b, m, parts[i]);
	}
}

static struct buf
expand(struct arena *a, const struct spf_values *values, span s)
{
	struct buf b = buf_new(a, LIMIT_SPF_TEXT);
	char buf[64];

	while (s.n > 0 && !b.full) {
		size_t plain = span_find_byte(s, '%');
		struct macro m;

		buf_put(&b, span_head(s, plain));
		s = span_drop(s, plain);
		if (s.n < 2)
			break;
		if (s.p[1] != '{') {
			buf_text(&b,
			    s.p[1] == '%'	? "%"
				: s.p[1] == '_' ? " "
						: "%20");
			s = span_drop(s, 2);
			continue;
		}
		m = cut_macro(&s);
		put_parts(&b, &m, letter_value(a, values, m.letter, buf));
	}
	return b;
}

span
spf_expand(struct arena *a, const struct spf_values *values, span s)
{
	struct buf b = expand(a, values, s);

	return buf_span(&b);
}

span
spf_expand_name(struct arena *a, const struct spf_values *values, span s)
{
	struct buf b = expand(a, values, s);
	span name = buf_span(&b);

	if (b.full)
		return (span){ 0 };
	if (name.n > 0 && name.p[name.n - 1] == '.')
		name.n--;
	while (name.n > NAME_BYTES)
		span_cut(&name, '.');
	return name;
}
