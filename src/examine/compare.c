#include "examine/compare.h"

#define PIECE 8		/* bytes: three kana, or a word */
#define LOOKED 16384	/* bytes of either text */
#define ENOUGH 160	/* bytes: below that nothing is said */
#define BITS (1u << 17) /* of the set; at most an eighth are in use */

static uint32_t
hash_of(const char *p)
{
	uint64_t word;

	memcpy(&word, p, PIECE);
	word *= 0x9e3779b97f4a7c15u;
	return (uint32_t)(word >> 47) % BITS;
}

/* Letters alone: the two parts break lines and set blanks differently. */
static span
squeeze(struct arena *a, span s)
{
	char *out = arena_raw(a, LOOKED);
	size_t n = 0;

	if (out == NULL)
		return (span){ 0 };
	for (size_t i = 0; i < s.n && n < LOOKED; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= 0x80 || ascii_is_alnum(s.p[i]))
			out[n++] = s.p[i];
	}
	return (span){ out, n };
}

int
compare_share(struct arena *a, span x, span y)
{
	unsigned char *set;
	size_t common = 0;

	x = squeeze(a, x);
	y = squeeze(a, y);
	if (x.n < ENOUGH || y.n < ENOUGH)
		return -1;
	set = arena_alloc(a, BITS / 8);
	if (set == NULL)
		return -1;
	for (size_t i = 0; i + PIECE <= y.n; i++) {
		uint32_t h = hash_of(y.p + i);

		set[h / 8] = (unsigned char)(set[h / 8] | 1u << h % 8);
	}
	for (size_t i = 0; i + PIECE <= x.n; i++) {
		uint32_t h = hash_of(x.p + i);

		common += (unsigned)set[h / 8] >> h % 8 & 1u;
	}
	return (int)(common * 100 / (x.n - PIECE + 1));
}
