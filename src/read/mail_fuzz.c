#include <assert.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "know/know.h"
#include "read/mail.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_parts(const struct mail *m)
{
	for (size_t i = 0; i < m->parts.count; i++) {
		const struct part *p = &m->parts.list[i];

		assert(p->start <= p->end && p->end <= m->raw.n);
		assert(p->depth <= LIMIT_PART_DEPTH);
		assert(p->id.n > 0 && p->type.n > 0 && utf8_valid(p->name));
	}
}

static void
check_texts(const struct mail *m)
{
	for (size_t i = 0; i < m->text_count; i++) {
		const struct body_text *t = &m->texts[i];
		size_t n = m->parts.list[t->part].bytes.n;

		assert(utf8_valid(t->charset.utf8));
		assert(utf8_valid(t->visible));
		for (size_t k = 0; k <= t->visible.n; k += 1 + k / 4) {
			size_t start = k / 2, end = k;

			mail_visible_bytes(m, t, &start, &end);
			assert(start <= end && end <= n);
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct know *know;
	struct arena *a = arena_new((size_t)1 << 28);
	const struct mail *m;

	if (know == NULL) {
		assert(know_open("data", "build/know", NULL, &know, NULL) ==
		    MEKIKI_OK);
	}
	if (a == NULL)
		return 0;
	m = mail_read(a, (span){ (const char *)data, size }, false, know);
	assert(m != NULL);
	assert(m->parts.count <= LIMIT_PARTS);
	assert(m->hop_count <= LIMIT_HOPS && m->link_count <= LIMIT_LINKS);
	assert(utf8_valid(m->subject));
	check_parts(m);
	check_texts(m);
	for (size_t i = 0; i < m->link_count; i++) {
		assert(m->links[i].part < m->parts.count);
		assert(m->links[i].start <= m->links[i].end);
		assert(m->links[i].layer_count <= LIMIT_UNWRAP);
	}
	assert(!arena_failed(a));
	arena_free(a);
	return 0;
}
