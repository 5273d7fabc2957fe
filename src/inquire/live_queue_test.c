/* Caps, turns, rests and quotas of live, against the world of test/world. */
#include <stdio.h>

#include "base/limits.h"
#include "test/world/heard.h"

struct asker {
	struct live *live;
	size_t first;
};

#define ASKERS 4
#define EACH 50

static void *
ask_many(void *argument)
{
	struct asker *asker = argument;
	char name[64];

	for (size_t i = 0; i < EACH; i++) {
		int n = snprintf(
		    name, sizeof(name), "n%zu.example", asker->first + i);

		live_ask(
		    asker->live, QUESTION_DNS_A, (span){ name, (size_t)n });
		if (i % 5 == 0) {
			n = snprintf(
			    name, sizeof(name), "n%zu.wgood", asker->first + i);
			live_ask(asker->live, QUESTION_REGISTRATION,
			    (span){ name, (size_t)n });
		}
	}
	return NULL;
}

/* From several threads; caps hold, each question is answered once. */
static void
test_caps(void **state)
{
	struct live_settings settings;
	struct live *live;
	pthread_t threads[ASKERS];
	struct asker askers[ASKERS];
	struct live_count count;
	size_t most = 0;

	(void)state;
	if (heard_world() == NULL)
		return;
	settings = *world_settings(heard_world());
	settings.dns_cap = 7;
	settings.whois_cap = 2;
	live = heard_open(&settings);
	for (size_t i = 0; i < ASKERS; i++) {
		askers[i] = (struct asker){ live, i * EACH };
		pthread_create(&threads[i], NULL, ask_many, &askers[i]);
	}
	for (size_t i = 0; i < ASKERS; i++)
		pthread_join(threads[i], NULL);
	heard_wait(ASKERS * (EACH + EACH / 5));
	test_name("a cap is reached and not exceeded");
	for (size_t i = 0; live_counts(live, i, &count); i++) {
		if (span_starts(span_of(count.server), "DNS")) {
			CHECK_INT(count.at_once, 7);
			CHECK_INT(count.asked, ASKERS * EACH);
		} else {
			CHECK_INT(count.at_once, 2);
			CHECK_INT(count.asked, ASKERS * EACH / 5);
		}
		most = i + 1;
	}
	CHECK_INT(most, 2);
	live_close(live);
	CHECK_INT(heard.count, ASKERS * (EACH + EACH / 5));
}

static void
ask_numbered(struct live *live, const char *format, size_t first, size_t count)
{
	for (size_t i = first; i < first + count; i++) {
		span name = arena_format(test_arena(), "%zu%s", i, format);

		live_ask(live, QUESTION_DNS_A, name);
	}
}

/* A server's address is for a question that began before the others. */
static void
test_hurry(void **state)
{
	struct live_settings settings;
	struct live *live;
	size_t at = 0;

	(void)state;
	if (heard_world() == NULL)
		return;
	settings = *world_settings(heard_world());
	settings.dns_cap = 1;
	live = heard_open(&settings);
	ask_numbered(live, ".insecure.example", 0, 20);
	live_ask(live, QUESTION_REGISTRATION, SPAN("hurry.wabsent"));
	heard_wait(21);
	live_close(live);
	test_name("the address of a server is not last in the queue");
	while (
	    at < heard.count && heard.answers[at].kind != QUESTION_REGISTRATION)
		at++;
	CHECK(at < 15);
}

/*
 * Silence behind the resolver is not the resolver's; only where nothing else
 * comes for long is it left alone for a while.
 */
