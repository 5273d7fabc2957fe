#include "report/report_parts.h"

#include <stdlib.h>

#include "base/domain.h"

#define LABEL_COLUMNS 14
#define LINKS_SHOWN 8
#define URL_COLUMNS 300

static span
text_of(const struct writer *w, const char *id)
{
	return say_id(w->x->know, id, w->style->lang);
}

static void
row(struct writer *w, const char *id, span value, enum tone tone)
{
	if (value.n > 0)
		layout_row(
		    &w->l, 2, LABEL_COLUMNS, text_of(w, id), value, tone);
}

bool
parts_has_places(const struct examination *x)
{
	bool asked = false;

	for (size_t i = 0; i < x->inquiry.count; i++) {
		const struct answer *a = x->inquiry.answers[i];

		if (a->kind != QUESTION_ADDRESS)
			continue;
		asked = true;
		if (a->status != ANSWER_NOT_ASKED)
			return true;
	}
	return !asked;
}

span
parts_defang_url(struct arena *a, span url)
{
	span rest = url, scheme, host;
	size_t at = span_find(url, SPAN("://")), end, user;

	if (at == url.n)
		return say_defanged(a, url);
	scheme = span_head(url, at);
	rest = span_drop(url, at + 3);
	for (end = 0; end < rest.n && rest.p[end] != '/' &&
	     rest.p[end] != '?' && rest.p[end] != '#';
	     end++)
		;
	host = span_head(rest, end);
	user = span_find_last(host, '@');
	user = user < host.n ? user + 1 : 0;
	host = arena_join(a, span_head(host, user),
	    say_defanged(a, span_drop(host, user)), (span){ 0 });
	if (span_starts(scheme, "http"))
		scheme = arena_join(
		    a, SPAN("hxxp"), span_drop(scheme, 4), SPAN("://"));
	else
		scheme = arena_join(a, scheme, SPAN("://"), (span){ 0 });
	return arena_join(a, scheme, host, span_drop(rest, end));
}

span
parts_time(const struct writer *w, int64_t utc)
{
	const struct text_style *style = w->style;
	int zone = style->zone_at != NULL ? style->zone_at(utc) : style->zone;
	struct date_parts here = date_split(utc, zone);
	struct date_parts there = date_split(utc, 0);

	if (zone == 0)
		return arena_format(w->a, "%04d-%02d-%02d %02d:%02d:%02d UTC",
		    here.year, here.month, here.day, here.hour, here.minute,
		    here.second);
	return arena_format(w->a,
	    "%04d-%02d-%02d %02d:%02d:%02d %c%02d:%02d "
	    "(%02d-%02d %02d:%02d:%02d UTC)",
	    here.year, here.month, here.day, here.hour, here.minute,
	    here.second, zone < 0 ? '-' : '+', abs(zone) / 60, abs(zone) % 60,
	    there.month, there.day, there.hour, there.minute, there.second);
}

static span
mailbox_text(struct arena *a, const struct address *who)
{
	if (who->name.n == 0)
		return who->text;
	return arena_format(
	    a, "\"%.*s\" <%.*s>", SPAN_ARG(who->name), SPAN_ARG(who->text));
}

static span
mailboxes_text(struct arena *a, const struct addresses *list)
{
	span out = { 0 };

	for (size_t i = 0; i < list->count && i < 5; i++)
		out = arena_join(a, out, i > 0 ? SPAN(", ") : (span){ 0 },
		    mailbox_text(a, &list->list[i]));
	if (list->count > 5)
		out = arena_join(a, out, SPAN(", …"), (span){ 0 });
	return out;
}

static span
domains_text(struct arena *a, const struct brand *b)
{
	span out = { 0 };

	for (size_t i = 0; i < b->official.count && i < 4; i++)
		out = arena_join(a, out, i > 0 ? SPAN(", ") : (span){ 0 },
		    b->official.items[i]);
	return out;
}

