/*
 * received_dialect - which program wrote a Received field.
 *
 * Programs sign their lines: by name in a comment, by the protocol's word, by
 * the form of the queue id.  The dialect says what the first word of the from
 * clause means and what a missing member tells.  It is no proof: whoever forges
 * a line forges a dialect.
 *
 * From the programs' sources where they are public, else from headers seen.
 */
#ifndef MEKIKI_READ_RECEIVED_DIALECT_H
#define MEKIKI_READ_RECEIVED_DIALECT_H

#include "read/received.h"

/* What the clauses said beside the members of struct received. */
struct received_marks {
	span first;	     /* first word of the from clause */
	span product;	     /* comments of the by clause, first to last */
	span other;	     /* the comment that names a program, elsewhere */
	span starts;	     /* comment that the field begins with */
	span date;	     /* what stands where the date belongs */
	bool helo_explicit;  /* "(HELO x)": the first word is something else */
	bool helo_is_equals; /* "helo=x" */
	bool lhlo;
	bool zmailer; /* "[address]:port "HELO x" flags" */
	bool ident;   /* user stood where qmail prints ident's answer */
	bool peer;    /* a comment told the client's name or address */
	bool bracket; /* and the address stood in brackets */
};

/* The name of the dialect, static text; empty when none is recognised. */
span received_dialect(
    const struct received *r, const struct received_marks *marks);

/* What the first word of the from clause is in a dialect. */
enum received_first {
	FIRST_ANNOUNCED, /* HELO */
	FIRST_RESOLVED,	 /* a name that the relay looked up */
	FIRST_CLIENT,	 /* the client's address where it is one */
	FIRST_ACCOUNT,
};

enum received_first received_first(
    const struct received *r, const struct received_marks *marks);

#endif
