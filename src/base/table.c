#include "base/table.h"

#include <assert.h>

struct table
table_new(struct arena *a, size_t count)
{
	struct table t = { 0 };
	size_t slots = 8;

	while (slots < count * 2)
		slots *= 2;
	t.slots = arena_array(a, slots, sizeof(*t.slots));
	t.filter = arena_array(a, slots / 8, sizeof(*t.filter));
	t.entries = arena_array(a, count, sizeof(*t.entries));
	if (t.slots == NULL || t.filter == NULL || t.entries == NULL)
		return (struct table){ 0 };
	t.mask = slots - 1;
	t.room = count;
	return t;
}

/* Its place in the filter, by other bits of the hash than the slot's. */
static inline size_t
filter_word(const struct table *t, uint64_t whole)
{
	return (size_t)(whole >> 32) & t->mask >> 3;
}

static inline uint64_t
filter_bit(uint64_t whole)
{
	return (uint64_t)1 << (whole >> 58);
}

void
table_add(struct table *t, span name, uint32_t value)
{
	uint64_t whole = span_hash_nocase(name);
	uint32_t hash = (uint32_t)whole;
	size_t at = hash & t->mask;

	if (t->slots == NULL)
		return;
	assert(t->count < t->room && value != TABLE_NONE);
	t->entries[t->count++] = (struct table_entry){ name, value };
	if (name.n > t->longest)
		t->longest = name.n;
	while (t->slots[at].entry != 0)
		at = (at + 1) & t->mask;
	t->slots[at] = (struct table_slot){ hash, (uint32_t)t->count };
	t->filter[filter_word(t, whole)] |= filter_bit(whole);
}

uint32_t
table_next(const struct table *t, span name, size_t *at)
{
	uint64_t whole;
	uint32_t hash;

	if (t->slots == NULL || name.n > t->longest)
		return TABLE_NONE;
	whole = span_hash_nocase(name);
	if ((t->filter[filter_word(t, whole)] & filter_bit(whole)) == 0)
		return TABLE_NONE;
	hash = (uint32_t)whole;
	/* At least half of the slots are empty, so this ends. */
	for (;;) {
		const struct table_slot *slot =
		    &t->slots[(hash + (*at)++) & t->mask];
		const struct table_entry *entry;

		if (slot->entry == 0) {
			(*at)--;
			return TABLE_NONE;
		}
		if (slot->hash != hash)
			continue;
		entry = &t->entries[slot->entry - 1];
		if (span_same_nocase(entry->name, name))
			return entry->value;
	}
}

uint32_t
table_find(const struct table *t, span name)
{
	size_t at = 0;

	return table_next(t, name, &at);
}
