#include "know/texts.h"

#include <stdio.h>

#include "know/weights.h"
#include "test/test.h"

static void
formats(void **state)
{
	static const struct text_arg args[] = {
		{ { "brand", 5 }, { "カゴヤ", 9 } },
		{ { "domain", 6 }, { "{brand}", 7 } },
		{ { "empty", 5 }, { NULL, 0 } },
	};
	static const struct {
		const char *name, *template, *want;
	} rows[] = {
		{ "a name is replaced", "a {brand} b", "a カゴヤ b" },
		{ "at both ends", "{brand}{brand}", "カゴヤカゴヤ" },
		{ "a value is not read again", "{domain}", "{brand}" },
		{ "an empty value leaves nothing", "a{empty}b", "ab" },
		{ "an unknown name stays", "a {other} b", "a {other} b" },
		{ "a brace alone stays", "a { b } {brand", "a { b } {brand" },
		{ "braces in braces", "{{brand}}", "{カゴヤ}" },
		{ "no name", "plain", "plain" },
		{ "nothing", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t length = strlen(rows[i].template);

		test_name(rows[i].name);
		for (size_t n = 0; n < length; n++)
			texts_format(test_arena(),
			    test_edge(rows[i].template, n), args, COUNT(args));
		CHECK_SPAN(
		    texts_format(test_arena(),
			test_edge(rows[i].template, length), args, COUNT(args)),
		    rows[i].want);
	}
}

static bool
has_name(span template, span name)
{
	span found;

	while (texts_next_name(&template, &found))
		if (span_same(found, name))
			return true;
	return false;
}

/* Each name of one is in other. */
static bool
names_within(span one, span other)
{
	span name;

	while (texts_next_name(&one, &name))
		if (!has_name(other, name))
			return false;
	return true;
}

static void
same_in_both(const struct texts *texts, enum lang one, enum lang other)
{
	size_t count;
	const struct text *all = texts_all(texts, one, &count);

	for (size_t i = 0; i < count; i++) {
		const struct text *twin = texts_find(texts, other, all[i].id);
		char name[200];

		snprintf(name, sizeof(name), "%s %.*s", lang_text(one),
		    SPAN_ARG(all[i].id));
		test_name(name);
		CHECK(all[i].sentence.n > 0);
		CHECK(twin != NULL);
		if (twin == NULL)
			continue;
		CHECK(names_within(all[i].sentence, twin->sentence));
		CHECK(names_within(all[i].check, twin->check));
		CHECK((all[i].check.n > 0) == (twin->check.n > 0));
	}
	test_name("");
}

static void
data_is_complete(void **state)
{
	struct arena *a = test_arena();
	const struct texts *texts = NULL;
	const struct weights *weights = NULL;
	struct know_error err = { "" };
	enum mekiki_status status;
	const struct weight *all;
	size_t count;

	(void)state;
	status = texts_open(a, test_path("data/text"), &texts, &err);
	CHECK_SPAN(span_of(err.text), "");
	if (status == MEKIKI_OK)
		status = weights_open(
		    a, test_path("data/weights.tsv"), NULL, &weights, &err);
	CHECK_SPAN(span_of(err.text), "");
	if (status != MEKIKI_OK)
		exit(EXIT_FAILURE);
	same_in_both(texts, LANG_JA, LANG_EN);
	same_in_both(texts, LANG_EN, LANG_JA);
	all = weights_all(weights, &count);
	for (size_t i = 0; i < count; i++) {
		char name[200];

		snprintf(name, sizeof(name), "%.*s has a weight, so words",
		    SPAN_ARG(all[i].id));
		test_name(name);
		CHECK(texts_find(texts, LANG_JA, all[i].id) != NULL);
	}
	test_name("");
}

TEST_MAIN(TEST(formats), TEST(data_is_complete))
