#include "read/address.h"

#include "base/bits.h"
#include "base/buf.h"
#include "base/domain.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/words.h"

/* What is known of a mailbox while its bytes go by. */
struct mailbox {
	struct buf phrase; /* outside <> and (), quotes removed */
	span angle;	   /* inside the last <> */
	span comment;	   /* inside the last () */
	const char *start; /* of its first byte, NULL: nothing yet */
	const char *end;
	bool has_angle, has_at;
	bool has_word; /* "=?" in the phrase */
	unsigned odd;
};

static struct mailbox
mailbox_new(struct arena *a)
{
	return (struct mailbox){ .phrase = buf_new(a, LIMIT_FIELD) };
}

/*
 * The bytes up to close, nesting counted, off *rest; its close as well.  False,
 * with *rest left alone, when nothing closes it: what is open must not swallow
 * the address behind it.
 */
static bool
cut_nested(span *rest, char open, char close, span *inside)
{
	size_t depth = 1, i = 0;

	for (; i < rest->n; i++) {
		char c = rest->p[i];

		if (c == '\\' && i + 1 < rest->n)
			i++;
		else if (c == open && open != close)
			depth++;
		else if (c == close && --depth == 0)
			break;
	}
	if (i >= rest->n)
		return false;
	*inside = span_head(*rest, i);
	*rest = span_drop(*rest, i + 1);
	return true;
}

/*
 * An address in <>: quotes may hide a '>' in the local part, unless one was
 * seen to be open to the end.
 */
static span
cut_angle(span *rest, bool quotes, bool *closed)
{
	bool quoted = false;
	size_t i = 0;
	span inside;

	for (; i < rest->n; i++) {
		char c = rest->p[i];

		if (c == '"')
			quoted = quotes && !quoted;
		else if (c == '\\' && quoted && i + 1 < rest->n)
			i++;
		else if (c == '>' && !quoted)
			break;
	}
	*closed = i < rest->n;
	if (!*closed) /* an open quote must not swallow the list */
		i = span_find_byte(*rest, '>');
	inside = span_head(*rest, i);
	*rest = span_drop(*rest, i + 1);
	return inside;
}

static void
put_unquoted(struct buf *out, span quoted)
{
	for (size_t i = 0; i < quoted.n; i++) {
		if (quoted.p[i] == '\\' && i + 1 < quoted.n)
			i++;
		buf_byte(out, quoted.p[i]);
	}
}

/*
 * A quoted string is a name, or the local part of an address, which keeps its
 * quotes so that an @ in it is not taken for the one.
 */
static void
take_quoted(struct mailbox *m, span inside, span rest)
{
	bool local = rest.n > 0 && rest.p[0] == '@' && !m->has_angle;

	if (local)
		buf_byte(&m->phrase, '"');
	put_unquoted(&m->phrase, inside);
	if (local)
		buf_byte(&m->phrase, '"');
}

/* Valid UTF-8 of bytes that need not be. */
static span
valid_text(struct arena *a, span s)
{
	struct buf out;

	if (utf8_valid(s))
		return s;
	out = buf_new(a, LIMIT_FIELD * 3);
	while (s.n > 0)
		buf_code(&out, utf8_cut(&s, NULL));
	return buf_span(&out);
}

/* Splits the text of an address into its parts. */
static void
split(struct arena *a, span text, struct address *out)
{
	size_t at;

	text = span_trim(text);
	if (span_starts(text, "mailto:"))
		text = span_drop(text, 7);
	if (text.n > 0 && text.p[0] == '@') { /* RFC 5322 obs-route */
		size_t colon = span_find_byte(text, ':');

		if (colon < text.n) {
			out->odd |= ADDRESS_ROUTE;
			text = span_drop(text, colon + 1);
		}
	}
	at = span_find_last(text, '@');
	if (at == text.n) {
		if (text.n > 0)
			out->odd |= ADDRESS_NO_DOMAIN;
		out->local = text;
		out->text = valid_text(a, text);
		return;
	}
	out->local = span_trim(span_head(text, at));
	out->domain = span_trim(span_drop(text, at + 1));
	if (out->local.n == 0)
		out->odd |= ADDRESS_NO_LOCAL;
	if (out->local.n > 1 && out->local.p[0] == '"' &&
	    out->local.p[out->local.n - 1] == '"')
		out->local = span_slice(out->local, 1, out->local.n - 1);
	else if (span_find_byte(out->local, '@') < out->local.n)
		out->odd |= ADDRESS_TWO_AT;
	if (span_find_byte(out->local, ' ') < out->local.n ||
	    span_find_byte(out->domain, ' ') < out->domain.n)
		out->odd |= ADDRESS_SPACE;
	if (out->domain.n > 0 && out->domain.p[0] == '[') {
		out->odd |= ADDRESS_LITERAL;
		out->ascii = valid_text(
		    a, span_slice(out->domain, 1, out->domain.n - 1));
	} else {
		out->ascii = domain_ascii(a, out->domain);
	}
	out->text = arena_join(a, valid_text(a, out->local), SPAN("@"),
	    out->ascii.n > 0 ? out->ascii : valid_text(a, out->domain));
}

