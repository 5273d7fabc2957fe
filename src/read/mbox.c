#include "read/mbox.h"

#include "base/buf.h"

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

span
mbox_message(span between)
{
	span s = between;

	span_cut_line(&s);
	if (span_ends(s, "\r\n\r\n"))
		s.n -= 2;
	else if (span_ends(s, "\n\n"))
		s.n--;
	return s;
}

/* ">From ", ">>From ": one '>' at least. */
static bool
is_quoted(span line)
{
	size_t n = 0;

	while (n < line.n && line.p[n] == '>')
		n++;
	return n > 0 && span_drop(line, n).n >= 5 &&
	    memcmp(line.p + n, "From ", 5) == 0;
}

span
mbox_unquote(struct arena *a, span message)
{
	struct buf out = buf_new(a, message.n);
	span rest = message;
	size_t copied = 0;

	while (rest.n > 0) {
		size_t at = span_offset(rest, message);

		if (rest.p[0] == '>' && is_quoted(rest)) {
			buf_put(&out, span_slice(message, copied, at));
			copied = at + 1;
		}
		rest = span_drop(rest, span_find_byte(rest, '\n') + 1);
	}
	if (copied == 0)
		return message;
	buf_put(&out, span_drop(message, copied));
	return buf_span(&out);
}
