#include "examine/lookup.h"

#include "base/buf.h"
#include "base/limits.h"
#include "test/examined.h"

#define MAIL(from, link)                                                       \
	EXAMINED_HTML("Shop <info@" from ">", "news",                          \
	    "<p>Hello <a href=\"https://" link "/x\">here</a></p>")
#define FROM_NEW MAIL("new.example.com", "a.fresh.net")

/* The mail came on 2025-03-04, from 198.51.100.7, which is documentation's. */
#define FROM_PUBLIC                                                            \
	"Received: from mail.new.example.com (unknown [8.8.4.4])\n"            \
	"\tby mx.reader.example (Postfix) with ESMTPS id 4XyZ12abcdz1;\n"      \
	"\tTue, 4 Mar 2025 10:00:03 +0900\n"                                   \
	"From: Shop <info@new.example.com>\nSubject: news\n" EXAMINED_FIELDS   \
	"Content-Type: text/plain; charset=utf-8\n\nhello\n"
#define RESOLVED                                                               \
	"Received: from mail.new.example.com (x.example.net [8.8.4.4])\n"      \
	"\tby mx.reader.example (Postfix) with ESMTPS id 4XyZ12abcdz1;\n"      \
	"\tTue, 4 Mar 2025 10:00:03 +0900\n"                                   \
	"From: Shop <info@new.example.com>\nSubject: news\n" EXAMINED_FIELDS   \
	"Content-Type: text/plain; charset=utf-8\n\nhello\n"

#define END                                                                    \
	{                                                                      \
		0, NULL, ANSWER_NOT_ASKED, NULL, NULL                          \
	}
#define WORLD(...)                                                             \
	&(const struct examined_how)                                           \
	{                                                                      \
		.answers = (const struct examined_answer[])                    \
		{                                                              \
			__VA_ARGS__, END                                       \
		}                                                              \
	}
#define REGISTERED(name, day)                                                  \
	{                                                                      \
		QUESTION_REGISTRATION, name, ANSWER_FOUND, NULL,               \
		    "created=" day                                             \
	}

static void
ages(void **state)
{
	const struct examined_row rows[] = {
		{ "a sender's domain of this month", FROM_NEW,
		    "domain.sender-new", NULL, STANDING_TOLD,
		    "domain=example.com|days=20|created=2025-02-12", NULL,
		    WORLD(REGISTERED("example.com", "2025-02-12T00:00:00Z")) },
		{ "a day without a time is one", FROM_NEW, "domain.sender-new",
		    NULL, STANDING_TOLD, "days=20", NULL,
		    WORLD(REGISTERED("example.com", "2025-02-12")) },
		{ "29 days are new", FROM_NEW, "domain.sender-new", NULL,
		    STANDING_TOLD, "days=29", NULL,
		    WORLD(REGISTERED("example.com", "2025-02-03")) },
		{ "30 days are young", FROM_NEW, "domain.sender-young",
		    "domain.sender-new", STANDING_TOLD, "days=30", NULL,
		    WORLD(REGISTERED("example.com", "2025-02-02")) },
		{ "90 days are recent", FROM_NEW, "domain.sender-recent",
		    "domain.sender-young", STANDING_TOLD, "days=90", NULL,
		    WORLD(REGISTERED("example.com", "2024-12-04")) },
		{ "a year is nothing to tell", FROM_NEW, NULL,
		    "domain.sender-recent", STANDING_TOLD, NULL, NULL,
		    WORLD(REGISTERED("example.com", "2024-03-04")) },
		{ "the day of the mail itself, in the registry's zone",
		    FROM_NEW, "domain.sender-new", NULL, STANDING_TOLD,
		    "days=0", NULL,
		    WORLD(REGISTERED("example.com", "2025-03-04T09:00:00Z")) },
		{ "registered after the mail says nothing of then", FROM_NEW,
		    "domain.sender-later", "domain.sender-new", STANDING_TOLD,
		    "days=27", NULL,
		    WORLD({ QUESTION_REGISTRATION, "example.com", ANSWER_FOUND,
			"2025-06-01", "created=2025-03-31" }) },
		{ "the age is that on the day of the mail, not of the answer",
		    FROM_NEW, "domain.sender-new", NULL, STANDING_TOLD,
		    "days=20", NULL,
		    WORLD({ QUESTION_REGISTRATION, "example.com", ANSWER_FOUND,
			"2026-03-04", "created=2025-02-12" }) },
		{ "a link's domain", FROM_NEW, "domain.link-new", NULL,
		    STANDING_TOLD, "domain=fresh.net|days=3", NULL,
		    WORLD(REGISTERED("fresh.net", "2025-03-01")) },
		{ "an unreadable date tells nothing", FROM_NEW, NULL,
		    "domain.sender-new", STANDING_TOLD, NULL, NULL,
		    WORLD(REGISTERED("example.com", "yesterday")) },
		{ "no answer tells nothing", FROM_NEW, NULL,
		    "domain.sender-new", STANDING_TOLD, NULL, NULL,
		    WORLD({ QUESTION_REGISTRATION, "example.com",
			ANSWER_TIMEOUT, NULL, "created=2025-02-12" }) },
	};

	(void)state;
	examined_rows(rows, COUNT(rows));
}

