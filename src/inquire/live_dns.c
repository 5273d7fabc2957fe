#include "inquire/live_dns.h"

#include "base/buf.h"
#include "base/ip.h"
#include "base/limits.h"
#include "inquire/live_wire.h"

#define RCODE_NXDOMAIN 3
#define LABEL_MAX 63 /* RFC 1035, 2.3.4 */

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
		return LIVE_WIRE_CNAME;
	case QUESTION_DNS_MX:
		return 15;
	case QUESTION_DNS_NS:
		return 2;
	case QUESTION_DNS_PTR:
		return 12;
	case QUESTION_DNS_SOA:
		return LIVE_WIRE_SOA;
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
	if (subject.n == 0 || subject.n + 2 > LIVE_WIRE_NAME_MAX)
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
show_record(struct reading *g, struct live_wire *r,
    const struct live_wire_record *record, bool keep)
{
	struct buf field = buf_new(g->arena, (size_t)4 << 16);
	struct live_wire data = { r->packet, r->at, record->end, r->bad };

	live_wire_put_name(&g->text, &record->owner, true);
	buf_byte(&g->text, ' ');
	live_wire_put_number(&g->text, record->ttl);
	buf_text(&g->text, " IN ");
	buf_text(&g->text, live_wire_type(record->type));
	buf_byte(&g->text, ' ');
	live_wire_data(&data, g->arena, record->type, &field, &g->text);
	buf_byte(&g->text, '\n');
	r->bad = data.bad;
	lower_ttl(g->answer, record->ttl);
	if (keep)
		answer_add(g->answer, g->arena, &g->room,
		    span_of(live_wire_field(record->type)), buf_span(&field));
}

/* The records of the answer, along the chain of aliases from name. */
static void
read_records(struct reading *g, struct live_wire *r, size_t count,
    struct live_wire_name *name)
{
	uint32_t want = (uint32_t)live_dns_type(g->answer->kind);

	for (size_t i = 0; i < count && r->bad == NULL; i++) {
		struct live_wire_record record;
		bool alias;

		live_wire_record(r, &record);
		alias = record.type == LIVE_WIRE_CNAME;
		if (r->bad == NULL && (alias || record.type == want) &&
		    live_wire_same(&record.owner, name)) {
			if (g->wanted + g->aliases == LIMIT_RECORDS) {
				g->more = true;
				return;
			}
			if (alias && want != LIVE_WIRE_CNAME) {
				struct live_wire data = { r->packet, r->at,
					record.end, NULL };

				live_wire_name(&data, name);
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
read_negative(struct reading *g, struct live_wire *r, size_t count)
{
	for (size_t i = 0; i < count && r->bad == NULL; i++) {
		struct live_wire_record record;

		live_wire_record(r, &record);
		if (r->bad == NULL && record.type == LIVE_WIRE_SOA) {
			struct live_wire data = { r->packet, r->at, record.end,
				NULL };
			struct live_wire_name skipped;

			live_wire_name(&data, &skipped);
			live_wire_name(&data, &skipped);
			live_wire_take(&data, 16);
			lower_ttl(g->answer, live_wire_number(&data, 4));
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
	struct live_wire r = { said->packet, 0, said->packet.n, NULL };
	struct live_wire_name name = { .n = 0 };
	size_t questions, answers, authorities;

	live_wire_take(&r, 4);
	questions = live_wire_number(&r, 2);
	answers = live_wire_number(&r, 2);
	authorities = live_wire_number(&r, 2);
	live_wire_take(&r, 2);
	if (r.bad == NULL && questions != 1)
		r.bad = "it does not repeat the question";
	live_wire_name(&r, &name);
	live_wire_take(&r, 4);
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
		live_wire_clean(&g.text, span_of(said->why_bogus));
		buf_byte(&g.text, '\n');
	} else if (answer->status == ANSWER_NOT_ASKED) {
		conclude(&g, said);
	}
	if (said->unchecked)
		buf_text(&g.text,
		    "; not checked by DNSSEC: the resolver does "
		    "not pass on what that needs\n");
	else if (said->bogus)
		add(&g, "dnssec", "bogus");
	else if (answer->status == ANSWER_FOUND ||
	    answer->status == ANSWER_NOTHING)
		add(&g, "dnssec", said->secure ? "secure" : "insecure");
	answer->text = buf_span(&g.text);
	if (g.text.full) /* whole lines only */
		answer->text =
		    span_head(answer->text, span_find_last(answer->text, '\n'));
}
