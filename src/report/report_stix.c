#include "report/report_stix.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/domain.h"
#include "base/limits.h"
#include "report/say.h"
#include "report/uuid.h"

#define REFS_MAX (PIVOTS_URLS * 5 + 8)

struct stix {
	struct json *j;
	struct arena *a;
	struct examination *x;
	span now;
	span refs[REFS_MAX]; /* of the report: ids, each once */
	size_t ref_count;
};

/* "url--..." */
static span
name_of(struct stix *s, const char *type, const char *space, span what)
{
	char text[UUID_TEXT];

	if (!uuid_make(space, what, text))
		text[0] = '\0';
	return arena_format(s->a, "%s--%s", type, text);
}

/* An observable's id: the UUID of its JSON, as 2.9 wants it. */
static span
observable(struct stix *s, const char *type, const char *key, span value)
{
	struct json j = json_memory(LIMIT_URL * 2 + 4096);
	span text = { 0 }, name;

	json_begin_object(&j);
	json_pair_span(&j, key, value);
	json_end(&j);
	if (json_finish(&j, &text) != MEKIKI_OK)
		text = value;
	name = name_of(s, type, uuid_stix, text);
	json_free(&j);
	return name;
}

/* Of what is no observable. */
static span
own_name(struct stix *s, const char *type, span what)
{
	return name_of(s, type, uuid_mekiki,
	    arena_format(s->a, "%s %s %.*s", s->x->sha256, type, (int)what.n,
		what.n > 0 ? what.p : ""));
}

/* Begins an object; false: it stands there already. */
static bool
begin(struct stix *s, const char *type, span id)
{
	for (size_t i = 0; i < s->ref_count; i++)
		if (span_same(s->refs[i], id))
			return false;
	if (s->ref_count == REFS_MAX)
		return false;
	s->refs[s->ref_count++] = id;
	json_begin_object(s->j);
	json_pair_text(s->j, "type", type);
	json_pair_text(s->j, "spec_version", "2.1");
	json_pair_span(s->j, "id", id);
	return true;
}

static void
put_created(struct stix *s, span by)
{
	json_pair_span(s->j, "created", s->now);
	json_pair_span(s->j, "modified", s->now);
	if (by.n > 0)
		json_pair_span(s->j, "created_by_ref", by);
}

static span
put_value(struct stix *s, const char *type, span value)
{
	span id = observable(s, type, "value", value);

	if (begin(s, type, id)) {
		json_pair_span(s->j, "value", value);
		json_end(s->j);
	}
	return id;
}

/* "AS131965": its number; 0: none. */
static uint64_t
number_of(const struct answer *place)
{
	span text = is_found(place) ? answer_value(place, "asn") : (span){ 0 };
	uint64_t number = 0;

	if (span_starts(text, "AS"))
		text = span_drop(text, 2);
	return span_number(text, UINT32_MAX, &number) ? number : 0;
}

static span
put_network(struct stix *s, const struct answer *place)
{
	uint64_t number = number_of(place);
	span id, digits = arena_number(s->a, (int64_t)number);

	if (number == 0)
		return (span){ 0 };
	id = name_of(s, "autonomous-system", uuid_stix,
	    arena_format(s->a, "{\"number\":%.*s}", (int)digits.n, digits.p));
	if (begin(s, "autonomous-system", id)) {
		span name = answer_value(place, "as_name");

		json_pair_int(s->j, "number", (int64_t)number);
		if (name.n > 0)
			json_pair_span(s->j, "name", name);
		json_end(s->j);
	}
	return id;
}

static span
put_address(struct stix *s, struct ip ip, const struct answer *place)
{
	const char *type = ip.family == 4 ? "ipv4-addr" : "ipv6-addr";
	char text[IP_TEXT_MAX];
	span value, id, network;

	if (ip.family == 0)
		return (span){ 0 };
	value = arena_copy(s->a, ip_text(ip, text));
	network = put_network(s, place);
	id = observable(s, type, "value", value);
	if (begin(s, type, id)) {
		json_pair_span(s->j, "value", value);
		if (network.n > 0) {
			json_pair_array(s->j, "belongs_to_refs");
			json_span(s->j, network);
			json_end(s->j);
		}
		json_end(s->j);
	}
	return id;
}

