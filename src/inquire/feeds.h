/*
 * feeds - local lists of URLs and domains that somebody has reported.
 *
 * A file has one URL or domain a line, or is a CSV table of which one column
 * is a URL, as JPCERT/CC's list of phishing sites (date, URL, brand).  Blank
 * lines, lines that begin with # and lines without either are passed over;
 * "hxxp", "[.]" and the like are read as what they stand for.
 *
 * A URL is reported if the same one is in a list, whatever its scheme and
 * fragment; one without a path stands for its host.  A domain in a list stands
 * for all below it.  That says what the list's maker saw on some day, no more.
 */
#ifndef MEKIKI_INQUIRE_FEEDS_H
#define MEKIKI_INQUIRE_FEEDS_H

#include "base/status.h"
#include "inquire/answer.h"
#include "know/tsv.h"

struct feeds;

/*
 * Reads the files; paths must outlive the result.  MEKIKI_IO, MEKIKI_BAD_DATA
 * (a file has neither URL nor domain): err, unless NULL, says which.  Never
 * changes afterwards: any number of threads may ask.
 */
MEKIKI_CHECKED enum mekiki_status feeds_open(const span *paths, size_t count,
    struct feeds **out, struct know_error *err);
void feeds_close(struct feeds *f); /* NULL allowed */

/*
 * Answers a question of kind QUESTION_LISTED: FOUND with the fields feed (the
 * file's name) and entry (as it stands there), text the line; or NOTHING.  at
 * is when the file was last written.  A binary search for each label of the host.
 */
void feeds_ask(const struct feeds *f, struct arena *a, struct answer *answer);

#endif
