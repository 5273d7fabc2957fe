#include "read/charset.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "test/test.h"

#define BYTES(literal) literal, sizeof(literal) - 1

struct row {
	const char *name;
	const char *bytes;
	size_t n;
	const char *label, *want, *used, *why;
	unsigned odd;
};

static const struct row rows[] = {
	{ "ASCII under no label is ASCII", BYTES("hello"), "", "hello",
	    "us-ascii", "ascii", 0 },
	{ "ASCII under a Japanese label needs no converter", BYTES("a\\b~"),
	    "Shift_JIS", "a\\b~", "us-ascii", "ascii", 0 },
	{ "an unknown label is noted even for ASCII", BYTES("x"), "x-foo", "x",
	    "us-ascii", "ascii", CHARSET_UNKNOWN_LABEL },
	{ "valid UTF-8 beats any label", BYTES("\xe6\x97\xa5\xe6\x9c\xac"),
	    "iso-8859-1", "日本", "utf-8", "valid-utf-8", CHARSET_LABEL_WRONG },
	{ "valid UTF-8 beats a Japanese label",
	    BYTES("\xe9\x8a\x80\xe8\xa1\x8c"), "shift_jis", "銀行", "utf-8",
	    "valid-utf-8", CHARSET_LABEL_WRONG },
	{ "valid UTF-8 under its label is not odd", BYTES("\xc3\xa9"), "UTF-8",
	    "é", "utf-8", "valid-utf-8", 0 },
	{ "UTF-8 without a label is noted", BYTES("\xc3\xa9"), "", "é", "utf-8",
	    "valid-utf-8", CHARSET_MISSING_LABEL },
	{ "8-bit text under US-ASCII is not dropped", BYTES("A\xe3\x81\x82Z"),
	    "us-ascii", "AあZ", "utf-8", "valid-utf-8",
	    CHARSET_8BIT_UNDER_ASCII },
	{ "CP932 under US-ASCII is found by score", BYTES("A\x82\xa0Z"),
	    "us-ascii", "AあZ", "shift_jis", "guess",
	    CHARSET_8BIT_UNDER_ASCII },
	{ "a UTF-8 mark is dropped", BYTES("\xef\xbb\xbfhi"), "", "hi", "utf-8",
	    "bom", CHARSET_MISSING_LABEL },
	{ "a UTF-16 mark decides", BYTES("\xff\xfeh\0i\0"), "utf-8", "hi",
	    "utf-16le", "bom", CHARSET_LABEL_WRONG },
	{ "a big-endian mark decides", BYTES("\xfe\xff\x30\x42"), "utf-16",
	    "あ", "utf-16be", "bom", 0 },
	{ "a UTF-32 mark is not one of UTF-16",
	    BYTES("\xff\xfe\0\0\x42\x30\0\0"), "", "あ", "utf-32le", "bom",
	    CHARSET_MISSING_LABEL },
	{ "UTF-16 without a mark is little-endian", BYTES("h\0i\0\x42\x30"),
	    "utf-16", "hiあ", "utf-16le", "label", 0 },
	{ "NULs first show big-endian", BYTES("\0h\0i"), "utf-16", "hi",
	    "utf-16be", "label", 0 },
	{ "half a pair is replaced", BYTES("\x3d\xd8\x42\x30"), "utf-16le",
	    "\xef\xbf\xbdあ", "utf-16le", "label", CHARSET_INVALID },
	{ "a pair of UTF-16 is one character", BYTES("\x3d\xd8\x00\xde"),
	    "utf-16le", "😀", "utf-16le", "label", 0 },
	{ "ISO-2022-JP by its escapes", BYTES("\x1b$B$\"\x1b(Ba"),
	    "iso-2022-jp", "あa", "iso-2022-jp", "escapes", 0 },
	{ "escapes need no label", BYTES("\x1b$B$\"\x1b(B"), "", "あ",
	    "iso-2022-jp", "escapes", CHARSET_MISSING_LABEL },
	{ "escapes beat a label", BYTES("\x1b$B$\"\x1b(B"), "utf-8", "あ",
	    "iso-2022-jp", "escapes", CHARSET_LABEL_WRONG },
	{ "NEC row 13 is read in ISO-2022-JP", BYTES("\x1b$B-!-j\x1b(B"),
	    "iso-2022-jp", "①㈱", "iso-2022-jp", "escapes", 0 },
	{ "the wave dash is Microsoft's", BYTES("\x1b$B!A\x1b(B"),
	    "iso-2022-jp", "～", "iso-2022-jp", "escapes", 0 },
	{ "half-width kana by escape (CP50221)", BYTES("\x1b(I16\x1b(B"),
	    "cp50221", "ｱｶ", "iso-2022-jp", "escapes", 0 },
	{ "half-width kana by shift-out (CP50222)", BYTES("\x0e\x31\x0fx"),
	    "iso-2022-jp", "ｱx", "iso-2022-jp", "label", 0 },
	{ "8-bit half-width kana beside escapes", BYTES("\x1b$B$\"\x1b(B\xb1"),
	    "iso-2022-jp", "あｱ", "iso-2022-jp", "escapes", 0 },
	{ "IBM extensions in ISO-2022-JP", BYTES("\x1b$By!\x1b(B"),
	    "iso-2022-jp", "纊", "iso-2022-jp", "escapes", 0 },
	{ "JIS X 0212 in ISO-2022-JP-1", BYTES("\x1b$(D0!\x1b(B"),
	    "iso-2022-jp-1", "丂", "iso-2022-jp", "escapes", 0 },
	{ "an escape cut short is replaced", BYTES("\x1b$B$\"\x1b"),
	    "iso-2022-jp", "あ\xef\xbf\xbd", "iso-2022-jp", "escapes",
	    CHARSET_INVALID },
	{ "an escape back to ASCII alone is none", BYTES("a\x1b(Bb"), "",
	    "a\x1b(Bb", "us-ascii", "ascii", 0 },
	{ "ISO-2022-KR", BYTES("\x1b$)C\x0e\x30\x21\x0f"), "", "가",
	    "iso-2022-kr", "escapes", CHARSET_MISSING_LABEL },
	{ "ISO-2022-CN", BYTES("\x1b$)A\x0e\x56\x50\x0f"), "iso-2022-cn", "中",
	    "iso-2022-cn", "escapes", 0 },
	{ "Shift_JIS means CP932: NEC and IBM characters",
	    BYTES("\x87\x40\x87\x8a\xfb\xfc\xfa\xb1"), "Shift_JIS", "①㈱髙﨑",
	    "shift_jis", "label", 0 },
	{ "CP932's wave dash and double bar", BYTES("\x81\x60\x81\x61"),
	    "x-sjis", "～∥", "shift_jis", "label", 0 },
	{ "half-width kana in CP932", BYTES("\xb1\xb6\xde"), "MS_Kanji", "ｱｶﾞ",
	    "shift_jis", "label", 0 },
	{ "IBM's rotated controls are put back", BYTES("\x82\xa0\x1a\x1c\x7f"),
	    "cp932", "あ\x1a\x1c\x7f", "shift_jis", "label", 0 },
	{ "a backslash in Shift_JIS is no yen sign", BYTES("\x82\xa0\\~"),
	    "shift-jis", "あ\\~", "shift_jis", "label", 0 },
	{ "a lead byte before markup does not eat it",
	    BYTES("\x82\xa0\x82\xa2\x82<b>"), "shift_jis",
	    "あい\xef\xbf\xbd<b>", "shift_jis", "label", CHARSET_INVALID },
	{ "EUC-JP with NEC row 13", BYTES("\xa4\xa2\xad\xa1\xad\xea"), "euc-jp",
	    "あ①㈱", "euc-jp", "label", 0 },
	{ "EUC-JP with JIS X 0212 and half-width kana",
	    BYTES("\xa4\xa2\x8f\xb0\xa1\x8e\xb1"), "eucJP-ms", "あ丂ｱ",
	    "euc-jp", "label", 0 },
	{ "EUC-JP under a Shift_JIS label is seen",
	    BYTES("\xa4\xb3\xa4\xf3\xa4\xcb\xa4\xc1\xa4\xcf\xa4\xf3"), "euc-jp",
	    "こんにちはん", "euc-jp", "label", 0 },
	{ "CP932 under an EUC label is seen",
	    BYTES("\x82\xb1\x82\xf1\x82\xc9\x82\xbf\x82\xcd"), "euc-jp",
	    "こんにちは", "shift_jis", "guess", CHARSET_LABEL_WRONG },
	{ "CP932 under ISO-8859-1 is seen",
	    BYTES("\x82\xb1\x82\xf1\x82\xc9\x82\xbf\x82\xcd"), "iso-8859-1",
	    "こんにちは", "shift_jis", "guess", CHARSET_LABEL_WRONG },
	{ "CP932 under ISO-2022-JP is seen, kanji only too",
	    BYTES("\x8b\xd9\x8b\x7d"), "iso-2022-jp", "緊急", "shift_jis",
	    "guess", CHARSET_LABEL_WRONG },
	{ "unlabelled CP932 kanji", BYTES("\x8b\xd9\x8b\x7d"), "", "緊急",
	    "shift_jis", "guess", CHARSET_MISSING_LABEL },
	{ "unlabelled EUC-JP", BYTES("\xa4\xb3\xa4\xf3\xc6\xfc\xcb\xdc"), "",
	    "こん日本", "euc-jp", "guess", CHARSET_MISSING_LABEL },
	{ "accented Latin is not taken for Japanese",
	    BYTES("d\xe9j\xe0 vu \xe9t\xe9 \xfc\xdf"), "iso-8859-1",
	    "déjà vu été üß", "windows-1252", "label", 0 },
	{ "ISO-8859-1 is windows-1252", BYTES("\x93x\x94\x80"), "latin1",
	    "“x”€", "windows-1252", "label", 0 },
	{ "quotes, blanks and case of a label do not matter", BYTES("\x82\xa0"),
	    " \"Windows-31J\" ", "あ", "shift_jis", "label", 0 },
	{ "GB2312 is GB18030", BYTES("\xd6\xd0\x81\x40\x81\x30\x81\x30"),
	    "gb2312", "中丂\xc2\x80", "gb18030", "label", 0 },
	{ "GBK is GB18030", BYTES("\xc4\xfa"), "GBK", "您", "gb18030", "label",
	    0 },
	{ "ks_c_5601-1987 is windows-949", BYTES("\xb0\xa1\x81\x41"),
	    "ks_c_5601-1987", "가갂", "windows-949", "label", 0 },
	{ "Big5", BYTES("\xa4\xa4\xa4\xe5"), "big5", "中文", "big5", "label",
	    0 },
	{ "HZ only under its label", BYTES("~{VPND~}"), "hz-gb-2312", "中文",
	    "hz-gb-2312", "label", 0 },
	{ "HZ without a label is ASCII", BYTES("~{VPND~}"), "", "~{VPND~}",
	    "us-ascii", "ascii", 0 },
	{ "UTF-7 only under its label", BYTES("+ZeVnLIqe-"), "utf-7", "日本語",
	    "utf-7", "label", 0 },
	{ "UTF-7 without a label is ASCII", BYTES("+ZeVnLIqe-"), "utf-8",
	    "+ZeVnLIqe-", "us-ascii", "ascii", 0 },
	{ "EBCDIC is nobody's mail", BYTES("\xc1\xc2"), "ebcdic-cp-us", NULL,
	    NULL, "detector", CHARSET_UNKNOWN_LABEL },
	{ "text goes on behind NUL", BYTES("a\0b"), "",
	    "a\xef\xbf\xbd"
	    "b",
	    "us-ascii", "ascii", CHARSET_NUL },
	{ "NUL in Japanese text", BYTES("\x82\xa0\0\x82\xa2"), "shift_jis",
	    "あ\xef\xbf\xbdい", "shift_jis", "label", CHARSET_NUL },
	{ "a cut UTF-8 character does not change the encoding",
	    BYTES("\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa"), "utf-8",
	    "日本\xef\xbf\xbd", "utf-8", "label", CHARSET_INVALID },
	{ "a cut UTF-8 character without a label",
	    BYTES("\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe3\x81\x82\xe8"), "",
	    "日本語あ\xef\xbf\xbd", "utf-8", "guess",
	    CHARSET_MISSING_LABEL | CHARSET_INVALID },
	{ "CP932 under UTF-8 is seen",
	    BYTES("\x82\xb1\x82\xf1\x82\xc9\x82\xbf\x82\xcd"), "utf-8",
	    "こんにちは", "shift_jis", "guess", CHARSET_LABEL_WRONG },
	{ "U+FFFD in valid UTF-8 is not ours", BYTES("\xef\xbf\xbd"), "utf-8",
	    "\xef\xbf\xbd", "utf-8", "valid-utf-8", 0 },
	{ "overlong UTF-8 is no UTF-8", BYTES("a\xc0\xaf"), "utf-8", NULL, NULL,
	    NULL, CHARSET_LABEL_WRONG },
	{ "Russian in KOI8-R", BYTES("\xf2\xd5\xd3"), "koi8-r", "Рус", "koi8-r",
	    "label", 0 },
	{ "nothing is ASCII", BYTES(""), "utf-8", "", "us-ascii", "ascii", 0 },
};

