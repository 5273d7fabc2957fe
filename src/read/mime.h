/*
 * mime - the parts of a message (RFC 2045 to 2047, 2183, 2231).
 *
 * The only module that knows GMime, which finds the boundaries: it has twenty
 * years of broken mail behind it.  It is shown as little as possible: the
 * Content-* and MIME-Version fields of the top and the body, and nothing at
 * all when the top type is neither multipart nor message (most of its time
 * goes into other fields, and it recurses on nested address groups, so in
 * attached messages address fields are renamed in the copy it sees).  Bytes
 * of parts are cut from the message itself and decoded by transfer.
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
	bool cut; /* more than LIMIT_PARTS, or deeper than allowed */
};

/*
 * The parts of message, whose fields have been read.  Never fails: where no
 * structure is found there is one text part.  Bytes and names are in the
 * arena or point into message.
 */
struct parts mime_read(
    struct arena *a, span message, const struct fields *fields);

/* Once in a process, before the first mime_read. */
void mime_start(void);

const char *part_odd_name(unsigned bit);

#endif
