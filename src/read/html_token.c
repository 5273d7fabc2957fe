#include "read/html_token.h"

/* What a byte means in a tag. */
enum { BLANK = 1, NAME_END = 2, EQUALS = 4, LOWERED = 8 };

#define FOUR(c)                                                                \
	[c] = LOWERED, [(c) + 1] = LOWERED, [(c) + 2] = LOWERED,               \
	[(c) + 3] = LOWERED

static const unsigned char meaning[256] = {
	[' '] = BLANK | NAME_END,
	['\t'] = BLANK | NAME_END,
	['\n'] = BLANK | NAME_END,
	['\r'] = BLANK | NAME_END,
	['\f'] = BLANK | NAME_END,
	['/'] = NAME_END,
	['>'] = NAME_END,
	['='] = EQUALS,
	/* Those that html_lower changes. */
	['\0'] = LOWERED,
	FOUR('A'),
	FOUR('E'),
	FOUR('I'),
	FOUR('M'),
	FOUR('Q'),
	FOUR('U'),
	['Y'] = LOWERED,
	['Z'] = LOWERED,
};

static bool
is_blank(char c)
{
	return meaning[(unsigned char)c] & BLANK;
}

/*
 * The name at i, at least a byte of it, in lower case; it ends before a byte
 * that means one of stop, *end.
 */
static span
take_name(const struct html_tokenizer *t, size_t i, unsigned stop, size_t *end)
{
	size_t start = i;
	unsigned m = meaning[(unsigned char)t->source.p[i]], seen = 0;
	span name;

	do {
		seen |= m;
		i++;
	} while (i < t->source.n &&
	    ((m = meaning[(unsigned char)t->source.p[i]]) & stop) == 0);
	*end = i;
	name = span_slice(t->source, start, i);
	return seen & LOWERED ? html_lower(t->arena, name) : name;
}

/* The byte at i, or NUL; callers that care compare i with the length. */
static char
at(const struct html_tokenizer *t, size_t i)
{
	return i < t->source.n ? t->source.p[i] : '\0';
}

static size_t
skip_blanks(const struct html_tokenizer *t, size_t i)
{
	while (i < t->source.n && is_blank(t->source.p[i]))
		i++;
	return i;
}

/* True when the source at i has text, without regard to case. */
static bool
here(const struct html_tokenizer *t, size_t i, const char *text)
{
	return span_starts(span_drop(t->source, i), text);
}

void
html_open(struct html_tokenizer *t, struct arena *a, span source)
{
	t->source = source;
	t->arena = a;
	t->at = t->raw_end = 0;
	t->automatic = true;
	t->foreign = t->too_many = t->raw_lines = false;
	html_switch(t, HTML_DATA, (span){ 0 });
}

void
html_switch(struct html_tokenizer *t, enum html_content content, span opener)
{
	t->content = content;
	t->opener = opener;
	t->raw_known = false;
}

/* Keeps the attribute, unless the tag has it already. */
static void
add_attribute(
    struct html_tokenizer *t, struct html_token *token, span name, span raw)
{
	uint64_t bit = html_name_bit(name);

	for (size_t i = 0; token->names & bit && i < token->count; i++)
		if (span_same(t->attributes[i].name, name))
			return;
	if (token->count == LIMIT_ATTRIBUTES) {
		t->too_many = true;
		return;
	}
	token->names |= bit;
	t->attributes[token->count++] =
	    (struct html_attribute){ name, raw, html_decode(t->arena, raw) };
}

/*
 * Takes an attribute's value from behind its '='; returns where the tag goes
 * on, beyond the end when the value has none.
 */
static size_t
take_value(const struct html_tokenizer *t, size_t i, span *raw)
{
	size_t start;
	char quote;

	i = skip_blanks(t, i);
	quote = at(t, i);
	if (quote == '"' || quote == '\'') {
		span rest = span_drop(t->source, i + 1);
		size_t n = span_find_byte(rest, quote);

		*raw = span_head(rest, n);
		return n == rest.n ? t->source.n : i + n + 2;
	}
	for (start = i; i < t->source.n; i++)
		if (is_blank(t->source.p[i]) || t->source.p[i] == '>')
			break;
	*raw = span_slice(t->source, start, i);
	return i;
}

