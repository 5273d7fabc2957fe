#include "base/utf8.h"
#include "inquire/live_guard.h"
#include "inquire/live_loop.h"

bool
live_fetch_target(span target, span *host, unsigned *port)
{
	size_t colon = span_find_last(target, ':');
	uint64_t number;
	struct ip ip;

	if (colon == 0 || colon == target.n ||
	    !span_number(span_drop(target, colon + 1), 65535, &number) ||
	    number == 0)
		return false;
	*host = span_head(target, colon);
	*port = (unsigned)number;
	if (host->p[0] == '[')
		return host->p[host->n - 1] == ']' &&
		    ip_parse(span_slice(*host, 1, host->n - 1), &ip);
	return span_find_byte(*host, ':') == host->n;
}

static const struct live_server *
find_named(const struct live *live, span host)
{
	const struct live_settings *s = &live->settings;

	for (size_t i = 0; i < s->server_count; i++)
		if (span_same_nocase(s->servers[i].name, host))
			return &s->servers[i];
	return NULL;
}

/* The parts of a URL that matter here; all in the arena. */
struct url {
	span scheme, host, path; /* path with its query, "/" first */
	unsigned port;
};

static span
url_part(struct arena *a, CURLU *handle, CURLUPart part)
{
	char *text = NULL;
	span got;

	if (live_call.curl_url_get(handle, part, &text, CURLU_DEFAULT_PORT) !=
	    CURLUE_OK)
		return (span){ 0 };
	got = arena_copy(a, span_of(text));
	live_call.curl_free(text);
	return got;
}

/* libcurl's own reading, as it is libcurl that goes there. */
static bool
parse_url(struct arena *a, span text, struct url *out)
{
	CURLU *handle = live_call.curl_url();
	span copy = arena_copy(a, text), query;
	uint64_t port = 0;
	bool good = handle != NULL && copy.n > 0 && strlen(copy.p) == copy.n &&
	    live_call.curl_url_set(handle, CURLUPART_URL, copy.p,
		CURLU_DISALLOW_USER) == CURLUE_OK;

	if (good) {
		out->scheme = url_part(a, handle, CURLUPART_SCHEME);
		out->host = url_part(a, handle, CURLUPART_HOST);
		out->path = url_part(a, handle, CURLUPART_PATH);
		query = url_part(a, handle, CURLUPART_QUERY);
		if (query.n > 0)
			out->path = arena_join(a, out->path, SPAN("?"), query);
		good = span_number(
		    url_part(a, handle, CURLUPART_PORT), 65535, &port);
		out->port = (unsigned)port;
	}
	live_call.curl_url_cleanup(handle);
	return good && out->host.n > 0 && utf8_ascii(out->host) &&
	    (span_is(out->scheme, "http") || span_is(out->scheme, "https"));
}

/* The fetch ends before it was sent. */
static void
end_unsent(struct live *live, struct live_task *task, enum answer_status status,
    span text)
{
	task->finish = task->fetch.fetched;
	live_end(live, task, status, text);
}

/* What is known of the address that was not allowed, for people. */
static span
refusal(struct live_task *task, struct ip ip, const char *why)
{
	char text[IP_TEXT_MAX];
	span address = ip_text(ip, text);

	return arena_format(task->arena,
	    "not connected to: %.*s is at %.*s, %s", SPAN_ARG(task->fetch.host),
	    SPAN_ARG(address), why);
}

/* Keeps the addresses that may be connected to; false: there are none. */
static bool
guard_addresses(struct live_task *task, span *why)
{
	struct live_fetch *f = &task->fetch;
	size_t kept = 0;

	*why =
	    arena_format(task->arena, "%.*s has no address", SPAN_ARG(f->host));
	for (size_t i = 0; i < f->address_count; i++) {
		const char *what = live_guard_why(f->addresses[i]);

		if (f->named || what == NULL)
			f->addresses[kept++] = f->addresses[i];
		else
			*why = refusal(task, f->addresses[i], what);
	}
	f->address_count = kept;
	return kept > 0;
}

static void
addressed(struct live *live, struct live_task *task)
{
	struct live_fetch *f = &task->fetch;
	bool found = f->address_count > 0;
	span why;

	if (task->status != ANSWER_FOUND) {
		end_unsent(live, task, task->status, task->text);
		return;
	}
	if (!guard_addresses(task, &why)) {
		end_unsent(
		    live, task, found ? ANSWER_MALFORMED : ANSWER_FAILED, why);
		return;
	}
	task->attempt = task->deadline;
	task->start =
	    f->step.way == LIVE_RDAP ? live_rdap_start : live_whois_start;
	task->stop =
	    f->step.way == LIVE_RDAP ? live_rdap_stop : live_whois_stop;
	task->finish = f->fetched;
	live_queue(live, task, f->server, false);
}

