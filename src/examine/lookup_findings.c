/* lookup_findings - what the world's answers tell about a mail. */
#include "base/date.h"
#include "base/domain.h"
#include "examine/examination.h"
#include "examine/examiners.h"

#define DAY (24 * 60 * 60)
/* The moment in a field, which may be a day alone; false: none. */
static bool
moment(struct examination *x, const struct answer *answer, const char *name,
    int64_t *utc)
{
	span value = answer_value(answer, name);
	struct date date;

	if (value.n == strlen("2024-01-31"))
		value = arena_join(
		    x->arena, value, SPAN("T00:00:00Z"), (span){ 0 });
	if (value.n == 0 || !date_parse(value, &date))
		return false;
	*utc = date.utc;
	return true;
}

static struct finding *
about(struct examination *x, const char *id, const struct answer *answer)
{
	struct finding *f = finding_add(x, id, STANDING_TOLD);

	finding_answer(x, f, answer);
	return f;
}

/* Ids for a domain of the sender's and one that is linked to. */
enum role {
	ROLE_SENDER,
	ROLE_LINK,
	ROLES,
};

static struct finding *
about_domain(struct examination *x, const char *id,
    const struct looked_domain *d, const struct answer *answer)
{
	struct finding *f = about(x, id, answer);

	finding_arg(x, f, "domain", d->domain);
	return f;
}

/* How old the domain was when the mail came. */
static void
age(struct examination *x, const struct looked_domain *d, enum role role)
{
	static const struct {
		int64_t days; /* below */
		const char *ids[ROLES];
	} ages[] = {
		{ 0, { "domain.sender-later", "domain.link-later" } },
		{ 30, { "domain.sender-new", "domain.link-new" } },
		{ 90, { "domain.sender-young", "domain.link-young" } },
		{ 365, { "domain.sender-recent", "domain.link-recent" } },
	};
	int64_t created, days;
	struct finding *f;

	if (!is_found(d->registration) ||
	    !moment(x, d->registration, "created", &created))
		return;
	/* Registries tell days in zones of their own: half a day is none. */
	days = lookup_received_at(x, d->registration) - created;
	days = days < 0 && days > -DAY ? 0 : days / DAY - (days < 0);
	for (size_t i = 0; i < COUNT(ages); i++) {
		if (days >= ages[i].days)
			continue;
		f = about_domain(x, ages[i].ids[role], d, d->registration);
		finding_number(x, f, "days", days < 0 ? -days : days);
		finding_arg(x, f, "created",
		    span_head(answer_value(d->registration, "created"), 10));
		return;
	}
}

static void
holder(struct examination *x, const struct looked_domain *d, enum role role)
{
	static const char *const withheld[ROLES] = { "domain.sender-withheld",
		"domain.link-withheld" };
	static const char *const proxy[ROLES] = { "domain.sender-proxy",
		"domain.link-proxy" };
	static const char *const named[ROLES] = { "domain.sender-holder",
		"domain.link-holder" };
	span kind, name;
	struct finding *f;

	if (!is_found(d->registration))
		return;
	kind = answer_value(d->registration, "holder_kind");
	name = answer_value(d->registration, "holder");
	if (span_is(kind, "withheld")) {
		about_domain(x, withheld[role], d, d->registration);
	} else if (span_is(kind, "proxy")) {
		f = about_domain(x, proxy[role], d, d->registration);
		finding_arg(x, f, "holder", name);
	} else if (name.n > 0) {
		f = about_domain(x, named[role], d, d->registration);
		finding_arg(x, f, "holder", name);
	}
}

static bool
is_none(const struct answer *answer)
{
	return answer != NULL && answer->status == ANSWER_NOTHING;
}

static bool
no_such_name(const struct answer *answer)
{
	return is_none(answer) &&
	    span_is(answer_value(answer, "rcode"), "NXDOMAIN");
}

/* "0 .": the domain says that it has no mail (RFC 7505). */
static bool
is_null_mx(const struct answer *mx)
{
	span value;

	return is_found(mx) && answer_each(mx, "mx", 0, &value) &&
	    span_ends(value, " .");
}

static void
sender(struct examination *x)
{
	const struct looked_domain *s = &x->lookup.sender;
	bool none = is_none(s->mx) && is_none(s->a) && is_none(s->aaaa);

	if (s->domain.n == 0)
		return;
	if (no_such_name(s->ns) && no_such_name(s->a))
		about_domain(x,
		    lookup_is_stale(x, s->ns) ? "domain.sender-gone"
					      : "domain.sender-none",
		    s, s->ns);
	else if (is_null_mx(s->mx) && !lookup_is_stale(x, s->mx))
		about_domain(x, "domain.sender-null-mx", s, s->mx);
	else if (none && !lookup_is_stale(x, s->mx))
		about_domain(x, "domain.sender-no-mail", s, s->mx);
	age(x, s, ROLE_SENDER);
	holder(x, s, ROLE_SENDER);
}

/* The domain that the first record of a list belongs to. */
static span
operator_of(const struct answer *answer, const char *field)
{
	span value, host;

	if (!is_found(answer) || !answer_each(answer, field, 0, &value))
		return (span){ 0 };
	host = span_drop(value, span_find_byte(value, ' ') + 1);
	return domain_registrable(host.n > 0 ? host : value);
}

