/*
 * redact_secrets - what is secret in an examination.
 *
 * For the files of redact alone.  A secret has several patterns: an address is
 * written with '@', with '=' in a VERP, backwards, in ROT13; a name with and
 * without blanks.
 */
#ifndef MEKIKI_REPORT_REDACT_SECRETS_H
#define MEKIKI_REPORT_REDACT_SECRETS_H

#include "base/needles.h"
#include "report/redact.h"
#include "report/redact_view.h"

enum secret_kind {
	SECRET_RECIPIENT,
	SECRET_LOCAL, /* local part alone */
	SECRET_NAME,
	SECRET_DOMAIN,
	SECRET_SERVER,
	SECRET_SERVER_ADDRESS,
	SECRET_THIRD,
	SECRET_THIRD_NAME,
	SECRET_ACCOUNT,
	SECRET_REGISTRANT,
	SECRET_TOKEN,
	SECRET_WORD, /* the owner's */
};

/* Where a pattern counts. */
enum secret_rule {
	RULE_ANYWHERE,
	RULE_WORD,    /* no ASCII letter or digit before and behind */
	RULE_HOST,    /* the same, and labels in front of it belong to it */
	RULE_ADDRESS, /* of a machine: no part of a longer one */
	RULE_CONTEXT, /* in a greeting, as value of a query, as a token */
};

struct secret {
	enum secret_kind kind;
	enum secret_rule rule;
	enum coding form; /* plain, reversed, ROT13, another charset */
	span text;	  /* as it is looked for */
	span stand_in;
	span rest;    /* of the owner's pattern, behind what is looked for */
	bool open;    /* the owner's pattern begins with '*' */
	bool escaped; /* in this charset alone behind an ESC */
};

/* Whose number a stand-in bears. */
struct person {
	span text; /* the address, folded */
	size_t number;
};

struct redact {
	struct arena *arena;
	const struct examination *x;
	bool off;
	bool failed; /* not all secrets are known, or not all was searched */
	struct secret *list;
	size_t count, room;
	struct needles folded; /* in fold_text's form */
	struct needles bytes;  /* in other charsets */
	struct person *persons;
	size_t person_count;
	size_t numbers[SECRET_WORD + 1]; /* given so far */
};

/* "recipient's address". */
const char *secret_text(enum secret_kind kind);

/* Fills r from r->x and how. */
void secrets_collect(struct redact *r, const struct redact_how *how);

#endif
