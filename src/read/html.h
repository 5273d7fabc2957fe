/*
 * html - what a reader of an HTML mail sees, and what it is meant not to see.
 *
 * Text that is hidden from people (to confuse filters, or as a newsletter's
 * preheader) is kept apart from text that is shown; where it came from is
 * mapped back to the source, so that each finding can quote its bytes.  Links
 * come with the text that was shown for them.  Scripts, style sheets,
 * comments and the title are neither.
 *
 * The tree is not built.  A bounded stack of open elements follows the HTML
 * standard's rules on which end tag ends what as far as visibility depends on
 * them (no foster parenting out of tables, no cloned formatting elements).
 * Where colours or a style sheet are not understood, text counts as visible.
 *
 * Nothing fails; hitting a limit sets a flag in `odd`.  Linear in the source.
 * Everything lives in the arena or points into the source.
 */
#ifndef MEKIKI_READ_HTML_H
#define MEKIKI_READ_HTML_H

#include "base/arena.h"
#include "base/map.h"
#include "read/html_css.h"

/* Where a link stood. */
enum html_where {
	HTML_LINK_A,
	HTML_LINK_AREA,
	HTML_LINK_FORM, /* form[action], [formaction] */
	HTML_LINK_BASE,
	HTML_LINK_REFRESH,    /* <meta http-equiv=refresh> */
	HTML_LINK_IMG,	      /* img[src], [srcset], input[src] */
	HTML_LINK_BACKGROUND, /* [background] */
	HTML_LINK_CSS,	      /* url() in a style */
	HTML_LINK_SHEET,      /* link[href] */
	HTML_LINK_SCRIPT,     /* script[src] */
	HTML_LINK_CODE,	      /* a URL written in a script or handler */
	HTML_LINK_SVG,	      /* svg a and image */
	HTML_LINK_IFRAME,     /* iframe and frame */
	HTML_LINK_MEDIA,      /* embed, object, video, audio, source, track */
};

struct html_link {
	enum html_where where;
	span target;	   /* decoded, trimmed, else as written */
	span shown;	   /* of a: its text, or else its images' alt */
	size_t start, end; /* of the value in the source */
	bool hidden;	   /* nobody can see it */
};

/* A stretch of the hidden text. */
struct html_run {
	size_t start, end; /* in `hidden` */
	enum html_hidden reason;
};

struct html_field {
	span name, type;   /* as written; type "text" by default */
	span label;	   /* placeholder, aria-label or the label before it */
	size_t start, end; /* of the tag in the source */
	bool hidden;	   /* type=hidden, or not visible */
};

struct html_form {
	span action, method; /* as written; empty by default */
	const struct html_field *fields;
	size_t count;
	size_t start, end; /* of the start tag in the source */
	bool has_password;
	bool implied; /* fields outside of any form */
};

struct html_image {
	span source, alt;
	size_t start, end; /* of the tag in the source */
	bool pixel;	   /* one pixel or less each way */
	bool hidden;
};

enum html_odd {
	HTML_HAS_SCRIPT = 1 << 0,
	HTML_HAS_HANDLER = 1 << 1, /* on*="..." */
	HTML_HAS_REFRESH = 1 << 2,
	HTML_HAS_BASE = 1 << 3,
	HTML_HAS_IFRAME = 1 << 4,
	HTML_HAS_SVG = 1 << 5,
	HTML_HAS_DATA_URL = 1 << 6, /* a link target that is "data:" */
	HTML_HAS_NUL = 1 << 7,
	HTML_TOO_DEEP = 1 << 8,		    /* LIMIT_ELEMENTS */
	HTML_TOO_MANY_LINKS = 1 << 9,	    /* LIMIT_LINKS */
	HTML_TOO_MANY_ATTRIBUTES = 1 << 10, /* LIMIT_ATTRIBUTES */
	HTML_TOO_MANY_STYLES = 1 << 11,	    /* LIMIT_STYLES */
	HTML_TOO_MANY_FORMS = 1 << 12, /* LIMIT_FORMS, LIMIT_FIELDS_SHOWN */
	HTML_TOO_LONG = 1 << 13,       /* LIMIT_TEXT */
};

struct html_view {
	span visible; /* blocks on lines of their own, white space collapsed */
	struct map visible_map; /* to the source */
	span hidden;
	struct map hidden_map;
	const struct html_run *runs; /* of hidden, in order */
	size_t run_count;
	size_t hidden_bytes[HTML_HIDDEN_COUNT]; /* of each reason */
	const struct html_link *links;		/* in order */
	size_t link_count;
	const struct html_form *forms;
	size_t form_count;
	const struct html_image *images;
	size_t image_count;
	size_t remote;	     /* things loaded from elsewhere to show the mail */
	bool tracking_pixel; /* one of them is an image of one pixel */
	bool has_password;
	span title;
	span charset;  /* what <meta> declares */
	span base;     /* the first base[href] */
	span language; /* lang of html or body */
	struct css_fonts fonts;
	unsigned odd; /* HTML_* */
};

/* source is UTF-8; beyond LIMIT_TEXT it is cut. */
struct html_view html_read(struct arena *a, span source);

/*
 * The character set that the first 1,024 bytes declare, by the HTML
 * standard's prescan (section 13.2.3.2): raw bytes, a slice of them comes
 * back, empty where there is none.
 */
span html_charset(span bytes);

/* "a", "img", "refresh". */
span html_where_name(enum html_where where);

#endif
