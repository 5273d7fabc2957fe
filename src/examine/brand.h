/*
 * brand - whom the mail pretends to be.
 *
 * Looks for brands wherever a mail shows or hides one: display name, subject,
 * text, the names of hosts.  Each sighting gives its brand points; the first
 * is whom the mail pretends to be, if it is ahead of the second.
 */
#ifndef MEKIKI_EXAMINE_BRAND_H
#define MEKIKI_EXAMINE_BRAND_H

#include "know/know.h"

struct examination;

enum brand_where {
	BRAND_NAME, /* display name of From */
	BRAND_SUBJECT,
	BRAND_TEXT,
	BRAND_HOST,   /* a look-alike host of a link or of From */
	BRAND_LOCAL,  /* local part of From */
	BRAND_DOMAIN, /* From is the brand's own domain */
};
#define BRAND_WHERES 6

struct brand_seen {
	const struct brand *brand;
	int points;
	unsigned where; /* set of 1 << enum brand_where */
	unsigned clear; /* likewise, by a name that is no common word */
	span alias;	/* as found in the display name, else first found */
	size_t count;
	bool whole; /* the display name is nothing but the brand's name */
	bool heads; /* or begins with it */
};

#define BRANDS_SEEN_MAX 24

/* What a host is by its name alone. */
enum brand_host_sort {
	BRAND_HOST_LIKE,   /* it imitates an official domain */
	BRAND_HOST_SHORT,  /* by one letter of a short label: counts only where
			      something else in the mail names the brand */
	BRAND_HOST_OTHER,  /* a brand's own, or like none */
	BRAND_HOST_NO_TLD, /* nothing, or no name that can be registered */
	BRAND_HOST_WEAK,   /* like a weak name: says nothing */
	BRAND_HOST_COMMON, /* like a label that is a common word: likewise */
};

/* A host that was looked at; a mail names few hosts, and each many times. */
struct brand_host {
	span host;
	enum brand_host_sort sort;
	struct brand_like found; /* of LIKE and SHORT */
};
#define BRAND_HOSTS 64 /* remembered at a time */

struct brands_seen {
	struct brand_seen list[BRANDS_SEEN_MAX]; /* most points first */
	size_t count;
	const struct brand *official; /* owner of From's domain, or NULL */
	const struct brand *tenant;   /* brand whose tenant space From is in */
	const struct brand *named;    /* by the display name, or NULL */
	span named_alias;
	bool named_alike; /* only by letters that look like the name's */
	const struct brand *headline; /* in brackets at the subject's head */
	const struct brand *impersonated; /* decided; NULL: nobody */
	int margin;			  /* points ahead of the second */
	struct brand_host *hosts;	  /* BRAND_HOSTS of them, by hash */
};

/*
 * host in A-labels.  *out is filled in all cases but OTHER and NO_TLD.
 */
enum brand_host_sort brand_host_read(const struct know *know, struct arena *a,
    span host, struct brand_like *out);

/*
 * The official domain that host imitates, as far as the likeness tells
 * something: not where the label is a common word, nor where it is short and
 * merely similar and nothing else in the mail names the brand.
 */
bool brand_imitated(
    const struct examination *x, span host, struct brand_like *out);

/*
 * Whom a bad mail poses as: the brand that its display name is or begins with,
 * also by a common word, else the one that it speaks in the name of; NULL:
 * nobody.
 * *margin: points ahead of the next, 0 where the name alone says it.
 */
const struct brand *brand_posed(const struct examination *x, int *margin);

/* Fills x->brands; needs x->auth. Adds no findings. */
void brand_look(struct examination *x);

#endif
