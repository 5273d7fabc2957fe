#include "test/examined.h"

#define OBSERVED .standing = STANDING_OBSERVED
#define CLAIMED .standing = STANDING_CLAIMED
#define REST                                                                   \
	"From: x@example.com\nTo: reader@reader.example\nSubject: x\n"         \
	"Date: Tue, 4 Mar 2025 10:00:00 +0900\nMessage-ID: <1@example.com>\n"  \
	"\nText.\n"
/* As the reader's Postfix saw it: the announced name, then what it resolved. */
#define EDGE(helo, seen)                                                       \
	"Received: from " helo " (" seen ")\n"                                 \
	"\tby mx.reader.example (Postfix) with ESMTP id 4XyZ12abcdz1;\n"       \
	"\tTue, 4 Mar 2025 10:00:03 +0900\n"
#define FROM(helo, seen) EDGE(helo, seen) REST
#define USUAL EDGE("mail.example.com", "mail.example.com [198.51.100.7]")
#define BELOW(hop) USUAL hop REST
#define FIELD(field) USUAL field "\n" REST

static const struct examined_row helo_rows[] = {
	{ "the address that means oneself",
	    FROM("[127.0.0.1]", "unknown [198.51.100.7]"),
	    .has = "route.helo-loopback", OBSERVED,
	    .args = "ip=198.51.100.7|helo=[127.0.0.1]",
	    .quote = "[127.0.0.1]" },
	{ "the name that means oneself",
	    FROM("localhost", "unknown [198.51.100.7]"),
	    .has = "route.helo-localhost", .lacks = "route.helo-loopback",
	    OBSERVED, .args = "helo=localhost" },
	{ "a name that only begins so",
	    FROM("localhost-mx.example.com",
		"localhost-mx.example.com [198.51.100.7]"),
	    .lacks = "route.helo-localhost" },
	{ "no name at all",
	    "Received: from unknown (HELO ) (198.51.100.7)\n"
	    "\tby mx.reader.example with SMTP; 4 Mar 2025 01:00:03 -0000\n" REST,
	    .has = "route.helo-empty", OBSERVED, .args = "ip=198.51.100.7" },
	{ "some name",
	    "Received: from unknown (HELO mail.example.com) (198.51.100.7)\n"
	    "\tby mx.reader.example with SMTP; 4 Mar 2025 01:00:03 -0000\n" REST,
	    .lacks = "route.helo-empty" },
	{ "its own address", FROM("[198.51.100.7]", "unknown [198.51.100.7]"),
	    .has = "route.helo-address", OBSERVED },
	{ "somebody else's address",
	    FROM("[198.51.100.99]", "unknown [198.51.100.7]"),
	    .has = "route.helo-other-address", .lacks = "route.helo-address",
	    OBSERVED, .args = "helo=[198.51.100.99]" },
	{ "its own address is not somebody else's",
	    FROM("[198.51.100.7]", "unknown [198.51.100.7]"),
	    .lacks = "route.helo-other-address" },
	{ "a name a machine is born with",
	    FROM("vm-centos", "unknown [198.51.100.7]"),
	    .has = "route.helo-default", OBSERVED, .args = "helo=vm-centos" },
	{ "a name without a domain", FROM("mailhost", "unknown [198.51.100.7]"),
	    .has = "route.helo-bare", .lacks = "route.helo-default", OBSERVED,
	    .args = "helo=mailhost" },
	{ "a domain that does not exist",
	    FROM("mail.example.corp", "unknown [198.51.100.7]"),
	    .has = "route.helo-no-domain", .lacks = "route.helo-bare", OBSERVED,
	    .args = "helo=mail.example.corp" },
	{ "a domain that exists",
	    FROM("mail.example.com", "mail.example.com [198.51.100.7]"),
	    .lacks = "route.helo-no-domain" },
	{ "a brand's name that the address does not have",
	    FROM("mail.amazon.co.jp", "unknown [198.51.100.7]"),
	    .has = "route.helo-brand", OBSERVED,
	    .args = "brand=アマゾン|helo=mail.amazon.co.jp|ip=198.51.100.7" },
	{ "a brand's name that resolves to it",
	    FROM("mail.amazon.co.jp", "mail.amazon.co.jp [198.51.100.7]"),
	    .lacks = "route.helo-brand" },
	{ "an address without a name",
	    FROM("mail.example.com", "unknown [198.51.100.7]"),
	    .has = "route.no-reverse-dns", OBSERVED,
	    .args = "ip=198.51.100.7" },
	{ "an address with one",
	    FROM("mail.example.com", "mail.example.com [198.51.100.7]"),
	    .lacks = "route.no-reverse-dns" },
	{ "a name that does not lead back",
	    "Received: from mail.example.com (mail.example.com [198.51.100.7] "
	    "(may be forged))\n\tby mx.reader.example (8.17.1/8.17.1) with "
	    "ESMTP id 52410031234567;\n\tTue, 4 Mar 2025 10:00:03 +0900\n" REST,
	    .has = "route.may-be-forged", OBSERVED, .args = "ip=198.51.100.7" },
	{ "a name that does",
	    FROM("mail.example.com", "mail.example.com [198.51.100.7]"),
	    .lacks = "route.may-be-forged" },
};

