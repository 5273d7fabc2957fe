#include "inquire/live_dns.h"

#include "base/buf.h"
#include "base/ip.h"
#include "base/limits.h"
#include "base/utf8.h"

#define TYPE_CNAME 5
#define TYPE_SOA 6
#define RCODE_NXDOMAIN 3

#define HEADER 12	  /* bytes before the question */
#define LABEL_MAX 63	  /* RFC 1035, 2.3.4 */
#define WIRE_NAME_MAX 255 /* the same, on the wire */
#define JUMPS_MAX 127	  /* pointers of one name: it has no more labels */

int
live_dns_type(enum question_kind kind)
{
	switch (kind) {
	case QUESTION_DNS_A:
		return 1;
	case QUESTION_DNS_AAAA:
		return 28;
	case QUESTION_DNS_CAA:
		return 257;
	case QUESTION_DNS_CNAME:
		return TYPE_CNAME;
	case QUESTION_DNS_MX:
		return 15;
	case QUESTION_DNS_NS:
		return 2;
	case QUESTION_DNS_PTR:
		return 12;
	case QUESTION_DNS_SOA:
		return TYPE_SOA;
	case QUESTION_DNS_TXT:
		return 16;
	default:
		return 0;
	}
}

/* Text in a buffer of the caller's; what does not fit makes it fail. */
struct fixed {
	char *p;
	size_t n, max;
	bool full;
};

static void
fixed_byte(struct fixed *f, char c)
{
	if (f->n < f->max)
		f->p[f->n++] = c;
	else
		f->full = true;
}

static void
fixed_escape(struct fixed *f, unsigned char c)
{
	fixed_byte(f, '\\');
	fixed_byte(f, (char)('0' + c / 100));
	fixed_byte(f, (char)('0' + c / 10 % 10));
	fixed_byte(f, (char)('0' + c % 10));
}

/* in-addr.arpa of RFC 1035, 3.5; ip6.arpa of RFC 3596, 2.5. */
static void
reverse_name(struct ip ip, struct fixed *f)
{
	span end = ip.family == 4 ? SPAN("in-addr.arpa") : SPAN("ip6.arpa");

	for (size_t i = ip.family == 4 ? 4 : 16; i-- > 0;) {
		char digits[SPAN_INT_MAX];
		span number = span_of_int(ip.bytes[i], digits);

		if (ip.family == 4) {
			for (size_t k = 0; k < number.n; k++)
				fixed_byte(f, number.p[k]);
			fixed_byte(f, '.');
			continue;
		}
		fixed_byte(f, "0123456789abcdef"[ip.bytes[i] & 15]);
		fixed_byte(f, '.');
		fixed_byte(f, "0123456789abcdef"[ip.bytes[i] >> 4]);
		fixed_byte(f, '.');
	}
	for (size_t i = 0; i < end.n; i++)
		fixed_byte(f, end.p[i]);
}

static bool
is_plain(char c)
{
	return ascii_is_alnum(c) || c == '-' || c == '_' || c == '*' ||
	    c == '/' || c == '+' || c == '=';
}

/* False: no name: a label that is empty or too long, too many of them. */
static bool
forward_name(span subject, struct fixed *f)
{
	size_t label = 0;

	if (subject.n > 0 && subject.p[subject.n - 1] == '.')
		subject.n--;
	if (subject.n == 0 || subject.n + 2 > WIRE_NAME_MAX)
		return false;
	for (size_t i = 0; i < subject.n; i++) {
		char c = ascii_lower(subject.p[i]);

		if (c == '.') {
			if (label == 0)
				return false;
			label = 0;
			fixed_byte(f, '.');
			continue;
		}
		if (++label > LABEL_MAX)
			return false;
		if (is_plain(c))
			fixed_byte(f, c);
		else
			fixed_escape(f, (unsigned char)c);
	}
	return label > 0;
}

span
live_dns_name(
    enum question_kind kind, span subject, char buf[static LIVE_DNS_NAME_MAX])
{
	struct fixed f = { .p = buf, .max = LIVE_DNS_NAME_MAX - 1 };
	struct ip ip;

	if (kind == QUESTION_DNS_PTR) {
		if (!ip_parse(subject, &ip))
			return (span){ 0 };
		reverse_name(ip, &f);
	} else if (!forward_name(subject, &f)) {
		return (span){ 0 };
	}
	if (f.full)
		return (span){ 0 };
	buf[f.n] = '\0';
	return (span){ buf, f.n };
}

