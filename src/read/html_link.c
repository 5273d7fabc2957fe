/* The links of a start tag, and those in code and style sheets. */
#include "base/buf.h"
#include "read/html_reader.h"

size_t
reader_link(struct reader *r, enum html_where where, span target, span raw)
{
	struct html_link *links;
	struct span_pair *shown;
	size_t n = r->view.link_count;

	target = span_trim(target);
	if (target.n == 0 && where != HTML_LINK_A && where != HTML_LINK_FORM)
		return NO_LINK;
	if (n == LIMIT_LINKS) {
		r->view.odd |= HTML_TOO_MANY_LINKS;
		return NO_LINK;
	}
	links = arena_grow(r->a, r->links, n, &r->link_room, sizeof(*links));
	shown = arena_grow(r->a, r->shown, n, &r->shown_room, sizeof(*shown));
	if (links == NULL || shown == NULL)
		return NO_LINK;
	r->links = links;
	r->shown = shown;
	if (span_starts(target, "data:"))
		r->view.odd |= HTML_HAS_DATA_URL;
	links[n] = (struct html_link){ .where = where, .target = target };
	shown[n] = (struct span_pair){ 0 };
	links[n].start = r->token.start;
	links[n].end = r->token.end;
	if (raw.n > 0 && span_within(raw, r->source)) {
		links[n].start = span_offset(raw, r->source);
		links[n].end = links[n].start + raw.n;
	}
	r->view.link_count++;
	return n;
}

/* Loaded from elsewhere as soon as the mail is shown. */
static bool
is_remote(span target)
{
	target = span_trim(target);
	return span_starts(target, "http:") || span_starts(target, "https:") ||
	    span_starts(target, "//") || span_starts(target, "ftp:");
}

/* A link from the attribute called name; true when there is one. */
static bool
link_from(struct reader *r, enum html_where where, const char *name,
    bool loaded, bool hidden)
{
	const struct html_attribute *at =
	    html_find_attribute(&r->token, span_of(name));
	size_t n;

	if (at == NULL)
		return false;
	n = reader_link(r, where, at->value, at->raw);
	if (n != NO_LINK)
		r->links[n].hidden = hidden;
	if (loaded && is_remote(at->value))
		r->view.remote++;
	return true;
}

/* Each remote candidate of "a.png 1x, b.png 2x". */
static void
srcset(struct reader *r, const struct html_attribute *at, bool hidden)
{
	span rest = at->value;

	while (rest.n > 0) {
		span one = span_trim(span_cut(&rest, ','));
		span url = span_cut(&one, ' ');
		size_t n;

		if (!is_remote(url))
			continue;
		n = reader_link(r, HTML_LINK_IMG, url,
		    span_within(url, r->source) ? url : at->raw);
		if (n != NO_LINK)
			r->links[n].hidden = hidden;
		r->view.remote++;
	}
}

void
reader_css(struct reader *r, span css, span raw)
{
	span url;

	while (css_next_url(&css, &url)) {
		if (span_starts(url, "data:"))
			continue;
		reader_link(r, HTML_LINK_CSS, url,
		    span_within(url, r->source) ? url : raw);
		if (is_remote(url))
			r->view.remote++;
	}
}

/* How many bytes "http://" or its like takes at s; 0 for none. */
static size_t
code_scheme(span s)
{
	size_t n = span_starts(s, "https") ? 5 : 4;
	span rest = span_drop(s, n);

	if (span_starts(rest, "://"))
		return n + 3;
	return span_starts(rest, ":\\/\\/") ? n + 5 : 0;
}

/* A URL in code ends at quotes and blanks; "\/" is a slash. */
static size_t
code_end(span s, size_t i)
{
	for (; i < s.n; i++) {
		char c = s.p[i];

		if (c == '\\' && i + 1 < s.n && s.p[i + 1] == '/')
			continue;
		if ((unsigned char)c <= ' ' || c == '"' || c == '\'' ||
		    c == '`' || c == '<' || c == '>' || c == '\\' || c == ';')
			break;
	}
	return i;
}

static span
unescape(struct arena *a, span s)
{
	struct buf b;

	if (span_find_byte(s, '\\') == s.n)
		return s;
	b = buf_new(a, s.n);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\\')
			buf_byte(&b, s.p[i]);
	return buf_span(&b);
}

