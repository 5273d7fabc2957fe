#include "examine/compare.h"

#include "test/test.h"

#define A                                                                      \
	"the garden needs water in the morning and in the evening we look "    \
	"after the tomatoes that our neighbours brought last week because "    \
	"they travel and nobody minds a little rain in the month of august "   \
	"as long as the cellar stays dry and the dog may sleep indoors "
#define B                                                                      \
	"we could not charge a card until you give us another number your "    \
	"membership rests and parcels stay where they are which takes two "    \
	"minutes or less provided you have your password ready beside you "    \
	"so please be quick about it as our office closes at six sharp "

static void
shares(void **state)
{
	struct arena *a = test_arena();

	(void)state;
	test_name("a text has all of itself");
	CHECK_INT(compare_share(a, SPAN(A), SPAN(A)), 100);
	test_name("blanks and line ends do not count");
	CHECK_INT(compare_share(a, SPAN(A), SPAN("\n\n" A "  ")), 100);
	test_name("two texts have next to nothing in common");
	CHECK(compare_share(a, SPAN(A), SPAN(B)) < 12);
	test_name("what is in a longer text is common");
	CHECK_INT(compare_share(a, SPAN(A), SPAN(B A)), 100);
	test_name("half of it is half");
	CHECK(compare_share(a, SPAN(A B), SPAN(A)) > 40);
	CHECK(compare_share(a, SPAN(A B), SPAN(A)) < 60);
	test_name("of a short text nothing is said");
	CHECK_INT(compare_share(a, SPAN("short"), SPAN(A)), -1);
	CHECK_INT(compare_share(a, SPAN(A), SPAN("")), -1);
}

TEST_MAIN(TEST(shares))