/* Reads a message; what is read past the end is 0 and makes it bad. */
struct reader {
	span packet;
	size_t at, end;	 /* of what may be read now */
	const char *bad; /* NULL: nothing is wrong so far */
};

static span
take(struct reader *r, size_t n)
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

/* A number of n bytes, at most 4. */
static uint32_t
take_number(struct reader *r, size_t n)
{
	span bytes = take(r, n);
	uint32_t value = 0;

	for (size_t i = 0; i < bytes.n; i++)
		value = value << 8 | (unsigned char)bytes.p[i];
	return value;
}

/* A name on the wire: labels with their lengths, in lower case. */
struct wire_name {
	unsigned char bytes[WIRE_NAME_MAX];
	size_t n;
};

static bool
name_same(const struct wire_name *a, const struct wire_name *b)
{
	return a->n == b->n && memcmp(a->bytes, b->bytes, a->n) == 0;
}

static void
name_bad(struct reader *r, const char *what)
{
	if (r->bad == NULL)
		r->bad = what;
}

/* One label at *at of the whole packet; false at the end of the name. */
static bool
take_label(struct reader *r, size_t *at, size_t end, struct wire_name *name)
{
	size_t length = *at < end ? (unsigned char)r->packet.p[*at] : 0;

	if (*at >= end || length > end - *at - 1) {
		name_bad(r, "a name breaks off");
		return false;
	}
	if (name->n + length + 1 + (length > 0) > WIRE_NAME_MAX) {
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

/*
 * A name, its pointers followed: each must lead back to before where the name
 * began, so that the way ends.
 */
static void
take_name(struct reader *r, struct wire_name *name)
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
		if (to >= back || to < HEADER || ++jumps > JUMPS_MAX) {
			name_bad(r, "a name points to itself or ahead");
			return;
		}
		jumped = true;
		back = at = to;
		end = r->packet.n;
	}
}

/* Bytes to text: what is no UTF-8, and NUL, as U+FFFD. */
static void
put_clean(struct buf *b, span bytes)
{
	while (bytes.n > 0) {
		uint32_t code = utf8_cut(&bytes, NULL);

		buf_code(b, code == 0 ? UTF8_REPLACEMENT : code);
	}
}

static void
put_number(struct buf *b, int64_t value)
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

/* The name; dot: with one at its end, as zone files have it. */
static void
put_name(struct buf *b, const struct wire_name *name, bool dot)
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
	put_number(s->field, value);
	put_number(s->zone, value);
}

static void
show_address(struct reader *r, unsigned char family, const struct shown *s)
{
	struct ip ip = { .family = family };
	char text[IP_TEXT_MAX];
	span bytes = take(r, family == 4 ? 4 : 16);

	if (bytes.n > 0)
		memcpy(ip.bytes, bytes.p, bytes.n);
	show_text(s, ip_text(ip, text));
}

static void
show_name(struct reader *r, bool dot, const struct shown *s)
{
	struct wire_name name;

	take_name(r, &name);
	put_name(s->field, &name, dot);
	put_name(s->zone, &name, true);
}

static void
show_soa(struct reader *r, const struct shown *s)
{
	show_name(r, true, s);
	show_text(s, SPAN(" "));
	show_name(r, true, s);
	for (size_t i = 0; i < 5; i++) {
		show_text(s, SPAN(" "));
		show_number(s, take_number(r, 4));
	}
}

