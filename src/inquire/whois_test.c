#include "inquire/registration.h"

#include <unicode/ucnv.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "test/answer_rows.h"
#include "test/test.h"

static struct answer
read_row(struct arena *a, const struct answer_row *row, span said)
{
	struct answer answer = row->asked;

	whois_read(a, row->source, said, &answer);
	return answer;
}

static void
check_row(struct arena *a, const struct answer_row *row, span said)
{
	struct answer answer = read_row(a, row, said);
	span got = answer_written(a, &answer, whois_referral(said));

	CHECK_SPAN(got, arena_copy(a, row->want).p);
	CHECK(utf8_valid(answer.text));
	CHECK(answer.text.n <= LIMIT_ANSWER_TEXT);
	CHECK(!arena_failed(a));
}

static span
with_crlf(struct arena *a, span said)
{
	struct buf b = buf_new(a, (size_t)1 << 20);

	for (size_t i = 0; i < said.n; i++) {
		if (said.p[i] == '\n')
			buf_byte(&b, '\r');
		buf_byte(&b, said.p[i]);
	}
	return buf_span(&b);
}

/* The text in another encoding; empty where that lacks its letters. */
static span
encoded(struct arena *a, span utf8, const char *charset)
{
	UErrorCode e = U_ZERO_ERROR;
	UConverter *to = ucnv_open(charset, &e), *from = ucnv_open("utf-8", &e);
	size_t room = utf8.n * 4 + 16;
	char *bytes = arena_alloc(a, room), *out = bytes;
	const char *in = utf8.p;

	ucnv_setFromUCallBack(
	    to, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &e);
	ucnv_convertEx(to, from, &out, bytes + room, &in, utf8.p + utf8.n, NULL,
	    NULL, NULL, NULL, true, true, &e);
	ucnv_close(to);
	ucnv_close(from);
	return U_FAILURE(e) ? (span){ 0 }
			    : (span){ bytes, (size_t)(out - bytes) };
}

static void
check_forms(struct arena *a, const struct answer_row *row)
{
	check_row(a, row, test_edge(row->said.p, row->said.n));
	check_row(a, row, with_crlf(a, row->said));
}

static void
shapes(void **state)
{
	(void)state;
	answer_rows("test/whois", 60, check_forms);
}

/* A connection may end after any byte: whatever is read then is true. */
static void
check_prefixes(struct arena *a, const struct answer_row *row)
{
	static const char *const names[] = { "created", "changed", "expires",
		"domain", "registrar", "dnssec", "asn" };
	struct answer whole = read_row(a, row, row->said);

	for (size_t n = 0; n < row->said.n; n += 3) {
		struct answer answer =
		    read_row(a, row, test_edge(row->said.p, n));

		CHECK(answer.status == ANSWER_FOUND || answer.field_count == 0);
		CHECK(utf8_valid(answer.text));
		for (size_t i = 0; i < COUNT(names); i++)
			CHECK(answer_value(&answer, names[i]).n == 0 ||
			    row->asked.kind == QUESTION_NETWORK ||
			    span_same(answer_value(&answer, names[i]),
				answer_value(&whole, names[i])));
		whois_referral(test_edge(row->said.p, n));
	}
}

static void
prefixes(void **state)
{
	(void)state;
	answer_rows("test/whois", 60, check_prefixes);
}

static void
check_charsets(struct arena *a, const struct answer_row *row)
{
	static const struct {
		const char *end; /* of the subject or the server */
		const char *charset;
	} charsets[] = {
		{ "jp", "iso-2022-jp" },
		{ "jp", "shift_jis" },
		{ "jp", "euc-jp" },
		{ ".kr", "euc-kr" },
		{ ".cn", "gbk" },
		{ ".fr", "iso-8859-1" },
		{ ".br", "iso-8859-1" },
		{ ".tr", "iso-8859-9" },
		{ ".pl", "iso-8859-2" },
	};

	for (size_t i = 0; i < COUNT(charsets); i++) {
		span said;

		if (utf8_ascii(row->said) ||
		    (!span_ends(row->asked.subject, charsets[i].end) &&
			!span_ends(row->source, charsets[i].end)))
			continue;
		said = encoded(a, row->said, charsets[i].charset);
		if (said.n > 0)
			check_row(a, row, said);
		else
			CHECK(!"the text has this encoding's letters");
	}
}

