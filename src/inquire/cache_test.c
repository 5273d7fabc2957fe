#include "inquire/cache.h"

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#include "base/limits.h"
#include "test/test.h"
#include "test/world/world.h"

static struct world *world;

static void
begin(void **state)
{
	(void)state;
	test_name("nothing leaves loopback");
	if (!world_seal())
		test_skip("this machine allows no network namespace");
	world = world_start(TEST_ROOT, TEST_BUILD, 0);
	CHECK(world != NULL);
}

static void
end(void **state)
{
	(void)state;
	if (world == NULL)
		return;
	world_stop(world);
	world_free(world);
}

static struct cache *
open_cache(const char *file)
{
	struct know_error err = { "" };
	struct cache *c = NULL;

	CHECK_INT(cache_open(world_settings(world), file, &c, &err), MEKIKI_OK);
	CHECK_SPAN(span_of(err.text), "");
	return c;
}

/* Questions that have gone out to the resolver. */
static size_t
asked(struct cache *c)
{
	struct live_count count;

	for (size_t i = 0; cache_counts(c, i, &count); i++)
		if (span_starts(span_of(count.server), "DNS"))
			return count.asked;
	return 0;
}

static struct answer
question(const char *name)
{
	return (struct answer){
		.kind = QUESTION_DNS_A, .subject = span_of(name), .ttl = -1
	};
}

/* Asks, and waits for the answer. */
static struct answer
ask(struct cache *c, const char *name)
{
	struct waiter *w = waiter_new(c, 10000);
	struct answer answer = question(name);

	waiter_ask(w, test_arena(), &answer);
	while (answer.status == ANSWER_PENDING)
		waiter_wait(w, test_arena());
	waiter_free(w);
	return answer;
}

static void
holds(void **state)
{
	struct cache *c;
	size_t before;

	(void)state;
	if (world == NULL)
		return;
	c = open_cache(NULL);
	test_name("what was asked holds as long as its TTL says");
	CHECK_INT(ask(c, "quick.example").status, ANSWER_FOUND);
	before = asked(c);
	CHECK(before > 0);
	CHECK_INT(ask(c, "quick.example").status, ANSWER_FOUND);
	CHECK_INT(asked(c), before);
	test_name("and no longer");
	CHECK_INT(ask(c, "brief.example").status, ANSWER_FOUND);
	before = asked(c);
	sleep(2);
	CHECK_INT(ask(c, "brief.example").status, ANSWER_FOUND);
	CHECK_INT(asked(c), before + 1);
	test_name("that there is none holds as well");
	CHECK_INT(ask(c, "none.example").status, ANSWER_NOTHING);
	before = asked(c);
	CHECK_INT(ask(c, "none.example").status, ANSWER_NOTHING);
	CHECK_INT(asked(c), before);
	test_name("so does trouble, for a while");
	CHECK_INT(ask(c, "www.bogus.example").status, ANSWER_MALFORMED);
	before = asked(c);
	CHECK_INT(ask(c, "www.bogus.example").status, ANSWER_MALFORMED);
	CHECK_INT(asked(c), before);
	cache_close(c);
}

#define CROWD 8

static void *
ask_alone(void *context)
{
	struct waiter *w = waiter_new(context, 10000);
	struct arena *a = arena_new((size_t)1 << 20);
	struct answer answer = question("upper.example");
	bool found;

	waiter_ask(w, a, &answer);
	while (answer.status == ANSWER_PENDING)
		waiter_wait(w, a);
	found = answer.status == ANSWER_FOUND &&
	    span_is(answer_value(&answer, "a"), "203.0.113.4");
	waiter_free(w);
	arena_free(a);
	return found ? context : NULL;
}

