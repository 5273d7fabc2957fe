/* mekiki - the command: reads mails, has them examined, prints reports. */
#include <assert.h>
#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/version.h"
#include "cmd/options.h"
#include "cmd/place.h"
#include "cmd/source.h"
#include "inquire/offline.h"
#include "report/report_json.h"
#include "report/report_text.h"

enum exit_status {
	EXIT_NOTHING_BAD = 0,
	EXIT_BAD = 1,
	EXIT_WRONG_USE = 2,
	EXIT_TROUBLE = 3,
};

/* Everything that one run needs. */
struct run {
	struct arena *arena;
	struct command command;
	struct know *know;
	struct offline *offline;
	struct phrases_scratch *scratch;
	struct sniff *sniff;
	struct options options;
	struct text_style style;
	struct text_totals totals;
	bool many; /* mails: a line each */
	bool bad;
	bool trouble;
	bool closed; /* nobody reads our output any more */
};

/* Notes, and says, that standard output takes no more. */
static void
output_failed(struct run *run)
{
	int problem = errno;

	run->closed = true;
	run->trouble = true;
	if (problem == EPIPE) /* the reader of a pipe may go when it likes */
		return;
	fprintf(stderr, "mekiki: standard output: %s; %s\n", strerror(problem),
	    problem == ENOSPC ? "free some space and run it again"
			      : "the report is not complete");
}

static bool
write_out(void *to, span bytes)
{
	struct run *run = to;

	if (run->closed)
		return false;
	if (fwrite(bytes.p, 1, bytes.n, stdout) == bytes.n)
		return true;
	output_failed(run);
	return false;
}

/* Minutes east of UTC of the local clock at that moment. */
static int
local_zone(int64_t utc)
{
	time_t t = (time_t)utc;
	struct tm local, universal;
	int days;

	if (localtime_r(&t, &local) == NULL || gmtime_r(&t, &universal) == NULL)
		return 0;
	days = local.tm_year != universal.tm_year
	    ? (local.tm_year > universal.tm_year ? 1 : -1)
	    : local.tm_yday - universal.tm_yday;
	return days * 1440 + (local.tm_hour - universal.tm_hour) * 60 +
	    local.tm_min - universal.tm_min;
}

/* no-color.org, and terminals that know no escapes. */
static bool
wants_colour(void)
{
	const char *none = getenv("NO_COLOR"), *term = getenv("TERM");

	return (none == NULL || none[0] == '\0') && term != NULL &&
	    strcmp(term, "dumb") != 0;
}

static struct text_style
style_of_terminal(void)
{
	struct text_style style = { .width = 80,
		.zone_at = local_zone,
		.whole_lines = !isatty(STDOUT_FILENO) };
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	uint64_t n;

	if (isatty(STDOUT_FILENO)) {
		style.colour = wants_colour();
		if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
		    size.ws_col > 0)
			style.width = size.ws_col;
	}
	if (columns != NULL && span_number(span_of(columns), 1000, &n) &&
	    n > 0) {
		style.width = (size_t)n;
		style.whole_lines = false;
	}
	return style;
}

static void
print_json(struct run *run, struct examination *x, span path)
{
	struct json j = json_sink(write_out, run);

	report_json(&j, x, path, 0);
	json_newline(&j);
	if (json_finish(&j, NULL) == MEKIKI_NO_MEMORY) {
		fprintf(stderr, "mekiki: out of memory\n");
		run->trouble = true;
	}
	json_free(&j);
}

static void
print_text(struct run *run, struct examination *x, span path)
{
	for (size_t i = 0; i < run->command.lang_count; i++) {
		run->style.lang = run->command.langs[i];
		run->style.verbose = run->command.verbose;
		if (run->many && !run->command.verbose)
			write_out(run, report_line(x, path, &run->style));
		else
			write_out(run, report_text(x, path, &run->style));
		if (run->many && !run->command.verbose)
			break; /* a line has next to no words */
		write_out(run, SPAN("\n"));
	}
}

