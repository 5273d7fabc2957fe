/* The first line is a base, the rest is parsed: parts lie in href. */
#include <assert.h>

#include "base/utf8.h"
#include "read/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const struct url *u)
{
	const span parts[] = { u->scheme, u->username, u->password, u->host,
		u->path, u->query, u->fragment };

	for (size_t i = 0; i < COUNT(parts); i++)
		assert(span_within(parts[i], u->href));
	assert(u->valid == (u->href.n > 0));
	assert(utf8_ascii(u->href));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	span rest = { (const char *)data, size };
	span line = span_cut_line(&rest), name, value;
	struct arena *a = arena_new((size_t)64 << 20);
	struct url base = url_parse(a, line, NULL);
	struct url u = url_parse(a, rest, base.valid ? &base : NULL);
	struct url again = url_parse(a, u.href, NULL);

	check(&base);
	check(&u);
	if (u.valid && (u.odd & URL_LONG) == 0 && (again.odd & URL_LONG) == 0)
		assert(span_same(u.href, again.href));
	while (url_query_next(&u.query, &name, &value))
		assert(span_within(name, u.href) && span_within(value, u.href));
	url_query_value(a, rest, "url", &value);
	arena_free(a);
	return 0;
}
