#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "inquire/answer_json.h"
#include "inquire/recording.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* An answer that was read is written and read again as the same. */
static void
check_line(span line)
{
	struct arena *a = arena_new((size_t)1 << 26);
	struct json j = json_memory((size_t)1 << 24), again;
	struct answer answer, back;
	const char *why = NULL;
	span text, text_again;

	if (a == NULL || !answer_get(a, line, &answer, &why)) {
		assert(a == NULL || why != NULL);
		goto out;
	}
	assert(answer.status != ANSWER_PENDING && answer.subject.n > 0);
	json_begin_object(&j);
	answer_put(&j, &answer);
	json_end(&j);
	if (json_finish(&j, &text) != MEKIKI_OK)
		goto out;
	assert(answer_get(a, text, &back, &why));
	again = json_memory((size_t)1 << 24);
	json_begin_object(&again);
	answer_put(&again, &back);
	json_end(&again);
	if (json_finish(&again, &text_again) == MEKIKI_OK)
		assert(span_same(text, text_again));
	json_free(&again);
out:
	json_free(&j);
	arena_free(a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	span rest = { (const char *)data, size };

	while (rest.n > 0)
		check_line(span_cut_line(&rest));
	return 0;
}
