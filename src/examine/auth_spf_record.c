#include "examine/auth_spf_record.h"

#define VERSION "v=spf1"

bool
spf_is_record(span txt)
{
	return span_starts(txt, VERSION) &&
	    (txt.n == sizeof(VERSION) - 1 || txt.p[sizeof(VERSION) - 1] == ' ');
}

span
spf_terms(span record)
{
	return span_drop(record, sizeof(VERSION) - 1);
}

static bool
is_delimiter(char c)
{
	return span_find_byte(SPAN(".-+,/_="), c) < 7;
}

/* Length of "%{...}", "%%", "%_" or "%-" at the front; 0: none of them. */
static size_t
macro_length(span s, bool in_text)
{
	span letters = in_text ? SPAN("slodiphvcrt") : SPAN("slodiphv");
	bool digits = false, number = false;
	size_t i = 3;

	if (s.n < 2)
		return 0;
	if (s.p[1] == '%' || s.p[1] == '_' || s.p[1] == '-')
		return 2;
	if (s.n < 4 || s.p[1] != '{' ||
	    span_find_byte(letters, ascii_lower(s.p[2])) == letters.n)
		return 0;
	for (; i < s.n && ascii_is_digit(s.p[i]); i++) {
		digits = true;
		number |= s.p[i] != '0';
	}
	if (digits && !number)
		return 0;
	if (i < s.n && ascii_lower(s.p[i]) == 'r')
		i++;
	while (i < s.n && is_delimiter(s.p[i]))
		i++;
	return i < s.n && s.p[i] == '}' ? i + 1 : 0;
}

/* *last is where the last macro ends, 0 where there is none. */
static bool
macros_valid(span s, bool in_text, size_t *last)
{
	size_t i = 0;

	*last = 0;
	while (i < s.n) {
		size_t n;

		if (s.p[i] != '%') {
			if (s.p[i] < (in_text ? 0x20 : 0x21) || s.p[i] > 0x7e)
				return false;
			i++;
			continue;
		}
		n = macro_length(span_drop(s, i), in_text);
		if (n == 0)
			return false;
		i += n;
		*last = i;
	}
	return true;
}

bool
spf_macro_valid(span s, bool in_text)
{
	size_t last;

	return macros_valid(s, in_text, &last);
}

/* Letters, digits and hyphens, not digits alone, no hyphen at an end. */
static bool
is_top_label(span s)
{
	bool other = false;

	if (s.n == 0 || s.p[0] == '-' || s.p[s.n - 1] == '-')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_is_alnum(s.p[i]) && s.p[i] != '-')
			return false;
		other |= !ascii_is_digit(s.p[i]);
	}
	return other;
}

/* Section 7.1: ends in a macro, or in a dot and a top label. */
static bool
is_domain_spec(span s)
{
	size_t last, dot;

	if (s.n == 0 || !macros_valid(s, false, &last))
		return false;
	if (last == s.n)
		return true;
	if (s.p[s.n - 1] == '.')
		s.n--;
	dot = span_find_last(s, '.');
	return dot < s.n && dot >= last && is_top_label(span_drop(s, dot + 1));
}

/*
 * Takes "/" and a number of at most max off the end of *s.  False: what stands
 * there is no such thing.  Without one *bits is left alone.
 */
static bool
cut_length(span *s, uint64_t max, unsigned *bits)
{
	size_t slash = span_find_last(*s, '/');
	span digits = span_drop(*s, slash + 1);
	uint64_t value;

	if (slash == s->n)
		return true;
	if (!span_number(digits, max, &value) ||
	    (digits.n > 1 && digits.p[0] == '0'))
		return false;
	*bits = (unsigned)value;
	s->n = slash;
	return true;
}

static bool
all_digits(span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_digit(s.p[i]))
			return false;
	return s.n > 0;
}

/*
 * "[domain][/24][//64]": a slash may also be part of the domain, so only what
 * ends the term and looks like a length is one.
 */
static bool
cut_dual_length(span *s, struct spf_term *t)
{
	size_t slash = span_find_last(*s, '/');

	if (slash < s->n && slash > 0 && s->p[slash - 1] == '/') {
		if (!cut_length(s, 128, &t->bits6))
			return false;
		s->n--;
		slash = span_find_last(*s, '/');
	}
	if (slash == s->n ||
	    (!all_digits(span_drop(*s, slash + 1)) && slash + 1 < s->n))
		return true;
	return cut_length(s, 32, &t->bits4);
}

