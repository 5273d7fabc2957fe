#include <assert.h>
#include <stdlib.h>

#include "base/limits.h"
#include "examine/auth_arc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every name has the same key. */
static void
ask(void *context, struct arena *a, int64_t now, struct answer *answer)
{
	const span *key = context;
	size_t room = 0;

	answer->at = now;
	answer->status = ANSWER_FOUND;
	answer->source = SPAN("fuzz");
	answer_add(answer, a, &room, SPAN("txt"), *key);
}

static void
check_parsed(span body, enum dkim_form form)
{
	struct dkim_signature s = dkim_signature_parse(body, form);

	assert(span_within(s.domain, body));
	assert(span_within(s.names, body));
	assert(span_within(s.signature, s.whole));
	if (s.reason != DKIM_FINE)
		return;
	assert(s.domain.n > 0 && s.selector.n > 0 && s.signature.n > 0);
	assert(form == DKIM_FORM_SIGNATURE || s.instance > 0);
	assert(form == DKIM_FORM_ARC_SEAL || s.hash.n > 0);
}

/*
 * The key's record up to the first NUL, then a mail with whatever signatures
 * it has.
 */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)1 << 26);
	span mail = { (const char *)data, size }, key = span_cut(&mail, '\0');
	struct dkim out[LIMIT_SIGNATURES];
	struct dkim_mail *m;
	struct fields fields;
	struct inquiry q;
	struct arc arc;
	size_t count;
	bool more;

	if (a == NULL)
		return 0;
	m = arena_alloc(a, sizeof(*m));
	if (m == NULL)
		abort();
	fields = fields_read(a, mail);
	*m = (struct dkim_mail){ .arena = a, .raw = mail, .fields = &fields };
	q = inquiry_new(a, (struct inquirer){ .ask = ask, .context = &key }, 1);
	for (size_t i = 0; i < fields.count; i++)
		for (int form = 0; form <= DKIM_FORM_ARC_SEAL; form++)
			check_parsed(fields.list[i].body, (enum dkim_form)form);
	for (int pass = 0; pass < 2; pass++) { /* the second by memory */
		count = dkim_check_all(m, &q, out, &more);
		assert(count <= LIMIT_SIGNATURES);
		for (size_t i = 0; i < count; i++)
			assert(out[i].result == dkim_result(out[i].reason) ||
			    out[i].result == AUTH_NOT_ASKED);
		arc = arc_check(m, &q);
		assert(arc.result != AUTH_PENDING);
		assert(arc.sets <= LIMIT_ARC_SETS);
	}
	arena_free(a);
	return 0;
}
