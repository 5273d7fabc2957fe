/* Masking a text. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "report/redact_search.h"
#include "report/redact_token.h"

/* What is masked changes what stands beside it, at most so many times. */
#define ROUNDS 6
#define TEXT_MAX ((size_t)64 << 20)

static int
order(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->end != y->end)
		return x->end > y->end ? -1 : 1;
	return (x->runs > y->runs) - (x->runs < y->runs);
}

/* Letters of Base64 and the like that belong together; '/' stands in paths. */
static bool
is_run(char c)
{
	return ascii_is_alnum(c) || c == '+' || c == '-' || c == '_';
}

/* What stands for bits is masked as a whole: half a token is one, too. */
static void
widen(struct hit *hit, span text)
{
	if (!hit->runs)
		return;
	while (hit->start > 0 && is_run(text.p[hit->start - 1]))
		hit->start--;
	while (hit->end < text.n && is_run(text.p[hit->end]))
		hit->end++;
}

static void
put_masked(struct buf *out, span s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		token_mask(&c, 1);
		buf_byte(out, c);
	}
}

/* An '@' of a link stays as it was written. */
static void
put_stand_in(struct buf *out, span stand_in, span written)
{
	if (!span_has(written, SPAN("%40")) ||
	    span_find_byte(written, '@') < written.n) {
		buf_put(out, stand_in);
		return;
	}
	for (size_t i = 0; i < stand_in.n; i++)
		if (stand_in.p[i] == '@')
			buf_text(out, "%40");
		else
			buf_byte(out, stand_in.p[i]);
}

static void
put_hit(struct buf *out, const struct hit *hit, span written)
{
	if (hit->runs || hit->secret->kind == SECRET_TOKEN)
		put_masked(out, written);
	else
		put_stand_in(out, hit->secret->stand_in, written);
}

static span
replaced(struct redact *r, span text, struct hits *hits)
{
	struct buf out = buf_new(r->arena, TEXT_MAX);
	size_t at = 0;

	for (size_t i = 0; i < hits->count; i++)
		widen(&hits->list[i], text);
	qsort(hits->list, hits->count, sizeof(*hits->list), order);
	for (size_t i = 0; i < hits->count;) {
		struct hit hit = hits->list[i];
		size_t end = hit.end;

		/* What overlaps goes with it. */
		while (++i < hits->count && hits->list[i].start < end)
			if (hits->list[i].end > end)
				end = hits->list[i].end;
		buf_put(&out, span_slice(text, at, hit.start));
		put_hit(&out, &hit, span_slice(text, hit.start, end));
		at = end;
	}
	buf_put(&out, span_drop(text, at));
	r->failed |= out.full;
	return buf_span(&out);
}

/* Same length, so that only letters change. */
static span
without_tokens(struct redact *r, span text, bool whole)
{
	struct tokens t = tokens_of(r, text, whole);
	char *copy = NULL;

	while (tokens_next(&t)) {
		if (copy == NULL) {
			copy = arena_raw(r->arena, text.n);
			if (copy == NULL)
				return (span){ 0 };
			memcpy(copy, text.p, text.n);
		}
		token_mask(copy + t.start, t.end - t.start);
	}
	return copy == NULL ? text : (span){ copy, text.n };
}

/* The text itself where there are none. */
static span
without_secrets(struct redact *r, span text)
{
	/* As quotations are cut, perhaps inside an address. */
	bool end = text.n + UTF8_MAX >= LIMIT_QUOTE;
	struct hits hits = { .arena = arena_new(LIMIT_ARENA) };

	if (hits.arena == NULL) {
		arena_give_up(r->arena);
		return (span){ 0 };
	}
	redact_search(r, text, end, &hits);
	if (hits.count > 0)
		text = replaced(r, text, &hits);
	arena_free(hits.arena);
	return text;
}

static span
masked(struct redact *r, span text, bool whole)
{
	if (r->off)
		return text;
	for (size_t i = 0; i < ROUNDS; i++) {
		const char *before = text.p;

		text = without_tokens(r, without_secrets(r, text), whole);
		if (arena_failed(r->arena)) {
			r->failed = true;
			return (span){ 0 };
		}
		if (text.p == before)
			return text;
	}
	return SPAN("xxx");
}

span
redact_text(struct redact *r, span text)
{
	return masked(r, text, false);
}

span
redact_url(struct redact *r, span url)
{
	return masked(r, url, true);
}
