/*
 * brand - whom the mail pretends to be.
 *
 * Looks for brands wherever a mail shows or hides one: display name, subject,
 * text, the names of hosts.  Each sighting gives its brand points; the first
 * is whom the mail pretends to be, if it is ahead of the second.
 */
#ifndef MEKIKI_EXAMINE_BRAND_H
#define MEKIKI_EXAMINE_BRAND_H

#include "know/brands.h"

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
	span alias;	/* as found in the display name, else first found */
	size_t count;
	bool whole; /* the display name is nothing but the brand's name */
};

#define BRANDS_SEEN_MAX 24

/* A host that was looked at; a mail names few hosts, and each many times. */
struct brand_host {
	span host;
	bool like; /* something imitates */
	struct brand_like found;
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
 * The official domain that host imitates, as far as the likeness tells
 * something: not where the label is a common word, nor where it is short and
 * merely similar and nothing else in the mail names the brand.
 */
bool brand_imitated(
    const struct examination *x, span host, struct brand_like *out);

/*
 * Bytes of "[list-name] [spam] ..." at the head of a subject: a mailing list's
 * own name and filters' stamps stand in front of what the sender wrote.
 */
size_t brand_tags_length(span subject);

/* Fills x->brands; needs x->auth. Adds no findings. */
void brand_look(struct examination *x);

#endif
