#include "read/received_lex.h"

/* Real fields have none; each costs a look at all that follows. */
#define OPEN_MAX 16

/* Length of a comment behind its '(', to its ')'; SIZE_MAX: none. */
static size_t
comment_length(span s)
{
	size_t depth = 1;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\' && i + 1 < s.n)
			i++;
		else if (s.p[i] == '(')
			depth++;
		else if (s.p[i] == ')' && --depth == 0)
			return i;
	}
	return SIZE_MAX;
}

static size_t
word_length(span s)
{
	size_t i = 0;

	if (s.p[0] == '"') { /* a quoted string, if it is closed */
		size_t close = span_find_byte(span_drop(s, 1), '"') + 1;

		if (close < s.n)
			i = close + 1;
	}
	while (i < s.n && !ascii_is_space(s.p[i]) && s.p[i] != '(' &&
	    s.p[i] != '\0')
		i++;
	return i == 0 ? 1 : i;
}

/* What may stand between words and belongs to none. */
static bool
is_between(char c)
{
	return ascii_is_space(c) || c == ',' || c == ';' || c == '\0';
}

enum lex
lex_next(struct lexer *l, span *token)
{
	span s = l->rest;
	size_t n;

	for (;;) {
		while (s.n > 0 && is_between(s.p[0]))
			s = span_drop(s, 1);
		l->rest = s;
		if (s.n == 0)
			return LEX_END;
		if (s.p[0] != '(')
			break;
		n = l->open < OPEN_MAX ? comment_length(span_drop(s, 1))
				       : SIZE_MAX;
		if (n != SIZE_MAX) {
			*token = span_trim(span_head(span_drop(s, 1), n));
			l->rest = span_drop(s, n + 2);
			return LEX_COMMENT;
		}
		l->open++;
		s = span_drop(s, 1);
	}
	*token = span_head(s, word_length(s));
	l->rest = span_drop(s, token->n);
	while (token->n > 1 && is_between(token->p[token->n - 1]))
		token->n--;
	return LEX_WORD;
}

/* The last ';' outside comments, or of all where they do not close. */
static size_t
last_semicolon(span body)
{
	static const bool marks[256] = {
		['\\'] = true, ['('] = true, [')'] = true, [';'] = true
	};
	size_t depth = 0, outside = body.n, any = body.n;

	for (size_t i = 0; i < body.n; i++) {
		if (!marks[(unsigned char)body.p[i]])
			continue;
		switch (body.p[i]) {
		case '\\':
			if (depth > 0)
				i++;
			break;
		case '(':
			depth++;
			break;
		case ')':
			if (depth > 0)
				depth--;
			break;
		case ';':
			any = i;
			if (depth == 0)
				outside = i;
			break;
		default:
			break;
		}
	}
	return depth > 0 ? any : outside;
}

/* SendGrid and others write no ';': the date is the tail, if it is one. */
static size_t
date_tail(span body, struct date *date)
{
	size_t at = body.n, best = body.n;

	for (int words = 0; words < 9; words++) {
		while (at > 0 && ascii_is_space(body.p[at - 1]))
			at--;
		while (at > 0 && !ascii_is_space(body.p[at - 1]))
			at--;
		if (words >= 1 && date_parse(span_drop(body, at), date))
			best = at;
		else if (best < body.n)
			break;
		if (at == 0)
			break;
	}
	return best;
}

size_t
lex_date(span body, span *text, bool *found, struct date *date)
{
	size_t at = last_semicolon(body);

	if (at < body.n) {
		*text = span_trim(span_drop(body, at + 1));
		*found = date_parse(*text, date);
		return at;
	}
	at = date_tail(body, date);
	*text = span_drop(body, at);
	*found = at < body.n;
	return at;
}

/* Length of what s begins with if that is text, else 0. */
static size_t
loose_length(span s, const char *text)
{
	size_t i = 0;

	for (; *text != '\0'; text++) {
		if (*text == ' ') {
			size_t before = i;

			while (i < s.n && ascii_is_space(s.p[i]))
				i++;
			if (i == before)
				return 0;
		} else if (i < s.n &&
		    ascii_lower(s.p[i]) == ascii_lower(*text)) {
			i++;
		} else {
			return 0;
		}
	}
	return i;
}

bool
loose_starts(span s, const char *text)
{
	return loose_length(s, text) > 0;
}

bool
loose_find(span s, const char *text, size_t *at, size_t *end)
{
	char first = ascii_lower(*text);
	char upper = ascii_is_alpha(first) ? (char)(first & ~0x20) : first;

	for (size_t i = 0; i < s.n; i++) {
		size_t n;

		if (s.p[i] != first && s.p[i] != upper && first != ' ')
			continue;
		n = loose_length(span_drop(s, i), text);
		if (n > 0) {
			*at = i;
			*end = i + n;
			return true;
		}
	}
	return false;
}

bool
loose_has(span s, const char *text)
{
	size_t at, end;

	return loose_find(s, text, &at, &end);
}
