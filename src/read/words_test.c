#include "read/words.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "test/test.h"

struct row {
	const char *name, *raw, *want;
	unsigned odd;
};

static const struct row rows[] = {
	{ "plain text is itself", "Hello there", "Hello there", 0 },
	{ "blanks at the ends go", " \t x \r\n", "x", 0 },
	{ "a folded line is unfolded", "one\r\n two\r\n\tthree",
	    "one two\tthree", 0 },
	{ "a line end that folds nothing parts words", "one\r\ntwo", "one two",
	    0 },
	{ "B", "=?utf-8?B?44GC?=", "あ", 0 },
	{ "Q", "=?utf-8?Q?caf=C3=A9_x?=", "café x", 0 },
	{ "lower-case letters name the encoding",
	    "=?UTF-8?b?44GC?= "
	    "=?UTF-8?q?=E3=81=82?=",
	    "ああ", 0 },
	{ "blanks between words go",
	    "=?utf-8?B?44GC?=  =?utf-8?B?44GC?=", "ああ", 0 },
	{ "a fold between words goes",
	    "=?utf-8?B?44GC?=\r\n =?utf-8?B?44GC?=", "ああ", 0 },
	{ "blanks between word and text stay", "a =?utf-8?B?44GC?= b", "a あ b",
	    0 },
	{ "words that touch each other",
	    "=?utf-8?B?44GC?==?utf-8?B?44GC?=", "ああ", 0 },
	{ "words that touch text", "[=?utf-8?B?44GC?=]", "[あ]", 0 },
	{ "a character cut across two B words",
	    "=?utf-8?B?44E=?= =?utf-8?B?gg==?=", "あ", WORDS_SPLIT_CHARACTER },
	{ "a character cut across two Q words",
	    "=?utf-8?Q?=E3=81?= =?utf-8?Q?=82?=", "あ", WORDS_SPLIT_CHARACTER },
	{ "a character cut across a B and a Q word",
	    "=?utf-8?B?44E=?= =?UTF-8?Q?=82?=", "あ", WORDS_SPLIT_CHARACTER },
	{ "a CP932 character cut across words",
	    "=?shift_jis?Q?=82?= =?shift_jis?Q?=A0?=", "あ",
	    WORDS_SPLIT_CHARACTER },
	{ "an EUC character cut across words",
	    "=?euc-jp?Q?=A4=A2=A4?= =?euc-jp?Q?=A4?=", "あい",
	    WORDS_SPLIT_CHARACTER },
	{ "an escape state that goes on in the next word",
	    "=?iso-2022-jp?B?GyRCJCI=?= =?iso-2022-jp?B?JCQbKEI=?=", "あい",
	    WORDS_SPLIT_CHARACTER },
	{ "an escape sequence cut across words",
	    "=?iso-2022-jp?Q?=1B?= =?iso-2022-jp?Q?$B$=22=1B(B?=", "あ",
	    WORDS_SPLIT_CHARACTER },
	{ "ISO-2022-JP words that each end in ASCII are not cut",
	    "=?iso-2022-jp?B?GyRCJCIbKEI=?= =?iso-2022-jp?B?GyRCJCQbKEI=?=",
	    "あい", 0 },
	{ "two names of one charset are one charset",
	    "=?gbk?Q?=D6?= =?gb2312?Q?=D0?=", "中", WORDS_SPLIT_CHARACTER },
	{ "another charset begins anew",
	    "=?iso-8859-1?Q?=E9?= =?utf-8?Q?=E3=81=82?=", "éあ",
	    WORDS_MIXED_CHARSETS },
	{ "ASCII beside another charset is not mixed",
	    "=?us-ascii?Q?Re:?= =?utf-8?B?44GC?=", "Re:あ", 0 },
	{ "a language behind the charset", "=?utf-8*ja?B?44GC?=", "あ", 0 },
	{ "missing padding", "=?utf-8?B?44GCYQ?=", "あa", 0 },
	{ "padding inside a word", "=?utf-8?B?YQ==Yg==?=", "ab", 0 },
	{ "stray characters in base64", "=?utf-8?B?44!GC?=", "あ", WORDS_BAD },
	{ "blanks in base64 are no fault", "=?utf-8?B?44 GC?=", "あ", 0 },
	{ "blanks inside a Q word", "=?utf-8?Q?a b =C3=A9?=", "a b é", 0 },
	{ "a Q word that is folded inside", "=?utf-8?Q?a\r\n b?=", "a b", 0 },
	{ "an equals sign without digits stays", "=?utf-8?Q?1=zz2?=", "1=zz2",
	    WORDS_BAD },
	{ "a last word without its end", "=?utf-8?B?44GC", "あ", WORDS_BAD },
	{ "a lost end does not eat the next word",
	    "=?utf-8?B?44GC =?utf-8?B?44GC?=", "ああ", WORDS_BAD },
	{ "an empty word is nothing", "a =?utf-8?Q?\?= b", "a  b", 0 },
	{ "no charset, no word", "=?\?Q?x?=", "=?\?Q?x?=", 0 },
	{ "no encoding, no word", "=?utf-8?X?x?= y", "=?utf-8?X?x?= y", 0 },
	{ "a charset has no blanks", "=?utf 8?Q?x?=", "=?utf 8?Q?x?=", 0 },
	{ "an unknown charset is noted", "=?x-foo?Q?abc?=", "abc",
	    WORDS_UNKNOWN_CHARSET },
	{ "a wrong label is noted", "=?iso-8859-1?B?44GC?=", "あ",
	    WORDS_LABEL_WRONG },
	{ "8-bit words under us-ascii", "=?us-ascii?B?44GC?=", "あ",
	    WORDS_LABEL_WRONG },
	{ "raw UTF-8", "\xe3\x81\x82", "あ", WORDS_RAW_8BIT },
	{ "raw CP932", "\x8b\xd9\x8b\x7d", "緊急", WORDS_RAW_8BIT },
	{ "raw ISO-2022-JP", "\x1b$B$\"\x1b(B", "あ", 0 },
	{ "raw bytes beside a word", "\xe3\x81\x82 =?utf-8?B?44GC?=", "あ あ",
	    WORDS_RAW_8BIT },
	{ "raw bytes inside a Q word", "=?utf-8?Q?\xe3\x81\x82?=", "あ",
	    WORDS_RAW_8BIT },
	{ "NEC row 13 in ISO-2022-JP",
	    "=?ISO-2022-JP?B?GyRCLSEtahsoQg==?=", "①㈱", 0 },
	{ "Microsoft's kanji in Shift_JIS", "=?Shift_JIS?B?+/z6sQ==?=", "髙﨑",
	    0 },
	{ "half-width kana", "=?iso-2022-jp?B?GyhJMTYbKEI=?=", "ｱｶ", 0 },
	{ "UTF-7 in a word", "=?utf-7?Q?+ZeVnLIqe-?=", "日本語", 0 },
	{ "a line end smuggled into a word is a blank",
	    "=?utf-8?Q?a=0D=0ABcc:_b?=", "a  Bcc: b", WORDS_CONTROL },
	{ "NUL in a word does not end the text", "=?utf-8?Q?a=00b?=",
	    "a\xef\xbf\xbd"
	    "b",
	    WORDS_CONTROL },
	{ "an escape character stays and is noted", "a\x1b[1mb", "a\x1b[1mb",
	    WORDS_CONTROL },
	{ "a C1 control in UTF-8 is a control",
	    "=?utf-8?Q?=C2=9B?=", "\xc2\x9b", WORDS_CONTROL },
	{ "bytes that are no character",
	    "=?utf-8?Q?=E3=81=82=E3?=", "あ\xef\xbf\xbd", WORDS_INVALID },
	{ "a word longer than 75 characters is read",
	    "=?utf-8?Q?aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=C3=A9?=",
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaé",
	    0 },
	{ "nothing is nothing", "", "", 0 },
	{ "a mark alone is text", "=?", "=?", 0 },
};

