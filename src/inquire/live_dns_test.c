#include "inquire/live_dns.h"

#include "base/limits.h"
#include "test/test.h"

/* A question for "a.example", then counts; the type follows. */
#define HEAD(answers, authorities)                                             \
	"\0\1\x81\x80\0\1\0" answers "\0" authorities "\0\0"                   \
	"\1A\7EXAMPLE\0\0"
#define IN_NAME "\xc0\x0c"   /* points to the question's name */
#define TTL "\0\1\0\0\1\x2c" /* class IN, 300 seconds */
#define BYTES(literal) literal, sizeof(literal) - 1

static const struct {
	const char *name;
	const char *packet;
	size_t n;
	enum question_kind kind;
	int rcode;
	enum answer_status status;
	const char *fields; /* "name=value" of each, set off by LF */
	long long ttl;
	const char *text; /* all of it; NULL: not asked */
} rows[] = {
	{ "an address",
	    BYTES(HEAD("\1", "\0") "\1\0\1" IN_NAME "\0\1" TTL "\0\4"
				   "\xcb\0\x71\1"),
	    QUESTION_DNS_A, 0, ANSWER_FOUND, "a=203.0.113.1\ndnssec=insecure",
	    300, "a.example. 300 IN A 203.0.113.1\n" },
	{ "an address in IPv6",
	    BYTES(HEAD("\1", "\0") "\x1c\0\1" IN_NAME "\0\x1c" TTL "\0\x10"
				   "\x20\1\xd\xb8\0\0\0\0\0\0\0\0\0\0\0\1"),
	    QUESTION_DNS_AAAA, 0, ANSWER_FOUND,
	    "aaaa=2001:db8::1\ndnssec=insecure", 300, NULL },
	{ "an address of three bytes",
	    BYTES(HEAD("\1", "\0") "\1\0\1" IN_NAME "\0\1" TTL "\0\3"
				   "\xcb\0\x71"),
	    QUESTION_DNS_A, 0, ANSWER_MALFORMED, "", -1,
	    "a.example. 300 IN A 0.0.0.0\n"
	    "; what came back makes no sense: it breaks off\n" },
	{ "an address of five bytes",
	    BYTES(HEAD("\1", "\0") "\1\0\1" IN_NAME "\0\1" TTL "\0\5"
				   "\xcb\0\x71\1\2"),
	    QUESTION_DNS_A, 0, ANSWER_MALFORMED, "", -1, NULL },
	{ "a record that somebody else's name has",
	    BYTES(HEAD("\1", "\0") "\1\0\1"
				   "\1b\xc0\x0e\0\1" TTL "\0\4\xcb\0\x71\1"),
	    QUESTION_DNS_A, 0, ANSWER_NOTHING, "rcode=NODATA\ndnssec=insecure",
	    -1, "; NODATA\n" },
	{ "another type",
	    BYTES(HEAD("\1", "\0") "\1\0\1" IN_NAME "\0\x2e" TTL
				   "\0\4\xcb\0\x71\1"),
	    QUESTION_DNS_A, 0, ANSWER_NOTHING, "rcode=NODATA\ndnssec=insecure",
	    -1, NULL },
	{ "an alias, then its address",
	    BYTES(
		HEAD("\2", "\0") "\1\0\1" IN_NAME "\0\5" TTL "\0\4"
				 "\1b\xc0\x0e"
				 "\xc0\x27\0\1\0\1\0\0\0\x3c\0\4\xcb\0\x71\1"),
	    QUESTION_DNS_A, 0, ANSWER_FOUND,
	    "cname=b.example\na=203.0.113.1\ndnssec=insecure", 60, NULL },
	{ "an alias of itself, again and again",
	    BYTES(HEAD("\2", "\0") "\1\0\1" IN_NAME "\0\5" TTL
				   "\0\2\xc0\x0c" IN_NAME "\0\5" TTL
				   "\0\2\xc0\x0c"),
	    QUESTION_DNS_A, 0, ANSWER_NOTHING,
	    "cname=a.example\ncname=a.example\nrcode=NODATA\n"
	    "dnssec=insecure",
	    300, NULL },
	{ "a name that points to itself",
	    BYTES(HEAD("\1", "\0") "\5\0\1" IN_NAME "\0\5" TTL "\0\2\xc0\x27"),
	    QUESTION_DNS_CNAME, 0, ANSWER_MALFORMED, "", -1,
	    "a.example. 300 IN CNAME .\n; what came back makes no sense: a "
	    "name points to itself or ahead\n" },
	{ "a name that points ahead",
	    BYTES(HEAD("\1", "\0") "\5\0\1" IN_NAME "\0\5" TTL
				   "\0\2\xc0\x29\1a\0"),
	    QUESTION_DNS_CNAME, 0, ANSWER_MALFORMED, "", -1, NULL },
	{ "a name that points into the head",
	    BYTES(HEAD("\1", "\0") "\5\0\1" IN_NAME "\0\5" TTL "\0\2\xc0\0"),
	    QUESTION_DNS_CNAME, 0, ANSWER_MALFORMED, "", -1, NULL },
	{ "a label of a kind that there is not",
	    BYTES(HEAD("\1", "\0") "\5\0\1" IN_NAME "\0\5" TTL "\0\2\x80\0"),
	    QUESTION_DNS_CNAME, 0, ANSWER_MALFORMED, "", -1, NULL },
	{ "odd bytes of a name",
	    BYTES(HEAD("\1", "\0") "\x0c\0\1" IN_NAME "\0\x0c" TTL "\0\x0c"
				   "\xa"
				   "A.b\0\\\xff \"\xc3\xa9\0"),
	    QUESTION_DNS_PTR, 0, ANSWER_FOUND,
	    "ptr=a\\.b\xef\xbf\xbd\\\\\xef\xbf\xbd\\032\\\"\xc3\xa9\n"
	    "dnssec=insecure",
	    300, NULL },
	{ "no mail",
	    BYTES(HEAD("\1", "\0") "\xf\0\1" IN_NAME "\0\xf" TTL "\0\3\0\0\0"),
	    QUESTION_DNS_MX, 0, ANSWER_FOUND, "mx=0 .\ndnssec=insecure", 300,
	    "a.example. 300 IN MX 0 .\n" },
	{ "a mail server",
	    BYTES(HEAD("\1", "\0") "\xf\0\1" IN_NAME "\0\xf" TTL
				   "\0\6\0\xa\1M\xc0\x0e"),
	    QUESTION_DNS_MX, 0, ANSWER_FOUND,
	    "mx=10 m.example\ndnssec=insecure", 300,
	    "a.example. 300 IN MX 10 m.example.\n" },
	{ "pieces of text are one, also where they cut a character",
	    BYTES(HEAD("\1", "\0") "\x10\0\1" IN_NAME "\0\x10" TTL "\0\x9"
				   "\4v=\xe3\x81\3\x82\n\""),
	    QUESTION_DNS_TXT, 0, ANSWER_FOUND,
	    "txt=v=\xe3\x81\x82\n\"\ndnssec=insecure", 300,
	    "a.example. 300 IN TXT \"v=\xef\xbf\xbd\" "
	    "\"\xef\xbf\xbd\\010\\\"\"\n" },
	{ "a piece that is longer than the record",
	    BYTES(HEAD("\1", "\0") "\x10\0\1" IN_NAME "\0\x10" TTL "\0\4"
				   "\xff"
				   "abc"),
	    QUESTION_DNS_TXT, 0, ANSWER_MALFORMED, "", -1, NULL },
	{ "who may certify",
	    BYTES(HEAD("\1", "\0") "\1\1\1" /* type 257 is put by kind */
		IN_NAME "\1\1" TTL "\0\x0c"
				   "\0\5issueca.de"),
	    QUESTION_DNS_CAA, 0, ANSWER_FOUND,
	    "caa=0 issue \"ca.de\"\ndnssec=insecure", 300, NULL },
	{ "nothing, for as long as the SOA says",
	    BYTES(HEAD("\0", "\1") "\1\0\1\xc0\x0e\0\6" TTL "\0\x1c"
				   "\1n\xc0\x0e\1h\xc0\x0e"
				   "\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0\4"
				   "\0\0\0\x3c"),
	    QUESTION_DNS_A, 3, ANSWER_NOTHING,
	    "rcode=NXDOMAIN\ndnssec=insecure", 60,
	    "example. 300 IN SOA n.example. h.example. 1 2 3 4 60\n"
	    "; NXDOMAIN\n" },
	{ "an SOA that breaks off",
	    BYTES(HEAD("\0", "\1") "\1\0\1\xc0\x0e\0\6" TTL "\0\x9"
				   "\1n\xc0\x0e\1h\xc0\x0e\0"),
	    QUESTION_DNS_A, 3, ANSWER_MALFORMED, "", -1, NULL },
	{ "a TTL below zero is none",
	    BYTES(HEAD("\1", "\0") "\1\0\1" IN_NAME
				   "\0\1\0\1\xff\xff\xff\xff\0\4\xcb\0\x71\1"),
	    QUESTION_DNS_A, 0, ANSWER_FOUND, "a=203.0.113.1\ndnssec=insecure",
	    0, NULL },
	{ "a record is longer than the message",
	    BYTES(HEAD("\1", "\0") "\1\0\1" IN_NAME "\0\1" TTL "\xff\xff\xcb"),
	    QUESTION_DNS_A, 0, ANSWER_MALFORMED, "", -1,
	    "; what came back makes no sense: a record breaks off\n" },
	{ "more records announced than there are",
	    BYTES(HEAD("\2", "\0") "\1\0\1" IN_NAME "\0\1" TTL "\0\4"
				   "\xcb\0\x71\1"),
	    QUESTION_DNS_A, 0, ANSWER_MALFORMED, "", -1, NULL },
	{ "no message", BYTES(""), QUESTION_DNS_A, 0, ANSWER_FAILED, "", -1,
	    "" },
	{ "half a head", BYTES("\0\1\x81"), QUESTION_DNS_A, 0, ANSWER_MALFORMED,
	    "", -1, NULL },
	{ "the resolver refuses", BYTES("\0\1\x81\x85\0\0\0\0\0\0\0\0"),
	    QUESTION_DNS_A, 5, ANSWER_REFUSED, "rcode=REFUSED", -1,
	    "; REFUSED\n" },
	{ "the resolver fails", BYTES("\0\1\x81\x82\0\0\0\0\0\0\0\0"),
	    QUESTION_DNS_A, 2, ANSWER_FAILED, "rcode=SERVFAIL", -1,
	    "; SERVFAIL\n" },
	{ "a code that is none of the usual", BYTES(""), QUESTION_DNS_A, 11,
	    ANSWER_FAILED, "rcode=other", -1, "" },
};

