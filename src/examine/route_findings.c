/* route_findings - what the walk along the hops tells a reader. */
#include "base/domain.h"
#include "examine/examination.h"
#include "examine/helo.h"

static struct finding *
about(struct examination *x, const char *id, size_t i)
{
	const struct received *r = &x->mail->hops[i].received;
	struct finding *f = finding_add(x, id,
	    x->route.hops[i].standing == HOP_OBSERVED ? STANDING_OBSERVED
						      : STANDING_CLAIMED);
	char text[IP_TEXT_MAX];

	finding_arg(x, f, "ip", ip_text(r->ip, text));
	finding_arg(x, f, "helo", r->helo);
	finding_arg(x, f, "by", r->by);
	finding_quote_field(x, f, x->mail->hops[i].field);
	return f;
}

/* The names that announced names may not bear: brands', unless proven. */
static const struct brand *
helo_brand(const struct examination *x, size_t i)
{
	const struct received *r = &x->mail->hops[i].received;
	const struct brand *b;
	bool tenant = false;

	b = brands_by_domain(x->know->brands, r->helo, &tenant);
	if (b == NULL || tenant)
		return NULL;
	/* The resolved name says so too, or the relay prints none. */
	if (r->rdns.n > 0 && brands_owns(b, r->rdns, NULL))
		return NULL;
	return r->rdns.n > 0 || (r->odd & RECEIVED_RDNS_UNKNOWN) ? b : NULL;
}

/* Addresses that are used inside a machine or a house. */
static bool
is_inner(enum ip_kind kind)
{
	return kind == IP_PRIVATE || kind == IP_LOOPBACK ||
	    kind == IP_LINK_LOCAL || kind == IP_UNSPECIFIED;
}

static void
helo(struct examination *x, size_t i)
{
	static const char *const ids[] = {
		[HELO_EMPTY] = "route.helo-empty",
		[HELO_LOOPBACK] = "route.helo-loopback",
		[HELO_LOCALHOST] = "route.helo-localhost",
		[HELO_OWN_ADDRESS] = "route.helo-address",
		[HELO_OTHER_ADDRESS] = "route.helo-other-address",
		[HELO_LAN_ADDRESS] = NULL, /* ordinary mail programs */
		[HELO_DEFAULT] = "route.helo-default",
		[HELO_BARE] = "route.helo-bare",
		[HELO_NO_TLD] = "route.helo-no-domain",
	};
	const struct received *r = &x->mail->hops[i].received;
	struct helo h = helo_read(r, x->know);
	const struct brand *b;
	struct finding *f;

	/* Hops inside a server or a house bear any name. */
	if (r->ip.family == 0 || is_inner(ip_kind(r->ip)))
		return;
	if (h.kind != HELO_ORDINARY) {
		/* Below the boundary mail programs greet as they like. */
		if (i != x->route.handed_over_by && h.kind != HELO_LOOPBACK &&
		    h.kind != HELO_DEFAULT && h.kind != HELO_OTHER_ADDRESS)
			return;
		if (ids[h.kind] == NULL || finding_find(x, ids[h.kind]))
			return;
		f = about(x, ids[h.kind], i);
		finding_arg(x, f, "meaning", h.meaning);
		return;
	}
	b = helo_brand(x, i);
	if (b == NULL || i != x->route.handed_over_by)
		return;
	f = about(x, "route.helo-brand", i);
	finding_arg(x, f, "brand", b->name_ja);
	finding_arg(x, f, "brand_en", b->name_en);
}

static void
boundary(struct examination *x)
{
	size_t i = x->route.handed_over_by;
	const struct received *r;

	if (i == ROUTE_NONE)
		return;
	r = &x->mail->hops[i].received;
	if (r->odd & RECEIVED_MAY_BE_FORGED)
		about(x, "route.may-be-forged", i);
	else if (r->odd & RECEIVED_RDNS_UNKNOWN)
		about(x, "route.no-reverse-dns", i);
}

/* A login that some relay recorded: whose account was used? */
static void
account(struct examination *x)
{
	for (size_t i = 0; i < x->mail->hop_count; i++) {
		const struct received *r = &x->mail->hops[i].received;
		const struct route_hop *hop = &x->route.hops[i];
		struct finding *f;

		if (!r->authenticated || hop->standing == HOP_CONTRADICTED ||
		    r->ip.family == 0 || (r->odd & RECEIVED_QUEUE))
			continue;
		f = about(x,
		    r->user.n > 0 ? "route.account" : "route.authenticated", i);
		finding_arg(x, f, "account", r->user);
		return;
	}
}

static void
chain(struct examination *x)
{
	static const struct {
		const char *why, *id;
	} kinds[] = {
		{ "route.why.date-as-address", "route.forged-date" },
		{ "route.why.ratware", "route.forged-ratware" },
		{ "route.why.id-date", "route.forged-id" },
		{ "route.why.later-than-above", "route.forged-later" },
		{ "route.why.other-address", "route.forged-address" },
		{ "route.why.long-gap", "route.gap-long" },
		{ "route.why.other-name", "route.broken-chain" },
	};

	for (size_t i = 0; i < x->mail->hop_count; i++)
		for (size_t k = 0; k < COUNT(kinds); k++) {
			struct finding *f = finding_find(x, kinds[k].id);

			if (strcmp(x->route.hops[i].why, kinds[k].why) != 0)
				continue;
			if (f == NULL)
				about(x, kinds[k].id, i);
			else
				finding_quote_field(
				    x, f, x->mail->hops[i].field);
		}
}

