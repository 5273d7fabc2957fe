/*
 * run - the command as its users start it, for tests of the whole.
 *
 * Commands are shell text, so that a row of a table shows what a user would
 * type.  "mekiki" is the sanitized build; the databases are the small ones of
 * the tests; settings are read from $T/config and, in place of /etc, from
 * test-etc in the working directory, which is the repository's and has none.
 * Of the environment LC_ALL, LC_MESSAGES, LANG, COLUMNS and NO_COLOR are unset,
 * the clock is Japan's.  $T is a folder that lives as long as the test program.
 */
#ifndef MEKIKI_RUN_H
#define MEKIKI_RUN_H

#include "test/test.h"

struct run_result {
	int status;    /* of the last command; -1: killed */
	span out, err; /* in the test's arena */
};

struct run_result run_shell(const char *command);

/* What one command has to come to; NULL: not asked, "": nothing at all. */
struct run_row {
	const char *name, *command;
	int status;
	const char *out, *err; /* stand somewhere in it */
	const char *not_out;
};

/* Runs and holds each row. */
void run_rows(const struct run_row *rows, size_t count);

/* haystack holds needle somewhere. */
bool run_holds(span haystack, const char *needle);

#endif
