/* verify_test - the mail as a whole, by records of a small world. */
#include "base/limits.h"
#include "examine/verify.h"
#include "report/report_json.h"
#include "test/examined.h"
#include "test/signer.h"
#include "test/zone.h"

#define R(name, type, value) ZONE_ROW(name, type, value)

static struct zone_row rows[] = {
	R("_dmarc.kagoya.jp", "TXT", "v=DMARC1; p=reject; rua=mailto:a@b.jp"),
	R("kagoya.jp", "TXT", "v=spf1 ip4:203.0.113.0/24 -all"),
	R("default._bimi.kagoya.jp", "TXT", "v=BIMI1; l=https://x/"),
	R("soft.example", "TXT", "v=spf1 ~all"),
	R("_dmarc.soft.example", "TXT", "v=DMARC1; p=none"),
	R("shop.example", "TXT", "v=spf1 ip4:198.51.100.7 -all"),
	R("hard.example", "TXT", "v=spf1 -all"),
	R("mail.example.com", "TXT", "v=spf1 a -all"),
	R("mail.example.com", "A", "198.51.100.7"),
	R("s._domainkey.kagoya.jp", "TXT", ""), /* set by the test */
};
#define KEY_ROW (COUNT(rows) - 1)

static struct zone world = { .rows = rows,
	.count = COUNT(rows),
	.at = 1752700000 };
static struct inquirer dns;
static struct examined_how how = { .dns = &dns, .now = 1752710400 };
static struct examined_how trusting = { .dns = &dns,
	.now = 1752710400,
	.trust = { "mx.reader.example" } };

#define MAIL(sender, from, more)                                               \
	"Return-Path: <" sender ">\n" more EXAMINED_MAIL(                      \
	    from, "hello", "Hello there.\n")
#define RESULTS(text) "Authentication-Results: mx.reader.example;\n\t" text "\n"

static void
findings(void **state)
{
	static const struct examined_row cases[] = {
		{ "an address that the domain does not permit",
		    MAIL("a@hard.example", "a@hard.example", ""),
		    "auth.verified-spf-fail", "auth.verified-domain",
		    STANDING_TOLD, "domain=hard.example|ip=198.51.100.7",
		    "198.51.100.7", &how },
		{ "an address that it does not know",
		    MAIL("a@soft.example", "a@soft.example", ""),
		    "auth.verified-spf-softfail", "auth.verified-spf-fail",
		    STANDING_TOLD, "domain=soft.example", NULL, &how },
		{ "DMARC fails where nothing is asked for",
		    MAIL("a@soft.example", "a@soft.example", ""),
		    "auth.verified-dmarc-weak", "auth.verified-dmarc-fail",
		    STANDING_TOLD, "policy=none|record=soft.example", NULL,
		    &how },
		{ "DMARC fails where mail is to be refused",
		    MAIL("a@shop.example", "a@kagoya.jp", ""),
		    "auth.verified-dmarc-fail", "auth.verified-brand",
		    STANDING_TOLD,
		    "domain=kagoya.jp|policy=reject|record=kagoya.jp",
		    "a@kagoya.jp", &how },
		{ "a name below a brand's: the record is the brand's",
		    MAIL("a@shop.example", "a@x.kagoya.jp", ""),
		    "auth.verified-dmarc-fail", NULL, STANDING_TOLD,
		    "domain=x.kagoya.jp|record=kagoya.jp", NULL, &how },
		{ "SPF passes for the From domain",
		    MAIL("a@shop.example", "a@shop.example", ""),
		    "auth.verified-domain", "auth.verified-spf-fail",
		    STANDING_TOLD, "domain=shop.example", NULL, &how },
		{ "SPF passes for another domain: nothing is vouched for",
		    MAIL("a@shop.example", "a@other.example", ""), NULL,
		    "auth.verified-domain", STANDING_TOLD, NULL, NULL, &how },
		{ "no MAIL FROM: HELO is checked, and is not From's",
		    MAIL("", "a@other.example", ""), NULL,
		    "auth.verified-spf-fail", STANDING_TOLD, NULL, NULL, &how },
		{ "results that the sender may have written are contradicted",
		    MAIL("a@shop.example", "a@kagoya.jp",
			"") "Authentication-Results: mx.reader.example; "
			    "dmarc=pass header.from=kagoya.jp\n",
		    NULL, "auth.verified-brand", STANDING_TOLD, NULL, NULL,
		    &how },
		{ "results of one's own server: records have changed",
		    MAIL("a@hard.example", "a@hard.example",
			RESULTS("spf=pass smtp.mailfrom=a@hard.example")),
		    "auth.verified-changed", "auth.verified-spf-fail",
		    STANDING_TOLD, "domain=hard.example", "spf=pass",
		    &trusting },
		{ "whom the mail poses as publishes a policy",
		    MAIL("a@shop.example", "\"KAGOYA\" <a@shop.example>", ""),
		    "auth.brand-publishes", NULL, STANDING_TOLD,
		    "domain=kagoya.jp|policy=reject|record=kagoya.jp", NULL,
		    &how },
		{ "a brand that is not posed as is not asked for",
		    MAIL("a@shop.example", "a@shop.example", ""), NULL,
		    "auth.brand-publishes", STANDING_TOLD, NULL, NULL, &how },
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		world.slow = i == 1;
		dns = zone_inquirer(&world);
		examined_rows(cases, COUNT(cases));
	}
}

