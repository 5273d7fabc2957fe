#include "report/redact_view.h"

#include <assert.h>

#include "base/utf8.h"
#include "read/html_entity.h"
#include "read/words.h"

#define BASE64_LEAST 4 /* letters of a run: three bytes */
#define HEX_LEAST 6
#define ENTITY_MAX 40 /* bytes: "&#x0000000040;" is one */

const char *
coding_text(enum coding coding)
{
	static const char *const texts[] = { [CODING_PLAIN] = "plain text",
		[CODING_ESCAPED] = "percent or other escapes",
		[CODING_QUOTED] = "quoted-printable",
		[CODING_BASE64] = "Base64",
		[CODING_HEX] = "hexadecimal",
		[CODING_WORD] = "an encoded word",
		[CODING_REVERSED] = "reversed order",
		[CODING_ROT13] = "ROT13",
		[CODING_CHARSET] = "another charset" };

	return texts[coding];
}

/* A view under construction. */
struct making {
	const struct view *from;
	char *p;
	struct place *at;
	size_t n, room;
	bool changed;
};

/* At most times bytes come of one: "&nLt;" gives six, a half-width kana three. */
static bool
making_new(
    struct arena *a, const struct view *from, size_t times, struct making *m)
{
	*m = (struct making){ .from = from, .room = from->text.n * times + 8 };
	m->p = arena_raw(a, m->room);
	m->at = arena_raw(a, m->room * sizeof(*m->at));
	return m->p != NULL && m->at != NULL;
}

/* Bytes start to end of the view it is made from, as the source has them. */
static struct place
place_of(const struct view *v, size_t start, size_t end)
{
	if (v->at == NULL)
		return (struct place){ (uint32_t)start, (uint32_t)end };
	return (struct place){ v->at[start].start, v->at[end - 1].end };
}

static void
make(struct making *m, span bytes, size_t start, size_t end)
{
	struct place place = place_of(m->from, start, end);

	assert(bytes.n <= m->room - m->n);
	for (size_t i = 0; i < bytes.n; i++) {
		m->p[m->n] = bytes.p[i];
		m->at[m->n++] = place;
	}
}

/* The value of count hexadecimal digits at the front; -1: they are none. */
static int32_t
hex_value(span s, size_t count)
{
	int32_t value = 0;

	if (s.n < count)
		return -1;
	for (size_t i = 0; i < count; i++) {
		int digit = ascii_hex(s.p[i]);

		if (digit < 0)
			return -1;
		value = value << 4 | digit;
	}
	return value;
}

/* One escape at the front of a text: the bytes it takes, and what it is. */
struct escape {
	size_t taken; /* 0: none */
	char bytes[HTML_REFERENCE_MAX];
	size_t n;
};

static void
escape_code(struct escape *e, size_t taken, uint32_t code)
{
	char bytes[UTF8_MAX];
	span s = utf8_text(code, bytes);

	memcpy(e->bytes, s.p, s.n);
	e->n = s.n;
	e->taken = taken;
}

static void
escape_byte(struct escape *e, size_t taken, int32_t byte)
{
	e->taken = taken;
	/* UTF-16 of ASCII is ASCII between NULs. */
	e->n = byte != 0;
	e->bytes[0] = (char)byte;
}

/* "\u0040" and "%u0040": four digits behind two bytes, surrogates in pairs. */
static void
escape_unit(struct escape *e, span s)
{
	int32_t unit = hex_value(span_drop(s, 2), 4), low = -1;

	if (unit < 0)
		return;
	if ((unit & 0xfc00) == 0xd800 && s.n >= 12 && s.p[6] == s.p[0] &&
	    ascii_lower(s.p[7]) == 'u')
		low = hex_value(span_drop(s, 8), 4);
	if ((low & 0xfc00) == 0xdc00 && low >= 0)
		escape_code(e, 12,
		    0x10000u + ((uint32_t)(unit & 0x3ff) << 10) +
			(uint32_t)(low & 0x3ff));
	else
		escape_code(e, 6, (uint32_t)unit);
}

