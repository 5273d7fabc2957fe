#include "read/words.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/charset.h"
#include "read/charset_name.h"

/* Registered charset names have at most 40 characters. */
#define LABEL_MAX 64

/* One encoded word, cut out but not decoded. */
struct word {
	span label; /* without language */
	span text;
	bool base64;
};

/* Whether bytes read so far end inside a character; fed byte by byte. */
struct edge {
	const struct charset *charset;
	unsigned need; /* bytes the character still wants */
	bool escape;   /* inside an escape sequence */
	bool wide;     /* it has "$": two bytes a character */
	bool shifted;  /* ISO-2022: not in ASCII */
};

struct state {
	struct arena *arena;
	struct buf out;
	struct words *result;
	struct buf bytes; /* of the words that are joined */
	span label;	  /* their charset as given */
	const struct charset *charset;
	const struct charset *first; /* of all groups, ASCII aside */
	struct edge edge;
	size_t count;
	bool open; /* a group is being joined */
};

static void
edge_iso2022(struct edge *edge, unsigned char c)
{
	if (c == 0x1b) {
		edge->escape = true;
		edge->wide = false;
	} else if (edge->escape && c >= 0x20 && c <= 0x2f) {
		edge->wide |= c == '$';
	} else if (edge->escape) {
		edge->escape = false;
		edge->shifted = edge->wide || (c != 'B' && c != 'J');
	} else if (c == 0x0e || c == 0x0f) {
		edge->shifted = c == 0x0e;
	}
}

static void
edge_feed(struct edge *edge, unsigned char c)
{
	enum charset_kind kind = edge->charset->kind;
	bool sj = strcmp(edge->charset->name, "shift_jis") == 0;

	if (kind == CHARSET_SHIFT) {
		edge_iso2022(edge, c);
	} else if (edge->need > 0) {
		/* What is no second byte begins anew. */
		edge->need = kind == CHARSET_UTF8 && (c & 0xc0) != 0x80
		    ? 0
		    : edge->need - 1;
	} else if (kind == CHARSET_UTF8) {
		edge->need = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc2 ? 1 : 0;
	} else if (kind == CHARSET_DOUBLE) {
		edge->need = c >= 0x81 && !(sj && c >= 0xa0 && c <= 0xdf);
	}
}

static bool
edge_inside(const struct edge *edge)
{
	return edge->need > 0 || edge->escape || edge->shifted;
}

/* Text into the result, line ends as blanks, control characters flagged. */
static void
put_text(struct state *s, span text)
{
	span rest = text;

	while (rest.n > 0) {
		char c = rest.p[0];
		uint32_t code;

		if (c >= 0x20 && c < 0x7f) {
			buf_byte(&s->out, c);
			rest = span_drop(rest, 1);
			continue;
		}
		code = utf8_cut(&rest, NULL);
		if ((code < 0x20 && code != '\t') ||
		    (code >= 0x7f && code < 0xa0))
			s->result->odd |= WORDS_CONTROL;
		buf_code(&s->out, code == '\n' || code == '\r' ? ' ' : code);
	}
}

static void
note_charset(struct state *s, const struct charset_text *text)
{
	if (text->odd & CHARSET_NUL)
		s->result->odd |= WORDS_CONTROL;
	if (text->odd & CHARSET_INVALID)
		s->result->odd |= WORDS_INVALID;
}

/* The joined words are whole: decode them. */
static void
flush(struct state *s)
{
	struct charset_text text;

	if (!s->open)
		return;
	s->open = false;
	text = charset_decode(s->arena, buf_span(&s->bytes), s->label, NULL);
	note_charset(s, &text);
	if (text.odd & (CHARSET_LABEL_WRONG | CHARSET_8BIT_UNDER_ASCII))
		s->result->odd |= WORDS_LABEL_WRONG;
	if (text.odd & CHARSET_UNKNOWN_LABEL)
		s->result->odd |= WORDS_UNKNOWN_CHARSET;
	if (s->result->used == NULL) {
		s->result->used = text.used;
		s->result->charset = s->label;
	}
	put_text(s, text.utf8);
	s->bytes.n = 0;
}

