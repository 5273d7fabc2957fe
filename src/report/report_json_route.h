/*
 * report_json_route - the member route of the JSON contract.
 *
 * Split from report_json, which writes the other members; what both write with
 * is here.
 */
#ifndef MEKIKI_REPORT_REPORT_JSON_ROUTE_H
#define MEKIKI_REPORT_REPORT_JSON_ROUTE_H

#include "base/json.h"
#include "judge/judge.h"

/* What the members of one object are written with. */
struct writing {
	struct json *j;
	struct examination *x;
	const struct mail *m;
	struct arena *a;
};

void writing_ip(struct json *j, const char *key, struct ip ip);
/* RFC 3339 in the writer's zone; null when not known. */
void writing_date(
    struct json *j, const char *key, const struct date *date, bool known);
/* The names of the bits set, through the module's own table. */
void writing_odd(struct json *j, unsigned odd, const char *(*name)(unsigned));

void report_json_route(struct writing *w);

#endif
