#include "know/stamps.h"

enum mekiki_status
stamps_open(struct arena *a, const char *path, struct stamps *out,
    struct know_error *err)
{
	struct tsv t;
	size_t room = 0;
	enum mekiki_status status = tsv_open(a, path, &t, err);

	if (status != MEKIKI_OK)
		return status;
	*out = (struct stamps){ 0 };
	while (tsv_next(&t)) {
		span *list;

		if (t.column[0].n == 0)
			return tsv_bad(&t, err, "the stamp is empty");
		list =
		    arena_grow(a, out->list, out->count, &room, sizeof(*list));
		if (list == NULL)
			return MEKIKI_NO_MEMORY;
		out->list = list;
		list[out->count++] = t.column[0];
	}
	return MEKIKI_OK;
}

size_t
stamps_match(const struct stamps *s, span text)
{
	size_t longest = 0;

	for (size_t i = 0; i < s->count; i++)
		if (s->list[i].n > longest && text.n >= s->list[i].n &&
		    span_same_nocase(span_head(text, s->list[i].n), s->list[i]))
			longest = s->list[i].n;
	return longest;
}
