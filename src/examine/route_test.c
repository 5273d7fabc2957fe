/* route_test - where the reader's side ends, and what is said below. */
#include "test/walked.h"

#include "base/buf.h"

#define NONE (-1)
#define T0 "; Thu, 17 Jul 2025 09:00:00 +0900"
#define T1 "; Thu, 17 Jul 2025 08:59:50 +0900"
#define T2 "; Thu, 17 Jul 2025 08:59:40 +0900"
#define EARLIER "; Sun, 1 Jun 2025 09:00:00 +0900"
#define LATER "; Sat, 19 Jul 2025 09:00:01 +0900"

/* Hops of a chain; each ends without its date. */
#define PF(helo, rdns, ip, by)                                                 \
	"from " helo " (" rdns " [" ip "]) by " by                             \
	" (Postfix) with ESMTP id 0A1B2C3D4E"
#define LOOP PF("localhost", "localhost", "127.0.0.1", "mx.example.jp")
#define SELF                                                                   \
	PF("relay.example.jp", "relay.example.jp", "203.0.113.9",              \
	    "imap.example.jp")
#define EDGE                                                                   \
	PF("mail.sender.example", "mail.sender.example", "192.0.2.10",         \
	    "mx.example.jp")
#define EX(helo, ip, by)                                                       \
	"from " helo " (" ip ") by " by                                        \
	" with Microsoft SMTP Server id 15.20.8207.12"

static const struct walked_net nets[] = {
	{ "153.149.0.0/16", "4713" }, /* OCN */
	{ "210.131.0.0/16", "2510" }, /* nifty's */
	{ "198.51.100.0/24", "64500" },
	{ "8.8.8.0/24", "15169" },
	{ NULL, NULL },
};

struct row {
	const char *name, *trust;
	const char *hops[6];	   /* topmost first */
	int edge, claimed, origin; /* indices, or NONE */
	const char *why;	   /* of the origin, behind "route.origin." */
	/* of each hop, behind "route.why.": set off by blanks */
	const char *whys;
};

