#include "read/html_token.h"

#include "base/buf.h"
#include "test/test.h"

/* "1:2 a=b" becomes one line of text for each token. */
static span
render(span source)
{
	struct arena *a = test_arena();
	struct html_tokenizer *t = arena_alloc(a, sizeof(*t));
	struct buf b = buf_new(a, SIZE_MAX / 2);
	size_t end = 0;
	struct html_token k;

	html_open(t, a, source);
	while (html_next(t, &k)) {
		CHECK(k.start >= end && k.end > k.start && k.end <= source.n);
		end = k.end;
		buf_put(&b,
		    arena_format(a, "%zu-%zu%s", k.start, k.end,
			k.kind == HTML_END	     ? "/"
			    : k.kind == HTML_TEXT    ? "'"
			    : k.kind == HTML_COMMENT ? "!"
			    : k.kind == HTML_DOCTYPE ? "?"
						     : ""));
		buf_put(&b, k.name);
		buf_put(&b, k.text);
		for (size_t i = 0; i < k.count; i++) {
			CHECK(span_within(k.attributes[i].raw, source));
			buf_text(&b, " ");
			buf_put(&b, k.attributes[i].name);
			buf_text(&b, "=");
			buf_put(&b, k.attributes[i].value);
		}
		buf_text(&b, "|");
	}
	return buf_span(&b);
}

static void
tokens(void **state)
{
	static const struct {
		const char *name, *source, *want;
	} rows[] = {
		{ "text is a slice", "ab", "0-2'ab|" },
		{ "tags have offsets", "a<b>c</b>", "0-1'a|1-4b|4-5'c|5-9/b|" },
		{ "a reference is a token of its own", "a&amp;b",
		    "0-1'a|1-6'&|6-7'b|" },
		{ "CR LF is one line end", "a\r\nb", "0-1'a|1-3'\n|3-4'b|" },
		{ "attributes are decoded", "<a href='?a&amp;b=1'>",
		    "0-21a href=?a&b=1|" },
		{ "a reference without ';' before '=' is none",
		    "<a href='?a&copy=1'>", "0-20a href=?a&copy=1|" },
		{ "but it is one in text", "&copy=1", "0-5'©|5-7'=1|" },
		{ "the first of two attributes counts", "<a b=1 B=2>",
		    "0-11a b=1|" },
		{ "no blank is needed between quoted attributes",
		    "<a href='x'title=\"y\">", "0-21a href=x title=y|" },
		{ "a slash separates attributes", "<a/href=x>",
		    "0-10a href=x|" },
		{ "an unquoted value may hold quotes", "<a b=c'd\">",
		    "0-10a b=c'd\"|" },
		{ "an unquoted value keeps its slash", "<a href=x/>",
		    "0-11a href=x/|" },
		{ "line ends within a value stay", "<a b='c\r\nd'>",
		    "0-12a b=c\nd|" },
		{ "a tag that never ends vanishes", "a<b c", "0-1'a|" },
		{ "a quote that never ends swallows all", "a<b c='>d",
		    "0-1'a|" },
		{ "a lone '<' is text", "a < b <3", "0-2'a |2-6'< b |6-8'<3|" },
		{ "'</' at the end is text", "a</", "0-1'a|1-3'</|" },
		{ "'</>' is nothing", "a</>b", "0-1'a|4-5'b|" },
		{ "a comment ends at the first '-->'", "<!--a--b-->c",
		    "0-11!a--b|11-12'c|" },
		{ "'<!-->' is a whole comment", "<!-->a", "0-5!|5-6'a|" },
		{ "'--!>' ends a comment", "<!--a--!>b", "0-9!a|9-10'b|" },
		{ "a comment that never ends swallows all", "<!--a<b>",
		    "0-8!a<b>|" },
		{ "'<?' is a comment", "<?xml?>", "0-7!?xml?|" },
		{ "'<![if' is a comment", "<![if !mso]>a",
		    "0-12![if !mso]|12-13'a|" },
		{ "no CDATA in HTML", "<![CDATA[a]]>", "0-13![CDATA[a]]|" },
		{ "document types", "<!DOCTYPE HTML>", "0-15?html|" },
		{ "no tags in a title", "<title><b>&lt;</title>",
		    "0-7title|7-10'<b>|10-14'<|14-22/title|" },
		{ "no references in a style", "<style>&lt;</style >",
		    "0-7style|7-11'&lt;|11-20/style|" },
		{ "a script ends at its end tag only",
		    "<script></b></scripts></SCRIPT>",
		    "0-8script|8-22'</b></scripts>|22-31/script|" },
		{ "a script within a comment within a script",
		    "<script><!--<script></script>--></script>",
		    "0-8script|8-32'<!--<script></script>-->|"
		    "32-41/script|" },
		{ "plaintext never ends", "<plaintext></plaintext>",
		    "0-11plaintext|11-23'</plaintext>|" },
		{ "numbers of windows-1252", "&#150;", "0-6'–|" },
		{ "a number beyond Unicode", "&#x110000;",
		    "0-10'\xef\xbf\xbd|" },
		{ "the longest name wins", "&notin;&notit;",
		    "0-7'∉|7-11'¬|11-14'it;|" },
		{ "no name, no reference", "&foo;", "0-5'&foo;|" },
		{ "names have case", "&AMP;&Amp;", "0-5'&|5-10'&Amp;|" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].source);

		test_name(rows[i].name);
		for (size_t k = 0; k < n; k++)
			render(test_edge(rows[i].source, k));
		CHECK_SPAN(render(test_edge(rows[i].source, n)), rows[i].want);
	}
}

