/*
 * redact_pattern - the forms in which one secret is written.
 *
 * For the files of redact alone.  Each function adds to r what is new, and
 * latches r->failed where that cannot be kept.
 */
#ifndef MEKIKI_REPORT_REDACT_PATTERN_H
#define MEKIKI_REPORT_REDACT_PATTERN_H

#include "report/redact_secrets.h"

/* Address, local part and name; the same person has the same number. */
void pattern_person(
    struct redact *r, enum secret_kind kind, const struct address *who);
/* A name, whole and its words. */
void pattern_name(
    struct redact *r, enum secret_kind kind, span name, size_t number);
void pattern_domain(struct redact *r, span domain);
void pattern_server(struct redact *r, span host);
/* An address of a machine, as text. */
void pattern_machine(struct redact *r, span ip);
/* Who logged in: the domain stays. */
void pattern_account(struct redact *r, const struct address *who);
void pattern_login(struct redact *r, span user);
void pattern_token(struct redact *r, span token);
/* The owner's word or pattern. */
void pattern_word(struct redact *r, span word);

/*
 * Ends the adding.  What our own texts say as well counts from here on only
 * where it is certain to be meant.
 */
void patterns_seal(struct redact *r);

#endif
