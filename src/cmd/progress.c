#include "cmd/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "cmd/terminal.h"

#define EVERY 200    /* milliseconds between two lines */
#define TRUSTED 1000 /* of running, before a time left is named */

static int64_t
now(void)
{
	struct timespec t;

	if (clock_gettime(CLOCK_MONOTONIC, &t) != 0)
		return 0;
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct progress
progress_begin(size_t files)
{
	struct progress p = { .files = files };

	p.on = terminal_acts(STDERR_FILENO) && !isatty(STDOUT_FILENO);
	if (p.on) {
		p.start = now();
		p.next = p.start + EVERY;
	}
	return p;
}

/* The time left, rounded up: "12 s", "3 min", "2 h". */
static int
put_left(char *buf, size_t room, double seconds)
{
	if (seconds < 90)
		return snprintf(buf, room, ", %.0f s left", seconds + 0.5);
	if (seconds < 90 * 60)
		return snprintf(buf, room, ", %.0f min left", seconds / 60);
	if (seconds < 1e7)
		return snprintf(buf, room, ", %.0f h left", seconds / 3600);
	return 0;
}

span
progress_text(const struct progress *p, size_t done, double behind,
    int64_t elapsed, char buf[static PROGRESS_MAX])
{
	const char *mails = done == 1 ? "mail" : "mails";
	double seconds = (double)(elapsed > 0 ? elapsed : 1) / 1000;
	int n;

	if (p->files > 0)
		n = snprintf(buf, PROGRESS_MAX, "mekiki: %zu of %zu mails",
		    done, p->files);
	else if (behind >= 0)
		n = snprintf(buf, PROGRESS_MAX, "mekiki: %zu %s, %d %%", done,
		    mails, (int)(behind * 100));
	else
		n = snprintf(buf, PROGRESS_MAX, "mekiki: %zu %s", done, mails);
	n += snprintf(buf + n, PROGRESS_MAX - (size_t)n, ", %.0f a second",
	    (double)done / seconds);
	if (behind > 0 && elapsed >= TRUSTED)
		n += put_left(buf + n, PROGRESS_MAX - (size_t)n,
		    seconds * (1 - behind) / behind);
	return (span){ buf, (size_t)n };
}

void
progress_show(struct progress *p, size_t done, double behind)
{
	char buf[PROGRESS_MAX];
	int64_t at;
	span text;

	if (!p->on || (at = now()) < p->next)
		return;
	p->next = at + EVERY;
	p->shown = true;
	/* A line that wraps could not be rewritten. */
	text = span_head(progress_text(p, done, behind, at - p->start, buf),
	    terminal_width(STDERR_FILENO) - 1);
	fprintf(stderr, "\r%.*s\033[K", SPAN_ARG(text));
}

void
progress_hide(struct progress *p)
{
	if (!p->shown)
		return;
	p->shown = false;
	fputs("\r\033[K", stderr);
}
