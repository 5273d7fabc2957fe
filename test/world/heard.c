#include "test/world/heard.h"

#include <time.h>

#define DELAY_MS 20

static struct world *world;
static bool sealed;

struct world *
heard_world(void)
{
	static bool tried;

	if (!tried) {
		tried = true;
		sealed = world_seal();
		world = world_start(TEST_ROOT, TEST_BUILD, DELAY_MS);
		test_name("nothing leaves loopback");
		if (!sealed)
			test_skip("this machine allows no network namespace");
	}
	if (world == NULL)
		test_skip("the world does not start");
	return world;
}

bool
heard_sealed(void)
{
	return sealed;
}

struct heard heard = { .lock = PTHREAD_MUTEX_INITIALIZER,
	.more = PTHREAD_COND_INITIALIZER };

void
heard_tell(void *context, const struct answer *answer)
{
	struct heard *h = context;
	struct answer *copy;
	size_t room = 0;

	pthread_mutex_lock(&h->lock);
	if (h->count < COUNT(h->answers)) {
		copy = &h->answers[h->count++];
		*copy = *answer;
		copy->fields = NULL;
		copy->field_count = 0;
		copy->subject = arena_copy(h->arena, answer->subject);
		copy->source = arena_copy(h->arena, answer->source);
		copy->text = arena_copy(h->arena, answer->text);
		for (size_t i = 0; i < answer->field_count; i++)
			answer_add(copy, h->arena, &room,
			    arena_copy(h->arena, answer->fields[i].name),
			    arena_copy(h->arena, answer->fields[i].value));
	}
	pthread_cond_broadcast(&h->more);
	pthread_mutex_unlock(&h->lock);
}

bool
heard_wait(size_t count)
{
	struct timespec until;
	int error = 0;
	bool all;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += 60;
	pthread_mutex_lock(&heard.lock);
	while (heard.count < count && error == 0)
		error =
		    pthread_cond_timedwait(&heard.more, &heard.lock, &until);
	all = heard.count >= count;
	pthread_mutex_unlock(&heard.lock);
	CHECK(all);
	return all;
}

struct live *
heard_open(const struct live_settings *settings)
{
	struct know_error err = { "" };
	struct live *live = NULL;
	enum mekiki_status status;

	heard.count = 0;
	heard.arena = test_arena();
	status = live_open(settings, heard_tell, &heard, &live, &err);
	CHECK_SPAN(span_of(err.text), "");
	CHECK_INT(status, MEKIKI_OK);
	return live;
}

const struct answer *
heard_find(enum question_kind kind, const char *subject)
{
	for (size_t i = 0; i < heard.count; i++)
		if (heard.answers[i].kind == kind &&
		    span_is(heard.answers[i].subject, subject))
			return &heard.answers[i];
	return NULL;
}
