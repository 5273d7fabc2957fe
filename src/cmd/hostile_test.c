#include <jansson.h>
#include <stdio.h>

#include "test/run.h"

#define SCALE "0.05" /* of what bench/hostile.sh measures: asan is slow */

static bool
generate(void)
{
	if (run_shell("command -v python3").status != 0) {
		test_skip("python3, which writes the mails, is not installed");
		return false;
	}
	CHECK_INT(
	    run_shell("python3 -B test/hostile.py $T/hostile " SCALE).status,
	    0);
	return true;
}

/* Neither a sanitizer nor an assertion spoke, and the status is of the manual. */
static void
check_run(const struct run_result *r)
{
	CHECK(r->status == 1 || r->status == 3);
	CHECK(!run_holds(r->err, "Sanitizer"));
	CHECK(!run_holds(r->err, "runtime error"));
	CHECK(!run_holds(r->err, "Assertion"));
	CHECK(!run_holds(r->err, "memory"));
}

static void
json(void **state)
{
	struct run_result r;
	uint64_t files;
	size_t objects = 0;
	span rest;

	(void)state;
	test_name("hostile mails give one object each");
	if (!generate())
		return;
	r = run_shell("ls $T/hostile | wc -l");
	CHECK(span_number(span_trim(r.out), 10000, &files) && files > 200);
	r = run_shell("mekiki --format json $T/hostile");
	check_run(&r);
	for (rest = r.out; rest.n > 0; objects++) {
		span line = span_cut(&rest, '\n');
		json_t *one =
		    json_loadb(line.p, line.n, JSON_REJECT_DUPLICATES, NULL);
		const char *path = json_string_value(
		    json_object_get(json_object_get(one, "source"), "path"));

		test_name(path == NULL ? "no path" : path);
		CHECK(json_is_object(json_object_get(one, "verdict")));
		json_decref(one);
	}
	test_name("hostile mails give one object each");
	CHECK_INT(objects, files);
}

static void
text(void **state)
{
	struct run_result r;

	(void)state;
	test_name("hostile mails give reports in both languages");
	if (!generate())
		return;
	r = run_shell("mekiki -v --lang both $T/hostile");
	check_run(&r);
	CHECK(run_holds(r.out, "zalgo"));
}

TEST_MAIN(TEST(json), TEST(text))