/* A program on some server, often a hacked web site, wrote the mail. */
static void
script(struct examination *x)
{
	static const char *const names[] = { "X-PHP-Script",
		"X-PHP-Originating-Script", "X-PHP-Filename", "X-Source",
		"X-Source-Args", "X-WP-Script" };
	struct finding *f;

	for (size_t i = 0; i < COUNT(names); i++) {
		const struct field *field =
		    fields_find(&x->mail->fields, names[i]);

		if (field == NULL || span_trim(field->body).n == 0)
			continue;
		f = finding_add(x, "route.web-script", STANDING_CLAIMED);
		finding_arg(x, f, "script", span_trim(field->body));
		finding_quote_field(x, f, field);
		return;
	}
	for (size_t i = 0; i < x->mail->hop_count; i++) {
		const struct received *r = &x->mail->hops[i].received;

		if (r->uid < 0 || (r->odd & RECEIVED_QUEUE))
			continue;
		f = about(x,
		    r->uid == 33 || r->uid == 48 || r->uid == 99
			? "route.web-user"
			: "route.local-submission",
		    i);
		finding_number(x, f, "uid", r->uid);
		return;
	}
}

static void
delays(struct examination *x)
{
	for (size_t i = 0; i < x->mail->hop_count; i++) {
		const struct route_hop *hop = &x->route.hops[i];
		const char *id;
		int64_t seconds;
		struct finding *f;

		if (!hop->has_delay || i + 1 >= x->mail->hop_count ||
		    strcmp(x->route.hops[i + 1].why, "route.why.long-gap") == 0)
			continue;
		seconds = hop->delay < 0 ? -hop->delay : hop->delay;
		id = hop->delay < -300	 ? "route.delay-negative"
		    : hop->delay > 10800 ? "route.delay-long"
					 : NULL;
		if (id == NULL || finding_find(x, id) != NULL)
			continue;
		f = about(x, id, i);
		finding_number(x, f, "duration", seconds);
		finding_quote_field(x, f, x->mail->hops[i + 1].field);
	}
}

/* Country and operator of the origin, as the local databases say. */
static void
origin(struct examination *x)
{
	const struct route *route = &x->route;
	const struct list_entry *relay;
	const struct received *r;
	struct finding *f;

	if (route->origin == ROUTE_NONE)
		return;
	r = &x->mail->hops[route->origin].received;
	f = about(x, "route.origin", route->origin);
	if (route->origin_answer != NULL) {
		finding_arg(x, f, "country",
		    answer_value(route->origin_answer, "country"));
		finding_arg(x, f, "operator",
		    answer_value(route->origin_answer, "as_name"));
		finding_answer(x, f, route->origin_answer);
	}
	relay = lists_find(
	    x->know->lists, LIST_RELAYS, r->rdns.n > 0 ? r->rdns : r->helo);
	if (relay != NULL && span_is(relay->kind, "esp")) {
		f = about(x, "route.delivery-service", route->origin);
		finding_arg(x, f, "service", relay->name);
	}
}

/* Between hops of one provider: forwarded for the reader. */
static void
forwarded(struct examination *x)
{
	size_t i = x->route.handed_over_by;
	const struct received *r;

	if (i == ROUTE_NONE)
		return;
	if (fields_find(&x->mail->fields, "X-Forwarded-To") != NULL ||
	    fields_find(&x->mail->fields, "X-Forwarded-For") != NULL ||
	    span_starts(x->mail->return_path.local, "SRS0=") ||
	    span_starts(x->mail->return_path.local, "SRS1=")) {
		finding_add(x, "route.forwarded", STANDING_CLAIMED);
		return;
	}
	r = &x->mail->hops[i].received;
	for (size_t k = i + 1; k < x->mail->hop_count; k++)
		if (span_same_nocase(
			domain_registrable(x->mail->hops[k].received.by),
			domain_registrable(r->by)) &&
		    domain_registrable(r->by).n > 0) {
			about(x, "route.forwarded", i);
			return;
		}
}

/* Fields in which webmail servers tell their client: claims. */
static void
originating(struct examination *x)
{
	static const char *const names[] = { "X-Originating-IP", "X-Sender-IP",
		"X-Client-IP", "X-Source-IP", "X-Mailgun-Sending-Ip",
		"X-YahooFilteredBulk" };

	for (size_t i = 0; i < COUNT(names); i++) {
		const struct field *field =
		    fields_find(&x->mail->fields, names[i]);
		struct finding *f;
		struct ip ip;
		span text;

		if (field == NULL)
			continue;
		text = span_trim(field->body);
		if (text.n > 1 && text.p[0] == '[')
			text = span_slice(text, 1, span_find_byte(text, ']'));
		if (!ip_parse(text, &ip))
			continue;
		f = finding_add(x, "route.originating-ip", STANDING_CLAIMED);
		finding_arg(x, f, "field", field->name);
		finding_arg(x, f, "ip", text);
		finding_quote_field(x, f, field);
		return;
	}
}

void
examine_route(struct examination *x)
{
	if (x->route.hops == NULL)
		return;
	for (size_t i = 0; i < x->mail->hop_count; i++)
		if (!(x->mail->hops[i].received.odd & RECEIVED_QUEUE) &&
		    (i == x->route.handed_over_by ||
			x->route.hops[i].standing != HOP_OBSERVED))
			helo(x, i);
	boundary(x);
	account(x);
	chain(x);
	script(x);
	delays(x);
	origin(x);
	forwarded(x);
	originating(x);
}
