#include "inquire/rdap_card.h"
#include "inquire/rdap_json.h"
#include "inquire/registration.h"
#include "inquire/registration_said.h"
#include "inquire/whois_range.h"
#include "inquire/whois_status.h"
#include "read/charset.h"

static void
read_events(struct said *said, const json_t *events)
{
	static const struct {
		const char *action;
		enum said_field field;
	} actions[] = {
		{ "registration", SAID_CREATED },
		{ "last changed", SAID_CHANGED },
		{ "expiration", SAID_EXPIRES },
	};

	for (size_t i = 0; i < json_array_size(events); i++) {
		const json_t *event = json_array_get(events, i);
		span action = rdap_member(event, "eventAction");

		for (size_t k = 0; k < COUNT(actions); k++)
			if (span_is(action, actions[k].action))
				said_date(said, actions[k].field,
				    rdap_member(event, "eventDate"));
	}
}

/* "REDACTED FOR PRIVACY" as a remark, before RFC 9537. */
static bool
is_redacted(const json_t *entity)
{
	const json_t *remarks = json_object_get(entity, "remarks");

	for (size_t i = 0; i < json_array_size(remarks); i++) {
		const json_t *remark = json_array_get(remarks, i);
		span title = rdap_member(remark, "title");
		span type = rdap_member(remark, "type");

		if (span_find_nocase(title, SPAN("redacted")) < title.n ||
		    span_starts(type, "object redacted"))
			return true;
	}
	return false;
}

static void
read_holder(struct said *said, const json_t *entity)
{
	struct rdap_card card = rdap_card(entity);
	span handle = rdap_member(entity, "handle");

	if (is_redacted(entity))
		said->withheld = true;
	/* RIPE's maintainers are registrants as well; only a handle names them. */
	if (card.name.n > 0 && span_same_nocase(card.name, handle))
		return;
	if (said->holder_org.n > 0 || said->holder_name.n > 0)
		return;
	said_keep(&said->holder_org, card.org);
	said_keep(&said->holder_name, card.name);
	said_keep(&said->city, card.city);
	said_keep(&said->region, card.region);
	said_country(said, SAID_HOLDER_COUNTRY, card.country);
}

static void
read_entity(struct said *said, const json_t *entity, bool of_registrar)
{
	const json_t *roles = json_object_get(entity, "roles");

	if (rdap_has(roles, "registrant") && !of_registrar)
		read_holder(said, entity);
	if (rdap_has(roles, "registrar")) {
		struct rdap_card card = rdap_card(entity);

		said_put(said, SAID_REGISTRAR, card.name);
		said_put(said, SAID_REGISTRAR, card.org);
	}
	if (rdap_has(roles, "abuse")) {
		enum said_field field =
		    of_registrar ? SAID_REGISTRAR_ABUSE : SAID_ABUSE;
		struct rdap_card card = rdap_card(entity);

		said_contact(said, field, card.mail);
		said_contact(said, field, card.phone);
	}
}

/* Entities and those in them; how deep they go was counted before. */
static void
read_entities(struct said *said, const json_t *object)
{
	struct {
		const json_t *entities;
		size_t next;
		bool of_registrar;
	} levels[LIMIT_RDAP_DEPTH];
	size_t level = 1;

	levels[0].entities = json_object_get(object, "entities");
	levels[0].next = 0;
	levels[0].of_registrar = false;
	while (level > 0) {
		const json_t *entity = json_array_get(
		    levels[level - 1].entities, levels[level - 1].next++);
		bool of_registrar = levels[level - 1].of_registrar;

		if (entity == NULL) {
			level--;
			continue;
		}
		read_entity(said, entity, of_registrar);
		if (level == COUNT(levels))
			continue;
		levels[level].entities = json_object_get(entity, "entities");
		levels[level].next = 0;
		levels[level].of_registrar = of_registrar ||
		    rdap_has(json_object_get(entity, "roles"), "registrar");
		level++;
	}
}

