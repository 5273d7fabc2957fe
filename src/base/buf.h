/*
 * buf - bytes that are put together, with a ceiling from birth.
 *
 * Lives in an arena.  Reaching the ceiling cuts what is put and sets `full`;
 * an arena that fails does the same.  Callers put and put, and look at `full`
 * once at the end.
 */
#ifndef MEKIKI_BASE_BUF_H
#define MEKIKI_BASE_BUF_H

#include "base/arena.h"

struct buf {
	struct arena *arena;
	char *p;
	size_t n;    /* bytes put so far */
	size_t room; /* bytes at p */
	size_t max;  /* ceiling for n */
	bool full;   /* something was cut */
};

/* Empty, growing in a, never beyond max bytes; allocates at the first put. */
struct buf buf_new(struct arena *a, size_t max);

void buf_put(struct buf *b, span s);
static inline void
buf_byte(struct buf *b, char c)
{
	if (b->n < b->room && b->n < b->max)
		b->p[b->n++] = c;
	else
		buf_put(b, (span){ &c, 1 });
}

/* The UTF-8 form of code; U+FFFD for what is no scalar value. */
void buf_code(struct buf *b, uint32_t code);
void buf_text(struct buf *b, const char *text);

/* What was put, valid until the next put. */
static inline span
buf_span(const struct buf *b)
{
	return (span){ b->p, b->n };
}

#endif