/* Raw text between words, unfolded; CR and LF go, the blank behind stays. */
static void
put_raw(struct state *s, span raw)
{
	struct buf line = buf_new(s->arena, raw.n);
	struct charset_text text;

	if (raw.n == 0)
		return;
	while (raw.n > 0) {
		size_t n = 0;

		while (n < raw.n && raw.p[n] != '\r' && raw.p[n] != '\n')
			n++;
		buf_put(&line, span_head(raw, n));
		raw = span_drop(raw, n);
		for (n = 0;
		     n < raw.n && (raw.p[n] == '\r' || raw.p[n] == '\n');)
			n++;
		raw = span_drop(raw, n);
		/* A line end that folds nothing still parts two words. */
		if (n > 0 && raw.n > 0 && raw.p[0] != ' ' && raw.p[0] != '\t')
			buf_byte(&line, ' ');
	}
	text = charset_decode(s->arena, buf_span(&line), (span){ 0 }, NULL);
	note_charset(s, &text);
	if (!utf8_ascii(buf_span(&line)))
		s->result->odd |= WORDS_RAW_8BIT;
	put_text(s, text.utf8);
}

/* RFC 2047, section 4.2; a blank should not be there but means itself. */
static void
decode_q(struct state *s, span text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		int high, low;

		if (c == '\r' || c == '\n')
			continue;
		if (c == '_')
			c = ' ';
		else if (c == '=') {
			high = i + 1 < text.n ? ascii_hex(text.p[i + 1]) : -1;
			low = i + 2 < text.n ? ascii_hex(text.p[i + 2]) : -1;
			if (high >= 0 && low >= 0) {
				c = (char)(unsigned char)(high << 4 | low);
				i += 2;
			} else {
				s->result->odd |= WORDS_BAD;
			}
		} else if ((unsigned char)c >= 0x80)
			s->result->odd |= WORDS_RAW_8BIT;
		buf_byte(&s->bytes, c);
	}
}

/* The value of a base64 digit, or -1; also the URL alphabet of RFC 4648. */
static int
base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '+' || c == '-')
		return 62;
	return c == '/' || c == '_' ? 63 : -1;
}

/* Padding ends a group of four, but not the word: some join two. */
static void
decode_b(struct state *s, span text)
{
	uint32_t bits = 0;
	unsigned have = 0;

	for (size_t i = 0; i < text.n; i++) {
		int value = base64_value(text.p[i]);

		if (text.p[i] == '=') {
			have = 0;
			continue;
		}
		if (value < 0) {
			if (!ascii_is_space(text.p[i]))
				s->result->odd |= WORDS_BAD;
			continue;
		}
		bits = (bits << 6 | (uint32_t)value) & 0xffff;
		have += 6;
		if (have >= 8) {
			have -= 8;
			buf_byte(&s->bytes,
			    (char)(unsigned char)(bits >> have & 0xff));
		}
	}
}

/* Joins a word to the open group when the charset is the same. */
static void
put_word(struct state *s, const struct word *word)
{
	const struct charset *charset = charset_find(word->label);
	size_t from;

	if (s->open &&
	    (charset != NULL ? charset != s->charset
			     : !span_same_nocase(word->label, s->label)))
		flush(s);
	if (!s->open) {
		s->open = true;
		s->label = word->label;
		s->charset = charset;
		s->edge = (struct edge){ .charset = charset };
	}
	if (charset != NULL && charset->kind != CHARSET_ASCII) {
		if (s->first != NULL && s->first != charset)
			s->result->odd |= WORDS_MIXED_CHARSETS;
		s->first = charset;
	}
	if (charset != NULL && edge_inside(&s->edge))
		s->result->odd |= WORDS_SPLIT_CHARACTER;
	from = s->bytes.n;
	if (word->base64)
		decode_b(s, word->text);
	else
		decode_q(s, word->text);
	for (; charset != NULL && from < s->bytes.n; from++)
		edge_feed(&s->edge, (unsigned char)s->bytes.p[from]);
	s->count++;
}