/* A mail below its Received field, as a sender may write one. */
static void
contradiction(void **state)
{
	const struct examined_row row = { "results below the boundary",
		"Return-Path: <a@hard.example>\n" EXAMINED_RECEIVED
		"Authentication-Results: mx.reader.example; spf=pass "
		"smtp.mailfrom=a@hard.example\n"
		"From: a@hard.example\n" EXAMINED_FIELDS
		"Content-Type: text/plain\n\nx\n",
		"auth.verified-contradicts", "auth.verified-changed",
		STANDING_TOLD, "domain=hard.example", "spf=pass", &how };

	(void)state;
	world.slow = false;
	dns = zone_inquirer(&world);
	examined_rows(&row, 1);
}

static span
genuine(struct arena *a, struct signer *s)
{
	span mail = signer_crlf(a,
	    SPAN("From: KAGOYA <info@kagoya.jp>\nSubject: "
		 "hello\n" EXAMINED_FIELDS "Content-Type: text/plain\n\n"
		 "Hello there.\n"));

	mail = signer_sign(a, s, mail);
	return arena_join(a,
	    signer_crlf(
		a, SPAN("Return-Path: <x@bounce.example>\n" EXAMINED_RECEIVED)),
	    mail, (span){ 0 });
}

static span
json_of(struct arena *a, struct examination *x)
{
	struct json j = json_memory((size_t)1 << 24);
	span text = { 0 };

	report_json(&j, x, SPAN("x"), 0, 0);
	CHECK(json_finish(&j, &text) == MEKIKI_OK);
	text = arena_copy(a, text);
	json_free(&j);
	return text;
}

