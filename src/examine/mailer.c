#include "examine/mailer.h"

const struct list_entry *
mailer_find(const struct lists *l, span claim)
{
	size_t count;
	const struct list_entry *all = lists_all(l, LIST_MAILERS, &count);

	for (size_t i = 0; i < count; i++)
		if (claim.n >= all[i].key.n &&
		    span_same_nocase(
			span_head(claim, all[i].key.n), all[i].key))
			return &all[i];
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
mailer_fits(const struct list_entry *mailer, span message_id)
{
	span rest = mailer->how;

	message_id = span_head(message_id, 500); /* real ones are shorter */
	while (rest.n > 0)
		if (pattern_fits(span_cut(&rest, '|'), message_id))
			return true;
	return false;
}
