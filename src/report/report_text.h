/*
 * report_text - an examination for a person at a terminal.
 *
 * The answer first, then the reasons with their places and how to check them,
 * then the dissection in the order a person works.  It is the reader's own
 * report: it shows an abused account's address, and must not be published.
 *
 * Everything that came from the mail is made harmless: control and direction
 * characters visible, links defanged.
 */
#ifndef MEKIKI_REPORT_REPORT_TEXT_H
#define MEKIKI_REPORT_REPORT_TEXT_H

#include "report/say.h"

struct text_style {
	enum lang lang;
	bool colour;  /* ANSI escapes */
	size_t width; /* columns of the terminal; at least 40 are used */
	bool verbose; /* every finding, every hop, every link */
	struct redact *redact; /* masks what is printed; NULL: nothing is */
	bool whole_lines; /* of report_line: never cut, for grep and the like */
	/* Minutes east of UTC of the reader's clock at that moment. */
	int (*zone_at)(int64_t utc);
	int zone; /* the same at all times, where zone_at is NULL */
};

/* The whole report; in x's arena. */
span report_text(
    struct examination *x, span path, const struct text_style *style);

/*
 * One line: class, certainty, path, brand, sender, subject; cut to the width
 * unless style says otherwise.
 */
span report_line(
    struct examination *x, span path, const struct text_style *style);

/* What many mails come to. */
struct text_totals {
	size_t mails, by_class[VERDICT_PHISHING + 1], unread;
};
span report_totals(struct arena *a, const struct know *know,
    const struct text_totals *totals, const struct text_style *style);

#endif
