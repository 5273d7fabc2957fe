#include "test/run.h"

#define PAGE "python3 -B test/page.py "
#define BAD "examples/account-suspension.eml"
/* Markup in every place that a mail has for text. */
#define HOSTILE                                                                \
	"printf 'From: \"<script>alert(1)</script>\" <a\"onx=1@b.example>\\n"  \
	"To: \"</style><b>\" <c@d.example>\\nSubject: \\047\"><img src=x "     \
	"onerror=y>&lt;\\303\\251\\342\\200\\256\\nReceived: from <i> "        \
	"([192.0.2.1]) by x<u>; Tue, 4 Mar 2025 10:15:30 +0000\\n"             \
	"Message-ID: <a&b;@<hr>>\\nContent-Type: text/html; "                  \
	"charset=\"<q>\"\\n\\n<a href=\"https://evil.example/"                 \
	"&quot;onclick=&lt;s&gt;\">x&amp;lt;</a>\\001\\n"                      \
	"<p style=display:none>%0500d</p>' 0 >$T/h; "

static void
pages(void **state)
{
	static const struct run_row rows[] = {
		{ "a page of one mail",
		    "mekiki --format html " BAD " | " PAGE
		    "'Do not publish it' 'poses as KAGOYA'",
		    0, "page: 1 mails\n", "", "FAULT" },
		{ "in Japanese",
		    "mekiki --format html --lang ja " BAD " | " PAGE
		    "'公開したり' カゴヤ",
		    0, "page: 1 mails\n", "", "FAULT" },
		{ "in both languages, with everything",
		    "mekiki -v --format html --lang both " BAD " | " PAGE
		    "'公開したり' 'Do not publish it'",
		    0, "page: 2 mails\n", "", "FAULT" },
		{ "many mails are one page",
		    "mekiki --format html examples | " PAGE "'6 mails'", 0,
		    "page: 6 mails\n", "", "FAULT" },
		{ "the same with two at once",
		    "mekiki --format html examples >$T/1; "
		    "mekiki -j 2 --format html examples | cmp - $T/1 && echo same",
		    0, "same\n", "", NULL },
		{ "markup of a mail stays text",
		    HOSTILE
		    "mekiki -v --format html $T/h | " PAGE
		    "'<script>alert(1)</script>' '<img src=x' '<U+202E>'",
		    0, "page: 1 mails\n", "", "FAULT" },
		{ "so it does where it is folded away",
		    HOSTILE "mekiki --format html $T/h $T/h | " PAGE
			    "'<img src=x'",
		    0, "page: 2 mails\n", "", "FAULT" },
		{ "and in a file's name",
		    "cp " BAD " \"$T/<b>&.eml\"; mekiki --format html "
		    "\"$T/<b>&.eml\" | " PAGE "'<b>&.eml'",
		    0, "page: 1 mails\n", "", "FAULT" },
		{ "what to do stands before the reasons",
		    "mekiki --format html " BAD
		    " | grep -oE 'What to do now|Main reasons'",
		    0, "What to do now\nMain reasons\n", "", NULL },
		{ "a quotation is marked by who wrote it",
		    "mekiki --format html " BAD " | " PAGE
		    "'517 of the mail] [claimed]' "
		    "'549 of part 1] [observed]' '[claimed]: the sender'",
		    0, "page: 1 mails\n", "", "FAULT" },
		{ "a terminal has no room for that", "mekiki -v " BAD, 1,
		    "517 of the mail]\n", "", "is seen ten times" },
		{ "where nothing is quoted, the grounds are told all the same",
		    "printf 'From: a@b.example\nSubject: x\n\nt\n' | "
		    "mekiki --format html | " PAGE "'no one place to quote'",
		    0, "page: 1 mails\n", "", "FAULT" },
		{ "grounds of lesser findings are folded away, not left out",
		    "mekiki --format html " BAD " | grep -A5 'class=.more'", 0,
		    "Evidence</span>", "", NULL },
		{ "-v folds nothing", "mekiki -v --format html " BAD, 1,
		    "Evidence</span>", "", "<details" },
		{ "a subject is in the mail's language, not the report's",
		    "mekiki --format html " BAD " | grep '<h2'", 0,
		    "<h2 lang=\"ja\">", "", NULL },
		{ "of many mails each has its verdict, subject and file",
		    "mekiki --format html examples | grep -A1 '<summary><b'", 0,
		    "<b class=\"bad\">phishing 99.9 %</b> "
		    "アカウントの停止<br><span class=\"faint\">KAGOYA JAPAN · "
		    "akazawa@cymis.jp · examples/account-suspension.eml<",
		    "", NULL },
		{ "a clean one is told from the rest",
		    "mekiki --format html examples", 1,
		    "<b class=\"good\">clean 0.0 %</b>", "", NULL },
		{ "one that is no mail has no percentage",
		    "mekiki --format html /dev/null " BAD, 3, "<b>not read</b>",
		    "", NULL },
		{ "a file's name stays text where many are listed",
		    "cp " BAD " \"$T/<b>&.eml\"; mekiki --format html "
		    "\"$T/<b>&.eml\" " BAD " | " PAGE "'<b>&.eml'",
		    0, "page: 2 mails\n", "", "FAULT" },
		{ "a long subject is cut where many are listed",
		    "printf 'From: a@b.example\nSubject: %0300d\n\nt\n' 0 "
		    ">$T/l; mekiki --format html $T/l $T/l | "
		    "grep -oE 'b> 0{119}….*'",
		    0, "b> 0", "", "0<br>" },
		{ "links of a mail are no links",
		    "mekiki -v --format html " BAD
		    " | grep -v 'href=\"https://db-ip.com\"'",
		    0, "hxxps://", "", "href" },
		{ "a place of DB-IP's carries their link, as their licence asks",
		    "mekiki --format html " BAD, 1,
		    "<a href=\"https://db-ip.com\"", "", NULL },
		{ "without such a place there is none",
		    "mekiki --format html examples/boss-wire.eml", 1, "hxxp",
		    "", "db-ip" },
		{ "what is no mail has a page",
		    "mekiki --format html /dev/null | " PAGE, 0,
		    "page: 1 mails\n", "", "FAULT" },
		{ "no mail at all is still a page",
		    "mkdir -p $T/empty; mekiki --format html $T/empty | " PAGE,
		    0, "page: 0 mails\n", NULL, "FAULT" },
		{ "a full disk is 3", "mekiki --format html " BAD " >/dev/full",
		    3, "", "No space left on device", NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

TEST_MAIN(TEST(pages))
