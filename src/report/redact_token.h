/*
 * redact_token - what in a URL tells one copy of a mail from the next.
 *
 * For the files of redact alone.  Parts of the path, values and the fragment
 * are judged by their letters: digits among letters, capitals inside, lengths
 * that nobody types.  Words, dates and short numbers stay, and keys do.
 */
#ifndef MEKIKI_REPORT_REDACT_TOKEN_H
#define MEKIKI_REPORT_REDACT_TOKEN_H

#include "report/redact_secrets.h"

/* Where in a URL. */
enum token_place { TOKEN_HOST, TOKEN_PATH, TOKEN_VALUE };

/* A walk over the tokens of a text. */
struct tokens {
	const struct redact *r;
	span text;
	size_t at;	   /* passed so far */
	size_t start, end; /* of the token that was found */
	enum token_place where;
	bool inside; /* a URL */
	bool query;  /* behind '?' or '#', of an outer URL perhaps */
	bool keyed;  /* the '=' of the pair has been passed */
	bool named;  /* the host's pages are named by label or path */
	bool whole;  /* text itself is a URL, to its end */
};

/* whole: text is one URL, perhaps without its scheme; else it has URLs. */
struct tokens tokens_of(const struct redact *r, span text, bool whole);

/* false: there are no more.  Linear over all calls. */
bool tokens_next(struct tokens *t);

/* The URL's tokens are secrets wherever they stand. */
void token_collect(struct redact *r, span url);

/* Masks n bytes: letters to x, digits to 0, the rest stays. */
void token_mask(char *p, size_t n);

#endif
