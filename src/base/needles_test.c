#include "base/needles.h"

#include "base/buf.h"
#include "test/test.h"

/* "value@start" of each needle found, the longest first at each place. */
static span
found(const char *const *list, const char *haystack)
{
	struct arena *a = test_arena();
	struct needles n = needles_new(a);
	struct buf out = buf_new(a, 1000);
	span text = test_edge(haystack, strlen(haystack));
	uint32_t state = 0;

	for (uint32_t i = 0; list[i] != NULL; i++)
		needles_add(&n, span_of(list[i]), i);
	needles_seal(&n);
	for (size_t i = 0; i < text.n; i++) {
		state = needles_step(&n, state, text.p[i]);
		for (uint32_t at = needles_ended(&n, state); at != 0;
		     at = n.nodes[at].ended)
			buf_put(&out,
			    arena_format(a, "%u@%zu ", n.nodes[at].value,
				i + 1 - n.nodes[at].depth));
	}
	return buf_span(&out);
}

static const struct {
	const char *name;
	const char *needles[6];
	const char *haystack, *want;
} rows[] = {
	{ "none", { NULL }, "abc", "" },
	{ "one", { "bc" }, "abcbc", "0@1 0@3 " },
	{ "inside one another", { "he", "she", "his", "hers" }, "ushers",
	    "1@1 0@2 3@2 " },
	{ "an end that begins another", { "abcd", "bcx" }, "abcx", "1@1 " },
	{ "overlapping itself", { "aa" }, "aaaa", "0@0 0@1 0@2 " },
	{ "the first of two alike counts", { "ab", "ab" }, "ab", "0@0 " },
	{ "the empty one is none", { "", "b" }, "ab", "1@1 " },
	{ "bytes above 0x7f", { "\xe5\xb1\xb1" }, "x\xe5\xb1\xb1", "0@1 " },
	{ "far down and back", { "aaab", "ab", "b" }, "aaaaab",
	    "0@2 1@4 2@5 " },
};

static void
table(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		test_name(rows[i].name);
		CHECK_SPAN(
		    found(rows[i].needles, rows[i].haystack), rows[i].want);
	}
}

/* An automaton that could not be built finds nothing and says it is none. */
static void
no_memory(void **state)
{
	struct arena *a = arena_new(600);
	struct needles n = needles_new(a);

	(void)state;
	test_name("no memory");
	for (uint32_t i = 0; i < 100; i++)
		needles_add(&n, arena_number(a, i * 7919), i);
	needles_seal(&n);
	CHECK(arena_failed(a));
	CHECK_INT(needles_step(&n, 0, '7'), 0);
	arena_free(a);
}

TEST_MAIN(TEST(table), TEST(no_memory))
