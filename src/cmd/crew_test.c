#include "test/run.h"

#define BAD "examples/account-suspension.eml"

/* An mbox of 300 mails in $T/box, ten of them large; made once. */
#define BOX                                                                    \
	"test -f $T/box || for i in $(seq 60); do for f in examples/*.eml; do" \
	" echo 'From a@b Tue Mar  4 10:15:30 2025'; cat $f; echo;"             \
	" test $((i % 6)) = 0 && test $f = " BAD " && seq 9000;"               \
	" echo; done; done >$T/box;"

/* As long as anybody reads; what does not end by itself is status 124. */
#define ENDLESS(command)                                                       \
	BOX "{ while cat $T/box; do :; done; } 2>/dev/null | "                 \
	    "{ timeout 20 " command "; echo $? >$T/st; }"

/* $T/a and $T/b are the same but for when they were made. */
#define SAME                                                                    \
	"for f in a b; do sed 's/\"examined_at\":\"[^\"]*\"//' $T/$f >$T/$f.s;" \
	"done; cmp $T/a.s $T/b.s"

static void
orders(void **state)
{
	static const struct run_row rows[] = {
		{ "json is the same with two threads",
		    BOX "mekiki --format json $T/box >$T/a;"
			"mekiki --format json -j 2 $T/box >$T/b;" SAME
			"&& wc -l <$T/a",
		    0, "360\n", "", NULL },
		{ "and with 64",
		    BOX "mekiki --format json -j 64 $T/box >$T/b;" SAME, 0, "",
		    "", NULL },
		{ "lines and totals are the same",
		    BOX "mekiki $T/box >$T/a; mekiki -j 3 $T/box >$T/b;" SAME
			"&& grep -o '^[0-9]* mails' $T/b",
		    0, "360 mails\n", "", NULL },
		{ "whole reports are the same",
		    "mekiki -v examples >$T/a; mekiki -v -j 4 examples >$T/b;" SAME,
		    0, "", "", NULL },
		{ "complaints are the same, in order",
		    "l='" BAD " none-1 examples none-2 - none-3'; "
		    "mekiki $l </dev/null >$T/a 2>$T/ea;"
		    "mekiki -j 4 $l </dev/null >$T/b 2>$T/eb; echo $?;" SAME
		    "&& cmp $T/ea $T/eb && wc -l <$T/eb",
		    0, "3\n3\n", "", NULL },
		{ "the status is the same", "mekiki -j 2 examples", 1,
		    "6 mails", "", NULL },
		{ "more threads than mails", "mekiki -j 64 " BAD, 1,
		    "What to do now", "", NULL },
		{ "no mail at all", "mkdir $T/none; mekiki -j 2 $T/none", 0, "",
		    "there is no mail", NULL },
		{ "a file that is gone when its turn comes",
		    "mekiki -j 2 " BAD " /proc/self/mem examples", 3, "7 mails",
		    "/proc/self/mem: Input/output error", NULL },
		{ "a disk that fills in the middle is said once",
		    BOX "mekiki -j 4 $T/box >/dev/full 2>$T/e; echo $?;"
			"wc -l <$T/e",
		    0, "3\n1\n", "", NULL },
		{ "a reader that goes ends even an endless mbox",
		    ENDLESS("mekiki -") "| head -n 2 | wc -l; cat $T/st", 0,
		    "2\n3\n", "", NULL },
		{ "and one for two threads",
		    ENDLESS("mekiki -j 2 -") "| head -n 2 | wc -l; cat $T/st",
		    0, "2\n3\n", "", NULL },
		{ "a full disk ends it as well",
		    ENDLESS("mekiki -j 2 - 2>$T/e") ">/dev/full;"
						    "wc -l <$T/e; cat $T/st",
		    0, "1\n3\n", "", NULL },
		{ "a reader that goes in the middle",
		    BOX "{ mekiki -j 4 --format json $T/box; echo $? >$T/st; }"
			"| head -n 2 | wc -l; cat $T/st",
		    0, "2\n3\n", "", NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

static void
mboxes(void **state)
{
	static const struct run_row rows[] = {
		{ "each mail of an mbox has a line, with its number",
		    BOX "mekiki $T/box | grep -c '/box#[0-9]'", 0, "360\n", "",
		    NULL },
		{ "index counts from 0, offset is where the mail begins",
		    "printf 'From a 10:30\\nA: b\\n\\nFrom a 10:30\\nC: d\\n'"
		    ">$T/two; mekiki --format json $T/two |"
		    "sed 's/.*\"index\"/\"index\"/; s/},.*//'",
		    0, "\"index\":0,\"offset\":13\n\"index\":1,\"offset\":32\n",
		    "", NULL },
		{ "the digest is the mail's own",
		    "{ echo 'From a@b Tue Mar  4 10:15:30 2025'; cat " BAD "; "
		    "echo; } >$T/one; s=$(sha256sum <" BAD "); "
		    "cat $T/one $T/one >$T/both; "
		    "mekiki --format json $T/both | grep -c ${s%% *}",
		    0, "2\n", "", NULL },
		{ "of a file of one mail it is the file's",
		    "s=$(sha256sum <$T/one); "
		    "mekiki --format json $T/one | grep -c ${s%% *}",
		    0, "1\n", "", NULL },
		{ "an mbox of one mail gives its report", "mekiki $T/one", 1,
		    "What to do now", "", NULL },
		{ "an mbox in a pipe",
		    BOX "cat $T/box | mekiki - | grep -o '^[0-9]* mails'", 0,
		    "360 mails\n", "", NULL },
		{ "an mbox that comes in pieces",
		    "m='rom a 10:30\\nA: b\\n\\n'; { printf F; sleep 0.2; "
		    "printf \"$m\"; sleep 0.2; printf \"F$m\"; } |"
		    "mekiki --format json - | wc -l",
		    0, "2\n", "", NULL },
		{ "an mbox beside a mail",
		    BOX "mekiki $T/box " BAD " | grep -o '^[0-9]* mails'", 0,
		    "361 mails\n", "", NULL },
		{ "reports of an mbox with -v", "mekiki -v $T/two", 0, "/two#1",
		    "", NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

TEST_MAIN(TEST(orders), TEST(mboxes))
