#include "test/examined.h"

#define FROM(from) EXAMINED_MAIL(from, "notice", "Text.\n")
#define OBSERVED .standing = STANDING_OBSERVED
#define CLAIMED .standing = STANDING_CLAIMED
/* A field the reader's own server wrote, above or below the boundary. */
#define RESULTS "Authentication-Results: mx.reader.example;\n\t"
#define ABOVE(results, from) RESULTS results "\n" FROM(from)
#define BELOW(results, from)                                                   \
	EXAMINED_RECEIVED RESULTS results                                      \
	    "\nFrom: " from "\nSubject: x\n" EXAMINED_FIELDS "\nText.\n"

#define HANDED_OVER(client)                                                    \
	"Received: from " client "\n"                                          \
	"\tby mx.reader.example (Postfix) with ESMTPS id 4XyZ12abcdz1;\n"      \
	"\tTue, 4 Mar 2025 10:00:03 +0900\n"                                   \
	"From: x@amazon.co.jp\nSubject: x\n" EXAMINED_FIELDS "\nText.\n"

static const struct examined_row brand_rows[] = {
	{ "a brand's name over a domain that is not the brand's",
	    FROM("Rakuten Card <x@example.com>"),
	    .has = "sender.brand-mismatch", CLAIMED,
	    .args = "name=Rakuten Card|address=x@example.com|domain=example.com"
		    "|brand=楽天カード|official=rakuten-card.co.jp",
	    .quote = "Rakuten Card <x@example.com>" },
	{ "a brand's name over its own sub-domain",
	    FROM("Rakuten Card <info@mail.rakuten-card.co.jp>"),
	    .lacks = "sender.brand-mismatch" },
	{ "a weak name alone is a common word", FROM("au <x@example.com>"),
	    .lacks = "sender.brand-mismatch" },
	{ "a weak name with the brand in the subject",
	    EXAMINED_MAIL("JCB <x@example.com>", "MyJCB からのお知らせ", "x\n"),
	    .has = "sender.brand-mismatch", CLAIMED, .args = "brand=JCB" },
	{ "a brand's name over a free mailbox", FROM("Amazon <x@gmail.com>"),
	    .has = "sender.brand-mismatch-freemail", CLAIMED,
	    .args = "brand=アマゾン|address=x@gmail.com" },
	{ "a brand's name over no free mailbox", FROM("Amazon <x@example.com>"),
	    .lacks = "sender.brand-mismatch-freemail" },
	{ "a brand's name over another brand's domain",
	    FROM("Amazon <x@rakuten-card.co.jp>"),
	    .has = "sender.brand-mismatch-other", CLAIMED,
	    .args = "domain=rakuten-card.co.jp" },
	{ "a brand's name over its own domain is no mismatch",
	    FROM("Amazon <x@amazon.co.jp>"),
	    .lacks = "sender.brand-mismatch-other" },
	{ "where customers have mailboxes the brand does not write",
	    FROM("iCloud <x@icloud.com>"), .has = "sender.brand-tenant",
	    CLAIMED, .args = "domain=icloud.com" },
	{ "a sub-domain of a domain that is the customers' only itself",
	    FROM("iCloud <x@email.icloud.com>"),
	    .lacks = "sender.brand-tenant" },
	{ "a site of customers' pages: its own mail is the brand's",
	    FROM("Dropbox <no-reply@dropbox.com>"),
	    .lacks = "sender.brand-tenant" },
	{ "that of its sub-domains is not",
	    FROM("Dropbox <x@files.dropbox.com>"), .has = "sender.brand-tenant",
	    CLAIMED, .args = "domain=files.dropbox.com" },
	{ "a common word needs a second sign that is none",
	    EXAMINED_MAIL(
		"\"内田 さくら\" <sakura@example.com>", "さくらです", "x\n"),
	    .lacks = "sender.brand-mismatch" },
	{ "a clear one will do",
	    EXAMINED_MAIL("\"さくら サポート\" <x@example.com>",
		"さくらインターネットより", "x\n"),
	    .has = "sender.brand-mismatch", CLAIMED },
	{ "the subject names a brand",
	    EXAMINED_MAIL(
		"x@example.com", "本日の Amazon からのお知らせ", "x\n"),
	    .has = "sender.brand-in-subject", CLAIMED,
	    .args = "brand=アマゾン|domain=example.com", .quote = "Subject:" },
	{ "the subject names the brand that sends it",
	    EXAMINED_MAIL("x@amazon.co.jp", "Amazon からのお知らせ", "x\n"),
	    .lacks = "sender.brand-in-subject" },
	{ "in brackets at the head of the subject a brand signs itself",
	    EXAMINED_MAIL("x@example.com", "【Amazon】お知らせ", "x\n"),
	    .has = "sender.brand-heads-subject", CLAIMED,
	    .args = "brand=アマゾン" },
	{ "a list's tag and a filter's stamp stand before the head",
	    EXAMINED_MAIL("x@example.com",
		"[some-list] [SPAM] 【三井住友カード】お知らせ", "x\n"),
	    .has = "sender.brand-heads-subject", CLAIMED,
	    .args = "brand=三井住友カード" },
	{ "in the middle of the subject a brand is spoken of",
	    EXAMINED_MAIL("x@example.com", "昨日の【Amazon】の話", "x\n"),
	    .lacks = "sender.brand-heads-subject" },
	{ "the brand's domain, and the results speak against it",
	    ABOVE("spf=fail smtp.mailfrom=amazon.co.jp", "x@amazon.co.jp"),
	    .has = "sender.brand-domain-forged", OBSERVED,
	    .args = "domain=amazon.co.jp|brand=アマゾン",
	    .quote = "Authentication-Results" },
	{ "the brand's domain, and the results are for it",
	    ABOVE("dkim=pass header.d=amazon.co.jp", "x@amazon.co.jp"),
	    .lacks = "sender.brand-domain-forged" },
	{ "the brand's domain without any results", FROM("x@amazon.co.jp"),
	    .has = "sender.brand-domain-unauthenticated", OBSERVED },
	{ "the brand's domain with results",
	    ABOVE("dkim=pass header.d=amazon.co.jp", "x@amazon.co.jp"),
	    .lacks = "sender.brand-domain-unauthenticated" },
	{ "results under the reader's name below the boundary prove nothing",
	    BELOW("dkim=pass header.d=amazon.co.jp", "x@amazon.co.jp"),
	    .has = "sender.brand-domain-unauthenticated", OBSERVED },
	{ "a machine with a verified name of the brand speaks for it",
	    HANDED_OVER("amazon.co.jp (mta1.amazon.co.jp [198.51.100.7])"),
	    .has = "sender.brand-host", OBSERVED,
	    .args = "domain=amazon.co.jp|brand=アマゾン" },
	{ "an announced name of the brand does not",
	    HANDED_OVER("mta1.amazon.co.jp (unknown [198.51.100.7])"),
	    .lacks = "sender.brand-host" },
	{ "a name that its customers bear does not",
	    HANDED_OVER("x (x.compute.amazonaws.com [198.51.100.7])"),
	    .lacks = "sender.brand-host" },
	{ "nor do they make it a forgery",
	    BELOW("spf=pass smtp.mailfrom=amazon.co.jp;"
		  " dkim=pass header.d=amazon.co.jp",
		"x@amazon.co.jp"),
	    .lacks = "sender.brand-domain-forged" },
	{ "a failed SPF beside a signature of the brand: forwarded",
	    BELOW("spf=softfail smtp.mailfrom=amazon.co.jp;"
		  " dkim=pass header.d=amazon.co.jp",
		"x@amazon.co.jp"),
	    .lacks = "sender.brand-domain-forged" },
	{ "a failed DMARC is a forgery, whatever a signature says",
	    BELOW("dmarc=fail header.from=amazon.co.jp;"
		  " dkim=pass header.d=amazon.co.jp",
		"x@amazon.co.jp"),
	    .has = "sender.brand-domain-forged", CLAIMED },
	{ "only the local part names the brand",
	    EXAMINED_MAIL(
		"Support <amazon@example.com>", "Amazon account", "x\n"),
	    .has = "sender.brand-in-local-part", CLAIMED,
	    .args = "address=amazon@example.com" },
	{ "a local part that nothing else confirms is somebody's name",
	    FROM("Support <amazon@example.com>"),
	    .lacks = "sender.brand-in-local-part" },
};

