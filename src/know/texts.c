#include "know/texts.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/table.h"

struct text_table {
	struct text *items;
	size_t count, room;
	struct table by_id;
};

struct texts {
	struct text_table lang[LANG_COUNT];
};

const char *
lang_text(enum lang lang)
{
	return lang == LANG_JA ? "ja" : "en";
}

static enum mekiki_status
read_lang(struct arena *a, const char *dir, enum lang lang,
    struct text_table *table, struct know_error *err)
{
	span path = arena_format(a, "%s/%s.tsv", dir, lang_text(lang));
	enum mekiki_status status;
	struct tsv t;

	if (path.p == NULL)
		return MEKIKI_NO_MEMORY;
	status = tsv_open(a, path.p, &t, err);
	if (status != MEKIKI_OK)
		return status;
	while (tsv_next(&t)) {
		struct text *grown = arena_grow(a, table->items, table->count,
		    &table->room, sizeof(*grown));

		if (grown == NULL)
			return MEKIKI_NO_MEMORY;
		table->items = grown;
		if (t.count < 2 || t.count > 3 || t.column[0].n == 0)
			return tsv_bad(&t, err, "want id, sentence and check");
		table->items[table->count++] = (struct text){
			.id = t.column[0],
			.sentence = t.column[1],
			.check = t.column[2],
		};
	}
	table->by_id = table_new(a, table->count);
	for (size_t i = 0; i < table->count; i++) {
		span id = table->items[i].id;

		if (table_find(&table->by_id, id) != TABLE_NONE)
			return tsv_bad(&t, err, "an id stands there twice");
		table_add(&table->by_id, id, (uint32_t)i);
	}
	return MEKIKI_OK;
}

enum mekiki_status
texts_open(struct arena *a, const char *dir, const struct texts **out,
    struct know_error *err)
{
	struct texts *t = arena_alloc(a, sizeof(*t));

	if (t == NULL)
		return MEKIKI_NO_MEMORY;
	for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
		enum mekiki_status status =
		    read_lang(a, dir, lang, &t->lang[lang], err);

		if (status != MEKIKI_OK)
			return status;
	}
	if (arena_failed(a))
		return MEKIKI_NO_MEMORY;
	*out = t;
	return MEKIKI_OK;
}

const struct text *
texts_find(const struct texts *t, enum lang lang, span id)
{
	uint32_t i = table_find(&t->lang[lang].by_id, id);

	return i == TABLE_NONE ? NULL : &t->lang[lang].items[i];
}

const struct text *
texts_all(const struct texts *t, enum lang lang, size_t *count)
{
	*count = t->lang[lang].count;
	return t->lang[lang].items;
}

/* Letters, digits, "-" and "_": "{" before anything else is a brace. */
static size_t
name_length(span s)
{
	size_t n = 0;

	while (n < s.n &&
	    (ascii_is_alnum(s.p[n]) || s.p[n] == '-' || s.p[n] == '_'))
		n++;
	return n < s.n && s.p[n] == '}' ? n : 0;
}

bool
texts_next_name(span *rest, span *name)
{
	while (rest->n > 0) {
		size_t n;

		span_cut(rest, '{');
		n = name_length(*rest);
		if (n > 0) {
			*name = span_head(*rest, n);
			*rest = span_drop(*rest, n + 1);
			return true;
		}
	}
	return false;
}

span
texts_format(
    struct arena *a, span template, const struct text_arg *args, size_t n)
{
	struct buf out = buf_new(a, LIMIT_TEXT);
	span before = template, name;

	while (texts_next_name(&template, &name)) {
		size_t start = span_offset(name, before) - 1, i = 0;

		while (i < n && !span_same(args[i].name, name))
			i++;
		buf_put(&out, span_head(before, start));
		buf_put(&out,
		    i < n ? args[i].value
			  : span_slice(before, start, start + name.n + 2));
		before = template;
	}
	buf_put(&out, before);
	return buf_span(&out);
}
