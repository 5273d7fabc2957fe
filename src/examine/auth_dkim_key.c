#include "examine/auth_dkim_key.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "base/limits.h"
#include "read/transfer.h"

#define WEAK_BITS 1024 /* RFC 8301 section 3.2 */
#define ED25519_BYTES 32

struct dkim_key
dkim_key_parse(span txt)
{
	struct tags tags = tags_parse(txt);
	const struct tag *version = tags_find(&tags, "v");
	const struct tag *hashes = tags_find(&tags, "h");
	const struct tag *services = tags_find(&tags, "s");
	const struct tag *type = tags_find(&tags, "k");
	const struct tag *data = tags_find(&tags, "p");
	struct dkim_key key = { .reason = DKIM_FINE };

	if (tags.bad || data == NULL ||
	    (version != NULL &&
		(version != tags.list ||
		    !span_same(version->value, SPAN("DKIM1"))))) {
		key.reason = DKIM_KEY_SYNTAX;
		return key;
	}
	key.data = data->value;
	key.testing = tags_list_has(tags_value(&tags, "t"), "y");
	key.strict = tags_list_has(tags_value(&tags, "t"), "s");
	key.ed25519 = type != NULL && span_same(type->value, SPAN("ed25519"));
	if (key.data.n == 0)
		key.reason = DKIM_KEY_REVOKED;
	else if ((type != NULL && !key.ed25519 &&
		     !span_same(type->value, SPAN("rsa"))) ||
	    (hashes != NULL && !tags_list_has(hashes->value, "sha256")) ||
	    (services != NULL && !tags_list_has(services->value, "*") &&
		!tags_list_has(services->value, "email")))
		key.reason = DKIM_KEY_OTHER;
	return key;
}

static span
decode(struct arena *a, span base64)
{
	unsigned odd = 0;
	span bytes = transfer_base64(a, base64, &odd);

	return odd & (TRANSFER_BAD_BASE64 | TRANSFER_AFTER_PAD) ? (span){ 0 }
								: bytes;
}

/* SubjectPublicKeyInfo as all the world writes, or the RFC's RSAPublicKey. */
static EVP_PKEY *
open_key(const struct dkim_key *key, span der)
{
	const unsigned char *p = (const unsigned char *)der.p;
	EVP_PKEY *pkey;

	if (key->ed25519)
		return der.n != ED25519_BYTES
		    ? NULL
		    : EVP_PKEY_new_raw_public_key(
			  EVP_PKEY_ED25519, NULL, p, der.n);
	pkey = d2i_PUBKEY(NULL, &p, (long)der.n);
	if (pkey == NULL) {
		p = (const unsigned char *)der.p;
		pkey = d2i_PublicKey(EVP_PKEY_RSA, NULL, &p, (long)der.n);
	}
	if (pkey != NULL && EVP_PKEY_get_base_id(pkey) != EVP_PKEY_RSA) {
		EVP_PKEY_free(pkey);
		return NULL;
	}
	return pkey;
}

static bool
rsa_matches(
    EVP_PKEY *pkey, const unsigned char digest[static CANON_HASH], span bytes)
{
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(pkey, NULL);
	bool ok = context != NULL && EVP_PKEY_verify_init(context) == 1 &&
	    EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1 &&
	    EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) == 1 &&
	    EVP_PKEY_verify(context, (const unsigned char *)bytes.p, bytes.n,
		digest, CANON_HASH) == 1;

	EVP_PKEY_CTX_free(context);
	return ok;
}

/* RFC 8463 section 3: what is signed is the digest itself. */
static bool
ed25519_matches(
    EVP_PKEY *pkey, const unsigned char digest[static CANON_HASH], span bytes)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool ok = context != NULL &&
	    EVP_DigestVerifyInit(context, NULL, NULL, NULL, pkey) == 1 &&
	    EVP_DigestVerify(context, (const unsigned char *)bytes.p, bytes.n,
		digest, CANON_HASH) == 1;

	EVP_MD_CTX_free(context);
	return ok;
}

static enum dkim_reason
check_size(EVP_PKEY *pkey, bool ed25519, unsigned *bits)
{
	int size = EVP_PKEY_get_bits(pkey);

	*bits = size > 0 ? (unsigned)size : 0;
	if (ed25519)
		return DKIM_FINE;
	if (*bits > LIMIT_KEY_BITS)
		return DKIM_KEY_LARGE;
	return *bits < WEAK_BITS ? DKIM_KEY_WEAK : DKIM_FINE;
}

enum dkim_reason
dkim_key_verify(struct arena *a, const struct dkim_key *key,
    const unsigned char digest[static CANON_HASH], span signature,
    unsigned *bits)
{
	span der = decode(a, key->data), bytes = decode(a, signature);
	EVP_PKEY *pkey = der.n == 0 ? NULL : open_key(key, der);
	enum dkim_reason size;
	bool matches;

	*bits = 0;
	if (pkey == NULL)
		return DKIM_KEY_SYNTAX;
	size = check_size(pkey, key->ed25519, bits);
	if (size == DKIM_KEY_LARGE) {
		EVP_PKEY_free(pkey);
		return size;
	}
	matches = bytes.n > 0 &&
	    (key->ed25519 ? ed25519_matches(pkey, digest, bytes)
			  : rsa_matches(pkey, digest, bytes));
	EVP_PKEY_free(pkey);
	return matches ? size : DKIM_BAD_SIGNATURE;
}
