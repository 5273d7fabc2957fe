#include "know/brands_check.h"

#include "base/domain.h"
#include "base/fold.h"
#include "know/brand_domains.h"
#include "know/brands_index.h"

#define SHORT_NAME 4 /* letters that a name needs to be no weak one */

struct checked_row {
	struct brand brand;
	size_t table;
	bool checked, own;
};

/* A name or an official domain of a row. */
struct mark {
	uint32_t row;
	bool weak;
};

struct check {
	struct complaints *out;
	struct arena *arena;
	const struct lists *lists;
	struct checked_row *rows;
	size_t count, room;
	struct table by_id, by_name, by_domain;
	struct mark *names, *domains;
	size_t name_count, domain_count;
};

static void
add(struct check *c, const struct checked_row *row, enum complaint_kind kind,
    span value, span other)
{
	complaints_add(c->out,
	    (struct complaint){ .file = row->brand.file,
		.line = row->brand.line,
		.kind = kind,
		.value = value,
		.other = other });
}

static span
place_of(struct check *c, const struct brand *b)
{
	return complaints_place(c->arena, b->file, b->line);
}

/* "amazon, data/brands.tsv:31" */
static span
who(struct check *c, const struct brand *b)
{
	return arena_join(c->arena, b->id, SPAN(", "), place_of(c, b));
}

static bool
has(const struct brand_names *names, span name)
{
	for (size_t i = 0; i < names->count; i++)
		if (span_same(names->items[i], name))
			return true;
	return false;
}

/* They may share what they have: one names the other, or both a third. */
static bool
are_kin(const struct brand *a, const struct brand *b)
{
	if (has(&a->shares, b->id) || has(&b->shares, a->id))
		return true;
	for (size_t i = 0; i < a->shares.count; i++)
		if (has(&b->shares, a->shares.items[i]))
			return true;
	return false;
}

/*
 * Of two rows that get in each other's way one is complained of: an own one
 * before ours, else the later.
 */
static bool
is_to_blame(const struct check *c, uint32_t row, uint32_t other)
{
	const struct checked_row *x = &c->rows[row], *y = &c->rows[other];

	if (!x->checked)
		return false;
	return x->own == y->own ? other < row || !y->checked : x->own;
}

/* A host name in A-labels and lower case, with a top-level domain. */
static bool
is_domain(span s)
{
	size_t label = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '.') {
			if (label == 0)
				return false;
			label = 0;
		} else if ((s.p[i] >= 'a' && s.p[i] <= 'z') ||
		    ascii_is_digit(s.p[i]) || s.p[i] == '-') {
			label++;
		} else {
			return false;
		}
	}
	/* The public suffix list has co.za and its like, but no za. */
	return label > 0 && span_find_byte(s, '.') < s.n &&
	    (domain_tld_exists(s) || span_ends(s, ".za"));
}

static void
check_columns(struct check *c, const struct checked_row *row)
{
	static const char *const sectors[] = { "bank", "card", "cloud",
		"crypto", "delivery", "ec", "education", "energy", "game",
		"government", "hosting", "insurance", "isp", "other",
		"securities", "social", "telecom", "transport", "webmail" };
	const struct brand *b = &row->brand;
	bool known = false;

	if (span_trim(b->name_ja).n == 0)
		add(c, row, COMPLAINT_EMPTY, SPAN("name_ja"), (span){ 0 });
	if (span_trim(b->name_en).n == 0)
		add(c, row, COMPLAINT_EMPTY, SPAN("name_en"), (span){ 0 });
	for (size_t i = 0; i < COUNT(sectors); i++)
		known |= span_same(b->sector, span_of(sectors[i]));
	if (b->sector.n == 0)
		add(c, row, COMPLAINT_EMPTY, SPAN("sector"), (span){ 0 });
	else if (!known)
		add(c, row, COMPLAINT_SECTOR, b->sector, (span){ 0 });
	for (size_t i = 0; i < b->shares.count; i++) {
		span with = b->shares.items[i];

		if (!is_domain(with) &&
		    table_find(&c->by_id, with) == TABLE_NONE)
			add(c, row, COMPLAINT_SHARES, with, (span){ 0 });
	}
}

