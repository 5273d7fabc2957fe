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
		{ "links of bad mail may be acted on, the origin not",
		    "mekiki report --format misp "
		    "examples/account-suspension.eml | tr '{' '\\n' | "
		    "grep -E '\"(url|received-header-ip)\",\"type\"' | "
		    "grep -oE 'relation\":\"[a-z-]*|to_ids\":[a-z]*' | "
		    "sort | uniq | tr '\\n' ' '",
		    0,
		    "relation\":\"received-header-ip relation\":\"url "
		    "to_ids\":false to_ids\":true ",
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
