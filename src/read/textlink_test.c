#include "read/textlink.h"

#include "base/buf.h"
#include "base/limits.h"
#include "test/test.h"

/* Each link as "shown=url+flags|". */
static span
render(span text)
{
	struct arena *a = test_arena();
	struct textlinks found = textlink_find(a, text);
	struct buf b = buf_new(a, SIZE_MAX / 2);
	size_t end = 0;

	for (size_t i = 0; i < found.count; i++) {
		const struct textlink *l = &found.links[i];
		span shown = span_slice(text, l->start, l->end);

		CHECK(l->start >= end && l->end > l->start && l->end <= text.n);
		end = l->end;
		if (!span_same(shown, l->url)) {
			buf_put(&b, shown);
			buf_text(&b, "=");
		}
		buf_put(&b, l->url);
		if ((l->odd & TEXTLINK_BARE) != 0)
			buf_text(&b, "+bare");
		if ((l->odd & TEXTLINK_OBFUSCATED) != 0)
			buf_text(&b, "+odd");
		if ((l->odd & TEXTLINK_FULLWIDTH) != 0)
			buf_text(&b, "+wide");
		buf_text(&b, "|");
	}
	return buf_span(&b);
}

static const struct {
	const char *name, *text, *want;
} rows[] = {
	{ "a URL in a sentence", "See https://example.com/a?b=c#d now",
	    "https://example.com/a?b=c#d|" },
	{ "several URLs", "http://example.com ftp://example.net/x",
	    "http://example.com|ftp://example.net/x|" },
	{ "schemes have no case", "HTTPS://example.com",
	    "HTTPS://example.com|" },
	{ "a full stop ends the sentence", "at https://example.com/a.",
	    "https://example.com/a|" },
	{ "so do other marks", "https://example.com/a?!, x",
	    "https://example.com/a|" },
	{ "brackets around a URL", "(https://example.com/a)",
	    "https://example.com/a|" },
	{ "brackets inside a URL", "https://example.com/a_(b)",
	    "https://example.com/a_(b)|" },
	{ "brackets inside and around", "(https://example.com/a_(b))",
	    "https://example.com/a_(b)|" },
	{ "angle brackets end it", "<https://example.com/a>b",
	    "https://example.com/a|" },
	{ "quotes end it", "\"https://example.com/a\"b",
	    "https://example.com/a|" },
	{ "a Japanese stop ends it", "https://example.com/a。次",
	    "https://example.com/a|" },
	{ "a Japanese comma ends it", "https://example.com、次",
	    "https://example.com|" },
	{ "Japanese brackets end it", "「https://example.com/a」",
	    "https://example.com/a|" },
	{ "lenticular brackets end it", "【https://example.com/a】",
	    "https://example.com/a|" },
	{ "full-width brackets end it", "（https://example.com/a）",
	    "https://example.com/a|" },
	{ "a full-width space ends it", "https://example.com/a　次",
	    "https://example.com/a|" },
	{ "Japanese behind the host ends it", "https://example.comをクリック",
	    "https://example.com|" },
	{ "Japanese behind the path ends it", "https://example.com/aをクリック",
	    "https://example.com/a|" },
	{ "Japanese before the scheme", "こちらhttps://example.com/",
	    "https://example.com/|" },
	{ "a label before the scheme", "URL:https://example.com/",
	    "https://example.com/|" },
	{ "a full-width colon before the scheme",
	    "ＵＲＬ：https://example.com/", "https://example.com/|" },
	{ "a Japanese host", "https://例え.com/a", "https://例え.com/a|" },
	{ "a Japanese top-level domain", "https://例え.みんな/",
	    "https://例え.みんな/|" },
	{ "letters with accents in a label", "https://www.comédie.fr/",
	    "https://www.comédie.fr/|" },
	{ "user and port", "https://a@example.com:8443/x",
	    "https://a@example.com:8443/x|" },
	{ "an address", "http://192.0.2.1/x", "http://192.0.2.1/x|" },
	{ "backslashes", "https:\\\\example.com\\a",
	    "https:\\\\example.com\\a|" },
	{ "a scheme alone is no link", "https:// and http://", "" },
	{ "URLs in a row", "https://example.com/,https://example.net/",
	    "https://example.com/,https://example.net/|" },

	{ "hxxp", "hxxp://example.com/a",
	    "hxxp://example.com/a=http://example.com/a+odd|" },
	{ "hXXps", "hXXps://example.com",
	    "hXXps://example.com=https://example.com+odd|" },
	{ "h**p", "h**p://example.com",
	    "h**p://example.com=http://example.com+odd|" },
	{ "ttp without its h", "ttps://example.com",
	    "ttps://example.com=https://example.com+odd|" },
	{ "bracketed dots", "hxxps://www[.]example[.]com/a",
	    "hxxps://www[.]example[.]com/a=https://www.example.com/a+odd|" },
	{ "dots in parentheses", "http://example(.)com",
	    "http://example(.)com=http://example.com+odd|" },
	{ "a written dot", "http://example[dot]com",
	    "http://example[dot]com=http://example.com+odd|" },
	{ "a bracketed colon", "hxxp[:]//example.com",
	    "hxxp[:]//example.com=http://example.com+odd|" },
	{ "full-width bracketed dots", "http://example［．］com/",
	    "http://example［．］com/=http://example.com/+wide|" },
	{ "full-width letters", "ｈｔｔｐ：／／ｅｘａｍｐｌｅ．ｃｏｍ",
	    "ｈｔｔｐ：／／ｅｘａｍｐｌｅ．ｃｏｍ=http://example.com+wide|" },
	{ "a full-width dot in the host", "https://example．com/a",
	    "https://example．com/a=https://example.com/a+wide|" },
	{ "a disguised bare name", "example[.]com",
	    "example[.]com=http://example.com+bare+odd|" },

	{ "www makes a link", "at www.example.com.",
	    "www.example.com=http://www.example.com+bare|" },
	{ "www with a path", "www.example.co.jp/a?b",
	    "www.example.co.jp/a?b=http://www.example.co.jp/a?b+bare|" },
	{ "www after Japanese", "詳細はwww.example.jpへ",
	    "www.example.jp=http://www.example.jp+bare|" },
	{ "a bare name with a path", "go to example.com/login",
	    "example.com/login=http://example.com/login+bare|" },
	{ "a bare name", "example.com です",
	    "example.com=http://example.com+bare|" },
	{ "a bare name with a port", "example.com:8443/x",
	    "example.com:8443/x=http://example.com:8443/x+bare|" },
	{ "capitals throughout", "EXAMPLE.COM",
	    "EXAMPLE.COM=http://EXAMPLE.COM+bare|" },
	{ "no such top-level domain", "readme.txt and setup.exe", "" },
	{ "a file name is no link", "readme.md archive.zip", "" },
	{ "but with a path it is", "example.zip/a",
	    "example.zip/a=http://example.zip/a+bare|" },
	{ "a variable is no link", "adapter_x.dev my_host.com", "" },
	{ "two sentences are no link", "We are done.In short", "" },
	{ "abbreviations are no link", "e.g. i.e. U.S. No.1 1.5", "" },
	{ "a mail address is no link", "user@example.com", "" },
	{ "nor the name before it", "example.com@example.net", "" },
	{ "nor one with mailto", "mailto:a.jp@example.com", "" },
	{ "nor with dots", "first.last.jp@mail.example.com.", "" },
	{ "two dots are no name", "example..com wait...com", "" },
	{ "nothing is nothing", "", "" },
	{ "only marks", "...:::///。。。", "" },
};

static void
links(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].text);

		test_name(rows[i].name);
		for (size_t k = 0; k < n; k++)
			render(test_edge(rows[i].text, k));
		CHECK_SPAN(render(test_edge(rows[i].text, n)), rows[i].want);
	}
}

static void
large(void **state)
{
	static const char *const units[] = { "http://", "a.", "[.]", "www.",
		"(", "a:", ":", "https://a.com/ ", "あ", "．", "ａ．", "h",
		"http://a.comあ.", "a@", "example.com/", "http://[.]あ。",
		"a.zq/," };

	(void)state;
	for (size_t i = 0; i < COUNT(units); i++) {
		size_t n = strlen(units[i]), end = 0, room = (size_t)1 << 20;
		char *text = arena_alloc(test_arena(), room);
		struct textlinks found;

		test_name("a megabyte of anything is read");
		for (; end + n <= room; end += n)
			memcpy(text + end, units[i], n);
		found = textlink_find(test_arena(), (span){ text, end });
		CHECK(found.count <= LIMIT_LINKS);
	}
}

TEST_MAIN(TEST(links), TEST(large))
