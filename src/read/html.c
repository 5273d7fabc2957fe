#include "read/html.h"

#include "base/buf.h"
#include "read/html_reader.h"

enum html_hidden
reader_hidden(const struct frame *f)
{
	if (f->hidden != HTML_SEEN)
		return f->hidden;
	if (f->invisible)
		return HTML_HIDDEN_VISIBILITY;
	if (f->font <= 100)
		return HTML_HIDDEN_FONT_SIZE;
	if (f->coloured &&
	    (f->colour == CSS_CLEAR ||
		css_colours_near(f->colour, f->background)))
		return HTML_HIDDEN_COLOUR;
	return HTML_SEEN;
}

span
html_where_name(enum html_where where)
{
	static const char *const names[] = { "a", "area", "form", "base",
		"refresh", "img", "background", "css", "sheet", "script",
		"code", "svg", "iframe", "media", "text" };

	return where < COUNT(names) ? span_of(names[where]) : (span){ 0 };
}

/* The run that hidden text for this reason belongs to; NULL: a new one. */
static struct html_run *
current_run(struct reader *r, enum html_hidden reason)
{
	struct html_run *last;

	if (r->view.run_count == 0)
		return NULL;
	last = &r->runs[r->view.run_count - 1];
	if (r->view.run_count == LIMIT_LINKS)
		return last;
	return r->seen_since || last->reason != reason ? NULL : last;
}

static void
put_hidden(struct reader *r, span s, size_t from, enum html_hidden reason)
{
	struct html_run *run = current_run(r, reason), *runs;
	size_t n = r->hidden.text.n, count = r->view.run_count;

	if (run == NULL)
		html_text_block(&r->hidden);
	html_text_put(&r->hidden, s, from, top(r)->keep);
	if (r->hidden.text.n == n)
		return;
	if (n > 0 && run == NULL)
		n++; /* the line end before a new run */
	if (run == NULL) {
		runs = arena_grow(
		    r->a, r->runs, count, &r->run_room, sizeof(*runs));
		if (runs == NULL)
			return;
		r->runs = runs;
		run = &runs[r->view.run_count++];
		*run = (struct html_run){ n, n, reason };
		r->seen_since = false;
	}
	r->view.hidden_bytes[reason] += r->hidden.text.n - n;
	run->end = r->hidden.text.n;
}

static void
put_text(struct reader *r, span s, size_t from)
{
	enum html_hidden reason = reader_hidden(top(r));
	size_t n = r->visible.text.n;

	if (reason != HTML_SEEN) {
		put_hidden(r, s, from, reason);
		return;
	}
	html_text_put(&r->visible, s, from, top(r)->keep);
	if (r->visible.text.n > n)
		r->seen_since = true;
}

/* A token of text; a NUL in it is dropped, as browsers do. */
static void
text(struct reader *r)
{
	span rest = r->token.text;
	size_t from = r->token.start;

	if (top(r)->silent)
		return;
	if (rest.n < 2 || memchr(rest.p, '\0', rest.n) == NULL) {
		if (rest.n == 1 && rest.p[0] == '\0')
			r->view.odd |= HTML_HAS_NUL;
		else
			put_text(r, rest, from);
		return;
	}
	r->view.odd |= HTML_HAS_NUL;
	while (rest.n > 0) {
		span piece = span_cut(&rest, '\0');

		put_text(r, piece, from);
		from += piece.n + 1;
	}
}

static void
close_link(struct reader *r)
{
	struct span_pair *shown;

	if (r->current == NO_LINK)
		return;
	shown = &r->shown[r->current];
	*shown = (struct span_pair){ r->opened.visible, r->visible.text.n,
		r->opened.hidden, r->hidden.text.n, r->opened.alt };
	r->current = NO_LINK;
}

static void
open_link(struct reader *r, struct frame *f)
{
	const struct html_attribute *href =
	    html_find_attribute(&r->token, SPAN("href"));
	size_t n;

	close_link(r);
	if (href == NULL)
		return;
	n = reader_link(r, HTML_LINK_A, href->value, href->raw);
	if (n == NO_LINK)
		return;
	r->links[n].hidden = reader_hidden(f) != HTML_SEEN;
	f->link = r->current = n;
	r->opened =
	    (struct open_link){ r->visible.text.n, r->hidden.text.n, { 0 } };
}

