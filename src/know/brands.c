#include "know/brands.h"

#include "base/domain.h"
#include "base/fold.h"
#include "know/brands_index.h"

/* The names of a column, set off by "|". */
static struct brand_names
split_names(struct arena *a, span column)
{
	struct brand_names names = { 0 };
	size_t room = 1;
	span *items;

	column = span_trim(column);
	if (column.n == 0)
		return names;
	for (size_t i = 0; i < column.n; i++)
		room += column.p[i] == '|';
	items = arena_array(a, room, sizeof(*items));
	if (items == NULL)
		return names;
	while (names.count < room) {
		span name = span_trim(span_cut(&column, '|'));

		items[names.count++] = name;
	}
	names.items = items;
	return names;
}

struct brand
brand_row(struct arena *a, const struct tsv *t, bool own)
{
	const span *column = t->column;

	return (struct brand){
		.id = column[BRAND_COLUMN_ID],
		.name_ja = column[BRAND_COLUMN_NAME_JA],
		.name_en = column[BRAND_COLUMN_NAME_EN],
		.aliases = split_names(a, column[BRAND_COLUMN_ALIASES]),
		.official = split_names(a, column[BRAND_COLUMN_OFFICIAL]),
		.tenant = split_names(a, column[BRAND_COLUMN_TENANT]),
		.sector = column[BRAND_COLUMN_SECTOR],
		.weak = split_names(a, column[BRAND_COLUMN_WEAK]),
		.report = column[BRAND_COLUMN_REPORT],
		.note = column[BRAND_COLUMN_NOTE],
		.shares = split_names(a, column[BRAND_COLUMN_SHARES]),
		.own = own,
		.file = t->path,
		.line = t->line,
	};
}

const char *
brand_row_fault(const struct tsv *t)
{
	if (t->count != BRAND_COLUMNS && t->count != BRAND_COLUMN_SHARES)
		return "a brand has ten columns, or eleven";
	if (t->column[BRAND_COLUMN_ID].n == 0)
		return "the id is empty";
	if (span_trim(t->column[BRAND_COLUMN_ALIASES]).n == 0 &&
	    span_trim(t->column[BRAND_COLUMN_WEAK]).n == 0)
		return "the brand has no name";
	return NULL;
}

static bool
has_id(const struct brands *b, size_t first, span id)
{
	for (size_t i = 0; i < first; i++)
		if (span_same(b->brands[i].id, id))
			return true;
	return false;
}

/* The rows of one file, but for ids that the owner's brands have. */
static enum mekiki_status
read_brands(struct brands *b, struct arena *a, const char *path, bool own,
    struct know_error *err)
{
	size_t room = b->count, before = b->count;
	enum mekiki_status status;
	struct tsv t;

	status = tsv_open(a, path, &t, err);
	if (status != MEKIKI_OK)
		return status;
	while (tsv_next(&t)) {
		const char *fault = brand_row_fault(&t);
		struct brand *grown;

		if (fault != NULL)
			return tsv_bad(&t, err, fault);
		if (!own && has_id(b, before, t.column[BRAND_COLUMN_ID]))
			continue;
		grown =
		    arena_grow(a, b->brands, b->count, &room, sizeof(*grown));
		if (grown == NULL)
			return MEKIKI_NO_MEMORY;
		b->brands = grown;
		grown[b->count++] = brand_row(a, &t, own);
	}
	return MEKIKI_OK;
}

/* The entry of this brand and domain, new if need be. */
static struct brand_domain *
domain_entry(struct brands *b, size_t first, span domain, size_t brand)
{
	struct brand_domain *d;

	for (size_t i = first; i < b->domain_count; i++)
		if (span_same_nocase(b->domains[i].domain, domain))
			return &b->domains[i];
	d = &b->domains[b->domain_count++];
	*d =
	    (struct brand_domain){ .domain = domain, .brand = (uint32_t)brand };
	return d;
}

static void
index_domains(struct brands *b, struct arena *a)
{
	size_t most = 0;

	for (size_t i = 0; i < b->count; i++)
		most += b->brands[i].official.count + b->brands[i].tenant.count;
	b->domains = arena_array(a, most, sizeof(*b->domains));
	if (b->domains == NULL)
		return;
	for (size_t i = 0; i < b->count; i++) {
		const struct brand *brand = &b->brands[i];
		size_t first = b->domain_count;

		for (size_t j = 0; j < brand->official.count; j++)
			domain_entry(b, first, brand->official.items[j], i)
			    ->official = true;
		for (size_t j = 0; j < brand->tenant.count; j++) {
			span domain = brand->tenant.items[j];
			struct brand_domain *d = domain_entry(
			    b, first, brands_mark_domain(domain), i);

			d->tenant = true;
			d->exact = span_starts(domain, "=");
		}
	}
	b->by_domain = table_new(a, b->domain_count);
	for (size_t i = 0; i < b->domain_count; i++)
		table_add(&b->by_domain, b->domains[i].domain, (uint32_t)i);
}

