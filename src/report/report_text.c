#include "report/report_text.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/domain.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "report/layout.h"
#include "report/report_parts.h"

#define REASONS 5	  /* what is said first */
#define EVIDENCE_SHOWN 2  /* quotations below one reason */
#define QUOTE_COLUMNS 120 /* of one quotation */
#define LINE_CLASS 12	  /* columns of the class in a line a mail */
#define LINE_MAX_COLUMNS 2000

static span
label(const struct writer *w, const char *id)
{
	return say_id(w->x->know, id, w->style->lang);
}

/* "+16", "-2"; empty for what weighs nothing. */
static span
weight_note(const struct writer *w, const struct finding *f)
{
	if (f->weight == 0)
		return (span){ 0 };
	return arena_format(w->a, "%+d", f->weight);
}

enum tone
parts_tone(const struct examination *x)
{
	if (verdict_is_bad(x->verdict.class))
		return TONE_BAD;
	return x->verdict.class == VERDICT_CLEAN ? TONE_GOOD : TONE_HEAD;
}

/* Where a quotation stands: "header, bytes 120 to 165", "part 1.2, ...". */
static span
place_of(const struct writer *w, const struct evidence *e)
{
	struct text_arg args[] = {
		{ SPAN("part"), e->part },
		{ SPAN("start"), arena_format(w->a, "%zu", e->start) },
		{ SPAN("end"), arena_format(w->a, "%zu", e->end) },
	};

	return texts_format(w->a,
	    label(w, e->part.n == 0 ? "label.at-header" : "label.at-part"),
	    args, COUNT(args));
}

/* Folds leave runs of blanks: one is enough to read. */
static span
without_runs(struct arena *a, span text)
{
	struct buf out = buf_new(a, text.n);

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c == '\t' || c == '\r' || c == '\n')
			c = ' ';
		if (c != ' ' || out.n == 0 || out.p[out.n - 1] != ' ')
			buf_byte(&out, c);
	}
	return buf_span(&out);
}

/* A place that does not fit behind a short quotation stands below it. */
static span
with_place(const struct writer *w, span text, span place, size_t indent)
{
	size_t room = w->l.width > indent ? w->l.width - indent : 0;
	size_t used = layout_columns(text);

	if (w->l.page) /* which breaks where it must */
		return arena_join(w->a, text, SPAN("  "), place);
	return arena_join(w->a, text,
	    used <= room && used + 2 + layout_columns(place) > room
		? SPAN("\n")
		: SPAN("  "),
	    place);
}

/* How a page says who wrote what it quotes; a terminal has no room for it. */
static const struct {
	const char *mark, *sentence; /* sentence: where nothing is quoted */
} standings[] = {
	[STANDING_OBSERVED] = { "standing.observed", "html.observed" },
	[STANDING_CLAIMED] = { "standing.claimed", "html.claimed" },
	[STANDING_TOLD] = { "standing.told", "html.told" },
};

/* What of a registration is worth to be quoted: "created: 2025-01-31, ...". */
static span
quoted_fields(const struct writer *w, const struct answer *answer)
{
	static const char *const names[] = { "created", "holder", "holder_kind",
		"registrar", "abuse" };
	span out = { 0 };

	for (size_t i = 0; i < COUNT(names); i++) {
		span value = answer_value(answer, names[i]);

		if (value.n > 0)
			out = arena_format(w->a, "%.*s%s%s: %.*s",
			    SPAN_ARG(out), out.n > 0 ? ", " : "", names[i],
			    SPAN_ARG(value));
	}
	return out;
}

/* An answer as evidence: the best of it, who said it, and when. */
static void
put_answer(struct writer *w, const struct answer *answer, size_t indent)
{
	span text = answer->text, line = { 0 };

	if (answer->status == ANSWER_NOTHING)
		line = label(w, "answer.nothing");
	else
		line = quoted_fields(w, answer);
	while (line.n == 0 && text.n > 0)
		line = span_trim(span_cut_line(&text));
	line = layout_cut(w->a, without_runs(w->a, line), QUOTE_COLUMNS);
	if (answer->kind == QUESTION_LISTED)
		line = parts_defang_url(w->a, line);
	else if (answer->kind != QUESTION_ADDRESS)
		line = arena_format(w->a, "%s %.*s%s%.*s",
		    question_kind_text(answer->kind), SPAN_ARG(answer->subject),
		    line.n > 0 ? ": " : "", SPAN_ARG(line));
	layout_paragraph(&w->l, indent, label(w, "label.evidence"),
	    with_place(w, line, parts_source(w, answer),
		indent + layout_columns(label(w, "label.evidence"))),
	    (span){ 0 }, TONE_FAINT);
}

