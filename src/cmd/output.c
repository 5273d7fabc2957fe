#include "cmd/output.h"

#include "report/report_json.h"

static enum mekiki_status
print_json(const struct printing *p, struct examination *x,
    const struct source *s, const struct sink *sink)
{
	struct json j = json_sink(sink->write, sink->to);
	enum mekiki_status status;

	(void)p;
	report_json(&j, x, s->path, s->index, s->offset);
	json_newline(&j);
	status = json_finish(&j, NULL);
	json_free(&j);
	/* What a sink refuses is its owner's to tell. */
	return status == MEKIKI_IO ? MEKIKI_OK : status;
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

	style.verbose = p->verbose;
	/* A line has next to no words: one language is enough. */
	for (size_t i = 0; i < (line ? 1 : p->lang_count); i++) {
		span text;

		style.lang = p->langs[i];
		text = line ? report_line(x, name, &style)
			    : report_text(x, name, &style);
		if (arena_failed(x->arena))
			return MEKIKI_NO_MEMORY;
		sink->write(sink->to, text);
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

	for (size_t i = 0; a != NULL && i < p->lang_count; i++) {
		style.lang = p->langs[i];
		sink->write(sink->to, report_totals(a, know, totals, &style));
	}
	arena_free(a);
}

static const struct format formats[] = {
	{ "text", print_text, end_text },
	{ "json", print_json, NULL },
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