static span
fields_text(const struct answer *answer)
{
	struct arena *a = test_arena();
	span text = { 0 };

	for (size_t i = 0; i < answer->field_count; i++) {
		text = arena_join(a, text, i > 0 ? SPAN("\n") : (span){ 0 },
		    answer->fields[i].name);
		text = arena_join(a, text, SPAN("="), answer->fields[i].value);
	}
	return text;
}

static struct answer
read_said(enum question_kind kind, const struct live_dns_said *said)
{
	struct answer answer = { .kind = kind };

	live_dns_read(test_arena(), said, &answer);
	return answer;
}

static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct live_dns_said said = { .packet = test_edge(
						  rows[i].packet, rows[i].n),
			.rcode = rows[i].rcode };
		struct answer answer = read_said(rows[i].kind, &said);

		test_name(rows[i].name);
		CHECK_SPAN(span_of(answer_status_text(answer.status)),
		    answer_status_text(rows[i].status));
		CHECK_SPAN(fields_text(&answer), rows[i].fields);
		CHECK_INT(answer.ttl, rows[i].ttl);
		if (rows[i].text != NULL)
			CHECK_SPAN(answer.text, rows[i].text);
		for (size_t n = 0; n < rows[i].n; n++) {
			said.packet = test_edge(rows[i].packet, n);
			answer = read_said(rows[i].kind, &said);
			CHECK(answer.status != ANSWER_FOUND);
		}
	}
}

