/*
 * signer - signs mails for tests of DKIM and ARC.
 *
 * Canonicalises in its own way, a byte at a time and from RFC 6376 section 3.4
 * alone, so that it shares no mistake with what is tested.  Mails are signed as
 * they would be sent, with CRLF; signer_lf gives the form that is kept.
 */
#ifndef MEKIKI_TEST_SIGNER_H
#define MEKIKI_TEST_SIGNER_H

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <stdio.h>

#include "base/buf.h"
#include "test/test.h"

#define SIGNER_MAX ((size_t)4 << 20)

struct signer_key {
	EVP_PKEY *pkey;
	bool ed25519;
	span record; /* for the DNS */
};

struct signer {
	const struct signer_key *key;
	const char *field; /* NULL: DKIM-Signature */
	const char *domain, *selector;
	const char *canon;  /* "relaxed/simple"; NULL: no c= */
	const char *names;  /* h=; NULL: no h= and no bh=, an ARC-Seal */
	const char *before; /* tags in front, "v=1; " */
	const char *more;   /* tags behind, "t=1; " */
	long length;	    /* l=; -1: none */
};

static inline void
signer_close(void *pkey)
{
	EVP_PKEY_free(pkey);
}

static inline span
signer_base64(struct arena *a, const unsigned char *p, size_t n)
{
	unsigned char *out = arena_alloc(a, n * 4 / 3 + 8);

	return (span){ (char *)out, (size_t)EVP_EncodeBlock(out, p, (int)n) };
}

/* A new key; bits 0: Ed25519. */
static inline struct signer_key
signer_key_new(struct arena *a, unsigned bits)
{
	struct signer_key key = { .ed25519 = bits == 0 };
	unsigned char raw[32], *der = NULL;
	size_t n = sizeof(raw);

	key.pkey = bits == 0 ? EVP_PKEY_Q_keygen(NULL, NULL, "ED25519")
			     : EVP_RSA_gen(bits);
	if (key.pkey == NULL)
		abort();
	arena_defer(a, signer_close, key.pkey);
	if (bits == 0) {
		EVP_PKEY_get_raw_public_key(key.pkey, raw, &n);
		key.record = arena_join(a, SPAN("v=DKIM1; k=ed25519; p="),
		    signer_base64(a, raw, n), (span){ 0 });
	} else {
		n = (size_t)i2d_PUBKEY(key.pkey, &der);
		key.record = arena_join(a, SPAN("v=DKIM1; k=rsa; p="),
		    signer_base64(a, der, n), (span){ 0 });
		OPENSSL_free(der);
	}
	return key;
}

/* Every LF with a CR before it. */
static inline span
signer_crlf(struct arena *a, span s)
{
	struct buf b = buf_new(a, SIGNER_MAX);

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n' && (i == 0 || s.p[i - 1] != '\r'))
			buf_byte(&b, '\r');
		buf_byte(&b, s.p[i]);
	}
	return buf_span(&b);
}

/* Every CRLF as LF. */
static inline span
signer_lf(struct arena *a, span s)
{
	struct buf b = buf_new(a, SIGNER_MAX);

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\r' || i + 1 == s.n || s.p[i + 1] != '\n')
			buf_byte(&b, s.p[i]);
	return buf_span(&b);
}

static inline bool
signer_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Section 3.4.3 and 3.4.4. */
static inline span
signer_body(struct arena *a, span body, bool relaxed)
{
	struct buf b = buf_new(a, SIGNER_MAX);
	span out;

	for (size_t i = 0; i < body.n; i++) {
		size_t end = i;

		if (!relaxed || !signer_blank(body.p[i])) {
			buf_byte(&b, body.p[i]);
			continue;
		}
		while (end < body.n && signer_blank(body.p[end]))
			end++;
		if (end < body.n &&
		    !(body.p[end] == '\r' && end + 1 < body.n &&
			body.p[end + 1] == '\n'))
			buf_byte(&b, ' ');
		i = end - 1;
	}
	if (b.n > 0 && !span_ends(buf_span(&b), "\r\n"))
		buf_text(&b, "\r\n");
	out = buf_span(&b);
	while (span_ends(out, "\r\n\r\n"))
		out.n -= 2;
	if (span_same(out, SPAN("\r\n")))
		out.n = 0;
	return out.n == 0 && !relaxed ? SPAN("\r\n") : out;
}

/* A field with its CRLF; section 3.4.1 and 3.4.2. */
static inline void
signer_put_field(struct buf *b, span field, bool relaxed, bool end)
{
	size_t colon = span_find_byte(field, ':');
	bool begun = false, blank = false;

	if (span_ends(field, "\r\n"))
		field.n -= 2;
	for (size_t i = 0; i < field.n; i++) {
		char c = field.p[i];

		if (!relaxed) {
			buf_byte(b, c);
		} else if (i < colon) {
			if (!signer_blank(c))
				buf_byte(b, ascii_lower(c));
		} else if (i == colon) {
			buf_byte(b, ':');
		} else if (c == '\r' && i + 1 < field.n &&
		    field.p[i + 1] == '\n') {
			i++;
		} else if (signer_blank(c)) {
			blank = true;
		} else {
			if (blank && begun)
				buf_byte(b, ' ');
			blank = false;
			begun = true;
			buf_byte(b, c);
		}
	}
	if (end)
		buf_text(b, "\r\n");
}

