#include "test/examined.h"

/* The score is the prior and the weights, whatever their order. */
static void
adds_up(void **state)
{
	struct examination *x =
	    examined("From: a@example.com\n"
		     "Date: Tue, 4 Mar 2025 10:00:00 +0900\n"
		     "Message-ID: <1@example.com>\n"
		     "\n"
		     "Text.\n",
		NULL);

	(void)state;
	test_name("a mail without signs is unknown, not clean");
	CHECK_INT(x->verdict.class, VERDICT_UNKNOWN);
	CHECK(x->verdict.score < 0);
	CHECK(x->verdict.probability < 0.2);
	examined_end();
}

#define RECEIVED                                                               \
	"Received: from mail.example.com (mail.example.com [198.51.100.7])\n"  \
	"\tby mx.reader.example (Postfix) with ESMTPS id 4XyZ12abcdz1;\n"      \
	"\tTue, 4 Mar 2025 10:00:03 +0900\n"
#define REST                                                                   \
	"To: reader@reader.example\n"                                          \
	"Date: Tue, 4 Mar 2025 10:00:00 +0900\n"                               \
	"Subject: x\n"                                                         \
	"Message-ID: <1@mail.rakuten-card.co.jp>\n\n"                          \
	"Text.\n"
#define PASS                                                                   \
	"Authentication-Results: mx.reader.example;\n"                         \
	"\tdkim=pass header.d=mail.rakuten-card.co.jp;\n"                      \
	"\tdmarc=pass header.from=mail.rakuten-card.co.jp\n"
#define BRAND "From: Rakuten Card <info@mail.rakuten-card.co.jp>\n"

static const struct row {
	const char *name, *mail;
	enum verdict_class class;
} rows[] = {
	{ "a brand vouched for above the boundary is clean",
	    PASS RECEIVED BRAND REST, VERDICT_CLEAN },
	{ "the same results below the boundary prove nothing",
	    RECEIVED PASS BRAND REST, VERDICT_UNKNOWN },
	{ "results under another server's name prove nothing",
	    "Authentication-Results: mx.elsewhere.example;\n"
	    "\tdkim=pass header.d=mail.rakuten-card.co.jp\n" RECEIVED BRAND
		REST,
	    VERDICT_UNKNOWN },
	{ "an authenticated stranger is not clean",
	    "Authentication-Results: mx.reader.example;\n"
	    "\tdkim=pass header.d=example.com\n" RECEIVED
	    "From: x@example.com\n" REST,
	    VERDICT_UNKNOWN },
	{ "a brand's name over a strange address, with its threat, is phishing",
	    RECEIVED "From: Rakuten Card <x@example.com>\n"
		     "To: reader@reader.example\n"
		     "Subject: account\n\n"
		     "Your account will be suspended.\n"
		     "Verify your account: http://login.example.net/\n",
	    VERDICT_PHISHING },
};

static void
classes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct examination *x = examined(rows[i].mail, NULL);

		test_name(rows[i].name);
		CHECK_INT(x->verdict.class, rows[i].class);
	}
	test_name("the reader's own domain, vouched for, is clean");
	CHECK_INT(examined("Authentication-Results: mx.reader.example;\n"
			   "\tdkim=pass header.d=example.com\n" RECEIVED
			   "From: x@example.com\n" REST,
		      &(struct examined_how){ .me = { "example.com" } })
		      ->verdict.class,
	    VERDICT_CLEAN);
	examined_end();
}

/* A family over its cap counts with the cap, and so in any order. */
static void
caps(void **state)
{
	struct examination *x = examined(
	    "Received: from localhost (unknown [198.51.100.7])\n"
	    "\tby mx.reader.example (Postfix) with ESMTP id 4XyZ12abcdz1;\n"
	    "\tTue, 4 Mar 2025 10:00:03 +0900\n"
	    "From: \"Rakuten Card\" <rakuten-card@rakuten-login.top>\n"
	    "Subject: [Rakuten Card] x\n\nx\n",
	    NULL);
	int before, sum = 0;

	(void)state;
	test_name("findings of one family together weigh its cap at most");
	for (size_t i = 0; i < x->finding_count; i++)
		if (span_is(x->findings[i]->family, "brand"))
			sum += x->findings[i]->weight;
	CHECK(sum > 24);
	before = x->verdict.score;
	CHECK(before < -10 + sum + 40);
	for (size_t i = 0; i < x->finding_count / 2; i++) {
		struct finding *swap = x->findings[i];
		size_t k = x->finding_count - 1 - i;

		x->findings[i] = x->findings[k];
		x->findings[k] = swap;
	}
	judge(x);
	test_name("the order of the findings does not matter");
	CHECK_INT(x->verdict.score, before);
	test_name("the heaviest accusation is said first");
	CHECK(judge_order(x)[0]->weight >= judge_order(x)[1]->weight);
	examined_end();
}

