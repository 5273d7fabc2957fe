#include "inquire/world.h"

bool
session_open(struct session *s, const struct world *world)
{
	*s = (struct session){ .world = world };
	if (world->cache == NULL || world->only_recording)
		return true;
	s->waiter = waiter_new(world->cache, world->deadline_ms);
	return s->waiter != NULL;
}

void
session_close(struct session *s)
{
	waiter_free(s->waiter);
	s->waiter = NULL;
}

static void
ask(void *context, struct arena *a, int64_t now, struct answer *answer)
{
	const struct session *s = context;
	const struct world *world = s->world;
	const struct inquirer offline = offline_inquirer(world->offline);
	const struct answer *known = NULL;

	if (world->recording != NULL)
		known = recording_find(
		    world->recording, answer->kind, answer->subject);
	if (known != NULL)
		*answer = *known; /* which stays where it is */
	else if (world->only_recording)
		return;
	else if (answer->kind == QUESTION_ADDRESS)
		offline.ask(offline.context, a, now, answer);
	else if (answer->kind == QUESTION_LISTED && world->feeds != NULL)
		feeds_ask(world->feeds, a, answer);
	else if (s->waiter != NULL)
		waiter_ask(s->waiter, a, answer);
}

static void
wait(void *context, struct arena *a)
{
	const struct session *s = context;

	waiter_wait(s->waiter, a);
}

struct inquirer
session_inquirer(struct session *s)
{
	return (struct inquirer){ .ask = ask,
		.wait = s->waiter != NULL ? wait : NULL,
		.far = s->world->far,
		.context = s };
}

bool
world_record(const struct world *world, const struct inquiry *q)
{
	bool ok = true;

	for (size_t i = 0;
	     world->recording != NULL && !world->only_recording && i < q->count;
	     i++)
		ok &= recording_add(world->recording, q->answers[i]);
	return ok;
}
