#include "test/run.h"

#define PYTHON "python3 -c 'import json, sys; "
#define TRY "COLUMNS=200 mekiki phrases --lang en --test "
#define OWN                                                                    \
	"mkdir -p $T/own/phrases; printf "                                     \
	"'cta\\tour secret word\\thigh\\tours alone\\n' "                      \
	">$T/own/phrases/en.tsv; "

static void
shows(void **state)
{
	static const struct run_row rows[] = {
		{ "all rows",
		    "cat data/phrases/*.tsv | grep -v '^#' | grep -c . >$T/n; "
		    "mekiki phrases --format json | wc -l | cmp - $T/n && "
		    "echo same",
		    0, "same\n", "", NULL },
		{ "a row: language, category, precision, pattern",
		    "COLUMNS=200 mekiki phrases 'dear valued customer' no", 0,
		    "  en  salutation  medium  dear valued customer\n", "",
		    NULL },
		{ "why, and where it stands",
		    "n=$(grep -n '\tdear valued customer\t' "
		    "data/phrases/en.tsv | cut -d: -f1); COLUMNS=200 "
		    "mekiki phrases 'dear valued customer' | grep -c "
		    "\"^      no name (/.*/data/phrases/en.tsv:$n)$\"",
		    0, "1\n", "", NULL },
		{ "words narrow it: language, category, precision, text",
		    "mekiki phrases --format json ja suspension high 停止 | " PYTHON
		    "p = [json.loads(l) for l in sys.stdin]; "
		    "print(len(p) > 2, {(x[\"language\"], x[\"category\"], "
		    "x[\"precision\"], \"停止\" in x[\"pattern\"] + "
		    "x[\"why\"]) for x in p})'",
		    0, "True {('ja', 'suspension', 'high', True)}\n", "",
		    NULL },
		{ "a word in another width", "mekiki phrases ｖａｌｕｅｄ", 0,
		    "dear valued customer", "", NULL },
		{ "a word of why", "mekiki phrases 'non-native opener'", 0,
		    "hello dear", "", NULL },
		{ "an own row, marked",
		    OWN "COLUMNS=200 mekiki phrases --own $T/own secret", 0,
		    "own/phrases/en.tsv:1 (own row))\n", "", NULL },
		{ "in Japanese",
		    "COLUMNS=200 mekiki phrases --own $T/own --lang ja secret",
		    0, "own/phrases/en.tsv:1（自分の行））\n", "", NULL },
		{ "JSON says so too",
		    "mekiki phrases --own $T/own --format json secret | "
		    "grep -c '\"own\":true,\"file\":'",
		    0, "1\n", "", NULL },
		{ "a near category, status 1", "mekiki phrases paymnt", 1, "",
		    "mekiki: no phrase has that: paymnt; did you mean "
		    "payment?\n",
		    NULL },
		{ "nothing near", "mekiki phrases ja qqqqqqqqqqqqqqqqqqq", 1,
		    "", "without words all are shown\n", NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

static void
tries(void **state)
{
	static const struct run_row rows[] = {
		{ "what matches, with the place in the text as it is",
		    TRY "'Hello, DEAR VALUED CUSTOMER!'", 0,
		    "  bytes 7 to 27\n"
		    "    Hello, DEAR VALUED CUSTOMER!\n"
		    "           ^^^^^^^^^^^^^^^^^^^^\n"
		    "  en  salutation  medium  ",
		    "", NULL },
		{ "category, precision, why and line",
		    TRY "'Hello, DEAR VALUED CUSTOMER!'", 0,
		    "dear valued customer\n      no name (/", "", NULL },
		{ "full width: bytes and columns of the original",
		    TRY "'ｄｅａｒ　ｖａｌｕｅｄ ＣＵＳＴＯＭＥＲ'", 0,
		    "  bytes 0 to 58\n"
		    "    ｄｅａｒ　ｖａｌｕｅｄ ＣＵＳＴＯＭＥＲ\n"
		    "    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n",
		    "", NULL },
		{ "the folded form where it differs",
		    TRY "'ｄｅａｒ　ｖａｌｕｅｄ ＣＵＳＴＯＭＥＲ'", 0,
		    "  Folded: dear valued customer\n", "", NULL },
		{ "and not where it does not", TRY "'dear valued customer'", 0,
		    "no name", "", "Folded" },
		{ "over a line end",
		    "printf 'x\\ndear valued\\ncustomer\\n' | " TRY "-", 0,
		    "  bytes 2 to 22\n    x dear valued customer", "", NULL },
		{ "a raw pattern, in the text as it stands",
		    "mekiki phrases --format json --test 'ＶＥＲＩＦＹ' | " PYTHON
		    "m = json.loads(sys.stdin.read())[\"matches\"]; "
		    "print([(x[\"start\"], x[\"end\"], x[\"piece\"]) for x in "
		    "m if x[\"raw\"]])'",
		    0, "[(0, 12, 'ＶＥＲＩ')]\n", "", NULL },
		{ "nothing", TRY "'What a nice day'", 0,
		    "  No phrase matches.\n", "", NULL },
		{ "nothing, in Japanese",
		    "mekiki phrases --lang ja --test 'What a nice day'", 0,
		    "当てはまる語句はありません。", "", NULL },
		{ "JSON: the piece is that of the text",
		    "mekiki phrases --format json --test "
		    "'Ａ dear valued customer' | " PYTHON
		    "t = json.loads(sys.stdin.read()); "
		    "b = t[\"text\"].encode(); print(t[\"folded\"], "
		    "{b[m[\"start\"]:m[\"end\"]].decode() == m[\"piece\"] for "
		    "m in t[\"matches\"]}, t[\"more\"])'",
		    0, "a dear valued customer {True} False\n", "", NULL },
		{ "an own phrase",
		    OWN "COLUMNS=200 mekiki phrases --own $T/own --test "
			"'Our  Secret word'",
		    0, "  en  cta  high  our secret word\n      ours alone (/",
		    "", NULL },
		{ "standard input that holds nothing",
		    "mekiki phrases --test - </dev/null", 0,
		    "No phrase matches", "", NULL },
		{ "standard input that cannot be read",
		    "mekiki phrases --test - <&-", 3, "",
		    "standard input: Bad file descriptor", NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

TEST_MAIN(TEST(shows), TEST(tries))
