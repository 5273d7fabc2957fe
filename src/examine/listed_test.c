#include "examine/listed.h"

#include "test/examined.h"

#define MAIL                                                                   \
	"Received: from mail.example.com (x.example.net [8.8.4.4])\n"          \
	"\tby mx.reader.example (Postfix) with ESMTPS id 4XyZ12abcdz1;\n"      \
	"\tTue, 4 Mar 2025 10:00:03 +0900\n"                                   \
	"From: Shop <info@example.com>\nSubject: news\n" EXAMINED_FIELDS       \
	"Content-Type: text/plain; charset=utf-8\n\n"                          \
	"https://www.fresh.net/a?b\n"

static void
codes(void **state)
{
	static const struct {
		const char *name, *address;
		enum listed_code code;
	} rows[] = {
		{ "a listing", "127.0.0.2", LISTED_YES },
		{ "another reason", "127.0.1.102", LISTED_YES },
		{ "a bit set is one too", "127.0.0.128", LISTED_YES },
		{ "asked through an open resolver", "127.255.255.254",
		    LISTED_REFUSED },
		{ "asked too often", "127.255.255.255", LISTED_REFUSED },
		{ "the zone's name is mistyped", "127.255.255.252",
		    LISTED_REFUSED },
		{ "lists of domains refuse so", "127.0.0.1", LISTED_REFUSED },
		{ "somebody else answers in its place", "192.0.2.1",
		    LISTED_NOT },
		{ "IPv6 says nothing", "::1", LISTED_NOT },
		{ "no address", "yes", LISTED_NOT },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		test_name(rows[i].name);
		CHECK_INT(listed_code(span_of(rows[i].address)), rows[i].code);
	}
}

#define ZONES .ip_lists = { "bl.test.org" }, .domain_lists = { "dbl.test.org" }
#define SAYS(name, address)                                                    \
	&(const struct examined_how)                                           \
	{                                                                      \
		ZONES, .answers = (const struct examined_answer[])             \
		{                                                              \
			{ QUESTION_DNS_A, name, ANSWER_FOUND, NULL,            \
				"a=" address },                                \
			{                                                      \
				0, NULL, 0, NULL, NULL                         \
			}                                                      \
		}                                                              \
	}
#define FEED(url, status)                                                      \
	&(const struct examined_how)                                           \
	{                                                                      \
		.feeds = true, .answers = (const struct examined_answer[])     \
		{                                                              \
			{ QUESTION_LISTED, url, status, NULL,                  \
				"feed=seen.csv|entry=x" },                     \
			{                                                      \
				0, NULL, 0, NULL, NULL                         \
			}                                                      \
		}                                                              \
	}

static void
findings(void **state)
{
	const struct examined_row rows[] = {
		{ "the address that handed the mail over", MAIL,
		    "listed.address", NULL, STANDING_TOLD,
		    "subject=8.8.4.4|list=bl.test.org", NULL,
		    SAYS("4.4.8.8.bl.test.org", "127.0.0.2") },
		{ "the sender's domain", MAIL, "listed.sender", "listed.link",
		    STANDING_TOLD, "subject=example.com|list=dbl.test.org",
		    NULL, SAYS("example.com.dbl.test.org", "127.0.1.2") },
		{ "a link's domain, not its host", MAIL, "listed.link", NULL,
		    STANDING_TOLD, "subject=fresh.net", NULL,
		    SAYS("fresh.net.dbl.test.org", "127.0.1.2") },
		{ "a refusal is no listing", MAIL, "listed.refused",
		    "listed.address", STANDING_TOLD, NULL, NULL,
		    SAYS("4.4.8.8.bl.test.org", "127.255.255.254") },
		{ "nor is a wildcard", MAIL, NULL, "listed.address",
		    STANDING_TOLD, NULL, NULL,
		    SAYS("4.4.8.8.bl.test.org", "198.51.100.1") },
		{ "a link that is in a file", MAIL, "listed.url", NULL,
		    STANDING_TOLD, "host=www.fresh.net|list=seen.csv",
		    "https://www.fresh.net/a?b",
		    FEED("https://www.fresh.net/a?b", ANSWER_FOUND) },
		{ "one that is not", MAIL, NULL, "listed.url", STANDING_TOLD,
		    NULL, NULL,
		    FEED("https://www.fresh.net/a?b", ANSWER_NOTHING) },
	};
	struct examination *x;

	(void)state;
	examined_rows(rows, COUNT(rows));
	test_name("no list is asked that was not named");
	x = examined(MAIL,
	    &(const struct examined_how){
		.answers = (const struct examined_answer[]){
		    { 0, NULL, 0, NULL, NULL } } });
	for (size_t i = 0; i < x->inquiry.count; i++)
		CHECK(!span_ends(x->inquiry.answers[i]->subject, ".test.org") &&
		    x->inquiry.answers[i]->kind != QUESTION_LISTED);
	examined_end();
}

TEST_MAIN(TEST(codes), TEST(findings))
