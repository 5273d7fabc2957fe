#include "examine/auth_canon.h"

#include <openssl/evp.h>

void
canon_open(struct canon *c)
{
	c->total = 0;
	c->stop_count = 0;
	c->n = 0;
	c->md = EVP_MD_CTX_new();
	c->failed =
	    c->md == NULL || EVP_DigestInit_ex(c->md, EVP_sha256(), NULL) != 1;
}

static void
flush(struct canon *c)
{
	if (!c->failed && c->n > 0 &&
	    EVP_DigestUpdate(c->md, c->buf, c->n) != 1)
		c->failed = true;
	c->n = 0;
}

static bool
finish(EVP_MD_CTX *md, unsigned char out[static CANON_HASH])
{
	unsigned char digest[EVP_MAX_MD_SIZE];

	if (EVP_DigestFinal_ex(md, digest, NULL) != 1)
		return false;
	memcpy(out, digest, CANON_HASH);
	return true;
}

bool
canon_close(struct canon *c, unsigned char out[static CANON_HASH])
{
	bool ok;

	flush(c);
	ok = !c->failed && finish(c->md, out);
	EVP_MD_CTX_free(c->md);
	c->md = NULL;
	return ok;
}

bool
canon_with_field(struct canon *c, span field, span without,
    unsigned char out[static CANON_HASH])
{
	EVP_MD_CTX *kept = c->md, *copy = EVP_MD_CTX_new();
	bool ok;

	flush(c);
	if (c->failed || copy == NULL || EVP_MD_CTX_copy_ex(copy, kept) != 1) {
		EVP_MD_CTX_free(copy);
		return false;
	}
	c->md = copy;
	canon_field(c, field, without, true, false);
	ok = canon_close(c, out);
	c->md = kept;
	return ok;
}

static void
put_bytes(struct canon *c, span s)
{
	c->total += s.n;
	if (s.n >= sizeof(c->buf)) {
		flush(c);
		if (!c->failed && EVP_DigestUpdate(c->md, s.p, s.n) != 1)
			c->failed = true;
		return;
	}
	if (s.n > sizeof(c->buf) - c->n)
		flush(c);
	if (s.n > 0)
		memcpy(c->buf + c->n, s.p, s.n);
	c->n += s.n;
}

/* The digest of what was put so far, to the first of the stops. */
static void
stop(struct canon *c)
{
	EVP_MD_CTX *copy = EVP_MD_CTX_new();

	flush(c);
	if (c->failed || copy == NULL || EVP_MD_CTX_copy_ex(copy, c->md) != 1 ||
	    !finish(copy, *c->stopped))
		c->failed = true;
	EVP_MD_CTX_free(copy);
	c->stops++;
	c->stopped++;
	c->stop_count--;
}

void
canon_put(struct canon *c, span s)
{
	while (c->stop_count > 0 && *c->stops - c->total <= s.n) {
		size_t n = (size_t)(*c->stops - c->total);

		put_bytes(c, span_head(s, n));
		s = span_drop(s, n);
		stop(c);
	}
	put_bytes(c, s);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Runs of blanks to one; *pending: one is owed before the next byte. */
static void
put_squeezed(struct canon *c, span s, bool *pending)
{
	size_t i = 0;

	while (i < s.n) {
		size_t start = i;

		while (i < s.n && is_blank(s.p[i]))
			i++;
		*pending |= i > start;
		start = i;
		while (i < s.n && !is_blank(s.p[i]))
			i++;
		if (i == start)
			break;
		if (*pending)
			canon_put(c, SPAN(" "));
		*pending = false;
		canon_put(c, span_slice(s, start, i));
	}
}

/* Takes a line off *s; false: its LF was missing. */
static bool
cut_line(span *s, span *line)
{
	size_t n = span_find_byte(*s, '\n');
	bool ended = n < s->n;

	*line = span_head(*s, n);
	*s = span_drop(*s, n + 1);
	if (ended && n > 0 && line->p[n - 1] == '\r')
		line->n--;
	return ended;
}

/* The relaxed value, from what is left of a field behind its colon. */
struct relaxed {
	bool pending;
	bool begun;
};

static void
put_value(struct canon *c, span s, struct relaxed *state)
{
	while (s.n > 0) {
		uint64_t before = c->total;
		span line;

		cut_line(&s, &line);
		while (!state->begun && line.n > 0 && is_blank(line.p[0]))
			line = span_drop(line, 1);
		put_squeezed(c, line, &state->pending);
		state->begun |= c->total > before;
	}
}

static void
put_lines(struct canon *c, span s)
{
	while (s.n > 0) {
		span line;

		if (cut_line(&s, &line)) {
			canon_put(c, line);
			canon_put(c, SPAN("\r\n"));
		} else {
			canon_put(c, line);
		}
	}
}

void
canon_field(
    struct canon *c, span field, span without, bool relaxed, bool line_end)
{
	size_t colon = span_find_byte(field, ':');
	span head = field, tail = { 0 };

	if (field.n > 0 && field.p[field.n - 1] == '\n')
		field.n--;
	if (field.n > 0 && field.p[field.n - 1] == '\r')
		field.n--;
	head = field;
	if (without.n > 0 && span_within(without, field)) {
		size_t start = span_offset(without, field);

		head = span_head(field, start);
		tail = span_drop(field, start + without.n);
	}
	if (relaxed) {
		struct relaxed state = { 0 };
		span name = span_trim(span_head(field, colon));

		for (size_t i = 0; i < name.n; i++) {
			char lower = ascii_lower(name.p[i]);

			canon_put(c, (span){ &lower, 1 });
		}
		canon_put(c, SPAN(":"));
		put_value(c, span_drop(head, colon + 1), &state);
		put_value(c, tail, &state);
	} else {
		put_lines(c, head);
		put_lines(c, tail);
	}
	if (line_end)
		canon_put(c, SPAN("\r\n"));
}

bool
canon_body(span body, bool relaxed, const uint64_t *limits, size_t count,
    unsigned char (*out)[CANON_HASH], uint64_t *total)
{
	unsigned char whole[CANON_HASH];
	struct canon c;
	uint64_t empty = 0; /* lines that may turn out to be the last */

	canon_open(&c);
	c.stops = limits;
	c.stop_count = count;
	c.stopped = out;
	while (body.n > 0) {
		bool pending = false;
		span line;

		cut_line(&body, &line);
		while (relaxed && line.n > 0 && is_blank(line.p[line.n - 1]))
			line.n--;
		if (line.n == 0) {
			empty++;
			continue;
		}
		for (; empty > 0; empty--)
			canon_put(&c, SPAN("\r\n"));
		if (relaxed)
			put_squeezed(&c, line, &pending);
		else
			canon_put(&c, line);
		canon_put(&c, SPAN("\r\n"));
	}
	if (!relaxed && c.total == 0)
		canon_put(&c, SPAN("\r\n"));
	*total = c.total;
	if (!canon_close(&c, whole))
		return false;
	for (; c.stop_count > 0; c.stop_count--)
		memcpy(c.stopped++, whole, CANON_HASH);
	return true;
}
