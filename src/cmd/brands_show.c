/* brands_show - `mekiki brands [WORD...]`: the table, or what has the words. */
#include "base/fold.h"
#include "cmd/knowledge.h"
#include "cmd/nearest.h"
#include "know/know.h"
#include "report/say.h"

#define ID_COLUMNS 16
#define NAME_COLUMNS 30
#define LABEL_COLUMNS 14

static const struct {
	const char *source;
	struct bilingual words;
} sources[] = {
	{ "page", { "公開ページ", "a public page" } },
	{ "sublime", { "sublime-rules", "sublime-rules" } },
	{ "tranco", { "Tranco", "Tranco" } },
	{ "toplists", { "上位リスト", "top lists" } },
	{ "jpcert", { "偽物の例あり（JPCERT/CC）", "imitated (JPCERT/CC)" } },
	{ "own-knowledge",
	    { "収集者の知識のみ", "collectors' knowledge alone" } },
	{ "unverified", { "まだ確かめていません", "not verified yet" } },
};

static const struct bilingual words_head[] = {
	{ "id", "id" },
	{ "名前", "name" },
	{ "正規のドメイン", "official domains" },
};

static const struct bilingual label_names = { "名前", "Names" };
static const struct bilingual label_weak = { "弱い名前", "Weak names" };
static const struct bilingual label_official = { "正規ドメイン", "Official" };
static const struct bilingual label_tenant = { "利用者の領域", "Customers'" };
static const struct bilingual label_sector = { "業種", "Sector" };
static const struct bilingual label_report = { "通報先", "Report fakes" };
static const struct bilingual label_shares = { "共有する相手", "Shares with" };
static const struct bilingual label_note = { "備考", "Note" };
static const struct bilingual label_reviewed = { "確認日", "Reviewed" };
static const struct bilingual label_place = { "記載場所", "Stands in" };
static const struct bilingual label_others = { "ほかの候補", "Others" };

static const struct bilingual weak_means = {
	"（ありふれた語か短い語なので、ほかの手がかりと合わせて数えます）",
	"(common or short words: they count only with a second sign)"
};
static const struct bilingual only_itself = { "{1}（サブドメインは除く）",
	"{1} (not its sub-domains)" };
static const struct bilingual sites_alone = {
	"{1}（サイトのみ。このドメイン自体からのメールは本人のものです）",
	"{1} (sites alone; mail from it is the brand's)"
};
static const struct bilingual none_yet = { "（記録がありません）",
	"(no record)" };
static const struct bilingual from_source = { "{1}  （{2}、{3}）",
	"{1}  ({2}; {3})" };

static bool
any_holds(struct arena *a, const struct brand_names *names, span word)
{
	for (size_t i = 0; i < names->count; i++)
		if (knowledge_holds(a, names->items[i], word))
			return true;
	return false;
}

static bool
brand_holds(struct arena *a, const struct brand *b, span word)
{
	return knowledge_holds(a, b->id, word) ||
	    knowledge_holds(a, b->name_ja, word) ||
	    knowledge_holds(a, b->name_en, word) ||
	    any_holds(a, &b->aliases, word) || any_holds(a, &b->weak, word) ||
	    any_holds(a, &b->official, word) ||
	    any_holds(a, &b->tenant, word) || span_same(b->sector, word);
}

static bool
is_wanted(struct knowledge *k, const struct brand *b)
{
	const struct command *c = k->command;

	for (size_t i = 0; i < c->name_count; i++)
		if (!brand_holds(k->arena, b,
			fold_text(k->arena, span_of(c->names[i])).text))
			return false;
	return true;
}

static void
put_padded(struct knowledge *k, span text, size_t columns)
{
	span shown = bilingual_cut(k->arena, text);

	buf_put(&k->text->out, shown);
	for (size_t n = layout_columns(shown); n < columns; n++)
		buf_byte(&k->text->out, ' ');
	buf_text(&k->text->out, "  ");
}

static void
put_head(struct knowledge *k)
{
	put_padded(k, bilingual_in(&words_head[0], k->lang), ID_COLUMNS);
	put_padded(k, bilingual_in(&words_head[1], k->lang), NAME_COLUMNS);
	buf_put(&k->text->out, bilingual_in(&words_head[2], k->lang));
	buf_byte(&k->text->out, '\n');
}

