/*
 * needles - many texts looked for at once (Aho and Corasick, 1975).
 *
 * One step for each byte of the haystack, however many needles there are and
 * whoever chose them: a step costs a hash or two on average.  Lives in an arena.
 */
#ifndef MEKIKI_BASE_NEEDLES_H
#define MEKIKI_BASE_NEEDLES_H

#include "base/arena.h"

#define NEEDLES_NONE UINT32_MAX

struct needle_node {
	uint32_t parent, child, sibling; /* of the trie; 0: none */
	uint32_t fail;	/* the longest proper end that begins a needle */
	uint32_t ended; /* nearest on the way of fail that ends one; 0: none */
	uint32_t value; /* of the needle that ends here, or NEEDLES_NONE */
	uint32_t first; /* of the first needle that goes through here */
	uint32_t depth; /* bytes from the root */
	unsigned char byte;
};

struct needles {
	struct arena *arena;
	struct needle_node *nodes; /* the first is the root */
	size_t count, room;
	uint32_t *slots; /* edges by hash; 0: empty */
	size_t mask;
	uint32_t root[256];
};

struct needles needles_new(struct arena *a);

/* false: that text is there already and keeps its value, or it is empty. */
bool needles_add(struct needles *n, span text, uint32_t value);

/* The value of that text; NEEDLES_NONE: it was not added. */
uint32_t needles_find(const struct needles *n, span text);

/* Makes it ready; nothing is added afterwards. */
void needles_seal(struct needles *n);

/* The state behind one byte more; begin with 0. */
uint32_t needles_step(const struct needles *n, uint32_t state, char byte);

/*
 * The longest needle that ends in state: a state whose node has value and
 * depth.  0: none.  The next shorter one is needles_ended(nodes[it].ended).
 */
static inline uint32_t
needles_ended(const struct needles *n, uint32_t state)
{
	if (state == 0 || n->nodes[state].value != NEEDLES_NONE)
		return state;
	return n->nodes[state].ended;
}

#endif