/* In a pattern, ' and \ have a \ in front (9.3). */
static span
quoted(struct stix *s, span value)
{
	struct buf out = buf_new(s->a, value.n * 2 + 1);

	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] == '\'' || value.p[i] == '\\')
			buf_byte(&out, '\\');
		buf_byte(&out, value.p[i]);
	}
	return buf_span(&out);
}

static void
put_indicator(struct stix *s, const struct pivot_url *u, span by)
{
	span value = quoted(s, u->url);

	if (!begin(s, "indicator", own_name(s, "indicator", u->url)))
		return;
	put_created(s, by);
	json_pair_text(s->j, "name", "Link in a fraudulent mail");
	json_pair_array(s->j, "indicator_types");
	json_text(s->j, "malicious-activity");
	json_end(s->j);
	json_pair_span(s->j, "pattern",
	    arena_join(s->a, SPAN("[url:value = '"), value, SPAN("']")));
	json_pair_text(s->j, "pattern_type", "stix");
	json_pair_span(s->j, "valid_from", s->now);
	json_end(s->j);
}

static void
put_link(struct stix *s, const struct pivot_url *u, span by)
{
	const struct looked_domain *w = u->world;
	span address = put_address(s, u->ip, w == NULL ? NULL : w->place);
	span id = observable(s, "domain-name", "value", u->host);

	put_value(s, "url", u->url);
	if (!domain_is_ip(u->host) && begin(s, "domain-name", id)) {
		json_pair_span(s->j, "value", u->host);
		if (address.n > 0) {
			json_pair_array(s->j, "resolves_to_refs");
			json_span(s->j, address);
			json_end(s->j);
		}
		json_end(s->j);
	}
	if (verdict_is_bad(s->x->verdict.class) && u->whole)
		put_indicator(s, u, by);
}

static void
put_mail(struct stix *s, const struct pivots *p)
{
	char text[DATE_TEXT_MAX];
	span from =
	    p->from.n > 0 ? put_value(s, "email-addr", p->from) : (span){ 0 };

	if (!begin(
		s, "email-message", own_name(s, "email-message", (span){ 0 })))
		return;
	json_pair_bool(s->j, "is_multipart", false);
	if (s->x->mail->has_date)
		json_pair_span(
		    s->j, "date", date_text(s->x->mail->date.utc, 0, text));
	if (from.n > 0)
		json_pair_span(s->j, "from_ref", from);
	if (p->subject.n > 0)
		json_pair_span(s->j, "subject", p->subject);
	if (p->message_id.n > 0)
		json_pair_span(s->j, "message_id", p->message_id);
	json_end(s->j);
}

static void
put_report(struct stix *s, span by)
{
	size_t count = s->ref_count;

	if (!begin(s, "report", own_name(s, "report", (span){ 0 })))
		return;
	put_created(s, by);
	json_pair_span(s->j, "name", say_verdict(s->a, s->x, LANG_EN));
	json_pair_array(s->j, "report_types");
	json_text(s->j, "indicator");
	json_end(s->j);
	json_pair_span(s->j, "published", s->now);
	json_pair_array(s->j, "object_refs");
	for (size_t i = 0; i < count; i++)
		json_span(s->j, s->refs[i]);
	json_end(s->j);
	json_end(s->j);
}

void
report_stix(struct json *j, struct examination *x, const struct pivots *p)
{
	struct stix *s = arena_alloc(x->arena, sizeof(*s));
	char text[DATE_TEXT_MAX];
	span by;

	if (s == NULL)
		return;
	s->j = j;
	s->a = x->arena;
	s->x = x;
	/* STIX wants milliseconds. */
	s->now = date_text(x->options->now, 0, text);
	s->now = arena_join(x->arena, span_head(s->now, s->now.n - 1),
	    SPAN(".000Z"), (span){ 0 });
	by = name_of(s, "identity", uuid_mekiki, SPAN("mekiki"));
	json_begin_object(j);
	json_pair_text(j, "type", "bundle");
	json_pair_span(j, "id", own_name(s, "bundle", (span){ 0 }));
	json_pair_array(j, "objects");
	if (begin(s, "identity", by)) {
		put_created(s, (span){ 0 });
		json_pair_text(j, "name", "mekiki");
		json_pair_text(j, "identity_class", "system");
		json_end(j);
	}
	put_mail(s, p);
	put_address(s, p->origin, p->origin_place);
	for (size_t i = 0; i < p->url_count; i++)
		put_link(s, &p->urls[i], by);
	put_report(s, by);
	json_end(j);
	json_end(j);
}
