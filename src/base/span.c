#define _GNU_SOURCE /* memmem, memrchr */
#include "base/span.h"

bool
span_same(span a, span b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

#define EACH(byte) ((uint64_t)(byte)*0x0101010101010101u)

static inline uint64_t
word_at(const char *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof(word));
	return word;
}

/* Eight bytes, ASCII letters lowered. */
static inline uint64_t
lower_word(uint64_t word)
{
	uint64_t low = word & EACH(0x7f);
	/* The top bit of each byte that is at least 'A', above 'Z'. */
	uint64_t from = low + EACH(0x80 - 'A'), above = low + EACH(0x7f - 'Z');

	return word | ((from & ~above & ~word & EACH(0x80)) >> 2);
}

/* The top bit of each byte that is an ASCII letter. */
static inline uint64_t
letter_bits(uint64_t word)
{
	uint64_t low = (word | EACH(0x20)) & EACH(0x7f);

	return (low + EACH(0x80 - 'a')) & ~(low + EACH(0x7f - 'z')) & ~word &
	    EACH(0x80);
}

size_t
span_letters(span s)
{
	size_t letters = 0;

	for (; s.n >= 8; s.p += 8, s.n -= 8)
		letters +=
		    (size_t)((letter_bits(word_at(s.p)) >> 7) * EACH(1) >> 56);
	for (size_t i = 0; i < s.n; i++)
		letters += ascii_is_alpha(s.p[i]);
	return letters;
}

void
span_lower(char *p, size_t n)
{
	for (; n >= 8; p += 8, n -= 8) {
		uint64_t word = lower_word(word_at(p));

		memcpy(p, &word, 8);
	}
	for (size_t i = 0; i < n; i++)
		p[i] = ascii_lower(p[i]);
}

/* All of the n bytes at p, 0 < n < 8, some of them twice. */
static inline uint64_t
few_bytes(const char *p, size_t n)
{
	uint32_t head, tail;

	if (n < 4)
		return (uint64_t)(unsigned char)p[0] |
		    (uint64_t)(unsigned char)p[n / 2] << 8 |
		    (uint64_t)(unsigned char)p[n - 1] << 16;
	memcpy(&head, p, 4);
	memcpy(&tail, p + n - 4, 4);
	return head | (uint64_t)tail << 32;
}

bool
span_same_nocase(span a, span b)
{
	size_t i = 0;

	if (a.n != b.n || a.n == 0)
		return a.n == b.n;
	if (a.n < 8)
		return lower_word(few_bytes(a.p, a.n)) ==
		    lower_word(few_bytes(b.p, b.n));
	for (; i + 8 < a.n; i += 8)
		if (lower_word(word_at(a.p + i)) !=
		    lower_word(word_at(b.p + i)))
			return false;
	i = a.n - 8; /* what is looked at twice does no harm */
	return lower_word(word_at(a.p + i)) == lower_word(word_at(b.p + i));
}

int
span_order(span a, span b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n > 0 ? memcmp(a.p, b.p, n) : 0;

	if (order != 0)
		return order;
	return a.n < b.n ? -1 : a.n > b.n;
}

size_t
span_find(span s, span what)
{
	const char *at;

	if (s.n == 0 || what.n == 0)
		return what.n == 0 ? 0 : s.n;
	at = memmem(s.p, s.n, what.p, what.n);
	return at == NULL ? s.n : (size_t)(at - s.p);
}

/* Offset of the byte of what to look for: a sign is rarer than a letter. */
static size_t
rare_byte(span what)
{
	for (size_t i = 0; i < what.n; i++)
		if (!ascii_is_alnum(what.p[i]) && what.p[i] != ' ')
			return i;
	return 0;
}

/* Where c stands next at or behind from, or s.n. */
static size_t
next_byte(span s, size_t from, char c)
{
	return from < s.n ? from + span_find_byte(span_drop(s, from), c) : s.n;
}

size_t
span_find_nocase(span s, span what)
{
	size_t k = rare_byte(what), lower, upper;
	char low, up;

	if (what.n == 0 || what.n > s.n)
		return what.n == 0 ? 0 : s.n;
	low = ascii_lower(what.p[k]);
	up = low >= 'a' && low <= 'z' ? (char)(low & ~0x20) : low;
	lower = next_byte(s, k, low);
	upper = up == low ? s.n : next_byte(s, k, up);
	for (;;) {
		size_t at = lower < upper ? lower : upper;

		if (at - k > s.n - what.n)
			return s.n;
		if (span_same_nocase((span){ s.p + at - k, what.n }, what))
			return at - k;
		if (at == lower)
			lower = next_byte(s, at + 1, low);
		else
			upper = next_byte(s, at + 1, up);
	}
}

size_t
span_find_last(span s, char c)
{
	const char *at = s.n > 0 ? memrchr(s.p, c, s.n) : NULL;

	return at == NULL ? s.n : (size_t)(at - s.p);
}

size_t
span_printable(span s)
{
	size_t i = 0;

	for (; i + 8 <= s.n; i += 8) {
		uint64_t w = word_at(s.p + i);

		/* A top bit where a byte is above 0x7e or below 0x20. */
		if ((w | (w + EACH(1)) | (w - EACH(0x20))) & EACH(0x80))
			break;
	}
	while (i < s.n && s.p[i] >= ' ' && s.p[i] < 0x7f)
		i++;
	return i;
}

span
span_trim(span s)
{
	while (s.n > 0 && ascii_is_space(s.p[s.n - 1]))
		s.n--;
	while (s.n > 0 && ascii_is_space(s.p[0])) {
		s.p++;
		s.n--;
	}
	return s;
}

span
span_cut(span *rest, char sep)
{
	size_t at = span_find_byte(*rest, sep);
	span head = span_head(*rest, at);

	*rest = span_drop(*rest, at + 1);
	return head;
}

span
span_cut_line(span *rest)
{
	span line = span_cut(rest, '\n');

	if (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	return line;
}

bool
span_number(span s, uint64_t max, uint64_t *out)
{
	uint64_t value = 0;

	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		uint64_t digit = (uint64_t)(s.p[i] - '0');

		if (!ascii_is_digit(s.p[i]) || value > (max - digit) / 10)
			return false;
		value = value * 10 + digit;
		if (value > max)
			return false;
	}
	*out = value;
	return true;
}

span
span_of_int(int64_t value, char buf[static SPAN_INT_MAX])
{
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	size_t at = SPAN_INT_MAX;

	do
		buf[--at] = (char)('0' + rest % 10);
	while ((rest /= 10) > 0);
	if (value < 0)
		buf[--at] = '-';
	return (span){ buf + at, SPAN_INT_MAX - at };
}

/* The n < 8 bytes at p, zeros behind them. */
static uint64_t
short_word(const char *p, size_t n)
{
	uint64_t word = 0;

	if (n > 0)
		memcpy(&word, p, n);
	return word;
}

static uint64_t
mix(uint64_t h, uint64_t word)
{
	h = (h ^ word) * 0x9e3779b97f4a7c15u;
	return h ^ h >> 29;
}

uint64_t
span_hash(span s)
{
	uint64_t h = s.n;

	for (; s.n >= 8; s.p += 8, s.n -= 8)
		h = mix(h, word_at(s.p));
	return mix(h, short_word(s.p, s.n));
}

uint64_t
span_hash_nocase(span s)
{
	uint64_t h = s.n;

	for (; s.n >= 8; s.p += 8, s.n -= 8)
		h = mix(h, lower_word(word_at(s.p)));
	return mix(h, lower_word(short_word(s.p, s.n)));
}