#define SAID(fields)                                                           \
	WORLD({ QUESTION_REGISTRATION, "example.com", ANSWER_FOUND, NULL,      \
	    fields })

static void
holders(void **state)
{
	const struct examined_row rows[] = {
		{ "withheld", FROM_NEW, "domain.sender-withheld",
		    "domain.sender-holder", STANDING_TOLD, NULL, NULL,
		    SAID("holder_kind=withheld") },
		{ "a proxy", FROM_NEW, "domain.sender-proxy",
		    "domain.sender-holder", STANDING_TOLD, "holder=Hide Inc",
		    NULL, SAID("holder=Hide Inc|holder_kind=proxy") },
		{ "named", FROM_NEW, "domain.sender-holder",
		    "domain.sender-withheld", STANDING_TOLD, "holder=Shop Ltd",
		    NULL, SAID("holder=Shop Ltd|holder_kind=named") },
		{ "not told is not withheld", FROM_NEW, NULL,
		    "domain.sender-withheld", STANDING_TOLD, NULL, NULL,
		    SAID("registrar=R") },
	};

	(void)state;
	examined_rows(rows, COUNT(rows));
}

#define NONE(kind, name, rcode)                                                \
	{                                                                      \
		kind, name, ANSWER_NOTHING, NULL, "rcode=" rcode               \
	}
#define NO_MAIL                                                                \
	NONE(QUESTION_DNS_MX, "new.example.com", "NODATA"),                    \
	    NONE(QUESTION_DNS_A, "new.example.com", "NODATA"),                 \
	    NONE(QUESTION_DNS_AAAA, "new.example.com", "NODATA")

static void
senders(void **state)
{
	const struct examined_row rows[] = {
		{ "no such domain", FROM_NEW, "domain.sender-none",
		    "domain.sender-no-mail", STANDING_TOLD, NULL, NULL,
		    WORLD(NONE(QUESTION_DNS_NS, "example.com", "NXDOMAIN"),
			NONE(QUESTION_DNS_A, "new.example.com", "NXDOMAIN")) },
		{ "not any more, long after the mail", FROM_NEW,
		    "domain.sender-gone", "domain.sender-none", STANDING_TOLD,
		    NULL, NULL,
		    WORLD({ QUESTION_DNS_NS, "example.com", ANSWER_NOTHING,
			      "2026-03-04", "rcode=NXDOMAIN" },
			{ QUESTION_DNS_A, "new.example.com", ANSWER_NOTHING,
			    "2026-03-04", "rcode=NXDOMAIN" }) },
		{ "nowhere to answer to", FROM_NEW, "domain.sender-no-mail",
		    NULL, STANDING_TOLD, NULL, NULL, WORLD(NO_MAIL) },
		{ "an address will do in place of an MX", FROM_NEW, NULL,
		    "domain.sender-no-mail", STANDING_TOLD, NULL, NULL,
		    WORLD(NONE(QUESTION_DNS_MX, "new.example.com", "NODATA"),
			{ QUESTION_DNS_A, "new.example.com", ANSWER_FOUND, NULL,
			    "a=8.8.8.8" }) },
		{ "silence is not absence", FROM_NEW, NULL,
		    "domain.sender-no-mail", STANDING_TOLD, NULL, NULL,
		    WORLD(NONE(QUESTION_DNS_MX, "new.example.com", "NODATA"),
			{ QUESTION_DNS_A, "new.example.com", ANSWER_TIMEOUT,
			    NULL, "" },
			{ QUESTION_DNS_AAAA, "new.example.com", ANSWER_FAILED,
			    NULL, "" }) },
		{ "null MX", FROM_NEW, "domain.sender-null-mx", NULL,
		    STANDING_TOLD, NULL, NULL,
		    WORLD({ QUESTION_DNS_MX, "new.example.com", ANSWER_FOUND,
			NULL, "mx=0 ." }) },
	};

	(void)state;
	examined_rows(rows, COUNT(rows));
}

