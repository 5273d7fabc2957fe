#include "know/receivers.h"

#include "base/domain.h"

static bool
read_row(const struct tsv *t, struct receiver *r)
{
	span numbers = t->column[1], nets = t->column[2];
	span pattern = t->column[0];

	*r = (struct receiver){ .name = t->column[3] };
	r->operator_domain = domain_registrable(pattern);
	r->start = span_cut(&pattern, '*');
	r->end = pattern;
	while (numbers.n > 0) {
		uint64_t asn;

		if (r->asn_count == RECEIVER_MAX ||
		    !span_number(span_cut(&numbers, '|'), UINT32_MAX, &asn))
			return false;
		r->asn[r->asn_count++] = (uint32_t)asn;
	}
	while (nets.n > 0) {
		if (r->net_count == RECEIVER_MAX ||
		    !ip_net_parse(
			span_cut(&nets, '|'), &r->nets[r->net_count++]))
			return false;
	}
	return r->operator_domain.n > 0 && r->name.n > 0 &&
	    (r->asn_count > 0 || r->net_count > 0);
}

enum mekiki_status
receivers_open(struct arena *a, const char *path, const char *own,
    struct receivers *out, struct know_error *err)
{
	struct tsv t;
	size_t room = 0;
	enum mekiki_status status = tsv_open_both(a, own, path, &t, err);

	if (status != MEKIKI_OK)
		return status;
	*out = (struct receivers){ 0 };
	while (tsv_next(&t)) {
		struct receiver row, *list;

		if (!read_row(&t, &row))
			return tsv_bad(
			    &t, err, "wanted: pattern, asn or nets, name");
		list =
		    arena_grow(a, out->list, out->count, &room, sizeof(*list));
		if (list == NULL)
			return MEKIKI_NO_MEMORY;
		out->list = list;
		list[out->count++] = row;
	}
	return MEKIKI_OK;
}

static bool
fits(const struct receiver *r, span host)
{
	if (host.n < r->start.n + r->end.n)
		return false;
	if (r->end.n == 0) /* a pattern without '*' */
		return span_same_nocase(host, r->start);
	return span_same_nocase(span_head(host, r->start.n), r->start) &&
	    span_same_nocase(span_drop(host, host.n - r->end.n), r->end);
}

const struct receiver *
receivers_find(const struct receivers *r, span host)
{
	for (size_t i = 0; i < r->count; i++)
		if (fits(&r->list[i], host))
			return &r->list[i];
	return NULL;
}

bool
receiver_runs(const struct receivers *all, const struct receiver *r, span host)
{
	for (size_t i = 0; i < all->count; i++)
		if (span_same(all->list[i].name, r->name) &&
		    domain_under(host, all->list[i].operator_domain))
			return true;
	return false;
}

bool
receiver_owns(const struct receiver *r, struct ip ip, uint32_t asn)
{
	for (size_t i = 0; i < r->asn_count; i++)
		if (asn != 0 && r->asn[i] == asn)
			return true;
	for (size_t i = 0; i < r->net_count; i++)
		if (ip_in_net(ip, &r->nets[i]))
			return true;
	return false;
}