static void
table(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct row *row = &rows[i];
		struct charset_text text;
		struct map map = { 0 };

		test_name(row->name);
		text = charset_decode(test_arena(),
		    test_edge(row->bytes, row->n), span_of(row->label), &map);
		if (row->want != NULL)
			CHECK_SPAN(text.utf8, row->want);
		if (row->used != NULL)
			CHECK_SPAN(span_of(text.used), row->used);
		if (row->why != NULL)
			CHECK_SPAN(span_of(text.why), row->why);
		CHECK_INT(text.odd & row->odd, row->odd);
		if (row->want != NULL)
			CHECK_INT(text.odd, row->odd);
		CHECK(utf8_valid(text.utf8));
	}
}

/* Every prefix, under every label: valid, and the map stays inside. */
static void
prefixes(void **state)
{
	(void)state;
	test_name("every prefix gives valid text and a map that stays inside");
	for (size_t i = 0; i < COUNT(rows); i++)
		for (size_t n = 0; n <= rows[i].n; n++) {
			span bytes = test_edge(rows[i].bytes, n);
			struct map map = { 0 };
			struct charset_text text = charset_decode(
			    test_arena(), bytes, span_of(rows[i].label), &map);
			size_t last = 0;

			CHECK(utf8_valid(text.utf8));
			for (size_t k = 0; k <= text.utf8.n; k++) {
				size_t from = map_start(&map, k);

				CHECK(from >= last && from <= n);
				CHECK(map_end(&map, k, n) <= n);
				last = from;
			}
		}
}

