#include "cmd/run.h"

#include <malloc.h>
#include <stdio.h>
#include <time.h>

#include "cmd/place.h"
#include "cmd/terminal.h"
#include "judge/judge.h"

/* An examination's memory is wanted again for the next mail at once. */
static void
keep_memory(void)
{
	mallopt(M_TRIM_THRESHOLD, 64 << 20);
	mallopt(M_MMAP_THRESHOLD, 32 << 20);
	mallopt(M_TOP_PAD, 1 << 20);
}

bool
run_open(struct run *run, struct arena *a, const struct command *command)
{
	struct places places = places_find(a, command->data_dir);
	struct know_error err;

	*run = (struct run){ .command = command };
	keep_memory();
	if (arena_failed(a)) {
		fprintf(stderr, "mekiki: out of memory\n");
		return false;
	}
	if (know_open(places.knowledge, places.compiled, command->own_dir,
		&run->know, &err) != MEKIKI_OK) {
		fprintf(stderr, "mekiki: %s\n",
		    err.text[0] != '\0' ? err.text : "out of memory");
		return false;
	}
	if (run->know->notice.text[0] != '\0')
		fprintf(stderr, "mekiki: %s\n", run->know->notice.text);
	if (offline_open(places.databases, &run->offline, &err) != MEKIKI_OK) {
		fprintf(stderr, "mekiki: %s\n", err.text);
		return false;
	}
	run->has_toolbox = toolbox_open(&run->toolbox, run->know->phrases);
	if (!run->has_toolbox) {
		fprintf(stderr, "mekiki: out of memory\n");
		return false;
	}
	run->options = (struct options){ command->trust, command->trust_count,
		command->me, command->me_count, (int64_t)time(NULL) };
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
	offline_close(run->offline);
	know_close(run->know);
}

struct outcome
run_examine(const struct run *run, const struct tools *tools,
    struct source *source, const struct sink *sink)
{
	const struct examine_with with = { run->know, &run->options,
		offline_inquirer(run->offline), tools->scratch, tools->sniff };
	struct outcome out = { .status = MEKIKI_NO_MEMORY };
	struct examination *x;

	if (!source_digest(source) ||
	    examine((span){ source->bytes, source->n }, source->sha256,
		source->size, &with, &x) != MEKIKI_OK)
		return out;
	judge(x);
	out.status =
	    run->command->format->print(&run->printing, x, source, sink);
	out.message = x->mail->form == MAIL_MESSAGE;
	out.class = x->verdict.class;
	examination_free(x);
	return out;
}
