/*
 * auth_dkim - whether the signatures of a mail hold (RFC 6376, 8301, 8463).
 *
 * The check is made once in each pass (see inquire), so what costs is done
 * once and kept: the digest of a body for its canonical form and length, and
 * the outcome for a signature with the key that was found.  Nothing is hashed
 * before its key is here.
 *
 * A key that is gone is nobody's fault: domains rotate keys, and old mail
 * cannot be verified any more.  That is a permerror with its reason, never a
 * fail; a body that changed and a signature that does not fit are told apart.
 */
#ifndef MEKIKI_EXAMINE_AUTH_DKIM_H
#define MEKIKI_EXAMINE_AUTH_DKIM_H

#include "base/limits.h"
#include "examine/auth_ask.h"
#include "examine/auth_dkim_key.h"
#include "read/field.h"

struct dkim {
	enum auth_result result;
	enum dkim_reason reason;
	const struct field *field;
	struct dkim_signature signature;
	span domain;		  /* d= as asked: A-labels */
	unsigned bits;		  /* of the key; 0: not seen */
	bool testing;		  /* the key says so */
	bool rest_free;		  /* l= leaves bytes at the end unsigned */
	const struct answer *key; /* that was asked for, or NULL */
	int64_t at;		  /* seconds: when the key was said; 0 */
};

struct dkim_body_hash {
	bool relaxed;
	uint64_t limit, total;
	unsigned char hash[CANON_HASH];
};

/* The outcome of a signature under a key. */
struct dkim_known {
	const struct field *field;
	const struct answer *key;
	enum dkim_reason reason;
	unsigned bits;
	bool rest_free;
};

#define DKIM_KNOWN_MAX (LIMIT_SIGNATURES + 2 * LIMIT_ARC_SETS)

/* The mail, and what is kept from pass to pass. */
struct dkim_mail {
	struct arena *arena;
	span raw;		     /* as received */
	const struct fields *fields; /* of raw, or of bytes as many */
	bool cut;		     /* raw is not all of it */
	int64_t taken; /* seconds: when it came in, for x=; 0: not known */
	struct dkim_body_hash bodies[LIMIT_SIGNATURES + 2];
	size_t body_count;
	struct dkim_known known[DKIM_KNOWN_MAX];
	size_t known_count;
};

/* The field's bytes in raw. */
span dkim_field_bytes(const struct dkim_mail *m, const struct field *f);

/*
 * Checks one signature, of DKIM or an ARC message signature.  Costs a hash
 * over the header and, for a new form and length, over the body.
 */
struct dkim dkim_check(struct dkim_mail *m, struct inquiry *q,
    const struct field *f, enum dkim_form form);

/*
 * All DKIM-Signature fields, topmost first, at most LIMIT_SIGNATURES.  How
 * many; *more: there are others beyond.
 */
size_t dkim_check_all(struct dkim_mail *m, struct inquiry *q,
    struct dkim out[static LIMIT_SIGNATURES], bool *more);

/*
 * Asks for the key of d->signature.  True: it is here, at *key; otherwise
 * d->result and d->reason say why not.
 */
bool dkim_ask_key(struct dkim_mail *m, struct inquiry *q, struct dkim *d,
    struct dkim_key *key);

/* What a reason means for the result. */
enum auth_result dkim_result(enum dkim_reason reason);

/* The outcome kept for d's field and key, or NULL. */
const struct dkim_known *dkim_find_known(
    const struct dkim_mail *m, const struct dkim *d);
void dkim_keep(struct dkim_mail *m, const struct dkim *d);

#endif
