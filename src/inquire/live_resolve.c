#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "inquire/live_guard.h"
#include "inquire/live_loop.h"

#define CLASS_IN 1

/* Of Debian's package dns-root-data; IANA's keys, RFC 7958. */
static const char root_key[] = "/usr/share/dns/root.key";
static const char resolv_conf[] = "/etc/resolv.conf";
#define RESOLV_CONF_MAX ((size_t)64 << 10)

/*
 * Where a recursion of our own never goes: a delegation may name any address.
 * The same as live_guard's, as libunbound wants them.
 */
static const char *const never_asked[] = { "0.0.0.0/8", "10.0.0.0/8",
	"100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
	"192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
	"198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
	"168.63.129.16/32", "::/3", "2001::/23", "2001:db8::/32", "2002::/16",
	"3fff::/20", "4000::/2", "8000::/1" };

/*
 * More ports than libunbound's usual 16, of which each serves one question.
 * And names whose own servers are silent must not make the resolver look dead,
 * or one mail with a few of them ends all look-ups: it is asked again until
 * our deadline, and its time of reply never counts as hopeless.
 */
static const char *const options[][2] = {
	{ "outgoing-range:", "128" },
	{ "outgoing-num-tcp:", "16" },
	{ "num-queries-per-thread:", "1024" },
	{ "msg-cache-size:", "8m" },
	{ "rrset-cache-size:", "16m" },
	{ "outbound-msg-retry:", "10" },
	{ "infra-cache-max-rtt:", "2000" },
	{ "infra-keep-probing:", "yes" },
};

static enum mekiki_status
fail(struct know_error *err, span what, const char *why)
{
	if (err != NULL)
		snprintf(err->text, sizeof(err->text), "%.*s: %.200s",
		    SPAN_ARG(span_head(what, 200)), why);
	return MEKIKI_BAD_USE;
}

static enum mekiki_status
add_resolver(struct live *live, struct ub_ctx *context, span resolver,
    struct know_error *err)
{
	span address = span_head(resolver, span_find_byte(resolver, '@'));
	struct ip ip;
	uint64_t port = 53;
	span text = arena_copy(live->arena, resolver);

	if (!ip_parse(address, &ip) ||
	    (address.n < resolver.n &&
		!span_number(
		    span_drop(resolver, address.n + 1), 65535, &port)) ||
	    port == 0)
		return fail(err, resolver, "no address, or address@port");
	if (text.n == 0 || live_call.ub_ctx_set_fwd(context, text.p) != 0)
		return fail(err, resolver, "not taken as a resolver");
	return MEKIKI_OK;
}

/* "nameserver 192.0.2.53", resolv.conf(5); without any it is this host. */
static enum mekiki_status
add_system(struct live *live, struct ub_ctx *context, span *names,
    struct know_error *err)
{
	enum mekiki_status status = MEKIKI_OK;
	size_t count = 0;
	span text;

	if (tsv_file(live->arena, resolv_conf, RESOLV_CONF_MAX, &text, NULL) !=
	    MEKIKI_OK)
		text = (span){ 0 };
	while (text.n > 0 && status == MEKIKI_OK) {
		span line = span_trim(span_cut_line(&text)), word = line;
		struct ip ip;

		for (size_t i = 0; i < word.n; i++)
			if (ascii_is_space(word.p[i]))
				word.n = i;
		line = span_trim(span_drop(line, word.n));
		if (!span_is(word, "nameserver") || !ip_parse(line, &ip))
			continue;
		status = add_resolver(live, context, line, err);
		*names = arena_join(live->arena, *names,
		    count++ > 0 ? SPAN(", ") : (span){ 0 }, line);
	}
	if (count > 0 || status != MEKIKI_OK)
		return status;
	*names = SPAN("127.0.0.1");
	return add_resolver(live, context, *names, err);
}

/* Whom to ask, and by what name the answers say that they came from there. */
static enum mekiki_status
choose_resolvers(struct live *live, struct ub_ctx *context, span *names,
    struct know_error *err)
{
	const struct live_settings *s = &live->settings;
	enum mekiki_status status = MEKIKI_OK;

	if (s->recursive) {
		if (s->resolver_count > 0)
			return fail(err, s->resolvers[0],
			    "either resolvers or an own recursion");
		for (size_t i = 0; i < COUNT(never_asked); i++)
			if (live_call.ub_ctx_set_option(context,
				"do-not-query-address:", never_asked[i]) != 0)
				return MEKIKI_NO_MEMORY;
		*names = SPAN("own recursion");
		return MEKIKI_OK;
	}
	if (s->resolver_count == 0)
		return add_system(live, context, names, err);
	for (size_t i = 0; i < s->resolver_count && status == MEKIKI_OK; i++) {
		status = add_resolver(live, context, s->resolvers[i], err);
		*names = arena_join(live->arena, *names,
		    i > 0 ? SPAN(", ") : (span){ 0 }, s->resolvers[i]);
	}
	return status;
}

