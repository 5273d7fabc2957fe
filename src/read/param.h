/*
 * param - Content-Type and Content-Disposition: a value and its parameters.
 *
 * RFC 2045 section 5.1, RFC 2231 sections 3 and 4 (continued and encoded
 * values).  The file name is what makes a reader open an attachment, so it is
 * read as mail programs read it.  Beyond the RFCs are accepted: RFC 2047 words in
 * quoted values (Outlook, most Japanese mailers), raw 8-bit text, values with
 * blanks that are not quoted, a missing closing quote, missing or doubled
 * semicolons, comments, a value without "=", continued pieces out of order.
 */
#ifndef MEKIKI_READ_PARAM_H
#define MEKIKI_READ_PARAM_H

#include "base/arena.h"

enum params_odd {
	PARAMS_DUPLICATE = 1 << 0,  /* the same name twice: the first counts */
	PARAMS_UNQUOTED = 1 << 1,   /* needs quotes, or one is missing */
	PARAMS_SEPARATOR = 1 << 2,  /* semicolon missing or without purpose */
	PARAMS_WORDS = 1 << 3,	    /* RFC 2047 words inside a value */
	PARAMS_RAW_8BIT = 1 << 4,   /* bytes above 0x7f as they are */
	PARAMS_BAD = 1 << 5,	    /* percent signs, pieces or charset wrong */
	PARAMS_BOTH_FORMS = 1 << 6, /* name= and name*= : the latter counts */
	PARAMS_CONTROL = 1 << 7,    /* control characters in a value */
	PARAMS_TOO_MANY = 1 << 8,   /* beyond LIMIT_PARAMS not read */
};

struct param {
	span name;     /* lower case, without "*" */
	span value;    /* valid UTF-8, unquoted and decoded */
	span language; /* as RFC 2231 gives it; empty: none */
	/*
	 * The bytes of value before they were read as text: boundaries are
	 * compared as bytes.  other: those of a second value that the name was
	 * given and that does not count here, but may elsewhere.
	 */
	span raw, other;
};

struct params {
	span value; /* "text/html", "attachment"; lower case; empty: none */
	struct param *list; /* in order of first appearance */
	size_t count;
	unsigned odd; /* PARAMS_... */
};

/*
 * Reads a folded field value of any bytes.  Everything found is in the arena
 * or in raw.  Linear but for a sort of the pieces; when the arena fails the list
 * is shorter.
 */
struct params params_parse(struct arena *a, span raw);

/* The value of a parameter, name in lower case; empty when there is none. */
span params_find(const struct params *p, const char *name);
/* The whole parameter; NULL: there is none. */
const struct param *params_get(const struct params *p, const char *name);

/* The kebab-case name of one PARAMS_ bit, empty for what is none. */
span params_odd_name(unsigned one);

#endif
