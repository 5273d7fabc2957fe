#include "examine/auth_tags.h"

static bool
is_name(span s)
{
	if (s.n == 0 || !ascii_is_alpha(s.p[0]))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_alnum(s.p[i]) && s.p[i] != '_')
			return false;
	return true;
}

/* Printable bytes and blanks; above ASCII as RFC 8616 has it in values. */
static bool
is_value(span s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (!ascii_is_space(s.p[i]) && (c < 0x21 || c == 0x7f))
			return false;
	}
	return true;
}

struct tags
tags_parse(span s)
{
	struct tags tags = { 0 };

	while (s.n > 0) {
		span item = span_cut(&s, ';');
		struct tag tag;

		if (s.n == 0 && span_trim(item).n == 0 && tags.count > 0)
			break; /* what ends the list may be one more */
		if (span_find_byte(item, '=') == item.n ||
		    tags.count == LIMIT_TAGS) {
			tags.bad = true;
			break;
		}
		tag.name = span_trim(span_cut(&item, '='));
		tag.whole = item;
		tag.value = span_trim(item);
		if (!is_name(tag.name) || !is_value(item))
			tags.bad = true;
		for (size_t i = 0; i < tags.count; i++)
			tags.bad |= span_same(tags.list[i].name, tag.name);
		tags.list[tags.count++] = tag;
	}
	tags.bad |= tags.count == 0;
	return tags;
}

const struct tag *
tags_find(const struct tags *tags, const char *name)
{
	for (size_t i = 0; i < tags->count; i++)
		if (span_same(tags->list[i].name, span_of(name)))
			return &tags->list[i];
	return NULL;
}

span
tags_value(const struct tags *tags, const char *name)
{
	const struct tag *tag = tags_find(tags, name);

	return tag == NULL ? (span){ 0 } : tag->value;
}

bool
tags_list_has(span list, const char *word)
{
	while (list.n > 0)
		if (span_same(span_trim(span_cut(&list, ':')), span_of(word)))
			return true;
	return false;
}
