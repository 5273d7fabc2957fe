/*
 * report_json_auth - the member auth of the JSON contract.
 *
 * What the mail carries and what was verified here stand side by side, each
 * with its time, and are never mixed.
 */
#ifndef MEKIKI_REPORT_REPORT_JSON_AUTH_H
#define MEKIKI_REPORT_REPORT_JSON_AUTH_H

#include "report/report_json_route.h"

void report_json_auth(struct writing *w);

#endif
