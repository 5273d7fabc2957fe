#include "know/phrases.h"

#include <stdio.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/fold.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "test/test.h"

/* All tests share the shipped set: compiling it again takes a second. */
static struct phrases *shipped;
static struct phrases_scratch *scratch;

static int
open_shipped(void **state)
{
	static char compiled[4096];
	struct know_error err;

	(void)state;
	snprintf(compiled, sizeof(compiled), "%s",
	    test_path("build/know/phrases.hs"));
	if (phrases_open(test_path("data/phrases"), NULL, compiled, &shipped,
		&err) != MEKIKI_OK) {
		fprintf(stderr, "%s\n", err.text);
		return -1;
	}
	scratch = phrases_scratch_new(shipped);
	return scratch == NULL ? -1 : 0;
}

static int
close_shipped(void **state)
{
	(void)state;
	phrases_scratch_free(scratch);
	phrases_close(shipped);
	return 0;
}

static struct phrase_matches
scan(const char *text)
{
	struct folded folded = fold_text(test_arena(), span_of(text));

	return phrases_scan(scratch, test_arena(), folded.text);
}

static void
rows(void **state)
{
	size_t count, plain = 0;
	const struct phrase *list = phrases_list(shipped, &count);

	(void)state;
	test_name("each plain row of the data finds itself");
	CHECK(count > 600);
	for (size_t i = 0; i < count; i++) {
		struct phrase_matches m;
		struct folded folded;
		bool found = false;

		CHECK(list[i].why.n > 0 && list[i].language.n == 2);
		if (span_starts(list[i].pattern, "re:") ||
		    span_starts(list[i].pattern, "raw:"))
			continue;
		plain++;
		folded = fold_text(test_arena(), list[i].pattern);
		m = phrases_scan(scratch, test_arena(), folded.text);
		for (size_t k = 0; k < m.count; k++)
			found |= m.list[k].phrase == &list[i] &&
			    m.list[k].start == 0 &&
			    m.list[k].end == folded.text.n;
		CHECK(found);
		if (!found)
			fprintf(stderr, "%.*s\n", SPAN_ARG(list[i].pattern));
	}
	CHECK(plain > 250);
}

static bool
has(const struct phrase_matches *m, const char *language, const char *category)
{
	for (size_t i = 0; i < m->count; i++)
		if (span_is(m->list[i].phrase->language, language) &&
		    span_is(m->list[i].phrase->category, category))
			return true;
	return false;
}

