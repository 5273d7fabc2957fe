/*
 * say - a finding's sentence in one language.
 *
 * The words are in data/text; the values are the finding's.  Here values are
 * made fit to be read: brands and countries in the reader's language, link
 * hosts defanged so that no program makes a link of them.
 */
#ifndef MEKIKI_REPORT_SAY_H
#define MEKIKI_REPORT_SAY_H

#include "judge/judge.h"

/* A finding's sentence, or how to check it; empty without such a text. */
span say_finding(struct arena *a, const struct know *know,
    const struct finding *f, enum lang lang);
span say_check(struct arena *a, const struct know *know,
    const struct finding *f, enum lang lang);

/* The text of an id that has no values, as "route.why.fits". */
span say_id(const struct know *know, const char *id, enum lang lang);

/* The probability that the mail is bad, as it is shown: never 100. */
double say_percent(const struct examination *x);

/* The verdict in a sentence or two. */
span say_verdict(struct arena *a, const struct examination *x, enum lang lang);

/* "takaki-shiho[.]com": the last dot of a host in brackets. */
span say_defanged(struct arena *a, span host);

/* "United States" of "US"; the code itself when ICU knows no name. */
span say_country(struct arena *a, span code, enum lang lang);

/* The brand's name in that language. */
span say_brand(const struct brand *b, enum lang lang);

/* The brand a bad mail poses as; NULL for any other mail. */
const struct brand *say_impersonated(const struct examination *x);

#endif
