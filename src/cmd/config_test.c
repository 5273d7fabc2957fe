#include "test/run.h"

#define BAD "examples/account-suspension.eml"
#define CONF "mkdir -p $T/config/mekiki; f=$T/config/mekiki/mekiki.conf; "
#define ETC "mkdir -p " TEST_BUILD "/etc; e=" TEST_BUILD "/etc/mekiki.conf; "

/* What decides a setting; each row writes the files it needs. */
static void
sources(void **state)
{
	static const struct run_row rows[] = {
		{ "nothing is set: the defaults",
		    "rm -rf $T/config; mekiki config", 0, "  jobs       1", "",
		    NULL },
		{ "the language of the environment, and that it is it",
		    "LANG=ja_JP.UTF-8 mekiki config", 0,
		    "  lang       ja                                            "
		    "LANG\n",
		    "", "Settings" },
		{ "a file that is not there is listed", "mekiki config", 0,
		    "/config/mekiki/mekiki.conf", "", "  read\n" },
		{ "the user's file, with its line",
		    CONF "printf '# x\\ntrust = mx.our.example\\n' >$f; "
			 "mekiki config | grep trust | tr -s ' '",
		    0, "/config/mekiki/mekiki.conf:2", "", "default" },
		{ "the command line adds to a list",
		    "mekiki config --trust b.example | grep -c '^  trust'", 0,
		    "2\n", "", NULL },
		{ "the command line beats the user's file",
		    CONF "echo 'lang = ja' >$f; mekiki config --lang en", 0,
		    "command line", "", "設定" },
		{ "the user's file beats the environment",
		    "LANG=en_GB mekiki config", 0, "設定ファイル", "",
		    "Settings" },
		{ "the user's file beats the system's",
		    ETC CONF "echo 'jobs = 1' >$e; echo 'jobs = 2' >$f; "
			     "mekiki config | grep '^  jobs'; rm $e",
		    0, "  jobs       2", "", "/etc/" },
		{ "the system's file beats the default",
		    ETC CONF "echo 'jobs = 1' >$e; echo >$f; "
			     "mekiki config | grep '^  jobs'; rm $e",
		    0, "/etc/mekiki.conf:1\n", "", NULL },
		{ "~/.config where XDG_CONFIG_HOME is not set",
		    "unset XDG_CONFIG_HOME; HOME=$T/home; export HOME; "
		    "mkdir -p $T/home/.config/mekiki; "
		    "echo 'me = c.example' >$T/home/.config/mekiki/mekiki.conf; "
		    "mekiki config",
		    0, "c.example", "", NULL },
		{ "--config reads that file alone",
		    CONF "echo 'me = d.example' >$f; echo 'me = e.example' "
			 ">$T/other; mekiki config --config $T/other",
		    0, "e.example", "", "d.example" },
		{ "--config /dev/null: none",
		    "mekiki config --config=/dev/null", 0, "/dev/null", "",
		    "d.example" },
		{ "JSON of it is JSON",
		    "mekiki config --format json | python3 -c 'import json, sys;"
		    " print(json.load(sys.stdin)[\"settings\"][2][\"value\"])'",
		    0, "d.example\n", "", NULL },
		{ "the databases are listed with their day", "mekiki config", 0,
		    "/mekiki/asn.mmdb ", "", NULL },
		{ "without databases it says so",
		    "mekiki config --data /nowhere", 0, "make data", "", NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

static void
mistakes(void **state)
{
	static const struct run_row rows[] = {
		{ "an unknown setting: file, line, what to do",
		    CONF "printf '\\ntrusted = a\\n' >$f; mekiki " BAD, 2, "",
		    "mekiki.conf:2: no setting is called that: trusted; use "
		    "lang, trust, me, own, data or jobs\n",
		    NULL },
		{ "a bad value, likewise",
		    CONF "echo 'trust = a/b' >$f; mekiki " BAD, 2, "",
		    "mekiki.conf:1: trust takes a name, an address or a range: "
		    "a/b; as mx.example.jp",
		    NULL },
		{ "--config of a file that is not there is 3",
		    "mekiki --config /nowhere " BAD, 3, "",
		    "/nowhere: No such file or directory; see mekiki config",
		    NULL },
		{ "a folder is no file of settings", "mekiki --config $T " BAD,
		    3, "", "is no regular file", NULL },
		{ "64 KB are enough",
		    "head -c 70000 /dev/zero | tr '\\0' '#' >$T/large; "
		    "mekiki --config $T/large " BAD,
		    3, "", "is too large", NULL },
		{ "config takes no mail", "mekiki config --config /dev/null x",
		    2, "", "config takes no file: x", NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

/* Settings change what a report says. */
static void
effects(void **state)
{
	static const struct run_row rows[] = {
		{ "an own address in a settings file counts as --me does",
		    CONF "echo 'me = example.jp' >$f; mekiki --format json " BAD
			 " >$T/1; mekiki --config /dev/null --me example.jp "
			 "--format json " BAD " >$T/2; "
			 "sed 's/\"examined_at\":[^}]*//' $T/1 >$T/3; "
			 "sed 's/\"examined_at\":[^}]*//' $T/2 | cmp - $T/3 && "
			 "echo same",
		    0, "same\n", "", NULL },
		{ "an own phrase is found",
		    CONF "mkdir -p $T/config/mekiki/own/phrases; "
			 "printf 'cta\\tour secret word\\thigh\\tours\\n' "
			 ">$T/config/mekiki/own/phrases/en.tsv; "
			 "echo 'own = own' >$f; printf 'From: a@b.example\\n"
			 "Subject: x\\n\\nHere is our secret word.\\n' >$T/m; "
			 "mekiki -v $T/m",
		    0, "our secret word", "", NULL },
		{ "and is not without it", "mekiki --config /dev/null -v $T/m",
		    0, NULL, "", "our secret word" },
		{ "an own brand is known",
		    "printf 'ours\\tOur House\\tOur House\\tOur House\\t"
		    "our.example\\t\\tother\\t\\t\\t\\n' "
		    ">$T/config/mekiki/own/brands.tsv; "
		    "printf 'From: Our House <a@b.example>\\nSubject: x\\n\\n"
		    "y\\n' >$T/m; mekiki -v $T/m",
		    1, "our.example", "", NULL },
		{ "a mistake in own rows: file, line, status 3",
		    "echo bad >$T/config/mekiki/own/brands.tsv; mekiki $T/m", 3,
		    "", "own/brands.tsv:1: a brand has ten columns", NULL },
		{ "config says so and goes on", "mekiki config", 0,
		    "own/brands.tsv:1: a brand has ten columns", "", NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

TEST_MAIN(TEST(sources), TEST(mistakes), TEST(effects))
