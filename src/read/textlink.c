#include "read/textlink.h"

#include "base/buf.h"
#include "base/domain.h"
#include "base/limits.h"
#include "base/utf8.h"

/*
 * A word: text without blanks or quotes, with obfuscation undone.  from[i]
 * is the offset in the text that byte i came from, from[n] the word's end.
 * Where nothing was undone, from is NULL and the offset is start + i.
 */
struct word {
	span text;
	size_t start;
	size_t *from;
	bool changed;
};

struct finder {
	struct arena *a;
	span text;
	struct textlinks found;
	size_t room;
	char *bytes;  /* LIMIT_URL and a character: words that are changed */
	size_t *from; /* one more than bytes */
};

static bool
is_host(char c)
{
	return ascii_is_alnum(c) || c == '-' || c == '.' || c == '_';
}

/* ASCII bytes that neither host nor path of a URL in text may have. */
static bool
is_delimiter(char c)
{
	return (unsigned char)c <= ' ' || c == '"' || c == '<' || c == '>' ||
	    c == '`' || c == 0x7f;
}

/* Characters beyond ASCII at which a word ends. */
static bool
is_wide_delimiter(uint32_t c)
{
	if (c == 0x85 || c == 0xa0 || c == 0xab || c == 0xbb ||
	    c == UTF8_REPLACEMENT)
		return true;
	if (c >= 0x2000 && c <= 0x206f)
		return c < 0x200b || c > 0x200f;
	/* Ideographic space, stops and brackets, but not the letters there. */
	if (c >= 0x3000 && c <= 0x301f)
		return c < 0x3004 || c > 0x3007;
	/* Full-width marks that close a URL rather than belong to it. */
	return c == 0xff01 || c == 0xff02 || c == 0xff08 || c == 0xff09 ||
	    c == 0xff0c || c == 0xff1b || c == 0xff1c || c == 0xff1e ||
	    (c >= 0xff5f && c <= 0xff64);
}

/* How many bytes of s write one of ". : / ://" in brackets; 0 for none. */
static size_t
bracketed(span s, span *plain)
{
	static const struct {
		const char *text, *plain;
	} forms[] = {
		{ "[.]", "." },
		{ "(.)", "." },
		{ "{.}", "." },
		{ "［．］", "." },
		{ "（．）", "." },
		{ "[dot]", "." },
		{ "(dot)", "." },
		{ "{dot}", "." },
		{ "[:]", ":" },
		{ "(:)", ":" },
		{ "[/]", "/" },
		{ "[://]", "://" },
		{ "[:/", ":/" },
		{ "[www]", "www" },
	};

	for (size_t i = 0; i < COUNT(forms); i++) {
		if (span_starts(s, forms[i].text)) {
			*plain = span_of(forms[i].plain);
			return strlen(forms[i].text);
		}
	}
	return 0;
}

static void
put(struct finder *f, struct word *w, span bytes, size_t from)
{
	for (size_t i = 0; i < bytes.n; i++) {
		f->bytes[w->text.n] = bytes.p[i];
		f->from[w->text.n++] = from;
	}
}

/*
 * The word at start with obfuscation undone, when there is any to undo.
 * Returns the offset behind the word.
 */
static size_t
undo(struct finder *f, struct word *w, size_t start)
{
	size_t at = start;

	/* Most texts have nothing to undo and need no room for it. */
	if (f->bytes == NULL) {
		f->bytes = arena_raw(f->a, LIMIT_URL + 16);
		f->from = arena_raw(f->a, (LIMIT_URL + 16) * sizeof(*f->from));
	}
	if (f->bytes == NULL || f->from == NULL) {
		*w = (struct word){ 0 };
		return f->text.n;
	}
	w->text = (span){ f->bytes, 0 };
	w->start = start;
	w->from = f->from;
	w->changed = true;
	while (at < f->text.n && w->text.n + 8 < LIMIT_URL) {
		span rest = span_drop(f->text, at), plain = { 0 };
		char c = rest.p[0], ascii;
		size_t n = bracketed(rest, &plain);
		uint32_t code;

		if (n > 0) {
			put(f, w, plain, at);
			at += n;
			continue;
		}
		if ((unsigned char)c < 0x80) {
			if (is_delimiter(c))
				break;
			put(f, w, span_head(rest, 1), at++);
			continue;
		}
		code = utf8_cut(&rest, NULL);
		if (is_wide_delimiter(code))
			break;
		n = f->text.n - at - rest.n;
		ascii = (char)(code - 0xff01 + '!');
		if (code > 0xff00 && code < 0xff5f)
			put(f, w, (span){ &ascii, 1 }, at);
		else
			put(f, w, span_slice(f->text, at, at + n), at);
		at += n;
	}
	f->from[w->text.n] = at;
	return at;
}

