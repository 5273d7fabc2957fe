/*
 * received_rows - tables of Received fields and what must be read in them.
 *
 * Every member of a row is checked: one that is left out must be empty.  A date
 * left out is DATE, which the lines end with as a rule.  Each line is read as
 * written, then with a fold at every blank, which must change nothing; and each
 * prefix of it must be read without leaving the bytes.
 */
#ifndef MEKIKI_TEST_RECEIVED_ROWS_H
#define MEKIKI_TEST_RECEIVED_ROWS_H

#include "base/buf.h"
#include "read/received.h"
#include "test/test.h"

#define DATE "; Thu, 17 Jul 2025 09:00:00 +0900"
#define DATE_QMAIL "; 17 Jul 2025 00:00:00 -0000"
#define NO_DATE "none"

struct received_row {
	const char *name, *line;
	const char *helo, *rdns, *ip, *user, *by, *via, *with, *id, *rcpt;
	const char *tls, *date, *dialect;
	bool authenticated, encrypted;
	int uid; /* 0: none told; use UID_ROOT for 0 */
	unsigned odd;
};

#define UID_ROOT (-2)

static inline const char *
row_text(const char *text)
{
	return text == NULL ? "" : text;
}

/* Blanks and line ends as one space, so that folds compare equal. */
static inline span
row_flat(span s)
{
	struct buf out = buf_new(test_arena(), 4096);

	s = span_trim(s);
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_space(s.p[i]))
			buf_byte(&out, s.p[i]);
		else if (!ascii_is_space(s.p[i - 1]))
			buf_byte(&out, ' ');
	return buf_span(&out);
}

static inline void
row_check(const struct received_row *row, span body)
{
	struct received r = received_parse(body);
	char ip[IP_TEXT_MAX], date[DATE_TEXT_MAX];
	bool dated = !(r.odd & RECEIVED_NO_DATE);

	CHECK_SPAN(row_flat(r.helo), row_text(row->helo));
	CHECK_SPAN(r.rdns, row_text(row->rdns));
	CHECK_SPAN(ip_text(r.ip, ip), row_text(row->ip));
	CHECK_SPAN(r.user, row_text(row->user));
	CHECK_SPAN(r.by, row_text(row->by));
	CHECK_SPAN(row_flat(r.via), row_text(row->via));
	CHECK_SPAN(row_flat(r.with), row_text(row->with));
	CHECK_SPAN(r.id, row_text(row->id));
	CHECK_SPAN(r.rcpt, row_text(row->rcpt));
	CHECK_SPAN(r.tls, row_text(row->tls));
	CHECK_SPAN(dated ? date_text(r.date.utc, 0, date) : span_of(NO_DATE),
	    row->date == NULL ? "2025-07-17T00:00:00Z" : row->date);
	CHECK_SPAN(r.dialect, row_text(row->dialect));
	CHECK_INT(r.authenticated, row->authenticated);
	CHECK_INT(r.encrypted, row->encrypted);
	CHECK_INT(r.uid,
	    row->uid == 0	       ? -1
		: row->uid == UID_ROOT ? 0
				       : row->uid);
	CHECK_INT(r.odd, row->odd | (dated ? 0 : (unsigned)RECEIVED_NO_DATE));
}

static inline void
row_prefixes(span line)
{
	for (size_t n = 0; n <= line.n; n++) {
		span body = test_edge(line.p, n);
		struct received r = received_parse(body);

		CHECK(span_within(r.helo, body) && span_within(r.rdns, body));
		CHECK(span_within(r.user, body) && span_within(r.by, body));
		CHECK(span_within(r.via, body) && span_within(r.with, body));
		CHECK(span_within(r.id, body) && span_within(r.rcpt, body));
		CHECK(span_within(r.tls, body));
	}
}

static inline void
received_rows(const struct received_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		span line = span_of(rows[i].line);
		struct buf folded = buf_new(test_arena(), 65536);

		test_name(rows[i].name);
		row_check(&rows[i], test_edge(line.p, line.n));
		row_prefixes(line);
		for (size_t k = 0; k < line.n; k++)
			if (line.p[k] == ' ')
				buf_text(&folded, "\r\n\t ");
			else
				buf_byte(&folded, line.p[k]);
		row_check(&rows[i], buf_span(&folded));
	}
}

#endif
