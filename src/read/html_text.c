#include "read/html_text.h"

struct html_text
html_text_new(struct arena *a, size_t max)
{
	struct html_text t = { .arena = a, .text = buf_new(a, max) };

	return t;
}

void
html_text_block(struct html_text *t)
{
	t->line = t->text.n > 0;
	t->blank = false;
}

/* The last line is empty: nothing may be put before its first text. */
static bool
at_line_start(const struct html_text *t)
{
	return t->text.n == 0 || t->text.p[t->text.n - 1] == '\n';
}

void
html_text_space(struct html_text *t, size_t from)
{
	if (t->line || at_line_start(t))
		return;
	t->blank = true;
	t->blank_from = from;
}

static void
put(struct html_text *t, span s, size_t from)
{
	map_add(&t->map, t->arena, t->text.n, from);
	buf_put(&t->text, s);
}

/* Puts the line end or space that is due. */
static void
settle(struct html_text *t, size_t from)
{
	if (t->line && !at_line_start(t))
		put(t, SPAN("\n"), from);
	else if (t->blank)
		put(t, SPAN(" "), t->blank_from);
	t->line = t->blank = false;
}

void
html_text_break(struct html_text *t, size_t from)
{
	size_t n = t->text.n;

	settle(t, from);
	/* More than one empty line says nothing more. */
	if (n == 0 ||
	    (n > 1 && t->text.p[n - 1] == '\n' && t->text.p[n - 2] == '\n'))
		return;
	t->blank = false;
	put(t, SPAN("\n"), from);
}

static const bool blank[256] = { [' '] = true,
	['\t'] = true,
	['\n'] = true,
	['\r'] = true,
	['\f'] = true };

static bool
is_blank(char c)
{
	return blank[(unsigned char)c];
}

/* How much of s, which begins with text, can be put as it is. */
static size_t
stretch(span s)
{
	size_t i = 1;

	while (i < s.n) {
		if (!is_blank(s.p[i]))
			i++;
		else if (s.p[i] == ' ' && i + 1 < s.n && !is_blank(s.p[i + 1]))
			i += 2;
		else
			break;
	}
	return i;
}

void
html_text_put(struct html_text *t, span s, size_t from, bool keep)
{
	if (keep) {
		if (s.n > 0) {
			settle(t, from);
			put(t, s, from);
		}
		return;
	}
	while (s.n > 0) {
		size_t n = 0;

		while (n < s.n && is_blank(s.p[n]))
			n++;
		if (n > 0)
			html_text_space(t, from);
		s = span_drop(s, n);
		from += n;
		if (s.n == 0)
			return;
		n = stretch(s);
		settle(t, from);
		put(t, span_head(s, n), from);
		s = span_drop(s, n);
		from += n;
	}
}
