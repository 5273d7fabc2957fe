#include "read/mbox.h"
#include "test/test.h"

#define SEP "From a@example.com Tue Mar  4 10:15:30 2025\n"

#define NONE SIZE_MAX

static const struct row {
	const char *name, *text;
	size_t first, second; /* separators; NONE: there is none */
} rows[] = {
	{ "two mails", SEP "Subject: x\n\ntext\n\n" SEP "Subject: y\n\n", 0,
	    62 },
	{ "CRLF as well",
	    "From a Tue Mar  4 10:15:30 2025\r\nA: x\r\n\r\nt\r\n\r\n"
	    "From b Tue Mar  4 10:15:31 2025\r\nB: y\r\n\r\n",
	    0, 46 },
	{ "a From line without an empty line before it is text",
	    SEP "Subject: x\n\ntext\n" SEP "Subject: y\n", 0, NONE },
	{ "a From line without a time is text",
	    SEP "Subject: x\n\n\nFrom here on we walk\nNote: y\n", 0, NONE },
	{ "a From line before no field is text",
	    SEP "Subject: x\n\n\nFrom 10:30 on\nwe walk\n", 0, NONE },
	{ "a quoted From line is text",
	    SEP "Subject: x\n\n\n>" SEP "Subject: y\n", 0, NONE },
	{ "no mbox at all", "Subject: x\n\ntext\n", NONE, NONE },
	{ "Content-Length is not believed",
	    SEP "Content-Length: 900\n\nt\n\n" SEP "Subject: y\n", 0, 68 },
};

static void
separators(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].text);
		span text = test_edge(rows[i].text, n);

		test_name(rows[i].name);
		CHECK_INT(mbox_next(text, 0, true, NULL),
		    rows[i].first == NONE ? n : rows[i].first);
		if (rows[i].first != NONE)
			CHECK_INT(
			    mbox_next(text, rows[i].first + 1, true, NULL),
			    rows[i].second == NONE ? n : rows[i].second);
		for (size_t k = 0; k < n; k++)
			mbox_next(test_edge(rows[i].text, k), 0, k % 2, NULL);
	}
}

/* However the file is cut into pieces, the separators are the same. */
static void
pieces(void **state)
{
	const char *text = rows[0].text;

	(void)state;
	test_name("a piece that ends inside a separator leaves it open");
	for (size_t k = 1; k < strlen(text); k++) {
		size_t open;
		size_t found = mbox_next(test_edge(text, k), 1, false, &open);

		if (found == k)
			CHECK(open == k || open == 62);
		else
			CHECK_INT(found, 62);
	}
}

static void
contents(void **state)
{
	struct arena *a = test_arena();

	(void)state;
	test_name("the separator and the last empty line are not the mail");
	CHECK_SPAN(mbox_message(SPAN(SEP "A: b\n\nt\n\n")), "A: b\n\nt\n");
	CHECK_SPAN(mbox_message(SPAN(SEP "A: b\r\n\r\nt\r\n\r\n")),
	    "A: b\r\n\r\nt\r\n");
	test_name("each quoted From line loses one '>'");
	CHECK_SPAN(mbox_unquote(a, SPAN(">From a\n>>From b\n> From\n>Fromc")),
	    "From a\n>From b\n> From\n>Fromc");
	test_name("an mbox begins with a separator");
	CHECK(mbox_is(SPAN(SEP "A: b\n")));
	CHECK(!mbox_is(SPAN("From: a@example.com 10:00\nA: b\n")));
	CHECK(!mbox_is(SPAN("")));
}

TEST_MAIN(TEST(separators), TEST(pieces), TEST(contents))