/* A context of libunbound; names: those of its resolvers. */
static enum mekiki_status
new_context(
    struct live *live, struct ub_ctx **out, span *names, struct know_error *err)
{
	struct ub_ctx *context = live_call.ub_ctx_create();

	*out = context; /* closed with the others, whatever it came to */
	if (context == NULL)
		return MEKIKI_NO_MEMORY;
	live_call.ub_ctx_debugout(context, NULL); /* a library never prints */
	if (live_call.ub_ctx_async(context, 1) != 0)
		return MEKIKI_NO_MEMORY;
	for (size_t i = 0; i < COUNT(options); i++)
		if (live_call.ub_ctx_set_option(
			context, options[i][0], options[i][1]) != 0)
			return MEKIKI_NO_MEMORY;
	/* Resolvers on loopback are usual: they were named, not found. */
	if (live_call.ub_ctx_set_option(context, "do-not-query-localhost:",
		live->settings.recursive ? "yes" : "no") != 0)
		return MEKIKI_NO_MEMORY;
	return choose_resolvers(live, context, names, err);
}

enum mekiki_status
live_resolve_open(struct live *live, struct know_error *err)
{
	const char *anchor = live->settings.trust_anchor;
	enum mekiki_status status;
	span names = { 0 };

	status = new_context(live, &live->unbound, &names, err);
	if (status != MEKIKI_OK)
		return status;
	if (anchor == NULL)
		anchor = root_key;
	if (access(anchor, R_OK) != 0 ||
	    live_call.ub_ctx_add_ta_file(live->unbound, anchor) != 0)
		return fail(err, span_of(anchor),
		    "no trust anchor of DNSSEC (package dns-root-data)");
	live->dns = live_host_find(live, LIVE_DNS, names);
	return live->dns == NULL ? MEKIKI_NO_MEMORY : MEKIKI_OK;
}

void
live_resolve_close(struct live *live)
{
	if (live->unbound != NULL)
		live_call.ub_ctx_delete(live->unbound);
	if (live->unchecked != NULL)
		live_call.ub_ctx_delete(live->unchecked);
}

size_t
live_resolve_fds(struct live *live, struct curl_waitfd *fds)
{
	struct ub_ctx *const contexts[] = { live->unbound, live->unchecked };
	size_t count = 0;

	for (size_t i = 0; i < COUNT(contexts); i++)
		if (contexts[i] != NULL)
			fds[count++] =
			    (struct curl_waitfd){ live_call.ub_fd(contexts[i]),
				    CURL_WAIT_POLLIN, 0 };
	return count;
}

void
live_resolve_go(struct live *live)
{
	live_call.ub_process(live->unbound);
	if (live->unchecked != NULL)
		live_call.ub_process(live->unchecked);
}

/* What libunbound has found, in the task's arena. */
static void
read_result(struct live_task *task, const struct ub_result *result,
    bool unchecked, struct answer *answer)
{
	struct live_dns_said said = {
		.rcode = result->rcode,
		.secure = result->secure != 0,
		.bogus = result->bogus != 0,
		.unchecked = unchecked,
	};

	if (result->why_bogus != NULL)
		said.why_bogus =
		    arena_copy(task->arena, span_of(result->why_bogus)).p;
	if (result->answer_packet != NULL && result->answer_len > 0)
		said.packet = arena_copy(task->arena,
		    (span){
			result->answer_packet, (size_t)result->answer_len });
	live_dns_read(task->arena, &said, answer);
}

/* libunbound's callback, from within ub_process: what it needs to know. */
struct resolving {
	struct live *live;
	struct live_task *task;
	enum question_kind kind;
	span name;
	live_act *then;
	struct ub_ctx *context; /* that it is asked of */
};

static void
stop_resolving(struct live *live, struct live_task *task)
{
	(void)live;
	live_call.ub_cancel(task->resolve->context, task->resolving);
}

/* The task's own question has its answer. */
static void
tell_result(struct live *live, struct live_task *task)
{
	struct answer *answer = &task->answer;

	if (task->status != ANSWER_FOUND) {
		answer->status = task->status;
		answer->text = task->text;
	}
	answer->source = span_of(live->dns->label);
	answer->at = time(NULL);
	live_tell(live, task);
}

static void resolved(void *argument, int error, struct ub_result *result);

/* False: it could not even begin. */
static bool
ask_context(struct resolving *r, struct ub_ctx *context)
{
	r->context = context;
	return live_call.ub_resolve_async(context, r->name.p,
		   live_dns_type(r->kind), CLASS_IN, r, resolved,
		   &r->task->resolving) == 0;
}

/*
 * The root's own signatures do not come through, so that nothing could ever
 * be validated.  A resolver that is old does that, as well as one who lies; it
 * is believed as far as any resolver without DNSSEC is, and the answers say so.
 */
static bool
strips(const struct ub_result *result)
{
	span why = span_of(result->why_bogus);

	return result->bogus && span_has(why, SPAN(": no ")) &&
	    span_has(why, SPAN(" for trust anchor "));
}

