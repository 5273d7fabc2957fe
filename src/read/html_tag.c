#include "read/html_tag.h"

struct tag {
	char name[14];
	unsigned char length, flags;
};

#define HTML_TAG_ROW(id, name, flags) { name, sizeof(name) - 1, flags },
static const struct tag tags[] = { { "", 0, 0 }, HTML_TAGS(HTML_TAG_ROW) };
#undef HTML_TAG_ROW

enum html_tag
html_tag_of(span name)
{
	size_t low = 1, high = COUNT(tags);

	if (name.n >= sizeof(tags[0].name))
		return TAG_OTHER;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct tag *tag = &tags[middle];
		int order = span_order(name, (span){ tag->name, tag->length });

		if (order == 0)
			return (enum html_tag)middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
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
