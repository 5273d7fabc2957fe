#include "inquire/registration.h"

#include "base/buf.h"
#include "base/limits.h"
#include "test/test.h"

/* Answers as "name: value" lines; found unless they begin with "!". */
static const struct {
	const char *name, *answer, *more, *want;
} rows[] = {
	{ "what lacks is added, what is there stays",
	    "domain: a.example\nregistrar: R\ncreated: 2020-01-01\n",
	    "domain: a.example\nregistrar: Other\ncreated: 2021-01-01\n"
	    "expires: 2025-01-01\nabuse: x@a.example\n",
	    "domain: a.example\nregistrar: R\ncreated: 2020-01-01\n"
	    "expires: 2025-01-01\nabuse: x@a.example\n" },
	{ "a list is taken whole or not at all",
	    "domain: a.example\nns: a\nns: b\n",
	    "domain: a.example\nns: c\nstatus: ok\nstatus: hold\n",
	    "domain: a.example\nns: a\nns: b\nstatus: ok\nstatus: hold\n" },
	{ "a thin registry says nothing of the holder", "domain: a.example\n",
	    "domain: a.example\nholder: H\nholder_kind: named\n"
	    "holder_country: JP\n",
	    "domain: a.example\nholder: H\nholder_kind: named\n"
	    "holder_country: JP\n" },
	{ "a withheld holder is replaced",
	    "domain: a.example\nholder_kind: withheld\nholder_country: US\n"
	    "holder_place: Tempe\n",
	    "domain: a.example\nholder: H\nholder_kind: named\n"
	    "holder_country: JP\n",
	    "domain: a.example\nholder_place: Tempe\nholder: H\n"
	    "holder_kind: named\nholder_country: JP\n" },
	{ "by a proxy as well", "domain: a.example\nholder_kind: withheld\n",
	    "domain: a.example\nholder: P\nholder_kind: proxy\n",
	    "domain: a.example\nholder: P\nholder_kind: proxy\n" },
	{ "withheld by both", "domain: a.example\nholder_kind: withheld\n",
	    "domain: a.example\nholder_kind: withheld\nholder_country: JP\n",
	    "domain: a.example\nholder_kind: withheld\nholder_country: JP\n" },
	{ "withheld by the registrar, not told by the registry",
	    "domain: a.example\n", "domain: a.example\nholder_kind: withheld\n",
	    "domain: a.example\nholder_kind: withheld\n" },
	{ "a named holder stays, and the country of another is not his",
	    "domain: a.example\nholder: H\nholder_kind: named\n",
	    "domain: a.example\nholder: P\nholder_kind: proxy\n"
	    "holder_country: US\n",
	    "domain: a.example\nholder: H\nholder_kind: named\n" },
	{ "the country of the same holder is his",
	    "domain: a.example\nholder: H\nholder_kind: named\n",
	    "domain: a.example\nholder: h\nholder_kind: named\n"
	    "holder_country: JP\n",
	    "domain: a.example\nholder: H\nholder_kind: named\n"
	    "holder_country: JP\n" },
	{ "a named holder does not become withheld",
	    "domain: a.example\nholder: H\nholder_kind: named\n",
	    "domain: a.example\nholder_kind: withheld\n",
	    "domain: a.example\nholder: H\nholder_kind: named\n" },
	{ "another domain is not merged", "domain: a.example\n",
	    "domain: b.example\nregistrar: R\n", NULL },
	{ "an answer without a record is not merged", "domain: a.example\n",
	    "!domain: a.example\nregistrar: R\n", NULL },
	{ "nor is one merged into it", "!", "domain: a.example\n", NULL },
};

static struct answer
answer_of(struct arena *a, const char *text)
{
	struct answer answer = { .status = ANSWER_FOUND, .text = SPAN("T") };
	span rest = span_of(text);
	size_t room = 0;

	if (span_starts(rest, "!")) {
		answer.status = ANSWER_NOTHING;
		rest = span_drop(rest, 1);
	}
	while (rest.n > 0) {
		span value = span_cut_line(&rest);
		span name = span_cut(&value, ':');

		answer_add(&answer, a, &room, name, span_trim(value));
	}
	return answer;
}

static span
text_of(struct arena *a, const struct answer *answer)
{
	struct buf b = buf_new(a, 4096);

	for (size_t i = 0; i < answer->field_count; i++) {
		buf_put(&b, answer->fields[i].name);
		buf_text(&b, ": ");
		buf_put(&b, answer->fields[i].value);
		buf_text(&b, "\n");
	}
	return buf_span(&b);
}

static void
merges(void **state)
{
	struct arena *a = test_arena();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct answer answer = answer_of(a, rows[i].answer);
		struct answer more = answer_of(a, rows[i].more);
		bool merged = rows[i].want != NULL;

		test_name(rows[i].name);
		more.text = SPAN("M");
		registration_merge(a, &answer, &more);
		CHECK_SPAN(text_of(a, &answer),
		    merged			 ? rows[i].want
			: answer.field_count > 0 ? rows[i].answer
						 : "");
		CHECK_SPAN(answer.text, merged ? "T\n\nM" : "T");
	}
}

static void
texts(void **state)
{
	struct arena *a = test_arena();
	struct answer answer = answer_of(a, "domain: a.example\n");
	struct answer more = answer;
	char *bytes = arena_alloc(a, LIMIT_ANSWER_TEXT);

	(void)state;
	test_name("both texts together are cut where one is");
	memset(bytes, 'x', LIMIT_ANSWER_TEXT);
	more.text = (span){ bytes, LIMIT_ANSWER_TEXT };
	registration_merge(a, &answer, &more);
	CHECK_INT(answer.text.n, LIMIT_ANSWER_TEXT);
	CHECK_SPAN(span_head(answer.text, 4), "T\n\nx");
}

TEST_MAIN(TEST(merges), TEST(texts))
