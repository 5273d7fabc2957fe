#include "read/html_css.h"

#include "base/buf.h"

#define FAR_AWAY (-50000) /* 500 pixels to the left: nobody aligns so */
#define LENGTH_MOST 10000000

span
html_hidden_name(enum html_hidden reason)
{
	static const char *const names[HTML_HIDDEN_COUNT] = { "", "display",
		"visibility", "font-size", "opacity", "colour", "indent",
		"position", "size", "max-height", "clip", "attribute",
		"template" };

	return reason < HTML_HIDDEN_COUNT ? span_of(names[reason])
					  : (span){ 0 };
}

/* A number with two places, as an integer; the bytes it takes. */
static size_t
number(span s, int32_t *value)
{
	bool negative = false;
	int64_t total = 0;
	int places = -1;
	size_t i = 0, digits = 0;

	if (s.n > 0 && (s.p[0] == '-' || s.p[0] == '+'))
		negative = s.p[i++] == '-';
	for (; i < s.n; i++) {
		if (s.p[i] == '.' && places < 0) {
			places = 0;
			continue;
		}
		if (!ascii_is_digit(s.p[i]))
			break;
		digits++;
		if (places >= 2)
			continue;
		if (places >= 0)
			places++;
		if (total < LENGTH_MOST)
			total = total * 10 + (s.p[i] - '0');
	}
	for (; places < 2; places = places < 0 ? 1 : places + 1)
		total *= 10;
	if (total > LENGTH_MOST)
		total = LENGTH_MOST;
	*value = (int32_t)(negative ? -total : total);
	return digits > 0 ? i : 0;
}

bool
css_length(span text, int32_t base, int32_t *length)
{
	static const struct {
		const char *unit;
		int percent; /* of a pixel; 0: of base */
	} units[] = {
		{ "px", 100 },
		{ "pt", 133 },
		{ "pc", 1600 },
		{ "in", 9600 },
		{ "cm", 3780 },
		{ "mm", 378 },
		{ "rem", 1600 },
		{ "vw", 800 },
		{ "vh", 800 },
	};
	int64_t value;
	size_t n;

	text = span_trim(text);
	n = number(text, length);
	if (n == 0)
		return false;
	value = *length;
	text = span_drop(text, n);
	if (text.n == 0)
		return true;
	if (span_is(text, "%"))
		value = value * base / 10000;
	else if (span_is(text, "em") || span_is(text, "ex") ||
	    span_is(text, "ch"))
		value = value * base / 100;
	else
		for (size_t i = 0; i < COUNT(units); i++)
			if (span_is(text, units[i].unit)) {
				value = value * units[i].percent / 100;
				break;
			}
	if (value > LENGTH_MOST)
		value = LENGTH_MOST;
	*length = (int32_t)(value < -LENGTH_MOST ? -LENGTH_MOST : value);
	return true;
}

/* The character of an escape behind its '\'; the bytes it takes. */
static size_t
escape(span s, struct buf *b)
{
	uint32_t code = 0;
	size_t n = 0;

	for (; n < 6 && n < s.n && ascii_hex(s.p[n]) >= 0; n++)
		code = code * 16 + (uint32_t)ascii_hex(s.p[n]);
	if (n > 0) {
		buf_code(b, code == 0 ? 0xfffd : code);
		return n < s.n && ascii_is_space(s.p[n]) ? n + 1 : n;
	}
	if (s.n > 0 && s.p[0] != '\n')
		buf_byte(b, s.p[0]);
	return s.n > 0 ? 1 : 0;
}

/* Bytes in front of the next comment or escape; looks no further. */
static size_t
plain_css(span text)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == '\\' ||
		    (text.p[i] == '/' && i + 1 < text.n &&
			text.p[i + 1] == '*'))
			return i;
	return text.n;
}

