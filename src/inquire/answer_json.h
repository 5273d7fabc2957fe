/*
 * answer_json - answers as JSON, in reports and in recordings.
 *
 * The members are kind, subject, status, source, at, ttl, text, fields; those
 * not known are null.  In fields what there may be several of is an array.
 */
#ifndef MEKIKI_INQUIRE_ANSWER_JSON_H
#define MEKIKI_INQUIRE_ANSWER_JSON_H

#include "base/json.h"
#include "inquire/answer.h"

/* The members, into an object that is open. */
void answer_put(struct json *j, const struct answer *answer);

/*
 * Reads one answer back: an object of these members, all of them and no
 * others.  Strict, as it may come from anybody: no duplicate keys, nothing
 * behind, text in UTF-8 without NUL, subjects in canonical form, no status
 * "pending".  false: *why says what is wrong, "no answer kind is called x".
 * Linear; what is read is in the arena.
 */
bool answer_get(
    struct arena *a, span text, struct answer *answer, const char **why);

#endif