static void
crowds(void **state)
{
	pthread_t threads[CROWD];
	struct waiter *one, *other;
	struct answer first = question("text.example"), second = first;
	struct cache *c;
	size_t found = 0, before;
	void *result;

	(void)state;
	if (world == NULL)
		return;
	c = open_cache(NULL);
	test_name("two who ask at once are told by one question");
	before = asked(c);
	one = waiter_new(c, 10000);
	other = waiter_new(c, 10000);
	waiter_ask(one, test_arena(), &first);
	waiter_ask(other, test_arena(), &second);
	while (first.status == ANSWER_PENDING)
		waiter_wait(one, test_arena());
	while (second.status == ANSWER_PENDING)
		waiter_wait(other, test_arena());
	CHECK_INT(second.status, first.status);
	CHECK_INT(asked(c), before + 1);
	test_name("whoever leaves early takes nobody's answer along");
	first = question("nomail.example");
	second = first;
	waiter_ask(one, test_arena(), &first);
	waiter_ask(other, test_arena(), &second);
	waiter_free(one);
	while (second.status == ANSWER_PENDING)
		waiter_wait(other, test_arena());
	CHECK_INT(second.status, ANSWER_NOTHING);
	waiter_free(other);
	test_name("and so are threads");
	before = asked(c);
	for (size_t i = 0; i < CROWD; i++)
		CHECK_INT(pthread_create(&threads[i], NULL, ask_alone, c), 0);
	for (size_t i = 0; i < CROWD; i++) {
		pthread_join(threads[i], &result);
		found += result == c;
	}
	CHECK_INT(found, CROWD);
	CHECK_INT(asked(c), before + 1);
	cache_close(c);
}

static void
deadlines(void **state)
{
	struct answer silent = question("x.silent.example");
	struct answer late = question("plain.example");
	struct waiter *w;
	struct cache *c;

	(void)state;
	if (world == NULL)
		return;
	c = open_cache(NULL);
	test_name("at the deadline what is open is told so");
	w = waiter_new(c, 300);
	waiter_ask(w, test_arena(), &silent);
	CHECK_INT(silent.status, ANSWER_PENDING);
	while (silent.status == ANSWER_PENDING)
		waiter_wait(w, test_arena());
	CHECK_INT(silent.status, ANSWER_TIMEOUT);
	CHECK_SPAN(silent.source, "mekiki");
	test_name("behind it nothing goes out");
	waiter_ask(w, test_arena(), &late);
	CHECK_INT(late.status, ANSWER_TIMEOUT);
	CHECK_INT(asked(c), 1);
	waiter_free(w);
	cache_close(c);
}

static void
stores(void **state)
{
	const char *file =
	    arena_format(test_arena(), "%s/cache-test.sqlite", TEST_BUILD).p;
	struct answer answer;
	struct cache *c;

	(void)state;
	if (world == NULL)
		return;
	unlink(file);
	c = open_cache(file);
	ask(c, "quick.example");
	ask(c, "brief.example");
	ask(c, "www.bogus.example");
	cache_close(c);
	sleep(2);
	c = open_cache(file);
	test_name("the next run has what still holds");
	answer = ask(c, "quick.example");
	CHECK_SPAN(answer_value(&answer, "a"), "203.0.113.30");
	CHECK_INT(asked(c), 0);
	test_name("not what has ended, nor trouble");
	ask(c, "brief.example");
	CHECK_INT(asked(c), 1);
	ask(c, "www.bogus.example");
	CHECK_INT(asked(c), 2);
	cache_close(c);
	unlink(file);
}

/* More answers than are kept: the first is asked for again. */
static void
bounds(void **state)
{
	struct cache *c;
	size_t before;
	char name[64];

	(void)state;
	if (world == NULL)
		return;
	c = open_cache(NULL);
	test_name("answers that are too many make room");
	for (size_t i = 0; i < 2 * LIMIT_CACHED; i += 50) {
		struct waiter *w = waiter_new(c, 20000);
		struct arena *a = arena_new((size_t)1 << 24);
		struct answer answers[50];
		char names[50][64];

		for (size_t k = 0; k < COUNT(answers); k++) {
			snprintf(
			    names[k], sizeof(names[k]), "n%zu.example", i + k);
			answers[k] = question(names[k]);
			waiter_ask(w, a, &answers[k]);
		}
		for (size_t k = 0; k < COUNT(answers); k++)
			while (answers[k].status == ANSWER_PENDING)
				waiter_wait(w, a);
		waiter_free(w);
		arena_free(a);
	}
	before = asked(c);
	for (size_t i = 0; i < LIMIT_CACHED; i += LIMIT_CACHED / 20) {
		snprintf(name, sizeof(name), "n%zu.example", i);
		ask(c, name);
	}
	CHECK(asked(c) > before);
	test_name("the last ones are mostly there");
	before = asked(c);
	for (size_t i = 2 * LIMIT_CACHED - 100; i < 2 * LIMIT_CACHED; i++) {
		snprintf(name, sizeof(name), "n%zu.example", i);
		ask(c, name);
	}
	CHECK(asked(c) - before < 50);
	cache_close(c);
}

TEST_MAIN(TEST(begin), TEST(holds), TEST(crowds), TEST(deadlines), TEST(stores),
    TEST(bounds), TEST(end))
