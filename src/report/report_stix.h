/*
 * report_stix - a bundle of STIX 2.1 (OASIS), of one mail.
 *
 * Observables: the mail, its sender, links with their domains and addresses,
 * the address that handed it over and its network; an indicator for each link
 * of a bad mail in which nothing was masked; a report that holds them together.  Observables are named by
 * what they are (2.9), all else by the mail's digest: the same mail gives the
 * same names.
 */
#ifndef MEKIKI_REPORT_REPORT_STIX_H
#define MEKIKI_REPORT_REPORT_STIX_H

#include "base/json.h"
#include "report/pivots.h"

void report_stix(struct json *j, struct examination *x, const struct pivots *p);

#endif
