#include "examine/examiners.h"
#include "know/model.h"
#include "test/examined.h"

/* Wording that any kit has, and what a colleague writes. */
#define FRAUD                                                                  \
	"Dear customer,\n\nYour account has been suspended. Please verify "    \
	"your account information immediately to avoid permanent closure. "    \
	"Click the button below to confirm your identity and restore access "  \
	"to your mailbox.\n\nVerify now\n\nThank you,\nCustomer Support Team\n"
#define ORDINARY                                                               \
	"Hi,\n\nI had a look at the patch and I think the loop in the second " \
	"function should stop one step earlier, since the buffer is already "  \
	"full there. I'm not sure about the lock, though. Could you run the "  \
	"tests again on your machine and tell me what you see? If it still "   \
	"fails I can have a look at the driver on Thursday.\n\nThanks,\nJohn\n"
#define HEAD                                                                   \
	"From: john@example.org\nTo: list@lists.example.org\n"                 \
	"Date: Tue, 4 Mar 2025 10:00:00 +0900\nMessage-ID: <1@example.org>\n"

static int
weight_of(const struct examination *x, const char *id)
{
	const struct finding *f = finding_find(x, id);

	return f == NULL ? 0 : f->weight;
}

static void
says(void **state)
{
	struct examination *x, *few;

	(void)state;
	test_name("fraud's wording is said, with the passages it rests on");
	x = examined(HEAD "Subject: account suspended\n\n" FRAUD, NULL);
	CHECK(weight_of(x, "wording.model") > 10);
	CHECK(span_has(examined_arg(x, "wording.model", "passage"),
		  SPAN("account")) ||
	    span_has(
		examined_arg(x, "wording.model", "passage"), SPAN("mailbox")));
	CHECK_INT(
	    finding_find(x, "wording.model")->evidence_count, MODEL_PASSAGES);
	CHECK(x->wording_read);
	examined_holds(x);

	test_name("a colleague's is ordinary, which excuses little");
	x = examined(HEAD "Subject: Re: patch\n\n" ORDINARY, NULL);
	CHECK(examined_has(x, "wording.model-ordinary"));
	CHECK(weight_of(x, "wording.model-ordinary") >= -3);
	CHECK(!examined_has(x, "wording.model"));
	examined_holds(x);

	test_name("it is one finding, whatever the wording");
	for (int i = 0; i < 3; i++) {
		static const char *const ids[] = { "wording.model",
			"wording.model-unclear", "wording.model-ordinary" };
		static const char *const mails[] = { HEAD
			"Subject: account suspended\n\n" FRAUD,
			HEAD "Subject: Re: patch\n\n" ORDINARY,
			HEAD "Subject: lunch\n\nSee you at the station.\n" };
		int count = 0;

		x = examined(mails[i], NULL);
		for (size_t k = 0; k < COUNT(ids); k++)
			count += examined_has(x, ids[k]);
		CHECK_INT(count, 1);
	}

	test_name("it accuses nobody by itself");
	x = examined(HEAD "Subject: account suspended\n\n" FRAUD, NULL);
	CHECK(weight_of(x, "wording.model") > 0);
	for (size_t i = 0; i < x->finding_count; i++)
		if (x->findings[i]->weight > 0 &&
		    !span_is(x->findings[i]->family, "model"))
			x->findings[i]->id = "route.origin";
	judge(x);
	CHECK(!verdict_is_bad(x->verdict.class));

	test_name("a few words say less than many");
	few = examined(HEAD "Subject: x\n\nVerify your account.\n", NULL);
	x = examined(HEAD "Subject: x\n\n" FRAUD, NULL);
	CHECK(weight_of(few, "wording.model") < weight_of(x, "wording.model"));
	examined_end();
}

static void
silence(void **state)
{
	static const struct {
		const char *name, *mail;
	} rows[] = {
		{ "in Japanese it is quiet",
		    HEAD "Subject: 重要\nContent-Type: text/plain; "
			 "charset=utf-8\n\n"
			 "お客様のアカウントが停止されました。至急ご確認くださ"
			 "い。確認いただけない場合、永久に閉鎖されます。\n" },
		{ "in Chinese as well",
		    HEAD "Subject: x\nContent-Type: text/plain; "
			 "charset=utf-8\n\n"
			 "您的账户已被暂停，请立即点击下面的链接验证您的身份信"
			 "息，否则您的账户将被永久关闭。谢谢您的合作。\n" },
		{ "of a mail without words", HEAD "\n\n" },
		{ "of one that is quoted throughout",
		    HEAD "\n> Your account has been suspended.\n"
			 "> Verify your account now.\n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct examination *x = examined(rows[i].mail, NULL);

		test_name(rows[i].name);
		CHECK(!examined_has(x, "wording.model"));
		CHECK(!examined_has(x, "wording.model-unclear"));
		CHECK(!examined_has(x, "wording.model-ordinary"));
		CHECK(!x->wording_read);
		examined_holds(x);
	}
	examined_end();
}

static void
shares(void **state)
{
	static const struct {
		const char *name;
		double logit;
		const char *id;
		int share;
	} rows[] = {
		{ "ordinary", -9, "wording.model-ordinary", 100 },
		{ "at its edge", -2.5, "wording.model-ordinary", 100 },
		{ "just above", -2.49, "wording.model-unclear", 1 },
		{ "even", 0, "wording.model-unclear", 36 },
		{ "fraud's", 1, "wording.model", 50 },
		{ "all of it", 4.5, "wording.model", 100 },
		{ "more is no more", 90, "wording.model", 100 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int share;

		test_name(rows[i].name);
		CHECK(strcmp(model_finding(rows[i].logit, &share),
			  rows[i].id) == 0);
		CHECK_INT(share, rows[i].share);
	}
}

TEST_MAIN(TEST(says), TEST(silence), TEST(shares))