/* From behind the tag's name to behind its '>'; false: the text ends first. */
static bool
take_attributes(struct html_tokenizer *t, struct html_token *token, size_t i)
{
	for (;;) {
		span raw = { 0 }, name;

		i = skip_blanks(t, i);
		if (i >= t->source.n)
			return false;
		if (t->source.p[i] == '>') {
			token->end = i + 1;
			return true;
		}
		if (t->source.p[i] == '/') {
			i++;
			token->self_closing = at(t, i) == '>';
			continue;
		}
		name = take_name(t, i, NAME_END | EQUALS, &i);
		i = skip_blanks(t, i);
		if (at(t, i) == '=')
			i = take_value(t, i + 1, &raw);
		if (i < t->source.n)
			add_attribute(t, token, name, raw);
	}
}

static enum html_content
content_of(enum html_tag tag)
{
	switch (tag) {
	case TAG_TITLE:
	case TAG_TEXTAREA:
		return HTML_RCDATA;
	case TAG_STYLE:
	case TAG_XMP:
	case TAG_IFRAME:
	case TAG_NOEMBED:
	case TAG_NOFRAMES:
		return HTML_RAWTEXT;
	case TAG_SCRIPT:
		return HTML_SCRIPT;
	case TAG_PLAINTEXT:
		return HTML_PLAINTEXT;
	default:
		return HTML_DATA;
	}
}

/* A start or end tag whose name begins at i. */
static bool
take_tag(struct html_tokenizer *t, struct html_token *token, size_t i)
{
	enum html_content content;

	token->name = take_name(t, i, NAME_END, &i);
	token->tag = html_tag_of(token->name);
	token->attributes = t->attributes;
	if (!take_attributes(t, token, i)) {
		t->at = t->source.n;
		return false;
	}
	t->at = token->end;
	content = content_of(token->tag);
	if (content != HTML_DATA && token->kind == HTML_START && t->automatic &&
	    !t->foreign)
		html_switch(t, content, token->name);
	return true;
}

static bool
finish(struct html_tokenizer *t, struct html_token *token, enum html_kind kind,
    size_t end)
{
	token->kind = kind;
	token->end = end < t->source.n ? end : t->source.n;
	t->at = token->end;
	return true;
}

/* A bogus comment with its text from i on. */
static bool
take_bogus(struct html_tokenizer *t, struct html_token *token, size_t i)
{
	span rest = span_drop(t->source, i);
	size_t n = span_find_byte(rest, '>');

	token->text = html_normal(t->arena, span_head(rest, n));
	return finish(t, token, HTML_COMMENT, i + n + 1);
}

/* Where "-->" or "--!>" begins, or s.n; *after is behind it. */
static size_t
comment_end(span s, size_t *after)
{
	size_t i = 0;

	while (i < s.n) {
		const char *dash = memchr(s.p + i, '-', s.n - i);

		if (dash == NULL)
			break;
		i = (size_t)(dash - s.p);
		if (span_starts(span_drop(s, i), "-->")) {
			*after = i + 3;
			return i;
		}
		if (span_starts(span_drop(s, i), "--!>")) {
			*after = i + 4;
			return i;
		}
		i++;
	}
	*after = s.n;
	return s.n;
}

/* A comment with its text from i on, behind "<!--". */
static bool
take_comment(struct html_tokenizer *t, struct html_token *token, size_t i)
{
	span rest = span_drop(t->source, i);
	size_t after, n;

	if (span_starts(rest, ">"))
		return finish(t, token, HTML_COMMENT, i + 1);
	if (span_starts(rest, "->"))
		return finish(t, token, HTML_COMMENT, i + 2);
	n = comment_end(rest, &after);
	rest = span_head(rest, n);
	if (n == after) {
		if (span_ends(rest, "--!"))
			rest.n -= 3;
		else if (span_ends(rest, "--"))
			rest.n -= 2;
		else if (span_ends(rest, "-"))
			rest.n--;
	}
	token->text = html_normal(t->arena, rest);
	return finish(t, token, HTML_COMMENT, i + after);
}

