/*
 * received_peer - who the client of a Received field was.
 *
 * The from clause's comments tell the resolved name, the address, the login
 * and the encryption, in the writing of forty programs.  The announced name
 * comes first and is the client's to choose, comments included; so what a later
 * comment says about the address takes the place of all before it.
 */
#ifndef MEKIKI_READ_RECEIVED_PEER_H
#define MEKIKI_READ_RECEIVED_PEER_H

#include "read/received_dialect.h"

/* "[192.0.2.7]", "[IPv6:2001:db8::7]", "192.0.2.7:25"; family 0: none. */
struct ip received_address(span s);

/* The first word of s. */
span received_word(span s);

/* The word behind key in s, up to a blank or a closing bracket. */
bool received_value(span s, const char *key, span *value);

/* True when comment c is about encryption; notes its version. */
bool received_tls(struct received *r, span c);

/* True when comment c is about a login; notes the account. */
bool received_login(struct received *r, span c);

/* Notes a resolved name, or that the relay found none. */
void received_rdns(struct received *r, span name);

/* A comment of the from clause. */
void received_from_comment(
    struct received *r, struct received_marks *m, span c);

#endif
