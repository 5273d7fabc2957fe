#define _GNU_SOURCE /* MAP_ANONYMOUS */
#include "test/test.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static const char *current = "";
static int failures, rows, skipped;
static struct arena *arena;

void
test_check(bool ok, const char *what, const char *file, int line)
{
	if (ok)
		return;
	failures++;
	fprintf(stderr, "%s:%d: %s: failed: %s\n", file, line, current, what);
}

void
test_span(
    span got, const char *want, const char *what, const char *file, int line)
{
	if (got.n == strlen(want) &&
	    (got.n == 0 || memcmp(got.p, want, got.n) == 0))
		return;
	failures++;
	fprintf(stderr, "%s:%d: %s: %s is \"%.*s\", want \"%s\"\n", file, line,
	    current, what, SPAN_ARG(got), want);
}

void
test_int(
    long long got, long long want, const char *what, const char *file, int line)
{
	if (got == want)
		return;
	failures++;
	fprintf(stderr, "%s:%d: %s: %s is %lld, want %lld\n", file, line,
	    current, what, got, want);
}

span
test_edge(const char *bytes, size_t n)
{
	static char *edge;
	static const size_t room = (size_t)1 << 20;
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	if (edge == NULL) {
		char *map = mmap(NULL, room + page, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		if (map == MAP_FAILED ||
		    mprotect(map + room, page, PROT_NONE) != 0)
			abort();
		edge = map + room;
	}
	if (n > room)
		abort();
	if (n > 0)
		memcpy(edge - n, bytes, n);
	return (span){ edge - n, n };
}

void
test_name(const char *name)
{
	current = name;
	rows++;
}

struct arena *
test_arena(void)
{
	if (arena == NULL)
		arena = arena_new((size_t)1 << 30);
	if (arena == NULL)
		abort();
	return arena;
}

const char *
test_path(const char *inside)
{
	static char path[4096];

	snprintf(path, sizeof(path), "%s/%s", TEST_ROOT, inside);
	return path;
}

const char *
test_shared(const char *inside)
{
	static char path[4096];

	snprintf(path, sizeof(path), "%s/../shared/%s", TEST_ROOT, inside);
	return access(path, R_OK) == 0 ? path : NULL;
}

void
test_skip(const char *why)
{
	printf("skipped: %s: %s\n", current, why);
	skipped++;
}

span
test_file(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	char *bytes = NULL;
	long size = -1;

	if (f != NULL && fseek(f, 0, SEEK_END) == 0)
		size = ftell(f);
	if (size >= 0 && fseek(f, 0, SEEK_SET) == 0)
		bytes = arena_alloc(a, (size_t)size);
	if (bytes == NULL || fread(bytes, 1, (size_t)size, f) != (size_t)size) {
		fprintf(stderr, "%s: cannot be read\n", path);
		failures++;
		size = 0;
	}
	if (f != NULL)
		fclose(f);
	return (span){ bytes, (size_t)size };
}

int
test_end(void **state)
{
	int failed = failures;

	(void)state;
	failures = 0;
	arena_free(arena);
	arena = NULL;
	return failed == 0 ? 0 : -1;
}

int
test_main(int failed)
{
	printf("rows: %d, skipped: %d\n", rows, skipped);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