/* A document type that ends in rubbish. */
static bool
skip_doctype(struct html_tokenizer *t, struct html_token *token, size_t i)
{
	size_t n = span_find_byte(span_drop(t->source, i), '>');

	return finish(t, token, HTML_DOCTYPE, i + n + 1);
}

/*
 * A quoted identifier at i; returns where it ends.  Broken off by '>' or the
 * end of the text it makes quirks.
 */
static size_t
take_id(struct html_tokenizer *t, struct html_token *token, size_t i, span *id)
{
	char quote = at(t, i);
	size_t start = ++i;

	while (
	    i < t->source.n && t->source.p[i] != quote && t->source.p[i] != '>')
		i++;
	*id = html_normal(t->arena, span_slice(t->source, start, i));
	if (at(t, i) != quote) {
		token->quirks = true;
		return i;
	}
	return i + 1;
}

static bool
is_quote(char c)
{
	return c == '"' || c == '\'';
}

/* What follows a document type's name. */
static bool
take_ids(struct html_tokenizer *t, struct html_token *token, size_t i)
{
	bool public_id;

	i = skip_blanks(t, i);
	public_id = here(t, i, "public");
	if (i >= t->source.n || t->source.p[i] == '>') {
		token->quirks |= i >= t->source.n;
		return finish(t, token, HTML_DOCTYPE, i + 1);
	}
	if (!public_id && !here(t, i, "system")) {
		token->quirks = true;
		return skip_doctype(t, token, i);
	}
	i = skip_blanks(t, i + 6);
	if (!is_quote(at(t, i))) {
		token->quirks = true;
		return skip_doctype(t, token, i);
	}
	if (public_id) {
		token->has_public = true;
		i = take_id(t, token, i, &token->public_id);
		i = skip_blanks(t, i);
		if (token->quirks || at(t, i) == '>')
			return finish(t, token, HTML_DOCTYPE, i + 1);
		if (!is_quote(at(t, i))) {
			token->quirks = true;
			return skip_doctype(t, token, i);
		}
	}
	token->has_system = true;
	i = take_id(t, token, i, &token->system_id);
	i = skip_blanks(t, i);
	token->quirks |= i >= t->source.n;
	return skip_doctype(t, token, i);
}

static bool
take_doctype(struct html_tokenizer *t, struct html_token *token, size_t i)
{
	size_t start = skip_blanks(t, i);

	token->public_id = token->system_id = (span){ 0 };
	token->has_public = token->has_system = false;
	for (i = start; i < t->source.n; i++)
		if (is_blank(t->source.p[i]) || t->source.p[i] == '>')
			break;
	token->name = html_lower(t->arena, span_slice(t->source, start, i));
	token->has_name = i > start;
	token->quirks = i == start;
	return take_ids(t, token, i);
}

/* "<!" */
static bool
take_declaration(struct html_tokenizer *t, struct html_token *token)
{
	size_t i = t->at + 2;
	span rest = span_drop(t->source, i);

	if (span_starts(rest, "--"))
		return take_comment(t, token, i + 2);
	if (span_starts(rest, "doctype"))
		return take_doctype(t, token, i + 7);
	return take_bogus(t, token, i);
}

/* Text from t->at: at least one byte, to the next one that is special. */
static bool
take_run(struct html_tokenizer *t, struct html_token *token, size_t limit,
    const bool special[static 256])
{
	size_t i = t->at + 1;

	while (i < limit && !special[(unsigned char)t->source.p[i]])
		i++;
	token->text = span_slice(t->source, t->at, i);
	return finish(t, token, HTML_TEXT, i);
}

