#include <assert.h>

#include "base/limits.h"
#include "examine/auth_spf.h"
#include "examine/auth_spf_record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A world in which every name has the records of the input. */
static void
ask(void *context, struct arena *a, int64_t now, struct answer *answer)
{
	const span *input = context;
	span rest = *input, line;
	size_t room = 0;

	answer->at = now;
	answer->status = ANSWER_FOUND;
	answer->source = SPAN("fuzz");
	switch (answer->kind) {
	case QUESTION_DNS_TXT:
		while (rest.n > 0) {
			line = span_cut(&rest, '\n');
			answer_add(answer, a, &room, SPAN("txt"), line);
		}
		break;
	case QUESTION_DNS_A:
		if (span_find_byte(answer->subject, 'x') < answer->subject.n)
			answer->status = ANSWER_NOTHING;
		else
			answer_add(
			    answer, a, &room, SPAN("a"), SPAN("192.0.2.200"));
		break;
	case QUESTION_DNS_MX:
		for (size_t i = 0; i < input->n % 13; i++)
			answer_add(answer, a, &room, SPAN("mx"),
			    arena_format(a, "%zu m%zu.example", i, i));
		break;
	default:
		answer_add(answer, a, &room, SPAN("ptr"), SPAN("p.example"));
		answer_add(answer, a, &room, SPAN("ptr"), SPAN("d.example"));
		break;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)1 << 26);
	span input = { (const char *)data, size };
	struct ip ip = { .family = 4, .bytes = { 192, 0, 2, 9 } };
	struct inquiry q;
	struct spf spf;

	if (a == NULL)
		return 0;
	q = inquiry_new(
	    a, (struct inquirer){ .ask = ask, .context = &input }, 1);
	spf = spf_check(&q, a, ip, SPAN("h.example"), SPAN("l-o@d.example"));
	assert(arena_failed(a) || spf.result != AUTH_NOT_ASKED);
	assert(spf.result != AUTH_PENDING);
	assert(spf.terms <= 11 && spf.voids <= 3);
	assert(q.count <= 150);
	assert(span_within(spf.record, input));
	assert(span_within(spf.term, spf.record));
	assert(spf.explanation.n <= LIMIT_SPF_TEXT);
	assert(spf.result != AUTH_PASS || spf_record_valid(spf.record));
	arena_free(a);
	return 0;
}
