#include "read/field.h"

#include "base/buf.h"
#include "base/limits.h"
#include "test/test.h"

/* "Name=unfolded body" of all fields, set off by '|'. */
static span
flat(const struct fields *f)
{
	struct buf out = buf_new(test_arena(), 1 << 20);

	for (size_t i = 0; i < f->count; i++) {
		if (i > 0)
			buf_byte(&out, '|');
		buf_put(&out, f->list[i].name);
		buf_byte(&out, '=');
		buf_put(&out, field_unfold(test_arena(), f->list[i].body));
	}
	return buf_span(&out);
}

#define LF FIELDS_BARE_LF
#define END FIELDS_NO_BODY

static const struct {
	const char *name, *message, *fields, *body;
	unsigned odd, field_odd; /* of the section; of all fields together */
} rows[] = {
	{ "fields in their order, then the body",
	    "From: a@example.org\r\nTo: b@example.jp\r\n\r\nHello\r\n",
	    "From=a@example.org|To=b@example.jp", "Hello\r\n", 0, 0 },
	{ "LF ends lines as well", "A: 1\nB: 2\n\nx", "A=1|B=2", "x", LF, 0 },
	{ "both ends in one mail are noted", "A: 1\r\nB: 2\n\r\nx", "A=1|B=2",
	    "x", FIELDS_MIXED_ENDS, 0 },
	{ "a fold keeps its blank", "A: 1\r\n\t2\r\n 3\r\n\r\n", "A=1\t2 3", "",
	    0, 0 },
	{ "a fold at once", "A:\r\n 1\r\n\r\n", "A=1", "", 0, 0 },
	{ "an empty field", "A:\r\nB: 2\r\n\r\n", "A=|B=2", "", 0, 0 },
	{ "duplicates all stay", "A: 1\r\na: 2\r\nA: 3\r\n\r\n", "A=1|a=2|A=3",
	    "", 0, 0 },
	{ "no blank behind the colon", "A:1\r\n\r\n", "A=1", "", 0, 0 },
	{ "a colon in the body", "A: b: c\r\n\r\n", "A=b: c", "", 0, 0 },
	{ "blanks before the colon", "A : 1\r\n\r\n", "A=1", "", 0,
	    FIELD_SPACED_COLON },
	{ "a fold with nothing on it", "A: 1\r\n \r\n 2\r\nB: 3\r\n\r\n",
	    "A=1  2|B=3", "", 0, FIELD_BLANK_FOLD },
	{ "a line that is no fold, fields behind it",
	    "A: 1\r\nbroken line\r\nB: 2\r\n\r\n", "A=1broken line|B=2", "", 0,
	    FIELD_BROKEN_FOLD },
	{ "a line of HTML is no broken fold",
	    "A: 1\r\n<p>Dear customer\r\nB: 2\r\n\r\n", "A=1",
	    "<p>Dear customer\r\nB: 2\r\n\r\n", FIELDS_NO_BLANK, 0 },
	{ "an address in angles is a broken fold",
	    "A: 1\r\n<a@b>\r\nB: 2\r\n\r\n", "A=1<a@b>|B=2", "", 0,
	    FIELD_BROKEN_FOLD },
	{ "a line that is no field begins the body",
	    "A: 1\r\nDear customer\r\nplease pay\r\n", "A=1",
	    "Dear customer\r\nplease pay\r\n", FIELDS_NO_BLANK, 0 },
	{ "a boundary begins the body, fields behind it",
	    "A: 1\r\n--b\r\nB: 2\r\n\r\nx", "A=1", "--b\r\nB: 2\r\n\r\nx",
	    FIELDS_NO_BLANK, 0 },
	{ "text without any field", "Dear customer\r\n", "",
	    "Dear customer\r\n", FIELDS_NO_BLANK | FIELDS_NONE, 0 },
	{ "nothing", "", "", "", END | FIELDS_NONE, 0 },
	{ "a blank line at once", "\r\nA: 1\r\n", "", "A: 1\r\n", FIELDS_NONE,
	    0 },
	{ "the end behind a field", "A: 1\r\n", "A=1", "", END, 0 },
	{ "the end inside a field", "A: 1", "A=1", "", END, 0 },
	{ "the end inside a name", "A: 1\r\nFro", "A=1", "Fro", FIELDS_NO_BLANK,
	    0 },
	{ "a bare CR ends no line", "A: 1\rB: 2\r\n\r\n", "A=1\rB: 2", "", 0,
	    FIELD_BARE_CR },
	{ "eight bits in a body", "A: \xe6\x9c\xac\r\n\r\n", "A=\xe6\x9c\xac",
	    "", 0, FIELD_8BIT },
	{ "eight bits are no name", "\xe6\x9c\xac: 1\r\nA: 2\r\n\r\n", "",
	    "\xe6\x9c\xac: 1\r\nA: 2\r\n\r\n", FIELDS_NO_BLANK | FIELDS_NONE,
	    0 },
	{ "a control character", "A: \x01\r\n\r\n", "A=\x01", "", 0,
	    FIELD_CONTROL },
	{ "TAB is none", "A:\t1\r\n\r\n", "A=1", "", 0, 0 },
	{ "mbox's line on top", "From a@example.org Thu Jul 17\nA: 1\n\n",
	    "A=1", "", FIELDS_MBOX_LINE | LF, 0 },
	{ "mbox's line quoted", ">From a@example.org\nA: 1\n\n", "A=1", "",
	    FIELDS_MBOX_LINE | LF, 0 },
	{ "From with a colon is a field", "From: a\n\n", "From=a", "", LF, 0 },
	{ "a byte order mark is no part of the first name",
	    "\xef\xbb\xbf"
	    "From: a\r\n\r\nx",
	    "From=a", "x", FIELDS_BOM, 0 },
	{ "a byte order mark before mbox's line",
	    "\xef\xbb\xbf"
	    "From a@example.org\r\nA: 1\r\n\r\n",
	    "A=1", "", FIELDS_BOM | FIELDS_MBOX_LINE, 0 },
	{ "half a byte order mark is none",
	    "\xef\xbb"
	    "From: a\r\n\r\n",
	    "",
	    "\xef\xbb"
	    "From: a\r\n\r\n",
	    FIELDS_NO_BLANK | FIELDS_NONE, 0 },
	{ "a fold before any field", " x\r\nA: 1\r\n\r\n", "",
	    " x\r\nA: 1\r\n\r\n", FIELDS_NO_BLANK | FIELDS_NONE, 0 },
	{ "a colon without a name", ": x\r\nA: 1\r\n\r\n", "",
	    ": x\r\nA: 1\r\n\r\n", FIELDS_NO_BLANK | FIELDS_NONE, 0 },
	{ "a blank line of blanks is a fold", "A: 1\r\n  \r\nB: 2\r\n\r\n",
	    "A=1|B=2", "", 0, FIELD_BLANK_FOLD },
};

