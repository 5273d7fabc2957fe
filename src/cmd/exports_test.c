/* exports - what `mekiki report` writes for platforms, through the command. */
#include <unistd.h>

#include "test/run.h"

#define SCHEMAS "../shared/suites/schemas"
#define ALL(format)                                                            \
	"for f in examples/*.eml; do mekiki report --config /dev/null "        \
	"--format " format " $f; done >$T/x.jsonl; "                           \
	"/usr/bin/python3 -B test/exports.py " format " "

static void
definitions(void **state)
{
	static const struct run_row without[] = {
		{ "an event for each mail", ALL("misp") "- $T/x.jsonl", 0,
		    "6 texts, 0 faults", "", NULL },
		{ "a bundle for each mail", ALL("stix") "- $T/x.jsonl", 0,
		    "6 texts, 0 faults", "", NULL },
		{ "the same mail, the same event",
		    "mekiki report --format misp examples/boss-wire.eml >$T/1; "
		    "mekiki report --format misp examples/boss-wire.eml | "
		    "cmp - $T/1",
		    0, "", "", NULL },
		{ "links in which nothing was masked may be acted on, no more",
		    "printf 'From: Amazon <no-reply@amazon.co.jp>\\n"
		    "To: me@reader.example\\nSubject: Your account\\n\\n"
		    "Dear customer, your account has been suspended. Verify "
		    "your account: http://login.amaz0n-verify.net/now and "
		    "http://login.amaz0n-verify.net/me@reader.example\\n' "
		    ">$T/b.eml; mekiki report --format misp $T/b.eml | "
		    "tr '{' '\\n' | grep 'to_ids\":true' | "
		    "grep -o '\"value\":\"[^\"]*' | sort -u; "
		    "mekiki report --format stix $T/b.eml | "
		    "grep -o \"url:value = [^]]*\"",
		    0,
		    "\"value\":\"http://login.amaz0n-verify.net/now\n"
		    "url:value = 'http://login.amaz0n-verify.net/now'\n",
		    "", NULL },
		{ "nothing of genuine mail is",
		    "mekiki report --format misp examples/genuine-notice.eml "
		    "| grep -c 'to_ids\":true'; "
		    "mekiki report --format stix examples/genuine-notice.eml | "
		    "grep -c indicator--",
		    1, "0\n0\n", "", NULL },
		{ "recipients are in neither",
		    "for k in misp stix; do mekiki report --format $k "
		    "examples/account-suspension.eml; done | "
		    "grep -c 'info@example.jp'",
		    1, "0\n", "", NULL },
		{ "examine has neither",
		    "mekiki examine --format stix examples/boss-wire.eml", 2,
		    "", "use mekiki report", NULL },
	};
	static const struct run_row with[] = {
		{ "MISP's definitions hold", ALL("misp") SCHEMAS " $T/x.jsonl",
		    0, "6 texts, 0 faults", "", NULL },
		{ "the schemas of STIX hold", ALL("stix") SCHEMAS " $T/x.jsonl",
		    0, "6 texts, 0 faults", "", NULL },
	};

	(void)state;
	run_rows(without, COUNT(without));
	if (access(SCHEMAS, R_OK) != 0) {
		test_skip("the schemas are not there");
		return;
	}
	run_rows(with, COUNT(with));
}

TEST_MAIN(TEST(definitions))
