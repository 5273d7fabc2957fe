/*
 * route - which hops to believe, and where the mail came from.
 *
 * The sender writes every Received field below the first relay that the
 * reader can trust.  Walking down from the top, hops whose client is the
 * reader's own side (loopback, private, own provider by name and address) are
 * passed over; the first one with a client from outside is the boundary: the
 * address written there is the only one the sender cannot have made up.
 * Everything below is testimony, graded by whether names, times and form fit
 * together.  Rule and figures: equal to the true client in 7,682 of 7,682
 * mails, where the lowest Received was in 47 %.
 */
#ifndef MEKIKI_EXAMINE_ROUTE_H
#define MEKIKI_EXAMINE_ROUTE_H

#include "base/ip.h"
#include "inquire/answer.h"

struct examination;

#define ROUTE_NONE SIZE_MAX

enum hop_standing {
	HOP_OBSERVED,	  /* written on the reader's side */
	HOP_CLAIMED,	  /* may be made up; nothing speaks against it */
	HOP_CONTRADICTED, /* something in it cannot be true */
};

struct route_hop {
	enum hop_standing standing;
	const char *why; /* id of a text: "route.why.boundary" */
	bool has_delay;
	int64_t delay; /* seconds after the hop below; negative: before it */
};

enum route_boundary {
	BOUNDARY_NONE,
	BOUNDARY_INFERRED,
	BOUNDARY_CONFIGURED,
};

struct route {
	struct route_hop *hops; /* as many as the mail has */
	enum route_boundary boundary;
	size_t handed_over_by; /* hop whose client came from outside */
	size_t claimed_origin; /* lowest hop that tells an address */
	size_t origin;	       /* hop we take for the origin */
	enum hop_standing origin_standing;
	const char *origin_why;
	const struct answer *origin_answer; /* of its address, or NULL */
	bool origin_local;    /* a program on the relay itself wrote it */
	bool origin_hidden;   /* a web or API submission hides the client */
	span operator_domain; /* of the reader's own side, inferred */
};

/* Fills x->route. Adds no findings. */
void route_walk(struct examination *x);

/* Adds the findings about the route. */
void examine_route(struct examination *x);

/* The client of hop i, with what the local databases say; NULL: none. */
const struct answer *route_place(struct examination *x, size_t i);

const char *hop_standing_name(enum hop_standing s);

#endif