static void
test_silence(void **state)
{
	struct live_settings settings;
	struct live *live;
	const struct answer *answer;
	size_t timeouts = 0;

	(void)state;
	if (heard_world() == NULL)
		return;
	settings = *world_settings(heard_world());
	settings.dns_cap = 4;
	live = heard_open(&settings);
	ask_numbered(live, ".silent.example", 0, 4);
	live_ask(live, QUESTION_DNS_A, SPAN("plain.example"));
	heard_wait(5);
	test_name("a few silent names do not keep others from being asked");
	answer = heard_find(QUESTION_DNS_A, "plain.example");
	CHECK(answer != NULL && answer->status == ANSWER_FOUND);
	ask_numbered(live, ".silent.example", 4, 8);
	live_ask(live, QUESTION_DNS_A, SPAN("quick.example"));
	heard_wait(14);
	live_close(live);
	for (size_t i = 5; i < heard.count; i++)
		if (span_ends(heard.answers[i].subject, ".silent.example") &&
		    heard.answers[i].status == ANSWER_TIMEOUT)
			timeouts++;
	test_name("nothing but silence: not asked for a while");
	answer = heard_find(QUESTION_DNS_A, "quick.example");
	CHECK_INT(timeouts, 8);
	CHECK(answer != NULL && span_starts(answer->text, "not asked:"));
}

/* Whoever is told to slow down does. */
static void
test_rest(void **state)
{
	struct live *live;
	struct live_count count;

	(void)state;
	if (heard_world() == NULL)
		return;
	live = heard_open(world_settings(heard_world()));
	live_ask(live, QUESTION_REGISTRATION, SPAN("a.wlimit"));
	heard_wait(1);
	live_ask(live, QUESTION_REGISTRATION, SPAN("b.wlimit"));
	heard_wait(2);
	test_name("a server that limits is not asked again at once");
	CHECK_INT(heard.answers[1].status, ANSWER_RATE_LIMITED);
	CHECK(span_starts(heard.answers[1].text, "not asked:"));
	CHECK(live_counts(live, 1, &count));
	CHECK_SPAN(span_of(count.server), "WHOIS whois.limit.example");
	CHECK_INT(count.asked, 1);
	live_close(live);
}

static void
test_quota(void **state)
{
	struct live *live;
	struct live_count count;
	size_t more = 20, limited = 0;
	char name[64];

	(void)state;
	if (heard_world() == NULL)
		return;
	live = heard_open(world_settings(heard_world()));
	/* In rounds, so that none waits too long for its turn. */
	for (size_t i = 0; i < LIMIT_WHOIS_ASKED + more; i++) {
		int n = snprintf(name, sizeof(name), "q%zu.wgood", i);

		live_ask(
		    live, QUESTION_REGISTRATION, (span){ name, (size_t)n });
		if (i % 100 == 99)
			heard_wait(i + 1);
	}
	heard_wait(LIMIT_WHOIS_ASKED + more);
	test_name("one run has so many questions for one server");
	for (size_t i = 0; i < heard.count; i++)
		if (heard.answers[i].status == ANSWER_RATE_LIMITED)
			limited++;
	CHECK_INT(limited, more);
	CHECK(live_counts(live, 1, &count));
	CHECK_INT(count.asked, LIMIT_WHOIS_ASKED);
	live_close(live);
}

/* What is open when it ends is told all the same. */
static void
test_close(void **state)
{
	struct live *live;

	(void)state;
	if (heard_world() == NULL)
		return;
	live = heard_open(world_settings(heard_world()));
	live_ask(live, QUESTION_REGISTRATION, SPAN("a.wsilent"));
	live_ask(live, QUESTION_REGISTRATION, SPAN("a.mute"));
	live_ask(live, QUESTION_DNS_A, SPAN("a.silent.example"));
	live_ask(live, QUESTION_DNS_A, SPAN("plain.example"));
	heard_wait(1);
	live_close(live);
	test_name("what is open is told at the end");
	CHECK_INT(heard.count, 4);
	for (size_t i = 1; i < heard.count; i++)
		CHECK_INT(heard.answers[i].status, ANSWER_TIMEOUT);
}

/* Last: the servers are ended. */
static void
test_last(void **state)
{
	struct world *world = heard_world();

	(void)state;
	if (world == NULL)
		return;
	world_stop(world);
	world_free(world);
}

TEST_MAIN(TEST(test_caps), TEST(test_hurry), TEST(test_silence),
    TEST(test_rest), TEST(test_quota), TEST(test_close), TEST(test_last))
