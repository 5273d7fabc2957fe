/*
 * map - where each byte of a derived text came from.
 *
 * Text is made in steps: part bytes, UTF-8, what a reader sees of the HTML,
 * the folded form that phrases are matched on.  Evidence must point back to
 * the bytes of the mail, so each step may keep a map.  A map is a list of
 * runs; inside a run one byte of the result stands for one byte of the source,
 * so plain ASCII costs a single run.  Built front to back; lookup is a binary
 * search.
 */
#ifndef MEKIKI_BASE_MAP_H
#define MEKIKI_BASE_MAP_H

#include "base/arena.h"

/* Texts are below 4 GB; a hostile one has a run for each of its characters. */
struct map_run {
	uint32_t to;   /* offset in the derived text where the run begins */
	uint32_t from; /* offset in the source that it stands for */
};

struct map {
	struct map_run *runs;
	size_t count, room;
};

/*
 * Says that offset `to` of the derived text comes from offset `from`, and that
 * the bytes behind it go on in step.  `to` must not be below an earlier one.
 * Adds a run only where the step changes.
 */
void map_add(struct map *m, struct arena *a, size_t to, size_t from);

/*
 * The source offset of offset `to`.  An empty map is the identity.  An offset
 * inside a character that grew is at most where the next character's source
 * begins; ends are asked with map_end.
 */
size_t map_start(const struct map *m, size_t to);

/*
 * The source offset at which the source of everything before `to` has ended:
 * for the end of a quoted run.  limit is the source's length.
 */
size_t map_end(const struct map *m, size_t to, size_t limit);

#endif
