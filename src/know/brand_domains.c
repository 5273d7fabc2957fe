#include "know/brand_domains.h"

#include "know/brands.h"

enum column {
	COLUMN_DOMAIN,
	COLUMN_BRAND,
	COLUMN_SOURCE,
	COLUMN_REVIEWED,
	COLUMN_NOTE,
	COLUMN_COUNT,
};

static enum mekiki_status
read_rows(struct brand_domain_rows *rows, struct arena *a, const char *path,
    size_t *room, struct know_error *err)
{
	enum mekiki_status status;
	struct tsv t;

	status = tsv_open(a, path, &t, err);
	if (status != MEKIKI_OK)
		return status;
	while (tsv_next(&t)) {
		struct brand_domain_row *grown = arena_grow(
		    a, rows->list, rows->count, room, sizeof(*grown));

		if (grown == NULL)
			return MEKIKI_NO_MEMORY;
		rows->list = grown;
		if (t.count != COLUMN_COUNT && t.count != COLUMN_NOTE)
			return tsv_bad(&t, err,
			    "needs domain, brand, source, reviewed and note");
		if (t.column[COLUMN_DOMAIN].n == 0 ||
		    t.column[COLUMN_BRAND].n == 0 ||
		    t.column[COLUMN_SOURCE].n == 0)
			return tsv_bad(
			    &t, err, "domain, brand or source is empty");
		grown[rows->count++] =
		    (struct brand_domain_row){ .domain =
						   t.column[COLUMN_DOMAIN],
			    .brand = t.column[COLUMN_BRAND],
			    .source = t.column[COLUMN_SOURCE],
			    .reviewed = t.column[COLUMN_REVIEWED],
			    .note = t.column[COLUMN_NOTE],
			    .file = t.path,
			    .line = t.line };
	}
	return MEKIKI_OK;
}

enum mekiki_status
brand_domains_open(struct arena *a, const char *path, const char *own,
    struct brand_domain_rows *out, struct know_error *err)
{
	struct brand_domain_rows rows = { 0 };
	enum mekiki_status status = MEKIKI_OK;
	size_t room = 0;

	if (own != NULL)
		status = read_rows(&rows, a, own, &room, err);
	if (status == MEKIKI_OK && path != NULL)
		status = read_rows(&rows, a, path, &room, err);
	if (status != MEKIKI_OK)
		return status;
	rows.by_domain = table_new(a, rows.count);
	if (arena_failed(a))
		return MEKIKI_NO_MEMORY;
	for (size_t i = 0; i < rows.count; i++)
		table_add(&rows.by_domain, rows.list[i].domain, (uint32_t)i);
	*out = rows;
	return MEKIKI_OK;
}

const struct brand_domain_row *
brand_domains_find(
    const struct brand_domain_rows *rows, span brand, span domain)
{
	size_t at = 0;
	uint32_t i;

	domain = brands_mark_domain(domain);
	while ((i = table_next(&rows->by_domain, domain, &at)) != TABLE_NONE)
		if (span_same(rows->list[i].brand, brand))
			return &rows->list[i];
	return NULL;
}

span
brand_domains_reviewed(const struct brand_domain_rows *rows, span brand)
{
	span latest = { 0 };

	/* Written as they are, days sort as bytes do. */
	for (size_t i = 0; i < rows->count; i++)
		if (span_same(rows->list[i].brand, brand) &&
		    span_order(rows->list[i].reviewed, latest) > 0)
			latest = rows->list[i].reviewed;
	return latest;
}

bool
brand_domains_is_day(span text)
{
	static const unsigned char days[] = { 31, 29, 31, 30, 31, 30, 31, 31,
		30, 31, 30, 31 };
	span rest = text, year = span_cut(&rest, '-'),
	     month = span_cut(&rest, '-');
	uint64_t y, m, d;

	return text.n == 10 && year.n == 4 && month.n == 2 && rest.n == 2 &&
	    span_number(year, 9999, &y) && span_number(month, 12, &m) &&
	    span_number(rest, 31, &d) && y >= 2000 && m > 0 && d > 0 &&
	    d <= days[m - 1];
}
