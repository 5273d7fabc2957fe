/*
 * tools - what one examination at a time needs for itself.
 *
 * Vectorscan's scratch and libmagic's table may serve only one thread at a
 * time, and are too dear to be made for each mail.  So the expert keeps those
 * that are idle; a caller takes one set and gives it back, and never sees
 * threads.  There are never more sets than examinations that ran at once.
 */
#ifndef MEKIKI_LIB_TOOLS_H
#define MEKIKI_LIB_TOOLS_H

#include <pthread.h>

#include "examine/sniff.h"
#include "know/phrases.h"

struct tools {
	struct tools *next; /* idle, too */
	struct phrases_scratch *scratch;
	struct sniff *sniff;
};

struct toolbox {
	pthread_mutex_t lock; /* guards idle */
	struct tools *idle;
	const struct phrases *phrases;
};

/* phrases must outlive the box.  False: the system has no lock left. */
bool toolbox_open(struct toolbox *box, const struct phrases *phrases);
/* All tools must have been given back. */
void toolbox_close(struct toolbox *box);

/* The caller's until given back; NULL: out of memory. */
struct tools *tools_take(struct toolbox *box);
void tools_give(struct toolbox *box, struct tools *tools);

#endif
