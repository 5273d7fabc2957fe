#include "inquire/live_wire.h"

#include "base/ip.h"
#include "base/utf8.h"

#define JUMPS_MAX 127 /* pointers of one name: it has no more labels */

span
live_wire_take(struct live_wire *r, size_t n)
{
	span got;

	if (r->bad != NULL || n > r->end - r->at) {
		if (r->bad == NULL)
			r->bad = "it breaks off";
		return (span){ 0 };
	}
	got = span_slice(r->packet, r->at, r->at + n);
	r->at += n;
	return got;
}

uint32_t
live_wire_number(struct live_wire *r, size_t n)
{
	span bytes = live_wire_take(r, n);
	uint32_t value = 0;

	for (size_t i = 0; i < bytes.n; i++)
		value = value << 8 | (unsigned char)bytes.p[i];
	return value;
}

bool
live_wire_same(const struct live_wire_name *a, const struct live_wire_name *b)
{
	return a->n == b->n && memcmp(a->bytes, b->bytes, a->n) == 0;
}

static void
name_bad(struct live_wire *r, const char *what)
{
	if (r->bad == NULL)
		r->bad = what;
}

/* One label at *at of the whole packet; false at the end of the name. */
static bool
take_label(
    struct live_wire *r, size_t *at, size_t end, struct live_wire_name *name)
{
	size_t length = *at < end ? (unsigned char)r->packet.p[*at] : 0;

	if (*at >= end || length > end - *at - 1) {
		name_bad(r, "a name breaks off");
		return false;
	}
	if (name->n + length + 1 + (length > 0) > LIVE_WIRE_NAME_MAX) {
		name_bad(r, "a name is too long");
		return false;
	}
	name->bytes[name->n++] = (unsigned char)length;
	for (size_t i = 0; i < length; i++)
		name->bytes[name->n++] =
		    (unsigned char)ascii_lower(r->packet.p[*at + 1 + i]);
	*at += length + 1;
	return length > 0;
}

void
live_wire_name(struct live_wire *r, struct live_wire_name *name)
{
	size_t at = r->at, end = r->end, back = r->at, jumps = 0;
	bool jumped = false;

	name->n = 0;
	while (r->bad == NULL) {
		unsigned char first =
		    at < end ? (unsigned char)r->packet.p[at] : 0;
		size_t to;

		if ((first & 0xc0) == 0) {
			if (take_label(r, &at, end, name))
				continue;
			if (!jumped)
				r->at = at;
			return;
		}
		if ((first & 0xc0) != 0xc0 || end - at < 2) {
			name_bad(r, "a label is of no known kind");
			return;
		}
		to = (size_t)(first & 0x3f) << 8 |
		    (unsigned char)r->packet.p[at + 1];
		if (!jumped)
			r->at = at + 2;
		if (to >= back || to < LIVE_WIRE_HEADER ||
		    ++jumps > JUMPS_MAX) {
			name_bad(r, "a name points to itself or ahead");
			return;
		}
		jumped = true;
		back = at = to;
		end = r->packet.n;
	}
}

void
live_wire_clean(struct buf *b, span bytes)
{
	while (bytes.n > 0) {
		uint32_t code = utf8_cut(&bytes, NULL);

		buf_code(b, code == 0 ? UTF8_REPLACEMENT : code);
	}
}

void
live_wire_put_number(struct buf *b, int64_t value)
{
	char digits[SPAN_INT_MAX];

	buf_put(b, span_of_int(value, digits));
}

/* What a zone file would not take as it is. */
static void
put_escaped(struct buf *b, span bytes, const char *special)
{
	while (bytes.n > 0) {
		uint32_t code = utf8_cut(&bytes, NULL);

		if (code == 0)
			code = UTF8_REPLACEMENT;
		if (code < 0x21 || code == 0x7f) {
			buf_byte(b, '\\');
			buf_byte(b, (char)('0' + code / 100));
			buf_byte(b, (char)('0' + code / 10 % 10));
			buf_byte(b, (char)('0' + code % 10));
			continue;
		}
		if (code < 0x80 && strchr(special, (char)code) != NULL)
			buf_byte(b, '\\');
		buf_code(b, code);
	}
}

void
live_wire_put_name(struct buf *b, const struct live_wire_name *name, bool dot)
{
	size_t at = 0;

	while (at < name->n && name->bytes[at] > 0) {
		span label = { (const char *)name->bytes + at + 1,
			name->bytes[at] };

		if (at > 0)
			buf_byte(b, '.');
		put_escaped(b, label, ".\\\"();@$");
		at += label.n + 1;
	}
	if (dot || name->n <= 1)
		buf_byte(b, '.');
}

/* A value is put twice: as a field has it, and as a zone file has it. */
struct shown {
	struct buf *field, *zone;
};

static void
show_text(const struct shown *s, span text)
{
	buf_put(s->field, text);
	buf_put(s->zone, text);
}

