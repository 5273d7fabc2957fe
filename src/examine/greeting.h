/*
 * greeting - does the mail greet its reader by an address?
 *
 * Who knows a customer greets by name.  Mass mails fill in what they have: the
 * whole address, or the part before the @ ("info 様", "Dear sales,").
 */
#ifndef MEKIKI_EXAMINE_GREETING_H
#define MEKIKI_EXAMINE_GREETING_H

#include "read/address.h"

enum greeting {
	GREETING_NONE,
	GREETING_ADDRESS, /* the whole address */
	GREETING_LOCAL,	  /* the local part as a name */
};

/*
 * Looks at the first lines of what is seen.  start and end are offsets in
 * visible of what stands there for a name.
 */
enum greeting greeting_find(span visible, const struct addresses *recipients,
    size_t *start, size_t *end);

#endif