/* "=?utf-8?B?...?=" that holds name and <address> together. */
static bool
split_encoded(struct arena *a, span phrase, struct address *out)
{
	struct words words;
	size_t open, close;

	if (span_find(phrase, SPAN("=?")) == phrase.n)
		return false;
	words = words_decode(a, phrase);
	open = span_find_last(words.text, '<');
	close = span_find_last(words.text, '>');
	if (open < close && close < words.text.n &&
	    span_has(span_slice(words.text, open, close), SPAN("@"))) {
		out->name = span_trim(span_head(words.text, open));
		split(a, span_slice(words.text, open + 1, close), out);
	} else if (span_has(words.text, SPAN("@"))) {
		split(a, words.text, out);
	} else {
		return false;
	}
	out->odd |= ADDRESS_ENCODED;
	return true;
}

/* "Name user@host": the last word with an @ is the address. */
static void
split_bare(struct arena *a, span phrase, struct address *out)
{
	size_t at = span_find_last(phrase, '@'), start = at, end = at;

	if (start > 1 && phrase.p[start - 1] == '"') { /* "a b"@host */
		start = span_find_last(span_head(phrase, start - 1), '"');
		start = start < at - 1 ? start : at;
	}
	while (start > 0 && !ascii_is_space(phrase.p[start - 1]))
		start--;
	while (end < phrase.n && !ascii_is_space(phrase.p[end]))
		end++;
	split(a, span_slice(phrase, start, end), out);
	if (start > 0)
		out->name = words_decode(a, span_head(phrase, start)).text;
}

static struct address
mailbox_address(struct arena *a, const struct mailbox *m)
{
	struct address out = { .odd = m->odd };
	span phrase = span_trim(buf_span(&m->phrase));

	if (m->start != NULL)
		out.raw = (span){ m->start, (size_t)(m->end - m->start) };
	if (m->has_angle) {
		struct words words = words_decode(a, phrase);

		out.name = span_trim(words.text);
		if (words.odd & WORDS_BAD)
			out.odd |= ADDRESS_NAME_ODD;
		split(a, m->angle, &out);
	} else if (m->has_at) {
		split_bare(a, phrase, &out);
	} else if (!split_encoded(a, phrase, &out)) {
		split(a, phrase, &out);
		if (phrase.n > 0) {
			out.name = span_trim(words_decode(a, phrase).text);
			out.text = out.name;
		}
	}
	if (out.name.n == 0 && m->comment.n > 0)
		out.name = span_trim(words_decode(a, m->comment).text);
	return out;
}

static void
list_add(struct arena *a, struct addresses *out, size_t *room,
    const struct mailbox *m)
{
	struct address *list;

	if (!m->has_angle && span_trim(buf_span(&m->phrase)).n == 0)
		return;
	if (out->count >= LIMIT_ADDRESSES) {
		out->cut = true;
		return;
	}
	list = arena_grow(a, out->list, out->count, room, sizeof(*list));
	if (list == NULL)
		return;
	out->list = list;
	list[out->count++] = mailbox_address(a, m);
}

static void
put_byte(struct mailbox *m, char c)
{
	m->has_at |= c == '@';
	m->has_word |=
	    c == '?' && m->phrase.n > 0 && m->phrase.p[m->phrase.n - 1] == '=';
	buf_byte(&m->phrase, c == '\t' ? ' ' : c);
}

/* What is open in the list: looked for once, as each look costs all of it. */
struct unclosed {
	bool quote, comment, angle;
};

