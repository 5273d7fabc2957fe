/*
 * store - answers kept between runs, in an SQLite file.
 *
 * One table, answers(kind, subject, until, answer): the answer as in a
 * recording.  Several programs may use the file at once.  Not for several
 * threads: whoever holds it has a lock.
 */
#ifndef MEKIKI_INQUIRE_STORE_H
#define MEKIKI_INQUIRE_STORE_H

#include "base/status.h"
#include "inquire/answer.h"
#include "know/tsv.h"

struct store;

/*
 * Makes the file where there is none.  MEKIKI_IO: it cannot be used, or is
 * something else; err, unless NULL, says what.
 */
MEKIKI_CHECKED enum mekiki_status store_open(
    const char *path, struct store **out, struct know_error *err);
/* Removes what has ended; NULL allowed. */
void store_close(struct store *s, int64_t now);

/* An answer that holds at now, and until when; NULL: none. */
const struct answer *store_get(struct store *s, struct arena *a,
    enum question_kind kind, span subject, int64_t now, int64_t *until);

/* Ends what store_put began, so that others may write. */
void store_flush(struct store *s);

/* Keeps an answer; what cannot be kept is asked again one day. */
void store_put(struct store *s, const struct answer *answer, int64_t until);

#endif
