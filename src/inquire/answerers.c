#include "inquire/answerers.h"

bool
session_open(struct session *s, const struct answerers *answerers)
{
	*s = (struct session){ .answerers = answerers };
	if (answerers->cache == NULL || answerers->only_recording)
		return true;
	s->waiter = waiter_new(answerers->cache, answerers->deadline_ms);
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
	const struct answerers *answerers = s->answerers;
	const struct inquirer offline = offline_inquirer(answerers->offline);
	const struct answer *known = NULL;

	if (answerers->recording != NULL)
		known = recording_find(
		    answerers->recording, answer->kind, answer->subject);
	if (known != NULL)
		*answer = *known; /* which stays where it is */
	else if (answerers->only_recording)
		return;
	else if (answer->kind == QUESTION_ADDRESS)
		offline.ask(offline.context, a, now, answer);
	else if (answer->kind == QUESTION_LISTED && answerers->feeds != NULL)
		feeds_ask(answerers->feeds, a, answer);
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
		.far = s->answerers->far,
		.context = s };
}

bool
answerers_record(const struct answerers *answerers, const struct inquiry *q)
{
	bool ok = true;

	for (size_t i = 0; answerers->recording != NULL &&
	     !answerers->only_recording && i < q->count;
	     i++)
		ok &= recording_add(answerers->recording, q->answers[i]);
	return ok;
}
