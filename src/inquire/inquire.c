#include "inquire/inquire.h"

#include "base/ip.h"
#include "base/limits.h"

static void
ask_nobody(void *context, struct arena *a, int64_t now, struct answer *answer)
{
	(void)context;
	(void)a;
	(void)now;
	(void)answer;
}

const struct inquirer inquirer_none = { .ask = ask_nobody };

struct inquiry
inquiry_new(struct arena *a, struct inquirer inquirer, int64_t now)
{
	return (struct inquiry){ .arena = a, .inquirer = inquirer, .now = now };
}

span
inquiry_subject(struct arena *a, enum question_kind kind, span subject)
{
	char buf[IP_TEXT_MAX];
	struct ip ip;
	char *lower;

	if (kind == QUESTION_PAGE || kind == QUESTION_LISTED)
		return arena_copy(a, subject);
	if (kind == QUESTION_ADDRESS || kind == QUESTION_NETWORK ||
	    kind == QUESTION_DNS_PTR)
		return ip_parse(subject, &ip) ? arena_copy(a, ip_text(ip, buf))
					      : (span){ 0 };
	if (subject.n > 0 && subject.p[subject.n - 1] == '.')
		subject.n--;
	lower = arena_alloc(a, subject.n);
	if (lower == NULL)
		return (span){ 0 };
	for (size_t i = 0; i < subject.n; i++)
		lower[i] = ascii_lower(subject.p[i]);
	return (span){ lower, subject.n };
}

/* The answer to what was asked in any pass; NULL: it was not. */
static struct answer *
find_known(const struct inquiry *q, enum question_kind kind, span subject)
{
	for (size_t i = 0; i < q->known_count; i++)
		if (q->known[i]->kind == kind &&
		    span_same(q->known[i]->subject, subject))
			return q->known[i];
	return NULL;
}

static struct answer *
ask(struct inquiry *q, enum question_kind kind, span subject)
{
	struct answer **grown = arena_grow(q->arena, q->known, q->known_count,
	    &q->known_room, sizeof(struct answer *));
	struct answer *answer = arena_alloc(q->arena, sizeof(*answer));

	if (answer == NULL || grown == NULL)
		return NULL;
	q->known = grown;
	*answer =
	    (struct answer){ .kind = kind, .subject = subject, .ttl = -1 };
	q->inquirer.ask(q->inquirer.context, q->arena, q->now, answer);
	q->known[q->known_count++] = answer;
	return answer;
}

const struct answer *
inquire(struct inquiry *q, enum question_kind kind, span subject)
{
	const struct answer **grown;
	struct answer *answer;

	subject = inquiry_subject(q->arena, kind, subject);
	if (subject.n == 0)
		return NULL;
	for (size_t i = 0; i < q->count; i++)
		if (q->answers[i]->kind == kind &&
		    span_same(q->answers[i]->subject, subject))
			return q->answers[i];
	if (q->count == LIMIT_ANSWERS || q->known_count == 2 * LIMIT_ANSWERS) {
		q->full = true;
		return NULL;
	}
	answer = find_known(q, kind, subject);
	if (answer == NULL)
		answer = ask(q, kind, subject);
	grown = arena_grow(q->arena, q->answers, q->count, &q->room,
	    sizeof(const struct answer *));
	if (answer == NULL || grown == NULL)
		return NULL;
	q->answers = grown;
	answer->id = arena_join(q->arena, SPAN("a"),
	    arena_number(q->arena, (int64_t)q->count + 1), (span){ 0 });
	q->answers[q->count++] = answer;
	return answer;
}

void
inquiry_mark(struct inquiry *q)
{
	q->mark = q->count;
}

bool
inquiry_wait(struct inquiry *q)
{
	bool pending = false;

	for (size_t i = 0; i < q->count; i++)
		pending |= q->answers[i]->status == ANSWER_PENDING;
	if (!pending || q->inquirer.wait == NULL || arena_failed(q->arena))
		return false;
	q->inquirer.wait(q->inquirer.context, q->arena);
	q->count = q->mark;
	return true;
}
