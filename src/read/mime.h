/*
 * mime - the parts of a message (RFC 2045 to 2047, 2183, 2231).
 *
 * Boundaries are looked for line by line among those that are open, innermost
 * first, so a lost closing boundary costs nothing but the rest of its own
 * level.  What precedes a multipart's first boundary and follows its last is
 * skipped, as readers do.  Blanks behind a boundary are allowed, as RFC 2046
 * asks (5.1.1).  Parts have no depth on the stack and none is copied: bytes are
 * slices of the message, decoded by transfer where they must be.  One pass,
 * whatever the nesting, but for multiparts that lack their boundary.
 *
 * Where programs disagree, what any of them would show is read, so that nothing
 * can be hidden between them: of boundaries that were named the first and the
 * last divide, by their bytes; a multipart in which none of them stands is
 * divided by what looks like one, and is text only without that; of several
 * types the one that shows most counts, of several encodings the one that the
 * content is in; a line that goes on behind a boundary divides before a
 * Content- field (Dovecot); CR alone ends lines (Thunderbird, Python).
 */
#ifndef MEKIKI_READ_MIME_H
#define MEKIKI_READ_MIME_H

#include "base/arena.h"
#include "read/field.h"

enum part_odd {
	PART_DEEP = 1 << 0,	     /* nested deeper than LIMIT_PART_DEPTH */
	PART_NO_TYPE = 1 << 1,	     /* no Content-Type: text/plain */
	PART_BAD_TYPE = 1 << 2,	     /* a Content-Type that is none */
	PART_NAMES_DIFFER = 1 << 3,  /* filename and name are not the same */
	PART_BOUNDARY_LOST = 1 << 4, /* multipart without its boundary */
	PART_PARAMS_CUT = 1 << 5,    /* more than LIMIT_PARAMS, or no room */
	PART_SEVERAL_TYPES = 1 << 6, /* Content-Type fields */
	PART_SEVERAL_BOUNDARIES = 1 << 7, /* programs divide it differently */
	PART_BOUNDARY_GUESSED = 1 << 8,	  /* taken from the content */
};

struct part {
	span id;	   /* "1", "1.2": position among its siblings */
	span type;	   /* "text/html", lower case */
	span name;	   /* file name, decoded UTF-8; may be empty */
	span encoding;	   /* Content-Transfer-Encoding, as written */
	span charset;	   /* label as written; empty: none */
	span disposition;  /* "inline", "attachment", "" */
	span content_id;   /* without angle brackets */
	size_t start, end; /* the encoded content in the message */
	span bytes;	   /* decoded content */
	size_t depth;	   /* 0: the top */
	bool container;	   /* multipart or message: bytes are empty */
	bool in_message;   /* stands inside an attached message */
	bool in_report;	   /* stands inside a multipart/report or digest */
	unsigned odd;	   /* set of enum part_odd */
	unsigned transfer_odd;
};

struct parts {
	struct part *list; /* in the order of the message, containers too */
	size_t count;
	bool cut; /* a limit of parts, depth, fields or guesses was reached */
};

/*
 * The parts of message, whose fields have been read.  Never fails: where no
 * structure is found there is one text part.  Bytes and names are in the
 * arena or point into message.
 */
struct parts mime_read(
    struct arena *a, span message, const struct fields *fields);

const char *part_odd_name(unsigned bit);

#endif
