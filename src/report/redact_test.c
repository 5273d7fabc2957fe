#include "report/redact.h"

#include "base/limits.h"
#include "test/examined.h"
#include "test/redact_rows.h"

#define READER "taro.yamada@corp-yamada.jp"

/* A mail to the reader, with more fields, and a body of plain text. */
static const char plain_mail[] = EXAMINED_RECEIVED
    "From: Amazon <order@amaz0n-pay.example>\n"
    "To: =?utf-8?B?5bGx55SwIOWkqumDjg==?= <" READER ">\n"
    "Subject: test\nDate: Tue, 4 Mar 2025 10:00:00 +0900\n"
    "Message-ID: <1@example.com>\nContent-Type: text/plain; charset=utf-8\n\n"
    "hello\n";

static struct redact *
redact_of(const char *mail, const struct redact_how *how)
{
	struct redact *r = redact_new(test_arena(), examined(mail, NULL), how);

	CHECK(r != NULL);
	return r;
}

/* Each form is found by redact_left where it was not masked, and is masked;
 * what is masked passes, and strangers stay. */
static void
forms(void **state)
{
	struct redact *r = redact_of(plain_mail, NULL);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		span what = { 0 }, out;
		span secret = span_of(rows[i].secret);
		span stranger = span_of(rows[i].stranger);

		test_name(rows[i].name);
		CHECK(redact_left(r, secret, &what));
		CHECK(what.n > 0);
		CHECK(!span_has(what, SPAN("taro")));
		out = redact_text(r, secret);
		CHECK(!span_same(out, secret));
		CHECK(!redact_left(r, out, &what));
		CHECK(!redact_left(r, stranger, &what));
		CHECK_SPAN(redact_text(r, stranger), rows[i].stranger);
		/* In the middle of much else. */
		CHECK(redact_left(r,
		    arena_join(test_arena(), SPAN("line one\n[ \""), secret,
			SPAN("\" ]\nanother line")),
		    &what));
	}
	examined_end();
}

/* Texts that a mail makes secret, and what becomes of them. */
struct case_row {
	const char *name, *mail, *text, *want;
	const char *left; /* part of what redact_left says; NULL: nothing */
};

#define HOPS                                                                   \
	"Received: from inner.mx-house.jp (inner.mx-house.jp [10.9.8.7])\n"    \
	"\tby store.mx-house.jp (Postfix) with ESMTP id 4XyZ12abcdz2\n"        \
	"\tfor <hanako@gmail.com>; Tue, 4 Mar 2025 10:00:05 +0900\n"           \
	"Received: from mail.example.com (mail.example.com [198.51.100.7])\n"  \
	"\tby inner.mx-house.jp (Postfix) with ESMTPS id 4XyZ12abcdz1;\n"      \
	"\tTue, 4 Mar 2025 10:00:03 +0900\n"
#define MAIL(to, more, body)                                                   \
	HOPS "From: Amazon <order@amaz0n-pay.example>\nTo: " to "\n" more      \
	     "Subject: test\nMessage-ID: <1@example.com>\n"                    \
	     "Content-Type: text/plain; charset=utf-8\n\n" body

