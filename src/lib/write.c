#include "lib/expert.h"
#include "report/report_html.h"
#include "report/report_json.h"
#include "report/report_text.h"

#define COLUMNS 80
#define COLUMNS_MAX 1000
#define ZONE_MAX (24 * 60) /* minutes */

/* The caller's function; json gives it nothing more once it has refused. */
struct outlet {
	bool (*write)(void *to, const char *bytes, size_t length);
	void *to;
};

static bool
put(void *outlet, span bytes)
{
	const struct outlet *o = outlet;

	return bytes.n == 0 || o->write(o->to, bytes.p, bytes.n);
}

enum mekiki_status
mekiki_write_json(struct mekiki_examination *m, const char *name,
    bool (*write)(void *to, const char *bytes, size_t length), void *to)
{
	struct outlet outlet = { write, to };
	enum mekiki_status status;
	locale_t before;
	struct json j;

	if (m == NULL || write == NULL)
		return MEKIKI_BAD_USE;
	before = uselocale(m->expert->locale);
	j = json_sink(put, &outlet);
	report_json(&j, m->x, name == NULL ? SPAN("-") : span_of(name), 0, 0);
	status = json_finish(&j, NULL);
	json_free(&j);
	uselocale(before);
	if (status == MEKIKI_OK && arena_failed(m->x->arena))
		return MEKIKI_NO_MEMORY;
	return status;
}

/* What a caller built against another version set of what we know. */
static bool
take_style(const struct mekiki_style *in, struct mekiki_style *out)
{
	*out = (struct mekiki_style)MEKIKI_STYLE;
	if (in == NULL)
		return true;
	if (in->size < sizeof(in->size) || in->size > sizeof(*out))
		return false;
	memcpy(out, in, in->size);
	return (size_t)out->lang < LANG_COUNT && out->zone >= -ZONE_MAX &&
	    out->zone <= ZONE_MAX;
}

static struct text_style
our_style(const struct mekiki_style *s)
{
	return (struct text_style){ .lang = (enum lang)s->lang,
		.colour = s->colour,
		.width = s->columns == 0       ? COLUMNS
		    : s->columns > COLUMNS_MAX ? COLUMNS_MAX
					       : s->columns,
		.verbose = s->verbose,
		.zone = s->zone };
}

enum mekiki_status
mekiki_write_text(struct mekiki_examination *m, const char *name,
    const struct mekiki_style *style,
    bool (*write)(void *to, const char *bytes, size_t length), void *to)
{
	struct outlet outlet = { write, to };
	struct mekiki_style s;
	struct text_style ours;
	locale_t before;
	span text;

	if (m == NULL || write == NULL || !take_style(style, &s))
		return MEKIKI_BAD_USE;
	ours = our_style(&s);
	before = uselocale(m->expert->locale);
	text =
	    report_text(m->x, name == NULL ? SPAN("-") : span_of(name), &ours);
	uselocale(before);
	if (arena_failed(m->x->arena))
		return MEKIKI_NO_MEMORY;
	return put(&outlet, text) ? MEKIKI_OK : MEKIKI_IO;
}

enum mekiki_status
mekiki_write_html(struct mekiki_examination *m, const char *name,
    const struct mekiki_style *style,
    bool (*write)(void *to, const char *bytes, size_t length), void *to)
{
	struct outlet outlet = { write, to };
	struct mekiki_style s;
	struct text_style ours;
	locale_t before;
	span pieces[3];

	if (m == NULL || write == NULL || !take_style(style, &s))
		return MEKIKI_BAD_USE;
	ours = our_style(&s);
	before = uselocale(m->expert->locale);
	pieces[0] =
	    report_html_begin(m->x->arena, m->x->know, &ours.lang, 1, false);
	pieces[1] = report_html(
	    m->x, name == NULL ? SPAN("-") : span_of(name), &ours, true);
	pieces[2] =
	    report_html_end(m->x->arena, m->x->know, NULL, &ours.lang, 1);
	uselocale(before);
	if (arena_failed(m->x->arena))
		return MEKIKI_NO_MEMORY;
	for (size_t i = 0; i < COUNT(pieces); i++)
		if (!put(&outlet, pieces[i]))
			return MEKIKI_IO;
	return MEKIKI_OK;
}
