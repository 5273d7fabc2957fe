#include "know/weights.h"

#include "base/table.h"

struct weights {
	struct weight *items;
	size_t count, room;
	struct weight_family *families;
	size_t family_count, family_room;
	struct table by_id;
	int prior, prior_unread;
};

static const char *const class_names[] = {
	[WEIGHT_ANY] = "-",
	[WEIGHT_PHISHING] = "phishing",
	[WEIGHT_SCAM] = "scam",
	[WEIGHT_MALWARE] = "malware",
	[WEIGHT_SPAM] = "spam",
};

const char *weight_class_text(enum weight_class class)
{
	return class_names[class];
}

static bool
read_decibans(span s, int *out)
{
	bool minus = span_starts(s, "-");
	uint64_t value;

	if (!span_number(span_drop(s, minus ? 1 : 0), WEIGHT_MAX, &value))
		return false;
	*out = minus ? -(int)value : (int)value;
	return true;
}

static bool
read_class(span s, enum weight_class *out)
{
	for (size_t i = 0; i < COUNT(class_names); i++) {
		if (span_is(s, class_names[i])) {
			*out = (enum weight_class)i;
			return true;
		}
	}
	return false;
}

static bool
read_family(const struct weights *w, span name, int *out)
{
	*out = WEIGHT_NO_FAMILY;
	if (span_is(name, "-"))
		return true;
	for (size_t i = 0; i < w->family_count; i++)
		if (span_same(w->families[i].name, name))
			*out = (int)i;
	return *out != WEIGHT_NO_FAMILY;
}

static enum mekiki_status
read_prior(const struct tsv *t, int *out, struct know_error *err)
{
	return t->count == 2 && read_decibans(t->column[1], out)
	    ? MEKIKI_OK
	    : tsv_bad(t, err, "want a prior and its whole number");
}

static enum mekiki_status
add_family(struct weights *w, struct arena *a, const struct tsv *t, int before,
    struct know_error *err)
{
	struct weight_family family = { .name = span_drop(t->column[0], 1) };
	struct weight_family *grown;
	int same;

	if (span_is(family.name, "prior"))
		return read_prior(t, &w->prior, err);
	if (span_is(family.name, "prior-unread"))
		return read_prior(t, &w->prior_unread, err);
	if (t->count != 2 || family.name.n == 0 ||
	    !read_decibans(t->column[1], &family.cap) || family.cap < 0)
		return tsv_bad(t, err, "want @family and its cap");
	if (read_family(w, family.name, &same)) {
		if (same >= before)
			return tsv_bad(t, err, "the family stands there twice");
		w->families[same].cap = family.cap;
		return MEKIKI_OK;
	}
	grown = arena_grow(
	    a, w->families, w->family_count, &w->family_room, sizeof(*grown));
	if (grown == NULL)
		return MEKIKI_NO_MEMORY;
	w->families = grown;
	w->families[w->family_count++] = family;
	return MEKIKI_OK;
}

static enum mekiki_status
add_weight(struct weights *w, struct arena *a, const struct tsv *t,
    struct know_error *err)
{
	struct weight weight = { .id = t->column[0], .reason = t->column[4] };
	struct weight *grown;

	if ((t->count != 5 && t->count != 11) || weight.id.n == 0)
		return tsv_bad(t, err, "a weight has five columns, or eleven");
	if (!read_decibans(t->column[1], &weight.decibans))
		return tsv_bad(t, err, "the weight is no whole number");
	if (!read_class(t->column[2], &weight.class))
		return tsv_bad(t, err, "no such class");
	if (!read_family(w, t->column[3], &weight.family))
		return tsv_bad(t, err, "the family has no cap above");
	weight.set = weight.decibans;
	weight.learn = span_is(t->column[6], "yes");
	if (t->count == 11 && !read_decibans(t->column[5], &weight.set))
		return tsv_bad(t, err, "the hand-set weight is no number");
	grown = arena_grow(a, w->items, w->count, &w->room, sizeof(*grown));
	if (grown == NULL)
		return MEKIKI_NO_MEMORY;
	w->items = grown;
	w->items[w->count++] = weight;
	return MEKIKI_OK;
}

/* The weight of that id among the first count, or count. */
static size_t
find_before(const struct weights *w, size_t count, span id)
{
	size_t i = 0;

	while (i < count && !span_same_nocase(w->items[i].id, id))
		i++;
	return i;
}

static enum mekiki_status
read_weights(struct weights *w, struct arena *a, const char *path,
    struct know_error *err)
{
	size_t before = w->count;
	int families = (int)w->family_count;
	struct tsv t;
	enum mekiki_status status = tsv_open(a, path, &t, err);

	if (status != MEKIKI_OK)
		return status;
	while (status == MEKIKI_OK && tsv_next(&t)) {
		size_t count = w->count, twin;

		if (span_starts(t.column[0], "@")) {
			status = add_family(w, a, &t, families, err);
			continue;
		}
		status = add_weight(w, a, &t, err);
		if (status != MEKIKI_OK)
			break;
		twin = find_before(w, count, t.column[0]);
		if (twin == count)
			continue;
		if (twin >= before)
			return tsv_bad(&t, err, "an id stands there twice");
		w->items[twin] = w->items[--w->count];
	}
	return status;
}

enum mekiki_status
weights_open(struct arena *a, const char *path, const char *own,
    const struct weights **out, struct know_error *err)
{
	struct weights *w = arena_alloc(a, sizeof(*w));
	enum mekiki_status status;

	if (w == NULL)
		return MEKIKI_NO_MEMORY;
	status = read_weights(w, a, path, err);
	if (status == MEKIKI_OK && own != NULL)
		status = read_weights(w, a, own, err);
	if (status != MEKIKI_OK)
		return status;
	w->by_id = table_new(a, w->count);
	for (size_t i = 0; i < w->count; i++)
		table_add(&w->by_id, w->items[i].id, (uint32_t)i);
	if (arena_failed(a))
		return MEKIKI_NO_MEMORY;
	*out = w;
	return MEKIKI_OK;
}

const struct weight *
weights_find(const struct weights *w, span id)
{
	uint32_t i = table_find(&w->by_id, id);

	return i == TABLE_NONE ? NULL : &w->items[i];
}

const struct weight *
weights_all(const struct weights *w, size_t *count)
{
	*count = w->count;
	return w->items;
}

int
weights_prior(const struct weights *w, bool wording_read)
{
	return wording_read ? w->prior : w->prior_unread;
}

const struct weight_family *
weights_families(const struct weights *w, size_t *count)
{
	*count = w->family_count;
	return w->families;
}
