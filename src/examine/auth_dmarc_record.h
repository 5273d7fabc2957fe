/*
 * auth_dmarc_record - the text of a DMARC record, as a value.
 *
 * RFC 9989 section 4.7, which replaces RFC 7489.  What the old RFC had and the
 * new one has not (pct, rf, ri) changes nothing.
 */
#ifndef MEKIKI_EXAMINE_AUTH_DMARC_RECORD_H
#define MEKIKI_EXAMINE_AUTH_DMARC_RECORD_H

#include "base/span.h"

enum dmarc_policy {
	DMARC_UNTOLD, /* no such tag */
	DMARC_POLICY_NONE,
	DMARC_QUARANTINE,
	DMARC_REJECT,
};

enum dmarc_psd {
	DMARC_PSD_UNKNOWN,
	DMARC_PSD_YES, /* others register below this name */
	DMARC_PSD_NO,  /* an organisation of its own */
};

struct dmarc_record {
	span text;
	enum dmarc_policy p;	  /* never DMARC_UNTOLD */
	enum dmarc_policy sp, np; /* for names below; that do not exist */
	bool strict_dkim, strict_spf;
	bool testing; /* t=y: one step less than said */
	enum dmarc_psd psd;
};

/*
 * Reads a TXT record.  False: it is none of DMARC's.  *usable tells whether
 * it can be gone by: a policy that is no word of the RFC's makes the record
 * p=none where reports are asked for, and unusable otherwise (section 4.10.1).
 * Spans point into txt.  Linear.
 */
bool dmarc_record_parse(span txt, struct dmarc_record *out, bool *usable);

/* "none", "quarantine", "reject"; NULL for DMARC_UNTOLD. */
const char *dmarc_policy_text(enum dmarc_policy policy);

#endif
