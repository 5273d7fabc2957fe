#include "know/complaint.h"

#include <stdlib.h>

void
complaints_add(struct complaints *c, struct complaint complaint)
{
	struct complaint *grown;

	if (c->count == COMPLAINTS_MAX) {
		c->more = true;
		return;
	}
	grown =
	    arena_grow(c->arena, c->list, c->count, &c->room, sizeof(*grown));
	if (grown == NULL)
		return;
	c->list = grown;
	grown[c->count++] = complaint;
}

void
complaints_add_error(struct complaints *c, const struct know_error *err)
{
	span text = arena_copy(c->arena, span_of(err->text));
	size_t colon = span_find(text, SPAN(": "));
	span place = span_head(text, colon), what = span_drop(text, colon + 2);
	size_t last = span_find_last(place, ':');
	uint64_t line = 0;

	if (span_number(span_drop(place, last + 1), UINT32_MAX, &line))
		place = span_head(place, last);
	complaints_add(c,
	    (struct complaint){ .file = place,
		.line = (size_t)line,
		.kind = COMPLAINT_ROW,
		.value = what });
}

span
complaints_place(struct arena *a, span file, size_t line)
{
	return arena_format(a, "%.*s:%zu", SPAN_ARG(file), line);
}

static int
order(const void *x, const void *y)
{
	const struct complaint *a = x, *b = y;
	int by_file = span_order(a->file, b->file);

	if (by_file != 0)
		return by_file;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return span_order(a->value, b->value);
}

void
complaints_sort(struct complaints *c)
{
	if (c->count > 0)
		qsort(c->list, c->count, sizeof(*c->list), order);
}
