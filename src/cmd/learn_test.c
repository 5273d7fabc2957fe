/* learn - tools/learn on a folder of labelled mails of the test's own. */
#include "test/run.h"

/*
 * Sixty mails: bad ones with a brand's name over another address, good ones
 * without; texts of the same words but for "click" and "patch".  Each comes
 * twice, under two names.
 */
#define CORPUS                                                                  \
	"rm -rf $T/c $T/made; mkdir -p $T/c/ham/lists $T/c/phish/kit $T/made; " \
	"for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do for k in a b; do "    \
	"printf 'From: Amazon <x%d@example.com>\\nTo: r@reader.example\\n"      \
	"Subject: order %d\\n\\nPlease click the button %d%d%d below and tell " \
	"us your number so that we can send what word%d stands for.\\n' "       \
	"$i $i $i $i $i $i | sed \"s/word$i/$(echo $i | tr 0-9 a-j)word/\" "    \
	">$T/c/phish/kit/$i$k.eml; "                                            \
	"printf 'From: John <j%d@example.org>\\nTo: r@reader.example\\n"        \
	"Subject: patch %d\\n\\nThe patch works here, thanks. I will look at "  \
	"the second one tomorrow and write what word%d does.\\n' $i $i $i | "   \
	"sed \"s/word$i/$(echo $i | tr 0-9 a-j)word/\" "                        \
	">$T/c/ham/lists/$i$k.eml; done; done; "                                \
	"tools/labels.sh $T/c >$T/labels; "
#define LEARN TEST_BUILD "/learn/learn "
#define WITH " $T/labels data " TEST_BUILD "/know $T/made "

static void
learn(void **state)
{
	static const struct run_row rows[] = {
		{ "labels are those of the folders",
		    CORPUS "wc -l <$T/labels; "
			   "cut -f1,3 $T/labels | sort | uniq -c | tr -s ' '",
		    0, "60\n 30 ham\tlists\n 30 phish\tkit\n", "", NULL },
		{ "mails that begin alike are in one fold",
		    LEARN "folds" WITH
			  "| sed 's/[ab].eml$//' | sort -u | wc -l",
		    0, "30\n", "", NULL },
		{ "there are five folds",
		    LEARN "folds" WITH "| cut -f1 | sort -u | wc -l", 0, "5\n",
		    "", NULL },
		{ "it learns to tell them apart",
		    LEARN "eval" WITH "2>/dev/null | grep -E '^  AUC +1.0000'",
		    0, "AUC", "", NULL },
		{ "what it writes is read",
		    LEARN "write" WITH "2>/dev/null && mekiki --config "
			  "/dev/null --own $T/made $T/c/ham/lists/1a.eml",
		    0, NULL, "", NULL },
		{ "a finding that accuses never excuses",
		    "awk -F'\\t' '!/^[#@]/ { n++; if ($2 * $6 < 0) bad++ } "
		    "END { print (n > 200), bad + 0 }' $T/made/weights.tsv",
		    0, "1 0\n", "", NULL },
		{ "what is not to be learned stays as it was set",
		    "awk -F'\\t' '!/^[#@]/ && $7 == \"no\" { n++; "
		    "if ($2 != $6) bad++ } END { print (n > 50), bad + 0 }' "
		    "$T/made/weights.tsv",
		    0, "1 0\n", "", NULL },
		{ "what is rare stays near what was set",
		    "awk -F'\\t' '!/^[#@]/ && $7 == \"yes\" && $8 + $9 == 0 "
		    "&& $6 > 5 { n++; if ($2 < $6 / 2 || $2 > $6 * 2) bad++ } "
		    "END { print (n > 20), bad + 0 }' $T/made/weights.tsv",
		    0, "1 0\n", "", NULL },
		{ "what was seen is counted, and says where",
		    "grep -P '^sender.brand-mismatch\\t' $T/made/weights.tsv | "
		    "cut -f8,9; grep -c '^# Learned from mail of lists (0 bad, "
		    "30 genuine); kit (30 bad, 0 genuine)' $T/made/weights.tsv",
		    0, "30\t0\n1\n", "", NULL },
		{ "wording alone accuses nobody",
		    "awk -F'\\t' '/^@prior\\t/ { p = $2 } /^@model/ { m = $2 } "
		    "END { print p + m }' $T/made/weights.tsv",
		    0, "5\n", "", NULL },
		{ "a label that is none",
		    "echo x >$T/labels; printf "
		    "'eggs\\t/x\\t\\t\\t\\n' >$T/labels; " LEARN "folds" WITH,
		    3, "", "learn: /x: no such label", NULL },
		{ "a folder that is not there",
		    "tools/learn.sh eval " TEST_BUILD " $T/nowhere", 2, "",
		    "no folder", NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

TEST_MAIN(TEST(learn))
