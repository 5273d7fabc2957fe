#include "inquire/cache.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "base/limits.h"
#include "base/lock.h"
#include "inquire/store.h"

#define DAY (24 * 60 * 60)
#define MINUTE 60

/* A question, and the answer once it is there. */
struct entry {
	struct entry *next; /* of the same slot, newest first */
	enum question_kind kind;
	span subject;	       /* behind the entry */
	struct answer *answer; /* of answer_pack; NULL: it has not come yet */
	int64_t until;	       /* seconds since 1970 */
	bool fresh;	       /* the store does not have it */
	struct wish *wishes;   /* of all who wait for it */
};

/* A waiter's wish for an answer. */
struct wish {
	struct wish *of_entry, *of_waiter; /* the next one of each */
	struct entry *entry;
	struct waiter *waiter;
	struct answer *answer; /* the waiter's, to be filled */
};

#define SLOTS 4096

struct cache {
	struct live *live;
	struct store *store;  /* NULL: nothing is kept */
	pthread_mutex_t lock; /* for all below, entries and waiters */
	struct entry *slots[SLOTS];
	size_t count;
	size_t hand; /* slot from which on answers go when there are too many */
};

struct waiter {
	struct cache *cache;
	pthread_cond_t come;
	struct timespec deadline; /* by the monotonic clock */
	struct wish *wishes;	  /* what it has not been given yet */
	size_t quick, slow; /* of those not there yet: DNS, registrations */
	bool news;	    /* something has come since the last wait */
};

/* DNS answers at once, and others' questions follow from it. */
static size_t *
open_wishes(struct waiter *w, enum question_kind kind)
{
	return kind == QUESTION_REGISTRATION || kind == QUESTION_NETWORK ||
		kind == QUESTION_AUTNUM
	    ? &w->slow
	    : &w->quick;
}

static struct entry **
slot_of(struct cache *c, enum question_kind kind, span subject)
{
	return &c->slots[question_hash(kind, subject) % SLOTS];
}

/* In place of what there was no memory for; never written to. */
static struct answer no_memory = { .status = ANSWER_FAILED,
	.ttl = -1,
	.text = { "no memory for the answer", 24 } };

static void
entry_free(struct entry *e)
{
	if (e->answer != &no_memory)
		free(e->answer);
	free(e);
}

/* Hands to the store what is new and still holds. */
static void
keep(struct cache *c, const struct entry *e, int64_t now)
{
	if (c->store != NULL && e->fresh && e->until > now &&
	    (e->answer->status == ANSWER_FOUND ||
		e->answer->status == ANSWER_NOTHING))
		store_put(c->store, e->answer, e->until);
}

/* Frees the entries of a slot: those that have ended, or all that can go. */
static void
sweep(struct cache *c, struct entry **slot, int64_t now, bool all)
{
	while (*slot != NULL) {
		struct entry *e = *slot;

		if (e->answer == NULL || e->wishes != NULL ||
		    (!all && e->until > now)) {
			slot = &e->next;
			continue;
		}
		keep(c, e, now);
		*slot = e->next;
		c->count--;
		entry_free(e);
	}
}

/* There are too many: a quarter of the slots is emptied. */
static void
make_room(struct cache *c, int64_t now)
{
	for (size_t i = 0; i < SLOTS / 4; i++)
		sweep(c, &c->slots[c->hand++ % SLOTS], now, true);
	if (c->store != NULL)
		store_flush(c->store);
}

static struct entry *
find(struct cache *c, enum question_kind kind, span subject, int64_t now)
{
	struct entry *e = *slot_of(c, kind, subject);

	for (; e != NULL; e = e->next)
		if (e->kind == kind && span_same(e->subject, subject) &&
		    (e->answer == NULL || e->until > now))
			return e;
	return NULL;
}

/* A new entry, without an answer; NULL: no memory. */
static struct entry *
add_entry(struct cache *c, enum question_kind kind, span subject, int64_t now)
{
	struct entry **slot = slot_of(c, kind, subject);
	struct entry *e = malloc(sizeof(*e) + subject.n + 1);
	char *text;

	if (e == NULL)
		return NULL;
	if (c->count >= LIMIT_CACHED)
		make_room(c, now);
	sweep(c, slot, now, false);
	text = (char *)(e + 1);
	memcpy(text, subject.p, subject.n);
	*e = (struct entry){
		.next = *slot, .kind = kind, .subject = { text, subject.n }
	};
	*slot = e;
	c->count++;
	return e;
}