static void
test_security(void **state)
{
	static const char packet[] =
	    HEAD("\1", "\0") "\1\0\1" IN_NAME "\0\1" TTL "\0\4\xcb\0\x71\1";
	struct live_dns_said said = { .packet = { BYTES(packet) },
		.secure = true };
	struct answer answer = read_said(QUESTION_DNS_A, &said);

	(void)state;
	test_name("signed");
	CHECK_SPAN(fields_text(&answer), "a=203.0.113.1\ndnssec=secure");
	test_name("forged: no record of it is used");
	said.secure = false;
	said.bogus = true;
	said.why_bogus = "no signature\xff";
	answer = read_said(QUESTION_DNS_A, &said);
	CHECK_INT(answer.status, ANSWER_MALFORMED);
	CHECK_SPAN(fields_text(&answer), "dnssec=bogus");
	CHECK_SPAN(answer.text,
	    "; not as its owner signed it: no signature\xef\xbf\xbd\n");
}

/* Two thousand records; and text that fills the message. */
static void
test_many(void **state)
{
	static const char head[] = HEAD("\1", "\0") "\1\0\1";
	static const char record[] = IN_NAME "\0\1" TTL "\0\4\xcb\0\x71";
	static char packet[65536];
	struct live_dns_said said = { .packet.p = packet };
	struct answer answer;
	size_t n = sizeof(head) - 1;
	span value;

	(void)state;
	memcpy(packet, head, n);
	packet[6] = 2000 >> 8;
	packet[7] = (char)(2000 & 255);
	for (size_t i = 0; i < 2000; i++) {
		memcpy(packet + n, record, sizeof(record) - 1);
		n += sizeof(record) - 1;
		packet[n++] = (char)i;
	}
	said.packet.n = n;
	test_name("records past the limit are left out, and told");
	answer = read_said(QUESTION_DNS_A, &said);
	CHECK_INT(answer.status, ANSWER_FOUND);
	CHECK(answer_each(&answer, "a", LIMIT_RECORDS - 1, &value));
	CHECK(!answer_each(&answer, "a", LIMIT_RECORDS, &value));
	CHECK(span_ends(answer.text, "; there are more records\n"));
	CHECK_SPAN(answer_value(&answer, "dnssec"), "insecure");

	test_name("text that fills a message is kept, what shows it is cut");
	memset(packet + sizeof(head) - 1, 0, sizeof(packet) - sizeof(head) + 1);
	memcpy(packet, head, sizeof(head) - 1);
	packet[sizeof(head) - 4] = 16;
	memcpy(packet + sizeof(head) - 1, IN_NAME "\0\x10" TTL "\xff\0", 12);
	for (size_t i = 0; i < 255; i++) {
		packet[sizeof(head) + 11 + i * 256] = (char)255;
		memset(packet + sizeof(head) + 12 + i * 256, '\xff', 255);
	}
	said.packet.n = sizeof(head) + 11 + 255 * 256;
	answer = read_said(QUESTION_DNS_TXT, &said);
	CHECK_INT(answer.status, ANSWER_FOUND);
	CHECK_INT(answer_value(&answer, "txt").n, 255 * 255 * 3);
	CHECK(answer.text.n <= LIMIT_ANSWER_TEXT);
}