static void
check_report(struct check *c, const struct checked_row *row)
{
	span domain = row->brand.report, local = span_cut(&domain, '@');

	if (row->brand.report.n > 0 &&
	    (local.n == 0 || span_printable(local) < local.n ||
		span_find_byte(local, ' ') < local.n || !is_domain(domain)))
		add(c, row, COMPLAINT_REPORT, row->brand.report, (span){ 0 });
}

static void
check_domains(struct check *c, const struct checked_row *row)
{
	const struct brand *b = &row->brand;

	for (size_t i = 0; i < b->official.count; i++) {
		span domain = b->official.items[i];
		const struct brand_names before = { b->official.items, i };

		if (!is_domain(domain))
			add(c, row, COMPLAINT_NO_DOMAIN, domain, (span){ 0 });
		else if (domain_registrable(domain).n == 0 &&
		    !has(&b->shares, domain))
			add(c, row, COMPLAINT_SUFFIX, domain, (span){ 0 });
		if (has(&before, domain))
			add(c, row, COMPLAINT_DOMAIN_TWICE, domain,
			    (span){ 0 });
	}
	for (size_t i = 0; i < b->tenant.count; i++) {
		span mark = b->tenant.items[i];
		span domain = brands_mark_domain(mark);
		const struct brand_names before = { b->tenant.items, i };

		if (!is_domain(domain))
			add(c, row, COMPLAINT_TENANT, mark, (span){ 0 });
		if (has(&before, mark))
			add(c, row, COMPLAINT_DOMAIN_TWICE, mark, (span){ 0 });
	}
}

/* Letters, those that are no Latin ones for four: as much as they tell. */
static size_t
letters(span folded)
{
	size_t n = 0;

	for (size_t i = 0; i < folded.n; i++)
		n += (unsigned char)folded.p[i] >= 0x80 ? SHORT_NAME
		    : ascii_is_alnum(folded.p[i])	? 1
							: 0;
	return n;
}

/* A name by itself. */
static void
check_name(struct check *c, const struct checked_row *row, span name, bool weak)
{
	span folded = fold_text(c->arena, name).text;
	const struct list_entry *common =
	    lists_find(c->lists, LIST_COMMON, folded);

	if (letters(folded) == 0)
		add(c, row, COMPLAINT_ALIAS_NOTHING, name, (span){ 0 });
	else if (!weak && common != NULL && span_same(common->key, folded))
		add(c, row, COMPLAINT_ALIAS_COMMON, name, (span){ 0 });
	else if (!weak && letters(folded) < SHORT_NAME)
		add(c, row, COMPLAINT_ALIAS_SHORT, name, (span){ 0 });
}

/* A name among all others. */
static void
check_others(struct check *c, uint32_t row, span name, size_t own)
{
	span folded = fold_text(c->arena, name).text;
	const struct checked_row *mine = &c->rows[row];
	size_t at = 0;
	uint32_t i;

	while ((i = table_next(&c->by_name, folded, &at)) != TABLE_NONE &&
	    !c->out->more) {
		const struct brand *other = &c->rows[c->names[i].row].brand;

		if (c->names[i].row == row) {
			if (i < own)
				add(c, mine, COMPLAINT_ALIAS_TWICE, name,
				    c->names[i].weak ? SPAN("weak")
						     : SPAN("aliases"));
			continue;
		}
		if (is_to_blame(c, row, c->names[i].row) &&
		    !are_kin(&mine->brand, other))
			add(c, mine, COMPLAINT_ALIAS_SHARED, name,
			    who(c, other));
	}
}

/* own: where the row's names begin among all. */
static void
check_names(struct check *c, uint32_t row, size_t own)
{
	const struct checked_row *r = &c->rows[row];

	for (size_t i = 0; i < r->brand.aliases.count; i++) {
		check_name(c, r, r->brand.aliases.items[i], false);
		check_others(c, row, r->brand.aliases.items[i], own++);
	}
	for (size_t i = 0; i < r->brand.weak.count; i++) {
		check_name(c, r, r->brand.weak.items[i], true);
		check_others(c, row, r->brand.weak.items[i], own++);
	}
}

