#include "examine/random.h"

/* Pairs of consonants that English, romaji and the Romance languages have. */
static const char common_pairs[] =
    "bl br ch ck cl cr ct dr ds dy fl fr ft gh gl gr ht ks ld lf lk ll lm lp "
    "ls lt ly mb mp ms nc nd ng nk nn ns nt ny ph pl pp pr ps pt qu rb rc rd "
    "rf rg rk rl rm rn rp rr rs rt rv ry sc sh sk sl sm sn sp sq ss st sw sy "
    "th tr ts tt tw ty tz wh wn wr ws xp zz mm ff gg cc dd hn hr ky my by ry "
    "kk gy hy cy vy dg dm dv lv lb lc ln lw nf nh nj nl nm np nr nv nw nz ";

static bool
is_vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' ||
	    c == 'y';
}

static bool
is_common(char a, char b)
{
	for (const char *p = common_pairs; *p != '\0'; p += 3)
		if (p[0] == a && p[1] == b)
			return true;
	return false;
}

bool
random_label(span label)
{
	size_t letters = 0, vowels = 0, digits = 0, odd = 0, switches = 0;
	size_t run = 0, longest = 0;

	if (label.n < 6 || span_starts(label, "xn--"))
		return false;
	for (size_t i = 0; i < label.n; i++) {
		char c = ascii_lower(label.p[i]);
		char before = i > 0 ? ascii_lower(label.p[i - 1]) : '\0';

		if (ascii_is_digit(c)) {
			digits++;
			switches += ascii_is_alpha(before);
			run = 0;
			continue;
		}
		if (!ascii_is_alpha(c)) {
			run = 0;
			continue;
		}
		letters++;
		switches += ascii_is_digit(before);
		vowels += is_vowel(c);
		run = is_vowel(c) ? 0 : run + 1;
		longest = run > longest ? run : longest;
		if (ascii_is_alpha(before) && !is_vowel(c) &&
		    !is_vowel(before) && !is_common(before, c))
			odd++;
	}
	if (letters < 4)
		return false;
	if (digits > 0 && switches >= 3 && letters + digits >= 7)
		return true;
	if (longest >= 5 && odd >= 2)
		return true;
	return vowels * 6 < letters && odd >= 3;
}
