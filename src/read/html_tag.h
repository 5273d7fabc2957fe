/*
 * html_tag - the elements of HTML that matter to what a reader sees.
 *
 * Their properties are those of the HTML standard's tree construction,
 * section 13.2.6, as far as they decide where an element ends.
 */
#ifndef MEKIKI_READ_HTML_TAG_H
#define MEKIKI_READ_HTML_TAG_H

#include "base/span.h"

enum html_tag_flag {
	TAG_VOID = 1 << 0,     /* has no content and no end tag */
	TAG_BLOCK = 1 << 1,    /* stands on lines of its own */
	TAG_SPECIAL = 1 << 2,  /* end tags of ordinary elements stop here */
	TAG_FORMAT = 1 << 3,   /* b, i, font: their end tags reach through */
	TAG_SCOPE = 1 << 4,    /* no end tag reaches out of it */
	TAG_CLOSES_P = 1 << 5, /* its start tag ends a paragraph */
};

#define TAG_FLOW (TAG_BLOCK | TAG_SPECIAL | TAG_CLOSES_P)

/* Sorted by name. */
#define HTML_TAGS(X)                                                           \
	X(A, "a", TAG_FORMAT)                                                  \
	X(ADDRESS, "address", TAG_FLOW)                                        \
	X(AREA, "area", TAG_VOID)                                              \
	X(ARTICLE, "article", TAG_FLOW)                                        \
	X(ASIDE, "aside", TAG_FLOW)                                            \
	X(AUDIO, "audio", 0)                                                   \
	X(B, "b", TAG_FORMAT)                                                  \
	X(BASE, "base", TAG_VOID)                                              \
	X(BIG, "big", TAG_FORMAT)                                              \
	X(BLOCKQUOTE, "blockquote", TAG_FLOW)                                  \
	X(BODY, "body", TAG_SPECIAL | TAG_BLOCK)                               \
	X(BR, "br", TAG_VOID)                                                  \
	X(BUTTON, "button", TAG_SPECIAL)                                       \
	X(CAPTION, "caption", TAG_SPECIAL | TAG_SCOPE | TAG_BLOCK)             \
	X(CENTER, "center", TAG_FLOW)                                          \
	X(CODE, "code", TAG_FORMAT)                                            \
	X(COL, "col", TAG_VOID)                                                \
	X(COLGROUP, "colgroup", TAG_SPECIAL)                                   \
	X(DATALIST, "datalist", 0)                                             \
	X(DD, "dd", TAG_FLOW)                                                  \
	X(DIV, "div", TAG_FLOW)                                                \
	X(DL, "dl", TAG_FLOW)                                                  \
	X(DT, "dt", TAG_FLOW)                                                  \
	X(EM, "em", TAG_FORMAT)                                                \
	X(EMBED, "embed", TAG_VOID)                                            \
	X(FIELDSET, "fieldset", TAG_FLOW)                                      \
	X(FIGCAPTION, "figcaption", TAG_FLOW)                                  \
	X(FIGURE, "figure", TAG_FLOW)                                          \
	X(FONT, "font", TAG_FORMAT)                                            \
	X(FOOTER, "footer", TAG_FLOW)                                          \
	X(FOREIGNOBJECT, "foreignobject", TAG_SCOPE)                           \
	X(FORM, "form", TAG_FLOW)                                              \
	X(FRAME, "frame", TAG_VOID)                                            \
	X(FRAMESET, "frameset", TAG_SPECIAL)                                   \
	X(H1, "h1", TAG_FLOW)                                                  \
	X(H2, "h2", TAG_FLOW)                                                  \
	X(H3, "h3", TAG_FLOW)                                                  \
	X(H4, "h4", TAG_FLOW)                                                  \
	X(H5, "h5", TAG_FLOW)                                                  \
	X(H6, "h6", TAG_FLOW)                                                  \
	X(HEAD, "head", TAG_SPECIAL)                                           \
	X(HEADER, "header", TAG_FLOW)                                          \
	X(HR, "hr", TAG_VOID | TAG_BLOCK | TAG_CLOSES_P)                       \
	X(HTML, "html", TAG_SPECIAL | TAG_SCOPE)                               \
	X(I, "i", TAG_FORMAT)                                                  \
	X(IFRAME, "iframe", TAG_SPECIAL)                                       \
	X(IMAGE, "image", 0)                                                   \
	X(IMG, "img", TAG_VOID)                                                \
	X(INPUT, "input", TAG_VOID)                                            \
	X(LABEL, "label", 0)                                                   \
	X(LI, "li", TAG_FLOW)                                                  \
	X(LINK, "link", TAG_VOID)                                              \
	X(MAIN, "main", TAG_FLOW)                                              \
	X(MARQUEE, "marquee", TAG_SPECIAL | TAG_SCOPE)                         \
	X(MATH, "math", 0)                                                     \
	X(META, "meta", TAG_VOID)                                              \
	X(NAV, "nav", TAG_FLOW)                                                \
	X(NOBR, "nobr", TAG_FORMAT)                                            \
	X(NOEMBED, "noembed", 0)                                               \
	X(NOFRAMES, "noframes", 0)                                             \
	X(NOSCRIPT, "noscript", TAG_SPECIAL)                                   \
	X(OBJECT, "object", TAG_SPECIAL | TAG_SCOPE)                           \
	X(OL, "ol", TAG_FLOW)                                                  \
	X(OPTGROUP, "optgroup", TAG_BLOCK)                                     \
	X(OPTION, "option", TAG_BLOCK)                                         \
	X(P, "p", TAG_FLOW)                                                    \
	X(PARAM, "param", TAG_VOID)                                            \
	X(PLAINTEXT, "plaintext", TAG_FLOW)                                    \
	X(PRE, "pre", TAG_FLOW)                                                \
	X(S, "s", TAG_FORMAT)                                                  \
	X(SCRIPT, "script", TAG_SPECIAL)                                       \
	X(SECTION, "section", TAG_FLOW)                                        \
	X(SELECT, "select", TAG_SPECIAL)                                       \
	X(SMALL, "small", TAG_FORMAT)                                          \
	X(SOURCE, "source", TAG_VOID)                                          \
	X(SPAN, "span", 0)                                                     \
	X(STRIKE, "strike", TAG_FORMAT)                                        \
	X(STRONG, "strong", TAG_FORMAT)                                        \
	X(STYLE, "style", TAG_SPECIAL)                                         \
	X(SVG, "svg", 0)                                                       \
	X(TABLE, "table", TAG_FLOW | TAG_SCOPE)                                \
	X(TBODY, "tbody", TAG_SPECIAL)                                         \
	X(TD, "td", TAG_SPECIAL | TAG_SCOPE)                                   \
	X(TEMPLATE, "template", TAG_SPECIAL | TAG_SCOPE)                       \
	X(TEXTAREA, "textarea", TAG_SPECIAL)                                   \
	X(TFOOT, "tfoot", TAG_SPECIAL)                                         \
	X(TH, "th", TAG_SPECIAL | TAG_SCOPE)                                   \
	X(THEAD, "thead", TAG_SPECIAL)                                         \
	X(TITLE, "title", TAG_SPECIAL)                                         \
	X(TR, "tr", TAG_SPECIAL | TAG_BLOCK)                                   \
	X(TRACK, "track", TAG_VOID)                                            \
	X(TT, "tt", TAG_FORMAT)                                                \
	X(U, "u", TAG_FORMAT)                                                  \
	X(UL, "ul", TAG_FLOW)                                                  \
	X(VIDEO, "video", 0)                                                   \
	X(WBR, "wbr", TAG_VOID)                                                \
	X(XMP, "xmp", TAG_FLOW)

#define HTML_TAG_ENUM(id, name, flags) TAG_##id,
enum html_tag {
	TAG_OTHER, /* inline, without meaning here */
	HTML_TAGS(HTML_TAG_ENUM) TAG_COUNT
};
#undef HTML_TAG_ENUM

/* name in any case; TAG_OTHER for what means nothing here. */
enum html_tag html_tag_of(span name);
unsigned html_tag_flags(enum html_tag tag);
/* Empty for TAG_OTHER. */
span html_tag_name(enum html_tag tag);

#endif
