#include "read/address.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "test/test.h"

static const struct {
	const char *name, *body;
	/* "display name|local|domain" of each, set off by LF */
	const char *want;
	unsigned odd; /* of all together */
} rows[] = {
	{ "a bare address", "taro@example.jp", "|taro|example.jp", 0 },
	{ "name and address", "Taro <taro@example.jp>", "Taro|taro|example.jp",
	    0 },
	{ "an address alone in angles", "<taro@example.jp>", "|taro|example.jp",
	    0 },
	{ "quoted name", "\"Suzuki, Taro\" <taro@example.jp>",
	    "Suzuki, Taro|taro|example.jp", 0 },
	{ "escapes in a quoted name", "\"A \\\"B\\\" C\" <a@example.jp>",
	    "A \"B\" C|a|example.jp", 0 },
	{ "a comma in a name without quotes",
	    "Example Bank, Inc. <a@bank.example>",
	    "Example Bank, Inc.|a|bank.example", 0 },
	{ "dots in a name", "J. R. Doe <j@example.org>",
	    "J. R. Doe|j|example.org", 0 },
	{ "two addresses", "a@example.org, B <b@example.jp>",
	    "|a|example.org\nB|b|example.jp", 0 },
	{ "empty places in a list", ", a@example.org,, b@example.jp,",
	    "|a|example.org\n|b|example.jp", 0 },
	{ "a semicolon sets off as well", "a@example.org; b@example.jp",
	    "|a|example.org\n|b|example.jp", 0 },
	{ "a comment is the name where there is none",
	    "taro@example.jp (Suzuki Taro)", "Suzuki Taro|taro|example.jp", 0 },
	{ "comments nest", "taro@example.jp (a (b) c)",
	    "a (b) c|taro|example.jp", 0 },
	{ "a comment beside a name is left out",
	    "Taro (work) <taro@example.jp>", "Taro|taro|example.jp", 0 },
	{ "a group is its members", "Friends: a@example.org, b@example.jp;",
	    "|a|example.org\n|b|example.jp", 0 },
	{ "an empty group", "undisclosed-recipients:;", "", 0 },
	{ "an empty group with a blank", "undisclosed-recipients: ;", "", 0 },
	{ "encoded name", "=?utf-8?B?5aSq6YOO?= <taro@example.jp>",
	    "太郎|taro|example.jp", 0 },
	{ "encoded name in quotes", "\"=?utf-8?B?5aSq6YOO?=\" <t@example.jp>",
	    "太郎|t|example.jp", 0 },
	{ "encoded in an old charset",
	    "=?iso-2022-jp?B?GyRCQkBPOhsoQg==?= <taro@example.jp>",
	    "太郎|taro|example.jp", 0 },
	{ "a name cut inside a character",
	    "=?utf-8?B?5aQ=?= =?utf-8?B?qumDjg==?= <t@example.jp>",
	    "太郎|t|example.jp", 0 },
	{ "raw eight-bit name", "\xe5\xa4\xaa\xe9\x83\x8e <t@example.jp>",
	    "太郎|t|example.jp", 0 },
	{ "name and address in one encoded word",
	    "=?utf-8?B?5aSq6YOOIDx0YXJvQGV4YW1wbGUuanA+?=",
	    "太郎|taro|example.jp", ADDRESS_ENCODED },
	{ "an address alone in an encoded word",
	    "=?utf-8?B?dGFyb0BleGFtcGxlLmpw?=", "|taro|example.jp",
	    ADDRESS_ENCODED },
	{ "an address in the name is only a name",
	    "\"service@bank.example\" <x@evil.example>",
	    "service@bank.example|x|evil.example", 0 },
	{ "so is one without quotes", "service@bank.example <x@evil.example>",
	    "service@bank.example|x|evil.example", 0 },
	{ "encoded address as a name",
	    "=?utf-8?B?dGFyb0BleGFtcGxlLmpw?= <x@evil.example>",
	    "taro@example.jp|x|evil.example", 0 },
	{ "two addresses in angles: the last counts",
	    "Bank <service@bank.example> <x@evil.example>",
	    "Bank  service@bank.example|x|evil.example", ADDRESS_TWO_ANGLES },
	{ "two @: the last divides", "a@b@example.jp", "|a@b|example.jp",
	    ADDRESS_TWO_AT },
	{ "two @ in angles", "<service@bank.example@evil.example>",
	    "|service@bank.example|evil.example", ADDRESS_TWO_AT },
	{ "a quoted local part may hold an @", "\"a@b\"@example.jp",
	    "|a@b|example.jp", 0 },
	{ "a quoted local part in angles", "X <\"a b\"@example.jp>",
	    "X|a b|example.jp", ADDRESS_SPACE },
	{ "a quoted local part with a blank", "\"a b\"@example.jp",
	    "|a b|example.jp", ADDRESS_SPACE },
	{ "a quoted '>' ends nothing", "X <\"a>b\"@example.jp>",
	    "X|a>b|example.jp", 0 },
	{ "no '>'", "Taro <taro@example.jp", "Taro|taro|example.jp",
	    ADDRESS_OPEN },
	{ "no '>' and another address", "A <a@example.org, b@example.jp>",
	    "A|a@example.org, b|example.jp", ADDRESS_TWO_AT | ADDRESS_SPACE },
	{ "an open quote swallows no address", "\"Taro <taro@example.jp>",
	    "Taro|taro|example.jp", ADDRESS_OPEN },
	{ "an open comment swallows no address", "Taro (work <taro@example.jp>",
	    "Taro work|taro|example.jp", ADDRESS_OPEN },
	{ "an open quote in angles swallows no list",
	    "A <\"a@example.org>, b@example.jp",
	    "A|\"a|example.org\n|b|example.jp", ADDRESS_OPEN },
	{ "no @ at all", "postmaster", "postmaster|postmaster|",
	    ADDRESS_NO_DOMAIN },
	{ "nothing before the @", "<@example.jp>", "||example.jp",
	    ADDRESS_NO_LOCAL },
	{ "empty angles", "<>", "||", 0 },
	{ "a name without address", "Example Bank <>", "Example Bank||", 0 },
	{ "a source route", "<@relay.example:taro@example.jp>",
	    "|taro|example.jp", ADDRESS_ROUTE },
	{ "an address literal", "taro@[192.0.2.1]", "|taro|192.0.2.1",
	    ADDRESS_LITERAL },
	{ "a blank in the domain", "<taro@exam ple.jp>", "|taro|exam ple.jp",
	    ADDRESS_SPACE },
	{ "an internationalised domain", "taro@\xe4\xbe\x8b.example",
	    "|taro|xn--fsq.example", 0 },
	{ "capital letters in the domain", "Taro@Example.JP",
	    "|Taro|example.jp", 0 },
	{ "mailto: in front", "<mailto:taro@example.jp>", "|taro|example.jp",
	    0 },
	{ "folds", "Taro\r\n <taro@example.jp>,\r\n\tb@example.org",
	    "Taro|taro|example.jp\n|b|example.org", 0 },
	{ "name behind without angles", "Taro taro@example.jp",
	    "Taro|taro|example.jp", 0 },
	{ "nothing", "", "", 0 },
	{ "blanks", " \r\n\t", "", 0 },
	{ "a comment alone", "(nobody)", "", 0 },
};