static void
put_row(struct knowledge *k, const struct brand *b)
{
	put_padded(k, b->id, ID_COLUMNS);
	put_padded(k, say_brand(b, k->lang), NAME_COLUMNS);
	if (b->official.count == 0)
		buf_byte(&k->text->out, '-');
	for (size_t i = 0; i < b->official.count; i++) {
		if (i > 0)
			buf_byte(&k->text->out, ' ');
		buf_put(&k->text->out,
		    bilingual_cut(k->arena, b->official.items[i]));
	}
	if (b->own) {
		buf_text(&k->text->out, "  ");
		buf_put(&k->text->out,
		    bilingual_cut(
			k->arena, knowledge_place(k, b->file, b->line, true)));
	}
	buf_byte(&k->text->out, '\n');
}

static span
joined(struct arena *a, const struct brand_names *names, span between)
{
	span text = { 0 };

	for (size_t i = 0; i < names->count; i++)
		text = arena_join(
		    a, text, i > 0 ? between : (span){ 0 }, names->items[i]);
	return text;
}

static void
row(struct knowledge *k, const struct bilingual *label, span value)
{
	if (value.n > 0)
		layout_row(k->text, 2, LABEL_COLUMNS,
		    label == NULL ? (span){ 0 } : bilingual_in(label, k->lang),
		    value, TONE_PLAIN);
}

static span
source_words(struct knowledge *k, span source)
{
	span text = { 0 };

	while (source.n > 0) {
		span word = span_cut(&source, '|'), said = word;

		for (size_t i = 0; i < COUNT(sources); i++)
			if (span_same(word, span_of(sources[i].source)))
				said = bilingual_in(&sources[i].words, k->lang);
		text = arena_join(k->arena, text,
		    text.n > 0 ? (k->lang == LANG_JA ? SPAN("、") : SPAN("; "))
			       : (span){ 0 },
		    said);
	}
	return text;
}

static bool
is_official(const struct brand *b, span domain)
{
	domain = brands_mark_domain(domain);
	for (size_t i = 0; i < b->official.count; i++)
		if (span_same(b->official.items[i], domain))
			return true;
	return false;
}

static void
put_domains(struct knowledge *k, const struct brand *b,
    const struct brand_names *domains, const struct bilingual *label)
{
	for (size_t i = 0; i < domains->count; i++) {
		span domain = domains->items[i], text = domain;
		const struct brand_domain_row *e =
		    brand_domains_find(&k->evidence, b->id, domain);

		if (span_starts(domain, "="))
			text = bilingual_with(k->arena, &only_itself, k->lang,
			    span_drop(domain, 1), (span){ 0 }, (span){ 0 });
		if (span_starts(domain, "@"))
			text = bilingual_with(k->arena, &sites_alone, k->lang,
			    span_drop(domain, 1), (span){ 0 }, (span){ 0 });
		/* Said already, above. */
		if (domains == &b->tenant && is_official(b, domain)) {
			row(k, i == 0 ? label : NULL, text);
			continue;
		}
		text = e != NULL
		    ? bilingual_with(k->arena, &from_source, k->lang, text,
			  source_words(k, e->source), e->reviewed)
		    : arena_join(k->arena, text, SPAN("  "),
			  bilingual_in(&none_yet, k->lang));
		row(k, i == 0 ? label : NULL, text);
	}
}

/* Brands that have the word as well, when it is somebody's id. */
static span
others(struct knowledge *k, const struct brand *but)
{
	size_t count;
	const struct brand *all = brands_all(k->know->brands, &count);
	span word = fold_text(k->arena, but->id).text, text = { 0 };

	for (size_t i = 0; i < count && text.n < BILINGUAL_SHOWN; i++)
		if (&all[i] != but && brand_holds(k->arena, &all[i], word))
			text = arena_join(k->arena, text,
			    text.n > 0 ? SPAN(", ") : (span){ 0 }, all[i].id);
	return text;
}

static void
put_entry(struct knowledge *k, const struct brand *b)
{
	span comma = k->lang == LANG_JA ? SPAN("、") : SPAN(", ");
	span weak = joined(k->arena, &b->weak, comma);
	span reviewed = brand_domains_reviewed(&k->evidence, b->id);

	layout_gap(k->text);
	layout_head(k->text,
	    arena_format(k->arena, "%.*s  %.*s / %.*s", SPAN_ARG(b->id),
		SPAN_ARG(b->name_ja), SPAN_ARG(b->name_en)));
	row(k, &label_names, joined(k->arena, &b->aliases, comma));
	if (weak.n > 0)
		row(k, &label_weak,
		    arena_join(k->arena, weak,
			k->lang == LANG_JA ? (span){ 0 } : SPAN(" "),
			bilingual_in(&weak_means, k->lang)));
	put_domains(k, b, &b->official, &label_official);
	put_domains(k, b, &b->tenant, &label_tenant);
	row(k, &label_sector, b->sector);
	row(k, &label_report, b->report);
	row(k, &label_shares, joined(k->arena, &b->shares, comma));
	row(k, &label_note, b->note);
	row(k, &label_reviewed,
	    reviewed.n > 0 ? reviewed : bilingual_in(&none_yet, k->lang));
	row(k, &label_place, knowledge_place(k, b->file, b->line, b->own));
	row(k, &label_others, others(k, b));
}

