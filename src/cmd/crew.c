#include "cmd/crew.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/lock.h"

/* A mail from when it is taken until it is printed. */
struct slot {
	struct source source; /* without its bytes once it is examined */
	struct outcome outcome;
	char *text; /* malloc: what is to be printed */
	size_t n, room;
	bool done;
};

struct crew {
	struct run *run;
	struct intake *in;	  /* under reading */
	struct tally *tally;	  /* of whoever has set busy */
	pthread_mutex_t reading;  /* taken before printing, if both are */
	pthread_mutex_t printing; /* for what follows, but taken */
	pthread_cond_t printed;	  /* turn or stop has changed */
	size_t taken;	/* number of the next mail to be taken; under reading */
	size_t turn;	/* of the next mail to be printed */
	size_t waiting; /* bytes of texts that are done, and not printed */
	bool busy;	/* somebody prints */
	bool stop;	/* nothing is to be taken any more */
	struct slot *slots; /* mail n has slot n % slot_count */
	size_t slot_count;
};

struct worker {
	struct crew *crew;
	struct tools *tools;
	pthread_t thread;
	bool started;
};

/* Waits until there is a place for mail `taken`; false: stop. */
static bool
wait_for_place(struct crew *c)
{
	bool go;

	lock_take(&c->printing);
	while (!c->stop &&
	    (c->taken - c->turn == c->slot_count ||
		c->waiting > LIMIT_WAITING_BYTES))
		pthread_cond_wait(&c->printed, &c->printing);
	go = !c->stop;
	lock_give(&c->printing);
	return go;
}

/* Takes the next mail; NULL: there is none. */
static struct slot *
take(struct crew *c)
{
	struct slot *slot = NULL;

	lock_take(&c->reading);
	if (wait_for_place(c)) {
		slot = &c->slots[c->taken % c->slot_count];
		if (intake_next(c->in, &slot->source))
			c->taken++;
		else
			slot = NULL;
	}
	lock_give(&c->reading);
	return slot;
}

static bool
keep_text(void *to, span bytes)
{
	struct slot *slot = to;

	if (slot->outcome.status != MEKIKI_OK)
		return false;
	if (slot->room - slot->n < bytes.n) {
		size_t want = slot->room * 2 > slot->n + bytes.n
		    ? slot->room * 2
		    : slot->n + bytes.n;
		char *grown = realloc(slot->text, want);

		if (grown == NULL) {
			slot->outcome.status = MEKIKI_NO_MEMORY;
			return false;
		}
		slot->text = grown;
		slot->room = want;
	}
	if (bytes.n > 0)
		memcpy(slot->text + slot->n, bytes.p, bytes.n);
	slot->n += bytes.n;
	return true;
}

static void
examine_slot(struct worker *w, struct slot *slot)
{
	const struct sink sink = { keep_text, slot };
	struct outcome outcome;

	slot->outcome = (struct outcome){ 0 };
	outcome = run_examine(w->crew->run, w->tools, &slot->source, &sink);
	source_free(&slot->source);
	if (slot->outcome.status == MEKIKI_OK)
		slot->outcome = outcome;
	if (slot->outcome.status != MEKIKI_OK)
		slot->n = 0; /* half a report is none */
}

static void
free_text(struct slot *slot)
{
	free(slot->text);
	slot->text = NULL;
	slot->n = slot->room = 0;
	slot->done = false;
}

/* A mail is done: whoever prints prints it when its turn comes. */
static void
hand_in(struct crew *c, struct slot *slot)
{
	const struct sink out = tally_sink(c->tally);

	lock_take(&c->printing);
	slot->done = true;
	c->waiting += slot->n;
	slot = &c->slots[c->turn % c->slot_count];
	while (!c->busy && slot->done && !c->stop) {
		c->busy = true;
		lock_give(&c->printing);
		out.write(out.to, (span){ slot->text, slot->n });
		tally_add(c->tally, &slot->source, &slot->outcome);
		lock_take(&c->printing);
		c->busy = false;
		c->stop = c->tally->closed;
		c->waiting -= slot->n;
		free_text(slot);
		c->turn++;
		/* One at most waits: who reads. */
		pthread_cond_signal(&c->printed);
		slot = &c->slots[c->turn % c->slot_count];
	}
	lock_give(&c->printing);
}

static void *
work(void *argument)
{
	struct worker *w = argument;
	struct slot *slot;

	while ((slot = take(w->crew)) != NULL) {
		if (slot->source.status == MEKIKI_OK)
			examine_slot(w, slot);
		hand_in(w->crew, slot);
	}
	return NULL;
}

/* The first worker is this thread; more of them as far as they can be had. */
static void
employ(struct crew *c, struct worker *workers, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct worker *w = &workers[i];

		w->crew = c;
		w->tools = tools_take(&c->run->toolbox);
		w->started = w->tools != NULL &&
		    pthread_create(&w->thread, NULL, work, w) == 0;
		if (!w->started)
			break;
	}
	work(&workers[0]);
	for (size_t i = 1; i < count; i++) {
		if (workers[i].started)
			pthread_join(workers[i].thread, NULL);
		if (workers[i].tools != NULL)
			tools_give(&c->run->toolbox, workers[i].tools);
	}
}

static bool
examine_together(struct run *run, struct tools *tools, struct intake *in,
    struct tally *tally, size_t jobs)
{
	struct worker *workers = calloc(jobs, sizeof(*workers));
	struct crew c = { .run = run,
		.in = in,
		.tally = tally,
		.reading = PTHREAD_MUTEX_INITIALIZER,
		.printing = PTHREAD_MUTEX_INITIALIZER,
		.printed = PTHREAD_COND_INITIALIZER,
		.slot_count = jobs * LIMIT_WAITING };
	bool ok;

	c.slots = calloc(c.slot_count, sizeof(*c.slots));
	ok = workers != NULL && c.slots != NULL;
	if (ok) {
		workers[0] = (struct worker){ .crew = &c, .tools = tools };
		employ(&c, workers, jobs);
		/* Of a run that was stopped some were never printed. */
		for (size_t i = 0; i < c.slot_count; i++)
			free_text(&c.slots[i]);
	}
	free(c.slots);
	free(workers);
	return ok;
}

static void
examine_alone(const struct run *run, const struct tools *tools,
    struct intake *in, struct tally *tally)
{
	const struct sink out = tally_sink(tally);
	struct source source;

	while (!tally->closed && intake_next(in, &source)) {
		struct outcome outcome = { 0 };

		if (source.status == MEKIKI_OK)
			outcome = run_examine(run, tools, &source, &out);
		source_free(&source);
		tally_add(tally, &source, &outcome);
	}
}

bool
crew_examine(
    struct run *run, struct intake *in, struct tally *tally, size_t jobs)
{
	struct tools *tools = tools_take(&run->toolbox);
	bool ok = tools != NULL;

	if (ok && jobs > 1)
		ok = examine_together(run, tools, in, tally, jobs);
	else if (ok)
		examine_alone(run, tools, in, tally);
	if (tools != NULL)
		tools_give(&run->toolbox, tools);
	return ok;
}
