#include "test/run.h"

#include <stdio.h>
#include <unistd.h>

#include "base/utf8.h"
#include "report/layout.h"

#define BAD "examples/account-suspension.eml"
#define CLEAN "examples/genuine-notice.eml"
#define UNKNOWN "examples/iso-2022-jp.eml"
#define MSG                                                                    \
	"printf '\\320\\317\\021\\340\\241\\261\\032\\341%040d' 0 >$T/a.msg;"
#define TNEF "printf '\\170\\237\\076\\042%040d' 0 >$T/winmail.dat;"

static void
statuses(void **state)
{
	static const struct run_row rows[] = {
		{ "clean is 0", "mekiki " CLEAN, 0, "authenticated", "", NULL },
		{ "unknown is 0", "mekiki " UNKNOWN, 0,
		    "Next to nothing suspicious", "", NULL },
		{ "bad is 1", "mekiki " BAD, 1, "phishing", "", NULL },
		{ "one bad among good ones is 1",
		    "mekiki " CLEAN " " BAD " " UNKNOWN, 1, "3 mails", "",
		    NULL },
		{ "an unknown option is 2, and says where to look",
		    "mekiki --frobnicate " BAD, 2, "",
		    "no such option: --frobnicate; see mekiki --help", NULL },
		{ "an option without its value is 2", "mekiki --lang", 2, "",
		    "an option lacks its value: --lang", NULL },
		{ "an unknown language is 2", "mekiki --lang fr " BAD, 2, "",
		    "use ja, en or both", NULL },
		{ "an unknown format is 2", "mekiki --format=xml " BAD, 2, "",
		    "use text, json, html, misp or stix", NULL },
		{ "--trust takes no path", "mekiki --trust a/b " BAD, 2, "",
		    "as mx.example.jp or 192.0.2.0/24", NULL },
		{ "--me takes no single word", "mekiki --me hanako " BAD, 2, "",
		    "as info@example.jp or example.jp", NULL },
		{ "a missing file is 3, and says what and what to do",
		    "mekiki nothing-here.eml", 3, "",
		    "mekiki: nothing-here.eml: No such file or directory; "
		    "check the name\n",
		    NULL },
		{ "a file below a file is missing", "mekiki Makefile/mail.eml",
		    3, "", "Not a directory; check the name", NULL },
		{ "an empty name is 3", "mekiki \"\"", 3, "",
		    "mekiki: \"\": No such file or directory; "
		    "check the name\n",
		    NULL },
		{ "a name of 300 letters is 3", "mekiki $(printf %0300d 0)", 3,
		    "", "File name too long; check the name\n", NULL },
		{ "a folder as standard input is 3", "mekiki - <examples", 3,
		    "", "standard input: Is a directory; name a file", NULL },
		{ "no standard input is 3", "mekiki - <&-", 3, "",
		    "standard input: Bad file descriptor; name a file", NULL },
		{ "-j 0 is 2", "mekiki -j 0 " BAD, 2, "",
		    "jobs takes a number from 1 to 64: 0;", NULL },
		{ "-j 65 is 2", "mekiki --jobs=65 " BAD, 2, "",
		    "jobs takes a number from 1 to 64: 65;", NULL },
		{ "-j and its number may touch", "mekiki -j2 " BAD, 1,
		    "phishing", "", NULL },
		{ "-v takes no value", "mekiki -vx " BAD, 2, "",
		    "no such option: -vx;", NULL },
		{ "every format is named", "mekiki --format xml " BAD, 2, "",
		    "no such format: xml; use text, json, html, misp or stix\n",
		    NULL },
		{ "a file that cannot be read is 3", "mekiki /proc/self/mem", 3,
		    "",
		    "mekiki: /proc/self/mem: Input/output error; "
		    "try a copy of the mail\n",
		    NULL },
		{ "3 goes before 1, and the rest is examined",
		    "mekiki " BAD " nothing-here.eml " CLEAN, 3,
		    "genuine-notice", "nothing-here.eml", NULL },
		{ "2 goes before 3, and nothing is examined",
		    "mekiki nothing-here.eml --lang xx " BAD, 2, "", "xx",
		    NULL },
		{ "an empty file is no mail", "mekiki - </dev/null", 3,
		    "no header field", "", NULL },
		{ "no mail: one object, unknown",
		    "mekiki --format json - </dev/null | "
		    "grep -c '\"class\":\"unknown\"'",
		    0, "1\n", "", NULL },
		{ "nothing but letters is no mail",
		    "printf %070000d 0 | mekiki --format json -; "
		    "test $? = 3 && echo yes",
		    0, "\"class\":\"unknown\"", "", NULL },
		{ "a .msg is 3 and says how to save it", MSG "mekiki $T/a.msg",
		    3, "save it as .eml", "", NULL },
		{ "a .msg in Japanese", MSG "mekiki --lang ja $T/a.msg", 3,
		    ".eml 形式で保存", "", NULL },
		{ "a winmail.dat is 3 and says how to save it",
		    TNEF "mekiki $T/winmail.dat", 3, "as .eml", "", NULL },
		{ "a winmail.dat in Japanese",
		    TNEF "mekiki --lang ja $T/winmail.dat", 3,
		    ".eml 形式で保存", "", NULL },
		{ "a .msg is in no class but its own",
		    MSG "mekiki $T/a.msg " CLEAN, 3, "not read ", "", NULL },
		{ "--help", "mekiki --help", 0, "usage: mekiki", "", NULL },
		{ "--version", "mekiki --version", 0, "mekiki 0.", "", NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

static void
unreadable(void **state)
{
	static const struct run_row row = { "a file of somebody else is 3",
		"cp " BAD " $T/x.eml; chmod 0 $T/x.eml; mekiki $T/x.eml", 3, "",
		"Permission denied; copy the mail to a place", NULL };

	(void)state;
	test_name(row.name);
	if (geteuid() == 0)
		test_skip("root may read everything");
	else
		run_rows(&row, 1);
}

static void
sources(void **state)
{
	static const struct run_row rows[] = {
		{ "the long form is the short form",
		    "mekiki " BAD " >$T/a; mekiki examine " BAD
		    " >$T/b; cmp $T/a $T/b",
		    0, "", "", NULL },
		{ "no name is standard input", "mekiki <" BAD, 1,
		    "takaki-shiho[.]com", "", NULL },
		{ "- is standard input", "mekiki - <" BAD, 1,
		    "takaki-shiho[.]com", "", NULL },
		{ "a pipe is as good as a file",
		    "cat " BAD " | mekiki --format json | "
		    "grep -c '\"path\":\"-\"'",
		    0, "1\n", "", NULL },
		{ "-- ends the options",
		    "cp " BAD " $T/--lang; cd $T; mekiki -- --lang", 1,
		    "takaki-shiho[.]com", "", NULL },
		{ "of a folder every file has a line, by name",
		    "mekiki examples | sed -n 's/.*examples.\\([a-z0-9-]*\\)"
		    ".eml.*/\\1/p' | tr '\\n' ' '",
		    0,
		    "account-suspension boss-wire forwarded genuine-notice "
		    "headers-only iso-2022-jp ",
		    "", NULL },
		{ "and the last line adds up",
		    "mekiki examples | tail -n 1 | cut -d: -f1", 0, "6 mails\n",
		    "", NULL },
		{ "hidden files of a folder are left out",
		    "mkdir $T/d; cp " BAD " $T/d/.x; cp " CLEAN " $T/d/y;"
		    "cp " CLEAN " $T/d/z; mekiki $T/d",
		    0, "2 mails: 0 phishing", "", NULL },
		{ "files of a folder come first, then its folders by name",
		    "mkdir -p $T/f/a $T/f/b; cp " CLEAN " $T/f/z;"
		    "cp " CLEAN " $T/f/b/y; cp " CLEAN " $T/f/a/x;"
		    "mekiki --format json $T/f | sed -n "
		    "'s/.*\"path\":\"[^\"]*.f.\\([a-z/]*\\)\".*/\\1/p' |"
		    "tr '\\n' ' '",
		    0, "z a/x b/y ", "", NULL },
		{ "a folder without mails is no trouble, and is said",
		    "mkdir -p $T/none/a; mekiki $T/none", 0, "",
		    "/none: there is no mail in this folder; name a folder "
		    "with .eml files",
		    NULL },
		{ "-v of many mails gives the reports",
		    "mekiki -v " BAD " " CLEAN, 1, "What to do now", "", NULL },
		{ "-v of one mail gives every check",
		    "mekiki -v " BAD " | grep -c 'How to check' >$T/v; "
		    "mekiki " BAD " | grep -c 'How to check' >$T/n; "
		    "test $(cat $T/v) -gt $(cat $T/n)",
		    0, "", "", NULL },
		{ "json is one object a line and a mail",
		    "mekiki --format json examples | grep -c '^{.*}$'", 0,
		    "6\n", "", NULL },
		{ "json has no totals", "mekiki --format json examples | wc -l",
		    0, "6\n", "", NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

static void
languages(void **state)
{
	static const char ja[] = "おもな理由", en[] = "Main reasons";
	static const struct run_row rows[] = {
		{ "English without any", "mekiki " BAD, 1, en, "", ja },
		{ "LANG", "LANG=ja_JP.UTF-8 mekiki " BAD, 1, ja, "", en },
		{ "LC_MESSAGES goes before LANG",
		    "LC_MESSAGES=en_GB.UTF-8 LANG=ja_JP.UTF-8 mekiki " BAD, 1,
		    en, "", ja },
		{ "LC_ALL goes before LC_MESSAGES",
		    "LC_ALL=ja_JP.UTF-8 LC_MESSAGES=en_GB.UTF-8 mekiki " BAD, 1,
		    ja, "", en },
		{ "an empty LC_ALL says nothing",
		    "LC_ALL= LC_MESSAGES=ja_JP LANG=C mekiki " BAD, 1, ja, "",
		    en },
		{ "LC_ALL=C is English",
		    "LC_ALL=C LANG=ja_JP.UTF-8 mekiki " BAD, 1, en, "", ja },
		{ "--lang goes before all of them",
		    "LC_ALL=ja_JP.UTF-8 mekiki --lang en " BAD, 1, en, "", ja },
		{ "both: Japanese stands first",
		    "mekiki --lang both " BAD
		    " | grep -e 'Main reasons' -e おもな理由",
		    0, "おもな理由\nMain reasons\n", "", NULL },
		{ "both: of many mails the totals in both",
		    "mekiki --lang both examples", 1, "6 mails", "", NULL },
		{ "both: of many mails a line each",
		    "mekiki --lang both examples | grep -c eml", 0, "6\n", "",
		    NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

static void
failing_output(void **state)
{
	static const struct run_row rows[] = {
		{ "a full disk is 3, and said", "mekiki " CLEAN " >/dev/full",
		    3, "",
		    "mekiki: standard output: No space left on device; "
		    "free some space",
		    NULL },
		{ "a full disk with two threads",
		    "mekiki -j 2 examples >/dev/full", 3, "",
		    "mekiki: standard output: No space left on device; "
		    "free some space",
		    NULL },
		{ "a full disk, threads and json",
		    "mekiki -j 2 --format json examples >/dev/full", 3, "",
		    "mekiki: standard output: No space left on device; ",
		    NULL },
		{ "a full disk goes before something bad",
		    "mekiki --format json " BAD " >/dev/full", 3, "",
		    "No space left on device", NULL },
		{ "it is said once", "mekiki examples examples >/dev/full", 3,
		    "", "mekiki: standard output", NULL },
		{ "--help on a full disk", "mekiki --help >/dev/full", 3, "",
		    "No space left on device", NULL },
		{ "a reader that has gone is 3, and quiet",
		    "{ sleep 0.3; mekiki -v examples; echo \"status $?\" >&2; "
		    "} | :",
		    0, "", "status 3\n", NULL },
		{ "likewise for json",
		    "{ sleep 0.3; mekiki --format json examples; "
		    "echo \"status $?\" >&2; } | :",
		    0, "", "status 3\n", NULL },
		{ "likewise with two threads",
		    "{ sleep 0.3; mekiki -j 2 --format json examples; "
		    "echo \"status $?\" >&2; } | :",
		    0, "", "status 3\n", NULL },
		{ "likewise for text with two threads",
		    "{ sleep 0.3; mekiki -j 2 -v examples; "
		    "echo \"status $?\" >&2; } | :",
		    0, "", "status 3\n", NULL },
		{ "no standard output at all is 3", "mekiki " CLEAN " >&-", 3,
		    "", "mekiki: standard output:", NULL },
	};
	struct run_result r;

	(void)state;
	run_rows(rows, COUNT(rows));
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (!span_has(span_of(rows[i].err), SPAN("status 3")))
			continue;
		test_name("a reader that has gone: not a word");
		r = run_shell(rows[i].command);
		CHECK_SPAN(r.err, "status 3\n");
	}
}

static bool
has_escape(span s)
{
	return span_find_byte(s, '\x1b') < s.n;
}

static void
colours(void **state)
{
	static const struct {
		const char *name, *command;
		bool coloured;
	} rows[] = {
		{ "a terminal has colours",
		    "script -qec 'mekiki " BAD "' /dev/null", true },
		{ "NO_COLOR takes them away",
		    "NO_COLOR=1 script -qec 'mekiki " BAD "' /dev/null",
		    false },
		{ "an empty NO_COLOR does not",
		    "NO_COLOR= script -qec 'mekiki " BAD "' /dev/null", true },
		{ "a dumb terminal has none",
		    "TERM=dumb script -qec 'mekiki " BAD "' /dev/null", false },
		{ "a pipe has none", "mekiki " BAD " | cat", false },
		{ "a list in a pipe has none", "mekiki examples | cat", false },
	};

	bool terminals =
	    run_shell("script -qec 'echo here' /dev/null").status == 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct run_result r;

		test_name(rows[i].name);
		if (!terminals &&
		    span_has(span_of(rows[i].command), SPAN("script "))) {
			test_skip("no terminals: /dev/pts is not mounted");
			continue;
		}
		r = run_shell(rows[i].command);
		CHECK(run_holds(r.out, "phishing"));
		CHECK(has_escape(r.out) == rows[i].coloured);
	}
}

static void
check_widths(span out, size_t width)
{
	size_t lines = 0;

	while (out.n > 0) {
		span line = span_cut(&out, '\n');

		lines++;
		if (layout_columns(line) <= width)
			continue;
		CHECK_SPAN(line, "a line no wider than the terminal");
		return;
	}
	CHECK(lines > 0);
}

static void
widths(void **state)
{
	static const size_t columns[] = { 40, 80, 120 };
	static const char *const what[] = { "-v examples", "examples",
		"../shared/cases", "-v ../shared/cases" };
	static char name[120], command[200];

	(void)state;
	for (size_t i = 0; i < COUNT(columns); i++) {
		for (size_t k = 0; k < COUNT(what); k++) {
			snprintf(name, sizeof(name), "%s in %zu columns",
			    what[k], columns[i]);
			test_name(name);
			if (k > 1 && test_shared("cases") == NULL) {
				test_skip("no ../shared/cases");
				continue;
			}
			snprintf(command, sizeof(command),
			    "COLUMNS=%zu mekiki --lang both %s", columns[i],
			    what[k]);
			check_widths(run_shell(command).out, columns[i]);
		}
	}
}

/* What a terminal would act on, or what turns the order of letters. */
static bool
is_raw(uint32_t code)
{
	return (code < 0x20 && code != '\n') || (code >= 0x7f && code < 0xa0) ||
	    code == 0x61c || (code >= 0x200b && code <= 0x200f) ||
	    (code >= 0x2028 && code <= 0x202e) ||
	    (code >= 0x2060 && code <= 0x2069) || code == 0xfeff;
}

static void
hostile(void **state)
{
	static const char mail[] =
	    "X='\033]0;x\007\033[2J\342\200\256\342\201\246\302\233\033'\n"
	    "{ printf 'From: \"a%sb\" <a%s@evil.example>\\n' \"$X\" \"$X\"\n"
	    "printf 'To: info@example.jp\\nSubject: s%ss\\n' \"$X\"\n"
	    "printf 'Message-ID: <%s@%s>\\nReturn-Path: <x%s@y>\\n' "
	    "\"$X\" \"$X\" \"$X\"\n"
	    "printf 'Reply-To: %s@gmail.com\\nDate: %s\\n' \"$X\" \"$X\"\n"
	    "printf 'Received: from h%s (h%s [198.51.100.7]) by m%s; "
	    "Mon, 1 Jun 2026 00:00:00 +0900\\n' \"$X\" \"$X\" \"$X\"\n"
	    "printf 'Authentication-Results: m%s; spf=pass "
	    "smtp.mailfrom=a%s\\n' \"$X\" \"$X\"\n"
	    "printf 'Content-Type: multipart/mixed; boundary=b\\n\\n--b\\n'\n"
	    "printf 'Content-Type: text/html; charset=\"u%s\"\\n\\n' \"$X\"\n"
	    "printf '<a href=\"http://h.example/%s\">click here %s</a>' "
	    "\"$X\" \"$X\"\n"
	    "printf '<form action=\"http://f%s/\"><input type=password>"
	    "</form>\\n--b\\n' \"$X\"\n"
	    "printf 'Content-Type: a/b%s; name=\"n%s.exe\"\\n\\nMZ\\n--b--\\n'"
	    " \"$X\" \"$X\"; } >$T/hostile.eml\n";
	static const char *const rows[] = { "mekiki -v --lang both",
		"mekiki --format json", ("mekiki " CLEAN),
		"mekiki \"gone$X\"" };
	static char command[4000];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct run_result r;
		span rest;
		bool raw = false;

		test_name(rows[i]);
		snprintf(command, sizeof(command),
		    "%scp $T/hostile.eml \"$T/n$X\"; %s \"$T/n$X\" 2>&1", mail,
		    rows[i]);
		r = run_shell(command);
		CHECK(r.out.n > 40);
		for (rest = r.out; rest.n > 0;)
			raw |= is_raw(utf8_cut(&rest, NULL));
		CHECK(!raw);
	}
}

TEST_MAIN(TEST(statuses), TEST(unreadable), TEST(sources), TEST(languages),
    TEST(failing_output), TEST(colours), TEST(widths), TEST(hostile))
