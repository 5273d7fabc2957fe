#include "read/mime.h"

#include <gmime/gmime.h>

#include "base/bits.h"
#include "base/buf.h"
#include "base/limits.h"
#include "read/param.h"
#include "read/transfer.h"

void
mime_start(void)
{
	g_mime_init();
}

/* What is carried through one reading. */
struct reading {
	struct arena *arena;
	span message;
	size_t head; /* bytes of the copy before the body */
	size_t body; /* where the body begins in the message */
	struct parts out;
	size_t room;
};

/* A container whose children are being read. */
struct level {
	GMimeObject *object;
	size_t next; /* index of the next child */
	span id;
	span boundary; /* of the nearest multipart, this one included */
	bool in_message, in_report;
};

/* The Content-* values that describe one part. */
struct described {
	span type, encoding, disposition, content_id;
	bool several;
};

static span
next_id(struct arena *a, span parent, size_t number)
{
	span own = arena_number(a, (int64_t)number);

	return parent.n == 0 ? own : arena_join(a, parent, SPAN("."), own);
}

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
without_angles(span s)
{
	s = span_trim(s);
	if (s.n > 1 && s.p[0] == '<' && s.p[s.n - 1] == '>')
		s = span_slice(s, 1, s.n - 1);
	return s;
}

static void
describe(struct arena *a, struct part *p, const struct described *d)
{
	struct params type = params_parse(a, d->type);
	struct params disposition = params_parse(a, d->disposition);
	span name = params_find(&type, "name");

	p->type = read_type(a, type.value, p);
	p->charset = params_find(&type, "charset");
	p->disposition = disposition.value;
	p->encoding = span_trim(d->encoding);
	p->content_id = without_angles(d->content_id);
	p->name = params_find(&disposition, "filename");
	if (p->name.n == 0)
		p->name = name;
	else if (name.n > 0 && !span_same(name, p->name))
		p->odd |= PART_NAMES_DIFFER;
	if (d->several)
		p->transfer_odd |= TRANSFER_MULTIPLE;
}

static span
field_value(const struct fields *fields, const char *name, bool *several)
{
	const struct field *f = fields_find(fields, name);

	if (fields_number(fields, name) > 1)
		*several = true;
	return f == NULL ? (span){ 0 } : f->body;
}

static struct described
describe_top(const struct fields *fields)
{
	struct described d = { 0 };
	bool ignore = false;

	d.type = field_value(fields, "Content-Type", &ignore);
	d.disposition = field_value(fields, "Content-Disposition", &ignore);
	d.content_id = field_value(fields, "Content-ID", &ignore);
	d.encoding =
	    field_value(fields, "Content-Transfer-Encoding", &d.several);
	return d;
}

/* GMime's copy of a raw value, kept beyond its object. */
static span
object_value(struct arena *a, GMimeObject *object, const char *name)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(object);
	GMimeHeader *header = g_mime_header_list_get_header(list, name);
	const char *raw =
	    header == NULL ? NULL : g_mime_header_get_raw_value(header);

	return arena_copy(a, span_of(raw));
}

static struct described
describe_object(struct arena *a, GMimeObject *object)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(object);
	struct described d = {
		.type = object_value(a, object, "Content-Type"),
		.encoding =
		    object_value(a, object, "Content-Transfer-Encoding"),
		.disposition = object_value(a, object, "Content-Disposition"),
		.content_id = object_value(a, object, "Content-ID"),
	};
	int encodings = 0;

	for (int i = 0; i < g_mime_header_list_get_count(list); i++) {
		GMimeHeader *h = g_mime_header_list_get_header_at(list, i);

		if (span_is(span_of(g_mime_header_get_name(h)),
			"Content-Transfer-Encoding"))
			encodings++;
	}
	d.several = encodings > 1;
	return d;
}

static size_t
to_message(const struct reading *in, gint64 offset)
{
	size_t at = offset < 0 ? 0 : (size_t)offset;

	if (at < in->head)
		return in->body;
	at = at - in->head + in->body;
	return at < in->message.n ? at : in->message.n;
}

static void
set_content(struct reading *in, struct part *p, size_t start, size_t end)
{
	p->start = start;
	p->end = end < start ? start : end;
	p->bytes = transfer_decode(in->arena,
	    span_slice(in->message, p->start, p->end), p->encoding,
	    &p->transfer_odd);
}

