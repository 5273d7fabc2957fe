/*
 * recording - answers of earlier, in a file: so that an examination can be
 * repeated when the domain is gone.
 *
 * A file of JSON lines, one answer each (inquire/answer_json.h), sorted by
 * kind and subject, each question once.  Anybody can read it, compare two of
 * them, or write one by hand; blank lines and lines that begin with # are
 * comments and are not kept.
 *
 * Any number of threads may ask and add at once.  Answers stay where they are
 * until recording_close.
 */
#ifndef MEKIKI_INQUIRE_RECORDING_H
#define MEKIKI_INQUIRE_RECORDING_H

#include "base/status.h"
#include "inquire/answer.h"
#include "know/tsv.h"

struct recording;

/* An empty one. */
MEKIKI_CHECKED enum mekiki_status recording_new(struct recording **out);

/*
 * Reads path; where there is no such file and may_lack is set, an empty one.
 * MEKIKI_IO, MEKIKI_BAD_DATA: err, unless NULL, says file, line and what is
 * wrong.
 */
MEKIKI_CHECKED enum mekiki_status recording_open(const char *path,
    bool may_lack, struct recording **out, struct know_error *err);
/* The same of a text that was read already; path is for messages. */
MEKIKI_CHECKED enum mekiki_status recording_read(const char *path, span text,
    struct recording **out, struct know_error *err);
void recording_close(struct recording *r); /* NULL allowed */

/* NULL: it is not in there.  Subject in canonical form. */
const struct answer *recording_find(
    struct recording *r, enum question_kind kind, span subject);

/*
 * Adds a copy of what is not in there yet, in place of "not asked" as well;
 * that itself is kept only where text tells why.  false: no memory.
 */
bool recording_add(struct recording *r, const struct answer *answer);

/* The file's text, sorted; in the arena. */
span recording_text(struct recording *r, struct arena *a);

/*
 * Writes it to path: beside it at first, then in its place, so that what was
 * there is whole or replaced.  MEKIKI_IO: err says why.
 */
MEKIKI_CHECKED enum mekiki_status recording_write(
    struct recording *r, const char *path, struct know_error *err);

#endif
