#include <assert.h>

#include "base/fold.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	span text = { (const char *)data, size };
	struct arena *a = arena_new((size_t)1 << 26);
	struct folded f;
	size_t last = 0;

	if (a == NULL)
		return 0;
	f = fold_text(a, text);
	assert(utf8_valid(f.text));
	for (size_t i = 0; i <= f.text.n; i++) {
		size_t from = map_start(&f.map, i);

		assert(from >= last && from <= size);
		assert(map_end(&f.map, i, size) <= size);
		last = from;
	}
	assert(utf8_valid(fold_name(a, text)));
	assert(utf8_valid(fold_skeleton(a, text)));
	arena_free(a);
	return 0;
}
