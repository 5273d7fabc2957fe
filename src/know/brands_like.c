#include "base/domain.h"
#include "base/fold.h"
#include "know/brands_index.h"

#define LETTERS_MIN 5	  /* shorter labels are like everything */
#define LABEL_MAX 63	  /* RFC 1035, 2.3.4 */
#define TOKENS_MAX 8	  /* of a label, between hyphens */
#define LABELS_MAX 16	  /* of a host that are looked at */
#define OFFICIAL_LABELS 4 /* of an official domain, at most */

static bool
enough_letters(span label)
{
	size_t letters = 0;

	for (size_t i = 0; i < label.n; i++)
		letters += ascii_is_alpha(label.p[i]);
	return letters >= LETTERS_MIN;
}

static span
first_label(span domain)
{
	return span_head(domain, span_find_byte(domain, '.'));
}

/* The label is one of the brand's weak names. */
static bool
is_weak(const struct brands *b, uint32_t brand, span label)
{
	size_t at = 0;
	uint32_t i;

	while ((i = table_next(&b->by_name, label, &at)) != TABLE_NONE)
		if (b->aliases[i].brand == brand && b->aliases[i].weak)
			return true;
	return false;
}

/* The domain stands first in its brand's list. */
static bool
is_main(const struct brands *b, const struct brand_domain *d)
{
	const struct brand_names *official = &b->brands[d->brand].official;

	return official->count > 0 && span_same(official->items[0], d->domain);
}

static void
collect_labels(struct brands *b, bool main)
{
	for (size_t i = 0; i < b->domain_count; i++) {
		const struct brand_domain *d = &b->domains[i];
		span official, label;

		if (!d->official || is_main(b, d) != main)
			continue;
		official = domain_registrable(d->domain);
		label = first_label(official);
		if (label.n > LABEL_MAX || !enough_letters(label) ||
		    table_find(&b->by_label, label) != TABLE_NONE)
			continue;
		table_add(&b->by_label, label, (uint32_t)b->label_count);
		b->labels[b->label_count++] = (struct brand_label){
			.label = label,
			.official = official,
			.brand = d->brand,
			.weak = is_weak(b, d->brand, label),
		};
	}
}

/* label without its letter at i, in buf. */
static span
without_letter(span label, size_t i, char buf[static LABEL_MAX])
{
	memcpy(buf, label.p, i);
	memcpy(buf + i, label.p + i + 1, label.n - i - 1);
	return (span){ buf, label.n - 1 };
}

static uint32_t
deletion_hash(span part)
{
	return (uint32_t)span_hash_nocase(part);
}

static void
add_deletion(struct brands *b, span part, size_t label)
{
	uint32_t hash = deletion_hash(part);
	size_t at = hash & b->deletion_mask;

	while (b->deletions[at].label != 0)
		at = (at + 1) & b->deletion_mask;
	b->deletions[at] = (struct deletion){ hash, (uint32_t)label + 1 };
}

static bool
index_deletions(struct brands *b, struct arena *a)
{
	size_t count = 0, slots = 8;
	char buf[LABEL_MAX];

	for (size_t i = 0; i < b->label_count; i++)
		count += b->labels[i].label.n + 1;
	while (slots < count * 2)
		slots *= 2;
	b->deletions = arena_array(a, slots, sizeof(*b->deletions));
	b->deletion_mask = slots - 1;
	if (b->deletions == NULL)
		return false;
	for (size_t i = 0; i < b->label_count; i++) {
		span label = b->labels[i].label;

		add_deletion(b, label, i);
		for (size_t j = 0; j < label.n; j++)
			add_deletion(b, without_letter(label, j, buf), i);
	}
	return true;
}

