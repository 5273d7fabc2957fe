/*
 * unwrap - the target inside a rewriter's or redirector's link.
 *
 * Mail security services and big sites wrap links; phishers wrap theirs in a
 * big site's redirector so that the visible host is a good one.  Everything
 * that can be undone without asking anybody is undone, layer by layer, by
 * data/lists/rewriters.tsv and redirectors.tsv.
 */
#ifndef MEKIKI_READ_UNWRAP_H
#define MEKIKI_READ_UNWRAP_H

#include "know/lists.h"
#include "read/url.h"

/* For the links of one mail: they lead to few hosts, and most wrap nothing. */
struct unwrapper {
	const struct lists *lists;
	struct {
		span host;
		unsigned fits; /* bit: that list has a key for it */
	} seen[16];	       /* by hash */
};

/*
 * Takes one layer off: true, with the entry that says how and the inner URL,
 * when there was one whose inside is a web address.  Linear.
 */
bool unwrap_once(struct arena *a, struct unwrapper *u, const struct url *url,
    const struct list_entry **by, struct url *inner);

#endif
