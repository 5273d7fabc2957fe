#include "know/mailers.h"

enum mekiki_status
mailers_open(struct arena *a, const char *path, struct mailers *out,
    struct know_error *err)
{
	struct tsv t;
	size_t room = 0;
	enum mekiki_status status = tsv_open(a, path, &t, err);

	if (status != MEKIKI_OK)
		return status;
	*out = (struct mailers){ 0 };
	while (tsv_next(&t)) {
		struct mailer *list;

		if (t.column[0].n == 0 || t.column[1].n == 0 ||
		    t.column[2].n == 0)
			return tsv_bad(
			    &t, err, "wanted: beginning, forms, name");
		list =
		    arena_grow(a, out->list, out->count, &room, sizeof(*list));
		if (list == NULL)
			return MEKIKI_NO_MEMORY;
		out->list = list;
		list[out->count++] =
		    (struct mailer){ t.column[0], t.column[1], t.column[2] };
	}
	return MEKIKI_OK;
}

const struct mailer *
mailers_find(const struct mailers *m, span claim)
{
	for (size_t i = 0; i < m->count; i++) {
		span start = m->list[i].start;

		if (claim.n >= start.n &&
		    span_same_nocase(span_head(claim, start.n), start))
			return &m->list[i];
	}
	return NULL;
}

static bool
letter_fits(char pattern, char c)
{
	switch (pattern) {
	case '9':
		return ascii_is_digit(c);
	case 'x':
		return ascii_hex(c) >= 0 && !(c >= 'A' && c <= 'F');
	case 'X':
		return ascii_hex(c) >= 0 && !(c >= 'a' && c <= 'f');
	default:
		return ascii_lower(pattern) == ascii_lower(c);
	}
}

/* Glob with '*', by remembering the last star: O(s.n * pattern.n). */
static bool
pattern_fits(span pattern, span s)
{
	size_t p = 0, i = 0, star = SIZE_MAX, mark = 0;

	while (i < s.n) {
		if (p < pattern.n && pattern.p[p] == '*') {
			star = p++;
			mark = i;
		} else if (p < pattern.n && letter_fits(pattern.p[p], s.p[i])) {
			p++;
			i++;
		} else if (star != SIZE_MAX) {
			p = star + 1;
			i = ++mark;
		} else {
			return false;
		}
	}
	while (p < pattern.n && pattern.p[p] == '*')
		p++;
	return p == pattern.n;
}

bool
mailer_fits(const struct mailer *m, span message_id)
{
	span rest = m->patterns;

	message_id = span_head(message_id, 500); /* real ones are shorter */
	while (rest.n > 0)
		if (pattern_fits(span_cut(&rest, '|'), message_id))
			return true;
	return false;
}
