#include "base/buf.h"

#include "base/utf8.h"

#define BUF_FIRST 64 /* bytes: enough for most names and addresses */

struct buf
buf_new(struct arena *a, size_t max)
{
	return (struct buf){ .arena = a, .max = max };
}

/* Room for n bytes more, as far as the ceiling allows. */
static size_t
buf_reserve(struct buf *b, size_t n)
{
	size_t want, room;
	char *p;

	if (n > b->max - b->n) {
		n = b->max - b->n;
		b->full = true;
	}
	want = b->n + n;
	if (want <= b->room)
		return n;
	room = b->room < BUF_FIRST ? BUF_FIRST : b->room * 2;
	if (room < want)
		room = want;
	p = arena_raw(b->arena, room);
	if (p == NULL) {
		b->full = true;
		return b->room - b->n;
	}
	if (b->n > 0)
		memcpy(p, b->p, b->n);
	b->p = p;
	b->room = room;
	return n;
}

void
buf_put(struct buf *b, span s)
{
	size_t n;

	if (s.n == 0)
		return;
	n = buf_reserve(b, s.n);
	if (n > 0)
		memcpy(b->p + b->n, s.p, n);
	b->n += n;
	if (n < s.n)
		b->full = true;
}

void
buf_code(struct buf *b, uint32_t code)
{
	char bytes[UTF8_MAX];

	if (code < 0x80) {
		buf_byte(b, (char)code);
		return;
	}
	buf_put(b, utf8_text(code, bytes));
}

void
buf_text(struct buf *b, const char *text)
{
	buf_put(b, span_of(text));
}
