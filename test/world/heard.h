/*
 * heard - what live told, against the world of test/world.
 *
 * The world is started by the first who needs it, and the process is sealed
 * from any other network where the machine allows that.  One live at a time.
 */
#ifndef MEKIKI_HEARD_H
#define MEKIKI_HEARD_H

#include <pthread.h>

#include "inquire/live.h"
#include "test/test.h"
#include "test/world/world.h"

/* What was told, in the order in which it came; copied. */
extern struct heard {
	pthread_mutex_t lock;
	pthread_cond_t more;
	struct arena *arena;
	struct answer answers[3000];
	size_t count;
} heard;

/* NULL: not to be had, and said so. */
struct world *heard_world(void);
/* Behind heard_world: no other network is there. */
bool heard_sealed(void);

/* Opens; what was heard before is forgotten. */
struct live *heard_open(const struct live_settings *settings);
/* As live_told. */
void heard_tell(void *context, const struct answer *answer);

/* Until count answers are there; false: a minute was not enough. */
bool heard_wait(size_t count);

/* The first answer to that question; NULL: there is none. */
const struct answer *heard_find(enum question_kind kind, const char *subject);

#endif
