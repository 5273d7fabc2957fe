/*
 * knowledge - `mekiki brands` and `mekiki phrases`: what is known, and why.
 *
 * Shows and searches the tables, ours and the owner's; says what a text would
 * be taken for, by the examination's own functions; checks tables.
 */
#ifndef MEKIKI_CMD_KNOWLEDGE_H
#define MEKIKI_CMD_KNOWLEDGE_H

#include "base/buf.h"
#include "base/json.h"
#include "cmd/options.h"
#include "cmd/output.h"
#include "cmd/place.h"
#include "cmd/tally.h"
#include "cmd/bilingual.h"
#include "know/brand_domains.h"
#include "know/complaint.h"
#include "know/phrases.h"
#include "report/layout.h"

/* One run of either command. */
struct knowledge {
	struct arena *arena;
	const struct command *command;
	struct places places;
	struct know *know;
	struct brand_domain_rows evidence;
	struct json *json; /* NULL: text */
	struct layout *text;
	enum lang lang; /* of the text */
	size_t shown;	/* brands, or phrases */
};

/* All of it; what is wrong is said on standard error. */
enum exit_status knowledge_run(
    struct arena *a, const struct command *command, struct tally *tally);

/* Of brands_show.c and so on: what the words or texts ask for, once. */
void brands_show(struct knowledge *k);
void brands_try(struct knowledge *k, span text);
void phrases_show(struct knowledge *k);
void phrases_try(struct knowledge *k, span text);

/* A row of phrases, with why and where it stands; the same as JSON. */
void phrases_row(struct knowledge *k, const struct phrase *p);
void phrases_members(struct json *j, const struct phrase *p);

/* The id or category that word may be meant for; empty: none. */
span brands_nearest(struct knowledge *k, span word);
span phrases_nearest(struct knowledge *k, span word);

/* What the checkers found, one line each. */
void complaints_print(struct knowledge *k, const struct complaints *c);

/* Does the text hold the word, both folded? */
bool knowledge_holds(struct arena *a, span text, span folded_word);

/* "file:line", with the word for an own row behind it. */
span knowledge_place(struct knowledge *k, span file, size_t line, bool own);

#endif