bool
brands_index_labels(struct brands *b, struct arena *a)
{
	b->labels = arena_array(a, b->domain_count, sizeof(*b->labels));
	b->by_label = table_new(a, b->domain_count);
	if (b->labels == NULL)
		return false;
	/* Of brands with the same label, those count first whose own it is. */
	collect_labels(b, true);
	collect_labels(b, false);
	b->by_skeleton = table_new(a, b->label_count);
	b->by_digits = table_new(a, b->label_count);
	for (size_t i = 0; i < b->label_count; i++) {
		span label = b->labels[i].label;
		uint32_t which = (uint32_t)i;

		table_add(&b->by_skeleton, fold_skeleton(a, label), which);
		table_add(&b->by_digits, fold_skeleton_digits(a, label), which);
	}
	return index_deletions(b, a) && !arena_failed(a);
}

/*
 * a becomes b by one letter more, less or other, or by two neighbours that
 * change places.
 */
static bool
one_edit(span a, span b)
{
	size_t head = 0, tail = 0, left_a, left_b;

	while (head < a.n && head < b.n && a.p[head] == b.p[head])
		head++;
	while (tail < a.n - head && tail < b.n - head &&
	    a.p[a.n - 1 - tail] == b.p[b.n - 1 - tail])
		tail++;
	left_a = a.n - head - tail;
	left_b = b.n - head - tail;
	if (left_a <= 1 && left_b <= 1)
		return true;
	return left_a == 2 && left_b == 2 && a.p[head] == b.p[head + 1] &&
	    a.p[head + 1] == b.p[head];
}

/* Five letters are so few that their first one must be right. */
static bool
edit_counts(span label, span official)
{
	return (official.n > LETTERS_MIN || label.p[0] == official.p[0]) &&
	    one_edit(label, official);
}

/* The first label that part may come of and that label is one edit from. */
static uint32_t
find_deletion(const struct brands *b, span part, span label)
{
	uint32_t hash = deletion_hash(part);

	/* At least half of the slots are empty, so this ends. */
	for (size_t at = hash;; at++) {
		struct deletion d = b->deletions[at & b->deletion_mask];

		if (d.label == 0)
			return TABLE_NONE;
		if (d.hash == hash &&
		    edit_counts(label, b->labels[d.label - 1].label))
			return d.label - 1;
	}
}

static uint32_t
find_edit(const struct brands *b, span label)
{
	char buf[LABEL_MAX];

	if (label.n > LABEL_MAX || !enough_letters(label))
		return TABLE_NONE;
	for (size_t i = 0; i <= label.n; i++) {
		span part = i < label.n ? without_letter(label, i, buf) : label;
		uint32_t found = find_deletion(b, part, label);

		if (found != TABLE_NONE)
			return found;
	}
	return TABLE_NONE;
}

/* The skeletons: digits for letters, letters of other scripts, rn for m. */
static uint32_t
find_alike(const struct brands *b, struct arena *a, span label,
    enum brand_likeness *kind)
{
	uint32_t found = table_find(&b->by_skeleton, fold_skeleton(a, label));
	bool digits = false;

	if (found == TABLE_NONE)
		found =
		    table_find(&b->by_digits, fold_skeleton_digits(a, label));
	if (found == TABLE_NONE)
		return found;
	for (size_t i = 0; i < label.n; i++)
		digits |= ascii_is_digit(label.p[i]);
	*kind = digits ? BRAND_LIKE_DIGITS : BRAND_LIKE_SKELETON;
	return found;
}

/*
 * An official label that is the label's part between hyphens; it may have
 * hyphens itself, so every run of parts is tried, the longest first.
 */
static uint32_t
find_part(const struct brands *b, span label)
{
	size_t starts[TOKENS_MAX + 1], count = 0;

	starts[count++] = 0;
	for (size_t i = 0; i < label.n && count < TOKENS_MAX; i++)
		if (label.p[i] == '-')
			starts[count++] = i + 1;
	starts[count] = label.n + 1;
	for (size_t length = count - 1; length > 0; length--) {
		for (size_t i = 0; i + length <= count; i++) {
			span part = span_slice(
			    label, starts[i], starts[i + length] - 1);
			uint32_t found = table_find(&b->by_label, part);

			if (found != TABLE_NONE)
				return found;
		}
	}
	return TABLE_NONE;
}

