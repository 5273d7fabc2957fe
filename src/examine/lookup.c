#include "examine/lookup.h"

#include "base/domain.h"
#include "examine/examination.h"
#include "examine/helo.h"

bool
is_found(const struct answer *answer)
{
	return answer != NULL && answer->status == ANSWER_FOUND;
}

int64_t
lookup_received_at(const struct examination *x, const struct answer *answer)
{
	if (x->mail->hop_count > 0 && x->route.hops != NULL &&
	    x->route.hops[0].standing == HOP_OBSERVED &&
	    !(x->mail->hops[0].received.odd & RECEIVED_NO_DATE) &&
	    x->mail->hops[0].received.date.utc <= answer->at)
		return x->mail->hops[0].received.date.utc;
	return answer->at;
}

bool
lookup_is_stale(const struct examination *x, const struct answer *answer)
{
	return answer->at - lookup_received_at(x, answer) >
	    (int64_t)LOOKUP_STALE_DAYS * 24 * 60 * 60;
}

const struct looked_domain *
lookup_link(const struct examination *x, span domain)
{
	for (size_t i = 0; i < x->lookup.link_count; i++)
		if (span_same(x->lookup.links[i].domain, domain))
			return &x->lookup.links[i];
	return NULL;
}

/* The first address that an answer of A or AAAA gives. */
static struct ip
first_address(const struct answer *answer)
{
	struct ip ip = { 0 };
	span value;

	for (size_t i = 0; is_found(answer) &&
	     (answer_each(answer, "a", i, &value) ||
		 answer_each(answer, "aaaa", i, &value));
	     i++)
		if (ip_parse(value, &ip) && ip_kind(ip) == IP_PUBLIC)
			return ip;
	return (struct ip){ 0 };
}

/* Whose a public address is, and where the databases place it. */
static void
ask_address(struct examination *x, struct looked_domain *d)
{
	char buf[IP_TEXT_MAX];
	span text;

	d->ip = first_address(d->a);
	if (d->ip.family == 0)
		d->ip = first_address(d->aaaa);
	if (d->ip.family == 0)
		return;
	text = ip_text(d->ip, buf);
	d->place = examination_ask(x, QUESTION_ADDRESS, text);
	d->network = examination_ask(x, QUESTION_NETWORK, text);
}

static struct looked_domain
ask_domain(struct examination *x, span domain, span host)
{
	struct looked_domain d = { .domain = domain, .host = host };

	d.registration = examination_ask(x, QUESTION_REGISTRATION, domain);
	d.a = examination_ask(x, QUESTION_DNS_A, host);
	d.aaaa = examination_ask(x, QUESTION_DNS_AAAA, host);
	d.ns = examination_ask(x, QUESTION_DNS_NS, domain);
	ask_address(x, &d);
	return d;
}

/* Worth a question: no name of a known brand's, of the reader's, of nobody. */
static bool
is_unknown(const struct examination *x, span domain)
{
	const struct address domain_only = { .ascii = domain };
	bool tenant = false;

	if (domain.n == 0 || domain_is_ip(domain) ||
	    !domain_tld_exists(domain) || is_me(x, &domain_only))
		return false;
	return brands_by_domain(x->know->brands, domain, &tenant) == NULL ||
	    tenant;
}

static void
ask_sender(struct examination *x)
{
	struct lookup *l = &x->lookup;
	span host =
	    x->mail->from.count > 0 ? x->mail->from.list[0].ascii : (span){ 0 };
	span domain = domain_registrable(host);

	if (domain.n == 0 || !domain_tld_exists(domain))
		return;
	l->sender = ask_domain(x, domain, host);
	l->sender.mx = examination_ask(x, QUESTION_DNS_MX, host);
	l->sender.soa = examination_ask(x, QUESTION_DNS_SOA, domain);
	l->sender.caa = examination_ask(x, QUESTION_DNS_CAA, domain);
}

