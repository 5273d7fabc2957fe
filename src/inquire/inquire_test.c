#include "inquire/inquire.h"

#include "base/limits.h"
#include "test/test.h"

/* Answers the questions of a pass only in the next one. */
struct slow {
	struct answer *waiting[64];
	size_t count, asked;
};

static void
ask(void *context, struct arena *a, int64_t now, struct answer *answer)
{
	struct slow *slow = context;

	(void)a;
	(void)now;
	answer->status = ANSWER_PENDING;
	slow->waiting[slow->count++] = answer;
	slow->asked++;
}

static void
wait_for_all(void *context, struct arena *a)
{
	struct slow *slow = context;

	(void)a;
	while (slow->count > 0)
		slow->waiting[--slow->count]->status = ANSWER_FOUND;
}

static const struct answer *
about(struct inquiry *q, const char *name)
{
	return inquire(q, QUESTION_DNS_A, span_of(name));
}

/* Asks for two names, and for a third once the second is known. */
static void
pass(struct inquiry *q)
{
	const struct answer *second;

	about(q, "one");
	second = about(q, "two");
	if (second->status == ANSWER_FOUND)
		about(q, "three");
	about(q, "four");
}

static void
passes(void **state)
{
	static const char *const wanted[] = { "before", "one", "two", "three",
		"four" };
	struct slow slow = { .count = 0 };
	struct inquiry q = inquiry_new(test_arena(),
	    (struct inquirer){
		.ask = ask, .wait = wait_for_all, .context = &slow },
	    0);
	size_t count = 0;

	(void)state;
	about(&q, "before");
	wait_for_all(&slow, q.arena);
	inquiry_mark(&q);
	do {
		pass(&q);
		count++;
	} while (inquiry_wait(&q));
	test_name("passes go on as long as something is pending");
	CHECK_INT(count, 3);
	test_name("each question goes out once");
	CHECK_INT(slow.asked, COUNT(wanted));
	test_name("the last pass gives order and numbers");
	CHECK_INT(q.count, COUNT(wanted));
	for (size_t i = 0; i < q.count; i++) {
		CHECK_SPAN(q.answers[i]->subject, wanted[i]);
		CHECK_SPAN(q.answers[i]->id,
		    arena_format(test_arena(), "a%zu", i + 1).p);
	}
}

static void
subjects(void **state)
{
	static const struct {
		const char *name;
		enum question_kind kind;
		const char *subject, *wanted; /* "": it is none */
	} rows[] = {
		{ "a name, in lower case", QUESTION_DNS_A, "A.Example",
		    "a.example" },
		{ "without the dot at the end", QUESTION_DNS_MX, "a.example.",
		    "a.example" },
		{ "an address, as it is written", QUESTION_ADDRESS,
		    "::ffff:192.0.2.1", "192.0.2.1" },
		{ "a PTR's is the address", QUESTION_DNS_PTR, "2001:DB8::0:1",
		    "2001:db8::1" },
		{ "a network's as well", QUESTION_NETWORK, "192.0.2.1",
		    "192.0.2.1" },
		{ "a name is no network", QUESTION_NETWORK, "a.example", "" },
		{ "a URL stays as it is", QUESTION_LISTED,
		    "https://A.example/X", "https://A.example/X" },
		{ "nothing is none", QUESTION_DNS_A, "", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		test_name(rows[i].name);
		CHECK_SPAN(inquiry_subject(test_arena(), rows[i].kind,
			       span_of(rows[i].subject)),
		    rows[i].wanted);
	}
}

static void
limits(void **state)
{
	struct inquiry q = inquiry_new(test_arena(), inquirer_none, 0);

	(void)state;
	test_name("so many questions and no more");
	for (int i = 0; i < LIMIT_ANSWERS; i++)
		CHECK(about(&q, arena_number(test_arena(), i).p) != NULL);
	CHECK(!q.full);
	CHECK(about(&q, "one-more") == NULL);
	CHECK(q.full);
	test_name("what was asked is still there");
	CHECK(about(&q, "0") != NULL);
}

TEST_MAIN(TEST(passes), TEST(subjects), TEST(limits))
