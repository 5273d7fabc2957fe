/*
 * report_parts - the sections of the terminal report, one function each.
 *
 * Each sets what is there to see; what was found about it is set behind by
 * report_text.
 */
#ifndef MEKIKI_REPORT_REPORT_PARTS_H
#define MEKIKI_REPORT_REPORT_PARTS_H

#include "report/layout.h"
#include "report/report_text.h"

/* One report being written. */
struct writer {
	struct examination *x;
	struct arena *a;
	const struct text_style *style;
	struct layout l;
	struct finding **order;
	bool *said; /* of order: already told */
};

/* The whole report, set by l: report_text and report_html are this. */
span report_set(struct examination *x, span path,
    const struct text_style *style, struct layout l);

/* "phishing", or that it was not read. */
span parts_class(const struct examination *x, enum lang lang);

/* Of the verdict. */
enum tone parts_tone(const struct examination *x);

void parts_sender(struct writer *w);
void parts_trio(struct writer *w);
void parts_route(struct writer *w);
void parts_auth(struct writer *w);
void parts_world(struct writer *w);
void parts_body(struct writer *w);
void parts_links(struct writer *w);
void parts_attachments(struct writer *w);

/* Questions that nobody answered, a line each. */
void parts_unanswered(struct writer *w);

/* "[WHOIS whois.example, 2026-11-25 10:52 UTC]", or that it is reconstructed. */
span parts_source(const struct writer *w, const struct answer *answer);
/* The reader's own clock, and UTC in brackets where that is another. */
span parts_time(const struct writer *w, int64_t utc);

/* Some address could be placed or named. */
bool parts_has_places(const struct examination *x);

/* "hxxps://takaki-shiho[.]com/x": no program makes a link of it. */
span parts_defang_url(struct arena *a, span url);

#endif