static const struct case_row cases[] = {
	/* Fields that tell who got it. */
	{ "a for clause", MAIL("x@list.example", "", "x"),
	    "to hanako@gmail.com!", "to recipient2@reader.example!",
	    "address" },
	{ "Delivered-To",
	    MAIL("x@gmail.com", "Delivered-To: ichi.go@gmail.com\n", "x"),
	    "ichi.go", "recipient", "local part" },
	{ "X-Original-To",
	    MAIL("x@gmail.com", "X-Original-To: ichi.go@gmail.com\n", "x"),
	    "ichi.go=gmail.com", "recipient@reader.example", "address" },
	{ "X-Envelope-To",
	    MAIL("x@gmail.com", "X-Envelope-To: <ichi.go@gmail.com>\n", "x"),
	    "ichi.go@gmail.com", "recipient@reader.example", "address" },
	{ "Bcc", MAIL("x@gmail.com", "Bcc: ichi.go@gmail.com\n", "x"),
	    "ichi.go@gmail.com", "recipient3@reader.example", "address" },
	{ "VERP",
	    MAIL("x@gmail.com",
		"Return-Path: <bounce-7-ichi.go=gmail.com@list.example>\n",
		"x"),
	    "for ichi.go", "for recipient5", "local part" },
	{ "the same person has the same stand-in",
	    MAIL("Hanako <hanako@gmail.com>", "", "x"),
	    "hanako@gmail.com HANAKO%40GMAIL.COM Hanako hanako=gmail.com",
	    "recipient@reader.example recipient%40reader.example recipient "
	    "recipient@reader.example",
	    "address" },
	/* Names. */
	{ "a name of two words, the other way round",
	    MAIL("\"Hanako Suzuki\" <h.s@gmail.com>", "", "x"),
	    "SUZUKI HANAKO and Ms. Suzuki", "recipient and Ms. recipient",
	    "name" },
	{ "a stranger's name",
	    MAIL("\"Hanako Suzuki\" <h.s@gmail.com>", "", "x"),
	    "Hanakonda Suzukita", "Hanakonda Suzukita", NULL },
	{ "a name that the greeting tells",
	    MAIL("x@gmail.com", "", "佐々木小次郎 様\n\nこんにちは\n"),
	    "佐々木小次郎さんの口座", "受信者さんの口座", "name" },
	{ "how everybody is greeted",
	    MAIL("x@gmail.com", "", "お客様\n\nこんにちは\n"), "お客様の口座",
	    "お客様の口座", NULL },
	{ "a brand for a name", MAIL("Amazon <h.s@gmail.com>", "", "x"),
	    "Amazon and amazon.co.jp", "Amazon and amazon.co.jp", NULL },
	/* Common words. */
	{ "a role in prose", MAIL("info@gmail.com", "", "x"),
	    "more info on support", "more info on support", NULL },
	{ "a role in a greeting", MAIL("info@gmail.com", "", "x"), "info 様",
	    "recipient 様", "local part" },
	{ "a role greeted in English", MAIL("info@gmail.com", "", "x"),
	    "Dear info,", "Dear recipient,", "local part" },
	{ "a role as a value", MAIL("info@gmail.com", "", "x"),
	    "https://e.example/?user=info&x=1",
	    "https://e.example/?user=recipient&x=1", "local part" },
	{ "a role in a path", MAIL("info@gmail.com", "", "x"),
	    "https://e.example/info/index", "https://e.example/info/index",
	    NULL },
	{ "a role in Base64, whole", MAIL("info@gmail.com", "", "x"),
	    "?k=aW5mbw==", "?k=xx0xxx==", "local part" },
	{ "a role with its domain", MAIL("info@gmail.com", "", "x"),
	    "info@gmail.com", "recipient@reader.example", "address" },
	{ "a word of our own texts", MAIL("sender@gmail.com", "", "x"),
	    "The sender is shown", "The sender is shown", NULL },
	{ "a brand for a local part", MAIL("amazon@gmail.com", "", "x"),
	    "Amazon at amazon.co.jp", "Amazon at amazon.co.jp", NULL },
	/* Domains and servers. */
	{ "a provider's domain stays", MAIL("x@gmail.com", "", "x"),
	    "at gmail.com", "at gmail.com", NULL },
	{ "a domain of one's own",
	    MAIL("x@gmail.com", "Delivered-To: x@sub.aoi-kobo.co.jp\n", "x"),
	    "https://www.aoi-kobo.co.jp/ and aoi-kobo.co.jp",
	    "https://reader.example/ and reader.example", "domain" },
	{ "a domain that looks like it",
	    MAIL("x@gmail.com", "Delivered-To: x@aoi-kobo.co.jp\n", "x"),
	    "maoi-kobo.co.jp aoi-kobo.co.jpn aoi-kobo.com",
	    "maoi-kobo.co.jp aoi-kobo.co.jpn aoi-kobo.com", NULL },
	{ "own servers", MAIL("x@gmail.com", "", "x"),
	    "by store.mx-house.jp from inner.mx-house.jp",
	    "by mx.reader.example from mx.reader.example", "server" },
	{ "an own address", MAIL("x@gmail.com", "", "x"),
	    "[10.9.8.7] 10.9.8.7.", "[192.0.2.1] 192.0.2.1.",
	    "address of a server" },
	{ "part of a longer address", MAIL("x@gmail.com", "", "x"),
	    "110.9.8.7 10.9.8.71 10.9.8.7.6", "110.9.8.7 10.9.8.71 10.9.8.7.6",
	    NULL },
	{ "who handed it over stays", MAIL("x@gmail.com", "", "x"),
	    "mail.example.com [198.51.100.7]",
	    "mail.example.com [198.51.100.7]", NULL },
	/* Others. */
	{ "a quoted thread",
	    MAIL("x@gmail.com", "",
		"hello\n> From: Mori Ken <ken.mori@kaisha.jp>\n> hi\n"),
	    "Ken Mori wrote as ken.mori@kaisha.jp",
	    "third party wrote as third-party@thread.example", "thread" },
	{ "an address in a thread's text",
	    MAIL("x@gmail.com", "", "On 1 May Ken wrote:\nask a.b@kaisha.jp\n"),
	    "a.b@kaisha.jp", "third-party@thread.example", "thread" },
	{ "an address in the mail's own text",
	    MAIL("x@gmail.com", "", "ask a.b@kaisha.jp\n"), "a.b@kaisha.jp",
	    "a.b@kaisha.jp", NULL },
	{ "the sender in a thread",
	    MAIL("x@gmail.com", "", "> From: order@amaz0n-pay.example\n"),
	    "order@amaz0n-pay.example", "order@amaz0n-pay.example", NULL },
	{ "a Cc",
	    MAIL("x@gmail.com", "Cc: Mori Ken <ken.mori@kaisha.jp>\n", "x"),
	    "ken.mori@kaisha.jp", "recipient2@reader.example", "address" },
	{ "the sender stays", MAIL("x@gmail.com", "", "x"),
	    "Amazon <order@amaz0n-pay.example>",
	    "Amazon <order@amaz0n-pay.example>", NULL },
	{ "a sender who writes to himself stays",
	    MAIL("order@amaz0n-pay.example", "Delivered-To: z.z@gmail.com\n",
		"x"),
	    "order@amaz0n-pay.example", "order@amaz0n-pay.example", NULL },
	/* Tokens. */
	{ "a token of a link, elsewhere",
	    MAIL("x@gmail.com", "",
		"https://e.example/a?t=9f8e7d6c5b4a39281706\n"),
	    "id 9f8e7d6c5b4a39281706.", "id 0x0x0x0x0x0x00000000.", "token" },
	{ "another one in a URL", MAIL("x@gmail.com", "", "x"),
	    "see https://e.example/login?id=AbC1dEf2G#k=1234567 now",
	    "see https://e.example/login?id=xxx0xxx0x#k=0000000 now", "token" },
	{ "a uuid in a path", MAIL("x@gmail.com", "", "x"),
	    "https://e.example/123e4567-e89b-12d3-a456-426614174000/pay",
	    "https://e.example/000x0000-x00x-00x0-x000-000000000000/pay",
	    "token" },
	{ "words of a URL stay", MAIL("x@gmail.com", "", "x"),
	    "https://login.e.example/account/2025/03/update-billing?lang=ja",
	    "https://login.e.example/account/2025/03/update-billing?lang=ja",
	    NULL },
	{ "a link in a value", MAIL("x@gmail.com", "", "x"),
	    "https://r.example/?url=https://evil.example/login&u=1",
	    "https://r.example/?url=https://evil.example/login&u=1", NULL },
	{ "an encoded link in a value", MAIL("x@gmail.com", "", "x"),
	    "https://r.example/?u=https%3A%2F%2Fd15k2d11r6t6rl.evil.example"
	    "%2Flogin&id=a1b2c3d4",
	    "https://r.example/?u=https%3A%2F%2Fd15k2d11r6t6rl.evil.example"
	    "%2Flogin&id=x0x0x0x0",
	    "token" },
	{ "a value that is a host as well",
	    MAIL("x@gmail.com", "",
		"https://skytech50493.evil.example/?a=skytech50493\n"),
	    "at skytech50493.evil.example", "at skytech50493.evil.example",
	    NULL },
	{ "how the sender calls itself",
	    MAIL("x@gmail.com", "", "Dear Amaz0n-pay.example friend,\n\nhi\n"),
	    "amaz0n-pay.example", "amaz0n-pay.example", NULL },
	{ "how everybody is called",
	    MAIL("x@gmail.com", "", "Dear Evilpress customer,\n\nhi\n"),
	    "evilpress.example", "evilpress.example", NULL },
	{ "a name in two encoded words", MAIL("x@gmail.com", "", "x"),
	    "=?utf-8?Q?han?= =?utf-8?Q?ako?= x", "recipient2 x",
	    "encoded word" },
	{ "an address that an ellipsis cuts", MAIL("info@gmail.com", "", "x"),
	    "to info@gmai… now", "to recipient@reader.example… now",
	    "address" },
	{ "the beginning of a role is none", MAIL("info@gmail.com", "", "x"),
	    "more info…", "more info…", NULL },
	{ "a uuid that reads like words", MAIL("x@gmail.com", "", "x"),
	    "https://e.example/deadbeef-cafe-babe-face-decadefacade",
	    "https://e.example/xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "token" },
	{ "what stands beside it in one token", MAIL("x@gmail.com", "", "x"),
	    "?k=aWQ9NztoYW5ha29AZ21haWwuY29t",
	    "?k=xxx0xxxxxx0xx00xx00xxxxxx00x", "Base64" },
	{ "amounts and dates stay", MAIL("x@gmail.com", "", "x"),
	    "¥1,234,567 on 2025-03-04, 090-1234-5678",
	    "¥1,234,567 on 2025-03-04, 090-1234-5678", NULL },
	{ "a host that is random stays", MAIL("x@gmail.com", "", "x"),
	    "https://xk7fq2.evil.example/", "https://xk7fq2.evil.example/",
	    NULL },
};

static void
kinds(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct redact *r = redact_of(cases[i].mail, NULL);
		span text = span_of(cases[i].text), out, what = { 0 };
		bool left;

		test_name(cases[i].name);
		left = redact_left(r, text, &what);
		CHECK_INT(left, cases[i].left != NULL);
		if (left && cases[i].left != NULL &&
		    !span_has(what, span_of(cases[i].left)))
			CHECK_SPAN(what, cases[i].left);
		out = redact_text(r, text);
		CHECK_SPAN(out, cases[i].want);
		CHECK(!redact_left(r, out, &what));
	}
	examined_end();
}

