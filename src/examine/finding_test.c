#include "examine/finding.h"

#include "base/limits.h"
#include "test/examined.h"

static struct examination *
some(void)
{
	return examined(
	    EXAMINED_MAIL("x@example.com", "subject", "Text.\n"), NULL);
}

static void
values(void **state)
{
	struct examination *x = some();
	struct finding *f = finding_add(x, "sender.freemail", STANDING_TOLD);
	char raw[LIMIT_QUOTE + 3];

	(void)state;
	test_name("the first value of a name stays");
	finding_arg(x, f, "domain", SPAN("a.example"));
	finding_arg(x, f, "domain", SPAN("b.example"));
	CHECK_SPAN(f->args[0].value, "a.example");
	CHECK_INT(f->arg_count, 1);
	test_name("a number is written in digits");
	finding_number(x, f, "count", -7);
	CHECK_SPAN(f->args[1].value, "-7");
	test_name("bytes that are no UTF-8 are replaced");
	finding_arg(x, f, "raw",
	    SPAN("a\xff"
		 "b"));
	CHECK_SPAN(f->args[2].value,
	    "a\xef\xbf\xbd"
	    "b");
	test_name("a long value is cut at a character");
	memset(raw, 'a', sizeof(raw));
	memcpy(raw + LIMIT_QUOTE - 1, "あ", 3);
	finding_arg(x, f, "long", (span){ raw, sizeof(raw) - 1 });
	CHECK_INT(f->args[3].value.n, LIMIT_QUOTE - 1);
	test_name("a finding is found by its id");
	CHECK(finding_find(x, "sender.freemail") == f);
	CHECK(finding_find(x, "sender.freemail-firm") == NULL);
	examined_end();
}

static void
evidence(void **state)
{
	struct examination *x = some();
	struct finding *f = finding_add(x, "sender.freemail", STANDING_CLAIMED);
	size_t at = span_find(x->mail->raw, SPAN("Subject: subject"));

	(void)state;
	test_name("a field is quoted from its name to its end");
	finding_field(x, f, "Subject");
	CHECK_INT(f->evidence[0].start, at);
	CHECK_SPAN(
	    span_slice(x->mail->raw, f->evidence[0].start, f->evidence[0].end),
	    "Subject: subject");
	CHECK_SPAN(f->evidence[0].part, "");
	test_name("the same place is quoted once");
	finding_field(x, f, "Subject");
	CHECK_INT(f->evidence_count, 1);
	test_name("a field that is not there is not quoted");
	finding_field(x, f, "Sender");
	CHECK_INT(f->evidence_count, 1);
	test_name("so many places are quoted and no more");
	for (size_t i = 0; i < 2 * LIMIT_EVIDENCE; i++)
		finding_quote(x, f, i, i + 1);
	CHECK_INT(f->evidence_count, LIMIT_EVIDENCE);
	examined_end();
}

static void
limits(void **state)
{
	struct examination *x = some();

	(void)state;
	test_name("past the limit a finding is taken and not kept");
	while (x->finding_count < LIMIT_FINDINGS)
		finding_add(x, "sender.freemail", STANDING_CLAIMED);
	finding_arg(x, finding_add(x, "trio.date-odd", STANDING_CLAIMED), "a",
	    SPAN("b"));
	CHECK_INT(x->finding_count, LIMIT_FINDINGS);
	CHECK(finding_find(x, "trio.date-odd") == NULL);
	test_name("which is said once");
	finding_add(x, "trio.date-odd", STANDING_CLAIMED);
	CHECK_INT(x->truncated_count, 1);
	CHECK(strcmp(x->truncated[0], "findings") == 0);
	test_name("standings have names");
	CHECK_SPAN(span_of(standing_name(STANDING_TOLD)), "told");
	examined_end();
}

TEST_MAIN(TEST(values), TEST(evidence), TEST(limits))