static void
maps(void **state)
{
	static const struct {
		const char *name, *bytes;
		size_t n;
		const char *label, *find;
		size_t start, end;
	} map_rows[] = {
		{ "CP932: two bytes for three", BYTES("a\x82\xa0\x82\xa2z"),
		    "cp932", "い", 3, 5 },
		{ "CP932: one byte for half-width kana", BYTES("\xb1\xb6x"),
		    "cp932", "ｶ", 1, 2 },
		{ "ISO-2022-JP: an escape belongs to the character before",
		    BYTES("a\x1b$B$\"$$\x1b(Bz"), "iso-2022-jp", "い", 6, 11 },
		{ "ISO-2022-JP: text behind the escape",
		    BYTES("a\x1b$B$\"$$\x1b(Bz"), "iso-2022-jp", "z", 11, 12 },
		{ "a mark shifts the offsets", BYTES("\xef\xbb\xbfxy"), "", "y",
		    4, 5 },
		{ "UTF-16 halves them", BYTES("h\0i\0\x42\x30"), "utf-16le",
		    "あ", 4, 6 },
		{ "GB18030's four bytes", BYTES("a\x94\x39\xfc\x36z"),
		    "gb18030", "z", 5, 6 },
		{ "latin letters that grow", BYTES("\xe9\xe9 x\x93"), "latin1",
		    "x", 3, 4 },
		{ "the last character ends where the bytes end",
		    BYTES("\xe9\xe9"), "latin1", "é", 0, 1 },
		{ "NUL keeps its place", BYTES("a\0b"), "", "b", 2, 3 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(map_rows); i++) {
		struct map map = { 0 };
		span bytes = test_edge(map_rows[i].bytes, map_rows[i].n);
		span find = span_of(map_rows[i].find);
		struct charset_text text = charset_decode(
		    test_arena(), bytes, span_of(map_rows[i].label), &map);
		size_t at = span_find(text.utf8, find);

		test_name(map_rows[i].name);
		CHECK(at < text.utf8.n);
		CHECK_INT(map_start(&map, at), map_rows[i].start);
		CHECK_INT(map_end(&map, at + find.n, bytes.n), map_rows[i].end);
	}
}

static void
long_text(void **state)
{
	size_t n = (size_t)1 << 20;
	struct arena *a = test_arena();
	char *bytes = arena_alloc(a, n);
	struct map map = { 0 };
	struct charset_text text;

	(void)state;
	for (size_t i = 0; i + 1 < n; i += 2)
		memcpy(bytes + i, i % 64 == 62 ? "\r\n" : "\x82\xa0", 2);
	test_name("a long text is decoded over many calls of the converter");
	text = charset_decode(a, (span){ bytes, n }, SPAN("cp932"), &map);
	CHECK_INT(text.utf8.n, n / 64 * (31 * 3 + 2));
	CHECK_INT(map_start(&map, text.utf8.n - 2), n - 2);
	CHECK_INT(text.odd, 0);
	test_name("pairs of UTF-16 survive the edge of a buffer");
	for (size_t i = 0; i + 3 < n; i += 4)
		memcpy(bytes + i, "\x3d\xd8\x00\xde", 4);
	bytes[0] = 'x';
	bytes[1] = 0;
	bytes[2] = 'y';
	bytes[3] = 0;
	map = (struct map){ 0 };
	text = charset_decode(a, (span){ bytes, n }, SPAN("utf-16le"), &map);
	CHECK_INT(text.utf8.n, n - 4 + 2);
	CHECK_INT(text.odd, 0);
	test_name("text behind the limit is not read, and that is said");
	bytes = arena_alloc(a, LIMIT_TEXT + 1);
	memset(bytes, 'x', LIMIT_TEXT + 1);
	text =
	    charset_decode(a, (span){ bytes, LIMIT_TEXT + 1 }, SPAN(""), NULL);
	CHECK_INT(text.utf8.n, LIMIT_TEXT);
	CHECK_INT(text.odd, CHARSET_TOO_LONG);
}

static void
small_arena(void **state)
{
	(void)state;
	test_name("an arena that fails leaves valid text");
	for (size_t limit = 1; limit < 400; limit++) {
		struct arena *a = arena_new(limit);
		struct map map = { 0 };
		struct charset_text text = charset_decode(a,
		    SPAN("\x82\xb1\x82\xf1\x82\xc9\x82\xbf\x82\xcd"),
		    SPAN("cp932"), &map);

		CHECK(text.utf8.n <= 15);
		CHECK(text.utf8.n == 15 || arena_failed(a));
		arena_free(a);
	}
}

TEST_MAIN(
    TEST(table), TEST(prefixes), TEST(maps), TEST(long_text), TEST(small_arena))