static const struct row rows[] = {
	{ "nothing at all", NULL, { NULL }, NONE, NONE, NONE, NULL, "" },
	{ "one hop from outside is the boundary", NULL, { EDGE T0 }, 0, 0, 0,
	    "boundary", "boundary" },
	{ "loopback is passed over", NULL, { LOOP T0, EDGE T1 }, 1, 1, 1,
	    "boundary", "own boundary" },
	{ "a private client is passed over", NULL,
	    { PF("gw", "unknown", "10.0.0.3", "imap.example.jp") T0, EDGE T1 },
	    1, 1, 1, "boundary", "own boundary" },
	{ "so is link-local", NULL,
	    { PF("gw", "unknown", "IPv6:fe80::1", "imap.example.jp") T0,
		EDGE T1 },
	    1, 1, 1, "boundary", "own boundary" },
	{ "a queue's note is passed over", NULL,
	    { "(qmail 12 invoked from network); 17 Jul 2025 00:00:00 -0000",
		EDGE T1 },
	    1, 1, 1, "boundary", "own boundary" },
	{ "a resolved name of one's own organisation that wrote a line", NULL,
	    { SELF T0,
		PF("mail.sender.example", "mail.sender.example", "192.0.2.10",
		    "relay.example.jp") T1 },
	    1, 1, 1, "boundary", "own boundary" },
	{ "one that wrote none handed the mail over itself", NULL,
	    { SELF T0,
		PF("x.example.org", "x.example.org", "192.0.2.10",
		    "mail.sender.example") T1 },
	    0, 1, 0, "boundary", "boundary other-name" },
	{ "one that may be forged is from outside", NULL,
	    { "from relay.example.jp (relay.example.jp [203.0.113.9] (may be forged)) by imap.example.jp (8.15.2/8.15.2) with ESMTP id 56H000" T0,
		PF("mail.sender.example", "unknown", "192.0.2.10",
		    "relay.example.jp") T1 },
	    0, 1, 0, "boundary", "boundary fits" },
	{ "an announced name of one's own moves nothing", NULL,
	    { PF("relay.example.jp", "unknown", "203.0.113.9",
		  "imap.example.jp") T0,
		PF("bank.example", "bank.example", "192.0.2.10",
		    "relay.example.jp") T1 },
	    0, 1, 0, "boundary", "boundary fits" },
	{ "nor does one beside another resolved name", NULL,
	    { PF("relay.example.jp", "dsl.isp.example", "203.0.113.9",
		  "imap.example.jp") T0,
		PF("bank.example", "bank.example", "192.0.2.10",
		    "relay.example.jp") T1 },
	    0, 1, 0, "boundary", "boundary fits" },
	{ "a customer's line of one's own provider is from outside", NULL,
	    { PF("pc", "p203-0-113-9.example.jp", "203.0.113.9",
		  "mx.example.jp") T0,
		PF("bank.example", "bank.example", "192.0.2.10",
		    "pc.example.jp") T1 },
	    0, 1, 0, "boundary", "boundary fits" },
	{ "a hoster's customers share its domain", NULL,
	    { PF("mail.shop.example", "os3-1-2.vs.sakura.ne.jp", "203.0.113.9",
		  "www12.sakura.ne.jp") T0,
		PF("x", "x.example.org", "192.0.2.10",
		    "os3-1-2.vs.sakura.ne.jp") T1 },
	    0, 1, 0, "boundary", "boundary fits" },
	{ "trusted by name", "relay.example.net",
	    { PF("relay", "relay.example.net", "203.0.113.9", "imap.example.jp")
		    T0,
		PF("mail.sender.example", "mail.sender.example", "192.0.2.10",
		    "relay.example.net") T1 },
	    1, 1, 1, "boundary", "own boundary" },
	{ "a name below a trusted one", "example.net",
	    { PF("relay", "relay.example.net", "203.0.113.9", "imap.example.jp")
		    T0,
		PF("mail.sender.example", "mail.sender.example", "192.0.2.10",
		    "relay.example.net") T1 },
	    1, 1, 1, "boundary", "own boundary" },
	{ "a trusted name that is only announced", "relay.example.net",
	    { PF("relay.example.net", "unknown", "203.0.113.9",
		  "imap.example.jp") T0,
		PF("mail.sender.example", "mail.sender.example", "192.0.2.10",
		    "relay.example.net") T1 },
	    0, 1, 0, "boundary", "boundary fits" },
	{ "trusted by address", "203.0.113.9",
	    { PF("relay", "unknown", "203.0.113.9", "imap.example.jp") T0,
		PF("mail.sender.example", "mail.sender.example", "192.0.2.10",
		    "relay.example.net") T1 },
	    1, 1, 1, "boundary", "own boundary" },
	{ "trusted by network", "198.18.0.0/15 203.0.113.0/24",
	    { PF("relay", "unknown", "203.0.113.9", "imap.example.jp") T0,
		PF("mail.sender.example", "mail.sender.example", "192.0.2.10",
		    "relay.example.net") T1 },
	    1, 1, 1, "boundary", "own boundary" },
	{ "a trusted address that is only announced", "203.0.113.9",
	    { "from [203.0.113.9] by imap.example.jp with SMTP" T0, EDGE T1 },
	    0, 1, 0, "boundary", "boundary fits" },
	{ "by default nobody else's relay is trusted", NULL,
	    { PF("relay", "relay.example.net", "203.0.113.9", "imap.example.jp")
		    T0,
		PF("mail.sender.example", "mail.sender.example", "192.0.2.10",
		    "relay.example.net") T1 },
	    0, 1, 0, "boundary", "boundary fits" },
	{ "inside OCN by name and network", NULL,
	    { "from ofmgw0101.ocn.ad.jp (ofmgw0101.ocn.ad.jp [153.149.0.1]) by mvc-osk001.ocn.ad.jp with ESMTP id 4bXyZ12345" T0,
		PF("mail.sender.example", "unknown", "192.0.2.10",
		    "ofmgw0101.ocn.ad.jp") T1 },
	    1, 1, 1, "boundary", "own boundary" },
	{ "OCN's name from another network is from outside", NULL,
	    { "from ofmgw0101.ocn.ad.jp (ofmgw0101.ocn.ad.jp [198.51.100.7]) by mvc-osk001.ocn.ad.jp with ESMTP id 4bXyZ12345" T0,
		PF("mail.sender.example", "unknown", "192.0.2.10",
		    "ofmgw0101.ocn.ad.jp") T1 },
	    0, 1, 0, "boundary", "boundary fits" },
	{ "nifty's inside tells names alone", NULL,
	    { "from ifmta0007.nifty.com by ibmta0007.nifty.com with ESMTP id 20250717000000123.A@nifty.com" T0,
		"from mail.sender.example([192.0.2.10]) by ifmta0007.nifty.com with ESMTP id 20250717000000123.A@nifty.com" T1 },
	    1, 1, 1, "boundary", "own boundary" },
	{ "BIGLOBE's too", NULL,
	    { "from rcpt-impgw.biglobe.ne.jp by biglobe.ne.jp (RCPT_GW) id A1" T0,
		"mail.sender.example ([192.0.2.10]) by rcpt-impgw.biglobe.ne.jp (shby/5.1) with SMTP id A1" T1 },
	    1, 1, 1, "boundary", "own boundary" },
	{ "inside Microsoft 365, under three domains", NULL,
	    { "from AS1.eurprd01.prod.outlook.com (::1) by AS2.eurprd01.prod.outlook.com with HTTPS" T0,
		EX("DU1.eurprd01.prod.exchangelabs.com", "2603:10a6:10:46a::17",
		    "AS1.eurprd01.prod.outlook.com (2603:10a6:1::1)") T0,
		EX("DB8EUR06FT038.eop-eur06.prod.protection.outlook.com",
		    "2603:10a6:10:46a:cafe::bf",
		    "DU1.outlook.office365.com (2603:10a6:10:46a::17)") T1,
		EX("mail.sender.example", "192.0.2.10",
		    "DB8EUR06FT038.mail.protection.outlook.com (10.1.2.3)")
		    T2 },
	    3, 3, 3, "boundary", "own own own boundary" },
	{ "Microsoft's name from elsewhere is from outside", NULL,
	    { EX("DU1.eurprd01.prod.outlook.com", "192.0.2.10",
		  "DB8EUR06FT038.mail.protection.outlook.com (10.1.2.3)") T0,
		EX("bank.example", "198.51.100.7",
		    "DU1.eurprd01.prod.outlook.com (10.1.2.3)") T1 },
	    0, 1, 0, "boundary", "boundary fits" },
	{ "another tenant is from outside", NULL,
	    { EX("EUR05-AM6-obe.outbound.protection.outlook.com",
		  "40.107.22.44",
		  "DB8EUR06FT038.mail.protection.outlook.com (10.1.2.3)") T0,
		EX("AM6.eurprd05.prod.outlook.com", "2603:10a6:20b::8",
		    "AM7.eurprd05.prod.outlook.com (2603:10a6:20b::9)") T1 },
	    0, 1, 0, "boundary", "boundary fits" },
	{ "an address masked by the reader does not end the walk", NULL,
	    { EX("DU1.eurprd01.prod.outlook.com",
		  "2603:10a6:10:someone@example::17",
		  "AS1.eurprd01.prod.outlook.com (2603:10a6:1::1)") T0,
		EX("mail.sender.example", "192.0.2.10",
		    "DU1.mail.protection.outlook.com (10.1.2.3)") T1 },
	    1, 1, 1, "boundary", "own boundary" },
	{ "masked, but of nobody's name", NULL,
	    { EX("bank.example", "2603:10a6:10:someone@example::17",
		  "AS1.eurprd01.prod.outlook.com (2603:10a6:1::1)") T0,
		EX("mail.sender.example", "192.0.2.10",
		    "DU1.mail.protection.outlook.com (10.1.2.3)") T1 },
	    0, 1, 0, "boundary", "boundary fits" },
	{ "fetchmail fetched it from the reader's mailbox", NULL,
	    { "from pop.example.net [203.0.113.25] by localhost with POP3 (fetchmail-6.4.37) for <me@localhost> (single-drop)" T0,
		PF("mail.sender.example", "mail.sender.example", "192.0.2.10",
		    "mx.example.net") T1 },
	    1, 1, 1, "boundary", "own boundary" },
	{ "LMTP delivers", NULL,
	    { "from mx.example.jp ([203.0.113.5]) by imap1.example.jp with LMTP id AbC" T0,
		EDGE T1 },
	    1, 1, 1, "boundary", "own boundary" },
	{ "LMTP alone: nothing came from outside", NULL,
	    { "from mx.example.jp ([203.0.113.5]) by imap1.example.jp with LMTP id AbC" T0 },
	    NONE, 0, NONE, "boundary", "own" },
	{ "Zimbra's LMTP delivers", NULL,
	    { "from z.example.jp (LHLO z.example.jp) (203.0.113.5) by z.example.jp with LMTP" T0,
		EDGE T1 },
	    1, 1, 1, "boundary", "own boundary" },
	{ "who receives for the reader: a stranger came without a login", NULL,
	    { PF("mvc-osk001.ocn.ad.jp", "mvc-osk001.ocn.ad.jp", "153.149.0.2",
		  "mx.google.com") T0,
		PF("mail.sender.example", "unknown", "192.0.2.10",
		    "ofmgw0101.ocn.ad.jp") T1 },
	    1, 1, 1, "boundary", "own boundary" },
	{ "who sends for its own customer: a login", NULL,
	    { PF("mvc-osk001.ocn.ad.jp", "mvc-osk001.ocn.ad.jp", "153.149.0.2",
		  "mx.example.jp") T0,
		"from pc (unknown [8.8.8.8]) by ofmgw0101.ocn.ad.jp (Postfix) with ESMTPA id 0A1B2C3D4E" T1 },
	    0, 1, 1, "account", "boundary fits" },
	{ "who sends for its own customer: one of its lines", NULL,
	    { PF("mvc-osk001.ocn.ad.jp", "mvc-osk001.ocn.ad.jp", "153.149.0.2",
		  "mx.example.jp") T0,
		PF("pc", "unknown", "153.149.77.7", "ofmgw0101.ocn.ad.jp") T1 },
	    0, 1, 0, "boundary", "boundary fits" },
	{ "a login below the boundary is the origin", NULL,
	    { EDGE T0,
		"from unknown (HELO ?127.0.0.1?) (info@shop.example@8.8.8.8) by 0 with SMTP; 16 Jul 2025 23:59:50 -0000" },
	    0, 1, 1, "account", "boundary fits" },
	{ "a login at the boundary itself", NULL,
	    { "from pc (unknown [192.0.2.10]) (Authenticated sender: taro) by mx.example.jp (Postfix) with ESMTPSA id 0A1B2C3D4E" T0 },
	    0, 0, 0, "account", "boundary" },
	{ "a login behind a gap in the chain is not believed", NULL,
	    { EDGE T0,
		"from pc (p.isp.example [8.8.8.8]) by smtp.other.example (Postfix) with ESMTPSA id 0A1B2C3D4E" T1 },
	    0, 1, 0, "boundary", "boundary other-name" },
	{ "a gap discredits all below", NULL,
	    { EDGE T0,
		PF("a.other.example", "a.other.example", "8.8.8.8",
		    "mx.other.example") T1,
		PF("b.other.example", "b.other.example", "8.8.8.9",
		    "a.other.example") T2 },
	    0, 2, 0, "boundary", "boundary other-name behind-gap" },
	{ "made on the relay by a program", NULL,
	    { EDGE T0,
		"by mail.sender.example (Postfix, from userid 33) id 0A1B2C3D4E" T1 },
	    0, 0, 0, "local", "boundary fits" },
	{ "made on the relay, by qmail's note", NULL,
	    { EDGE T0,
		"(qmail 4711 invoked by uid 48); 16 Jul 2025 23:59:50 -0000" },
	    0, 0, 0, "local", "boundary queue" },
	{ "qmail's note of a mail from the network", NULL,
	    { EDGE T0,
		"(qmail 4711 invoked from network); 16 Jul 2025 23:59:50 -0000" },
	    0, 0, 0, "boundary", "boundary queue" },
	{ "a web page hides its user", NULL,
	    { EDGE T0, "by mail.sender.example with HTTP" T1 }, 0, 0, 0,
	    "hidden", "boundary fits" },
	{ "Google's API hides its user", NULL,
	    { PF("mail-ej1-f42.google.com", "mail-ej1-f42.google.com",
		  "8.8.8.8", "mx.example.jp") T0,
		"from 123456 named unknown by gmailapi.google.com with HTTPREST" T1 },
	    0, 0, 0, "hidden", "boundary fits" },
	{ "a date for an address cannot be true", NULL,
	    { EDGE T0,
		"from a (Thu, 17 Jul 2025 04:00:00 +0300) by mail.sender.example with QMQP" T1 },
	    0, 0, 0, "boundary", "boundary date-as-address" },
	{ "ratware's relays are known", NULL,
	    { EDGE T0,
		PF("a", "unknown", "8.8.8.8", "rly04.hottestmile.com") T1 },
	    0, 1, 0, "boundary", "boundary ratware" },
	{ "an id of another day", NULL,
	    { EDGE T0,
		"from a ([8.8.8.8]) by mx.google.com with ESMTP id x.2019.03.04.05.06.07" T1 },
	    0, 1, 0, "boundary", "boundary id-date" },
	{ "later than the line above", NULL,
	    { EDGE T0,
		PF("a", "unknown", "8.8.8.8", "mail.sender.example") LATER },
	    0, 1, 0, "boundary", "boundary later-than-above" },
	{ "a day of wrong clocks is allowed", NULL,
	    { EDGE T0,
		PF("a", "unknown", "8.8.8.8",
		    "mail.sender.example") "; Fri, 18 Jul 2025 08:00:00 +0900" },
	    0, 1, 0, "boundary", "boundary fits" },
	{ "a month before the line above", NULL,
	    { EDGE T0,
		PF("a", "unknown", "8.8.8.8", "mail.sender.example") EARLIER },
	    0, 1, 0, "boundary", "boundary long-gap" },
	{ "written by another address than the one seen", NULL,
	    { PF("mail.sender.example", "unknown", "8.8.8.8", "mx.example.jp")
		    T0,
		"from a ([9.9.9.9]) by 1.1.1.1 with SMTP id 4" T1 },
	    0, 1, 0, "boundary", "boundary other-address" },
	{ "written by the address that was seen", NULL,
	    { PF("mail.sender.example", "unknown", "8.8.8.8", "mx.example.jp")
		    T0,
		"from a ([9.9.9.9]) by 8.8.8.8 with SMTP id 4" T1 },
	    0, 1, 0, "boundary", "boundary fits" },
	{ "a known service may rename its machines", NULL,
	    { PF("o1.ptr1.sendgrid.net", "o1.ptr1.sendgrid.net", "8.8.8.8",
		  "mx.example.jp") T0,
		"by recvd-5d6f7 with SMTP id recvd-5d6f7-1 2025-07-17 00:00:00.1 +0000 UTC" },
	    0, 0, 0, "hidden", "boundary fits" },
	{ "the boundary is the reader's even where the lowest line looks good",
	    NULL,
	    { LOOP T0, EDGE T1,
		PF("mail.bank.example", "mail.bank.example", "8.8.8.8",
		    "mail.sender.example") T2 },
	    1, 2, 1, "boundary", "own boundary fits" },
};

