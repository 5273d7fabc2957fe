#include "cmd/report.h"

#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "report/redact.h"

bool
report_is_case(const struct command *c)
{
	span path;

	if (c->name_count != 1)
		return false;
	path = arena_format(c->arena, "%s/case.json", c->names[0]);
	return path.n > 0 && access(path.p, F_OK) == 0;
}

static bool
gather(void *to, span bytes)
{
	struct buf *out = to;

	buf_put(out, bytes);
	return !out->full;
}

static void
say_left(struct know_error *unwritten, span what)
{
	snprintf(unwritten->text, sizeof(unwritten->text),
	    "the report still holds: %.*s; mask it by --redact, or write by "
	    "hand what mekiki examine says",
	    SPAN_ARG(what));
}

/* What stands before the mail, the mail, and what stands behind it. */
static enum mekiki_status
write_all(const struct run *run, const struct printing *printing,
    struct examination *x, const struct source *source, struct buf *out)
{
	const struct format *format = run->command->format;
	const struct sink sink = { gather, out };
	enum mekiki_status status;

	if (format->begin != NULL)
		format->begin(printing, run->know, &sink);
	status = format->print(printing, x, source, &sink);
	if (format->end != NULL)
		format->end(printing, run->know, NULL, &sink);
	return out->full ? MEKIKI_NO_MEMORY : status;
}

enum mekiki_status
report_print(const struct run *run, struct examination *x,
    const struct source *source, const struct sink *sink,
    struct know_error *unwritten)
{
	const struct redact_how how = { run->command->redact,
		run->command->redact_count, false };
	struct printing printing = run->printing;
	struct buf out = buf_new(x->arena, LIMIT_ARENA);
	struct source shown = *source;
	enum mekiki_status status;
	span what;

	if (source->one_of_many) {
		snprintf(unwritten->text, sizeof(unwritten->text),
		    "report takes one mail, and this mbox has several; "
		    "examine prints them");
		return MEKIKI_OK;
	}
	printing.style.redact = redact_new(x->arena, x, &how);
	if (printing.style.redact == NULL)
		return MEKIKI_NO_MEMORY;
	/* Where the file stands is nobody's business. */
	shown.path = SPAN("-");
	shown.alone = true;
	status = write_all(run, &printing, x, &shown, &out);
	if (status != MEKIKI_OK)
		return status;
	if (redact_left(printing.style.redact, buf_span(&out), &what))
		say_left(unwritten, what);
	else
		sink->write(sink->to, buf_span(&out));
	return MEKIKI_OK;
}
