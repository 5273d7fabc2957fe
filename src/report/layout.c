#include "report/layout.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "report/layout_page.h"
#include "report/redact.h"

#define LAYOUT_MAX ((size_t)16 << 20) /* bytes of one report */
#define LAYOUT_LEAST 40		      /* columns */
#define LAYOUT_ORPHAN 6		      /* columns too few for a line */

struct layout
layout_new(struct arena *a, size_t width, bool colour)
{
	return (struct layout){ .out = buf_new(a, LAYOUT_MAX),
		.width = width < LAYOUT_LEAST ? LAYOUT_LEAST : width,
		.colour = colour };
}

/* Characters that a terminal would act on, or that reorder what is seen. */
static bool
is_dangerous(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0xad ||
	    (code >= 0x200b && code <= 0x200f) ||
	    (code >= 0x2028 && code <= 0x202e) ||
	    (code >= 0x2060 && code <= 0x206f) || code == 0x61c ||
	    code == 0xfeff || (code >= 0xe0000 && code <= 0xe007f);
}

span
layout_harmless(uint32_t code, char room[static 12])
{
	static const char digits[] = "0123456789ABCDEF";
	size_t n = 0;

	if (code == '\t' || code == '\n' || code == '\r')
		return SPAN(" ");
	if (!is_dangerous(code))
		return utf8_text(code, room);
	room[n++] = '<';
	room[n++] = 'U';
	room[n++] = '+';
	for (int shift = code > 0xffff ? 20 : 12; shift >= 0; shift -= 4)
		room[n++] = digits[code >> shift & 15];
	room[n++] = '>';
	return (span){ room, n };
}

static size_t
columns_of(uint32_t code)
{
	char room[12];

	if (code == '\t' || code == '\n' || code == '\r')
		return 1;
	if (is_dangerous(code))
		return layout_harmless(code, room).n;
	return (size_t)utf8_width(code);
}

size_t
layout_columns(span text)
{
	size_t columns = 0;

	while (text.n > 0)
		columns += columns_of(utf8_cut(&text, NULL));
	return columns;
}

static void
put(struct layout *l, span text)
{
	char room[12];

	while (text.n > 0)
		buf_put(&l->out, layout_harmless(utf8_cut(&text, NULL), room));
}

static void
blanks(struct layout *l, size_t n)
{
	while (n-- > 0)
		buf_byte(&l->out, ' ');
}

static void
tone_on(struct layout *l, enum tone tone)
{
	static const char *const codes[] = { [TONE_PLAIN] = "",
		[TONE_HEAD] = "\x1b[1m",
		[TONE_BAD] = "\x1b[1;31m",
		[TONE_GOOD] = "\x1b[32m",
		[TONE_FAINT] = "\x1b[2m" };

	if (l->colour && tone != TONE_PLAIN)
		buf_text(&l->out, codes[tone]);
}

static void
tone_off(struct layout *l, enum tone tone)
{
	if (l->colour && tone != TONE_PLAIN)
		buf_text(&l->out, "\x1b[0m");
}

void
layout_gap(struct layout *l)
{
	span s = buf_span(&l->out);

	if (!l->page && s.n > 0 && !span_ends(s, "\n\n"))
		buf_byte(&l->out, '\n');
}

static bool
is_wide(uint32_t code)
{
	return code >= 0x1100 && utf8_width(code) == 2;
}

static bool
stands_in(uint32_t code, const char *set)
{
	span rest = span_of(set);

	while (rest.n > 0)
		if (utf8_cut(&rest, NULL) == code)
			return true;
	return false;
}

static bool
is_katakana(uint32_t code)
{
	return code >= 0x30a1 && code <= 0x30fc && code != 0x30fb;
}

/* Kinsoku (JIS X 4051): what may not begin, and not end, a line. */
static bool
may_break(uint32_t before, uint32_t behind)
{
	if (stands_in(behind,
		"、。，．）」』】〕］｝〉》！？：；ー々ぁぃぅぇぉっゃゅょ"
		"ァィゥェォッャュョ・…)]}>,.!?:;%"))
		return false;
	if (stands_in(before, "（「『【〔［｛〈《([{<"))
		return false;
	/* Loan words are hard to read in two pieces. */
	if (is_katakana(before) && is_katakana(behind))
		return false;
	return is_wide(before) || is_wide(behind);
}

