/* Tokens come in order, within the source, and each takes something. */
#include <assert.h>

#include "read/html_token.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)64 << 20);
	struct html_tokenizer *t = arena_alloc(a, sizeof(*t));
	span source = { (const char *)data, size };
	struct html_token k;
	size_t end = 0;

	html_open(t, a, source);
	t->foreign = size > 0 && data[0] == 'f';
	while (html_next(t, &k)) {
		assert(k.start >= end && k.end > k.start && k.end <= size);
		end = k.end;
		assert(k.count <= LIMIT_ATTRIBUTES);
		assert(k.kind != HTML_TEXT || k.text.n > 0);
		for (size_t i = 0; i < k.count; i++) {
			assert(span_within(k.attributes[i].raw, source));
			assert(k.attributes[i].name.n > 0);
		}
	}
	assert(t->at == size);
	arena_free(a);
	return 0;
}
