#include "base/script.h"

#include <pthread.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/uscript.h>
#include <unicode/uset.h>

#include "base/alike.h"
#include "base/utf8.h"

#define SAMPLE ((size_t)4 << 10) /* bytes: more says nothing new */

static enum script
script_of(uint32_t code)
{
	UErrorCode e = U_ZERO_ERROR;

	switch (uscript_getScript((UChar32)code, &e)) {
	case USCRIPT_LATIN:
		return SCRIPT_LATIN;
	case USCRIPT_HIRAGANA:
		return SCRIPT_HIRAGANA;
	case USCRIPT_KATAKANA:
		return SCRIPT_KATAKANA;
	case USCRIPT_HAN:
		return SCRIPT_HAN;
	case USCRIPT_HANGUL:
		return SCRIPT_HANGUL;
	case USCRIPT_CYRILLIC:
		return SCRIPT_CYRILLIC;
	case USCRIPT_GREEK:
		return SCRIPT_GREEK;
	default:
		return SCRIPT_OTHER;
	}
}

struct script_counts
script_count(span utf8)
{
	struct script_counts counts = { 0 };
	size_t latin = 0; /* the most frequent, kept out of memory */

	while (utf8.n > 0) {
		span rest = utf8_skip_ascii(utf8);
		uint32_t code;

		latin += span_letters(span_head(utf8, utf8.n - rest.n));
		utf8 = rest;
		if (utf8.n == 0)
			break;
		code = utf8_cut(&utf8, NULL);
		/* The long mark and the iteration marks are both kana's. */
		if (!u_isalpha((UChar32)code) || code == 0x30fc ||
		    code == 0xff70)
			continue;
		counts.letters[script_of(code)]++;
		counts.all++;
	}
	counts.letters[SCRIPT_LATIN] += latin;
	counts.all += latin;
	return counts;
}

static pthread_once_t simplified_once = PTHREAD_ONCE_INIT;
/* Written once under simplified_once, frozen afterwards. */
static const USet *simplified;

/* The characters of one of ICU's converters, NULL when it is missing. */
static USet *
converter_set(const char *name)
{
	UErrorCode e = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(name, &e);
	USet *set = uset_openEmpty();

	ucnv_getUnicodeSet(converter, set, UCNV_ROUNDTRIP_SET, &e);
	ucnv_close(converter);
	if (U_SUCCESS(e))
		return set;
	uset_close(set);
	return NULL;
}

static void
open_simplified(void)
{
	UErrorCode e = U_ZERO_ERROR;
	USet *chinese = converter_set("ibm-1383_P110-1999"); /* GB 2312 */
	USet *japanese = converter_set("ibm-943_P15A-2003"); /* CP932 */
	USet *han = uset_openEmpty();

	uset_applyIntPropertyValue(han, UCHAR_SCRIPT, USCRIPT_HAN, &e);
	if (U_SUCCESS(e) && chinese != NULL && japanese != NULL) {
		uset_retainAll(chinese, han);
		uset_removeAll(chinese, japanese);
		uset_freeze(chinese);
		simplified = chinese;
	} else {
		uset_close(chinese);
	}
	uset_close(japanese);
	uset_close(han);
}

size_t
script_simplified(span utf8, span *first)
{
	size_t count = 0;

	if (first != NULL)
		*first = (span){ 0 };
	pthread_once(&simplified_once, open_simplified);
	while (utf8.n > 0) {
		span before = utf8;
		uint32_t code = utf8_cut(&utf8, NULL);

		if (code < 0x4e00 || code > 0x9fff || simplified == NULL ||
		    !uset_contains(simplified, (UChar32)code))
			continue;
		if (count++ == 0 && first != NULL)
			*first = span_head(before, before.n - utf8.n);
	}
	return count;
}