/* How many bytes of text fit into columns, broken at a good place. */
static size_t
line_bytes(span text, size_t columns)
{
	span rest = text;
	size_t used = 0, good = 0, at = 0;
	uint32_t before = 0;

	while (rest.n > 0) {
		span peek = rest;
		uint32_t code = utf8_cut(&peek, NULL);
		size_t width = columns_of(code);

		if (code == '\n')
			return at;
		if (at > 0 && code == ' ')
			good = at;
		else if (at > 0 && before != ' ' && may_break(before, code))
			good = at;
		else if (at > 0 && before == ' ')
			good = at;
		if (used + width > columns && at > 0)
			return good > 0 ? good : at;
		used += width;
		at += rest.n - peek.n;
		before = code;
		rest = peek;
	}
	return text.n;
}

/* A last line of a letter or two looks like a mistake: share more with it. */
static size_t
line_bytes_fair(span text, size_t columns)
{
	size_t n = line_bytes(text, columns);
	span rest = span_drop(text, n);

	if (rest.n == 0 || rest.n > UTF8_MAX * LAYOUT_ORPHAN ||
	    columns < 3 * LAYOUT_ORPHAN || layout_columns(rest) > LAYOUT_ORPHAN)
		return n;
	return line_bytes(text, columns - LAYOUT_ORPHAN);
}

static span
without_blanks(span line)
{
	while (line.n > 0 && line.p[line.n - 1] == ' ')
		line.n--;
	return line;
}

/* Sets text from the current column on; lines below hang at hang. */
static void
set_text(struct layout *l, size_t at, size_t hang, span text, span note,
    enum tone tone)
{
	size_t note_room = note.n > 0 ? layout_columns(note) + 2 : 0;
	bool first = true;

	do {
		size_t taken = at + (first ? note_room : 0);
		size_t room = l->width > taken + 8 ? l->width - taken : 8;
		size_t n = line_bytes_fair(text, room);
		span line = without_blanks(span_head(text, n));

		tone_on(l, tone);
		put(l, line);
		tone_off(l, tone);
		if (first && note.n > 0) {
			size_t used = at + layout_columns(line);
			size_t end = l->width - layout_columns(note);

			blanks(l, used + 1 < end ? end - used : 1);
			put(l, note);
		}
		buf_byte(&l->out, '\n');
		text = span_drop(text, n);
		while (text.n > 0 && (text.p[0] == ' ' || text.p[0] == '\n'))
			text = span_drop(text, 1);
		if (text.n > 0)
			blanks(l, hang);
		at = hang;
		first = false;
	} while (text.n > 0);
}

span
layout_shown(const struct layout *l, span text)
{
	return l->redact == NULL ? text : redact_text(l->redact, text);
}

void
layout_paragraph(struct layout *l, size_t indent, span lead, span text,
    span note, enum tone tone)
{
	size_t hang;

	lead = layout_shown(l, lead);
	text = layout_shown(l, text);
	note = layout_shown(l, note);
	hang = indent + layout_columns(lead);
	if (l->page) {
		page_paragraph(l, indent, lead, text, note, tone);
		return;
	}
	blanks(l, indent);
	put(l, lead);
	set_text(l, hang, hang, text, note, tone);
}

void
layout_row(struct layout *l, size_t indent, size_t label_columns, span label,
    span value, enum tone tone)
{
	size_t used, hang = indent + label_columns + 2;

	label = layout_shown(l, label);
	value = layout_shown(l, value);
	used = layout_columns(label);
	if (l->page) {
		page_row(l, indent, label, value, tone);
		return;
	}
	blanks(l, indent);
	put(l, label);
	blanks(l, used < label_columns ? label_columns - used + 2 : 2);
	set_text(l, used < label_columns ? hang : indent + used + 2, hang,
	    value, (span){ 0 }, tone);
}

void
layout_head(struct layout *l, span text)
{
	text = layout_shown(l, text);
	if (l->page) {
		page_head(l, text);
		return;
	}
	layout_gap(l);
	set_text(l, 0, 0, text, (span){ 0 }, TONE_HEAD);
}

span
layout_cut(struct arena *a, span text, size_t columns)
{
	struct layout l = layout_new(a, columns, false);
	size_t used = 0;

	while (text.n > 0) {
		span peek = text;
		size_t width = columns_of(utf8_cut(&peek, NULL));

		if (used + width + (peek.n > 0) > columns) {
			buf_text(&l.out, "…");
			break;
		}
		put(&l, span_head(text, text.n - peek.n));
		used += width;
		text = peek;
	}
	return buf_span(&l.out);
}