static const struct {
	const char *name;
	enum question_kind kind;
	const char *subject, *want;
} names[] = {
	{ "a name", QUESTION_DNS_A, "Example.JP", "example.jp" },
	{ "a dot at the end", QUESTION_DNS_A, "example.jp.", "example.jp" },
	{ "a service", QUESTION_DNS_TXT, "_dmarc.example.jp",
	    "_dmarc.example.jp" },
	{ "odd bytes", QUESTION_DNS_A, "a b\\c\xff.jp",
	    "a\\032b\\092c\\255.jp" },
	{ "an address in reverse", QUESTION_DNS_PTR, "192.0.2.1",
	    "1.2.0.192.in-addr.arpa" },
	{ "in IPv6", QUESTION_DNS_PTR, "2001:db8::ab",
	    "b.a.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2."
	    "ip6.arpa" },
	{ "a name has no reverse", QUESTION_DNS_PTR, "example.jp", "" },
	{ "nothing", QUESTION_DNS_A, "", "" },
	{ "the root", QUESTION_DNS_A, ".", "" },
	{ "an empty label", QUESTION_DNS_A, "a..b", "" },
	{ "a dot in front", QUESTION_DNS_A, ".a", "" },
	{ "a label of 64 bytes", QUESTION_DNS_A,
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	    "" },
};

static void
test_names(void **state)
{
	char buf[LIVE_DNS_NAME_MAX], longest[300];

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		test_name(names[i].name);
		CHECK_SPAN(live_dns_name(
			       names[i].kind, span_of(names[i].subject), buf),
		    names[i].want);
	}
	for (size_t i = 0; i < sizeof(longest); i++)
		longest[i] = i % 50 == 49 ? '.' : '\xff';
	test_name("253 bytes are a name, though odd, 254 are none");
	CHECK_INT(live_dns_name(QUESTION_DNS_A, (span){ longest, 253 }, buf).n,
	    253 + 3 * 248);
	CHECK_INT(
	    live_dns_name(QUESTION_DNS_A, (span){ longest, 254 }, buf).n, 0);
}

TEST_MAIN(
    TEST(test_rows), TEST(test_security), TEST(test_many), TEST(test_names))
