/* phrases_show - `mekiki phrases [WORD...]`: the rows, or what has the words. */
#include "base/fold.h"
#include "cmd/knowledge.h"
#include "cmd/nearest.h"
#include "know/know.h"
#include "know/phrase_category.h"
#include "know/phrases_check.h"

static const struct bilingual place_of_row = { "{1}（{2}）", "{1} ({2})" };

static bool
is_wanted(struct knowledge *k, const struct phrase *p)
{
	const struct command *c = k->command;

	for (size_t i = 0; i < c->name_count; i++) {
		span word = span_of(c->names[i]);
		span folded = fold_text(k->arena, word).text;

		if (!span_same(p->language, folded) &&
		    !span_same(p->category, folded) &&
		    !span_same(
			span_of(phrase_precision_text(p->precision)), folded) &&
		    !knowledge_holds(k->arena, p->pattern, folded) &&
		    !knowledge_holds(k->arena, p->why, folded))
			return false;
	}
	return true;
}

/* "ja  suspension  high" */
void
phrases_row(struct knowledge *k, const struct phrase *p)
{
	span about =
	    arena_format(k->arena, "%.*s  %.*s  %s  ", SPAN_ARG(p->language),
		SPAN_ARG(p->category), phrase_precision_text(p->precision));

	layout_paragraph(
	    k->text, 2, about, p->pattern, (span){ 0 }, TONE_PLAIN);
	layout_paragraph(k->text, 6, (span){ 0 },
	    bilingual_with(k->arena, &place_of_row, k->lang, p->why,
		knowledge_place(k, p->file, p->line, p->own), (span){ 0 }),
	    (span){ 0 }, TONE_FAINT);
}

void
phrases_members(struct json *j, const struct phrase *p)
{
	json_pair_span(j, "language", p->language);
	json_pair_span(j, "category", p->category);
	json_pair_text(j, "precision", phrase_precision_text(p->precision));
	json_pair_span(j, "pattern", p->pattern);
	json_pair_span(j, "why", p->why);
	json_pair_bool(j, "own", p->own);
	json_pair_span(j, "file", p->file);
	json_pair_int(j, "line", (int64_t)p->line);
}

void
phrases_show(struct knowledge *k)
{
	size_t count;
	const struct phrase *all = phrases_list(k->know->phrases, &count);

	for (size_t i = 0; i < count; i++) {
		if (!is_wanted(k, &all[i]))
			continue;
		k->shown++;
		if (k->json == NULL) {
			phrases_row(k, &all[i]);
			continue;
		}
		json_begin_object(k->json);
		phrases_members(k->json, &all[i]);
		json_end(k->json);
		json_newline(k->json);
	}
}

span
phrases_nearest(struct knowledge *k, span word)
{
	size_t least = SIZE_MAX;
	span found = { 0 };

	(void)k;
	for (size_t i = 0; i < PHRASE_CATEGORIES; i++) {
		span name = span_of(phrase_categories[i].name);
		size_t distance = nearest_distance(word, name);

		if (nearest_counts(word, name) && distance < least) {
			least = distance;
			found = name;
		}
	}
	return found;
}