static void
charsets(void **state)
{
	(void)state;
	answer_rows("test/whois", 60, check_charsets);
}

static const struct {
	const char *name, *text, *want;
} referrals[] = {
	{ "a registrar's server", "Registrar WHOIS Server: whois.a.example\n",
	    "whois.a.example" },
	{ "Verisign of old", "   Whois Server: whois.a.example\n",
	    "whois.a.example" },
	{ "IANA", "refer:        whois.a.example\n", "whois.a.example" },
	{ "ARIN, with a port", "ReferralServer:  whois://a.example:4343\n",
	    "a.example:4343" },
	{ "with a slash behind", "ReferralServer: whois://a.example/\n",
	    "a.example" },
	{ "RWhois is another protocol",
	    "ReferralServer: rwhois://a.example:4321\n", "" },
	{ "a web page is no server",
	    "Registrar WHOIS Server: https://a.example/whois\n", "" },
	{ "an address is no host name", "Registrar WHOIS Server: 192.0.2.1\n",
	    "" },
	{ "an address with a port", "refer: 192.0.2.1:43\n", "" },
	{ "one label is none", "refer: localhost\n", "" },
	{ "blanks", "refer: a.example b.example\n", "" },
	{ "port 0", "refer: a.example:0\n", "" },
	{ "port 65536", "refer: a.example:65536\n", "" },
	{ "no port", "refer: a.example:\n", "" },
	{ "port in words", "refer: a.example:whois\n", "" },
	{ "two dots", "refer: a..example\n", "" },
	{ "a hyphen in front", "refer: -a.example\n", "" },
	{ "a hyphen behind", "refer: a-.example\n", "" },
	{ "a control character", "refer: a.example\x01\n", "" },
	{ "the second is good",
	    "refer: \nRegistrar WHOIS Server: whois.a.example\n",
	    "whois.a.example" },
	{ "no line end: there may have been more", "refer: whois.a.example",
	    "" },
	{ "a sentence is no label", "whois server whois.a.example\n", "" },
	{ "nothing", "", "" },
};

static void
refers(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(referrals); i++) {
		span text =
		    test_edge(referrals[i].text, strlen(referrals[i].text));

		test_name(referrals[i].name);
		CHECK_SPAN(whois_referral(text), referrals[i].want);
	}
}

/* n bytes of what repeats. */
static span
repeated(struct arena *a, const char *what, size_t n)
{
	size_t length = strlen(what);
	char *bytes = arena_raw(a, n);

	for (size_t i = 0; i < n; i++)
		bytes[i] = what[i % length];
	return (span){ bytes, n };
}

static const struct {
	const char *name, *what;
	size_t n;
	enum answer_status status;
} hostile[] = {
	{ "no line end in a megabyte", "Domain Name: example.com ", 1 << 20,
	    ANSWER_MALFORMED },
	{ "line ends alone", "\n", 1 << 20, ANSWER_MALFORMED },
	{ "labels alone", "a:\n", 1 << 20, ANSWER_MALFORMED },
	{ "colons alone", ":", 1 << 20, ANSWER_MALFORMED },
	{ "NUL alone", "x", 0, ANSWER_MALFORMED },
	{ "name servers without end",
	    "Domain Name: example.com\nName Server: a.example\n", 1 << 20,
	    ANSWER_FOUND },
	{ "handles without end", "domain: example.com\ncontact: A\n\n", 1 << 20,
	    ANSWER_MALFORMED },
	{ "brackets left open", "[[[[[[[[[[[[[[[[", 1 << 20, ANSWER_MALFORMED },
	{ "letters that need Punycode", "Name Server: ドメイン名例.例\n",
	    1 << 20, ANSWER_MALFORMED },
	{ "no UTF-8", "\xff\xfe\x80", 1 << 20, ANSWER_MALFORMED },
	{ "a name longer than any", "Registrant Name: ", 0, ANSWER_MALFORMED },
};

