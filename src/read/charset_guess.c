#include "read/charset_guess.h"

#include <unicode/ucsdet.h>

#include "base/utf8.h"

#define SAMPLE ((size_t)64 << 10)
/* Below this ICU's detector is no better than a coin; 0 to 100. */
#define CONFIDENT 10

static unsigned char
byte_at(span s, size_t i)
{
	return (unsigned char)s.p[i];
}

/* JIS rows as Shift_JIS writes them: 0x81 punctuation, 0x82 and 0x83 kana. */
static void
count_shift_jis(struct charset_score *score, unsigned char a, unsigned char b)
{
	score->pairs++;
	if ((a == 0x82 && b >= 0x9f && b <= 0xf1) || (a == 0x83 && b <= 0x96) ||
	    (a == 0x81 && (b <= 0x5b || (b >= 0x69 && b <= 0x7a))))
		score->kana++;
	else if ((a >= 0x89 && a <= 0x97) || (a == 0x88 && b >= 0x9f) ||
	    (a == 0x98 && b <= 0x72))
		score->common++;
	else if (a >= 0x99 || (a >= 0x84 && a <= 0x86))
		score->rare++;
}

struct charset_score
charset_score_shift_jis(span bytes)
{
	struct charset_score score = { 0 };

	for (size_t i = 0; i < bytes.n; i++) {
		unsigned char a = byte_at(bytes, i), b;

		if (a < 0x80)
			continue;
		if (a >= 0xa1 && a <= 0xdf) {
			score.halfkana++;
			continue;
		}
		b = i + 1 < bytes.n ? byte_at(bytes, i + 1) : 0;
		if (a == 0x80 || a == 0xa0 || a > 0xfc || b < 0x40 ||
		    b == 0x7f || b > 0xfc) {
			score.errors++;
			continue;
		}
		count_shift_jis(&score, a, b);
		i++;
	}
	return score;
}

/* The same rows in EUC: 0xa1 punctuation, 0xa4 and 0xa5 kana. */
static void
count_euc_jp(struct charset_score *score, unsigned char a, unsigned char b)
{
	score->pairs++;
	if ((a == 0xa4 && b <= 0xf3) || (a == 0xa5 && b <= 0xf6) ||
	    (a == 0xa1 && (b <= 0xbc || (b >= 0xca && b <= 0xdb))))
		score->kana++;
	else if (a >= 0xb0 && a <= 0xcf)
		score->common++;
	else if (a >= 0xd0 || (a >= 0xa6 && a <= 0xac))
		score->rare++;
}

struct charset_score
charset_score_euc_jp(span bytes)
{
	struct charset_score score = { 0 };

	for (size_t i = 0; i < bytes.n; i++) {
		unsigned char a = byte_at(bytes, i), b, c;

		if (a < 0x80)
			continue;
		b = i + 1 < bytes.n ? byte_at(bytes, i + 1) : 0;
		c = i + 2 < bytes.n ? byte_at(bytes, i + 2) : 0;
		if (a == 0x8e && b >= 0xa1 && b <= 0xdf) {
			score.halfkana++;
			i++;
		} else if (a == 0x8f && b >= 0xa1 && c >= 0xa1) {
			score.pairs++;
			score.rare++;
			i += 2;
		} else if (a >= 0xa1 && a <= 0xfe && b >= 0xa1 && b <= 0xfe) {
			count_euc_jp(&score, a, b);
			i++;
		} else {
			score.errors++;
		}
	}
	return score;
}

struct charset_score
charset_score_utf8(span bytes)
{
	struct charset_score score = { 0 };

	while (bytes.n > 0) {
		size_t before = bytes.n;
		bool valid;

		if ((unsigned char)bytes.p[0] < 0x80) {
			bytes = span_drop(bytes, 1);
			continue;
		}
		utf8_cut(&bytes, &valid);
		if (!valid)
			score.errors++;
		else if (before - bytes.n > 1)
			score.pairs++;
	}
	return score;
}

/* One error at the very end is a cut; otherwise one in fifty is tolerated. */
static bool
fits(const struct charset_score *score, bool strict)
{
	size_t known = score->kana + score->common;

	if (score->pairs == 0 || score->errors * 50 > score->pairs)
		return false;
	if (strict)
		return score->errors == 0 && score->kana >= 2 &&
		    known * 5 >= (score->pairs + score->halfkana) * 4;
	if (score->kana > 0)
		return known * 2 >= score->pairs + score->halfkana;
	return score->errors == 0 && score->halfkana == 0 &&
	    score->rare * 4 <= score->pairs && score->common > 0;
}

/* What makes one of two fitting encodings likelier. */
static size_t
merit(const struct charset_score *score)
{
	return score->kana * 3 + score->common;
}

const struct charset *
charset_guess_japanese(span bytes, bool strict)
{
	struct charset_score sj, euc;
	bool is_sj, is_euc;

	bytes = span_head(bytes, SAMPLE);
	sj = charset_score_shift_jis(bytes);
	euc = charset_score_euc_jp(bytes);
	is_sj = fits(&sj, strict);
	/* Without kana, pairs above 0xa0 may as well be Chinese or Korean. */
	is_euc = fits(&euc, strict) && euc.kana > 0;
	if (is_sj && is_euc) {
		is_sj = merit(&sj) > merit(&euc);
		is_euc = !is_sj;
	}
	if (is_sj)
		return charset_find(SPAN("shift_jis"));
	return is_euc ? charset_find(SPAN("euc-jp")) : NULL;
}

const struct charset *
charset_guess_any(span bytes)
{
	UErrorCode e = U_ZERO_ERROR;
	UCharsetDetector *detector = ucsdet_open(&e);
	const struct charset *found = NULL;
	const UCharsetMatch *match;

	bytes = span_head(bytes, SAMPLE);
	ucsdet_setText(detector, bytes.p, (int32_t)bytes.n, &e);
	match = ucsdet_detect(detector, &e);
	if (U_SUCCESS(e) && match != NULL &&
	    ucsdet_getConfidence(match, &e) >= CONFIDENT)
		found = charset_find(span_of(ucsdet_getName(match, &e)));
	ucsdet_close(detector);
	if (found == NULL || found->kind < CHARSET_SHIFT)
		found = charset_find(SPAN("windows-1252"));
	return found;
}
