/*
 * complaint - what does not fit in a table that people edit.
 *
 * The checkers of brands and phrases find them; cmd has the words.
 */
#ifndef MEKIKI_KNOW_COMPLAINT_H
#define MEKIKI_KNOW_COMPLAINT_H

#include "know/tsv.h"

/* value and other of each are in the comment. */
enum complaint_kind {
	COMPLAINT_ROW,		 /* cannot be read; value: why */
	COMPLAINT_TABLE,	 /* nobody reads a table of that name */
	COMPLAINT_TWICE,	 /* id; other: where it stands already */
	COMPLAINT_EMPTY,	 /* column */
	COMPLAINT_NO_DOMAIN,	 /* domain */
	COMPLAINT_SUFFIX,	 /* domain */
	COMPLAINT_TENANT,	 /* tenant mark as written */
	COMPLAINT_DOMAIN_TWICE,	 /* domain, in one brand */
	COMPLAINT_DOMAIN_SHARED, /* domain; other: brand and place */
	COMPLAINT_ALIAS_TWICE,	 /* alias, in one brand; other: as what */
	COMPLAINT_ALIAS_SHARED,	 /* alias; other: brand and place */
	COMPLAINT_ALIAS_COMMON,	 /* alias that lists/common.tsv has */
	COMPLAINT_ALIAS_SHORT,	 /* alias */
	COMPLAINT_ALIAS_NOTHING, /* alias of which folding leaves nothing */
	COMPLAINT_SECTOR,	 /* sector */
	COMPLAINT_REPORT,	 /* report address */
	COMPLAINT_SHARES,	 /* id in shares that no brand has */
	COMPLAINT_UNKNOWN,	 /* domain without a row of evidence */
	COMPLAINT_ORPHAN,	 /* evidence for a domain; other: the brand */
	COMPLAINT_DAY,		 /* reviewed */
	COMPLAINT_CATEGORY,	 /* category */
	COMPLAINT_PHRASE_TWICE,	 /* pattern; other: where it stands already */
	COMPLAINT_UNFOLDED,	 /* part that cannot match; other: as folded */
	COMPLAINT_SHORT_CORE,	 /* pattern; other: its longest literal */
	COMPLAINT_KINDS,
};

struct complaint {
	span file;
	size_t line; /* 0: of the file as a whole */
	enum complaint_kind kind;
	span value, other;
};

struct complaints {
	struct arena *arena; /* owns the list and what is made for it */
	struct complaint *list;
	size_t count, room;
	bool more; /* there are more than COMPLAINTS_MAX */
};

/* Nobody mends more at once, and a table of nonsense must not cost more. */
#define COMPLAINTS_MAX 1000

void complaints_add(struct complaints *c, struct complaint complaint);

/* "file:line: what", as readers of tables say it, as a COMPLAINT_ROW. */
void complaints_add_error(struct complaints *c, const struct know_error *err);

/* "file:line", in the arena. */
span complaints_place(struct arena *a, span file, size_t line);

/* By file and line. */
void complaints_sort(struct complaints *c);

#endif