/* Where a URL leads: to its host, or to what the settings have instead. */
static bool
aim_url(struct live *live, struct live_task *task, span *name, bool *usual)
{
	struct live_fetch *f = &task->fetch;
	const struct live_server *server;
	struct url url, target;
	struct arena *a = task->arena;

	if (!parse_url(a, f->step.query, &url))
		return false;
	server = find_named(live, url.host);
	/* A server that the settings name may redirect to itself. */
	if (f->named && server == NULL && span_same(url.host, f->host) &&
	    url.port == f->port) {
		*name = f->server->name;
		f->url = f->step.query;
		return true;
	}
	*name = f->host = url.host;
	f->port = url.port;
	f->url = f->step.query;
	f->named = server != NULL;
	f->elsewhere = false;
	*usual = url.port == 80 || url.port == 443;
	if (server == NULL)
		return true;
	if (live_fetch_target(server->target, &f->host, &f->port)) {
		f->elsewhere = true;
		return true;
	}
	if (!parse_url(a, server->target, &target))
		return false;
	f->host = target.host;
	f->port = target.port;
	f->url = arena_join(a, server->target,
	    span_ends(server->target, "/") ? (span){ 0 } : SPAN("/"),
	    span_drop(url.path, 1));
	return true;
}

static bool
aim_whois(struct live *live, struct live_task *task, span *name, bool *usual)
{
	struct live_fetch *f = &task->fetch;
	const struct live_server *server = find_named(live, f->step.host);

	*name = f->host = f->step.host;
	f->port = f->step.port;
	f->named = server != NULL;
	*usual = f->port == 43;
	return server == NULL ||
	    live_fetch_target(server->target, &f->host, &f->port);
}

static void
aim(struct live *live, struct live_task *task)
{
	struct live_fetch *f = &task->fetch;
	bool usual = true;
	span name;
	bool good = f->step.way == LIVE_RDAP
	    ? aim_url(live, task, &name, &usual)
	    : aim_whois(live, task, &name, &usual);

	if (!good || (f->step.told && !f->named && !usual)) {
		end_unsent(live, task, ANSWER_MALFORMED,
		    arena_join(task->arena,
			SPAN("not connected to, no usual server: "),
			f->step.way == LIVE_RDAP ? f->step.query : f->step.host,
			(span){ 0 }));
		return;
	}
	f->server = live_host_find(live, f->step.way, name);
	if (f->server == NULL) {
		end_unsent(live, task, ANSWER_FAILED, SPAN("no memory"));
		return;
	}
	live_resolve_host(live, task, addressed);
}

void
live_fetch(struct live *live, struct live_task *task,
    const struct live_step *step, int64_t patience, live_act *finish)
{
	task->fetch = (struct live_fetch){
		.step = *step,
		.patience = patience,
		.fetched = finish,
		.body = buf_new(task->arena, LIMIT_ANSWER_BYTES),
		.socket = -1,
	};
	aim(live, task);
}

void
live_fetch_redirect(struct live *live, struct live_task *task, span location)
{
	struct live_fetch *f = &task->fetch;

	if (++f->redirects > LIMIT_REDIRECTS) {
		live_end(live, task, ANSWER_MALFORMED,
		    arena_format(task->arena, "%s redirects without end",
			task->host->label));
		return;
	}
	f->step.query = arena_copy(task->arena, location);
	f->step.told = true;
	f->body.n = 0; /* its room serves again */
	f->body.full = false;
	f->http_status = 0;
	f->header_bytes = 0;
	live_host_said(live, task->host, ANSWER_FOUND);
	live_release(live, task);
	aim(live, task);
}

void
live_fetch_begin(struct live *live, struct live_task *task)
{
	if (task->sent == 0) {
		task->sent = live->now;
		task->deadline = live->now + LIMIT_WHOIS_MS;
	}
	/* With all its redirects. */
	if (task->fetch.until == 0)
		task->fetch.until = live->now + task->fetch.patience;
	task->attempt = task->fetch.until;
	if (task->attempt > task->deadline)
		task->attempt = task->deadline;
	live_due(live, task->attempt);
}