/* The owner's own words and patterns. */
static const struct {
	const char *name, *word, *text, *want;
} own[] = {
	{ "a word", "Projekt Z", "the PROJEKT Z plan", "the xxx plan" },
	{ "inside another", "0312345678", "TEL:0312345678x", "TEL:xxxx" },
	{ "in kanji", "青井工房", "株式会社青井工房様", "株式会社xxx様" },
	{ "in Base64", "Projekt-Z", "?a=UHJvamVrdC1a", "?a=xxxxxxxxxx0x" },
	{ "backwards", "Projekt-Z", "Z-tkejorP", "xxx" },
	{ "what begins so", "inv-*", "see INV-2025/17, now", "see xxx now" },
	{ "what ends so", "*-kobo", "at aoi-kobo now", "at xxx now" },
	{ "a star inside", "inv-*-jp", "inv-17-jp inv-18-us", "xxx inv-18-us" },
	{ "a star does not pass a blank", "inv-*-jp", "inv-17 a-jp",
	    "inv-17 a-jp" },
	{ "a single letter is none", "a", "a b a", "a b a" },
	{ "nothing", "", "a b", "a b" },
};

static void
own_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(own); i++) {
		span word = span_of(own[i].word), what;
		struct redact_how how = { &word, 1, false };
		struct redact *r =
		    redact_of(MAIL("x@gmail.com", "", "x"), &how);
		span text = span_of(own[i].text);
		bool stays = strcmp(own[i].text, own[i].want) == 0;

		test_name(own[i].name);
		CHECK_INT(redact_left(r, text, &what), !stays);
		CHECK_SPAN(redact_text(r, text), own[i].want);
		CHECK(!redact_left(r, span_of(own[i].want), &what));
	}
	examined_end();
}

