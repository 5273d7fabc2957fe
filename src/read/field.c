#include "read/field.h"

#include "base/bits.h"
#include "base/limits.h"

/* Length of the field name that line begins with, 0 if it is no field. */
static size_t
name_length(span line, bool *spaced)
{
	size_t n = 0, colon;

	while (n < line.n && line.p[n] > ' ' && line.p[n] < 0x7f &&
	    line.p[n] != ':')
		n++;
	colon = n;
	while (
	    colon < line.n && (line.p[colon] == ' ' || line.p[colon] == '\t'))
		colon++;
	*spaced = colon > n;
	return n > 0 && colon < line.n && line.p[colon] == ':' ? n : 0;
}

static unsigned
bytes_odd(span s)
{
	unsigned odd = 0;

	for (;;) {
		unsigned char c;

		s = span_drop(s, span_printable(s));
		if (s.n == 0)
			return odd;
		c = (unsigned char)s.p[0];
		if (c >= 0x80)
			odd |= FIELD_8BIT;
		else if (c == 0)
			odd |= FIELD_NUL;
		else if (c == '\r' && (s.n == 1 || s.p[1] != '\n'))
			odd |= FIELD_BARE_CR;
		else if (c != '\t' && c != '\r' && c != '\n')
			odd |= FIELD_CONTROL;
		s = span_drop(s, 1);
	}
}

/* One line, its end included, off *rest. */
static span
cut_whole_line(span *rest)
{
	size_t n = span_find_byte(*rest, '\n');
	span line = span_head(*rest, n + 1);

	*rest = span_drop(*rest, n + 1);
	return line;
}

