#include "cmd/run.h"

#include <malloc.h>
#include <stdio.h>
#include <time.h>

#include "cmd/place.h"
#include "cmd/report.h"
#include "cmd/terminal.h"
#include "judge/judge.h"
#include "keep/case.h"

/* An examination's memory is wanted again for the next mail at once. */
static void
keep_memory(void)
{
	mallopt(M_TRIM_THRESHOLD, 64 << 20);
	mallopt(M_MMAP_THRESHOLD, 32 << 20);
	mallopt(M_TOP_PAD, 1 << 20);
}

static bool
fail(const char *what)
{
	fprintf(
	    stderr, "mekiki: %s\n", what[0] != '\0' ? what : "out of memory");
	return false;
}

/* Whoever answers beside the databases. */
static bool
open_answerers(struct run *run, const char *databases)
{
	const struct command *c = run->command;
	const struct live_settings settings = { .resolvers = c->resolvers,
		.resolver_count = c->resolver_count,
		.trust_anchor = c->trust_anchor,
		.databases = databases,
		.servers = c->servers,
		.server_count = c->server_count };
	bool ask = c->lookup != LOOKUP_OFFLINE;
	enum mekiki_status status;
	struct know_error err = { "" };

	run->answerers = (struct answerers){ .offline = run->offline,
		.only_recording = c->answers != NULL && !ask,
		.far = c->answers != NULL || ask,
		.deadline_ms = c->deadline_ms };
	if (c->feed_count > 0 &&
	    feeds_open(c->feeds, c->feed_count, &run->feeds, &err) != MEKIKI_OK)
		return fail(err.text);
	run->answerers.feeds = run->feeds;
	if (c->answers != NULL &&
	    recording_open(c->answers, ask, &run->answerers.recording, &err) !=
		MEKIKI_OK)
		return fail(err.text);
	if (!ask)
		return true;
	/* Before anybody is asked: whether the answers can be kept. */
	if (!run_record(run))
		return false;
	status = cache_open(&settings, c->cache, &run->answerers.cache, &err);
	run->wrong_use = status == MEKIKI_BAD_USE;
	return status == MEKIKI_OK || fail(err.text);
}

bool
run_open(struct run *run, struct arena *a, const struct command *command)
{
	struct places places = places_find(a, command->data_dir);
	struct know_error err;

	*run = (struct run){ .command = command };
	keep_memory();
	if (arena_failed(a))
		return fail("");
	if (know_open(places.knowledge, places.compiled, command->own_dir,
		&run->know, &err) != MEKIKI_OK)
		return fail(err.text);
	if (run->know->notice.text[0] != '\0')
		fprintf(stderr, "mekiki: %s\n", run->know->notice.text);
	if (offline_open(places.databases, &run->offline, &err) != MEKIKI_OK)
		return fail(err.text);
	if (!open_answerers(run, places.databases))
		return false;
	run->has_toolbox = toolbox_open(&run->toolbox, run->know->phrases);
	if (!run->has_toolbox)
		return fail("");
	run->options = (struct options){ command->trust, command->trust_count,
		command->me, command->me_count, (int64_t)time(NULL),
		command->lookup == LOOKUP_FULL, command->feed_count > 0,
		command->ip_lists, command->ip_list_count,
		command->domain_lists, command->domain_list_count };
	run->printing = (struct printing){ .lang_count = command->lang_count,
		.verbose = command->verbose,
		.style = terminal_style() };
	memcpy(
	    run->printing.langs, command->langs, sizeof(run->printing.langs));
	return true;
}

void
run_close(struct run *run)
{
	if (run->has_toolbox)
		toolbox_close(&run->toolbox);
	cache_close(run->answerers.cache);
	recording_close(run->answerers.recording);
	feeds_close(run->feeds);
	offline_close(run->offline);
	know_close(run->know);
}

bool
run_record(const struct run *run)
{
	struct know_error err = { "" };

	if (run->answerers.recording == NULL || run->answerers.only_recording)
		return true;
	return recording_write(run->answerers.recording, run->command->answers,
		   &err) == MEKIKI_OK ||
	    fail(err.text);
}

/* The answers, and the case, if they are wanted. */
static enum mekiki_status
keep(const struct run *run, struct examination *x, span mail,
    struct know_error *err)
{
	enum mekiki_status status = MEKIKI_OK;

	if (!answerers_record(&run->answerers, &x->inquiry))
		return MEKIKI_NO_MEMORY;
	if (run->command->keep == NULL)
		return MEKIKI_OK;
	status = case_write(run->command->keep, x, mail, err);
	return status == MEKIKI_IO ? MEKIKI_OK : status;
}

static struct outcome
examine_within(const struct run *run, const struct tools *tools,
    struct session *session, struct source *source, const struct sink *sink)
{
	const struct examine_with with = { run->know, &run->options,
		session_inquirer(session), tools->scratch, tools->sniff };
	struct outcome out = { .status = MEKIKI_NO_MEMORY };
	const span mail = { source->bytes, source->n };
	struct examination *x;

	if (examine(mail, source->sha256, source->size, &with, &x) != MEKIKI_OK)
		return out;
	judge(x);
	out.status = run->command->task == TASK_REPORT
	    ? report_print(run, x, source, sink, &out.unwritten)
	    : run->command->format->print(&run->printing, x, source, sink);
	if (out.status == MEKIKI_OK)
		out.status = keep(run, x, mail, &out.unkept);
	out.message = x->mail->form == MAIL_MESSAGE;
	out.class = x->verdict.class;
	examination_free(x);
	return out;
}

struct outcome
run_examine(const struct run *run, const struct tools *tools,
    struct source *source, const struct sink *sink)
{
	struct outcome out = { .status = MEKIKI_NO_MEMORY };
	struct session session;

	if (source_digest(source) && session_open(&session, &run->answerers)) {
		out = examine_within(run, tools, &session, source, sink);
		session_close(&session);
	}
	return out;
}
