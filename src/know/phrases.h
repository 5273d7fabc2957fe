/*
 * phrases - the sentences by which scams are known, and finding them.
 *
 * data/phrases/<language>.tsv holds the rows; each file explains its columns.
 * Some hundred phrases are looked for at once by vectorscan.  Compiling them
 * takes half a second, so that is done when mekiki is built: phrases.hs
 * holds the compiled set for any machine of this architecture, with a digest of
 * the rows it was made from.  Without it, or when a row was changed since,
 * the set is compiled at the start, and that is said.
 *
 * Text is searched in its folded form (base/fold.h), over its line breaks: a
 * break between two CJK letters counts as nothing, any other as a blank, since
 * mail programs wrap where they like.  Only patterns with ^ or $ see lines.
 */
#ifndef MEKIKI_KNOW_PHRASES_H
#define MEKIKI_KNOW_PHRASES_H

#include "know/tsv.h"

enum phrase_precision { PHRASE_LOW, PHRASE_MEDIUM, PHRASE_HIGH };

/* One row; lives as long as the phrases. */
struct phrase {
	span language; /* "ja": the file's name */
	span category; /* "suspension" */
	span pattern;  /* as written, with "re:" or "raw:" */
	span why;
	enum phrase_precision precision;
	bool own;  /* the owner's row, not ours */
	span file; /* path and line, for whoever asks where it stands */
	size_t line;
};

struct phrase_match {
	const struct phrase *phrase;
	size_t start, end; /* bytes of the text given to the scan */
};

struct phrase_matches {
	struct phrase_match *list; /* by place, of one phrase no overlaps */
	size_t count;
	bool more; /* LIMIT_MATCHES, or LIMIT_EVIDENCE of a phrase, reached */
};

struct phrases;		/* immutable, shared by all threads */
struct phrases_scratch; /* one for each thread */

/*
 * Reads all .tsv files of source_dir, those of own_dir, which may be NULL and
 * whose rows are compiled here, and compiled_file, which may be NULL.
 * MEKIKI_OK with a text in err is a notice that the set was compiled here, and
 * why.  Otherwise err names file and line, and *out is untouched.
 */
enum mekiki_status phrases_open(const char *source_dir, const char *own_dir,
    const char *compiled_file, struct phrases **out,
    struct know_error *err) MEKIKI_CHECKED;
void phrases_close(struct phrases *p); /* NULL allowed */

/* All rows, by language and line. */
const struct phrase *phrases_list(const struct phrases *p, size_t *count);

/* "low", "medium", "high". */
const char *phrase_precision_text(enum phrase_precision precision);

/*
 * Compiles the rows for any machine, checks each of them also with PCRE2, and
 * writes compiled_file.  For the build: takes half a second.
 */
enum mekiki_status phrases_compile(const char *source_dir,
    const char *compiled_file, struct know_error *err) MEKIKI_CHECKED;

/* NULL: no memory.  Free it before the phrases. */
struct phrases_scratch *phrases_scratch_new(const struct phrases *p);
void phrases_scratch_free(struct phrases_scratch *s); /* NULL allowed */

/*
 * Finds plain and "re:" phrases in folded text; linear.  The list is in the
 * arena, shorter when that fails.
 */
struct phrase_matches phrases_scan(
    struct phrases_scratch *s, struct arena *a, span folded);

/*
 * Finds "raw:" phrases in text as it stands, in its first megabyte.  Linear for
 * UTF-8; other text costs a pass for each pattern.
 */
struct phrase_matches phrases_scan_raw(
    struct phrases_scratch *s, struct arena *a, span text);

#endif
