/*
 * whois_network - reads what a WHOIS answer says of a network or an AS.
 *
 * The shapes of the five RIRs and of JPNIC and KRNIC.  RIPE, APNIC and AFRINIC
 * write objects in RPSL (RFC 2622): the organisation stands in an object of
 * its own, the address for complaints in a remark.  ARIN writes block after
 * block, each network followed by its organisation, LACNIC objects of its own.
 * Of several networks the smallest that has the address counts.
 */
#ifndef MEKIKI_INQUIRE_WHOIS_NETWORK_H
#define MEKIKI_INQUIRE_WHOIS_NETWORK_H

#include "inquire/registration_said.h"

/*
 * Puts what text, in UTF-8, says into *said.  True: it is a record of the
 * network that has the subject, an address, or of the AS of that number.
 * Linear, the first LIMIT_WHOIS_LINES lines.
 */
bool whois_network(
    struct said *said, span text, enum question_kind kind, span subject);

#endif
