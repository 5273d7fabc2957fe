/*
 * model - how much a mail's wording resembles that of fraud.
 *
 * Phrases are what somebody has written down; the model is what tools/learn
 * has counted: a linear model (logistic loss, L2) over runs of five bytes of
 * the text, hashed.  It is one witness among many, with one finding, bounded,
 * that names the passages it rests on.
 *
 * What it reads is plain: addresses, links and digits are replaced by a sign,
 * so that neither a recipient, a host nor a year can be learned; a mailing
 * list's tag and footer, and quoted lines, are left out.  It speaks only in
 * languages of which it has seen genuine mail as well, and never where words
 * are not set off by blanks: in Japanese there is fraud to learn from but no
 * genuine mail, and it would only learn that Japanese is guilty.
 *
 * data/wording.model: lines of text, an empty line, then 2^18 signed bytes.
 */
#ifndef MEKIKI_KNOW_MODEL_H
#define MEKIKI_KNOW_MODEL_H

#include "know/tsv.h"

#define MODEL_BITS 18
#define MODEL_SIZE ((size_t)1 << MODEL_BITS)
#define MODEL_GRAM 5	/* bytes */
#define MODEL_TEXT 1600 /* bytes of plain text that are read */
/* Runs of bytes that each text has besides, of no weight: a short text
   says little, whatever its words. */
#define MODEL_CALM 100
#define MODEL_WORDS (MODEL_TEXT / 2 + 1)
#define MODEL_LANGUAGES 16
#define MODEL_PASSAGES 3
#define MODEL_PASSAGE_WORDS 6

/* A word of the plain text, and the run of the source it stands for. */
struct model_word {
	uint16_t start, end; /* in bytes[] */
	uint16_t source;     /* as given to model_text_add */
	uint32_t from, to;   /* bytes of that source */
};

/* The plain text. */
struct model_text {
	size_t n, count;
	struct model_word words[MODEL_WORDS];
	char bytes[MODEL_TEXT + 8];
	signed char values[MODEL_TEXT]; /* of each run; by model_score */
};

/* Words that stand for the reader: never text to be learned from. */
struct model_names {
	const span *list; /* in any case */
	size_t count;
};

/* Mails of a language that were learned from. */
struct model_language {
	span name;
	uint64_t genuine, bad;
};

struct model {
	double scale, bias;	    /* of a byte; natural logarithms */
	const signed char *weights; /* MODEL_SIZE of them */
	struct model_language languages[MODEL_LANGUAGES];
	size_t language_count;
	span learned_from; /* for people: corpora and their terms */
};

struct model_passage {
	size_t first, end; /* words */
	int sum;
};

/* Begins an empty text; in the arena, NULL: no memory. */
struct model_text *model_text_new(struct arena *a);

/* Adds folded text (base/fold.h), as far as there is room. */
void model_text_add(struct model_text *t, span folded, uint16_t source,
    const struct model_names *names);

/*
 * Puts the hash of each run of bytes into out, at most MODEL_TEXT; returns how
 * many.  Linear.
 */
size_t model_grams(const struct model_text *t, uint32_t *out);

/*
 * The model at path, or the owner's at own, unless NULL.  A file that is not
 * there is MEKIKI_OK and NULL: mekiki then knows no wording.
 */
MEKIKI_CHECKED enum mekiki_status model_open(struct arena *a, const char *path,
    const char *own, const struct model **out, struct know_error *err);

/* The language's row; NULL: the model does not speak of it. */
const struct model_language *model_speaks(
    const struct model *m, const char *language);

/*
 * The natural logarithm of how much likelier that text is in bad mail, where
 * bad and genuine mail are as frequent as they were when it was learned.
 */
double model_score(const struct model *m, struct model_text *t);

/*
 * Of a text that was scored, the passages that speak for fraud most, at most
 * that many, the strongest first, none overlapping; returns how many there are:
 * one even where none speaks for it, and none of a text without words.
 */
size_t model_passages(const struct model_text *t, size_t most,
    struct model_passage out[MODEL_PASSAGES]);

#endif
