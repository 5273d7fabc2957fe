#include "test/run.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char scratch[1024];

static void
remove_scratch(void)
{
	char command[1100];

	snprintf(command, sizeof(command), "rm -rf '%s'", scratch);
	if (system(command) != 0)
		fprintf(stderr, "%s: cannot be removed\n", scratch);
}

static void
make_scratch(void)
{
	static const char databases[] = TEST_BUILD "/mmdb";
	char path[1100];

	if (scratch[0] != '\0')
		return;
	snprintf(scratch, sizeof(scratch), "%s/run-XXXXXX", TEST_BUILD);
	if (mkdtemp(scratch) == NULL)
		abort();
	atexit(remove_scratch);
	snprintf(path, sizeof(path), "%s/cache", scratch);
	if (mkdir(path, 0700) != 0)
		abort();
	snprintf(path, sizeof(path), "%s/cache/mekiki", scratch);
	if (symlink(databases, path) != 0)
		abort();
}

static span
read_back(const char *name)
{
	char path[1100];

	snprintf(path, sizeof(path), "%s/%s", scratch, name);
	return test_file(test_arena(), path);
}

struct run_result
run_shell(const char *command)
{
	static const char prelude[] =
	    "unset LC_ALL LC_MESSAGES LANG COLUMNS NO_COLOR\n"
	    "T='%s'; export T XDG_CACHE_HOME=$T/cache "
	    "XDG_CONFIG_HOME=$T/config TZ=JST-9 TERM=xterm\n"
	    "PATH='" TEST_BUILD "/asan':$PATH; export PATH\n"
	    "cd '" TEST_ROOT "' || exit 99\n"
	    "%s\n";
	char path[1100], line[3300];
	FILE *script;
	int status;

	make_scratch();
	snprintf(path, sizeof(path), "%s/script", scratch);
	script = fopen(path, "w");
	if (script == NULL)
		abort();
	fprintf(script, prelude, scratch, command);
	if (fclose(script) != 0)
		abort();
	snprintf(line, sizeof(line),
	    "sh '%s/script' >'%s/out' 2>'%s/err' </dev/null", scratch, scratch,
	    scratch);
	status = system(line);
	return (
	    struct run_result){ WIFEXITED(status) ? WEXITSTATUS(status) : -1,
		read_back("out"), read_back("err") };
}

bool
run_holds(span haystack, const char *needle)
{
	return span_find(haystack, span_of(needle)) < haystack.n;
}

static void
check_text(span got, const char *want)
{
	if (want == NULL)
		return;
	if (want[0] == '\0')
		CHECK_SPAN(got, "");
	else if (!run_holds(got, want))
		CHECK_SPAN(got, want);
}

void
run_rows(const struct run_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct run_result r;

		test_name(rows[i].name);
		r = run_shell(rows[i].command);
		CHECK_INT(r.status, rows[i].status);
		check_text(r.out, rows[i].out);
		check_text(r.err, rows[i].err);
		if (rows[i].not_out != NULL)
			CHECK(!run_holds(r.out, rows[i].not_out));
	}
}
