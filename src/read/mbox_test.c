#include "read/mbox.h"

#include "base/buf.h"
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

/* Every mail as "[offset]bytes", given the file step bytes at a time. */
static span
mails_of(struct buf *out, const char *text, size_t step)
{
	size_t n = strlen(text), given = 0;
	span window = { text, 0 }, run;
	struct mbox m = { 0 };

	out->n = 0;
	for (;;) {
		char digits[SPAN_INT_MAX];

		switch (mbox_step(&m, &window, given == n, &run)) {
		case MBOX_MORE:
			CHECK(given < n);
			step = step < n - given ? step : n - given;
			window =
			    test_edge(text + given - window.n, window.n + step);
			given += step;
			break;
		case MBOX_BEGIN:
			buf_byte(out, '[');
			buf_put(out, span_of_int((int64_t)m.offset, digits));
			buf_byte(out, ']');
			break;
		case MBOX_BYTES:
			CHECK(run.n > 0);
			buf_put(out, run);
			break;
		case MBOX_END:
			buf_byte(out, '|');
			break;
		case MBOX_DONE:
			CHECK_INT(m.offset, n);
			return buf_span(out);
		}
	}
}

static void
contents(void **state)
{
	static const struct {
		const char *name, *text, *mails;
	} mails[] = {
		{ "the separator and the last empty line are not the mail",
		    SEP "A: b\n\nt\n\n", "[44]A: b\n\nt\n|" },
		{ "nor with CRLF",
		    "From a 10:15\r\nA: b\r\n\r\nt\r\n\r\nFrom b 10:16\r\n"
		    "B: c\r\n\r\n",
		    "[14]A: b\r\n\r\nt\r\n|[41]B: c\r\n|" },
		{ "of several empty lines one is the writer's",
		    SEP "A: b\n\n\n\n\n" SEP "C: d\n",
		    "[44]A: b\n\n\n\n|[97]C: d\n|" },
		{ "a last line without its end", SEP "A: b\n\nt",
		    "[44]A: b\n\nt|" },
		{ "mboxo: one '>' is taken off", SEP "A: b\n\n>From x\ny\n",
		    "[44]A: b\n\nFrom x\ny\n|" },
		{ "mboxrd: of several one", SEP "A: b\n\n>From x\n>>>From y\n",
		    "[44]A: b\n\nFrom x\n"
		    ">>From y\n|" },
		{ "a '>' before anything else stays",
		    SEP "A: b\n\n> From\n>Fromc\n>>\n>Fro\nt>From x\n>",
		    "[44]A: b\n\n> From\n>Fromc\n>>\n>Fro\nt>From x\n>|" },
		{ "at the end of the file too", SEP "A: b\n\n>>From",
		    "[44]A: b\n\n>>From|" },
		{ "a From line in a text does not cut",
		    SEP "A: b\n\nFrom here\n\nFrom 10:30 on\nwe walk\n",
		    "[44]A: b\n\nFrom here\n\nFrom 10:30 on\nwe walk\n|" },
		{ "two separators in a row: the second is the mail's",
		    SEP SEP "A: b\n", "[44]" SEP "A: b\n|" },
		{ "a From line before an empty line is text",
		    SEP "A: b\n\n" SEP "\n" SEP "C: d\n",
		    "[44]A: b\n\n" SEP "|[139]C: d\n|" },
		{ "three mails", SEP "A: 1\n\n" SEP "A: 2\n\n" SEP "A: 3\n\n",
		    "[44]A: 1\n|[94]A: 2\n|[144]A: 3\n|" },
	};
	struct buf out = buf_new(test_arena(), 4096);

	(void)state;
	for (size_t i = 0; i < COUNT(mails); i++) {
		test_name(mails[i].name);
		for (size_t n = 1; n <= strlen(mails[i].text); n++)
			CHECK_SPAN(
			    mails_of(&out, mails[i].text, n), mails[i].mails);
	}
}

static void
beginnings(void **state)
{
	(void)state;
	test_name("an mbox begins with a separator");
	CHECK(mbox_is(SPAN(SEP "A: b\n")));
	CHECK(!mbox_is(SPAN("From: a@example.com 10:00\nA: b\n")));
	CHECK(!mbox_is(SPAN("A: b\n\n" SEP "A: b\n")));
	CHECK(!mbox_is(SPAN("")));
}

/* Undecided bytes must not pile up: the window has an end. */
static void
endless(void **state)
{
	static char text[3 * MBOX_WINDOW];
	size_t open;

	(void)state;
	test_name("a line without end is not waited for");
	memset(text, 'x', sizeof(text));
	memcpy(text, "\n\nFrom a 10:30", 14);
	mbox_next((span){ text, MBOX_WINDOW - 4 }, 1, false, &open);
	CHECK_INT(open, MBOX_WINDOW - 4);
	test_name("nor one behind a From line");
	text[900] = '\n';
	mbox_next((span){ text, MBOX_WINDOW - 4 }, 1, false, &open);
	CHECK_INT(open, MBOX_WINDOW - 4);
	test_name("arrows without end are no more than one held back");
	{
		struct mbox m = { 0 };
		span window = SPAN("From a 10:30\nA: b\n"), run;
		size_t got = 0;

		memset(text, '>', sizeof(text));
		CHECK_INT(mbox_step(&m, &window, false, &run), MBOX_BEGIN);
		window = (span){ text, MBOX_WINDOW };
		while (mbox_step(&m, &window, false, &run) == MBOX_BYTES)
			got += run.n;
		CHECK(got >= MBOX_WINDOW - 5);
		CHECK(window.n <= 4);
	}
}

TEST_MAIN(TEST(separators), TEST(pieces), TEST(contents), TEST(beginnings),
    TEST(endless))
