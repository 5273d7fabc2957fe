#include "cmd/output.h"

#include "base/limits.h"
#include "report/redact.h"
#include "report/report_html.h"
#include "report/report_json.h"
#include "report/report_misp.h"
#include "report/report_stix.h"

static span
mask(void *redact, span s)
{
	return redact_text(redact, s);
}

/* All of the object or nothing: a half is no JSON, or lacks what was found. */
static enum mekiki_status
print_json(const struct printing *p, struct examination *x,
    const struct source *s, const struct sink *sink)
{
	struct json j = json_memory(LIMIT_ARENA);
	enum mekiki_status status;
	span text = { 0 };

	if (p->style.redact != NULL) {
		j.change = mask;
		j.with = p->style.redact;
	}
	report_json(&j, x, s->path, s->index, s->offset);
	json_newline(&j);
	status = json_finish(&j, &text);
	if (arena_failed(x->arena))
		status = MEKIKI_NO_MEMORY;
	/* What a sink refuses is its owner's to tell. */
	if (status == MEKIKI_OK)
		sink->write(sink->to, text);
	json_free(&j);
	return status;
}

/* For platforms that share: what `mekiki report` masks and searches. */
static enum mekiki_status
print_pivots(const struct printing *p, struct examination *x,
    const struct sink *sink,
    void (*report)(
	struct json *j, struct examination *x, const struct pivots *pivots))
{
	struct redact *r = p->style.redact;
	struct pivots *pivots = r == NULL ? NULL : pivots_read(x->arena, x, r);
	struct json j = json_memory(LIMIT_ARENA);
	enum mekiki_status status = MEKIKI_NO_MEMORY;
	span text = { 0 };

	if (pivots != NULL) {
		report(&j, x, pivots);
		json_newline(&j);
		status = json_finish(&j, &text);
	}
	if (status == MEKIKI_OK && arena_failed(x->arena))
		status = MEKIKI_NO_MEMORY;
	if (status == MEKIKI_OK)
		sink->write(sink->to, text);
	json_free(&j);
	return status;
}

static enum mekiki_status
print_misp(const struct printing *p, struct examination *x,
    const struct source *s, const struct sink *sink)
{
	(void)s;
	return print_pivots(p, x, sink, report_misp);
}

static enum mekiki_status
print_stix(const struct printing *p, struct examination *x,
    const struct source *s, const struct sink *sink)
{
	(void)s;
	return print_pivots(p, x, sink, report_stix);
}

/* "box.mbox#3", counted as JSON counts, tells the mails of an mbox apart. */
static span
label(struct arena *a, const struct source *s)
{
	char digits[SPAN_INT_MAX];

	if (!s->one_of_many)
		return s->path;
	return arena_join(a, s->path, SPAN("#"), span_of_int(s->index, digits));
}

static enum mekiki_status
print_text(const struct printing *p, struct examination *x,
    const struct source *s, const struct sink *sink)
{
	struct text_style style = p->style;
	span name = label(x->arena, s);
	bool line = !s->alone && !p->verbose;
	/* A line has next to no words: one language is enough. */
	size_t count = line ? 1 : p->lang_count;
	span texts[LANG_COUNT];

	style.verbose = p->verbose;
	for (size_t i = 0; i < count; i++) {
		style.lang = p->langs[i];
		texts[i] = line ? report_line(x, name, &style)
				: report_text(x, name, &style);
	}
	if (arena_failed(x->arena))
		return MEKIKI_NO_MEMORY;
	for (size_t i = 0; i < count; i++) {
		sink->write(sink->to, texts[i]);
		if (!line)
			sink->write(sink->to, SPAN("\n"));
	}
	return MEKIKI_OK;
}

static void
end_text(const struct printing *p, const struct know *know,
    const struct text_totals *totals, const struct sink *sink)
{
	struct arena *a = arena_new((size_t)1 << 20);
	struct text_style style = p->style;

	for (size_t i = 0; a != NULL && totals != NULL && i < p->lang_count;
	     i++) {
		style.lang = p->langs[i];
		sink->write(sink->to, report_totals(a, know, totals, &style));
	}
	arena_free(a);
}

static void
begin_html(
    const struct printing *p, const struct know *know, const struct sink *sink)
{
	struct arena *a = arena_new((size_t)4 << 20);

	if (a != NULL)
		sink->write(sink->to,
		    report_html_begin(a, know, p->langs, p->lang_count,
			p->style.redact != NULL));
	arena_free(a);
}

static enum mekiki_status
print_html(const struct printing *p, struct examination *x,
    const struct source *s, const struct sink *sink)
{
	struct text_style style = p->style;
	span name = label(x->arena, s);

	style.verbose = p->verbose;
	for (size_t i = 0; i < p->lang_count; i++) {
		span text;

		style.lang = p->langs[i];
		text = report_html(x, name, &style, s->alone);
		if (arena_failed(x->arena) || text.n == 0)
			return MEKIKI_NO_MEMORY;
		sink->write(sink->to, text);
	}
	return MEKIKI_OK;
}

static void
end_html(const struct printing *p, const struct know *know,
    const struct text_totals *totals, const struct sink *sink)
{
	struct arena *a = arena_new((size_t)4 << 20);

	if (a != NULL)
		sink->write(sink->to,
		    report_html_end(a, know, totals, p->langs, p->lang_count));
	arena_free(a);
}

static const struct format formats[] = {
	{ "text", false, NULL, print_text, end_text },
	{ "json", false, NULL, print_json, NULL },
	{ "html", false, begin_html, print_html, end_html },
	{ "misp", true, NULL, print_misp, NULL },
	{ "stix", true, NULL, print_stix, NULL },
};

const struct format *
format_find(span name)
{
	for (size_t i = 0; i < COUNT(formats); i++)
		if (span_same(name, span_of(formats[i].name)))
			return &formats[i];
	return NULL;
}

const struct format *
format_default(void)
{
	return &formats[0];
}

span
format_names(struct arena *a)
{
	span names = { 0 };

	for (size_t i = 0; i < COUNT(formats); i++)
		names = arena_join(a, names,
		    i == 0			 ? (span){ 0 }
			: i + 1 < COUNT(formats) ? SPAN(", ")
						 : SPAN(" or "),
		    span_of(formats[i].name));
	return names;
}
