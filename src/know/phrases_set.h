/*
 * phrases_set - the phrases as vectorscan and PCRE2 know them.
 *
 * What phrases.c (the rows), phrases_set.c (compiling, loading, saving) and
 * phrases_scan.c (finding) and phrases_check.c share; nobody else includes this.
 */
#ifndef MEKIKI_KNOW_PHRASES_SET_H
#define MEKIKI_KNOW_PHRASES_SET_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <hs.h>
#include <pcre2.h>

#include "know/phrases.h"

enum phrase_kind {
	PHRASE_PLAIN, /* one word list entry, or "re:" that is finite */
	PHRASE_REGEX, /* "re:" over line breaks */
	PHRASE_LINE,  /* "re:" with ^ or $: sees lines */
	PHRASE_RAW,   /* "raw:" */
};

/* The databases: each is for another form of the text. */
enum phrase_set {
	SET_TEXT,  /* over line breaks: plain and regex */
	SET_LINES, /* folded, with its lines */
	SET_RAW,   /* as it stands in the mail */
	SET_COUNT,
};

/* What one phrase is compiled from. */
struct phrase_source {
	enum phrase_kind kind;
	span regex;	  /* folded, without prefix; not for PHRASE_PLAIN */
	bool edge_before; /* begins with a letter: not inside a word */
	bool edge_behind;
};

/* One expression of the compiled set; its number is vectorscan's id. */
struct phrase_unit {
	size_t phrase;
	span word; /* PHRASE_PLAIN: the bytes; empty: a regex */
};

struct phrases {
	struct arena *arena;
	struct arena *scratch; /* of the file under reading, or NULL */
	struct phrase *list;
	struct phrase_source *sources; /* beside list */
	size_t count, room, source_room;
	struct phrase_unit *units; /* words first come, in the rows' order */
	size_t unit_count, unit_room;
	size_t own_units; /* those from here on are of the owner's own rows */
	hs_database_t *sets[SET_COUNT]; /* of ours; NULL: no row is in it */
	hs_database_t *own[SET_COUNT];	/* of the owner's */
};

/* No rows; phrases_close frees it.  NULL: no memory. */
struct phrases *phrases_empty(void);

/*
 * Adds the current row of t as a phrase of that language.  MEKIKI_BAD_DATA:
 * err says what is wrong with it, and nothing was added.
 */
enum mekiki_status phrases_add(struct phrases *p, const struct tsv *t,
    span language, bool own, struct know_error *err) MEKIKI_CHECKED;

/*
 * Compiles one row, whose units are those from first to before end, by itself,
 * and forgets it; err as above.
 */
enum mekiki_status phrases_set_try(const struct phrases *p, size_t row,
    size_t first, size_t end, struct know_error *err) MEKIKI_CHECKED;

/* The names of all .tsv files of a folder, sorted; room for PHRASES_FILES. */
#define PHRASES_FILES 64
enum mekiki_status phrases_files(struct arena *a, const char *dir, span *names,
    size_t *count, struct know_error *err) MEKIKI_CHECKED;

/*
 * Compiles one phrase's regex for finding places; the caller frees it.  NULL:
 * no regex, and *problem is PCRE2's code for why.
 */
pcre2_code *phrases_regex(const struct phrase_source *source, int *problem);

/*
 * Compiles all sets of ours; platform NULL is this machine.  err names the row
 * that cannot be compiled.
 */
enum mekiki_status phrases_set_compile(struct phrases *p,
    const hs_platform_info_t *platform, struct know_error *err) MEKIKI_CHECKED;

/* The same for the owner's rows, on this machine. */
enum mekiki_status phrases_set_compile_own(
    struct phrases *p, struct know_error *err) MEKIKI_CHECKED;

/*
 * Loads all sets of ours; path may be NULL.  NULL, or why the set is to be
 * compiled instead.
 */
const char *phrases_set_load(struct phrases *p, const char *path);

enum mekiki_status phrases_set_save(const struct phrases *p, const char *path,
    struct know_error *err) MEKIKI_CHECKED;

#endif
