/*
 * sha256 - the SHA-256 digest of bytes (FIPS 180-4), in hexadecimal.
 */
#ifndef MEKIKI_BASE_SHA256_H
#define MEKIKI_BASE_SHA256_H

#include "base/span.h"

#define SHA256_TEXT 65 /* 64 lower-case digits and a NUL */

/* false: no memory, and out is empty. */
bool sha256_text(span bytes, char out[static SHA256_TEXT]);

/* The text of a digest's 32 bytes. */
void sha256_digits(
    const unsigned char digest[static 32], char out[static SHA256_TEXT]);

#endif