static void
add_aliases(struct brands *b, struct arena *a, size_t brand, bool weak)
{
	const struct brand_names *names =
	    weak ? &b->brands[brand].weak : &b->brands[brand].aliases;

	for (size_t i = 0; i < names->count; i++) {
		b->aliases[b->alias_count++] = (struct brand_alias){
			.written = names->items[i],
			.folded = fold_text(a, names->items[i]).text,
			.brand = (uint32_t)brand,
			.weak = weak,
		};
	}
}

static bool
is_long_enough(const struct brand_alias *alias)
{
	return !alias->weak && alias->folded.n >= ALIAS_LOOK_MIN;
}

static void
index_looks(struct brands *b, struct arena *a)
{
	size_t count = 0;

	for (size_t i = 0; i < b->alias_count; i++)
		count += is_long_enough(&b->aliases[i]);
	b->by_look = table_new(a, count);
	for (size_t i = 0; i < b->alias_count; i++)
		if (is_long_enough(&b->aliases[i]))
			table_add(&b->by_look,
			    fold_skeleton(a, b->aliases[i].folded),
			    (uint32_t)i);
}

static void
read_aliases(struct brands *b, struct arena *a)
{
	size_t most = 0;

	for (size_t i = 0; i < b->count; i++)
		most += b->brands[i].aliases.count + b->brands[i].weak.count;
	b->aliases = arena_array(a, most, sizeof(*b->aliases));
	if (b->aliases == NULL)
		return;
	for (size_t i = 0; i < b->count; i++) {
		add_aliases(b, a, i, false);
		add_aliases(b, a, i, true);
	}
	b->by_name = table_new(a, b->alias_count);
	for (size_t i = 0; i < b->alias_count; i++)
		table_add(&b->by_name, b->aliases[i].folded, (uint32_t)i);
	brands_index_aliases(b);
	index_looks(b, a);
}

const struct brand *
brands_named_alike(
    const struct brands *b, struct arena *a, span name, span *alias)
{
	uint32_t i;

	if (name.n < ALIAS_LOOK_MIN || name.n > ALIAS_LOOK_MAX ||
	    table_find(&b->by_name, name) != TABLE_NONE)
		return NULL;
	i = table_find(&b->by_look, fold_skeleton(a, name));
	if (i == TABLE_NONE)
		return NULL;
	*alias = b->aliases[i].written;
	return &b->brands[b->aliases[i].brand];
}

enum mekiki_status
brands_open(struct arena *a, const char *path, const char *own,
    const struct brands **out, struct know_error *err)
{
	struct brands *b = arena_alloc(a, sizeof(*b));
	enum mekiki_status status = MEKIKI_OK;

	if (b == NULL)
		return MEKIKI_NO_MEMORY;
	if (own != NULL)
		status = read_brands(b, a, own, true, err);
	if (status == MEKIKI_OK)
		status = read_brands(b, a, path, false, err);
	if (status != MEKIKI_OK)
		return status;
	b->by_id = table_new(a, b->count);
	for (size_t i = 0; i < b->count; i++)
		table_add(&b->by_id, b->brands[i].id, (uint32_t)i);
	index_domains(b, a);
	read_aliases(b, a);
	if (!brands_index_labels(b, a) || arena_failed(a))
		return MEKIKI_NO_MEMORY;
	*out = b;
	return MEKIKI_OK;
}

const struct brand *
brands_all(const struct brands *b, size_t *count)
{
	*count = b->count;
	return b->brands;
}

const struct brand *
brands_by_id(const struct brands *b, span id)
{
	uint32_t i = table_find(&b->by_id, id);

	return i == TABLE_NONE ? NULL : &b->brands[i];
}

span
brands_mark_domain(span mark)
{
	bool marked = span_starts(mark, "=") || span_starts(mark, "@");

	return span_drop(mark, marked ? 1 : 0);
}

bool
brands_writes_from(const struct brand *brand, span domain)
{
	for (size_t i = 0; i < brand->tenant.count; i++)
		if (span_starts(brand->tenant.items[i], "@") &&
		    span_same_nocase(
			span_drop(brand->tenant.items[i], 1), domain))
			return true;
	return false;
}

const struct brand *
brands_by_domain(const struct brands *b, span domain, bool *tenant)
{
	span end = domain;

	while (end.n > 0) {
		size_t dot = span_find_byte(end, '.');
		uint32_t i = table_find(&b->by_domain, end);

		if (i != TABLE_NONE) {
			const struct brand_domain *d = &b->domains[i];
			bool below = end.n < domain.n;

			if (d->official || !d->exact || !below) {
				if (tenant != NULL)
					*tenant =
					    d->tenant && !(d->exact && below);
				return &b->brands[d->brand];
			}
		}
		end = span_drop(end, dot + 1);
	}
	return NULL;
}

bool
brands_owns(const struct brand *brand, span domain, bool *tenant)
{
	bool owns = false, others = false;

	for (size_t i = 0; i < brand->official.count; i++)
		owns |= domain_under(domain, brand->official.items[i]);
	for (size_t i = 0; i < brand->tenant.count; i++) {
		span item = brand->tenant.items[i];

		if (span_starts(item, "="))
			others |= span_same_nocase(domain, span_drop(item, 1));
		else
			others |=
			    domain_under(domain, brands_mark_domain(item));
	}
	if (tenant != NULL)
		*tenant = others;
	return owns || others;
}
