#include "base/limits.h"
#include "base/utf8.h"
#include "know/brands_index.h"

/* Letters of katakana, with the mark of a long vowel. */
static bool
is_katakana(uint32_t code)
{
	return (code >= 0x30a1 && code <= 0x30fa) || code == 0x30fc;
}

static void
add_to_bucket(struct brands *b, uint32_t which)
{
	struct brand_alias *alias = &b->aliases[which];
	size_t n = alias->folded.n;
	uint32_t *link, hash, begin;

	if (n == 0)
		return;
	hash = alias_hash(
	    alias_word(alias->folded), n < ALIAS_PREFIX ? n : ALIAS_PREFIX);
	b->seen[hash / 64] |= (uint64_t)1 << hash % 64;
	if (n >= ALIAS_BEGIN) {
		begin = alias_hash(alias_word(alias->folded), ALIAS_BEGIN);
		b->begins[begin / 64] |= (uint64_t)1 << begin % 64;
	}
	b->lengths[(unsigned char)alias->folded.p[0]] |=
	    (unsigned char)(1u << (n < ALIAS_PREFIX ? n : ALIAS_PREFIX));
	link = n < ALIAS_PREFIX ? b->shorts : b->buckets;
	link += hash % ALIAS_BUCKETS;
	while (*link != TABLE_NONE && b->aliases[*link].folded.n >= n)
		link = &b->aliases[*link].next;
	alias->next = *link;
	*link = which;
}

void
brands_index_aliases(struct brands *b)
{
	for (size_t i = 0; i < ALIAS_BUCKETS; i++)
		b->buckets[i] = b->shorts[i] = TABLE_NONE;
	for (size_t i = 0; i < b->alias_count; i++)
		add_to_bucket(b, (uint32_t)i);
}

/* The name may begin and end where it does: see brands_in_text. */
static bool
edges_fit(span text, size_t start, const struct brand_alias *alias)
{
	span before = span_head(text, start);
	span after = span_drop(text, start + alias->folded.n);
	span inside = alias->folded;
	char first = inside.p[0], last = inside.p[inside.n - 1];

	if (before.n > 0 && ascii_is_alnum(first) &&
	    ascii_is_alnum(before.p[before.n - 1]))
		return false;
	if (after.n > 0 && ascii_is_alnum(last) && ascii_is_alnum(after.p[0]))
		return false;
	if (before.n > 0 && (unsigned char)first >= 0x80 &&
	    is_katakana(utf8_cut_last(&before)) &&
	    is_katakana(utf8_cut(&inside, NULL)))
		return false;
	/* What follows may be a second word, but not behind a weak name. */
	inside = alias->folded;
	return !(alias->weak && after.n > 0 && (unsigned char)last >= 0x80 &&
	    is_katakana(utf8_cut_last(&inside)) &&
	    is_katakana(utf8_cut(&after, NULL)));
}

/* The longest name of a bucket's chain that stands at start. */
static uint32_t
walk_bucket(const struct brands *b, uint32_t i, span text, size_t start)
{
	span rest = span_drop(text, start);

	for (; i != TABLE_NONE; i = b->aliases[i].next) {
		const struct brand_alias *alias = &b->aliases[i];

		if (alias->folded.n <= rest.n &&
		    memcmp(alias->folded.p, rest.p, alias->folded.n) == 0 &&
		    edges_fit(text, start, alias))
			return i;
	}
	return TABLE_NONE;
}

/* The longest name at start whose hash this is. */
static uint32_t
name_of_hash(const struct brands *b, const uint32_t *buckets, uint32_t hash,
    span text, size_t start)
{
	if (!(b->seen[hash / 64] >> hash % 64 & 1))
		return TABLE_NONE;
	return walk_bucket(b, buckets[hash % ALIAS_BUCKETS], text, start);
}

static uint32_t
name_at(const struct brands *b, span text, size_t start)
{
	span rest = span_drop(text, start);
	unsigned lengths = b->lengths[(unsigned char)rest.p[0]];
	uint32_t found = TABLE_NONE;
	size_t letters = 0;
	uint64_t word;
	uint32_t hash;

	if (lengths == 0)
		return found;
	word = alias_word(rest);
	hash = alias_hash(word, ALIAS_BEGIN);
	if (!(b->begins[hash / 64] >> hash % 64 & 1))
		lengths &= (1u << ALIAS_BEGIN) - 1;
	if (lengths == 0)
		return found;
	if (lengths >> ALIAS_PREFIX != 0 && rest.n >= ALIAS_PREFIX)
		found = name_of_hash(
		    b, b->buckets, alias_hash(word, ALIAS_PREFIX), text, start);
	/* A Latin name ends where its word ends. */
	while (letters < ALIAS_PREFIX && letters < rest.n &&
	    ascii_is_alnum(rest.p[letters]))
		letters++;
	for (size_t n = ALIAS_PREFIX - 1;
	     n > 0 && n >= letters && found == TABLE_NONE; n--)
		if (lengths >> n & 1 && n <= rest.n)
			found = name_of_hash(
			    b, b->shorts, alias_hash(word, n), text, start);
	return found;
}

struct hits {
	struct brand_hit *items;
	size_t count, room;
};

/* A hit for each brand that has the name; false: no more fit. */
static bool
add_hits(const struct brands *b, struct arena *a, struct hits *hits,
    span folded, size_t start)
{
	size_t at = 0;
	uint32_t i;

	while ((i = table_next(&b->by_name, folded, &at)) != TABLE_NONE) {
		const struct brand_alias *alias = &b->aliases[i];
		struct brand_hit *grown;

		if (hits->count == LIMIT_MATCHES)
			return false;
		grown = arena_grow(
		    a, hits->items, hits->count, &hits->room, sizeof(*grown));
		if (grown == NULL)
			return false;
		hits->items = grown;
		hits->items[hits->count++] = (struct brand_hit){
			.brand = &b->brands[alias->brand],
			.alias = alias->written,
			.start = start,
			.end = start + folded.n,
			.weak = alias->weak,
		};
	}
	return true;
}

/* Behind the word that goes on at `at`, or behind the character there. */
static size_t
behind_word(span text, size_t at)
{
	if (!ascii_is_alnum(text.p[at++]))
		return at;
	while (at < text.n && ascii_is_alnum(text.p[at]))
		at++;
	return at;
}

size_t
brands_in_text(const struct brands *b, struct arena *a, span folded,
    struct brand_hit **out)
{
	struct hits hits = { 0 };
	size_t at = 0;

	while (at < folded.n) {
		uint32_t found = TABLE_NONE;

		/* Inside a character and inside a Latin word none begins. */
		if (((unsigned char)folded.p[at] & 0xc0) != 0x80)
			found = name_at(b, folded, at);
		if (found == TABLE_NONE) {
			at = behind_word(folded, at);
			continue;
		}
		if (!add_hits(b, a, &hits, b->aliases[found].folded, at))
			break;
		at += b->aliases[found].folded.n;
		if (at < folded.n && ascii_is_alnum(folded.p[at - 1]) &&
		    ascii_is_alnum(folded.p[at]))
			at = behind_word(folded, at);
	}
	*out = hits.items;
	return hits.count;
}

size_t
brands_named(const struct brands *b, struct arena *a, span folded,
    struct brand_hit **out)
{
	struct hits hits = { 0 };

	add_hits(b, a, &hits, folded, 0);
	*out = hits.items;
	return hits.count;
}
