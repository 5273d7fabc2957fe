#include "read/param.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "test/test.h"

static void
table(void **state)
{
	static const struct {
		const char *name, *raw, *value, *param, *want;
		unsigned odd;
	} rows[] = {
		{ "type and token", "Text/HTML; Charset=UTF-8", "text/html",
		    "charset", "UTF-8", 0 },
		{ "quotes and their escapes",
		    "attachment; filename=\"a\\\"b\\\\c.txt\"", "attachment",
		    "filename", "a\"b\\c.txt", 0 },
		{ "a backslash that escapes nothing stays",
		    "attachment; filename=\"C:\\tmp\\x\"", "attachment",
		    "filename", "C:\\tmp\\x", 0 },
		{ "comments are skipped",
		    "text/plain (a (nested) one); charset=utf-8 (UTF) ; x=y",
		    "text/plain", "charset", "utf-8", 0 },
		{ "blanks around the equals sign",
		    "text/plain; charset = \"utf-8\"", "text/plain", "charset",
		    "utf-8", 0 },
		{ "folds are unfolded", "a/b;\r\n\tname=\"x\r\n y\"", "a/b",
		    "name", "x y", 0 },
		{ "continued pieces are joined", "a/b; name*0=\"ab\"; name*1=c",
		    "a/b", "name", "abc", 0 },
		{ "out of order too", "a/b; name*1=c; name*0=ab", "a/b", "name",
		    "abc", 0 },
		{ "charset and percent signs",
		    "a/b; filename*=utf-8''%E8%AB%8B%E6%B1%82.pdf", "a/b",
		    "filename", "請求.pdf", 0 },
		{ "a character cut across pieces",
		    "a/b; name*0*=utf-8'ja'%E3%81; name*1*=%82x", "a/b", "name",
		    "あx", 0 },
		{ "encoded and plain pieces mixed",
		    "a/b; name*0*=utf-8''%E3%81%82; name*1=\"%20\"", "a/b",
		    "name", "あ%20", 0 },
		{ "a Japanese charset",
		    "a/b; name*=iso-2022-jp''%1B$B$%22%1B(B", "a/b", "name",
		    "あ", 0 },
		{ "no charset mark", "a/b; name*=%E3%81%82", "a/b", "name",
		    "あ", PARAMS_BAD },
		{ "a wrong charset is noted",
		    "a/b; name*=iso-8859-1''%E3%81%82", "a/b", "name", "あ",
		    PARAMS_BAD },
		{ "a bad percent sign stays", "a/b; name*=utf-8''100%x", "a/b",
		    "name", "100%x", PARAMS_BAD },
		{ "a missing piece is noted", "a/b; n*0=a; n*2=c", "a/b", "n",
		    "ac", PARAMS_BAD },
		{ "words in quotes", "a/b; name=\"=?utf-8?B?44GC?=.pdf\"",
		    "a/b", "name", "あ.pdf", PARAMS_WORDS },
		{ "words without quotes", "a/b; name==?utf-8?B?44GC?=", "a/b",
		    "name", "あ", PARAMS_WORDS },
		{ "words over continued pieces",
		    "a/b; n*0=\"=?utf-8?B?44\"; n*1=\"GC?=\"", "a/b", "n", "あ",
		    PARAMS_WORDS },
		{ "raw CP932", "a/b; name=\"\x90\xbf\x8b\x81.pdf\"", "a/b",
		    "name", "請求.pdf", PARAMS_RAW_8BIT },
		{ "blanks without quotes", "a/b; name=my file.pdf; x=y", "a/b",
		    "name", "my file.pdf", PARAMS_UNQUOTED },
		{ "parentheses in a bare name", "a/b; name=a(1).pdf", "a/b",
		    "name", "a(1).pdf", 0 },
		{ "a name that begins with parentheses", "a/b; name=(1).pdf",
		    "a/b", "name", "(1).pdf", 0 },
		{ "a missing closing quote", "a/b; name=\"x.pdf", "a/b", "name",
		    "x.pdf", PARAMS_UNQUOTED },
		{ "a missing semicolon", "a/b; charset=utf-8 name=x", "a/b",
		    "name", "x", PARAMS_SEPARATOR },
		{ "a missing semicolon behind quotes",
		    "a/b; charset=\"utf-8\" name=x", "a/b", "name", "x",
		    PARAMS_SEPARATOR },
		{ "no semicolon behind the type", "text/html charset=utf-8",
		    "text/html", "charset", "utf-8", PARAMS_SEPARATOR },
		{ "semicolons doubled", "a/b;; name=x;", "a/b", "name", "x",
		    PARAMS_SEPARATOR },
		{ "a semicolon at the end is usual", "a/b; name=x;", "a/b",
		    "name", "x", 0 },
		{ "the first of two counts", "a/b; name=x; name=y.exe", "a/b",
		    "name", "x", PARAMS_DUPLICATE },
		{ "the encoded form counts", "a/b; name=x; name*=utf-8''y",
		    "a/b", "name", "y", PARAMS_BOTH_FORMS },
		{ "a parameter alone", "charset=utf-8", "", "charset", "utf-8",
		    PARAMS_SEPARATOR },
		{ "a name alone is none", "a/b; foo; name=x", "a/b", "name",
		    "x", PARAMS_SEPARATOR },
		{ "an equals sign alone is none", "a/b; =; name=x", "a/b",
		    "name", "x", PARAMS_SEPARATOR },
		{ "a comment that never ends hides nothing",
		    "a/b; (; name=x.exe", "a/b", "name", "x.exe",
		    PARAMS_BAD | PARAMS_SEPARATOR },
		{ "a control character is noted", "a/b; name*=utf-8''a%00b",
		    "a/b", "name",
		    "a\xef\xbf\xbd"
		    "b",
		    PARAMS_CONTROL },
		{ "an empty value is empty", "a/b; name=\"\"", "a/b", "name",
		    "", 0 },
		{ "nothing is nothing", "", "", "name", "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].raw);
		struct params p;

		test_name(rows[i].name);
		p = params_parse(test_arena(), test_edge(rows[i].raw, n));
		CHECK_SPAN(p.value, rows[i].value);
		CHECK_SPAN(params_find(&p, rows[i].param), rows[i].want);
		CHECK_INT(p.odd, rows[i].odd);
		for (size_t k = 0; k < n; k++) {
			p = params_parse(
			    test_arena(), test_edge(rows[i].raw, k));
			CHECK(utf8_valid(params_find(&p, rows[i].param)));
		}
	}
}

static void
list(void **state)
{
	struct params p;
	struct buf raw = buf_new(test_arena(), (size_t)1 << 20);

	(void)state;
	test_name("parameters keep the order in which they appeared");
	p = params_parse(
	    test_arena(), SPAN("a/b; z=1; y*1=b; x=2; y*0*=utf-8'ja'a"));
	CHECK_INT(p.count, 3);
	CHECK_SPAN(p.list[0].name, "z");
	CHECK_SPAN(p.list[1].name, "y");
	CHECK_SPAN(p.list[1].language, "ja");
	CHECK_SPAN(p.list[2].value, "2");
	test_name("more parameters than the limit are said to be there");
	for (size_t i = 0; i < 10000; i++)
		buf_text(&raw, ";a=b");
	p = params_parse(test_arena(), buf_span(&raw));
	CHECK(p.odd & PARAMS_TOO_MANY);
	CHECK_INT(p.count, 1);
	test_name("open comments cost no square");
	raw.n = 0;
	for (size_t i = 0; i < 30000; i++)
		buf_text(&raw, "( ");
	p = params_parse(test_arena(), buf_span(&raw));
	CHECK(p.odd & PARAMS_BAD);
	test_name("each oddity has a name");
	for (unsigned one = 1; one <= PARAMS_TOO_MANY; one <<= 1)
		CHECK(params_odd_name(one).n > 0);
}

TEST_MAIN(TEST(table), TEST(list))
