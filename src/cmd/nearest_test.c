#include "cmd/nearest.h"
#include "test/test.h"

static const struct {
	const char *name, *word, *for_;
	size_t distance;
	bool counts;
} rows[] = {
	{ "a word is itself", "trust", "trust", 0, true },
	{ "capitals make no difference", "Trust", "trust", 0, true },
	{ "two neighbours swapped are one step", "trsut", "trust", 1, true },
	{ "swapped at the end, in capitals", "mE", "EM", 1, true },
	{ "one byte too many", "trustt", "trust", 1, true },
	{ "one byte missing", "trut", "trust", 1, true },
	{ "another byte", "lamg", "lang", 1, true },
	{ "two steps count in a longer word", "trusted", "trust", 2, true },
	{ "three do not", "trusting", "trust", 3, false },
	{ "two do not in a short one", "omn1", "own", 2, false },
	{ "one does in a short one", "mee", "me", 1, true },
	{ "nothing is far from a longer word", "", "lang", 4, false },
	{ "sixteen bytes are compared", "aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaab",
	    1, true },
	{ "more are not", "aaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", SIZE_MAX,
	    false },
};

static void
words(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		span want = span_of(rows[i].for_);
		size_t n = strlen(rows[i].word);

		test_name(rows[i].name);
		for (size_t k = 0; k < n; k++)
			CHECK(nearest_distance(
				  test_edge(rows[i].word, k), want) > 0 ||
			    k == want.n);
		CHECK(nearest_distance(test_edge(rows[i].word, n), want) ==
		    rows[i].distance);
		CHECK(nearest_distance(want, test_edge(rows[i].word, n)) ==
		    rows[i].distance);
		CHECK(nearest_counts(test_edge(rows[i].word, n), want) ==
		    rows[i].counts);
	}
}

TEST_MAIN(TEST(words))
