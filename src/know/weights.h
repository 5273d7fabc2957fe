/*
 * weights - what each finding weighs, in decibans.
 *
 * data/weights.tsv, explained at its top.  Loaded once, never changed, shared
 * by all threads.
 */
#ifndef MEKIKI_KNOW_WEIGHTS_H
#define MEKIKI_KNOW_WEIGHTS_H

#include "base/status.h"
#include "know/tsv.h"

enum weight_class {
	WEIGHT_ANY, /* "-": points to no class */
	WEIGHT_PHISHING,
	WEIGHT_SCAM,
	WEIGHT_MALWARE,
	WEIGHT_SPAM,
};

#define WEIGHT_NO_FAMILY (-1)
#define WEIGHT_MAX 100 /* decibans: ten to the power of ten */

struct weight {
	span id;
	int decibans; /* negative speaks for the mail */
	enum weight_class class;
	int family; /* index for weights_families, or WEIGHT_NO_FAMILY */
	span reason;
	/* What tools/learn needs; an owner's row may lack them. */
	int set;    /* decibans, by hand: what a rare finding keeps */
	bool learn; /* else the weight is the hand-set one, whatever is seen */
};

struct weight_family {
	span name;
	int cap; /* decibans, for the sum of its findings, either way */
};

struct weights;

/* Reads ours at path, and the owner's own, unless NULL, which replace ours. */
MEKIKI_CHECKED enum mekiki_status weights_open(struct arena *a,
    const char *path, const char *own, const struct weights **out,
    struct know_error *err);

/* NULL: no such finding.  One hash. */
const struct weight *weights_find(const struct weights *w, span id);

const struct weight *weights_all(const struct weights *w, size_t *count);
/*
 * Before anything is known: decibans that a mail to be examined is bad; another
 * one where the model of wording has nothing to say of it.
 */
int weights_prior(const struct weights *w, bool wording_read);

const struct weight_family *weights_families(
    const struct weights *w, size_t *count);

/* "phishing", "scam", "malware", "spam"; "-". */
const char *weight_class_text(enum weight_class class);

#endif
