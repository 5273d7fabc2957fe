/*
 * asan - what sanitized programs do before they begin.
 *
 * LeakSanitizer reads /proc, and a bare chroot has none.  The sanitizers read
 * their environment from /proc as well, so this must be compiled in.
 *
 * ARENA_FAIL=N in the environment lets the Nth object of all arenas fail, so
 * that the command can be seen running out of memory.
 */
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"

const char *__asan_default_options(void);

__attribute__((no_sanitize("address", "undefined"))) const char *
__asan_default_options(void)
{
	return access("/proc/self/task", R_OK) == 0 ? "" : "detect_leaks=0";
}

__attribute__((constructor)) static void
fail_as_told(void)
{
	const char *text = getenv("ARENA_FAIL");
	uint64_t n;

	if (text != NULL && span_number(span_of(text), UINT32_MAX, &n))
		arena_fail((size_t)n);
}
