#include "read/html_tag.h"

#define NAME_ROOM 16 /* bytes; padded with NUL, compared as two words */

struct tag {
	char name[NAME_ROOM];
	unsigned char length, flags;
};

#define HTML_TAG_ROW(id, name, flags) { name, sizeof(name) - 1, flags },
static const struct tag tags[] = { { "", 0, 0 }, HTML_TAGS(HTML_TAG_ROW) };
#undef HTML_TAG_ROW

/* The first tag of each letter; the next letter's is where they end. */
static const unsigned char letters[27] = { TAG_A, TAG_B, TAG_CAPTION,
	TAG_DATALIST, TAG_EM, TAG_FIELDSET, TAG_H1, TAG_H1, TAG_I, TAG_LABEL,
	TAG_LABEL, TAG_LABEL, TAG_MAIN, TAG_NAV, TAG_OBJECT, TAG_P, TAG_S,
	TAG_S, TAG_S, TAG_TABLE, TAG_U, TAG_VIDEO, TAG_WBR, TAG_XMP, TAG_COUNT,
	TAG_COUNT, TAG_COUNT };

enum html_tag
html_tag_of(span name)
{
	char padded[NAME_ROOM] = { 0 };
	size_t letter;

	if (name.n == 0 || name.n >= NAME_ROOM || !ascii_is_alpha(name.p[0]))
		return TAG_OTHER;
	for (size_t i = 0; i < name.n; i++)
		padded[i] = ascii_lower(name.p[i]);
	letter = (size_t)(padded[0] - 'a');
	for (size_t i = letters[letter]; i < letters[letter + 1]; i++)
		if (memcmp(tags[i].name, padded, NAME_ROOM) == 0)
			return (enum html_tag)i;
	return TAG_OTHER;
}

unsigned
html_tag_flags(enum html_tag tag)
{
	return tags[tag].flags;
}

span
html_tag_name(enum html_tag tag)
{
	return (span){ tags[tag].name, tags[tag].length };
}
