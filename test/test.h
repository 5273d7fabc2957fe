/*
 * test - what a unit test needs beside cmocka.
 *
 * A test file is tables: name, input, wanted.  The name states the rule.  Each
 * file ends with TEST_MAIN and its functions; every row calls test_name, so a
 * failure says which rule broke, and the rows are counted.
 */
#ifndef MEKIKI_TEST_H
#define MEKIKI_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"

#define CHECK(ok) test_check((ok), #ok, __FILE__, __LINE__)
#define CHECK_SPAN(got, want) test_span((got), (want), #got, __FILE__, __LINE__)
#define CHECK_INT(got, want)                                                   \
	test_int((long long)(got), (long long)(want), #got, __FILE__, __LINE__)

void test_check(bool ok, const char *what, const char *file, int line);
void test_span(
    span got, const char *want, const char *what, const char *file, int line);
void test_int(long long got, long long want, const char *what, const char *file,
    int line);

/*
 * Copies n bytes so that they end at unreadable memory: a read one byte too
 * far traps, with or without a sanitizer.  The copy lives until the next call.
 */
span test_edge(const char *bytes, size_t n);

/* A row of a table begins; failures from here on are reported under name. */
void test_name(const char *name);

/* A fresh arena, freed at the end of the test function. */
struct arena *test_arena(void);

/*
 * The path of a file or folder of the repository, whatever the working
 * directory: test_path("data").  The text lives until the next call.
 */
const char *test_path(const char *inside);

/*
 * ../shared/inside beside the repository, or NULL where it is not there: the
 * caller then calls test_skip, which says so plainly.
 */
const char *test_shared(const char *inside);
void test_skip(const char *why);

/* The whole file, in the test's arena; fails the test when unreadable. */
span test_file(struct arena *a, const char *path);

/* Used as cmocka's teardown: reports the rows' failures, frees the arena. */
int test_end(void **state);

#define TEST(function) cmocka_unit_test_teardown(function, test_end)

#define TEST_MAIN(...)                                                         \
	int main(void)                                                         \
	{                                                                      \
		const struct CMUnitTest tests[] = { __VA_ARGS__ };             \
		return test_main(cmocka_run_group_tests(tests, NULL, NULL));   \
	}

/* Prints the number of rows; the exit status. */
int test_main(int failed);

#endif
