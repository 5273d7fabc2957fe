#include <assert.h>

#include "base/utf8.h"
#include "read/charset.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The label up to the first NUL, then the bytes. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	span bytes = { (const char *)data, size };
	span label = span_cut(&bytes, '\0');
	struct arena *a = arena_new((size_t)1 << 26);
	struct map map = { 0 };
	struct charset_text text;
	size_t last = 0;

	if (a == NULL)
		return 0;
	text = charset_decode(a, bytes, label, &map);
	assert(utf8_valid(text.utf8));
	assert(text.used != NULL && text.why != NULL);
	for (size_t i = 0; i <= text.utf8.n; i++) {
		size_t from = map_start(&map, i);

		assert(from >= last && from <= bytes.n);
		assert(map_end(&map, i, bytes.n) <= bytes.n);
		last = from;
	}
	arena_free(a);
	return 0;
}