/* Reads n bytes of repeated unit; make hostile measures what it costs. */
static void
read_many(const char *before, const char *unit, size_t n)
{
	struct arena *a = arena_new((size_t)256 << 20);
	struct html_tokenizer *t = arena_alloc(a, sizeof(*t));
	size_t head = strlen(before), length = strlen(unit), end = head;
	char *text = arena_alloc(a, n + head + length);
	struct html_token k;

	memcpy(text, before, head);
	for (; end < n; end += length)
		memcpy(text + end, unit, length);
	html_open(t, a, (span){ text, end });
	while (html_next(t, &k))
		continue;
	CHECK(!arena_failed(a));
	arena_free(a);
}

static void
long_texts(void **state)
{
	static const struct {
		const char *name, *before, *unit;
	} rows[] = {
		{ "deep nesting costs no more", "", "<div>" },
		{ "tags without end", "", "<a href=" },
		{ "values without end", "", "<a href=\"" },
		{ "half references", "", "&amp" },
		{ "no references", "", "&" },
		{ "endless names", "&", "CounterClockwise" },
		{ "endless numbers", "&#x", "1" },
		{ "comments without end", "", "<!--" },
		{ "dashes", "<!--", "-" },
		{ "sections without end", "", "<![CDATA[" },
		{ "attributes without end", "<a ", "b=c " },
		{ "different attributes", "<a ", "bcdefghijklm=n opq=\"\" " },
		{ "one attribute", "<a b='", "&amp;\r" },
		{ "scripts without end", "<script>", "</scrip" },
		{ "scripts that open comments", "<script>", "<!--<script>" },
		{ "titles without end", "<title>", "</titl&lt" },
		{ "nothing but '</>'", "", "</>" },
		{ "nothing but '<'", "", "<" },
		{ "document types", "<!DOCTYPE ", "PUBLIC '' " },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		test_name(rows[i].name);
		read_many(rows[i].before, rows[i].unit, (size_t)1 << 19);
	}
}

static void
many(void **state)
{
	struct arena *a = test_arena();
	struct html_tokenizer *t = arena_alloc(a, sizeof(*t));
	struct buf b = buf_new(a, SIZE_MAX / 2);
	struct html_token k;

	(void)state;
	test_name("attributes beyond the limit are dropped and noted");
	buf_text(&b, "<a");
	for (int i = 0; i < LIMIT_ATTRIBUTES + 1; i++)
		buf_put(&b, arena_format(a, " x%d=%d", i, i));
	buf_text(&b, ">b");
	html_open(t, a, buf_span(&b));
	CHECK(html_next(t, &k) && k.count == LIMIT_ATTRIBUTES && t->too_many);
	CHECK(html_attribute(&k, "x63") != NULL);
	CHECK(html_attribute(&k, "x64") == NULL);
	CHECK(html_next(t, &k) && k.kind == HTML_TEXT && !html_next(t, &k));
	test_name("a NUL in a script is replaced");
	html_open(t, a, SPAN("<script>\0"));
	CHECK(html_next(t, &k) && html_next(t, &k));
	CHECK_SPAN(k.text, "\xef\xbf\xbd");
	test_name("CDATA is text inside svg");
	html_open(t, a, SPAN("<![CDATA[<b>]]>c"));
	t->foreign = true;
	CHECK(html_next(t, &k));
	CHECK_SPAN(k.text, "<b>");
	CHECK(html_next(t, &k));
	CHECK_SPAN(k.text, "c");
	CHECK(!html_next(t, &k));
}

TEST_MAIN(TEST(tokens), TEST(long_texts), TEST(many))
