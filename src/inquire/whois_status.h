/*
 * whois_status - what a WHOIS answer without a record says.
 *
 * RFC 3912 has no codes, so servers say in words that there is no such name,
 * or that they do not answer us.  The words for "no such name" count at the
 * beginning of a line, or at the end of one that names what was asked; those for
 * limits and refusals only in short answers, as terms of use speak of them
 * all the time.
 */
#ifndef MEKIKI_INQUIRE_WHOIS_STATUS_H
#define MEKIKI_INQUIRE_WHOIS_STATUS_H

#include "inquire/answer.h"

/*
 * ANSWER_NOTHING, ANSWER_RATE_LIMITED, ANSWER_REFUSED, else ANSWER_MALFORMED.
 * text is in UTF-8, without a record.  Linear: the first LIMIT_WHOIS_LINES
 * lines, of each the first bytes, times some hundred words.
 */
enum answer_status whois_status(span text, span subject);

/* The words say that too much was asked: the same as above. */
bool whois_status_limit(span text);

/* A status that says that the domain is nobody's: "free", "AVAILABLE". */
bool whois_status_free(span status);

#endif
