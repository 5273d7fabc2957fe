/* auth_verify_test - the mail as a whole, by records of a small world. */
#include "examine/auth_verify.h"
#include "test/examined.h"
#include "test/zone.h"

#define R(name, type, value) ZONE_ROW(name, type, value)

static const struct zone_row rows[] = {
	R("_dmarc.kagoya.jp", "TXT", "v=DMARC1; p=reject; rua=mailto:a@b.jp"),
	R("kagoya.jp", "TXT", "v=spf1 ip4:203.0.113.0/24 -all"),
	R("soft.example", "TXT", "v=spf1 ~all"),
	R("_dmarc.soft.example", "TXT", "v=DMARC1; p=none"),
	R("shop.example", "TXT", "v=spf1 ip4:198.51.100.7 -all"),
	R("hard.example", "TXT", "v=spf1 -all"),
	R("mail.example.com", "TXT", "v=spf1 a -all"),
	R("mail.example.com", "A", "198.51.100.7"),
};
static struct zone world = { .rows = rows,
	.count = COUNT(rows),
	.at = 1741143600 }; /* 2025-03-05, a day behind the mail */
static struct zone later = { .rows = rows,
	.count = COUNT(rows),
	.at = 1752700000 }; /* four months */
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

/* Records that are asked for long behind the mail accuse nobody. */
static void
late(void **state)
{
	static const struct examined_row cases[] = {
		{ "an address that was permitted then, perhaps",
		    MAIL("a@hard.example", "a@hard.example", ""), NULL,
		    "auth.verified-spf-fail", STANDING_TOLD, NULL, NULL, &how },
		{ "a policy that was another then, perhaps",
		    MAIL("a@shop.example", "a@kagoya.jp", ""), NULL,
		    "auth.verified-dmarc-fail", STANDING_TOLD, NULL, NULL,
		    &how },
		{ "results that were true then, perhaps",
		    "Return-Path: <a@hard.example>\n" EXAMINED_RECEIVED
		    "Authentication-Results: mx.reader.example; spf=pass "
		    "smtp.mailfrom=a@hard.example\n"
		    "From: a@hard.example\n" EXAMINED_FIELDS
		    "Content-Type: text/plain\n\nx\n",
		    NULL, "auth.verified-contradicts", STANDING_TOLD, NULL,
		    NULL, &how },
		{ "but what passes still passes",
		    MAIL("a@shop.example", "a@shop.example", ""),
		    "auth.verified-domain", NULL, STANDING_TOLD, NULL, NULL,
		    &how },
	};

	(void)state;
	dns = zone_inquirer(&later);
	examined_rows(cases, COUNT(cases));
}

TEST_MAIN(TEST(findings), TEST(contradiction), TEST(late))
