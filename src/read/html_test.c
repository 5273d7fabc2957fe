#include "read/html.h"

#include "base/buf.h"
#include "test/test.h"

/* "where:target[shown]" of each link, '!' in front where it is hidden. */
static span
links_of(const struct html_view *v)
{
	struct buf b = buf_new(test_arena(), SIZE_MAX / 2);

	for (size_t i = 0; i < v->link_count; i++) {
		const struct html_link *l = &v->links[i];

		if (i > 0)
			buf_text(&b, " ");
		if (l->hidden)
			buf_text(&b, "!");
		buf_put(&b, html_where_name(l->where));
		buf_text(&b, ":");
		buf_put(&b, l->target);
		if (l->where != HTML_LINK_A)
			continue;
		buf_text(&b, "[");
		buf_put(&b, l->shown);
		buf_text(&b, "]");
	}
	return buf_span(&b);
}

/* "reason:text" of each hidden run. */
static span
hidden_of(const struct html_view *v)
{
	struct buf b = buf_new(test_arena(), SIZE_MAX / 2);

	for (size_t i = 0; i < v->run_count; i++) {
		const struct html_run *run = &v->runs[i];

		if (i > 0)
			buf_text(&b, "|");
		buf_put(&b, html_hidden_name(run->reason));
		buf_text(&b, ":");
		buf_put(&b, span_slice(v->hidden, run->start, run->end));
	}
	return buf_span(&b);
}

static void
check_shape(const struct html_view *v, span source)
{
	for (size_t i = 0; i < v->link_count; i++)
		CHECK(v->links[i].start <= v->links[i].end &&
		    v->links[i].end <= source.n);
	for (size_t i = 0; i < v->run_count; i++)
		CHECK(v->runs[i].start < v->runs[i].end &&
		    v->runs[i].end <= v->hidden.n);
	CHECK(map_end(&v->visible_map, v->visible.n, source.n) <= source.n);
}

/* Reads the source and each prefix of it. */
static struct html_view
read_all(const char *source)
{
	size_t n = strlen(source);
	struct html_view v;
	span whole;

	for (size_t k = 0; k < n; k++) {
		struct arena *a = arena_new((size_t)1 << 24);
		span part = test_edge(source, k);

		v = html_read(a, part);
		check_shape(&v, part);
		html_charset(part);
		arena_free(a);
	}
	whole = arena_copy(test_arena(), test_edge(source, n));
	v = html_read(test_arena(), whole);
	check_shape(&v, whole);
	return v;
}

