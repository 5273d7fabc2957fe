#include "know/tsv.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test/test.h"

/* A file with these bytes; its path lives until the next call. */
static const char *
file_with(const char *text)
{
	static char path[256];
	FILE *f;

	snprintf(path, sizeof(path), "%s", test_path("build/tsv_test.tsv"));
	f = fopen(path, "wb");
	if (f == NULL)
		abort();
	fputs(text, f);
	fclose(f);
	return path;
}

static void
rows(void **state)
{
	struct know_error err = { { 0 } };
	struct tsv t = { 0 };

	(void)state;
	test_name(
	    "rows are cut at tabs; comments and blank lines are not rows");
	CHECK(tsv_open(test_arena(), file_with("# c\n\na\tb\r\n\t c \n"), &t,
		  &err) == MEKIKI_OK);
	CHECK(tsv_next(&t));
	CHECK_INT(t.line, 3);
	CHECK_INT(t.count, 2);
	CHECK_SPAN(t.column[0], "a");
	CHECK_SPAN(t.column[1], "b");
	CHECK(tsv_next(&t));
	CHECK_INT(t.line, 4);
	CHECK_SPAN(t.column[0], "");
	CHECK_SPAN(t.column[1], " c ");
	CHECK_SPAN(t.column[2], "");
	test_name("a mistake is reported with file and line");
	CHECK(tsv_bad(&t, &err, "no such thing") == MEKIKI_BAD_DATA);
	CHECK(span_ends(span_of(err.text), "tsv_test.tsv:4: no such thing"));
	CHECK(!tsv_next(&t));
	test_name("the last line needs no line end, a comment none either");
	CHECK(tsv_open(test_arena(), file_with("x\ty\n#"), &t, &err) ==
	    MEKIKI_OK);
	CHECK(tsv_next(&t));
	CHECK(!tsv_next(&t));
	test_name("columns past the last one stay in it");
	CHECK(tsv_open(test_arena(),
		  file_with("1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\t14"
			    "\t15\t16\t17"),
		  &t, &err) == MEKIKI_OK);
	CHECK(tsv_next(&t));
	CHECK_INT(t.count, TSV_COLUMNS);
	CHECK_SPAN(t.column[15], "16\t17");
}

static void
errors(void **state)
{
	struct know_error err = { { 0 } };
	struct tsv t = { 0 };
	span out;

	(void)state;
	test_name("a missing file is named");
	CHECK(tsv_open(test_arena(), "/nowhere/x.tsv", &t, &err) == MEKIKI_IO);
	CHECK(span_starts(span_of(err.text), "/nowhere/x.tsv: "));
	test_name("a folder is no file");
	CHECK(tsv_open(test_arena(), "/", &t, &err) == MEKIKI_IO);
	test_name("a pipe is no file, and is not waited for");
	unlink(test_path("build/tsv_test.pipe"));
	if (mkfifo(test_path("build/tsv_test.pipe"), 0600) != 0)
		abort();
	CHECK(tsv_open(test_arena(), test_path("build/tsv_test.pipe"), &t,
		  &err) == MEKIKI_IO);
	CHECK(
	    span_ends(span_of(err.text), "tsv_test.pipe: is no regular file"));
	unlink(test_path("build/tsv_test.pipe"));
	test_name("a file beyond the limit is refused");
	CHECK(tsv_file(test_arena(), file_with("12345"), 4, &out, &err) ==
	    MEKIKI_BAD_DATA);
	CHECK(tsv_file(test_arena(), file_with("12345"), 5, &out, &err) ==
	    MEKIKI_OK);
	CHECK_SPAN(out, "12345");
}

TEST_MAIN(TEST(rows), TEST(errors))