static bool
read_network(span s, struct spf_term *t)
{
	bool v6 = t->kind == SPF_IP6;
	struct ip ip;

	if (!cut_length(&s, v6 ? 128 : 32, v6 ? &t->bits6 : &t->bits4))
		return false;
	if (span_find_byte(s, '%') < s.n || !ip_parse(s, &ip) ||
	    (span_find_byte(s, ':') < s.n) != v6 || ascii_lower(s.p[0]) == 'i')
		return false;
	if (v6 && ip.family == 4) { /* ::ffff:192.0.2.1, which stays IPv6 */
		memset(t->net + 10, 0xff, 2);
		memcpy(t->net + 12, ip.bytes, 4);
	} else {
		memcpy(t->net, ip.bytes, sizeof(t->net));
	}
	return true;
}

static bool
mechanism_kind(span name, enum spf_kind *kind)
{
	static const struct {
		const char *name;
		enum spf_kind kind;
	} names[] = {
		{ "all", SPF_ALL },
		{ "include", SPF_INCLUDE },
		{ "a", SPF_A },
		{ "mx", SPF_MX },
		{ "ptr", SPF_PTR },
		{ "ip4", SPF_IP4 },
		{ "ip6", SPF_IP6 },
		{ "exists", SPF_EXISTS },
	};

	for (size_t i = 0; i < COUNT(names); i++) {
		if (span_is(name, names[i].name)) {
			*kind = names[i].kind;
			return true;
		}
	}
	return false;
}

static bool
read_mechanism(span s, struct spf_term *t)
{
	size_t n = 0;
	bool colon;

	if (s.n > 0 && span_find_byte(SPAN("+-?~"), s.p[0]) < 4) {
		t->qualifier = s.p[0];
		s = span_drop(s, 1);
	}
	while (n < s.n && s.p[n] != ':' && s.p[n] != '/')
		n++;
	if (!mechanism_kind(span_head(s, n), &t->kind))
		return false;
	s = span_drop(s, n);
	colon = s.n > 0 && s.p[0] == ':';
	if (colon)
		s = span_drop(s, 1);
	if (t->kind == SPF_ALL)
		return !colon && s.n == 0;
	if (t->kind == SPF_IP4 || t->kind == SPF_IP6)
		return colon && read_network(s, t);
	if ((t->kind == SPF_A || t->kind == SPF_MX) && !cut_dual_length(&s, t))
		return false;
	t->domain = s;
	if (!colon)
		return s.n == 0 &&
		    (t->kind == SPF_A || t->kind == SPF_MX ||
			t->kind == SPF_PTR);
	return is_domain_spec(s);
}

/* Length of "name=" at the front of a modifier; 0: it is none. */
static size_t
modifier_name(span s)
{
	size_t n = 0;

	if (s.n == 0 || !ascii_is_alpha(s.p[0]))
		return 0;
	while (n < s.n &&
	    (ascii_is_alnum(s.p[n]) || span_find_byte(SPAN("-_."), s.p[n]) < 3))
		n++;
	return n < s.n && s.p[n] == '=' ? n : 0;
}

enum spf_step
spf_term_next(span *rest, struct spf_term *out)
{
	struct spf_term t = { .qualifier = '+', .bits4 = 32, .bits6 = 128 };
	size_t n = 0, name;
	bool ok;

	while (rest->n > 0 && rest->p[0] == ' ')
		*rest = span_drop(*rest, 1);
	if (rest->n == 0)
		return SPF_STEP_END;
	n = span_find_byte(*rest, ' ');
	t.text = span_head(*rest, n);
	*rest = span_drop(*rest, n);
	name = modifier_name(t.text);
	if (name == 0) {
		ok = read_mechanism(t.text, &t);
	} else {
		span value = span_drop(t.text, name + 1);
		span word = span_head(t.text, name);

		t.kind = span_is(word, "redirect") ? SPF_REDIRECT
		    : span_is(word, "exp")	   ? SPF_EXP
						   : SPF_UNKNOWN;
		t.domain = value;
		ok = t.kind == SPF_UNKNOWN ? spf_macro_valid(value, true)
					   : is_domain_spec(value);
	}
	if (!ok)
		return SPF_STEP_BAD;
	*out = t;
	return SPF_STEP_TERM;
}

bool
spf_record_valid(span record)
{
	size_t redirects = 0, explanations = 0;
	span rest = spf_terms(record);
	struct spf_term t;
	enum spf_step step;

	while ((step = spf_term_next(&rest, &t)) == SPF_STEP_TERM) {
		redirects += t.kind == SPF_REDIRECT;
		explanations += t.kind == SPF_EXP;
	}
	return step == SPF_STEP_END && redirects <= 1 && explanations <= 1;
}