#define HOP                                                                    \
	"Received: from mail.example.com (mail.example.com [198.51.100.7])\n"  \
	"\tby mx.reader.example (Postfix) with ESMTPS id 4XyZ12abcdz1;\n"      \
	"\tTue, 4 Mar 2025 10:00:03 +0900\nFrom: a@example.com\n"              \
	"To: b@reader.example\nDate: Tue, 4 Mar 2025 10:00:00 +0900\n"         \
	"Message-ID: <1@example.com>\n"

static int
weight_of(const struct examination *x, const char *id)
{
	const struct finding *f = finding_find(x, id);

	return f == NULL ? 0 : f->weight;
}

/* What the family of wording adds to the score: all else is weighed out. */
static int
wording_counts(struct examination *x)
{
	int sum = 0;

	for (size_t i = 0; i < x->finding_count; i++) {
		if (!span_is(x->findings[i]->family, "wording"))
			x->findings[i]->id = "route.origin";
		else
			sum += x->findings[i]->weight;
	}
	CHECK(sum > 26);
	judge(x);
	return x->verdict.score - x->verdict.prior;
}

/* Weights that are not simply those of the table. */
static void
shares(void **state)
{
	const struct weight *threat;
	struct examination *x = examined(
	    HOP "Subject: x\n\nYour account will be suspended.\n", NULL);
	int whole = weight_of(x, "wording.threat"), quoted;

	(void)state;
	test_name("a telltale phrase weighs what the table says");
	threat = weights_find(x->know->weights, SPAN("wording.threat"));
	CHECK_INT(whole, threat->decibans);
	test_name("somebody else's words weigh less than half");
	x = examined(HOP "Subject: Re: x\n\nIs this one?\n\n"
			 "> Your account will be suspended.\n",
	    NULL);
	quoted = weight_of(x, "wording.threat-mild");
	CHECK(quoted > 0);
	CHECK_INT(quoted,
	    weights_find(x->know->weights, SPAN("wording.threat-mild"))
		    ->decibans *
		40 / 100);
	test_name("what the model does not read keeps its hand-set weight");
	x = examined(HOP "Subject: x\nContent-Type: text/plain; charset=utf-8\n"
			 "\nアカウントが停止される可能性があります。\n",
	    NULL);
	CHECK(!x->wording_read);
	CHECK_INT(weight_of(x, "wording.threat"),
	    threat->set > threat->decibans ? threat->set : threat->decibans);
	CHECK_INT(x->verdict.prior, weights_prior(x->know->weights, false));
	test_name("a hand-set weight counts towards its family's cap as well");
	x = examined("From: a@example.com\nTo: taroyamada@reader.example\n"
		     "Subject: x\nContent-Type: text/plain; charset=utf-8\n\n"
		     "taroyamada 様\n親愛なるお客様\n"
		     "アカウントが停止される可能性があります。\n"
		     "24時間以内にご確認ください.\n"
		     "アカウントの本人確認を完了してください。\n"
		     "第三者による不正なアクセスを検知しました。\n"
		     "お支払い方法を更新してください。\n"
		     "メールボックスの容量が上限に達しました,今すぐ更新\n",
	    NULL);
	CHECK(wording_counts(x) <= 26);
	test_name("what is undecided does not stand in the way of clean");
	x = examined("Authentication-Results: mx.reader.example;\n"
		     "\tdkim=pass header.d=example.com\n" HOP
		     "Subject: x\n\nText of a few words for you.\n",
	    &(struct examined_how){ .me = { "example.com" } });
	CHECK(weight_of(x, "wording.model-unclear") >= 3);
	CHECK_INT(x->verdict.class, VERDICT_CLEAN);
	CHECK_INT(x->verdict.prior, weights_prior(x->know->weights, true));
	examined_end();
}

TEST_MAIN(TEST(shares), TEST(adds_up), TEST(classes), TEST(caps))