struct script_invisible
script_invisible(span utf8)
{
	struct script_invisible n = { 0 };

	while ((utf8 = utf8_skip_ascii(utf8)).n > 0) {
		uint32_t code = utf8_cut(&utf8, NULL);

		if (code < 0xad)
			continue;
		if (code == 0xad)
			n.soft_hyphen++;
		else if (code == 0x061c || code == 0x200e || code == 0x200f ||
		    (code >= 0x202a && code <= 0x202e) ||
		    (code >= 0x2066 && code <= 0x2069))
			n.bidi++;
		else if ((code >= 0xfe00 && code <= 0xfe0f) ||
		    (code >= 0xe0100 && code <= 0xe01ef) ||
		    (code >= 0x180b && code <= 0x180d))
			n.variation++;
		else if (code >= 0xe0000 && code <= 0xe007f)
			n.tags++;
		else if ((code >= 0x200b && code <= 0x200d) ||
		    (code >= 0x2060 && code <= 0x2064) || code == 0xfeff ||
		    code == 0x034f || code == 0x180e || code == 0x115f ||
		    code == 0x1160 || code == 0x3164 || code == 0xffa0)
			n.zero_width++;
	}
	return n;
}

bool
script_mixed(span text)
{
	bool latin = false, other = false, weak;

	while (text.n > 0) {
		uint32_t code = utf8_cut(&text, NULL);

		if (code < 0x80) {
			if (ascii_is_alpha((char)code))
				latin = true;
			else if (!ascii_is_digit((char)code))
				latin = other = false;
		} else if (!u_isalpha((UChar32)code)) {
			/* Marks and invisible characters do not end a word. */
			if (!u_hasBinaryProperty((UChar32)code,
				UCHAR_DEFAULT_IGNORABLE_CODE_POINT) &&
			    u_charType((UChar32)code) != U_NON_SPACING_MARK)
				latin = other = false;
		} else {
			enum script script = script_of(code);

			if (script == SCRIPT_LATIN)
				latin = true;
			else if (script == SCRIPT_CYRILLIC)
				other = true;
			else if (script == SCRIPT_GREEK &&
			    alike_latin(code, &weak) != 0 && !weak)
				other = true;
		}
		if (latin && other)
			return true;
	}
	return false;
}

struct script_styled
script_styled(span utf8)
{
	struct script_styled n = { 0 };

	while ((utf8 = utf8_skip_ascii(utf8)).n > 0) {
		uint32_t code = utf8_cut(&utf8, NULL);

		if ((code >= 0xff21 && code <= 0xff3a) ||
		    (code >= 0xff41 && code <= 0xff5a))
			n.fullwidth++;
		else if ((code >= 0x1d400 && code <= 0x1d6a5) ||
		    (code >= 0x24b6 && code <= 0x24e9) ||
		    (code >= 0x1f130 && code <= 0x1f189))
			n.mathematical++;
	}
	return n;
}

enum { EN = 1, DE = 2, FR = 4, ES = 8, PT = 16, IT = 32 };

#define WORD_MAX 8 /* bytes of the longest word below, with some room */

/*
 * Frequent words and the languages that have them; padded with NUL, so that
 * eight bytes are compared at once.
 */
