/*
 * redact - what must not leave the house, masked.
 *
 * A mail that is shown to others tells who got it: in clear in a dozen fields,
 * as Base64 in links, backwards in tokens, in the names of their servers.  Who
 * masks by hand forgets one of them (facts/practice.md, section 5).  So what
 * is secret is collected once from the examination (redact_secrets), looked
 * for in every encoding (redact_search), and replaced by stand-ins, the same
 * for the same person, that still read like what they stand for (redact_text,
 * redact_token).  The finished output is searched once more by redact_left;
 * what it finds must keep the output from being written.
 *
 * Secret are: recipients (all fields, `for` clauses, VERP, --me) with their
 * local parts and names; a domain that is the reader's own; the reader's own
 * servers and their addresses; people in quoted threads; the login of an
 * abused account, where its domain stays; who holds a domain, by name; tokens
 * in links that tell one copy of the mail from the next; the owner's own words.
 * Common words ("info", "support", words of our own texts) are masked as a
 * part of an address, in a greeting or as a token, but not in prose.
 *
 * What is masked is wider than what is certain: a stranger's "taro" is masked
 * where the reader is taro@.  What accuses stays: hosts of links, the sender,
 * brands, amounts.
 */
#ifndef MEKIKI_REPORT_REDACT_H
#define MEKIKI_REPORT_REDACT_H

#include "examine/examination.h"

/*
 * words: masked wherever they stand, without regard to case; a '*' in one
 * stands for anything up to the next blank.  off: nothing is masked, and
 * redact_left finds nothing.
 */
struct redact_how {
	const span *words;
	size_t word_count;
	bool off;
};

struct redact;

/*
 * Collects what is secret in x, which must outlive the result.  how may be
 * NULL.  All in a.  NULL: no memory.  Linear in the mail.
 */
struct redact *redact_new(struct arena *a, const struct examination *x,
    const struct redact_how *how);

/*
 * The text for a reader or a program, UTF-8, masked; URLs in it as by
 * redact_url.  In the arena, or text itself where nothing is secret.  Empty
 * when memory is short: redact_left then says so.  Linear in text.
 */
span redact_text(struct redact *r, span text);

/*
 * The same for a URL, whole or relative: host and words of the path stay and
 * keys stay; the recipient, and tokens in path, query and fragment, become
 * stand-ins of like form.
 */
span redact_url(struct redact *r, span url);

/*
 * Is something secret left in finished output, in any encoding?  *what, for a
 * message to the owner, is then the kind and the encoding, never the secret:
 * "recipient's address, in Base64".  Out of memory, and more secrets than are
 * kept, count as left.  Linear in output.
 */
bool redact_left(struct redact *r, span output, span *what);

#endif
