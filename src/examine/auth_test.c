/* auth_test - whose results they are, and what they say. */
#include "test/walked.h"

#include "base/buf.h"

#define EDGE                                                                   \
	"Received: from mail.bank.example (mail.bank.example [192.0.2.10]) "   \
	"by mx.example.jp (Postfix) with ESMTP id 0A1B2C3D4E; "                \
	"Thu, 17 Jul 2025 09:00:00 +0900\r\n"
#define LOWER                                                                  \
	"Received: from a (unknown [198.51.100.7]) by mail.bank.example "      \
	"(Postfix) with ESMTP id 0A1B2C3D4E; "                                 \
	"Thu, 17 Jul 2025 08:59:00 +0900\r\n"
#define GMAIL                                                                  \
	"Received: from mail.bank.example (mail.bank.example. [192.0.2.10]) "  \
	"by mx.google.com with ESMTPS id x.2025.07.16.17.00.00; "              \
	"Wed, 16 Jul 2025 17:00:00 -0700 (PDT)\r\n"
#define OUTLOOK                                                                \
	"Received: from mail.bank.example (192.0.2.10) by "                    \
	"DB8.mail.protection.outlook.com (10.1.2.3) with Microsoft SMTP "      \
	"Server id 15.20.8207.12; Thu, 17 Jul 2025 09:00:00 +0900\r\n"
#define YAHOO                                                                  \
	"Received: from 192.0.2.10 (EHLO mail.bank.example) (192.0.2.10) by "  \
	"mta5001.mail.djm.yahoo.co.jp with SMTP; "                             \
	"Thu, 17 Jul 2025 09:00:00 +0900\r\n"
#define NIFTY                                                                  \
	"Received: from mail.bank.example([192.0.2.10]) by "                   \
	"ifmta0007.nifty.com with ESMTP id 20250717000000123.A@nifty.com; "    \
	"Thu, 17 Jul 2025 09:00:00 +0900\r\n"
#define AR "Authentication-Results: "
#define FROM "From: Bank <info@bank.example>\r\n"
#define PASS                                                                   \
	" spf=pass smtp.mailfrom=info@bank.example; dkim=pass "                \
	"header.d=bank.example header.s=s1; dmarc=pass "                       \
	"header.from=bank.example\r\n"

struct row {
	const char *name, *mail, *trust;
	const char *id; /* authserv-id */
	const char *spf, *spf_domain, *spf_ip;
	const char *dkim; /* "result domain selector", set off by '|' */
	const char *dmarc, *policy, *arc;
	size_t foreign;
	bool present, trusted, own, pass;
};

#define BANK                                                                   \
	.spf = "pass", .spf_domain = "bank.example",                           \
	.dkim = "pass bank.example s1", .dmarc = "pass", .present = true,      \
	.pass = true

