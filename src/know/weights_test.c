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
	test_name("an unknown id has none");
	CHECK(weights_find(w, SPAN("a")) == NULL);
}

TEST_MAIN(TEST(mistakes), TEST(values))
