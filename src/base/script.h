/*
 * script - which writing a text is in, and what in it is not meant for eyes.
 *
 * Counts and guesses, never verdicts: an examiner decides what they mean.
 * Scripts are Unicode's (UAX 24); digits, signs and blanks belong to none.
 */
#ifndef MEKIKI_BASE_SCRIPT_H
#define MEKIKI_BASE_SCRIPT_H

#include "base/span.h"

enum script {
	SCRIPT_LATIN,
	SCRIPT_HIRAGANA,
	SCRIPT_KATAKANA, /* full and half width */
	SCRIPT_HAN,
	SCRIPT_HANGUL,
	SCRIPT_CYRILLIC,
	SCRIPT_GREEK,
	SCRIPT_OTHER,
	SCRIPT_COUNT,
};

struct script_counts {
	size_t letters[SCRIPT_COUNT];
	size_t all;
};

/* Letters of UTF-8 text by script. */
struct script_counts script_count(span utf8);

/*
 * Han letters that simplified Chinese has and Japanese has not: in GB 2312 but
 * not in code page 932.  *first, unless NULL, is the first of them, empty when
 * there is none.  In Japanese text they betray a translation.  Builds a set of
 * 3,378 letters at the first call.
 */
size_t script_simplified(span utf8, span *first);

/* Characters that show nothing by themselves. */
struct script_invisible {
	size_t zero_width; /* U+200B to U+200D, U+2060, U+FEFF and the like */
	size_t bidi; /* controls of direction: they reorder what is seen */
	size_t soft_hyphen; /* U+00AD */
	size_t variation;   /* variation selectors; emoji have one each */
	size_t tags;	    /* U+E0000 to U+E007F: hidden ASCII */
};

struct script_invisible script_invisible(span utf8);

/*
 * Signs that look like kana and stand between two katakana: a dash for the
 * long-vowel mark, the kanji 力, 口, 二 for カ, ロ, ニ.  *first, unless NULL,
 * is the first of them.  Small ヶ and ヵ are counters and do not count as
 * neighbours.
 */
size_t script_kana_alike(span utf8, span *first);

/* Of them those that no name and no plain text has a use for. */
size_t script_unseen(span utf8);

/*
 * True when a word of the text has Latin letters beside Cyrillic ones or Greek
 * ones that look Latin.  Signs of units (10 kΩ) are no such letters.
 */
bool script_mixed(span text);

/*
 * Latin letters in forms that stand for style: mathematical, full-width,
 * circled.  Japanese mail has full-width ones of its own.
 */
struct script_styled {
	size_t mathematical; /* with circled and squared ones */
	size_t fullwidth;
};

struct script_styled script_styled(span utf8);

/*
 * The language of what a reader sees: "ja", "zh", "ko", "ru", "en", "de", "fr",
 * "es", "pt", "it", or "" when it cannot be told.  By scripts first, then by
 * frequent small words.  Han letters alone are taken for Japanese when few and
 * not simplified.  Reads the first 16 KB.
 */
const char *script_language(span visible);

#endif
