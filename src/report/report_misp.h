/*
 * report_misp - an event for MISP (core format), of one mail.
 *
 * Objects: email, url and domain-ip of each link, phishing where it is that,
 * whois of each domain that was looked up, asn and geolocation of the origin;
 * the members and types of the definitions in MISP/misp-objects.  Names are
 * made from the mail's digest, so the same mail gives the same event.  What a
 * system may act on (to_ids) is a link of a bad mail in which nothing was masked,
 * and no more: a sender may be forged, the origin a stolen account's server, and
 * a domain a host of many.
 */
#ifndef MEKIKI_REPORT_REPORT_MISP_H
#define MEKIKI_REPORT_REPORT_MISP_H

#include "base/json.h"
#include "report/pivots.h"

void report_misp(struct json *j, struct examination *x, const struct pivots *p);

#endif