static span
flat(const struct addresses *list, unsigned *odd)
{
	struct buf out = buf_new(test_arena(), 1 << 20);

	*odd = 0;
	for (size_t i = 0; i < list->count; i++) {
		if (i > 0)
			buf_byte(&out, '\n');
		buf_put(&out, list->list[i].name);
		buf_byte(&out, '|');
		buf_put(&out, list->list[i].local);
		buf_byte(&out, '|');
		buf_put(&out, list->list[i].ascii);
		*odd |= list->list[i].odd;
	}
	return buf_span(&out);
}

static void
table(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].body);
		struct addresses list =
		    addresses_read(test_arena(), test_edge(rows[i].body, n));
		unsigned odd;
		span got = flat(&list, &odd);

		test_name(rows[i].name);
		CHECK_SPAN(got, rows[i].want);
		CHECK_INT(odd, rows[i].odd);
		for (size_t k = 0; k <= n; k++) {
			span body = test_edge(rows[i].body, k);

			list = addresses_read(test_arena(), body);
			for (size_t m = 0; m < list.count; m++) {
				CHECK(span_within(list.list[m].raw, body));
				CHECK(utf8_valid(list.list[m].name));
				CHECK(utf8_valid(list.list[m].text));
			}
		}
	}
}

static void
hostile(void **state)
{
	static const char *const patterns[] = { "g:", "(", "\"", "<", ",", "a,",
		"\\\"", "@", "=?", "a@b ", "=?utf-8?B?", "<>", "(a", "a<b>c",
		"<\">", "<\\\">" };
	struct buf many = buf_new(test_arena(), 1 << 20);
	struct addresses list;

	(void)state;
	for (size_t i = 0; i < COUNT(patterns); i++) {
		struct buf out = buf_new(test_arena(), 1 << 20);

		test_name(patterns[i]);
		for (size_t k = 0; k < 100000; k++)
			buf_text(&out, patterns[i]);
		buf_text(&out, "x <taro@example.jp>");
		list = addresses_read(test_arena(), buf_span(&out));
		CHECK(list.count <= LIMIT_ADDRESSES);
	}
	test_name("groups 100,000 deep still hold their address");
	for (size_t k = 0; k < 100000; k++)
		buf_text(&many, "g:");
	buf_text(&many, "taro@example.jp");
	list = addresses_read(test_arena(), buf_span(&many));
	CHECK_INT(list.count, 1);
	if (list.count == 1)
		CHECK_SPAN(list.list[0].text, "taro@example.jp");
	test_name("past the limit addresses are cut");
	many = buf_new(test_arena(), 1 << 20);
	for (size_t k = 0; k < LIMIT_ADDRESSES + 5; k++)
		buf_text(&many, "a@example.jp,");
	list = addresses_read(test_arena(), buf_span(&many));
	CHECK_INT(list.count, LIMIT_ADDRESSES);
	CHECK(list.cut);
}

