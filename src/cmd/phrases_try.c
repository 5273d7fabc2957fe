/* phrases_try - `mekiki phrases --test`: what a text would be found to say. */
#include "base/fold.h"
#include "base/utf8.h"
#include "cmd/knowledge.h"
#include "know/know.h"

/* Columns of the text around what was found. */
#define BEFORE_COLUMNS 24
#define PIECE_COLUMNS 100
#define BEHIND_BYTES 40
#define FOLDED_COLUMNS 400

static const struct bilingual label_folded = { "比べるときの形：", "Folded: " };
static const struct bilingual none = { "当てはまる語句はありません。",
	"No phrase matches." };
static const struct bilingual at_bytes = { "{1}～{2} バイト目",
	"bytes {1} to {2}" };
static const struct bilingual is_more = {
	"ほかにもあります（数の上限に達しました）。",
	"There are more: a limit was reached."
};

/* One match, in bytes of the text as it was given. */
struct found {
	const struct phrase *phrase;
	size_t start, end;
	bool raw; /* found in the text as it stands */
};

struct findings {
	struct found *list;
	size_t count, room;
	bool more;
};

static void
add(struct arena *a, struct findings *f, const struct phrase_match *m,
    size_t start, size_t end, bool raw)
{
	struct found *grown =
	    arena_grow(a, f->list, f->count, &f->room, sizeof(*grown));

	if (grown == NULL)
		return;
	f->list = grown;
	grown[f->count++] = (struct found){ m->phrase, start, end, raw };
}

/* As examine/wording looks at a mail's text. */
static struct findings
find(struct knowledge *k, struct phrases_scratch *s, span text,
    const struct folded *folded)
{
	struct phrase_matches m = phrases_scan(s, k->arena, folded->text);
	struct findings f = { .more = m.more };

	for (size_t i = 0; i < m.count; i++)
		add(k->arena, &f, &m.list[i],
		    map_start(&folded->map, m.list[i].start),
		    map_end(&folded->map, m.list[i].end, text.n), false);
	m = phrases_scan_raw(s, k->arena, text);
	f.more |= m.more;
	for (size_t i = 0; i < m.count; i++)
		add(k->arena, &f, &m.list[i], m.list[i].start, m.list[i].end,
		    true);
	return f;
}

static span
harmless(struct knowledge *k, span text, size_t columns)
{
	return layout_cut(k->arena, text, columns);
}

/* What stands before, from a character's start, as much as fits. */
static span
before_of(struct knowledge *k, span text, size_t start)
{
	span before = span_head(text, start), all = before, shown = { 0 };

	while (before.n > 0) {
		span longer, rest = before;

		(void)utf8_cut_last(&rest);
		longer = harmless(k, span_drop(all, rest.n), BILINGUAL_SHOWN);
		if (layout_columns(longer) > BEFORE_COLUMNS)
			break;
		shown = longer;
		before = rest;
	}
	return shown;
}

static void
put_line(struct knowledge *k, span text)
{
	buf_text(&k->text->out, "    ");
	buf_put(&k->text->out, text);
	buf_byte(&k->text->out, '\n');
}

/* The place in the text, and what was found there underlined. */
static void
put_piece(struct knowledge *k, span text, const struct found *f)
{
	span before = before_of(k, text, f->start);
	span piece =
	    harmless(k, span_slice(text, f->start, f->end), PIECE_COLUMNS);
	span behind = span_head(span_drop(text, f->end), BEHIND_BYTES);
	struct buf under = buf_new(k->arena, 1000);
	size_t columns = layout_columns(piece);

	while (behind.n > 0 && !utf8_valid(behind))
		behind.n--;
	put_line(k,
	    arena_join(
		k->arena, before, piece, harmless(k, behind, BEHIND_BYTES)));
	for (size_t i = layout_columns(before); i > 0; i--)
		buf_byte(&under, ' ');
	for (size_t i = columns > 0 ? columns : 1; i > 0; i--)
		buf_byte(&under, '^');
	put_line(k, buf_span(&under));
}

static void
put_text(struct knowledge *k, span text, const struct folded *folded,
    const struct findings *f)
{
	layout_gap(k->text);
	layout_head(k->text, bilingual_cut(k->arena, text));
	if (!span_same(folded->text, text))
		layout_paragraph(k->text, 2,
		    bilingual_in(&label_folded, k->lang),
		    harmless(k, folded->text, FOLDED_COLUMNS), (span){ 0 },
		    TONE_FAINT);
	for (size_t i = 0; i < f->count; i++) {
		layout_paragraph(k->text, 2, (span){ 0 },
		    bilingual_with(k->arena, &at_bytes, k->lang,
			arena_number(k->arena, (int64_t)f->list[i].start),
			arena_number(k->arena, (int64_t)f->list[i].end),
			(span){ 0 }),
		    (span){ 0 }, TONE_FAINT);
		put_piece(k, text, &f->list[i]);
		phrases_row(k, f->list[i].phrase);
	}
	if (f->count == 0)
		layout_paragraph(k->text, 2, (span){ 0 },
		    bilingual_in(&none, k->lang), (span){ 0 }, TONE_PLAIN);
	if (f->more)
		layout_paragraph(k->text, 2, (span){ 0 },
		    bilingual_in(&is_more, k->lang), (span){ 0 }, TONE_PLAIN);
}

static void
put_json(struct knowledge *k, span text, const struct folded *folded,
    const struct findings *f)
{
	struct json *j = k->json;

	json_begin_object(j);
	json_pair_span(j, "text", text);
	json_pair_span(j, "folded", folded->text);
	json_pair_array(j, "matches");
	for (size_t i = 0; i < f->count; i++) {
		json_begin_object(j);
		json_pair_int(j, "start", (int64_t)f->list[i].start);
		json_pair_int(j, "end", (int64_t)f->list[i].end);
		json_pair_span(j, "piece",
		    span_slice(text, f->list[i].start, f->list[i].end));
		json_pair_bool(j, "raw", f->list[i].raw);
		phrases_members(j, f->list[i].phrase);
		json_end(j);
	}
	json_end(j);
	json_pair_bool(j, "more", f->more);
	json_end(j);
	json_newline(j);
}

void
phrases_try(struct knowledge *k, span text)
{
	struct phrases_scratch *s = phrases_scratch_new(k->know->phrases);
	struct folded folded = fold_text(k->arena, text);
	struct findings f = { 0 };

	if (s == NULL) {
		arena_give_up(k->arena);
		return;
	}
	f = find(k, s, text, &folded);
	phrases_scratch_free(s);
	k->shown++;
	if (k->json != NULL)
		put_json(k, text, &folded, &f);
	else
		put_text(k, text, &folded, &f);
}
