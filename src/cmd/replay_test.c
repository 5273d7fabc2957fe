#include "test/run.h"

#define BAD "examples/account-suspension.eml"
#define ANSWERS "examples/account-suspension.answers"
/* A fresh folder with one case in it; $c is its path. */
#define CASE                                                                   \
	"rm -rf $T/k; mekiki --keep $T/k --answers " ANSWERS " " BAD           \
	" >/dev/null; c=$(echo $T/k/*); "
/* Without the path, which is another. */
#define PATHLESS "sed 's/\"path\":\"[^\"]*\"//'"

static void
answers(void **state)
{
	static const struct run_row rows[] = {
		{ "a recording answers, and what is reconstructed says so",
		    "mekiki --lang ja --answers " ANSWERS " " BAD, 1,
		    "[再現, 2022-05-10", "", NULL },
		{ "in English", "mekiki --answers " ANSWERS " " BAD, 1,
		    "Xserver Inc. (Osaka, Japan)\n", "", NULL },
		{ "registry and databases stand side by side",
		    "mekiki --answers " ANSWERS " " BAD, 1,
		    "Japan Tokyo Chiyoda City (DB-IP 2026-06-05)", "", NULL },
		{ "on the page, too",
		    "mekiki --format html --lang ja --answers " ANSWERS " " BAD,
		    1, "再現", "", NULL },
		{ "what it lacks was not asked, and is counted",
		    "mekiki --answers " ANSWERS " " BAD, 1,
		    "more questions have no answer in the recording", "",
		    NULL },
		{ "nothing is written to it",
		    "cp " ANSWERS " $T/a; mekiki --answers $T/a " BAD
		    " >/dev/null; cmp $T/a " ANSWERS,
		    0, "", "", NULL },
		{ "a file that is not there", "mekiki --answers $T/none " BAD,
		    3, "", "/none: No such file or directory", NULL },
		{ "a line that is no answer",
		    "printf '# x\\n{}\\n' >$T/a; mekiki --answers $T/a " BAD, 3,
		    "", "/a:2: no text, and not null: kind", NULL },
		{ "a link in a file of reported ones",
		    "echo takaki-shiho.com >$T/seen; mekiki --feed $T/seen "
		    "--lang ja " BAD,
		    1, "報告された URL の一覧 seen", "", NULL },
		{ "a file without any", "mekiki --feed Makefile " BAD, 3, "",
		    "Makefile: there is no URL and no domain in it", NULL },
		{ "a list is a zone", "mekiki --ip-list 192.0.2.1 " BAD, 2, "",
		    "as bl.example.org", NULL },
		{ "without it, the network is said not to be asked",
		    "mekiki " BAD, 1, "The network was not asked", "",
		    "What the network says" },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

static void
cases(void **state)
{
	static const struct run_row rows[] = {
		{ "a case is a folder of five files",
		    CASE "ls $c | tr '\\n' ' '", 0,
		    "SHA256SUMS answers.jsonl case.json examination.json "
		    "mail.eml ",
		    "", NULL },
		{ "whose digests anybody can check",
		    CASE "cd $c; sha256sum -c SHA256SUMS | grep -c OK", 0, "4",
		    "", NULL },
		{ "the mail is the mail, byte for byte",
		    CASE "cmp $c/mail.eml " BAD, 0, "", "", NULL },
		{ "only its owner may read it",
		    CASE "stat -c %a $c $c/mail.eml | tr '\\n' ' '", 0,
		    "700 600 ", "", NULL },
		{ "replayed, it is the same, byte for byte",
		    CASE "mekiki replay --format json $c | " PATHLESS
			 " >$T/x; " PATHLESS
			 " $c/examination.json | cmp - $T/x",
		    0, "", "", NULL },
		{ "the options of then count, not those of now",
		    "rm -rf $T/k; mekiki --me kagoya.jp --trust 192.0.2.1 "
		    "--keep $T/k " BAD " >/dev/null; "
		    "mekiki replay --me example.org --format json $T/k/* | " PATHLESS
		    " >$T/x; " PATHLESS " $T/k/*/examination.json | cmp - $T/x",
		    0, "", "", NULL },
		{ "as a report to read", CASE "mekiki replay --lang ja $c", 1,
		    "カゴヤ・ジャパン", "", NULL },
		{ "examined again, it is a case beside the first",
		    CASE "mekiki --keep $T/k " BAD
			 " >/dev/null; ls $T/k | wc -l",
		    0, "2\n", "", NULL },
		{ "each mail of an mbox is a case",
		    "rm -rf $T/k; for i in 1 2 3; do echo 'From a@b Thu Jan  1 "
		    "00:00:00 2026'; cat " BAD
		    "; echo; done >$T/box; mekiki -j 2 --keep $T/k $T/box "
		    ">/dev/null; ls $T/k | wc -l",
		    0, "3\n", "", NULL },
		{ "several cases in one go",
		    CASE "mekiki --keep $T/k " BAD
			 " >/dev/null; mekiki replay $T/k/*",
		    1, "2 mails", "", NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

static void
trouble(void **state)
{
	static const struct run_row rows[] = {
		{ "a mail that was changed is not what was kept",
		    CASE "echo >>$c/mail.eml; mekiki replay $c", 3, "",
		    "mail.eml: is not the file that the case was kept with",
		    NULL },
		{ "nor are answers that were changed",
		    CASE "sed -i s/Osaka/Kyoto/ $c/answers.jsonl; "
			 "mekiki replay $c",
		    3, "", "answers.jsonl: is not the file", NULL },
		{ "nor is a case.json that tells of another mail",
		    CASE "sed -i 's/\"size\":[0-9]*/\"size\":7/' $c/case.json; "
			 "cd $c; sha256sum answers.jsonl case.json "
			 "examination.json mail.eml >SHA256SUMS; "
			 "mekiki replay $c",
		    3, "", "case.json tells of another mail", NULL },
		{ "what an answer says does not drive the terminal",
		    "sed 's/\"holder\":\"Xserver Inc.\"/\"holder\":"
		    "\"X\\\\u001b[31m\"/; s/from the article/\\\\u001b[2J/' " ANSWERS
		    " >$T/a; mekiki -v --answers $T/a " BAD,
		    1, "<U+001B>[31m", "", "\033" },
		{ "a folder that is no case", "mekiki replay examples", 3, "",
		    "examples/SHA256SUMS: No such file", NULL },
		{ "one bad case does not hide the others",
		    CASE "mekiki replay examples $c", 3, "phishing",
		    "examples/", NULL },
		{ "no case at all", "mekiki replay", 2, "",
		    "replay takes the folder of a case", NULL },
		{ "replay asks nobody", "mekiki replay --lookup x", 2, "",
		    "replay asks nobody and keeps nothing", NULL },
		{ "a folder that cannot be made", "mekiki --keep /proc/x " BAD,
		    3, "phishing", "mekiki: not kept: /proc/x: ", NULL },
		{ "no such way to look up", "mekiki --lookup=all " BAD, 2, "",
		    "use --lookup or --lookup=full", NULL },
		{ "a resolver is an address",
		    "mekiki --resolver a.example " BAD, 2, "",
		    "as 192.0.2.53 or 192.0.2.53@5353", NULL },
		{ "with a port that is one",
		    "mekiki --resolver 192.0.2.1@0 " BAD, 2, "",
		    "as 192.0.2.53 or 192.0.2.53@5353", NULL },
		{ "a server stands for another", "mekiki --server x " BAD, 2,
		    "", "as whois.example=192.0.2.1:43", NULL },
		{ "a server in place of another has a port",
		    "mekiki --lookup --server whois.example=x " BAD, 2, "",
		    "x is neither host:port nor a URL", NULL },
		{ "answers that cannot be kept are told before anybody is asked",
		    "mekiki --lookup --answers /nowhere/x " BAD, 3, "",
		    "mekiki: /nowhere/x: No such file or directory\n", "x" },
		{ "a deadline is seconds", "mekiki --deadline 0 " BAD, 2, "",
		    "deadline takes seconds from 1 to 600", NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

TEST_MAIN(TEST(answers), TEST(cases), TEST(trouble))
