/*
 * texts - the words of each finding, in Japanese and English.
 *
 * data/text/ja.tsv and en.tsv, explained at their tops.  A text has {names} in
 * it that stand for values.  Loaded once, never changed, shared by all threads.
 * What comes out is plain text for a report to escape: values are put in as
 * they are, and a brace in a value is no placeholder.
 */
#ifndef MEKIKI_KNOW_TEXTS_H
#define MEKIKI_KNOW_TEXTS_H

#include "base/status.h"
#include "know/tsv.h"

enum lang { LANG_JA, LANG_EN, LANG_COUNT };

struct text {
	span id;
	span sentence;
	span check; /* how readers can see it themselves; may be empty */
};

struct text_arg {
	span name, value;
};

struct texts;

/* Reads dir/ja.tsv and dir/en.tsv. */
MEKIKI_CHECKED enum mekiki_status texts_open(struct arena *a, const char *dir,
    const struct texts **out, struct know_error *err);

/* NULL: that language has no such id.  One hash. */
const struct text *texts_find(const struct texts *t, enum lang lang, span id);

const struct text *texts_all(
    const struct texts *t, enum lang lang, size_t *count);

/*
 * The template with each {name} replaced by the value of that name; a name
 * without value stays as it is written.  In the arena.
 */
span texts_format(
    struct arena *a, span template, const struct text_arg *args, size_t n);

/*
 * Takes everything up to and with the next {name} off *rest and gives the
 * name; false: there is none.  For those who check templates.
 */
bool texts_next_name(span *rest, span *name);

/* "ja", "en". */
const char *lang_text(enum lang lang);

#endif
