/* received_microsoft_test - Exchange, Microsoft 365, SMTPSVC. */
#include "test/received_rows.h"

#define SERVER                                                                 \
	"with Microsoft SMTP Server (version=TLS1_2, "                         \
	"cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.8207.12"
#define EDGE "by DB8EUR06FT038.mail.protection.outlook.com (10.233.253.58) "
#define AT_EDGE                                                                \
	.by = "DB8EUR06FT038.mail.protection.outlook.com",                     \
	.with = "Microsoft SMTP Server", .dialect = "exchange"
#define TLS12 .tls = "TLS1_2", .encrypted = true

static const struct received_row rows[] = {
	{ "the address in plain parentheses is the client",
	    "from mail.example.org (192.0.2.10) " EDGE SERVER
	    " via Frontend Transport" DATE,
	    AT_EDGE, TLS12, .helo = "mail.example.org", .ip = "192.0.2.10",
	    .id = "15.20.8207.12", .via = "Frontend Transport" },
	{ "without TLS the version follows at once",
	    "from mail.example.org (192.0.2.10) " EDGE
	    "with Microsoft SMTP Server id 15.20.8207.12 via Frontend Transport" DATE,
	    AT_EDGE, .helo = "mail.example.org", .ip = "192.0.2.10",
	    .id = "15.20.8207.12", .via = "Frontend Transport" },
	{ "an IPv6 client without brackets",
	    "from mail.example.org (2001:db8::25) " EDGE SERVER
	    " via Frontend Transport" DATE,
	    AT_EDGE, TLS12, .helo = "mail.example.org", .ip = "2001:db8::25",
	    .id = "15.20.8207.12", .via = "Frontend Transport" },
	{ "an address in HELO is no client",
	    "from [203.0.113.99] (192.0.2.10) " EDGE SERVER
	    " via Frontend Transport" DATE,
	    AT_EDGE, TLS12, .helo = "[203.0.113.99]", .ip = "192.0.2.10",
	    .id = "15.20.8207.12", .via = "Frontend Transport" },
	{ "nor a bare one",
	    "from 203.0.113.99 (192.0.2.10) " EDGE SERVER
	    " via Frontend Transport" DATE,
	    AT_EDGE, TLS12, .helo = "203.0.113.99", .ip = "192.0.2.10",
	    .id = "15.20.8207.12", .via = "Frontend Transport" },
	{ "a HELO of one label",
	    "from WIN-ABCDEFGH123 (192.0.2.10) " EDGE SERVER
	    " via Frontend Transport" DATE,
	    AT_EDGE, TLS12, .helo = "WIN-ABCDEFGH123", .ip = "192.0.2.10",
	    .id = "15.20.8207.12", .via = "Frontend Transport" },
	{ "a build with a suffix",
	    "from mail.example.org (192.0.2.10) " EDGE
	    "with Microsoft SMTP Server id 15.20.8207.12+1a2b via Frontend Transport" DATE,
	    AT_EDGE, .helo = "mail.example.org", .ip = "192.0.2.10",
	    .id = "15.20.8207.12+1a2b", .via = "Frontend Transport" },
	{ "inside the service",
	    "from DB8EUR06FT038.eop-eur06.prod.protection.outlook.com (2603:10a6:10:46a:cafe::bf) by DUZPR01CA0085.outlook.office365.com (2603:10a6:10:46a::17) " SERVER
	    " via Frontend Transport" DATE,
	    TLS12,
	    .helo = "DB8EUR06FT038.eop-eur06.prod.protection.outlook.com",
	    .ip = "2603:10a6:10:46a:cafe::bf",
	    .by = "DUZPR01CA0085.outlook.office365.com",
	    .with = "Microsoft SMTP Server", .id = "15.20.8207.12",
	    .via = "Frontend Transport", .dialect = "exchange" },
	{ "from mailbox server to mailbox server",
	    "from AS1PR01MB0001.eurprd01.prod.exchangelabs.com (2603:10a6:10:46a::17) by CH1PR01MB0002.namprd01.prod.outlook.com (2603:10b6:610:175::11) " SERVER
		DATE,
	    TLS12, .helo = "AS1PR01MB0001.eurprd01.prod.exchangelabs.com",
	    .ip = "2603:10a6:10:46a::17",
	    .by = "CH1PR01MB0002.namprd01.prod.outlook.com",
	    .with = "Microsoft SMTP Server", .id = "15.20.8207.12",
	    .dialect = "exchange" },
	{ "another tenant",
	    "from EUR05-AM6-obe.outbound.protection.outlook.com (40.107.22.44) " EDGE
		SERVER " via Frontend Transport" DATE,
	    AT_EDGE, TLS12,
	    .helo = "EUR05-AM6-obe.outbound.protection.outlook.com",
	    .ip = "40.107.22.44", .id = "15.20.8207.12",
	    .via = "Frontend Transport" },
	{ "delivery by HTTPS from the machine itself",
	    "from CH1PR01MB0002.namprd01.prod.outlook.com (::1) by MN1PR01MB0003.namprd01.prod.outlook.com with HTTPS" DATE,
	    .helo = "CH1PR01MB0002.namprd01.prod.outlook.com", .ip = "::1",
	    .by = "MN1PR01MB0003.namprd01.prod.outlook.com", .with = "HTTPS",
	    .dialect = "exchange-delivery", .encrypted = true },
	{ "delivery by HTTPS from another machine",
	    "from CH1PR01MB0002.namprd01.prod.outlook.com (2603:10b6:610:175::11) by MN1PR01MB0003.namprd01.prod.outlook.com with HTTPS" DATE,
	    .helo = "CH1PR01MB0002.namprd01.prod.outlook.com",
	    .ip = "2603:10b6:610:175::11",
	    .by = "MN1PR01MB0003.namprd01.prod.outlook.com", .with = "HTTPS",
	    .dialect = "exchange-delivery", .encrypted = true },
	{ "Outlook's name without HTTPS is no delivery",
	    "from mail.example.org (192.0.2.10) by mx.outlook.com with SMTP id 42" DATE,
	    .helo = "mail.example.org", .ip = "192.0.2.10",
	    .by = "mx.outlook.com", .with = "SMTP", .id = "42" },
	{ "a name that only ends like Outlook's",
	    "from mail.example.org (192.0.2.10) by mx.notoutlook.com with HTTPS" DATE,
	    .helo = "mail.example.org", .ip = "192.0.2.10",
	    .by = "mx.notoutlook.com", .with = "HTTPS", .dialect = "webmail",
	    .encrypted = true },
	{ "submitted by the mailbox itself",
	    "from TY1PR01MB0001.apcprd01.prod.outlook.com ([fe80::454e:dfe5:ac06:57bf]) by TY1PR01MB0001.apcprd01.prod.outlook.com ([fe80::454e:dfe5:ac06:57bf%7]) with mapi id 15.20.8207.012" DATE,
	    .helo = "TY1PR01MB0001.apcprd01.prod.outlook.com",
	    .ip = "fe80::454e:dfe5:ac06:57bf",
	    .by = "TY1PR01MB0001.apcprd01.prod.outlook.com", .with = "mapi",
	    .id = "15.20.8207.012", .dialect = "exchange-mapi" },
	{ "submitted on a machine of one's own",
	    "from EX1.corp.example ([192.168.10.5]) by EX1.corp.example ([192.168.10.5]) with mapi id 14.03.0513.000" DATE,
	    .helo = "EX1.corp.example", .ip = "192.168.10.5",
	    .by = "EX1.corp.example", .with = "mapi", .id = "14.03.0513.000",
	    .dialect = "exchange-mapi" },
	{ "a zone in the client's address",
	    "from TY1PR01MB0001.apcprd01.prod.outlook.com ([fe80::1%4]) by TY1PR01MB0001.apcprd01.prod.outlook.com ([fe80::1%4]) with mapi id 15.20.8207.012" DATE,
	    .helo = "TY1PR01MB0001.apcprd01.prod.outlook.com", .ip = "fe80::1",
	    .by = "TY1PR01MB0001.apcprd01.prod.outlook.com", .with = "mapi",
	    .id = "15.20.8207.012", .dialect = "exchange-mapi" },
	{ "resubmitted: the second by is its own way",
	    "from TY1PR01MB0001.apcprd01.prod.outlook.com (2603:1096:400:288::8) by TY1PR01MB0002.apcprd01.prod.outlook.com with MailboxResubmission by AntispamTT id 15.20.8207.012" DATE,
	    .helo = "TY1PR01MB0001.apcprd01.prod.outlook.com",
	    .ip = "2603:1096:400:288::8",
	    .by = "TY1PR01MB0002.apcprd01.prod.outlook.com",
	    .with = "MailboxResubmission", .id = "15.20.8207.012",
	    .dialect = "exchange-resubmission" },
	{ "a house of one's own, TLS in one word",
	    "from EX1.corp.example (192.168.10.5) by EX2.corp.example (192.168.10.6) with Microsoft SMTP Server (TLS) id 14.3.513.0" DATE,
	    .helo = "EX1.corp.example", .ip = "192.168.10.5",
	    .by = "EX2.corp.example", .with = "Microsoft SMTP Server",
	    .id = "14.3.513.0", .tls = "TLS", .dialect = "exchange",
	    .encrypted = true },
	{ "to the mailbox transport",
	    "from EX1.corp.example (192.168.10.5) by EX2.corp.example (192.168.10.6) with Microsoft SMTP Server (version=TLS1_2, cipher=X) id 15.1.2507.39 via Mailbox Transport" DATE,
	    TLS12, .helo = "EX1.corp.example", .ip = "192.168.10.5",
	    .by = "EX2.corp.example", .with = "Microsoft SMTP Server",
	    .id = "15.1.2507.39", .via = "Mailbox Transport",
	    .dialect = "exchange" },
	{ "a house's edge",
	    "from mail.example.org (192.0.2.10) by mail.corp.example (203.0.113.8) with Microsoft SMTP Server id 15.1.2507.39 via Frontend Transport" DATE,
	    .helo = "mail.example.org", .ip = "192.0.2.10",
	    .by = "mail.corp.example", .with = "Microsoft SMTP Server",
	    .id = "15.1.2507.39", .via = "Frontend Transport",
	    .dialect = "exchange" },
	{ "TLS 1.3",
	    "from mail.example.org (192.0.2.10) " EDGE
	    "with Microsoft SMTP Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.8207.12 via Frontend Transport" DATE,
	    AT_EDGE, .helo = "mail.example.org", .ip = "192.0.2.10",
	    .id = "15.20.8207.12", .via = "Frontend Transport", .tls = "TLS1_3",
	    .encrypted = true },
	{ "SMTPSVC of Windows 2000",
	    "from mail.example.org ([192.0.2.10]) by mx.example.jp with Microsoft SMTPSVC(5.0.2195.6713)" DATE,
	    .helo = "mail.example.org", .ip = "192.0.2.10",
	    .by = "mx.example.jp", .with = "Microsoft SMTPSVC",
	    .dialect = "smtpsvc" },
	{ "SMTPSVC of today",
	    "from pc ([192.168.0.9]) by web.example.jp with Microsoft SMTPSVC(10.0.14393.4169)" DATE,
	    .helo = "pc", .ip = "192.168.0.9", .by = "web.example.jp",
	    .with = "Microsoft SMTPSVC", .dialect = "smtpsvc" },
	{ "SMTPSVC of the machine itself",
	    "from web ([127.0.0.1]) by web.example.jp with Microsoft SMTPSVC(8.5.9600.16384)" DATE,
	    .helo = "web", .ip = "127.0.0.1", .by = "web.example.jp",
	    .with = "Microsoft SMTPSVC", .dialect = "smtpsvc" },
	{ "Internet Mail Service tells no address",
	    "by EX55.corp.example with Internet Mail Service (5.5.2653.19) id ABC12345" DATE,
	    .by = "EX55.corp.example", .with = "Internet", .id = "ABC12345",
	    .odd = RECEIVED_NO_FROM },
	{ "a masked address is none",
	    "from BN1PR01CA0001.namprd01.prod.outlook.com (2603:10b6:408:someone@example::29) by MW1PR01MB0002.namprd01.prod.outlook.com (2603:10b6:303:7c::9) " SERVER
		DATE,
	    TLS12, .helo = "BN1PR01CA0001.namprd01.prod.outlook.com",
	    .by = "MW1PR01MB0002.namprd01.prod.outlook.com",
	    .with = "Microsoft SMTP Server", .id = "15.20.8207.12",
	    .dialect = "exchange" },
	{ "the date folded inside",
	    "from mail.example.org (192.0.2.10) " EDGE SERVER
	    " via Frontend Transport; Thu,\r\n 17 Jul 2025 00:00:00\r\n +0000",
	    AT_EDGE, TLS12, .helo = "mail.example.org", .ip = "192.0.2.10",
	    .id = "15.20.8207.12", .via = "Frontend Transport" },
	{ "the server's name folded inside",
	    "from mail.example.org (192.0.2.10) " EDGE
	    "with Microsoft\r\n SMTP Server id 15.20.8207.12 via Frontend\r\n Transport" DATE,
	    AT_EDGE, .helo = "mail.example.org", .ip = "192.0.2.10",
	    .id = "15.20.8207.12", .via = "Frontend Transport" },
	{ "a fraction of a second in the date",
	    "from mail.example.org (192.0.2.10) " EDGE SERVER
	    " via Frontend Transport; Thu, 17 Jul 2025 00:00:00.1234 +0000",
	    AT_EDGE, TLS12, .helo = "mail.example.org", .ip = "192.0.2.10",
	    .id = "15.20.8207.12", .via = "Frontend Transport" },
	{ "the version's address-like number is no client",
	    "from mail.example.org " EDGE
	    "with Microsoft SMTP Server id 15.20.82.12 via Frontend Transport" DATE,
	    AT_EDGE, .helo = "mail.example.org", .id = "15.20.82.12",
	    .via = "Frontend Transport" },
};

static void
table(void **state)
{
	(void)state;
	received_rows(rows, COUNT(rows));
}

TEST_MAIN(TEST(table))
