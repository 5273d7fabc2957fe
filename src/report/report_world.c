/* report_world - what the world answered, each with who said it and when. */
#include "base/date.h"
#include "base/domain.h"
#include "report/report_parts.h"

#define LABEL_COLUMNS 16
#define LIST_SHOWN 4	/* name servers and the like */
#define TROUBLE_SHOWN 8 /* questions without an answer */
#define ASKED_SHOWN 12	/* servers that were asked */

static span
text_of(const struct writer *w, const char *id)
{
	return say_id(w->x->know, id, w->style->lang);
}

span
parts_source(const struct writer *w, const struct answer *answer)
{
	span out = SPAN("[");

	if (answer_reconstructed(answer))
		out = arena_join(w->a, out, text_of(w, "answer.reconstructed"),
		    answer->at != 0 ? SPAN(", ") : (span){ 0 });
	else if (answer->source.n > 0)
		out = arena_join(w->a, out, answer->source,
		    answer->at != 0 ? SPAN(", ") : (span){ 0 });
	if (answer->at != 0)
		out = arena_join(
		    w->a, out, parts_time(w, answer->at), (span){ 0 });
	return arena_join(w->a, out, SPAN("]"), (span){ 0 });
}

static void
row(struct writer *w, const char *id, span value)
{
	if (value.n > 0)
		layout_row(
		    &w->l, 4, LABEL_COLUMNS, text_of(w, id), value, TONE_PLAIN);
}

static span
with_source(const struct writer *w, span value, const struct answer *answer)
{
	return arena_join(w->a, value, SPAN("  "), parts_source(w, answer));
}

/* Who said the rows above. */
static void
source(struct writer *w, const struct answer *answer)
{
	layout_row(&w->l, 4, LABEL_COLUMNS, text_of(w, "world.blank"),
	    parts_source(w, answer), TONE_FAINT);
}

static const char *
status_id(enum answer_status status)
{
	static const char *const ids[] = {
		[ANSWER_NOT_ASKED] = "answer.not-asked",
		[ANSWER_FOUND] = NULL,
		[ANSWER_NOTHING] = "answer.nothing",
		[ANSWER_REFUSED] = "answer.refused",
		[ANSWER_RATE_LIMITED] = "answer.rate-limited",
		[ANSWER_TIMEOUT] = "answer.timeout",
		[ANSWER_FAILED] = "answer.failed",
		[ANSWER_MALFORMED] = "answer.malformed",
		[ANSWER_PENDING] = NULL,
	};

	return ids[status];
}

/* Nothing there, or no answer: said as a row.  True: there is an answer. */
static bool
has_answer(struct writer *w, const char *id, const struct answer *answer)
{
	if (answer == NULL || answer->status == ANSWER_NOT_ASKED)
		return false;
	if (answer->status == ANSWER_FOUND)
		return true;
	row(w, id,
	    with_source(w, text_of(w, status_id(answer->status)), answer));
	return false;
}

/* "ns1.example.jp, ns2.example.jp". */
static span
list_text(const struct writer *w, const struct answer *answer, const char *name)
{
	span out = { 0 }, value;

	for (size_t i = 0; answer_each(answer, name, i, &value); i++) {
		if (i == LIST_SHOWN)
			return arena_join(w->a, out, SPAN(", …"), (span){ 0 });
		out = arena_join(
		    w->a, out, i > 0 ? SPAN(", ") : (span){ 0 }, value);
	}
	return out;
}

static void
put_list(struct writer *w, const char *id, const struct answer *answer,
    const char *name)
{
	if (has_answer(w, id, answer))
		row(w, id, with_source(w, list_text(w, answer, name), answer));
}

