#include "base/fold.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "test/test.h"

static void
table(void **state)
{
	static const struct {
		const char *name, *text, *want;
	} rows[] = {
		{ "case goes", "Hello WORLD", "hello world" },
		{ "blanks are squeezed, at the ends they go",
		    "  a \t  b\xc2\xa0 c ", "a b c" },
		{ "a run with a line end is one line end", "a \r\n\r\n  b\nc",
		    "a\nb\nc" },
		{ "full-width letters are letters", "Ａｍａｚｏｎ　ｐａｙ",
		    "amazon pay" },
		{ "half-width kana are kana", "ｱｶｳﾝﾄ ｶﾞ", "アカウント ガ" },
		{ "a voice mark joins its kana", "か\xe3\x82\x99", "が" },
		{ "an ASCII letter belongs to the mark behind it",
		    "cafe\xcc\x81 x", "café x" },
		{ "mathematical letters are letters", "𝐏𝐚𝐲𝐏𝐚𝐥", "paypal" },
		{ "circled and square signs are spelled out", "①㈱ ㍿",
		    "1(株) 株式会社" },
		{ "zero-width characters inside a word go",
		    "pa\xe2\x80\x8by\xe2\x81\xa0pal", "paypal" },
		{ "a zero-width character between two blanks goes",
		    "a \xe2\x80\x8b b", "a b" },
		{ "soft hyphens go", "ver\xc2\xadify", "verify" },
		{ "sharp s", "Straße", "strasse" },
		{ "Cyrillic letters in a Latin word", "раypаl Вank",
		    "paypal bank" },
		{ "a word that is all look-alike", "рау", "pay" },
		{ "a Russian word stays", "Здравствуйте, привет",
		    "здравствуйте, привет" },
		{ "weak look-alikes count only beside Latin letters",
		    "тон пaypal", "тон naypal" },
		{ "a Greek letter in a Latin word", "micrοsoft", "microsoft" },
		{ "a Greek word stays", "λόγος", "λόγοσ" },
		{ "a digit does not part a word", "a1а", "a1a" },
		{ "a zero-width character does not part a word",
		    "п\xe2\x80\x8b"
		    "ay",
		    "nay" },
		{ "dotless i", "pıxıv", "pixiv" },
		{ "quotes and dashes are plain", "it’s “a” – b‐c",
		    "it's \"a\" - b-c" },
		{ "kanji and kana stay", "銀行アカウント", "銀行アカウント" },
		{ "nothing is nothing", "", "" },
		{ "blanks alone are nothing", " \n ", "" },
		{ "what is no UTF-8 is replaced",
		    "a\xff"
		    "b",
		    "a\xef\xbf\xbd"
		    "b" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].text);

		test_name(rows[i].name);
		CHECK_SPAN(
		    fold_text(test_arena(), test_edge(rows[i].text, n)).text,
		    rows[i].want);
	}
}