/* True when s begins with something that bracketed or undo may change. */
static bool
may_change(span s)
{
	/* U+FF00 to U+FF7F; U+FFFD, of which bad text is full, is not there. */
	if (s.p[0] == '\xef')
		return s.n > 1 && (s.p[1] == '\xbc' || s.p[1] == '\xbd');
	return (s.p[0] == '[' || s.p[0] == '(' || s.p[0] == '{') && s.n > 1 &&
	    memchr(".:/dDwW", s.p[1], 7) != NULL;
}

/* c ends no word, changes none and makes none a link. */
static inline bool
is_plain(char c)
{
	static const bool special[128] = { ['"'] = true,
		['<'] = true,
		['>'] = true,
		['`'] = true,
		['.'] = true,
		[':'] = true,
		['['] = true,
		['('] = true,
		['{'] = true,
		[0x7f] = true };
	signed char s = (signed char)c; /* below zero beyond ASCII */

	return s > ' ' && !special[s];
}

/*
 * Takes the next word from *at on: false at the end.  Words without a dot or
 * colon, of any form, hold no link and are passed over.
 */
static bool
next_word(struct finder *f, size_t *at, struct word *w)
{
	span s = f->text;

	for (;;) {
		bool change = false, dot = false;
		size_t start, i, end;

		while (*at < s.n && is_delimiter(s.p[*at]))
			++*at;
		if (*at == s.n)
			return false;
		start = i = *at;
		end = s.n - start < LIMIT_URL ? s.n : start + LIMIT_URL;
		for (;;) {
			while (i < end && is_plain(s.p[i]))
				i++;
			if (i >= end || is_delimiter(s.p[i]))
				break;
			dot |= s.p[i] == '.' || s.p[i] == ':';
			change |= may_change(span_drop(s, i));
			if ((unsigned char)s.p[i] >= 0x80) {
				span rest = span_drop(s, i);

				if (is_wide_delimiter(utf8_cut(&rest, NULL)))
					break;
				i = s.n - rest.n;
			} else {
				i++;
			}
		}
		if (change) {
			*at = undo(f, w, start);
			if (*at == start)
				*at = i;
		} else {
			*w = (struct word){ span_slice(s, start, i), start,
				NULL, false };
			*at = i;
		}
		/* A delimiter beyond ASCII stands where the word ended. */
		if (*at < s.n && (unsigned char)s.p[*at] >= 0x80) {
			span rest = span_drop(s, *at);

			if (is_wide_delimiter(utf8_cut(&rest, NULL)))
				*at = s.n - rest.n;
		}
		if (change ? w->text.n > 0 : dot)
			return true;
	}
}

/* The offset in the text of byte i of the word. */
static size_t
origin(const struct word *w, size_t i)
{
	return w->from != NULL ? w->from[i] : w->start + i;
}

/* Bytes '/' or '\' from i on. */
static size_t
slashes(span s, size_t i)
{
	size_t n = 0;

	while (i + n < s.n && (s.p[i + n] == '/' || s.p[i + n] == '\\'))
		n++;
	return n;
}

static bool
blotted(char c)
{
	c = ascii_lower(c);
	return c == 't' || c == 'x' || c == '*';
}

/*
 * The scheme that s ends with, as it should be written; empty where there is
 * none.  *length: bytes of s it takes.  *odd: it was disguised.
 */
static span
scheme_of(span s, size_t *length, bool *odd)
{
	bool secure = span_ends(s, "s");
	size_t n = secure ? s.n - 1 : s.n;

	if (n < 3 || ascii_lower(s.p[n - 1]) != 'p' || !blotted(s.p[n - 2]))
		return (span){ 0 };
	if (!secure && ascii_lower(s.p[n - 3]) == 'f') {
		*length = 3;
		*odd = ascii_lower(s.p[n - 2]) != 't';
		return SPAN("ftp");
	}
	if (!blotted(s.p[n - 3]))
		return (span){ 0 };
	*length = 3 + (secure ? 1 : 0);
	*odd = true;
	if (n > 3 && ascii_lower(s.p[n - 4]) == 'h') {
		++*length;
		*odd = ascii_lower(s.p[n - 2]) != 't' ||
		    ascii_lower(s.p[n - 3]) != 't';
	}
	return secure ? SPAN("https") : SPAN("http");
}

/*
 * Where the name in s, which text may follow without a blank, ends.  Japanese
 * behind a top-level domain is no part of the name.
 */