static void
examine_source(struct run *run, span path)
{
	const struct examine_with with = { run->know, &run->options,
		offline_inquirer(run->offline), run->scratch, run->sniff };
	struct examination *x;
	struct source source;

	if (source_read(path.p, &source) != MEKIKI_OK) {
		source_complain(run->arena, path.p, errno);
		run->trouble = true;
		return;
	}
	if (examine((span){ source.bytes, source.n }, source.sha256,
		source.size, &with, &x) != MEKIKI_OK) {
		fprintf(stderr, "mekiki: %s: out of memory\n", path.p);
		run->trouble = true;
		source_free(&source);
		return;
	}
	judge(x);
	run->totals.mails++;
	run->totals.by_class[x->verdict.class]++;
	run->totals.unread += x->mail->form != MAIL_MESSAGE;
	run->bad |= verdict_is_bad(x->verdict.class);
	run->trouble |= x->mail->form != MAIL_MESSAGE;
	if (run->command.format == FORMAT_JSON)
		print_json(run, x, path);
	else
		print_text(run, x, path);
	examination_free(x);
	source_free(&source);
}

/* Opens all that is shared; false: said on standard error. */
static bool
open_run(struct run *run)
{
	struct places places = places_find(run->arena, run->command.data_dir);
	struct know_error err;

	if (know_open(places.knowledge, places.compiled, NULL, &run->know,
		&err) != MEKIKI_OK) {
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
	run->scratch = phrases_scratch_new(run->know->phrases);
	run->sniff = sniff_new();
	if (run->scratch == NULL || run->sniff == NULL) {
		fprintf(stderr, "mekiki: out of memory\n");
		return false;
	}
	run->options = (struct options){ run->command.trust,
		run->command.trust_count, run->command.me,
		run->command.me_count, (int64_t)time(NULL) };
	run->style = style_of_terminal();
	return true;
}

static void
close_run(struct run *run)
{
	sniff_free(run->sniff);
	phrases_scratch_free(run->scratch);
	offline_close(run->offline);
	know_close(run->know);
}

static void
examine_all(struct run *run)
{
	struct sources sources = { .arena = run->arena };

	if (run->command.name_count == 0) {
		if (isatty(STDIN_FILENO))
			fprintf(stderr,
			    "mekiki: reading the mail from the terminal, up to "
			    "Ctrl-D; see also mekiki --help\n");
		sources_add(&sources, "-");
	}
	for (size_t i = 0; i < run->command.name_count; i++)
		sources_add(&sources, run->command.names[i]);
	run->many = sources.count > 1;
	run->trouble |= sources.failed;
	for (size_t i = 0; i < sources.count && !run->closed; i++)
		examine_source(run, sources.paths[i]);
	if (run->many && run->command.format == FORMAT_TEXT)
		for (size_t i = 0; i < run->command.lang_count; i++) {
			run->style.lang = run->command.langs[i];
			write_out(run,
			    report_totals(run->arena, run->know, &run->totals,
				&run->style));
		}
}

/* What is buffered is written now, while a failure can still be told. */
static int
status_of(struct run *run)
{
	if (!run->closed && fflush(stdout) != 0)
		output_failed(run);
	return run->trouble ? EXIT_TROUBLE
	    : run->bad	    ? EXIT_BAD
			    : EXIT_NOTHING_BAD;
}

/* A reader that goes away is an error of writing, not our death. */
static void
ignore_closed_pipes(void)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	if (sigaction(SIGPIPE, &ignore, NULL) != 0)
		assert(!"SIGPIPE can be ignored");
}

/* An examination's memory is wanted again for the next mail at once. */
static void
keep_memory(void)
{
	mallopt(M_TRIM_THRESHOLD, 64 << 20);
	mallopt(M_MMAP_THRESHOLD, 32 << 20);
	mallopt(M_TOP_PAD, 1 << 20);
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new(LIMIT_ARENA);
	struct run run = { .arena = a };
	int status = EXIT_TROUBLE;

	if (a == NULL) {
		fprintf(stderr, "mekiki: out of memory\n");
		return EXIT_TROUBLE;
	}
	ignore_closed_pipes();
	if (!command_parse(a, argc - 1, argv + 1, &run.command)) {
		status = EXIT_WRONG_USE;
	} else if (run.command.help) {
		command_help();
		status = status_of(&run);
	} else if (run.command.version) {
		printf("mekiki %s\n", MEKIKI_VERSION);
		status = status_of(&run);
	} else {
		keep_memory();
		if (open_run(&run)) {
			examine_all(&run);
			status = status_of(&run);
		}
		close_run(&run);
	}
	arena_free(a);
	return status;
}
