#include "read/html_css.h"

/* Names that occur in mails; an unknown one is an unknown colour. */
static const struct {
	const char *name;
	int32_t colour;
} names[] = {
	{ "aliceblue", 0xf0f8ff },
	{ "azure", 0xf0ffff },
	{ "beige", 0xf5f5dc },
	{ "black", 0x000000 },
	{ "blue", 0x0000ff },
	{ "cornsilk", 0xfff8dc },
	{ "darkblue", 0x00008b },
	{ "darkgray", 0xa9a9a9 },
	{ "darkgreen", 0x006400 },
	{ "darkgrey", 0xa9a9a9 },
	{ "darkred", 0x8b0000 },
	{ "dimgray", 0x696969 },
	{ "dimgrey", 0x696969 },
	{ "fuchsia", 0xff00ff },
	{ "floralwhite", 0xfffaf0 },
	{ "gainsboro", 0xdcdcdc },
	{ "ghostwhite", 0xf8f8ff },
	{ "gold", 0xffd700 },
	{ "gray", 0x808080 },
	{ "green", 0x008000 },
	{ "grey", 0x808080 },
	{ "honeydew", 0xf0fff0 },
	{ "ivory", 0xfffff0 },
	{ "lavenderblush", 0xfff0f5 },
	{ "lightgray", 0xd3d3d3 },
	{ "lightgrey", 0xd3d3d3 },
	{ "lightyellow", 0xffffe0 },
	{ "lime", 0x00ff00 },
	{ "linen", 0xfaf0e6 },
	{ "maroon", 0x800000 },
	{ "mintcream", 0xf5fffa },
	{ "navy", 0x000080 },
	{ "oldlace", 0xfdf5e6 },
	{ "olive", 0x808000 },
	{ "orange", 0xffa500 },
	{ "purple", 0x800080 },
	{ "red", 0xff0000 },
	{ "seashell", 0xfff5ee },
	{ "silver", 0xc0c0c0 },
	{ "snow", 0xfffafa },
	{ "teal", 0x008080 },
	{ "transparent", CSS_CLEAR },
	{ "white", 0xffffff },
	{ "whitesmoke", 0xf5f5f5 },
	{ "yellow", 0xffff00 },
};

/* #rgb, #rgba, #rrggbb, #rrggbbaa, without the '#'. */
static int32_t
hex_colour(span s)
{
	int32_t digit[8] = { 0 }, colour = 0;
	bool is_short = s.n == 3 || s.n == 4;

	if (!is_short && s.n != 6 && s.n != 8)
		return CSS_UNKNOWN;
	for (size_t i = 0; i < s.n; i++) {
		digit[i] = ascii_hex(s.p[i]);
		if (digit[i] < 0)
			return CSS_UNKNOWN;
	}
	if ((s.n == 4 || s.n == 8) && digit[is_short ? 3 : 6] == 0)
		return CSS_CLEAR;
	for (size_t i = 0; i < 6; i++)
		colour = colour * 16 + digit[is_short ? i / 2 : i];
	return colour;
}

/* rgb(...) and rgba(...), from behind the bracket. */
static int32_t
rgb_colour(span s)
{
	int32_t colour = 0;

	for (int i = 0; i < 4; i++) {
		int32_t value;
		size_t n = 0;

		while (s.n > 0 &&
		    (ascii_is_space(s.p[0]) || s.p[0] == ',' || s.p[0] == '/'))
			s = span_drop(s, 1);
		while (n < s.n && !ascii_is_space(s.p[n]) &&
		    memchr(",/)", s.p[n], 3) == NULL)
			n++;
		if (i == 3 && n == 0)
			break;
		/* Of 100 %, 255 is the whole; alpha's whole is 1. */
		if (!css_length(span_head(s, n), i < 3 ? 25500 : 100, &value))
			return CSS_UNKNOWN;
		s = span_drop(s, n);
		if (i == 3)
			return value < 10 ? CSS_CLEAR : colour;
		value /= 100;
		colour = colour * 256 +
		    (value < 0		  ? 0
			    : value > 255 ? 255
					  : value);
	}
	return colour;
}

int32_t
css_colour(span text)
{
	text = span_trim(text);
	if (text.n == 0)
		return CSS_UNKNOWN;
	if (text.p[0] == '#')
		return hex_colour(span_drop(text, 1));
	if (span_starts(text, "rgb(") || span_starts(text, "rgba("))
		return rgb_colour(
		    span_drop(text, span_find_byte(text, '(') + 1));
	for (size_t i = 0; i < COUNT(names); i++)
		if (ascii_lower(text.p[0]) == names[i].name[0] &&
		    span_is(text, names[i].name))
			return names[i].colour;
	/* HTML's attributes do without the '#'. */
	return text.n == 6 ? hex_colour(text) : CSS_UNKNOWN;
}

bool
css_colours_near(int32_t a, int32_t b)
{
	int32_t sum = 0;

	if (a < 0 || b < 0)
		return false;
	for (int shift = 0; shift < 24; shift += 8) {
		int32_t d = (a >> shift & 255) - (b >> shift & 255);

		sum += d < 0 ? -d : d;
	}
	/* #f0f0f0 on white is 45 and cannot be read any more. */
	return sum <= 48;
}
