#include "inquire/whois_line.h"

#define LABEL_MAX 160 /* bytes; .hk's "Company English Name (...)" has 140 */

/* Without the dots that lead the eye to the value, and remarks in brackets. */
static span
trim_label(span label)
{
	size_t open;

	label = span_trim(label);
	if (span_starts(label, "** "))
		label = span_trim(span_drop(label, 3));
	open = span_find_byte(label, '(');
	if (open > 0 && label.n > 0 && label.p[label.n - 1] == ')')
		label.n = open;
	while (label.n > 0 &&
	    (label.p[label.n - 1] == '.' ||
		ascii_is_space(label.p[label.n - 1])))
		label.n--;
	return label;
}

/* "[Label] value", "a. [Label] value" */
static bool
cut_bracket(struct whois_line *line)
{
	span rest = line->text;
	size_t end;

	if (rest.n > 4 && ascii_is_alpha(rest.p[0]) && rest.p[1] == '.' &&
	    rest.p[2] == ' ')
		rest = span_trim(span_drop(rest, 3));
	if (rest.n == 0 || rest.p[0] != '[')
		return false;
	end = span_find_byte(span_head(rest, LABEL_MAX), ']');
	if (end >= rest.n || end >= LABEL_MAX)
		return false;
	line->label = span_trim(span_slice(rest, 1, end));
	line->value = span_trim(span_drop(rest, end + 1));
	line->bracket = true;
	return true;
}

bool
whois_line_cut(span *text, struct whois_line *out)
{
	struct whois_line line = { 0 };
	size_t at = 0;

	if (span_find_byte(*text, '\n') == text->n)
		return false;
	line.text = span_trim(span_cut_line(text));
	line.comment =
	    line.text.n > 0 && (line.text.p[0] == '%' || line.text.p[0] == '#');
	if (line.text.n > 0 && !line.comment && !cut_bracket(&line)) {
		at = span_find_byte(span_head(line.text, LABEL_MAX), ':');
		line.colon = at < line.text.n && at < LABEL_MAX;
	}
	if (line.colon) {
		line.label = trim_label(span_head(line.text, at));
		line.value = span_trim(span_drop(line.text, at + 1));
	}
	*out = line;
	return true;
}