static span
whys(const struct examination *x)
{
	struct buf out = buf_new(test_arena(), 4096);

	for (size_t i = 0; i < x->mail->hop_count; i++) {
		if (i > 0)
			buf_byte(&out, ' ');
		buf_text(&out, x->route.hops[i].why + sizeof("route.why.") - 1);
	}
	return buf_span(&out);
}

static int
index_of(size_t i)
{
	return i == ROUTE_NONE ? NONE : (int)i;
}

static void
table(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct row *row = &rows[i];
		struct buf mail = buf_new(test_arena(), 65536);
		const struct examination *x;
		const struct route *r;

		test_name(row->name);
		for (size_t k = 0; k < 6 && row->hops[k] != NULL; k++) {
			buf_text(&mail, "Received: ");
			buf_text(&mail, row->hops[k]);
			buf_text(&mail, "\r\n");
		}
		buf_text(&mail, "From: a@sender.example\r\n\r\nx\r\n");
		x = walked(buf_span(&mail), row->trust, nets);
		r = &x->route;
		CHECK_INT(index_of(r->handed_over_by), row->edge);
		CHECK_INT(index_of(r->claimed_origin), row->claimed);
		CHECK_INT(index_of(r->origin), row->origin);
		CHECK_SPAN(whys(x), row->whys);
		if (row->why != NULL)
			CHECK_SPAN(span_drop(span_of(r->origin_why),
				       sizeof("route.origin.") - 1),
			    row->why);
		CHECK_INT(r->boundary,
		    row->edge == NONE	     ? BOUNDARY_NONE
			: row->trust != NULL ? BOUNDARY_CONFIGURED
					     : BOUNDARY_INFERRED);
		CHECK_INT(r->origin_local,
		    row->why != NULL && strcmp(row->why, "local") == 0);
		CHECK_INT(r->origin_hidden,
		    row->why != NULL && strcmp(row->why, "hidden") == 0);
		for (size_t k = 0; k < x->mail->hop_count; k++)
			CHECK_INT(r->hops[k].standing == HOP_OBSERVED,
			    row->edge == NONE || (int)k <= row->edge);
	}
}

