/*
 * answerers - all that answers in a run, in the order in which it is asked.
 *
 * A recording first: what it has is not asked again.  Then databases and lists
 * on this machine; then, where somebody may be asked at all, cache and network.
 * A session is one mail's: it bounds how long that one waits.
 */
#ifndef MEKIKI_INQUIRE_ANSWERERS_H
#define MEKIKI_INQUIRE_ANSWERERS_H

#include "inquire/cache.h"
#include "inquire/feeds.h"
#include "inquire/inquire.h"
#include "inquire/offline.h"
#include "inquire/recording.h"

struct answerers {
	struct recording *recording; /* NULL: there is none */
	bool only_recording;	     /* what is not in there is not asked */
	bool far; /* more is known than to this machine's databases */
	const struct offline *offline;
	const struct feeds *feeds; /* NULL: there are none */
	struct cache *cache;	   /* NULL: the network is not asked */
	int64_t deadline_ms;	   /* of all questions of one mail */
};

struct session {
	const struct answerers *answerers;
	struct waiter *waiter;
};

/* false: no memory.  session_close in either case. */
bool session_open(struct session *s, const struct answerers *answerers);
void session_close(struct session *s);

/* Valid until session_close. */
struct inquirer session_inquirer(struct session *s);

/* Keeps the answers of an examination in the recording, if there is one. */
bool answerers_record(
    const struct answerers *answerers, const struct inquiry *q);

#endif
