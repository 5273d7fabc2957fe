#include <unistd.h>

#include "test/run.h"

#define BAD "examples/account-suspension.eml"
#define READER "taro.yamada@corp-yamada.jp"
#define MAIL                                                                   \
	"printf '%s\\n' 'Received: from evil.example (evil.example "           \
	"[198.51.100.7])' '\tby mx1.corp-yamada.jp (Postfix) with ESMTP id "   \
	"4XyZ12abcdz1' '\tfor <" READER ">; Tue, 4 Mar 2025 10:00:03 +0900' "  \
	"'From: Amazon <order@amaz0n-pay.example>' "                           \
	"'To: =?utf-8?B?5bGx55SwIOWkqumDjg==?= <" READER ">' "                 \
	"'Subject: taro.yamada 様 12,800円' "                                \
	"'Content-Type: text/plain; charset=utf-8' '' '山田太郎 様' "     \
	"'https://evil.example/p?u=dGFyby55YW1hZGFAY29ycC15YW1hZGEuanA&"       \
	"s=9f8e7d6c5b4a39281706' >$T/m.eml; "
#define NOBODY "taro\\|yamada\\|山田\\|太郎\\|dGFy\\|9f8e7d"

static void
formats(void **state)
{
	static const struct run_row rows[] = {
		{ "text: nobody is in it",
		    MAIL "mekiki report $T/m.eml | grep -i '" NOBODY "'", 1, "",
		    "", NULL },
		{ "text: stand-ins are",
		    MAIL "mekiki report -v $T/m.eml | grep -o "
			 "'recipient@reader.example' | head -1",
		    0, "recipient@reader.example\n", "", NULL },
		{ "text: what accuses stays", MAIL "mekiki report -v $T/m.eml",
		    1, "order@amaz0n-pay.example", "", NULL },
		{ "text: amounts stay", MAIL "mekiki report -v $T/m.eml", 1,
		    "12,800円", "", NULL },
		{ "json: nobody is in it",
		    MAIL
		    "mekiki report --format json $T/m.eml | grep -i '" NOBODY
		    "'",
		    1, "", "", NULL },
		{ "json: keys stay, values do not",
		    MAIL "mekiki report --format json $T/m.eml | grep -o "
			 "'evil.example/p?u=[^\"]*' | sort -u",
		    0,
		    "evil.example/p?u=xxxxxx00xx0xxxxxx00xxx00xx0xxxxxxxx&s="
		    "0x0x0x0x0x0x00000000\n",
		    "", NULL },
		{ "json: fits the schema",
		    MAIL "mekiki report --format json $T/m.eml >$T/j; "
			 "/usr/bin/python3 -B test/schema.py doc/schema.json <"
			 "$T/j",
		    0, NULL, NULL, NULL },
		{ "html: nobody is in it",
		    MAIL
		    "mekiki report --format html $T/m.eml | grep -i '" NOBODY
		    "'",
		    1, "", "", NULL },
		{ "html: says that it is masked",
		    "mekiki report --format html --lang both " BAD, 1,
		    "伏せてあります", "", "Do not publish" },
		{ "examine stays as it was",
		    MAIL "mekiki $T/m.eml | grep -c " READER, 0, NULL, "",
		    NULL },
		{ "the path is nobody's business",
		    "cp " BAD " $T/taro.eml; mekiki report --format json "
		    "$T/taro.eml | grep -c \"$T\"",
		    1, "0\n", "", NULL },
		{ "standard input", MAIL "mekiki report <$T/m.eml", 1,
		    "recipient@reader.example", "", READER },
		{ "a case, as it was then",
		    MAIL "rm -rf $T/k; mekiki --keep $T/k $T/m.eml >$T/o; "
			 "mekiki report $T/k/*",
		    1, "recipient@reader.example", "", READER },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

static void
words(void **state)
{
	static const struct run_row rows[] = {
		{ "a word of one's own",
		    MAIL "mekiki report -v --redact 12,800 $T/m.eml", 1,
		    "xxx円", "", "12,800" },
		{ "two of them",
		    MAIL "mekiki report --redact 12,800 --redact "
			 "'amaz0n*' $T/m.eml",
		    1, "order@xxx", "", "amaz0n" },
		{ "from a settings file",
		    MAIL "printf 'redact = 12,800\\n' >$T/c; mekiki report -v "
			 "--config $T/c $T/m.eml",
		    1, "xxx円", "", "12,800" },
		/* The keys of JSON are the contract's, and are not masked. */
		{ "what cannot be masked is not written",
		    MAIL "mekiki report --format json --redact message_id "
			 "$T/m.eml",
		    3, "",
		    "not written: the report still holds: word given by "
		    "--redact, in plain text",
		    NULL },
		{ "nor is a page",
		    MAIL "mekiki report --format html --redact "
			 "viewport $T/m.eml",
		    3, "", "not written", NULL },
		{ "two mails", "mekiki report " BAD " " BAD, 2, "",
		    "report takes one mail or case", NULL },
		{ "an mbox of several",
		    "mekiki report test/genuine/$(ls test/genuine | grep mbox "
		    "| head -1) 2>&1 | grep -c 'report takes one mail' | "
		    "grep -v '^0'",
		    0, NULL, "", NULL },
		{ "a file that is not there", "mekiki report $T/none", 3, "",
		    "No such file", NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

/* A decoder that shares no code with ours. */
static void
corpus(void **state)
{
	static const struct run_row rows[] = {
		{ "300 mails: nothing is left, none is refused",
		    "/usr/bin/python3 -B test/redact.py \"$(command -v "
		    "mekiki)\" ../shared/corpus 300",
		    0, "redact: 300 mails", "", " left" },
		{ "as pages",
		    "/usr/bin/python3 -B test/redact.py \"$(command -v "
		    "mekiki)\" ../shared/corpus 40 html",
		    0, "redact: 40 mails", "", " left" },
		{ "as text",
		    "/usr/bin/python3 -B test/redact.py \"$(command -v "
		    "mekiki)\" ../shared/corpus 40 text",
		    0, "redact: 40 mails", "", " left" },
	};

	(void)state;
	if (access("../shared/corpus/MANIFEST.tsv", R_OK) != 0) {
		test_skip("the corpus is not there");
		return;
	}
	run_rows(rows, COUNT(rows));
}

TEST_MAIN(TEST(formats), TEST(words), TEST(corpus))