/* Fields lie in order, without overlap, where they say. */
static void
check_places(const struct fields *f, span message)
{
	size_t at = 0;

	CHECK(f->body <= message.n);
	for (size_t i = 0; i < f->count; i++) {
		const struct field *one = &f->list[i];

		CHECK(one->start >= at && one->end > one->start);
		CHECK(one->end <= f->body);
		CHECK_INT(span_offset(one->name, message), one->start);
		CHECK(span_within(one->body, message));
		at = one->end;
	}
}

static void
table(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].message);
		span message = test_edge(rows[i].message, n);
		struct fields f = fields_read(test_arena(), message);
		unsigned odd = 0;
		span got = flat(&f);

		test_name(rows[i].name);
		CHECK_SPAN(got, rows[i].fields);
		CHECK_SPAN(span_drop(message, f.body), rows[i].body);
		for (size_t k = 0; k < f.count; k++)
			odd |= f.list[k].odd;
		CHECK_INT(f.odd, rows[i].odd);
		CHECK_INT(odd, rows[i].field_odd);
		for (size_t k = 0; k <= n; k++) {
			message = test_edge(rows[i].message, k);
			f = fields_read(test_arena(), message);
			check_places(&f, message);
		}
	}
}

static void
nul(void **state)
{
	static const char text[] = "A: 1\0"
				   "2\r\nB: 3\r\n\r\nx";
	span message = test_edge(text, sizeof(text) - 1);
	struct fields f = fields_read(test_arena(), message);

	(void)state;
	test_name("a NUL ends neither field nor section");
	CHECK_INT(f.count, 2);
	CHECK_INT(f.list[0].odd, FIELD_NUL);
	CHECK_INT(f.list[0].body.n, 4);
	CHECK_SPAN(span_drop(message, f.body), "x");
}