void
parts_sender(struct writer *w)
{
	const struct mail *m = w->x->mail;
	const struct brand *b = say_impersonated(w->x);

	if (m->reporter != NULL)
		row(w, "label.reporter",
		    mailboxes_text(w->a, &m->reporter->from), TONE_FAINT);
	row(w, "label.from",
	    m->from.count > 0 ? mailboxes_text(w->a, &m->from)
			      : text_of(w, "label.absent"),
	    TONE_PLAIN);
	row(w, "label.sender-field", mailboxes_text(w->a, &m->sender),
	    TONE_PLAIN);
	row(w, "label.reply-to", mailboxes_text(w->a, &m->reply_to),
	    TONE_PLAIN);
	row(w, "label.to", mailboxes_text(w->a, &m->to), TONE_PLAIN);
	row(w, "label.subject", m->subject, TONE_PLAIN);
	for (size_t i = 0; i < m->stamp_count; i++)
		row(w, "label.stamp", m->stamps[i], TONE_FAINT);
	if (m->has_date)
		row(w, "label.date", parts_time(w, m->date.utc), TONE_PLAIN);
	if (b != NULL)
		row(w, "label.official",
		    arena_join(w->a, say_brand(b, w->style->lang), SPAN(": "),
			domains_text(w->a, b)),
		    TONE_PLAIN);
}

/* How the domain of a field stands to From's: same, other, none. */
static span
against_from(const struct writer *w, span domain)
{
	span from = w->x->mail->from.count > 0
	    ? domain_registrable(w->x->mail->from.list[0].ascii)
	    : (span){ 0 };
	span other = domain_registrable(domain);

	return text_of(w,
	    other.n == 0			? "label.trio-none"
		: span_same_nocase(from, other) ? "label.trio-same"
						: "label.trio-other");
}

static span
with_standing(
    const struct writer *w, span value, span note, const char *standing)
{
	return arena_format(w->a, "%.*s\n%.*s %.*s", SPAN_ARG(value),
	    SPAN_ARG(text_of(w, standing)), SPAN_ARG(note));
}

void
parts_trio(struct writer *w)
{
	const struct mail *m = w->x->mail;
	size_t i = w->x->route.handed_over_by;
	size_t at = span_find_last(m->message_id, '@');
	char text[IP_TEXT_MAX];

	row(w, "label.return-path",
	    !m->has_return_path
		? text_of(w, "label.absent")
		: with_standing(w,
		      m->return_path.text.n > 0 ? m->return_path.text
						: SPAN("<>"),
		      against_from(w, m->return_path.ascii),
		      "standing.claimed"),
	    TONE_PLAIN);
	row(w, "label.message-id",
	    m->message_id.n == 0
		? text_of(w, "label.absent")
		: with_standing(w, m->message_id,
		      against_from(w, span_drop(m->message_id, at + 1)),
		      "standing.claimed"),
	    TONE_PLAIN);
	if (i == ROUTE_NONE) {
		row(w, "label.received", text_of(w, "label.no-boundary"),
		    TONE_PLAIN);
		return;
	}
	row(w, "label.received",
	    with_standing(w, ip_text(m->hops[i].received.ip, text),
		text_of(w, "route.why.boundary"), "standing.observed"),
	    TONE_PLAIN);
}

/* "52.170.140.114  US  AS8075 Microsoft Corporation" */
static span
client_text(struct writer *w, size_t i)
{
	const struct received *r = &w->x->mail->hops[i].received;
	const struct answer *a = route_place(w->x, i);
	char text[IP_TEXT_MAX];
	span ip = ip_text(r->ip, text), country, name;

	if (ip.n == 0)
		return r->helo.n > 0 ? r->helo : text_of(w, "label.no-client");
	ip = arena_copy(w->a, ip);
	if (a == NULL || a->status != ANSWER_FOUND)
		return ip;
	country = say_country(w->a, answer_value(a, "country"), w->style->lang);
	name = answer_value(a, "as_name");
	ip = arena_join(w->a, ip, SPAN("  "), country);
	if (name.n > 0)
		ip = arena_format(w->a, "%.*s  AS%.*s %.*s", SPAN_ARG(ip),
		    SPAN_ARG(answer_value(a, "asn")), SPAN_ARG(name));
	return ip;
}

static const char *
standing_id(enum hop_standing s)
{
	return s == HOP_OBSERVED ? "standing.observed"
	    : s == HOP_CLAIMED	 ? "standing.claimed"
				 : "standing.contradicted";
}

/* The stroke tells the standing as well, for those who see no colour. */
static span
stroke(enum hop_standing s)
{
	return s == HOP_OBSERVED ? SPAN("│ ")
	    : s == HOP_CLAIMED	 ? SPAN("┆ ")
				 : SPAN("╳ ");
}

