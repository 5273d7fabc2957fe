/*
 * learn - weights and the model of wording, from labelled mail.
 *
 *   learn TASK LABELS DATA COMPILED OUT [DOUBTFUL]
 *
 * TASK  write    writes OUT/weights.tsv and OUT/wording.model
 *       eval     cross-validates, prints figures
 *       ablate   prints what is lost without each family of findings
 *       shipped  prints figures of DATA as it is
 *       folds    prints which mail is judged by which fold
 *
 * LABELS is what tools/labels.sh writes: label, path, source, cluster, kind
 * and language, set off by TABs.  A label of ham is genuine, phish, scam and
 * malware are bad; spam is examined and counted, but neither learned from nor
 * part of the figures: what is sorted there is of both kinds.  DOUBTFUL names
 * mails by digest whose label somebody doubts (test/labels/doubtful.tsv); they
 * are learned from as they are labelled, and the figures are printed without
 * them as well.
 *
 * Nothing here is fast or small: it runs once, on labels that one trusts.
 */
#ifndef MEKIKI_TOOLS_LEARN_H
#define MEKIKI_TOOLS_LEARN_H

#include "examine/examination.h"
#include "judge/judge.h"

#define FOLDS 5
#define INNER_FOLDS 4
#define LANGUAGES_MAX 32

enum label { LABEL_HAM, LABEL_PHISH, LABEL_SCAM, LABEL_MALWARE, LABEL_SPAM };
#define LABELS 5

/* A mail, what it shows, and what was made of it. */
struct sample {
	const char *path, *source, *kind;
	enum label label;
	bool doubtful;	/* somebody thinks it is no fraud, or fraud */
	size_t cluster; /* mails of one template share it */
	unsigned fold;
	size_t language; /* index in corpus.languages */

	/* Rows of the weights table whose findings the mail has. */
	uint16_t *rows;
	size_t row_count;
	uint32_t *grams;
	size_t gram_count;
	double logit; /* of a model that has not seen its cluster */
	bool silent;  /* the model does not speak of it */

	/* Filled by judge_fold. */
	int score;
	double probability, cost; /* cost: seconds of processor */
	enum verdict_class class;
	span brand; /* posed as; empty: nobody */
	char reasons[400];
};

struct corpus {
	struct arena *arena;
	struct sample *list;
	size_t count;
	const char *languages[LANGUAGES_MAX];
	size_t language_count;
	const char *data, *compiled, *out;
	const char *doubtful;	       /* file; NULL: none */
	const struct weights *weights; /* of data, for set and learn */
};

/* One row's learned weight. */
struct learned {
	int decibans, low, high; /* the middle 95 % of resampled corpora */
	size_t bad, good;	 /* mails that have the finding */
};

struct fitted_model {
	signed char weights[MODEL_SIZE];
	double scale, bias;
	size_t genuine[LANGUAGES_MAX], bad[LANGUAGES_MAX];
};

struct fitted {
	struct learned *rows; /* as many as the weights table has */
	int prior, prior_unread;
	double trust; /* what is left of a hand-set weight */
	struct fitted_model *model;
};

bool is_bad(const struct sample *s);
bool is_counted(const struct sample *s); /* not spam */

/* gather.c */
void gather(struct corpus *c, const char *labels);
void judge_fold(struct corpus *c, const char *own, unsigned fold);
#define FOLD_ALL 1000

/* fit.c; train: which samples, as a set of flags */
void fit_model(
    const struct corpus *c, const bool *train, struct fitted_model *out);
bool model_is_silent(const struct corpus *c, const struct fitted_model *m,
    const struct sample *s);
/* Sets logit of the train samples, each by a model that did not see it. */
void cross_fit(struct corpus *c, const bool *train);
/* without: a family that is left out; empty: none. */
void fit_weights(const struct corpus *c, const bool *train, span without,
    size_t resamples, struct fitted *out);

/* write.c */
void write_weights(const struct corpus *c, const struct fitted *f,
    const char *folder, span without, const char *said);
void write_model(const struct corpus *c, const struct fitted_model *m,
    const char *folder, const char *said);

/* figures.c */
void print_figures(const struct corpus *c, bool short_form);

/* Prints why and exits with 3. */
_Noreturn void give_up(const char *what, const char *which);
/* calloc that gives up. */
void *need(size_t n, size_t size);
/* A sequence of numbers that is the same in each run. */
uint32_t next_random(uint64_t *state);

#endif
