#include "report/uuid.h"

#include "test/test.h"

static void
names(void **state)
{
	/* RFC 9562, appendix A.4, and what Python's uuid.uuid5 says. */
	static const struct {
		const char *space, *name, *want;
	} rows[] = {
		{ "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com",
		    "2ed6657d-e927-568b-95e1-2665a8aea6a2" },
		{ "00abedb4-aa42-466c-9c01-fed23315a9b7",
		    "{\"value\":\"198.51.100.3\"}",
		    "28bb3599-77cd-5a82-a950-b5bc3caf07c4" },
		{ "6b0cf6c5-6c0e-4d3b-9f5e-3e1b52f0a7c4", "",
		    "9c227afd-2518-5c80-b3fd-dde00573745f" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char out[UUID_TEXT];

		test_name(rows[i].name);
		CHECK(uuid_make(rows[i].space, span_of(rows[i].name), out));
		CHECK_SPAN(span_of(out), rows[i].want);
	}
	test_name("the spaces are UUIDs themselves");
	CHECK_INT(strlen(uuid_stix), UUID_TEXT - 1);
	CHECK_INT(strlen(uuid_mekiki), UUID_TEXT - 1);
}

TEST_MAIN(TEST(names))
