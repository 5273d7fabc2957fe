#define _GNU_SOURCE /* unshare */
#include "test/world/world.h"

#include <errno.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define SERVERS_MAX 200

struct world {
	struct arena *arena;
	char dir[1024];
	pid_t process;
	int input, output; /* of the process */
	struct live_settings settings;
	span resolver, stripping;
	struct live_server servers[SERVERS_MAX];
	span counts;
};

static bool
start_process(struct world *w, const char *root, int delay_ms)
{
	int in[2], out[2];
	char script[2048], delay[16];

	snprintf(script, sizeof(script), "%s/test/world/world.py", root);
	snprintf(delay, sizeof(delay), "%d", delay_ms);
	if (pipe(in) != 0 || pipe(out) != 0)
		return false;
	w->process = fork();
	if (w->process == 0) {
		dup2(in[0], 0);
		dup2(out[1], 1);
		close(in[0]);
		close(in[1]);
		close(out[0]);
		close(out[1]);
		execlp("python3", "python3", "-B", script, "--dir", w->dir,
		    "--delay-ms", delay, (char *)NULL);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	w->input = in[1];
	w->output = out[0];
	return w->process > 0;
}

static bool
is_ready(struct world *w)
{
	char text[16] = "";
	size_t n = 0;
	ssize_t got;

	while (n < 6 && (got = read(w->output, text + n, 6 - n)) > 0)
		n += (size_t)got;
	return n == 6 && memcmp(text, "ready\n", 6) == 0;
}

static span
read_file(struct world *w, const char *name)
{
	span path = arena_format(w->arena, "%s/%s", w->dir, name), text = { 0 };

	if (tsv_file(w->arena, path.p, (size_t)1 << 20, &text, NULL) !=
	    MEKIKI_OK)
		fprintf(stderr, "%s: cannot be read\n", path.p);
	return text;
}

/* "name = value"; "# databases DIR". */
static void
read_settings(struct world *w)
{
	span text = read_file(w, "world.conf");

	w->settings.resolvers = &w->resolver;
	w->settings.servers = w->servers;
	while (text.n > 0) {
		span line = span_cut_line(&text), name = span_cut(&line, ' ');
		span value = span_drop(line, 2);

		if (span_is(name, "data"))
			w->settings.databases = arena_copy(w->arena, value).p;
		else if (span_is(name, "#") && span_starts(line, "stripping "))
			w->stripping = span_drop(line, 10);
		else if (span_is(name, "resolver"))
			w->resolver = value;
		else if (span_is(name, "trust-anchor"))
			w->settings.trust_anchor =
			    arena_copy(w->arena, value).p;
		else if (span_is(name, "server") &&
		    w->settings.server_count < SERVERS_MAX) {
			struct live_server *s =
			    &w->servers[w->settings.server_count++];

			s->name = span_cut(&value, '=');
			s->target = value;
		}
	}
	w->settings.resolver_count = 1;
}

struct world *
world_start(const char *root, const char *in_folder, int delay_ms)
{
	struct world *w = calloc(1, sizeof(*w));

	if (w == NULL)
		return NULL;
	w->arena = arena_new((size_t)16 << 20);
	snprintf(w->dir, sizeof(w->dir), "%s/world-XXXXXX", in_folder);
	w->input = w->output = -1;
	if (w->arena == NULL || mkdtemp(w->dir) == NULL) {
		world_free(w);
		return NULL;
	}
	if (!start_process(w, root, delay_ms) || !is_ready(w)) {
		fprintf(stderr, "world.py did not start: see %s\n", w->dir);
		world_stop(w);
		world_free(w);
		return NULL;
	}
	read_settings(w);
	return w;
}

const struct live_settings *
world_settings(const struct world *w)
{
	return &w->settings;
}

const span *
world_stripping(const struct world *w)
{
	return &w->stripping;
}

void
world_stop(struct world *w)
{
	char command[1100];

	if (w->input >= 0)
		close(w->input);
	if (w->process > 0)
		waitpid(w->process, NULL, 0);
	if (w->output >= 0)
		close(w->output);
	w->input = w->output = -1;
	w->process = 0;
	w->counts = read_file(w, "counts");
	snprintf(command, sizeof(command), "rm -rf '%s'", w->dir);
	if (system(command) != 0)
		fprintf(stderr, "%s: cannot be removed\n", w->dir);
}

static size_t
count(const struct world *w, const char *server, size_t column)
{
	span text = w->counts;

	while (text.n > 0) {
		span line = span_cut_line(&text), name = span_cut(&line, '\t');
		span first = span_cut(&line, '\t');
		uint64_t number = 0;

		if (!span_is(name, server))
			continue;
		span_number(column == 0 ? first : line, SIZE_MAX, &number);
		return (size_t)number;
	}
	return 0;
}

size_t
world_asked(const struct world *w, const char *server)
{
	return count(w, server, 0);
}

size_t
world_at_once(const struct world *w, const char *server)
{
	return count(w, server, 1);
}

void
world_free(struct world *w)
{
	if (w == NULL)
		return;
	arena_free(w->arena);
	free(w);
}

bool
world_seal(void)
{
	struct ifreq up = { .ifr_name = "lo" };
	int s;
	bool good;

	if (unshare(CLONE_NEWNET) != 0 &&
	    unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
		return false;
	s = socket(AF_INET, SOCK_DGRAM, 0);
	if (s < 0)
		return false;
	up.ifr_flags = IFF_UP | IFF_RUNNING;
	good = ioctl(s, SIOCSIFFLAGS, &up) == 0;
	close(s);
	return good;
}
