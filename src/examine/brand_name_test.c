#include "examine/brand_name.h"

#include "test/walked.h"

/* "amazon whole", "amazon inside weak", ... set off by "; ". */
static span
said(const struct brand_words *words)
{
	static const char *const hows[] = {
		[BRAND_HOW_WHOLE] = "whole",
		[BRAND_HOW_INSIDE] = "inside",
		[BRAND_HOW_ALIKE] = "alike",
	};
	span text = { 0 };

	for (size_t i = 0; i < words->count; i++) {
		const struct brand_word *w = &words->list[i];

		text = arena_format(test_arena(), "%.*s%s%.*s %s%s%s",
		    SPAN_ARG(text), i > 0 ? "; " : "", SPAN_ARG(w->brand->id),
		    hows[w->how], w->gaps ? " gaps" : "",
		    w->weak ? " weak" : "");
	}
	return text;
}

static void
names(void **state)
{
	static const struct {
		const char *name, *text, *want, *first;
	} rows[] = {
		{ "all of it", "Amazon", "amazon whole", "amazon" },
		{ "in full width", "Ａｍａｚｏｎ", "amazon whole", "amazon" },
		{ "inside", "Amazon Prime Video team",
		    "amazon inside; amazon inside weak", "amazon" },
		{ "a blank between Japanese letters", "三井住友 カード",
		    "smbc_card whole", "smbc_card" },
		{ "a weak name says too little", "JCB", "jcb whole weak", "" },
		{ "blanks between the letters", "A m a z o n",
		    "amazon whole gaps", "amazon" },
		{ "dots as well", "三・井・住・友・カード",
		    "smbc_card whole gaps", "smbc_card" },
		{ "a digit for a letter", "AMAZ0N", "amazon alike", "amazon" },
		{ "as a word among others", "Your AMAZ0N team", "amazon alike",
		    "amazon" },
		{ "a kanji for another", "三丼住友カード", "smbc_card alike",
		    "smbc_card" },
		{ "with gaps and look-alikes", "A M A Z 0 N",
		    "amazon alike gaps", "amazon" },
		{ "nobody's name", "Hanako Yamada", "", "" },
		{ "nothing", "", "", "" },
	};
	const struct know *know = walked_know();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct brand_words words = brand_name_read(know, test_arena(),
		    test_edge(rows[i].text, strlen(rows[i].text)));
		const struct brand_word *first = brand_name_first(&words);

		test_name(rows[i].name);
		CHECK_SPAN(said(&words), rows[i].want);
		CHECK_SPAN(first == NULL ? (span){ 0 } : first->brand->id,
		    rows[i].first);
	}
}

static void
lines(void **state)
{
	static const struct {
		const char *name, *text, *want, *headline;
	} rows[] = {
		{ "in brackets at the head", "【三井住友カード】重要",
		    "smbc_card inside", "smbc_card" },
		{ "behind a list's tag", "[spam] 【三井住友カード】重要",
		    "smbc_card inside", "smbc_card" },
		{ "without brackets", "三井住友カードより", "smbc_card inside",
		    "" },
		{ "in brackets further on", "重要【三井住友カード】",
		    "smbc_card inside", "" },
		{ "a weak name heads nothing", "【JCB】重要", "jcb inside weak",
		    "" },
		{ "letters that look alike are no name in a line", "AMAZ0N", "",
		    "" },
	};
	const struct know *know = walked_know();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct brand *headline = NULL;
		struct brand_words words = brand_name_find(know, test_arena(),
		    brand_name_fold(test_arena(), span_of(rows[i].text)),
		    &headline);

		test_name(rows[i].name);
		CHECK_SPAN(said(&words), rows[i].want);
		CHECK_SPAN(headline == NULL ? (span){ 0 } : headline->id,
		    rows[i].headline);
		CHECK(words.count == 0 || words.list[0].text.n > 0);
	}
}

TEST_MAIN(TEST(names), TEST(lines))
