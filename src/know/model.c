#include "know/model.h"

#include <limits.h>
#include <math.h>

#define FOOTER_LOOKED 800 /* bytes at the end where a list's footer may begin */
#define RULE_LONG 20	  /* signs of a line that sets a footer off */

struct model_text *
model_text_new(struct arena *a)
{
	struct model_text *t = arena_raw(a, sizeof(*t));

	if (t == NULL)
		return NULL;
	t->n = t->count = 0;
	memset(t->bytes + MODEL_TEXT, 0, sizeof(t->bytes) - MODEL_TEXT);
	return t;
}

/* A word of one sign alone, as sets off what follows. */
static bool
is_rule(span word)
{
	char c = word.n > 0 ? word.p[0] : '\0';

	if (word.n < RULE_LONG ||
	    (c != '_' && c != '-' && c != '=' && c != '*' && c != '#'))
		return false;
	for (size_t i = 1; i < word.n; i++)
		if (word.p[i] != c)
			return false;
	return true;
}

/*
 * Without a signature, which begins with "-- " (RFC 3676, 4.3), and without
 * what a mailing list writes under each mail, set off by a rule; in HTML all of
 * that stands in one line.
 */
static span
without_footer(span text)
{
	size_t i = text.n > FOOTER_LOOKED ? text.n - FOOTER_LOOKED : 0;

	while (i < text.n) {
		size_t start = i;
		span word;

		while (i < text.n && (unsigned char)text.p[i] > ' ')
			i++;
		word = span_slice(text, start, i);
		if (is_rule(word) ||
		    (span_is(word, "--") && start > 0 &&
			text.p[start - 1] == '\n' && i < text.n &&
			text.p[i] == '\n'))
			return span_head(text, start);
		i++;
	}
	return text;
}

static bool
is_name(span word, const struct model_names *names)
{
	while (word.n > 0 && (unsigned char)word.p[word.n - 1] < 0x80 &&
	    !ascii_is_alnum(word.p[word.n - 1]))
		word.n--;
	for (size_t i = 0; i < names->count; i++)
		if (span_same_nocase(word, names->list[i]))
			return true;
	return false;
}

/*
 * What stands for a byte in the plain text: letters, bytes beyond ASCII and
 * some signs for themselves, 0 for a digit, NUL for all else.
 */
static const char plain[256] = {
#define SAME(c) [c] = (char)(c)
#define SAME8(c)                                                               \
	SAME(c), SAME((c) + 1), SAME((c) + 2), SAME((c) + 3), SAME((c) + 4),   \
	    SAME((c) + 5), SAME((c) + 6), SAME((c) + 7)
#define SAME32(c) SAME8(c), SAME8((c) + 8), SAME8((c) + 16), SAME8((c) + 24)
	SAME32(128), SAME32(160), SAME32(192), SAME32(224), SAME8('a'),
	SAME8('i'), SAME8('q'), SAME('y'), SAME('z'), SAME('$'), SAME('!'),
	SAME('?'), SAME('%'), ['0'] = '0', ['1'] = '0', ['2'] = '0',
	['3'] = '0', ['4'] = '0', ['5'] = '0', ['6'] = '0', ['7'] = '0',
	['8'] = '0', ['9'] = '0'
};

/* Where a word ends, and whether an address or a link may be in it. */
static size_t
word_end(span text, size_t i, bool *at, bool *colon)
{
	*at = *colon = false;
	for (; i < text.n && (unsigned char)text.p[i] > ' '; i++) {
		*at |= text.p[i] == '@';
		*colon |= text.p[i] == ':';
	}
	return i;
}

/* One sign for an address, a link, or a name of the reader's; 0: a word. */
static char
sign_of(span word, bool at, bool colon, const struct model_names *names)
{
	if (at)
		return '@';
	if ((colon && span_find(word, SPAN("://")) < word.n) ||
	    (word.p[0] == 'w' && span_starts(word, "www.")))
		return '/';
	return names->count > 0 && is_name(word, names) ? '@' : '\0';
}

static void
add_word(
    struct model_text *t, span word, char sign, const struct model_word *where)
{
	struct model_word *w = &t->words[t->count];
	size_t n = t->n, room = MODEL_TEXT - n - 2;
	bool gap = false;

