#include "report/uuid.h"

#include <openssl/evp.h>

const char uuid_stix[UUID_TEXT] = "00abedb4-aa42-466c-9c01-fed23315a9b7";
/* Drawn once, at random. */
const char uuid_mekiki[UUID_TEXT] = "6b0cf6c5-6c0e-4d3b-9f5e-3e1b52f0a7c4";

#define UUID_BYTES 16

static void
read_bytes(const char *text, unsigned char out[UUID_BYTES])
{
	size_t n = 0;

	for (size_t i = 0; text[i] != '\0' && n < UUID_BYTES; i++) {
		if (text[i] == '-')
			continue;
		out[n++] = (unsigned char)(ascii_hex(text[i]) << 4 |
		    ascii_hex(text[i + 1]));
		i++;
	}
}

static void
write_text(const unsigned char bytes[UUID_BYTES], char out[UUID_TEXT])
{
	static const char hex[] = "0123456789abcdef";
	size_t n = 0;

	for (size_t i = 0; i < UUID_BYTES; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			out[n++] = '-';
		out[n++] = hex[bytes[i] >> 4];
		out[n++] = hex[bytes[i] & 15];
	}
	out[n] = '\0';
}

bool
uuid_make(const char *space, span name, char out[static UUID_TEXT])
{
	unsigned char digest[EVP_MAX_MD_SIZE], bytes[UUID_BYTES];
	EVP_MD_CTX *md = EVP_MD_CTX_new();
	bool done;

	read_bytes(space, bytes);
	done = md != NULL && EVP_DigestInit_ex(md, EVP_sha1(), NULL) == 1 &&
	    EVP_DigestUpdate(md, bytes, sizeof(bytes)) == 1 &&
	    EVP_DigestUpdate(md, name.p, name.n) == 1 &&
	    EVP_DigestFinal_ex(md, digest, NULL) == 1;
	EVP_MD_CTX_free(md);
	if (!done)
		return false;
	digest[6] = (unsigned char)((digest[6] & 0x0f) | 0x50);
	digest[8] = (unsigned char)((digest[8] & 0x3f) | 0x80);
	write_text(digest, out);
	return true;
}