static void
finds(void **state)
{
	static const struct {
		const char *name, *text, *address;
		size_t at; /* SIZE_MAX: nowhere */
	} found[] = {
		{ "alone", "a@b.jp", "a@b.jp", 0 },
		{ "in a text", "to a@b.jp, now", "a@b.jp", 3 },
		{ "whatever the case", "To A@B.JP", "a@b.jp", 3 },
		{ "the second of two", "a@c.jp a@b.jp", "a@b.jp", 7 },
		{ "behind other @", "@@x@a@b.jp", "a@b.jp", 4 },
		{ "at the end of a longer one", "xa@b.jp", "a@b.jp", 1 },
		{ "cut", "a@b.j", "a@b.jp", SIZE_MAX },
		{ "another local part", "ab@b.jp", "aa@b.jp", SIZE_MAX },
		{ "nothing", "", "a@b.jp", SIZE_MAX },
		{ "no domain, no address", "a", "a", SIZE_MAX },
		{ "an @ in the local part is not looked for", "a@a@b.jp",
		    "<a@a@b.jp>", SIZE_MAX },
	};
	struct buf text = buf_new(test_arena(), 1 << 20);
	struct buf who = buf_new(test_arena(), 1 << 20);
	struct address address;

	(void)state;
	for (size_t i = 0; i < COUNT(found); i++) {
		size_t n = strlen(found[i].text);
		size_t at = found[i].at == SIZE_MAX ? n : found[i].at;

		test_name(found[i].name);
		address = address_read(test_arena(), span_of(found[i].address));
		for (size_t k = 0; k <= n; k++)
			CHECK(address_find(
				  test_edge(found[i].text, k), &address) <= k);
		CHECK_INT(
		    address_find(test_edge(found[i].text, n), &address), at);
	}
	test_name("a long address that nearly stands everywhere costs no more");
	for (size_t i = 0; i < 30000; i++)
		buf_byte(&who, '-');
	buf_text(&who, "b@c.example");
	for (size_t i = 0; i < 500000; i++)
		buf_byte(&text, i < 400000 ? '-' : '@');
	address = address_read(test_arena(), buf_span(&who));
	CHECK_INT(address_find(buf_span(&text), &address), text.n);
}

static void
one(void **state)
{
	static const char literal[] = "a@[\xd0\x44]";

	(void)state;
	test_name("one address alone");
	CHECK_SPAN(address_read(test_arena(), SPAN("<a@example.jp>")).text,
	    "a@example.jp");
	CHECK_SPAN(address_read(test_arena(), SPAN("<>")).text, "");
	test_name("raw is the mailbox as written");
	CHECK_SPAN(address_read(test_arena(), SPAN("A <a@b.jp> , c@d.jp")).raw,
	    "A <a@b.jp> ");
	test_name("text is valid UTF-8 whatever the bytes");
	CHECK(utf8_valid(
	    address_read(test_arena(), test_edge(literal, sizeof(literal) - 1))
		.text));
	CHECK(utf8_valid(
	    address_read(test_arena(), SPAN("\xff@example.jp")).text));
	test_name("every oddity has a name");
	for (unsigned bit = 1; bit <= ADDRESS_TWO_ANGLES; bit <<= 1)
		CHECK(address_odd_name(bit) != NULL);
	CHECK(address_odd_name(ADDRESS_TWO_ANGLES << 1) == NULL);
}

TEST_MAIN(TEST(table), TEST(hostile), TEST(one), TEST(finds))
