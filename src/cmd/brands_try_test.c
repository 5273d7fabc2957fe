#include "test/run.h"

#define TRY "mekiki brands --lang en --test "
#define PYTHON "python3 -c 'import json, sys; "

static void
names(void **state)
{
	static const struct run_row rows[] = {
		{ "all of a name", TRY "Amazon", 0,
		    "      All of it is the name \"Amazon\".\n"
		    "    -> taken for Amazon (amazon).\n",
		    "", NULL },
		{ "a name inside", TRY "'カゴヤ サポート'", 0,
		    "The name \"カゴヤ\" stands in it.", "", "All of it" },
		{ "a weak name, by itself", TRY "JCB", 0,
		    "A common or short word: it counts only with a second "
		    "sign.\n    -> not enough",
		    "", "taken for" },
		{ "letters that look alike, and what they fold to",
		    "COLUMNS=200 " TRY "AMAZ0N", 0,
		    "\"amaz0n\" looks like \"Amazon\": by looks alone, where "
		    "m is rn, i is l and so on, both are \"arnazon\".\n",
		    "", NULL },
		{ "a subject is not read for looks", TRY "AMAZ0N", 0,
		    "  As a subject\n    Nothing: no brand's name", "", NULL },
		{ "gaps between the letters", TRY "'A m a z o n'", 0,
		    "It appears once blanks and signs between the letters are "
		    "taken out.",
		    "", NULL },
		{ "the folded form where it differs", TRY "ＡＭＡＺＯＮ", 0,
		    "  Folded: amazon\n", "", NULL },
		{ "and not where it does not", TRY "amazon", 0, "taken for", "",
		    "Folded" },
		{ "a name in brackets heads a subject",
		    TRY "【三井住友カード】重要", 0, "In brackets at the head",
		    "", NULL },
		{ "a brand without a domain", TRY "UbiqMail", 0,
		    "No domain of the brand is known", "", "taken for" },
		{ "nobody", TRY "'Hanako Yamada'", 0,
		    "  As a sender's name or a subject\n    Nothing:", "",
		    NULL },
		{ "in Japanese", "mekiki brands --lang ja --test AMAZ0N", 0,
		    "→ アマゾン (amazon) を名乗っているとみなします。", "",
		    "taken" },
		{ "several texts", TRY "Amazon JCB | grep -c '^[A-Z]'", 0,
		    "2\n", "", NULL },
		{ "lines of standard input",
		    "printf 'Amazon\\n\\nJCB\\n' | " TRY "- | "
		    "grep -c '^[A-Z]'",
		    0, "2\n", "", NULL },
		{ "JSON",
		    TRY
		    "--format json AMAZ0N | " PYTHON
		    "t = json.loads(sys.stdin.read()); "
		    "print(t[\"taken_for\"], t[\"folded\"], [(w[\"alias\"], "
		    "w[\"how\"], w[\"weak\"]) for w in t[\"name\"]], "
		    "t[\"subject\"])'",
		    0, "amazon amaz0n [('Amazon', 'look-alike', False)] []\n",
		    "", NULL },
		{ "an own name",
		    "mkdir -p $T/own; printf 'ours\\tO\\tO\\tOur House\\t"
		    "our.example\\t\\tother\\t\\t\\t\\n' >$T/own/brands.tsv; "
		    "mekiki brands --own $T/own --test 0UR-H0USE 'Our House'",
		    0, "-> taken for O (ours).", "", NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

static void
hosts(void **state)
{
	static const struct run_row rows[] = {
		{ "an official domain", TRY "www.kagoya.jp", 0,
		    "It belongs to kagoya.jp, an official domain of KAGOYA "
		    "JAPAN (kagoya).",
		    "", NULL },
		{ "who owns it as well", TRY "www.rakuten.co.jp", 0,
		    "A domain of rakuten_card, rakuten_mobile, rakuma as "
		    "well.",
		    "", NULL },
		{ "customers' space", TRY "x.s3.amazonaws.com", 0,
		    "amazonaws.com is of Amazon (amazon), but its customers "
		    "write from there",
		    "", "look" },
		{ "another ending", TRY "rakuten.top", 0,
		    "Its name is that of rakuten.co.jp, under another ending."
		    "\n    -> taken for an imitation of Rakuten (rakuten).",
		    "", NULL },
		{ "between hyphens", TRY "rakuten-login.top", 0,
		    "Between hyphens it has the name of rakuten.co.jp.", "",
		    NULL },
		{ "digits", "COLUMNS=200 " TRY "rakut3n.top", 0,
		    "by looks alone, rakut3n = rakuten = rakuten.", "", NULL },
		{ "letters that look alike", "COLUMNS=200 " TRY "rnercari.com",
		    0, "rnercari = mercari = rnercarl.", "", NULL },
		{ "also beyond ASCII", "COLUMNS=200 " TRY "аmazon.com", 0,
		    "  As the host xn--mazon-3ve.com\n    By letters that look "
		    "alike it looks like amazon.co.jp",
		    "", NULL },
		{ "one letter off", TRY "rakuten-cardd.co.jp", 0, "rakuten", "",
		    NULL },
		{ "one letter off a short name", TRY "amason.net", 0,
		    "-> the name is short: counts only where something else "
		    "names Amazon",
		    "", "taken for an" },
		{ "a brand in the sub-domain", TRY "amazon.co.jp.example.net",
		    0, "but whoever registered example.net", "", NULL },
		{ "a weak name", TRY "orange.top", 0,
		    "-> the name of orange.fr is a common or short word: says "
		    "nothing.",
		    "", "imitation" },
		{ "a common word", "COLUMNS=200 " TRY "family.top", 0,
		    "is a common word (lists/common.tsv): says nothing.", "",
		    "imitation" },
		{ "no top-level domain", TRY "amaz0n.nosuch", 0,
		    "There is no such top-level domain.", "", "imitation" },
		{ "like none", TRY "example.net", 0,
		    "No brand's domain, and like none.", "", "subject" },
		{ "an IP address", TRY "http://192.0.2.1/login", 0,
		    "  As the host 192.0.2.1\n    An IP address: it names no "
		    "brand.\n",
		    "", NULL },
		{ "the host of a URL, whatever stands in front",
		    TRY "https://amazon.co.jp@evil.example/", 0,
		    "  As the host evil.example\n", "", NULL },
		{ "an address: its name, and its host",
		    TRY "'\"Kagoya.net\" <akazawa@cymis.jp>'", 0,
		    "All of it is the name \"Kagoya.net\"", "", "subject" },
		{ "the host of it", TRY "'\"Kagoya.net\" <akazawa@cymis.jp>'",
		    0, "  As the host cymis.jp\n", "", NULL },
		{ "what stands before the @", TRY "amazon@example.net", 0,
		    "  As what stands before the @\n    Amazon (amazon)", "",
		    NULL },
		{ "no host in a sentence", TRY "'Hello. World'", 0, "Nothing",
		    "", "host" },
		{ "JSON",
		    TRY
		    "--format json rnercari.com www.kagoya.jp "
		    "x.s3.amazonaws.com example.net | " PYTHON
		    "print([(h[\"sort\"], h.get(\"brand\"), "
		    "h.get(\"likeness\")) for h in (json.loads(l)[\"host\"] "
		    "for l in sys.stdin)])'",
		    0,
		    "[('look-alike', 'mercari', 'skeleton'), ('official', "
		    "'kagoya', None), ('tenant', 'amazon', None), ('nothing', "
		    "None, None)]\n",
		    "", NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

/* What --test says is what an examination does. */
static void
agreement(void **state)
{
	static const struct run_row rows[] = {
		{ "whom a name is taken for, a mail of that name poses as",
		    "for n in Mercari MERCAR1 'M e r c a r i' 'Mercari team'; "
		    "do printf 'From: %s <a@b.example>\\nSubject: x\\n\\ny\\n' "
		    "\"$n\" >$T/m; mekiki --format json $T/m >$T/x; "
		    "mekiki brands --format json --test \"$n\" >$T/t; "
		    "python3 -c 'import json, sys; "
		    "x = json.load(open(sys.argv[1])); "
		    "t = json.load(open(sys.argv[2])); "
		    "print([f[\"args\"][\"brand_en\"].lower() == "
		    "t[\"taken_for\"] for f in x[\"findings\"] if "
		    "\"brand_en\" in f[\"args\"]])' $T/x $T/t; done",
		    0, "[True]\n[True]\n[True]\n[True]\n", "", NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

TEST_MAIN(TEST(names), TEST(hosts), TEST(agreement))
