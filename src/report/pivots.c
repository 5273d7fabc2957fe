#include "report/pivots.h"

#include "base/domain.h"

/* An address with a stand-in in it is nobody's: it is left out. */
static span
if_whole(struct redact *r, span text)
{
	return span_same(redact_text(r, text), text) ? text : (span){ 0 };
}

static span
first_address(struct redact *r, const struct addresses *list)
{
	return list->count == 0 ? (span){ 0 } : if_whole(r, list->list[0].text);
}

/* Blocking it would block somebody honest. */
static bool
is_honest(const struct examination *x, span host)
{
	bool tenant = false;
	struct address as = { .text = host, .ascii = host };

	return (brands_by_domain(x->know->brands, host, &tenant) != NULL &&
		   !tenant) ||
	    is_me(x, &as);
}

static bool
is_listed(const struct pivots *p, span url)
{
	for (size_t i = 0; i < p->url_count; i++)
		if (span_same(p->urls[i].url, url))
			return true;
	return false;
}

static void
add_url(struct pivots *p, struct examination *x, struct redact *r,
    const struct link *l)
{
	struct pivot_url *u = &p->urls[p->url_count];
	span url;

	if (!link_is_followed(l) || !l->target.valid || l->host.n == 0 ||
	    (!span_is(l->target.scheme, "http") &&
		!span_is(l->target.scheme, "https")) ||
	    is_honest(x, l->host))
		return;
	url = redact_url(r, l->target.href);
	if (is_listed(p, url))
		return;
	*u = (struct pivot_url){ .url = url,
		.whole = span_same(url, l->target.href),
		.parsed = &l->target,
		.host = redact_text(r, l->host),
		.domain = redact_text(r, l->domain),
		.world = lookup_link(x, l->domain) };
	if (u->world != NULL && u->world->ip.family != 0)
		u->ip = u->world->ip;
	p->url_count++;
}

static void
read_origin(struct pivots *p, const struct examination *x, struct redact *r)
{
	const struct route *route = &x->route;
	const struct hop *hop;

	if (route->handed_over_by == ROUTE_NONE ||
	    route->handed_over_by >= x->mail->hop_count)
		return;
	hop = &x->mail->hops[route->handed_over_by];
	p->origin = hop->received.ip;
	p->origin_name = redact_text(r, hop->received.rdns);
	if (route->origin == route->handed_over_by)
		p->origin_place = route->origin_answer;
}

struct pivots *
pivots_read(struct arena *a, struct examination *x, struct redact *r)
{
	struct pivots *p = arena_alloc(a, sizeof(*p));
	const struct mail *m = x->mail;

	if (p == NULL)
		return NULL;
	p->urls = arena_array(a, PIVOTS_URLS, sizeof(*p->urls));
	if (p->urls == NULL)
		return NULL;
	p->from = first_address(r, &m->from);
	p->reply_to = first_address(r, &m->reply_to);
	if (m->from.count > 0) {
		p->from_name = redact_text(r, m->from.list[0].name);
		p->from_domain = redact_text(r, m->from.list[0].ascii);
	}
	p->return_path = if_whole(r, m->return_path.text);
	p->subject = redact_text(r, m->subject);
	p->message_id = if_whole(r, m->message_id);
	read_origin(p, x, r);
	for (size_t i = 0; i < m->link_count && p->url_count < PIVOTS_URLS; i++)
		add_url(p, x, r, &m->links[i]);
	return arena_failed(a) ? NULL : p;
}
