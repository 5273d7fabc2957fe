/* labels - the command on mails that a reader has labelled. */
#include <unistd.h>

#include "test/run.h"

#define MANIFEST "../shared/corpus/MANIFEST.tsv"

static void
labelled(void **state)
{
	static const struct run_row rows[] = {
		{ "whom mails pose as, in 300 of them and in all Japanese ones",
		    "/usr/bin/python3 -B test/labels/check.py \"$(command -v "
		    "mekiki)\" " TEST_BUILD "/corpus/mail " MANIFEST,
		    0, "genuine mail of brands said to pose: 0 of", "", NULL },
	};

	(void)state;
	if (access(MANIFEST, R_OK) != 0 ||
	    access(TEST_BUILD "/corpus/mail/phish-pot", R_OK) != 0) {
		test_skip("the corpus is not there");
		return;
	}
	run_rows(rows, COUNT(rows));
}

/* test/genuine: written by somebody who has not seen the rules. */
static void
genuine(void **state)
{
	static const struct run_row rows[] = {
		{ "200 Japanese mails as real senders write them",
		    "mekiki --config /dev/null --format json "
		    "test/genuine/*.mbox | grep -c '\"class\":\"\\(clean\\|"
		    "unknown\\)\"'",
		    0, "200\n", "", NULL },
		{ "none of them is accused",
		    "mekiki --config /dev/null test/genuine/*.mbox", 0, NULL,
		    "", NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

TEST_MAIN(TEST(labelled), TEST(genuine))
