/*
 * Whole mails: how a phisher slips past, and how an innocent is accused.  All
 * of them are written for this test.
 */

#include "base/buf.h"
#include "test/examined.h"

#define HOP                                                                    \
	"Received: from mail.example.net (unknown [198.51.100.7])\n"           \
	"\tby mx.reader.example (Postfix) with ESMTP id 4XyZ12abcdz1;\n"       \
	"\tTue, 4 Mar 2025 10:00:03 +0900\n"
#define TRUSTED(results)                                                       \
	"Authentication-Results: mx.reader.example;\n\t" results "\n"
#define FIELDS(from, subject)                                                  \
	"From: " from "\nTo: reader@reader.example\nSubject: " subject "\n"    \
	"Date: Tue, 4 Mar 2025 10:00:00 +0900\n"                               \
	"Message-ID: <20250304.1@example.net>\nMIME-Version: 1.0\n"
#define PLAIN "Content-Type: text/plain; charset=utf-8\n\n"
#define HTML "Content-Type: text/html; charset=utf-8\n\n"
#define MAIL(from, subject, rest) HOP FIELDS(from, subject) rest

#define THREAT_JA                                                                         \
	"アカウントが停止される可能性があります。\n"                  \
	"24時間以内にご確認がない場合、ご利用いただけません。\n" \
	"http://login.example.net/\n"
#define TEN(x) x x x x x x x x x x

