#include "base/needles.h"

struct needles
needles_new(struct arena *a)
{
	struct needles n = { .arena = a };

	n.nodes = arena_grow(a, NULL, 0, &n.room, sizeof(*n.nodes));
	if (n.nodes != NULL) {
		n.nodes[0] = (struct needle_node){ .value = NEEDLES_NONE,
			.first = NEEDLES_NONE };
		n.count = 1;
	}
	return n;
}

static uint32_t
child_of(const struct needles *n, uint32_t node, unsigned char byte)
{
	uint32_t i = n->nodes[node].child;

	while (i != 0 && n->nodes[i].byte != byte)
		i = n->nodes[i].sibling;
	return i;
}

uint32_t
needles_find(const struct needles *n, span text)
{
	uint32_t node = 0;

	if (n->count == 0)
		return NEEDLES_NONE;
	for (size_t i = 0; i < text.n; i++) {
		node = child_of(n, node, (unsigned char)text.p[i]);
		if (node == 0)
			return NEEDLES_NONE;
	}
	return n->nodes[node].value;
}

static uint32_t
new_child(
    struct needles *n, uint32_t parent, unsigned char byte, uint32_t value)
{
	struct needle_node *grown =
	    arena_grow(n->arena, n->nodes, n->count, &n->room, sizeof(*grown));
	uint32_t node = (uint32_t)n->count;

	if (grown == NULL || n->count >= UINT32_MAX / 2)
		return 0;
	n->nodes = grown;
	n->count++;
	grown[node] = (struct needle_node){ .parent = parent,
		.sibling = grown[parent].child,
		.value = NEEDLES_NONE,
		.first = value,
		.depth = grown[parent].depth + 1,
		.byte = byte };
	grown[parent].child = node;
	return node;
}

bool
needles_add(struct needles *n, span text, uint32_t value)
{
	uint32_t node = 0;

	if (n->count == 0)
		return false;
	for (size_t i = 0; i < text.n; i++) {
		unsigned char byte = (unsigned char)text.p[i];
		uint32_t next = child_of(n, node, byte);

		if (next == 0)
			next = new_child(n, node, byte, value);
		if (next == 0)
			return false;
		node = next;
	}
	if (node == 0 || n->nodes[node].value != NEEDLES_NONE)
		return false;
	n->nodes[node].value = value;
	return true;
}

static size_t
slot_of(const struct needles *n, uint32_t parent, unsigned char byte)
{
	uint64_t h = ((uint64_t)parent << 8 | byte) * 0x9e3779b97f4a7c15u;

	return (size_t)(h >> 32) & n->mask;
}

/* An edge by hash; 0: there is none. */
static uint32_t
edge(const struct needles *n, uint32_t node, unsigned char byte)
{
	size_t i;

	if (node == 0)
		return n->root[byte];
	if (n->nodes[node].child == 0)
		return 0;
	for (i = slot_of(n, node, byte); n->slots[i] != 0;
	     i = (i + 1) & n->mask) {
		const struct needle_node *to = &n->nodes[n->slots[i]];

		if (to->parent == node && to->byte == byte)
			return n->slots[i];
	}
	return 0;
}

static bool
hash_edges(struct needles *n)
{
	size_t size = 16;

	while (size < n->count * 2)
		size *= 2;
	n->slots = arena_array(n->arena, size, sizeof(*n->slots));
	if (n->slots == NULL)
		return false;
	n->mask = size - 1;
	for (uint32_t i = 1; i < n->count; i++) {
		const struct needle_node *node = &n->nodes[i];
		size_t at = slot_of(n, node->parent, node->byte);

		if (node->parent == 0)
			n->root[node->byte] = i;
		while (n->slots[at] != 0)
			at = (at + 1) & n->mask;
		n->slots[at] = i;
	}
	return true;
}

/* Where a node falls back to; its parent's must be known. */
static void
set_fail(struct needles *n, uint32_t i)
{
	struct needle_node *node = &n->nodes[i];

	node->fail = node->parent == 0
	    ? 0
	    : needles_step(n, n->nodes[node->parent].fail, (char)node->byte);
	node->ended = needles_ended(n, node->fail);
}

void
needles_seal(struct needles *n)
{
	uint32_t *queue = arena_array(n->arena, n->count + 1, sizeof(*queue));
	size_t head = 0, tail = 0;

	if (queue == NULL || n->count == 0 || !hash_edges(n)) {
		n->count = 0;
		return;
	}
	/* Breadth first: who is nearer the root is known before. */
	queue[tail++] = 0;
	while (head < tail) {
		uint32_t i = queue[head++];

		if (i != 0)
			set_fail(n, i);
		for (uint32_t c = n->nodes[i].child; c != 0;
		     c = n->nodes[c].sibling)
			queue[tail++] = c;
	}
}

uint32_t
needles_step(const struct needles *n, uint32_t state, char byte)
{
	if (n->count <= 1)
		return 0;
	for (;;) {
		uint32_t next = edge(n, state, (unsigned char)byte);

		if (next != 0 || state == 0)
			return next;
		state = n->nodes[state].fail;
	}
}