/* Inside svg or math the tokenizer knows CDATA sections and no raw text. */
static void
set_foreign(struct reader *r)
{
	r->t->foreign = r->open[TAG_SVG] + r->open[TAG_MATH] > 0 &&
	    r->open[TAG_FOREIGNOBJECT] == 0;
}

/* A block that is laid out begins or ends. */
static void
block_edge(struct reader *r, const struct frame *f)
{
	enum html_hidden reason = reader_hidden(f);

	if (reason != HTML_SEEN)
		html_text_block(&r->hidden);
	/* What is not displayed breaks no line; what cannot be seen does. */
	if (reason != HTML_HIDDEN_DISPLAY && reason != HTML_HIDDEN_ATTRIBUTE &&
	    reason != HTML_HIDDEN_TEMPLATE)
		html_text_block(&r->visible);
}

static void
pop(struct reader *r)
{
	struct frame f = *top(r);

	if (f.block)
		block_edge(r, &f);
	else if (f.tag == TAG_TD || f.tag == TAG_TH)
		html_text_space(&r->visible, r->token.start);
	if (f.link != NO_LINK && f.link == r->current)
		close_link(r);
	if (f.tag == TAG_LABEL)
		r->label_end = r->visible.text.n;
	r->open[f.tag]--;
	r->depth--;
	if (f.tag == TAG_SVG || f.tag == TAG_MATH || f.tag == TAG_FOREIGNOBJECT)
		set_foreign(r);
}

/* True when an element named at keeps an outer `closing` from ending. */
static bool
stops(enum html_tag closing, enum html_tag at, bool implied)
{
	unsigned flags = html_tag_flags(at), own = html_tag_flags(closing);

	switch (closing) {
	case TAG_TABLE:
		return at == TAG_TEMPLATE;
	case TAG_CAPTION:
	case TAG_TBODY:
	case TAG_TD:
	case TAG_TFOOT:
	case TAG_TH:
	case TAG_THEAD:
	case TAG_TR:
		return at == TAG_TABLE || at == TAG_TEMPLATE;
	case TAG_DD:
	case TAG_DT:
	case TAG_LI:
		if (!implied)
			break;
		return (flags & TAG_SPECIAL) != 0 && at != TAG_DIV &&
		    at != TAG_P && at != TAG_ADDRESS;
	default:
		break;
	}
	if ((own & (TAG_SPECIAL | TAG_FORMAT)) != 0)
		return (flags & TAG_SCOPE) != 0;
	return (flags & TAG_SPECIAL) != 0;
}

/* Closes the innermost such element and all in it, if it can be reached. */
static bool
close_element(struct reader *r, enum html_tag tag, uint32_t name, bool implied)
{
	if (r->open[tag] == 0)
		return false;
	for (size_t i = r->depth; i-- > 1;) {
		const struct frame *f = &r->stack[i];

		if (f->tag == tag && (tag != TAG_OTHER || f->name == name)) {
			while (r->depth > i)
				pop(r);
			return true;
		}
		if (stops(tag, f->tag, implied))
			return false;
	}
	return false;
}

/* Ends what the start tag of tag ends without saying so. */
static void
close_implied(struct reader *r, enum html_tag tag)
{
	switch (tag) {
	case TAG_A:
	case TAG_LI:
	case TAG_OPTION:
	case TAG_TR:
	case TAG_BUTTON:
		close_element(r, tag, 0, true);
		break;
	case TAG_DD:
	case TAG_DT:
		close_element(r, TAG_DD, 0, true);
		close_element(r, TAG_DT, 0, true);
		break;
	case TAG_TD:
	case TAG_TH:
		close_element(r, TAG_TD, 0, true);
		close_element(r, TAG_TH, 0, true);
		break;
	case TAG_TBODY:
	case TAG_THEAD:
	case TAG_TFOOT:
		close_element(r, TAG_TR, 0, true);
		close_element(r, TAG_TBODY, 0, true);
		close_element(r, TAG_THEAD, 0, true);
		close_element(r, TAG_TFOOT, 0, true);
		break;
	default:
		break;
	}
	if ((html_tag_flags(tag) & TAG_CLOSES_P) != 0)
		close_element(r, TAG_P, 0, true);
}

