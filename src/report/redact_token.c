#include "report/redact_token.h"

#include "base/limits.h"
#include "examine/random.h"
#include "report/redact_pattern.h"

#define LONG_LEAST 16  /* hexadecimal or Base64 of so many letters */
#define PATH_LEAST 8   /* of a part of a path with digits among letters */
#define VALUE_LEAST 7  /* of a value of letters */
#define MIXED_LEAST 5  /* of a value of letters and digits */
#define DIGITS_LEAST 6 /* of a value of digits; a day has eight in a path */
#define DIGITS_PATH 9
#define SECRET_LEAST 12 /* to be looked for outside of URLs as well */

/* What a piece is made of. */
struct made {
	size_t letters, digits, switches, capitals, hex;
	bool masked; /* all x and 0 */
};

static struct made
made_of(span s)
{
	struct made m = { .masked = true };

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i], before = i > 0 ? s.p[i - 1] : '\0';
		bool digit = ascii_is_digit(c), alpha = ascii_is_alpha(c);

		m.letters += alpha;
		m.digits += digit;
		m.hex += ascii_hex(c) >= 0;
		m.switches += (digit && ascii_is_alpha(before)) ||
		    (alpha && ascii_is_digit(before));
		/* A capital inside a word. */
		m.capitals +=
		    alpha && c < 'a' && ascii_is_alpha(before) && before >= 'a';
		m.masked &= (!alpha || c == 'x') && (!digit || c == '0');
	}
	return m;
}

static bool
is_uuid(span s)
{
	if (s.n != 36)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (i == 8 || i == 13 || i == 18 || i == 23
			? s.p[i] != '-'
			: ascii_hex(s.p[i]) < 0)
			return false;
	return true;
}

static bool
is_random(span s)
{
	char lower[64];

	if (s.n > sizeof(lower))
		return true; /* no word is so long */
	memcpy(lower, s.p, s.n);
	span_lower(lower, s.n);
	return random_label((span){ lower, s.n });
}

/* A run of letters and digits. */
static bool
is_token_run(span s, enum token_place where)
{
	struct made m = made_of(s);

	if (s.n >= LONG_LEAST &&
	    ((m.hex == s.n && m.digits > 0) || m.switches >= 3 ||
		m.capitals >= 3 || m.letters == 0 || is_random(s)))
		return true;
	if (where == TOKEN_HOST)
		return false;
	if (where == TOKEN_PATH)
		return (s.n >= PATH_LEAST && m.letters > 0 &&
			   (m.switches >= 3 || m.capitals >= 3)) ||
		    (m.letters == 0 && s.n >= DIGITS_PATH);
	if (m.letters == 0)
		return s.n >= DIGITS_LEAST;
	if (m.digits > 0)
		return s.n >= MIXED_LEAST;
	return s.n >= VALUE_LEAST && (m.capitals >= 2 || is_random(s));
}

/* "recipient2": what stands for somebody in its place. */
static bool
is_stand_in(span s)
{
	static const char *const names[] = { "recipient", "third-party",
		"account", "registrant" };
	uint64_t number;

	for (size_t i = 0; i < COUNT(names); i++)
		if (span_starts(s, names[i]) &&
		    (s.n == strlen(names[i]) ||
			span_number(
			    span_drop(s, strlen(names[i])), 9999, &number)))
			return true;
	return false;
}

/* A piece: runs with '-' and '_' between; one of them is enough. */
static bool
is_token(span s, enum token_place where)
{
	span rest = s;

	if (s.n == 0 || made_of(s).masked || is_stand_in(s))
		return false;
	if (is_uuid(s))
		return true;
	while (rest.n > 0) {
		size_t n = 0;

		while (n < rest.n && ascii_is_alnum(rest.p[n]))
			n++;
		if (n > 0 && is_token_run(span_head(rest, n), where))
			return true;
		rest = span_drop(rest, n + 1);
	}
	return false;
}

static bool
is_piece(char c)
{
	return ascii_is_alnum(c) || c == '-' || c == '_';
}

/* What ends a URL in a text. */
static bool
is_end(char c)
{
	return (unsigned char)c <= ' ' || c == '"' || c == '\'' || c == '<' ||
	    c == '>' || c == '\\' || c == '`' || c == '|' ||
	    (unsigned char)c == 0x7f || (unsigned char)c >= 0x80;
}

static bool
is_percent(span text, size_t i)
{
	return text.n - i >= 3 && text.p[i] == '%' &&
	    ascii_hex(text.p[i + 1]) >= 0 && ascii_hex(text.p[i + 2]) >= 0;
}

