/*
 * brands_check - what does not fit in tables of brands.
 *
 * brands_open refuses only what it cannot read.  A table that it reads may
 * still be wrong: two rows of one id, a domain that is none, a name that two
 * brands have, a common word as a name.  What is meant so is said in the table
 * itself: a name may be weak, a brand may share (data/brands.tsv).
 */
#ifndef MEKIKI_KNOW_BRANDS_CHECK_H
#define MEKIKI_KNOW_BRANDS_CHECK_H

#include "know/complaint.h"
#include "know/lists.h"

struct brands_table {
	const char *path;
	/*
	 * Complaints are wanted; else the table is only what others are
	 * compared with.
	 */
	bool checked;
	/* Rows replace those of the same id in the tables behind. */
	bool own;
};

/*
 * Own tables first.  For each checked one the file brand_domains.tsv beside it
 * is checked as well, where it is there.  Fails only where a file cannot be
 * read or memory ends.
 */
MEKIKI_CHECKED enum mekiki_status brands_check(
    const struct brands_table *tables, size_t count, const struct lists *lists,
    struct complaints *out, struct know_error *err);

#endif
