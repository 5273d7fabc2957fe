/*
 * carries - does a link carry the reader's address?
 *
 * Then opening it tells the sender that the address is read, and the page
 * behind it fills it in.  In plain, percent-encoded, in Base64 or hexadecimal,
 * in path, query or fragment.
 */
#ifndef MEKIKI_EXAMINE_CARRIES_H
#define MEKIKI_EXAMINE_CARRIES_H

#include "read/address.h"

enum carries {
	CARRIES_NOTHING,
	CARRIES_PLAIN,	 /* readable, percent-encoding undone */
	CARRIES_ENCODED, /* Base64 or hexadecimal */
};

/* url is as written or as parsed.  Linear in url times recipients. */
enum carries carries_recipient(
    struct arena *a, span url, const struct addresses *recipients);

#endif