static void
visible(void **state)
{
	static const struct {
		const char *name, *source, *visible;
	} rows[] = {
		{ "plain text", "a b", "a b" },
		{ "white space is collapsed", "  a \r\n\t b  ", "a b" },
		{ "tags inside a word do not split it", "a<b>b</b>c", "abc" },
		{ "a space before a tag counts", "a <b> b</b>", "a b" },
		{ "blocks stand on lines of their own",
		    "a<div>b</div>c<p>d<p>e", "a\nb\nc\nd\ne" },
		{ "br ends a line", "a<br>b<br/>c</br>d", "a\nb\nc\nd" },
		{ "one empty line at most", "a<br><br><br><br>b", "a\n\nb" },
		{ "rows are lines, cells are apart",
		    "<table><tr><td>a<td>b<tr><td>c</table>d", "a b\nc\nd" },
		{ "items are lines", "<ul><li>a<li>b</ul>c", "a\nb\nc" },
		{ "pre keeps its blanks", "<pre>a  b\n c</pre>d",
		    "a  b\n c\nd" },
		{ "white-space: pre does too",
		    "<div style='white-space:pre'>a  b</div>", "a  b" },
		{ "references are decoded", "&lt;a&gt; &amp;&nbsp;b",
		    "<a> &\u00a0b" },
		{ "a full-width space is kept", "a　b", "a　b" },
		{ "comments are no text", "a<!-- b -->c", "ac" },
		{ "conditional comments are none either",
		    "a<!--[if mso]>b<![endif]-->c<![if !mso]>d<![endif]>",
		    "acd" },
		{ "scripts, styles and titles are no text",
		    "<title>t</title>a<script>b</script><style>c</style>d",
		    "ad" },
		{ "frames' fallback is no text",
		    "<iframe>a</iframe><noframes>b</noframes>c", "c" },
		{ "noscript is text", "<noscript>a</noscript>", "a" },
		{ "a textarea's content is text", "<textarea><b>a</textarea>b",
		    "<b>ab" },
		{ "text behind </html> is text", "a</body></html>b", "ab" },
		{ "nothing is nothing", "", "" },
		{ "a lone p ends a line", "a</p>b", "a\nb" },
		{ "text after an unclosed tag is lost", "a<b", "a" },
		{ "inline blocks make no lines",
		    "a<div style='display:inline'>b</div>c", "abc" },
		{ "an inline element may be a block",
		    "a<span style='display:block'>b</span>c", "a\nb\nc" },
		{ "svg text is text, its title is none",
		    "<svg><title>a</title><text>b</text></svg>", "b" },
		{ "HTML ends an open svg", "<svg><p>a<style>b</style>c", "ac" },
		{ "a reference to NUL is U+FFFD", "a&#0;b",
		    "a\xef\xbf\xbd"
		    "b" },
		{ "image text is apart", "a<img alt=b>c", "ac" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct html_view v;

		test_name(rows[i].name);
		v = read_all(rows[i].source);
		CHECK_SPAN(v.visible, rows[i].visible);
		CHECK_SPAN(v.hidden, "");
	}
}

static void
hidden(void **state)
{
	static const struct {
		const char *name, *source, *visible, *hidden;
	} rows[] = {
		{ "display: none", "a<span style='display:none'>b</span>c",
		    "ac", "display:b" },
		{ "in capitals and important",
		    "<p STYLE='DISPLAY: NONE !important'>b", "", "display:b" },
		{ "escapes are undone", "<p style='d\\69splay:n\\6fne'>b", "",
		    "display:b" },
		{ "comments are undone", "<p style='dis/**/play:no/**/ne'>b",
		    "", "display:b" },
		{ "the last declaration counts",
		    "<p style='display:none;display:block'>b", "b", "" },
		{ "what is in it is hidden too",
		    "<div style='display:none'><p style='display:block'>b"
		    "</div>c",
		    "c", "display:b" },
		{ "an end tag of something inside ends nothing",
		    "<div style='display:none'><b>a</div></b>b", "b",
		    "display:a" },
		{ "a span's end tag does not reach out of a block",
		    "<span><div style='display:none'>a</span>b</div>c", "c",
		    "display:ab" },
		{ "a paragraph ends at the next block",
		    "<p style='display:none'>a<div>b</div>", "b", "display:a" },
		{ "a cell ends at the next cell",
		    "<table><tr><td style='display:none'>a<td>b</table>", "b",
		    "display:a" },
		{ "an item ends at the next item",
		    "<ul><li style='display:none'>a<li>b</ul>", "b",
		    "display:a" },
		{ "but not the outer one at an inner one",
		    "<ul><li style='display:none'>a<ul><li>b</ul>c</ul>d", "d",
		    "display:a\nb\nc" },
		{ "unknown elements are told apart",
		    "<x style='display:none'>a<y>b</y>c</x>d", "d",
		    "display:abc" },
		{ "visibility", "<p style='visibility:hidden'>a", "",
		    "visibility:a" },
		{ "visibility can be undone inside",
		    "<p style='visibility:hidden'>a<b "
		    "style='visibility:visible'>b</b>",
		    "b", "visibility:a" },
		{ "font-size: 0", "<p style='font-size:0'>a", "",
		    "font-size:a" },
		{ "font-size: 1px", "<p style='font-size:1px'>a", "",
		    "font-size:a" },
		{ "font-size: 0.1em", "<p style='font-size:.05em'>a", "",
		    "font-size:a" },
		{ "font-size: 1%", "<p style='font-size:1%'>a", "",
		    "font-size:a" },
		{ "font-size: 2px can be seen", "<p style='font-size:2px'>a",
		    "a", "" },
		{ "font: 0/0", "<p style='font:0px/0 a'>a", "", "font-size:a" },
		{ "a size may be undone inside",
		    "<div style='font-size:0'>a<p style='font-size:16px'>b",
		    "b", "font-size:a" },
		{ "half of nothing is nothing",
		    "<div style='font-size:0'><p style='font-size:50%'>b", "",
		    "font-size:b" },
		{ "opacity", "<p style='opacity:0'>a", "", "opacity:a" },
		{ "half opaque can be seen", "<p style='opacity:.5'>a", "a",
		    "" },
		{ "white on white", "<p style='color:#fff'>a", "", "colour:a" },
		{ "nearly white on white", "<font color=fefefe>a</font>b", "b",
		    "colour:a" },
		{ "white by name", "<p style='color:White'>a", "", "colour:a" },
		{ "white by number", "<p style='color:rgb(255,255,255)'>a", "",
		    "colour:a" },
		{ "transparent", "<p style='color:rgba(0,0,0,0)'>a", "",
		    "colour:a" },
		{ "white on black can be seen",
		    "<td bgcolor=#000000><font color=white>a", "a", "" },
		{ "black on black", "<body bgcolor=black text=black>a", "",
		    "colour:a" },
		{ "white on an image is not judged",
		    "<td background=x.png style='color:#fff'>a", "a", "" },
		{ "white where a rule is not understood",
		    "<style>.x td{background:#000}</style><table><td "
		    "style='color:#fff'>a",
		    "a", "" },
		{ "text-indent", "<p style='text-indent:-9999px'>a", "",
		    "indent:a" },
		{ "position", "<p style='position:absolute;left:-9999px'>a", "",
		    "position:a" },
		{ "left without position moves nothing",
		    "<p style='left:-9999px'>a", "a", "" },
		{ "no height and no overflow",
		    "<p style='height:0;overflow:hidden'>a", "", "size:a" },
		{ "no height alone hides nothing", "<p style='height:0'>a", "a",
		    "" },
		{ "max-height", "<p style='max-height:0'>a", "",
		    "max-height:a" },
		{ "the attribute", "<p hidden>a", "", "attribute:a" },
		{ "mso-hide hides in Outlook only", "<p style='mso-hide:all'>a",
		    "a", "" },
		{ "templates", "<template>a</template>b", "b", "template:a" },
		{ "a rule for an element",
		    "<style>i{display:none}</style>a<i>b</i>", "a",
		    "display:b" },
		{ "a rule for a class",
		    "<style>.x , .y{display:none}</style><i class='a y'>b", "",
		    "display:b" },
		{ "a rule for an id",
		    "<style>#x{display:none}</style><i id=x>b</i>c", "c",
		    "display:b" },
		{ "a rule for both",
		    "<style>i.x{display:none}</style><b class=x>a</b><i "
		    "class=x>b",
		    "a", "display:b" },
		{ "an attribute beats a rule",
		    "<style>.x{display:none}</style><i class=x "
		    "style='display:inline'>b",
		    "b", "" },
		{ "unless the rule is important",
		    "<style>.x{display:none!important}</style><i class=x "
		    "style='display:inline'>b",
		    "", "display:b" },
		{ "a class beats an element",
		    "<style>.x{display:none}i{display:inline}</style><i "
		    "class=x>b",
		    "", "display:b" },
		{ "the later of two rules counts",
		    "<style>.x{display:none}.x{display:inline}</style><i "
		    "class=x>a",
		    "a", "" },
		{ "also of two classes",
		    "<style>.x{display:none}.y{display:inline}</style><i "
		    "class='y x'>a",
		    "a", "" },
		{ "links have a colour of their own",
		    "<p style='color:#fff'>a<a href=u>b</a>", "b", "colour:a" },
		{ "narrow screens are passed over",
		    "<style>@media (max-width:9px){i{display:none}}"
		    "b{display:none}</style><i>a</i><b>b",
		    "a", "display:b" },
		{ "two runs are apart",
		    "<i hidden>a</i>x<i hidden>b</i><p style=opacity:0>c", "x",
		    "attribute:a|attribute:b|opacity:c" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct html_view v;

		test_name(rows[i].name);
		v = read_all(rows[i].source);
		CHECK_SPAN(v.visible, rows[i].visible);
		CHECK_SPAN(hidden_of(&v), rows[i].hidden);
	}
}

static void
links(void **state)
{
	static const struct {
		const char *name, *source, *links;
	} rows[] = {
		{ "a link with its text", "<a href=u>b <b>c</b></a>d",
		    "a:u[b c]" },
		{ "references are decoded", "<a href='?a=1&amp;b=2'>x</a>",
		    "a:?a=1&b=2[x]" },
		{ "blanks around are trimmed", "<a href='\n u '>x</a>",
		    "a:u[x]" },
		{ "an open link ends at the next", "<a href=u>a<a href=v>b",
		    "a:u[a] a:v[b]" },
		{ "a slash for a blank", "<a/href=u>x</a>", "a:u[x]" },
		{ "an anchor is no link", "<a name=x>a</a>", "" },
		{ "an image's alt is shown", "<a href=u><img src=i alt=b></a>",
		    "a:u[b] img:i" },
		{ "text goes before alt", "<a href=u><img alt=b>c</a>",
		    "a:u[c]" },
		{ "a link around blocks", "<a href=u><div>b</div><p>c</a>",
		    "a:u[b\nc]" },
		{ "a hidden link", "<a href=u style='display:none'>b</a>",
		    "!a:u[b]" },
		{ "a link with only hidden text",
		    "<a href=u><i hidden>b</i></a>", "!a:u[b]" },
		{ "a link with hidden text besides",
		    "<a href=u>a<i hidden>b</i></a>", "a:u[a]" },
		{ "area", "<area href=u>", "area:u" },
		{ "forms", "<form action=u><button formaction=v>",
		    "form:u form:v" },
		{ "base", "<base href=u>", "!base:u" },
		{ "refresh", "<meta http-equiv=Refresh content='5; URL=u'>",
		    "refresh:u" },
		{ "refresh in quotes",
		    "<meta http-equiv=refresh content=\"0;url='u'x\">",
		    "refresh:u" },
		{ "backgrounds", "<td background=u>", "background:u" },
		{ "CSS in an attribute", "<p style=\"background:url('u')\">",
		    "css:u" },
		{ "CSS in a sheet",
		    "<style>@import url(u);p{background:url( \"v\" )}</style>",
		    "css:u css:v" },
		{ "sheets and scripts",
		    "<link rel=stylesheet href=u><script src=v></script>",
		    "!sheet:u !script:v" },
		{ "URLs in scripts",
		    "<script>location='https://example.com/a';</script>",
		    "code:https://example.com/a" },
		{ "slashes escaped in scripts",
		    "<script>x=\"http:\\/\\/example.com\\/a\"</script>",
		    "code:http://example.com/a" },
		{ "URLs in handlers",
		    "<p onclick=\"open('http://example.com/')\">",
		    "code:http://example.com/" },
		{ "frames", "<iframe src=u></iframe><frame src=v>",
		    "iframe:u iframe:v" },
		{ "media",
		    "<embed src=u><object data=v></object><video poster=w>",
		    "media:u media:v img:w" },
		{ "links in svg", "<svg><a xlink:href=u><image href=v></svg>",
		    "svg:u svg:v" },
		{ "no links in textareas, titles and comments",
		    "<textarea><a href=u></textarea><title><a href=v>"
		    "</title><!--<a href=w>-->",
		    "" },
		{ "links in an open select", "<select><option><a href=u>x</a>",
		    "a:u[x]" },
		{ "images of several sizes",
		    "<img srcset='https://example.com/a 1x, b 2x'>",
		    "img:https://example.com/a" },
		{ "a pixel cannot be seen", "<img src=u width=1 height=1>",
		    "!img:u" },
		{ "the first of two attributes", "<a href=u href=v>x</a>",
		    "a:u[x]" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct html_view v;

		test_name(rows[i].name);
		v = read_all(rows[i].source);
		CHECK_SPAN(links_of(&v), rows[i].links);
	}
}

static void
offsets(void **state)
{
	const char *source = "<p>a &amp; <b>b</b><a href='&#104;i'>c";
	struct html_view v = read_all(source);
	size_t b = span_find_byte(v.visible, 'b');

	(void)state;
	test_name("text is mapped to its source");
	CHECK_SPAN(v.visible, "a & bc");
	CHECK_INT(map_start(&v.visible_map, 0), 3);
	CHECK_INT(map_start(&v.visible_map, 2), 5);
	CHECK_INT(map_end(&v.visible_map, 3, 99), 10);
	CHECK_INT(map_start(&v.visible_map, b), 14);
	test_name("a link's offsets are those of its raw value");
	CHECK_SPAN(v.links[0].target, "hi");
	CHECK_SPAN(
	    span_slice(span_of(source), v.links[0].start, v.links[0].end),
	    "&#104;i");
}

static void
facts(void **state)
{
	struct html_view v = read_all(
	    "<html lang=ja><meta charset=Shift_JIS><base href=u>"
	    "<title> a\n&amp; b </title><body><form action=/x method=post>"
	    "<label>User</label><input name=u><input type=hidden name=h>"
	    "<input type=PASSWORD name=p placeholder='Pass word'>"
	    "<button>go</button></form>"
	    "<font face='Meiryo, \"MS PGothic\"'>x</font>"
	    "<p style='font-family:meiryo,Arial'>y"
	    "<img src=https://example.com/t.gif width=1 height=1>"
	    "<img src=cid:x alt=logo>");

	(void)state;
	test_name("forms tell what they ask for");
	CHECK_INT(v.form_count, 1);
	CHECK_SPAN(v.forms[0].action, "/x");
	CHECK_SPAN(v.forms[0].method, "post");
	CHECK_INT(v.forms[0].count, 4);
	CHECK_SPAN(v.forms[0].fields[0].label, "User");
	CHECK_SPAN(v.forms[0].fields[0].type, "text");
	CHECK(v.forms[0].fields[1].hidden);
	CHECK_SPAN(v.forms[0].fields[2].name, "p");
	CHECK_SPAN(v.forms[0].fields[2].label, "Pass word");
	CHECK(v.forms[0].has_password && v.has_password);
	test_name("what the head says");
	CHECK_SPAN(v.title, "a & b");
	CHECK_SPAN(v.charset, "Shift_JIS");
	CHECK_SPAN(v.base, "u");
	CHECK_SPAN(v.language, "ja");
	test_name("fonts are counted once, without case");
	CHECK_INT(v.fonts.count, 3);
	CHECK_SPAN(v.fonts.names[1], "MS PGothic");
	CHECK_SPAN(v.fonts.names[2], "Arial");
	test_name("remote content and its tracking pixel");
	CHECK_INT(v.remote, 1);
	CHECK(v.tracking_pixel);
	CHECK_INT(v.image_count, 2);
	CHECK_SPAN(v.images[1].alt, "logo");
	CHECK(v.images[0].pixel && !v.images[1].pixel);
	v = read_all("<input type=password>");
	test_name("a field needs no form");
	CHECK_INT(v.form_count, 1);
	CHECK(v.forms[0].implied && v.forms[0].has_password);
	v = read_all("<label>Name <input></label>");
	test_name("a label may be around its field");
	CHECK_SPAN(v.forms[0].fields[0].label, "Name");
}

static void
charsets(void **state)
{
	static const struct {
		const char *name, *bytes, *charset;
	} rows[] = {
		{ "meta charset", "<meta charset=utf-8>", "utf-8" },
		{ "in quotes", "<META CHARSET=\" utf-8 \">", "utf-8" },
		{ "meta content-type",
		    "<meta http-equiv=Content-Type content='text/html; "
		    "charset=iso-2022-jp'>",
		    "iso-2022-jp" },
		{ "content before http-equiv",
		    "<meta content='text/html;charset=\"euc-jp\"' "
		    "http-equiv=content-type>",
		    "euc-jp" },
		{ "content alone says nothing",
		    "<meta content='text/html;charset=euc-jp'>", "" },
		{ "not in a comment", "<!--<meta charset=utf-8>-->", "" },
		{ "not another element", "<p charset=utf-8>", "" },
		{ "the word alone says nothing",
		    "<meta http-equiv=content-type content='charset'>", "" },
	};
	char late[1100];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		test_name(rows[i].name);
		CHECK_SPAN(html_charset(
			       test_edge(rows[i].bytes, strlen(rows[i].bytes))),
		    rows[i].charset);
	}
	test_name("beyond 1,024 bytes nobody looks");
	memset(late, ' ', sizeof(late));
	memcpy(late + 1020, "<meta charset=a>", 16);
	CHECK_SPAN(html_charset((span){ late, sizeof(late) }), "");
}

/* Reads n bytes of repeated unit; make hostile measures what it costs. */
static void
read_many(const char *before, const char *unit, size_t n)
{
	struct arena *a = arena_new((size_t)1 << 30);
	size_t head = strlen(before), length = strlen(unit), end = head;
	char *text = arena_alloc(a, n + head + length);
	struct html_view v;

	memcpy(text, before, head);
	for (; end < n; end += length)
		memcpy(text + end, unit, length);
	v = html_read(a, (span){ text, end });
	CHECK(!arena_failed(a));
	check_shape(&v, (span){ text, end });
	arena_free(a);
}

static void
long_texts(void **state)
{
	static const struct {
		const char *name, *before, *unit;
	} rows[] = {
		{ "deep nesting", "", "<div>" },
		{ "deep formatting", "", "<b>" },
		{ "wrong end tags", "<b><table><td>", "<p></b>" },
		{ "end tags alone", "<div>", "</p></span></div>" },
		{ "cells", "<table>", "<td>a" },
		{ "items in cells", "<li><table>", "<td><li>" },
		{ "links", "", "<a href=u>a" },
		{ "images in a link", "<a href=u>", "<img alt=abc>" },
		{ "tags without end", "", "<a href=" },
		{ "hidden and seen by turns", "", "<i hidden>a</i>b" },
		{ "styles", "", "<p style='color:#fff;font:0 a'>a" },
		{ "endless style", "<p style='", "a:b;" },
		{ "endless values", "<p style='a:", "url(" },
		{ "rules", "<style>", ".a{color:red}" },
		{ "rules that are used", "",
		    "<style>.a{color:red}</style>"
		    "<i class=a>" },
		{ "selectors", "<style>", "a b," },
		{ "at-rules", "<style>", "@a{" },
		{ "comments in CSS", "<style>", "/*" },
		{ "URLs in code", "<script>", "http:\\/\\/a " },
		{ "half URLs in code", "<script>", "http" },
		{ "fields", "<form>", "<label>a</label><input>" },
		{ "forms", "", "<form></form>" },
		{ "line ends", "", "<br>\n" },
		{ "classes", "<style>.a{color:red}</style><p class='", "a b " },
		{ "refreshes", "",
		    "<meta http-equiv=refresh content=';url=a'>" },
		{ "svg", "", "<svg><![CDATA[a]]>" },
		{ "svg and out", "", "<svg><p>" },
		{ "fonts", "<p style='font-family:", "a," },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		test_name(rows[i].name);
		read_many(rows[i].before, rows[i].unit, (size_t)1 << 19);
	}
}

static void
no_memory(void **state)
{
	span source = SPAN("<style>.a{color:red}</style><form><input>"
			   "<a href='&lt;'>a<img alt=b>&amp;</a>"
			   "<p hidden>c<p style='/**/opacity:0'>d");

	(void)state;
	test_name("every tag is found by its name");
	for (int tag = 1; tag < TAG_COUNT; tag++)
		CHECK_INT(html_tag_of(html_tag_name((enum html_tag)tag)), tag);
	CHECK_INT(html_tag_of(SPAN("zzz")), TAG_OTHER);
	test_name("a NUL is dropped");
	CHECK_SPAN(html_read(test_arena(), SPAN("a\0b\0\0c")).visible, "abc");
	test_name("an arena that fails gives less");
	for (size_t limit = 1000; limit < 80000; limit += 333) {
		struct arena *a = arena_new(limit);
		struct html_view v = html_read(a, source);

		check_shape(&v, source);
		arena_free(a);
	}
}

TEST_MAIN(TEST(visible), TEST(hidden), TEST(links), TEST(offsets), TEST(facts),
    TEST(charsets), TEST(long_texts), TEST(no_memory))
