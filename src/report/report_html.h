/*
 * report_html - examinations as one HTML page, for the one who got the mail.
 *
 * The content of report_text, with what a page has room for: what to do stands
 * right behind the verdict, a quotation is marked as observed or claimed, and
 * the grounds of lesser findings are there, folded away.
 *
 * The page needs nothing else: no script, no font, nothing from elsewhere (a
 * Content-Security-Policy says so to the browser as well); links of mails are
 * text, and what stands in a mail can become neither markup nor style.  It
 * holds the reader's address and says at its head that it must not be
 * published, unless it is redacted.
 *
 * report_html_begin, report_html for each mail and language, report_html_end,
 * one behind the other, are the page; so it may have any number of mails.
 */
#ifndef MEKIKI_REPORT_REPORT_HTML_H
#define MEKIKI_REPORT_REPORT_HTML_H

#include "report/report_text.h"

/* All in the arena; empty when that has failed. */
span report_html_begin(struct arena *a, const struct know *know,
    const enum lang *langs, size_t lang_count, bool redacted);

/*
 * One mail in style's language.  open: the whole report stands there; else its
 * line does, which opens to it.
 */
span report_html(struct examination *x, span path,
    const struct text_style *style, bool open);

/* totals NULL: of one mail, nothing is added up. */
span report_html_end(struct arena *a, const struct know *know,
    const struct text_totals *totals, const enum lang *langs,
    size_t lang_count);

#endif
