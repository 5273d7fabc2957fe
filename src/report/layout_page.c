#include "report/layout_page.h"

#include "base/utf8.h"

#define PAGE_MAX ((size_t)64 << 20) /* bytes of one report as HTML */

struct layout
layout_page(struct arena *a)
{
	return (struct layout){ .out = buf_new(a, PAGE_MAX), .page = true };
}

void
layout_page_text(struct buf *out, span text)
{
	while (text.n > 0) {
		uint32_t code = utf8_cut(&text, NULL);
		char room[12];
		span s = layout_harmless(code, room);

		if (code == '\n') {
			buf_text(out, "<br>");
			continue;
		}
		for (size_t i = 0; i < s.n; i++)
			switch (s.p[i]) {
			case '<':
				buf_text(out, "&lt;");
				break;
			case '>':
				buf_text(out, "&gt;");
				break;
			case '&':
				buf_text(out, "&amp;");
				break;
			case '"':
				buf_text(out, "&quot;");
				break;
			case '\'':
				buf_text(out, "&#39;");
				break;
			default:
				buf_byte(out, s.p[i]);
				break;
			}
	}
}

/* Ends a list of rows, when one is open. */
static void
end_rows(struct layout *l)
{
	if (l->rows)
		buf_text(&l->out, "</dl>\n");
	l->rows = false;
}

void
layout_page_end(struct layout *l)
{
	end_rows(l);
	if (l->section)
		buf_text(&l->out, "</section>\n");
	l->section = false;
}

void
layout_fold(struct layout *l, span label)
{
	if (!l->page)
		return;
	end_rows(l);
	buf_text(&l->out, "<details class=\"more\"><summary>");
	layout_page_text(&l->out, layout_shown(l, label));
	buf_text(&l->out, "</summary>\n");
}

void
layout_fold_end(struct layout *l)
{
	if (!l->page)
		return;
	end_rows(l);
	buf_text(&l->out, "</details>\n");
}

/* class="i4 faint"; indent is the terminal's, of 0 to 5 columns. */
static void
put_class(struct layout *l, size_t indent, enum tone tone, const char *more)
{
	static const char *const tones[] = { [TONE_PLAIN] = "",
		[TONE_HEAD] = " head",
		[TONE_BAD] = " bad",
		[TONE_GOOD] = " good",
		[TONE_FAINT] = " faint" };
	char digit = (char)('0' + (indent > 9 ? 9 : indent));

	buf_text(&l->out, " class=\"i");
	buf_byte(&l->out, digit);
	buf_text(&l->out, tones[tone]);
	buf_text(&l->out, more);
	buf_text(&l->out, "\"");
}

void
page_head(struct layout *l, span text)
{
	layout_page_end(l);
	buf_text(&l->out, "<section>\n<h3>");
	layout_page_text(&l->out, text);
	buf_text(&l->out, "</h3>\n");
	l->section = true;
}

/* Strokes and points of the route: a drawing, which nobody reads aloud. */
static bool
is_drawing(span lead)
{
	uint32_t code = lead.n > 0 ? utf8_cut(&lead, NULL) : 0;

	return (code >= 0x2190 && code < 0x2c00);
}

static void
put_lead(struct layout *l, span lead)
{
	buf_text(&l->out,
	    is_drawing(lead) ? "<span class=\"lead\" aria-hidden=\"true\">"
			     : "<span class=\"lead\">");
	layout_page_text(&l->out, span_trim(lead));
	buf_text(&l->out, "</span>");
}

void
page_paragraph(struct layout *l, size_t indent, span lead, span text, span note,
    enum tone tone)
{
	end_rows(l);
	buf_text(&l->out, "<p");
	put_class(l, indent, tone, is_drawing(lead) ? " drawn" : "");
	buf_text(&l->out, ">");
	if (lead.n > 0)
		put_lead(l, lead);
	buf_text(&l->out, "<span class=\"text\">");
	layout_page_text(&l->out, text);
	buf_text(&l->out, "</span>");
	if (note.n > 0) {
		buf_text(&l->out, "<span class=\"note\">");
		layout_page_text(&l->out, note);
		buf_text(&l->out, "</span>");
	}
	buf_text(&l->out, "</p>\n");
}

void
page_row(
    struct layout *l, size_t indent, span label, span value, enum tone tone)
{
	if (!l->rows)
		buf_text(&l->out, "<dl>\n");
	l->rows = true;
	buf_text(&l->out, "<div");
	put_class(l, indent, tone, "");
	buf_text(&l->out, "><dt>");
	layout_page_text(&l->out, label);
	buf_text(&l->out, "</dt><dd>");
	layout_page_text(&l->out, value);
	buf_text(&l->out, "</dd></div>\n");
}
