/*
 * charset_guess - what bytes look like when no label can be believed.
 *
 * Japanese mail has carried wrong labels for thirty years, and general
 * detectors are weak on it (two-character subjects, CP932 extensions), so its
 * two eight-bit encodings are scored first, by how their characters are
 * distributed in real text.  ICU's detector is asked for the rest.
 */
#ifndef MEKIKI_READ_CHARSET_GUESS_H
#define MEKIKI_READ_CHARSET_GUESS_H

#include "read/charset_name.h"

/* How the bytes do as one of the encodings; all in characters. */
struct charset_score {
	size_t errors;	 /* bytes that have no place */
	size_t pairs;	 /* two-byte characters */
	size_t kana;	 /* of them full-width kana and Japanese punctuation */
	size_t common;	 /* of them kanji of JIS level 1 */
	size_t rare;	 /* of them in rows of rare or private characters */
	size_t halfkana; /* half-width kana */
};

struct charset_score charset_score_shift_jis(span bytes);
struct charset_score charset_score_euc_jp(span bytes);

/* How the bytes do as UTF-8: pairs counts sequences, errors bad ones. */
struct charset_score charset_score_utf8(span bytes);

/*
 * The Japanese encoding the bytes are in, or NULL.  strict is for bytes whose
 * label fits as well as any (single-byte charsets): then only text that cannot
 * reasonably be anything else counts.  Looks at the first 64 KB.
 */
const struct charset *charset_guess_japanese(span bytes, bool strict);

/* ICU's opinion on the first 64 KB; windows-1252 when it has none. */
const struct charset *charset_guess_any(span bytes);

#endif
