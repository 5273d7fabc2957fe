#include "cmd/replay.h"

#include <stdio.h>

#include "keep/case.h"

static void
replay(struct run *run, const struct tools *tools, const char *folder,
    struct tally *tally)
{
	const struct sink out = tally_sink(tally);
	struct know_error err = { "out of memory" };
	struct outcome outcome = { 0 };
	struct source source = { 0 };
	struct kept kept;
	span path;

	if (case_open(folder, &kept, &err) != MEKIKI_OK) {
		progress_hide(&tally->progress);
		fprintf(stderr, "mekiki: %s\n", err.text);
		tally->trouble = true;
		case_close(&kept);
		return;
	}
	path = arena_format(kept.arena, "%s/mail.eml", folder);
	source = (struct source){ .path = path,
		.alone = run->command->name_count == 1,
		.behind = -1,
		.n = kept.mail.n,
		.size = kept.size };
	memcpy(source.sha256, kept.sha256, sizeof(source.sha256));
	/* Of the arena, and only read. */
	memcpy(&source.bytes, &kept.mail.p, sizeof(source.bytes));
	run->answerers.recording = kept.recording;
	run->answerers.far = kept.far;
	run->options = kept.options;
	outcome = run_examine(run, tools, &source, &out);
	tally_add(tally, &source, &outcome);
	run->answerers.recording = NULL;
	case_close(&kept);
}

bool
replay_cases(struct run *run, struct tally *tally)
{
	const struct command *command = run->command;
	struct tools *tools = tools_take(&run->toolbox);

	if (tools == NULL)
		return false;
	run->answerers.only_recording = true;
	for (size_t i = 0; i < command->name_count && !tally->closed; i++)
		replay(run, tools, command->names[i], tally);
	tools_give(&run->toolbox, tools);
	return true;
}