static void
json_names(struct json *j, const char *key, const struct brand_names *names)
{
	json_pair_array(j, key);
	for (size_t i = 0; i < names->count; i++)
		json_span(j, names->items[i]);
	json_end(j);
}

static void
json_domains(struct knowledge *k, const struct brand *b, const char *key,
    const struct brand_names *domains, bool tenant)
{
	struct json *j = k->json;

	json_pair_array(j, key);
	for (size_t i = 0; i < domains->count; i++) {
		span domain = domains->items[i];
		bool only = span_starts(domain, "=");
		const struct brand_domain_row *e =
		    brand_domains_find(&k->evidence, b->id, domain);
		span source = e == NULL ? (span){ 0 } : e->source;

		json_begin_object(j);
		json_pair_span(j, "domain", brands_mark_domain(domain));
		if (tenant)
			json_pair_bool(j, "subdomains", !only);
		if (tenant)
			json_pair_bool(j, "own_mail", span_starts(domain, "@"));
		json_pair_array(j, "sources");
		while (source.n > 0)
			json_span(j, span_cut(&source, '|'));
		json_end(j);
		json_pair_maybe(
		    j, "reviewed", e == NULL ? (span){ 0 } : e->reviewed);
		json_pair_maybe(j, "note", e == NULL ? (span){ 0 } : e->note);
		json_end(j);
	}
	json_end(j);
}

static void
json_brand(struct knowledge *k, const struct brand *b)
{
	struct json *j = k->json;

	json_begin_object(j);
	json_pair_span(j, "id", b->id);
	json_pair_object(j, "name");
	json_pair_span(j, "ja", b->name_ja);
	json_pair_span(j, "en", b->name_en);
	json_end(j);
	json_names(j, "aliases", &b->aliases);
	json_names(j, "weak", &b->weak);
	json_domains(k, b, "official", &b->official, false);
	json_domains(k, b, "tenant", &b->tenant, true);
	json_pair_span(j, "sector", b->sector);
	json_pair_maybe(j, "report", b->report);
	json_pair_maybe(j, "note", b->note);
	json_names(j, "shares", &b->shares);
	json_pair_maybe(
	    j, "reviewed", brand_domains_reviewed(&k->evidence, b->id));
	json_pair_bool(j, "own", b->own);
	json_pair_span(j, "file", b->file);
	json_pair_int(j, "line", (int64_t)b->line);
	json_end(j);
	json_newline(j);
}

/* All words are ids: each brand is shown whole. */
static bool
show_ids(struct knowledge *k)
{
	const struct command *c = k->command;

	for (size_t i = 0; i < c->name_count; i++)
		if (brands_by_id(k->know->brands, span_of(c->names[i])) == NULL)
			return false;
	for (size_t i = 0; i < c->name_count; i++) {
		const struct brand *b =
		    brands_by_id(k->know->brands, span_of(c->names[i]));

		if (k->json != NULL)
			json_brand(k, b);
		else
			put_entry(k, b);
		k->shown++;
	}
	return c->name_count > 0;
}

void
brands_show(struct knowledge *k)
{
	size_t count;
	const struct brand *all = brands_all(k->know->brands, &count);

	if (show_ids(k))
		return;
	for (size_t i = 0; i < count; i++) {
		if (!is_wanted(k, &all[i]))
			continue;
		if (k->json != NULL) {
			json_brand(k, &all[i]);
		} else {
			if (k->shown == 0)
				put_head(k);
			put_row(k, &all[i]);
		}
		k->shown++;
	}
}

static void
take_nearer(span word, span name, size_t *least, span *found)
{
	size_t distance = nearest_distance(word, name);

	if (nearest_counts(word, name) && distance < *least) {
		*least = distance;
		*found = name;
	}
}

span
brands_nearest(struct knowledge *k, span word)
{
	size_t count, least = SIZE_MAX;
	const struct brand *all = brands_all(k->know->brands, &count);
	span found = { 0 };

	for (size_t i = 0; i < count; i++)
		take_nearer(word, all[i].id, &least, &found);
	for (size_t i = 0; i < count; i++) {
		for (size_t n = 0; n < all[i].aliases.count; n++)
			take_nearer(
			    word, all[i].aliases.items[n], &least, &found);
		for (size_t n = 0; n < all[i].official.count; n++)
			take_nearer(
			    word, all[i].official.items[n], &least, &found);
	}
	return found;
}