/* When an answer ends. */
static int64_t
until(const struct answer *answer, int64_t now)
{
	bool sound =
	    answer->status == ANSWER_FOUND || answer->status == ANSWER_NOTHING;
	int64_t holds = !sound ? MINUTE : answer->ttl < 0 ? DAY : answer->ttl;

	return now + (holds > DAY ? DAY : holds);
}

/* What the network said; from live's thread. */
static void
told(void *context, const struct answer *answer)
{
	struct cache *c = context;
	int64_t now = (int64_t)time(NULL);
	struct entry *e;

	lock_take(&c->lock);
	e = find(c, answer->kind, answer->subject, now);
	if (e == NULL || e->answer != NULL) {
		lock_give(&c->lock);
		return;
	}
	e->answer = answer_pack(answer);
	if (e->answer == NULL)
		e->answer = &no_memory;
	e->until = until(e->answer, now);
	e->fresh = true;
	for (struct wish *wish = e->wishes; wish != NULL;
	     wish = wish->of_entry) {
		struct waiter *w = wish->waiter;

		--*open_wishes(w, e->kind);
		w->news = true;
		if (w->quick == 0)
			pthread_cond_signal(&w->come);
	}
	lock_give(&c->lock);
}

enum mekiki_status
cache_open(const struct live_settings *settings, const char *file,
    struct cache **out, struct know_error *err)
{
	struct cache *c = calloc(1, sizeof(*c));
	enum mekiki_status status = MEKIKI_OK;

	if (c == NULL || pthread_mutex_init(&c->lock, NULL) != 0) {
		free(c);
		return MEKIKI_NO_MEMORY;
	}
	if (file != NULL)
		status = store_open(file, &c->store, err);
	if (status == MEKIKI_OK)
		status = live_open(settings, told, c, &c->live, err);
	if (status == MEKIKI_OK)
		*out = c;
	else
		cache_close(c);
	return status;
}

void
cache_close(struct cache *c)
{
	int64_t now = (int64_t)time(NULL);

	if (c == NULL)
		return;
	live_close(c->live);
	for (size_t i = 0; i < SLOTS; i++)
		while (c->slots[i] != NULL) {
			struct entry *e = c->slots[i];

			c->slots[i] = e->next;
			if (e->answer != NULL)
				keep(c, e, now);
			entry_free(e);
		}
	store_close(c->store, now);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

struct waiter *
waiter_new(struct cache *c, int64_t deadline_ms)
{
	struct waiter *w = calloc(1, sizeof(*w));
	pthread_condattr_t attributes;

	if (w == NULL || pthread_condattr_init(&attributes) != 0) {
		free(w);
		return NULL;
	}
	w->cache = c;
	if (pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) != 0 ||
	    pthread_cond_init(&w->come, &attributes) != 0) {
		free(w);
		w = NULL;
	} else {
		clock_gettime(CLOCK_MONOTONIC, &w->deadline);
		w->deadline.tv_nsec += (long)(deadline_ms % 1000) * 1000000;
		w->deadline.tv_sec += (time_t)(deadline_ms / 1000) +
		    w->deadline.tv_nsec / 1000000000;
		w->deadline.tv_nsec %= 1000000000;
	}
	pthread_condattr_destroy(&attributes);
	return w;
}

/* Takes a wish out of its entry's list. */
static void
forget(struct wish *wish)
{
	struct wish **at = &wish->entry->wishes;

	while (*at != wish)
		at = &(*at)->of_entry;
	*at = wish->of_entry;
	if (wish->entry->answer == NULL)
		--*open_wishes(wish->waiter, wish->entry->kind);
	free(wish);
}

void
waiter_free(struct waiter *w)
{
	if (w == NULL)
		return;
	lock_take(&w->cache->lock);
	while (w->wishes != NULL) {
		struct wish *wish = w->wishes;

		w->wishes = wish->of_waiter;
		forget(wish);
	}
	lock_give(&w->cache->lock);
	pthread_cond_destroy(&w->come);
	free(w);
}