static const struct row rows[] = {
	{ "no result at all", EDGE FROM, .present = false },
	{ "above the boundary, under one's own name",
	    AR "mx.example.jp;" PASS EDGE FROM, BANK, .id = "mx.example.jp",
	    .trusted = true, .own = true },
	{ "the organisation's name will do", AR "example.jp;" PASS EDGE FROM,
	    BANK, .id = "example.jp", .trusted = true, .own = true },
	{ "at the boundary anybody could have written it",
	    EDGE AR "mx.example.jp;" PASS LOWER FROM, BANK,
	    .id = "mx.example.jp", .own = true },
	{ "below it is the sender's", EDGE LOWER AR "mx.example.jp;" PASS FROM,
	    BANK, .id = "mx.example.jp", .own = true },
	{ "somebody else's name, even on top",
	    AR "mx.bank.example;" PASS EDGE FROM, BANK, .id = "mx.bank.example",
	    .foreign = 1 },
	{ "the trusted one is chosen, whatever the order",
	    AR
	    "mx.evil.example;" PASS AR
	    "mx.example.jp; spf=fail smtp.mailfrom=bank.example\r\n" EDGE FROM,
	    .id = "mx.example.jp", .spf = "fail", .spf_domain = "bank.example",
	    .foreign = 1, .present = true, .trusted = true, .own = true },
	{ "a forged one below does not add to it",
	    AR "mx.example.jp; spf=fail smtp.mailfrom=bank.example\r\n" EDGE AR
	       "mx.example.jp;" PASS LOWER FROM,
	    .id = "mx.example.jp", .spf = "fail", .spf_domain = "bank.example",
	    .present = true, .trusted = true, .own = true },
	{ "several of one's own above add up",
	    AR "mx.example.jp; spf=pass smtp.mailfrom=bank.example\r\n" AR
	       "mx.example.jp; dkim=pass header.d=bank.example\r\n" EDGE FROM,
	    .id = "mx.example.jp", .spf = "pass", .spf_domain = "bank.example",
	    .dkim = "pass bank.example ", .present = true, .trusted = true,
	    .own = true, .pass = true },
	{ "configured: at the boundary as well",
	    EDGE AR "mx.example.jp;" PASS LOWER FROM, BANK,
	    .trust = "gw.example.jp", .id = "mx.example.jp", .trusted = true,
	    .own = true },
	{ "configured: below it not", EDGE LOWER AR "mx.example.jp;" PASS FROM,
	    BANK, .trust = "gw.example.jp", .id = "mx.example.jp",
	    .own = true },
	{ "Gmail writes below its own line",
	    GMAIL AR
	    "mx.google.com; dkim=pass header.i=@bank.example "
	    "header.s=s1 header.b=AbC; spf=pass (google.com: domain "
	    "of info@bank.example designates 192.0.2.10 as permitted "
	    "sender) smtp.mailfrom=info@bank.example; dmarc=pass "
	    "(p=REJECT sp=NONE dis=NONE) header.from=bank.example\r\n" FROM,
	    BANK, .policy = "REJECT", .id = "mx.google.com", .trusted = true,
	    .own = true },
	{ "Gmail's name below a further line is the sender's",
	    GMAIL LOWER AR "mx.google.com;" PASS FROM, BANK,
	    .id = "mx.google.com", .own = true },
	{ "Outlook leaves its name out",
	    AR "spf=pass (sender IP is 192.0.2.10) smtp.mailfrom=bank.example; "
	       "dkim=pass (signature was verified) header.d=bank.example;"
	       "dmarc=pass action=none header.from=bank.example;compauth=pass "
	       "reason=100\r\n" OUTLOOK FROM,
	    .spf = "pass", .spf_domain = "bank.example", .spf_ip = "192.0.2.10",
	    .dkim = "pass bank.example ", .dmarc = "pass", .present = true,
	    .trusted = true, .own = true, .pass = true },
	{ "without a name elsewhere it is nobody's",
	    AR "spf=pass smtp.mailfrom=bank.example\r\n" EDGE FROM,
	    .spf = "pass", .spf_domain = "bank.example", .foreign = 1,
	    .present = true, .pass = true },
	{ "nifty's sender-id is passed over",
	    AR
	    "nifty.com; spf=softfail smtp.mailfrom=info@bank.example; "
	    "sender-id=softfail header.From=info@bank.example\r\n" NIFTY FROM,
	    .id = "nifty.com", .spf = "softfail", .spf_domain = "bank.example",
	    .present = true, .trusted = true, .own = true },
	{ "Yahoo! JAPAN of old",
	    AR "mta5001.mail.djm.yahoo.co.jp from=bank.example; "
	       "domainkeys=neutral (no sig); dkim=neutral (no sig); "
	       "header.i=@bank.example\r\n" YAHOO FROM,
	    .id = "mta5001.mail.djm.yahoo.co.jp",
	    .dkim = "neutral bank.example ", .present = true, .trusted = true,
	    .own = true },
	{ "comments anywhere",
	    AR "mx.example.jp (a comment) 1; (b) spf=pass (c) "
	       "smtp.mailfrom=bank.example (d)\r\n" EDGE FROM,
	    .id = "mx.example.jp", .spf = "pass", .spf_domain = "bank.example",
	    .present = true, .trusted = true, .own = true, .pass = true },
	{ "a result in a comment is none",
	    AR "mx.example.jp; spf=fail (spf=pass; dkim=pass) "
	       "smtp.mailfrom=bank.example\r\n" EDGE FROM,
	    .id = "mx.example.jp", .spf = "fail", .spf_domain = "bank.example",
	    .present = true, .trusted = true, .own = true },
	{ "comments nest",
	    AR
	    "mx.example.jp; spf=fail (a (b); dkim=pass header.d=bank.example) "
	    "smtp.mailfrom=bank.example\r\n" EDGE FROM,
	    .id = "mx.example.jp", .spf = "fail", .spf_domain = "bank.example",
	    .present = true, .trusted = true, .own = true },
	{ "values in quotes",
	    AR "\"mx.example.jp\"; dkim=pass header.d=\"bank.example\" "
	       "header.s=\"s;1\"\r\n" EDGE FROM,
	    .id = "mx.example.jp", .dkim = "pass bank.example s;1",
	    .present = true, .trusted = true, .own = true, .pass = true },
	{ "several signatures keep their own domains",
	    AR "mx.example.jp; dkim=fail header.d=bank.example header.s=a; "
	       "dkim=pass header.d=esp.example header.s=b\r\n" EDGE FROM,
	    .id = "mx.example.jp",
	    .dkim = "fail bank.example a|pass esp.example b", .present = true,
	    .trusted = true, .own = true },
	{ "a signature for the organisation counts",
	    AR "mx.example.jp; dkim=pass header.d=mail.bank.co.jp\r\n" EDGE
	       "From: info@bank.co.jp\r\n",
	    .id = "mx.example.jp", .dkim = "pass mail.bank.co.jp ",
	    .present = true, .trusted = true, .own = true, .pass = true },
	{ "one under the same public suffix does not",
	    AR "mx.example.jp; dkim=pass header.d=evil.co.jp\r\n" EDGE
	       "From: info@bank.co.jp\r\n",
	    .id = "mx.example.jp", .dkim = "pass evil.co.jp ", .present = true,
	    .trusted = true, .own = true },
	{ "d goes before i",
	    AR "mx.example.jp; dkim=pass header.i=@x.example "
	       "header.d=bank.example\r\n" EDGE FROM,
	    .id = "mx.example.jp", .dkim = "pass bank.example ",
	    .present = true, .trusted = true, .own = true, .pass = true },
	{ "SPF of another domain vouches for nobody",
	    AR "mx.example.jp; spf=pass smtp.mailfrom=x@evil.example\r\n" EDGE
		FROM,
	    .id = "mx.example.jp", .spf = "pass", .spf_domain = "evil.example",
	    .present = true, .trusted = true, .own = true },
	{ "two From addresses vouch for neither",
	    AR "mx.example.jp;" PASS EDGE
	       "From: info@bank.example, x@evil.example\r\n",
	    .id = "mx.example.jp", .spf = "pass", .spf_domain = "bank.example",
	    .dkim = "pass bank.example s1", .dmarc = "pass", .present = true,
	    .trusted = true, .own = true },
	{ "ARC and the address of the client",
	    AR "mx.example.jp; arc=pass smtp.remote-ip=192.0.2.10; "
	       "dmarc=fail (p=none dis=none) header.from=bank.example\r\n" EDGE
		   FROM,
	    .id = "mx.example.jp", .spf_ip = "192.0.2.10", .dmarc = "fail",
	    .policy = "none", .arc = "pass", .present = true, .trusted = true,
	    .own = true },
	{ "the policy as a property",
	    AR "mx.example.jp; dmarc=fail policy.dmarc=quarantine "
	       "header.from=bank.example\r\n" EDGE FROM,
	    .id = "mx.example.jp", .dmarc = "fail", .policy = "quarantine",
	    .present = true, .trusted = true, .own = true },
	{ "words of nobody's standard are not passed on",
	    AR "mx.example.jp; spf=great smtp.mailfrom=bank.example; "
	       "dkim=none\r\n" EDGE FROM,
	    .id = "mx.example.jp", .dkim = "none  ", .present = true,
	    .trusted = true, .own = true },
	{ "none at all", AR "mx.example.jp; none\r\n" EDGE FROM,
	    .id = "mx.example.jp", .present = true, .trusted = true,
	    .own = true },
	{ "capital letters and folds",
	    AR
	    "MX.Example.JP;\r\n\tSPF=PASS smtp.MailFrom=Bank.Example\r\n" EDGE
		FROM,
	    .id = "MX.Example.JP", .spf = "pass", .spf_domain = "Bank.Example",
	    .present = true, .trusted = true, .own = true, .pass = true },
	{ "Received-SPF above the boundary",
	    "Received-SPF: Pass (mx.example.jp: domain of info@bank.example "
	    "designates 192.0.2.10) client-ip=192.0.2.10; "
	    "envelope-from=\"info@bank.example\"; helo=mail.bank.example;"
	    "\r\n" EDGE FROM,
	    .spf = "pass", .spf_domain = "bank.example", .spf_ip = "192.0.2.10",
	    .present = true, .trusted = true, .pass = true },
	{ "Received-SPF below it is a claim",
	    EDGE LOWER "Received-SPF: pass client-ip=192.0.2.10; "
		       "envelope-from=info@bank.example\r\n" FROM,
	    .spf = "pass", .spf_domain = "bank.example", .spf_ip = "192.0.2.10",
	    .present = true, .pass = true },
	{ "Received-SPF with a word that is none",
	    "Received-SPF: yes client-ip=192.0.2.10\r\n" EDGE FROM,
	    .present = false },
	{ "a forged claim is not trusted for a trusted field beside it",
	    AR "mx.example.jp; dkim=none\r\n" EDGE LOWER
	       "Received-SPF: pass client-ip=192.0.2.10; "
	       "envelope-from=info@bank.example\r\n" FROM,
	    .id = "mx.example.jp", .dkim = "none  ", .present = true,
	    .trusted = true, .own = true },
	{ "no Received at all: nobody's side is known",
	    AR "mx.example.jp;" PASS FROM, BANK, .id = "mx.example.jp",
	    .foreign = 1 },
	{ "an open comment swallows nothing but itself",
	    AR
	    "mx.example.jp; spf=fail (open smtp.mailfrom=bank.example\r\n" EDGE
		FROM,
	    .id = "mx.example.jp", .spf = "fail", .present = true,
	    .trusted = true, .own = true },
};

