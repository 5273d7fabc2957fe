#include <assert.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "read/address.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)1 << 28);
	span body = { (const char *)data, size };
	struct addresses list;
	size_t at;

	if (a == NULL)
		return 0;
	list = addresses_read(a, body);
	assert(list.count <= LIMIT_ADDRESSES);
	for (size_t i = 0; i < list.count; i++) {
		const struct address *one = &list.list[i];

		assert(span_within(one->raw, body));
		assert(utf8_valid(one->name) && utf8_valid(one->text));
		assert(utf8_valid(one->ascii));
		assert(one->domain.n > 0 || one->ascii.n == 0);
		assert(!(one->odd & ADDRESS_NO_DOMAIN) || one->domain.n == 0);
		at = span_find_last(one->text, '@');
		/* It stands in its own text, and nowhere past one's end. */
		if (at + 1 < one->text.n &&
		    span_find_byte(one->text, '@') == at)
			assert(address_find(one->text, one) == 0);
		assert(address_find(body, one) <= body.n);
	}
	assert(!arena_failed(a));
	arena_free(a);
	return 0;
}