/* RFC 9537: what was taken out is told by name. */
static void
read_redacted(struct said *said, const json_t *redacted)
{
	for (size_t i = 0; i < json_array_size(redacted); i++) {
		const json_t *name =
		    json_object_get(json_array_get(redacted, i), "name");
		span text = rdap_member(name, "type");

		if (text.n == 0)
			text = rdap_member(name, "description");
		if (span_is(text, "Registrant") ||
		    span_is(text, "Registrant Name") ||
		    span_is(text, "Registrant Organization"))
			said->withheld = true;
	}
}

static bool
read_domain(struct said *said, const json_t *root, span subject)
{
	const json_t *hosts = json_object_get(root, "nameservers");
	const json_t *dnssec = json_object_get(root, "secureDNS");
	const json_t *is_signed = json_object_get(dnssec, "delegationSigned");

	said_domain(said, rdap_member(root, "ldhName"));
	said_domain(said, rdap_member(root, "unicodeName"));
	for (size_t i = 0; i < json_array_size(hosts); i++) {
		const json_t *host = json_array_get(hosts, i);
		span name = rdap_member(host, "ldhName");

		said_ns(
		    said, name.n > 0 ? name : rdap_member(host, "unicodeName"));
	}
	if (json_is_boolean(is_signed))
		said_put(said, SAID_DNSSEC,
		    json_is_true(is_signed) ? SPAN("signed")
					    : SPAN("unsigned"));
	read_redacted(said, json_object_get(root, "redacted"));
	return said_is_about(said, subject);
}

/* The range by its ends, else by the cidr0 extension. */
static bool
read_range(struct said *said, const json_t *root, struct ip ip)
{
	const json_t *cidrs = json_object_get(root, "cidr0_cidrs");
	struct whois_range range = { 0 }, last = { 0 };
	size_t i = 0;

	if (whois_range_parse(rdap_member(root, "startAddress"), &range) &&
	    whois_range_parse(rdap_member(root, "endAddress"), &last)) {
		range.last = last.last;
	} else {
		range = (struct whois_range){ 0 };
		for (; i < json_array_size(cidrs); i++) {
			const json_t *cidr = json_array_get(cidrs, i);
			span base = rdap_member(cidr, "v4prefix");
			span bits = arena_number(said->arena,
			    json_integer_value(
				json_object_get(cidr, "length")));

			if (base.n == 0)
				base = rdap_member(cidr, "v6prefix");
			if (whois_range_parse(
				arena_join(said->arena, base, SPAN("/"), bits),
				&range) &&
			    whois_range_has(&range, ip))
				break;
		}
	}
	if (!whois_range_has(&range, ip))
		return false;
	said_put(said, SAID_RANGE, whois_range_text(said->arena, &range));
	return true;
}

/* APNIC has whose network it is as a description alone. */
static void
read_description(struct said *said, const json_t *root)
{
	const json_t *remarks = json_object_get(root, "remarks");

	for (size_t i = 0; i < json_array_size(remarks); i++) {
		const json_t *remark = json_array_get(remarks, i);
		const json_t *lines = json_object_get(remark, "description");

		if (span_is(rdap_member(remark, "title"), "description") &&
		    said->holder_name.n == 0)
			said_keep(&said->holder_org,
			    rdap_text(json_array_get(lines, 0)));
	}
}

static bool
read_network(struct said *said, const json_t *root, span subject)
{
	struct ip ip;

	said_put(said, SAID_NAME, rdap_member(root, "name"));
	said_country(said, SAID_COUNTRY, rdap_member(root, "country"));
	return ip_parse(subject, &ip) && read_range(said, root, ip);
}

static bool
read_autnum(struct said *said, const json_t *root, span subject)
{
	const json_t *first = json_object_get(root, "startAutnum");
	const json_t *last = json_object_get(root, "endAutnum");
	uint64_t number;

	said_put(said, SAID_NAME, rdap_member(root, "name"));
	said_country(said, SAID_COUNTRY, rdap_member(root, "country"));
	if (!span_number(subject, UINT32_MAX, &number) ||
	    !json_is_integer(first) || json_integer_value(first) < 0 ||
	    (uint64_t)json_integer_value(first) > number ||
	    (json_is_integer(last) &&
		json_integer_value(last) < (json_int_t)number) ||
	    (!json_is_integer(last) &&
		(uint64_t)json_integer_value(first) != number))
		return false;
	said_put(said, SAID_ASN, subject);
	return true;
}

