#include "base/table.h"

#include "test/test.h"

static void
finds(void **state)
{
	struct arena *a = test_arena();
	struct table t = table_new(a, 1000);
	struct table none = table_new(a, 0);
	struct arena *tiny = arena_new(1);
	size_t at = 0;

	(void)state;
	for (uint32_t i = 0; i < 997; i++)
		table_add(&t, arena_format(a, "name%u", i), i);
	table_add(&t, SPAN("twice"), 7);
	table_add(&t, SPAN("Twice"), 8);
	table_add(&t, SPAN(""), 9);
	test_name("what was added is found");
	for (uint32_t i = 0; i < 997; i++)
		CHECK_INT(table_find(&t, arena_format(a, "name%u", i)), i);
	test_name("case makes no difference");
	CHECK_INT(table_find(&t, SPAN("NAME5")), 5);
	test_name("the empty name is a name");
	CHECK_INT(table_find(&t, SPAN("")), 9);
	test_name("what was not added is not");
	CHECK_INT(table_find(&t, SPAN("name")), TABLE_NONE);
	CHECK_INT(table_find(&none, SPAN("name")), TABLE_NONE);
	test_name("several of one name come in order, then none, twice");
	CHECK_INT(table_next(&t, SPAN("twice"), &at), 7);
	CHECK_INT(table_next(&t, SPAN("twice"), &at), 8);
	CHECK_INT(table_next(&t, SPAN("twice"), &at), TABLE_NONE);
	CHECK_INT(table_next(&t, SPAN("twice"), &at), TABLE_NONE);
	test_name("a failed arena gives an empty table");
	none = table_new(tiny, 10);
	table_add(&none, SPAN("x"), 1);
	CHECK_INT(table_find(&none, SPAN("x")), TABLE_NONE);
	arena_free(tiny);
}

/* "a.a.a.a...": all ends of a host are asked for. */
static void
costs(void **state)
{
	struct arena *a = test_arena();
	struct table t = table_new(a, 1);
	span host = { arena_alloc(a, 1 << 20), 1 << 20 };

	(void)state;
	table_add(&t, SPAN("example.com"), 1);
	test_name("each end of a long name costs no look at all of it");
	for (size_t i = 0; i < host.n; i++)
		CHECK(table_find(&t, span_drop(host, i)) == TABLE_NONE);
}

TEST_MAIN(TEST(finds), TEST(costs))
