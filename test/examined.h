/*
 * examined - a mail examined with the repository's own knowledge.
 *
 * For tests of examiners and reports.  Nobody is asked; addresses are known by
 * a small table of the test's own.
 */
#ifndef MEKIKI_TEST_EXAMINED_H
#define MEKIKI_TEST_EXAMINED_H

#include "judge/judge.h"
#include "test/test.h"

/* What the world is to say of an address; ends with ip NULL. */
struct examined_place {
	const char *ip, *asn, *as_name, *country;
};

/* What the world is to answer; ends with subject NULL. */
struct examined_answer {
	enum question_kind kind;
	const char *subject;
	enum answer_status status;
	const char *at;	    /* a day; NULL: that of EXAMINED_RECEIVED */
	const char *fields; /* "name=value|name=value" */
};

/* How one mail is to be examined; all zero is the usual way. */
struct examined_how {
	const char *trust[4], *me[4]; /* NULL behind the last */
	const char *ip_lists[4], *domain_lists[4];
	bool feeds;
	const struct examined_place *places;
	const struct examined_answer *answers; /* NULL: nobody is asked */
	const struct inquirer *dns;	       /* for all else; NULL: nobody */
	int64_t now;
};

/*
 * Examines and judges the text, in which a bare LF stands for CRLF.  how may be
 * NULL.  The result lives until examined_end, which each test function calls.
 */
struct examination *examined(const char *mail, const struct examined_how *how);
/* The same for bytes as they are. */
struct examination *examined_bytes(span bytes, const struct examined_how *how);
/* The same, or NULL where memory ran out: for sweeps of arena_fail. */
struct examination *examined_maybe(span bytes, const struct examined_how *how);
void examined_end(void);

/* The finding's argument, or an empty span. */
span examined_arg(
    const struct examination *x, const char *id, const char *name);
bool examined_has(const struct examination *x, const char *id);

/* A mail, and one finding that it must raise or must not raise. */
struct examined_row {
	const char *name; /* the rule */
	const char *mail;
	const char *has, *lacks;
	enum standing standing;
	const char *args;  /* "name=value|name=value", NULL: any */
	const char *quote; /* stands in some evidence; NULL: any */
	const struct examined_how *how;
};

/*
 * Holds each row, and examined_holds each mail.  Ends the examinations.
 */
void examined_rows(const struct examined_row *rows, size_t count);

/*
 * What is true of every examination: each finding has words in both languages
 * with all values filled in and a weight, and each quotation stands where it
 * is said to stand.
 */
void examined_holds(const struct examination *x);

/* A mail as the reader's server took it in from outside. */
#define EXAMINED_RECEIVED                                                      \
	"Received: from mail.example.com (mail.example.com [198.51.100.7])\n"  \
	"\tby mx.reader.example (Postfix) with ESMTPS id 4XyZ12abcdz1;\n"      \
	"\tTue, 4 Mar 2025 10:00:03 +0900\n"
#define EXAMINED_FIELDS                                                        \
	"To: reader@reader.example\n"                                          \
	"Date: Tue, 4 Mar 2025 10:00:00 +0900\n"                               \
	"Message-ID: <1@example.com>\n"                                        \
	"MIME-Version: 1.0\n"
#define EXAMINED_MAIL(from, subject, body)                                     \
	EXAMINED_RECEIVED "From: " from "\n"                                   \
			  "Subject: " subject "\n" EXAMINED_FIELDS             \
			  "Content-Type: text/plain; charset=utf-8\n\n" body
#define EXAMINED_HTML(from, subject, body)                                     \
	EXAMINED_RECEIVED "From: " from "\n"                                   \
			  "Subject: " subject "\n" EXAMINED_FIELDS             \
			  "Content-Type: text/html; charset=utf-8\n\n" body

#endif
