/*
 * html_entity - character references, "&amp;", "&#38;", "&#x26;", and what
 * else separates the text of the source from the text that is meant.
 *
 * HTML standard, section 13.2.5.72 and following.  The names are in
 * data/entities.tsv, which make turns into a table.  A lookup costs a few
 * comparisons a letter.
 */
#ifndef MEKIKI_READ_HTML_ENTITY_H
#define MEKIKI_READ_HTML_ENTITY_H

#include "base/arena.h"
#include "base/utf8.h"

#define HTML_ENTITY_LONGEST 32 /* bytes of a name, with its ';' */
#define HTML_REFERENCE_MAX (2 * UTF8_MAX)

struct html_entity {
	char name[HTML_ENTITY_LONGEST + 1]; /* with its ';', if it needs one */
	uint32_t code[2];		    /* the second may be 0: none */
};

/* Sorted by name in byte order. */
extern const struct html_entity html_entities[];
extern const size_t html_entity_count;

/*
 * The character reference at the beginning of s, which begins with '&', by
 * the rules for text or, with attribute, for attribute values.  Returns the
 * bytes it takes, 0 when it is none; *text then stands in bytes.
 */
size_t html_reference(
    span s, bool attribute, char bytes[static HTML_REFERENCE_MAX], span *text);

/*
 * raw as the standard wants text outside of data: CR LF and CR as LF, NUL as
 * U+FFFD.  Here and below, raw itself comes back where nothing changes, and
 * always when a is NULL.
 */
span html_normal(struct arena *a, span raw);
/* The same with ASCII letters in lower case: a name. */
span html_lower(struct arena *a, span raw);
/* The same with references decoded: an attribute's value. */
span html_decode(struct arena *a, span raw);

#endif