/* Short links are their path, and what free hosts carry is a label or path. */
static bool
is_named_host(const struct redact *r, span text, size_t at)
{
	const struct lists *lists = r->x->know->lists;
	size_t end = at;
	span host;

	while (end < text.n && end - at < 256 &&
	    (is_piece(text.p[end]) || text.p[end] == '.'))
		end++;
	host = span_slice(text, at, end);
	return lists_find(lists, LIST_SHORTENERS, host) != NULL ||
	    lists_find(lists, LIST_HOSTING, host) != NULL;
}

struct tokens
tokens_of(const struct redact *r, span text, bool whole)
{
	struct tokens t = { .r = r, .text = text, .whole = whole };

	if (whole && !span_has(span_head(text, LONG_LEAST), SPAN("://"))) {
		t.inside = true;
		t.where = TOKEN_PATH;
	}
	return t;
}

/* To the next URL, behind its "://"; false: there is none. */
static bool
enter(struct tokens *t)
{
	size_t found = span_find(span_drop(t->text, t->at), SPAN("://"));

	if (t->at >= t->text.n || t->at + found >= t->text.n)
		return false;
	t->at += found + 3;
	t->inside = true;
	t->where = TOKEN_HOST;
	t->keyed = false;
	t->named = is_named_host(t->r, t->text, t->at);
	return true;
}

/* A URL that is encoded inside a value has a host and a path as well. */
static void
pass_percent(struct tokens *t)
{
	span rest = span_drop(t->text, t->at);

	if (span_starts(rest, "%3a%2f%2f")) {
		t->where = TOKEN_HOST;
		t->at += 9;
		t->named = is_named_host(t->r, t->text, t->at);
		return;
	}
	t->at += 3;
	if (span_starts(rest, "%2f") && t->where == TOKEN_HOST)
		t->where = TOKEN_PATH;
	else if (span_starts(rest, "%3f") || span_starts(rest, "%23"))
		t->where = TOKEN_VALUE;
}

/* One letter that is no part of a piece. */
static void
pass(struct tokens *t)
{
	char c = t->text.p[t->at];

	if (is_percent(t->text, t->at)) {
		pass_percent(t);
		return;
	}
	/* A URL inside a value begins anew. */
	if (span_starts(span_drop(t->text, t->at), "://")) {
		t->inside = false;
		return;
	}
	if (is_end(c) && !t->whole) {
		t->inside = t->query = false;
		return;
	}
	t->at++;
	if (c == '?' || c == '#') {
		t->where = TOKEN_VALUE;
		t->query = true;
		t->keyed = false;
	} else if (c == '/' && t->where == TOKEN_HOST) {
		t->where = TOKEN_PATH;
	} else if (c == '&' || c == ';') {
		if (t->query)
			t->where = TOKEN_VALUE;
		t->keyed = false;
	} else if (c == '=') {
		t->keyed = true;
	}
}

static bool
is_token_here(const struct tokens *t, span piece)
{
	bool key = t->where == TOKEN_VALUE && !t->keyed && t->end < t->text.n &&
	    t->text.p[t->end] == '=';

	if (t->named && t->where == TOKEN_HOST)
		return false;
	if (t->named && t->where == TOKEN_PATH && piece.n < LONG_LEAST)
		return false;
	/* Keys stay, unless no person would choose them. */
	return is_token(piece, key ? TOKEN_HOST : t->where);
}

bool
tokens_next(struct tokens *t)
{
	for (;;) {
		if (!t->inside && !enter(t))
			return false;
		if (t->at >= t->text.n) {
			t->inside = false;
			continue;
		}
		if (!is_piece(t->text.p[t->at])) {
			pass(t);
			continue;
		}
		t->start = t->end = t->at;
		while (t->end < t->text.n && is_piece(t->text.p[t->end]))
			t->end++;
		t->at = t->end;
		if (is_token_here(t, span_slice(t->text, t->start, t->end)))
			return true;
	}
}

void
token_collect(struct redact *r, span url)
{
	struct tokens t = tokens_of(r, span_head(url, LIMIT_URL), true);

	while (tokens_next(&t)) {
		span token = span_slice(url, t.start, t.end);
		struct made m = made_of(token);

		/* Short ones are numbers of something else as well. */
		if (token.n >= SECRET_LEAST && m.letters > 0 &&
		    t.where != TOKEN_HOST)
			pattern_token(r, token);
	}
}

void
token_mask(char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (ascii_is_digit(p[i]))
			p[i] = '0';
		else if (ascii_is_alpha(p[i]))
			p[i] = 'x';
}
