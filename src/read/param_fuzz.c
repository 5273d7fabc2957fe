#include <assert.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "read/param.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)1 << 26);
	struct params p;

	if (a == NULL)
		return 0;
	p = params_parse(a, (span){ (const char *)data, size });
	assert(p.count <= LIMIT_PARAMS);
	assert(utf8_valid(p.value));
	for (size_t i = 0; i < p.count; i++) {
		assert(p.list[i].name.n > 0 && utf8_valid(p.list[i].name));
		assert(utf8_valid(p.list[i].value));
		assert(utf8_valid(p.list[i].language));
	}
	arena_free(a);
	return 0;
}
