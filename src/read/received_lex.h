/*
 * received_lex - words and comments of a Received field.
 *
 * RFC 5322 section 3.2 at the outermost level, and what clients do to it: an
 * announced name with an open parenthesis must not swallow the rest of the
 * field, or the address that the relay saw would vanish.  A '(' that nothing
 * closes is an ordinary byte.
 *
 * Folds may stand at any blank, so texts of several words are compared loosely:
 * a blank in them stands for one or more blanks, tabs and line ends.
 */
#ifndef MEKIKI_READ_RECEIVED_LEX_H
#define MEKIKI_READ_RECEIVED_LEX_H

#include "base/date.h"

enum lex {
	LEX_END,
	LEX_WORD,
	LEX_COMMENT, /* without its parentheses, trimmed */
};

struct lexer {
	span rest;
	unsigned open; /* '(' met so far that nothing closes */
};

/* Takes the next word or comment; commas and semicolons between are skipped. */
enum lex lex_next(struct lexer *l, span *token);

/*
 * Finds the date: behind the last ';' outside comments, or, without one, the
 * tail of the field where that reads as a date.  The offset where the clauses
 * end; *text is what was taken for the date, which may be none.
 */
size_t lex_date(span body, span *text, bool *found, struct date *date);

/* s begins with text, or has it at *at; without case, blanks loosely. */
bool loose_starts(span s, const char *text);
bool loose_find(span s, const char *text, size_t *at, size_t *end);
bool loose_has(span s, const char *text);

#endif
