#include "test/examined.h"

#define OBSERVED .standing = STANDING_OBSERVED
#define CLAIMED .standing = STANDING_CLAIMED
#define DATE "Date: Tue, 4 Mar 2025 10:00:00 +0900\n"
#define MAIL(fields) DATE fields "\nText.\n"
#define FROM "From: x@example.com\n"
#define BODY(charset, text)                                                    \
	FROM "MIME-Version: 1.0\nContent-Type: text/plain; "                   \
	     "charset=" charset "\n\n" text "\n"

static const struct examined_row rows[] = {
	{ "a field that may stand once stands twice",
	    MAIL(FROM "Subject: a\nSubject: b\n"), .has = "fields.duplicate",
	    OBSERVED, .args = "field=Subject", .quote = "Subject: b" },
	{ "a field that may stand often",
	    MAIL(FROM "Comments: a\nComments: b\n"),
	    .lacks = "fields.duplicate" },
	{ "no From", MAIL("Subject: a\n"), .has = "fields.missing", OBSERVED,
	    .args = "field=From" },
	{ "a From", MAIL(FROM), .lacks = "fields.missing" },
	{ "two addresses in From", MAIL("From: a@example.com, b@example.org\n"),
	    .has = "fields.several-from", OBSERVED, .args = "count=2",
	    .quote = "b@example.org" },
	{ "one address in From, a comma in its name",
	    MAIL("From: \"B, A\" <a@example.com>\n"),
	    .lacks = "fields.several-from" },
	{ "no blank line before the body", FROM "Subject: x\nText is here.\n",
	    .has = "fields.no-blank-line", OBSERVED },
	{ "a blank line before the body", MAIL(FROM),
	    .lacks = "fields.no-blank-line" },
	{ "a control character in a field", MAIL(FROM "Subject: a\x01z\n"),
	    .has = "fields.broken", OBSERVED, .args = "field=Subject" },
	{ "a tab in a field is a blank", MAIL(FROM "Subject: a\tz\n"),
	    .lacks = "fields.broken" },
	{ "two @ in From", MAIL("From: a@b@example.com\n"),
	    .has = "fields.ambiguous-from", OBSERVED },
	{ "an @ in the name of From",
	    MAIL("From: \"a@example.org\" <a@example.com>\n"),
	    .lacks = "fields.ambiguous-from" },
	{ "Japanese in UTF-8 under another label",
	    BODY("iso-8859-1", "いつもお世話になっております。"),
	    .has = "fields.charset-wrong", OBSERVED,
	    .args = "label=iso-8859-1|used=utf-8" },
	{ "Japanese in UTF-8 under its label",
	    BODY("utf-8", "いつもお世話になっております。"),
	    .lacks = "fields.charset-wrong" },
	{ "an encoder that cuts a character in two",
	    MAIL(FROM "Subject: =?utf-8?B?44E=?= =?utf-8?B?gg==?=\n"),
	    .has = "fields.split-character", OBSERVED, .quote = "Subject:" },
	{ "an encoder that does not", MAIL(FROM "Subject: =?utf-8?B?44GC?=\n"),
	    .lacks = "fields.split-character" },
	{ "a filter's stamp before the subject",
	    MAIL(FROM "Subject: [spam] x\n"), .has = "fields.spam-stamp",
	    CLAIMED, .args = "stamp=[spam]" },
	{ "a list's tag is no stamp", MAIL(FROM "Subject: [list] x\n"),
	    .lacks = "fields.spam-stamp" },
	{ "a filter's verdict is a claim of whoever wrote it",
	    MAIL(FROM "X-Spam-Status: Yes, score=9\n"),
	    .has = "fields.filter-verdict", CLAIMED },
	{ "an empty one says nothing", MAIL(FROM "X-Spam-Flag:\n"),
	    .lacks = "fields.filter-verdict" },
};

static void
fields(void **state)
{
	(void)state;
	examined_rows(rows, COUNT(rows));
}

TEST_MAIN(TEST(fields))
