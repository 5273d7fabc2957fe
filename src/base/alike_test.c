#include "base/alike.h"

#include "test/test.h"

static void
table(void **state)
{
	static const struct {
		const char *name;
		uint32_t code;
		char want;
		bool weak;
	} rows[] = {
		{ "Cyrillic a", 0x430, 'a', false },
		{ "the first row", 0x391, 'a', false },
		{ "the last row", 0x13f4, 'b', false },
		{ "palochka is l, not i", 0x4cf, 'l', false },
		{ "capital Ve is a good B", 0x412, 'b', false },
		{ "small ve is a poor one", 0x432, 'b', true },
		{ "Zhe is like nothing", 0x436, 0, false },
		{ "Latin letters are not asked", 'a', 0, false },
	};
	size_t found = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		bool weak = false;

		test_name(rows[i].name);
		CHECK_INT(alike_latin(rows[i].code, &weak), rows[i].want);
		CHECK(weak == rows[i].weak);
	}
	test_name("the table is sorted: every row is found");
	for (uint32_t code = 0; code < 0x2000; code++) {
		bool weak;

		found += alike_latin(code, &weak) != 0;
	}
	CHECK_INT(found, 111);
	test_name("plain forms");
	CHECK_INT(alike_plain(0x2019), '\'');
	CHECK_INT(alike_plain(0x131), 'i');
	CHECK_INT(alike_plain('x'), 0);
}

TEST_MAIN(TEST(table))