static void
urls(void **state)
{
	static const struct {
		const char *name, *url, *want;
	} list[] = {
		{ "without scheme", "/a/b?k=AbCdEfGhIjK1",
		    "/a/b?k=xxxxxxxxxxx0" },
		{ "keys stay", "https://e.example/?utm_campaign9=1&sessionid12",
		    "https://e.example/?utm_campaign9=1&xxxxxxxxx00" },
		{ "a percent stays", "https://e.example/?k=9a8b7c6d%2B1a2b3c4d",
		    "https://e.example/?k=0x0x0x0x%2B0x0x0x0x" },
		{ "a short link is its path", "https://bit.ly/3xYz1Ab",
		    "https://bit.ly/3xYz1Ab" },
		{ "the reader in a sub-domain",
		    "https://taro.yamada.evil.example/",
		    "https://recipient.evil.example/" },
		{ "masked already", "https://e.example/?k=xxxxxx00xx0xxxxxx",
		    "https://e.example/?k=xxxxxx00xx0xxxxxx" },
		{ "empty", "", "" },
	};
	struct redact *r = redact_of(plain_mail, NULL);

	(void)state;
	for (size_t i = 0; i < COUNT(list); i++) {
		size_t n = strlen(list[i].url);

		test_name(list[i].name);
		CHECK_SPAN(
		    redact_url(r, test_edge(list[i].url, n)), list[i].want);
		for (size_t k = 0; k < n; k++)
			redact_url(r, test_edge(list[i].url, k));
	}
	examined_end();
}

