/*
 * html_reader - what html.c and its helpers share while they read one text.
 *
 * Not for others; html.h is the door.
 */
#ifndef MEKIKI_READ_HTML_READER_H
#define MEKIKI_READ_HTML_READER_H

#include "read/html.h"
#include "read/html_text.h"
#include "read/html_token.h"

#define NO_LINK SIZE_MAX

/* What an element hands on to those in it. */
struct frame {
	enum html_tag tag;
	uint32_t name;		 /* hash: tells elements of TAG_OTHER apart */
	enum html_hidden hidden; /* the element itself hides all in it */
	bool invisible;		 /* visibility: hidden; may be undone inside */
	bool coloured;		 /* the colour was declared somewhere */
	bool keep;		 /* white space is kept */
	bool silent;		 /* its text is none: a title in svg */
	bool block;		 /* ends a line when it ends */
	int32_t font;		 /* hundredths of a pixel */
	int32_t colour, background;
	size_t link; /* index of the link this <a> is, or NO_LINK */
};

/* A link while it is open: offsets, as the texts still move. */
struct open_link {
	size_t visible, hidden; /* where its text begins */
	span alt;
};

struct form_room {
	struct html_form form;
	struct html_field *fields;
	size_t room;
};

/* A style attribute and what it declares: a mail repeats a few of them. */
struct seen_style {
	span text;
	struct css_style style;
};
#define STYLES_SEEN 32 /* remembered at a time */

struct reader {
	struct arena *a;
	span source;
	struct html_tokenizer *t;
	struct html_token token;
	struct html_view view;
	struct html_text visible, hidden;

	struct frame *stack;	/* LIMIT_ELEMENTS of them */
	size_t depth;		/* frames in use, at least one */
	size_t deeper;		/* elements beyond them */
	size_t open[TAG_COUNT]; /* frames of each tag */

	struct html_link *links;
	struct span_pair *shown;
	size_t link_room, shown_room;
	size_t current; /* the open <a>, or NO_LINK */
	struct open_link opened;

	struct html_run *runs;
	size_t run_room;
	bool seen_since; /* visible text came after the last hidden run */

	struct form_room *forms;
	size_t form_room, field_total;
	size_t form;		       /* index of the open form, or NO_LINK */
	size_t label_start, label_end; /* of the last label in visible */

	struct html_image *images;
	size_t image_room;
	struct css_rules *rules;
	struct seen_style styles[STYLES_SEEN]; /* by hash */
	struct buf title;
};

/* Where a link's text stands, until the texts no longer move. */
struct span_pair {
	size_t visible_start, visible_end;
	size_t hidden_start, hidden_end;
	span alt;
};

static inline struct frame *
top(struct reader *r)
{
	return &r->stack[r->depth - 1];
}

/* Why text that comes now cannot be seen; HTML_SEEN: it can. */
enum html_hidden reader_hidden(const struct frame *f);

/* The attribute's value trimmed, or the empty span. */
static inline span
reader_value(const struct html_token *k, const char *name)
{
	const span *value = html_attribute(k, name);

	return value == NULL ? (span){ 0 } : span_trim(*value);
}

/*
 * Adds a link with value raw, which stands in the source or, where it was
 * made, at the token.  Returns its index, or NO_LINK.
 */
size_t reader_link(
    struct reader *r, enum html_where where, span target, span raw);

/* html_link.c: the links of a start tag; f is the element's own frame. */
void reader_links(struct reader *r, enum html_tag tag, const struct frame *f,
    const struct css_style *style);
/* html_link.c: URLs written in code that stands at raw in the source. */
void reader_code(struct reader *r, span code, span raw);
/* html_link.c: url() in CSS that stands at raw in the source. */
void reader_css(struct reader *r, span css, span raw);

/* html_form.c: a form, or one of its fields. */
void reader_form(struct reader *r, enum html_tag tag, const struct frame *f);
/* html_form.c: puts the forms into the view. */
void reader_finish_forms(struct reader *r);

#endif
