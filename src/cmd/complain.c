#include "cmd/complain.h"

#include <errno.h>
#include <stdio.h>

#include "report/layout.h"

#define PATH_SHOWN 4096 /* columns */

void
complain_text(span path, const char *what, const char *instead)
{
	struct arena *a = arena_new((size_t)1 << 20);
	span shown = { 0 };

	if (span_is(path, "-"))
		shown = SPAN("standard input");
	else if (path.n == 0)
		shown = SPAN("\"\"");
	else if (a != NULL)
		shown = layout_cut(a, path, PATH_SHOWN);
	fprintf(
	    stderr, "mekiki: %.*s: %s; %s\n", SPAN_ARG(shown), what, instead);
	arena_free(a);
}

void
complain(span path, int problem)
{
	static const struct {
		int problem;
		const char *instead;
	} advice[] = {
		{ ENOENT, "check the name" },
		{ ENOTDIR, "check the name" },
		{ ENAMETOOLONG, "check the name" },
		{ EACCES, "copy the mail to a place that you may read" },
		{ EPERM, "copy the mail to a place that you may read" },
		{ EISDIR, "name a file, a folder or -" },
		{ EBADF, "name a file, a folder or -" },
		{ ENOMEM, "free some memory" },
		{ EMFILE, "close some files" },
		{ ENFILE, "close some files" },
	};
	const char *instead = "try a copy of the mail";

	for (size_t i = 0; i < COUNT(advice); i++)
		if (advice[i].problem == problem)
			instead = advice[i].instead;
	complain_text(path, strerror(problem), instead);
}