static bool
take_newline(struct html_tokenizer *t, struct html_token *token)
{
	token->text = SPAN("\n");
	return finish(
	    t, token, HTML_TEXT, t->at + (at(t, t->at + 1) == '\n' ? 2 : 1));
}

/* A character reference; false: there is none. */
static bool
take_reference(struct html_tokenizer *t, struct html_token *token)
{
	size_t n = html_reference(
	    span_drop(t->source, t->at), false, t->small, &token->text);

	return n > 0 && finish(t, token, HTML_TEXT, t->at + n);
}

/* Text of which only line ends and, where wanted, NUL are special. */
static bool
take_raw(struct html_tokenizer *t, struct html_token *token, size_t limit,
    bool keep_nul)
{
	static const bool special[256] = { ['\0'] = true, ['\r'] = true };

	if (t->source.p[t->at] == '\r')
		return take_newline(t, token);
	if (t->source.p[t->at] == '\0' && !keep_nul) {
		token->text = utf8_text(UTF8_REPLACEMENT, t->small);
		return finish(t, token, HTML_TEXT, t->at + 1);
	}
	return take_run(t, token, limit, special);
}

/* True when i begins the end tag that ends raw text. */
static bool
is_closer(const struct html_tokenizer *t, size_t i, span opener)
{
	span rest = span_drop(t->source, i);
	char next;

	if (rest.n < opener.n + 3 || rest.p[1] != '/' || opener.n == 0 ||
	    !span_same_nocase(span_slice(rest, 2, 2 + opener.n), opener))
		return false;
	next = rest.p[2 + opener.n];
	return is_blank(next) || next == '/' || next == '>';
}

/* Where the text of a script ends: the end tag, or the source's end. */
static size_t
script_end(const struct html_tokenizer *t)
{
	enum { PLAIN, ESCAPED, TWICE } mode = PLAIN;
	span s = t->source;
	size_t dashes = 0;

	for (size_t i = t->at; i < s.n; i++) {
		if (s.p[i] == '-') {
			dashes++;
			continue;
		}
		if (s.p[i] == '>' && dashes >= 2)
			mode = PLAIN;
		dashes = 0;
		if (s.p[i] != '<')
			continue;
		if (mode != TWICE && is_closer(t, i, t->opener))
			return i;
		if (mode == PLAIN && here(t, i, "<!--")) {
			mode = ESCAPED;
			dashes = 2;
			i += 3;
		} else if (mode == ESCAPED && here(t, i, "<script") &&
		    (is_blank(at(t, i + 7)) || at(t, i + 7) == '/' ||
			at(t, i + 7) == '>')) {
			mode = TWICE;
			i += 7;
		} else if (mode == TWICE && is_closer(t, i, SPAN("script"))) {
			mode = ESCAPED;
			i += 8;
		}
	}
	return s.n;
}

static size_t
raw_end(const struct html_tokenizer *t)
{
	size_t i = t->at;

	while (i < t->source.n) {
		const char *p = memchr(t->source.p + i, '<', t->source.n - i);

		if (p == NULL)
			break;
		i = (size_t)(p - t->source.p);
		if (is_closer(t, i, t->opener))
			return i;
		i++;
	}
	return t->source.n;
}

/* Inside title, style, script and the like. */
static bool
next_raw(struct html_tokenizer *t, struct html_token *token)
{
	static const bool special[256] = {
		['\0'] = true, ['\r'] = true, ['&'] = true
	};
	char c;

	if (!t->raw_known) {
		t->raw_end =
		    t->content == HTML_SCRIPT ? script_end(t) : raw_end(t);
		t->raw_known = true;
	}
	if (t->at >= t->raw_end) {
		t->content = HTML_DATA;
		if (t->at >= t->source.n)
			return false;
		token->kind = HTML_END;
		return take_tag(t, token, t->at + 2);
	}
	c = t->source.p[t->at];
	if (t->content != HTML_RCDATA || c == '\r' || c == '\0')
		return take_raw(t, token, t->raw_end, false);
	if (c == '&' && take_reference(t, token))
		return true;
	return take_run(t, token, t->raw_end, special);
}

