/*
 * walked - mails read and walked for tests: repository data, no network.
 *
 * Addresses are answered from a table of the test's own, so that what rests
 * on networks can be tried without databases.
 */
#ifndef MEKIKI_TEST_WALKED_H
#define MEKIKI_TEST_WALKED_H

#include "examine/examination.h"
#include "test/test.h"

/* Network numbers of addresses; the first that fits counts. */
struct walked_net {
	const char *net, *asn;
};

static inline void
walked_ask(void *context, struct arena *a, int64_t now, struct answer *answer)
{
	const struct walked_net *nets = context;
	size_t room = 0;

	answer->at = now;
	if (answer->kind != QUESTION_ADDRESS || nets == NULL)
		return;
	for (; nets->net != NULL; nets++) {
		struct ip_net net;
		struct ip ip;

		if (!ip_net_parse(span_of(nets->net), &net) ||
		    !ip_parse(answer->subject, &ip) || !ip_in_net(ip, &net))
			continue;
		answer->status = ANSWER_FOUND;
		answer->source = SPAN("test");
		answer_add(answer, a, &room, SPAN("asn"), span_of(nets->asn));
		return;
	}
}

/* Knowledge, opened once for all tests of the program. */
static inline const struct know *
walked_know(void)
{
	static struct know *know;
	struct know_error err = { "" };

	if (know == NULL) {
		if (know_open(test_path("data"), TEST_BUILD "/know", NULL,
			&know, &err) != MEKIKI_OK) {
			CHECK_SPAN(span_of(err.text), "");
			exit(EXIT_FAILURE);
		}
	}
	return know;
}

/*
 * The mail's examination up to route and authentication; lives until the end
 * of the test function.  trust is a list of names set off by blanks, or NULL.
 */
static inline struct examination *
walked(span mail, const char *trust, const struct walked_net *nets)
{
	struct arena *a = test_arena();
	struct examination *x = arena_alloc(a, sizeof(*x));
	struct options *options = arena_alloc(a, sizeof(*options));
	span *names = arena_array(a, 16, sizeof(*names));
	span rest = span_of(trust);

	while (rest.n > 0 && options->trust_count < 16)
		names[options->trust_count++] = span_cut(&rest, ' ');
	options->trust = names;
	options->now = 1752710400; /* 2025-07-17T00:00:00Z */
	x->arena = a;
	x->know = walked_know();
	x->options = options;
	x->inquiry = inquiry_new(a,
	    (struct inquirer){
		.ask = walked_ask, .context = (void *)(uintptr_t)nets },
	    options->now);
	x->mail = mail_read(a, mail, false, x->know);
	route_walk(x);
	auth_read(x);
	brand_look(x);
	return x;
}

#endif
