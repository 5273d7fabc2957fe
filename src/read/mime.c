#include "read/mime.h"

#include <assert.h>

#include "base/bits.h"
#include "base/limits.h"
#include "read/mime_head.h"
#include "read/param.h"
#include "read/transfer.h"

#define BOUNDARIES 4 /* two types of a multipart, the first and last of each */

/* A container whose parts are being read. */
struct level {
	span boundaries[BOUNDARIES];
	size_t boundary_count; /* 0: an attached message */
	size_t part;	       /* its index in the parts */
	size_t children;
	bool in_message, in_report; /* of what stands in it */
	bool html;   /* what it is where it has no part; else plain text */
	bool digest; /* a part without a type is a message: RFC 2046, 5.1.5 */
};

/* What is carried through one reading. */
struct reading {
	struct arena *arena;
	span message;
	span lines; /* message, with LF for each CR that stands alone */
	span other; /* a second encoding that the last part was given */
	size_t guesses;
	struct parts out;
	size_t room;
	struct level levels[LIMIT_PART_DEPTH];
	size_t depth; /* levels that are open */
};

/* A line that opens or closes a level. */
struct delimiter {
	/* Of what stands before it; where that is empty, maybe before its start. */
	size_t content_end;
	size_t after; /* behind its own line end */
	size_t level;
	bool closing;
};

static struct part *
add_part(struct reading *in)
{
	struct part *list;

	if (in->out.count >= LIMIT_PARTS) {
		in->out.cut = true;
		return NULL;
	}
	list = arena_grow(
	    in->arena, in->out.list, in->out.count, &in->room, sizeof(*list));
	if (list == NULL)
		return NULL;
	in->out.list = list;
	list[in->out.count] = (struct part){ 0 };
	return &list[in->out.count++];
}

/* type/subtype in lower case; text/plain for what is none. */
static span
read_type(struct arena *a, span value, struct part *p)
{
	size_t slash = span_find_byte(value, '/');
	char *lower;

	if (value.n == 0) {
		p->odd |= PART_NO_TYPE;
		return SPAN("text/plain");
	}
	if (slash == 0 || slash + 1 >= value.n) {
		p->odd |= PART_BAD_TYPE;
		return SPAN("text/plain");
	}
	lower = arena_alloc(a, value.n);
	if (lower == NULL)
		return SPAN("text/plain");
	for (size_t i = 0; i < value.n; i++)
		lower[i] = ascii_lower(value.p[i]);
	return (span){ lower, value.n };
}

static span
without_quotes(span s)
{
	if (s.n > 1 && s.p[0] == '"' && s.p[s.n - 1] == '"')
		return span_slice(s, 1, s.n - 1);
	return s;
}

/* Less what readers pass over at the end of a boundary and of its line. */
static span
boundary_trim(span s)
{
	while (s.n > 0 && (unsigned char)s.p[s.n - 1] <= ' ')
		s.n--;
	return s;
}

static void
add_boundary(struct level *l, span boundary)
{
	boundary = boundary_trim(boundary);
	if (boundary.n == 0)
		return;
	for (size_t i = 0; i < l->boundary_count; i++)
		if (span_same(l->boundaries[i], boundary))
			return;
	assert(l->boundary_count < BOUNDARIES);
	l->boundaries[l->boundary_count++] = boundary;
}

static void
add_boundaries(struct level *l, const struct params *type)
{
	const struct param *p = params_get(type, "boundary");

	if (p == NULL)
		return;
	add_boundary(l, p->raw);
	add_boundary(l, p->other);
}

static span
without_angles(span s)
{
	s = span_trim(s);
	if (s.n > 1 && s.p[0] == '<' && s.p[s.n - 1] == '>')
		s = span_slice(s, 1, s.n - 1);
	return s;
}

/* Fills p, and l with the boundaries that its types name. */
static void
describe(
    struct arena *a, struct part *p, const struct mime_head *d, struct level *l)
{
	struct params type = params_parse(a, d->type);
	struct params disposition = params_parse(a, d->disposition);
	span name = params_find(&type, "name");

