/* Offsets lie in the source, slices in the texts, runs in order. */
#include <assert.h>

#include "read/html.h"
#include "read/html_entity.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)256 << 20);
	span source = { (const char *)data, size };
	struct html_view v = html_read(a, source);
	size_t end = 0;

	for (size_t i = 0; i < v.link_count; i++) {
		assert(v.links[i].start <= v.links[i].end);
		assert(v.links[i].end <= size);
	}
	for (size_t i = 0; i < v.run_count; i++) {
		assert(v.runs[i].start >= end);
		assert(v.runs[i].end > v.runs[i].start);
		end = v.runs[i].end;
	}
	assert(end <= v.hidden.n);
	for (size_t i = 0; i < v.visible.n; i += 7)
		/* Inside what a reference became it may point past the end. */
		assert(
		    map_start(&v.visible_map, i) < size + HTML_REFERENCE_MAX);
	assert(map_end(&v.visible_map, v.visible.n, size) <= size);
	for (size_t i = 0; i < v.form_count; i++)
		assert(v.forms[i].end <= size);
	assert(span_within(html_charset(source), source));
	arena_free(a);
	return 0;
}
