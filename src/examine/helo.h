/*
 * helo - what an announced name tells.
 *
 * A machine that sends mail for a company greets with a name of its own.  An
 * address, "localhost", the name a rented machine is born with, or somebody
 * else's name: each says that nobody has set this machine up as a mail server
 * of whom the mail claims to be from.
 */
#ifndef MEKIKI_EXAMINE_HELO_H
#define MEKIKI_EXAMINE_HELO_H

#include "base/ip.h"
#include "know/know.h"
#include "read/received.h"

enum helo_kind {
	HELO_ORDINARY,
	HELO_EMPTY,
	HELO_LOOPBACK,	    /* 127.0.0.1 in any writing */
	HELO_LOCALHOST,	    /* "localhost", "localhost.localdomain" */
	HELO_OWN_ADDRESS,   /* the client's address as text */
	HELO_OTHER_ADDRESS, /* an address that is not the client's */
	HELO_LAN_ADDRESS, /* a private address: ordinary mail programs do it */
	HELO_DEFAULT,	  /* a name a machine is born with; see lists/helo */
	HELO_BARE,	  /* one label */
	HELO_NO_TLD,	  /* ends in no top-level domain */
};

struct helo {
	enum helo_kind kind;
	span text;    /* the name without brackets and question marks */
	struct ip ip; /* for the kinds with an address */
	span meaning; /* for HELO_DEFAULT: what the list says */
};

struct helo helo_read(const struct received *r, const struct know *know);

#endif
