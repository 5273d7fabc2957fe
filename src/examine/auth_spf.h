/*
 * auth_spf - whether a domain lets an address send its mail (RFC 7208).
 *
 * check_host() of section 4 over `inquire`, with all of its limits: ten terms
 * that ask, two questions without an answer, ten exchangers, ten names of an
 * address.  The records are whoever's: the cost is bounded by these limits
 * and linear in the records' text.
 *
 * Where an answer is pending the result is AUTH_PENDING and nothing that
 * depends on it is asked; the check is then made again from the start.  Where
 * nobody answers (ANSWER_NOT_ASKED) it is AUTH_NOT_ASKED, never "fail".
 */
#ifndef MEKIKI_EXAMINE_AUTH_SPF_H
#define MEKIKI_EXAMINE_AUTH_SPF_H

#include "base/ip.h"
#include "examine/auth_ask.h"

struct spf {
	enum auth_result result;
	const char *reason; /* why permerror or temperror: "syntax"; or NULL */
	span domain;	    /* whose record decides: MAIL FROM's or HELO's */
	bool by_helo;	    /* MAIL FROM was empty */
	struct ip ip;
	span record;	  /* the record that decided, behind any redirect */
	span record_name; /* the name it is published at */
	span term;	  /* the mechanism in it that matched; empty: none */
	const struct answer *answer; /* that holds the record, or NULL */
	span explanation; /* section 6.2; the domain's words, ASCII; or empty */
	size_t terms, voids; /* how much of the limits was used */
	int64_t at;	     /* seconds: age of the oldest answer used; 0 */
};

/*
 * Checks ip for mail_from ("user@domain", "" for bounces), else for helo.
 * Spans of the result are in the arena, or point into helo, mail_from and
 * answers.
 */
struct spf spf_check(struct inquiry *q, struct arena *a, struct ip ip,
    span helo, span mail_from);

/*
 * The SPF record of an answer to a TXT question.  AUTH_PASS: there is one, at
 * *record; AUTH_NONE: none; AUTH_PERMERROR: several.
 */
enum auth_result spf_record_of(const struct answer *answer, span *record);

#endif
