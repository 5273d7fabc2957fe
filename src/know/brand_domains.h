/*
 * brand_domains - where each domain of a brand is known from, and since when.
 *
 * data/brand_domains.tsv, explained at its top.  No report needs it, so it is
 * not opened with the rest of what mekiki knows, but where a brand is shown or
 * the tables are checked; about 1 ms.
 */
#ifndef MEKIKI_KNOW_BRAND_DOMAINS_H
#define MEKIKI_KNOW_BRAND_DOMAINS_H

#include "base/table.h"
#include "know/tsv.h"

struct brand_domain_row {
	span domain;   /* "-": the brand has none; of its names */
	span brand;    /* its id */
	span source;   /* words set off by "|" */
	span reviewed; /* "2026-11-25", as written */
	span note;
	span file;
	size_t line;
};

struct brand_domain_rows {
	struct brand_domain_row *list; /* in the order of the files */
	size_t count;
	struct table by_domain;
};

/*
 * Reads own, unless NULL, and then path, unless NULL.  What comes back lives in
 * the arena.  Rows with something else than four or five columns, or without
 * domain, brand or source, are MEKIKI_BAD_DATA.
 */
MEKIKI_CHECKED enum mekiki_status brand_domains_open(struct arena *a,
    const char *path, const char *own, struct brand_domain_rows *out,
    struct know_error *err);

/*
 * The row of that brand's domain, an own one before ours; "=" in front of the
 * domain makes no difference.  NULL: there is none.
 */
const struct brand_domain_row *brand_domains_find(
    const struct brand_domain_rows *rows, span brand, span domain);

/* The latest day of the brand's rows; empty: it has none. */
span brand_domains_reviewed(const struct brand_domain_rows *rows, span brand);

/* "2026-11-25", a day that there is. */
bool brand_domains_is_day(span text);

#endif
