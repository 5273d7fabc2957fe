#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static bool
write_all(int descriptor, span bytes)
{
	while (bytes.n > 0) {
		ssize_t n = write(descriptor, bytes.p, bytes.n);

		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0)
			bytes = span_drop(bytes, (size_t)n);
	}
	return true;
}

enum mekiki_status
file_write(struct arena *a, const char *path, span bytes)
{
	span name = arena_format(a, "%s.XXXXXX", path);
	char beside[4096];
	int descriptor, problem;
	bool ok;

	if (arena_failed(a))
		return MEKIKI_NO_MEMORY;
	if (name.n >= sizeof(beside)) {
		errno = ENAMETOOLONG;
		return MEKIKI_IO;
	}
	memcpy(beside, name.p, name.n + 1);
	descriptor = mkstemp(beside);
	if (descriptor < 0)
		return MEKIKI_IO;
	ok = write_all(descriptor, bytes) && fsync(descriptor) == 0;
	problem = errno;
	ok = close(descriptor) == 0 && ok;
	if (ok && rename(beside, path) == 0)
		return MEKIKI_OK;
	problem = ok ? errno : problem;
	unlink(beside);
	errno = problem;
	return MEKIKI_IO;
}
