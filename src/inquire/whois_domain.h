/*
 * whois_domain - reads what a WHOIS answer says of a domain.
 *
 * One reader for all registries and registrars: lines with their labels,
 * headings with lines below, objects of handles.  See whois_line.h for the
 * shapes and whois_label.h for the words.  What stands first counts: registries
 * write the domain before its contacts, whose dates are others.
 */
#ifndef MEKIKI_INQUIRE_WHOIS_DOMAIN_H
#define MEKIKI_INQUIRE_WHOIS_DOMAIN_H

#include "inquire/registration_said.h"

/*
 * Puts what text, in UTF-8, says into *said.  True: it is a record of the
 * subject, or of the registrable domain that the subject is below.  Otherwise
 * what is in *said means nothing.  Linear, the first LIMIT_WHOIS_LINES lines.
 */
bool whois_domain(struct said *said, span text, span subject);

/*
 * Behind that, where it was false: the text says of the subject that it is
 * nobody's ("Status: free").
 */
bool whois_domain_free(const struct said *said, span subject);

#endif
