/*
 * cache - what the network said, kept while it holds, in front of live.
 *
 * Shared by all mails of a run: a question that several ask at once goes out
 * once.  An answer holds as long as its TTL says, at most a day; what has no
 * TTL a day (registrations) or a minute (trouble).  At most LIMIT_CACHED are
 * kept; then a quarter of them go, in no particular order.  Between runs it is kept in
 * an SQLite file when one is named; a file that cannot be used is an error at
 * the start and silent at the end, as nothing depends on it.
 *
 * A waiter belongs to one examination and one thread; the cache to all.
 */
#ifndef MEKIKI_INQUIRE_CACHE_H
#define MEKIKI_INQUIRE_CACHE_H

#include "base/status.h"
#include "inquire/live.h"

struct cache;

/*
 * settings: of live, which is opened behind it.  file: the SQLite database,
 * made where there is none; NULL: nothing is kept.  err, unless NULL, says
 * what is wrong.
 */
MEKIKI_CHECKED enum mekiki_status cache_open(
    const struct live_settings *settings, const char *file, struct cache **out,
    struct know_error *err);
/* No waiter may be left; NULL allowed. */
void cache_close(struct cache *c);

struct waiter;

/* deadline_ms from now its questions are answered, whatever the world does. */
struct waiter *waiter_new(
    struct cache *c, int64_t deadline_ms); /* NULL: no memory */
void waiter_free(struct waiter *w);	   /* NULL allowed */

/* As struct inquirer's ask and wait. */
void waiter_ask(struct waiter *w, struct arena *a, struct answer *answer);
void waiter_wait(struct waiter *w, struct arena *a);

/* How many questions each server has had; see live_counts. */
bool cache_counts(struct cache *c, size_t index, struct live_count *out);

#endif
