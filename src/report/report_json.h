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

/*
 * Writes one object; path is what the user named, index the mail's number in
 * it, and offset the bytes into it at which the mail begins.
 */
void report_json(struct json *j, struct examination *x, span path,
    int64_t index, uint64_t offset);

#endif
