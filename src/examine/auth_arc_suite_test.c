/*
 * The ARC validation suite, where it is at hand.
 */
#include <jansson.h>
#include <stdio.h>

#include "examine/auth_arc.h"
#include "test/test.h"
#include "test/zone.h"

static span
text_of(const json_t *value)
{
	return (span){ json_string_value(value), json_string_length(value) };
}

static struct arc
check(struct arena *a, struct zone *z, span message)
{
	struct inquiry q = inquiry_new(a, zone_inquirer(z), 1752710400);
	struct fields fields = fields_read(a, message);
	struct dkim_mail *m = arena_alloc(a, sizeof(*m));
	struct arc arc;

	*m =
	    (struct dkim_mail){ .arena = a, .raw = message, .fields = &fields };
	inquiry_mark(&q);
	do
		arc = arc_check(m, &q);
	while (inquiry_wait(&q));
	return arc;
}

/* The suite knows no more than that a chain holds or does not. */
static const char *
word_of(const struct arc *arc)
{
	return arc->result == AUTH_NONE	    ? "None"
	    : arc->result == AUTH_PASS	    ? "Pass"
	    : arc->result == AUTH_FAIL	    ? "Fail"
	    : arc->result == AUTH_PERMERROR ? "Fail"
					    : "";
}

static bool
row_passes(struct arena *a, struct zone *z, const json_t *row)
{
	span want = text_of(json_object_get(row, "cv"));
	span message = text_of(json_object_get(row, "message"));
	struct arc arc, slow;

	z->slow = false;
	arc = check(a, z, message);
	z->slow = true;
	slow = check(a, z, message);
	if (want.n == 0) /* a relay said "fail": there is nothing to check */
		want = SPAN("Fail");
	if (arc.result == slow.result && arc.reason == slow.reason &&
	    span_is(want, word_of(&arc)))
		return true;
	printf("  %s: %s, %s\n", auth_result_text(arc.result),
	    arc_reason_text(arc.reason), dkim_reason_text(arc.detail));
	return false;
}

static void
suite(void **state)
{
	const char *path = test_shared("suites/arc/arc-validation-tests.json");
	struct arena *a = test_arena();
	size_t passed = 0, total = 0, i;
	const char *name;
	json_error_t error;
	json_t *groups, *group, *row;
	span text;

	(void)state;
	if (path == NULL) {
		test_skip("no ../shared/suites/arc: the suite is not run");
		return;
	}
	text = test_file(a, path);
	groups = json_loadb(text.p, text.n, JSON_ALLOW_NUL, &error);
	CHECK(groups != NULL);
	json_array_foreach(groups, i, group)
	{
		struct zone_row rows[16];
		struct zone z = { .rows = rows, .at = 1752710000 };

		json_object_foreach(
		    json_object_get(group, "txt-records"), name, row)
		{
			CHECK(z.count < COUNT(rows));
			rows[z.count++] = (struct zone_row){ span_of(name),
				SPAN("TXT"), text_of(row) };
		}
		json_object_foreach(json_object_get(group, "tests"), name, row)
		{
			test_name(name);
			total++;
			if (row_passes(a, &z, row))
				passed++;
			else
				printf("arc: differs: %s\n", name);
		}
	}
	test_name("every row passes");
	json_decref(groups);
	printf("suite: arc: %zu passed of %zu\n", passed, total);
	CHECK_INT(passed, total);
}

TEST_MAIN(TEST(suite))