span
css_clean(struct arena *a, span text)
{
	struct buf b = buf_new(a, text.n * 3);

	if (span_find_byte(text, '\\') == text.n &&
	    (span_find_byte(text, '*') == text.n ||
		span_find(text, SPAN("/*")) == text.n))
		return text;
	while (text.n > 0) {
		size_t n = plain_css(text);

		buf_put(&b, span_head(text, n));
		text = span_drop(text, n);
		if (span_starts(text, "/*")) {
			text = span_drop(text, 2);
			text = span_drop(text, span_find(text, SPAN("*/")) + 2);
		} else if (text.n > 0) { /* an escape */
			text = span_drop(text, 1);
			text = span_drop(text, escape(text, &b));
		}
	}
	return buf_span(&b);
}

/* Offset of the first ';' outside quotes and brackets, or s.n. */
static size_t
declaration_end(span s)
{
	static const bool special[256] = { ['"'] = true,
		['\''] = true,
		['('] = true,
		[')'] = true,
		[';'] = true,
		['\n'] = true };
	size_t depth = 0;
	char quote = '\0';

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!special[(unsigned char)c])
			continue;
		if (quote != '\0') {
			if (c == quote || c == '\n')
				quote = '\0';
		} else if (c == '"' || c == '\'') {
			quote = c;
		} else if (c == ';' && depth == 0) {
			return i;
		} else if (c == '(') {
			depth++;
		} else if (c == ')' && depth > 0) {
			depth--;
		}
	}
	return s.n;
}

void
css_fonts_add(struct css_fonts *fonts, span list)
{
	list = span_trim(list);
	if (list.n == 0 || span_same(list, fonts->last))
		return;
	fonts->last = list;
	while (list.n > 0) {
		span name = span_trim(span_cut(&list, ','));
		bool known = false;

		while (name.n > 0 && (name.p[0] == '"' || name.p[0] == '\''))
			name = span_drop(name, 1);
		while (name.n > 0 &&
		    (span_ends(name, "\"") || span_ends(name, "'")))
			name.n--;
		for (size_t i = 0; i < fonts->count && !known; i++)
			known = span_same_nocase(fonts->names[i], name);
		if (known || name.n == 0 || fonts->count == LIMIT_FONTS)
			continue;
		fonts->names[fonts->count++] = name;
	}
}

static bool
font_size(span value, int32_t *size)
{
	static const struct {
		const char *name;
		int32_t size;
	} sizes[] = {
		{ "xx-small", 900 },
		{ "x-small", 1000 },
		{ "small", 1300 },
		{ "medium", 1600 },
		{ "large", 1800 },
		{ "x-large", 2400 },
		{ "xx-large", 3200 },
		{ "smaller", -8301 },
		{ "larger", -12001 },
	};
	bool relative = span_ends(value, "%") ||
	    (span_ends(value, "em") && !span_ends(value, "rem")) ||
	    span_ends(value, "ex") || span_ends(value, "ch");

	for (size_t i = 0; i < COUNT(sizes); i++) {
		if (span_is(value, sizes[i].name)) {
			*size = sizes[i].size;
			return true;
		}
	}
	/* Of a parent of 100 pixels, hundredths are hundredths of per cent. */
	if (!css_length(value, 10000, size) || *size < 0)
		return false;
	if (relative)
		*size = css_relative(*size);
	return true;
}

/* "font: bold 12px/1.5 Arial, sans-serif" */
static bool
font_shorthand(span value, int32_t *size, struct css_fonts *fonts)
{
	while (value.n > 0) {
		span word = span_cut(&value, ' ');
		span first = span_head(word, span_find_byte(word, '/'));

		if (first.n == 0 ||
		    (!ascii_is_digit(first.p[0]) && first.p[0] != '.') ||
		    ascii_is_digit(first.p[first.n - 1]))
			continue;
		if (fonts != NULL)
			css_fonts_add(fonts, value);
		return font_size(first, size);
	}
	return false;
}

/* The colour in a background, which may have other words. */
static bool
background(span value, int32_t *colour)
{
	if (span_find_nocase(value, SPAN("url(")) < value.n ||
	    span_find_nocase(value, SPAN("gradient")) < value.n) {
		*colour = CSS_UNKNOWN;
		return true;
	}
	*colour = css_colour(value);
	while (value.n > 0 && *colour == CSS_UNKNOWN)
		*colour = css_colour(span_cut(&value, ' '));
	return *colour != CSS_UNKNOWN;
}

static bool
is_word(span value, const char *word)
{
	return span_is(value, word);
}

