#include "examine/brand_name.h"

#include "base/buf.h"
#include "base/fold.h"
#include "base/utf8.h"

#define NAME_WORDS 8 /* of a display name that are looked at singly */

/* Two or three Latin letters stand for many things. */
static bool
is_weak(const struct brand_hit *hit)
{
	return hit->weak || (hit->alias.n <= 3 && utf8_ascii(hit->alias));
}

span
brand_name_tight(struct arena *a, span folded)
{
	struct buf out = buf_new(a, folded.n);
	size_t done = 0, at;

	if (utf8_ascii(folded))
		return folded;
	for (at = span_find_byte(folded, ' '); at + 1 < folded.n;
	     at += 1 + span_find_byte(span_drop(folded, at + 1), ' ')) {
		if (at == 0 || (unsigned char)folded.p[at - 1] < 0x80 ||
		    (unsigned char)folded.p[at + 1] < 0x80)
			continue;
		buf_put(&out, span_slice(folded, done, at));
		done = at + 1;
	}
	buf_put(&out, span_drop(folded, done));
	return buf_span(&out);
}

span
brand_name_fold(struct arena *a, span text)
{
	return brand_name_tight(a, fold_text(a, text).text);
}

size_t
brand_name_tags(span s)
{
	span rest = s;

	for (;;) {
		size_t end = span_find_byte(rest, ']'), n = 1;

		if (rest.n == 0 || rest.p[0] != '[' || end > 60 ||
		    end == rest.n)
			break;
		while (n < end && (unsigned char)rest.p[n] < 0x80)
			n++;
		if (n < end)
			break;
		rest = span_trim(span_drop(rest, end + 1));
	}
	return s.n - rest.n;
}

/* "【三井住友カード】": nothing but brackets stands before the name. */
static bool
is_headline(span folded, size_t start)
{
	size_t tags = brand_name_tags(folded);
	span before = span_slice(folded, tags < start ? tags : 0, start);
	uint32_t code = 0;

	while (before.n > 0) {
		code = utf8_cut(&before, NULL);
		if (code != 0x3010 && code != '[' && code != 0x300c &&
		    code != 0x300e && code != '(' && code != '<' &&
		    code != ' ' && code != 0x25a0 && code != 0x25c6)
			return false;
	}
	return code == 0x3010 || code == '[' || code == 0x300c ||
	    code == 0x300e;
}

/* "A m a z o n", "三・井・住・友": what stands between the characters goes. */
static span
without_gaps(struct arena *a, span folded)
{
	struct buf out = buf_new(a, folded.n + UTF8_MAX);
	span rest = folded;

	while (rest.n > 0) {
		uint32_t code = utf8_cut(&rest, NULL);

		if (code != ' ' && code != '.' && code != '-' && code != '_' &&
		    code != '*' && code != 0x30fb)
			buf_code(&out, code);
	}
	return buf_span(&out);
}

static void
add_word(struct arena *a, struct brand_words *words, struct brand_word word)
{
	struct brand_word *grown = arena_grow(
	    a, words->list, words->count, &words->room, sizeof(*grown));

	if (grown == NULL)
		return;
	words->list = grown;
	grown[words->count++] = word;
}

static void
add_hits(struct arena *a, struct brand_words *words, span text,
    const struct brand_hit *hits, size_t count, enum brand_how how, bool gaps)
{
	for (size_t i = 0; i < count; i++)
		add_word(a, words,
		    (struct brand_word){ .brand = hits[i].brand,
			.alias = hits[i].alias,
			.text = span_slice(text, hits[i].start, hits[i].end),
			.start = hits[i].start,
			.how = how,
			.gaps = gaps,
			.weak = how == BRAND_HOW_WHOLE ? hits[i].weak
						       : is_weak(&hits[i]) });
}

struct brand_words
brand_name_find(const struct know *know, struct arena *a, span tight,
    const struct brand **headline)
{
	struct brand_words words = { 0 };
	struct brand_hit *hits;
	size_t count = brands_in_text(know->brands, a, tight, &hits);

	if (headline != NULL)
		*headline = count > 0 && !is_weak(&hits[0]) &&
			is_headline(tight, hits[0].start)
		    ? hits[0].brand
		    : NULL;
	add_hits(a, &words, tight, hits, count, BRAND_HOW_INSIDE, false);
	return words;
}

const struct brand_word *
brand_name_first(const struct brand_words *words)
{
	for (size_t i = 0; i < words->count; i++)
		if (!words->list[i].weak &&
		    words->list[i].brand->official.count > 0)
			return &words->list[i];
	return NULL;
}

/* Letters and signs that only look like a brand's name, whole or as a word. */
static void
look_for_alike(const struct know *know, struct arena *a, span folded, bool gaps,
    struct brand_words *words)
{
	struct brand_word word = {
		.text = folded, .how = BRAND_HOW_ALIKE, .gaps = gaps
	};
	span rest = folded;
	int looked = 0;

	word.brand = brands_named_alike(know->brands, a, folded, &word.alias);
	while (word.brand == NULL && rest.n > 0 && looked++ < NAME_WORDS) {
		word.text = span_cut(&rest, ' ');
		word.brand =
		    brands_named_alike(know->brands, a, word.text, &word.alias);
	}
	if (word.brand != NULL && word.brand->official.count > 0)
		add_word(a, words, word);
}

/* Names that are all of it, or stand in it as it is. */
static bool
look_plainly(const struct know *know, struct arena *a, span folded, bool gaps,
    struct brand_words *words)
{
	enum brand_how how = BRAND_HOW_WHOLE;
	struct brand_hit *hits;
	size_t count = brands_named(know->brands, a, folded, &hits);

	if (count == 0) {
		how = BRAND_HOW_INSIDE;
		count = brands_in_text(know->brands, a, folded, &hits);
	}
	add_hits(a, words, folded, hits, count, how, gaps);
	return count > 0;
}

/* "GLS.", "DHL,": signs at both ends are no part of a name. */
static span
without_ends(span s)
{
	while (
	    s.n > 0 && (unsigned char)s.p[0] < 0x80 && !ascii_is_alnum(s.p[0]))
		s = span_drop(s, 1);
	while (s.n > 0 && (unsigned char)s.p[s.n - 1] < 0x80 &&
	    !ascii_is_alnum(s.p[s.n - 1]) && s.p[s.n - 1] != '!')
		s.n--;
	return s;
}

struct brand_words
brand_name_read(const struct know *know, struct arena *a, span name)
{
	struct brand_words words = { 0 };
	span folded = without_ends(brand_name_fold(a, name)), closed;

	if (look_plainly(know, a, folded, false, &words))
		return words;
	/* Once more with its tricks undone. */
	closed = without_gaps(a, folded);
	if (closed.n > 0 && closed.n < folded.n) {
		closed = brand_name_fold(a, closed);
		if (!look_plainly(know, a, closed, true, &words))
			look_for_alike(know, a, closed, true, &words);
	}
	if (brand_name_first(&words) == NULL)
		look_for_alike(know, a, folded, false, &words);
	return words;
}
