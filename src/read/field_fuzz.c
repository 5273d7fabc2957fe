#include <assert.h>

#include "base/limits.h"
#include "read/field.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)1 << 26);
	span message = { (const char *)data, size };
	struct fields f;
	size_t at = 0;

	if (a == NULL)
		return 0;
	f = fields_read(a, message);
	assert(f.body <= size && f.count <= LIMIT_FIELDS);
	assert((f.count == 0) == ((f.odd & FIELDS_NONE) != 0));
	for (size_t i = 0; i < f.count; i++) {
		const struct field *one = &f.list[i];
		span flat = field_unfold(a, one->body);

		assert(at <= one->start && one->start < one->end);
		assert(one->end <= f.body);
		assert(one->name.n > 0 && span_within(one->name, message));
		assert(span_offset(one->name, message) == one->start);
		assert(span_within(one->body, message));
		assert(one->body.n <= LIMIT_FIELD);
		assert(span_find_byte(flat, '\n') == flat.n);
		at = one->end;
	}
	/* A saved mail has all of these, and maybe blank lines on top. */
	if (f.count > 0) {
		struct fields saved = fields_read_saved(a, message);

		assert(saved.count == f.count && saved.body == f.body);
	}
	assert(fields_read_saved(a, message).body <= size);
	arena_free(a);
	return 0;
}
