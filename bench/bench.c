/*
 * bench - what an examination costs, against GMime's bare parse and decode.
 *
 *   bench whole MEKIKI FILE...   both as whole processes, in turn
 *   bench floor FILE...          GMime alone (what `whole` runs beside mekiki)
 *   bench warm DATA COMPILED DATABASES FILE...
 *                                in one process: stages, p50, p99
 *
 * The machine is shared: read the ratios.  CPU seconds are the kernel's
 * account of the finished child; the start (one tiny mail) is subtracted.
 */
#define _GNU_SOURCE /* wait4 */
#include <gmime/gmime.h>
#include <limits.h>
#include <math.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "cmd/source.h"
#include "inquire/offline.h"
#include "read/textlink.h"
#include "report/report_json.h"

#define PASSES 7 /* of each, after one to warm up */
#define LOOPS 5	 /* of the warm loop */

static void
give_up(const char *what)
{
	fprintf(stderr, "bench: %s\n", what);
	exit(3);
}

static double
cpu_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double
quantile(double *values, size_t n, double q)
{
	qsort(values, n, sizeof(*values), by_size);
	return values[(size_t)((double)(n - 1) * q)];
}

/* GMime's parse, every leaf decoded and thrown away. */
static void
decode_leaf(GMimeObject *parent, GMimeObject *part, gpointer stream)
{
	GMimeDataWrapper *content;

	(void)parent;
	if (!GMIME_IS_PART(part))
		return;
	content = g_mime_part_get_content(GMIME_PART(part));
	if (content != NULL)
		g_mime_data_wrapper_write_to_stream(content, stream);
}

static void
floor_one(const char *bytes, size_t n)
{
	GMimeStream *in = g_mime_stream_mem_new_with_buffer(bytes, n);
	GMimeStream *out = g_mime_stream_null_new();
	GMimeParser *parser = g_mime_parser_new_with_stream(in);
	GMimeMessage *m = g_mime_parser_construct_message(parser, NULL);

	if (m != NULL) {
		g_mime_message_foreach(m, decode_leaf, out);
		g_object_unref(m);
	}
	g_object_unref(parser);
	g_object_unref(out);
	g_object_unref(in);
}

static int
run_floor(int count, char **names)
{
	g_mime_init();
	for (int i = 0; i < count; i++) {
		FILE *f = fopen(names[i], "rb");
		char *bytes;
		long size;

		if (f == NULL || fseek(f, 0, SEEK_END) != 0 ||
		    (size = ftell(f)) < 0 || fseek(f, 0, SEEK_SET) != 0)
			give_up(names[i]);
		bytes = malloc((size_t)size + 1);
		if (bytes == NULL ||
		    fread(bytes, 1, (size_t)size, f) != (size_t)size)
			give_up(names[i]);
		floor_one(bytes, (size_t)size);
		free(bytes);
		fclose(f);
	}
	return 0;
}

struct cost {
	double cpu;  /* seconds */
	long memory; /* KB, the largest resident set */
};

/* Starts argv with its output thrown away. */
static pid_t
start_child(char **argv)
{
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child < 0)
		give_up("fork");
	if (child == 0) {
		if (freopen("/dev/null", "w", stdout) == NULL)
			_exit(127);
		execv(argv[0], argv);
		_exit(127);
	}
	return child;
}

static struct cost
run_child(char **argv)
{
	struct rusage use;
	int status;
	pid_t child = start_child(argv);

	if (wait4(child, &status, 0, &use) != child || !WIFEXITED(status) ||
	    WEXITSTATUS(status) == 127)
		give_up(argv[0]);
	return (struct cost){ (double)use.ru_utime.tv_sec +
		    (double)use.ru_utime.tv_usec / 1e6 +
		    (double)use.ru_stime.tv_sec +
		    (double)use.ru_stime.tv_usec / 1e6,
		use.ru_maxrss };
}

/* KB of memory that is no file's, as the kernel counts it now; 0: gone. */
static long
anonymous_of(pid_t child)
{
	char path[64], line[256];
	uint64_t size = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%ld/status", (long)child);
	f = fopen(path, "r");
	while (f != NULL && fgets(line, sizeof(line), f) != NULL)
		if (strncmp(line, "RssAnon:", 8) == 0) {
			span number = span_trim(span_of(line + 8));

			span_number(span_cut(&number, ' '), LONG_MAX, &size);
		}
	if (f != NULL)
		fclose(f);
	return (long)size;
}

/* The most anonymous memory argv has, in KB, looked at every millisecond. */
static long
most_anonymous(char **argv)
{
	const struct timespec pause = { .tv_nsec = 1000000 };
	pid_t child = start_child(argv);
	long most = 0;
	int status;

	while (waitpid(child, &status, WNOHANG) == 0) {
		long size = anonymous_of(child);

		most = size > most ? size : most;
		nanosleep(&pause, NULL);
	}
	return most;
}