static void
show_number(const struct shown *s, int64_t value)
{
	live_wire_put_number(s->field, value);
	live_wire_put_number(s->zone, value);
}

static void
show_address(struct live_wire *r, unsigned char family, const struct shown *s)
{
	struct ip ip = { .family = family };
	char text[IP_TEXT_MAX];
	span bytes = live_wire_take(r, family == 4 ? 4 : 16);

	if (bytes.n > 0)
		memcpy(ip.bytes, bytes.p, bytes.n);
	show_text(s, ip_text(ip, text));
}

static void
show_name(struct live_wire *r, bool dot, const struct shown *s)
{
	struct live_wire_name name;

	live_wire_name(r, &name);
	live_wire_put_name(s->field, &name, dot);
	live_wire_put_name(s->zone, &name, true);
}

static void
show_soa(struct live_wire *r, const struct shown *s)
{
	show_name(r, true, s);
	show_text(s, SPAN(" "));
	show_name(r, true, s);
	for (size_t i = 0; i < 5; i++) {
		show_text(s, SPAN(" "));
		show_number(s, live_wire_number(r, 4));
	}
}

/* Pieces joined in the field; each quoted in the zone file's form. */
static void
show_txt(struct live_wire *r, struct arena *a, const struct shown *s)
{
	struct buf whole = buf_new(a, r->end - r->at);
	const char *before = "\"";

	while (r->at < r->end && r->bad == NULL) {
		span piece = live_wire_take(r, live_wire_number(r, 1));

		buf_put(&whole, piece);
		buf_text(s->zone, before);
		for (span rest = piece; rest.n > 0;) {
			size_t blank = span_find_byte(rest, ' ');

			put_escaped(s->zone, span_head(rest, blank), "\"\\");
			if (blank < rest.n)
				buf_byte(s->zone, ' ');
			rest = span_drop(rest, blank + 1);
		}
		before = "\" \"";
	}
	buf_byte(s->zone, '"');
	/* A character may be cut in two by the end of a piece. */
	live_wire_clean(s->field, buf_span(&whole));
}

static void
show_caa(struct live_wire *r, const struct shown *s)
{
	span tag;

	show_number(s, live_wire_number(r, 1));
	show_text(s, SPAN(" "));
	tag = live_wire_take(r, live_wire_number(r, 1));
	put_escaped(s->field, tag, "\"\\");
	put_escaped(s->zone, tag, "\"\\");
	show_text(s, SPAN(" \""));
	tag = live_wire_take(r, r->end - r->at);
	put_escaped(s->field, tag, "\"\\");
	put_escaped(s->zone, tag, "\"\\");
	show_text(s, SPAN("\""));
}

void
live_wire_data(struct live_wire *r, struct arena *a, uint32_t type,
    struct buf *field, struct buf *zone)
{
	const struct shown shown = { field, zone }, *s = &shown;

	switch (type) {
	case 1:
		show_address(r, 4, s);
		break;
	case 28:
		show_address(r, 6, s);
		break;
	case LIVE_WIRE_SOA:
		show_soa(r, s);
		break;
	case 15:
		show_number(s, live_wire_number(r, 2));
		show_text(s, SPAN(" "));
		show_name(r, false, s);
		break;
	case 16:
		show_txt(r, a, s);
		break;
	case 257:
		show_caa(r, s);
		break;
	default: /* CNAME, NS, PTR */
		show_name(r, false, s);
		break;
	}
	if (r->at != r->end)
		name_bad(r, "a record has more bytes than it says");
}

static const struct {
	uint32_t type;
	const char *field, *zone;
} types[] = {
	{ 1, "a", "A" },
	{ 2, "ns", "NS" },
	{ 5, "cname", "CNAME" },
	{ 6, "soa", "SOA" },
	{ 12, "ptr", "PTR" },
	{ 15, "mx", "MX" },
	{ 16, "txt", "TXT" },
	{ 28, "aaaa", "AAAA" },
	{ 257, "caa", "CAA" },
};

static size_t
type_index(uint32_t type)
{
	size_t i = 0;

	while (i + 1 < COUNT(types) && types[i].type != type)
		i++;
	return i;
}

const char *
live_wire_field(uint32_t type)
{
	return types[type_index(type)].field;
}

const char *
live_wire_type(uint32_t type)
{
	return types[type_index(type)].zone;
}

void
live_wire_record(struct live_wire *r, struct live_wire_record *record)
{
	uint32_t length;

	live_wire_name(r, &record->owner);
	record->type = live_wire_number(r, 2);
	live_wire_number(r, 2);
	record->ttl = live_wire_number(r, 4);
	if (record->ttl > INT32_MAX)
		record->ttl = 0;
	length = live_wire_number(r, 2);
	if (r->bad == NULL && length > r->end - r->at)
		r->bad = "a record breaks off";
	record->end = r->at + length;
}
