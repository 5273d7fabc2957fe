/*
 * report_json - an examination as the contract has it: doc/schema.json.
 *
 * For other programs, and for whoever wants everything.  Every member stands
 * in every object; what does not apply is null or empty.
 */
#ifndef MEKIKI_REPORT_REPORT_JSON_H
#define MEKIKI_REPORT_REPORT_JSON_H

#include "base/json.h"
#include "report/say.h"

/* Writes one object; path is what the user named, index its number in it. */
void report_json(
    struct json *j, struct examination *x, span path, int64_t index);

#endif
