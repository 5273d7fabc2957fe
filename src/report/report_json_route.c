#include "report/report_json_route.h"

void
writing_ip(struct json *j, const char *key, struct ip ip)
{
	char text[IP_TEXT_MAX];

	json_pair_maybe(j, key, ip_text(ip, text));
}

void
writing_date(
    struct json *j, const char *key, const struct date *date, bool known)
{
	char text[DATE_TEXT_MAX];

	json_pair_maybe(j, key,
	    known ? date_text(date->utc, date->zone, text) : (span){ 0 });
}

/* The names of the bits set, through the module's own table. */
void
writing_odd(struct json *j, unsigned odd, const char *(*name)(unsigned))
{
	for (unsigned bit = 1; bit != 0 && bit <= odd; bit <<= 1)
		if (odd & bit && name(bit) != NULL)
			json_text(j, name(bit));
}

static void
put_hop(struct writing *w, size_t i)
{
	const struct received *r = &w->m->hops[i].received;
	const struct field *f = w->m->hops[i].field;
	const struct route_hop *hop = &w->x->route.hops[i];
	struct json *j = w->j;

	json_begin_object(j);
	json_pair_int(j, "index", (int64_t)i);
	json_pair_array(j, "span");
	json_int(j, (int64_t)f->start);
	json_int(j, (int64_t)f->end);
	json_end(j);
	json_pair_maybe(j, "helo", r->helo);
	json_pair_maybe(j, "rdns", r->rdns);
	writing_ip(j, "ip", r->ip);
	json_pair_maybe(j, "by", r->by);
	json_pair_maybe(j, "with", field_unfold(w->x->arena, r->with));
	json_pair_maybe(j, "id", r->id);
	json_pair_maybe(j, "for", r->rcpt);
	json_pair_maybe(j, "user", r->user);
	json_pair_maybe(j, "tls",
	    r->tls.n > 0       ? r->tls
		: r->encrypted ? SPAN("yes")
			       : (span){ 0 });
	writing_date(j, "date", &r->date, !(r->odd & RECEIVED_NO_DATE));
	if (hop->has_delay)
		json_pair_int(j, "delay", hop->delay);
	else
		json_pair_none(j, "delay");
	json_pair_maybe(j, "dialect", r->dialect);
	json_pair_text(j, "standing", hop_standing_name(hop->standing));
	json_pair_text(j, "why", hop->why);
	json_pair_array(j, "oddities");
	writing_odd(j, r->odd, received_odd_name);
	json_end(j);
	json_end(j);
}

static void
pair_index(struct json *j, const char *key, size_t i)
{
	if (i == ROUTE_NONE)
		json_pair_none(j, key);
	else
		json_pair_int(j, key, (int64_t)i);
}

/* A decimal number that a database gave as text; null for anything else. */
static void
pair_decimal(struct json *j, const char *key, span text)
{
	bool negative = text.n > 0 && text.p[0] == '-';
	span fraction = negative ? span_drop(text, 1) : text;
	span whole = span_cut(&fraction, '.');
	uint64_t units = 0, parts = 0;
	double value, scale = 1;

	fraction = span_head(fraction, 6);
	if (!span_number(whole, 1000000, &units) ||
	    (fraction.n > 0 && !span_number(fraction, 999999, &parts))) {
		json_pair_none(j, key);
		return;
	}
	for (size_t i = 0; i < fraction.n; i++)
		scale *= 10;
	value = (double)units + (double)parts / scale;
	json_pair_double(j, key, negative ? -value : value);
}

static void
put_places(struct json *j, const struct answer *answer)
{
	struct answer_place places[ANSWER_PLACES_MAX];
	size_t n = answer == NULL ? 0 : answer_places(answer, places);

	json_pair_array(j, "places");
	for (size_t i = 0; i < n; i++) {
		json_begin_object(j);
		json_pair_maybe(j, "source", places[i].source);
		json_pair_maybe(j, "country", places[i].country);
		json_pair_maybe(j, "region", places[i].region);
		json_pair_maybe(j, "city", places[i].city);
		pair_decimal(j, "lat", places[i].lat);
		pair_decimal(j, "lon", places[i].lon);
		pair_decimal(j, "radius_km", places[i].radius_km);
		json_end(j);
	}
	json_end(j);
}

static void
put_origin(struct writing *w)
{
	const struct route *route = &w->x->route;
	const struct answer *a = route->origin_answer;
	struct json *j = w->j;

	if (route->origin == ROUTE_NONE || route->hops == NULL) {
		json_pair_none(j, "origin");
		return;
	}
	json_pair_object(j, "origin");
	writing_ip(j, "ip", w->m->hops[route->origin].received.ip);
	json_pair_text(
	    j, "standing", hop_standing_name(route->origin_standing));
	json_pair_text(j, "why", route->origin_why);
	json_pair_maybe(
	    j, "country", a == NULL ? (span){ 0 } : answer_value(a, "country"));
	json_pair_maybe(
	    j, "asn", a == NULL ? (span){ 0 } : answer_value(a, "asn"));
	json_pair_maybe(
	    j, "as_name", a == NULL ? (span){ 0 } : answer_value(a, "as_name"));
	put_places(j, a);
	json_end(j);
}

void
report_json_route(struct writing *w)
{
	const struct route *route = &w->x->route;
	struct json *j = w->j;
	bool any = route->hops != NULL;

	json_pair_object(j, "route");
	json_pair_array(j, "hops");
	for (size_t i = 0; any && i < w->m->hop_count; i++)
		put_hop(w, i);
	json_end(j);
	if (route->boundary == BOUNDARY_NONE)
		json_pair_none(j, "boundary");
	else
		json_pair_text(j, "boundary",
		    route->boundary == BOUNDARY_INFERRED ? "inferred"
							 : "configured");
	pair_index(
	    j, "handed_over_by", any ? route->handed_over_by : ROUTE_NONE);
	pair_index(
	    j, "claimed_origin", any ? route->claimed_origin : ROUTE_NONE);
	put_origin(w);
	json_end(j);
}
