#include "inquire/live.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "inquire/live_loop.h"

/* Deadlines are looked at this often at most. */
#define TICK_MS 20
#define IDLE_MS 60000

int64_t
live_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void
live_due(struct live *live, int64_t at)
{
	at += TICK_MS - at % TICK_MS;
	if (live->next_deadline > at)
		live->next_deadline = at;
}

static void
add_open(struct live *live, struct live_task *task)
{
	task->older = live->newest;
	if (live->newest == NULL)
		live->oldest = task;
	else
		live->newest->newer = task;
	live->newest = task;
}

static void
remove_open(struct live *live, struct live_task *task)
{
	if (task->older == NULL)
		live->oldest = task->newer;
	else
		task->older->newer = task->newer;
	if (task->newer == NULL)
		live->newest = task->older;
	else
		task->newer->older = task->older;
}

void
live_tell(struct live *live, struct live_task *task)
{
	if (arena_failed(task->arena))
		task->answer = (struct answer){ .kind = task->answer.kind,
			.subject = task->answer.subject,
			.status = ANSWER_FAILED,
			.ttl = -1,
			.text = SPAN("no memory for the answer") };
	live_release(live, task);
	remove_open(live, task);
	live->told(live->context, &task->answer);
	arena_free(task->arena);
}

void
live_end(struct live *live, struct live_task *task, enum answer_status status,
    span text)
{
	task->status = status;
	task->text = text;
	task->finish(live, task);
}

/* The task's arena holds the task itself. */
static struct live_task *
new_task(enum question_kind kind, span subject)
{
	struct arena *a = arena_new(LIMIT_QUESTION);
	struct live_task *task =
	    a == NULL ? NULL : arena_alloc(a, sizeof(*task));

	if (task == NULL) {
		arena_free(a);
		return NULL;
	}
	task->arena = a;
	task->answer = (struct answer){
		.kind = kind, .subject = arena_copy(a, subject), .ttl = -1
	};
	task->asked = live_clock();
	task->deadline = task->attempt = task->asked + LIMIT_QUEUE_MS;
	task->fetch.socket = -1;
	return task;
}

void
live_ask(struct live *live, enum question_kind kind, span subject)
{
	struct live_task *task = new_task(kind, subject);

	if (task == NULL || arena_failed(task->arena)) {
		const struct answer none = { .kind = kind,
			.subject = subject,
			.status = ANSWER_FAILED,
			.ttl = -1,
			.text = SPAN("no memory for the question") };

		if (task != NULL)
			arena_free(task->arena);
		live->told(live->context, &none);
		return;
	}
	lock_take(&live->lock);
	if (live->inbox_last == NULL)
		live->inbox = task;
	else
		live->inbox_last->next = task;
	live->inbox_last = task;
	lock_give(&live->lock);
	live_call.curl_multi_wakeup(live->multi);
}

static void
begin(struct live *live, struct live_task *task)
{
	add_open(live, task);
	live_due(live, task->deadline);
	switch (task->answer.kind) {
	case QUESTION_REGISTRATION:
	case QUESTION_NETWORK:
	case QUESTION_AUTNUM:
		live_steps_ask(live, task);
		break;
	default:
		if (live_dns_type(task->answer.kind) != 0)
			live_resolve_ask(live, task);
		else
			live_tell(live, task);
		break;
	}
}

/* What was asked since; true: and no more will be. */
static bool
take_inbox(struct live *live)
{
	struct live_task *first, *next;
	bool stopping;

	lock_take(&live->lock);
	first = live->inbox;
	live->inbox = live->inbox_last = NULL;
	stopping = live->stopping;
	lock_give(&live->lock);
	for (; first != NULL; first = next) {
		next = first->next;
		first->next = NULL;
		begin(live, first);
	}
	return stopping;
}

/* Ends what the task waits for or has under way. */
static void
time_out(struct live *live, struct live_task *task)
{
	struct live_host *h = task->host;
	bool was = task->under_way;
	span text = SPAN("it had no turn in time: too many questions before");

	if (was) {
		task->stop(live, task);
		text = arena_format(
		    task->arena, "%s did not answer in time", h->label);
		live_host_said(live, h, ANSWER_TIMEOUT);
	}
	live_end(live, task, ANSWER_TIMEOUT, text);
}

static void
run_deadlines(struct live *live)
{
	struct live_task *task, *newer;

	if (live->now < live->next_deadline)
		return;
	live->next_deadline = live->now + IDLE_MS;
	for (task = live->oldest; task != NULL; task = newer) {
		int64_t due = task->deadline < task->attempt ? task->deadline
							     : task->attempt;

		newer = task->newer;
		if (due <= live->now)
			time_out(live, task);
		else
			live_due(live, due);
	}
}

/* Waits until something happens; WHOIS sockets that can go on, go on. */
static void
wait_and_go(struct live *live)
{
	struct curl_waitfd fds[2 + LIMIT_CONNECTIONS];
	struct live_task *tasks[LIMIT_CONNECTIONS];
	size_t count = live->whois_count;
	int64_t wait = live->next_deadline - live->now;

	for (size_t i = 0; i < count; i++) {
		struct live_fetch *f = &live->whois[i]->fetch;

		tasks[i] = live->whois[i];
		fds[i] = (struct curl_waitfd){ f->socket,
			f->connected && f->out.n == 0 ? CURL_WAIT_POLLIN
						      : CURL_WAIT_POLLOUT,
			0 };
	}
	live_call.curl_multi_poll(live->multi, fds,
	    (unsigned)(count + live_resolve_fds(live, fds + count)),
	    wait < 0		 ? 0
		: wait > IDLE_MS ? IDLE_MS
				 : (int)wait,
	    NULL);
	live->now = live_clock();
	live_resolve_go(live);
	for (size_t i = 0; i < count; i++)
		if (fds[i].revents != 0)
			live_whois_go(live, tasks[i]);
}

