#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/fold.h"
#include "base/limits.h"
#include "know/phrases.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const struct phrase_matches *m, size_t size)
{
	assert(m->count <= LIMIT_MATCHES);
	for (size_t i = 0; i < m->count; i++) {
		assert(m->list[i].start < m->list[i].end);
		assert(m->list[i].end <= size);
		assert(i == 0 || m->list[i - 1].start <= m->list[i].start);
	}
}

/* Runs in the repository, for the phrases it has. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct phrases *phrases;
	static struct phrases_scratch *scratch;
	span text = { (const char *)data, size };
	struct arena *a = arena_new((size_t)1 << 26);
	struct phrase_matches m;
	struct know_error err;
	struct folded f;

	if (phrases == NULL) {
		if (phrases_open("data/phrases", NULL, "build/know/phrases.hs",
			&phrases, &err) != MEKIKI_OK) {
			fprintf(stderr, "%s\n", err.text);
			abort();
		}
		scratch = phrases_scratch_new(phrases);
	}
	if (a == NULL || scratch == NULL)
		return 0;
	f = fold_text(a, text);
	m = phrases_scan(scratch, a, f.text);
	check(&m, f.text.n);
	m = phrases_scan_raw(scratch, a, text);
	check(&m, size);
	arena_free(a);
	return 0;
}