static void
put_evidence(struct writer *w, const struct finding *f, size_t indent)
{
	size_t shown = 0;
	span place;

	for (size_t i = 0; i < f->evidence_count; i++) {
		const struct evidence *e = &f->evidence[i];
		span text;

		if (e->answer == NULL && e->text.n == 0)
			continue;
		if (shown++ == EVIDENCE_SHOWN && !w->style->verbose)
			return;
		if (e->answer != NULL) {
			put_answer(w, e->answer, indent);
			continue;
		}
		text = layout_cut(
		    w->a, without_runs(w->a, e->text), QUOTE_COLUMNS);
		if (span_starts(span_of(f->id), "link.") ||
		    span_starts(span_of(f->id), "listed."))
			text = parts_defang_url(w->a, text);
		place = place_of(w, e);
		if (w->l.page)
			place = arena_join(w->a, place, SPAN(" "),
			    label(w, standings[f->standing].mark));
		layout_paragraph(&w->l, indent, label(w, "label.evidence"),
		    with_place(w, text, place,
			indent + layout_columns(label(w, "label.evidence"))),
		    (span){ 0 }, TONE_FAINT);
	}
	if (shown == 0 && w->l.page)
		layout_paragraph(&w->l, indent, label(w, "label.evidence"),
		    label(w, standings[f->standing].sentence), (span){ 0 },
		    TONE_FAINT);
}

static void
put_check(struct writer *w, const struct finding *f, size_t indent)
{
	span check = say_check(w->a, w->x->know, f, w->style->lang);

	if (check.n > 0)
		layout_paragraph(&w->l, indent, label(w, "label.check"), check,
		    (span){ 0 }, TONE_PLAIN);
}

static void
put_grounds(struct writer *w, const struct finding *f)
{
	put_evidence(w, f, 4);
	put_check(w, f, 4);
}

static void
put_reasons_head(struct writer *w)
{
	layout_head(&w->l, label(w, "label.reasons"));
	if (!w->l.page)
		return;
	layout_paragraph(&w->l, 2, (span){ 0 }, label(w, "html.weights"),
	    (span){ 0 }, TONE_FAINT);
	layout_paragraph(&w->l, 2, (span){ 0 }, label(w, "html.standing"),
	    (span){ 0 }, TONE_FAINT);
}

/* The strongest reasons, with their places and how to check them. */
static void
put_reasons(struct writer *w)
{
	size_t n = 0;

	for (size_t i = 0; i < w->x->finding_count && n < REASONS; i++) {
		const struct finding *f = w->order[i];

		if (f->weight == 0 ||
		    (f->weight < 0 && verdict_is_bad(w->x->verdict.class)))
			continue;
		if (n == 0)
			put_reasons_head(w);
		w->said[i] = true;
		n++;
		layout_paragraph(&w->l, 1, arena_format(w->a, "%zu. ", n),
		    say_finding(w->a, w->x->know, f, w->style->lang),
		    weight_note(w, f), TONE_PLAIN);
		put_grounds(w, f);
	}
}

/* A finding about one of the topics, by the beginning of its id. */
static bool
is_about(const struct finding *f, const char *const *topics, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (span_starts(span_of(f->id), topics[i]))
			return true;
	return false;
}

static bool
has_rest(const struct writer *w, const char *const *topics, size_t count)
{
	for (size_t i = 0; i < w->x->finding_count; i++)
		if (!w->said[i] && is_about(w->order[i], topics, count))
			return true;
	return false;
}

/* What else was found about the topics. */
static void
put_rest(struct writer *w, const char *const *topics, size_t count)
{
	for (size_t i = 0; i < w->x->finding_count; i++) {
		const struct finding *f = w->order[i];

		if (w->said[i] || !is_about(f, topics, count))
			continue;
		w->said[i] = true;
		layout_paragraph(&w->l, 2, label(w, "label.bullet"),
		    say_finding(w->a, w->x->know, f, w->style->lang),
		    weight_note(w, f), TONE_PLAIN);
		if (w->style->verbose) {
			put_grounds(w, f);
		} else if (w->l.page) {
			layout_fold(&w->l, label(w, "html.grounds"));
			put_grounds(w, f);
			layout_fold_end(&w->l);
		}
	}
}

static void
put_header(struct writer *w, span path)
{
	if (!span_is(path, "-"))
		layout_paragraph(
		    &w->l, 0, (span){ 0 }, path, (span){ 0 }, TONE_FAINT);
	layout_paragraph(&w->l, 0, (span){ 0 },
	    say_verdict(w->a, w->x, w->style->lang), (span){ 0 },
	    parts_tone(w->x));
}

