/*
 * transfer - content transfer encodings undone (RFC 2045 section 6).
 *
 * Decodes what a lenient mail program would show and notes what a strict one
 * would show differently: phishers hide text behind such differences.
 */
#ifndef MEKIKI_READ_TRANSFER_H
#define MEKIKI_READ_TRANSFER_H

#include "base/arena.h"

enum transfer_odd {
	TRANSFER_UNKNOWN = 1 << 0,    /* encoding name unknown; taken as is */
	TRANSFER_BAD_BASE64 = 1 << 1, /* bytes outside the alphabet */
	TRANSFER_AFTER_PAD = 1 << 2,  /* base64 goes on behind its padding */
	TRANSFER_CUT_BASE64 = 1 << 3, /* ends inside a group of four */
	TRANSFER_BAD_QUOTED = 1 << 4, /* '=' with no two hexadecimal digits */
	TRANSFER_LONG_LINE = 1 << 5,  /* a quoted-printable line over 998 */
	TRANSFER_MULTIPLE = 1 << 6,   /* set by mime: several such fields */
};

/*
 * The bytes that raw stands for under the named encoding ("base64",
 * "quoted-printable", "7bit", ...; any case).  A comment or quotes around the
 * name, and whatever stands behind it, are passed over as Thunderbird and
 * Outlook do.  Identity encodings return raw itself.  Adds to *odd.  Linear.
 */
span transfer_decode(struct arena *a, span raw, span encoding, unsigned *odd);

/* What is taken as it is: "7bit", "8bit", "binary", nothing, unknown names. */
bool transfer_is_identity(span encoding);
bool transfer_is_base64(span encoding);

/* Base64 alone; URL-safe letters count as well.  Used for links, too. */
span transfer_base64(struct arena *a, span raw, unsigned *odd);

const char *transfer_odd_name(unsigned bit);

#endif