static span
text(const char *s)
{
	return span_of(s == NULL ? "" : s);
}

static void
check_text(span got, const char *want)
{
	CHECK_SPAN(got, text(want).p);
}

static void
check_row(const struct row *row)
{
	span mail = arena_join(test_arena(), span_of(row->mail),
	    SPAN("Subject: s\r\n\r\nx"), (span){ 0 });
	const struct examination *x = walked(mail, row->trust, NULL);
	const struct auth *auth = &x->auth;
	struct buf dkim = buf_new(test_arena(), 4096);
	char ip[IP_TEXT_MAX];

	for (size_t i = 0; i < auth->dkim_count; i++) {
		if (i > 0)
			buf_byte(&dkim, '|');
		buf_put(&dkim, auth->dkim[i].result);
		buf_byte(&dkim, ' ');
		buf_put(&dkim, auth->dkim[i].domain);
		buf_byte(&dkim, ' ');
		buf_put(&dkim, auth->dkim[i].selector);
	}
	CHECK_INT(auth->present, row->present);
	CHECK_INT(auth->trusted, row->trusted);
	CHECK_INT(auth->own_id, row->own);
	CHECK_INT(auth->aligned_pass, row->pass);
	CHECK_INT(auth->foreign, row->foreign);
	check_text(auth->authserv_id, row->id);
	check_text(auth->spf, row->spf);
	check_text(auth->spf_domain, row->spf_domain);
	check_text(ip_text(auth->spf_ip, ip), row->spf_ip);
	check_text(buf_span(&dkim), row->dkim);
	check_text(auth->dmarc, row->dmarc);
	check_text(auth->dmarc_policy, row->policy);
	check_text(auth->arc, row->arc);
}

static void
table(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		test_name(rows[i].name);
		check_row(&rows[i]);
	}
}

/* However the field is cut, reading stays inside. */
static void
prefixes(void **state)
{
	span body = SPAN("mx.example.jp (a) 1; spf=pass (b (c)) "
			 "smtp.mailfrom=\"x@bank.example\"; dkim=pass "
			 "header.d=bank.example; dmarc=fail (p=REJECT)");

	(void)state;
	test_name("a field cut anywhere");
	for (size_t n = 0; n <= body.n; n++) {
		span mail = arena_join(test_arena(), SPAN(EDGE AR),
		    span_head(body, n), (span){ 0 });

		walked(test_edge(mail.p, mail.n), NULL, NULL);
	}
}

TEST_MAIN(TEST(table), TEST(prefixes))
