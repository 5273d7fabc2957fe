/*
 * layout - text set for a terminal, or the same as HTML.
 *
 * Knows how wide letters are (East Asian ones take two columns), where a line
 * may break (between Japanese letters, but never before 。 or behind 「), and
 * makes harmless what comes from a mail: control and direction characters are
 * shown as <U+202E>, never sent.
 *
 * As HTML (layout_page) heads, paragraphs and rows become elements of their
 * own, whose looks are report_html's; nothing of a mail can become markup.
 */
#ifndef MEKIKI_REPORT_LAYOUT_H
#define MEKIKI_REPORT_LAYOUT_H

#include "base/buf.h"

enum tone {
	TONE_PLAIN,
	TONE_HEAD,  /* a section's name */
	TONE_BAD,   /* accuses */
	TONE_GOOD,  /* speaks for the mail */
	TONE_FAINT, /* evidence, notes */
};

struct redact;

struct layout {
	struct buf out;
	struct redact *redact; /* masks all that is set; NULL: nothing is */
	size_t width;	       /* columns */
	bool colour;
	bool page; /* HTML; width and colour do not matter */
	bool rows; /* of a page: a list of rows is open */
	bool section;
};

/* width below 40 counts as 40. */
struct layout layout_new(struct arena *a, size_t width, bool colour);

/* A page's body; ended by layout_page_end. */
struct layout layout_page(struct arena *a);
void layout_page_end(struct layout *l);

/*
 * On a page what is set between the two is folded away behind label, and opens
 * without a script; at a terminal they do nothing.
 */
void layout_fold(struct layout *l, span label);
void layout_fold_end(struct layout *l);

/* text for HTML, made harmless; a line end becomes <br>. */
void layout_page_text(struct buf *out, span text);

/*
 * The harmless form of one character: itself, a blank for what ends a line, or
 * <U+XXXX>.
 */
span layout_harmless(uint32_t code, char room[static 12]);

/* Columns that text takes once made harmless. */
size_t layout_columns(span text);

/* An empty line, unless one stands there already. */
void layout_gap(struct layout *l);

/*
 * A paragraph: its first line begins with lead (set at column indent), the
 * others hang below its text.  note, unless empty, stands at the right end of
 * the first line.
 */
void layout_paragraph(struct layout *l, size_t indent, span lead, span text,
    span note, enum tone tone);

/* "label   value", the values of a table one below the other. */
void layout_row(struct layout *l, size_t indent, size_t label_columns,
    span label, span value, enum tone tone);

/* A section's name on a line of its own. */
void layout_head(struct layout *l, span text);

/* text as it is set: masked, where that is asked for. */
span layout_shown(const struct layout *l, span text);

/* text on one line, made harmless, cut to columns with an ellipsis. */
span layout_cut(struct arena *a, span text, size_t columns);

#endif