static const struct {
	const char *name, *mail;
	bool bad;
	const char *brand; /* posed as; NULL: nobody is asked */
	const char *me;
} rows[] = {
	/* Slipping past. */
	{ "a brand in Cyrillic letters, with its threat",
	    MAIL("\"Аmаzоn\" <x@example.net>", "お知らせ", PLAIN THREAT_JA),
	    true, "amazon", NULL },
	{ "a brand spaced out",
	    MAIL("\"三 井 住 友 カ ー ド\" <x@example.net>", "お知らせ",
		PLAIN THREAT_JA),
	    true, "smbc_card", NULL },
	{ "a brand in look-alike kanji",
	    MAIL("\"三丼住友力ード\" <x@example.net>", "お知らせ",
		PLAIN THREAT_JA),
	    true, "smbc_card", NULL },
	{ "a brand in the picture's words alone, nothing else written",
	    MAIL("Support <x@example.net>", "【重要】ご利用確認のお願い",
		HTML
		"<a href=\"http://amaz0n.co.jp/\"><img "
		"src=\"http://img.example.net/1.png\" alt=\"Amazon\"></a>\n"),
	    true, "amazon", NULL },
	{ "an address for a name over another address",
	    MAIL("\"service@amazon.co.jp\" <x@example.net>", "お知らせ",
		PLAIN THREAT_JA),
	    true, "amazon", NULL },
	{ "results of the reader's own server, forged below the boundary",
	    MAIL("Amazon <no-reply@amazon.co.jp>", "お知らせ",
		TRUSTED("dkim=pass header.d=amazon.co.jp; "
			"dmarc=pass header.from=amazon.co.jp") PLAIN THREAT_JA),
	    true, "amazon", NULL },
	{ "a forged way to unsubscribe, list and personal greeting excuse "
	  "little",
	    MAIL("Amazon <x@example.net>", "お知らせ",
		"List-Unsubscribe: <https://www.amazon.co.jp/u>\n"
		"List-Id: <news.amazon.co.jp>\n"
		"List-Post: <mailto:reader@reader.example>\n" PLAIN
		"山田 太郎 様\n" THREAT_JA "https://www.amazon.co.jp/\n"),
	    true, "amazon", NULL },
	{ "hidden pages of harmless words dilute nothing",
	    MAIL("Amazon <x@example.net>", "お知らせ",
		HTML
		"<p>アカウントが停止される可能性があります。</p>"
		"<a href=\"http://login.example.net/\">確認</a>"
		"<div style=\"display:none\">" TEN(
		    TEN("We met at the mailing list, thank you. ")) "</div>\n"),
	    true, "amazon", NULL },
	{ "a bait behind redirectors, over the brand's shown address",
	    MAIL("Support <x@example.net>", "ご利用確認のお願い",
		HTML "<a href=\"https://www.google.com/url?q=https%3A%2F%2F"
		     "www.google.com%2Furl%3Fq%3Dhttp%253A%252F%252F"
		     "amaz0n.co.jp%252F\">https://www.amazon.co.jp/</a>\n"),
	    true, NULL, NULL },
	{ "a login form in the mail",
	    MAIL("Mail Administrator <x@example.net>", "reader.example",
		HTML "<p>Dear reader@reader.example,</p><form "
		     "action=\"http://login.example.net/\"><input "
		     "type=password name=p></form>\n"),
	    true, NULL, NULL },
	{ "the reader's mailbox, with the address in Base64",
	    MAIL("\"reader.example\" <x@example.net>",
		"reader@reader.example: password expires",
		PLAIN "http://login.example.net/"
		      "#cmVhZGVyQHJlYWRlci5leGFtcGxl\n"),
	    true, NULL, NULL },

	/* Accusing the innocent. */
	{ "a bank's notice that the bank vouches for",
	    TRUSTED("dkim=pass header.d=smbc-card.com;\n"
		    "\tspf=pass smtp.mailfrom=contact.smbc-card.com")
		HOP FIELDS("三井住友カード <info@contact.smbc-card.com>",
		    "【三井住友カード】ご利用のお知らせ") PLAIN
	    "山田 太郎 様\n\n"
	    "いつも三井住友カードをご利用いただきありがとうございます。\n"
	    "お客様のカードのご利用内容をお知らせいたします。\n\n"
	    "ご利用日時：2025/03/03 19:20\nご利用金額：2,480円\n\n"
	    "ご利用明細は会員サイトからご確認ください。\n"
	    "https://www.smbc-card.com/mem/index.jsp\n\n"
	    "身に覚えのないご利用がある場合は、カード裏面の番号までご連絡ください。\n",
	    false, NULL, NULL },
	{ "a shop's confirmation that nobody has checked",
	    "Received: from mail.hanaya.example.com (mail.hanaya.example.com "
	    "[198.51.100.8])\n\tby mx.reader.example (Postfix) with ESMTP id "
	    "4XyZ12abcdz1;\n\tTue, 4 Mar 2025 10:00:03 +0900\n" FIELDS(
		"花屋さくら <order@hanaya.example.com>",
		"ご注文ありがとうございます（注文番号 20250304-17）") PLAIN
	    "山田 太郎 様\n\n"
	    "このたびは花屋さくらをご利用いただき、ありがとうございます。\n"
	    "ご注文を次のとおり承りました。\n\n"
	    "チューリップ 10本  2,200円（税込）\n送料  800円\n"
	    "お支払い方法：クレジットカード\n\n"
	    "商品は3月6日にヤマト運輸でお届けします。\n"
	    "ご注文の内容はこちらからご確認いただけます。\n"
	    "https://www.hanaya.example.com/order/20250304-17\n",
	    false, NULL, NULL },
	{ "a post to a Japanese mailing list",
	    "Return-Path: <osc-talk-bounces@lists.example.org>\n"
	    "Received: from lists.example.org (lists.example.org "
	    "[198.51.100.9])\n\tby mx.reader.example (Postfix) with ESMTP id "
	    "4XyZ12abcdz1;\n\tTue, 4 Mar 2025 10:00:03 +0900\n"
	    "From: Suzuki Ichiro <ichiro@gmail.com>\n"
	    "To: osc-talk@lists.example.org\n"
	    "Subject: [osc-talk:1234] Re: 次回の会場\n"
	    "Date: Tue, 4 Mar 2025 09:59:00 +0900\n"
	    "Message-ID: <CAK1=a@mail.gmail.com>\n"
	    "Reply-To: osc-talk@lists.example.org\n"
	    "List-Id: <osc-talk.lists.example.org>\n"
	    "List-Post: <mailto:osc-talk@lists.example.org>\n" PLAIN
	    "鈴木です。\n\n"
	    "会場は今週中に決めたいです。候補は公民館と図書館です。\n"
	    "> アンケートの結果はどうなりましたか。\n"
	    "https://forms.gle/abc にまとめました。\n"
	    "_______________________________________________\n"
	    "osc-talk mailing list\nosc-talk@lists.example.org\n"
	    "https://lists.example.org/mailman/listinfo/osc-talk\n",
	    false, NULL, NULL },
	{ "a friend who mentions a brand",
	    MAIL("山田 花子 <hanako@example.net>", "本の話",
		PLAIN "先日の本、Amazon で買いました。\n"
		      "https://www.amazon.co.jp/dp/4000000000\n"
		      "来週お貸しします。\n"),
	    false, NULL, NULL },
	{ "a friend whose subject mentions a brand",
	    MAIL("山田 花子 <hanako@gmail.com>", "Amazon で買った本",
		PLAIN "感想です。 https://blog.example.net/hon\n"),
	    false, NULL, NULL },
	{ "a list where somebody quotes a phishing mail",
	    MAIL("John Doe <john@example.org>", "Re: [users] Is this phishing?",
		"List-Id: <users.lists.example.org>\n" PLAIN
		"Yes, that is phishing. Delete it.\n\n"
		"> From: Amazon <x@example.net>\n"
		"> Your account will be suspended within 24 hours.\n"
		"> Verify your account: hxxp://login.example[.]net/\n"),
	    false, NULL, NULL },
	{ "a colleague whose own house sends the mail",
	    "Received: from mail.reader.example (mail.reader.example "
	    "[198.51.100.9])\n\tby mx.provider.example (Postfix) with ESMTP id "
	    "4XyZ12abcdz1;\n\tTue, 4 Mar 2025 10:00:03 +0900\n" FIELDS(
		"鈴木 <suzuki@reader.example>", "請求書の件") PLAIN
	    "お疲れさまです。請求書の支払いをお願いできますか。\n"
	    "至急でなくて大丈夫です。\n",
	    false, NULL, "reader.example" },
	{ "a colleague through a provider that leaves no results",
	    MAIL("鈴木 <suzuki@reader.example>", "会議",
		PLAIN "明日の会議は十時からです。\n"),
	    false, NULL, "reader.example" },
	{ "a harmless message forwarded as a file",
	    MAIL("山田 <yamada@example.net>", "転送",
		"Content-Type: multipart/mixed; boundary=b\n\n--b\n" PLAIN
		"ご参考まで。\n--b\nContent-Type: message/rfc822\n\n"
		"From: a@example.org\nDate: Tue, 4 Mar 2025 09:00:00 +0900\n"
		"Message-ID: <2@example.org>\nSubject: 議事録\n\n"
		"議事録です。\n--b--\n"),
	    false, NULL, NULL },
	{ "a newsletter with a hidden preview and a click counter",
	    "Received: from mta1.example.net (mta1.example.net "
	    "[198.51.100.9])\n\tby mx.reader.example (Postfix) with ESMTP id "
	    "4XyZ12abcdz1;\n\tTue, 4 Mar 2025 10:00:03 +0900\n" FIELDS(
		"さくら出版 <news@example.net>",
		"新刊のご案内") "List-Unsubscribe: <https://www.example.net/u?1>\n" HTML
				"<div style=\"display:none\">今月の新刊をご案内します。" TEN(
				    "&nbsp;&zwnj;&shy;") "</div>"
							 "<p>読者の皆さまへ</p><p>今月の新刊をご案内します。</p>"
							 "<a href=\"https://click.example.net/c/1\">"
							 "https://www.sakura-shuppan.example.com/</a>"
							 "<p><a href=\"https://www.example.net/u?reader@reader.example\">"
							 "配信停止</a></p><img src=\"https://click.example.net/o.gif\" "
							 "width=1 height=1>\n",
	    false, NULL, NULL },
};

