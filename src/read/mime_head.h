/*
 * mime_head - which of a part's Content- fields count; for mime alone.
 *
 * Each field may stand there several times, and programs disagree on which one
 * counts.  RFC 2045 allows one of each.
 */
#ifndef MEKIKI_READ_MIME_HEAD_H
#define MEKIKI_READ_MIME_HEAD_H

#include "read/field.h"

/* The values that describe one part; empty where there is no such field. */
struct mime_head {
	span type, other_type; /* the one that shows most, and another one */
	span encoding, other_encoding; /* the first, and the next one */
	span disposition, content_id;
	bool several; /* encodings */
};

struct mime_head mime_head_read(const struct fields *fields);

#define MIME_RANK_MULTIPART 3

/* How much of a part its Content-Type lets a reader see; 0: nothing. */
int mime_type_rank(span value);

/* Of two encodings the one that the content is in. */
span mime_fitting(span content, span first, span second);

#endif
