#include "lib/tools.h"

#include <stdlib.h>

#include "base/lock.h"

static void
tools_free(struct tools *tools)
{
	sniff_free(tools->sniff);
	phrases_scratch_free(tools->scratch);
	free(tools);
}

static struct tools *
tools_new(const struct phrases *phrases)
{
	struct tools *tools = calloc(1, sizeof(*tools));

	if (tools == NULL)
		return NULL;
	tools->scratch = phrases_scratch_new(phrases);
	tools->sniff = sniff_new();
	if (tools->scratch != NULL && tools->sniff != NULL)
		return tools;
	tools_free(tools);
	return NULL;
}

bool
toolbox_open(struct toolbox *box, const struct phrases *phrases)
{
	box->idle = NULL;
	box->phrases = phrases;
	return pthread_mutex_init(&box->lock, NULL) == 0;
}

void
toolbox_close(struct toolbox *box)
{
	while (box->idle != NULL) {
		struct tools *tools = box->idle;

		box->idle = tools->next;
		tools_free(tools);
	}
	pthread_mutex_destroy(&box->lock);
}

struct tools *
tools_take(struct toolbox *box)
{
	struct tools *tools;

	lock_take(&box->lock);
	tools = box->idle;
	if (tools != NULL)
		box->idle = tools->next;
	lock_give(&box->lock);
	/* Outside the lock: cloning a scratch takes its time. */
	return tools != NULL ? tools : tools_new(box->phrases);
}

void
tools_give(struct toolbox *box, struct tools *tools)
{
	lock_take(&box->lock);
	tools->next = box->idle;
	box->idle = tools;
	lock_give(&box->lock);
}