static size_t
name_end(struct arena *a, span s)
{
	span rest = s, label;
	size_t at = 0, i;

	while (rest.n > 0) {
		size_t before = s.n - rest.n;
		span tail;

		label = span_cut(&rest, '.');
		for (i = 0; i < label.n && (unsigned char)label.p[i] < 0x80;)
			i++;
		at = before + i;
		if (i == label.n || i == 0)
			continue;
		tail = span_drop(label, i);
		if (before > 0 && utf8_cut(&tail, NULL) >= 0x2e80 &&
		    domain_tld_exists(span_head(label, i)))
			return at;
	}
	/* Only the last label is left: it is a top-level domain, or cut. */
	if (at == s.n || span_find_byte(s, '.') == s.n ||
	    (label.n < 64 && domain_tld_exists(domain_ascii(a, label))))
		return s.n;
	return at;
}

/* Where the authority that begins at i ends. */
static size_t
authority_end(struct finder *f, span s, size_t i)
{
	size_t end = i, at, colon;
	span text;

	while (end < s.n && memchr("/\\?#", s.p[end], 4) == NULL)
		end++;
	text = span_slice(s, i, end);
	if (utf8_ascii(text))
		return end;
	at = span_find_last(text, '@');
	at = at < text.n ? at + 1 : 0;
	text = span_drop(text, at);
	colon = span_find_byte(text, ':');
	if (colon < text.n && utf8_ascii(span_drop(text, colon)) &&
	    name_end(f->a, span_head(text, colon)) == colon)
		return end;
	return i + at + name_end(f->a, span_head(text, colon));
}

/* Byte i can stand in a path: it is ASCII, also in the text. */
static bool
is_in_path(const struct finder *f, const struct word *w, size_t i)
{
	return i < w->text.n && (unsigned char)w->text.p[i] < 0x80 &&
	    (unsigned char)f->text.p[origin(w, i)] < 0x80;
}

static bool
begins_path(const struct finder *f, const struct word *w, size_t i)
{
	return is_in_path(f, w, i) && memchr("/\\?#", w->text.p[i], 4) != NULL;
}

/* Where the path that begins at i ends. */
static size_t
path_end(const struct finder *f, const struct word *w, size_t i)
{
	if (!begins_path(f, w, i))
		return i;
	while (is_in_path(f, w, i))
		i++;
	return i;
}

/* The kind of bracket c is, and whether it opens; -1 for none. */
static int
bracket(char c, bool *opens)
{
	static const char all[] = "([{)]}";
	const char *p = c == '\0' ? NULL : strchr(all, c);

	if (p == NULL)
		return -1;
	*opens = p - all < 3;
	return (int)(p - all) % 3;
}

/* end without the punctuation of the sentence around the URL. */
static size_t
trim_end(span s, size_t start, size_t end)
{
	size_t open[3] = { 0 }, closed[3] = { 0 };
	bool opens;

	for (size_t i = start; i < end; i++) {
		int kind = bracket(s.p[i], &opens);

		if (kind >= 0)
			(opens ? open : closed)[kind]++;
	}
	while (end > start) {
		char c = s.p[end - 1];
		int kind = bracket(c, &opens);

		if (kind >= 0) {
			if (!opens && closed[kind] <= open[kind])
				break;
			(opens ? open : closed)[kind]--;
		} else if (memchr(".,;:!?'*", c, 8) == NULL) {
			break;
		}
		end--;
	}
	return end;
}

/*
 * Adds the link at [start, end) of the word.  scheme, unless empty, replaces
 * what stands before rest.
 */
static void
add(struct finder *f, const struct word *w, size_t start, size_t rest,
    size_t end, span scheme, unsigned odd)
{
	struct textlink link = { origin(w, start), origin(w, end), { 0 }, odd };
	span raw = span_slice(f->text, link.start, link.end);
	span plain = span_slice(w->text, start, end);
	struct textlink *links;

	if (f->found.count == LIMIT_LINKS) {
		f->found.truncated = true;
		return;
	}
	if (!span_same(raw, plain))
		link.odd |=
		    utf8_ascii(raw) ? TEXTLINK_OBFUSCATED : TEXTLINK_FULLWIDTH;
	if (scheme.n > 0)
		link.url = arena_join(
		    f->a, scheme, SPAN("://"), span_slice(w->text, rest, end));
	else
		link.url =
		    span_same(raw, plain) ? raw : arena_copy(f->a, plain);
	links = arena_grow(
	    f->a, f->found.links, f->found.count, &f->room, sizeof(*links));
	if (links == NULL)
		return;
	f->found.links = links;
	links[f->found.count++] = link;
}