static void
put_unknown(struct writer *w)
{
	static const struct {
		const char *limit, *id;
	} limits[] = {
		{ "mail", "unknown.limit-mail" },
		{ "fields", "unknown.limit-fields" },
		{ "hops", "unknown.limit-hops" },
		{ "parts", "unknown.limit-parts" },
		{ "links", "unknown.limit-links" },
		{ "text", "unknown.limit-text" },
		{ "addresses", "unknown.limit-addresses" },
		{ "html", "unknown.limit-html" },
		{ "phrases", "unknown.limit-phrases" },
		{ "attachments", "unknown.limit-attachments" },
		{ "archives", "unknown.limit-archives" },
		{ "findings", "unknown.limit-findings" },
		{ "answers", "unknown.limit-answers" },
	};
	const struct examination *x = w->x;
	span bullet = label(w, "label.bullet");

	layout_head(&w->l, label(w, "label.unknown"));
	layout_paragraph(&w->l, 2, bullet,
	    label(w, x->lookup.done ? "unknown.pages" : "unknown.offline"),
	    (span){ 0 }, TONE_PLAIN);
	parts_unanswered(w);
	if (!parts_has_places(x))
		layout_paragraph(&w->l, 2, bullet,
		    label(w, "unknown.no-databases"), (span){ 0 }, TONE_PLAIN);
	if (!x->auth.present)
		layout_paragraph(&w->l, 2, bullet,
		    label(w, "unknown.no-results"), (span){ 0 }, TONE_PLAIN);
	else if (!x->auth.trusted)
		layout_paragraph(&w->l, 2, bullet,
		    label(w, "unknown.results-untrusted"), (span){ 0 },
		    TONE_PLAIN);
	if (x->route.boundary == BOUNDARY_INFERRED)
		layout_paragraph(&w->l, 2, bullet, label(w, "unknown.boundary"),
		    (span){ 0 }, TONE_PLAIN);
	if (x->mail->headers_only)
		layout_paragraph(&w->l, 2, bullet,
		    label(w, "unknown.headers-only"), (span){ 0 }, TONE_PLAIN);
	for (size_t i = 0; i < x->truncated_count; i++)
		for (size_t k = 0; k < COUNT(limits); k++)
			if (strcmp(x->truncated[i], limits[k].limit) == 0)
				layout_paragraph(&w->l, 2, bullet,
				    label(w, limits[k].id), (span){ 0 },
				    TONE_PLAIN);
}

/* What to do, by what the mail is after and whom it poses as. */
static void
put_advice(struct writer *w)
{
	const struct brand *b = say_impersonated(w->x);
	char id[48];
	span text;

	layout_head(&w->l, label(w, "label.advice"));
	snprintf(id, sizeof(id), "advice.%s",
	    verdict_class_text(w->x->verdict.class));
	layout_paragraph(&w->l, 2, label(w, "label.bullet"), label(w, id),
	    (span){ 0 }, TONE_PLAIN);
	if (!verdict_is_bad(w->x->verdict.class))
		return;
	if (b != NULL) {
		snprintf(id, sizeof(id), "advice.sector-%.*s",
		    SPAN_ARG(span_head(b->sector, 20)));
		text = label(w, id);
		if (text.n > 0)
			layout_paragraph(&w->l, 2, label(w, "label.bullet"),
			    text, (span){ 0 }, TONE_PLAIN);
	}
	layout_paragraph(&w->l, 2, label(w, "label.bullet"),
	    label(w, "advice.report"), (span){ 0 }, TONE_PLAIN);
}

/* What the sections of the dissection are, in the order a person works. */
static const struct {
	const char *head;
	void (*put)(struct writer *w);
	const char *topics[3];
	size_t count;
	bool of_body;  /* a mail of which only the header is there has none */
	bool of_world; /* only where the world was asked */
} sections[] = {
	{ "label.sender", parts_sender, { "sender.", "fields." }, 2, false,
	    false },
	{ "label.trio", parts_trio, { "trio." }, 1, false, false },
	{ "label.route", parts_route, { "route." }, 1, false, false },
	{ "label.auth", parts_auth, { "auth." }, 1, false, false },
	{ "label.world", parts_world, { "domain.", "origin." }, 2, false,
	    true },
	{ "label.body", parts_body, { "wording." }, 1, true, false },
	{ "label.links", parts_links, { "link.", "listed." }, 2, true, false },
	{ "label.attachments", parts_attachments, { "attachment." }, 1, true,
	    false },
};

span
report_set(struct examination *x, span path, const struct text_style *style,
    struct layout l)
{
	struct writer w = { .x = x, .a = x->arena, .style = style, .l = l };

