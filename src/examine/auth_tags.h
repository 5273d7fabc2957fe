/*
 * auth_tags - lists of "tag=value;" (RFC 6376 section 3.2).
 *
 * DKIM's and ARC's signatures and keys are such lists.  Written by whoever
 * sends the mail or holds the domain: a list is either well formed or bad as a
 * whole, a name that stands twice makes it bad.
 */
#ifndef MEKIKI_EXAMINE_AUTH_TAGS_H
#define MEKIKI_EXAMINE_AUTH_TAGS_H

#include "base/limits.h"
#include "base/span.h"

struct tag {
	span name;  /* case matters */
	span value; /* blanks at its ends taken off; folding left in */
	span whole; /* all between '=' and ';' */
};

struct tags {
	struct tag list[LIMIT_TAGS];
	size_t count;
	bool bad; /* not well formed, or more than LIMIT_TAGS */
};

/* Reads s.  Never fails; the spans point into s.  Linear. */
struct tags tags_parse(span s);

/* NULL: there is no such tag. */
const struct tag *tags_find(const struct tags *tags, const char *name);

/* The value, empty where the tag is absent. */
span tags_value(const struct tags *tags, const char *name);

/* A list of words between colons holds word; blanks do not count. */
bool tags_list_has(span list, const char *word);

#endif