	p->type = read_type(a, without_quotes(type.value), p);
	p->charset = params_find(&type, "charset");
	p->disposition = disposition.value;
	p->encoding = span_trim(d->encoding);
	p->content_id = without_angles(d->content_id);
	p->name = params_find(&disposition, "filename");
	if (p->name.n == 0)
		p->name = name;
	else if (name.n > 0 && !span_same(name, p->name))
		p->odd |= PART_NAMES_DIFFER;
	if ((type.odd | disposition.odd) & PARAMS_TOO_MANY)
		p->odd |= PART_PARAMS_CUT;
	if (d->several)
		p->transfer_odd |= TRANSFER_MULTIPLE;
	add_boundaries(l, &type);
	if (d->other_type.n > 0) {
		p->odd |= PART_SEVERAL_TYPES;
		type = params_parse(a, d->other_type);
		add_boundaries(l, &type);
		l->html = span_is(type.value, "text/html");
	}
	if (l->boundary_count > 1)
		p->odd |= PART_SEVERAL_BOUNDARIES;
}

static void
set_content(struct reading *in, struct part *p, size_t start, size_t end)
{
	p->start = start;
	p->end = end < start ? start : end;
	if (in->other.n > 0)
		p->encoding =
		    mime_fitting(span_slice(in->message, p->start, p->end),
			p->encoding, in->other);
	p->bytes = transfer_decode(in->arena,
	    span_slice(in->message, p->start, p->end), p->encoding,
	    &p->transfer_odd);
}

/* Whether line, less its "--", is one of a level's boundaries. */
static bool
is_boundary(const struct level *l, span line, bool *closing)
{
	for (size_t i = 0; i < l->boundary_count; i++) {
		span b = l->boundaries[i];

		*closing = line.n == b.n + 2;
		if ((line.n == b.n || *closing) &&
		    span_same(span_head(line, b.n), b) &&
		    (!*closing || memcmp(line.p + b.n, "--", 2) == 0))
			return true;
	}
	return false;
}

/* Whether line begins with one of them, as is enough for Dovecot. */
static bool
begins_with_boundary(const struct level *l, span line)
{
	for (size_t i = 0; i < l->boundary_count; i++)
		if (span_same(
			span_head(line, l->boundaries[i].n), l->boundaries[i]))
			return true;
	return false;
}

/* The "--" at `at` begins the line of an open level's boundary, innermost
 * first; blanks may follow. */
static bool
is_delimiter(const struct reading *in, size_t at, struct delimiter *out)
{
	span rest = span_drop(in->lines, at + 2);
	size_t n = span_find_byte(rest, '\n');
	span line = boundary_trim(span_head(rest, n));

	rest = span_drop(rest, n + 1);
	out->after = in->lines.n - rest.n;
	for (size_t i = in->depth; i-- > 0;) {
		out->level = i;
		if (is_boundary(&in->levels[i], line, &out->closing))
			return true;
	}
	out->closing = false;
	if (!span_starts(rest, "Content-"))
		return false;
	for (size_t i = in->depth; i-- > 0;) {
		out->level = i;
		if (begins_with_boundary(&in->levels[i], line))
			return true;
	}
	return false;
}

/*
 * The boundary of the multipart in start to end that has none of its own: what
 * a line begins with that has "--" before it and a part's field behind it.
 * A delimiter of one of the `outer` levels around it ends it.
 */
static bool
guess_boundary(
    struct reading *in, size_t start, size_t end, size_t outer, struct level *l)
{
	span rest = span_slice(in->lines, start, end);

	if (in->guesses == LIMIT_BOUNDARY_GUESSES) {
		in->out.cut = true;
		return false;
	}
	in->guesses++;
	while (rest.n > 0) {
		span line = span_cut(&rest, '\n');
		struct delimiter other;

		if (!span_starts(line, "--"))
			continue;
		if (is_delimiter(in, span_offset(line, in->lines), &other) &&
		    other.level < outer)
			return false;
		if (!span_starts(rest, "Content-"))
			continue;
		l->boundaries[0] = boundary_trim(span_drop(line, 2));
		l->boundary_count = 1;
		return true;
	}
	return false;
}

/* The next delimiter at or behind from, where a line begins. */
static bool
find_delimiter(const struct reading *in, size_t from, struct delimiter *out)
{
	size_t at = from > 0 ? from - 1 : 0; /* the line end before it */

	for (;; at++) {
		const char *p = in->lines.p;

		at += span_find_byte(span_drop(in->lines, at), '\n');
		if (at + 2 >= in->lines.n)
			return false;
		if (p[at + 1] == '-' && p[at + 2] == '-' &&
		    is_delimiter(in, at + 1, out))
			break;
	}
	/* The line end before a delimiter belongs to it. */
	out->content_end =
	    at > 0 && in->message.p[at - 1] == '\r' ? at - 1 : at;
	return true;
}