#define HOP(from, by, rest) "Received: from " from "\n\tby " by " " rest "\n"
#define NINE "Tue, 4 Mar 2025 09:59:50 +0900"

static const struct examined_row chain_rows[] = {
	{ "a login that names its account",
	    BELOW("Received: from [203.0.113.9] (unknown [203.0.113.9])\n"
		  "\t(Authenticated sender: info@victim.example)\n"
		  "\tby mail.example.com (Postfix) with ESMTPSA id "
		  "4XyZ0zabcdz1;\n\t" NINE "\n"),
	    .has = "route.account", CLAIMED,
	    .args = "account=info@victim.example|ip=203.0.113.9" },
	{ "a login that does not",
	    BELOW("Received: from [203.0.113.9] (unknown [203.0.113.9])\n"
		  "\tby mail.example.com (Postfix) with ESMTPSA id "
		  "4XyZ0zabcdz1;\n\t" NINE "\n"),
	    .has = "route.authenticated", .lacks = "route.account", CLAIMED,
	    .args = "by=mail.example.com|ip=203.0.113.9" },
	{ "no login",
	    BELOW("Received: from [203.0.113.9] (unknown [203.0.113.9])\n"
		  "\tby mail.example.com (Postfix) with ESMTP id "
		  "4XyZ0zabcdz1;\n\t" NINE "\n"),
	    .lacks = "route.authenticated" },
	{ "a server that a mass mailer makes up",
	    BELOW(HOP("a.example.org (a.example.org [203.0.113.9])",
		"snmp.otwaloow.com", "with SMTP; " NINE)),
	    .has = "route.forged-ratware", CLAIMED,
	    .args = "by=snmp.otwaloow.com" },
	{ "a server nobody knows",
	    BELOW(HOP("a.example.org (a.example.org [203.0.113.9])",
		"mail.example.com", "with SMTP; " NINE)),
	    .lacks = "route.forged-ratware" },
	{ "a date where an address belongs",
	    BELOW(HOP("a.example.org (Tue, 4 Mar 2025 09:59:50 +0900)",
		"mail.example.com", "with SMTP; " NINE)),
	    .has = "route.forged-date", CLAIMED },
	{ "an address where it belongs",
	    BELOW(HOP("a.example.org (a.example.org [203.0.113.9])",
		"mail.example.com", "with SMTP; " NINE)),
	    .lacks = "route.forged-date" },
	{ "the time in the id is not the line's",
	    BELOW(HOP("a.example.org (a.example.org. [203.0.113.9])",
		"mx.google.com",
		"with SMTPS id d9443c01a7336-2234a1b2c3dsor12345a12"
		".5.2025.01.01.01.59.50;\n\t" NINE)),
	    .has = "route.forged-id", CLAIMED },
	{ "the time in the id is the line's",
	    BELOW(HOP("a.example.org (a.example.org. [203.0.113.9])",
		"mx.google.com",
		"with SMTPS id d9443c01a7336-2234a1b2c3dsor12345a12"
		".5.2025.03.04.00.59.50;\n\t" NINE)),
	    .lacks = "route.forged-id" },
	{ "written by an address that is not the one above",
	    BELOW(HOP("a.example.org (a.example.org [203.0.113.9])",
		"81.2.69.142", "with SMTP; " NINE)),
	    .has = "route.forged-address", CLAIMED, .args = "by=81.2.69.142" },
	{ "written by the address above",
	    EDGE("mail.example.com", "mail.example.com [81.2.69.142]")
		HOP("a.example.org (a.example.org [203.0.113.9])",
		    "81.2.69.142", "with SMTP; " NINE) REST,
	    .lacks = "route.forged-address" },
	{ "a lower line is a day later than the one above",
	    BELOW(HOP("a.example.org (a.example.org [203.0.113.9])",
		"mail.example.com",
		"with SMTP; Thu, 6 Mar 2025 10:00:00 +0900")),
	    .has = "route.forged-later", CLAIMED },
	{ "a lower line is a minute later: clocks",
	    BELOW(HOP("a.example.org (a.example.org [203.0.113.9])",
		"mail.example.com",
		"with SMTP; Tue, 4 Mar 2025 10:01:00 +0900")),
	    .lacks = "route.forged-later" },
	{ "a month lies between two lines",
	    BELOW(HOP("a.example.org (a.example.org [203.0.113.9])",
		"mail.example.com",
		"with SMTP; Wed, 1 Jan 2025 10:00:00 +0900")),
	    .has = "route.gap-long", CLAIMED },
	{ "a day lies between two lines",
	    BELOW(HOP("a.example.org (a.example.org [203.0.113.9])",
		"mail.example.com",
		"with SMTP; Mon, 3 Mar 2025 10:00:00 +0900")),
	    .lacks = "route.gap-long" },
	{ "the line below was written by nobody above",
	    BELOW(HOP("a.example.org (a.example.org [203.0.113.9])",
		"relay.example.net", "with SMTP; " NINE)),
	    .has = "route.broken-chain", CLAIMED,
	    .args = "by=relay.example.net" },
	{ "the line below was written by the machine above",
	    BELOW(HOP("a.example.org (a.example.org [203.0.113.9])",
		"mail.example.com", "with SMTP; " NINE)),
	    .lacks = "route.broken-chain" },
	{ "a hop of four hours",
	    BELOW(HOP("a.example.org (a.example.org [203.0.113.9])",
		"mail.example.com",
		"with SMTP; Tue, 4 Mar 2025 06:00:00 +0900")),
	    .has = "route.delay-long", .lacks = "route.delay-negative",
	    OBSERVED, .args = "duration=14403" },
	{ "a hop of ten seconds",
	    BELOW(HOP("a.example.org (a.example.org [203.0.113.9])",
		"mail.example.com", "with SMTP; " NINE)),
	    .lacks = "route.delay-long" },
	{ "a hop back in time",
	    BELOW(HOP("a.example.org (a.example.org [203.0.113.9])",
		"mail.example.com",
		"with SMTP; Tue, 4 Mar 2025 10:10:03 +0900")),
	    .has = "route.delay-negative", .lacks = "route.delay-long",
	    OBSERVED, .args = "duration=600" },
	{ "seconds back are clocks",
	    BELOW(HOP("a.example.org (a.example.org [203.0.113.9])",
		"mail.example.com",
		"with SMTP; Tue, 4 Mar 2025 10:00:30 +0900")),
	    .lacks = "route.delay-negative" },
};

