#include "test/run.h"

#define OWN                                                                    \
	"mkdir -p $T/own; printf '%s\\t' ours 例示商会 'Our House' "       \
	"'Our House|例示商会' our.example '' other House '' "              \
	">$T/own/brands.tsv; echo 'by hand' >>$T/own/brands.tsv; "
#define PYTHON "python3 -c 'import json, sys; "

static void
shows(void **state)
{
	static const struct run_row rows[] = {
		{ "all, with names and official domains",
		    "mekiki brands --lang en | grep '^kagoya '", 0,
		    "kagoya            KAGOYA JAPAN                    "
		    "kagoya.jp kagoya.com ",
		    "", NULL },
		{ "each brand has a line, and the columns a head",
		    "grep -vc '^#' data/brands.tsv >$T/n; "
		    "mekiki brands | sed 1d | wc -l | cmp - $T/n && echo same",
		    0, "same\n", "", NULL },
		{ "Japanese names in Japanese",
		    "mekiki brands --lang ja kagoya.n", 0, "カゴヤ・ジャパン",
		    "", "KAGOYA JAPAN" },
		{ "both languages, one behind the other",
		    "mekiki brands --lang both kagoya.n | grep -c ^kagoya", 0,
		    "2\n", "", NULL },
		{ "a word of a name, whatever its case and width",
		    "mekiki brands ﾒﾙｶﾘ便", 0, "mercari", "", "kagoya" },
		{ "a word of an id", "mekiki brands rakuten_c", 0,
		    "rakuten_card", "", "rakuten_bank" },
		{ "a domain", "mekiki brands 01epos", 0, "epos", "", NULL },
		{ "a weak name", "mekiki brands 宅急", 0, "yamato", "", NULL },
		{ "a sector, whole", "mekiki brands webmail yahoo", 0, "yahoo",
		    "", "rakuten" },
		{ "several words narrow it",
		    "mekiki brands 楽天 カード | sed 1d | wc -l", 0, "1\n", "",
		    NULL },
		{ "an id shows the whole entry",
		    "COLUMNS=200 mekiki brands jcb", 0,
		    "  Weak names      JCB (common or short words: they count",
		    "", NULL },
		{ "with what each domain is known from, and when",
		    "COLUMNS=200 mekiki brands kagoya", 0,
		    "  Official        kagoya.jp  (a public page; imitated "
		    "(JPCERT/CC); 2026-11-25)\n",
		    "", NULL },
		{ "the customers' space, and what of it is not",
		    "COLUMNS=200 mekiki brands softbank", 0,
		    "  Customers'      softbank.ne.jp (not its sub-domains)\n",
		    "", NULL },
		{ "the report address", "mekiki brands amazon", 0,
		    "  Report fakes    stop-spoofing@amazon.com\n", "", NULL },
		{ "who shares with it", "mekiki brands rakuma", 0,
		    "  Shares with     rakuten\n", "", NULL },
		{ "the day of review, and the line of the file",
		    "COLUMNS=200 mekiki brands kagoya | tail -2 | "
		    "sed 's/:[0-9]*$/:LINE/'",
		    0, "Reviewed        2026-11-25\n  Stands in       /", "",
		    NULL },
		{ "the line is that of the brand",
		    "n=$(grep -n '^kagoya' data/brands.tsv | cut -d: -f1); "
		    "COLUMNS=200 mekiki brands kagoya | grep -c "
		    "\"/data/brands.tsv:$n$\"",
		    0, "1\n", "", NULL },
		{ "who else has the id's word", "mekiki brands rakuten", 0,
		    "  Others          rakuten_card, rakuten_bank", "", NULL },
		{ "in Japanese as well", "mekiki brands --lang ja kagoya", 0,
		    "  確認日          2026-11-25\n", "", "Reviewed" },
		{ "JSON: one object a brand",
		    "mekiki brands --format json | " PYTHON
		    "b = [json.loads(l) for l in sys.stdin]; "
		    "print(len(b) > 700, [x[\"official\"][0][\"reviewed\"] "
		    "for x in b if x[\"id\"] == \"jcb\"])'",
		    0, "True ['2026-11-25']\n", "", NULL },
		{ "JSON: sources, marks and place",
		    "mekiki brands --format json softbank | " PYTHON
		    "b = json.loads(sys.stdin.read()); "
		    "print([(t[\"domain\"], t[\"subdomains\"]) for t in "
		    "b[\"tenant\"]], b[\"own\"], "
		    "b[\"file\"].endswith(\"data/brands.tsv\"), b[\"line\"] > "
		    "1, type(b[\"official\"][0][\"sources\"]).__name__)'",
		    0,
		    "[('softbank.ne.jp', False), ('i.softbank.jp', True)] "
		    "False True True list\n",
		    "", NULL },
		{ "every shipped brand has a source and a day",
		    "mekiki brands --format json | " PYTHON
		    "print([b[\"id\"] for b in map(json.loads, sys.stdin) if "
		    "not b[\"reviewed\"] or [d for d in b[\"official\"] + "
		    "b[\"tenant\"] if not d[\"sources\"] or not "
		    "d[\"reviewed\"]]])'",
		    0, "[]\n", "", NULL },
		{ "an own brand, marked, with its line",
		    OWN "mekiki brands --own $T/own 'our hou'", 0,
		    "our.example  ", "", NULL },
		{ "the mark", "mekiki brands --own $T/own ours", 0,
		    "own/brands.tsv:1 (own row)\n", "", NULL },
		{ "nobody says where its domain is known from",
		    "mekiki brands --own $T/own ours", 0,
		    "our.example  (no record)\n", "", NULL },
		{ "unless the owner does",
		    "printf 'our.example\\tours\\tour own letter\\t2026-01-02\\"
		    "t\\n' >$T/own/brand_domains.tsv; "
		    "mekiki brands --own $T/own ours",
		    0, "our.example  (our own letter; 2026-01-02)\n", "",
		    NULL },
		{ "an own brand replaces ours of the id",
		    "sed -i 's/^ours/kagoya/' $T/own/brands.tsv; "
		    "mekiki brands --own $T/own --format json kagoya | " PYTHON
		    "b = json.loads(sys.stdin.read()); print(b[\"own\"], "
		    "b[\"official\"][0][\"domain\"])'",
		    0, "True our.example\n", "", NULL },
		{ "a mistake in it: file, line, status 3",
		    "echo bad >$T/own/brands.tsv; mekiki brands --own $T/own",
		    3, "", "own/brands.tsv:1: a brand has ten columns", NULL },
		{ "nobody has the word: a near one, status 1",
		    "mekiki brands rakutn", 1, "",
		    "mekiki: no brand has that: rakutn; did you mean "
		    "rakuten?\n",
		    NULL },
		{ "a near domain", "mekiki brands amazn.co.jp", 1, "",
		    "did you mean Amazon.co.jp?\n", NULL },
		{ "nothing near", "mekiki brands qqqqqqqqqq kagoya", 1, "",
		    "mekiki: no brand has all of qqqqqqqqqq kagoya; without "
		    "words all are shown\n",
		    NULL },
		{ "a word that would drive the terminal",
		    "mekiki brands $(printf 'x\\033[1my')", 1, "",
		    "no brand has that: x<U+001B>[1my; ", NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

TEST_MAIN(TEST(shows))
