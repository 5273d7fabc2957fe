#include <assert.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "inquire/registration.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is told is valid UTF-8, bounded, and there only when found. */
static void
check(const struct answer *answer)
{
	assert(answer->status == ANSWER_FOUND || answer->field_count == 0);
	assert(answer->status != ANSWER_NOT_ASKED);
	assert(answer->text.n <= LIMIT_ANSWER_TEXT);
	assert(utf8_valid(answer->text));
	assert(answer->text.n == 0 ||
	    memchr(answer->text.p, 0, answer->text.n) == NULL);
	for (size_t i = 0; i < answer->field_count; i++) {
		span value = answer->fields[i].value;

		assert(value.n > 0 && utf8_valid(value));
		assert(value.n <= 2 * LIMIT_ANSWER_VALUE + 2);
		assert(memchr(value.p, 0, value.n) == NULL);
	}
}

/* The first byte says what was asked; the rest is the answer. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct {
		enum question_kind kind;
		const char *subject, *server;
	} asked[] = {
		{ QUESTION_REGISTRATION, "example.com", "whois.example" },
		{ QUESTION_REGISTRATION, "example.jp", "whois.jprs.jp" },
		{ QUESTION_REGISTRATION, "example.co.kr", "whois.kr" },
		{ QUESTION_REGISTRATION, "example.tw", "whois.twnic.net.tw" },
		{ QUESTION_REGISTRATION, "example.fr", "whois.nic.fr" },
		{ QUESTION_NETWORK, "192.0.2.7", "whois.ripe.net" },
		{ QUESTION_NETWORK, "2001:db8::7", "whois.arin.net" },
		{ QUESTION_AUTNUM, "64500", "whois.apnic.net" },
	};
	struct arena *a = arena_new((size_t)1 << 28);
	struct answer answer = { 0 };
	span said, server;
	size_t i;

	if (a == NULL || size == 0) {
		arena_free(a);
		return 0;
	}
	i = data[0] % COUNT(asked);
	said = (span){ (const char *)data + 1, size - 1 };
	answer.kind = asked[i].kind;
	answer.subject = span_of(asked[i].subject);
	whois_read(a, span_of(asked[i].server), said, &answer);
	check(&answer);
	server = whois_referral(said);
	assert(span_within(server, said));
	assert(span_printable(server) == server.n);
	assert(!arena_failed(a));
	arena_free(a);
	return 0;
}
