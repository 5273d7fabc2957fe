#include "base/sha256.h"

#include <openssl/evp.h>

void
sha256_digits(
    const unsigned char digest[static 32], char out[static SHA256_TEXT])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < 32; i++) {
		out[2 * i] = digits[digest[i] >> 4];
		out[2 * i + 1] = digits[digest[i] & 15];
	}
	out[64] = '\0';
}

bool
sha256_text(span bytes, char out[static SHA256_TEXT])
{
	unsigned char digest[EVP_MAX_MD_SIZE];

	out[0] = '\0';
	if (EVP_Digest(bytes.n > 0 ? bytes.p : "", bytes.n, digest, NULL,
		EVP_sha256(), NULL) != 1)
		return false;
	sha256_digits(digest, out);
	return true;
}
