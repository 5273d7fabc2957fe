#include "examine/wallet.h"

#include <openssl/sha.h>

#define WALLET_MAX 90 /* BIP 173 */
#define WALLET_MIN 14 /* likewise; Base58 has 26 and more */

static int
base58_value(char c)
{
	static const char digits[] =
	    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
	const char *at = c == '\0' ? NULL : strchr(digits, c);

	return at == NULL ? -1 : (int)(at - digits);
}

/* 25 bytes: version, 20 of hash, 4 of checksum. */
static bool
is_base58check(span s)
{
	unsigned char bytes[25] = { 0 }, digest[SHA256_DIGEST_LENGTH];

	if (s.n < 26 || s.n > 35 || (s.p[0] != '1' && s.p[0] != '3'))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		int carry = base58_value(s.p[i]);

		if (carry < 0)
			return false;
		for (size_t k = sizeof(bytes); k-- > 0;) {
			carry += 58 * bytes[k];
			bytes[k] = (unsigned char)carry;
			carry >>= 8;
		}
		if (carry != 0)
			return false;
	}
	SHA256(bytes, 21, digest);
	SHA256(digest, sizeof(digest), digest);
	return memcmp(digest, bytes + 21, 4) == 0;
}

static uint32_t
bech32_step(uint32_t sum, uint32_t value)
{
	static const uint32_t generator[] = { 0x3b6a57b2, 0x26508e6d,
		0x1ea119fa, 0x3d4233dd, 0x2a1462b3 };
	uint32_t top = sum >> 25;

	sum = (sum & 0x1ffffff) << 5 ^ value;
	for (int i = 0; i < 5; i++)
		if (top >> i & 1)
			sum ^= generator[i];
	return sum;
}

static bool
is_bech32(span s)
{
	static const char digits[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
	uint32_t sum = 1;

	if (s.n < 14 || s.n > WALLET_MAX || !span_starts(s, "bc1"))
		return false;
	/* The human-readable part "bc", high bits, a zero, low bits. */
	sum = bech32_step(sum, 3);
	sum = bech32_step(sum, 3);
	sum = bech32_step(sum, 0);
	sum = bech32_step(sum, 'b' & 31);
	sum = bech32_step(sum, 'c' & 31);
	for (size_t i = 3; i < s.n; i++) {
		const char *at = strchr(digits, ascii_lower(s.p[i]));

		if (at == NULL || *at == '\0')
			return false;
		sum = bech32_step(sum, (uint32_t)(at - digits));
	}
	return sum == 1 || sum == 0x2bc830a3;
}

bool
wallet_next(span text, size_t *from, size_t *start, size_t *end)
{
	size_t i = *from;

	while (i + WALLET_MIN <= text.n) {
		size_t first = i, last = i + WALLET_MIN - 1;
		span word;

		/* No long word begins at or before a byte that is in none. */
		while (last > first && ascii_is_alnum(text.p[last]))
			last--;
		if (last > first || !ascii_is_alnum(text.p[first])) {
			i = last + 1;
			continue;
		}
		while (i < text.n && ascii_is_alnum(text.p[i]))
			i++;
		word = span_slice(text, first, i);
		if (is_base58check(word) || is_bech32(word)) {
			*start = first;
			*end = *from = i;
			return true;
		}
	}
	*from = text.n;
	return false;
}