#define PTR(name)                                                              \
	{                                                                      \
		QUESTION_DNS_PTR, "8.8.4.4", ANSWER_FOUND, NULL, "ptr=" name   \
	}
#define A(name, address)                                                       \
	{                                                                      \
		QUESTION_DNS_A, name, ANSWER_FOUND, NULL, "a=" address         \
	}

static void
origins(void **state)
{
	const struct examined_row rows[] = {
		{ "a name that leads back", RESOLVED, "origin.named",
		    "origin.name-unconfirmed", STANDING_TOLD,
		    "name=x.example.net|ip=8.8.4.4", NULL,
		    WORLD(
			PTR("x.example.net"), A("x.example.net", "8.8.4.4")) },
		{ "a name that leads elsewhere", RESOLVED,
		    "origin.name-unconfirmed", "origin.named", STANDING_TOLD,
		    NULL, NULL,
		    WORLD(
			PTR("x.example.net"), A("x.example.net", "8.8.8.8")) },
		{ "a name that nobody answers for is not disproved", RESOLVED,
		    NULL, "origin.name-unconfirmed", STANDING_TOLD, NULL, NULL,
		    WORLD(PTR("x.example.net"),
			{ QUESTION_DNS_A, "x.example.net", ANSWER_TIMEOUT, NULL,
			    "" }) },
		{ "one of several names leads back", RESOLVED, "origin.named",
		    NULL, STANDING_TOLD, "name=y.example.net", NULL,
		    WORLD({ QUESTION_DNS_PTR, "8.8.4.4", ANSWER_FOUND, NULL,
			      "ptr=x.example.net|ptr=y.example.net" },
			NONE(QUESTION_DNS_A, "x.example.net", "NODATA"),
			A("y.example.net", "8.8.4.4")) },
		{ "no name", RESOLVED, "origin.nameless", NULL, STANDING_TOLD,
		    NULL, NULL,
		    WORLD(NONE(QUESTION_DNS_PTR, "8.8.4.4", "NXDOMAIN")) },
		{ "no name, as the reader's server has said already",
		    FROM_PUBLIC, "route.no-reverse-dns", "origin.nameless",
		    STANDING_OBSERVED, NULL, NULL,
		    WORLD(NONE(QUESTION_DNS_PTR, "8.8.4.4", "NXDOMAIN")) },
		{ "the announced name is elsewhere", RESOLVED,
		    "origin.helo-elsewhere", NULL, STANDING_TOLD,
		    "helo=mail.new.example.com", NULL,
		    WORLD(A("mail.new.example.com", "8.8.8.8"),
			NONE(QUESTION_DNS_AAAA, "mail.new.example.com",
			    "NODATA")) },
		{ "the announced name is the address's", RESOLVED, NULL,
		    "origin.helo-elsewhere", STANDING_TOLD, NULL, NULL,
		    WORLD(A("mail.new.example.com", "8.8.4.4"),
			NONE(QUESTION_DNS_AAAA, "mail.new.example.com",
			    "NODATA")) },
		{ "the sender's own machine", RESOLVED, "origin.is-senders",
		    NULL, STANDING_TOLD, NULL, NULL,
		    WORLD(A("new.example.com", "8.8.4.4")) },
	};

	(void)state;
	examined_rows(rows, COUNT(rows));
}