/* How the client came to the relay: announced name, login, encryption. */
static span
transfer_text(struct writer *w, const struct received *r)
{
	span out = { 0 };
	const char *tls =
	    r->encrypted ? "label.encrypted" : "label.not-encrypted";

	if (r->helo.n > 0)
		out = arena_format(w->a, "%.*s %.*s  ",
		    SPAN_ARG(text_of(w, "label.announced")), SPAN_ARG(r->helo));
	if (r->rdns.n > 0)
		out = arena_format(w->a, "%.*s%.*s %.*s  ", SPAN_ARG(out),
		    SPAN_ARG(text_of(w, "label.resolved")), SPAN_ARG(r->rdns));
	if (r->user.n > 0)
		out = arena_format(w->a, "%.*s%.*s %.*s  ", SPAN_ARG(out),
		    SPAN_ARG(text_of(w, "label.login")), SPAN_ARG(r->user));
	else if (r->authenticated)
		out = arena_format(w->a, "%.*s%.*s  ", SPAN_ARG(out),
		    SPAN_ARG(text_of(w, "label.logged-in")));
	return arena_join(w->a, out, text_of(w, tls), (span){ 0 });
}

static void
put_hop(struct writer *w, size_t i)
{
	const struct received *r = &w->x->mail->hops[i].received;
	const struct route_hop *hop = &w->x->route.hops[i];
	span bar = stroke(hop->standing);

	layout_paragraph(&w->l, 2, SPAN("● "), client_text(w, i),
	    text_of(w, standing_id(hop->standing)), TONE_PLAIN);
	layout_paragraph(
	    &w->l, 2, bar, transfer_text(w, r), (span){ 0 }, TONE_PLAIN);
	if (!(r->odd & RECEIVED_NO_DATE))
		layout_paragraph(&w->l, 2, bar, parts_time(w, r->date.utc),
		    (span){ 0 }, TONE_FAINT);
	layout_paragraph(
	    &w->l, 2, bar, text_of(w, hop->why), (span){ 0 }, TONE_FAINT);
	layout_paragraph(&w->l, 2, SPAN("↓ "),
	    r->by.n > 0 && !span_is(r->by, "0")
		? r->by
		: text_of(w, "label.unnamed-relay"),
	    (span){ 0 }, TONE_PLAIN);
}

void
parts_route(struct writer *w)
{
	size_t shown = 0;

	if (w->x->route.hops == NULL || w->x->mail->hop_count == 0) {
		layout_paragraph(&w->l, 2, (span){ 0 },
		    text_of(w, "label.no-hops"), (span){ 0 }, TONE_PLAIN);
		return;
	}
	layout_paragraph(&w->l, 2, (span){ 0 }, text_of(w, "label.route-how"),
	    (span){ 0 }, TONE_FAINT);
	for (size_t i = w->x->mail->hop_count; i-- > 0;) {
		const struct received *r = &w->x->mail->hops[i].received;

		if (r->odd & RECEIVED_QUEUE && !w->style->verbose)
			continue;
		put_hop(w, i);
		shown++;
	}
	if (shown > 0)
		layout_paragraph(&w->l, 2, SPAN("✉ "),
		    text_of(w, "label.mailbox"), (span){ 0 }, TONE_PLAIN);
}

static span
result_text(struct arena *a, span result, span domain)
{
	if (result.n == 0)
		return (span){ 0 };
	return domain.n == 0 ? result
			     : arena_format(a, "%.*s (%.*s)", SPAN_ARG(result),
				   SPAN_ARG(domain));
}

/* ", 2025-07-17 09:00" by the reader's clock; empty when not known. */
static span
short_time(const struct writer *w, int64_t utc)
{
	const struct text_style *style = w->style;
	int zone = style->zone_at != NULL ? style->zone_at(utc) : style->zone;
	struct date_parts here = date_split(utc, zone);

	if (utc == 0)
		return (span){ 0 };
	return arena_format(w->a, ", %04d-%02d-%02d %02d:%02d", here.year,
	    here.month, here.day, here.hour, here.minute);
}

