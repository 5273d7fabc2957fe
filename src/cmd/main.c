/* mekiki - the command: reads mails, has them examined, prints reports. */
#include <assert.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/version.h"
#include "cmd/config.h"
#include "cmd/crew.h"
#include "cmd/knowledge.h"
#include "cmd/replay.h"
#include "cmd/report.h"

/* A reader that goes away is an error of writing, not our death. */
static void
ignore_closed_pipes(void)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	if (sigaction(SIGPIPE, &ignore, NULL) != 0)
		assert(!"SIGPIPE can be ignored");
}

static void
add_names(struct files *files, const struct command *command)
{
	if (command->name_count == 0) {
		if (isatty(STDIN_FILENO))
			fprintf(stderr,
			    "mekiki: reading the mail from the terminal, up to "
			    "Ctrl-D; see also mekiki --help\n");
		files_add(files, "-");
	}
	for (size_t i = 0; i < command->name_count; i++)
		files_add(files, command->names[i]);
}

/*
 * All mails of the files named; *many: there were several, or an mbox of
 * several.  false: no memory for any.
 */
static bool
examine_names(struct run *run, struct tally *tally, bool *many)
{
	struct files files = { .arena = run->command->arena };
	struct intake *in;
	bool ok;

	add_names(&files, run->command);
	in = intake_new(&files);
	tally->trouble |= files.failed;
	tally->progress = progress_begin(files.count);
	ok = in != NULL && crew_examine(run, in, tally, run->command->jobs);
	*many = files.count > 1 || (in != NULL && intake_met_mbox(in));
	intake_free(in);
	tally->trouble |= !run_record(run);
	return ok;
}

/* Reports, and what stands before and behind them. */
static bool
print_reports(struct run *run, struct tally *tally)
{
	const struct format *format = run->command->format;
	const struct sink out = tally_sink(tally);
	bool many = run->command->name_count > 1, ok;

	/* A report is checked as a whole, and written after that. */
	if (run->command->task == TASK_REPORT)
		return report_is_case(run->command)
		    ? replay_cases(run, tally)
		    : examine_names(run, tally, &many);
	if (format->begin != NULL)
		format->begin(&run->printing, run->know, &out);
	ok = run->command->task == TASK_REPLAY
	    ? replay_cases(run, tally)
	    : examine_names(run, tally, &many);
	if (ok && format->end != NULL)
		format->end(&run->printing, run->know,
		    many ? &tally->totals : NULL, &out);
	return ok;
}

static enum exit_status
report(struct arena *a, const struct command *command)
{
	struct tally tally = { 0 };
	struct run run;

	if (!run_open(&run, a, command)) {
		tally.trouble = true;
	} else if (!print_reports(&run, &tally)) {
		fprintf(stderr, "mekiki: out of memory\n");
		tally.trouble = true;
	}
	run_close(&run);
	return run.wrong_use ? EXIT_WRONG_USE : tally_end(&tally);
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new(LIMIT_ARENA);
	struct tally nothing = { 0 };
	struct command command;
	enum exit_status status;

	if (a == NULL) {
		fprintf(stderr, "mekiki: out of memory\n");
		return EXIT_TROUBLE;
	}
	ignore_closed_pipes();
	if (!command_parse(a, argc - 1, argv + 1, &command)) {
		status = arena_failed(a) || command.failed ? EXIT_TROUBLE
							   : EXIT_WRONG_USE;
	} else if (command.help) {
		command_help();
		status = tally_end(&nothing);
	} else if (command.version) {
		printf("mekiki %s\n", MEKIKI_VERSION);
		status = tally_end(&nothing);
	} else if (command.task == TASK_CONFIG) {
		const struct sink out = tally_sink(&nothing);

		out.write(out.to, config_text(a, &command));
		nothing.trouble |= arena_failed(a) || command.failed;
		status = tally_end(&nothing);
	} else if (command.task == TASK_BRANDS ||
	    command.task == TASK_PHRASES) {
		status = knowledge_run(a, &command, &nothing);
		if (tally_end(&nothing) == EXIT_TROUBLE)
			status = EXIT_TROUBLE;
	} else {
		status = report(a, &command);
	}
	arena_free(a);
	return (int)status;
}