/* What the text is about: its numbers are all no more than a pixel. */
static bool
all_small(span value)
{
	while (value.n > 0) {
		int32_t length;
		size_t n = number(value, &length);

		if (n > 0 && length > 100)
			return false;
		value = span_drop(value, n > 0 ? n : 1);
	}
	return true;
}

static bool
keyword_value(enum css_property property, span value, int32_t *out)
{
	switch (property) {
	case CSS_DISPLAY:
		*out = is_word(value, "none") ? 0
		    : span_starts(value, "inline") || is_word(value, "contents")
		    ? 1
		    : 2;
		return true;
	case CSS_VISIBILITY:
		*out = !is_word(value, "hidden") && !is_word(value, "collapse");
		return true;
	case CSS_OVERFLOW:
		*out = !is_word(value, "hidden") && !is_word(value, "clip");
		return true;
	case CSS_WHITE_SPACE:
		*out =
		    span_starts(value, "pre") || is_word(value, "break-spaces");
		return true;
	case CSS_POSITION:
		*out = is_word(value, "absolute") || is_word(value, "fixed");
		return true;
	case CSS_CLIP:
		*out = !((span_starts(value, "rect(") && all_small(value)) ||
		    span_starts(value, "inset(100%") ||
		    span_starts(value, "inset(50%"));
		return true;
	case CSS_SCALE:
		*out = !(span_starts(value, "scale(0)") ||
		    span_starts(value, "scale(0,"));
		return true;
	default:
		return false;
	}
}

static bool
property_value(enum css_property property, span value, int32_t *out)
{
	switch (property) {
	case CSS_FONT_SIZE:
		return font_size(value, out);
	case CSS_OPACITY:
		return css_length(value, 100, out);
	case CSS_COLOUR:
		*out = css_colour(value);
		return true;
	case CSS_BACKGROUND:
		return background(value, out);
	case CSS_INDENT:
	case CSS_LEFT:
	case CSS_TOP:
	case CSS_MARGIN_LEFT:
	case CSS_WIDTH:
	case CSS_HEIGHT:
	case CSS_MAX_WIDTH:
	case CSS_MAX_HEIGHT:
		return css_length(value, 60000, out);
	default:
		return keyword_value(property, value, out);
	}
}

#define PROPERTY(name, property)                                               \
	{                                                                      \
		name, sizeof(name) - 1, property                               \
	}
static const struct {
	char name[17];
	unsigned char length;
	enum css_property property;
} properties[] = {
	PROPERTY("background", CSS_BACKGROUND),
	PROPERTY("background-color", CSS_BACKGROUND),
	PROPERTY("background-image", CSS_BACKGROUND),
	PROPERTY("clip", CSS_CLIP),
	PROPERTY("clip-path", CSS_CLIP),
	PROPERTY("color", CSS_COLOUR),
	PROPERTY("display", CSS_DISPLAY),
	PROPERTY("font-size", CSS_FONT_SIZE),
	PROPERTY("height", CSS_HEIGHT),
	PROPERTY("left", CSS_LEFT),
	PROPERTY("margin-left", CSS_MARGIN_LEFT),
	PROPERTY("max-height", CSS_MAX_HEIGHT),
	PROPERTY("max-width", CSS_MAX_WIDTH),
	PROPERTY("opacity", CSS_OPACITY),
	PROPERTY("overflow", CSS_OVERFLOW),
	PROPERTY("position", CSS_POSITION),
	PROPERTY("text-indent", CSS_INDENT),
	PROPERTY("top", CSS_TOP),
	PROPERTY("transform", CSS_SCALE),
	PROPERTY("visibility", CSS_VISIBILITY),
	PROPERTY("white-space", CSS_WHITE_SPACE),
	PROPERTY("width", CSS_WIDTH),
};
#undef PROPERTY

static void
set_value(struct css_style *style, enum css_property property, int32_t value,
    bool important)
{
	unsigned bit = 1U << property;

	if ((style->important & bit) != 0 && !important)
		return;
	style->set |= bit;
	if (important)
		style->important |= bit;
	style->value[property] = value;
}

