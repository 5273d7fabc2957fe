#include "report/report_misp.h"

#include "base/date.h"
#include "report/say.h"
#include "report/uuid.h"

/* A definition in MISP/misp-objects. */
struct template
{
	const char *name, *category, *uuid, *version;
};

static const struct template email = { "email", "network",
	"a0c666e0-fc65-4be8-b48f-3423d788b552", "19" };
static const struct template url = { "url", "network",
	"60efb77b-40b5-4c46-871b-ed1ed999fce5", "10" };
static const struct template domain_ip = { "domain-ip", "network",
	"43b3b146-77eb-4931-b4cc-b66c60f28734", "11" };
static const struct template phishing = { "phishing", "network",
	"2dad6f9d-d425-4217-8fda-0b0a2d815307", "7" };
static const struct template whois = { "whois", "network",
	"429faea1-34ff-47af-8a00-7c62d3be5a6a", "10" };
static const struct template asn = { "asn", "network",
	"4ec55cc6-9e49-4c64-b794-03c25c1a6587", "6" };
static const struct template geolocation = { "geolocation", "misc",
	"cd6f2238-ba55-4888-82c4-104e6e1acf21", "8" };

struct misp {
	struct json *j;
	struct arena *a;
	struct examination *x;
	span object; /* what the object now written is of */
	const char *name;
	bool bad;
};

/* The name of a thing within this mail's event. */
static void
put_uuid(struct misp *m, const char *key, span what)
{
	char text[UUID_TEXT];
	span name = arena_format(m->a, "%s %.*s", m->x->sha256, (int)what.n,
	    what.n > 0 ? what.p : "");

	json_pair_text(
	    m->j, key, uuid_make(uuid_mekiki, name, text) ? text : NULL);
}

static void
put_value(struct misp *m, const char *relation, const char *type, span value,
    bool act)
{
	struct json *j = m->j;

	if (value.n == 0)
		return;
	json_begin_object(j);
	json_pair_text(j, "object_relation", relation);
	json_pair_text(j, "type", type);
	json_pair_span(j, "value", value);
	json_pair_bool(j, "to_ids", act && m->bad);
	json_pair_text(j, "distribution", "5");
	put_uuid(m, "uuid",
	    arena_format(m->a, "%s %.*s %s %.*s", m->name, (int)m->object.n,
		m->object.n > 0 ? m->object.p : "", relation, (int)value.n,
		value.p));
	json_end(j);
}

static void
put_time(struct misp *m, const char *relation, int64_t utc)
{
	char text[DATE_TEXT_MAX];

	put_value(m, relation, "datetime",
	    arena_copy(m->a, date_text(utc, 0, text)), false);
}

static void
put_ip(struct misp *m, const char *relation, const char *type, struct ip ip)
{
	char text[IP_TEXT_MAX];

	if (ip.family != 0)
		put_value(m, relation, type,
		    arena_copy(m->a, ip_text(ip, text)), false);
}

static void
begin(struct misp *m, const struct template *t, span of)
{
	struct json *j = m->j;

	m->object = of;
	m->name = t->name;
	json_begin_object(j);
	json_pair_text(j, "name", t->name);
	json_pair_text(j, "meta-category", t->category);
	json_pair_text(j, "template_uuid", t->uuid);
	json_pair_text(j, "template_version", t->version);
	put_uuid(m, "uuid",
	    arena_format(
		m->a, "%s %.*s", t->name, (int)of.n, of.n > 0 ? of.p : ""));
	json_pair_text(j, "distribution", "5");
	json_pair_array(j, "Attribute");
}

static void
end(struct misp *m)
{
	json_end(m->j);
	json_end(m->j);
}

static void
put_email(struct misp *m, const struct pivots *p)
{
	begin(m, &email, (span){ 0 });
	put_value(m, "from", "email-src", p->from, false);
	put_value(m, "from-display-name", "email-src-display-name",
	    p->from_name, false);
	put_value(m, "from-domain", "domain", p->from_domain, false);
	put_value(m, "reply-to", "email-reply-to", p->reply_to, false);
	put_value(m, "return-path", "email-src", p->return_path, false);
	put_value(m, "subject", "email-subject", p->subject, false);
	put_value(m, "message-id", "email-message-id", p->message_id, false);
	if (m->x->mail->has_date)
		put_time(m, "send-date", m->x->mail->date.utc);
	put_ip(m, "received-header-ip", "ip-src", p->origin);
	put_value(
	    m, "received-header-hostname", "hostname", p->origin_name, false);
	end(m);
}

