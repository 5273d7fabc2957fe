/*
 * phrase_category - what kinds of telltale phrases there are.
 *
 * The column of that name in data/phrases, and the findings that a match makes.
 * To add a kind: a row here, and the finding's words and weight in data/.
 */
#ifndef MEKIKI_KNOW_PHRASE_CATEGORY_H
#define MEKIKI_KNOW_PHRASE_CATEGORY_H

struct phrase_category {
	const char *name;
	const char *strong; /* the finding of a telltale phrase */
	const char *mild;   /* and of one that others use as well */
};

#define PHRASE_CATEGORIES 25

extern const struct phrase_category phrase_categories[PHRASE_CATEGORIES];

#endif
