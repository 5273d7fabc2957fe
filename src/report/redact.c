#include "report/redact.h"

#include "base/limits.h"
#include "report/redact_search.h"
#include "report/redact_token.h"

struct redact *
redact_new(
    struct arena *a, const struct examination *x, const struct redact_how *how)
{
	static const struct redact_how usual;
	struct redact *r = arena_alloc(a, sizeof(*r));

	if (r == NULL)
		return NULL;
	r->arena = a;
	r->x = x;
	if (how == NULL)
		how = &usual;
	r->off = how->off;
	r->folded = needles_new(a);
	r->bytes = needles_new(a);
	if (!r->off)
		secrets_collect(r, how);
	return arena_failed(a) ? NULL : r;
}

/* An address, not its local part alone. */
static const struct hit *
longest(const struct hits *hits)
{
	const struct hit *best = &hits->list[0];

	for (size_t i = 1; i < hits->count; i++)
		if (hits->list[i].end - hits->list[i].start >
		    best->end - best->start)
			best = &hits->list[i];
	return best;
}

bool
redact_left(struct redact *r, span output, span *what)
{
	struct hits hits = { .one = true };
	struct tokens t;
	bool left = true;

	if (r->off)
		return false;
	hits.arena = arena_new(LIMIT_ARENA);
	if (hits.arena == NULL) {
		*what = SPAN("memory was short");
		return true;
	}
	redact_search(r, output, false, &hits);
	t = tokens_of(r, output, false);
	if (hits.count > 0)
		*what = arena_format(r->arena, "%s, in %s",
		    secret_text(longest(&hits)->secret->kind),
		    coding_text(longest(&hits)->coding));
	else if (r->failed)
		*what = SPAN("more than can be searched");
	else if (tokens_next(&t))
		*what = SPAN("token of a link, in plain text");
	else
		left = false;
	arena_free(hits.arena);
	return left;
}
