/*
 * rdap_card - who an entity of RDAP is: its jCard (RFC 7095).
 *
 * "vcardArray": ["vcard", [[name, parameters, type, value], ...]].  Of each
 * property the first that says something counts, so an empty one hides none;
 * what has another type than it should says nothing.  The country stands in the
 * parameter "cc" (RFC 8605) or as the seventh part of an address.
 */
#ifndef MEKIKI_INQUIRE_RDAP_CARD_H
#define MEKIKI_INQUIRE_RDAP_CARD_H

#include <jansson.h>

#include "base/span.h"

/* What is not said is empty; spans live as long as the JSON value. */
struct rdap_card {
	span name; /* "fn" */
	span org;
	span mail;
	span phone;   /* without "tel:" */
	span country; /* code or name, as written */
	span city, region;
};

/* entity may be NULL or of any type.  Linear. */
struct rdap_card rdap_card(const json_t *entity);

/* A JSON string; empty for all else, NULL included. */
span rdap_text(const json_t *value);
/* The member of that name, a string. */
span rdap_member(const json_t *object, const char *name);
/* array, of any type or NULL, holds the string. */
bool rdap_has(const json_t *array, const char *text);

#endif