/* When the reader's server took the mail in; 0: not known. */
static int64_t
taken_at(const struct examination *x)
{
	const struct received *r;

	if (x->route.handed_over_by == ROUTE_NONE)
		return 0;
	r = &x->mail->hops[x->route.handed_over_by].received;
	return r->odd & RECEIVED_NO_DATE ? 0 : r->date.utc;
}

/* "pass (example.com, key-gone), 2025-07-17 09:00" */
static span
verified_text(const struct writer *w, enum auth_result result, span domain,
    const char *reason, int64_t at)
{
	span word = span_of(auth_result_text(result));

	if (word.n == 0)
		return word;
	if (reason != NULL)
		domain = domain.n == 0
		    ? span_of(reason)
		    : arena_join(w->a, domain, SPAN(", "), span_of(reason));
	return arena_join(w->a, result_text(w->a, word, domain),
	    short_time(w, at), (span){ 0 });
}

/*
 * What was written then and what was verified now, side by side, each with its
 * time.  Without a verification the claim stands alone.
 */
static void
row_auth(struct writer *w, const char *id, span claimed, span verified)
{
	if (w->x->verified.present && claimed.n > 0)
		claimed = arena_join(
		    w->a, claimed, short_time(w, taken_at(w->x)), (span){ 0 });
	if (verified.n > 0) {
		verified = arena_join(
		    w->a, text_of(w, "label.now"), SPAN(" "), verified);
		claimed = claimed.n == 0
		    ? verified
		    : arena_join(w->a, claimed, SPAN(" → "), verified);
	}
	row(w, id, claimed, TONE_PLAIN);
}

/* Signatures as claimed, each with its verification, then the other ones. */
static void
rows_dkim(struct writer *w)
{
	const struct auth *auth = &w->x->auth;
	const struct verified *v = &w->x->verified;
	bool shown[LIMIT_SIGNATURES] = { false };

	for (size_t i = 0; i < auth->dkim_count; i++) {
		const struct auth_dkim *c = &auth->dkim[i];
		span now = { 0 };

		for (size_t k = 0; k < v->dkim_count && now.n == 0; k++) {
			const struct dkim *d = &v->dkim[k];

			if (shown[k] || !span_same_nocase(d->domain, c->domain))
				continue;
			shown[k] = true;
			now = verified_text(w, d->result, d->domain,
			    dkim_reason_text(d->reason), d->at);
		}
		row_auth(w, "label.dkim",
		    result_text(w->a, c->result, c->domain), now);
	}
	for (size_t k = 0; k < v->dkim_count; k++)
		if (!shown[k])
			row_auth(w, "label.dkim", (span){ 0 },
			    verified_text(w, v->dkim[k].result,
				v->dkim[k].domain,
				dkim_reason_text(v->dkim[k].reason),
				v->dkim[k].at));
}

void
parts_auth(struct writer *w)
{
	const struct auth *auth = &w->x->auth;
	const struct verified *v = &w->x->verified;

	if (!auth->present)
		layout_paragraph(&w->l, 2, (span){ 0 },
		    text_of(w, "label.no-auth"), (span){ 0 }, TONE_PLAIN);
	else
		row(w, "label.authserv",
		    arena_format(w->a, "%.*s  %.*s",
			SPAN_ARG(auth->authserv_id.n > 0
				? auth->authserv_id
				: text_of(w, "label.unnamed-relay")),
			SPAN_ARG(text_of(w,
			    auth->trusted ? "standing.observed"
					  : "standing.claimed"))),
		    TONE_PLAIN);
	row_auth(w, "label.spf", result_text(w->a, auth->spf, auth->spf_domain),
	    verified_text(
		w, v->spf.result, v->spf.domain, v->spf.reason, v->spf.at));
	rows_dkim(w);
	row_auth(w, "label.dmarc",
	    result_text(w->a, auth->dmarc, auth->dmarc_domain),
	    verified_text(w, v->dmarc.result, v->dmarc.domain,
		dmarc_reason_text(v->dmarc.reason), v->dmarc.at));
	row_auth(w, "label.arc", auth->arc,
	    v->arc.sets == 0 ? (span){ 0 }
			     : verified_text(w, v->arc.result, v->arc.domain,
				   arc_reason_text(v->arc.reason), v->arc.at));
}

