#include "cmd/config.h"

#include "base/buf.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "base/version.h"
#include "cmd/output.h"
#include "cmd/place.h"
#include "inquire/offline.h"
#include "know/know.h"
#include "report/layout.h"

/* One line: what, its value, and why or how. */
struct row {
	const char *what;
	span value, note;
};

struct listing {
	struct arena *a;
	enum lang lang;
	struct rows {
		struct row *rows;
		size_t count, room;
	} tables[3]; /* settings, files, data */
};

static const char *const titles[3][LANG_COUNT] = {
	{ "設定（右は、どこで決まったか）",
	    "Settings (and what decided them)" },
	{ "設定ファイル", "Settings files" },
	{ "知識とデータベース", "Knowledge and databases" },
};
/* For programs. */
static const char *const members[3] = { "settings", "files", "data" };

/* Labels, and notes that are not names of files, in both languages. */
static const struct {
	const char *en, *ja;
} words[] = {
	{ "default", "既定" },
	{ "command line", "コマンド行" },
	{ "read", "読みました" },
	{ "read, but anybody may change it",
	    "読みました（だれでも書き換えられます）" },
	{ "No such file or directory", "ありません" },
	{ "Permission denied", "読む権限がありません" },
	{ "is no regular file", "通常のファイルではありません" },
	{ "not there", "ありません" },
	{ "in use", "使っています" },
	{ "none: operator and place stay unknown (make data)",
	    "ありません。運営者と所在地は不明になります（make data）" },
	{ "version", "版" },
	{ "knowledge", "知識" },
	{ "compiled", "文言の索引" },
	{ "databases", "データベース" },
	{ "database", "データベース" },
};

static span
said(const struct listing *l, span word)
{
	for (size_t i = 0; i < COUNT(words); i++)
		if (l->lang == LANG_JA && span_same(word, span_of(words[i].en)))
			return span_of(words[i].ja);
	return word;
}

static void
add(struct listing *l, size_t table, const char *what, span value, span note)
{
	struct rows *t = &l->tables[table];
	struct row *rows =
	    arena_grow(l->a, t->rows, t->count, &t->room, sizeof(*rows));

	if (rows == NULL)
		return;
	t->rows = rows;
	rows[t->count++] = (struct row){ what, value, note };
}

/* Of trust and me all count, of others the one given last. */
static void
list_settings(struct listing *l, const struct command *c)
{
	for (size_t k = 0; command_key(k) != NULL; k++) {
		const char *key = command_key(k);
		bool all = command_key_adds(k);
		const struct setting *last = NULL;

		for (size_t i = 0; i < c->setting_count; i++) {
			const struct setting *s = &c->settings[i];

			if (!span_same(span_of(s->key), span_of(key)))
				continue;
			if (all)
				add(l, 0, key, s->value, s->from);
			last = s;
		}
		if (!all || last == NULL)
			add(l, 0, key,
			    last != NULL			? last->value
				: span_is(span_of(key), "jobs") ? SPAN("1")
				: span_is(span_of(key), "deadline")
				? SPAN("20")
				: (span){ 0 },
			    last != NULL ? last->from : SPAN("default"));
	}
}

static void
list_data(struct listing *l, const struct command *c)
{
	struct places places = places_find(l->a, c->data_dir);
	struct know_error err = { "" };
	struct offline *offline = NULL;
	struct know *know = NULL;
	span file, date;

	if (know_open(places.knowledge, places.compiled, c->own_dir, &know,
		&err) == MEKIKI_OK)
		add(l, 2, "knowledge", span_of(places.knowledge),
		    arena_join(l->a, said(l, SPAN("version")), SPAN(" "),
			span_of(know->version)));
	else
		add(l, 2, "knowledge", span_of(places.knowledge),
		    arena_copy(l->a, span_of(err.text)));
	if (know != NULL)
		add(l, 2, "compiled",
		    arena_format(l->a, "%s/phrases.hs", places.compiled),
		    know->notice.text[0] == '\0'
			? SPAN("in use")
			: arena_copy(l->a, span_of(know->notice.text)));
	err.text[0] = '\0';
	if (offline_open(places.databases, &offline, &err) != MEKIKI_OK)
		add(l, 2, "databases", span_of(places.databases),
		    arena_copy(l->a, span_of(err.text)));
	else if (!offline_file(offline, 0, &file, &date))
		add(l, 2, "databases", span_of(places.databases),
		    SPAN("none: operator and place stay unknown (make data)"));
	for (size_t i = 0;
	     offline != NULL && offline_file(offline, i, &file, &date); i++)
		add(l, 2, "database",
		    arena_join(
			l->a, span_of(places.databases), SPAN("/"), file),
		    arena_copy(l->a, date));
	offline_close(offline);
	know_close(know);
}

