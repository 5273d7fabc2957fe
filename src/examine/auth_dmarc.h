/*
 * auth_dmarc - what the From domain's owner says of mail that is not theirs.
 *
 * RFC 9989 over `inquire`: policy discovery and the organizational domain by
 * walking up the tree (sections 4.8 to 4.10), alignment (section 4.4).  A walk
 * asks eight questions at most; the names that pass DKIM or SPF are walked
 * only where they are not the From domain itself.
 *
 * "fail" is said only where all that could have passed was looked at: a key
 * that is gone since, or a client that is not known, leave it open.
 */
#ifndef MEKIKI_EXAMINE_AUTH_DMARC_H
#define MEKIKI_EXAMINE_AUTH_DMARC_H

#include "examine/auth_dkim.h"
#include "examine/auth_dmarc_record.h"
#include "examine/auth_spf.h"

/* Why a result is neither pass nor fail, or nothing beside. */
enum dmarc_reason {
	DMARC_FINE,
	DMARC_NO_FROM,
	DMARC_SEVERAL_FROM, /* of different domains: section 4.9 */
	DMARC_NO_RECORD,
	DMARC_NOT_ALIGNED,
	DMARC_KEY_GONE,	  /* of a signature that would have been aligned */
	DMARC_INCOMPLETE, /* SPF could not be looked at at all */
	DMARC_DNS,
};

const char *dmarc_reason_text(enum dmarc_reason reason);

/* A policy that was found. */
struct dmarc_found {
	enum auth_result result; /* pass: found; none; temperror; no answer */
	struct dmarc_record record;
	span record_name; /* the domain whose record it is */
	const struct answer *answer;
	bool exists;		   /* the asked domain does, as far as known */
	enum dmarc_policy policy;  /* p, sp or np, as it is for that domain */
	enum dmarc_policy applied; /* one step less with t=y */
	int64_t at;		   /* seconds: age of the oldest answer; 0 */
};

struct dmarc {
	enum auth_result result;
	enum dmarc_reason reason;
	span domain; /* of From */
	struct dmarc_found found;
	bool dkim_aligned, spf_aligned; /* passed, and for this organisation */
	int64_t at;
};

struct dmarc_input {
	const span *from; /* domains of From, A-labels; "" for none */
	size_t from_count;
	const struct spf *spf;
	const struct dkim *dkim;
	size_t dkim_count;
	bool more_dkim; /* some were not looked at */
};

/* The policy that holds for mail from domain. */
struct dmarc_found dmarc_discover(
    struct inquiry *q, struct arena *a, span domain);

struct dmarc dmarc_check(
    struct inquiry *q, struct arena *a, const struct dmarc_input *in);

/*
 * The organizational domain, a slice of domain (section 4.10.2).  AUTH_PASS:
 * at *out; otherwise why it is not known.
 */
enum auth_result dmarc_organization(
    struct inquiry *q, struct arena *a, span domain, span *out);

#endif
