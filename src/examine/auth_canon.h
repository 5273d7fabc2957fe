/*
 * auth_canon - a mail as DKIM and ARC hash it (RFC 6376 section 3.4).
 *
 * Mails travel with CRLF and are kept with CRLF or with LF: each LF, with or
 * without a CR before it, is one CRLF to the hash.  A CR alone is a byte like
 * others.  Nothing is copied but through a small buffer; linear.
 */
#ifndef MEKIKI_EXAMINE_AUTH_CANON_H
#define MEKIKI_EXAMINE_AUTH_CANON_H

#include "base/span.h"

#define CANON_HASH 32 /* bytes of a SHA-256 digest */

/* A SHA-256 digest under way. */
struct canon {
	void *md;	/* OpenSSL's context; NULL: no memory */
	uint64_t total; /* bytes put */
	/* Digests wanted on the way: of so many bytes, ascending; where to. */
	const uint64_t *stops;
	size_t stop_count;
	unsigned char (*stopped)[CANON_HASH];
	size_t n;
	bool failed;
	char buf[4096];
};

/* To be ended with canon_close, once. */
void canon_open(struct canon *c);
/* Closes; false: memory ran out, and out is not set. */
bool canon_close(struct canon *c, unsigned char out[static CANON_HASH]);
/*
 * The digest of what was put so far and of what `field` adds (see canon_field,
 * relaxed and without a line end); more may be put to c afterwards.
 */
bool canon_with_field(struct canon *c, span field, span without,
    unsigned char out[static CANON_HASH]);

void canon_put(struct canon *c, span s);

/*
 * A field as it stands in the message, name to last line end.  without is a
 * run of it that is passed over (the value of b=), or empty.
 */
void canon_field(
    struct canon *c, span field, span without, bool relaxed, bool line_end);

/*
 * The digests of the first limits[0], limits[1], ... bytes of a body in
 * canonical form, of which there are *total; limits ascend, one beyond *total
 * gives all.  One pass, however many there are.  False: memory ran out.
 */
bool canon_body(span body, bool relaxed, const uint64_t *limits, size_t count,
    unsigned char (*out)[CANON_HASH], uint64_t *total);

#endif