static void
check_owners(struct check *c, uint32_t row)
{
	const struct checked_row *mine = &c->rows[row];

	for (size_t k = 0; k < mine->brand.official.count; k++) {
		span domain = mine->brand.official.items[k];
		size_t at = 0;
		uint32_t i;

		while ((i = table_next(&c->by_domain, domain, &at)) !=
			TABLE_NONE &&
		    !c->out->more) {
			const struct brand *other =
			    &c->rows[c->domains[i].row].brand;

			if (c->domains[i].row == row ||
			    !is_to_blame(c, row, c->domains[i].row) ||
			    are_kin(&mine->brand, other) ||
			    (has(&mine->brand.shares, domain) &&
				has(&other->shares, domain)))
				continue;
			add(c, mine, COMPLAINT_DOMAIN_SHARED, domain,
			    who(c, other));
		}
	}
}

/* Names and official domains of all rows, to be found by. */
static void
index_rows(struct check *c)
{
	size_t names = 0, domains = 0;

	for (size_t i = 0; i < c->count; i++) {
		const struct brand *b = &c->rows[i].brand;

		names += b->aliases.count + b->weak.count;
		domains += b->official.count;
	}
	c->by_name = table_new(c->arena, names);
	c->by_domain = table_new(c->arena, domains);
	c->names = arena_array(c->arena, names, sizeof(*c->names));
	c->domains = arena_array(c->arena, domains, sizeof(*c->domains));
	if (arena_failed(c->arena))
		return;
	for (uint32_t i = 0; i < c->count; i++) {
		const struct brand *b = &c->rows[i].brand;

		for (size_t k = 0; k < b->aliases.count + b->weak.count; k++) {
			bool weak = k >= b->aliases.count;
			span name = weak ? b->weak.items[k - b->aliases.count]
					 : b->aliases.items[k];

			table_add(&c->by_name, fold_text(c->arena, name).text,
			    (uint32_t)c->name_count);
			c->names[c->name_count++] = (struct mark){ i, weak };
		}
		for (size_t k = 0; k < b->official.count; k++) {
			table_add(&c->by_domain, b->official.items[k],
			    (uint32_t)c->domain_count);
			c->domains[c->domain_count++] =
			    (struct mark){ i, false };
		}
	}
}

/* The rows whose ids no earlier own table has. */
static enum mekiki_status
read_table(struct check *c, const struct brands_table *table, size_t which,
    struct know_error *err)
{
	enum mekiki_status status;
	struct tsv t;

	status = tsv_open(c->arena, table->path, &t, err);
	if (status != MEKIKI_OK)
		return status;
	while (tsv_next(&t) && !c->out->more) {
		struct checked_row *grown;
		struct know_error fault = { "" };

		if (brand_row_fault(&t) != NULL) {
			(void)tsv_bad(&t, &fault, brand_row_fault(&t));
			if (table->checked)
				complaints_add_error(c->out, &fault);
			continue;
		}
		grown = arena_grow(
		    c->arena, c->rows, c->count, &c->room, sizeof(*grown));
		if (grown == NULL)
			return MEKIKI_NO_MEMORY;
		c->rows = grown;
		grown[c->count++] =
		    (struct checked_row){ brand_row(c->arena, &t, table->own),
			    which, table->checked, table->own };
	}
	return MEKIKI_OK;
}

/* Takes out what own rows replace, and complains of ids that are there twice. */
static void
index_ids(struct check *c)
{
	size_t kept = 0;

	c->by_id = table_new(c->arena, c->count);
	if (arena_failed(c->arena))
		return;
	for (size_t i = 0; i < c->count; i++) {
		const struct checked_row row = c->rows[i];
		uint32_t first = table_find(&c->by_id, row.brand.id);

		if (first != TABLE_NONE && c->rows[first].own && !row.own)
			continue;
		if (first != TABLE_NONE && row.checked)
			add(c, &row, COMPLAINT_TWICE, row.brand.id,
			    place_of(c, &c->rows[first].brand));
		c->rows[kept] = row;
		/* Also a second one, so that its names are looked at. */
		table_add(&c->by_id, row.brand.id, (uint32_t)kept++);
	}
	c->count = kept;
}