static const struct {
	char word[WORD_MAX];
	unsigned languages;
} words[] = {
	{ "a", EN | FR | ES | PT | IT },
	{ "al", ES | IT },
	{ "and", EN },
	{ "are", EN },
	{ "as", EN | PT },
	{ "au", FR },
	{ "auf", DE },
	{ "aux", FR },
	{ "avec", FR },
	{ "bei", DE },
	{ "bitte", DE },
	{ "che", IT },
	{ "con", ES | IT },
	{ "da", PT | IT | DE },
	{ "das", DE | PT },
	{ "de", FR | ES | PT },
	{ "degli", IT },
	{ "del", ES | IT },
	{ "della", IT },
	{ "den", DE },
	{ "der", DE },
	{ "des", FR | DE },
	{ "di", IT },
	{ "die", DE },
	{ "do", PT | EN },
	{ "dos", PT },
	{ "du", FR | DE },
	{ "e", PT | IT },
	{ "ein", DE },
	{ "eine", DE },
	{ "el", ES },
	{ "em", PT },
	{ "en", FR | ES },
	{ "es", ES | DE },
	{ "est", FR },
	{ "et", FR },
	{ "for", EN },
	{ "from", EN },
	{ "f\xc3\xbcr", DE },
	{ "gli", IT },
	{ "has", EN },
	{ "have", EN },
	{ "i", EN | IT },
	{ "ihr", DE },
	{ "ihre", DE },
	{ "il", IT | FR },
	{ "in", EN | DE | IT },
	{ "is", EN },
	{ "ist", DE },
	{ "it", EN },
	{ "la", FR | ES | IT },
	{ "las", ES },
	{ "le", FR | IT },
	{ "les", FR },
	{ "lo", ES | IT },
	{ "los", ES },
	{ "mais", FR | PT },
	{ "mit", DE },
	{ "my", EN },
	{ "na", PT },
	{ "nicht", DE },
	{ "no", ES | PT | EN },
	{ "non", IT | FR },
	{ "nous", FR },
	{ "n\xc3\xa3o", PT },
	{ "o", PT | IT },
	{ "of", EN },
	{ "on", EN | FR },
	{ "os", PT },
	{ "ou", FR | PT },
	{ "our", EN },
	{ "par", FR },
	{ "para", ES | PT },
	{ "per", IT },
	{ "please", EN },
	{ "por", ES | PT },
	{ "pour", FR },
	{ "que", FR | ES | PT },
	{ "se", ES | PT | IT },
	{ "seu", PT },
	{ "sich", DE },
	{ "sie", DE },
	{ "su", ES | IT },
	{ "sua", PT | IT },
	{ "sur", FR },
	{ "that", EN },
	{ "the", EN },
	{ "this", EN },
	{ "to", EN },
	{ "tu", ES | FR | IT },
	{ "um", PT | DE },
	{ "una", ES | IT },
	{ "und", DE },
	{ "une", FR },
	{ "uno", ES | IT },
	{ "usted", ES },
	{ "voc\xc3\xaa", PT },
	{ "von", DE },
	{ "votre", FR },
	{ "vous", FR },
	{ "we", EN },
	{ "will", EN },
	{ "wir", DE },
	{ "with", EN },
	{ "y", ES },
	{ "you", EN },
	{ "your", EN },
	{ "zu", DE },
	{ "zur", DE },
	{ "\xc3\xa0", FR },
	{ "\xc3\xa8", IT },
	{ "\xc3\xa9", PT },
};

static inline uint64_t
key_of(const char word[static WORD_MAX])
{
	uint64_t key;

	memcpy(&key, word, WORD_MAX);
	return key;
}

#define SLOTS 512 /* for the words by hash; a power of two */

static pthread_once_t words_once = PTHREAD_ONCE_INIT;
/* Written once under words_once: 0, or one more than an index for words. */
static unsigned char slots[SLOTS];

static inline size_t
slot_of(uint64_t key)
{
	return (size_t)(key * 0x9e3779b97f4a7c15u >> 32) % SLOTS;
}

static void
fill_slots(void)
{
	_Static_assert(COUNT(words) < 256, "an index needs more than a byte");
	for (size_t i = 0; i < COUNT(words); i++) {
		size_t at = slot_of(key_of(words[i].word));

		while (slots[at] != 0)
			at = (at + 1) % SLOTS;
		slots[at] = (unsigned char)(i + 1);
	}
}

/* word is padded as those of the table. */
static unsigned
languages_of(const char word[static WORD_MAX])
{
	uint64_t wanted = key_of(word);
	size_t at = slot_of(wanted);

	for (; slots[at] != 0; at = (at + 1) % SLOTS)
		if (key_of(words[slots[at] - 1].word) == wanted)
			return words[slots[at] - 1].languages;
	return 0;
}

#define LATIN_SAMPLE ((size_t)2 << 10) /* bytes: some 300 words */