static void
ask_links(struct examination *x)
{
	struct lookup *l = &x->lookup;

	l->link_count = l->links_left = 0;
	if (l->links == NULL)
		l->links = arena_array(
		    x->arena, LIMIT_LOOKUP_DOMAINS, sizeof(*l->links));
	for (size_t i = 0; l->links != NULL && i < x->mail->link_count; i++) {
		const struct link *link = &x->mail->links[i];

		if (!link_is_followed(link) || !is_unknown(x, link->domain) ||
		    lookup_link(x, link->domain) != NULL ||
		    span_same(link->domain, l->sender.domain))
			continue;
		if (l->link_count == LIMIT_LOOKUP_DOMAINS) {
			l->links_left++;
			continue;
		}
		l->links[l->link_count++] = ask_domain(x, link->domain,
		    x->options->full ? link->host : link->domain);
	}
}

static bool
leads_back(const struct answer *forward, struct ip ip)
{
	struct ip back;
	span value;

	for (size_t i = 0; is_found(forward) &&
	     (answer_each(forward, "a", i, &value) ||
		 answer_each(forward, "aaaa", i, &value));
	     i++)
		if (ip_parse(value, &back) && ip_same(back, ip))
			return true;
	return false;
}

static struct looked_address
ask_origin(struct examination *x, size_t hop)
{
	struct looked_address l = { 0 };
	char buf[IP_TEXT_MAX];
	span text;

	if (hop == ROUTE_NONE)
		return l;
	l.ip = x->mail->hops[hop].received.ip;
	if (ip_kind(l.ip) != IP_PUBLIC)
		return (struct looked_address){ 0 };
	text = ip_text(l.ip, buf);
	l.network = examination_ask(x, QUESTION_NETWORK, text);
	l.ptr = examination_ask(x, QUESTION_DNS_PTR, text);
	/* The holder of the address writes the names: the first few count. */
	for (size_t i = 0;
	     is_found(l.ptr) && i < LIMIT_LOOKUP_NAMES && !l.confirmed; i++) {
		span name;

		if (!answer_each(l.ptr, "ptr", i, &name))
			break;
		l.forward = examination_ask(x,
		    l.ip.family == 4 ? QUESTION_DNS_A : QUESTION_DNS_AAAA,
		    name);
		l.confirmed = leads_back(l.forward, l.ip);
		if (i == 0 || l.confirmed)
			l.name = name;
	}
	return l;
}

static void
ask_route(struct examination *x)
{
	const struct route *r = &x->route;
	struct lookup *l = &x->lookup;
	const struct received *edge;

	l->edge = ask_origin(x, r->handed_over_by);
	l->origin = r->origin == r->handed_over_by
	    ? (struct looked_address){ 0 }
	    : ask_origin(x, r->origin);
	if (l->edge.ip.family == 0)
		return;
	edge = &x->mail->hops[r->handed_over_by].received;
	if (helo_read(edge, x->know).kind != HELO_ORDINARY)
		return;
	l->helo = edge->helo;
	l->helo_a = examination_ask(x, QUESTION_DNS_A, l->helo);
	l->helo_aaaa = examination_ask(x, QUESTION_DNS_AAAA, l->helo);
}

static void
ask_brand(struct examination *x)
{
	const struct brand *b = x->brands.impersonated;
	struct lookup *l = &x->lookup;

	if (b == NULL || b->official.count == 0)
		return;
	l->brand_domain = domain_registrable(b->official.items[0]);
	if (l->brand_domain.n == 0)
		return;
	l->brand_ns = examination_ask(x, QUESTION_DNS_NS, l->brand_domain);
	l->brand_mx = examination_ask(x, QUESTION_DNS_MX, l->brand_domain);
}

void
lookup(struct examination *x)
{
	x->lookup.done = x->inquiry.inquirer.far;
	if (!x->lookup.done)
		return;
	inquiry_mark(&x->inquiry);
	do {
		ask_sender(x);
		ask_route(x);
		ask_links(x);
		ask_brand(x);
		listed_ask(x);
		verify_authentication(x);
	} while (inquiry_wait(&x->inquiry));
}