static span
without_end(span line)
{
	if (line.n > 0 && line.p[line.n - 1] == '\n')
		line.n--;
	if (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	return line;
}

/* "<p" and "<!", as HTML begins; "<id@host" is what a list was broken at. */
static bool
begins_html(span line)
{
	size_t n = 1;

	if (line.n < 2 || line.p[0] != '<')
		return false;
	while (n < line.n && line.p[n] != '>' && line.p[n] > ' ')
		if (line.p[n++] == '@')
			return false;
	return ascii_is_alpha(line.p[1]) || line.p[1] == '!';
}

static bool
is_fold(span line)
{
	return line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t');
}

/* A field begins the line behind the one that rest begins with. */
static bool
field_follows(span rest)
{
	bool spaced;

	cut_whole_line(&rest);
	return name_length(rest, &spaced) > 0;
}

/* Lengthens f by the lines that continue it and takes them off *rest. */
static void
take_folds(struct field *f, span *rest)
{
	for (;;) {
		span peek = *rest;
		span text = without_end(cut_whole_line(&peek));
		bool spaced;

		/* A first boundary may lack the blank line before it. */
		if (text.n == 0 || span_starts(text, "--"))
			return;
		if (is_fold(text)) {
			if (span_trim(text).n == 0)
				f->odd |= FIELD_BLANK_FOLD;
		} else if (name_length(text, &spaced) > 0 ||
		    begins_html(text) || !field_follows(*rest)) {
			return;
		} else {
			f->odd |= FIELD_BROKEN_FOLD;
		}
		f->body.n = (size_t)(text.p + text.n - f->body.p);
		*rest = peek;
	}
}

static void
note_line_end(unsigned *odd, span line, size_t *crlf, size_t *lf)
{
	if (line.n == 0 || line.p[line.n - 1] != '\n')
		return;
	if (line.n > 1 && line.p[line.n - 2] == '\r')
		++*crlf;
	else
		++*lf;
	*odd &= ~(unsigned)(FIELDS_BARE_LF | FIELDS_MIXED_ENDS);
	if (*lf > 0)
		*odd |= *crlf > 0 ? FIELDS_MIXED_ENDS : FIELDS_BARE_LF;
}

/* The field that line begins, with its folds taken off *rest. */
static struct field
read_field(span message, span line, size_t name, span *rest)
{
	span text = without_end(line);
	size_t colon = span_find_byte(text, ':');
	struct field f = { .name = span_head(text, name),
		.body = { text.p + colon + 1, text.n - colon - 1 },
		.start = span_offset(line, message) };

	take_folds(&f, rest);
	f.end = message.n - rest->n;
	if (f.body.n > LIMIT_FIELD) {
		f.body.n = LIMIT_FIELD;
		f.odd |= FIELD_CUT;
	}
	f.odd |= bytes_odd(f.body);
	return f;
}

static struct fields
read_section(struct arena *a, span message, span rest)
{
	struct fields out = { 0 };
	size_t room = 0, crlf = 0, lf = 0;

	if (span_starts(rest, "\xef\xbb\xbf")) {
		out.odd |= FIELDS_BOM;
		rest = span_drop(rest, 3);
	}
	if (span_starts(rest, "From ") || span_starts(rest, ">From ")) {
		out.odd |= FIELDS_MBOX_LINE;
		cut_whole_line(&rest);
	}
	for (;;) {
		span line, before = rest;
		struct field *list;
		bool spaced;
		size_t name;

		if (rest.n == 0) {
			out.odd |= FIELDS_NO_BODY;
			break;
		}
		line = cut_whole_line(&rest);
		note_line_end(&out.odd, line, &crlf, &lf);
		if (without_end(line).n == 0)
			break;
		name = name_length(line, &spaced);
		if (name == 0) {
			out.odd |= FIELDS_NO_BLANK;
			rest = before;
			break;
		}
		list = out.count < LIMIT_FIELDS
		    ? arena_grow(a, out.list, out.count, &room, sizeof(*list))
		    : NULL;
		if (list == NULL) {
			struct field skipped = { .body = line };

			out.odd |= FIELDS_CUT;
			take_folds(&skipped, &rest);
			continue;
		}
		out.list = list;
		list[out.count] = read_field(message, line, name, &rest);
		if (spaced)
			list[out.count].odd |= FIELD_SPACED_COLON;
		out.count++;
	}
	out.body = message.n - rest.n;
	if (out.count == 0)
		out.odd |= FIELDS_NONE;
	return out;
}

struct fields
fields_read(struct arena *a, span message)
{
	return read_section(a, message, message);
}

struct fields
fields_read_saved(struct arena *a, span message)
{
	span rest = message, line = message;
	bool spaced;

	while (rest.n > 0) {
		span next = rest;

		line = cut_whole_line(&next);
		if (span_trim(line).n > 0)
			break;
		rest = next;
	}
	if (name_length(line, &spaced) == 0 && !span_starts(rest, "From "))
		rest = message;
	return read_section(a, message, rest);
}

span
fields_line_ends(struct arena *a, span message)
{
	size_t at = span_find_byte(message, '\r');
	char *copy = NULL;

	for (size_t end; at < message.n;
	     at = end + span_find_byte(span_drop(message, end), '\r')) {
		/* CR CR LF is one line end, written twice over. */
		for (end = at; end < message.n && message.p[end] == '\r';)
			end++;
		if (end < message.n && message.p[end] == '\n')
			continue;
		if (copy == NULL) {
			copy = arena_raw(a, message.n);
			if (copy == NULL)
				return message;
			memcpy(copy, message.p, message.n);
		}
		memset(copy + at, '\n', end - at);
	}
	return copy == NULL ? message : (span){ copy, message.n };
}

const struct field *
fields_next(const struct fields *f, const char *name, size_t *from)
{
	span wanted = span_of(name);

	while (*from < f->count) {
		const struct field *field = &f->list[(*from)++];

		if (field->name.n == wanted.n &&
		    span_same_nocase(field->name, wanted))
			return field;
	}
	return NULL;
}

const struct field *
fields_find(const struct fields *f, const char *name)
{
	size_t from = 0;

	return fields_next(f, name, &from);
}

const struct field *
fields_last(const struct fields *f, const char *name)
{
	const struct field *last = NULL, *field;
	size_t from = 0;

	while ((field = fields_next(f, name, &from)) != NULL)
		last = field;
	return last;
}

size_t
fields_number(const struct fields *f, const char *name)
{
	size_t number = 0, from = 0;

	while (fields_next(f, name, &from) != NULL)
		number++;
	return number;
}

const char *
field_odd_name(unsigned bit)
{
	static const struct bit_name names[] = {
		{ FIELD_CONTROL, "control-character" },
		{ FIELD_NUL, "nul-byte" },
		{ FIELD_8BIT, "raw-8bit" },
		{ FIELD_BARE_CR, "bare-cr" },
		{ FIELD_BROKEN_FOLD, "broken-fold" },
		{ FIELD_BLANK_FOLD, "blank-fold" },
		{ FIELD_SPACED_COLON, "spaced-colon" },
		{ FIELD_CUT, "cut" },
	};

	return bits_name(names, COUNT(names), bit);
}

const char *
fields_odd_name(unsigned bit)
{
	static const struct bit_name names[] = {
		{ FIELDS_MBOX_LINE, "mbox-line" },
		{ FIELDS_NO_BLANK, "no-blank-line" },
		{ FIELDS_BARE_LF, "bare-lf" },
		{ FIELDS_MIXED_ENDS, "mixed-line-ends" },
		{ FIELDS_NO_BODY, "no-body" },
		{ FIELDS_CUT, "too-many-fields" },
		{ FIELDS_NONE, "no-fields" },
		{ FIELDS_BOM, "byte-order-mark" },
	};

	return bits_name(names, COUNT(names), bit);
}

span
field_unfold(struct arena *a, span body)
{
	char *out;
	size_t n = 0;

	body = span_trim(body);
	if (span_find_byte(body, '\n') == body.n)
		return body;
	out = arena_alloc(a, body.n);
	if (out == NULL)
		return (span){ 0 };
	for (size_t i = 0; i < body.n; i++)
		if (body.p[i] != '\n' &&
		    !(body.p[i] == '\r' && i + 1 < body.n &&
			body.p[i + 1] == '\n'))
			out[n++] = body.p[i];
	return (span){ out, n };
}
