/*
 * place - where knowledge and databases lie.
 *
 * From a build folder, beside the sources; installed, under the prefix.
 */
#ifndef MEKIKI_CMD_PLACE_H
#define MEKIKI_CMD_PLACE_H

#include "base/arena.h"

struct places {
	const char *knowledge; /* brands.tsv and the rest of data/ */
	const char *compiled;  /* phrases.hs */
	const char *databases; /* the mmdb files */
};

/*
 * databases is what the user named, or else ${XDG_CACHE_HOME:-~/.cache}/mekiki
 * where that exists, or else /var/lib/mekiki.
 */
struct places places_find(struct arena *a, const char *databases);

#endif
