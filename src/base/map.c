#include "base/map.h"

void
map_add(struct map *m, struct arena *a, size_t to, size_t from)
{
	struct map_run *last = m->count > 0 ? &m->runs[m->count - 1] : NULL;
	struct map_run *runs;

	if (last != NULL && to - last->to == from - last->from)
		return;
	if (last != NULL && last->to == to) {
		last->from = from;
		return;
	}
	runs = arena_grow(a, m->runs, m->count, &m->room, sizeof(*runs));
	if (runs == NULL)
		return;
	m->runs = runs;
	m->runs[m->count++] = (struct map_run){ to, from };
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

size_t
map_start(const struct map *m, size_t to)
{
	const struct map_run *run = run_of(m, to);

	if (run == NULL)
		return to;
	return to >= run->to ? run->from + (to - run->to) : run->from;
}

size_t
map_end(const struct map *m, size_t to, size_t limit)
{
	const struct map_run *run;
	size_t end;

	if (to == 0)
		return map_start(m, 0);
	run = run_of(m, to - 1);
	if (run == NULL)
		return to < limit ? to : limit;
	end = map_start(m, to - 1) + 1;
	/* A source character that was longer than what it became. */
	if (run + 1 < m->runs + m->count && run[1].to == to &&
	    run[1].from > end)
		end = run[1].from;
	return end < limit ? end : limit;
}
