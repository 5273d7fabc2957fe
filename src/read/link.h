/*
 * link - a place the mail leads to.
 *
 * From markup and from literal text alike: what is written, what the reader
 * is shown for it, the parsed URL, and, where rewriters and redirectors wrap
 * the target, every layer.
 */
#ifndef MEKIKI_READ_LINK_H
#define MEKIKI_READ_LINK_H

#include "read/html.h"
#include "read/unwrap.h"

/* A wrapper that was taken off; outermost first. */
struct link_layer {
	span service; /* "Microsoft Safe Links" */
	span url;     /* of the wrapper, parsed form */
};

struct link {
	size_t part; /* index in the mail's parts */
	enum html_where where;
	span written;	   /* the target as written, UTF-8 */
	span shown;	   /* the text that stands for it; empty: none */
	bool hidden;	   /* the reader cannot see it */
	size_t start, end; /* of written, in the part's text */
	struct url url;	   /* of what is written */
	struct url target; /* behind all layers; url itself without any */
	struct link_layer *layers;
	size_t layer_count;
	span host;	 /* of the target: A-labels or address text */
	span domain;	 /* registrable domain of host, or host itself */
	bool obfuscated; /* "hxxp", "[.]": written so that no program follows */
};

/* True for what is clicked or submitted, not merely loaded. */
bool link_is_followed(const struct link *l);

/*
 * Fills url, target, layers, host and domain from written.  base is the
 * document's, or NULL; u, zero but for its lists, serves all links of a mail.
 */
void link_resolve(struct arena *a, struct link *l, const struct url *base,
    struct unwrapper *u);

#endif
