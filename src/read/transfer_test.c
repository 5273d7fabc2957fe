#include "read/transfer.h"

#include "test/test.h"

static const struct {
	const char *name, *encoding, *raw, *want;
	unsigned odd;
} rows[] = {
	{ "seven bits are themselves", "7bit", "a=3Db\r\n", "a=3Db\r\n", 0 },
	{ "no encoding", "", "a", "a", 0 },
	{ "binary, in any case", "BINARY", "\xff", "\xff", 0 },
	{ "an encoding nobody knows is taken as it is", "x-secret", "abc",
	    "abc", TRANSFER_UNKNOWN },
	{ "base64", "base64", "SGVsbG8=", "Hello", 0 },
	{ "a comment behind the name", "base64 (so)", "SGVsbG8=", "Hello", 0 },
	{ "comments before the name", " (a) (b) base64", "SGVsbG8=", "Hello",
	    0 },
	{ "a comment without end", "(base64",
	    "SGVsbG8=", "SGVsbG8=", TRANSFER_UNKNOWN },
	{ "a semicolon behind the name", "base64;", "SGVsbG8=", "Hello", 0 },
	{ "quotes around the name", "\"Base64\"", "SGVsbG8=", "Hello", 0 },
	{ "a second word behind the name", "base64 7bit", "SGVsbG8=", "Hello",
	    0 },
	{ "a longer name is another", "base64x",
	    "SGVsbG8=", "SGVsbG8=", TRANSFER_UNKNOWN },
	{ "base64 in any case", "Base64", "SGVsbG8h", "Hello!", 0 },
	{ "base64 over lines", "base64", "SGVs\r\nbG8=\r\n", "Hello", 0 },
	{ "two pads", "base64", "SGVsbA==", "Hell", 0 },
	{ "padding in the middle begins a new group", "base64",
	    "SGVsbG8=IHdvcmxk", "Hello world", TRANSFER_AFTER_PAD },
	{ "two encodings run together", "base64",
	    "SGVsbA==SGVsbG8=", "HellHello", TRANSFER_AFTER_PAD },
	{ "stray bytes are passed over", "base64", "SG*Vs!bG8=", "Hello",
	    TRANSFER_BAD_BASE64 },
	{ "cut with three letters", "base64", "SGVsbG8", "Hello",
	    TRANSFER_CUT_BASE64 },
	{ "cut with two letters", "base64", "SGVsbA", "Hell",
	    TRANSFER_CUT_BASE64 },
	{ "cut with one letter", "base64", "SGVsb", "Hel",
	    TRANSFER_CUT_BASE64 },
	{ "one letter and a pad", "base64", "SGVsb=", "Hel", 0 },
	{ "letters of URLs", "base64", "__--", "\xff\xff\xbe", 0 },
	{ "base64 of nothing", "base64", "", "", 0 },
	{ "base64 of padding", "base64", "====", "", 0 },
	{ "quoted-printable", "quoted-printable", "a=3Db=E3=81=82",
	    "a=b\xe3\x81\x82", 0 },
	{ "small hexadecimal letters", "Quoted-Printable", "=e3=81=82",
	    "\xe3\x81\x82", 0 },
	{ "a soft break", "quoted-printable", "ab=\r\ncd", "abcd", 0 },
	{ "a soft break by LF", "quoted-printable", "ab=\ncd", "abcd", 0 },
	{ "blanks behind a soft break's sign", "quoted-printable",
	    "ab= \t\r\ncd", "abcd", 0 },
	{ "a soft break at the end", "quoted-printable", "ab=", "ab", 0 },
	{ "blanks behind it at the end", "quoted-printable", "ab=  ", "ab", 0 },
	{ "hard breaks stay", "quoted-printable", "ab\r\ncd\r\n",
	    "ab\r\ncd\r\n", 0 },
	{ "an equals sign that means nothing stays", "quoted-printable", "a=zz",
	    "a=zz", TRANSFER_BAD_QUOTED },
	{ "an equals sign cut short", "quoted-printable", "a=4", "a=4",
	    TRANSFER_BAD_QUOTED },
	{ "two equals signs", "quoted-printable", "a==3D",
	    "a==", TRANSFER_BAD_QUOTED },
	{ "an equals sign and a lone CR", "quoted-printable", "a=\rb", "a=\rb",
	    TRANSFER_BAD_QUOTED },
	{ "uuencoded", "x-uuencode",
	    "begin 644 a.txt\r\n%2&5L;&\\\r\n`\r\nend\r\n", "Hello", 0 },
	{ "text around it is left out", "uuencode",
	    "see below\nbegin 644 a.txt\n%2&5L;&\\\n`\nend\nbye\n", "Hello",
	    0 },
	{ "a line shorter than it says", "x-uue",
	    "begin 644 a\nM2&5L;&]O\nend\n", "Helloo", 0 },
	{ "uuencoded without a beginning", "x-uuencode", "%2&5L;&\\\n", "", 0 },
};

static void
table(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].raw);
		unsigned odd = 0;
		span got = transfer_decode(test_arena(),
		    test_edge(rows[i].raw, n), span_of(rows[i].encoding), &odd);

		test_name(rows[i].name);
		CHECK_SPAN(got, rows[i].want);
		CHECK_INT(odd, rows[i].odd);
		for (size_t k = 0; k <= n; k++)
			transfer_decode(test_arena(), test_edge(rows[i].raw, k),
			    span_of(rows[i].encoding), &odd);
	}
}

static void
others(void **state)
{
	char line[1100];
	unsigned odd = 0;

	(void)state;
	memset(line, 'a', sizeof(line));
	test_name("a line over 998 is noted");
	transfer_decode(
	    test_arena(), (span){ line, 998 }, SPAN("quoted-printable"), &odd);
	CHECK_INT(odd, 0);
	transfer_decode(
	    test_arena(), (span){ line, 999 }, SPAN("quoted-printable"), &odd);
	CHECK_INT(odd, TRANSFER_LONG_LINE);
	test_name("a NUL is a byte");
	odd = 0;
	CHECK_INT(transfer_decode(test_arena(), SPAN("a\0b=00"),
		      SPAN("quoted-printable"), &odd)
		      .n,
	    4);
	test_name("every oddity has a name");
	for (unsigned bit = 1; bit <= TRANSFER_MULTIPLE; bit <<= 1)
		CHECK(transfer_odd_name(bit) != NULL);
	CHECK(transfer_odd_name(TRANSFER_MULTIPLE << 1) == NULL);
}

TEST_MAIN(TEST(table), TEST(others))