void
reader_code(struct reader *r, span code, span raw)
{
	while (code.n > 0) {
		size_t at = 0, n, end;
		span url;

		while (at < code.n &&
		    (ascii_lower(code.p[at]) != 'h' ||
			!span_starts(span_drop(code, at), "http")))
			at++;
		code = span_drop(code, at);
		if (code.n == 0)
			return;
		n = code_scheme(code);
		end = n > 0 ? code_end(code, n) : 4;
		url = span_head(code, end);
		code = span_drop(code, end);
		if (n > 0 && end > n)
			reader_link(r, HTML_LINK_CODE, unescape(r->a, url),
			    span_within(url, r->source) ? url : raw);
	}
}

/* The URL of "5; url=https://example.com/". */
static span
refresh_target(span s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] != ';' && s.p[n] != ',')
		n++;
	s = span_trim(span_drop(s, n + 1));
	if (span_starts(s, "url")) {
		span rest = span_trim(span_drop(s, 3));

		if (span_starts(rest, "="))
			s = span_trim(span_drop(rest, 1));
	}
	if (s.n > 0 && (s.p[0] == '"' || s.p[0] == '\'')) {
		char quote = s.p[0];

		s = span_drop(s, 1);
		s = span_head(s, span_find_byte(s, quote));
	}
	return s;
}

/* The character set in "text/html; charset=..."; a slice of content. */
static span
content_charset(span content)
{
	for (;;) {
		size_t n = span_find_nocase(content, SPAN("charset"));

		if (n == content.n)
			return (span){ 0 };
		content = span_trim(span_drop(content, n + 7));
		if (span_starts(content, "="))
			break;
	}
	content = span_trim(span_drop(content, 1));
	if (content.n > 0 && (content.p[0] == '"' || content.p[0] == '\'')) {
		char quote = content.p[0];

		content = span_drop(content, 1);
		return span_head(content, span_find_byte(content, quote));
	}
	for (size_t i = 0; i < content.n; i++)
		if (ascii_is_space(content.p[i]) || content.p[i] == ';')
			return span_head(content, i);
	return content;
}

/* What a meta element says of the character set. */
static span
meta_charset(const struct html_token *k)
{
	span value = reader_value(k, "charset");

	if (value.n > 0)
		return value;
	if (!span_is(reader_value(k, "http-equiv"), "content-type"))
		return (span){ 0 };
	return content_charset(reader_value(k, "content"));
}

span
html_charset(span bytes)
{
	struct html_tokenizer t;
	struct html_token k;

	html_open(&t, NULL, span_head(bytes, 1024));
	t.automatic = false;
	while (html_next(&t, &k)) {
		span found;

		if (k.kind != HTML_START || !span_is(k.name, "meta"))
			continue;
		found = meta_charset(&k);
		if (found.n > 0)
			return found;
	}
	return (span){ 0 };
}

static void
meta(struct reader *r)
{
	span charset = meta_charset(&r->token);
	const span *content = html_attribute(&r->token, "content");

	if (r->view.charset.n == 0)
		r->view.charset = charset;
	if (content == NULL ||
	    !span_is(reader_value(&r->token, "http-equiv"), "refresh"))
		return;
	r->view.odd |= HTML_HAS_REFRESH;
	reader_link(r, HTML_LINK_REFRESH, refresh_target(*content), *content);
}

/* A size given by attribute or style is at most one pixel. */
static bool
is_tiny(struct reader *r, const char *name, const struct css_style *style,
    enum css_property property)
{
	int32_t length;

	if (css_is_set(style, property))
		return style->value[property] <= 100;
	return css_length(reader_value(&r->token, name), 60000, &length) &&
	    length <= 100;
}

static void
image(struct reader *r, const struct frame *f, const struct css_style *style)
{
	struct html_image *images;
	size_t n = r->view.image_count;
	struct html_image i = { .start = r->token.start, .end = r->token.end };

	i.hidden = reader_hidden(f) != HTML_SEEN &&
	    reader_hidden(f) != HTML_HIDDEN_FONT_SIZE &&
	    reader_hidden(f) != HTML_HIDDEN_COLOUR;
	i.source = reader_value(&r->token, "src");
	i.alt = reader_value(&r->token, "alt");
	i.pixel = is_tiny(r, "width", style, CSS_WIDTH) &&
	    is_tiny(r, "height", style, CSS_HEIGHT);
	if (i.pixel && is_remote(i.source))
		r->view.tracking_pixel = true;
	link_from(r, HTML_LINK_IMG, "src", true, i.hidden || i.pixel);
	if (n == LIMIT_LINKS)
		return;
	images =
	    arena_grow(r->a, r->images, n, &r->image_room, sizeof(*images));
	if (images == NULL)
		return;
	r->images = images;
	images[n] = i;
	r->view.image_count++;
	if (r->current == NO_LINK || i.alt.n == 0 || i.hidden)
		return;
	if (r->opened.alt.n == 0)
		r->opened.alt = i.alt;
	else if (r->opened.alt.n < LIMIT_QUOTE)
		r->opened.alt =
		    arena_join(r->a, r->opened.alt, SPAN(" "), i.alt);
}

