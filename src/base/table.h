/*
 * table - finds numbers by names, without regard to ASCII case.
 *
 * Made once for a known number of names and never changed afterwards, so many
 * threads may ask it.  A name may stand for several numbers: they are found in
 * the order in which they were added.
 */
#ifndef MEKIKI_BASE_TABLE_H
#define MEKIKI_BASE_TABLE_H

#include "base/arena.h"

#define TABLE_NONE UINT32_MAX

struct table_entry {
	span name; /* not copied */
	uint32_t value;
};

struct table_slot {
	uint32_t hash;
	uint32_t entry; /* one more than its index; 0: the slot is empty */
};

struct table {
	struct table_slot *slots;
	struct table_entry *entries; /* in the order in which they were added */
	/*
	 * A set of hashes, eight bits for each slot: what is not there is told
	 * from few bytes, which stay near, and not from a slot far away.
	 */
	uint64_t *filter;
	size_t mask;	/* slots - 1; a power of two at least twice the names */
	size_t count;	/* names */
	size_t room;	/* names that fit */
	size_t longest; /* bytes of a name; what is longer is none of them */
};

/* Room for count names.  Where the arena has failed, an empty table. */
struct table table_new(struct arena *a, size_t count);

/* Adds what table_new made room for; more is our own mistake. */
void table_add(struct table *t, span name, uint32_t value);

/*
 * The first number that name stands for; TABLE_NONE: none.  Of a name that is
 * longer than all in the table no byte is looked at, so that each end of a
 * name can be asked for in turn.
 */
uint32_t table_find(const struct table *t, span name);

/*
 * The numbers of name one after another: *at is 0 before the first call.
 * TABLE_NONE after the last.
 */
uint32_t table_next(const struct table *t, span name, size_t *at);

#endif