	w.l.redact = style->redact;
	w.order = judge_order(x);
	w.said = arena_array(x->arena, x->finding_count + 1, sizeof(bool));
	if (w.said == NULL)
		return (span){ 0 };
	put_header(&w, path);
	if (x->mail->form != MAIL_MESSAGE)
		return buf_span(&w.l.out);
	/* A terminal shows the end of what was printed, a page its top. */
	if (w.l.page)
		put_advice(&w);
	put_reasons(&w);
	for (size_t i = 0; i < COUNT(sections); i++) {
		bool absent = sections[i].of_body && x->mail->headers_only;

		if (sections[i].of_world && !x->lookup.done)
			continue;
		/* The subject has a wording, too. */
		if (absent &&
		    !has_rest(&w, sections[i].topics, sections[i].count))
			continue;
		layout_head(&w.l, label(&w, sections[i].head));
		if (!absent)
			sections[i].put(&w);
		put_rest(&w, sections[i].topics, sections[i].count);
	}
	put_unknown(&w);
	if (!w.l.page)
		put_advice(&w);
	else
		layout_page_end(&w.l);
	return buf_span(&w.l.out);
}

span
report_text(struct examination *x, span path, const struct text_style *style)
{
	return report_set(
	    x, path, style, layout_new(x->arena, style->width, style->colour));
}

span
parts_class(const struct examination *x, enum lang lang)
{
	char id[32];

	if (x->mail->form != MAIL_MESSAGE)
		return say_id(x->know, "class.unread", lang);
	snprintf(
	    id, sizeof(id), "class.%s", verdict_class_text(x->verdict.class));
	return say_id(x->know, id, lang);
}

/* path, or its end behind an ellipsis: names differ at the end. */
static span
path_tail(struct arena *a, span path, size_t columns)
{
	size_t left = layout_columns(path);
	span tail = path;

	if (left <= columns)
		return path;
	while (tail.n > 0 && left + 1 > columns) {
		span before = tail;

		utf8_cut(&tail, NULL);
		left -= layout_columns(span_head(before, before.n - tail.n));
	}
	return arena_join(a, SPAN("…"), tail, (span){ 0 });
}

span
report_line(struct examination *x, span path, const struct text_style *style)
{
	const struct brand *b = say_impersonated(x);
	struct arena *a = x->arena;
	size_t width = style->whole_lines ? LINE_MAX_COLUMNS : style->width;
	struct layout l = layout_new(a, width, style->colour);
	span line, who = { 0 };

	l.redact = style->redact;
	if (b != NULL)
		who = arena_join(
		    a, SPAN("  "), say_brand(b, style->lang), (span){ 0 });
	if (x->mail->from.count > 0)
		who = arena_join(a, who, SPAN("  "),
		    layout_cut(a, x->mail->from.list[0].text, 40));
	if (x->mail->form == MAIL_MESSAGE)
		line = arena_format(a, "%5.1f%%  ", say_percent(x));
	else
		line = SPAN("     -  ");
	line = arena_join(
	    a, line, path_tail(a, path, l.width > 60 ? l.width / 2 : 20), who);
	line = arena_join(a, line, SPAN("  "), x->mail->subject);
	layout_row(&l, 0, LINE_CLASS, parts_class(x, style->lang),
	    layout_cut(a, line, l.width - LINE_CLASS - 2), parts_tone(x));
	return buf_span(&l.out);
}

span
report_totals(struct arena *a, const struct know *know,
    const struct text_totals *totals, const struct text_style *style)
{
	struct layout l = layout_new(a, style->width, style->colour);
	struct text_arg args[] = {
		{ SPAN("mails"), arena_format(a, "%zu", totals->mails) },
		{ SPAN("phishing"),
		    arena_format(
			a, "%zu", totals->by_class[VERDICT_PHISHING]) },
		{ SPAN("scam"),
		    arena_format(a, "%zu", totals->by_class[VERDICT_SCAM]) },
		{ SPAN("malware"),
		    arena_format(a, "%zu", totals->by_class[VERDICT_MALWARE]) },
		{ SPAN("spam"),
		    arena_format(a, "%zu", totals->by_class[VERDICT_SPAM]) },
		{ SPAN("clean"),
		    arena_format(a, "%zu", totals->by_class[VERDICT_CLEAN]) },
		{ SPAN("unknown"),
		    arena_format(a, "%zu",
			totals->by_class[VERDICT_UNKNOWN] - totals->unread) },
		{ SPAN("unread"), arena_format(a, "%zu", totals->unread) },
	};

	layout_gap(&l);
	layout_paragraph(&l, 0, (span){ 0 },
	    texts_format(a, say_id(know, "label.totals", style->lang), args,
		COUNT(args)),
	    (span){ 0 }, TONE_HEAD);
	return buf_span(&l.out);
}