static void
escape_percent(struct escape *e, span s)
{
	int32_t byte = hex_value(span_drop(s, 1), 2);

	if (byte >= 0)
		escape_byte(e, 3, byte);
	else if (s.n > 1 && ascii_lower(s.p[1]) == 'u')
		escape_unit(e, s);
}

static void
escape_backslash(struct escape *e, span s)
{
	char next = s.n > 1 ? s.p[1] : '\0';
	int32_t byte;

	if (next == 'u') {
		escape_unit(e, s);
	} else if (next == 'x') {
		byte = hex_value(span_drop(s, 2), 2);
		if (byte >= 0)
			escape_byte(e, 4, byte);
	} else if (next == 'n' || next == 'r' || next == 't') {
		escape_byte(e, 2, '\n');
	} else if (next == '/' || next == '"' || next == '\\') {
		escape_byte(e, 2, next);
	}
}

static void
escape_entity(struct escape *e, span s)
{
	char room[HTML_REFERENCE_MAX];
	span text;
	size_t taken =
	    html_reference(span_head(s, ENTITY_MAX), false, room, &text);

	if (taken == 0 || text.n > sizeof(e->bytes))
		return;
	memcpy(e->bytes, text.p, text.n);
	e->n = text.n;
	e->taken = taken;
}

/* "[.]" of our own reports, "[@]"; "<U+200B>" of layout. */
static void
escape_own(struct escape *e, span s)
{
	size_t digits = 0;

	if (s.p[0] == '[') {
		if (s.n >= 3 && s.p[2] == ']' &&
		    (s.p[1] == '.' || s.p[1] == '@' || s.p[1] == ':'))
			escape_byte(e, 3, s.p[1]);
		return;
	}
	if (!span_starts(s, "<U+"))
		return;
	while (
	    digits < 6 && s.n > 3 + digits && ascii_hex(s.p[3 + digits]) >= 0)
		digits++;
	if (digits >= 4 && s.n > 3 + digits && s.p[3 + digits] == '>')
		escape_code(e, digits + 4,
		    (uint32_t)hex_value(span_drop(s, 3), digits));
}

static void
escape_quoted(struct escape *e, span s)
{
	int32_t byte = hex_value(span_drop(s, 1), 2);
	size_t n = 1;

	if (byte >= 0) {
		escape_byte(e, 3, byte);
		return;
	}
	while (n < s.n && (s.p[n] == ' ' || s.p[n] == '\t' || s.p[n] == '\r'))
		n++;
	if (n < s.n && s.p[n] == '\n')
		e->taken = n + 1;
}

static struct escape
escape_at(span s, bool quoted)
{
	struct escape e = { 0 };

	switch (s.p[0]) {
	case '\0':
		escape_byte(&e, 1, 0);
		break;
	case '%':
		escape_percent(&e, s);
		break;
	case '&':
		escape_entity(&e, s);
		break;
	case '\\':
		escape_backslash(&e, s);
		break;
	case '[':
	case '<':
		escape_own(&e, s);
		break;
	case '=':
		if (quoted)
			escape_quoted(&e, s);
		break;
	default:
		break;
	}
	return e;
}

static bool
make_escaped(struct arena *a, struct making *m, bool quoted)
{
	span text = m->from->text;
	bool equals = false;
	size_t i = 0;

	if (!making_new(a, m->from, 2, m))
		return false;
	while (i < text.n) {
		struct escape e = escape_at(span_drop(text, i), quoted);

		if (e.taken == 0) {
			make(m, (span){ text.p + i, 1 }, i, i + 1);
			i++;
			continue;
		}
		m->changed = true;
		equals |= text.p[i] == '=';
		make(m, (span){ e.bytes, e.n }, i, i + e.taken);
		i += e.taken;
	}
	return quoted ? equals : m->changed;
}

static int
base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '+' || c == '-')
		return 62;
	return c == '/' || c == '_' ? 63 : -1;
}

/* Letters that stand for bits, as many a letter as the coding has. */
struct letters {
	int (*value)(char c);
	unsigned bits;
	size_t least;
};

/* A line end and the blanks behind it do not end a run. */
static size_t
skip_fold(span text, size_t i)
{
	size_t at = i;

	while (at < text.n && (text.p[at] == '\r' || text.p[at] == '\n'))
		at++;
	if (at == i)
		return i;
	while (at < text.n && (text.p[at] == ' ' || text.p[at] == '\t'))
		at++;
	return at;
}