static bool
like_label(const struct brands *b, uint32_t found, enum brand_likeness kind,
    struct brand_like *out)
{
	const struct brand_label *l = &b->labels[found];

	*out = (struct brand_like){ .brand = &b->brands[l->brand],
		.official = l->official,
		.kind = kind,
		.weak = l->weak };
	return true;
}

/* What the registrable domain's own label reminds of. */
static bool
like_own_label(
    const struct brands *b, struct arena *a, span label, struct brand_like *out)
{
	enum brand_likeness kind = BRAND_LIKE_NONE;
	span shown = domain_unicode(a, label);
	uint32_t found = table_find(&b->by_label, label);

	if (found != TABLE_NONE)
		return like_label(b, found, BRAND_LIKE_SUFFIX, out);
	found = find_part(b, label);
	if (found != TABLE_NONE)
		return like_label(b, found, BRAND_LIKE_HYPHEN, out);
	found = find_alike(b, a, shown, &kind);
	if (found != TABLE_NONE)
		return like_label(b, found, kind, out);
	found = find_edit(b, label);
	if (found != TABLE_NONE)
		return like_label(b, found, BRAND_LIKE_EDIT, out);
	return false;
}

/* A whole official domain among the labels in front. */
static bool
like_inner_domain(const struct brands *b, span front, struct brand_like *out)
{
	size_t starts[LABELS_MAX + 1], count = 0;

	starts[count++] = 0;
	for (size_t i = 0; i < front.n && count < LABELS_MAX; i++)
		if (front.p[i] == '.')
			starts[count++] = i + 1;
	starts[count] = front.n + 1;
	for (size_t i = 0; i < count; i++) {
		for (size_t n = OFFICIAL_LABELS; n >= 2; n--) {
			uint32_t found;

			if (i + n > count)
				continue;
			found = table_find(&b->by_domain,
			    span_slice(front, starts[i], starts[i + n] - 1));
			if (found == TABLE_NONE || !b->domains[found].official)
				continue;
			*out = (struct brand_like){
				.brand = &b->brands[b->domains[found].brand],
				.official = b->domains[found].domain,
				.kind = BRAND_LIKE_SUBDOMAIN,
			};
			return true;
		}
	}
	return false;
}

/* An official label, whole or between hyphens, among the labels in front. */
static bool
like_inner_label(const struct brands *b, span front, struct brand_like *out)
{
	for (size_t i = 0; i < LABELS_MAX && front.n > 0; i++) {
		span label = span_cut(&front, '.');
		uint32_t found = table_find(&b->by_label, label);

		if (found == TABLE_NONE)
			found = find_part(b, label);
		if (found != TABLE_NONE)
			return like_label(b, found, BRAND_LIKE_SUBDOMAIN, out);
	}
	return false;
}

bool
brands_lookalike(
    const struct brands *b, struct arena *a, span host, struct brand_like *out)
{
	span registrable = domain_registrable(host), front;

	if (registrable.n == 0 || brands_by_domain(b, host, NULL) != NULL)
		return false;
	front = span_head(host, span_offset(registrable, host));
	if (front.n > 0)
		front.n--; /* the dot */
	return like_inner_domain(b, front, out) ||
	    like_own_label(b, a, first_label(registrable), out) ||
	    like_inner_label(b, front, out);
}

const char *
brand_likeness_text(enum brand_likeness kind)
{
	static const char *const names[] = {
		[BRAND_LIKE_NONE] = "none",
		[BRAND_LIKE_SUFFIX] = "suffix",
		[BRAND_LIKE_HYPHEN] = "hyphen",
		[BRAND_LIKE_DIGITS] = "digits",
		[BRAND_LIKE_SKELETON] = "skeleton",
		[BRAND_LIKE_EDIT] = "edit",
		[BRAND_LIKE_SUBDOMAIN] = "subdomain",
	};

	return names[kind];
}