static void
check_evidence_rows(struct check *c, const struct brand_domain_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct brand_domain_row *row = &rows->list[i];
		uint32_t brand = table_find(&c->by_id, row->brand);
		struct complaint complaint = { .file = row->file,
			.line = row->line,
			.value = row->domain,
			.other = row->brand };

		complaint.kind = COMPLAINT_ORPHAN;
		if (brand == TABLE_NONE ||
		    (!span_is(row->domain, "-") &&
			!has(&c->rows[brand].brand.official, row->domain) &&
			!has(&c->rows[brand].brand.tenant, row->domain) &&
			!has(&c->rows[brand].brand.tenant,
			    arena_join(c->arena, SPAN("="), row->domain,
				(span){ 0 }))))
			complaints_add(c->out, complaint);
		complaint.kind = COMPLAINT_DAY;
		complaint.value = row->reviewed;
		if (!brand_domains_is_day(row->reviewed))
			complaints_add(c->out, complaint);
	}
}

static void
check_evidence_of(struct check *c, const struct checked_row *row,
    const struct brand_domain_rows *rows)
{
	const struct brand *b = &row->brand;

	if (b->official.count + b->tenant.count == 0 &&
	    brand_domains_find(rows, b->id, SPAN("-")) == NULL)
		add(c, row, COMPLAINT_UNKNOWN, SPAN("-"), b->id);
	for (size_t i = 0; i < b->official.count; i++)
		if (brand_domains_find(rows, b->id, b->official.items[i]) ==
		    NULL)
			add(c, row, COMPLAINT_UNKNOWN, b->official.items[i],
			    b->id);
	for (size_t i = 0; i < b->tenant.count; i++) {
		span mark = b->tenant.items[i];
		span domain = brands_mark_domain(mark);

		if (!has(&b->official, domain) &&
		    brand_domains_find(rows, b->id, domain) == NULL)
			add(c, row, COMPLAINT_UNKNOWN, domain, b->id);
	}
}

/* The evidence beside a table, if there is any. */
static enum mekiki_status
check_evidence(struct check *c, const struct brands_table *table, size_t which,
    struct know_error *err)
{
	span path = span_of(table->path);
	size_t slash = span_find_last(path, '/');
	span folder = slash < path.n ? span_head(path, slash + 1) : (span){ 0 };
	struct brand_domain_rows rows;
	enum mekiki_status status;

	path = arena_join(
	    c->arena, folder, SPAN("brand_domains.tsv"), (span){ 0 });
	if (path.p == NULL)
		return MEKIKI_NO_MEMORY;
	if (tsv_find(c->arena,
		folder.n > 0 ? arena_copy(c->arena, folder).p : ".",
		"brand_domains.tsv") == NULL)
		return MEKIKI_OK;
	status = brand_domains_open(c->arena, path.p, NULL, &rows, err);
	if (status == MEKIKI_BAD_DATA) {
		complaints_add_error(c->out, err);
		return MEKIKI_OK;
	}
	if (status != MEKIKI_OK)
		return status;
	check_evidence_rows(c, &rows);
	for (size_t i = 0; i < c->count; i++)
		if (c->rows[i].table == which)
			check_evidence_of(c, &c->rows[i], &rows);
	return MEKIKI_OK;
}

enum mekiki_status
brands_check(const struct brands_table *tables, size_t count,
    const struct lists *lists, struct complaints *out, struct know_error *err)
{
	struct check c = { .out = out, .arena = out->arena, .lists = lists };
	enum mekiki_status status = MEKIKI_OK;
	size_t own = 0;

	for (size_t i = 0; i < count && status == MEKIKI_OK; i++)
		status = read_table(&c, &tables[i], i, err);
	if (status != MEKIKI_OK)
		return status;
	index_ids(&c);
	index_rows(&c);
	if (arena_failed(c.arena))
		return MEKIKI_NO_MEMORY;
	for (uint32_t i = 0; i < c.count; i++) {
		const struct brand *b = &c.rows[i].brand;

		if (c.rows[i].checked && !out->more) {
			check_columns(&c, &c.rows[i]);
			check_report(&c, &c.rows[i]);
			check_domains(&c, &c.rows[i]);
			check_names(&c, i, own);
			check_owners(&c, i);
		}
		own += b->aliases.count + b->weak.count;
	}
	for (size_t i = 0; i < count && status == MEKIKI_OK; i++)
		if (tables[i].checked)
			status = check_evidence(&c, &tables[i], i, err);
	complaints_sort(out);
	return arena_failed(c.arena) ? MEKIKI_NO_MEMORY : status;
}