/*
 * The length of the word's text, up to its "?=", to a blank and another word
 * where the end was lost, or to the end; *end, the length of the mark.
 */
static size_t
text_length(span rest, size_t *end)
{
	*end = 0;
	for (size_t i = 0; i < rest.n; i++) {
		char next = i + 1 < rest.n ? rest.p[i + 1] : 0;
		char third = i + 2 < rest.n ? rest.p[i + 2] : 0;

		if (rest.p[i] == '?' && next == '=') {
			*end = 2;
			return i;
		}
		if (ascii_is_space(rest.p[i]) && next == '=' && third == '?')
			return i;
	}
	return rest.n;
}

/* Takes an encoded word off the front of *rest, which begins with "=?". */
static bool
cut_word(struct state *s, span *rest, struct word *word)
{
	span at = span_drop(*rest, 2), head = span_head(at, LABEL_MAX);
	size_t n = span_find_byte(head, '?'), end;
	char how;

	word->label = span_head(at, n);
	if (n == 0 || n == head.n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (word->label.p[i] <= ' ' || word->label.p[i] == 0x7f)
			return false;
	at = span_drop(at, n + 1);
	how = at.n >= 2 && at.p[1] == '?' ? ascii_lower(at.p[0]) : '\0';
	if (how != 'b' && how != 'q')
		return false;
	at = span_drop(at, 2);
	n = text_length(at, &end);
	word->text = span_head(at, n);
	word->base64 = how == 'b';
	word->label = span_head(word->label, span_find_byte(word->label, '*'));
	if (end == 0)
		s->result->odd |= WORDS_BAD;
	*rest = span_drop(at, n + end);
	return true;
}

static bool
is_blank(span s)
{
	return span_trim(s).n == 0;
}

static void
decode_all(struct state *s, span raw)
{
	span rest = raw, from = raw;

	while (rest.n > 0 && s->count < LIMIT_WORDS) {
		size_t n = span_find(rest, SPAN("=?"));
		struct word word;
		span before;

		rest = span_drop(rest, n);
		before = span_slice(from, 0, from.n - rest.n);
		if (rest.n == 0)
			break;
		if (!cut_word(s, &rest, &word)) {
			rest = span_drop(rest, 2);
			continue;
		}
		if (!s->open || !is_blank(before)) {
			flush(s);
			put_raw(s, before);
		}
		put_word(s, &word);
		from = rest;
	}
	if (rest.n > 0)
		s->result->odd |= WORDS_TOO_MANY;
	flush(s);
	put_raw(s, from);
}

/* Printable ASCII without words: what most values are. */
static bool
is_plain(span raw)
{
	for (size_t i = 0; i < raw.n; i++)
		if (raw.p[i] < 0x20 || raw.p[i] == 0x7f ||
		    (raw.p[i] == '?' && i > 0 && raw.p[i - 1] == '='))
			return false;
	return true;
}

struct words
words_decode(struct arena *a, span raw)
{
	struct words result = { 0 };
	struct state s = { .arena = a, .result = &result };

	raw = span_trim(raw);
	result.text = raw;
	if (is_plain(raw))
		return result;
	/* One byte becomes at most the three of U+FFFD or a kana. */
	s.out = buf_new(a, raw.n * 3 + UTF8_MAX);
	s.bytes = buf_new(a, raw.n);
	decode_all(&s, raw);
	result.text = span_trim(buf_span(&s.out));
	return result;
}

span
words_odd_name(unsigned one)
{
	static const char *const names[] = { "raw-8bit", "split-character",
		"bad-encoded-word", "charset-label-wrong", "charset-unknown",
		"invalid-characters", "control-characters", "mixed-charsets",
		"too-many-words" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (one == 1u << i)
			return span_of(names[i]);
	return (span){ 0 };
}