static void
accounts(void **state)
{
	static const char mail[] =
	    "Received: from relay.example.com (relay.example.com "
	    "[198.51.100.7])\n"
	    "\tby mx.reader.example (Postfix) with ESMTPS id 4XyZ12abcdz1;\n"
	    "\tTue, 4 Mar 2025 10:00:03 +0900\n"
	    "Received: from [203.0.113.9] (unknown [203.0.113.9])\n"
	    "\t(Authenticated sender: keiko.abe@robbed.jp)\n"
	    "\tby relay.example.com (Postfix) with ESMTPSA id 4XyZ12abcdz0;\n"
	    "\tTue, 4 Mar 2025 10:00:01 +0900\n"
	    "From: Bank <keiko.abe@robbed.jp>\nTo: x@gmail.com\n"
	    "Subject: test\n\nx\n";
	struct redact *r = redact_of(mail, NULL);
	span what;

	(void)state;
	test_name("an abused account: its domain stays");
	CHECK_SPAN(redact_text(r, SPAN("by keiko.abe@robbed.jp (Keiko.Abe)")),
	    "by account@robbed.jp (account)");
	CHECK(redact_left(r, SPAN("user keiko.abe"), &what));
	CHECK_SPAN(what, "abused account, in plain text");
	CHECK_SPAN(redact_text(r, SPAN("robbed.jp")), "robbed.jp");
	examined_end();
}

