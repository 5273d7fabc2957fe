/*
 * listed - who has reported the addresses, domains and links of a mail.
 *
 * Off unless the reader names sources: zones that answer in DNS (RFC 5782) and
 * local files (inquire/feeds.h).  A zone says 127.x.x.x for what it lists; it
 * answers 127.255.255.x and 127.0.0.1 where it refuses to be asked, and other
 * addresses where somebody else answers in its place: those are no listings.
 */
#ifndef MEKIKI_EXAMINE_LISTED_H
#define MEKIKI_EXAMINE_LISTED_H

#include "base/ip.h"
#include "inquire/answer.h"

struct examination;

/* Asks, in the passes of lookup(), whose domains and addresses it needs. */
void listed_ask(struct examination *x);

void examine_listed(struct examination *x);

/* What an address in the answer of a zone says. */
enum listed_code { LISTED_NOT, LISTED_YES, LISTED_REFUSED };
enum listed_code listed_code(span address);

#endif
