#include "examine/listed.h"

#include "examine/examination.h"
#include "examine/examiners.h"

enum listed_code
listed_code(span address)
{
	struct ip ip;

	if (!ip_parse(address, &ip) || ip.family != 4 || ip.bytes[0] != 127)
		return LISTED_NOT;
	if (ip.bytes[1] == 255 && ip.bytes[2] == 255)
		return LISTED_REFUSED;
	if (ip.bytes[1] == 0 && ip.bytes[2] == 0 && ip.bytes[3] <= 1)
		return LISTED_REFUSED;
	return LISTED_YES;
}

/* "7.100.51.198.zone", or the nibbles of an IPv6 address likewise. */
static span
address_name(struct arena *a, struct ip ip, span zone)
{
	span name = { 0 };

	if (ip.family == 4)
		return arena_format(a, "%d.%d.%d.%d.%.*s", ip.bytes[3],
		    ip.bytes[2], ip.bytes[1], ip.bytes[0], SPAN_ARG(zone));
	for (size_t i = 16; i-- > 0;)
		name = arena_format(a, "%.*s%x.%x.", SPAN_ARG(name),
		    ip.bytes[i] & 15, ip.bytes[i] >> 4);
	return arena_join(a, name, zone, (span){ 0 });
}

/* What is asked about: an address or a domain, and where it was met. */
struct subject {
	span text; /* for people */
	span name; /* asked of the zone */
	span zone;
	const char *id;
};

/* Hands each subject to take; the same ones, in the same order, always. */
static void
each_subject(struct examination *x,
    void (*take)(struct examination *x, const struct subject *s))
{
	const struct options *o = x->options;
	const struct lookup *l = &x->lookup;
	const struct ip ips[] = { l->edge.ip, l->origin.ip };
	char text[IP_TEXT_MAX];

	for (size_t i = 0; i < o->ip_list_count; i++)
		for (size_t k = 0; k < COUNT(ips); k++)
			if (ips[k].family != 0)
				take(x,
				    &(struct subject){ ip_text(ips[k], text),
					address_name(
					    x->arena, ips[k], o->ip_lists[i]),
					o->ip_lists[i], "listed.address" });
	for (size_t i = 0; i < o->domain_list_count; i++)
		for (size_t k = 0; k <= l->link_count; k++) {
			span domain =
			    k == 0 ? l->sender.domain : l->links[k - 1].domain;

			if (domain.n > 0)
				take(x,
				    &(struct subject){ domain,
					arena_join(x->arena, domain, SPAN("."),
					    o->domain_lists[i]),
					o->domain_lists[i],
					k == 0 ? "listed.sender"
					       : "listed.link" });
		}
}

static void
ask(struct examination *x, const struct subject *s)
{
	examination_ask(x, QUESTION_DNS_A, s->name);
}

void
listed_ask(struct examination *x)
{
	each_subject(x, ask);
}

static void
tell(struct examination *x, const struct subject *s)
{
	const struct answer *answer =
	    examination_ask(x, QUESTION_DNS_A, s->name);
	enum listed_code code = LISTED_NOT;
	struct finding *f;
	span value;

	for (size_t i = 0; code != LISTED_YES && is_found(answer) &&
	     answer_each(answer, "a", i, &value);
	     i++) {
		enum listed_code next = listed_code(value);

		code = next == LISTED_NOT ? code : next;
	}
	if (code == LISTED_NOT)
		return;
	f = finding_add(
	    x, code == LISTED_YES ? s->id : "listed.refused", STANDING_TOLD);
	finding_arg(x, f, "subject", s->text);
	finding_arg(x, f, "list", s->zone);
	finding_answer(x, f, answer);
}

/* Links in local files; each target once. */
static void
links(struct examination *x)
{
	size_t asked = 0;

	for (size_t i = 0; i < x->mail->link_count; i++) {
		const struct link *l = &x->mail->links[i];
		const struct answer *answer;
		struct finding *f;

		if (!link_is_followed(l) || !l->target.valid || l->host.n == 0)
			continue;
		if (asked++ == LIMIT_LISTED)
			return;
		answer = examination_ask(x, QUESTION_LISTED, l->target.href);
		if (!is_found(answer) || finding_find(x, "listed.url") != NULL)
			continue;
		f = finding_add(x, "listed.url", STANDING_TOLD);
		finding_arg(x, f, "host", l->host);
		finding_arg(x, f, "list", answer_value(answer, "feed"));
		finding_answer(x, f, answer);
		finding_link(x, f, l);
	}
}

void
examine_listed(struct examination *x)
{
	if (x->options->feeds)
		links(x);
	if (x->lookup.done)
		each_subject(x, tell);
}
