#include "examine/auth_ask.h"

#include "test/test.h"

#define L10 "aaaaaaaaaa"
#define L60 L10 L10 L10 L10 L10 L10
#define N244 L60 "." L60 "." L60 "." L60 "."

static void
names(void **state)
{
	static const struct {
		const char *what, *name;
		bool valid, plain;
	} rows[] = {
		{ "a name", "example.com", true, true },
		{ "one label", "com", true, true },
		{ "a dot at the end", "example.com.", true, true },
		{ "no name", "", false, false },
		{ "a dot alone", ".", false, false },
		{ "a dot in front", ".example.com", false, false },
		{ "two dots", "a..example.com", false, false },
		{ "two dots at the end", "example.com..", false, false },
		{ "a label of 63", L60 "aaa.com", true, true },
		{ "a label of 64", L60 "aaaa.com", false, false },
		{ "253 bytes", N244 "aaaaaaaaa", true, true },
		{ "254 bytes", N244 L10, false, false },
		{ "an underscore", "_dmarc.example.com", true, true },
		{ "a hyphen inside", "a-b.example.com", true, true },
		{ "a hyphen in front", "-a.example.com", true, false },
		{ "a blank", "a b.example.com", true, false },
		{ "what a shell would read", "$(id).example.com", true, false },
		{ "a semicolon", "a;b.example.com", true, false },
		{ "beyond ASCII", "\xe3\x81\x82.example.com", true, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].name);
		span edge = test_edge(rows[i].name, n);

		test_name(rows[i].what);
		CHECK_INT(auth_name_valid(edge), rows[i].valid);
		CHECK_INT(auth_name_plain(edge), rows[i].plain);
		while (n-- > 0)
			auth_name_plain(test_edge(rows[i].name, n));
	}
}

struct said {
	enum answer_status status;
	const char *field, *value;
	int64_t at;
};

static void
ask(void *context, struct arena *a, int64_t now, struct answer *answer)
{
	const struct said *said = context;
	size_t room = 0;

	(void)now;
	answer->status = said->status;
	answer->at = said->at;
	if (said->field != NULL)
		answer_add(answer, a, &room, span_of(said->field),
		    span_of(said->value));
}

static void
answers(void **state)
{
	static const struct {
		const char *what;
		struct said said;
		enum asked asked;
		bool no_name;
		int64_t oldest; /* 50 before */
	} rows[] = {
		{ "a record", { ANSWER_FOUND, "txt", "x", 70 }, ASKED_FOUND,
		    false, 50 },
		{ "an older one", { ANSWER_FOUND, "txt", "x", 30 }, ASKED_FOUND,
		    false, 30 },
		{ "of no known time", { ANSWER_FOUND, "txt", "x", 0 },
		    ASKED_FOUND, false, 50 },
		{ "an alias that leads to none",
		    { ANSWER_FOUND, "cname", "x.example", 70 }, ASKED_VOID,
		    false, 50 },
		{ "no such name", { ANSWER_NOTHING, "rcode", "NXDOMAIN", 70 },
		    ASKED_VOID, true, 50 },
		{ "no such record", { ANSWER_NOTHING, "rcode", "NODATA", 40 },
		    ASKED_VOID, false, 40 },
		{ "no answer in time", { ANSWER_TIMEOUT, NULL, NULL, 70 },
		    ASKED_ERROR, false, 50 },
		{ "refused", { ANSWER_REFUSED, NULL, NULL, 70 }, ASKED_ERROR,
		    false, 50 },
		{ "too many questions", { ANSWER_RATE_LIMITED, NULL, NULL, 70 },
		    ASKED_ERROR, false, 50 },
		{ "a server's failure", { ANSWER_FAILED, NULL, NULL, 70 },
		    ASKED_ERROR, false, 50 },
		{ "nonsense", { ANSWER_MALFORMED, NULL, NULL, 70 }, ASKED_ERROR,
		    false, 50 },
		{ "nobody asked", { ANSWER_NOT_ASKED, NULL, NULL, 0 },
		    ASKED_NOBODY, false, 50 },
		{ "not here yet", { ANSWER_PENDING, NULL, NULL, 0 },
		    ASKED_PENDING, false, 50 },
	};
	struct arena *a = test_arena();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct said said = rows[i].said;
		struct inquiry q = inquiry_new(
		    a, (struct inquirer){ .ask = ask, .context = &said }, 1);
		struct asked_at at = { .oldest = 50 };
		const struct answer *answer = NULL;

		test_name(rows[i].what);
		CHECK_INT(auth_ask(&q, QUESTION_DNS_TXT, SPAN("x.example"), &at,
			      &answer),
		    rows[i].asked);
		CHECK_INT(at.oldest, rows[i].oldest);
		CHECK_INT(auth_no_such_name(answer), rows[i].no_name);
	}
	test_name("no question at all");
	CHECK(!auth_no_such_name(NULL));
}

/* The words of RFC 8601, and none for what is no result. */
static void
words(void **state)
{
	(void)state;
	test_name("nobody asked and not here yet have no word");
	CHECK(auth_result_text(AUTH_NOT_ASKED) == NULL);
	CHECK(auth_result_text(AUTH_PENDING) == NULL);
	CHECK_SPAN(span_of(auth_result_text(AUTH_PASS)), "pass");
	CHECK_SPAN(span_of(auth_result_text(AUTH_POLICY)), "policy");
	CHECK_SPAN(span_of(auth_result_text(AUTH_SOFTFAIL)), "softfail");
}

TEST_MAIN(TEST(names), TEST(answers), TEST(words))
