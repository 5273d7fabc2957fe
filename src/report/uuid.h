/*
 * uuid - names for things that other programs are told of.
 *
 * Version 5 (RFC 9562, 5.5): made from what the thing is, so that the same mail
 * gives the same names whenever and wherever it is reported.
 */
#ifndef MEKIKI_REPORT_UUID_H
#define MEKIKI_REPORT_UUID_H

#include "base/span.h"

#define UUID_TEXT 37 /* with the NUL */

/* STIX 2.1, 2.9: of observables. */
extern const char uuid_stix[UUID_TEXT];
/* Of all else that mekiki names. */
extern const char uuid_mekiki[UUID_TEXT];

/* The name of `name` within space, a UUID's text; false: no SHA-1 at hand. */
bool uuid_make(const char *space, span name, char out[static UUID_TEXT]);

#endif