static void
sentences(void **state)
{
	static const struct {
		const char *name, *text, *language, *category;
	} sentence[] = {
		{ "a Japanese suspension",
		    "お客様のアカウントが一時的に停止されました。", "ja",
		    "suspension" },
		{ "a Japanese deadline", "24 時間以内にご対応ください", "ja",
		    "deadline" },
		{ "half-width kana", "ｱｶｳﾝﾄが停止される可能性があります", "ja",
		    "suspension" },
		{ "held mail", "12 件の未受信メールが保留されています", "ja",
		    "mailbox" },
		{ "an address as the name", "taro@example.jp 様", "ja",
		    "salutation" },
		{ "suspicious access", "不審なログインを検知しました", "ja",
		    "security" },
		{ "English verify", "Please verify your account today", "en",
		    "verify" },
		{ "English behind invisible characters",
		    "ver\xe2\x80\x8bify y\xd0\xbeur acc\xc2\xadount", "en",
		    "verify" },
		{ "an apostrophe of a word processor", "If this wasn’t you",
		    "en", "security" },
		{ "a German voucher in the plural", "Ihre Gutscheine warten",
		    "de", "prize" },
		{ "Portuguese", "Seu CPF será bloqueado hoje", "pt",
		    "suspension" },
		{ "French", "Votre compte a été suspendu", "fr", "suspension" },
		{ "Spanish", "Su cuenta ha sido suspendida", "es",
		    "suspension" },
		{ "Italian", "Il tuo conto è stato sospeso", "it",
		    "suspension" },
		{ "Chinese", "您的帐户已被冻结", "zh", "suspension" },
		{ "Korean", "계정이 정지되었습니다", "ko", "suspension" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(sentence); i++) {
		struct phrase_matches m = scan(sentence[i].text);

		test_name(sentence[i].name);
		CHECK(has(&m, sentence[i].language, sentence[i].category));
	}
}

/* A set of these rows, compiled here; NULL when it is refused. */
static struct phrases *
set_of(const char *text, struct know_error *err)
{
	struct phrases *p = NULL;
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s", test_path("build/phrases_test"));
	mkdir(path, 0777);
	snprintf(
	    path, sizeof(path), "%s", test_path("build/phrases_test/xx.tsv"));
	f = fopen(path, "wb");
	if (f == NULL)
		abort();
	fputs(text, f);
	fclose(f);
	return phrases_open(test_path("build/phrases_test"), NULL, NULL, &p,
		   err) == MEKIKI_OK
	    ? p
	    : NULL;
}

static const char own_rows[] = "# comment\n"
			       "a\tkyc\thigh\twhy\n"
			       "a\t停止 します\thigh\twhy\n"
			       "a\tlast chance\thigh\twhy\n"
			       "a\tre:konto(s|nummer)?\thigh\twhy\n"
			       "a\tre:paga .{0,4}now\thigh\twhy\n"
			       "a\tre:^hello\thigh\twhy\n"
			       "a\tre:[あ-う]{2}x\thigh\twhy\n"
			       "a\tre:尊敬(する)?お客様\thigh\twhy\n"
			       "a\traw:[Ａ-Ｚ]{3}\thigh\twhy\n"
			       "a\tÚltimo\tlow\twhy\n";

static void
places(void **state)
{
	static const struct {
		const char *name, *text;
		size_t start, end; /* both 0: no match */
	} place[] = {
		{ "a word at the edges of the text", "kyc", 0, 3 },
		{ "a word between blanks and signs", "a kyc.", 2, 5 },
		{ "not inside a word", "akyc", 0, 0 },
		{ "not the beginning of one", "kycs", 0, 0 },
		{ "a digit makes a word go on", "kyc2", 0, 0 },
		{ "an accented letter makes a word go on", "ékyc", 0, 0 },
		{ "beside Japanese it is a word", "件kyc件", 3, 6 },
		{ "an accented word has edges too", "x último y", 2, 9 },
		{ "an accented word inside another", "xúltimo", 0, 0 },
		{ "a pattern's words may go on", "kontos", 0, 6 },
		{ "the longest of them is kept", "kontonummer 1", 0, 11 },
		{ "a pattern does not begin inside a word", "skonto", 0, 0 },
		{ "a break between Japanese letters is nothing",
		    "文尊敬する\nお客様", 3, 25 },
		{ "a break between words is a blank", "last\nchance", 0, 11 },
		{ "a dot stands for any character", "paga 件件now", 0, 14 },
		{ "but not for more than asked", "paga 件件件件件now", 0, 0 },
		{ "a caret sees lines", "x\nhello", 2, 7 },
		{ "and only their starts", "x hello", 0, 0 },
		{ "a class of kana counts characters", "zいあx", 1, 8 },
		{ "a regex inside a word goes on looking", "xpaga now paga now",
		    10, 18 },
	};
	struct know_error err;
	struct phrases *p = set_of(own_rows, &err);
	struct phrases_scratch *s;

	(void)state;
	test_name(
	    "phrases without a compiled file are compiled, and it says so");
	CHECK(p != NULL);
	if (p == NULL)
		return;
	CHECK(err.text[0] != '\0');
	s = phrases_scratch_new(p);
	for (size_t i = 0; i < COUNT(place); i++) {
		struct phrase_matches m = phrases_scan(s, test_arena(),
		    test_edge(place[i].text, strlen(place[i].text)));

		test_name(place[i].name);
		CHECK_INT(m.count, place[i].end > 0);
		if (m.count == 0)
			continue;
		CHECK_INT(m.list[0].start, place[i].start);
		CHECK_INT(m.list[0].end, place[i].end);
	}
	test_name("raw patterns see text as it stands");
	CHECK_INT(phrases_scan_raw(s, test_arena(), SPAN("xＡＢＣ")).count, 1);
	CHECK_INT(phrases_scan_raw(s, test_arena(), SPAN("xABC")).count, 0);
	test_name("bytes that are no UTF-8 do no harm");
	CHECK_INT(
	    phrases_scan_raw(s, test_arena(), SPAN("\xff\xe3ＡＢＣ\xe3")).count,
	    1);
	phrases_scratch_free(s);
	phrases_close(p);
}

static void
mistakes(void **state)
{
	static const struct {
		const char *name, *text, *want;
	} mistake[] = {
		{ "a missing column", "a\tb\thigh\n", "xx.tsv:1: needs " },
		{ "a wrong precision", "#\na\tb\tsure\tw\n",
		    "xx.tsv:2: precision " },
		{ "a regex that is none", "a\tre:(b\thigh\tw\n",
		    "xx.tsv:1: missing closing parenthesis" },
		{ "a capital letter in a regex", "a\tre:Bc.\thigh\tw\n",
		    "xx.tsv:1: a pattern must be lower case" },
		{ "nothing but blanks", "a\t \xe2\x80\x8b\thigh\tw\n",
		    "xx.tsv:1: nothing is left" },
		{ "no UTF-8", "a\t\xff\thigh\tw\n", "xx.tsv:1: is not UTF-8" },
		{ "a back reference", "a\tre:(a+)\\1\thigh\tw\n",
		    "xx.tsv:1: " },
	};
	struct know_error err;
	struct phrases *p = NULL;

	(void)state;
	for (size_t i = 0; i < COUNT(mistake); i++) {
		test_name(mistake[i].name);
		CHECK(set_of(mistake[i].text, &err) == NULL);
		CHECK(span_has(span_of(err.text), span_of(mistake[i].want)));
	}
	test_name("a missing folder");
	CHECK(phrases_open("/nowhere", NULL, NULL, &p, &err) == MEKIKI_IO);
	test_name("no rows find nothing");
	p = set_of("# none\n", &err);
	CHECK(p != NULL);
	if (p != NULL) {
		struct phrases_scratch *s = phrases_scratch_new(p);

		CHECK_INT(phrases_scan(s, test_arena(), SPAN("kyc")).count, 0);
		phrases_scratch_free(s);
	}
	phrases_close(p);
}

static void
compiled(void **state)
{
	char dir[4096], file[4096];
	struct know_error err;
	struct phrases *p = set_of(own_rows, &err);
	FILE *f;

	(void)state;
	phrases_close(p);
	snprintf(dir, sizeof(dir), "%s", test_path("build/phrases_test"));
	snprintf(
	    file, sizeof(file), "%s", test_path("build/phrases_test/xx.hs"));
	test_name("a compiled file is taken without a notice");
	CHECK(phrases_compile(dir, file, &err) == MEKIKI_OK);
	CHECK(phrases_open(dir, NULL, file, &p, &err) == MEKIKI_OK);
	CHECK_SPAN(span_of(err.text), "");
	phrases_close(p);
	test_name("a stale file is noticed");
	p = set_of("a\tother\thigh\twhy\n", &err);
	phrases_close(p);
	CHECK(phrases_open(dir, NULL, file, &p, &err) == MEKIKI_OK);
	CHECK(span_has(span_of(err.text), SPAN("made from other phrases")));
	phrases_close(p);
	test_name("a cut file is noticed");
	f = fopen(file, "wb");
	if (f != NULL) {
		fputs("mekiki phrases 1", f);
		fclose(f);
	}
	CHECK(phrases_open(dir, NULL, file, &p, &err) == MEKIKI_OK);
	CHECK(span_has(span_of(err.text), SPAN("no file of compiled")));
	phrases_close(p);
	test_name("the shipped file is not stale");
	CHECK(phrases_open(test_path("data/phrases"), NULL,
		  (snprintf(file, sizeof(file), "%s/build/know/phrases.hs",
		       TEST_ROOT),
		      file),
		  &p, &err) == MEKIKI_OK);
	CHECK_SPAN(span_of(err.text), "");
	phrases_close(p);
}

static void
long_text(void **state)
{
	static const char *const parts[] = { "aaaaaaaa", "verify your account ",
		"dear a@a", "お支払い方法が", "\n本日中\n",
		"konto a a a a a a a ", "action required " };

	(void)state;
	test_name("a megabyte is scanned, within the limits");
	for (size_t i = 0; i < COUNT(parts); i++) {
		struct buf text = buf_new(test_arena(), (size_t)1 << 21);
		struct phrase_matches m;

		while (text.n < (size_t)1 << 20)
			buf_text(&text, parts[i]);
		m = phrases_scan(scratch, test_arena(), buf_span(&text));
		CHECK(m.count <= LIMIT_MATCHES);
	}
	test_name("matches beyond the limit are said to be there");
	{
		struct buf text = buf_new(test_arena(), (size_t)1 << 21);
		struct phrase_matches m;

		for (int i = 0; i < 1000; i++)
			buf_text(&text, "please verify ");
		m = phrases_scan(scratch, test_arena(), buf_span(&text));
		CHECK(m.more);
		CHECK_INT(m.count, LIMIT_EVIDENCE);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(rows), TEST(sentences),
		TEST(places), TEST(mistakes), TEST(compiled), TEST(long_text) };

	return test_main(
	    cmocka_run_group_tests(tests, open_shipped, close_shipped));
}