static void
finds(void **state)
{
	span message = SPAN("A: 1\r\nB: 2\r\na: 3\r\n\r\n");
	struct fields f = fields_read(test_arena(), message);
	size_t from = 0;

	(void)state;
	test_name("by name, without case, in order");
	CHECK_SPAN(fields_find(&f, "a")->body, " 1");
	CHECK_SPAN(fields_last(&f, "A")->body, " 3");
	CHECK_INT(fields_number(&f, "A"), 2);
	CHECK_SPAN(fields_next(&f, "A", &from)->body, " 1");
	CHECK_SPAN(fields_next(&f, "A", &from)->body, " 3");
	CHECK(fields_next(&f, "A", &from) == NULL);
	CHECK(fields_find(&f, "C") == NULL && fields_last(&f, "C") == NULL);
}

static void
limits(void **state)
{
	struct buf many = buf_new(test_arena(), 1 << 20);
	struct buf wide = buf_new(test_arena(), 1 << 20);
	struct fields f;

	(void)state;
	for (size_t i = 0; i < LIMIT_FIELDS + 5; i++)
		buf_text(&many, "A: 1\r\n 2\r\n");
	buf_text(&many, "\r\nbody");
	f = fields_read(test_arena(), buf_span(&many));
	test_name("past the limit fields are skipped, the body is found");
	CHECK_INT(f.count, LIMIT_FIELDS);
	CHECK_INT(f.odd, FIELDS_CUT);
	CHECK_SPAN(span_drop(buf_span(&many), f.body), "body");
	buf_text(&wide, "A: ");
	for (size_t i = 0; i < LIMIT_FIELD + 5; i++)
		buf_byte(&wide, 'x');
	buf_text(&wide, "\r\nB: 2\r\n\r\n");
	f = fields_read(test_arena(), buf_span(&wide));
	test_name("a long field is cut, the next one found");
	CHECK_INT(f.count, 2);
	CHECK_INT(f.list[0].body.n, LIMIT_FIELD);
	CHECK_INT(f.list[0].odd, FIELD_CUT);
	CHECK_SPAN(f.list[1].name, "B");
}

static void
names(void **state)
{
	(void)state;
	test_name("every oddity has a name");
	for (unsigned bit = 1; bit <= FIELD_CUT; bit <<= 1)
		CHECK(field_odd_name(bit) != NULL);
	for (unsigned bit = 1; bit <= FIELDS_BOM; bit <<= 1)
		CHECK(fields_odd_name(bit) != NULL);
	CHECK(field_odd_name(FIELD_CUT << 1) == NULL);
	CHECK(fields_odd_name(FIELDS_BOM << 1) == NULL);
}

static void
saved(void **state)
{
	static const struct {
		const char *name, *message, *fields, *body;
	} tops[] = {
		{ "nothing on top", "A: 1\n\nx", "A=1", "x" },
		{ "a blank line on top", "\nA: 1\n\nx", "A=1", "x" },
		{ "lines of blanks on top", "  \t\r\n\r\nA: 1\r\n\r\nx", "A=1",
		    "x" },
		{ "mbox's line behind them", "\nFrom a@b\nA: 1\n\nx", "A=1",
		    "x" },
		{ "text behind them is no field", "\nDear customer\nA: 1\n\nx",
		    "", "Dear customer\nA: 1\n\nx" },
		{ "nothing behind them", "\n\n", "", "\n" },
		{ "nothing", "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(tops); i++) {
		size_t n = strlen(tops[i].message);
		span message;
		struct fields f;

		test_name(tops[i].name);
		for (size_t k = 0; k < n; k++)
			CHECK(fields_read_saved(
				  test_arena(), test_edge(tops[i].message, k))
				  .body <= k);
		message = test_edge(tops[i].message, n);
		f = fields_read_saved(test_arena(), message);
		CHECK_SPAN(flat(&f), tops[i].fields);
		CHECK_SPAN(span_drop(message, f.body), tops[i].body);
	}
}

TEST_MAIN(
    TEST(saved), TEST(table), TEST(nul), TEST(finds), TEST(limits), TEST(names))
