#include "examine/random.h"

#include <string.h>

#include "test/test.h"

/* Names of firms, places and products must pass, or every mail is accused. */
static const struct {
	const char *label;
	bool random;
} rows[] = {
	{ "vfgbnhjkl", true },
	{ "x7k2m9qp", true },
	{ "qwrtpsdfg", true },
	{ "a8b3c9d2e1", true },
	{ "amazon", false },
	{ "mitsubishi", false },
	{ "rakuten-card", false },
	{ "shortstrength", false },
	{ "kyushu-denryoku", false },
	{ "deutschepost", false },
	{ "sourceforge", false },
	{ "thyssenkrupp", false },
	{ "bristlecone", false },
	{ "web2print", false },
	{ "studio54", false },
	{ "img01", false },
	{ "nttdocomo", false },
	{ "fghj", false },	    /* too short to tell */
	{ "xn--vfgbnhjkl", false }, /* Punycode looks like it */
	{ "", false },
};

static void
labels(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		test_name(rows[i].label);
		CHECK_INT(random_label(
			      test_edge(rows[i].label, strlen(rows[i].label))),
		    rows[i].random);
	}
}

TEST_MAIN(TEST(labels))
