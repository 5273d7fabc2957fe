#include "report/redact.h"

#include "base/buf.h"
#include "test/examined.h"
#include "test/redact_rows.h"

#define READER "taro.yamada@corp-yamada.jp"

/* A mail to the reader, with more fields, and a body of plain text. */
static const char plain_mail[] = EXAMINED_RECEIVED
    "From: Amazon <order@amaz0n-pay.example>\n"
    "To: =?utf-8?B?5bGx55SwIOWkqumDjg==?= <" READER ">\n"
    "Subject: test\nDate: Tue, 4 Mar 2025 10:00:00 +0900\n"
    "Message-ID: <1@example.com>\nContent-Type: text/plain; charset=utf-8\n\n"
    "hello\n";

static struct redact *
redact_of(const char *mail, const struct redact_how *how)
{
	struct redact *r =
	    redact_new(test_arena(), examined(mail, NULL), how);

	CHECK(r != NULL);
	return r;
}

/* Each form is found by redact_left where it was not masked, and is masked;
 * what is masked passes, and strangers stay. */
static void
forms(void **state)
{
	struct redact *r = redact_of(plain_mail, NULL);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		span what = { 0 }, out;
		span secret = span_of(rows[i].secret);
		span stranger = span_of(rows[i].stranger);

		test_name(rows[i].name);
		CHECK(redact_left(r, secret, &what));
		CHECK(what.n > 0);
		CHECK(!span_has(what, SPAN("taro")));
		out = redact_text(r, secret);
		CHECK(!span_same(out, secret));
		CHECK(!redact_left(r, out, &what));
		CHECK(!redact_left(r, stranger, &what));
		CHECK_SPAN(redact_text(r, stranger), rows[i].stranger);
		/* In the middle of much else. */
		CHECK(redact_left(r,
		    arena_join(test_arena(), SPAN("line one\n[ \""), secret,
			SPAN("\" ]\nanother line")),
		    &what));
	}
	examined_end();
}

TEST_MAIN(TEST(forms))