/* Gives *to what is known: copies, as entries end. */
static void
give(struct arena *a, struct answer *to, const struct answer *from)
{
	const struct answer *copy = answer_copy(a, from);
	struct answer asked = *to;

	if (copy == NULL)
		return;
	*to = *copy;
	to->kind = asked.kind;
	to->subject = asked.subject;
	to->id = asked.id;
}

static void
give_up(struct answer *to)
{
	to->status = ANSWER_TIMEOUT;
	to->at = (int64_t)time(NULL);
	to->source = SPAN("mekiki");
	to->text = SPAN("the time for all questions of this mail was over");
}

static bool
is_over(const struct waiter *w)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec > w->deadline.tv_sec ||
	    (now.tv_sec == w->deadline.tv_sec &&
		now.tv_nsec >= w->deadline.tv_nsec);
}

static bool
wish_for(struct waiter *w, struct entry *e, struct answer *answer)
{
	struct wish *wish = malloc(sizeof(*wish));

	if (wish == NULL)
		return false;
	*wish = (struct wish){ .of_entry = e->wishes,
		.of_waiter = w->wishes,
		.entry = e,
		.waiter = w,
		.answer = answer };
	e->wishes = w->wishes = wish;
	++*open_wishes(w, e->kind);
	answer->status = ANSWER_PENDING;
	return true;
}

/* What an earlier run has had, if it still holds. */
static void
from_store(struct store *store, struct entry *e, int64_t now)
{
	struct arena *a = arena_new(LIMIT_ANSWER_LINE * 4);
	const struct answer *found = a == NULL
	    ? NULL
	    : store_get(store, a, e->kind, e->subject, now, &e->until);

	if (found != NULL)
		e->answer = answer_pack(found);
	arena_free(a);
}

/* The entry of a question; a new one, *send, where there is none. */
static struct entry *
entry_for(struct waiter *w, const struct answer *answer, bool *send)
{
	struct cache *c = w->cache;
	int64_t now = (int64_t)time(NULL);
	struct entry *e = find(c, answer->kind, answer->subject, now);

	*send = false;
	if (e != NULL)
		return e;
	e = add_entry(c, answer->kind, answer->subject, now);
	if (e != NULL && c->store != NULL)
		from_store(c->store, e, now);
	*send = e != NULL && e->answer == NULL;
	return e;
}

void
waiter_ask(struct waiter *w, struct arena *a, struct answer *answer)
{
	struct cache *c = w->cache;
	bool send = false;
	struct entry *e;

	if (is_over(w)) {
		give_up(answer);
		return;
	}
	lock_take(&c->lock);
	e = entry_for(w, answer, &send);
	if (e != NULL && e->answer != NULL)
		give(a, answer, e->answer);
	else if (e == NULL || !wish_for(w, e, answer))
		arena_give_up(a);
	lock_give(&c->lock);
	/* Outside: what is told takes the lock. */
	if (send)
		live_ask(c->live, answer->kind, answer->subject);
}

/* Fills what has come; and the rest as well, if over. */
static void
take(struct waiter *w, struct arena *a, bool over)
{
	struct wish **at = &w->wishes;

	while (*at != NULL) {
		struct wish *wish = *at;

		if (wish->entry->answer == NULL && !over) {
			at = &wish->of_waiter;
			continue;
		}
		if (wish->entry->answer != NULL)
			give(a, wish->answer, wish->entry->answer);
		else
			give_up(wish->answer);
		*at = wish->of_waiter;
		forget(wish);
	}
}

void
waiter_wait(struct waiter *w, struct arena *a)
{
	struct cache *c = w->cache;
	bool over = false;

	lock_take(&c->lock);
	while (!over && w->quick + w->slow > 0 && (w->quick > 0 || !w->news))
		over = pthread_cond_timedwait(
			   &w->come, &c->lock, &w->deadline) == ETIMEDOUT;
	w->news = false;
	take(w, a, over);
	lock_give(&c->lock);
}

bool
cache_counts(struct cache *c, size_t index, struct live_count *out)
{
	return live_counts(c->live, index, out);
}