static void
set_leaf(struct reading *in, struct part *p, GMimePart *leaf)
{
	GMimeDataWrapper *content = g_mime_part_get_content(leaf);
	GMimeStream *stream;

	if (content == NULL)
		return;
	stream = g_mime_data_wrapper_get_stream(content);
	if (stream == NULL)
		return;
	set_content(in, p, to_message(in, stream->bound_start),
	    stream->bound_end < 0 ? in->message.n
				  : to_message(in, stream->bound_end));
}

/* Where the message inside a message part begins: its first field. */
static size_t
inner_start(const struct reading *in, GMimeMessage *inner)
{
	GMimeObject *objects[] = { GMIME_OBJECT(inner),
		g_mime_message_get_mime_part(inner) };
	gint64 first = -1;

	for (size_t i = 0; i < COUNT(objects); i++) {
		GMimeHeaderList *list;

		if (objects[i] == NULL)
			continue;
		list = g_mime_object_get_header_list(objects[i]);
		for (int k = 0; k < g_mime_header_list_get_count(list); k++) {
			gint64 at = g_mime_header_get_offset(
			    g_mime_header_list_get_header_at(list, k));

			if (at >= 0 && (first < 0 || at < first))
				first = at;
		}
	}
	return first < 0 ? in->message.n : to_message(in, first);
}

/* Only "--" and blanks follow a delimiter: another one may begin with it. */
static bool
is_delimiter_end(span behind)
{
	span line = span_head(behind, span_find_byte(behind, '\n'));

	if (span_starts(line, "--"))
		line = span_drop(line, 2);
	return span_trim(line).n == 0;
}

/* Where it ends: before the delimiter of the multipart it stands in. */
static size_t
inner_end(const struct reading *in, size_t start, span boundary)
{
	span line = arena_join(in->arena, SPAN("\n--"), boundary, (span){ 0 });
	size_t at = start, n;

	while (boundary.n > 0 && at < in->message.n) {
		span rest = span_drop(in->message, at);

		n = span_find(rest, line);
		if (n == rest.n)
			break;
		at += n;
		if (is_delimiter_end(span_drop(rest, n + line.n)))
			return at > start && in->message.p[at - 1] == '\r'
			    ? at - 1
			    : at;
		at++;
	}
	return in->message.n;
}

static void
push(struct level *stack, size_t *depth, struct level level)
{
	stack[(*depth)++] = level;
}

/* Adds the part for object; opens it when it has children. */
static void
read_object(struct reading *in, struct level *stack, size_t *depth,
    GMimeObject *object, struct level parent, const struct described *d)
{
	struct part *p = add_part(in);
	struct level inside = parent;

	if (p == NULL)
		return;
	p->id = parent.id;
	p->depth = *depth;
	p->in_message = parent.in_message;
	p->in_report = parent.in_report;
	describe(in->arena, p, d);
	inside.object = object;
	inside.next = 0;
	if (GMIME_IS_MULTIPART(object)) {
		p->container = true;
		inside.boundary = arena_copy(in->arena,
		    span_of(g_mime_multipart_get_boundary(
			GMIME_MULTIPART(object))));
		inside.in_report |= span_is(p->type, "multipart/report") ||
		    span_is(p->type, "multipart/digest");
	} else if (GMIME_IS_MESSAGE_PART(object)) {
		GMimeMessage *m =
		    g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));

		p->container = true;
		if (m != NULL) {
			p->start = inner_start(in, m);
			p->end = inner_end(in, p->start, parent.boundary);
			p->bytes = span_slice(in->message, p->start, p->end);
		}
		inside.in_message = true;
	} else if (GMIME_IS_PART(object)) {
		set_leaf(in, p, GMIME_PART(object));
		return;
	} else {
		return;
	}
	if (*depth >= LIMIT_PART_DEPTH) {
		p->odd |= PART_DEEP;
		in->out.cut = true;
		return;
	}
	push(stack, depth, inside);
}

/* The next child of a container, or NULL. */
static GMimeObject *
next_child(struct level *l)
{
	if (GMIME_IS_MULTIPART(l->object)) {
		GMimeMultipart *m = GMIME_MULTIPART(l->object);

		if (l->next >= (size_t)g_mime_multipart_get_count(m))
			return NULL;
		return g_mime_multipart_get_part(m, (int)l->next++);
	}
	if (l->next++ == 0) {
		GMimeMessage *m = g_mime_message_part_get_message(
		    GMIME_MESSAGE_PART(l->object));

		return m == NULL ? NULL : g_mime_message_get_mime_part(m);
	}
	return NULL;
}

