#include <assert.h>

#include "base/utf8.h"
#include "read/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)1 << 26);
	struct words words;

	if (a == NULL)
		return 0;
	words = words_decode(a, (span){ (const char *)data, size });
	assert(utf8_valid(words.text));
	assert(words.text.n <= size * 3 + UTF8_MAX);
	assert(words.used != NULL || words.charset.n == 0);
	arena_free(a);
	return 0;
}