/* True: root is the object that was asked for. */
static bool
read_object(struct said *said, const json_t *root, const struct answer *answer)
{
	span class = rdap_member(root, "objectClassName");
	const json_t *status = json_object_get(root, "status");
	bool about;

	read_entities(said, root);
	read_events(said, json_object_get(root, "events"));
	for (size_t i = 0; i < json_array_size(status); i++)
		said_status(said, rdap_text(json_array_get(status, i)));
	if (answer->kind == QUESTION_REGISTRATION)
		return span_is(class, "domain") &&
		    read_domain(said, root, answer->subject);
	if (answer->kind == QUESTION_NETWORK)
		about = span_is(class, "ip network") &&
		    read_network(said, root, answer->subject);
	else
		about = span_is(class, "autnum") &&
		    read_autnum(said, root, answer->subject);
	read_description(said, root);
	return about;
}

static enum answer_status
status_of(json_int_t code)
{
	if (code == 404)
		return ANSWER_NOTHING;
	if (code == 429)
		return ANSWER_RATE_LIMITED;
	if (code == 401 || code == 403)
		return ANSWER_REFUSED;
	return code >= 500 && code < 600 ? ANSWER_FAILED : ANSWER_MALFORMED;
}

/* Title or description speak of a limit. */
static bool
is_limit(const json_t *notice)
{
	const json_t *lines = json_object_get(notice, "description");

	if (whois_status_limit(rdap_member(notice, "title")))
		return true;
	for (size_t i = 0; i < json_array_size(lines); i++)
		if (whois_status_limit(rdap_text(json_array_get(lines, i))))
			return true;
	return false;
}

/* Of a body that is not what was asked for, or no JSON. */
static enum answer_status
failure_of(const json_t *root, int http_status)
{
	const json_t *code = json_object_get(root, "errorCode");
	const json_t *notices = json_object_get(root, "notices");
	enum answer_status status = status_of(json_integer_value(code));
	bool limited = is_limit(root);

	if (status != ANSWER_MALFORMED)
		return status;
	for (size_t i = 0; i < json_array_size(notices); i++)
		limited = limited || is_limit(json_array_get(notices, i));
	status = status_of(http_status);
	return status == ANSWER_MALFORMED && limited ? ANSWER_RATE_LIMITED
						     : status;
}

void
rdap_read(struct arena *a, int http_status, span bytes, struct answer *answer)
{
	struct said *said = said_new(a);
	json_t *root = rdap_json(bytes);

	answer->text = said_text(a,
	    charset_decode(
		a, span_head(bytes, LIMIT_ANSWER_BYTES), SPAN("utf-8"), NULL)
		.utf8);
	answer->fields = NULL;
	answer->field_count = 0;
	answer->status = failure_of(root, http_status);
	if (said != NULL && http_status >= 200 && http_status < 300 &&
	    json_object_get(root, "errorCode") == NULL &&
	    read_object(said, root, answer)) {
		answer->status = ANSWER_FOUND;
		said_tell(said, answer);
	}
	json_decref(root);
}

static bool
is_url(span href)
{
	span rest;

	if (span_starts(href, "https://"))
		rest = span_drop(href, 8);
	else if (span_starts(href, "http://"))
		rest = span_drop(href, 7);
	else
		return false;
	return href.n <= LIMIT_URL && rest.n > 0 && rest.p[0] != '/' &&
	    span_printable(href) == href.n &&
	    span_find_byte(href, ' ') == href.n;
}

span
rdap_referral(struct arena *a, span bytes)
{
	json_t *root = rdap_json(bytes);
	const json_t *links = json_object_get(root, "links");
	span found = { 0 };

	for (size_t i = 0; i < json_array_size(links) && found.n == 0; i++) {
		const json_t *link = json_array_get(links, i);
		span href = span_trim(rdap_member(link, "href"));

		if (span_is(rdap_member(link, "rel"), "related") &&
		    span_is(
			rdap_member(link, "type"), "application/rdap+json") &&
		    is_url(href))
			found = arena_copy(a, href);
	}
	json_decref(root);
	return found;
}
