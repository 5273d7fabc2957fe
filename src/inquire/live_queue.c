#include <stdio.h>
#include <stdlib.h>

#include "inquire/live_loop.h"

/*
 * Silence of the resolver is mostly that of the servers behind it, chosen by
 * whoever wrote the mail: it must last for twice the questions that are under
 * way at once, with no answer in between, and is forgiven soon.
 */
#define DNS_TIMEOUTS(cap) (2 * (cap))
#define DNS_REST_MS LIMIT_DNS_MS

static const char *const ways[] = {
	[LIVE_DNS] = "DNS",
	[LIVE_RDAP] = "RDAP",
	[LIVE_WHOIS] = "WHOIS",
};

/* A name as long as DNS allows, and its way. */
struct live_host *
live_host_find(struct live *live, enum live_way way, span name)
{
	struct live_host *h, **link = &live->hosts;
	char *copy;

	for (; *link != NULL; link = &(*link)->next)
		if ((*link)->way == way &&
		    span_same_nocase((*link)->name, name))
			return *link;
	h = calloc(1, sizeof(*h) + name.n + 1);
	if (h == NULL)
		return NULL;
	copy = (char *)(h + 1);
	if (name.n > 0)
		memcpy(copy, name.p, name.n);
	h->name = (span){ copy, name.n };
	h->way = way;
	h->cap =
	    way == LIVE_DNS ? live->settings.dns_cap : live->settings.whois_cap;
	if (h->cap == 0)
		h->cap =
		    way == LIVE_DNS ? LIMIT_DNS_AT_ONCE : LIMIT_WHOIS_AT_ONCE;
	h->quota = way == LIVE_DNS ? LIMIT_DNS_ASKED : LIMIT_WHOIS_ASKED;
	snprintf(h->label, sizeof(h->label), "%s %.*s", ways[way],
	    SPAN_ARG(h->name));
	lock_take(&live->lock);
	*link = h;
	lock_give(&live->lock);
	return h;
}

void
live_queue(
    struct live *live, struct live_task *task, struct live_host *h, bool hurry)
{
	task->host = h;
	task->under_way = false;
	if (hurry) {
		task->next = h->first;
		h->first = task;
		if (h->last == NULL)
			h->last = task;
	} else {
		task->next = NULL;
		if (h->last == NULL)
			h->first = task;
		else
			h->last->next = task;
		h->last = task;
	}
	live->rush = true;
}

static void
leave_queue(struct live_host *h, struct live_task *task)
{
	struct live_task *before = NULL, *t = h->first;

	while (t != task) {
		before = t;
		t = t->next;
	}
	if (before == NULL)
		h->first = task->next;
	else
		before->next = task->next;
	if (h->last == task)
		h->last = before;
	task->next = NULL;
}

/* under_way is also read by whoever asks for the counts. */
static void
count_under_way(struct live *live, struct live_host *h, bool more)
{
	lock_take(&live->lock);
	if (more) {
		h->asked++;
		h->under_way++;
		if (h->at_once < h->under_way)
			h->at_once = h->under_way;
	} else {
		h->under_way--;
	}
	lock_give(&live->lock);
	if (h->way != LIVE_DNS)
		live->connections += more ? 1 : (size_t)-1;
}

void
live_release(struct live *live, struct live_task *task)
{
	struct live_host *h = task->host;

	if (h == NULL)
		return;
	if (task->under_way)
		count_under_way(live, h, false);
	else
		leave_queue(h, task);
	task->host = NULL;
	task->under_way = false;
	live->rush = true;
}

void
live_host_said(
    struct live *live, struct live_host *h, enum answer_status status)
{
	int64_t most = h->way == LIVE_DNS ? DNS_REST_MS : LIMIT_BACKOFF_MOST_MS;
	bool down = status == ANSWER_TIMEOUT;

	if (!down && status != ANSWER_RATE_LIMITED &&
	    (status != ANSWER_REFUSED || h->way == LIVE_DNS)) {
		h->timeouts = 0;
		if (status == ANSWER_FOUND || status == ANSWER_NOTHING)
			h->rest = 0;
		return;
	}
	if (down && h->way == LIVE_DNS && ++h->timeouts < DNS_TIMEOUTS(h->cap))
		return;
	/* What was under way together with the first counts once. */
	if (h->rests_until > live->now)
		return;
	h->timeouts = 0;
	h->rest = h->rest == 0 ? LIMIT_BACKOFF_MS : h->rest * 2;
	if (h->rest > most)
		h->rest = most;
	h->rests_until = live->now + h->rest;
	h->why = down ? ANSWER_TIMEOUT : ANSWER_RATE_LIMITED;
	live->rush = true;
}

/* Not asked for now: the task ends as those before it did. */
static void
turn_away(struct live *live, struct live_host *h, struct live_task *task)
{
	enum answer_status status = h->why;
	span text;

	if (h->asked >= h->quota) {
		status = ANSWER_RATE_LIMITED;
		text = arena_format(task->arena,
		    "not asked: %s has had %zu questions of this run, which is "
		    "mekiki's own limit",
		    h->label, h->asked);
	} else {
		text = arena_format(task->arena, "not asked: %s %s", h->label,
		    status == ANSWER_TIMEOUT
			? "did not answer others just now"
			: "refused others just now: too many questions");
	}
	live_end(live, task, status, text);
}

static bool
may_start(const struct live *live, const struct live_host *h)
{
	return h->under_way < h->cap &&
	    (h->way == LIVE_DNS || live->connections < LIMIT_CONNECTIONS);
}

static void
run_host(struct live *live, struct live_host *h)
{
	while (h->first != NULL) {
		struct live_task *task = h->first;

		if (h->rests_until > live->now || h->asked >= h->quota) {
			turn_away(live, h, task);
			continue;
		}
		if (!may_start(live, h))
			return;
		leave_queue(h, task);
		task->under_way = true;
		count_under_way(live, h, true);
		task->start(live, task);
	}
}

void
live_queue_run(struct live *live)
{
	live->now = live_clock();
	while (live->rush) {
		live->rush = false;
		for (struct live_host *h = live->hosts; h != NULL; h = h->next)
			run_host(live, h);
	}
}