void
parts_body(struct writer *w)
{
	const struct mail *m = w->x->mail;

	for (size_t i = 0; i < m->text_count; i++) {
		const struct body_text *t = &m->texts[i];
		const struct part *p = &m->parts.list[t->part];

		layout_row(&w->l, 2, LABEL_COLUMNS, p->type,
		    arena_format(w->a, "%.*s: %s%s%.*s%s",
			SPAN_ARG(text_of(w, "label.charset")), t->charset.used,
			t->charset.label.n > 0 ? " (" : "",
			SPAN_ARG(t->charset.label),
			t->charset.label.n > 0 ? ")" : ""),
		    TONE_FAINT);
	}
	if (m->text_count == 0)
		layout_paragraph(&w->l, 2, (span){ 0 },
		    text_of(w, "label.no-body"), (span){ 0 }, TONE_PLAIN);
}

/* The same target was shown already. */
static bool
was_shown(const struct mail *m, size_t i)
{
	const struct link *l = &m->links[i];

	for (size_t k = 0; k < i; k++)
		if (link_is_followed(&m->links[k]) &&
		    span_same(m->links[k].url.href, l->url.href) &&
		    span_same(m->links[k].shown, l->shown))
			return true;
	return false;
}

static void
put_link(struct writer *w, const struct link *l, size_t number)
{
	span target = l->target.valid ? l->target.href : l->written;

	layout_paragraph(&w->l, 2, arena_format(w->a, "%zu. ", number),
	    parts_defang_url(w->a, layout_cut(w->a, target, URL_COLUMNS)),
	    (span){ 0 }, TONE_PLAIN);
	if (l->shown.n > 0 && !span_same(l->shown, target))
		layout_row(&w->l, 5, 10, text_of(w, "label.shown"),
		    parts_defang_url(w->a, layout_cut(w->a, l->shown, 100)),
		    TONE_FAINT);
	if (l->domain.n > 0)
		layout_row(&w->l, 5, 10, text_of(w, "label.domain"),
		    say_defanged(w->a, domain_unicode(w->a, l->domain)),
		    TONE_FAINT);
	for (size_t i = 0; i < l->layer_count; i++)
		layout_row(&w->l, 5, 10, text_of(w, "label.via"),
		    l->layers[i].service, TONE_FAINT);
}

void
parts_links(struct writer *w)
{
	const struct mail *m = w->x->mail;
	size_t shown = 0, more = 0;

	for (size_t i = 0; i < m->link_count; i++) {
		const struct link *l = &m->links[i];

		if (!link_is_followed(l))
			continue;
		if (shown >= LINKS_SHOWN && !w->style->verbose) {
			more++;
			continue;
		}
		if (!was_shown(m, i))
			put_link(w, l, ++shown);
	}
	if (shown == 0)
		layout_paragraph(&w->l, 2, (span){ 0 },
		    text_of(w, "label.no-links"), (span){ 0 }, TONE_PLAIN);
	if (more > 0) {
		const struct text_arg args[] = { { SPAN("count"),
		    arena_format(w->a, "%zu", more) } };

		layout_paragraph(&w->l, 2, (span){ 0 },
		    texts_format(w->a, text_of(w, "label.more-links"), args, 1),
		    (span){ 0 }, TONE_FAINT);
	}
}

void
parts_attachments(struct writer *w)
{
	const struct examination *x = w->x;

	for (size_t i = 0; i < x->attachment_count; i++) {
		const struct attachment *t = &x->attachments[i];
		const struct part *p = &x->mail->parts.list[t->part];

		layout_paragraph(&w->l, 2, arena_format(w->a, "%zu. ", i + 1),
		    arena_format(w->a, "%.*s  %.*s%s%.*s  %zu %.*s",
			SPAN_ARG(p->name.n > 0 ? p->name : p->id),
			SPAN_ARG(t->declared), t->actual.n > 0 ? " → " : "",
			SPAN_ARG(t->actual), p->bytes.n,
			SPAN_ARG(text_of(w, "label.bytes"))),
		    (span){ 0 }, TONE_PLAIN);
		layout_row(&w->l, 5, 7, SPAN("SHA-256"), span_of(t->sha256),
		    TONE_FAINT);
	}
	if (x->attachment_count == 0)
		layout_paragraph(&w->l, 2, (span){ 0 },
		    text_of(w, "label.no-attachments"), (span){ 0 },
		    TONE_PLAIN);
}