static void
walk(struct reading *in, GMimeObject *top, const struct described *d)
{
	struct level stack[LIMIT_PART_DEPTH + 1];
	struct level root = { .id = SPAN("1") };
	size_t depth = 0;

	read_object(in, stack, &depth, top, root, d);
	while (depth > 0) {
		struct level *l = &stack[depth - 1];
		GMimeObject *child = next_child(l);
		struct level self;
		struct described described;

		if (child == NULL || in->out.cut) {
			depth--;
			continue;
		}
		self = *l;
		self.id = next_id(in->arena, l->id, l->next);
		described = describe_object(in->arena, child);
		read_object(in, stack, &depth, child, self, &described);
	}
}

/* True for fields that GMime would parse as address lists. */
static bool
is_address_field(span line)
{
	static const char *const names[] = { "From", "Sender", "Reply-To", "To",
		"Cc", "Bcc", "Resent-From", "Resent-Sender", "Resent-Reply-To",
		"Resent-To", "Resent-Cc", "Resent-Bcc",
		"Disposition-Notification-To", "Mail-Followup-To" };
	span name = span_trim(span_head(line, span_find_byte(line, ':')));

	if (name.n == line.n || name.n > 30)
		return false;
	for (size_t i = 0; i < COUNT(names); i++)
		if (span_is(name, names[i]))
			return true;
	return false;
}

/* The body, with address fields of attached messages renamed. */
static void
copy_body(char *to, span body)
{
	span rest = body;

	memcpy(to, body.p, body.n);
	while (rest.n > 0) {
		span line = span_head(rest, 64);
		char c = ascii_lower(rest.p[0]);

		if ((c == 'f' || c == 's' || c == 'r' || c == 't' || c == 'c' ||
			c == 'b' || c == 'd' || c == 'm') &&
		    is_address_field(line))
			to[span_offset(rest, body)] = 'X';
		rest = span_drop(rest, span_find_byte(rest, '\n') + 1);
	}
}

/* What GMime is shown: see the header. */
static GByteArray *
shown_copy(struct reading *in, const struct fields *fields)
{
	span body = span_drop(in->message, in->body);
	GByteArray *copy = g_byte_array_sized_new((guint)(body.n + 4096));

	for (size_t i = 0; i < fields->count; i++) {
		const struct field *f = &fields->list[i];

		if (!span_starts(f->name, "Content-") &&
		    !span_is(f->name, "MIME-Version"))
			continue;
		g_byte_array_append(
		    copy, (const guint8 *)f->name.p, (guint)f->name.n);
		g_byte_array_append(copy, (const guint8 *)":", 1);
		g_byte_array_append(
		    copy, (const guint8 *)f->body.p, (guint)f->body.n);
		g_byte_array_append(copy, (const guint8 *)"\r\n", 2);
	}
	g_byte_array_append(copy, (const guint8 *)"\r\n", 2);
	in->head = copy->len;
	g_byte_array_set_size(copy, (guint)(in->head + body.n));
	if (body.n > 0)
		copy_body((char *)copy->data + in->head, body);
	return copy;
}

/* Returns false where GMime finds no structure. */
static bool
read_structure(
    struct reading *in, const struct fields *fields, const struct described *d)
{
	GByteArray *copy = shown_copy(in, fields);
	GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(copy);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
	GMimeObject *top =
	    message == NULL ? NULL : g_mime_message_get_mime_part(message);
	bool found = top != NULL && !GMIME_IS_PART(top);

	if (found)
		walk(in, top, d);
	if (message != NULL)
		g_object_unref(message);
	g_object_unref(parser);
	g_object_unref(stream);
	return found;
}

struct parts
mime_read(struct arena *a, span message, const struct fields *fields)
{
	struct reading in = {
		.arena = a, .message = message, .body = fields->body
	};
	struct described d = describe_top(fields);
	struct part probe = { 0 }, *p;

	describe(a, &probe, &d);
	if (span_starts(probe.type, "multipart/") ||
	    span_starts(probe.type, "message/")) {
		if (read_structure(&in, fields, &d) && in.out.count > 1)
			return in.out;
		in.out.count = 0;
		probe.odd |= PART_BOUNDARY_LOST;
		if (span_starts(probe.type, "multipart/"))
			probe.type = SPAN("text/plain");
	}
	p = add_part(&in);
	if (p != NULL) {
		*p = probe;
		p->id = SPAN("1");
		set_content(&in, p, fields->body, message.n);
	}
	return in.out;
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
	};

	return bits_name(names, COUNT(names), bit);
}