/* Whether the sender's servers are run by whom the brand's are. */
static void
servers(struct examination *x)
{
	const struct lookup *l = &x->lookup;
	span ns = operator_of(l->sender.ns, "ns");
	span mx = operator_of(l->sender.mx, "mx");
	span brand_ns = operator_of(l->brand_ns, "ns");
	span brand_mx = operator_of(l->brand_mx, "mx");
	struct finding *f;

	if (l->sender.domain.n == 0 || ns.n == 0 || brand_ns.n == 0 ||
	    span_same(l->sender.domain, l->brand_domain) ||
	    span_same(ns, brand_ns) || (mx.n > 0 && span_same(mx, brand_mx)))
		return;
	f = about_domain(x, "domain.other-servers", &l->sender, l->sender.ns);
	finding_arg(x, f, "servers", ns);
	finding_arg(x, f, "official", l->brand_domain);
	finding_arg(x, f, "official_servers", brand_ns);
	finding_answer(x, f, l->brand_ns);
}

static void
edge(struct examination *x)
{
	const struct looked_address *e = &x->lookup.edge;
	const struct received *r;
	const char *id = NULL;
	char text[IP_TEXT_MAX];
	struct finding *f;

	if (e->ip.family == 0 || e->ptr == NULL)
		return;
	r = &x->mail->hops[x->route.handed_over_by].received;
	if (e->confirmed)
		id = "origin.named";
	else if (lookup_is_stale(x, e->ptr) || (r->odd & RECEIVED_RDNS_UNKNOWN))
		return;
	else if (is_none(e->ptr))
		id = "origin.nameless";
	else if (is_found(e->ptr) &&
	    (is_found(e->forward) || is_none(e->forward)))
		id = "origin.name-unconfirmed";
	if (id == NULL)
		return;
	f = about(x, id, e->ptr);
	finding_arg(x, f, "ip", ip_text(e->ip, text));
	finding_arg(x, f, "name", e->name);
	if (e->forward != NULL)
		finding_answer(x, f, e->forward);
}

static bool
holds(const struct answer *a, const struct answer *aaaa, struct ip ip)
{
	struct ip found;
	span value;

	for (size_t i = 0; is_found(a) && answer_each(a, "a", i, &value); i++)
		if (ip_parse(value, &found) && ip_same(found, ip))
			return true;
	for (size_t i = 0;
	     is_found(aaaa) && answer_each(aaaa, "aaaa", i, &value); i++)
		if (ip_parse(value, &found) && ip_same(found, ip))
			return true;
	return false;
}

/* Found, or there is none: not a word of trouble. */
static bool
is_told(const struct answer *answer)
{
	return is_found(answer) || is_none(answer);
}

static void
helo(struct examination *x)
{
	const struct lookup *l = &x->lookup;
	char text[IP_TEXT_MAX];
	struct finding *f;

	if (l->edge.ip.family == 0 || !is_told(l->helo_a) ||
	    !is_told(l->helo_aaaa) || lookup_is_stale(x, l->helo_a) ||
	    holds(l->helo_a, l->helo_aaaa, l->edge.ip))
		return;
	f = about(x, "origin.helo-elsewhere", l->helo_a);
	finding_arg(x, f, "helo", l->helo);
	finding_arg(x, f, "ip", ip_text(l->edge.ip, text));
}

/* The sender's own machine sent it: the domain is really used. */
static void
own_machine(struct examination *x)
{
	const struct lookup *l = &x->lookup;
	char text[IP_TEXT_MAX];
	struct finding *f;

	if (l->edge.ip.family == 0 ||
	    !holds(l->sender.a, l->sender.aaaa, l->edge.ip))
		return;
	f = about_domain(x, "origin.is-senders", &l->sender, l->sender.a);
	finding_arg(x, f, "ip", ip_text(l->edge.ip, text));
}

static span
asn_of(const struct answer *place)
{
	return is_found(place) ? answer_value(place, "asn") : (span){ 0 };
}

/* Who runs the machine: the database's name, else the registry's. */
static span
operator_name(const struct looked_domain *d)
{
	span name = is_found(d->place) ? answer_value(d->place, "as_name")
				       : (span){ 0 };

	if (name.n == 0 && is_found(d->network))
		name = answer_value(d->network, "holder");
	return name;
}

static void
link_host(struct examination *x, const struct looked_domain *d)
{
	char text[IP_TEXT_MAX];
	span abuse, name = operator_name(d);
	struct finding *f;

	if (no_such_name(d->a) && no_such_name(d->ns)) {
		about_domain(x, "domain.link-gone", d, d->a);
		return;
	}
	if (d->ip.family == 0 || name.n == 0)
		return;
	abuse = is_found(d->network) ? answer_value(d->network, "abuse")
				     : (span){ 0 };
	f = about_domain(x,
	    abuse.n > 0 ? "domain.link-host-abuse" : "domain.link-host", d,
	    d->a != NULL && is_found(d->a) ? d->a : d->aaaa);
	finding_arg(x, f, "ip", ip_text(d->ip, text));
	finding_arg(x, f, "operator", name);
	finding_arg(x, f, "abuse", abuse);
	if (d->network != NULL)
		finding_answer(x, f, d->network);
}

/* Mail and page from one network: one tenant, as often as not. */
static void
same_operator(struct examination *x, const struct looked_domain *d)
{
	const struct answer *origin = x->route.origin_answer;
	span asn = asn_of(d->place);
	struct finding *f;

	if (asn.n == 0 || origin == NULL || !span_same(asn, asn_of(origin)))
		return;
	f = about_domain(x, "domain.link-same-operator", d, d->place);
	finding_arg(x, f, "operator", operator_name(d));
	finding_answer(x, f, origin);
}

void
examine_lookup(struct examination *x)
{
	const struct lookup *l = &x->lookup;

	if (!l->done)
		return;
	sender(x);
	servers(x);
	edge(x);
	helo(x);
	own_machine(x);
	for (size_t i = 0; i < l->link_count; i++) {
		age(x, &l->links[i], ROLE_LINK);
		holder(x, &l->links[i], ROLE_LINK);
		link_host(x, &l->links[i]);
		same_operator(x, &l->links[i]);
	}
}
