#include "test/run.h"

#define BAD "examples/account-suspension.eml"
#define CONF "mkdir -p $T/config/mekiki; f=$T/config/mekiki/mekiki.conf; "
#define ETC "mkdir -p $T/w/test-etc; cd $T/w; e=test-etc/mekiki.conf; "

/* What decides a setting; each row writes the files it needs. */
static void
sources(void **state)
{
	static const struct run_row rows[] = {
		{ "nothing is set: the defaults",
		    "rm -rf $T/config; mekiki config", 0, "  jobs         1",
		    "", NULL },
		{ "the language of the environment, and that it is it",
		    "LANG=ja_JP.UTF-8 mekiki config", 0,
		    "  lang         ja                                            "
		    "LANG\n",
		    "", "Settings" },
		{ "a file that is not there is listed", "mekiki config", 0,
		    "/config/mekiki/mekiki.conf", "", "  read\n" },
		{ "the user's file, with its line",
		    CONF "printf '# x\\ntrust = mx.our.example\\n' >$f; "
			 "mekiki config | grep 'trust ' | tr -s ' '",
		    0, "/config/mekiki/mekiki.conf:2", "", "default" },
		{ "the command line adds to a list",
		    "mekiki config --trust b.example | grep -c '^  trust '", 0,
		    "2\n", "", NULL },
		{ "the command line beats the user's file",
		    CONF "echo 'lang = ja' >$f; mekiki config --lang en", 0,
		    "command line", "", "設定" },
		{ "the user's file beats the environment",
		    "LANG=en_GB mekiki config", 0, "設定ファイル", "",
		    "Settings" },
		{ "the user's file beats the system's",
		    ETC CONF "echo 'jobs = 1' >$e; echo 'jobs = 2' >$f; "
			     "mekiki config | grep '^  jobs'",
		    0, "  jobs         2", "", "-etc/" },
		{ "the system's file beats the default",
		    ETC CONF "echo 'jobs = 1' >$e; echo >$f; "
			     "mekiki config | grep '^  jobs'",
		    0, " test-etc/mekiki.conf:1\n", "", NULL },
		{ "the system's file beats the environment",
		    ETC CONF "echo 'lang = en' >$e; echo >$f; "
			     "LANG=ja_JP.UTF-8 mekiki config",
		    0, "test-etc/mekiki.conf:1\n", "", "設定" },
		{ "the command line beats the system's file",
		    ETC CONF "echo 'jobs = 1' >$e; echo >$f; "
			     "mekiki config -j 3 | grep '^  jobs'",
		    0, "command line\n", "", "-etc/" },
		{ "the command line beats the environment",
		    "LANG=ja_JP.UTF-8 mekiki config --config /dev/null "
		    "--lang en",
		    0, "command line\n", "", "設定" },
		{ "lists add up over all sources",
		    ETC CONF "echo 'me = a.example' >$e; echo 'me = b.example' "
			     ">$f; mekiki config --me c.example | "
			     "sed -n 's/^  me *\\([^ ]*\\).*/\\1/p' | "
			     "tr '\\n' ' '",
		    0, "a.example b.example c.example ", "", NULL },
		{ "a folder is meant from where its file stands",
		    ETC CONF "echo >$f; echo 'own = x' >$e; mekiki config | "
			     "grep '^  own'",
		    0, " test-etc/x ", "", NULL },
		{ "--config reads neither of the usual files",
		    ETC CONF "echo bad >$e; echo bad >$f; : >$T/empty; "
			     "mekiki config --config $T/empty",
		    0, "/empty ", "", "mekiki.conf" },
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
		{ "--config that is another option's value is that",
		    CONF "echo 'me = d.example' >$f; "
			 "mekiki config --own --config",
		    0, "  own          --config ", "", NULL },
		{ "JSON of it is JSON",
		    "mekiki config --format json | python3 -c 'import json, sys;"
		    " print(json.load(sys.stdin)[\"settings\"][2][\"value\"])'",
		    0, "d.example\n", "", NULL },
		{ "JSON is not translated, and each file has its state",
		    "mekiki config --lang ja --format json | python3 -c 'import "
		    "json, sys; c = json.load(sys.stdin); "
		    "print([f[\"state\"] for f in c[\"files\"]], "
		    "[d[\"name\"] for d in c[\"data\"]][:2])'",
		    0, "['not there', 'read'] ['knowledge', 'compiled']\n", "",
		    NULL },
		{ "the databases are listed with their day", "mekiki config", 0,
		    "/mekiki/asn.mmdb ", "", NULL },
		{ "and the phrases that make compiled", "mekiki config", 0,
		    "/know/phrases.hs ", "", NULL },
		{ "labels are Japanese in Japanese", "mekiki config --lang ja",
		    0, "  文言の索引   /", "", "compiled" },
		{ "both languages: the first",
		    "mekiki config --lang both | sed -n 2p", 0, "コマンド行",
		    "", NULL },
		{ "a file that anybody may change is read, and that is said",
		    "chmod o+w $T/config/mekiki/mekiki.conf; "
		    "mekiki config",
		    0, "read, but anybody may change it\n", "", NULL },
		{ "also where a mail is examined",
		    "mekiki --version; mekiki " BAD
		    "; chmod o-w $T/config/mekiki/mekiki.conf",
		    0, "mekiki ",
		    "mekiki.conf: anybody may change it; take that away with "
		    "chmod o-w\n",
		    NULL },
		{ "a usual file that is a folder is listed as such, status 3",
		    "rm $T/config/mekiki/mekiki.conf; "
		    "mkdir $T/config/mekiki/mekiki.conf; mekiki config",
		    3, "  is no regular file\n\nKnowledge", "", NULL },
		{ "where a file stands in place of its folder, there is none",
		    "rm -r $T/config/mekiki; : >$T/config/mekiki; "
		    "mekiki config && rm $T/config/mekiki",
		    0, "/config/mekiki/mekiki.conf", "", "  read\n\n" },
		{ "--config of a file that is not there is listed, status 3",
		    "mekiki config --config /nowhere", 3,
		    "  No such file or directory\n\nKnowledge", "", NULL },
		{ "knowledge that is not there is said, and is no failure",
		    "mekiki config --own /nowhere", 0,
		    "/nowhere: No such file or directory\n", "", NULL },
		{ "a name that would drive the terminal is printed harmless",
		    "mekiki config --own $(printf 'x\\033[1my')", 0,
		    "x<U+001B>[1my", "", "\033" },
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
		    "mekiki.conf:2: no setting is called that: trusted; did "
		    "you mean trust?\n",
		    NULL },
		{ "a bad value, likewise",
		    CONF "echo 'trust = a/b' >$f; mekiki " BAD, 2, "",
		    "mekiki.conf:1: trust takes a name, an address or a range: "
		    "a/b; as mx.example.jp",
		    NULL },
		{ "--config of a file that is not there is 3",
		    "mekiki --config /nowhere " BAD, 3, "",
		    "mekiki: /nowhere: No such file or directory; check it, or "
		    "name another with --config, /dev/null for none\n",
		    NULL },
		{ "a folder is no file of settings", "mekiki --config $T " BAD,
		    3, "", "is no regular file", NULL },
		{ "nor is a pipe, which would be waited for",
		    "mkfifo $T/pipe; timeout 60 mekiki --config $T/pipe " BAD,
		    3, "", "/pipe: is no regular file", NULL },
		{ "64 KB are enough",
		    "head -c 65537 /dev/zero | tr '\\0' '#' >$T/large; "
		    "mekiki --config $T/large " BAD,
		    2, "", "/large: is too large; 64 KB must do\n", NULL },
		{ "and are read",
		    "head -c 65536 $T/large >$T/full; "
		    "mekiki config --config $T/full",
		    0, "/full ", "", NULL },
		{ "the file's own name is printed harmless",
		    "n=$(printf 'a\\033[1m'); echo bad >$T/$n; "
		    "mekiki --config $T/$n " BAD,
		    2, "", "/a<U+001B>[1m:1: no = in the line", NULL },
		{ "a NUL in a line",
		    "printf 'lang = e\\000n\\n' >$T/nul; "
		    "mekiki --config $T/nul " BAD,
		    2, "", "/nul:1: holds a character that cannot be seen",
		    NULL },
		{ "a mistake does not take --help and --version away",
		    CONF "echo bad >$f; mekiki --help >$T/help && "
			 "mekiki --lang en --version",
		    0, "mekiki ", "", NULL },
		{ "mekiki config says where it is, too", "mekiki config", 2, "",
		    "mekiki.conf:1: no = in the line", NULL },
		{ "config is text or JSON",
		    "mekiki config --config /dev/null --format html", 2, "",
		    "config has no such format: html; use text or json\n",
		    NULL },
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
		{ "the example of the settings is right in each of its lines",
		    "sed 's/^#\\([a-z]\\)/\\1/' doc/mekiki.conf >$T/all; "
		    "mekiki config --config $T/all | grep -c \"$T/all:\"",
		    0, "17\n", "", NULL },
		{ "an own phrase is found",
		    CONF "mkdir -p $T/config/mekiki/own/phrases; "
			 "printf 'cta\\tour secret word\\thigh\\tours\\n' "
			 ">$T/config/mekiki/own/phrases/en.tsv; "
			 "echo 'own = own' >$f; printf 'From: a@b.example\\n"
			 "Subject: x\\n\\nHere is our secret word.\\n' >$T/m; "
			 "mekiki -v $T/m",
		    0, "\"our secret word\"", "", NULL },
		{ "and is not without it", "mekiki --config /dev/null -v $T/m",
		    0, NULL, "", "\"our secret word\"" },
		{ "an own brand is known",
		    "printf 'ours\\tOur House\\tOur House\\tOur House\\t"
		    "our.example\\t\\tother\\t\\t\\t\\n' "
		    ">$T/config/mekiki/own/brands.tsv; "
		    "printf 'From: Our House <a@b.example>\\nSubject: x\\n\\n"
		    "y\\n' >$T/m; mekiki -v $T/m",
		    0, "our.example", "", NULL },
		{ "the example of the README works as it stands there",
		    "rm -rf $T/home; HOME=$T/home; export HOME; "
		    "unset XDG_CONFIG_HOME; mkdir -p $T/home/.config/mekiki; "
		    "sed -n '/^    trust = /,/^    own = /s/^    //p' README.md "
		    ">$T/home/.config/mekiki/mekiki.conf; "
		    "sed -n '/^    mkdir -p ~.*own$/,/^    echo /s/^    //p' "
		    "README.md >$T/steps; . $T/steps; "
		    "sed 's/Our House/Example House/' $T/m >$T/m2; "
		    "mekiki -v $T/m2",
		    0, "Example House writes from example.jp", "", NULL },
		{ "the Japanese one likewise",
		    "rm -rf $T/home; HOME=$T/home; export HOME; "
		    "unset XDG_CONFIG_HOME; mkdir -p $T/home/.config/mekiki; "
		    "sed -n '/^    trust = /,/^    own = /s/^    //p' "
		    "README.ja.md >$T/home/.config/mekiki/mekiki.conf; "
		    "sed -n '/^    mkdir -p ~.*own$/,/^    echo /s/^    //p' "
		    "README.ja.md >$T/steps; . $T/steps; mekiki -v $T/m2",
		    0, "例示商会", "", "Why" },
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
