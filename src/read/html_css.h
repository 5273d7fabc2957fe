/*
 * html_css - as much of CSS as decides whether text can be seen.
 *
 * Mail programs know little of CSS, and senders hide text with even less.  Read
 * are style attributes, and rules of style sheets whose selector is one
 * element, ".class" or "#id", or a combination on one element; rules with
 * combinators only make colours unknown, rules with pseudo-classes and in
 * @media (but for plain "screen" and "all") are ignored.  Comments and
 * escapes are undone first.  "mso-hide" hides from Outlook alone (it is how
 * buttons are built that work elsewhere) and is not counted.  Linear.
 */
#ifndef MEKIKI_READ_HTML_CSS_H
#define MEKIKI_READ_HTML_CSS_H

#include "base/arena.h"
#include "base/limits.h"
#include "read/html_tag.h"

/* Why text cannot be seen. */
enum html_hidden {
	HTML_SEEN,
	HTML_HIDDEN_DISPLAY,	/* display: none */
	HTML_HIDDEN_VISIBILITY, /* visibility: hidden */
	HTML_HIDDEN_FONT_SIZE,	/* one pixel or less */
	HTML_HIDDEN_OPACITY,
	HTML_HIDDEN_COLOUR,   /* hardly differs from the background */
	HTML_HIDDEN_INDENT,   /* text-indent far to the left */
	HTML_HIDDEN_POSITION, /* placed outside of the window */
	HTML_HIDDEN_SIZE,     /* no width or height, and overflow hidden */
	HTML_HIDDEN_MAX_HEIGHT,
	HTML_HIDDEN_CLIP,
	HTML_HIDDEN_ATTRIBUTE, /* the attribute hidden */
	HTML_HIDDEN_TEMPLATE,  /* content that is never shown */
	HTML_HIDDEN_COUNT,
};

/* "display", "font-size"; empty for HTML_SEEN. */
span html_hidden_name(enum html_hidden reason);

enum css_property {
	CSS_DISPLAY,	/* 0: none, 1: inline, 2: block */
	CSS_VISIBILITY, /* 0: hidden */
	CSS_FONT_SIZE,	/* length; below 0: css_relative */
	CSS_OPACITY,	/* hundredths */
	CSS_COLOUR,
	CSS_BACKGROUND,
	CSS_INDENT,
	CSS_LEFT,
	CSS_TOP,
	CSS_MARGIN_LEFT,
	CSS_WIDTH,
	CSS_HEIGHT,
	CSS_MAX_WIDTH,
	CSS_MAX_HEIGHT,
	CSS_OVERFLOW,	 /* 0: hidden */
	CSS_WHITE_SPACE, /* 0: collapsed, 1: kept */
	CSS_POSITION,	 /* 1: absolute or fixed */
	CSS_CLIP,	 /* 0: nothing is left */
	CSS_SCALE,	 /* 0: nothing is left */
	CSS_COUNT,
};

#define CSS_UNKNOWN (-1) /* a colour: an image, or a rule not understood */
#define CSS_CLEAR (-2)	 /* a colour: transparent */

/* Declared values: lengths in hundredths of a pixel, colours as 0xrrggbb. */
struct css_style {
	unsigned set;		  /* bits by enum css_property */
	unsigned important;	  /* likewise */
	int32_t value[CSS_COUNT]; /* only where set */
};

/* Nothing is declared; the values stay as they are, nobody reads them. */
static inline void
css_none(struct css_style *style)
{
	style->set = style->important = 0;
}

static inline bool
css_is_set(const struct css_style *style, enum css_property property)
{
	return (style->set >> property & 1) != 0;
}

/* Distinct names of fonts. */
struct css_fonts {
	span names[LIMIT_FONTS];
	size_t count;
	span last; /* the list seen last; mails repeat one all the time */
};

struct css_rules; /* of one mail's style sheets */

/* A colour of CSS or of HTML's bgcolor; CSS_UNKNOWN when it is none. */
int32_t css_colour(span text);
/* The two colours can hardly be told apart; false when one is unknown. */
bool css_colours_near(int32_t a, int32_t b);

/* A size in hundredths of per cent of the parent's, as a length below 0. */
static inline int32_t
css_relative(int32_t value)
{
	return -(value + 1);
}

/*
 * A length; per cent, em and the like relative to base hundredths of a pixel.
 * False when it is none.
 */
bool css_length(span text, int32_t base, int32_t *length);

/* text without comments, escapes undone; text itself if it has neither. */
span css_clean(struct arena *a, span text);

/* Adds the declarations of a style attribute or rule, cleaned. */
void css_declarations(
    span text, struct css_style *style, struct css_fonts *fonts);

/* Adds the names in a list like that of font-family. */
void css_fonts_add(struct css_fonts *fonts, span list);

/* from over into: what it sets wins, but for what is important. */
void css_merge(struct css_style *into, const struct css_style *from);

/* Why an element with these declarations hides all that is in it. */
enum html_hidden css_hides(const struct css_style *style);

/* Adds the rules of a sheet, cleaned; *rules NULL at first. */
void css_sheet(struct arena *a, span text, struct css_rules **rules,
    struct css_fonts *fonts);
/* Some rule was dropped because of LIMIT_STYLES. */
bool css_truncated(const struct css_rules *rules);

/* Merges the rules that match an element; rules may be NULL. */
void css_match(const struct css_rules *rules, enum html_tag tag, span classes,
    span id, struct css_style *style);

/* Takes the next url(...) off *rest. */
bool css_next_url(span *rest, span *url);

#endif
