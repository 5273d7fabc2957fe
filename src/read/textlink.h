/*
 * textlink - links that stand in plain text.
 *
 * Mail programs make links of text that looks like one, and people copy what
 * a program does not see as a link, so phishers write "hxxps://", "example[.]
 * com" and full-width letters to get past filters.  Found are:
 *
 *  - http, https and ftp URLs, also as hxxp, h**p, ttp, with "[:]", "[.]",
 *    "(.)", "[dot]", full-width forms or backslashes in scheme and host;
 *  - names that begin with "www.";
 *  - other names whose top-level domain exists ("example.com/x"), except where
 *    it may as well be a file's name ("readme.md") or two sentences
 *    ("done.In").
 *
 * A URL ends at blanks, quotes, <>, Japanese punctuation, and behind its host
 * at anything beyond ASCII; punctuation and unbalanced brackets at its end are
 * not part of it.  Mail addresses are no links.  Linear in the text.
 */
#ifndef MEKIKI_READ_TEXTLINK_H
#define MEKIKI_READ_TEXTLINK_H

#include "base/arena.h"

enum textlink_odd {
	TEXTLINK_BARE = 1 << 0, /* without scheme; "http://" was added */
	TEXTLINK_OBFUSCATED = 1
	    << 1,		     /* hxxp, [.] and the like, undone in url */
	TEXTLINK_FULLWIDTH = 1 << 2, /* full-width letters or dots, likewise */
};

struct textlink {
	size_t start, end; /* offsets in the text */
	span url;	   /* ready for url_parse: in the text or the arena */
	unsigned odd;	   /* TEXTLINK_* */
};

struct textlinks {
	struct textlink *links;
	size_t count;
	bool truncated; /* LIMIT_LINKS was reached */
};

/* text is UTF-8; the result lives in a and points into text. */
struct textlinks textlink_find(struct arena *a, span text);

#endif
