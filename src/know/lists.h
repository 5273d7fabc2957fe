/*
 * lists - hosts, domains and names that tell something by themselves.
 *
 * Shorteners, rewriters, free hosts, relays and so on: data/lists/, one file a
 * list, each explained at its top.  Loaded once, never changed, shared by all
 * threads.  A lookup costs one hash for each label of the host.
 */
#ifndef MEKIKI_KNOW_LISTS_H
#define MEKIKI_KNOW_LISTS_H

#include "base/status.h"
#include "know/tsv.h"

enum list {
	LIST_SHORTENERS,
	LIST_REWRITERS,
	LIST_REDIRECTORS,
	LIST_HOSTING,
	LIST_DDNS,
	LIST_FREEMAIL,
	LIST_TLDS,
	LIST_RELAYS,
	LIST_RATWARE,
	LIST_HELO,
	LIST_FONTS,
	LIST_EXTENSIONS,
	LIST_COMMON,
	LIST_STAMPS,
	LIST_MAILERS,
	LIST_ROLES,
	LIST_COUNT,
};

/* Members that the list has no column for are empty. */
struct list_entry {
	span key;  /* host, suffix, domain, tld or pattern */
	span kind; /* one word */
	span path; /* rewriters, redirectors: beginning of the path */
	span how;  /* the same: how the target is found again; mailers: forms */
	span name; /* whose it is, for a reader */
	span note;
};

struct lists;

/*
 * Reads dir/NAME.tsv for every list and, before it, own/NAME.tsv where own is
 * not NULL and has it.  What comes back lives in the arena.
 */
MEKIKI_CHECKED enum mekiki_status lists_open(struct arena *a, const char *dir,
    const char *own, const struct lists **out, struct know_error *err);

/* The name of a list's file without ".tsv". */
const char *lists_file(enum list list);

/*
 * The entry with the longest key that is host or its end at a dot.  NULL when
 * there is none.  Of several with the same key the first.
 */
const struct list_entry *lists_find(
    const struct lists *l, enum list list, span host);

/*
 * The entry that fits a URL best: the longest key as in lists_find, then keys
 * "NAME.*" (under com, co.XX, com.XX, or a country), then "*"; of one key the
 * first whose path is how path begins.  path starts with "/" and may have the
 * query behind it.
 */
const struct list_entry *lists_match(
    const struct lists *l, enum list list, span host, span path);

/* Some key other than "*" fits host, whatever the path. */
bool lists_fits(const struct lists *l, enum list list, span host);

/* What lists_match gives for a host that no such key fits. */
const struct list_entry *lists_match_any(
    const struct lists *l, enum list list, span path);

/*
 * The entry whose key is a pattern that name begins with ("*": anything, "$"
 * at the end: nothing may follow): for LIST_HELO.  Walks the whole list.
 */
const struct list_entry *lists_begin(
    const struct lists *l, enum list list, span name);

/* All entries of a list, in the order of the file. */
const struct list_entry *lists_all(
    const struct lists *l, enum list list, size_t *count);

#endif
