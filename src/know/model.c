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

/* "-- " before a signature (RFC 3676, 4.3), or a line of one sign alone. */
static bool
is_rule(span line)
{
	char c = line.n > 0 ? line.p[0] : '\0';

	if (span_is(line, "--"))
		return true;
	if (line.n < RULE_LONG ||
	    (c != '_' && c != '-' && c != '=' && c != '*' && c != '#'))
		return false;
	for (size_t i = 1; i < line.n; i++)
		if (line.p[i] != c)
			return false;
	return true;
}

/* Without what a mailing list writes under each mail. */
static span
without_footer(span text)
{
	size_t at = text.n > FOOTER_LOOKED ? text.n - FOOTER_LOOKED : 0;
	span rest = span_drop(text, at);

	if (at > 0)
		(void)span_cut(&rest, '\n');
	while (rest.n > 0) {
		size_t start = span_offset(rest, text);

		if (is_rule(span_cut(&rest, '\n')))
			return span_head(text, start);
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
		if (span_same(word, names->list[i]))
			return true;
	return false;
}

/* What stands for a byte in the plain text; 0: nothing. */
static char
plain(char c)
{
	if (ascii_is_digit(c))
		return '0';
	if (ascii_is_alpha(c) || (unsigned char)c >= 0x80 || c == '$' ||
	    c == '!' || c == '?' || c == '%')
		return c;
	return '\0';
}

/* One sign for an address, a link, or a name of the reader's; 0: a word. */
static char
sign_of(span word, const struct model_names *names)
{
	if (span_find_byte(word, '@') < word.n)
		return '@';
	if (span_find(word, SPAN("://")) < word.n || span_starts(word, "www."))
		return '/';
	return is_name(word, names) ? '@' : '\0';
}

static void
add_word(struct model_text *t, span word, const struct model_word *where,
    const struct model_names *names)
{
	struct model_word *w = &t->words[t->count];
	char sign = sign_of(word, names);
	bool gap = false;

	*w = *where;
	w->start = (uint16_t)t->n;
	if (sign != '\0') {
		t->bytes[t->n++] = sign;
		word.n = 0;
	}
	for (size_t i = 0; i < word.n && t->n + 2 < MODEL_TEXT; i++) {
		char c = plain(word.p[i]);

		if (c == '\0') {
			gap = t->n > w->start;
			continue;
		}
		if (gap)
			t->bytes[t->n++] = ' ';
		gap = false;
		t->bytes[t->n++] = c;
	}
	if (t->n == w->start)
		return;
	w->end = (uint16_t)t->n;
	t->bytes[t->n++] = ' ';
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

		if (text.p[i] == '>' && (i == 0 || text.p[i - 1] == '\n')) {
			i += span_find_byte(span_drop(text, i), '\n');
			continue;
		}
		while (i < text.n && (unsigned char)text.p[i] > ' ')
			i++;
		if (i > start)
			add_word(t, span_slice(text, start, i),
			    &(struct model_word){ .source = source,
				.from = (uint32_t)start,
				.to = (uint32_t)i },
			    names);
		else
			i++;
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
	uint64_t seen[MODEL_SIZE / 64];
	size_t count = 0;

	memset(seen, 0, sizeof(seen));
	for (size_t i = 0; i + MODEL_GRAM <= t->n; i++) {
		uint32_t gram = gram_at(t->bytes + i);
		uint64_t bit = (uint64_t)1 << (gram % 64);

		out[count] = gram;
		count += (seen[gram / 64] & bit) == 0;
		seen[gram / 64] |= bit;
	}
	return count;
}

double
model_score(const struct model *m, const struct model_text *t)
{
	uint32_t grams[MODEL_TEXT];
	size_t count = model_grams(t, grams);
	int sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += m->weights[grams[i]];
	return m->bias +
	    sum * m->scale / sqrt((double)count + MODEL_CALM);
}

const struct model_language *
model_speaks(const struct model *m, const char *language)
{
	for (size_t i = 0; i < m->language_count; i++)
		if (span_is(m->languages[i].name, language))
			return &m->languages[i];
	return NULL;
}

static int
word_sum(const struct model *m, const struct model_text *t, size_t i)
{
	size_t start = t->words[i].start > 0 ? t->words[i].start - 1u : 0;
	int sum = 0;

	for (size_t k = start;
	     k < t->words[i].end && k + MODEL_GRAM <= t->n; k++)
		sum += m->weights[gram_at(t->bytes + k)];
	return sum;
}

/* The best run of words that touches none of those in out. */
static bool
best_passage(const struct model_text *t, const int *sums,
    const struct model_passage *out, size_t taken, struct model_passage *best)
{
	*best = (struct model_passage){ .sum = INT_MIN };
	for (size_t first = 0; first < t->count; first++) {
		int sum = 0;

		for (size_t i = first;
		     i < t->count && i < first + MODEL_PASSAGE_WORDS &&
		     t->words[i].source == t->words[first].source;
		     i++) {
			bool taken_by = false;

			for (size_t k = 0; k < taken; k++)
				taken_by |= i >= out[k].first && i < out[k].end;
			if (taken_by)
				break;
			sum += sums[i];
			if (sum > best->sum)
				*best = (struct model_passage){ first, i + 1,
					sum };
		}
	}
	return best->end > 0 && (taken == 0 || best->sum > 0);
}

size_t
model_passages(const struct model *m, const struct model_text *t,
    struct model_passage out[MODEL_PASSAGES])
{
	int sums[MODEL_WORDS];
	size_t n = 0;

	for (size_t i = 0; i < t->count; i++)
		sums[i] = word_sum(m, t, i);
	while (n < MODEL_PASSAGES &&
	    best_passage(t, sums, out, n, &out[n]))
		n++;
	return n;
}
