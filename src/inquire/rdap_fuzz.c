#include <assert.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "inquire/registration.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const struct answer *answer)
{
	assert(answer->status == ANSWER_FOUND || answer->field_count == 0);
	assert(answer->text.n <= LIMIT_ANSWER_TEXT);
	assert(utf8_valid(answer->text));
	for (size_t i = 0; i < answer->field_count; i++) {
		span value = answer->fields[i].value;

		assert(value.n > 0 && utf8_valid(value));
		assert(value.n <= 2 * LIMIT_ANSWER_VALUE + 2);
		assert(memchr(value.p, 0, value.n) == NULL);
	}
}

/*
 * The first byte says what was asked; the rest is the answer.  Merging an
 * answer with itself adds nothing but its text.
 */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct {
		enum question_kind kind;
		const char *subject;
		int http_status;
	} asked[] = {
		{ QUESTION_REGISTRATION, "example.com", 200 },
		{ QUESTION_REGISTRATION, "example.com", 404 },
		{ QUESTION_NETWORK, "192.0.2.7", 200 },
		{ QUESTION_NETWORK, "2001:db8::7", 200 },
		{ QUESTION_AUTNUM, "64500", 200 },
	};
	struct arena *a = arena_new((size_t)1 << 28);
	struct answer answer = { 0 }, merged;
	span said, url;
	size_t i;

	if (a == NULL || size == 0) {
		arena_free(a);
		return 0;
	}
	i = data[0] % COUNT(asked);
	said = (span){ (const char *)data + 1, size - 1 };
	answer.kind = asked[i].kind;
	answer.subject = span_of(asked[i].subject);
	rdap_read(a, asked[i].http_status, said, &answer);
	check(&answer);
	merged = answer;
	registration_merge(a, &merged, &answer);
	assert(merged.field_count == answer.field_count);
	assert(merged.text.n >= answer.text.n);
	url = rdap_referral(a, said);
	assert(url.n == 0 || span_starts(url, "http"));
	assert(span_printable(url) == url.n);
	assert(!arena_failed(a));
	arena_free(a);
	return 0;
}