/* Where the fields that begin at start end: an empty line or a delimiter. */
static size_t
head_end(const struct reading *in, size_t start)
{
	span rest = span_drop(in->lines, start);

	while (rest.n > 0) {
		size_t at = span_offset(rest, in->lines);
		struct delimiter ignored;
		span line;

		if (rest.n > 1 && rest.p[0] == '-' && rest.p[1] == '-' &&
		    is_delimiter(in, at, &ignored))
			return at;
		line = span_cut_line(&rest);
		if (line.n == 0)
			break;
	}
	return in->lines.n - rest.n;
}

/* Reads the fields at start; returns where the body begins. */
static size_t
read_head(struct reading *in, size_t start, struct mime_head *d)
{
	size_t end = head_end(in, start);
	struct fields fields =
	    fields_read(in->arena, span_slice(in->lines, start, end));

	/* What is behind them may say how the part is to be read. */
	in->out.cut |= (fields.odd & FIELDS_CUT) != 0;
	*d = mime_head_read(&fields);
	return start + fields.body;
}

/* Blank lines in front of an attached message are not its end. */
static size_t
skip_blank_lines(const struct reading *in, size_t at)
{
	while (at < in->lines.n &&
	    (in->lines.p[at] == '\n' ||
		(in->lines.p[at] == '\r' && at + 1 < in->lines.n &&
		    in->lines.p[at + 1] == '\n')))
		at++;
	return at;
}

/* Ends the innermost level before content_end. */
static void
pop(struct reading *in, size_t content_end)
{
	const struct level *l = &in->levels[--in->depth];
	struct part *p = &in->out.list[l->part];

	p->end = content_end < p->start ? p->start : content_end;
	if (l->boundary_count == 0) {
		p->bytes = span_slice(in->message, p->start, p->end);
	} else if (l->children == 0) {
		/* All of it is text, whatever it was meant to be. */
		p->container = false;
		p->type = l->html ? SPAN("text/html") : SPAN("text/plain");
		p->odd |= PART_BOUNDARY_LOST;
		set_content(in, p, p->start, p->end);
	}
}

/* The types of attached messages; encoded ones are leaves like others. */
static bool
is_message(const struct part *p)
{
	static const char *const types[] = { "message/rfc822",
		"message/rfc2822", "message/global", "message/news" };

	if (!transfer_is_identity(p->encoding))
		return false;
	for (size_t i = 0; i < COUNT(types); i++)
		if (span_is(p->type, types[i]))
			return true;
	return false;
}

/* "1.2" of the second part in "1"; "1" of the top. */
static span
part_id(struct reading *in)
{
	struct level *l;
	span number;

	if (in->depth == 0)
		return SPAN("1");
	l = &in->levels[in->depth - 1];
	number = arena_number(in->arena, (int64_t)++l->children);
	return arena_join(
	    in->arena, in->out.list[l->part].id, SPAN("."), number);
}

/* What adding a part leads to. */
enum step {
	STEP_CONTENT, /* its content goes on to the next delimiter */
	STEP_MESSAGE, /* a message begins where its content begins */
	STEP_END,     /* no more parts are read */
};

/*
 * Adds the part whose content begins at body; a container becomes a level.
 * *leaf is the part when its content is to be set, else NULL.
 */
static enum step
open_part(struct reading *in, const struct mime_head *d, size_t body,
    struct part **leaf)
{
	const struct level *outer =
	    in->depth > 0 ? &in->levels[in->depth - 1] : NULL;
	struct level inner = { .part = in->out.count };
	span id = part_id(in);
	struct part *p = add_part(in);
	bool message;

	*leaf = NULL;
	if (p == NULL)
		return STEP_END;
	p->id = id;
	p->depth = in->depth;
	p->in_message = inner.in_message = outer != NULL && outer->in_message;
	p->in_report = inner.in_report = outer != NULL && outer->in_report;
	describe(in->arena, p, d, &inner);
	in->other = d->other_encoding;
	if (outer != NULL && outer->digest && (p->odd & PART_NO_TYPE)) {
		p->odd &= ~(unsigned)PART_NO_TYPE;
		p->type = SPAN("message/rfc822");
	}
	p->start = p->end = body;
	message = is_message(p);
	*leaf = p;
	if (!message && !span_starts(p->type, "multipart/"))
		return STEP_CONTENT;
	if (!message && inner.boundary_count == 0 &&
	    guess_boundary(in, body, in->lines.n, in->depth, &inner))
		p->odd |= PART_BOUNDARY_GUESSED;
	if (!message && inner.boundary_count == 0) {
		p->type = inner.html ? SPAN("text/html") : SPAN("text/plain");
		p->odd |= PART_BOUNDARY_LOST;
		return STEP_CONTENT;
	}
	p->container = true;
	if (in->depth == LIMIT_PART_DEPTH) {
		p->odd |= PART_DEEP;
		in->out.cut = true;
		return STEP_CONTENT;
	}
	*leaf = NULL;
	if (message)
		inner.boundary_count = 0;
	inner.in_message |= message;
	inner.digest = span_is(p->type, "multipart/digest");
	inner.in_report |= inner.digest || span_is(p->type, "multipart/report");
	in->levels[in->depth++] = inner;
	return message ? STEP_MESSAGE : STEP_CONTENT;
}