static void
put_url(struct misp *m, const struct pivot_url *u)
{
	begin(m, &url, u->url);
	put_value(m, "url", "url", u->url, u->whole);
	put_value(m, "host", "hostname", u->host, false);
	put_value(m, "domain", "domain", u->domain, false);
	put_value(m, "scheme", "text", u->parsed->scheme, false);
	put_ip(m, "ip", "ip-dst", u->ip);
	end(m);
}

static void
put_phishing(struct misp *m, const struct pivot_url *u)
{
	const struct brand *b = say_impersonated(m->x);

	begin(m, &phishing, u->url);
	put_value(m, "url", "url", u->url, u->whole);
	put_value(m, "hostname", "hostname", u->host, false);
	put_ip(m, "ip", "ip-dst", u->ip);
	if (b != NULL)
		put_value(m, "target", "text", say_brand(b, LANG_EN), false);
	put_value(m, "verified", "text", SPAN("no"), false);
	end(m);
}

static span
told(const struct answer *answer, const char *name)
{
	return is_found(answer) ? answer_value(answer, name) : (span){ 0 };
}

/* Of each domain once. */
static void
put_domain(struct misp *m, const struct pivots *p, size_t i)
{
	const struct pivot_url *u = &p->urls[i];
	const struct looked_domain *w = u->world;

	for (size_t k = 0; k < i; k++)
		if (span_same(p->urls[k].domain, u->domain))
			return;
	begin(m, &domain_ip, u->domain);
	put_value(m, "domain", "domain", u->domain, false);
	put_ip(m, "ip", "ip-dst", u->ip);
	if (w != NULL)
		put_value(m, "registration-date", "datetime",
		    told(w->registration, "created"), false);
	end(m);
	if (w == NULL || !is_found(w->registration))
		return;
	begin(m, &whois, u->domain);
	put_value(m, "domain", "domain", u->domain, false);
	put_value(m, "registrar", "whois-registrar",
	    told(w->registration, "registrar"), false);
	put_value(m, "creation-date", "datetime",
	    told(w->registration, "created"), false);
	end(m);
}

static void
put_origin(struct misp *m, const struct pivots *p)
{
	const struct answer *place = p->origin_place;

	if (told(place, "asn").n > 0) {
		begin(m, &asn, SPAN("origin"));
		put_value(m, "asn", "AS", told(place, "asn"), false);
		put_value(m, "name", "text", told(place, "as_name"), false);
		put_value(m, "country", "text", told(place, "country"), false);
		end(m);
	}
	if (told(place, "country").n > 0) {
		begin(m, &geolocation, SPAN("origin"));
		put_value(
		    m, "countrycode", "text", told(place, "country"), false);
		put_value(m, "region", "text", told(place, "region"), false);
		put_value(m, "city", "text", told(place, "city"), false);
		put_value(m, "text", "text",
		    SPAN("where a database says the address is that handed "
			 "the mail over"),
		    false);
		end(m);
	}
}

/* The day of the mail, else that of the examination. */
static span
day_of(struct misp *m)
{
	char text[DATE_TEXT_MAX];
	int64_t utc =
	    m->x->mail->has_date ? m->x->mail->date.utc : m->x->options->now;

	return span_head(arena_copy(m->a, date_text(utc, 0, text)), 10);
}

void
report_misp(struct json *j, struct examination *x, const struct pivots *p)
{
	struct misp m = { .j = j,
		.a = x->arena,
		.x = x,
		.bad = verdict_is_bad(x->verdict.class) };

	json_begin_object(j);
	json_pair_object(j, "Event");
	put_uuid(&m, "uuid", SPAN("event"));
	json_pair_span(j, "info", say_verdict(x->arena, x, LANG_EN));
	json_pair_span(j, "date", day_of(&m));
	json_pair_text(j, "threat_level_id", m.bad ? "2" : "4");
	json_pair_text(j, "analysis", "1");
	json_pair_text(j, "distribution", "0");
	json_pair_bool(j, "published", false);
	json_pair_array(j, "Tag");
	json_begin_object(j);
	json_key(j, "name");
	json_span(j,
	    arena_format(x->arena, "mekiki:class=\"%s\"",
		verdict_class_text(x->verdict.class)));
	json_end(j);
	json_end(j);
	json_pair_array(j, "Object");
	put_email(&m, p);
	for (size_t i = 0; i < p->url_count; i++) {
		put_url(&m, &p->urls[i]);
		if (x->verdict.class == VERDICT_PHISHING)
			put_phishing(&m, &p->urls[i]);
		put_domain(&m, p, i);
	}
	put_origin(&m, p);
	json_end(j);
	json_end(j);
	json_end(j);
}