/* By small words; a word of one language weighs twice. */
static const char *
latin_language(span text)
{
	static const char *const names[] = { "en", "de", "fr", "es", "pt",
		"it" };
	size_t scores[COUNT(names)] = { 0 }, best = 0, second = 0;
	char word[WORD_MAX] = { 0 };
	size_t n = 0;

	pthread_once(&words_once, fill_slots);
	text = span_head(text, LATIN_SAMPLE);
	for (size_t i = 0; i <= text.n; i++) {
		char c = i < text.n ? text.p[i] : ' ';
		unsigned languages;

		if (ascii_is_alpha(c) || (unsigned char)c >= 0x80) {
			if (n < WORD_MAX)
				word[n] = ascii_lower(c);
			n++;
			continue;
		}
		if (n == 0)
			continue;
		languages = n <= WORD_MAX ? languages_of(word) : 0;
		memset(word, 0, sizeof(word));
		for (size_t k = 0; languages >> k != 0; k++)
			if (languages & 1u << k)
				scores[k] += languages == 1u << k ? 2 : 1;
		n = 0;
	}
	for (size_t k = 1; k < COUNT(names); k++)
		if (scores[k] > scores[best])
			best = k;
	for (size_t k = 0; k < COUNT(names); k++)
		if (k != best && scores[k] > second)
			second = scores[k];
	return scores[best] >= 2 && scores[best] > second ? names[best] : "";
}

/* Han letters alone that may be a Japanese subject: 緊急連絡. */
#define FEW 20

const char *
script_language(span visible)
{
	struct script_counts n;
	const size_t *letters = n.letters;
	size_t kana, cjk;

	visible = span_head(visible, SAMPLE);
	n = script_count(visible);
	kana = letters[SCRIPT_HIRAGANA] + letters[SCRIPT_KATAKANA];
	cjk = kana + letters[SCRIPT_HAN];
	if (n.all == 0)
		return "";
	if (letters[SCRIPT_HANGUL] * 5 > n.all && letters[SCRIPT_HANGUL] > cjk)
		return "ko";
	/* Addresses and brands make much of a Japanese mail Latin. */
	if (kana >= 2 && cjk * 10 >= n.all && kana * 20 >= cjk)
		return "ja";
	if (letters[SCRIPT_HAN] * 5 > n.all) {
		if (script_simplified(visible, NULL) > 0 ||
		    letters[SCRIPT_HAN] > FEW)
			return "zh";
		return "ja";
	}
	if (kana * 2 > n.all)
		return "ja";
	if (letters[SCRIPT_CYRILLIC] * 2 > n.all)
		return "ru";
	return letters[SCRIPT_LATIN] * 2 > n.all ? latin_language(visible) : "";
}

size_t
script_unseen(span utf8)
{
	struct script_invisible n = script_invisible(utf8);

	return n.zero_width + n.bidi + n.tags;
}

static bool
is_katakana(uint32_t code)
{
	return (code >= 0x30a1 && code <= 0x30fa && code != 0x30f5 &&
		   code != 0x30f6) ||
	    code == 0x30fc;
}

static bool
looks_like_kana(uint32_t code)
{
	static const uint16_t codes[] = { '-', 0x2010, 0x2011, 0x2012, 0x2013,
		0x2014, 0x2015, 0x2212, 0x4e00 /* one */, 0x529b /* power */,
		0x53e3 /* mouth */, 0x4e8c /* two */, 0x535c /* divination */,
		0x5de5 /* craft */, 0x5915 /* evening */, 0x516b /* eight */ };

	for (size_t i = 0; i < COUNT(codes); i++)
		if (codes[i] == code)
			return true;
	return false;
}

size_t
script_kana_alike(span utf8, span *first)
{
	uint32_t before = 0, middle = 0;
	span at = { 0 };
	size_t count = 0;

	while (utf8.n > 0) {
		span rest = utf8;
		uint32_t code;

		/* Of ASCII only a dash may stand for a mark of kana. */
		if ((unsigned char)utf8.p[0] < 0x80 && utf8.p[0] != '-') {
			utf8 = utf8_skip_ascii(utf8);
			before = middle = 0;
			continue;
		}
		code = utf8_cut(&rest, NULL);
		if (is_katakana(code) && is_katakana(before) &&
		    looks_like_kana(middle)) {
			if (count++ == 0 && first != NULL)
				*first = at;
		}
		before = middle;
		middle = code;
		at = span_head(utf8, utf8.n - rest.n);
		utf8 = rest;
	}
	return count;
}