static void
take_angle(struct mailbox *m, span *rest, struct unclosed *unclosed)
{
	bool closed;

	if (m->has_angle && m->angle.n > 0) {
		m->odd |= ADDRESS_TWO_ANGLES;
		buf_put(&m->phrase, m->angle);
	}
	m->angle = cut_angle(rest, !unclosed->angle, &closed);
	m->has_angle = true;
	if (!closed) {
		unclosed->angle = true;
		m->odd |= ADDRESS_OPEN;
	}
}

/* Takes the token that *rest begins with into m. */
static void
take(struct mailbox *m, span *rest, struct unclosed *unclosed)
{
	char c = rest->p[0];
	span inside = { 0 };

	if (m->start == NULL)
		m->start = rest->p;
	*rest = span_drop(*rest, 1);
	if (c == '<') {
		take_angle(m, rest, unclosed);
	} else if (c == '(' && !unclosed->comment &&
	    cut_nested(rest, '(', ')', &inside)) {
		m->comment = inside;
	} else if (c == '"' && !unclosed->quote &&
	    cut_nested(rest, '"', '"', &inside)) {
		take_quoted(m, inside, *rest);
	} else if (c == '(' || c == '"') {
		unclosed->comment |= c == '(';
		unclosed->quote |= c == '"';
		m->odd |= ADDRESS_OPEN;
	} else {
		put_byte(m, c);
	}
	m->end = rest->n > 0 ? rest->p : m->start;
}

struct addresses
addresses_read(struct arena *a, span body)
{
	struct addresses out = { 0 };
	struct mailbox m = mailbox_new(a);
	span rest = span_trim(body);
	struct unclosed unclosed = { 0 };
	size_t room = 0;

	while (rest.n > 0) {
		char c = rest.p[0];

		if (c == ',' && !m.has_angle && !m.has_at && m.phrase.n > 0 &&
		    !m.has_word) {
			/* "Bank, Inc. <a@b>": the comma belongs to the name. */
			buf_byte(&m.phrase, ',');
			rest = span_drop(rest, 1);
		} else if (c == ',' || c == ';') {
			m.end = rest.p;
			list_add(a, &out, &room, &m);
			m = mailbox_new(a);
			rest = span_drop(rest, 1);
		} else if (c == ':' && !m.has_angle && !m.has_at) {
			m = mailbox_new(a); /* a group's name */
			rest = span_drop(rest, 1);
		} else if (c == '\r' || c == '\n') {
			rest = span_drop(rest, 1);
		} else {
			const char *end = rest.p + rest.n;

			take(&m, &rest, &unclosed);
			if (rest.n == 0)
				m.end = end;
		}
	}
	list_add(a, &out, &room, &m);
	return out;
}

struct address
address_read(struct arena *a, span body)
{
	struct addresses list = addresses_read(a, body);

	return list.count > 0 ? list.list[0] : (struct address){ 0 };
}

size_t
address_find(span text, const struct address *who)
{
	size_t at = span_find_last(who->text, '@'), from = 0;
	span local = span_head(who->text, at);
	span domain = span_drop(who->text, at + 1);

	if (domain.n == 0 || span_find_byte(local, '@') < local.n)
		return text.n;
	/* [from, at) holds no '@', and neither do local part and domain. */
	for (;;) {
		at = from + span_find_byte(span_drop(text, from), '@');
		if (at == text.n || text.n - at - 1 < domain.n)
			return text.n;
		if (at - from >= local.n &&
		    span_same_nocase(
			span_slice(text, at + 1, at + 1 + domain.n), domain) &&
		    span_same_nocase(span_slice(text, at - local.n, at), local))
			return at - local.n;
		from = at + 1;
	}
}

const char *
address_odd_name(unsigned bit)
{
	static const struct bit_name names[] = {
		{ ADDRESS_TWO_AT, "two-at" },
		{ ADDRESS_NO_DOMAIN, "no-domain" },
		{ ADDRESS_NO_LOCAL, "no-local-part" },
		{ ADDRESS_OPEN, "unclosed" },
		{ ADDRESS_ENCODED, "address-in-encoded-word" },
		{ ADDRESS_ROUTE, "source-route" },
		{ ADDRESS_LITERAL, "domain-literal" },
		{ ADDRESS_SPACE, "blank-in-address" },
		{ ADDRESS_NAME_ODD, "broken-encoding" },
		{ ADDRESS_TWO_ANGLES, "two-angle-addresses" },
	};

	return bits_name(names, COUNT(names), bit);
}