static void
links(void **state)
{
	const struct examined_row rows[] = {
		{ "whose the server is, and where to complain", FROM_NEW,
		    "domain.link-host-abuse", "domain.link-host", STANDING_TOLD,
		    "domain=fresh.net|ip=8.8.8.8|operator=Host KK|"
		    "abuse=abuse@host.example",
		    NULL,
		    WORLD(A("fresh.net", "8.8.8.8"),
			{ QUESTION_NETWORK, "8.8.8.8", ANSWER_FOUND, NULL,
			    "holder=Host KK|abuse=abuse@host.example" }) },
		{ "of a link's host only the domain is asked", FROM_NEW, NULL,
		    "domain.link-host", STANDING_TOLD, NULL, NULL,
		    WORLD(A("a.fresh.net", "8.8.8.8"),
			{ QUESTION_NETWORK, "8.8.8.8", ANSWER_FOUND, NULL,
			    "holder=Host KK" }) },
		{ "gone", FROM_NEW, "domain.link-gone", NULL, STANDING_TOLD,
		    NULL, NULL,
		    WORLD(NONE(QUESTION_DNS_A, "fresh.net", "NXDOMAIN"),
			NONE(QUESTION_DNS_NS, "fresh.net", "NXDOMAIN")) },
		{ "a private address is nobody's", FROM_NEW, NULL,
		    "domain.link-host", STANDING_TOLD, NULL, NULL,
		    WORLD(A("fresh.net", "10.0.0.1"),
			{ QUESTION_NETWORK, "10.0.0.1", ANSWER_FOUND, NULL,
			    "holder=Host KK" }) },
	};

	(void)state;
	examined_rows(rows, COUNT(rows));
}

/* What is asked, in which order, and what is not. */
static void
questions(void **state)
{
	static const struct examined_answer nothing[] = { END };
	const struct examined_how how = { .answers = nothing,
		.me = { "mine.net" } };
	struct examination *x;

	(void)state;
	test_name("not asked: hosts of links, brands' domains, one's own");
	x = examined(EXAMINED_HTML("Shop <info@new.example.com>", "news",
			 "<a href=\"https://id123.fresh.net/x\">a</a>"
			 "<a href=\"https://www.amazon.co.jp/x\">b</a>"
			 "<a href=\"https://www.mine.net/x\">c</a>"
			 "<a href=\"https://host.invalid/x\">d</a>"
			 "<a href=\"https://192.0.2.1/x\">e</a>"
			 "<img src=\"https://pixel.example.org/x\">"),
	    &how);
	for (size_t i = 0; i < x->inquiry.count; i++) {
		static const char *const wanted[] = { "example.com",
			"new.example.com", "fresh.net" };
		bool known = x->inquiry.answers[i]->kind == QUESTION_ADDRESS;

		for (size_t k = 0; k < COUNT(wanted); k++)
			known |=
			    span_is(x->inquiry.answers[i]->subject, wanted[k]);
		CHECK(known);
		CHECK_INT(x->inquiry.answers[i]->status, ANSWER_NOT_ASKED);
	}
	test_name("answers that are not asked leave the verdict as it is");
	CHECK_INT(x->verdict.score,
	    examined(EXAMINED_HTML("Shop <info@new.example.com>", "news",
			 "<a href=\"https://id123.fresh.net/x\">a</a>"
			 "<a href=\"https://www.amazon.co.jp/x\">b</a>"
			 "<a href=\"https://www.mine.net/x\">c</a>"
			 "<a href=\"https://host.invalid/x\">d</a>"
			 "<a href=\"https://192.0.2.1/x\">e</a>"
			 "<img src=\"https://pixel.example.org/x\">"),
		&(struct examined_how){ .me = { "mine.net" } })
		->verdict.score);
	test_name("the first LIMIT_LOOKUP_DOMAINS domains of links");
	{
		struct buf text = buf_new(test_arena(), 65536);

		buf_text(&text,
		    "From: a@new.example.com\nContent-Type: text/plain\n\n");
		for (int i = 0; i < 3 * LIMIT_LOOKUP_DOMAINS; i++)
			buf_put(&text,
			    arena_format(
				test_arena(), "https://www.d%d.net/\n", i));
		x = examined_bytes(buf_span(&text), &how);
		CHECK_INT(x->lookup.link_count, LIMIT_LOOKUP_DOMAINS);
		CHECK_INT(x->lookup.links_left, 2 * LIMIT_LOOKUP_DOMAINS);
	}
	test_name("offline nothing of it is asked");
	CHECK(!examined(FROM_NEW, NULL)->lookup.done);
	examined_end();
}

TEST_MAIN(TEST(ages), TEST(holders), TEST(senders), TEST(origins), TEST(links),
    TEST(questions))
