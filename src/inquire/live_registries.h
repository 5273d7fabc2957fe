/*
 * live_registries - the rows of data/registries.tsv, which explains them.
 */
#ifndef MEKIKI_INQUIRE_LIVE_REGISTRIES_H
#define MEKIKI_INQUIRE_LIVE_REGISTRIES_H

#include <stddef.h>

struct live_registry {
	const char *verb; /* "rdap", "whois", "query", "refers" */
	const char *name; /* a top-level domain, or a server */
	const char *value;
	const char *line; /* of "query", whose value is the kind; else "" */
};

extern const struct live_registry live_registries[];
extern const size_t live_registry_count;

#endif