static void
registrants(void **state)
{
	static const struct examined_answer answers[] = {
		{ QUESTION_REGISTRATION, "amaz0n-pay.com", ANSWER_FOUND, NULL,
		    "created=2025-01-01T00:00:00Z|holder=Fujita Aoi|"
		    "holder_kind=named" },
		{ 0, NULL, 0, NULL, NULL },
	};
	static const struct examined_how how = { .answers = answers };
	struct redact *r = redact_new(test_arena(),
	    examined(HOPS "From: Amazon <order@amaz0n-pay.com>\n"
			  "To: x@gmail.com\n\nx\n",
		&how),
	    NULL);
	span what;

	(void)state;
	test_name("who holds a domain");
	CHECK_SPAN(redact_text(r, SPAN("held by Fujita Aoi since")),
	    "held by registrant since");
	CHECK(redact_left(r, SPAN("FUJITA AOI"), &what));
	CHECK_SPAN(what, "holder of a domain, in plain text");
	examined_end();
}

static void
off(void **state)
{
	struct redact_how how = { NULL, 0, true };
	struct redact *r = redact_of(plain_mail, &how);
	span what;

	(void)state;
	test_name("off: nothing is masked, nothing is left");
	CHECK_SPAN(redact_text(r, SPAN(READER)), READER);
	CHECK(!redact_left(r, SPAN(READER), &what));
	examined_end();
}

/* A domain at each place round the border of two windows. */
static void
windows(void **state)
{
	struct redact *r = redact_of(plain_mail, NULL);
	size_t n = LIMIT_REDACT_WINDOW + 100;
	char *text = arena_raw(test_arena(), n);
	span what;

	(void)state;
	test_name("where two windows meet");
	for (size_t i = LIMIT_REDACT_WINDOW - 40; i < LIMIT_REDACT_WINDOW + 10;
	     i += 7) {
		memset(text, '.', n);
		CHECK(!redact_left(r, (span){ text, n }, &what));
		memcpy(text + i, "corp-yamada.jp", strlen("corp-yamada.jp"));
		CHECK(redact_left(r, (span){ text, n }, &what));
		CHECK(
		    !redact_left(r, redact_text(r, (span){ text, n }), &what));
	}
	examined_end();
}

/* Whichever memory fails: nothing secret passes as clean. */
static void
no_memory(void **state)
{
	struct examination *x = examined(plain_mail, NULL);

	(void)state;
	test_name("no memory");
	for (size_t limit = 1000; limit < 3000000; limit = limit * 5 / 4) {
		struct arena *a = arena_new(limit);
		struct redact *r = redact_new(a, x, NULL);
		span what, out;

		if (r != NULL) {
			CHECK(redact_left(r, SPAN(READER), &what));
			out = redact_text(r, SPAN("to " READER));
			CHECK(!span_has(out, SPAN("taro")));
		}
		arena_free(a);
	}
	arena_fail(0);
	for (size_t nth = 1; nth < 500; nth++) {
		struct arena *a = arena_new(LIMIT_ARENA);
		struct redact *r = redact_new(a, x, NULL);
		span what;

		CHECK(r != NULL);
		arena_fail(nth);
		CHECK(redact_left(
		    r, SPAN("?t=dGFyby55YW1hZGFAY29ycC15YW1hZGEuanA"), &what));
		arena_fail(0);
		arena_free(a);
	}
	examined_end();
}

TEST_MAIN(TEST(forms), TEST(kinds), TEST(own_words), TEST(urls), TEST(accounts),
    TEST(registrants), TEST(off), TEST(windows), TEST(no_memory))
