#include "examine/auth_canon.h"

#include <openssl/evp.h>

#include "test/test.h"

static void
check_digest(const unsigned char got[static CANON_HASH], span want)
{
	unsigned char digest[EVP_MAX_MD_SIZE];

	EVP_Digest(
	    want.n > 0 ? want.p : "", want.n, digest, NULL, EVP_sha256(), NULL);
	CHECK(memcmp(got, digest, CANON_HASH) == 0);
}

static void
bodies(void **state)
{
	static const struct {
		const char *name, *body, *simple, *relaxed;
	} rows[] = {
		{ "RFC 6376 3.4.5's example", " C \r\nD \t E\r\n\r\n\r\n",
		    " C \r\nD \t E\r\n", " C\r\nD E\r\n" },
		{ "3.4.3: no body is one line end, 3.4.4: or nothing", "",
		    "\r\n", "" },
		{ "3.4.4: a body of blank lines is nothing", " \r\n\t\r\n\r\n",
		    " \r\n\t\r\n", "" },
		{ "a line end is added", "a", "a\r\n", "a\r\n" },
		{ "LF counts as CRLF", "a\nb\n\n", "a\r\nb\r\n", "a\r\nb\r\n" },
		{ "a CR alone is a byte", "a\rb\r\n", "a\rb\r\n", "a\rb\r\n" },
		{ "a CR at the very end as well", "a\r", "a\r\r\n", "a\r\r\n" },
		{ "lines inside stay", "a\r\n\r\nb\r\n", "a\r\n\r\nb\r\n",
		    "a\r\n\r\nb\r\n" },
		{ "blanks at the beginning stay", "\t a\r\n", "\t a\r\n",
		    " a\r\n" },
	};
	static const uint64_t limits[] = { 0, 1, 3, 4, 1000, UINT64_MAX };

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(rows); i++) {
		bool relaxed = i % 2 == 1;
		span want =
		    span_of(relaxed ? rows[i / 2].relaxed : rows[i / 2].simple);
		size_t n = strlen(rows[i / 2].body);
		unsigned char hashes[COUNT(limits)][CANON_HASH];
		uint64_t total;

		test_name(rows[i / 2].name);
		CHECK(canon_body(test_edge(rows[i / 2].body, n), relaxed,
		    limits, COUNT(limits), hashes, &total));
		CHECK_INT(total, want.n);
		for (size_t k = 0; k < COUNT(limits); k++)
			check_digest(hashes[k],
			    span_head(want,
				limits[k] > want.n ? want.n
						   : (size_t)limits[k]));
		while (n-- > 0)
			CHECK(canon_body(test_edge(rows[i / 2].body, n),
			    relaxed, limits, COUNT(limits), hashes, &total));
	}
}

/* A stop inside of what is put at once, and beyond the buffer. */
static void
stops(void **state)
{
	static char body[20000];
	uint64_t limits[9], total;
	unsigned char hashes[COUNT(limits)][CANON_HASH];
	span all = { body, sizeof(body) };

	(void)state;
	memset(body, 'x', sizeof(body));
	memcpy(body + sizeof(body) - 2, "\r\n", 2);
	for (size_t i = 0; i < COUNT(limits); i++)
		limits[i] = i * 2499 + i;
	test_name("many lengths in one pass");
	CHECK(canon_body(all, false, limits, COUNT(limits), hashes, &total));
	CHECK_INT(total, sizeof(body));
	for (size_t i = 0; i < COUNT(limits); i++)
		check_digest(hashes[i], span_head(all, (size_t)limits[i]));
}

static void
fields(void **state)
{
	static const struct {
		const char *name, *field, *simple, *relaxed;
	} rows[] = {
		{ "RFC 6376 3.4.5's first", "A: X\r\n", "A: X", "a:X" },
		{ "RFC 6376 3.4.5's second", "B : Y\t\r\n\tZ  \r\n",
		    "B : Y\t\r\n\tZ  ", "b:Y Z" },
		{ "LF", "B: Y\n\tZ\n", "B: Y\r\n\tZ", "b:Y Z" },
		{ "no value", "X-Empty:\r\n", "X-Empty:", "x-empty:" },
		{ "a value of blanks", "X: \t \r\n", "X: \t ", "x:" },
		{ "a fold with nothing on it", "X: a\r\n \r\n b\r\n",
		    "X: a\r\n \r\n b", "x:a b" },
		{ "the end of the mail", "X: a", "X: a", "x:a" },
		{ "a fold that begins with no blank", "X: a \r\nb\r\n",
		    "X: a \r\nb", "x:a b" },
		{ "folds before the value", "X: \r\n \r\n a\r\n",
		    "X: \r\n \r\n a", "x:a" },
		{ "colons in the value", "X: a:b :c\r\n", "X: a:b :c",
		    "x:a:b :c" },
	};

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(rows); i++) {
		size_t n = strlen(rows[i / 2].field);
		span field = test_edge(rows[i / 2].field, n);
		unsigned char hash[CANON_HASH];
		struct canon c;

		test_name(rows[i / 2].name);
		canon_open(&c);
		canon_field(&c, field, (span){ 0 }, i % 2 == 1, false);
		CHECK(canon_close(&c, hash));
		check_digest(hash,
		    span_of(
			i % 2 == 1 ? rows[i / 2].relaxed : rows[i / 2].simple));
	}
}

/* The value of b= goes, and all round it. */
static void
without(void **state)
{
	static const char text[] = "S: a=1; b= x\r\n y ; c=2\r\n";
	span field = span_of(text), cut = span_slice(field, 10, 17);
	unsigned char hash[CANON_HASH];
	struct canon c;

	(void)state;
	test_name("the relaxed form without b=");
	canon_open(&c);
	canon_field(&c, field, cut, true, false);
	CHECK(canon_close(&c, hash));
	check_digest(hash, SPAN("s:a=1; b=; c=2"));
	test_name("the simple form without b=");
	canon_open(&c);
	canon_field(&c, field, cut, false, true);
	CHECK(canon_close(&c, hash));
	check_digest(hash, SPAN("S: a=1; b=; c=2\r\n"));
}

TEST_MAIN(TEST(bodies), TEST(stops), TEST(fields), TEST(without))
