/*
 * fold - the one form of text in which phrases and names are compared.
 *
 * Senders hide words from filters, not from eyes: full-width and mathematical
 * letters, zero-width characters inside a word, Cyrillic and Greek letters that
 * look Latin, odd blanks.  Folding undoes what the eye does not see: Unicode's
 * NFKC_Casefold (UAX 31, 5.1: compatibility forms, case, default-ignorable
 * characters), then own steps: look-alikes to Latin in words that mix scripts
 * or consist of look-alikes alone, typographic quotes and dashes to plain ones,
 * and every run of blanks to one blank.
 */
#ifndef MEKIKI_BASE_FOLD_H
#define MEKIKI_BASE_FOLD_H

#include "base/map.h"

struct folded {
	span text;	/* UTF-8, in the arena */
	struct map map; /* offsets of text to offsets of the source */
	bool cut;	/* text ends early, at LIMIT_TEXT bytes */
};

/*
 * The folded form of UTF-8 text (anything else counts as U+FFFD).  A run of
 * blanks that holds a line end becomes one LF, any other one blank; runs at
 * both ends go.  Linear; ASCII is copied in blocks, ICU sees only the
 * characters that need it.  One character may become 33 bytes: what would be
 * longer than LIMIT_TEXT is cut.  When the arena fails the text ends early.
 */
struct folded fold_text(struct arena *a, span utf8);

/*
 * For comparing names: folded, and only letters, marks and digits kept, so
 * "Mitsubishi-UFJ" is "mitsubishi ufj".  Text that has none of them keeps its
 * folded form.
 */
span fold_name(struct arena *a, span utf8);

/*
 * What a domain label or a name looks like: equal skeletons mean that the eye
 * may take one for the other.  Case folded first, then the skeleton of UTS 39,
 * section 4, which keeps case and digits and misses U+04CF, hence on top: 0 as
 * o; 1, i, l and | as l; vv as w (rn is m in UTS 39); accents dropped, but not
 * kana's voice marks.  Not for display.  Costs under a microsecond for a label,
 * 1.5 ms at the first call.
 */
span fold_skeleton(struct arena *a, span utf8);

/* The same with digits read as letters: 3 as e, 4 as a, 5 as s, 7 as t. */
span fold_skeleton_digits(struct arena *a, span utf8);

#endif