	*w = *where;
	w->start = (uint16_t)n;
	if (sign != '\0')
		t->bytes[n++] = sign;
	else if (word.n > room) /* a gap takes the place of a sign */
		word.n = room;
	for (size_t i = 0; sign == '\0' && i < word.n; i++) {
		char c = plain[(unsigned char)word.p[i]];

		if (c != '\0' && gap)
			t->bytes[n++] = ' ';
		gap = c == '\0' && n > w->start;
		t->bytes[n] = c;
		n += c != '\0';
	}
	if (n == w->start)
		return;
	w->end = (uint16_t)n;
	t->bytes[n++] = ' ';
	t->n = n;
	t->count++;
}

void
model_text_add(struct model_text *t, span folded, uint16_t source,
    const struct model_names *names)
{
	span text = source > 0 ? without_footer(folded) : folded;
	size_t i = 0;

	if (t->n == 0)
		t->bytes[t->n++] = ' ';
	while (i < text.n && t->n + 4 < MODEL_TEXT && t->count < MODEL_WORDS) {
		size_t start = i;
		bool at, colon;
		span word;

		if (text.p[i] == '>' && (i == 0 || text.p[i - 1] == '\n')) {
			i += span_find_byte(span_drop(text, i), '\n');
			continue;
		}
		i = word_end(text, i, &at, &colon);
		if (i == start) {
			i++;
			continue;
		}
		word = span_slice(text, start, i);
		add_word(t, word, sign_of(word, at, colon, names),
		    &(struct model_word){ .source = source,
			.from = (uint32_t)start,
			.to = (uint32_t)i });
	}
}

/* Knuth's multiplicative hash of the five bytes at p, of eight readable. */
static uint32_t
gram_at(const char *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof(word));
	word &= ((uint64_t)1 << (8 * MODEL_GRAM)) - 1;
	return (uint32_t)((word * UINT64_C(0x9e3779b97f4a7c15)) >>
	    (64 - MODEL_BITS));
}

size_t
model_grams(const struct model_text *t, uint32_t *out)
{
	size_t count = 0;

	while (count + MODEL_GRAM <= t->n) {
		out[count] = gram_at(t->bytes + count);
		count++;
	}
	return count;
}

double
model_score(const struct model *m, struct model_text *t)
{
	size_t count = t->n < MODEL_GRAM ? 0 : t->n - MODEL_GRAM + 1;
	int sum = 0;

	for (size_t i = 0; i < count; i++) {
		t->values[i] = m->weights[gram_at(t->bytes + i)];
		sum += t->values[i];
	}
	memset(t->values + count, 0, t->n - count);
	return m->bias + sum * m->scale / sqrt((double)count + MODEL_CALM);
}

const struct model_language *
model_speaks(const struct model *m, const char *language)
{
	for (size_t i = 0; i < m->language_count; i++)
		if (span_is(m->languages[i].name, language))
			return &m->languages[i];
	return NULL;
}

#define TAKEN INT_MIN

/* The best run of words that are not taken. */
static struct model_passage
best_passage(const struct model_text *t, const int *sums)
{
	struct model_passage best = { .sum = INT_MIN };

	for (size_t first = 0; first < t->count; first++) {
		size_t most = first + MODEL_PASSAGE_WORDS;
		int sum = 0;

		for (size_t i = first;
		     i < t->count && i < most && sums[i] != TAKEN &&
		     t->words[i].source == t->words[first].source;
		     i++) {
			sum += sums[i];
			if (sum > best.sum)
				best =
				    (struct model_passage){ first, i + 1, sum };
		}
	}
	return best;
}

size_t
model_passages(const struct model_text *t, size_t most,
    struct model_passage out[MODEL_PASSAGES])
{
	int sums[MODEL_WORDS];
	size_t n = 0;

	for (size_t i = 0; i < t->count; i++) {
		const struct model_word *w = &t->words[i];

		sums[i] = 0;
		for (size_t k = w->start - 1u; k < w->end; k++)
			sums[i] += t->values[k];
	}
	while (n < most) {
		struct model_passage best = best_passage(t, sums);

		if (best.end == 0 || (n > 0 && best.sum <= 0))
			break;
		for (size_t i = best.first; i < best.end; i++)
			sums[i] = TAKEN;
		out[n++] = best;
	}
	return n;
}
