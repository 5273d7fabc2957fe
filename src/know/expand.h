/*
 * expand - the words that a finite pattern stands for.
 *
 * Most telltale patterns are lists in disguise, "account (is|was) (locked|
 * closed)".  As plain words they are found ten times as cheaply as a regular
 * expression, and where they are is known without asking another engine.
 */
#ifndef MEKIKI_KNOW_EXPAND_H
#define MEKIKI_KNOW_EXPAND_H

#include "base/arena.h"

/* More words than this stay a pattern: the set of all would grow too much. */
#define EXPAND_MAX 64

/*
 * Expands letters, groups, alternatives, "?" and short classes without ranges.
 * Returns how many words are at *words, in the arena, or 0 when the pattern is
 * anything else, not well formed, or stands for too many or for the empty word.
 */
size_t expand_pattern(struct arena *a, span pattern, span **words);

#endif
