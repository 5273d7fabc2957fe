#include "cmd/tally.h"

#include <errno.h>
#include <stdio.h>

#include "cmd/complain.h"
#include "judge/judge.h"

/* Notes, and says, that standard output takes no more. */
static void
output_failed(struct tally *t)
{
	int problem = errno;

	t->closed = true;
	t->trouble = true;
	if (problem == EPIPE) /* the reader of a pipe may go when it likes */
		return;
	progress_hide(&t->progress);
	fprintf(stderr, "mekiki: standard output: %s; %s\n", strerror(problem),
	    problem == ENOSPC ? "free some space and run it again"
			      : "the report is not complete");
}

static bool
write_out(void *to, span bytes)
{
	struct tally *t = to;

	if (t->closed)
		return false;
	if (bytes.n == 0 || fwrite(bytes.p, 1, bytes.n, stdout) == bytes.n)
		return true;
	output_failed(t);
	return false;
}

struct sink
tally_sink(struct tally *t)
{
	return (struct sink){ write_out, t };
}

static void
trouble(struct tally *t, const struct source *source, int problem)
{
	char text[64];

	t->trouble = true;
	progress_hide(&t->progress);
	if (problem != ENOMEM) {
		complain(source->path, problem);
		return;
	}
	snprintf(text, sizeof(text), "out of memory for mail %lld of it",
	    (long long)source->index);
	complain_text(source->path, source->index > 0 ? text : "out of memory",
	    "free some, or examine fewer at once (-j)");
}

/* Something that was to be done was not; err is empty where it was. */
static void
failed(struct tally *t, const char *what, const struct know_error *err)
{
	if (err->text[0] == '\0')
		return;
	t->trouble = true;
	progress_hide(&t->progress);
	fprintf(stderr, "mekiki: %s: %s\n", what, err->text);
}

void
tally_add(
    struct tally *t, const struct source *source, const struct outcome *outcome)
{
	t->done++;
	if (source->status == MEKIKI_IO) {
		trouble(t, source, source->problem);
	} else if (source->status != MEKIKI_OK ||
	    outcome->status != MEKIKI_OK) {
		trouble(t, source, ENOMEM);
	} else {
		t->totals.mails++;
		t->totals.by_class[outcome->class]++;
		t->totals.unread += !outcome->message;
		t->bad |= verdict_is_bad(outcome->class);
		t->trouble |= !outcome->message;
		failed(t, "not kept", &outcome->unkept);
		failed(t, "not written", &outcome->unwritten);
	}
	if (source->one_of_many) /* files do not count mails */
		t->progress.files = 0;
	if (!source->alone)
		progress_show(&t->progress, t->done, source->behind);
}

enum exit_status
tally_end(struct tally *t)
{
	progress_hide(&t->progress);
	if (!t->closed && fflush(stdout) != 0)
		output_failed(t);
	return t->trouble ? EXIT_TROUBLE : t->bad ? EXIT_BAD : EXIT_NOTHING_BAD;
}
