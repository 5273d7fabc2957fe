/*
 * html_text - text as it is laid out: white space collapsed, blocks on lines.
 *
 * CSS Text 3, section 4.1, as far as plain text can show it.  Each byte is
 * mapped to the source.
 */
#ifndef MEKIKI_READ_HTML_TEXT_H
#define MEKIKI_READ_HTML_TEXT_H

#include "base/buf.h"
#include "base/map.h"

struct html_text {
	struct arena *arena;
	struct buf text;
	struct map map;
	bool blank;	   /* a space is due before more text */
	bool line;	   /* a line end is due before more text */
	size_t blank_from; /* where that space stood in the source */
};

struct html_text html_text_new(struct arena *a, size_t max);

/* A block begins or ends here: what follows stands on a new line. */
void html_text_block(struct html_text *t);
/* A forced line end, <br>, at offset from of the source. */
void html_text_break(struct html_text *t, size_t from);
/* What follows is separated by a space, as the next cell of a table. */
void html_text_space(struct html_text *t, size_t from);

/*
 * Adds s, which stands at offset from of the source byte for byte, or as a
 * whole where it replaces something there; keep: white space is kept.
 */
void html_text_put(struct html_text *t, span s, size_t from, bool keep);

#endif