static void
link_element(struct reader *r)
{
	span rel = reader_value(&r->token, "rel");

	link_from(r, HTML_LINK_SHEET, "href",
	    span_find_nocase(rel, SPAN("stylesheet")) < rel.n, true);
}

/* Attributes that any element may have. */
static void
common(struct reader *r, bool hidden)
{ /* names are in lower case and not empty */
	for (size_t i = 0; i < r->token.count; i++) {
		const struct html_attribute *at = &r->token.attributes[i];

		switch (at->name.p[0]) {
		case 'o':
			if (at->name.n <= 3 || at->name.p[1] != 'n')
				break;
			r->view.odd |= HTML_HAS_HANDLER;
			reader_code(r, at->value, at->raw);
			break;
		case 'b':
			if (span_is(at->name, "background"))
				link_from(r, HTML_LINK_BACKGROUND, "background",
				    true, hidden);
			break;
		case 's':
			if (span_is(at->name, "srcset"))
				srcset(r, at, hidden);
			else if (span_is(at->name, "style") &&
			    span_find_byte(at->value, '(') < at->value.n)
				reader_css(
				    r, css_clean(r->a, at->value), at->raw);
			break;
		case 'f':
			if (span_is(at->name, "formaction"))
				link_from(r, HTML_LINK_FORM, "formaction",
				    false, hidden);
			break;
		default:
			break;
		}
	}
}

void
reader_links(struct reader *r, enum html_tag tag, const struct frame *f,
    const struct css_style *style)
{
	bool hidden = reader_hidden(f) != HTML_SEEN;
	const char *href = "href";

	/* Content of a video is its fallback; itself it can be seen. */
	if (tag == TAG_VIDEO || tag == TAG_AUDIO)
		hidden &= f->hidden != HTML_HIDDEN_TEMPLATE;
	common(r, hidden);
	if (r->t->foreign) {
		if (html_attribute(&r->token, href) == NULL)
			href = "xlink:href";
		if (tag == TAG_IMAGE || tag == TAG_A)
			link_from(
			    r, HTML_LINK_SVG, href, tag == TAG_IMAGE, hidden);
		return;
	}
	switch (tag) {
	case TAG_AREA:
		link_from(r, HTML_LINK_AREA, href, false, hidden);
		break;
	case TAG_BASE:
		if (link_from(r, HTML_LINK_BASE, href, false, true) &&
		    r->view.base.n == 0)
			r->view.base = reader_value(&r->token, href);
		r->view.odd |= HTML_HAS_BASE;
		break;
	case TAG_META:
		meta(r);
		break;
	case TAG_LINK:
		link_element(r);
		break;
	case TAG_IMG:
	case TAG_IMAGE:
		image(r, f, style);
		break;
	case TAG_INPUT:
		link_from(r, HTML_LINK_IMG, "src", true, hidden);
		break;
	case TAG_SCRIPT:
		link_from(r, HTML_LINK_SCRIPT, "src", true, true);
		break;
	case TAG_IFRAME:
	case TAG_FRAME:
		r->view.odd |= HTML_HAS_IFRAME;
		link_from(r, HTML_LINK_IFRAME, "src", true, hidden);
		break;
	case TAG_OBJECT:
		link_from(r, HTML_LINK_MEDIA, "data", true, hidden);
		break;
	case TAG_EMBED:
	case TAG_VIDEO:
	case TAG_AUDIO:
	case TAG_SOURCE:
	case TAG_TRACK:
		link_from(r, HTML_LINK_MEDIA, "src", true, hidden);
		link_from(r, HTML_LINK_IMG, "poster", true, hidden);
		break;
	default:
		break;
	}
}