/* "Xserver Inc. (Osaka, Japan)". */
static span
holder_text(const struct writer *w, const struct answer *answer)
{
	span kind = answer_value(answer, "holder_kind");
	span name = answer_value(answer, "holder");
	span place = answer_value(answer, "holder_place");
	span country = answer_value(answer, "holder_country");
	span where = place, note = { 0 };

	if (country.n > 0)
		where = arena_join(w->a, place,
		    place.n > 0 ? SPAN(", ") : (span){ 0 },
		    say_country(w->a, country, w->style->lang));
	if (span_is(kind, "withheld"))
		note = text_of(w, "world.withheld");
	else if (span_is(kind, "proxy"))
		note = text_of(w, "world.proxy");
	if (name.n == 0)
		name = note;
	else if (note.n > 0)
		name = arena_join(w->a, name, SPAN(" "), note);
	if (where.n == 0)
		return name;
	return arena_format(w->a, "%.*s%s(%.*s)", SPAN_ARG(name),
	    name.n > 0 ? " " : "", SPAN_ARG(where));
}

static void
put_registration(struct writer *w, const struct answer *answer)
{
	static const struct {
		const char *id, *field;
	} rows[] = {
		{ "world.created", "created" },
		{ "world.changed", "changed" },
		{ "world.expires", "expires" },
		{ "world.registrar", "registrar" },
		{ "world.abuse", "registrar_abuse" },
	};

	if (!has_answer(w, "world.registration", answer))
		return;
	row(w, "world.holder", holder_text(w, answer));
	for (size_t i = 0; i < COUNT(rows); i++)
		row(w, rows[i].id, answer_value(answer, rows[i].field));
	source(w, answer);
}

/* What each database says of where the machine is. */
static void
put_places(struct writer *w, const struct answer *answer)
{
	struct answer_place places[ANSWER_PLACES_MAX];
	size_t count;

	if (answer == NULL || answer->status != ANSWER_FOUND)
		return;
	count = answer_places(answer, places);
	for (size_t i = 0; i < count; i++) {
		const struct answer_place *p = &places[i];
		span where = say_country(w->a, p->country, w->style->lang);

		if (p->region.n > 0)
			where = arena_join(w->a, where, SPAN(" "), p->region);
		if (p->city.n > 0)
			where = arena_join(w->a, where, SPAN(" "), p->city);
		row(w, i == 0 ? "world.place" : "world.blank",
		    arena_format(w->a, "%.*s (%.*s %.*s)", SPAN_ARG(where),
			SPAN_ARG(p->source), SPAN_ARG(p->date)));
	}
	if (answer_value(answer, "as_name").n > 0)
		row(w, "world.as",
		    arena_format(w->a, "AS%.*s %.*s",
			SPAN_ARG(answer_value(answer, "asn")),
			SPAN_ARG(answer_value(answer, "as_name"))));
	if (answer_reconstructed(answer))
		source(w, answer);
}

/* Whose the network is, by its registry. */
static void
put_network(struct writer *w, const struct answer *answer)
{
	if (!has_answer(w, "world.network", answer))
		return;
	row(w, "world.network", holder_text(w, answer));
	row(w, "world.range", answer_value(answer, "range"));
	row(w, "world.abuse", answer_value(answer, "abuse"));
	source(w, answer);
}

static void
head(struct writer *w, const char *id, span subject)
{
	layout_paragraph(&w->l, 2, text_of(w, "label.bullet"),
	    arena_join(w->a, text_of(w, id), SPAN(" "), subject), (span){ 0 },
	    TONE_PLAIN);
}

static void
put_domain(struct writer *w, const char *id, const struct looked_domain *d)
{
	const struct answer *addresses =
	    d->a != NULL && d->a->status == ANSWER_FOUND ? d->a
	    : is_found(d->aaaa)				 ? d->aaaa
							 : d->a;
	span shown = domain_unicode(w->a, d->domain);

	if (d->domain.n == 0)
		return;
	if (d != &w->x->lookup.sender)
		shown = say_defanged(w->a, shown);
	head(w, id, shown);
	put_registration(w, d->registration);
	put_list(w, "world.ns", d->ns, "ns");
	put_list(w, "world.mx", d->mx, "mx");
	if (has_answer(w, "world.address", addresses)) {
		span list = list_text(w, addresses, "a");

		if (list.n == 0)
			list = list_text(w, addresses, "aaaa");
		row(w, "world.address", with_source(w, list, addresses));
	}
	put_places(w, d->place);
	put_network(w, d->network);
}