/* Names that the eye takes for a brand's and a comparison does not. */
static const struct examined_row name_rows[] = {
	{ "Cyrillic letters", FROM("\"Аmаzоn\" <x@example.com>"),
	    .has = "sender.brand-mismatch", CLAIMED, .args = "brand=アマゾン" },
	{ "full-width letters", FROM("\"Ａｍａｚｏｎ\" <x@example.com>"),
	    .has = "sender.brand-mismatch", CLAIMED },
	{ "mathematical letters", FROM("\"𝐀𝐦𝐚𝐳𝐨𝐧\" <x@example.com>"),
	    .has = "sender.brand-mismatch", CLAIMED },
	{ "a zero-width character inside",
	    FROM("\"Ama\xe2\x80\x8bzon\" <x@example.com>"),
	    .has = "sender.brand-mismatch", CLAIMED },
	{ "blanks between kanji",
	    FROM("\"三 井 住 友 カード\" <x@example.com>"),
	    .has = "sender.brand-mismatch", CLAIMED,
	    .args = "brand=三井住友カード" },
	{ "blanks between letters", FROM("\"A m a z o n\" <x@example.com>"),
	    .has = "sender.brand-mismatch", CLAIMED },
	{ "dots between letters", FROM("\"A.m.a.z.o.n\" <x@example.com>"),
	    .has = "sender.styled-letters", CLAIMED },
	{ "a blank inside", FROM("\"Ama zon\" <x@example.com>"),
	    .has = "sender.brand-mismatch", CLAIMED },
	{ "dots between kanji",
	    FROM("\"三・井・住・友カード\" <x@example.com>"),
	    .has = "sender.brand-mismatch", CLAIMED,
	    .args = "brand=三井住友カード" },
	{ "a digit for a letter", FROM("AMAZ0N <x@example.com>"),
	    .has = "sender.brand-mismatch", CLAIMED },
	{ "r and n for m", FROM("\"rnercari\" <x@example.com>"),
	    .has = "sender.brand-mismatch", CLAIMED, .args = "brand=メルカリ" },
	{ "a kanji for a kana", FROM("\"メル力リ\" <x@example.com>"),
	    .has = "sender.brand-mismatch", CLAIMED, .args = "brand=メルカリ" },
	{ "one kanji for another", FROM("\"三丼住友カード\" <x@example.com>"),
	    .has = "sender.brand-mismatch", CLAIMED,
	    .args = "brand=三井住友カード" },
	{ "a large kana for a small one",
	    FROM("\"えきねつと\" <x@example.com>"),
	    .has = "sender.brand-mismatch", CLAIMED },
	{ "the look-alike as one word among others",
	    FROM("\"AMAZ0N Security\" <x@example.com>"),
	    .has = "sender.brand-mismatch", CLAIMED },
	{ "a name that only begins alike is another",
	    FROM("\"Amazonas Tours\" <x@example.com>"),
	    .lacks = "sender.brand-mismatch" },
	{ "initials are no spaced-out brand",
	    FROM("\"J. R. R. T.\" <x@example.com>"),
	    .lacks = "sender.brand-mismatch" },
	{ "a look-alike name over the brand's own domain is no fraud",
	    ABOVE(
		"dkim=pass header.d=mercari.jp", "\"rnercari\" <x@mercari.jp>"),
	    .lacks = "sender.brand-mismatch" },
	{ "letters that only look like letters are said",
	    FROM("\"𝐒𝐮𝐩𝐩𝐨𝐫𝐭\" <x@example.com>"), .has = "sender.styled-letters",
	    CLAIMED, .args = "name=𝐒𝐮𝐩𝐩𝐨𝐫𝐭" },
	{ "full-width letters are ordinary in Japan",
	    FROM("\"ＡＢＣ商事\" <x@example.com>"),
	    .lacks = "sender.styled-letters" },
	{ "invisible characters in the name",
	    FROM("\"Sup\xe2\x80\x8bport\" <x@example.com>"),
	    .has = "sender.invisible-characters", CLAIMED },
	{ "a name without them", FROM("Support <x@example.com>"),
	    .lacks = "sender.invisible-characters" },
};

