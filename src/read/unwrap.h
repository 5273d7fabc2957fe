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

/*
 * Takes one layer off: true, with the entry that says how and the inner URL,
 * when there was one whose inside is a web address.  Linear.
 */
bool unwrap_once(struct arena *a, const struct url *url,
    const struct lists *lists, const struct list_entry **by, struct url *inner);

#endif