static void
declaration(span name, span value, bool important, struct css_style *style,
    struct css_fonts *fonts)
{
	int32_t out = 0;

	if (span_is(name, "font-family")) {
		if (fonts != NULL)
			css_fonts_add(fonts, value);
		return;
	}
	if (span_is(name, "font")) {
		if (font_shorthand(value, &out, fonts))
			set_value(style, CSS_FONT_SIZE, out, important);
		return;
	}
	for (size_t i = 0; i < COUNT(properties); i++) {
		if (properties[i].length != name.n ||
		    !span_same_nocase(
			name, (span){ properties[i].name, name.n }))
			continue;
		if (property_value(properties[i].property, value, &out))
			set_value(
			    style, properties[i].property, out, important);
		return;
	}
}

void
css_declarations(span text, struct css_style *style, struct css_fonts *fonts)
{
	while (text.n > 0) {
		size_t n = declaration_end(text), mark;
		span value = span_head(text, n), name;
		bool important;

		text = span_drop(text, n + 1);
		name = span_trim(span_cut(&value, ':'));
		mark = span_find_last(value, '!');
		important = mark < value.n &&
		    span_is(span_trim(span_drop(value, mark + 1)), "important");
		if (mark < value.n)
			value = span_head(value, mark);
		value = span_trim(value);
		if (name.n > 0 && value.n > 0)
			declaration(name, value, important, style, fonts);
	}
}

void
css_merge(struct css_style *into, const struct css_style *from)
{
	for (unsigned i = 0; i < CSS_COUNT; i++)
		if (css_is_set(from, (enum css_property)i))
			set_value(into, (enum css_property)i, from->value[i],
			    (from->important >> i & 1) != 0);
}

/* The property is set, to at most value. */
static bool
at_most(const struct css_style *s, enum css_property property, int32_t value)
{
	return css_is_set(s, property) && s->value[property] <= value;
}

enum html_hidden
css_hides(const struct css_style *s)
{
	bool cut, placed;

	if (s->set == 0)
		return HTML_SEEN;
	cut = at_most(s, CSS_OVERFLOW, 0);
	placed = css_is_set(s, CSS_POSITION) && s->value[CSS_POSITION] == 1;
	if (at_most(s, CSS_DISPLAY, 0))
		return HTML_HIDDEN_DISPLAY;
	if (at_most(s, CSS_OPACITY, 5))
		return HTML_HIDDEN_OPACITY;
	if (at_most(s, CSS_MAX_HEIGHT, cut ? 100 : 0))
		return HTML_HIDDEN_MAX_HEIGHT;
	if (cut &&
	    (at_most(s, CSS_HEIGHT, 100) || at_most(s, CSS_WIDTH, 100) ||
		at_most(s, CSS_MAX_WIDTH, 100)))
		return HTML_HIDDEN_SIZE;
	if (at_most(s, CSS_SCALE, 0))
		return HTML_HIDDEN_SIZE;
	if (at_most(s, CSS_INDENT, FAR_AWAY))
		return HTML_HIDDEN_INDENT;
	if (at_most(s, CSS_MARGIN_LEFT, FAR_AWAY) ||
	    (placed &&
		(at_most(s, CSS_LEFT, FAR_AWAY) ||
		    at_most(s, CSS_TOP, FAR_AWAY))))
		return HTML_HIDDEN_POSITION;
	if (placed && at_most(s, CSS_CLIP, 0))
		return HTML_HIDDEN_CLIP;
	return HTML_SEEN;
}

bool
css_next_url(span *rest, span *url)
{
	for (;;) {
		size_t open = span_find_byte(*rest, '('), n;
		span before = span_head(*rest, open);

		if (open == rest->n)
			return false;
		*rest = span_drop(*rest, open + 1);
		if (!span_ends(before, "url"))
			continue;
		n = span_find_byte(*rest, ')');
		*url = span_trim(span_head(*rest, n));
		*rest = span_drop(*rest, n + 1);
		if (url->n > 0 && (url->p[0] == '"' || url->p[0] == '\'')) {
			char quote = url->p[0];

			*url = span_drop(*url, 1);
			*url = span_head(*url, span_find_byte(*url, quote));
		}
		return true;
	}
}