/* HTML inside svg or math ends it. */
static void
leave_foreign(struct reader *r, enum html_tag tag)
{
	unsigned flags = html_tag_flags(tag);

	if (tag == TAG_A || tag == TAG_STYLE || tag == TAG_SCRIPT ||
	    tag == TAG_TITLE || tag == TAG_IMAGE || tag == TAG_FOREIGNOBJECT)
		return;
	if ((flags & (TAG_FLOW | TAG_FORMAT)) == 0 && tag != TAG_IMG &&
	    tag != TAG_SPAN && tag != TAG_BR && tag != TAG_META)
		return;
	while (r->t->foreign && r->depth > 1)
		pop(r);
}

/* The colours and the size that attributes of old HTML give. */
static void
old_attributes(struct reader *r, enum html_tag tag, struct css_style *style)
{
	span value = reader_value(&r->token, "bgcolor");

	if (value.n > 0) {
		style->set |= 1U << CSS_BACKGROUND;
		style->value[CSS_BACKGROUND] = css_colour(value);
	}
	if (html_attribute(&r->token, "background") != NULL) {
		style->set |= 1U << CSS_BACKGROUND;
		style->value[CSS_BACKGROUND] = CSS_UNKNOWN;
	}
	if (tag != TAG_FONT && tag != TAG_BODY)
		return;
	value = reader_value(&r->token, tag == TAG_FONT ? "color" : "text");
	if (value.n > 0) {
		style->set |= 1U << CSS_COLOUR;
		style->value[CSS_COLOUR] = css_colour(value);
	}
	css_fonts_add(&r->view.fonts, reader_value(&r->token, "face"));
}

/* The declarations of a style attribute, remembered. */
static const struct css_style *
read_style(struct reader *r, span text)
{
	struct seen_style *seen = &r->styles[span_hash(text) % STYLES_SEEN];

	/* Declared again, it adds no font that is not there already. */
	if (seen->text.p == NULL || !span_same(seen->text, text)) {
		seen->text = text;
		css_none(&seen->style);
		css_declarations(
		    css_clean(r->a, text), &seen->style, &r->view.fonts);
	}
	return &seen->style;
}

/* All that is declared for the element. */
static void
declared(struct reader *r, enum html_tag tag, struct css_style *style)
{
	const span *inline_style;

	css_none(style);
	if (r->token.count > 0)
		old_attributes(r, tag, style);
	if (r->rules != NULL)
		css_match(r->rules, tag, reader_value(&r->token, "class"),
		    reader_value(&r->token, "id"), style);
	inline_style = html_attribute(&r->token, "style");
	if (inline_style == NULL)
		return;
	css_merge(style, read_style(r, *inline_style));
}

/* What is inherited, changed by what is declared. */
static void
apply(struct frame *f, const struct css_style *style)
{
	const int32_t *value = style->value;

	if (style->set == 0)
		return;
	if (css_is_set(style, CSS_VISIBILITY))
		f->invisible = value[CSS_VISIBILITY] == 0;
	if (css_is_set(style, CSS_FONT_SIZE)) {
		int64_t size = value[CSS_FONT_SIZE];

		/* The inverse of css_relative is itself. */
		if (size < 0)
			size = (int64_t)f->font * -(size + 1) / 10000;
		f->font = size > INT32_MAX ? INT32_MAX : (int32_t)size;
	}
	if (css_is_set(style, CSS_COLOUR)) {
		f->colour = value[CSS_COLOUR];
		f->coloured = true;
	}
	if (css_is_set(style, CSS_BACKGROUND) &&
	    value[CSS_BACKGROUND] != CSS_CLEAR)
		f->background = value[CSS_BACKGROUND];
	if (css_is_set(style, CSS_WHITE_SPACE))
		f->keep = value[CSS_WHITE_SPACE] == 1;
	if (css_is_set(style, CSS_DISPLAY) && value[CSS_DISPLAY] != 0)
		f->block = value[CSS_DISPLAY] == 2;
}

/* The element's own frame, from its parent's. */
static struct frame
new_frame(struct reader *r, enum html_tag tag, const struct css_style *style)
{
	struct frame f = *top(r);

	f.tag = tag;
	f.name = tag == TAG_OTHER ? (uint32_t)span_hash(r->token.name) : 0;
	f.link = NO_LINK;
	f.block = (html_tag_flags(tag) & TAG_BLOCK) != 0;
	if (tag == TAG_PRE || tag == TAG_XMP || tag == TAG_PLAINTEXT ||
	    tag == TAG_TEXTAREA)
		f.keep = true;
	/* Links are blue, whatever colour the text around them has. */
	if (tag == TAG_A)
		f.coloured = false;
	if (r->t->foreign &&
	    (tag == TAG_TITLE || tag == TAG_STYLE || tag == TAG_SCRIPT))
		f.silent = true;
	apply(&f, style);
	if (f.hidden != HTML_SEEN)
		return f;
	f.hidden = css_hides(style);
	if (f.hidden == HTML_SEEN && !css_is_set(style, CSS_DISPLAY) &&
	    html_attribute(&r->token, "hidden") != NULL)
		f.hidden = HTML_HIDDEN_ATTRIBUTE;
	if (tag == TAG_TEMPLATE || tag == TAG_DATALIST || tag == TAG_AUDIO ||
	    tag == TAG_VIDEO)
		f.hidden = HTML_HIDDEN_TEMPLATE;
	return f;
}