/* head (ended by NULL), then the files. */
static char **
command_of(const char *const *head, int count, char **names)
{
	size_t n = 0;
	char **argv;

	while (head[n] != NULL)
		n++;
	argv = calloc(n + (size_t)count + 1, sizeof(*argv));
	if (argv == NULL)
		give_up("out of memory");
	for (size_t i = 0; i < n; i++)
		argv[i] = strdup(head[i]);
	for (int i = 0; i < count; i++)
		argv[n + (size_t)i] = names[i];
	return argv;
}

static char *
tiny_mail(void)
{
	static char path[] = "/tmp/mekiki-bench-XXXXXX";
	static const char text[] = "From: a@example.com\r\n\r\nText.\r\n";
	int f = mkstemp(path);

	if (f < 0 || write(f, text, sizeof(text) - 1) != sizeof(text) - 1)
		give_up("cannot write below /tmp");
	close(f);
	return path;
}

static int
run_whole(const char *self, const char *mekiki, int count, char **names)
{
	const char *const mekiki_head[] = { mekiki, "examine", "--config",
		"/dev/null", "--format", "json", NULL };
	const char *const floor_head[] = { self, "floor", NULL };
	char *tiny = tiny_mail();
	char **whole[] = { command_of(mekiki_head, count, names),
		command_of(floor_head, count, names) };
	char **start[] = { command_of(mekiki_head, 1, &tiny),
		command_of(floor_head, 1, &tiny) };
	double cpu[2][PASSES], begin[2][PASSES], ratio[PASSES], ms[2], at[2];
	long memory = 0;

	for (int pass = -1; pass < PASSES; pass++)
		for (int k = 0; k < 2; k++) {
			struct cost all = run_child(whole[k]);
			struct cost one = run_child(start[k]);

			if (k == 0 && all.memory > memory)
				memory = all.memory;
			if (pass < 0)
				continue;
			cpu[k][pass] = all.cpu - one.cpu;
			begin[k][pass] = one.cpu;
		}
	for (int pass = 0; pass < PASSES; pass++)
		ratio[pass] = cpu[0][pass] / cpu[1][pass];
	for (int k = 0; k < 2; k++) {
		ms[k] = quantile(cpu[k], PASSES, 0.5) * 1000 / count;
		at[k] = quantile(begin[k], PASSES, 0.5);
	}
	unlink(tiny);
	printf("%d mails, medians of %d passes in turn, CPU\n", count, PASSES);
	printf("  GMime parse and decode  %7.3f ms a mail\n", ms[1]);
	printf(
	    "  whole examination       %7.3f ms a mail, %.0f mails a second\n",
	    ms[0], 1000 / ms[0]);
	printf(
	    "  ratio                   %7.2f\n", quantile(ratio, PASSES, 0.5));
	printf("  start                   %7.3f s\n", at[0]);
	printf("  peak memory             %7.1f MB, files mapped included\n",
	    (double)memory / 1024);
	printf("  anonymous memory        %7.1f MB\n",
	    (double)most_anonymous(whole[0]) / 1024);
	return 0;
}

/* What the warm loop measures, in seconds of one pass. */
struct stages {
	double floor, read, examine, judge, json;
};

static bool
throw_away(void *to, span bytes)
{
	*(size_t *)to += bytes.n;
	return true;
}

static double
examine_one(
    const struct examine_with *with, const struct source *s, struct stages *sum)
{
	span bytes = { s->bytes, s->n };
	struct arena *a = arena_new(LIMIT_ARENA);
	double t0 = cpu_now(), t1, t2, t3, t4;
	struct examination *x;
	size_t out = 0;
	struct json j = json_sink(throw_away, &out);

	if (a == NULL || mail_read(a, bytes, false, with->know) == NULL)
		give_up("out of memory");
	arena_free(a);
	t1 = cpu_now();
	if (examine(bytes, s->sha256, s->size, with, &x) != MEKIKI_OK)
		give_up("out of memory");
	t2 = cpu_now();
	judge(x);
	t3 = cpu_now();
	report_json(&j, x, SPAN("mail"), 0, 0);
	if (json_finish(&j, NULL) != MEKIKI_OK)
		give_up("json");
	json_free(&j);
	examination_free(x);
	t4 = cpu_now();
	sum->read += t1 - t0;
	sum->examine += t2 - t1 - (t1 - t0);
	sum->judge += t3 - t2;
	sum->json += t4 - t3;
	return t4 - t1;
}

/* The larger pieces of an examination, each measured by itself. */
enum piece {
	PIECE_DIGEST,
	PIECE_FIELDS,
	PIECE_PARTS,
	PIECE_CHARSET,
	PIECE_HTML,
	PIECE_TEXTLINKS,
	PIECE_FOLD,
	PIECE_PHRASES,
	PIECE_COUNT,
};
static const char *const piece_names[PIECE_COUNT] = { "sha-256", "fields",
	"parts", "charset", "html", "links in text", "fold", "phrases" };

static void
lap(double *sum, double *began)
{
	double now = cpu_now();

	*sum += now - *began;
	*began = now;
}