static void *
run(void *argument)
{
	struct live *live = argument;

	live->now = live_clock();
	live->next_deadline = live->now;
	while (!take_inbox(live)) {
		live_queue_run(live);
		live_rdap_go(live);
		run_deadlines(live);
		if (live->rush)
			continue;
		wait_and_go(live);
	}
	while (live->oldest != NULL) {
		struct live_task *task = live->oldest;

		if (task->under_way)
			task->stop(live, task);
		task->answer.status = ANSWER_TIMEOUT;
		task->answer.text = SPAN("given up before an answer came");
		live_tell(live, task);
	}
	return NULL;
}

/* Copies what the settings point to. */
static bool
copy_settings(struct live *live, const struct live_settings *from)
{
	struct arena *a = live->arena;
	struct live_settings *to = &live->settings;
	span *resolvers = arena_array(a, from->resolver_count, sizeof(span));
	struct live_server *servers =
	    arena_array(a, from->server_count, sizeof(*servers));

	*to = *from;
	if (resolvers == NULL || servers == NULL)
		return false;
	for (size_t i = 0; i < from->resolver_count; i++)
		resolvers[i] = arena_copy(a, from->resolvers[i]);
	for (size_t i = 0; i < from->server_count; i++)
		servers[i] =
		    (struct live_server){ arena_copy(a, from->servers[i].name),
			    arena_copy(a, from->servers[i].target) };
	to->resolvers = resolvers;
	to->servers = servers;
	if (from->databases != NULL)
		to->databases = arena_copy(a, span_of(from->databases)).p;
	if (from->trust_anchor != NULL)
		to->trust_anchor = arena_copy(a, span_of(from->trust_anchor)).p;
	return !arena_failed(a);
}

static enum mekiki_status
check_servers(const struct live_settings *settings, struct know_error *err)
{
	for (size_t i = 0; i < settings->server_count; i++) {
		span target = settings->servers[i].target, host;
		unsigned port;

		if (span_starts(target, "http://") ||
		    span_starts(target, "https://") ||
		    live_fetch_target(target, &host, &port))
			continue;
		if (err != NULL)
			snprintf(err->text, sizeof(err->text),
			    "server %.*s: %.*s is neither host:port nor a URL",
			    SPAN_ARG(span_head(settings->servers[i].name, 200)),
			    SPAN_ARG(span_head(target, 200)));
		return MEKIKI_BAD_USE;
	}
	return MEKIKI_OK;
}

static enum mekiki_status
open_all(struct live *live, const struct live_settings *settings,
    struct know_error *err)
{
	enum mekiki_status status = check_servers(settings, err);

	if (status == MEKIKI_OK)
		status = live_call_open(err);
	if (status != MEKIKI_OK)
		return status;
	live->arena = arena_new(LIMIT_QUESTION);
	if (live->arena == NULL || !copy_settings(live, settings))
		return MEKIKI_NO_MEMORY;
	if (live_call.curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return MEKIKI_NO_MEMORY;
	live->multi = live_call.curl_multi_init();
	if (live->multi == NULL)
		return MEKIKI_NO_MEMORY;
	status = live_resolve_open(live, err);
	if (status != MEKIKI_OK)
		return status;
	return pthread_create(&live->thread, NULL, run, live) == 0
	    ? MEKIKI_OK
	    : MEKIKI_NO_MEMORY;
}

/* All but the thread. */
static void
close_all(struct live *live)
{
	live_resolve_close(live);
	if (live->multi != NULL)
		live_call.curl_multi_cleanup(live->multi);
	while (live->hosts != NULL) {
		struct live_host *next = live->hosts->next;

		free(live->hosts);
		live->hosts = next;
	}
	arena_free(live->arena);
	pthread_mutex_destroy(&live->lock);
	free(live);
}

enum mekiki_status
live_open(const struct live_settings *settings, live_told *told, void *context,
    struct live **out, struct know_error *err)
{
	struct live *live = calloc(1, sizeof(*live));
	enum mekiki_status status;

	if (live == NULL)
		return MEKIKI_NO_MEMORY;
	live->told = told;
	live->context = context;
	pthread_mutex_init(&live->lock, NULL);
	status = open_all(live, settings, err);
	if (status == MEKIKI_OK)
		*out = live;
	else
		close_all(live);
	return status;
}

bool
live_counts(struct live *live, size_t index, struct live_count *out)
{
	struct live_host *h;

	lock_take(&live->lock);
	for (h = live->hosts; h != NULL && index > 0; h = h->next)
		index--;
	if (h != NULL) {
		memcpy(out->server, h->label, sizeof(out->server));
		out->asked = h->asked;
		out->at_once = h->at_once;
	}
	lock_give(&live->lock);
	return h != NULL;
}

void
live_close(struct live *live)
{
	if (live == NULL)
		return;
	lock_take(&live->lock);
	live->stopping = true;
	lock_give(&live->lock);
	live_call.curl_multi_wakeup(live->multi);
	pthread_join(live->thread, NULL);
	close_all(live);
}
