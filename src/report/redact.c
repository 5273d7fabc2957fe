#include "report/redact.h"

#include "base/limits.h"
#include "report/redact_search.h"
#include "report/redact_token.h"

struct redact *
redact_new(struct arena *a, const struct examination *x,
    const struct redact_how *how)
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
		    secret_text(hits.list[0].secret->kind),
		    coding_text(hits.list[0].coding));
	else if (r->failed)
		*what = SPAN("more than can be searched");
	else if (tokens_next(&t))
		*what = SPAN("token of a link, in plain text");
	else
		left = false;
	arena_free(hits.arena);
	return left;
}