static void
table(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].raw);
		struct words words;

		test_name(rows[i].name);
		words = words_decode(test_arena(), test_edge(rows[i].raw, n));
		CHECK_SPAN(words.text, rows[i].want);
		CHECK_INT(words.odd, rows[i].odd);
		for (size_t k = 0; k < n; k++) {
			words = words_decode(
			    test_arena(), test_edge(rows[i].raw, k));
			CHECK(utf8_valid(words.text));
		}
	}
}

static void
charsets(void **state)
{
	struct words words;

	(void)state;
	test_name("the first label is kept as given, and what it was read as");
	words =
	    words_decode(test_arena(), SPAN("x =?Windows-31J*ja?Q?=82=A0?="));
	CHECK_SPAN(words.charset, "Windows-31J");
	CHECK_SPAN(span_of(words.used), "shift_jis");
	test_name("text without words has no charset");
	words = words_decode(test_arena(), SPAN("x"));
	CHECK(words.used == NULL);
	test_name("each oddity has a name");
	for (unsigned one = 1; one <= WORDS_TOO_MANY; one <<= 1)
		CHECK(words_odd_name(one).n > 0);
	CHECK(words_odd_name(0).n == 0);
}

static void
many(void **state)
{
	struct arena *a = test_arena();
	struct buf raw = buf_new(a, (size_t)1 << 22);
	struct words words;

	(void)state;
	test_name("20,000 words are joined");
	for (size_t i = 0; i < 20000; i++)
		buf_text(&raw, "=?utf-8?B?44E=?=\r\n =?utf-8?B?gg==?= ");
	words = words_decode(a, span_head(buf_span(&raw), raw.n / 2));
	CHECK_INT(words.text.n, 30000);
	test_name("more words than the limit are left as they are");
	words = words_decode(a, buf_span(&raw));
	CHECK(words.odd & WORDS_TOO_MANY);
	CHECK(span_ends(words.text, "=?utf-8?B?gg==?="));
	test_name("words that never end cost no more than they have bytes");
	raw.n = 0;
	for (size_t i = 0; i < 200000; i++)
		buf_text(&raw, "=?a?q?x");
	words = words_decode(a, buf_span(&raw));
	CHECK(words.odd & WORDS_BAD);
	test_name("words of two charsets in turn");
	raw.n = 0;
	for (size_t i = 0; i < 5000; i++)
		buf_text(&raw, "=?cp932?Q?=82=A0?= =?euc-jp?Q?=A4=A2?= ");
	words = words_decode(a, buf_span(&raw));
	CHECK_INT(words.text.n, 30000);
}

TEST_MAIN(TEST(table), TEST(charsets), TEST(many))
