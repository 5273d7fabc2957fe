/*
 * brand_name - the brands that a display name or a line speaks of, and how.
 *
 * What examine/brand counts and `mekiki brands --test` explains: one reading
 * for both.
 */
#ifndef MEKIKI_EXAMINE_BRAND_NAME_H
#define MEKIKI_EXAMINE_BRAND_NAME_H

#include "know/know.h"

enum brand_how {
	BRAND_HOW_WHOLE,  /* it is the name and nothing else */
	BRAND_HOW_INSIDE, /* the name stands in it */
	BRAND_HOW_ALIKE,  /* a word, or all, looks like the name */
};

/* One brand that was read. */
struct brand_word {
	const struct brand *brand;
	span alias;   /* as in the table */
	span text;    /* what stands there, in the form that was read */
	size_t start; /* where, in that form; not of BRAND_HOW_ALIKE */
	enum brand_how how;
	bool gaps; /* only once blanks and dots between the letters went */
	bool weak; /* a common word or very short: needs a second sign */
};

struct brand_words {
	struct brand_word *list;
	size_t count, room;
};

/* Folded, and without blanks between Japanese letters: "三井住友 カード". */
span brand_name_fold(struct arena *a, span text);
/* The same of text that fold_text has folded. */
span brand_name_tight(struct arena *a, span folded);

/*
 * Bytes of "[list-name] [spam] ..." at the head of a subject: a mailing list's
 * own name and filters' stamps stand in front of what the sender wrote.
 */
size_t brand_name_tags(span subject);

/*
 * A display name: all of it a brand's name, or names inside it; where neither
 * is, what its letters look like.  Owned by the arena.
 */
struct brand_words brand_name_read(
    const struct know *know, struct arena *a, span name);

/*
 * Names inside a line or a text, folded and tight.  *headline: the brand whose
 * name stands in brackets at its head, "【三井住友カード】"; NULL: none, or
 * nobody asks.
 */
struct brand_words brand_name_find(const struct know *know, struct arena *a,
    span tight, const struct brand **headline);

/*
 * The word in whose brand's name the mail is sent: who owns no domain cannot
 * be held against one, and a weak name says too little.  NULL: none.
 */
const struct brand_word *brand_name_first(const struct brand_words *words);

#endif