static void
put_address(struct writer *w, const char *id, const struct looked_address *l,
    const struct answer *place)
{
	char text[IP_TEXT_MAX];
	span name;

	if (l->ip.family == 0)
		return;
	head(w, id, arena_copy(w->a, ip_text(l->ip, text)));
	if (has_answer(w, "world.name", l->ptr)) {
		name = list_text(w, l->ptr, "ptr");
		row(w, "world.name",
		    arena_format(w->a, "%.*s (%.*s)  %.*s", SPAN_ARG(name),
			SPAN_ARG(text_of(w,
			    l->confirmed ? "world.confirmed"
				: l->forward == NULL ||
				    status_id(l->forward->status) == NULL ||
				    l->forward->status == ANSWER_NOTHING
				? "world.unconfirmed"
				: "world.unknown")),
			SPAN_ARG(parts_source(w, l->ptr))));
	}
	put_places(w, place);
	put_network(w, l->network);
}

/* How many questions went to whom. */
static void
put_asked(struct writer *w)
{
	const struct inquiry *q = &w->x->inquiry;
	span out = { 0 };
	size_t shown = 0;

	for (size_t i = 0; i < q->count; i++) {
		const struct answer *a = q->answers[i];
		bool before = false;
		size_t count = 0;

		if (a->kind == QUESTION_ADDRESS || a->kind == QUESTION_LISTED ||
		    a->source.n == 0 || answer_reconstructed(a))
			continue;
		for (size_t k = 0; k < q->count; k++) {
			if (!span_same(q->answers[k]->source, a->source))
				continue;
			before |= k < i;
			count++;
		}
		if (before || shown++ >= ASKED_SHOWN)
			continue;
		out = arena_format(w->a, "%.*s%s%.*s: %zu", SPAN_ARG(out),
		    out.n > 0 ? ", " : "", SPAN_ARG(a->source), count);
	}
	if (out.n > 0)
		layout_paragraph(&w->l, 2, (span){ 0 },
		    arena_join(w->a, text_of(w, "world.asked"), SPAN(" "), out),
		    (span){ 0 }, TONE_FAINT);
}

void
parts_world(struct writer *w)
{
	const struct lookup *l = &w->x->lookup;

	put_domain(w, "world.sender", &l->sender);
	put_address(w, "world.edge", &l->edge,
	    w->x->route.handed_over_by != ROUTE_NONE
		? route_place(w->x, w->x->route.handed_over_by)
		: NULL);
	put_address(w, "world.origin", &l->origin, w->x->route.origin_answer);
	for (size_t i = 0; i < l->link_count; i++)
		put_domain(w, "world.link", &l->links[i]);
	put_asked(w);
}

static void
put_count(struct writer *w, const char *id, size_t count)
{
	const struct text_arg args[] = { { SPAN("count"),
	    arena_format(w->a, "%zu", count) } };

	if (count > 0)
		layout_paragraph(&w->l, 2, text_of(w, "label.bullet"),
		    texts_format(w->a, text_of(w, id), args, 1), (span){ 0 },
		    TONE_PLAIN);
}

/* Questions that nobody answered: not knowing is not the same as clean. */
void
parts_unanswered(struct writer *w)
{
	const struct inquiry *q = &w->x->inquiry;
	size_t shown = 0, more = 0, not_asked = 0;

	for (size_t i = 0; i < q->count; i++) {
		const struct answer *a = q->answers[i];
		const char *id = status_id(a->status);

		if (id == NULL || a->kind == QUESTION_ADDRESS ||
		    a->status == ANSWER_NOTHING)
			continue;
		if (a->status == ANSWER_NOT_ASKED) {
			not_asked++;
			continue;
		}
		if (shown == TROUBLE_SHOWN && !w->style->verbose) {
			more++;
			continue;
		}
		shown++;
		layout_paragraph(&w->l, 2, text_of(w, "label.bullet"),
		    arena_format(w->a, "%s %.*s: %.*s  %.*s",
			question_kind_text(a->kind), SPAN_ARG(a->subject),
			SPAN_ARG(text_of(w, id)), SPAN_ARG(parts_source(w, a))),
		    (span){ 0 }, TONE_PLAIN);
	}
	put_count(w, "unknown.more", more);
	put_count(w, "unknown.not-asked", not_asked);
}
