#include <time.h>

#include "inquire/live_loop.h"
#include "inquire/registration.h"

/* How far the question has come. */
struct live_steps {
	struct live_step steps[LIVE_STEPS_MAX];
	size_t count, at;
	bool have; /* a registry has answered; its registrar is asked now */
	unsigned referrals;
	bool failed; /* a step before has; task->answer has the most telling */
};

/* Of several that could not say, which is worth to be told. */
static int
telling(enum answer_status status)
{
	switch (status) {
	case ANSWER_RATE_LIMITED:
		return 4;
	case ANSWER_REFUSED:
		return 3;
	case ANSWER_TIMEOUT:
		return 2;
	case ANSWER_MALFORMED:
		return 1;
	default:
		return 0;
	}
}

/* What the fetch came to, as an answer. */
static struct answer
read_fetch(struct live *live, struct live_task *task)
{
	struct live_fetch *f = &task->fetch;
	struct answer answer = { .kind = task->answer.kind,
		.subject = task->answer.subject,
		.status = task->status,
		.at = time(NULL),
		.ttl = -1,
		.text = task->text };

	if (f->server != NULL)
		answer.source =
		    arena_copy(task->arena, span_of(f->server->label));
	if (task->status == ANSWER_FOUND && f->step.way == LIVE_RDAP)
		rdap_read(
		    task->arena, f->http_status, buf_span(&f->body), &answer);
	else if (task->status == ANSWER_FOUND)
		whois_read(
		    task->arena, f->step.host, buf_span(&f->body), &answer);
	if (task->under_way)
		live_host_said(live, task->host, answer.status);
	live_release(live, task);
	return answer;
}

/* The server that a WHOIS answer refers to, as a step. */
static bool
whois_step(struct live_task *task, struct live_step *step)
{
	span host = whois_referral(buf_span(&task->fetch.body));
	unsigned port = 0;
	span name = host;

	if (host.n == 0)
		return false;
	if (span_find_byte(host, ':') < host.n &&
	    !live_fetch_target(host, &name, &port))
		return false;
	if (span_same_nocase(name, task->fetch.step.host))
		return false;
	*step = live_servers_whois(
	    task->arena, task->answer.kind, task->answer.subject, name, port);
	step->told = true;
	return true;
}

static bool
rdap_step(struct live_task *task, struct live_step *step)
{
	span url = rdap_referral(task->arena, buf_span(&task->fetch.body));

	if (url.n == 0 || span_same(url, task->fetch.step.query))
		return false;
	*step = (struct live_step){ .way = LIVE_RDAP,
		.query = arena_copy(task->arena, url),
		.told = true };
	return true;
}

static live_act said;

/* Goes where the fetch refers to; false: nowhere, or not any more. */
static bool
follow(struct live *live, struct live_task *task)
{
	struct live_steps *s = task->steps;
	struct live_step step;
	bool found;

	if (s->referrals == LIMIT_REFERRALS || task->deadline <= live->now ||
	    task->fetch.body.n == 0)
		return false;
	found = task->fetch.step.way == LIVE_RDAP ? rdap_step(task, &step)
						  : whois_step(task, &step);
	if (!found)
		return false;
	s->referrals++;
	live_fetch(live, task, &step, LIMIT_WHOIS_MS, said);
	return true;
}

static void
try_step(struct live *live, struct live_task *task)
{
	struct live_steps *s = task->steps;
	bool last = s->at + 1 == s->count;

	live_fetch(live, task, &s->steps[s->at],
	    last ? LIMIT_WHOIS_MS : LIMIT_RDAP_FIRST_MS, said);
}

/* A step could not say: the next, if there is one and time for it. */
static void
step_failed(
    struct live *live, struct live_task *task, const struct answer *answer)
{
	struct live_steps *s = task->steps;

	if (!s->failed ||
	    telling(answer->status) > telling(task->answer.status))
		task->answer = *answer;
	s->failed = true;
	if (++s->at < s->count && live->now < task->deadline)
		try_step(live, task);
	else
		live_tell(live, task);
}

/* What the registrar said beside the registry, or that it said nothing. */
static void
add_registrar(
    struct live *live, struct live_task *task, const struct answer *more)
{
	if (more->status == ANSWER_FOUND) {
		registration_merge(task->arena, &task->answer, more);
		task->answer.source = arena_join(
		    task->arena, task->answer.source, SPAN(", "), more->source);
	}
	live_tell(live, task);
}

static void
said(struct live *live, struct live_task *task)
{
	struct live_steps *s = task->steps;
	struct answer answer = read_fetch(live, task);
	bool whois = task->fetch.step.way == LIVE_WHOIS;
	bool refers = whois && live_servers_refers(task->fetch.step.host);

	if (s->have) {
		add_registrar(live, task, &answer);
		return;
	}
	/* Of an address the registry that is referred to knows more. */
	if ((refers || (whois && answer.kind != QUESTION_REGISTRATION)) &&
	    follow(live, task))
		return;
	/* What it says of the top-level domain is no answer. */
	if (refers &&
	    (answer.status == ANSWER_FOUND ||
		answer.status == ANSWER_MALFORMED)) {
		answer = (struct answer){ .kind = answer.kind,
			.subject = answer.subject,
			.status = ANSWER_FAILED,
			.source = answer.source,
			.at = answer.at,
			.ttl = -1,
			.text = SPAN("no server is known for its registry") };
	}
	if (answer.status == ANSWER_FOUND) {
		task->answer = answer;
		s->have = true;
		if (answer.kind != QUESTION_REGISTRATION || !follow(live, task))
			live_tell(live, task);
	} else if (answer.status == ANSWER_NOTHING) {
		task->answer = answer;
		live_tell(live, task);
	} else {
		step_failed(live, task, &answer);
	}
}

void
live_steps_ask(struct live *live, struct live_task *task)
{
	struct live_steps *s = arena_alloc(task->arena, sizeof(*s));
	const char *why = "no memory";

	task->steps = s;
	if (s != NULL)
		s->count = live_servers_find(task->arena,
		    live->settings.databases, task->answer.kind,
		    task->answer.subject, s->steps, &why);
	if (s != NULL && s->count > 0) {
		try_step(live, task);
		return;
	}
	task->answer.text = span_of(why);
	live_tell(live, task);
}
