/* received_forged_test - forged, broken and hostile Received fields. */
#include "test/received_rows.h"

#define UNKNOWN RECEIVED_RDNS_UNKNOWN
#define NO_FROM RECEIVED_NO_FROM
#define NO_BY RECEIVED_NO_BY
#define AS_IP RECEIVED_DATE_AS_IP

static const struct received_row rows[] = {
	{ "nothing", "", .date = NO_DATE, .odd = NO_FROM | NO_BY },
	{ "blanks", " \t\r\n ", .date = NO_DATE, .odd = NO_FROM | NO_BY },
	{ "a date alone", DATE, .odd = NO_FROM | NO_BY },
	{ "semicolons alone", ";;;", .date = NO_DATE, .odd = NO_FROM | NO_BY },
	{ "a date where the address belongs",
	    "from unknown (HELO mail.example.org) (Thu, 17 Jul 2025 04:00:00 +0300) by relay.example.net with QMQP" DATE,
	    .helo = "mail.example.org", .by = "relay.example.net",
	    .with = "QMQP", .dialect = "qmail-qmqp", .odd = AS_IP | UNKNOWN },
	{ "a date in the brackets",
	    "from a.example.org ([Thu, 17 Jul 2025 04:00:00 +0300]) by relay.example.net with ASMTP" DATE,
	    .helo = "a.example.org", .by = "relay.example.net", .with = "ASMTP",
	    .authenticated = true, .odd = AS_IP },
	{ "a date for an address does not let HELO's count",
	    "from 203.0.113.99 (Thu, 17 Jul 2025 04:00:00 +0300) by relay.example.net with SMTP" DATE,
	    .helo = "203.0.113.99", .by = "relay.example.net", .with = "SMTP",
	    .odd = AS_IP },
	{ "an address without comment is announced",
	    "from [203.0.113.99] by relay.example.net with LOCAL" DATE,
	    .helo = "[203.0.113.99]", .ip = "203.0.113.99",
	    .by = "relay.example.net", .with = "LOCAL",
	    .odd = RECEIVED_IP_ANNOUNCED },
	{ "a bare address behind the name",
	    "from a.example.org [203.0.113.99] by relay.example.net with ESMTP" DATE,
	    .helo = "a.example.org", .ip = "203.0.113.99",
	    .by = "relay.example.net", .with = "ESMTP" },
	{ "no by", "from a.example.org ([192.0.2.10]) with ESMTP id 42" DATE,
	    .helo = "a.example.org", .ip = "192.0.2.10", .with = "ESMTP",
	    .id = "42", .odd = NO_BY },
	{ "no from", "by mx.example.jp with ESMTP id 42" DATE,
	    .by = "mx.example.jp", .with = "ESMTP", .id = "42",
	    .odd = NO_FROM },
	{ "no date",
	    "from a.example.org ([192.0.2.10]) by mx.example.jp with ESMTP id 42",
	    .helo = "a.example.org", .ip = "192.0.2.10", .by = "mx.example.jp",
	    .with = "ESMTP", .id = "42", .date = NO_DATE },
	{ "a date that is none",
	    "from a.example.org ([192.0.2.10]) by mx.example.jp with ESMTP id 42; yesterday",
	    .helo = "a.example.org", .ip = "192.0.2.10", .by = "mx.example.jp",
	    .with = "ESMTP", .id = "42", .date = NO_DATE },
	{ "a clause twice: the first counts",
	    "from a.example.org ([192.0.2.10]) by mx.example.jp by evil.example with ESMTP id 42" DATE,
	    .helo = "a.example.org", .ip = "192.0.2.10", .by = "mx.example.jp",
	    .with = "ESMTP", .id = "42", .odd = RECEIVED_REPEATED },
	{ "from twice",
	    "from a.example.org ([192.0.2.10]) from b.example.org by mx.example.jp with ESMTP" DATE,
	    .helo = "a.example.org", .ip = "192.0.2.10", .by = "mx.example.jp",
	    .with = "ESMTP", .odd = RECEIVED_REPEATED },
	{ "nothing announced, no comment",
	    "from by mx.example.jp with ESMTP id 42" DATE,
	    .by = "mx.example.jp", .with = "ESMTP", .id = "42",
	    .odd = RECEIVED_EMPTY_HELO },
	{ "a clause without its value",
	    "from a.example.org ([192.0.2.10]) by mx.example.jp with id 42 for <taro@example.jp>" DATE,
	    .helo = "a.example.org", .ip = "192.0.2.10", .by = "mx.example.jp",
	    .id = "42", .rcpt = "taro@example.jp" },
	{ "an open comment swallows nothing",
	    "from a.example.org (host.example.net [192.0.2.10] by mx.example.jp with ESMTP id 42" DATE,
	    .helo = "a.example.org", .ip = "192.0.2.10", .by = "mx.example.jp",
	    .with = "ESMTP", .id = "42" },
	{ "many open parentheses before the address",
	    "from a(((((((((((((((((((( ([192.0.2.10]) by mx.example.jp with ESMTP id 42" DATE,
	    .helo = "a", .ip = "192.0.2.10", .by = "mx.example.jp",
	    .with = "ESMTP", .id = "42" },
	{ "closing parentheses without opening ones",
	    "from a.example.org ) ([192.0.2.10]) by mx.example.jp ) with ESMTP id 42" DATE,
	    .helo = "a.example.org", .ip = "192.0.2.10", .by = "mx.example.jp",
	    .with = "ESMTP", .id = "42" },
	{ "an open quote swallows nothing",
	    "from \"a.example.org ([192.0.2.10]) by mx.example.jp with ESMTP id 42" DATE,
	    .helo = "\"a.example.org", .ip = "192.0.2.10",
	    .by = "mx.example.jp", .with = "ESMTP", .id = "42" },
	{ "a quoted HELO keeps its blanks",
	    "from \"my pc\" ([192.0.2.10]) by mx.example.jp with ESMTP id 42" DATE,
	    .helo = "\"my pc\"", .ip = "192.0.2.10", .by = "mx.example.jp",
	    .with = "ESMTP", .id = "42" },
	{ "keywords in comments are no clauses",
	    "from a.example.org (by evil.example with SMTP id 1 [192.0.2.10]) by mx.example.jp with ESMTP id 42" DATE,
	    .helo = "a.example.org", .rdns = "by", .ip = "192.0.2.10",
	    .by = "mx.example.jp", .with = "ESMTP", .id = "42" },
	{ "keywords in any case",
	    "FROM a.example.org ([192.0.2.10]) BY mx.example.jp WITH ESMTP ID 42 FOR <taro@example.jp>" DATE,
	    .helo = "a.example.org", .ip = "192.0.2.10", .by = "mx.example.jp",
	    .with = "ESMTP", .id = "42", .rcpt = "taro@example.jp" },
	{ "three numbers are no address",
	    "from a.example.org (1.2.3) by mx.example.jp with ESMTP id 42" DATE,
	    .helo = "a.example.org", .by = "mx.example.jp", .with = "ESMTP",
	    .id = "42" },
	{ "octal numbers are no address",
	    "from a.example.org ([0192.0.2.010]) by mx.example.jp with ESMTP id 42" DATE,
	    .helo = "a.example.org", .by = "mx.example.jp", .with = "ESMTP",
	    .id = "42" },
	{ "an address by is not the client",
	    "from a.example.org by 203.0.113.99 with SMTP id 42" DATE,
	    .helo = "a.example.org", .by = "203.0.113.99", .with = "SMTP",
	    .id = "42" },
	{ "an address in for is not the client",
	    "from a.example.org by mx.example.jp with SMTP id 42 for <taro@[203.0.113.99]>" DATE,
	    .helo = "a.example.org", .by = "mx.example.jp", .with = "SMTP",
	    .id = "42", .rcpt = "taro@[203.0.113.99]" },
	{ "an address in the account is not the client",
	    "from unknown (HELO pc) (203.0.113.99@shop.example@198.51.100.7) by 0 with SMTP" DATE_QMAIL,
	    .helo = "pc", .ip = "198.51.100.7",
	    .user = "203.0.113.99@shop.example", .by = "0", .with = "SMTP",
	    .dialect = "qmail", .authenticated = true, .odd = UNKNOWN },
	{ "raw bytes in HELO",
	    "from \xff\xfe\x80 ([192.0.2.10]) by mx.example.jp with ESMTP id 42" DATE,
	    .helo = "\xff\xfe\x80", .ip = "192.0.2.10", .by = "mx.example.jp",
	    .with = "ESMTP", .id = "42" },
	{ "blanks squeezed in",
	    "from   a.example.org   ( [192.0.2.10] )   by   mx.example.jp   with   ESMTP   id   42 ; Thu, 17 Jul 2025 09:00:00 +0900",
	    .helo = "a.example.org", .ip = "192.0.2.10", .by = "mx.example.jp",
	    .with = "ESMTP", .id = "42" },
	{ "a semicolon inside the comment",
	    "from a.example.org (host;evil [192.0.2.10]) by mx.example.jp with ESMTP id 42" DATE,
	    .helo = "a.example.org", .rdns = "host;evil", .ip = "192.0.2.10",
	    .by = "mx.example.jp", .with = "ESMTP", .id = "42" },
	{ "two semicolons: the last begins the date",
	    "from a.example.org ([192.0.2.10]) by mx.example.jp with ESMTP id 42; x" DATE,
	    .helo = "a.example.org", .ip = "192.0.2.10", .by = "mx.example.jp",
	    .with = "ESMTP", .id = "42" },
	{ "a zone that no place has",
	    "from a.example.org ([192.0.2.10]) by mx.example.jp with ESMTP id 42; Thu, 17 Jul 2025 00:00:00 +9900",
	    .helo = "a.example.org", .ip = "192.0.2.10", .by = "mx.example.jp",
	    .with = "ESMTP", .id = "42" },
	{ "a year of two digits",
	    "from a.example.org ([192.0.2.10]) by mx.example.jp with ESMTP id 42; 17 Jul 25 00:00:00 GMT",
	    .helo = "a.example.org", .ip = "192.0.2.10", .by = "mx.example.jp",
	    .with = "ESMTP", .id = "42" },
	{ "text that is no Received at all",
	    "hello, I am the mail server of your bank", .helo = "hello",
	    .by = "", .date = NO_DATE, .odd = NO_FROM | NO_BY },
};

