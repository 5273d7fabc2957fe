/*
 * asan - options of the sanitizer that cannot come from outside.
 *
 * LeakSanitizer reads /proc, and a bare chroot has none.  The sanitizers read
 * their environment from /proc as well, so this must be compiled in.
 */
#include <unistd.h>

const char *__asan_default_options(void);

__attribute__((no_sanitize("address", "undefined"))) const char *
__asan_default_options(void)
{
	return access("/proc/self/task", R_OK) == 0 ? "" : "detect_leaks=0";
}
