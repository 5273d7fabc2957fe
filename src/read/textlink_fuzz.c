/* Links come in order, do not overlap, and each has a URL. */
#include <assert.h>

#include "base/limits.h"
#include "read/textlink.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)64 << 20);
	span text = { (const char *)data, size };
	struct textlinks found = textlink_find(a, text);
	size_t end = 0;

	assert(found.count <= LIMIT_LINKS);
	for (size_t i = 0; i < found.count; i++) {
		const struct textlink *l = &found.links[i];

		assert(l->start >= end && l->end > l->start && l->end <= size);
		assert(l->url.n > 0);
		end = l->end;
	}
	arena_free(a);
	return 0;
}
