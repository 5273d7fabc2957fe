#include "base/map.h"

#include <assert.h>

void
map_add(struct map *m, struct arena *a, size_t to, size_t from)
{
	struct map_run *last = m->count > 0 ? &m->runs[m->count - 1] : NULL;
	struct map_run *runs;

	assert(to <= UINT32_MAX && from <= UINT32_MAX);
	if (last != NULL && to - last->to == from - last->from)
		return;
	if (last != NULL && last->to == to) {
		last->from = (uint32_t)from;
		return;
	}
	runs = arena_grow(a, m->runs, m->count, &m->room, sizeof(*runs));
	if (runs == NULL)
		return;
	m->runs = runs;
	m->runs[m->count++] = (struct map_run){ (uint32_t)to, (uint32_t)from };
}

/* The run that holds offset to, or NULL when the map is empty. */
static const struct map_run *
run_of(const struct map *m, size_t to)
{
	size_t low = 0, high = m->count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (m->runs[middle].to <= to)
			low = middle;
		else
			high = middle;
	}
	return m->count > 0 ? &m->runs[low] : NULL;
}

/* The run behind run begins in the source here; SIZE_MAX: there is none. */
static size_t
next_from(const struct map *m, const struct map_run *run)
{
	if (run + 1 == m->runs + m->count || run[1].from < run->from)
		return SIZE_MAX;
	return run[1].from;
}

size_t
map_start(const struct map *m, size_t to)
{
	const struct map_run *run = run_of(m, to);
	size_t from, next;

	if (run == NULL)
		return to;
	from = to >= run->to ? run->from + (to - run->to) : run->from;
	next = next_from(m, run);
	return from < next ? from : next;
}

size_t
map_end(const struct map *m, size_t to, size_t limit)
{
	const struct map_run *run;
	size_t end, next;

	if (to == 0)
		return map_start(m, 0);
	run = run_of(m, to - 1);
	if (run == NULL)
		return to < limit ? to : limit;
	end = map_start(m, to - 1) + 1;
	next = next_from(m, run);
	/* The last source character was longer or shorter than its result. */
	if (next != SIZE_MAX && (run[1].to == to || next < end))
		end = next;
	return end < limit ? end : limit;
}