static void
time_text(const struct examine_with *with, struct arena *a,
    const struct mail *m, const struct body_text *t, double *sums)
{
	double began = cpu_now();
	struct map map = { 0 };
	struct folded folded;

	(void)charset_decode(a, m->parts.list[t->part].bytes, t->label, &map);
	lap(&sums[PIECE_CHARSET], &began);
	if (t->html)
		(void)html_read(a, t->charset.utf8);
	lap(&sums[PIECE_HTML], &began);
	(void)textlink_find(a, t->visible);
	lap(&sums[PIECE_TEXTLINKS], &began);
	folded = fold_text(a, t->visible);
	lap(&sums[PIECE_FOLD], &began);
	(void)phrases_scan(with->scratch, a, folded.text);
	(void)phrases_scan_raw(with->scratch, a, t->visible);
	lap(&sums[PIECE_PHRASES], &began);
}

static void
time_pieces(
    const struct examine_with *with, const struct source *s, double *sums)
{
	span bytes = { s->bytes, s->n };
	struct arena *a = arena_new(LIMIT_ARENA);
	unsigned char digest[EVP_MAX_MD_SIZE];
	double began = cpu_now();
	struct fields fields;
	struct mail *m;

	if (a == NULL ||
	    EVP_Digest(s->bytes, s->n, digest, NULL, EVP_sha256(), NULL) != 1)
		give_up("out of memory");
	lap(&sums[PIECE_DIGEST], &began);
	fields = fields_read(a, bytes);
	lap(&sums[PIECE_FIELDS], &began);
	(void)mime_read(a, bytes, &fields);
	lap(&sums[PIECE_PARTS], &began);
	m = mail_read(a, bytes, false, with->know);
	for (size_t i = 0; m != NULL && i < m->text_count; i++)
		time_text(with, a, m, &m->texts[i], sums);
	arena_free(a);
}

static int
run_warm(char **places, int count, char **names)
{
	struct source *sources = calloc((size_t)count, sizeof(*sources));
	double *costs = calloc((size_t)count, sizeof(*costs));
	struct options options = { 0 };
	struct examine_with with;
	struct files files = { .arena = arena_new(LIMIT_ARENA) };
	struct intake *in;
	struct offline *offline;
	struct know *know;
	struct know_error err;
	struct stages best = { 0 };
	double least = INFINITY, pieces[PIECE_COUNT] = { 0 };

	if (sources == NULL || costs == NULL || files.arena == NULL)
		give_up("out of memory");
	if (know_open(places[0], places[1], NULL, &know, &err) != MEKIKI_OK ||
	    offline_open(places[2], &offline, &err) != MEKIKI_OK)
		give_up(err.text);
	g_mime_init();
	with = (struct examine_with){ know, &options, offline_inquirer(offline),
		phrases_scratch_new(know->phrases), sniff_new() };
	for (int i = 0; i < count; i++)
		files_add(&files, names[i]);
	in = intake_new(&files);
	/* Of an mbox the first mail; the corpus has a mail a file. */
	for (int i = 0; in != NULL && i < count;) {
		if (!intake_next(in, &sources[i]) ||
		    sources[i].status != MEKIKI_OK)
			give_up(names[i]);
		i += sources[i].index == 0;
	}
	intake_free(in);
	for (int loop = 0; loop < LOOPS; loop++) {
		struct stages sum = { 0 };
		double total = 0, t = cpu_now();

		for (int i = 0; i < count; i++)
			floor_one(sources[i].bytes, sources[i].n);
		sum.floor = cpu_now() - t;
		for (int i = 0; i < count; i++) {
			double cost = examine_one(&with, &sources[i], &sum);

			total += cost;
			if (loop == 0 || cost < costs[i])
				costs[i] = cost;
		}
		if (total < least) {
			least = total;
			best = sum;
		}
	}
	printf("warm loop, best of %d, us a mail\n", LOOPS);
	printf("  GMime %.1f  examination %.1f  ratio %.2f\n",
	    best.floor / count * 1e6, least / count * 1e6, least / best.floor);
	printf("  read %.1f  examine %.1f  judge %.1f  json %.1f\n",
	    best.read / count * 1e6, best.examine / count * 1e6,
	    best.judge / count * 1e6, best.json / count * 1e6);
	for (int i = 0; i < count; i++)
		time_pieces(&with, &sources[i], pieces);
	printf("  of which, each by itself:");
	for (size_t i = 0; i < PIECE_COUNT; i++)
		printf(" %s %.1f%s", piece_names[i], pieces[i] / count * 1e6,
		    i + 1 < PIECE_COUNT ? "," : "\n");
	printf("  p50 %.1f  p99 %.1f\n",
	    quantile(costs, (size_t)count, 0.5) * 1e6,
	    quantile(costs, (size_t)count, 0.99) * 1e6);
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc > 3 && strcmp(argv[1], "whole") == 0)
		return run_whole(argv[0], argv[2], argc - 3, argv + 3);
	if (argc > 2 && strcmp(argv[1], "floor") == 0)
		return run_floor(argc - 2, argv + 2);
	if (argc > 5 && strcmp(argv[1], "warm") == 0)
		return run_warm(argv + 2, argc - 5, argv + 5);
	fputs("usage: bench whole MEKIKI FILE... | floor FILE... |\n"
	      "    warm DATA COMPILED DATABASES FILE...\n",
	    stderr);
	return 2;
}