/* Ends leaf, unless NULL, at end; a container that is too deep has no bytes. */
static void
end_leaf(struct reading *in, struct part *leaf, size_t end)
{
	if (leaf == NULL)
		return;
	if (leaf->container)
		leaf->end = end < leaf->start ? leaf->start : end;
	else
		set_content(in, leaf, leaf->start, end);
}

/*
 * The innermost level, which ends at end, has no part: it gets a boundary that
 * divides it, if there is one.
 */
static bool
guess_again(struct reading *in, size_t end)
{
	struct level *l = &in->levels[in->depth - 1];
	struct part *p = &in->out.list[l->part];

	if (l->boundary_count == 0 || l->children > 0 ||
	    (p->odd & PART_BOUNDARY_GUESSED) ||
	    !guess_boundary(in, p->start, end, in->depth - 1, l))
		return false;
	p->odd |= PART_BOUNDARY_GUESSED;
	return true;
}

struct parts
mime_read(struct arena *a, span message, const struct fields *fields)
{
	struct reading *in = arena_raw(a, sizeof(*in));
	struct mime_head d = mime_head_read(fields);
	size_t at = fields->body;
	enum step step = STEP_MESSAGE;
	struct part *leaf;

	if (in == NULL)
		return (struct parts){ 0 };
	in->arena = a;
	in->message = in->lines = message;
	if (mime_type_rank(d.type) == MIME_RANK_MULTIPART ||
	    span_starts(span_trim(d.type), "message/"))
		in->lines = fields_line_ends(a, message);
	in->other = (span){ 0 };
	in->out = (struct parts){ 0 };
	in->room = in->depth = in->guesses = 0;
	for (;;) {
		struct delimiter found;

		step = open_part(in, &d, at, &leaf);
		if (step == STEP_MESSAGE) {
			at = skip_blank_lines(in, at);
			in->out.list[in->out.count - 1].start = at;
			at = read_head(in, at, &d);
			continue;
		}
		/* Behind a level that was closed its epilogue is skipped. */
		do {
			bool none = step == STEP_END || in->depth == 0 ||
			    !find_delimiter(in, at, &found);

			if (in->depth > 0 && step != STEP_END &&
			    (none || found.level + 1 < in->depth) &&
			    guess_again(
				in, none ? message.n : found.content_end)) {
				at = in->out.list[in->out.count - 1].start;
				found.closing = true;
				continue;
			}
			if (none) {
				end_leaf(in, leaf, message.n);
				while (in->depth > 0)
					pop(in, message.n);
				return in->out;
			}
			at = found.after;
			/* A level that had no part is text, all of it. */
			if (found.closing &&
			    in->levels[found.level].children == 0)
				continue;
			end_leaf(in, leaf, found.content_end);
			leaf = NULL;
			while (in->depth > found.level + 1)
				pop(in, found.content_end);
			if (found.closing)
				pop(in, found.content_end);
		} while (found.closing);
		at = read_head(in, at, &d);
	}
}

const char *
part_odd_name(unsigned bit)
{
	static const struct bit_name names[] = {
		{ PART_DEEP, "nested-too-deep" },
		{ PART_NO_TYPE, "no-content-type" },
		{ PART_BAD_TYPE, "bad-content-type" },
		{ PART_NAMES_DIFFER, "names-differ" },
		{ PART_BOUNDARY_LOST, "boundary-lost" },
		{ PART_PARAMS_CUT, "too-many-parameters" },
		{ PART_SEVERAL_TYPES, "several-content-types" },
		{ PART_SEVERAL_BOUNDARIES, "several-boundaries" },
		{ PART_BOUNDARY_GUESSED, "boundary-guessed" },
	};

	return bits_name(names, COUNT(names), bit);
}
