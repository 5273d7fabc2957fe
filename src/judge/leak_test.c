/*
 * What only the corpora have that weights were learned from: the stand-in for
 * recipients, marks of one receiver's filter and transport, a year, a mailing
 * list's fields and footer.  None of it may tell good from bad: genuine mail
 * that gets such a mark must keep its verdict.
 */
#include "base/buf.h"
#include "test/examined.h"

/* A genuine mail, its parts set apart where marks are put. */
static const struct genuine {
	const char *name, *from, *subject, *rest;
} mails[] = {
	{ "a colleague", "Mary Miller <mary@example.org>",
	    "Re: agenda for Thursday",
	    "\nHi John,\n\nthanks for the notes. I would move the second point "
	    "to the end, because Peter can only join after eleven. The figures "
	    "for the report are in the shared folder; the third table still "
	    "lacks the numbers of the Leeds office, they will send them "
	    "tomorrow.\n\nBest regards\nMary\n" },
	{ "a shop's receipt", "Garden Shop <orders@shop.example.com>",
	    "Your order 20113 has been shipped",
	    "Content-Type: text/html; charset=utf-8\n\n"
	    "<p>Hello John Smith,</p><p>we have handed your parcel to the "
	    "carrier. It contains two packets of tulip bulbs and a pair of "
	    "gloves and should be with you on Friday.</p><p>You can see your "
	    "order on <a href=\"https://www.shop.example.com/o/20113\">our "
	    "site</a>. Do you have a question? Just answer this mail.</p>"
	    "<p>Your Garden Shop</p>" },
	{ "a Japanese notice", "図書館 <info@library.example.jp>",
	    "予約資料のお知らせ",
	    "Content-Type: text/plain; charset=utf-8\n\n"
	    "山田 太郎 様\n\nご予約の資料が用意できました。\n"
	    "受取館：中央図書館\n取置期限：3月15日（土）\n\n"
	    "カードをお持ちのうえ、カウンターまでお越しください。\n" },
};

#define NO_MORE 3 /* decibans that a mark may move the score */

static const struct mark {
	const char *name, *top, *fields, *bottom;
	const char *to; /* NULL: the reader */
	int year;	/* 0: 2025 */
} marks[] = {
	{ "the stand-in for recipients", "", "", "", "phishing@pot", 0 },
	{ "the stand-in in the text", "", "", "\nThis went to phishing@pot.\n",
	    "phishing@pot", 0 },
	{ "an early year", "", "", "", NULL, 2002 },
	{ "a late one", "", "", "", NULL, 2024 },
	{ "SpamAssassin's good opinion", "",
	    "X-Spam-Status: No, score=-5.1 required=5.0 tests=BAYES_00\n"
	    "X-Spam-Level: \nX-Spam-Checker-Version: SpamAssassin 2.63\n",
	    "", NULL, 0 },
	{ "and its bad one", "",
	    "X-Spam-Flag: YES\nX-Spam-Status: Yes, score=25.3 required=5.0\n"
	    "X-Spam-Level: *************************\n",
	    "", NULL, 0 },
	{ "Exchange's verdict", "",
	    "X-MS-Exchange-Organization-SCL: 9\n"
	    "X-Forefront-Antispam-Report: CIP:198.51.100.7;CTRY:US;LANG:en;"
	    "SCL:9;SFV:SPM;CAT:PHSH;\nX-Microsoft-Antispam: BCL:9;\n"
	    "X-MS-Exchange-Organization-PCL: 8\n"
	    "X-SID-PRA: ORDERS@SHOP.EXAMPLE.COM\nX-SID-Result: NONE\n"
	    "X-Sender-IP: 198.51.100.7\n",
	    "", NULL, 0 },
	{ "Outlook.com's hops",
	    "Received: from SA1NAM02FT001.eop-nam02.prod.protection.outlook."
	    "com (2603:10b6:a03:14::20)\n by SJ0PR19MB4415.namprd19.prod."
	    "outlook.com with HTTPS; Tue, 4 Mar %Y 01:00:05 +0000\n"
	    "Received: from SA0PR11CA0001.namprd11.prod.outlook.com "
	    "(2603:10b6:806:d3::6)\n by SA1NAM02FT001.mail.protection.outlook."
	    "com (2603:10b6:806:d3:cafe::1) with Microsoft SMTP Server\n "
	    "(version=TLS1_2) id 15.20.5000.1 via Frontend Transport; "
	    "Tue, 4 Mar %Y 01:00:04 +0000\n",
	    "", "", NULL, 0 },
	{ "a list's fields", "",
	    "List-Id: <talk.lists.example.org>\nPrecedence: list\n"
	    "List-Post: <mailto:talk@lists.example.org>\n"
	    "List-Unsubscribe: <https://lists.example.org/talk>\n"
	    "Errors-To: talk-bounces@lists.example.org\n",
	    "", NULL, 0 },
	{ "a list's footer", "", "",
	    "\n_______________________________________________\n"
	    "talk mailing list\ntalk@lists.example.org\n"
	    "https://lists.example.org/listinfo/talk\n",
	    NULL, 0 },
};

/* "%Y" in s stands for the year. */
static void
put_dated(struct buf *out, const char *s, int year)
{
	span rest = span_of(s), digits = arena_number(test_arena(), year);
	size_t at;

	while ((at = span_find(rest, SPAN("%Y"))) < rest.n) {
		buf_put(out, span_head(rest, at));
		buf_put(out, digits);
		rest = span_drop(rest, at + 2);
	}
	buf_put(out, rest);
}

static const struct examination *
look(const struct genuine *g, const struct mark *m)
{
	struct buf out = buf_new(test_arena(), 1 << 16);
	int year = m->year == 0 ? 2025 : m->year;
	const char *const pieces[] = { m->top,
		"Received: from mail.example.org (mail.example.org "
		"[198.51.100.7])\n\tby mx.reader.example (Postfix) with ESMTPS "
		"id 4XyZ12abcdz1;\n\tTue, 4 Mar %Y 10:00:03 +0900\nFrom: ",
		g->from,
		"\nTo: ", m->to == NULL ? "john@reader.example" : m->to,
		"\nDate: Tue, 4 Mar %Y 10:00:00 +0900\nMessage-ID: "
		"<20250304.1@mail.example.org>\nMIME-Version: 1.0\nSubject: ",
		g->subject, "\n", m->fields, g->rest, m->bottom };

	for (size_t i = 0; i < COUNT(pieces); i++)
		put_dated(&out, pieces[i], year);
	return examined_bytes(buf_span(&out), NULL);
}

static void
leaks(void **state)
{
	static const struct mark none = { "", "", "", "", NULL, 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(mails); i++) {
		const struct examination *bare = look(&mails[i], &none);

		test_name(mails[i].name);
		CHECK(!verdict_is_bad(bare->verdict.class));
		for (size_t k = 0; k < COUNT(marks); k++) {
			const struct examination *x =
			    look(&mails[i], &marks[k]);
			int moved = x->verdict.score - bare->verdict.score;

			test_name(marks[k].name);
			CHECK_INT(x->verdict.class, bare->verdict.class);
			CHECK(moved <= NO_MORE && moved >= -NO_MORE);
		}
	}
	examined_end();
}

TEST_MAIN(TEST(leaks))
