/*
 * tsv - tables that a non-programmer can edit.
 *
 * What mekiki knows stands in data/ as text: one row a line, columns set off
 * by one TAB, UTF-8.  Blank lines and lines beginning with # are comments.
 * There is no quoting.  A mistake in such a file is reported with its name and
 * line, never guessed around: these files are ours, not hostile mail.
 */
#ifndef MEKIKI_KNOW_TSV_H
#define MEKIKI_KNOW_TSV_H

#include "base/arena.h"
#include "base/status.h"

#define TSV_COLUMNS 16

/* A sentence for whoever edits the data, "file:line: what is wrong". */
struct know_error {
	char text[512]; /* NUL-terminated, cut if need be; "" is none */
};

struct tsv {
	span path;		  /* as given to tsv_open */
	span rest;		  /* lines not yet taken */
	size_t line;		  /* of the current row, from 1 */
	span column[TSV_COLUMNS]; /* of the current row; empty past count */
	size_t count;		  /* columns the row has, at most TSV_COLUMNS */
	span behind, behind_path; /* a second file, when there is one */
};

/*
 * Reads the whole file into the arena; the rows point into it.  Fails with
 * MEKIKI_IO or MEKIKI_NO_MEMORY and says in err, unless NULL, which file.
 */
enum mekiki_status tsv_open(struct arena *a, const char *path, struct tsv *t,
    struct know_error *err) MEKIKI_CHECKED;

/* The path of the file dir/name; NULL: dir is NULL, or there is none. */
const char *tsv_find(struct arena *a, const char *dir, const char *name);

/*
 * The rows of first, unless NULL, and then those of second, unless NULL: for
 * an owner's own rows and ours.  Errors as tsv_open.
 */
enum mekiki_status tsv_open_both(struct arena *a, const char *first,
    const char *second, struct tsv *t, struct know_error *err) MEKIKI_CHECKED;

/*
 * Takes the next row; false at the end.  CR before the line end is dropped,
 * columns keep their blanks; columns past TSV_COLUMNS stay in the last one.
 */
bool tsv_next(struct tsv *t);

/* "path:line: what" to err, unless NULL; always returns MEKIKI_BAD_DATA. */
enum mekiki_status tsv_bad(
    const struct tsv *t, struct know_error *err, const char *what);

/*
 * A whole file in the arena, with a NUL behind it that is not counted; at
 * most max bytes, more is MEKIKI_BAD_DATA.  errors as tsv_open.
 */
enum mekiki_status tsv_file(struct arena *a, const char *path, size_t max,
    span *out, struct know_error *err) MEKIKI_CHECKED;

#endif
