#include <stdio.h>

#include "test/run.h"

#define MAIL "examples/account-suspension.eml"
#define START_STEP 997 /* objects; each run takes 0.1 s under asan */
#define LAST_STEP 13
#define LAST 900 /* objects of the examination and the report, and some */

/* Whether the command, its nth object failing, said so and nothing else. */
static bool
says_so(const char *options, size_t n)
{
	static char command[300];
	struct run_result r;

	snprintf(command, sizeof(command), "ARENA_FAIL=%zu mekiki %s " MAIL, n,
	    options);
	r = run_shell(command);
	if (r.status != 3)
		return false;
	CHECK(run_holds(r.err, "memory"));
	CHECK_SPAN(r.out, "");
	return true;
}

/* How many objects the command asks for: with more, none fails. */
static size_t
count_objects(const char *options)
{
	size_t low = 0, high = 1 << 20;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (says_so(options, middle))
			low = middle;
		else
			high = middle;
	}
	return low;
}

/*
 * Status 3, a word about memory, and no half of a report.  Of the objects some
 * are tried: report/sweep_test tries all of those that a mail costs.
 */
static void
out_of_memory(void **state)
{
	static const char *const options[] = { "--format json",
		"--lang en -v" };
	static char name[100];

	(void)state;
	for (size_t i = 0; i < COUNT(options); i++) {
		size_t all;

		test_name(options[i]);
		all = count_objects(options[i]);
		CHECK(all > LAST);
		for (size_t n = 1; n <= all;
		     n += all - n > LAST ? START_STEP : LAST_STEP) {
			snprintf(name, sizeof(name), "%s: object %zu of %zu",
			    options[i], n, all);
			test_name(name);
			CHECK(says_so(options[i], n));
		}
	}
}

TEST_MAIN(TEST(out_of_memory))
