#include "base/domain.h"
#include "base/script.h"
#include "examine/examination.h"
#include "examine/examiners.h"

/* In the order a person works; each needs only what stands above it. */
static void (*const examiners[])(struct examination *x) = {
	examine_fields,
	examine_sender,
	examine_trio,
	examine_route,
	examine_auth,
	examine_verified,
	examine_wording,
	examine_model,
	examine_padding,
	examine_links,
	examine_lookup,
	examine_listed,
	examine_attachments,
	examine_profiles,
};

void
limit_hit(struct examination *x, const char *name)
{
	const char **list;

	for (size_t i = 0; i < x->truncated_count; i++)
		if (strcmp(x->truncated[i], name) == 0)
			return;
	list = arena_grow(x->arena, x->truncated, x->truncated_count,
	    &x->truncated_room, sizeof(const char *));
	if (list == NULL)
		return;
	x->truncated = list;
	list[x->truncated_count++] = name;
}

const struct answer *
examination_ask(struct examination *x, enum question_kind kind, span subject)
{
	return inquire(&x->inquiry, kind, subject);
}

bool
is_me(const struct examination *x, const struct address *address)
{
	for (size_t i = 0; i < x->options->me_count; i++) {
		span me = x->options->me[i];

		if (span_find_byte(me, '@') < me.n
			? span_same_nocase(me, address->text)
			: domain_under(address->ascii, me))
			return true;
	}
	return false;
}

/* Languages of what is seen, the body's first. */
static void
find_languages(struct examination *x)
{
	const size_t max = COUNT(x->languages);

	for (size_t i = 0; i <= x->mail->text_count; i++) {
		span text = i < x->mail->text_count ? x->mail->texts[i].visible
						    : x->mail->subject;
		const char *language = script_language(span_head(text, 65536));
		bool known = false;

		if (language == NULL || language[0] == '\0')
			continue;
		for (size_t k = 0; k < x->language_count; k++)
			known |= strcmp(x->languages[k], language) == 0;
		if (!known && x->language_count < max)
			x->languages[x->language_count++] = language;
	}
}

/* Brands and phrases are both looked for in the folded form. */
static void
fold_texts(struct examination *x)
{
	x->subject = fold_text(x->arena, x->mail->subject);
	x->texts =
	    arena_array(x->arena, x->mail->text_count, sizeof(*x->texts));
	for (size_t i = 0; x->texts != NULL && i < x->mail->text_count; i++)
		x->texts[i] = fold_text(x->arena, x->mail->texts[i].visible);
}

/* Own addresses given by --me count as recipients as well. */
static void
find_recipients(struct examination *x)
{
	struct addresses *r = &x->recipients;
	size_t room;

	*r = mail_recipients(x->arena, x->mail);
	room = r->count; /* the next one moves the list */
	for (size_t i = 0; i < x->options->me_count; i++) {
		span me = x->options->me[i];
		struct address *list;

		if (span_find_byte(me, '@') == me.n)
			continue;
		list = arena_grow(
		    x->arena, r->list, r->count, &room, sizeof(*list));
		if (list == NULL)
			return;
		r->list = list;
		list[r->count++] = address_read(x->arena, me);
	}
}

static void
note_limits(struct examination *x)
{
	const unsigned html = HTML_TOO_DEEP | HTML_TOO_MANY_ATTRIBUTES |
	    HTML_TOO_MANY_STYLES | HTML_TOO_MANY_FORMS;
	const struct mail *m = x->mail;

	if (m->cut)
		limit_hit(x, "mail");
	if (m->fields.odd & FIELDS_CUT)
		limit_hit(x, "fields");
	if (m->from.cut || m->sender.cut || m->reply_to.cut || m->to.cut ||
	    m->cc.cut)
		limit_hit(x, "addresses");
	if (m->hops_cut)
		limit_hit(x, "hops");
	if (m->parts.cut)
		limit_hit(x, "parts");
	if (m->links_cut)
		limit_hit(x, "links");
	for (size_t i = 0; i < m->text_count; i++) {
		if (m->texts[i].charset.odd & CHARSET_TOO_LONG ||
		    m->texts[i].view.odd & HTML_TOO_LONG ||
		    (x->texts != NULL && x->texts[i].cut))
			limit_hit(x, "text");
		if (m->texts[i].view.odd & html)
			limit_hit(x, "html");
	}
	if (x->inquiry.full)
		limit_hit(x, "answers");
}

enum mekiki_status
examine(span bytes, const char *sha256, uint64_t size,
    const struct examine_with *with, struct examination **out)
{
	struct arena *a = arena_new(LIMIT_ARENA);
	struct examination *x = a == NULL ? NULL : arena_alloc(a, sizeof(*x));

	if (x == NULL) {
		arena_free(a);
		return MEKIKI_NO_MEMORY;
	}
	x->arena = a;
	x->know = with->know;
	x->options = with->options;
	x->scratch = with->scratch;
	x->sniff = with->sniff;
	x->size = size;
	x->bytes = bytes;
	memcpy(x->sha256, sha256, sizeof(x->sha256));
	x->inquiry = inquiry_new(a, with->inquirer, with->options->now);
	x->mail = mail_read(a, bytes, size > bytes.n, with->know);
	if (x->mail != NULL && x->mail->form == MAIL_MESSAGE) {
		find_languages(x);
		fold_texts(x);
		find_recipients(x);
		route_walk(x);
		auth_read(x);
		brand_look(x);
		lookup(x);
		for (size_t i = 0; i < COUNT(examiners); i++)
			examiners[i](x);
		note_limits(x);
	}
	if (arena_failed(a)) {
		arena_free(a);
		return MEKIKI_NO_MEMORY;
	}
	*out = x;
	return MEKIKI_OK;
}

void
examination_free(struct examination *x)
{
	if (x != NULL)
		arena_free(x->arena);
}