/* Pieces joined in the field; each quoted in the zone file's form. */
static void
show_txt(struct reader *r, struct arena *a, const struct shown *s)
{
	struct buf whole = buf_new(a, r->end - r->at);
	const char *before = "\"";

	while (r->at < r->end && r->bad == NULL) {
		span piece = take(r, take_number(r, 1));

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
	put_clean(s->field, buf_span(&whole));
}

static void
show_caa(struct reader *r, const struct shown *s)
{
	span tag;

	show_number(s, take_number(r, 1));
	show_text(s, SPAN(" "));
	tag = take(r, take_number(r, 1));
	put_escaped(s->field, tag, "\"\\");
	put_escaped(s->zone, tag, "\"\\");
	show_text(s, SPAN(" \""));
	tag = take(r, r->end - r->at);
	put_escaped(s->field, tag, "\"\\");
	put_escaped(s->zone, tag, "\"\\");
	show_text(s, SPAN("\""));
}

static void
show_data(
    struct reader *r, struct arena *a, uint32_t type, const struct shown *s)
{
	switch (type) {
	case 1:
		show_address(r, 4, s);
		break;
	case 28:
		show_address(r, 6, s);
		break;
	case TYPE_SOA:
		show_soa(r, s);
		break;
	case 15:
		show_number(s, take_number(r, 2));
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

/* A record's head, before its data. */
struct record {
	struct wire_name owner;
	uint32_t type, ttl;
	size_t end; /* of its data */
};

static void
take_record(struct reader *r, struct record *record)
{
	uint32_t length;

	take_name(r, &record->owner);
	record->type = take_number(r, 2);
	take_number(r, 2);
	record->ttl = take_number(r, 4);
	if (record->ttl > INT32_MAX) /* RFC 2181, section 8 */
		record->ttl = 0;
	length = take_number(r, 2);
	if (r->bad == NULL && length > r->end - r->at)
		r->bad = "a record breaks off";
	record->end = r->at + length;
}

/* An answer while it is read. */
struct reading {
	struct arena *arena;
	struct answer *answer;
	struct buf text;
	size_t room;	/* of the fields */
	size_t wanted;	/* records of the type that was asked for */
	size_t aliases; /* and CNAMEs on the way */
	bool more;	/* there are more than LIMIT_RECORDS */
};

static void
lower_ttl(struct answer *answer, uint32_t ttl)
{
	if (answer->ttl < 0 || answer->ttl > ttl)
		answer->ttl = ttl;
}

/* A record in the text; keep: and as a field, as it answers the question. */
static void
show_record(
    struct reading *g, struct reader *r, const struct record *record, bool keep)
{
	size_t which = type_index(record->type);
	struct buf field = buf_new(g->arena, (size_t)4 << 16);
	struct reader data = { r->packet, r->at, record->end, r->bad };
	struct shown shown = { &field, &g->text };

	put_name(&g->text, &record->owner, true);
	buf_byte(&g->text, ' ');
	put_number(&g->text, record->ttl);
	buf_text(&g->text, " IN ");
	buf_text(&g->text, types[which].zone);
	buf_byte(&g->text, ' ');
	show_data(&data, g->arena, record->type, &shown);
	buf_byte(&g->text, '\n');
	r->bad = data.bad;
	lower_ttl(g->answer, record->ttl);
	if (keep)
		answer_add(g->answer, g->arena, &g->room,
		    span_of(types[which].field), buf_span(&field));
}

/* The records of the answer, along the chain of aliases from name. */
static void
read_records(
    struct reading *g, struct reader *r, size_t count, struct wire_name *name)
{
	uint32_t want = (uint32_t)live_dns_type(g->answer->kind);

	for (size_t i = 0; i < count && r->bad == NULL; i++) {
		struct record record;
		bool alias;

		take_record(r, &record);
		alias = record.type == TYPE_CNAME;
		if (r->bad == NULL && (alias || record.type == want) &&
		    name_same(&record.owner, name)) {
			if (g->wanted + g->aliases == LIMIT_RECORDS) {
				g->more = true;
				return;
			}
			if (alias && want != TYPE_CNAME) {
				struct reader data = { r->packet, r->at,
					record.end, NULL };

				take_name(&data, name);
				g->aliases++;
			} else {
				g->wanted++;
			}
			show_record(g, r, &record, true);
		}
		r->at = record.end;
	}
}

/* How long "no" holds: the lower of the SOA's TTL and its last number. */
static void
read_negative(struct reading *g, struct reader *r, size_t count)
{
	for (size_t i = 0; i < count && r->bad == NULL; i++) {
		struct record record;

		take_record(r, &record);
		if (r->bad == NULL && record.type == TYPE_SOA) {
			struct reader data = { r->packet, r->at, record.end,
				NULL };
			struct wire_name skipped;

			take_name(&data, &skipped);
			take_name(&data, &skipped);
			take(&data, 16);
			lower_ttl(g->answer, take_number(&data, 4));
			lower_ttl(g->answer, record.ttl);
			if (data.bad == NULL)
				show_record(g, r, &record, false);
			else
				r->bad = data.bad;
			return;
		}
		r->at = record.end;
	}
}

static void
add(struct reading *g, const char *name, const char *value)
{
	answer_add(
	    g->answer, g->arena, &g->room, span_of(name), span_of(value));
}

static void
read_packet(struct reading *g, const struct live_dns_said *said)
{
	struct reader r = { said->packet, 0, said->packet.n, NULL };
	struct wire_name name = { .n = 0 };
	size_t questions, answers, authorities;

	take(&r, 4);
	questions = take_number(&r, 2);
	answers = take_number(&r, 2);
	authorities = take_number(&r, 2);
	take(&r, 2);
	if (r.bad == NULL && questions != 1)
		r.bad = "it does not repeat the question";
	take_name(&r, &name);
	take(&r, 4);
	read_records(g, &r, answers, &name);
	if (r.bad == NULL && g->wanted == 0)
		read_negative(g, &r, authorities);
	if (r.bad != NULL) {
		g->answer->status = ANSWER_MALFORMED;
		g->answer->fields = NULL;
		g->answer->field_count = g->room = 0;
		g->answer->ttl = -1;
		buf_text(&g->text, "; what came back makes no sense: ");
		buf_text(&g->text, r.bad);
		buf_byte(&g->text, '\n');
	}
	if (g->more)
		buf_text(&g->text, "; there are more records\n");
}

static const struct {
	int rcode;
	const char *name;
	enum answer_status status;
} rcodes[] = {
	{ 1, "FORMERR", ANSWER_FAILED },
	{ 2, "SERVFAIL", ANSWER_FAILED },
	{ RCODE_NXDOMAIN, "NXDOMAIN", ANSWER_NOTHING },
	{ 4, "NOTIMP", ANSWER_FAILED },
	{ 5, "REFUSED", ANSWER_REFUSED },
	{ 9, "NOTAUTH", ANSWER_REFUSED },
};

/* Status and rcode of an answer whose records are read. */
static void
conclude(struct reading *g, const struct live_dns_said *said)
{
	struct answer *answer = g->answer;

	for (size_t i = 0; i < COUNT(rcodes); i++) {
		if (rcodes[i].rcode != said->rcode)
			continue;
		/* What the end of a chain of aliases does not have. */
		answer->status = rcodes[i].status;
		add(g, "rcode", rcodes[i].name);
		buf_text(&g->text, "; ");
		buf_text(&g->text, rcodes[i].name);
		buf_byte(&g->text, '\n');
		return;
	}
	if (said->rcode != 0 || said->packet.n == 0) {
		answer->status = ANSWER_FAILED;
		add(g, "rcode", said->rcode == 0 ? "" : "other");
	} else if (g->wanted > 0) {
		answer->status = ANSWER_FOUND;
	} else {
		answer->status = ANSWER_NOTHING;
		add(g, "rcode", "NODATA");
		buf_text(&g->text, "; NODATA\n");
	}
}

void
live_dns_read(
    struct arena *a, const struct live_dns_said *said, struct answer *answer)
{
	struct reading g = { .arena = a,
		.answer = answer,
		.text = buf_new(a, LIMIT_ANSWER_TEXT) };

	answer->status = ANSWER_NOT_ASKED;
	answer->ttl = -1;
	answer->fields = NULL;
	answer->field_count = 0;
	/* Beside other codes there is not even the question. */
	if (!said->bogus && said->packet.n > 0 &&
	    (said->rcode == 0 || said->rcode == RCODE_NXDOMAIN))
		read_packet(&g, said);
	if (said->bogus) {
		answer->status = ANSWER_MALFORMED;
		buf_text(&g.text, "; not as its owner signed it: ");
		put_clean(&g.text, span_of(said->why_bogus));
		buf_byte(&g.text, '\n');
	} else if (answer->status == ANSWER_NOT_ASKED) {
		conclude(&g, said);
	}
	if (said->bogus)
		add(&g, "dnssec", "bogus");
	else if (answer->status == ANSWER_FOUND ||
	    answer->status == ANSWER_NOTHING)
		add(&g, "dnssec", said->secure ? "secure" : "insecure");
	answer->text = buf_span(&g.text);
	if (g.text.full) /* whole lines only */
		answer->text =
		    span_head(answer->text, span_find_last(answer->text, '\n'));
}
