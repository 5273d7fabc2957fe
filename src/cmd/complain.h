/*
 * complain - trouble with a file, on standard error: what, where, what to do.
 */
#ifndef MEKIKI_CMD_COMPLAIN_H
#define MEKIKI_CMD_COMPLAIN_H

#include "base/span.h"

/* problem is an errno; path "-" is standard input. */
void complain(span path, int problem);

/*
 * what is wrong with path, and what to do instead.  Paths may hold what a
 * terminal would act on; it is made visible.
 */
void complain_text(span path, const char *what, const char *instead);

#endif
