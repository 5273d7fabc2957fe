#include "examine/route.h"

#include "base/domain.h"
#include "examine/examination.h"

/* The registrable domain of a host name; empty for an address or a label. */
static span
organisation(span host)
{
	if (host.n == 0 || domain_is_ip(host))
		return (span){ 0 };
	return domain_registrable(host);
}

static bool
same_organisation(span a, span b)
{
	span x = organisation(a), y = organisation(b);

	return x.n > 0 && span_same_nocase(x, y);
}

/* The address a hop's relay really saw, if it saw one. */
static bool
seen_address(const struct received *r)
{
	return r->ip.family != 0 && !(r->odd & RECEIVED_IP_ANNOUNCED);
}

static bool
is_inside(struct ip ip)
{
	enum ip_kind kind = ip_kind(ip);

	/* Google's inner hops: 10.0.0.0/8 in 6to4 (RFC 3056). */
	if (ip.family == 6 && ip.bytes[0] == 0x20 && ip.bytes[1] == 0x02 &&
	    ip.bytes[2] == 10)
		return true;
	return kind == IP_PRIVATE || kind == IP_LOOPBACK ||
	    kind == IP_LINK_LOCAL || kind == IP_UNSPECIFIED;
}

/* Dialects that print the client's address whenever there is one outside. */
static bool
always_tells_address(span dialect)
{
	static const char *const names[] = { "nifty", "lmtp", "gmail",
		"exchange-delivery", "exchange-mapi", "exchange-resubmission",
		"qmail-queue", "biglobe", "postfix", "sendmail" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (span_is(dialect, names[i]))
			return true;
	return false;
}

const struct answer *
route_place(struct examination *x, size_t i)
{
	const struct received *r = &x->mail->hops[i].received;
	char text[IP_TEXT_MAX];

	if (r->ip.family == 0 || ip_kind(r->ip) != IP_PUBLIC)
		return NULL;
	return examination_ask(x, QUESTION_ADDRESS, ip_text(r->ip, text));
}

static uint32_t
network_of(struct examination *x, size_t i)
{
	const struct answer *a = route_place(x, i);
	uint64_t asn = 0;

	if (a == NULL || !span_number(answer_value(a, "asn"), UINT32_MAX, &asn))
		return 0;
	return (uint32_t)asn;
}

/* By --trust: a name, an address or a network of the reader's own. */
static bool
is_trusted(const struct examination *x, const struct received *r)
{
	for (size_t i = 0; i < x->options->trust_count; i++) {
		span one = x->options->trust[i];
		struct ip_net net;

		if (ip_net_parse(one, &net)) {
			if (seen_address(r) && ip_in_net(r->ip, &net))
				return true;
		} else if (r->rdns.n > 0 &&
		    !(r->odd & RECEIVED_MAY_BE_FORGED) &&
		    domain_under(r->rdns, one)) {
			return true;
		}
	}
	return false;
}

/* The provider whose machine hop i's client is: name and address agree. */
static const struct receiver *
client_provider(struct examination *x, size_t i)
{
	const struct received *r = &x->mail->hops[i].received;
	span name = r->rdns.n > 0 ? r->rdns : r->helo;
	const struct receiver *p = receivers_find(&x->know->receivers, name);

	if (p == NULL || !seen_address(r))
		return NULL;
	return receiver_owns(p, r->ip, network_of(x, i)) ? p : NULL;
}

/*
 * Exchange prints every client's address, so an unreadable one was masked by
 * who showed us the mail: then the name has to do.
 */
static bool
is_masked_inner(const struct examination *x, const struct received *r)
{
	const struct receivers *all = &x->know->receivers;
	const struct receiver *p = receivers_find(all, r->helo);

	return span_is(r->dialect, "exchange") && p != NULL &&
	    receiver_runs(all, p, r->by);
}

/* The next hop below i that is no queue note; hop_count: none. */
static size_t
hop_below(const struct examination *x, size_t i)
{
	for (i++; i < x->mail->hop_count; i++)
		if (!(x->mail->hops[i].received.odd & RECEIVED_QUEUE))
			break;
	return i;
}

/*
 * The client of hop i is a provider that took the mail in for the reader: it
 * let a stranger from outside its own network hand it over without a login.
 * Only who receives for somebody does that.
 */
static bool
receives_for_reader(struct examination *x, size_t i)
{
	const struct receiver *p = client_provider(x, i);
	size_t below = hop_below(x, i);
	const struct received *r;

	if (p == NULL)
		return false;
	while (below < x->mail->hop_count) {
		r = &x->mail->hops[below].received;
		if (!receiver_runs(&x->know->receivers, p, r->by))
			return false;
		if (seen_address(r) && !is_inside(r->ip) &&
		    client_provider(x, below) == NULL)
			return !r->authenticated &&
			    !receiver_owns(p, r->ip, network_of(x, below));
		below = hop_below(x, below);
	}
	return false;
}

/* The hop's client is the reader's own side. */
static bool
is_own_client(struct examination *x, size_t i, span own)
{
	const struct received *r = &x->mail->hops[i].received;
	const struct receiver *p;

	if (r->odd & RECEIVED_QUEUE)
		return true;
	if (is_trusted(x, r))
		return true;
	if (span_is(r->dialect, "fetchmail") || span_is(r->dialect, "lmtp"))
		return true;
	if (!seen_address(r))
		return r->helo.n == 0 || always_tells_address(r->dialect) ||
		    is_masked_inner(x, r);
	if (is_inside(r->ip))
		return true;
	if (r->rdns.n > 0 && !(r->odd & RECEIVED_MAY_BE_FORGED) && own.n > 0 &&
	    same_organisation(r->rdns, own) &&
	    lists_find(x->know->lists, LIST_RELAYS, r->rdns) == NULL)
		return true; /* a provider's customers share its domain */
	p = client_provider(x, i);
	if (p != NULL && receiver_runs(&x->know->receivers, p, r->by))
		return true;
	return receives_for_reader(x, i);
}

/* Walks down to the hop whose client came from outside. */
static void
find_boundary(struct examination *x)
{
	struct route *route = &x->route;
	const struct mail *m = x->mail;
	span own = { 0 };

	for (size_t i = 0; i < m->hop_count; i++) {
		const struct received *r = &m->hops[i].received;

		if (organisation(r->by).n > 0)
			own = organisation(r->by);
		if (route->operator_domain.n == 0)
			route->operator_domain = own;
		route->hops[i].standing = HOP_OBSERVED;
		route->hops[i].why = "route.why.own";
		if (is_own_client(x, i, own))
			continue;
		route->boundary = x->options->trust_count > 0
		    ? BOUNDARY_CONFIGURED
		    : BOUNDARY_INFERRED;
		route->hops[i].why = "route.why.boundary";
		route->handed_over_by = i;
		route->operator_domain =
		    own.n > 0 ? own : route->operator_domain;
		return;
	}
}

static bool
is_ratware(const struct examination *x, const struct received *r)
{
	return lists_find(x->know->lists, LIST_RATWARE, r->by) != NULL ||
	    lists_find(x->know->lists, LIST_RATWARE, r->helo) != NULL;
}

/* Senders and services whose inner hosts bear other names all the time. */
static bool
is_known_relay(const struct examination *x, const struct received *r)
{
	return lists_find(x->know->lists, LIST_RELAYS, r->by) != NULL ||
	    lists_find(x->know->lists, LIST_RELAYS, r->helo) != NULL ||
	    lists_find(x->know->lists, LIST_RELAYS, r->rdns) != NULL;
}

/* What in the hop itself, or against the one above, cannot be true. */
static const char *
contradiction(const struct examination *x, size_t i, size_t above)
{
	const struct received *r = &x->mail->hops[i].received;
	const struct received *u = &x->mail->hops[above].received;
	bool dated =
	    !(r->odd & RECEIVED_NO_DATE) && !(u->odd & RECEIVED_NO_DATE);

	if (r->odd & RECEIVED_DATE_AS_IP)
		return "route.why.date-as-address";
	if (is_ratware(x, r))
		return "route.why.ratware";
	if (r->odd & RECEIVED_ID_DATE)
		return "route.why.id-date";
	if (dated && r->date.utc > u->date.utc + 86400)
		return "route.why.later-than-above";
	/* by an address that is not the one that handed over above. */
	if (domain_is_ip(r->by) && seen_address(u) && !is_inside(u->ip)) {
		struct ip by;

		if (ip_parse(r->by, &by) && ip_kind(by) == IP_PUBLIC &&
		    by.family == u->ip.family && !ip_same(by, u->ip))
			return "route.why.other-address";
	}
	if (dated && u->date.utc > r->date.utc + (int64_t)30 * 86400)
		return "route.why.long-gap";
	return NULL;
}

/* The lower hop was written by the machine that the upper one saw. */
static bool
is_continuous(const struct received *r, const struct received *u)
{
	struct ip by;

	if (u->odd & RECEIVED_LOCAL)
		return true;
	if (r->by.n == 0 || span_is(r->by, "0") || organisation(r->by).n == 0) {
		if (ip_parse(r->by, &by) && ip_kind(by) == IP_PUBLIC)
			return u->ip.family == 0 || ip_same(by, u->ip);
		return true; /* no name that could disagree */
	}
	return same_organisation(r->by, u->helo) ||
	    same_organisation(r->by, u->rdns) ||
	    same_organisation(r->by, u->by) ||
	    (organisation(u->helo).n == 0 && organisation(u->rdns).n == 0);
}

static void
grade_below(struct examination *x)
{
	struct route *route = &x->route;
	size_t above = route->handed_over_by;
	bool broken = false;

	if (above == ROUTE_NONE)
		return;
	for (size_t i = hop_below(x, above); i < x->mail->hop_count;
	     i = hop_below(x, i)) {
		const struct received *r = &x->mail->hops[i].received;
		const struct received *u = &x->mail->hops[above].received;
		struct route_hop *hop = &route->hops[i];
		const char *no = contradiction(x, i, above);

		hop->standing = no != NULL ? HOP_CONTRADICTED : HOP_CLAIMED;
		if (no == NULL && !is_continuous(r, u) &&
		    !is_known_relay(x, r) && !is_known_relay(x, u)) {
			broken = true;
			hop->why = "route.why.other-name";
		} else {
			hop->why = no != NULL ? no
			    : broken	      ? "route.why.behind-gap"
					      : "route.why.fits";
		}
		broken |= no != NULL;
		above = i;
	}
	for (size_t i = 0; i < x->mail->hop_count; i++)
		if (route->hops[i].why == NULL) {
			route->hops[i].standing = HOP_CLAIMED;
			route->hops[i].why = "route.why.queue";
		}
}

static void
measure_delays(struct examination *x)
{
	for (size_t i = 0; i + 1 < x->mail->hop_count; i++) {
		const struct received *r = &x->mail->hops[i].received;
		const struct received *below = &x->mail->hops[i + 1].received;

		if ((r->odd | below->odd) & RECEIVED_NO_DATE)
			continue;
		x->route.hops[i].has_delay = true;
		x->route.hops[i].delay = r->date.utc - below->date.utc;
	}
}

/* The lowest hop that tells an address from outside. */
static size_t
lowest_address(const struct examination *x)
{
	for (size_t i = x->mail->hop_count; i-- > 0;) {
		const struct received *r = &x->mail->hops[i].received;

		if (r->ip.family != 0 && !is_inside(r->ip) &&
		    !(r->odd & RECEIVED_QUEUE))
			return i;
	}
	return ROUTE_NONE;
}

static bool
hides_client(span dialect)
{
	static const char *const names[] = { "gmail-api", "exchange-mapi",
		"webmail", "sendgrid" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (span_is(dialect, names[i]))
			return true;
	return false;
}

/* From the boundary down as long as the hops are worth believing. */
static void
find_origin(struct examination *x)
{
	struct route *route = &x->route;
	size_t edge = route->handed_over_by, at = edge;

	route->origin = edge;
	route->origin_why = "route.origin.boundary";
	if (edge == ROUTE_NONE)
		return;
	route->origin_standing = HOP_OBSERVED;
	for (size_t i = hop_below(x, at); i < x->mail->hop_count;
	     i = hop_below(x, i)) {
		const struct received *r = &x->mail->hops[i].received;
		const struct route_hop *hop = &route->hops[i];

		if (hop->standing == HOP_CONTRADICTED ||
		    !span_is(span_of(hop->why), "route.why.fits"))
			return;
		if (r->odd & RECEIVED_LOCAL) {
			route->origin_local = true;
			route->origin_why = "route.origin.local";
			return;
		}
		if (seen_address(r) && r->authenticated &&
		    ip_kind(r->ip) == IP_PUBLIC) {
			route->origin = i;
			route->origin_standing = HOP_CLAIMED;
			route->origin_why = "route.origin.account";
			return;
		}
		if (hides_client(r->dialect)) {
			route->origin_hidden = true;
			route->origin_why = "route.origin.hidden";
			return;
		}
	}
	if (x->mail->hops[edge].received.authenticated)
		route->origin_why = "route.origin.account";
}

void
route_walk(struct examination *x)
{
	struct route *route = &x->route;

	route->handed_over_by = route->claimed_origin = route->origin =
	    ROUTE_NONE;
	route->hops =
	    arena_array(x->arena, x->mail->hop_count, sizeof(*route->hops));
	if (route->hops == NULL || x->mail->hop_count == 0)
		return;
	find_boundary(x);
	grade_below(x);
	measure_delays(x);
	route->claimed_origin = lowest_address(x);
	find_origin(x);
	for (size_t i = 0; i < x->mail->hop_count; i++)
		route_place(x, i);
	if (route->origin != ROUTE_NONE)
		route->origin_answer = route_place(x, route->origin);
}

const char *
hop_standing_name(enum hop_standing s)
{
	switch (s) {
	case HOP_OBSERVED:
		return "observed";
	case HOP_CLAIMED:
		return "claimed";
	case HOP_CONTRADICTED:
		return "contradicted";
	}
	return "claimed";
}
