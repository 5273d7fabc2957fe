/*
 * rdap_json - the JSON of RDAP, made safe to parse.
 *
 * jansson goes down into what is nested by calling itself, and each empty
 * object costs it 200 bytes.  So depth and number of objects and arrays are
 * counted first, in one pass over the bytes that knows strings and nothing
 * else; only what stays below the limits is parsed.
 */
#ifndef MEKIKI_INQUIRE_RDAP_JSON_H
#define MEKIKI_INQUIRE_RDAP_JSON_H

#include <jansson.h>

#include "base/span.h"

/*
 * The value in the bytes, which the caller gives to json_decref.  NULL: more
 * than LIMIT_ANSWER_BYTES, LIMIT_RDAP_DEPTH or LIMIT_RDAP_VALUES, no JSON (RFC
 * 8259), a member twice, NUL in a string, no memory.  A byte order mark in
 * front is overlooked.  Linear.
 */
json_t *rdap_json(span bytes);

#endif
