#include "read/mbox.h"

/* "12:34" somewhere: every writer of mbox puts a time on the line. */
static bool
has_time(span line)
{
	for (size_t i = 1; i + 2 < line.n; i++)
		if (line.p[i] == ':' && ascii_is_digit(line.p[i - 1]) &&
		    ascii_is_digit(line.p[i + 1]) &&
		    ascii_is_digit(line.p[i + 2]))
			return true;
	return false;
}

/* A field's name and its colon stand at the beginning of line. */
static bool
is_field(span line)
{
	size_t n = 0;

	while (n < line.n && line.p[n] > ' ' && line.p[n] < 0x7f &&
	    line.p[n] != ':')
		n++;
	return n > 0 && n < line.n && line.p[n] == ':';
}

enum decided { NO, YES, UNKNOWN };

/* Does rest, which begins a line, begin with a separator? */
static enum decided
separator(span rest, bool last)
{
	static const char mark[] = "From ";
	size_t n = sizeof(mark) - 1, end;
	span line, next;

	if (rest.n < n)
		return !last && memcmp(rest.p, mark, rest.n) == 0 ? UNKNOWN
								  : NO;
	if (memcmp(rest.p, mark, n) != 0)
		return NO;
	end = span_find_byte(rest, '\n');
	line = span_head(rest, end);
	/* Longer than any writer's: an endless line must not be waited for. */
	if (end > 1000)
		return NO;
	if (end == rest.n)
		return last ? NO : UNKNOWN;
	if (!has_time(line))
		return NO;
	next = span_drop(rest, end + 1);
	if (span_starts(next, ">From ")) /* MMDF's habit: a second one */
		return YES;
	if (is_field(next))
		return YES;
	return !last && span_find_byte(next, '\n') == next.n && next.n < 1000
	    ? UNKNOWN
	    : NO;
}

bool
mbox_is(span beginning)
{
	return separator(beginning, true) == YES;
}

/* The line before offset at is empty, or at is the beginning. */
static bool
behind_empty_line(span piece, size_t at)
{
	size_t i = at;

	if (at == 0)
		return true;
	if (piece.p[--i] != '\n')
		return false;
	if (i > 0 && piece.p[i - 1] == '\r')
		i--;
	return i == 0 || piece.p[i - 1] == '\n';
}

size_t
mbox_next(span piece, size_t from, bool last, size_t *undecided)
{
	size_t at = from;

	if (undecided != NULL)
		*undecided = piece.n;
	while (at < piece.n) {
		span rest = span_drop(piece, at);
		enum decided answer =
		    rest.p[0] == 'F' && behind_empty_line(piece, at)
		    ? separator(rest, last)
		    : NO;

		if (answer == YES)
			return at;
		if (answer == UNKNOWN && undecided != NULL) {
			*undecided = at;
			return piece.n;
		}
		at += span_find_byte(rest, '\n') + 1;
	}
	return piece.n;
}

/* What a mail is told by: an empty line's end, and the one before. */
#define LOOK_BACK 4

/* The bytes at the end of before that are the writer's empty line. */
static size_t
empty_line(span before)
{
	return span_ends(before, "\r\n\r\n") ? 2 : span_ends(before, "\n\n");
}

/* The bytes to the line's end behind which a quoted line may begin. */
static size_t
unquotable(span s)
{
	size_t n = 0;

	while (n < s.n) {
		n += span_find_byte(span_drop(s, n), '\n') + 1;
		if (n < s.n && s.p[n] == '>')
			return n;
	}
	return s.n;
}

/*
 * The next piece of *rest as the mail had it.  At a line's beginning one '>'
 * is held back until it is known whether "From " stands behind it.
 */
static span
unquote(struct mbox *m, span *rest)
{
	static const char held[] = ">From ";
	span run = { 0 };

	while (run.n == 0 && rest->n > 0) {
		size_t n = 0;

		switch (m->quoting) {
		case MBOX_LINE:
			n = rest->p[0] == '>';
			m->quoting = n > 0 ? MBOX_ARROWS : MBOX_MIDDLE;
			break;
		case MBOX_ARROWS:
			while (n < rest->n && rest->p[n] == '>')
				n++;
			run = span_head(*rest, n);
			m->word = 0;
			m->quoting = n < rest->n ? MBOX_WORD : MBOX_ARROWS;
			break;
		case MBOX_WORD:
			if (rest->p[0] != held[1 + m->word]) {
				run = (span){ held, 1 + m->word };
				m->quoting = MBOX_MIDDLE;
				break;
			}
			n = 1;
			if (++m->word < sizeof(held) - 2)
				break;
			run = (span){ held + 1, m->word };
			m->quoting = MBOX_MIDDLE;
			break;
		case MBOX_MIDDLE:
			n = unquotable(*rest);
			run = span_head(*rest, n);
			m->quoting =
			    run.p[n - 1] == '\n' ? MBOX_LINE : MBOX_MIDDLE;
			break;
		}
		*rest = span_drop(*rest, n);
	}
	return run;
}

/* What unquote holds back when the mail ends. */
static span
held_back(struct mbox *m)
{
	span run = SPAN(">From ");

	if (m->quoting != MBOX_ARROWS && m->quoting != MBOX_WORD)
		return (span){ 0 };
	run.n = m->quoting == MBOX_WORD ? 1 + m->word : 1;
	m->quoting = MBOX_MIDDLE;
	return run;
}

static void
take(struct mbox *m, span *window, size_t n)
{
	m->offset += n < window->n ? n : window->n;
	*window = span_drop(*window, n);
	m->searched -= n < m->searched ? n : m->searched;
}

/* Finds how much of the window is the mail's. */
static void
look_ahead(struct mbox *m, span window, bool last)
{
	/* Directly behind a separator there is none. */
	size_t from = m->searched > 0 ? m->searched : 1, open;
	size_t end = mbox_next(window, from, last, &open);

	if (end < window.n || last) {
		m->ending = true;
		m->tail = empty_line(span_head(window, end));
		m->ready = end - m->tail;
	} else {
		m->searched = open;
		m->ready = open > LOOK_BACK ? open - LOOK_BACK : 0;
	}
}

enum mbox_event
mbox_step(struct mbox *m, span *window, bool last, span *run)
{
	if (!m->inside) {
		size_t line = span_find_byte(*window, '\n');

		if (line == window->n && line < MBOX_WINDOW && !last)
			return MBOX_MORE;
		if (window->n == 0)
			return MBOX_DONE;
		take(m, window, line + 1);
		*m = (struct mbox){ .offset = m->offset,
			.inside = true,
			.quoting = MBOX_LINE };
		return MBOX_BEGIN;
	}
	if (m->ready == 0 && !m->ending)
		look_ahead(m, *window, last);
	while (m->ready > 0) {
		span rest = span_head(*window, m->ready);
		size_t taken;

		*run = unquote(m, &rest);
		taken = m->ready - rest.n;
		m->ready = rest.n;
		take(m, window, taken);
		if (run->n > 0)
			return MBOX_BYTES;
	}
	if (!m->ending)
		return MBOX_MORE;
	*run = held_back(m);
	if (run->n > 0)
		return MBOX_BYTES;
	take(m, window, m->tail);
	m->inside = false;
	return MBOX_END;
}