static void
delays(void **state)
{
	const struct examination *x = walked(
	    SPAN("Received: " EDGE T0 "\r\nReceived: " EDGE T1
		 "\r\nReceived: from a by b\r\nFrom: a@b.example\r\n\r\nx"),
	    NULL, NULL);

	(void)state;
	test_name("a delay is what lies between two dates");
	CHECK(x->route.hops[0].has_delay);
	CHECK_INT(x->route.hops[0].delay, 10);
	CHECK(!x->route.hops[1].has_delay && !x->route.hops[2].has_delay);
}

static void
place(void **state)
{
	const struct examination *x =
	    walked(SPAN("Received: from a (unknown [8.8.8.8]) by mx.example.jp "
			"(Postfix) with ESMTP id 0A1B2C3D4E\r\n\r\nx"),
		NULL, nets);

	(void)state;
	test_name("the origin's network is asked for");
	CHECK(x->route.origin_answer != NULL);
	if (x->route.origin_answer != NULL)
		CHECK_SPAN(
		    answer_value(x->route.origin_answer, "asn"), "15169");
	test_name("documentation addresses are not");
	x = walked(SPAN("Received: " EDGE "\r\n\r\nx"), NULL, nets);
	CHECK(x->route.origin_answer == NULL);
}

TEST_MAIN(TEST(table), TEST(delays), TEST(place))