/* The URL whose ':' is at colon; returns where to go on. */
static size_t
take_url(struct finder *f, const struct word *w, size_t floor, size_t colon)
{
	span s = w->text;
	size_t n = slashes(s, colon + 1), length = 0, host, end;
	bool odd = false;
	span scheme = scheme_of(span_slice(s, floor, colon), &length, &odd);

	if (scheme.n == 0 || n < 2)
		return colon + 1;
	host = colon + 1 + n;
	end = path_end(f, w, authority_end(f, s, host));
	end = trim_end(s, host, end);
	if (end == host)
		return host;
	add(f, w, colon - length, host, end, odd ? scheme : (span){ 0 },
	    odd ? TEXTLINK_OBFUSCATED : 0);
	return end;
}

/* Top-level domains that are more often the ends of file names. */
static bool
looks_like_file(span tld)
{
	static const char *const names[] = { "zip", "mov", "md", "sh", "py",
		"pl", "rs", "ps", "ai", "so", "cc", "app", "ml", "mk", "pub",
		"bz", "gz", "mm", "st", "ms", "pm", "inc", "data", "name",
		"gs" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (span_is(tld, names[i]))
			return true;
	return false;
}

static bool
has_upper(span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= 'A' && s.p[i] <= 'Z')
			return true;
	return false;
}

/* A name that people would take for a host; strong: it has "www." or a path. */
static bool
plausible(span name, bool strong)
{
	size_t dot = span_find_last(name, '.');
	span tld = span_drop(name, dot + 1), first = span_head(name, dot);

	if (dot == name.n || dot == 0 || name.p[0] == '.' || name.p[0] == '-' ||
	    span_has(name, SPAN("..")))
		return false;
	if (!domain_tld_exists(name))
		return false;
	if (strong)
		return true;
	/* Variables of programs, "attr_name.dev", are no hosts. */
	if (span_find_byte(domain_registrable(name), '_') <
	    domain_registrable(name).n)
		return false;
	/* "done.In" is two sentences; "EXAMPLE.COM" is a name. */
	if (has_upper(tld) && !has_upper(span_drop(first, 1)))
		return false;
	return !looks_like_file(tld);
}

/* A name without scheme at [start, end); returns where to go on. */
static size_t
take_bare(struct finder *f, const struct word *w, size_t start, size_t end)
{
	span s = w->text, name = span_slice(s, start, end);
	bool strong, raw, whole;
	size_t last = end, port;

	if ((start > 0 && memchr("@/\\%=&?#.-", s.p[start - 1], 10) != NULL) ||
	    (end < s.n && s.p[end] == '@'))
		return end;
	while (span_ends(name, "."))
		name.n--;
	raw = span_same(
	    span_slice(f->text, origin(w, start), origin(w, start + name.n)),
	    name);
	whole = start + name.n == end;
	if (whole) {
		for (port = end + 1; port < s.n && ascii_is_digit(s.p[port]);)
			port++;
		if (end < s.n && s.p[end] == ':' && port > end + 1)
			last = port;
	} else {
		last = start + name.n;
	}
	/* The path is not read to its end before there is a host to it. */
	strong = span_starts(name, "www.") || !raw || last > end ||
	    (whole && begins_path(f, w, end) && is_in_path(f, w, end + 1));
	if (!plausible(name, strong))
		return end;
	if (whole)
		last = path_end(f, w, last);
	last = trim_end(s, start + name.n, last);
	add(f, w, start, start, last, SPAN("http"), TEXTLINK_BARE);
	return last > end ? last : end;
}

static void
scan_word(struct finder *f, const struct word *w)
{
	span s = w->text;
	size_t i = 0, floor = 0;

	while (i < s.n) {
		size_t end = i;

		if (s.p[i] == ':') {
			i = floor = take_url(f, w, floor, i);
			continue;
		}
		while (end < s.n && is_host(s.p[end]))
			end++;
		if (end == i) {
			i++;
		} else if (end < s.n && s.p[end] == ':' &&
		    slashes(s, end + 1) >= 2) {
			i = end;
		} else {
			size_t count = f->found.count;

			i = take_bare(f, w, i, end);
			if (f->found.count > count)
				floor = i;
		}
	}
}

struct textlinks
textlink_find(struct arena *a, span text)
{
	struct finder f = { .a = a, .text = text };
	struct word w;
	size_t at = 0;

	while (next_word(&f, &at, &w))
		scan_word(&f, &w);
	return f.found;
}