/* True: the question is under way again, without validation. */
static bool
ask_unchecked(struct resolving *r)
{
	struct live *live = r->live;
	span names = { 0 };

	if (r->context != live->unbound || live->settings.recursive)
		return false;
	if (live->unchecked == NULL &&
	    new_context(live, &live->unchecked, &names, NULL) != MEKIKI_OK) {
		if (live->unchecked != NULL)
			live_call.ub_ctx_delete(live->unchecked);
		live->unchecked = NULL;
		return false;
	}
	return ask_context(r, live->unchecked);
}

/* Addresses of a server, as far as there is room. */
static void
keep_addresses(struct live_fetch *f, const struct answer *answer)
{
	const char *field = answer->kind == QUESTION_DNS_AAAA ? "aaaa" : "a";
	span address;

	for (size_t i = 0; f->address_count < COUNT(f->addresses) &&
	     answer_each(answer, field, i, &address);
	     i++)
		if (ip_parse(address, &f->addresses[f->address_count]))
			f->address_count++;
}

static void
resolved(void *argument, int error, struct ub_result *result)
{
	struct resolving *r = argument;
	struct live_task *task = r->task;
	bool own = r->then == tell_result;
	struct answer found = { .kind = r->kind };
	struct answer *answer = own ? &task->answer : &found;

	if (error != 0 || result == NULL) {
		live_end(r->live, task, ANSWER_FAILED,
		    arena_copy(
			task->arena, span_of(live_call.ub_strerror(error))));
		return;
	}
	if (strips(result) && ask_unchecked(r)) {
		live_call.ub_resolve_free(result);
		return;
	}
	read_result(task, result, r->context == r->live->unchecked, answer);
	live_call.ub_resolve_free(result);
	live_host_said(r->live, r->live->dns, answer->status);
	if (!own)
		keep_addresses(&task->fetch, answer);
	live_end(r->live, task, ANSWER_FOUND, answer->text);
}

static void
start_resolving(struct live *live, struct live_task *task)
{
	struct resolving *r = task->resolve;

	task->attempt = live->now + LIMIT_DNS_MS;
	if (r->then == tell_result)
		task->deadline = task->attempt;
	live_due(live, task->attempt);
	if (!ask_context(
		r, live->unchecked != NULL ? live->unchecked : live->unbound))
		live_end(live, task, ANSWER_FAILED,
		    SPAN("libunbound does not take the question"));
}

/* Queues a question; false: the name is none. */
static bool
resolve(struct live *live, struct live_task *task, enum question_kind kind,
    span subject, live_act *then)
{
	struct resolving *r = arena_alloc(task->arena, sizeof(*r));
	char name[LIVE_DNS_NAME_MAX];
	span text = live_dns_name(kind, subject, name);

	if (text.n == 0 || r == NULL)
		return false;
	*r = (struct resolving){ live, task, kind,
		arena_copy(task->arena, text), then, NULL };
	if (r->name.n == 0)
		return false;
	task->resolve = r;
	task->start = start_resolving;
	task->stop = stop_resolving;
	task->finish = then;
	/* A server's name is looked up for a question that began before. */
	live_queue(live, task, live->dns, then != tell_result);
	return true;
}

void
live_resolve_ask(struct live *live, struct live_task *task)
{
	struct answer *answer = &task->answer;
	struct ip ip;

	if (answer->kind == QUESTION_DNS_PTR &&
	    (!ip_parse(answer->subject, &ip) || ip_kind(ip) != IP_PUBLIC))
		answer->text = SPAN("no public address");
	else if (resolve(
		     live, task, answer->kind, answer->subject, tell_result))
		return;
	else
		answer->text = SPAN("no name that DNS could have");
	live_tell(live, task);
}

static void
found_six(struct live *live, struct live_task *task)
{
	live_release(live, task);
	task->fetch.resolved(live, task);
}

/* IPv4 is known: enough, or IPv6 as well. */
static void
found_four(struct live *live, struct live_task *task)
{
	live_release(live, task);
	if (task->fetch.address_count == 0 && task->status == ANSWER_FOUND &&
	    resolve(live, task, QUESTION_DNS_AAAA, task->fetch.host, found_six))
		return;
	task->fetch.resolved(live, task);
}

void
live_resolve_host(struct live *live, struct live_task *task, live_act *finish)
{
	struct live_fetch *f = &task->fetch;
	span host = f->host;

	if (host.n > 2 && host.p[0] == '[')
		host = span_slice(host, 1, host.n - 1);
	f->address_count = f->address = 0;
	f->resolved = finish;
	task->status = ANSWER_FOUND;
	if (ip_parse(host, &f->addresses[0])) {
		f->address_count = 1;
		finish(live, task);
	} else if (!resolve(live, task, QUESTION_DNS_A, host, found_four)) {
		live_release(live, task);
		task->status = ANSWER_MALFORMED;
		task->text = SPAN("the server's name is none");
		finish(live, task);
	}
}
