/*
 * output - the formats that an examination is printed in.
 *
 * A new format is a row of the table in output.c.
 */
#ifndef MEKIKI_CMD_OUTPUT_H
#define MEKIKI_CMD_OUTPUT_H

#include "cmd/source.h"
#include "report/report_text.h"

/* Where output goes; false: it takes no more. */
struct sink {
	bool (*write)(void *to, span bytes);
	void *to;
};

/* How to print, the same for all mails of a run. */
struct printing {
	enum lang langs[LANG_COUNT];
	size_t lang_count;
	bool verbose;
	struct text_style style; /* lang and verbose are set for each report */
};

struct format {
	const char *name; /* as --format has it */
	bool shared;	  /* for others alone: `mekiki report` writes it */
	/* What stands before the first mail; NULL: nothing. */
	void (*begin)(const struct printing *p, const struct know *know,
	    const struct sink *sink);
	/* One mail.  MEKIKI_NO_MEMORY is the only failure. */
	enum mekiki_status (*print)(const struct printing *p,
	    struct examination *x, const struct source *s,
	    const struct sink *sink);
	/* What stands behind the last; totals NULL: it was one.  NULL: nothing. */
	void (*end)(const struct printing *p, const struct know *know,
	    const struct text_totals *totals, const struct sink *sink);
};

/* The first one is the default. */
const struct format *format_find(span name); /* NULL: there is none */
const struct format *format_default(void);

/* "text or json", for people; in the arena. */
span format_names(struct arena *a);

#endif