/* An address that databases may be asked about: MaxMind's own example. */
static const struct examined_place places[] = {
	{ "81.2.69.142", "64500", "Example Networks", "JP" }, { 0 }
};
static const struct examined_how placed = { .places = places };

static const struct examined_row source_rows[] = {
	{ "where it came from",
	    FROM("mail.example.com", "mail.example.com [81.2.69.142]"),
	    .has = "route.origin", OBSERVED,
	    .args = "ip=81.2.69.142|country=JP|operator=Example Networks",
	    .how = &placed },
	{ "where it came from, and nobody knows the place", USUAL REST,
	    .has = "route.origin", OBSERVED, .args = "ip=198.51.100.7" },
	{ "without a hop it came from nowhere", REST, .lacks = "route.origin" },
	{ "a delivery service",
	    FROM("o1.sendgrid.net", "o1.sendgrid.net [198.51.100.7]"),
	    .has = "route.delivery-service", OBSERVED },
	{ "no delivery service", USUAL REST,
	    .lacks = "route.delivery-service" },
	{ "a field of a web site's program",
	    FIELD("X-PHP-Originating-Script: 33:mailer.php"),
	    .has = "route.web-script", CLAIMED, .args = "script=33:mailer.php",
	    .quote = "X-PHP-Originating-Script" },
	{ "an empty field says nothing", FIELD("X-PHP-Originating-Script: "),
	    .lacks = "route.web-script" },
	{ "a program of the web server's user",
	    BELOW("Received: by mail.example.com (Postfix, from userid 33)\n"
		  "\tid 4XyZ0zabcdz1; " NINE "\n"),
	    .has = "route.web-user", CLAIMED,
	    .args = "uid=33|by=mail.example.com" },
	{ "a program of another user",
	    BELOW("Received: by mail.example.com (Postfix, from userid 1000)\n"
		  "\tid 4XyZ0zabcdz1; " NINE "\n"),
	    .has = "route.local-submission", .lacks = "route.web-user", CLAIMED,
	    .args = "uid=1000" },
	{ "no program on the relay", USUAL REST,
	    .lacks = "route.local-submission" },
	{ "a field in which the provider forwards",
	    FIELD("X-Forwarded-To: a@b.c"), .has = "route.forwarded", CLAIMED },
	{ "a rewritten return path",
	    "Return-Path: <SRS0=abc=de=example.com=x@forward.example>\n" USUAL
		REST,
	    .has = "route.forwarded", CLAIMED },
	{ "nobody forwards", USUAL REST, .lacks = "route.forwarded" },
	{ "a webmail server tells its client",
	    FIELD("X-Originating-IP: [203.0.113.9]"),
	    .has = "route.originating-ip", CLAIMED,
	    .args = "field=X-Originating-IP|ip=203.0.113.9" },
	{ "what is no address is not told", FIELD("X-Originating-IP: hidden"),
	    .lacks = "route.originating-ip" },
};

#define ROWS(rows, function)                                                   \
	static void function(void **state)                                     \
	{                                                                      \
		(void)state;                                                   \
		examined_rows(rows, COUNT(rows));                              \
	}

ROWS(helo_rows, announced)
ROWS(chain_rows, chained)
ROWS(source_rows, sources)

TEST_MAIN(TEST(announced), TEST(chained), TEST(sources))