/* The brand's own mail, without any result in its header. */
static void
brand(void **state)
{
	struct arena *a = test_arena();
	struct signer_key key = signer_key_new(a, 2048);
	struct signer s = { .key = &key,
		.domain = "kagoya.jp",
		.selector = "s",
		.before = "v=1; ",
		.canon = "relaxed/relaxed",
		.names = "from:to:subject:date",
		.length = -1 };
	span mail = genuine(a, &s), quick;
	struct examination *x;

	(void)state;
	rows[KEY_ROW].value = key.record;
	world.slow = false;
	dns = zone_inquirer(&world);
	test_name("a mail that the brand signed");
	x = examined_bytes(mail, &how);
	examined_holds(x);
	CHECK(x->verified.aligned_pass);
	CHECK_INT(x->verified.dmarc.result, AUTH_PASS);
	CHECK_INT(x->verified.bimi, AUTH_PASS);
	CHECK(examined_has(x, "auth.verified-brand"));
	CHECK(!examined_has(x, "sender.brand-domain-unauthenticated"));
	CHECK_INT(x->verdict.class, VERDICT_CLEAN);
	quick = json_of(a, x);
	CHECK(span_has(quick, SPAN("\"result\":\"pass\"")));
	test_name("the same in passes, byte for byte");
	world.slow = true;
	dns = zone_inquirer(&world);
	x = examined_bytes(mail, &how);
	CHECK(span_same(json_of(a, x), quick));
	world.slow = false;
	dns = zone_inquirer(&world);
	test_name("with LF alone");
	x = examined_bytes(signer_lf(a, mail), &how);
	CHECK(x->verified.aligned_pass);
	test_name("its body was changed");
	x = examined_bytes(
	    arena_join(a, mail, SPAN("Click here.\r\n"), (span){ 0 }), &how);
	CHECK(examined_has(x, "auth.verified-body-changed"));
	CHECK(examined_has(x, "auth.verified-dmarc-fail"));
	CHECK(!examined_has(x, "auth.verified-brand"));
	test_name("it signed a part of the body alone");
	s.length = 5;
	x = examined_bytes(genuine(a, &s), &how);
	examined_holds(x);
	CHECK(examined_has(x, "auth.verified-unsigned-end"));
	CHECK(!examined_has(x, "auth.verified-brand"));
	CHECK(x->verdict.class != VERDICT_CLEAN);
	s.length = -1;
	test_name("its key is gone: no word of fail");
	rows[KEY_ROW].type = SPAN("OTHER");
	x = examined_bytes(mail, &how);
	examined_holds(x);
	CHECK(examined_has(x, "auth.verified-key-gone"));
	CHECK(!examined_has(x, "auth.verified-dmarc-fail"));
	CHECK_INT(x->verified.dmarc.result, AUTH_PERMERROR);
	rows[KEY_ROW].type = SPAN("TXT");
	examined_end();
}

/* Nobody there to ask: nothing is asked, nothing is hashed, nothing changes. */
static void
offline(void **state)
{
	static const char mail[] = MAIL("a@hard.example",
	    "KAGOYA <a@b.example>",
	    "DKIM-Signature: v=1; a=rsa-sha256; d=kagoya.jp; s=s; bh=a; b=b; "
	    "h=from\n");
	static struct zone_row silent[] = {
		R("hard.example", "SILENT", ""),
		R("s._domainkey.kagoya.jp", "SILENT", ""),
		R("_dmarc.b.example", "SILENT", ""),
		R("_dmarc.example", "SILENT", ""),
		R("default._bimi.b.example", "SILENT", ""),
		R("_dmarc.kagoya.jp", "SILENT", ""),
		R("kagoya.jp", "SILENT", ""),
	};
	static struct zone nobody = { .rows = silent, .count = COUNT(silent) };
	static struct inquirer asked;
	static const struct examined_how deaf = { .dns = &asked,
		.now = 1752710400 };
	static const struct examined_how none = { .now = 1752710400 };
	struct arena *a = test_arena();
	struct examination *x, *y;

	(void)state;
	test_name("offline: no questions");
	x = examined(mail, &none);
	CHECK(!x->verified.present);
	CHECK(x->verified.mail == NULL);
	for (size_t i = 0; i < x->inquiry.count; i++)
		CHECK_INT(x->inquiry.answers[i]->kind, QUESTION_ADDRESS);
	test_name("an inquirer that answers nothing: the same report");
	asked = zone_inquirer(&nobody);
	y = examined(mail, &deaf);
	CHECK(!y->verified.present);
	CHECK(span_same(json_of(a, x), json_of(a, y)));
	CHECK(span_has(json_of(a, x), SPAN("\"verified\":null")));
	examined_end();
}

TEST_MAIN(TEST(findings), TEST(contradiction), TEST(brand), TEST(offline))
