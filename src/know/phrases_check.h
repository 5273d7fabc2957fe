/*
 * phrases_check - what does not fit in tables of phrases.
 *
 * phrases_open refuses only what it cannot read or compile.  A row may still be
 * useless: there twice, of a category that no finding has, in a form that no
 * folded text can take, or so short that it is everywhere.
 */
#ifndef MEKIKI_KNOW_PHRASES_CHECK_H
#define MEKIKI_KNOW_PHRASES_CHECK_H

#include "know/complaint.h"

struct phrases_table {
	const char *path; /* "xx.tsv": the language is xx */
	bool checked;	  /* else others are compared with it */
	bool own;
};

/*
 * Adds the tables of a folder behind the *count of *tables, which has that
 * *room.  The folder must be there.
 */
MEKIKI_CHECKED enum mekiki_status phrases_check_folder(struct arena *a,
    const char *dir, bool checked, bool own, struct phrases_table **tables,
    size_t *count, size_t *room, struct know_error *err);

/*
 * Own tables first.  Fails only where a file cannot be read or memory ends.
 * All are compiled, which takes half a second for ours.
 */
MEKIKI_CHECKED enum mekiki_status phrases_check(
    const struct phrases_table *tables, size_t count, struct complaints *out,
    struct know_error *err);

#endif
