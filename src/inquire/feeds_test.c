#include "inquire/feeds.h"

#include "base/file.h"
#include "test/test.h"

static span
file_of(const char *text)
{
	span path = arena_format(test_arena(), "%s/seen.csv", TEST_BUILD);

	if (file_write(test_arena(), path.p, span_of(text)) != MEKIKI_OK)
		abort();
	return path;
}

static void
matches(void **state)
{
	static const struct {
		const char *name, *file, *url;
		const char *text; /* NULL: not listed */
	} rows[] = {
		{ "the same URL", "https://a.example/x?y\n",
		    "https://a.example/x?y", "https://a.example/x?y" },
		{ "another scheme and fragment", "HTTP://A.example/x#z\n",
		    "https://a.example/x#q", "HTTP://A.example/x#z" },
		{ "another path", "https://a.example/x\n",
		    "https://a.example/y", NULL },
		{ "paths have two cases", "https://a.example/x\n",
		    "https://a.example/X", NULL },
		{ "another query", "https://a.example/x?y\n",
		    "https://a.example/x", NULL },
		{ "a URL without a path stands for its host",
		    "https://a.example/\n", "https://a.example/x",
		    "https://a.example/" },
		{ "a domain stands for all below it", "a.example\n",
		    "https://www.a.example/x", "a.example" },
		{ "not for what ends like it", "a.example\n",
		    "https://ba.example/x", NULL },
		{ "nor for what is above", "www.a.example\n",
		    "https://a.example/", NULL },
		{ "written so that none opens", "hxxps://a[.]example/x\n",
		    "https://a.example/x", "hxxps://a[.]example/x" },
		{ "a table of date, URL and brand",
		    "date,URL,description\n2025/01/02,https://a.example/x,B\n",
		    "https://a.example/x", "2025/01/02,https://a.example/x,B" },
		{ "quoted", "1,\"https://a.example/x\",\"B, C\"\n",
		    "https://a.example/x",
		    "1,\"https://a.example/x\",\"B, C\"" },
		{ "comments and other lines are passed over",
		    "# https://a.example/x\n\nhello\nb.example\n",
		    "https://a.example/x", NULL },
		{ "a port is part of the host", "http://a.example:8080/x\n",
		    "http://a.example:8080/x", "http://a.example:8080/x" },
		{ "no line end behind the last", "a.example",
		    "https://a.example/", "a.example" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct answer answer = { .kind = QUESTION_LISTED,
			.subject = span_of(rows[i].url) };
		span path = file_of(rows[i].file);
		struct feeds *f = NULL;

		test_name(rows[i].name);
		CHECK_INT(feeds_open(&path, 1, &f, NULL), MEKIKI_OK);
		feeds_ask(f, test_arena(), &answer);
		CHECK_INT(answer.status,
		    rows[i].text == NULL ? ANSWER_NOTHING : ANSWER_FOUND);
		CHECK_SPAN(
		    answer.text, rows[i].text == NULL ? "" : rows[i].text);
		CHECK_SPAN(answer.source, "seen.csv");
		CHECK(answer.at > 0);
		feeds_close(f);
	}
}

static void
trouble(void **state)
{
	struct know_error err = { "" };
	struct feeds *f = NULL;
	span path = file_of("hello\n# a.example\n");

	(void)state;
	test_name("a file with neither is said to have neither");
	CHECK_INT(feeds_open(&path, 1, &f, &err), MEKIKI_BAD_DATA);
	CHECK(span_ends(
	    span_of(err.text), "there is no URL and no domain in it"));
	path = SPAN("/nowhere");
	test_name("a file that is not there");
	CHECK_INT(feeds_open(&path, 1, &f, &err), MEKIKI_IO);
	CHECK_SPAN(span_of(err.text), "/nowhere: No such file or directory");
}

TEST_MAIN(TEST(matches), TEST(trouble))