static const struct examined_row domain_rows[] = {
	{ "a digit in the brand's label", FROM("x@amaz0n.co.jp"),
	    .has = "sender.lookalike-domain", OBSERVED,
	    .args = "like=amazon.co.jp|brand=アマゾン|how=digits" },
	{ "r and n for m", FROM("x@rnercari.com"),
	    .has = "sender.lookalike-domain", OBSERVED,
	    .args = "like=mercari.com|how=skeleton" },
	{ "one letter less", FROM("x@rakutn-card.co.jp"),
	    .has = "sender.lookalike-domain", OBSERVED, .args = "how=edit" },
	{ "the brand's label and another word", FROM("x@amazon-login.example"),
	    .lacks = "sender.lookalike-domain" },
	{ "the brand's label and another word under a real suffix",
	    FROM("x@amazon-login.net"), .has = "sender.lookalike-domain",
	    OBSERVED, .args = "how=hyphen" },
	{ "the brand's whole domain in front",
	    FROM("x@amazon.co.jp.login-check.net"),
	    .has = "sender.lookalike-domain", OBSERVED,
	    .args = "how=subdomain" },
	{ "the brand's label under an abused suffix", FROM("x@rakuten.top"),
	    .has = "sender.lookalike-domain", OBSERVED, .args = "how=suffix" },
	{ "a letter of another script", FROM("x@аmazon.com"),
	    .has = "sender.lookalike-domain", OBSERVED },
	{ "a label of its own", FROM("x@example.com"),
	    .lacks = "sender.lookalike-domain" },
	{ "a label that is a common word", FROM("x@orange.top"),
	    .lacks = "sender.lookalike-domain" },
	{ "a national domain that no list knows", FROM("x@mercari.be"),
	    .has = "sender.other-suffix", OBSERVED,
	    .args = "domain=mercari.be|like=mercari.com" },
	{ "a national domain that the list knows", FROM("x@amazon.de"),
	    .lacks = "sender.other-suffix" },
	{ "a suffix that is often abused", FROM("x@shop-of-somebody.top"),
	    .has = "sender.suffix-abused", CLAIMED, .args = "suffix=top" },
	{ "an abused suffix that is vouched for is somebody's domain",
	    ABOVE("dkim=pass header.d=somebody.top", "x@somebody.top"),
	    .lacks = "sender.suffix-abused" },
	{ "the name is an address of another organisation",
	    FROM("\"info@amazon.co.jp\" <x@example.com>"),
	    .has = "sender.address-in-name", CLAIMED,
	    .args = "shown=info@amazon.co.jp|address=x@example.com" },
	{ "the name is an address of the same organisation",
	    FROM("\"info@mail.example.com\" <x@example.com>"),
	    .lacks = "sender.address-in-name" },
	{ "an @ in a name is no address",
	    FROM("\"Taro @ work\" <x@example.com>"),
	    .lacks = "sender.address-in-name" },
	{ "the reader's own domain as the sender's name",
	    FROM("\"reader.example Admin\" <x@example.com>"),
	    .has = "sender.own-domain-in-name", CLAIMED,
	    .args = "name=reader.example Admin|address=x@example.com" },
	{ "the reader's own domain as the name of the same domain",
	    FROM("\"reader.example Admin\" <x@reader.example>"),
	    .lacks = "sender.own-domain-in-name" },
};