/* The source of an element whose content is raw, up to its end tag. */
static span
raw_content(struct reader *r, struct buf *decoded)
{
	size_t start = r->token.end, end = start;

	while (html_next(r->t, &r->token) && r->token.kind == HTML_TEXT) {
		end = r->token.end;
		if (decoded != NULL)
			buf_put(decoded, r->token.text);
	}
	return span_slice(r->source, start, end);
}

/* Elements whose content is no text; true when it was one. */
static bool
take_raw(struct reader *r, enum html_tag tag)
{
	bool print;
	span raw, css;

	if (r->t->foreign)
		return false;
	switch (tag) {
	case TAG_SCRIPT:
		r->view.odd |= HTML_HAS_SCRIPT;
		raw = raw_content(r, NULL);
		reader_code(r, raw, raw);
		return true;
	case TAG_STYLE:
		print = span_is(reader_value(&r->token, "media"), "print");
		raw = raw_content(r, NULL);
		css = css_clean(r->a, raw);
		if (!print)
			css_sheet(r->a, css, &r->rules, &r->view.fonts);
		reader_css(r, css, raw);
		return true;
	case TAG_TITLE:
		raw_content(r, r->title.n == 0 ? &r->title : NULL);
		return true;
	case TAG_IFRAME:
	case TAG_NOEMBED:
	case TAG_NOFRAMES:
		raw_content(r, NULL);
		return true;
	default:
		return false;
	}
}

static void
push(struct reader *r, const struct frame *f)
{
	if (r->depth == LIMIT_ELEMENTS) {
		r->view.odd |= HTML_TOO_DEEP;
		r->deeper++;
		return;
	}
	r->stack[r->depth++] = *f;
	r->open[f->tag]++;
	if (f->tag == TAG_SVG || f->tag == TAG_MATH ||
	    f->tag == TAG_FOREIGNOBJECT)
		set_foreign(r);
}

/* What the element does to the text before its content. */
static void
lay_out(struct reader *r, enum html_tag tag, const struct frame *f)
{
	if (f->block) {
		block_edge(r, f);
	} else if (tag == TAG_BR) {
		if (reader_hidden(f) == HTML_SEEN)
			html_text_break(&r->visible, r->token.start);
		else
			html_text_space(&r->hidden, r->token.start);
	} else if (tag == TAG_TD || tag == TAG_TH) {
		html_text_space(&r->visible, r->token.start);
	}
}

static void
start(struct reader *r)
{
	enum html_tag tag = r->token.tag;
	struct css_style style;
	struct frame f;
	bool empty;

	if (r->t->foreign)
		leave_foreign(r, tag);
	if (r->view.language.n == 0 && (tag == TAG_HTML || tag == TAG_BODY))
		r->view.language = reader_value(&r->token, "lang");
	if (tag == TAG_HEAD || tag == TAG_FRAMESET ||
	    ((tag == TAG_HTML || tag == TAG_BODY) && r->open[tag] > 0))
		return;
	close_implied(r, tag);
	declared(r, tag, &style);
	f = new_frame(r, tag, &style);
	lay_out(r, tag, &f);
	reader_links(r, tag, &f, &style);
	if (tag == TAG_A && !r->t->foreign)
		open_link(r, &f);
	if (tag == TAG_FORM || tag == TAG_INPUT || tag == TAG_SELECT ||
	    tag == TAG_TEXTAREA || tag == TAG_BUTTON)
		reader_form(r, tag, &f);
	if (tag == TAG_LABEL) {
		r->label_start = r->visible.text.n;
		r->label_end = 0;
	}
	if (tag == TAG_SVG)
		r->view.odd |= HTML_HAS_SVG;
	empty = (html_tag_flags(tag) & TAG_VOID) != 0 ||
	    (r->token.self_closing &&
		(r->t->foreign || tag == TAG_SVG || tag == TAG_MATH));
	if (!take_raw(r, tag) && !empty)
		push(r, &f);
}

