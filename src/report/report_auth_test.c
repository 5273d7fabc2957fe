/*
 * report_auth_test - authentication as it is reported: what the mail carries
 * and what was verified, in JSON and in text.
 */
#include <stdio.h>

#include "report/report_json.h"
#include "report/report_text.h"
#include "test/examined.h"
#include "test/run.h"
#include "test/signer.h"
#include "test/zone.h"

#define R(name, type, value) ZONE_ROW(name, type, value)

static struct zone_row rows[] = {
	R("_dmarc.kagoya.jp", "TXT", "v=DMARC1; p=reject; rua=mailto:a@b.jp"),
	R("kagoya.jp", "TXT", "v=spf1 ip4:203.0.113.0/24 -all"),
	R("kagoya.jp", "MX", "10 mx.kagoya.jp"),
	R("default._bimi.kagoya.jp", "TXT", "v=BIMI1; l=https://x/"),
	R("bounce.example", "TXT", "v=spf1 ip4:198.51.100.7 -all"),
	R("hard.example", "TXT", "v=spf1 -all exp=why.hard.example"),
	R("why.hard.example", "TXT", "%{i} is none of ours"),
	R("s._domainkey.kagoya.jp", "TXT", ""), /* set by the test */
};
#define MAIL(sender, from, more)                                               \
	"Return-Path: <" sender ">\n" more EXAMINED_MAIL(                      \
	    from, "hello", "Hello there.\n")
#define KEY_ROW (COUNT(rows) - 1)

static struct zone world = { .rows = rows,
	.count = COUNT(rows),
	.at = 1741143600 };
static struct inquirer dns;
static const struct examined_how how = { .dns = &dns, .now = 1752710400 };

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
	CHECK(!examined_has(x, "auth.brand-publishes"));
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
	test_name("another From on top: who knows which is shown");
	x = examined_bytes(
	    arena_join(a, SPAN("From: info@kagoya.jp\r\n"), mail, (span){ 0 }),
	    &how);
	CHECK(!x->verified.aligned_pass);
	CHECK_INT(x->verified.dmarc.reason, DMARC_SEVERAL_FROM);
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

/* The contract holds for what is verified; each member, and each is null. */
static void
schema(void **state)
{
	static const char *const mails[] = {
		"Return-Path: <a@hard.example>\n" EXAMINED_MAIL(
		    "KAGOYA <a@b.example>", "x", "x\n"),
		"Return-Path: <a@bounce.example>\n"
		"DKIM-Signature: v=1; a=rsa-sha256; d=kagoya.jp; s=gone; "
		"h=from; bh=aa; b=bb\n"
		"ARC-Seal: i=1; cv=none; a=rsa-sha256; d=kagoya.jp; s=s; "
		"b=bb\n" EXAMINED_MAIL("a@kagoya.jp", "x", "x\n"),
		"From: a@x.example, b@y.example\nSubject: x\n\nx\n",
	};
	const char *path = TEST_BUILD "/verified.jsonl";
	struct arena *a = test_arena();
	FILE *file = fopen(path, "w");
	struct run_result r;

	(void)state;
	test_name("JSON of what is verified is by the schema");
	world.slow = false;
	dns = zone_inquirer(&world);
	CHECK(file != NULL);
	for (size_t i = 0; file != NULL && i < COUNT(mails); i++) {
		struct examination *x = examined(mails[i], &how);
		span text;

		memset(x->sha256, 'a', sizeof(x->sha256) - 1);
		text = json_of(a, x);
		CHECK(span_has(text, SPAN("\"verified\":{")) == (i < 2));
		fwrite(text.p, 1, text.n, file);
		fputc('\n', file);
	}
	if (file != NULL)
		fclose(file);
	r = run_shell(
	    "/usr/bin/python3 test/schema.py doc/schema.json <" TEST_BUILD
	    "/verified.jsonl");
	if (r.status == 77)
		test_skip("python3-jsonschema is not installed");
	else if (r.status != 0)
		CHECK_SPAN(r.out, "no faults");
	examined_end();
}

/* Then and now, side by side, each with its time. */
static void
side_by_side(void **state)
{
	static const char mail[] =
	    "Return-Path: <a@hard.example>\n"
	    "Authentication-Results: mx.reader.example;\n\tspf=pass "
	    "smtp.mailfrom=a@hard.example\n" EXAMINED_MAIL(
		"a@hard.example", "x", "x\n");
	static const struct text_style style = { .lang = LANG_EN,
		.width = 200 };
	static const struct examined_how none = { .now = 1752710400 };
	span text;

	(void)state;
	world.slow = false;
	dns = zone_inquirer(&world);
	test_name("what was written then, and what is so now");
	text = report_text(examined(mail, &how), SPAN("x"), &style);
	CHECK(span_has(text,
	    SPAN("pass (hard.example), 2025-03-04 01:00 → checked now: fail "
		 "(hard.example), 2025-03-05 03:00")));
	test_name("offline the claim stands alone");
	text = report_text(examined(mail, &none), SPAN("x"), &style);
	CHECK(span_has(text, SPAN("pass (hard.example)\n")));
	CHECK(!span_has(text, SPAN("checked now")));
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
	test_name("an inquirer that answers nothing: nothing is said");
	asked = zone_inquirer(&nobody);
	y = examined(mail, &deaf);
	CHECK(!y->verified.present);
	for (size_t i = 0; i < y->inquiry.count; i++)
		CHECK(y->inquiry.answers[i]->kind != QUESTION_DNS_TXT);
	CHECK(span_has(json_of(a, x), SPAN("\"verified\":null")));
	CHECK(span_has(json_of(a, y), SPAN("\"verified\":null")));
	examined_end();
}

/* Wherever memory runs out: no examination, and nothing worse. */
static void
sweep(void **state)
{
	struct arena *a = test_arena();
	struct signer_key key = signer_key_new(a, 0);
	struct signer s = { .key = &key,
		.domain = "kagoya.jp",
		.selector = "s",
		.before = "v=1; ",
		.canon = "relaxed/relaxed",
		.names = "from:to:subject:date",
		.length = -1 };
	span mail = genuine(a, &s);
	struct examination *x = NULL;

	(void)state;
	rows[KEY_ROW].value = key.record;
	world.slow = true;
	dns = zone_inquirer(&world);
	for (size_t nth = 1; x == NULL; nth += nth < 60 ? 1 : 7) {
		size_t asked;

		test_name("memory that runs out while it is verified");
		dns = zone_inquirer(&world);
		arena_fail(nth);
		x = examined_maybe(mail, &how);
		asked = arena_fail(0);
		CHECK(x == NULL || asked < nth);
	}
	CHECK(x->verified.aligned_pass);
	examined_end();
}

TEST_MAIN(
    TEST(brand), TEST(schema), TEST(side_by_side), TEST(offline), TEST(sweep))
