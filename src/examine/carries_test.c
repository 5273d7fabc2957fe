#include "examine/carries.h"

#include <string.h>

#include "test/test.h"

static const struct {
	const char *name, *url;
	enum carries want;
} rows[] = {
	{ "in clear", "http://a.example/?e=taro@b.example", CARRIES_PLAIN },
	{ "capitals aside", "http://a.example/?e=TARO@B.Example",
	    CARRIES_PLAIN },
	{ "in the path", "http://a.example/taro@b.example/x", CARRIES_PLAIN },
	{ "in the fragment", "http://a.example/#taro@b.example",
	    CARRIES_PLAIN },
	{ "percent-encoded", "http://a.example/?e=taro%40b.example",
	    CARRIES_PLAIN },
	{ "percent-encoded twice", "http://a.example/?e=taro%2540b.example",
	    CARRIES_PLAIN },
	{ "the second recipient", "http://a.example/?e=hanako@c.example",
	    CARRIES_PLAIN },
	{ "Base64",
	    "http://a.example/?e=dGFyb0BiLmV4YW1wbGU=", CARRIES_ENCODED },
	{ "Base64 without its filling", "http://a.example/dGFyb0BiLmV4YW1wbGU",
	    CARRIES_ENCODED },
	{ "Base64 with its filling percent-encoded",
	    "http://a.example/#dGFyb0BiLmV4YW1wbGU%3D", CARRIES_ENCODED },
	{ "Base64 of more than the address",
	    "http://a.example/?x=aWQ9NyZlPXRhcm9AYi5leGFtcGxl",
	    CARRIES_ENCODED },
	{ "Base64 as a segment of the path",
	    "http://a.example/x/dGFyb0BiLmV4YW1wbGU/y", CARRIES_ENCODED },
	{ "hexadecimal", "http://a.example/?i=7461726f40622e6578616d706c65",
	    CARRIES_ENCODED },
	{ "hexadecimal in capitals",
	    "http://a.example/?i=7461726F40622E6578616D706C65",
	    CARRIES_ENCODED },
	{ "nobody", "http://a.example/?e=1234", CARRIES_NOTHING },
	{ "somebody else", "http://a.example/?e=jiro@b.example",
	    CARRIES_NOTHING },
	{ "the domain alone", "http://b.example/taro", CARRIES_NOTHING },
	{ "Base64 of somebody else", "http://a.example/amlyb0BiLmV4YW1wbGU",
	    CARRIES_NOTHING },
	{ "half of a byte", "http://a.example/7461726f40622e6578616d706c6",
	    CARRIES_NOTHING },
	{ "nothing", "", CARRIES_NOTHING },
};

static void
table(void **state)
{
	struct addresses to = addresses_read(
	    test_arena(), SPAN("taro@b.example, hanako@c.example"));

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].url);
		span url = test_edge(rows[i].url, n);

		test_name(rows[i].name);
		CHECK_INT(
		    carries_recipient(test_arena(), url, &to), rows[i].want);
		for (size_t k = 0; k < n; k++)
			carries_recipient(
			    test_arena(), test_edge(rows[i].url, k), &to);
	}
	test_name("no recipient is carried by nothing");
	CHECK_INT(carries_recipient(test_arena(), SPAN("http://a.example/@"),
		      &(struct addresses){ 0 }),
	    CARRIES_NOTHING);
}

TEST_MAIN(TEST(table))