static const struct examined_how colleague = { .me = { "reader.example" } };

#define LIST_POST(from)                                                        \
	EXAMINED_RECEIVED "List-Post: <mailto:list@lists.example>\n"           \
			  "To: list@lists.example\nFrom: " from                \
			  "\nSubject: x\n\nx\n"

static const struct examined_row who_rows[] = {
	{ "a person's free mailbox", FROM("Taro <taro@gmail.com>"),
	    .has = "sender.freemail", CLAIMED, .args = "domain=gmail.com" },
	{ "a mailbox of one's own domain", FROM("Taro <taro@example.com>"),
	    .lacks = "sender.freemail" },
	{ "a desk in a free mailbox",
	    FROM("\"カスタマーセンター\" <x@gmail.com>"),
	    .has = "sender.freemail-firm", CLAIMED,
	    .args = "name=カスタマーセンター" },
	{ "a person's name is no desk", FROM("\"山田 太郎\" <x@gmail.com>"),
	    .lacks = "sender.freemail-firm" },
	{ "a director in a free mailbox",
	    EXAMINED_MAIL("Suzuki <x@gmail.com>", "連絡", "代表取締役 鈴木\n"),
	    .has = "sender.freemail-boss", CLAIMED },
	{ "a director at the firm's domain",
	    EXAMINED_MAIL(
		"Suzuki <x@example.com>", "連絡", "代表取締役 鈴木\n"),
	    .lacks = "sender.freemail-boss" },
	{ "answers go to a free mailbox",
	    "Reply-To: other@gmail.com\n" FROM("x@example.com"),
	    .has = "sender.reply-to-freemail", CLAIMED,
	    .args = "reply=other@gmail.com|domain=example.com",
	    .quote = "Reply-To: other@gmail.com" },
	{ "from one free mailbox to another",
	    "Reply-To: other@gmail.com\n" FROM("x@outlook.com"),
	    .lacks = "sender.reply-to-freemail" },
	{ "answers go to another organisation",
	    "Reply-To: other@example.org\n" FROM("x@example.com"),
	    .has = "sender.reply-to-elsewhere", CLAIMED,
	    .args = "reply=other@example.org" },
	{ "answers go to the same organisation",
	    "Reply-To: other@sub.example.com\n" FROM("x@example.com"),
	    .lacks = "sender.reply-to-elsewhere" },
	{ "an encoded Reply-To is read as well",
	    "Reply-To: =?utf-8?B?44GC?= <other@example.org>\n" FROM(
		"x@example.com"),
	    .has = "sender.reply-to-elsewhere", CLAIMED },
	{ "sent as the reader's own address", FROM("reader@reader.example"),
	    .has = "sender.own-address", OBSERVED,
	    .args = "address=reader@reader.example" },
	{ "sent by somebody else", FROM("x@example.com"),
	    .lacks = "sender.own-address" },
	{ "vouched for, one's own address is one's own",
	    ABOVE("dkim=pass header.d=reader.example", "reader@reader.example"),
	    .lacks = "sender.own-address" },
	{ "a list that writes in its members' names is not the reader",
	    LIST_POST("Taro via List <list@lists.example>"),
	    .lacks = "sender.own-address" },
	{ "a List-Post alone excuses nothing",
	    LIST_POST("Taro <list@lists.example>"), .has = "sender.own-address",
	    OBSERVED },
	{ "a colleague's address from outside", FROM("boss@reader.example"),
	    .has = "sender.own-domain", OBSERVED,
	    .args = "domain=reader.example", .how = &colleague },
	{ "a colleague who is vouched for",
	    ABOVE(
		"spf=pass smtp.mailfrom=reader.example", "boss@reader.example"),
	    .lacks = "sender.own-domain", .how = &colleague },
	{ "a colleague through the house's own server",
	    "Received: from mail.reader.example (mail.reader.example "
	    "[198.51.100.9])\n\tby mx.provider.example (Postfix) with ESMTP "
	    "id 4XyZ12abcdz1;\n\tTue, 4 Mar 2025 10:00:03 +0900\n"
	    "From: boss@reader.example\nSubject: x\n" EXAMINED_FIELDS "\nx\n",
	    .lacks = "sender.own-domain", .how = &colleague },
};

static void
brand_names(void **state)
{
	(void)state;
	examined_rows(brand_rows, COUNT(brand_rows));
}

static void
look_alike_names(void **state)
{
	(void)state;
	examined_rows(name_rows, COUNT(name_rows));
}

static void
domains(void **state)
{
	(void)state;
	examined_rows(domain_rows, COUNT(domain_rows));
}

static void
who_writes(void **state)
{
	(void)state;
	examined_rows(who_rows, COUNT(who_rows));
}

TEST_MAIN(
    TEST(brand_names), TEST(look_alike_names), TEST(domains), TEST(who_writes))
