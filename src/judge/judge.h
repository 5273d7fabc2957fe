/*
 * judge - findings into a verdict.
 *
 * Adds up the weights of the findings, capped by family where they are no
 * independent witnesses, over a prior.  It parses nothing and asks nothing.
 * The class is that of the accusing findings that weigh most.
 */
#ifndef MEKIKI_JUDGE_JUDGE_H
#define MEKIKI_JUDGE_JUDGE_H

#include "examine/examination.h"

/*
 * A score from which on a mail is called bad: 4 to 1.  Cross-validated, 0.4 %
 * of genuine mail lies above (make eval).
 */
#define JUDGE_BAD_FROM 6

/* Fills verdict and, in each finding, weight, family and reason. */
void judge(struct examination *x);

/* A class other than clean and unknown. */
bool verdict_is_bad(enum verdict_class class);

/* "phishing", "clean", ... */
const char *verdict_class_text(enum verdict_class class);

/*
 * The findings that count, the heaviest accusation first; what weighs nothing
 * stands behind in the order found.  In the arena; as many as x has.
 */
struct finding **judge_order(struct examination *x);

#endif
