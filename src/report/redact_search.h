/*
 * redact_search - where secrets stand in a text, whatever encoding hides them.
 *
 * For the files of redact alone.
 */
#ifndef MEKIKI_REPORT_REDACT_SEARCH_H
#define MEKIKI_REPORT_REDACT_SEARCH_H

#include "report/redact_secrets.h"

struct hit {
	size_t start, end; /* bytes of the text */
	const struct secret *secret;
	enum coding coding;
	bool runs; /* inside Base64 or the like: letters stand for bits */
	bool cut;  /* the beginning of a secret, before an ellipsis */
};

struct hits {
	struct arena *arena; /* of list */
	struct hit *list;
	size_t count, room;
	bool one; /* the first is enough */
};

/*
 * Adds all places to out, in no order.  end: text was cut somewhere else, and
 * may stop within a secret.  What could not be searched latches r->failed.
 * Linear in text.
 */
void redact_search(struct redact *r, span text, bool end, struct hits *out);

#endif