/* The field that begins at *at, which is moved behind it; empty: the end. */
static inline span
signer_cut_field(span head, size_t *at)
{
	size_t start = *at, i = *at;

	while (i < head.n) {
		while (i < head.n && head.p[i] != '\n')
			i++;
		i++;
		if (i >= head.n || !signer_blank(head.p[i]))
			break;
	}
	*at = i < head.n ? i : head.n;
	return span_slice(head, start, *at);
}

static inline bool
signer_is_named(span field, span name)
{
	span own = span_trim(span_head(field, span_find_byte(field, ':')));

	return span_same_nocase(own, name);
}

/* The fields named, each taken from the bottom up. */
static inline void
signer_put_named(struct buf *b, span head, span names, bool relaxed)
{
	span done[200], name;
	size_t count = 0;

	while (names.n > 0) {
		size_t skip = 0, at = 0, last = 0;
		span found = { 0 };

		name = span_trim(span_cut(&names, ':'));
		for (size_t i = 0; i < count; i++)
			skip += span_same_nocase(done[i], name);
		if (count < COUNT(done))
			done[count++] = name;
		for (size_t i = 0; at < head.n; i++)
			last +=
			    signer_is_named(signer_cut_field(head, &at), name);
		if (last <= skip)
			continue;
		last -= skip;
		for (at = 0; at < head.n && last > 0;) {
			found = signer_cut_field(head, &at);
			last -= signer_is_named(found, name);
		}
		signer_put_field(b, found, relaxed, true);
	}
}

static inline span
signer_sign_bytes(struct arena *a, const struct signer_key *key, span bytes)
{
	unsigned char digest[EVP_MAX_MD_SIZE], sig[2048];
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	size_t n = sizeof(sig);
	bool ok;

	EVP_Digest(bytes.p, bytes.n, digest, NULL, EVP_sha256(), NULL);
	if (key->ed25519)
		ok = EVP_DigestSignInit(context, NULL, NULL, NULL, key->pkey) ==
			1 &&
		    EVP_DigestSign(context, sig, &n, digest, 32) == 1;
	else
		ok = EVP_DigestSignInit(
			 context, NULL, EVP_sha256(), NULL, key->pkey) == 1 &&
		    EVP_DigestSign(context, sig, &n,
			(const unsigned char *)bytes.p, bytes.n) == 1;
	EVP_MD_CTX_free(context);
	if (!ok)
		abort();
	return signer_base64(a, sig, n);
}

/* Up to and with the line before the empty one. */
static inline size_t
signer_head(span mail)
{
	size_t at = span_find(mail, SPAN("\r\n\r\n"));

	return span_starts(mail, "\r\n") ? 0 : at == mail.n ? mail.n : at + 2;
}

/*
 * The signature as a field with CRLF.  covered, unless empty, stands in place
 * of what h= names: the sets that an ARC-Seal covers, canonical already.
 */
static inline span
signer_field(struct arena *a, const struct signer *s, span mail, span covered)
{
	const char *canon = s->canon == NULL ? "simple/simple" : s->canon;
	bool seal = s->names == NULL;
	bool relaxed = seal || strncmp(canon, "relaxed", 7) == 0;
	const char *slash = strchr(canon, '/');
	size_t head = signer_head(mail);
	struct buf field = buf_new(a, SIGNER_MAX), b = buf_new(a, SIGNER_MAX);
	unsigned char digest[EVP_MAX_MD_SIZE];
	span body = signer_body(a, span_drop(mail, head + 2),
	    slash != NULL && strcmp(slash, "/relaxed") == 0);

	if (s->length >= 0)
		body = span_head(body, (size_t)s->length);
	EVP_Digest(
	    body.n > 0 ? body.p : "", body.n, digest, NULL, EVP_sha256(), NULL);
	buf_text(&field, s->field == NULL ? "DKIM-Signature" : s->field);
	buf_text(&field, ": ");
	buf_text(&field, s->before);
	buf_text(
	    &field, s->key->ed25519 ? "a=ed25519-sha256;" : "a=rsa-sha256;");
	buf_put(&field,
	    arena_format(a, " d=%s;\r\n\ts=%s; ", s->domain, s->selector));
	if (s->canon != NULL)
		buf_put(&field, arena_format(a, "c=%s; ", s->canon));
	if (s->length >= 0)
		buf_put(&field, arena_format(a, "l=%ld; ", s->length));
	buf_text(&field, s->more == NULL ? "" : s->more);
	if (!seal) {
		buf_put(&field, arena_format(a, "h=%s;\r\n bh=", s->names));
		buf_put(&field, signer_base64(a, digest, 32));
		buf_text(&field, ";\r\n");
	}
	buf_text(&field, "\tb=");
	if (seal)
		buf_put(&b, covered);
	else
		signer_put_named(
		    &b, span_head(mail, head), span_of(s->names), relaxed);
	signer_put_field(&b, buf_span(&field), relaxed, false);
	return arena_join(a, buf_span(&field),
	    signer_sign_bytes(a, s->key, buf_span(&b)), SPAN("\r\n"));
}

/* The mail, CRLF, with its signature on top. */
static inline span
signer_sign(struct arena *a, const struct signer *s, span mail)
{
	return arena_join(
	    a, signer_field(a, s, mail, (span){ 0 }), mail, (span){ 0 });
}

#endif
