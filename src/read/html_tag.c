#include "read/html_tag.h"

struct tag {
	char name[14];
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
	size_t letter;

	if (name.n == 0 || name.p[0] < 'a' || name.p[0] > 'z')
		return TAG_OTHER;
	letter = (size_t)(name.p[0] - 'a');
	for (size_t i = letters[letter]; i < letters[letter + 1]; i++)
		if (tags[i].length == name.n &&
		    memcmp(tags[i].name, name.p, name.n) == 0)
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