static size_t
width_of(span s)
{
	size_t width = 0;

	while (s.n > 0)
		width += (size_t)utf8_width(utf8_cut(&s, NULL));
	return width;
}

static void
put_padded(struct buf *out, span s, size_t width)
{
	buf_put(out, s);
	for (size_t n = width_of(s); n < width; n++)
		buf_byte(out, ' ');
}

/* Columns; what is longer pushes the rest on. */
#define LABEL_WIDTH 13
#define VALUE_WIDTH 44
#define VALUE_SHOWN 4096

/* Names of files may hold what a terminal would act on. */
static span
shown(const struct listing *l, span value)
{
	return value.n == 0 ? SPAN("-") : layout_cut(l->a, value, VALUE_SHOWN);
}

static span
as_text(const struct listing *l)
{
	struct buf out = buf_new(l->a, LIMIT_TEXT);

	for (size_t t = 0; t < COUNT(titles); t++) {
		if (t > 0)
			buf_byte(&out, '\n');
		buf_text(&out, titles[t][l->lang]);
		buf_byte(&out, '\n');
		for (size_t i = 0; i < l->tables[t].count; i++) {
			const struct row *r = &l->tables[t].rows[i];

			buf_text(&out, "  ");
			if (t != 1)
				put_padded(&out, said(l, span_of(r->what)),
				    LABEL_WIDTH);
			put_padded(&out, shown(l, r->value), VALUE_WIDTH);
			buf_text(&out, "  ");
			buf_put(&out, shown(l, said(l, r->note)));
			buf_byte(&out, '\n');
		}
	}
	return buf_span(&out);
}

static span
as_json(const struct listing *l)
{
	struct json j = json_memory(LIMIT_TEXT);
	span text = { 0 };

	json_begin_object(&j);
	json_pair_text(&j, "mekiki", MEKIKI_VERSION);
	for (size_t t = 0; t < COUNT(members); t++) {
		json_pair_array(&j, members[t]);
		for (size_t i = 0; i < l->tables[t].count; i++) {
			const struct row *r = &l->tables[t].rows[i];

			json_begin_object(&j);
			if (t != 1)
				json_pair_text(&j, "name", r->what);
			json_pair_span(&j, t == 1 ? "path" : "value", r->value);
			json_pair_span(&j,
			    t == 0	 ? "from"
				: t == 1 ? "state"
					 : "note",
			    r->note);
			json_end(&j);
		}
		json_end(&j);
	}
	json_end(&j);
	json_newline(&j);
	if (json_finish(&j, &text) == MEKIKI_OK)
		text = arena_copy(l->a, text);
	json_free(&j);
	return text;
}

span
config_text(struct arena *a, const struct command *command)
{
	struct listing *l = arena_alloc(a, sizeof(*l));
	bool json = span_is(span_of(command->format->name), "json");

	if (l == NULL)
		return (span){ 0 };
	l->a = a;
	l->lang = json ? LANG_EN : command->langs[0];
	list_settings(l, command);
	for (size_t i = 0; i < command->file_count; i++)
		add(l, 1, "file", span_of(command->files[i].path),
		    command->files[i].state);
	list_data(l, command);
	return json ? as_json(l) : as_text(l);
}
