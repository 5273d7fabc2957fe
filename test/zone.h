/*
 * zone - a small world of DNS records, for tests of what asks for them.
 *
 * Rows of name, type and value; who asks gets answers as `inquire` documents
 * them.  A world may also let everybody wait: then each wait answers the
 * oldest open question alone, so that a test meets as many passes as can be.
 */
#ifndef MEKIKI_TEST_ZONE_H
#define MEKIKI_TEST_ZONE_H

#include "base/ip.h"
#include "inquire/inquire.h"
#include "test/test.h"

struct zone_row {
	span name;  /* "" ends the table */
	span type;  /* "TXT"; "TIMEOUT": what has no record here times out;
		       "REFUSED": likewise; "SILENT": nobody is asked */
	span value; /* MX: "10 mail.example.jp"; PTR: the row's name is the
		       address */
};

struct zone {
	const struct zone_row *rows;
	size_t count;
	bool slow;
	int64_t at; /* when all of it was said */
	size_t asked;
	struct answer *open[500];
	size_t open_count;
};

#define ZONE_ROW(name, type, value)                                            \
	{                                                                      \
		SPAN(name), SPAN(type), SPAN(value)                            \
	}

static inline bool
zone_has(const struct zone *z, span name, const char *type)
{
	for (size_t i = 0; i < z->count; i++)
		if (span_same_nocase(z->rows[i].name, name) &&
		    (type == NULL || span_is(z->rows[i].type, type)))
			return true;
	return false;
}

/* Lower case, no dot at the end; a NUL as the door makes it. */
static inline span
zone_value(struct arena *a, const struct zone_row *row)
{
	char *p = arena_alloc(a, row->value.n * 3 + 1);
	bool text = span_is(row->type, "TXT");
	size_t n = 0;

	if (p == NULL)
		return (span){ 0 };
	for (size_t i = 0; i < row->value.n; i++) {
		char c = row->value.p[i];

		if (c == '\0') {
			memcpy(p + n, "\xef\xbf\xbd", 3);
			n += 3;
		} else {
			p[n++] = text ? c : ascii_lower(c);
		}
	}
	if (!text && n > 1 && p[n - 1] == '.' && p[n - 2] != ' ')
		n--;
	return (span){ p, n };
}

static inline void
zone_answer(struct zone *z, struct arena *a, struct answer *answer)
{
	static const struct {
		enum question_kind kind;
		const char *type, *field;
	} kinds[] = {
		{ QUESTION_DNS_A, "A", "a" },
		{ QUESTION_DNS_AAAA, "AAAA", "aaaa" },
		{ QUESTION_DNS_MX, "MX", "mx" },
		{ QUESTION_DNS_PTR, "PTR", "ptr" },
		{ QUESTION_DNS_TXT, "TXT", "txt" },
	};
	span name = answer->subject;
	const char *type = NULL, *field = NULL;
	size_t room = 0;

	answer->status = ANSWER_NOT_ASKED;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (kinds[i].kind == answer->kind) {
			type = kinds[i].type;
			field = kinds[i].field;
		}
	}
	if (type == NULL || zone_has(z, name, "SILENT"))
		return;
	z->asked++;
	answer->source = SPAN("zone");
	answer->at = z->at;
	for (size_t hops = 0; zone_has(z, name, "CNAME"); hops++) {
		if (hops == 8) {
			answer->status = ANSWER_FAILED;
			return;
		}
		for (size_t i = 0; i < z->count; i++) {
			if (span_same_nocase(z->rows[i].name, name) &&
			    span_is(z->rows[i].type, "CNAME")) {
				name = zone_value(a, &z->rows[i]);
				break;
			}
		}
	}
	for (size_t i = 0; i < z->count; i++)
		if (span_same_nocase(z->rows[i].name, name) &&
		    span_is(z->rows[i].type, type))
			answer_add(answer, a, &room, span_of(field),
			    zone_value(a, &z->rows[i]));
	if (answer->field_count > 0) {
		answer->status = ANSWER_FOUND;
	} else if (zone_has(z, name, "TIMEOUT")) {
		answer->status = ANSWER_TIMEOUT;
	} else if (zone_has(z, name, "REFUSED")) {
		answer->status = ANSWER_REFUSED;
	} else {
		answer->status = ANSWER_NOTHING;
		answer_add(answer, a, &room, SPAN("rcode"),
		    zone_has(z, name, NULL) ? SPAN("NODATA")
					    : SPAN("NXDOMAIN"));
	}
}

static inline void
zone_ask(void *context, struct arena *a, int64_t now, struct answer *answer)
{
	struct zone *z = context;

	(void)now;
	if (!z->slow) {
		zone_answer(z, a, answer);
		return;
	}
	if (z->open_count == COUNT(z->open))
		abort();
	answer->status = ANSWER_PENDING;
	z->open[z->open_count++] = answer;
}

/* The oldest question that is open. */
static inline void
zone_wait(void *context, struct arena *a)
{
	struct zone *z = context;

	if (z->open_count == 0)
		return;
	zone_answer(z, a, z->open[0]);
	z->open_count--;
	memmove(z->open, z->open + 1, z->open_count * sizeof(z->open[0]));
}

/* For one examination after the other; those that were given up are forgotten.
 */
static inline struct inquirer
zone_inquirer(struct zone *z)
{
	z->open_count = 0;
	return (struct inquirer){ .ask = zone_ask,
		.wait = z->slow ? zone_wait : NULL,
		.far = true,
		.context = z };
}

#endif
