#include "cmd/progress.h"

#include <stdio.h>

#include "test/run.h"

static void
texts(void **state)
{
	static const struct {
		const char *name;
		size_t files, done;
		double behind;
		int64_t elapsed;
		const char *wanted;
	} rows[] = {
		{ "files are counted", 5000, 1000, 0.2, 4000,
		    "mekiki: 1000 of 5000 mails, 250 a second, 16 s left" },
		{ "an mbox by its bytes", 0, 1000, 0.25, 4000,
		    "mekiki: 1000 mails, 25 %, 250 a second, 12 s left" },
		{ "a pipe has no end", 0, 1000, -1, 4000,
		    "mekiki: 1000 mails, 250 a second" },
		{ "no time left is guessed in the first second", 0, 100, 0.01,
		    999, "mekiki: 100 mails, 1 %, 100 a second" },
		{ "nor before anything is done", 9, 0, 0, 4000,
		    "mekiki: 0 of 9 mails, 0 a second" },
		{ "minutes", 0, 60, 0.1, 60000,
		    "mekiki: 60 mails, 10 %, 1 a second, 9 min left" },
		{ "hours", 0, 60, 0.01, 600000,
		    "mekiki: 60 mails, 1 %, 0 a second, 16 h left" },
		{ "a clock that stands still", 0, 1, -1, 0,
		    "mekiki: 1 mail, 1000 a second" },
		{ "an end without end", SIZE_MAX, SIZE_MAX - 1, 1e-300,
		    INT64_MAX,
		    "mekiki: 18446744073709551614 of 18446744073709551615 "
		    "mails, 2000 a second" },
	};
	char buf[PROGRESS_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct progress p = { .files = rows[i].files };

		test_name(rows[i].name);
		CHECK_SPAN(progress_text(&p, rows[i].done, rows[i].behind,
			       rows[i].elapsed, buf),
		    rows[i].wanted);
	}
}

/*
 * Two mails and, 0.6 seconds later, two more: the line is due.  script(1) puts
 * both outputs of what it runs on one terminal, the inner shell parts them.
 */
#define SLOW                                                                   \
	"m() { printf 'From a 10:30\\nFrom: a@b.example\\n\\nx\\n\\n'; };"     \
	"{ m; m; m; sleep 0.6; m; m; } | "

static void
terminals(void **state)
{
	static const struct {
		const char *name, *command, *has, *lacks;
	} rows[] = {
		{ "a terminal beside a file has the line",
		    SLOW "mekiki - >$T/o", "\rmekiki: ", NULL },
		{ "it says how many", SLOW "mekiki - >$T/o", " mail, ", NULL },
		{ "and is taken away at the end",
		    SLOW "mekiki - >$T/o; echo end", "\r\033[Kend", NULL },
		{ "with threads too", SLOW "mekiki -j 2 - >$T/o; echo end",
		    "\r\033[Kend", NULL },
		{ "a complaint does not stand behind it",
		    SLOW "mekiki - nothing-here >$T/o", NULL, "leftmekiki:" },
		{ "reports on the terminal are the progress", SLOW "mekiki -",
		    NULL, "\rmekiki:" },
		{ "a pipe has none", SLOW "mekiki - 2>$T/e >$T/o; cat $T/e",
		    NULL, "mekiki:" },
		{ "a dumb terminal has none",
		    "TERM=dumb; " SLOW "mekiki - >$T/o", NULL, "mekiki:" },
		{ "one mail has none",
		    "{ printf 'From: a@b\\n\\n'; sleep 0.6; echo; } |"
		    "mekiki - >$T/o",
		    NULL, "mekiki:" },
	};
	static char command[3000];
	bool have = run_shell("script -qec 'echo here' /dev/null").status == 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct run_result r;

		test_name(rows[i].name);
		if (!have) {
			test_skip("no terminals: /dev/pts is not mounted");
			continue;
		}
		snprintf(command, sizeof(command),
		    "cat >$T/inner <<'END'\n%s\nEND\n"
		    "script -qec \"sh $T/inner\" /dev/null",
		    rows[i].command);
		r = run_shell(command);
		if (rows[i].has != NULL && !run_holds(r.out, rows[i].has))
			CHECK_SPAN(r.out, rows[i].has);
		if (rows[i].lacks != NULL && run_holds(r.out, rows[i].lacks))
			CHECK_SPAN(r.out, "without what it must lack");
	}
}

TEST_MAIN(TEST(texts), TEST(terminals))
