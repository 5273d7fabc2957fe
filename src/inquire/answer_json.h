/*
 * answer_json - answers as JSON, in reports and in recordings.
 *
 * The members are kind, subject, status, source, at, ttl, text, fields; those
 * not known are null.  In fields the names of answer_lists are arrays.
 */
#ifndef MEKIKI_INQUIRE_ANSWER_JSON_H
#define MEKIKI_INQUIRE_ANSWER_JSON_H

#include "base/json.h"
#include "inquire/answer.h"

/* The members, into an object that is open. */
void answer_put(struct json *j, const struct answer *answer);

#endif
