/*
 * What the queues of live cost: questions to servers that all take the same
 * time, against what caps and that time leave possible.
 *
 *	build/bench/queues [DELAY_MS [REPOSITORY]]
 *
 * Each line: what was asked, how many questions, the cap of their server, the
 * time that it took, the ideal (rounds of the cap, each as long as the delay),
 * and how much longer it was.  The first questions after the start also fetch
 * what DNSSEC needs; they are a line of their own.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/limits.h"
#include "test/world/world.h"

struct tally {
	pthread_mutex_t lock;
	pthread_cond_t more;
	size_t told;
	size_t statuses[ANSWER_PENDING + 1];
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
told(void *context, const struct answer *answer)
{
	struct tally *tally = context;

	pthread_mutex_lock(&tally->lock);
	tally->told++;
	tally->statuses[answer->status]++;
	pthread_cond_signal(&tally->more);
	pthread_mutex_unlock(&tally->lock);
}

/* What is asked, again and again with another number. */
struct kind {
	enum question_kind kind;
	const char *subject; /* a %zu in it */
};

struct run {
	const char *name;
	const struct kind *kinds;
	size_t kind_count;
	size_t each; /* questions of each kind */
	size_t cap;
	size_t steps; /* servers one after the other, of each question */
};

static void
measure(struct live *live, struct tally *tally, const struct run *run,
    int delay, size_t *number)
{
	size_t count = run->each * run->kind_count;
	double begin = now(), took, ideal;

	tally->told = 0;
	for (size_t i = 0; i < count; i++) {
		const struct kind *k = &run->kinds[i % run->kind_count];
		size_t percent = span_find_byte(span_of(k->subject), '%');
		char text[128];
		int n = snprintf(text, sizeof(text), "%.*s%zu%s", (int)percent,
		    k->subject, (*number)++, k->subject + percent + 1);

		live_ask(live, k->kind, (span){ text, (size_t)n });
	}
	pthread_mutex_lock(&tally->lock);
	while (tally->told < count)
		pthread_cond_wait(&tally->more, &tally->lock);
	pthread_mutex_unlock(&tally->lock);
	took = now() - begin;
	ideal = (double)((run->each + run->cap - 1) / run->cap * run->steps *
	    (size_t)delay);
	printf("%-34s %6zu %6zu %9.0f %9.0f %7.2f\n", run->name, count,
	    run->cap, took, ideal, took / ideal);
}

static const struct kind dns[] = { { QUESTION_DNS_A, "b%.insecure.example" } };
static const struct kind jprs[] = { { QUESTION_REGISTRATION, "b%.wgood" } };
static const struct kind rdap[] = { { QUESTION_REGISTRATION, "b%.com" } };
static const struct kind mixed[] = {
	{ QUESTION_REGISTRATION, "m%.wgood" },
	{ QUESTION_REGISTRATION, "m%.com" },
	{ QUESTION_REGISTRATION, "m%.jp" },
	{ QUESTION_AUTNUM, "%" },
};

/* A server's name is looked up before it is asked: two steps, once. */
static const struct run runs[] = {
	{ "first DNS question, with its keys", dns, 1, 1, 1, 1 },
	{ "DNS", dns, 1, 32, LIMIT_DNS_AT_ONCE, 1 },
	{ "DNS", dns, 1, 320, LIMIT_DNS_AT_ONCE, 1 },
	{ "DNS", dns, 1, 3200, LIMIT_DNS_AT_ONCE, 1 },
	{ "WHOIS, one server", jprs, 1, 3, LIMIT_WHOIS_AT_ONCE, 1 },
	{ "WHOIS, one server", jprs, 1, 60, LIMIT_WHOIS_AT_ONCE, 1 },
	{ "RDAP, one server", rdap, 1, 60, LIMIT_WHOIS_AT_ONCE, 1 },
	{ "four servers at once", mixed, 4, 30, LIMIT_WHOIS_AT_ONCE, 1 },
};

int
main(int argc, char **argv)
{
	int delay;
	struct tally tally = { .lock = PTHREAD_MUTEX_INITIALIZER,
		.more = PTHREAD_COND_INITIALIZER };
	struct know_error err = { "" };
	struct live *live;
	struct world *world;
	uint64_t number = 50;
	size_t name = 1;
	double begin;

	if (argc > 1)
		span_number(span_of(argv[1]), 10000, &number);
	delay = (int)number;
	world = world_start(argc > 2 ? argv[2] : ".", "/tmp", delay);
	if (world == NULL)
		return EXIT_FAILURE;
	begin = now();
	if (live_open(world_settings(world), told, &tally, &live, &err) !=
	    MEKIKI_OK) {
		fprintf(stderr, "%s\n", err.text);
		return EXIT_FAILURE;
	}
	printf("opened, libraries loaded, in %.1f ms\n", now() - begin);
	printf("each server answers after %d ms\n", delay);
	printf("%-34s %6s %6s %9s %9s %7s\n", "", "asked", "cap", "ms", "ideal",
	    "ratio");
	for (size_t i = 0; i < COUNT(runs); i++)
		measure(live, &tally, &runs[i], delay, &name);
	for (size_t i = 0; i <= ANSWER_PENDING; i++)
		if (tally.statuses[i] > 0)
			printf("%s: %zu\n",
			    answer_status_text((enum answer_status)i),
			    tally.statuses[i]);
	live_close(live);
	world_stop(world);
	world_free(world);
	return EXIT_SUCCESS;
}
