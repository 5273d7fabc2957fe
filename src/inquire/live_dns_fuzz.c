#include <assert.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "inquire/live_dns.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_text(span text)
{
	assert(utf8_valid(text));
	assert(span_find_byte(text, '\0') == text.n);
}

/* The first bytes choose the question, the rest is the message. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum question_kind kinds[] = { QUESTION_DNS_A,
		QUESTION_DNS_AAAA, QUESTION_DNS_CAA, QUESTION_DNS_CNAME,
		QUESTION_DNS_MX, QUESTION_DNS_NS, QUESTION_DNS_PTR,
		QUESTION_DNS_SOA, QUESTION_DNS_TXT };
	struct live_dns_said said = { .why_bogus = "why" };
	struct answer answer = { .subject = SPAN("a.example"), .ttl = -1 };
	struct arena *a = arena_new((size_t)1 << 26);

	if (a == NULL || size < 2) {
		arena_free(a);
		return 0;
	}
	answer.kind = kinds[data[0] % COUNT(kinds)];
	if (answer.kind == QUESTION_DNS_PTR)
		answer.subject = SPAN("192.0.2.1");
	said.rcode = data[1] & 15;
	said.secure = data[1] & 16;
	said.bogus = data[1] & 32;
	said.unchecked = data[1] & 64;
	said.packet = (span){ (const char *)data + 2, size - 2 };
	live_dns_read(a, &said, &answer);
	assert(answer.status != ANSWER_PENDING &&
	    answer.status != ANSWER_NOT_ASKED);
	assert(answer.text.n <= LIMIT_ANSWER_TEXT);
	assert(!said.unchecked || answer_value(&answer, "dnssec").n == 0);
	assert(answer.field_count <= LIMIT_RECORDS + 2);
	assert(answer.ttl >= -1);
	check_text(answer.text);
	for (size_t i = 0; i < answer.field_count; i++)
		check_text(answer.fields[i].value);
	arena_free(a);
	return 0;
}
