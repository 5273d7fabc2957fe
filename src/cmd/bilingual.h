/*
 * bilingual - short texts in both languages, for what the command itself says.
 *
 * The words of reports are data (know/texts.h); these belong to commands that
 * show the data.
 */
#ifndef MEKIKI_CMD_BILINGUAL_H
#define MEKIKI_CMD_BILINGUAL_H

#include "base/arena.h"
#include "know/texts.h"

/* "{1}" to "{3}" stand for values. */
struct bilingual {
	const char *ja, *en;
};

span bilingual_in(const struct bilingual *words, enum lang lang);

/* With the values in their places; in the arena. */
span bilingual_with(struct arena *a, const struct bilingual *words,
    enum lang lang, span one, span two, span three);

/* Columns a text may take on one line before it is cut. */
#define BILINGUAL_SHOWN 200

/* One line, made harmless and cut. */
span bilingual_cut(struct arena *a, span text);

#endif
