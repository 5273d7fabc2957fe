/*
 * arena - memory that is freed all at once.
 *
 * One examination, one arena: what is found in a mail lives as long as the
 * examination and nothing in it is freed singly.  An arena has a ceiling from
 * birth.  Reaching it, or running out of memory, latches: that call and every
 * later one return NULL, callers go on with what they have (an empty span, a
 * shorter list), and the owner asks arena_failed() once, before it believes
 * the result.  So nobody in between needs an error path.
 *
 * Not thread-safe; each thread has its own.  Built with
 * -DARENA_SINGLE (the sanitizer builds) every object gets its own malloc, so
 * that overflows are seen.
 */
#ifndef MEKIKI_BASE_ARENA_H
#define MEKIKI_BASE_ARENA_H

#include "base/span.h"

struct arena;

/* limit is in bytes, counting what is asked for; NULL when out of memory. */
struct arena *arena_new(size_t limit);

/* Newest deferred object closed first, then everything freed; NULL allowed. */
void arena_free(struct arena *a);

/*
 * n zeroed bytes, aligned for any object; NULL: the arena has failed.
 * n of 0 gives a unique pointer.
 */
void *arena_alloc(struct arena *a, size_t n);

/* The same, but not zeroed: for bytes that are written before they are read. */
void *arena_raw(struct arena *a, size_t n);

/* count objects of size bytes each, zeroed; overflow latches a failure. */
void *arena_array(struct arena *a, size_t count, size_t size);

/* A copy of s, with a NUL behind it that is not counted; empty on failure. */
span arena_copy(struct arena *a, span s);

/* a, then b, then c, as one; a NUL behind it that is not counted. */
span arena_join(struct arena *a, span x, span y, span z);

/* value in decimal, as arena_copy gives it. */
span arena_number(struct arena *a, int64_t value);

/*
 * printf into the arena, with a NUL behind it that is not counted.  Empty on
 * failure.
 */
span arena_format(struct arena *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * Has close(object) called by arena_free.  false: the arena has failed, and
 * object was closed on the spot.
 */
bool arena_defer(struct arena *a, void (*close)(void *), void *object);

/*
 * Grows the array at items, which has room for *room elements of size bytes
 * and holds count, so that one more fits: doubles into fresh memory, which
 * is not zeroed behind count.  The old array stays readable.  NULL: the arena
 * has failed, *room unchanged.
 */
void *arena_grow(
    struct arena *a, void *items, size_t count, size_t *room, size_t size);

/* Latches a failure: memory that was wanted elsewhere could not be had. */
void arena_give_up(struct arena *a);

/* True once any call above has failed. */
bool arena_failed(const struct arena *a);

/* Bytes handed out so far. */
size_t arena_used(const struct arena *a);

/*
 * For tests, and there in sanitizer builds alone: of the objects that arenas
 * are asked for from now on, the nth fails, and with it its arena; 0: none
 * does.  Returns how many were asked for since the last call.  One counter for
 * all arenas and threads.
 */
size_t arena_fail(size_t nth);

#endif
