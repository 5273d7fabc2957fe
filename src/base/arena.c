#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Large enough that most mails need only a few, small enough to be cheap. */
#define ARENA_BLOCK ((size_t)64 * 1024)
#define ARENA_ALIGN alignof(max_align_t)

struct block {
	struct block *next;
	size_t used, room; /* bytes behind this header */
	alignas(max_align_t) char bytes[];
};

struct deferred {
	struct deferred *next;
	void (*close)(void *);
	void *object;
};

struct arena {
	struct block *blocks; /* newest first */
	struct deferred *deferred;
	size_t limit, used;
	bool failed;
};

struct arena *
arena_new(size_t limit)
{
	struct arena *a = calloc(1, sizeof(*a));

	if (a != NULL)
		a->limit = limit;
	return a;
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	for (struct deferred *d = a->deferred; d != NULL; d = d->next)
		d->close(d->object);
	while (a->blocks != NULL) {
		struct block *b = a->blocks;

		a->blocks = b->next;
		free(b);
	}
	free(a);
}

static struct block *
block_new(struct arena *a, size_t room)
{
	struct block *b;

	if (room > SIZE_MAX - sizeof(*b))
		return NULL;
	b = malloc(sizeof(*b) + room);
	if (b == NULL)
		return NULL;
	b->room = room;
	b->used = 0;
	b->next = a->blocks;
	a->blocks = b;
	return b;
}

/* The block that has n bytes free, made if need be; NULL: no memory. */
static struct block *
block_for(struct arena *a, size_t n)
{
	struct block *b = a->blocks;

#ifdef ARENA_SINGLE
	(void)b;
	return block_new(a, n);
#else
	if (b != NULL && b->room - b->used >= n)
		return b;
	if (n <= ARENA_BLOCK / 4)
		return block_new(a, ARENA_BLOCK);
	/* A large object gets a block of its own, behind the current one. */
	b = block_new(a, n);
	if (b != NULL && b->next != NULL) {
		a->blocks = b->next;
		b->next = a->blocks->next;
		a->blocks->next = b;
	}
	return b;
#endif
}

#ifdef ARENA_SINGLE
static size_t asked, failing;

size_t
arena_fail(size_t nth)
{
	size_t before = asked;

	asked = 0;
	failing = nth;
	return before;
}

static bool
is_chosen(void)
{
	return ++asked == failing;
}
#else
static bool
is_chosen(void)
{
	return false;
}
#endif

void *
arena_raw(struct arena *a, size_t n)
{
	size_t room = n == 0 ? 1 : n;
	struct block *b;
	void *object;

#ifndef ARENA_SINGLE
	if (room <= SIZE_MAX - ARENA_ALIGN)
		room = (room + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
#endif
	if (is_chosen() || a->failed || room > a->limit - a->used) {
		a->failed = true;
		return NULL;
	}
	b = block_for(a, room);
	if (b == NULL) {
		a->failed = true;
		return NULL;
	}
	object = b->bytes + b->used;
	b->used += room;
	a->used += room;
	return object;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	void *object = arena_raw(a, n);

	return object == NULL ? NULL : memset(object, 0, n);
}

void *
arena_array(struct arena *a, size_t count, size_t size)
{
	size_t n;

	if (__builtin_mul_overflow(count, size, &n))
		n = SIZE_MAX;
	return arena_alloc(a, n);
}

span
arena_copy(struct arena *a, span s)
{
	return arena_join(a, s, (span){ 0 }, (span){ 0 });
}

span
arena_join(struct arena *a, span x, span y, span z)
{
	size_t n = x.n + y.n + z.n;
	char *p = arena_raw(a, n + 1);

	if (p == NULL)
		return (span){ 0 };
	p[n] = '\0';
	if (x.n > 0)
		memcpy(p, x.p, x.n);
	if (y.n > 0)
		memcpy(p + x.n, y.p, y.n);
	if (z.n > 0)
		memcpy(p + x.n + y.n, z.p, z.n);
	return (span){ p, n };
}

span
arena_number(struct arena *a, int64_t value)
{
	char digits[SPAN_INT_MAX];

	return arena_copy(a, span_of_int(value, digits));
}

span
arena_format(struct arena *a, const char *format, ...)
{
	char text[128]; /* most are shorter, and printed once */
	va_list args;
	char *p;
	int n;

	va_start(args, format);
	n = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (n >= 0 && (size_t)n < sizeof(text))
		return arena_copy(a, (span){ text, (size_t)n });
	p = n < 0 ? NULL : arena_raw(a, (size_t)n + 1);
	if (p == NULL)
		return (span){ 0 };
	va_start(args, format);
	vsnprintf(p, (size_t)n + 1, format, args);
	va_end(args);
	return (span){ p, (size_t)n };
}

bool
arena_defer(struct arena *a, void (*close)(void *), void *object)
{
	struct deferred *d = arena_alloc(a, sizeof(*d));

	if (d == NULL) {
		close(object);
		return false;
	}
	*d = (struct deferred){ a->deferred, close, object };
	a->deferred = d;
	return true;
}

void *
arena_grow(
    struct arena *a, void *items, size_t count, size_t *room, size_t size)
{
	size_t want = *room < 8 ? 8 : *room, bytes;
	char *grown;

	if (count < *room)
		return items;
	if (*room >= 8 && __builtin_mul_overflow(want, 2, &want))
		want = SIZE_MAX;
	if (__builtin_mul_overflow(want, size, &bytes))
		bytes = SIZE_MAX;
	grown = arena_raw(a, bytes);
	if (grown == NULL)
		return NULL;
	if (count > 0)
		memcpy(grown, items, count * size);
	*room = want;
	return grown;
}

void
arena_give_up(struct arena *a)
{
	a->failed = true;
}

bool
arena_failed(const struct arena *a)
{
	return a->failed;
}

size_t
arena_used(const struct arena *a)
{
	return a->used;
}
