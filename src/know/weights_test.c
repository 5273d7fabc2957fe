#include "know/weights.h"

#include <stdio.h>
#include <unistd.h>

#include "test/test.h"

/* weights_open on a file with this text. */
static enum mekiki_status
open_text(const char *text, const struct weights **out, struct know_error *err)
{
	char path[] = "/tmp/mekiki-weights-XXXXXX";
	int fd = mkstemp(path);
	enum mekiki_status status;

	if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text))
		abort();
	close(fd);
	status = weights_open(test_arena(), path, NULL, out, err);
	unlink(path);
	return status;
}

static void
mistakes(void **state)
{
	static const struct {
		const char *name, *text, *want; /* end of the message; "" ok */
	} rows[] = {
		{ "a good row", "@f\t9\na\t-5\tspam\tf\twhy\n", "" },
		{ "the weight is a number", "a\tx\tspam\t-\twhy\n",
		    ":1: the weight is no whole number" },
		{ "of a sensible size", "a\t101\tspam\t-\twhy\n",
		    ":1: the weight is no whole number" },
		{ "the class is known", "a\t1\tham\t-\twhy\n",
		    ":1: no such class" },
		{ "the family has a cap", "a\t1\tspam\tf\twhy\n",
		    ":1: the family has no cap above" },
		{ "a cap is not negative", "@f\t-1\n",
		    ":1: want @family and its cap" },
		{ "a family stands once", "@f\t1\n@f\t2\n",
		    ":2: the family stands there twice" },
		{ "a learned row", "a\t7\tspam\t-\twhy\t5\tyes\t9\t1\t6\t8\n",
		    "" },
		{ "its hand-set weight is a number",
		    "a\t7\tspam\t-\twhy\tx\tyes\t9\t1\t6\t8\n",
		    ":1: the hand-set weight is no number" },
		{ "ten columns are too few",
		    "a\t7\tspam\t-\twhy\t5\tyes\t9\t1\t6\n",
		    ":1: a weight has five columns, or eleven" },
		{ "a prior is a number", "@prior\tx\n",
		    ":1: want a prior and its whole number" },
		{ "and nothing else", "@prior-unread\t-5\tx\n",
		    ":1: want a prior and its whole number" },
		{ "five columns", "a\t1\tspam\t-\n",
		    ":1: a weight has five columns, or eleven" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct weights *w = NULL;
		struct know_error err = { "" };
		enum mekiki_status status = open_text(rows[i].text, &w, &err);

		test_name(rows[i].name);
		CHECK((status == MEKIKI_OK) == (rows[i].want[0] == '\0'));
		CHECK(span_ends(span_of(err.text), rows[i].want));
		CHECK((w != NULL) == (status == MEKIKI_OK));
	}
	test_name("an id stands once");
	{
		const struct weights *w = NULL;

		CHECK(open_text("a\t1\t-\t-\t\na\t1\t-\t-\t\n", &w, NULL) ==
		    MEKIKI_BAD_DATA);
	}
}

static void
values(void **state)
{
	const struct weights *w = NULL;
	const struct weight *found;
	const struct weight_family *families;
	size_t count;

	(void)state;
	CHECK(open_text("@f\t9\na.b\t-5\tscam\tf\twhy\n"
			"c.d\t7\t-\t-\twhy\n",
		  &w, NULL) == MEKIKI_OK);
	families = weights_families(w, &count);
	test_name("a weight is as written");
	found = weights_find(w, SPAN("a.b"));
	CHECK(found != NULL && found->decibans == -5 &&
	    found->class == WEIGHT_SCAM && count == 1 && found->family == 0 &&
	    families[0].cap == 9);
	found = weights_find(w, SPAN("c.d"));
	CHECK(found != NULL && found->decibans == 7 &&
	    found->class == WEIGHT_ANY && found->family == WEIGHT_NO_FAMILY);
	CHECK(found->set == 7 && !found->learn);
	test_name("an unknown id has none");
	CHECK(weights_find(w, SPAN("a")) == NULL);
	test_name("a learned row keeps what was set by hand");
	CHECK(open_text("@prior\t-30\n@prior-unread\t-12\n"
			"a\t7\t-\t-\twhy\t5\tyes\t9\t1\t6\t8\n"
			"b\t3\t-\t-\twhy\t3\tno\t9\t1\t-\t-\n",
		  &w, NULL) == MEKIKI_OK);
	found = weights_find(w, SPAN("a"));
	CHECK(found->decibans == 7 && found->set == 5 && found->learn);
	CHECK(!weights_find(w, SPAN("b"))->learn);
	test_name("the prior depends on whether the wording was read");
	CHECK_INT(weights_prior(w, true), -30);
	CHECK_INT(weights_prior(w, false), -12);
}

/* An owner's file: its rows, caps and priors come in place of ours. */
static void
own_rows(void **state)
{
	char ours[] = "/tmp/mekiki-weights-XXXXXX";
	char own[] = "/tmp/mekiki-weights-XXXXXX";
	static const char *const texts[] = {
		"@prior\t-30\n@f\t9\na\t1\tspam\tf\tx\nb\t2\tspam\tf\tx\n",
		"@prior\t-20\n@f\t5\na\t8\tscam\tf\ty\n"
	};
	int fds[2] = { mkstemp(ours), mkstemp(own) };
	const struct weights *w = NULL;
	size_t count;

	(void)state;
	for (int i = 0; i < 2; i++) {
		if (fds[i] < 0 || write(fds[i], texts[i], strlen(texts[i])) < 0)
			abort();
		close(fds[i]);
	}
	CHECK(weights_open(test_arena(), ours, own, &w, NULL) == MEKIKI_OK);
	unlink(ours);
	unlink(own);
	test_name("an own row replaces ours, the others stay");
	CHECK_INT(weights_find(w, SPAN("a"))->decibans, 8);
	CHECK_INT(weights_find(w, SPAN("b"))->decibans, 2);
	test_name("an own cap and prior as well");
	CHECK_INT(weights_families(w, &count)[0].cap, 5);
	CHECK_INT(count, 1);
	CHECK_INT(weights_prior(w, true), -20);
}

TEST_MAIN(TEST(mistakes), TEST(values), TEST(own_rows))
