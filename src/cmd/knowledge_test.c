#include "test/run.h"

#define OWN "rm -rf $T/own; mkdir -p $T/own/phrases $T/own/lists; "
#define BRAND                                                                  \
	"printf 'ours\\tO\\tO\\tOur House\\tour.example.jp\\t\\tother\\t\\t"   \
	"\\t\\n' >$T/own/brands.tsv; "
#define MAIL                                                                   \
	"printf 'From: Our House <a@b.example>\\nSubject: x\\n\\n"             \
	"Here is our secret word http://s.our.example/x\\n' >$T/m; "

static void
checks(void **state)
{
	static const struct run_row rows[] = {
		{ "our brands are right", "mekiki brands --check", 0,
		    "nothing to complain of\n", "", NULL },
		{ "our phrases are right", "mekiki phrases --check", 0,
		    "nothing to complain of\n", "", NULL },
		{ "in Japanese", "mekiki brands --check --lang ja", 0,
		    "問題はありません。\n", "", NULL },
		{ "own brands are checked with ours",
		    OWN BRAND "mekiki brands --check --own $T/own", 0,
		    "nothing to complain of\n", "", NULL },
		{ "a complaint: file, line, what, what to do; status 1",
		    "printf '#\\nx\\tO\\tO\\tAmazon\\tx.example.jp\\t\\tother\\t"
		    "\\t\\t\\n' >$T/own/brands.tsv; "
		    "mekiki brands --check --own $T/own | "
		    "sed 's/brands.tsv:[0-9]*)/brands.tsv:LINE)/'",
		    0, "own/brands.tsv:2: \"Amazon\" is a name of amazon, /",
		    "", NULL },
		{ "its status", "mekiki brands --check --own $T/own", 1,
		    " as well; take it from one of them, or write the other's "
		    "id into shares if both are called so\n",
		    "", NULL },
		{ "in Japanese, what and what to do",
		    "mekiki brands --check --own $T/own --lang ja", 1,
		    "own/brands.tsv:2: 「Amazon」は amazon, /", "", NULL },
		{ "JSON, one line each",
		    "mekiki brands --check --own $T/own --format json | "
		    "python3 -c 'import json, sys; "
		    "print([(c[\"complaint\"], c[\"line\"], c[\"value\"]) for "
		    "c in map(json.loads, sys.stdin)])'",
		    0, "[('alias-shared', 2, 'Amazon')]\n", "", NULL },
		{ "a file by its name, held against ours",
		    "cp $T/own/brands.tsv $T/mine.tsv; "
		    "mekiki brands --check $T/mine.tsv",
		    1, "mine.tsv:2: \"Amazon\" is a name of amazon, /", "",
		    NULL },
		{ "ours by its name", "mekiki brands --check data/brands.tsv",
		    0, "nothing to complain of\n", "", NULL },
		{ "a file that is not there is 3",
		    "mekiki brands --check $T/nothing.tsv", 3, "",
		    "nothing.tsv: No such file or directory; check the name\n",
		    NULL },
		{ "so is a folder", "mekiki phrases --check $T", 3, "",
		    "is no regular file; check the name\n", NULL },
		{ "and an own folder", "mekiki brands --check --own /nowhere",
		    3, "", "/nowhere: No such file or directory", NULL },
		{ "a table that nobody reads",
		    OWN "echo x >$T/own/brand.tsv; "
			"mekiki brands --check --own $T/own",
		    1, "own/brand.tsv: no table of that name is read; name it",
		    "", NULL },
		{ "a row that cannot be read, and the others",
		    OWN "printf 'cta\\tx\\nctaa\\t様\\thigh\\tw\\n' "
			">$T/own/phrases/ja.tsv; "
			"mekiki phrases --check --own $T/own | wc -l",
		    0, "3\n", "", NULL },
		{ "an own phrase that can never match",
		    OWN "printf 'cta\\tre:two  blanks.*x\\thigh\\tw\\n' "
			">$T/own/phrases/en.tsv; "
			"mekiki phrases --check --own $T/own",
		    1,
		    "en.tsv:1: \"two  blanks\" is never found: in the text it "
		    "becomes \"two blanks\"; write it as",
		    "", NULL },
		{ "a phrase of ours once more",
		    "printf 'cta\\tdear valued customer\\thigh\\tw\\n' "
		    ">$T/en.tsv; mekiki phrases --check $T/en.tsv",
		    1, "en.tsv:1: the phrase is there already (/", "", NULL },
		{ "but not of another language",
		    "mv $T/en.tsv $T/xx.tsv; mekiki phrases --check $T/xx.tsv",
		    0, "nothing to complain of\n", "", NULL },
		{ "ours by its name, which is not twice",
		    "mekiki phrases --check data/phrases/en.tsv", 0,
		    "nothing to complain of\n", "", NULL },
		{ "what would drive the terminal is printed harmless",
		    "printf 'x\\033[1m\\n' >$T/esc.tsv; "
		    "printf 'a\\tJ\\tE\\tHouse\\ta\\033[1m.jp\\t\\tother\\t\\t"
		    "\\t\\n' >$T/esc.tsv; mekiki brands --check $T/esc.tsv",
		    1, "esc.tsv:1: that is no domain: a<U+001B>[1m.jp; ", "",
		    "\033" },
		{ "a list that cannot be read is said with its line",
		    OWN "printf 'a\\tb\\tc\\n' >$T/own/lists/common.tsv; "
			"mekiki brands --check --own $T/own",
		    3, "", "own/lists/common.tsv:1: wrong number of columns",
		    NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

/* Each table of an owner is used, shown, and named where it is wrong. */
static void
own(void **state)
{
	static const struct run_row rows[] = {
		{ "an own brand is posed as",
		    OWN BRAND MAIL "mekiki --own $T/own -v $T/m", 1,
		    "writes from our.example.jp", "", NULL },
		{ "and is not without it", "mekiki -v $T/m", 0, "b.example", "",
		    "our.example.jp" },
		{ "an own phrase is found in a mail",
		    OWN MAIL
		    "printf 'cta\\tour secret word\\thigh\\tours\\n' "
		    ">$T/own/phrases/en.tsv; mekiki --own $T/own --format "
		    "json $T/m | grep -c '\"wording.call-to-action\"'",
		    0, "1\n", "", NULL },
		{ "and is not without it",
		    "mekiki --format json $T/m | "
		    "grep -c '\"wording.call-to-action\"'",
		    1, "0\n", "", NULL },
		{ "every category makes a finding",
		    OWN "n=0; for c in $(sed -n '/^# category/,/^# pattern/"
			"{/^# pattern/d;s/^# category//;s/ham_signal is.*//;"
			"s/.*what the phrase is a sign of://;s/[#;]//g;p}' "
			"data/phrases/en.tsv) ham_signal; do n=$((n + 1)); "
			"printf '%s\\tzqx word%02d\\thigh\\tw\\n' $c $n "
			">>$T/own/phrases/en.tsv; printf 'From: a@b.example\\n"
			"Subject: x\\n\\nzqx word%02d\\n' $n >$T/$n.eml; "
			"mekiki --own $T/own --format json $T/$n.eml | "
			"grep -q '\"id\":\"wording' || echo none: $c; done; "
			"mekiki phrases --check --own $T/own; echo $n",
		    0, "nothing to complain of\n25\n", "", "none" },
		{ "an own row of a list is used",
		    OWN MAIL
		    "printf 's.our.example\\tours\\n' "
		    ">$T/own/lists/shorteners.tsv; mekiki --own $T/own "
		    "--format json $T/m | grep -c '\"link.shortener\"'",
		    0, "1\n", "", NULL },
		{ "and is not without it",
		    "mekiki --format json $T/m | grep -c '\"link.shortener\"'",
		    1, "0\n", "", NULL },
		{ "an own common word keeps a name from telling",
		    OWN "printf 'mercari\\tours\\n' >$T/own/lists/common.tsv; "
			"mekiki brands --own $T/own --test mercari.top",
		    0, "is a common word", "", "imitation" },
		{ "an own weight is used",
		    OWN BRAND MAIL
		    "grep '^sender.brand-mismatch\t' data/weights.tsv | "
		    "awk -F'\\t' -v OFS='\\t' '{ $2 = 1; print }' "
		    ">$T/own/weights.tsv; mekiki --own $T/own --format json "
		    "$T/m | python3 -c 'import json, sys; "
		    "print([f[\"weight\"] for f in "
		    "json.load(sys.stdin)[\"findings\"] if f[\"id\"] == "
		    "\"sender.brand-mismatch\"])'",
		    0, "[1]\n", "", NULL },
		{ "a mistake in a list: file and line",
		    OWN
		    "printf '#\\na\\tb\\tc\\n' >$T/own/lists/shorteners.tsv;"
		    " mekiki --own $T/own $T/m",
		    3, "",
		    "own/lists/shorteners.tsv:2: wrong number of columns",
		    NULL },
		{ "in phrases",
		    OWN "printf '#\\n\\ncta\\tx\\n' >$T/own/phrases/en.tsv;"
			" mekiki --own $T/own $T/m",
		    3, "", "own/phrases/en.tsv:3: needs category", NULL },
		{ "in weights",
		    OWN "echo x >$T/own/weights.tsv; mekiki --own $T/own $T/m",
		    3, "", "own/weights.tsv:1: a weight has five columns",
		    NULL },
		{ "in evidence, which only brands reads",
		    OWN "echo x >$T/own/brand_domains.tsv; "
			"mekiki brands --own $T/own kagoya",
		    3, "",
		    "own/brand_domains.tsv:1: needs domain, brand, source",
		    NULL },
		{ "and a mail can be examined all the same",
		    "mekiki --own $T/own $T/m", 0, "b.example", "", NULL },
		{ "a settings file names the folder as well",
		    OWN BRAND "echo \"own = $T/own\" >$T/conf; "
			      "mekiki brands --config $T/conf ours",
		    0, "own/brands.tsv:1 (own row)", "", NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

static void
bad_use(void **state)
{
	static const struct run_row rows[] = {
		{ "--test without a text", "mekiki brands --test", 2, "",
		    "--test takes a text; as mekiki brands --test AMAZ0N\n",
		    NULL },
		{ "likewise of phrases", "mekiki phrases --test", 2, "",
		    "- is standard input\n", NULL },
		{ "two questions", "mekiki brands --test --check x", 2, "",
		    "--test and --check are two questions; ask one after the "
		    "other\n",
		    NULL },
		{ "--check of a mail", "mekiki --check x.eml", 2, "",
		    "--test and --check belong to brands and phrases; as "
		    "mekiki brands --check\n",
		    NULL },
		{ "--test of settings", "mekiki config --test", 2, "",
		    "--test and --check belong to brands and phrases", NULL },
		{ "a page", "mekiki phrases --format html", 2, "",
		    "phrases has no such format: html; use text or json\n",
		    NULL },
		{ "a page of settings", "mekiki config --format html", 2, "",
		    "config has no such format: html; use text or json\n",
		    NULL },
		{ "nobody is asked", "mekiki brands --lookup kagoya", 2, "",
		    "brands and phrases ask nobody and keep nothing; leave "
		    "--lookup, --answers and --keep out\n",
		    NULL },
		{ "the word misspelt", "mekiki brand kagoya", 2, "",
		    "mekiki: there is no such file or word: brand; did you "
		    "mean mekiki brands?\n",
		    NULL },
		{ "a file of that name is a mail",
		    "cd $T; printf 'Subject: x\\n\\ny\\n' >brand; mekiki brand",
		    0, "brand", "", NULL },
		{ "a text that begins with -",
		    "mekiki brands --test -- --Amazon--", 0, "taken for", "",
		    NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

static void
hostile(void **state)
{
	static const struct run_row rows[] = {
		{ "64 KB of names",
		    "python3 -c 'print(\"Amazon JCB \" * 6000)' >$T/big; "
		    "mekiki brands --test - <$T/big | wc -c | "
		    "awk '{ print $1 < 3000 }'",
		    0, "1\n", "", NULL },
		{ "of one word",
		    "python3 -c 'print(\"a\" * 65536 + \".com\")' >$T/big; "
		    "mekiki brands --test - <$T/big",
		    0, "Nothing", "", NULL },
		{ "of kana and dots",
		    "python3 -c 'print(\"ア・\" * 11000)' >$T/big; "
		    "mekiki brands --test - <$T/big",
		    0, "Nothing", "", NULL },
		{ "of an address",
		    "python3 -c 'print(\"\\\"\" * 30000 + \"<a@\" + \"b.\" * "
		    "15000 + \"jp>\")' >$T/big; mekiki brands --test - <$T/big",
		    0, "As the host", "", "\033" },
		{ "of phrases",
		    "python3 -c 'print(\"dear valued customer \" * 3000)' "
		    ">$T/big; mekiki phrases --test - <$T/big",
		    0, "There are more: a limit was reached.", "", NULL },
		{ "no UTF-8",
		    "mekiki brands --test \"$(printf 'A\\377mazon')\"", 0,
		    "A\xef\xbf\xbdmazon\n", "", "\377" },
		{ "no UTF-8, in JSON",
		    "mekiki phrases --format json --test "
		    "\"$(printf '\\377dear valued customer\\300')\" | "
		    "python3 -c 'import json, sys; "
		    "print(json.loads(sys.stdin.buffer.read().decode())"
		    "[\"matches\"][0][\"start\"])'",
		    0, "1\n", "", NULL },
		{ "controls and directions",
		    "printf 'Ama\\033[1mzon\\000\\342\\200\\256x\\n' | "
		    "mekiki brands --test -",
		    0, "Ama<U+001B>[1mzon<U+0000><U+202E>x\n", "", "\033" },
		{ "likewise of phrases",
		    "printf 'dear valued customer\\033[1m\\n' | "
		    "mekiki phrases --test -",
		    0, "customer<U+001B>[1m", "", "\033" },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

TEST_MAIN(TEST(checks), TEST(own), TEST(bad_use), TEST(hostile))