static void
whole_mails(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct examined_how how = { .me = { rows[i].me } };
		struct examination *x = examined(rows[i].mail, &how);

		test_name(rows[i].name);
		CHECK_INT(verdict_is_bad(x->verdict.class), rows[i].bad);
		if (rows[i].brand != NULL) {
			CHECK(x->brands.impersonated != NULL);
			if (x->brands.impersonated != NULL)
				CHECK_SPAN(
				    x->brands.impersonated->id, rows[i].brand);
		}
		examined_holds(x);
	}
	examined_end();
}

/* The same bytes, cut anywhere, are a mail as well. */
static void
prefixes(void **state)
{
	(void)state;
	test_name("every prefix of a mail is examined");
	for (size_t i = 0; i < COUNT(rows); i++) {
		span mail = span_of(rows[i].mail);

		for (size_t n = 0; n < mail.n; n += 61)
			examined_holds(
			    examined_bytes(span_head(mail, n), NULL));
		examined_end();
	}
}

/* What a sender makes large costs no more than its size. */
#define BIG ((size_t)1 << 20)

static const struct {
	const char *name, *head, *again, *limit;
	size_t times;
} large[] = {
	{ "100,000 links", FIELDS("x@example.com", "x") HTML,
	    "<a href=http://a.b>", "links", 100000 },
	{ "one line of a megabyte", FIELDS("x@example.com", "x") PLAIN, "a",
	    NULL, BIG },
	{ "one word of kana", FIELDS("x@example.com", "x") PLAIN, "あ", NULL,
	    BIG / 3 },
	{ "20,000 encoded words", "From: x@example.com\nSubject: x",
	    "\n =?utf-8?B?44GC?=", NULL, 20000 },
	{ "10,000 attachments",
	    "From: x@example.com\nMIME-Version: 1.0\n"
	    "Content-Type: multipart/mixed; boundary=b\n\n",
	    "--b\nContent-Type: application/pdf; name=a.pdf\n\nx\n", "parts",
	    10000 },
	{ "a base address in front of every link",
	    FIELDS("x@example.com", "x") HTML
	    "<base href=\"http://a.b/" TEN(TEN(TEN("aaaaaaaaa/"))) "\">",
	    "<a href=a>", "links", 60000 },
	{ "hidden pieces", FIELDS("x@example.com", "x") HTML,
	    "<i hidden>x</i>y", NULL, BIG / 16 },
	{ "an invisible character in every line",
	    FIELDS("x@example.com", "x") PLAIN,
	    "a\xe2\x80\x8b"
	    "b\n",
	    NULL, BIG / 6 },
	{ "a phrase in every line", FIELDS("x@example.com", "x") PLAIN,
	    "> connect your wallet\n", NULL, BIG / 22 },
	{ "the reader's address in every line",
	    FIELDS("x@example.com", "x") PLAIN, "Hi reader@reader.example\n",
	    NULL, BIG / 25 },
	{ "a brand in every word", FIELDS("x@example.com", "x") PLAIN,
	    "Amazon ", NULL, BIG / 7 },
	{ "words that could be wallets", FIELDS("x@example.com", "x") PLAIN,
	    "1AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n", NULL, BIG / 35 },
	{ "10,000 hops", "", "Received: from a by b; x\n", "fields", 10000 },
};

static bool
has_limit(const struct examination *x, const char *name)
{
	for (size_t i = 0; i < x->truncated_count; i++)
		if (strcmp(x->truncated[i], name) == 0)
			return true;
	return false;
}

static void
large_mails(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(large); i++) {
		struct buf out = buf_new(test_arena(), 8 * BIG);
		struct examination *x;

		buf_put(&out, span_of(large[i].head));
		for (size_t k = 0; k < large[i].times; k++)
			buf_put(&out, span_of(large[i].again));
		x = examined_bytes(buf_span(&out), NULL);
		test_name(large[i].name);
		if (large[i].limit != NULL)
			CHECK(has_limit(x, large[i].limit));
		else
			CHECK_INT(x->truncated_count, 0);
		examined_holds(x);
		examined_end();
	}
}

TEST_MAIN(TEST(whole_mails), TEST(prefixes), TEST(large_mails))
