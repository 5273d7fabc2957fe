/*
 * bits - the names of flags.
 *
 * Oddities are sets of flags; reports call them by kebab-case names.  Each
 * module has a table of its own flags and this one look-up.
 */
#ifndef MEKIKI_BASE_BITS_H
#define MEKIKI_BASE_BITS_H

#include "base/span.h"

struct bit_name {
	unsigned bit;
	const char *name;
};

/* The name of one flag, or NULL. */
static inline const char *
bits_name(const struct bit_name *names, size_t count, unsigned bit)
{
	for (size_t i = 0; i < count; i++)
		if (names[i].bit == bit)
			return names[i].name;
	return NULL;
}

#endif
