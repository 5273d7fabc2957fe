#include "know/expand.h"

#include "test/test.h"

static void
table(void **state)
{
	static const struct {
		const char *name, *pattern;
		const char *want; /* words between "/"; "" is no expansion */
	} rows[] = {
		{ "letters are one word", "abc", "abc" },
		{ "alternatives", "ab|c", "ab/c" },
		{ "a group", "a(b|c)d", "abd/acd" },
		{ "a group that need not be", "a(b)?c", "abc/ac" },
		{ "a letter that need not be", "abc?", "abc/ab" },
		{ "an empty alternative", "a(b|)", "ab/a" },
		{ "groups inside groups", "(a(b|c)|d)e", "abe/ace/de" },
		{ "a group without a number", "(?:a|b)c", "ac/bc" },
		{ "a class", "[ab]c", "ac/bc" },
		{ "a Japanese letter that need not be", "あい?", "あい/あ" },
		{ "an escaped sign", "a\\.b", "a.b" },
		{ "a backslash and a letter is no letter", "a\\d", "" },
		{ "a dot is no letter", "a.b", "" },
		{ "a range is too much", "[a-z]", "" },
		{ "a negated class is too much", "[^a]", "" },
		{ "repeats are too much", "ab+", "" },
		{ "counted repeats are too much", "ab{2}", "" },
		{ "an anchor is no letter", "^a", "" },
		{ "look-ahead is no group", "(?=a)b", "" },
		{ "a possessive mark", "ab?+", "" },
		{ "a group that does not close", "(a", "" },
		{ "a bracket that does not close", "[a", "" },
		{ "a parenthesis too many", "a)", "" },
		{ "the empty word is none", "a?", "" },
		{ "more than the limit", "[abcde][abcde][abcde]", "" },
		{ "too deep", "((((((((((a))))))))))", "" },
		{ "nothing", "", "" },
		{ "a backslash alone", "\\", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		span want = span_of(rows[i].want), *words = NULL;
		size_t n = expand_pattern(
		    test_arena(), span_of(rows[i].pattern), &words);

		test_name(rows[i].name);
		for (size_t k = 0; k < n; k++)
			CHECK(span_same(span_cut(&want, '/'), words[k]));
		CHECK(want.n == 0);
	}
}

TEST_MAIN(TEST(table))