static void
hostility(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(hostile); i++) {
		struct arena *a = arena_new((size_t)1 << 28);
		struct answer answer = { .kind = QUESTION_REGISTRATION,
			.subject = SPAN("example.com") };

		test_name(hostile[i].name);
		whois_read(a, SPAN("whois.example"),
		    repeated(a, hostile[i].what, hostile[i].n), &answer);
		CHECK_INT(answer.status, hostile[i].status);
		CHECK(utf8_valid(answer.text));
		CHECK(!span_has(answer.text, (span){ "", 1 }));
		CHECK(answer.text.n <= LIMIT_ANSWER_TEXT);
		CHECK(answer.field_count <= 2 * LIMIT_RECORDS + 20);
		CHECK(!arena_failed(a));
		arena_free(a);
	}
}

static void
limits(void **state)
{
	struct arena *a = test_arena();
	struct answer answer = { .kind = QUESTION_REGISTRATION,
		.subject = SPAN("example.com") };
	span head = SPAN("Domain Name: example.com\nRegistrant Name: ");
	span all, value;

	(void)state;
	test_name("a field is cut between characters");
	all = arena_join(a, head, repeated(a, "あ", 3 << 16), SPAN("\n"));
	whois_read(a, SPAN(""), all, &answer);
	CHECK_INT(answer.status, ANSWER_FOUND);
	value = answer_value(&answer, "holder");
	CHECK_INT(value.n, LIMIT_ANSWER_VALUE / 3 * 3);
	CHECK(utf8_valid(value));
	test_name("and so is the text");
	CHECK(answer.text.n <= LIMIT_ANSWER_TEXT &&
	    answer.text.n > LIMIT_ANSWER_TEXT - 3);
	CHECK(utf8_valid(answer.text));
	test_name("what is behind LIMIT_ANSWER_BYTES is not read");
	all = arena_join(a, repeated(a, "x", LIMIT_ANSWER_BYTES), SPAN("\n"),
	    SPAN("Domain Name: example.com\nRegistrar: Example\n"));
	whois_read(a, SPAN(""), all, &answer);
	CHECK_INT(answer.status, ANSWER_MALFORMED);
	test_name("terms of use speak of limits, and are long");
	all = arena_join(a, repeated(a, "x\n", 5000),
	    SPAN("You have exceeded your limit; access denied.\n"), SPAN(""));
	whois_read(a, SPAN(""), all, &answer);
	CHECK_INT(answer.status, ANSWER_MALFORMED);
	test_name("a short answer means it");
	whois_read(a, SPAN(""), span_drop(all, 1000), &answer);
	CHECK_INT(answer.status, ANSWER_RATE_LIMITED);
	test_name("NUL is shown as U+FFFD");
	whois_read(a, SPAN(""),
	    SPAN("Domain Name: example.com\nRegistrar: A\0B\n"), &answer);
	CHECK_SPAN(answer_value(&answer, "registrar"),
	    "A\xef\xbf\xbd"
	    "B");
	test_name("an answer that was there before is forgotten");
	whois_read(a, SPAN(""), SPAN(""), &answer);
	CHECK_INT(answer.status, ANSWER_MALFORMED);
	CHECK_INT(answer.field_count, 0);
	CHECK_INT(answer.text.n, 0);
}

/* Fails the 1st, 2nd, ... allocation: nothing breaks. */
static void
memory(void **state)
{
	static const char text[] =
	    "Domain Name: example.com\nRegistrar: Example\n"
	    "Name Server: NS1.EXAMPLE.COM\nCreation Date: 2024-01-31\n"
	    "Registrant Country: JP\nRegistrant City: A\n"
	    "Registrant State: B\nDomain Status: ok\n";
	size_t asked = 0;

	(void)state;
	test_name("any allocation may fail");
	for (size_t nth = 0; nth <= asked; nth++) {
		struct arena *a = arena_new((size_t)1 << 24);
		struct answer answer = { .kind = QUESTION_REGISTRATION,
			.subject = SPAN("example.com") };

		arena_fail(nth);
		whois_read(a, SPAN(""), span_of(text), &answer);
		if (nth == 0)
			asked = arena_fail(0);
		CHECK((nth > 0) == arena_failed(a));
		arena_free(a);
	}
	arena_fail(0);
	CHECK(asked > 10);
}

TEST_MAIN(TEST(shapes), TEST(prefixes), TEST(charsets), TEST(refers),
    TEST(hostility), TEST(limits), TEST(memory))