static void
maps(void **state)
{
	static const struct {
		const char *name, *text, *find;
		size_t start, end;
	} rows[] = {
		{ "ASCII maps to itself", "ab cd", "cd", 3, 5 },
		{ "behind squeezed blanks", "ab   cd e", "cd", 5, 7 },
		{ "three bytes that became one", "ａｂｃ", "b", 3, 6 },
		{ "a zero-width character belongs to what is before it",
		    "a\xe2\x80\x8b"
		    "b",
		    "a", 0, 4 },
		{ "one character that became many", "x㈱y", "(株)", 1, 4 },
		{ "behind it", "x㈱y", "y", 4, 5 },
		{ "two that became one", "xｶﾞy", "ガ", 1, 7 },
		{ "a look-alike", "pаy", "a", 1, 3 },
		{ "the run of blanks", "a \n b", "\n", 1, 4 },
		{ "the end before dropped blanks", "ab  ", "b", 1, 2 },
		{ "behind a dropped start", "  ab", "ab", 2, 4 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		span text = span_of(rows[i].text);
		span find = span_of(rows[i].find);
		struct folded f = fold_text(test_arena(), text);
		size_t at = span_find(f.text, find);

		test_name(rows[i].name);
		CHECK(at < f.text.n);
		CHECK_INT(map_start(&f.map, at), rows[i].start);
		CHECK_INT(map_end(&f.map, at + find.n, text.n), rows[i].end);
	}
}

/* ICU over the whole text, with blanks squeezed as fold_text does. */
static span
icu_fold(struct arena *a, span text)
{
	UErrorCode e = U_ZERO_ERROR;
	const UNormalizer2 *nfkc = unorm2_getNFKCCasefoldInstance(&e);
	UChar in[512], out[4096];
	char bytes[8192];
	int32_t n, i = 0;
	struct buf folded = buf_new(a, sizeof(bytes));
	bool blank = false, line = false;
	span rest;

	u_strFromUTF8(in, (int32_t)COUNT(in), &n, text.p, (int32_t)text.n, &e);
	n = unorm2_normalize(nfkc, in, n, out, (int32_t)COUNT(out), &e);
	u_strToUTF8(bytes, (int32_t)sizeof(bytes), &i, out, n, &e);
	CHECK(U_SUCCESS(e));
	rest = (span){ bytes, (size_t)i };
	while (rest.n > 0) {
		uint32_t c = utf8_cut(&rest, NULL);

		if (c == ' ' || (c >= 9 && c <= 13) || c == 0x85 ||
		    c == 0x1680 || c == 0x2028 || c == 0x2029) {
			blank = true;
			line |= c == '\n' || c == '\r' || c == 0x85 ||
			    c == 0x2028 || c == 0x2029;
			continue;
		}
		if (blank && folded.n > 0)
			buf_byte(&folded, line ? '\n' : ' ');
		blank = line = false;
		buf_code(&folded, c);
	}
	return arena_copy(a, buf_span(&folded));
}

/* Blocks in which fold_text goes beyond ICU's form. */
static bool
has_alikes(uint32_t code)
{
	return (code >= 0x370 && code < 0x590) ||
	    (code >= 0x13a0 && code < 0x1400);
}

static void
same_as_icu(void **state)
{
	static const uint32_t mix[] = { 'a', 'Z', ' ', '\n', 0x301, 0x3099,
		0x304b, 0x30cf, 0x309a, 0xff76, 0xff9e, 0x200b, 0xad, 0x1100,
		0x1161, 0x11a8, 0xac00, 0xff21, 0x3000, 0xa0, 0x323, 0x41,
		0x2460, 0x1d400, 0xfe0f, 0x338, '=', '<', 0x5b, 0xe9, 0xdf,
		0x4e00, 0xfdfa, 0xa8, 0xb4, 0x320, 0x2126, 0xf900, 0x1f9d,
		0x9be, 0x9c7, 0xe0041 };
	uint64_t seed = 1;
	size_t latin = 0;

	(void)state;
	test_name("each character folds as ICU folds it");
	for (uint32_t code = 1; code < 0x20000; code++) {
		char text[2 * UTF8_MAX], bytes[UTF8_MAX];
		span one = utf8_text(code, bytes);
		span want, got;

		if ((code >= 0xd800 && code < 0xe000) || has_alikes(code))
			continue;
		memcpy(text, one.p, one.n);
		text[one.n] = 'x';
		want = icu_fold(test_arena(), (span){ text, one.n + 1 });
		got = fold_text(test_arena(), (span){ text, one.n + 1 }).text;
		/* Small capitals, dotless i, quotes and the like. */
		if (utf8_ascii(got) && !utf8_ascii(want))
			latin++;
		else
			CHECK(span_same(got, want));
	}
	CHECK_INT(latin, 54);
	test_name("mixed text folds as ICU folds the whole");
	for (int round = 0; round < 20000; round++) {
		struct buf text = buf_new(test_arena(), 200);
		span want, got;

		for (int i = 0; i < 12; i++) {
			seed =
			    seed * 6364136223846793005u + 1442695040888963407u;
			buf_code(&text, mix[(seed >> 33) % COUNT(mix)]);
		}
		want = icu_fold(test_arena(), buf_span(&text));
		got = fold_text(test_arena(), buf_span(&text)).text;
		CHECK(span_same(got, want));
	}
}

static void
names(void **state)
{
	(void)state;
	test_name("names lose blanks and punctuation");
	CHECK_SPAN(fold_name(test_arena(), SPAN("Mitsubishi - U.F.J's")),
	    "mitsubishiufjs");
	CHECK_SPAN(fold_name(test_arena(), SPAN("三井住友・カード　（株）")),
	    "三井住友カード株");
	CHECK_SPAN(fold_name(test_arena(), SPAN("らくらくー")), "らくらくー");
	test_name("a name of signs alone keeps its folded form");
	CHECK_SPAN(fold_name(test_arena(), SPAN("!! ?")), "!! ?");
}

static void
skeletons(void **state)
{
	static const struct {
		const char *name, *a, *b;
		bool same;
	} rows[] = {
		{ "zero is o", "g00gle", "google", true },
		{ "one, i and l are one class", "paypa1", "paypai", true },
		{ "capital I is l", "paypaI", "paypal", true },
		{ "rn is m", "rnicrosoft", "microsoft", true },
		{ "vv is w", "vvestern", "western", true },
		{ "all Cyrillic", "аррӏе", "apple", true },
		{ "full width", "ａｐｐｌｅ", "apple", true },
		{ "accents drop", "amázon", "amazon", true },
		{ "dot below drops", "amạzon", "amazon", true },
		{ "katakana ka and kanji power", "カゴヤ", "力ゴヤ", true },
		{ "voice marks stay", "ハス", "バス", false },
		{ "Greek", "gοοgle", "google", true },
		{ "other letters differ", "amazon", "amazom", false },
		{ "digits are no letters here", "pay5", "pays", false },
		{ "case does not matter", "PayPal", "PAYPAL", true },
		{ "one capital does not", "paypaL", "paypal", true },
		{ "blanks at the ends are none", "\tpaypal ", "paypal", true },
		{ "what ICU makes two letters of", "rnm", "mrn", true },
		{ "vv is w wherever it comes from", "Vvvv", "ww", true },
		{ "a text of 70 bytes",
		    "0000000000000000000000000000000000"
		    "000000000000000000000000000000000000",
		    "oooooooooooooooooooooooooooooooooo"
		    "oooooooooooooooooooooooooooooooooooo",
		    true },
		{ "blanks are one blank", "pay  pal", "pay\tpal", true },
		{ "an accent behind ASCII", "paypal\u00e9", "paypale", true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct arena *a = test_arena();

		test_name(rows[i].name);
		CHECK(
		    span_same(fold_skeleton(a, span_of(rows[i].a)),
			fold_skeleton(a, span_of(rows[i].b))) == rows[i].same);
	}
	test_name("digits are letters where asked for");
	CHECK(span_same(fold_skeleton_digits(test_arena(), SPAN("a5ta73rn")),
	    fold_skeleton(test_arena(), SPAN("astatem"))));
	test_name("ASCII goes the short way to what full width comes to");
	for (char c = '!'; c <= '~'; c++) {
		struct arena *a = test_arena();
		struct buf wide = buf_new(a, 8);

		buf_code(&wide, 0xff01 + (uint32_t)(c - '!'));
		buf_byte(&wide, 'v');
		CHECK(
		    span_same(fold_skeleton(a, (span){ (char[]){ c, 'v' }, 2 }),
			fold_skeleton(a, buf_span(&wide))));
	}
	test_name("the empty label has the empty skeleton");
	CHECK(fold_skeleton(test_arena(), SPAN("")).n == 0);
}

static void
long_text(void **state)
{
	struct arena *a = test_arena();
	struct buf text = buf_new(a, (size_t)1 << 22);

	(void)state;
	test_name("a million marks on one letter cost no square");
	buf_byte(&text, 'a');
	for (int i = 0; i < 500000; i++)
		buf_code(&text, i % 2 ? 0x301 : 0x323);
	CHECK(fold_text(a, buf_span(&text)).text.n > 900000);
	test_name("nor does one long mixed word");
	text.n = 0;
	for (int i = 0; i < 500000; i++)
		buf_code(&text, i % 2 ? 'a' : 0x43f);
	CHECK_INT(fold_text(a, buf_span(&text)).text.n, 500000);
	test_name("nor do digits before each look-alike");
	text.n = 0;
	for (int i = 0; i < 500000; i++)
		buf_text(&text, i % 1000 ? "1" : "а-");
	CHECK_INT(fold_text(a, buf_span(&text)).text.n, 500500);
}

static void
small_arena(void **state)
{
	(void)state;
	test_name("an arena that fails leaves valid text");
	for (size_t limit = 1; limit < 6000; limit += 7) {
		struct arena *a = arena_new(limit);
		span text = SPAN("Ａｍａｚｏｎ  раypal ㈱ か\xe3\x82\x99");
		struct folded f = fold_text(a, text);

		CHECK(utf8_valid(f.text));
		CHECK(map_start(&f.map, f.text.n) <= text.n);
		CHECK(utf8_valid(fold_skeleton(a, text)));
		CHECK(utf8_valid(fold_name(a, text)));
		CHECK(f.text.n == 23 || arena_failed(a));
		arena_free(a);
	}
}

static void
limits(void **state)
{
	const size_t count = 400000;
	struct buf text = buf_new(test_arena(), LIMIT_TEXT);
	struct folded folded;

	(void)state;
	for (size_t i = 0; i < count; i++)
		buf_text(&text, "\xef\xb7\xba");
	test_name("what grows past the limit is cut at a character, and said");
	folded = fold_text(test_arena(), buf_span(&text));
	CHECK(folded.cut);
	CHECK(folded.text.n <= LIMIT_TEXT && folded.text.n > LIMIT_TEXT / 2);
	CHECK(utf8_valid(folded.text));
	CHECK(map_end(&folded.map, folded.text.n, text.n) <= text.n);
	test_name("what does not is whole");
	folded = fold_text(test_arena(), span_head(buf_span(&text), 99999));
	CHECK(!folded.cut);
	CHECK_INT(folded.text.n, 33333 * 33);
}

TEST_MAIN(TEST(limits), TEST(table), TEST(maps), TEST(same_as_icu), TEST(names),
    TEST(skeletons), TEST(long_text), TEST(small_arena))