/* Decodes the run of text that begins at i from its skip-th letter on. */
static size_t
make_run(struct making *m, const struct letters *letters, size_t i, size_t skip)
{
	span text = m->from->text;
	size_t before = m->n, start = i, count = 0;
	uint32_t bits = 0;
	unsigned held = 0;

	for (; i < text.n; i++) {
		int value;
		size_t next = skip_fold(text, i);

		if (next == text.n ||
		    (value = letters->value(text.p[next])) < 0)
			break;
		i = next;
		if (count++ < skip)
			continue;
		if (held == 0)
			start = i;
		bits = bits << letters->bits | (uint32_t)value;
		held += letters->bits;
		if (held >= 8) {
			char byte = (char)(bits >> (held - 8) & 0xff);

			held -= 8;
			/* NULs: UTF-16 of ASCII. */
			if (byte != '\0')
				make(m, (span){ &byte, 1 }, start, i + 1);
			start = i;
		}
	}
	if (count < letters->least)
		m->n = before;
	else if (m->n > before)
		make(m, SPAN("\n"), i - 1, i);
	return i;
}

static bool
make_runs(struct arena *a, struct making *m, const struct letters *letters,
    size_t skip)
{
	span text = m->from->text;

	if (!making_new(a, m->from, 1, m))
		return false;
	for (size_t i = 0; i < text.n;)
		if (letters->value(text.p[i]) < 0)
			i++;
		else
			i = make_run(m, letters, i, skip);
	return m->n > 0;
}

/* How far encoded words go that begin at i, one behind the other. */
static size_t
words_end(span text, size_t i)
{
	size_t end = i;

	while (span_starts(span_drop(text, i), "=?")) {
		span rest = span_drop(text, i + 2);
		size_t marks = 0, n = 0;

		while (n < rest.n && marks < 3 && rest.p[n] != ' ')
			marks += rest.p[n++] == '?';
		if (marks < 3 || n == rest.n || rest.p[n] != '=')
			return end;
		end = i + 2 + n + 1;
		for (i = end; i < text.n && ascii_is_space(text.p[i]); i++)
			;
	}
	return end;
}

static bool
make_words(struct arena *a, struct making *m)
{
	span text = m->from->text;

	if (!span_has(text, SPAN("=?")) || !making_new(a, m->from, 3, m))
		return false;
	for (size_t i = 0; i < text.n;) {
		size_t end = words_end(text, i);

		if (end > i) {
			m->changed = true;
			make(m, words_decode(a, span_slice(text, i, end)).text,
			    i, end);
			i = end;
			continue;
		}
		make(m, (span){ text.p + i, 1 }, i, i + 1);
		i++;
	}
	return m->changed;
}

static void
add(const struct making *m, enum coding coding, bool runs, struct view *out,
    size_t *count)
{
	out[(*count)++] = (struct view){ .text = { m->p, m->n },
		.at = m->at,
		.coding = coding,
		.depth = m->from->depth + 1,
		.runs = runs };
}

size_t
view_decode(
    struct arena *a, const struct view *v, struct view out[VIEW_CHILDREN])
{
	static const struct letters base64 = { base64_value, 6, BASE64_LEAST };
	static const struct letters hex = { ascii_hex, 4, HEX_LEAST };
	struct making m = { .from = v };
	size_t count = 0;

	if (make_escaped(a, &m, false))
		add(&m, CODING_ESCAPED, v->runs, out, &count);
	if (make_escaped(a, &m, true))
		add(&m, CODING_QUOTED, v->runs, out, &count);
	for (size_t skip = 0; skip < 4; skip++)
		if (make_runs(a, &m, &base64, skip))
			add(&m, CODING_BASE64, true, out, &count);
	for (size_t skip = 0; skip < 2; skip++)
		if (make_runs(a, &m, &hex, skip))
			add(&m, CODING_HEX, true, out, &count);
	if (make_words(a, &m))
		add(&m, CODING_WORD, false, out, &count);
	return count;
}
