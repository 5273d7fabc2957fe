#include "examine/greeting.h"

#include <string.h>

#include "test/test.h"

static const struct {
	const char *name, *text;
	enum greeting want;
	const char *found;
} rows[] = {
	{ "the address and an honorific", "taro@b.example 様\n\n本文",
	    GREETING_ADDRESS, "taro@b.example" },
	{ "the address alone on a line", "taro@b.example\n\nText",
	    GREETING_ADDRESS, "taro@b.example" },
	{ "a word of greeting before it", "Dear taro@b.example,\n",
	    GREETING_ADDRESS, "taro@b.example" },
	{ "capitals aside", "Dear TARO@b.example,\n", GREETING_ADDRESS,
	    "TARO@b.example" },
	{ "behind some lines", "Notice\n\nNo. 1\n\nHello taro@b.example\n",
	    GREETING_ADDRESS, "taro@b.example" },
	{ "the local part and an honorific", "taro 様\n", GREETING_LOCAL,
	    "taro" },
	{ "the local part and a word", "Hi taro,\n", GREETING_LOCAL, "taro" },
	{ "a longer word than the local part", "Hi tarotaro,\n", GREETING_NONE,
	    NULL },
	{ "the local part in a sentence", "We saw taro today.\n", GREETING_NONE,
	    NULL },
	{ "the address in a sentence",
	    "This was sent to taro@b.example as usual.\n", GREETING_NONE,
	    NULL },
	{ "a longer address", "Dear jtaro@b.example,\n", GREETING_NONE, NULL },
	{ "a quoted line", "> Dear taro@b.example,\n", GREETING_NONE, NULL },
	{ "who wrote", "Hello, taro@b.example wrote:\n", GREETING_NONE, NULL },
	{ "a header of a quoted mail", "To: taro@b.example\n", GREETING_NONE,
	    NULL },
	{ "a mailing list's footer",
	    "Text\n____________________\ntaro@b.example\n", GREETING_NONE,
	    NULL },
	{ "a signature", "Text\n-- \ntaro@b.example\n", GREETING_NONE, NULL },
	{ "a short underscore is no footer", "___\ntaro@b.example\n",
	    GREETING_ADDRESS, "taro@b.example" },
	{ "nothing", "", GREETING_NONE, NULL },
};

static void
table(void **state)
{
	struct addresses to =
	    addresses_read(test_arena(), SPAN("taro@b.example"));

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].text), start = 0, end = 0;
		span text = test_edge(rows[i].text, n);

		test_name(rows[i].name);
		CHECK_INT(greeting_find(text, &to, &start, &end), rows[i].want);
		if (rows[i].found != NULL)
			CHECK_SPAN(span_slice(text, start, end), rows[i].found);
		for (size_t k = 0; k < n; k++)
			greeting_find(
			    test_edge(rows[i].text, k), &to, &start, &end);
	}
}

TEST_MAIN(TEST(table))
