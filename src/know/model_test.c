#include "know/model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fold.h"
#include "test/test.h"

static span
plain_of(const char *subject, span text, const char *name)
{
	span names[1] = { span_of(name == NULL ? "" : name) };
	struct model_names own = { names, name == NULL ? 0 : 1 };
	struct model_text *t = model_text_new(test_arena());

	model_text_add(t, span_of(subject), 0, &own);
	model_text_add(t, text, 1, &own);
	CHECK(t->n <= MODEL_TEXT && t->count <= MODEL_WORDS);
	for (size_t i = 0; i < t->count; i++) {
		const struct model_word *w = &t->words[i];

		CHECK(w->start > 0 && w->start < w->end && w->end < t->n);
		CHECK(w->source == 0 || w->to <= text.n);
		CHECK(w->from < w->to);
		CHECK(t->bytes[w->end] == ' ');
	}
	return (span){ t->bytes, t->n };
}

#define RULE "____________________"
#define LONG "0123456789 0123456789 0123456789 0123456789 0123456789 "
#define LONGER LONG LONG LONG LONG LONG
#define LONGEST LONGER LONGER LONGER

static void
plain(void **state)
{
	static const struct {
		const char *name, *subject, *text, *reader, *want;
	} rows[] = {
		{ "subject and text, a blank between", "a", "b c", NULL,
		    " a b c " },
		{ "a digit is a digit", "2003", "in 2025", NULL,
		    " 0000 in 0000 " },
		{ "an address is a sign", "", "to <me@reader.example>, you",
		    NULL, " to @ you " },
		{ "a link is a sign", "", "see https://a.example/x and www.b.c",
		    NULL, " see / and / " },
		{ "the reader's name is a sign", "", "dear hanako, you",
		    "hanako", " dear @ you " },
		{ "as a word alone", "", "hanakos", "hanako", " hanakos " },
		{ "signs part words", "", "e-mail (now)...", NULL,
		    " e mail now " },
		{ "some signs stay", "", "100% free! $5?", NULL,
		    " 000% free! $0? " },
		{ "a word of signs alone is none", "", "a --- b", NULL,
		    " a b " },
		{ "quoted lines are somebody else's", "",
		    "> your account\nmine\n>> it", NULL, " mine " },
		{ "a list's footer is the list's", "",
		    "text\n" RULE "\nusers mailing list", NULL, " text " },
		{ "a signature as well", "", "text\n--\njohn", NULL, " text " },
		{ "a rule of 19 signs is none", "",
		    "text\n___________________\nmore", NULL, " text more " },
		{ "a rule far from the end is none", "",
		    RULE "\nevil\n" LONGEST, NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		span text = span_of(rows[i].text), got;

		test_name(rows[i].name);
		got = plain_of(rows[i].subject, text, rows[i].reader);
		if (rows[i].want != NULL)
			CHECK_SPAN(got, rows[i].want);
		else
			CHECK(span_has(got, SPAN(" evil ")));
		for (size_t n = 0; n < text.n; n++)
			plain_of(rows[i].subject, span_head(text, n),
			    rows[i].reader);
	}
}

/* What does not fit is left out; nothing is written behind the end. */
static void
long_texts(void **state)
{
	static const char *const pieces[] = { "a ", "aaaa", "\xe3\x81\x82",
		"\xff", "- ", "a-", "x@y ", "\n" };
	struct arena *a = test_arena();

	(void)state;
	for (size_t i = 0; i < COUNT(pieces); i++) {
		size_t n = strlen(pieces[i]), times = 3 * MODEL_TEXT / n;
		char *p = arena_alloc(a, n * times + 1);

		test_name(pieces[i]);
		for (size_t k = 0; k < times; k++)
			memcpy(p + k * n, pieces[i], n);
		plain_of("subject", (span){ p, n * times }, NULL);
	}
}

static signed char weights[MODEL_SIZE];

static const struct model *
open_model(const char *head, size_t size, struct know_error *err)
{
	char path[] = "/tmp/mekiki-model-XXXXXX";
	int fd = mkstemp(path);
	const struct model *m = NULL;
	enum mekiki_status status;

	if (fd < 0 || write(fd, head, strlen(head)) < 0 ||
	    write(fd, weights, size) != (ssize_t)size)
		abort();
	close(fd);
	status = model_open(test_arena(), path, NULL, &m, err);
	CHECK((status == MEKIKI_OK) == (m != NULL));
	unlink(path);
	return m;
}

#define FIRST "# mekiki wording model 1\n"
#define HEAD                                                                   \
	FIRST "shape\t18 5 1600\nscale\t100000000\nbias\t-500000000\n"         \
	      "language\ten 20 30\n"

static void
mistakes(void **state)
{
	static const struct {
		const char *name, *head;
		size_t size;
		const char *want;
	} rows[] = {
		{ "a good one", HEAD "\n", MODEL_SIZE, "" },
		{ "another version", "# mekiki wording model 2\n\n", MODEL_SIZE,
		    "of this version" },
		{ "cut short", HEAD "\n", MODEL_SIZE - 1, "cut" },
		{ "another shape", FIRST "shape\t18 4 1600\n\n", MODEL_SIZE,
		    "not understood" },
		{ "no scale", FIRST "bias\t1\n\n", MODEL_SIZE, "scale" },
		{ "a scale that is no number", FIRST "scale\t0.5\n\n",
		    MODEL_SIZE, "not understood" },
		{ "a language without counts", HEAD "language\tde\n\n",
		    MODEL_SIZE, "not understood" },
		{ "a line of another kind", HEAD "x\ty\n\n", MODEL_SIZE,
		    "not understood" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct know_error err = { "" };
		const struct model *m =
		    open_model(rows[i].head, rows[i].size, &err);

		test_name(rows[i].name);
		CHECK((m != NULL) == (rows[i].want[0] == '\0'));
		CHECK(span_has(span_of(err.text), span_of(rows[i].want)));
	}
	{
		const struct model *m = NULL;

		test_name("no file, no model");
		CHECK(model_open(test_arena(), "/nonexistent/m", NULL, &m,
			  NULL) == MEKIKI_OK &&
		    m == NULL);
		test_name("an owner's that is not there is a mistake");
		CHECK(model_open(test_arena(), "/nonexistent/m",
			  "/nonexistent/m", &m, NULL) == MEKIKI_IO);
	}
}

static struct model_text *
text_of(const char *words)
{
	struct model_text *t = model_text_new(test_arena());

	model_text_add(t, span_of(words), 1, &(struct model_names){ NULL, 0 });
	return t;
}

static void
scores(void **state)
{
	struct model_text *t = text_of("some words and again hello sir");
	struct model_text *five = text_of("abc"); /* " abc " */
	struct model_passage p[MODEL_PASSAGES];
	uint32_t grams[MODEL_TEXT];
	const struct model *m;
	size_t n;

	(void)state;
	test_name("the score is the mean of what is there, and the bias");
	n = model_grams(five, grams);
	CHECK_INT(n, 1);
	memset(weights, 0, sizeof(weights));
	weights[grams[0]] = 100;
	m = open_model(HEAD "\n", MODEL_SIZE, NULL);
	CHECK(m != NULL);
	if (m == NULL)
		return;
	CHECK(fabs(model_score(m, five) -
		  (-0.5 + 10 / sqrt(1.0 + MODEL_CALM))) < 1e-9);
	test_name("without words it is the bias");
	CHECK(fabs(model_score(m, text_of("")) + 0.5) < 1e-9);
	test_name("languages that it was taught");
	CHECK(model_speaks(m, "en") != NULL &&
	    model_speaks(m, "en")->genuine == 20 &&
	    model_speaks(m, "ja") == NULL);

	test_name("the passage is where the weight is");
	n = model_grams(text_of("hello"), grams);
	for (size_t i = 0; i < n; i++)
		weights[grams[i]] = 9;
	m = open_model(HEAD "\n", MODEL_SIZE, NULL);
	CHECK(m != NULL);
	if (m == NULL)
		return;
	(void)model_score(m, t);
	n = model_passages(t, MODEL_PASSAGES, p);
	CHECK_INT(n, 1);
	CHECK(p[0].first <= 4 && p[0].end > 4 && p[0].sum > 0);
	CHECK(p[0].end - p[0].first <= MODEL_PASSAGE_WORDS);
	test_name("two passages do not overlap");
	t = text_of("hello a b c d e f g h hello");
	(void)model_score(m, t);
	n = model_passages(t, MODEL_PASSAGES, p);
	CHECK_INT(n, 2);
	CHECK(p[0].end <= p[1].first || p[1].end <= p[0].first);
	test_name("no more than asked for");
	CHECK_INT(model_passages(t, 1, p), 1);
	test_name("one even where nothing speaks for it, none without words");
	t = text_of("quite different");
	(void)model_score(m, t);
	CHECK_INT(model_passages(t, MODEL_PASSAGES, p), 1);
	t = text_of("");
	(void)model_score(m, t);
	CHECK_INT(model_passages(t, MODEL_PASSAGES, p), 0);
}

TEST_MAIN(TEST(plain), TEST(long_texts), TEST(mistakes), TEST(scores))