static void
end(struct reader *r)
{
	enum html_tag tag = r->token.tag;
	uint32_t name =
	    tag == TAG_OTHER ? (uint32_t)span_hash(r->token.name) : 0;

	if (tag == TAG_HTML || tag == TAG_BODY || tag == TAG_HEAD)
		return;
	if (tag == TAG_BR) {
		html_text_break(&r->visible, r->token.start);
		return;
	}
	if (tag == TAG_FORM)
		r->form = NO_LINK;
	if (r->deeper > 0 && (html_tag_flags(tag) & TAG_VOID) == 0) {
		r->deeper--;
		if (tag == TAG_A)
			close_link(r);
		if ((html_tag_flags(tag) & TAG_BLOCK) != 0)
			block_edge(r, top(r));
		return;
	}
	if (!close_element(r, tag, name, false) && tag == TAG_P)
		block_edge(r, top(r));
}

/* The text shown for each <a>, now that texts no longer move. */
static void
finish_links(struct reader *r)
{
	for (size_t i = 0; i < r->view.link_count; i++) {
		const struct span_pair *p = &r->shown[i];
		struct html_link *link = &r->links[i];
		span seen = span_trim(span_slice(
		    r->view.visible, p->visible_start, p->visible_end));
		span unseen = span_trim(
		    span_slice(r->view.hidden, p->hidden_start, p->hidden_end));

		if (link->where != HTML_LINK_A)
			continue;
		link->shown = seen.n > 0 ? seen : p->alt;
		if (link->shown.n > 0)
			link->hidden = false;
		else if (unseen.n > 0)
			link->hidden = true;
		if (link->shown.n == 0)
			link->shown = unseen;
	}
	r->view.links = r->links;
}

/* Runs of white space become one space. */
static span
collapse(struct arena *a, span s)
{
	struct html_text t = html_text_new(a, s.n);

	html_text_put(&t, s, 0, false);
	return buf_span(&t.text);
}

static void
finish(struct reader *r)
{
	while (r->depth > 1)
		pop(r);
	close_link(r);
	r->view.visible = buf_span(&r->visible.text);
	r->view.visible_map = r->visible.map;
	r->view.hidden = buf_span(&r->hidden.text);
	r->view.hidden_map = r->hidden.map;
	r->view.runs = r->runs;
	r->view.images = r->images;
	r->view.title = collapse(r->a, buf_span(&r->title));
	if (r->t->too_many)
		r->view.odd |= HTML_TOO_MANY_ATTRIBUTES;
	if (css_truncated(r->rules))
		r->view.odd |= HTML_TOO_MANY_STYLES;
	finish_links(r);
	reader_finish_forms(r);
}

struct html_view
html_read(struct arena *a, span source)
{
	struct reader *r = arena_alloc(a, sizeof(*r));
	struct html_tokenizer *t = arena_raw(a, sizeof(*t));

	if (r == NULL || t == NULL)
		return (struct html_view){ 0 };
	r->stack = arena_raw(a, LIMIT_ELEMENTS * sizeof(*r->stack));
	if (r->stack == NULL)
		return (struct html_view){ 0 };
	if (source.n > LIMIT_TEXT) {
		source.n = LIMIT_TEXT;
		r->view.odd |= HTML_TOO_LONG;
	}
	r->a = a;
	r->source = source;
	r->t = t;
	/* Nothing is longer than its source but a few references. */
	r->visible = html_text_new(a, source.n * 2);
	r->hidden = html_text_new(a, source.n * 2);
	r->title = buf_new(a, LIMIT_FIELD);
	r->stack[0] = (struct frame){
		.font = 1600, .background = 0xffffff, .link = NO_LINK
	};
	r->depth = 1;
	r->current = r->form = NO_LINK;
	html_open(t, a, source);
	/* White space collapses, but where it is kept: each CR is a token less. */
	while (t->raw_lines = !top(r)->keep, html_next(t, &r->token)) {
		if (r->token.kind == HTML_TEXT)
			text(r);
		else if (r->token.kind == HTML_START)
			start(r);
		else if (r->token.kind == HTML_END)
			end(r);
	}
	finish(r);
	return r->view;
}
