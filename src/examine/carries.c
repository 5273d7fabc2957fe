#include "examine/carries.h"

#include "base/limits.h"
#include "read/transfer.h"
#include "read/url.h"

#define CARRIES_RECIPIENTS 16 /* a mail to more is no targeted one */

static bool
names_recipient(span text, const struct addresses *recipients)
{
	if (span_find_byte(text, '@') == text.n)
		return false;
	for (size_t i = 0; i < recipients->count && i < CARRIES_RECIPIENTS;
	     i++) {
		const struct address *who = &recipients->list[i];

		if (who->text.n > 4 && address_find(text, who) < text.n)
			return true;
	}
	return false;
}

static bool
is_token(char c)
{
	return ascii_is_alnum(c) || c == '+' || c == '/' || c == '-' ||
	    c == '_';
}

static span
decode_hex(struct arena *a, span s)
{
	char *out = arena_alloc(a, s.n / 2 + 1);
	size_t n = 0;

	if (out == NULL)
		return (span){ 0 };
	for (size_t i = 0; i + 1 < s.n; i += 2) {
		int high = ascii_hex(s.p[i]), low = ascii_hex(s.p[i + 1]);

		if (high < 0 || low < 0)
			return (span){ 0 };
		out[n++] = (char)(high << 4 | low);
	}
	return (span){ out, n };
}

/* Letters that the shortest of the addresses has at least, in Base64. */
static size_t
shortest_token(const struct addresses *recipients)
{
	size_t least = SIZE_MAX;

	for (size_t i = 0; i < recipients->count && i < CARRIES_RECIPIENTS; i++)
		if (recipients->list[i].text.n < least)
			least = recipients->list[i].text.n;
	return least == SIZE_MAX ? SIZE_MAX : (least * 4 + 2) / 3;
}

static bool
token_names(struct arena *a, span token, size_t least,
    const struct addresses *recipients)
{
	unsigned odd = 0;

	if (token.n < least)
		return false;
	if (names_recipient(transfer_base64(a, token, &odd), recipients))
		return true;
	return token.n % 2 == 0 &&
	    names_recipient(decode_hex(a, token), recipients);
}

enum carries
carries_recipient(struct arena *a, span url, const struct addresses *recipients)
{
	size_t least = shortest_token(recipients);
	span text, rest;

	if (least == SIZE_MAX)
		return CARRIES_NOTHING;
	url = span_head(url, LIMIT_URL);
	text = url_decode_percent(a, url);
	if (names_recipient(text, recipients) ||
	    (span_find_byte(text, '%') < text.n &&
		names_recipient(url_decode_percent(a, text), recipients)))
		return CARRIES_PLAIN;
	rest = text;
	while (rest.n > 0) {
		size_t n = 0, slash;
		span token;

		while (n < rest.n && is_token(rest.p[n]))
			n++;
		token = span_head(rest, n);
		rest = span_drop(rest, n + 1);
		if (token_names(a, token, least, recipients))
			return CARRIES_ENCODED;
		/* A '/' is a letter of Base64 and ends a path segment. */
		while ((slash = span_find_byte(token, '/')) < token.n) {
			if (token_names(
				a, span_head(token, slash), least, recipients))
				return CARRIES_ENCODED;
			token = span_drop(token, slash + 1);
		}
		if (token_names(a, token, least, recipients))
			return CARRIES_ENCODED;
	}
	return CARRIES_NOTHING;
}