/* At '<'; *none: it is only text. */
static bool
next_markup(struct html_tokenizer *t, struct html_token *token, bool *none)
{
	char next = at(t, t->at + 1);

	*none = false;
	if (ascii_is_alpha(next)) {
		token->kind = HTML_START;
		return take_tag(t, token, t->at + 1);
	}
	if (next == '!')
		return take_declaration(t, token);
	if (next == '?')
		return take_bogus(t, token, t->at + 1);
	if (next != '/' || t->at + 2 >= t->source.n) {
		*none = true;
		return false;
	}
	next = at(t, t->at + 2);
	if (ascii_is_alpha(next)) {
		token->kind = HTML_END;
		return take_tag(t, token, t->at + 2);
	}
	return take_bogus(t, token, t->at + 2);
}

static bool
next_data(struct html_tokenizer *t, struct html_token *token)
{
	static const bool special[256] = {
		['<'] = true, ['&'] = true, ['\r'] = true
	};
	static const bool lines_kept[256] = { ['<'] = true, ['&'] = true };
	bool none = true, found;

	switch (t->source.p[t->at]) {
	case '<':
		found = next_markup(t, token, &none);
		if (!none)
			return found;
		break;
	case '&':
		if (take_reference(t, token))
			return true;
		break;
	case '\r':
		if (!t->raw_lines)
			return take_newline(t, token);
		break;
	default:
		break;
	}
	return take_run(
	    t, token, t->source.n, t->raw_lines ? lines_kept : special);
}

/* Behind the end of a CDATA section, if it is reached. */
static bool
leave_cdata(struct html_tokenizer *t)
{
	if (!t->raw_known) {
		t->raw_end =
		    t->at + span_find(span_drop(t->source, t->at), SPAN("]]>"));
		t->raw_known = true;
	}
	if (t->at < t->raw_end)
		return false;
	t->at = t->raw_end + 3 < t->source.n ? t->raw_end + 3 : t->source.n;
	html_switch(t, HTML_DATA, (span){ 0 });
	return true;
}

/* Steps over one thing that is no token; false: there is none. */
static bool
step_over(struct html_tokenizer *t)
{
	span rest;

	if (t->content == HTML_CDATA)
		return leave_cdata(t);
	if (t->content != HTML_DATA || at(t, t->at) != '<')
		return false;
	rest = span_drop(t->source, t->at);
	if (rest.n >= 3 && memcmp(rest.p, "</>", 3) == 0) {
		t->at += 3;
		return true;
	}
	if (t->foreign && rest.n >= 9 && memcmp(rest.p, "<![CDATA[", 9) == 0) {
		t->at += 9;
		html_switch(t, HTML_CDATA, (span){ 0 });
		return true;
	}
	return false;
}

bool
html_next(struct html_tokenizer *t, struct html_token *token)
{
	while (t->at < t->source.n && step_over(t))
		continue;
	/* Its other members are set where they mean something. */
	token->start = t->at;
	token->name = token->text = (span){ 0 };
	token->attributes = NULL;
	token->count = 0;
	token->names = 0;
	token->self_closing = false;
	if (t->at >= t->source.n)
		return false;
	switch (t->content) {
	case HTML_RCDATA:
	case HTML_RAWTEXT:
	case HTML_SCRIPT:
		return next_raw(t, token);
	case HTML_PLAINTEXT:
		return take_raw(t, token, t->source.n, false);
	case HTML_CDATA:
		return take_raw(t, token, t->raw_end, true);
	case HTML_DATA:
		break;
	}
	return next_data(t, token);
}

const struct html_attribute *
html_search_attribute(const struct html_token *token, span name)
{
	for (size_t i = 0; i < token->count; i++) {
		const struct html_attribute *at = &token->attributes[i];

		if (at->name.n == name.n && span_same_nocase(at->name, name))
			return at;
	}
	return NULL;
}
