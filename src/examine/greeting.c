#include "examine/greeting.h"

#define GREETING_LOOKED 600 /* bytes: the first lines */
#define GREETING_LINE 120   /* bytes: a greeting is short */

/* What stands beside the name in a greeting, either side. */
static const char *const marks[] = { "様", "さま", "さん", "殿", "お客", "会員",
	"ユーザー", "親愛なる", "dear", "hello", "hi", "hey", "greetings",
	"attention", "attn", "user", "customer", "welcome", "good morning",
	"good day", "hallo", "guten tag", "bonjour", "cher", "hola", "estimado",
	"olá", "prezado", "caro", "ciao", "gentile", "尊敬的", "您好", "亲爱的",
	"안녕", "고객" };

/* s stands at at as a whole word. */
static bool
is_word(span line, size_t at, size_t n)
{
	return (at == 0 || !ascii_is_alnum(line.p[at - 1])) &&
	    (at + n >= line.n || !ascii_is_alnum(line.p[at + n]));
}

static bool
has_mark(span line)
{
	for (size_t i = 0; i < COUNT(marks); i++) {
		span mark = span_of(marks[i]);
		size_t at = span_find_nocase(line, mark);

		if (at == line.n)
			continue;
		if ((unsigned char)mark.p[0] >= 0x80 ||
		    is_word(line, at, mark.n))
			return true;
	}
	return false;
}

static enum greeting
find_in_line(span line, const struct address *who, size_t *start, size_t *end)
{
	size_t at = span_find_nocase(line, who->text);
	span rest;

	if (who->text.n > 3 && at < line.n && is_word(line, at, who->text.n)) {
		rest = span_trim(span_drop(line, at + who->text.n));
		if (!has_mark(line) && (at > 0 || rest.n > 4))
			return GREETING_NONE;
		*start = at;
		*end = at + who->text.n;
		return GREETING_ADDRESS;
	}
	at = span_find_nocase(line, who->local);
	if (who->local.n < 3 || at == line.n ||
	    !is_word(line, at, who->local.n) || !has_mark(line))
		return GREETING_NONE;
	*start = at;
	*end = at + who->local.n;
	return GREETING_LOCAL;
}

/* "> text", "On ... wrote:", "To: ...": somebody else's lines. */
static bool
is_quoted(span line)
{
	line = span_trim(line);
	return line.n > 0 &&
	    (line.p[0] == '>' || span_ends(line, "wrote:") ||
		span_starts(line, "To:") || span_starts(line, "From:") ||
		span_starts(line, "Cc:"));
}

/* "_____", "-- ": here a signature or a mailing list's own words begin. */
static bool
ends_text(span line)
{
	size_t n = 0;

	if (span_is(line, "-- ") || span_is(line, "--"))
		return true;
	while (n < line.n && line.p[n] == '_')
		n++;
	return n >= 10 && n == span_trim(line).n;
}

enum greeting
greeting_find(span visible, const struct addresses *recipients, size_t *start,
    size_t *end)
{
	span rest = span_head(visible, GREETING_LOOKED);

	for (int lines = 0; rest.n > 0 && lines < 12; lines++) {
		span line = span_cut_line(&rest);
		size_t offset = span_offset(line, visible);

		if (ends_text(line))
			break;
		if (line.n == 0 || line.n > GREETING_LINE || is_quoted(line))
			continue;
		for (size_t i = 0; i < recipients->count && i < 16; i++) {
			enum greeting g = find_in_line(
			    line, &recipients->list[i], start, end);

			if (g == GREETING_NONE)
				continue;
			*start += offset;
			*end += offset;
			return g;
		}
	}
	return GREETING_NONE;
}