static void
table(void **state)
{
	(void)state;
	received_rows(rows, COUNT(rows));
}

/* Each of these once cost the square of its length, or could. */
static void
long_lines(void **state)
{
	static const char *const patterns[] = { "(", ")", "from ", "((a) ",
		"\"", ";", "[", "a@", "(HELO ", " by ", "\\(", "using TLS ",
		"(x [", "\r\n " };
	size_t n = (size_t)1 << 20;
	char *text = arena_alloc(test_arena(), n);

	(void)state;
	for (size_t i = 0; i < COUNT(patterns); i++) {
		size_t step = strlen(patterns[i]);

		test_name(patterns[i]);
		for (size_t k = 0; k < n; k++)
			text[k] = patterns[i][k % step];
		received_parse((span){ text, n });
	}
	test_name("a NUL ends no field");
	{
		static const char line[] = "from a\0b ([192.0.2.10]) by "
					   "mx.example.jp with ESMTP" DATE;
		struct received r =
		    received_parse(test_edge(line, sizeof(line) - 1));
		char ip[IP_TEXT_MAX];

		CHECK_SPAN(ip_text(r.ip, ip), "192.0.2.10");
		CHECK_SPAN(r.by, "mx.example.jp");
	}
}

static void
names(void **state)
{
	(void)state;
	test_name("every oddity has a name");
	for (unsigned bit = 1; bit <= RECEIVED_EMPTY_HELO; bit <<= 1)
		CHECK(received_odd_name(bit) != NULL);
	CHECK(received_odd_name(RECEIVED_EMPTY_HELO << 1) == NULL);
}

TEST_MAIN(TEST(table), TEST(long_lines), TEST(names))
