/*
 * span - a run of bytes that somebody else owns.
 *
 * Everything mekiki reads is somebody else's bytes: not NUL-terminated, any
 * byte may occur.  A span is passed by value and is valid as long as what it
 * was cut from: the message, or the examination's arena.  Nothing here
 * allocates, and nothing depends on a locale.
 */
#ifndef MEKIKI_BASE_SPAN_H
#define MEKIKI_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

typedef struct span {
	const char *p; /* may be NULL when n is 0 */
	size_t n;      /* bytes */
} span;

/* A span of a string literal. */
#define SPAN(literal) ((span){ (literal), sizeof(literal) - 1 })

/* For printf's "%.*s": only for text that is known to be printable. */
#define SPAN_ARG(s) (int)(s).n, (s).n > 0 ? (s).p : ""

/* The text up to its NUL; NULL gives the empty span. */
static inline span
span_of(const char *text)
{
	return text == NULL ? (span){ 0 } : (span){ text, strlen(text) };
}

/* The first n bytes, or all if there are fewer. */
static inline span
span_head(span s, size_t n)
{
	return (span){ s.p, n < s.n ? n : s.n };
}

/* All but the first n bytes; empty if there are no more. */
static inline span
span_drop(span s, size_t n)
{
	return n < s.n ? (span){ s.p + n, s.n - n } : (span){ 0 };
}

/* Bytes start to end, both cut to what there is. */
static inline span
span_slice(span s, size_t start, size_t end)
{
	if (end > s.n)
		end = s.n;
	return start < end ? (span){ s.p + start, end - start } : (span){ 0 };
}

/* True if every byte of s lies in whole. */
static inline bool
span_within(span s, span whole)
{
	return s.n == 0 ||
	    ((uintptr_t)s.p >= (uintptr_t)whole.p &&
		(uintptr_t)s.p + s.n <= (uintptr_t)whole.p + whole.n);
}

/* Where s, which lies in whole, starts in it. */
static inline size_t
span_offset(span s, span whole)
{
	return s.n == 0 ? 0 : (size_t)(s.p - whole.p);
}

/* ASCII letters to lower case; every other byte unchanged. */
static inline char
ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static inline bool
ascii_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool
ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
ascii_is_alnum(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c);
}

/* Space, tab, CR or LF: what RFC 5322 calls FWS. */
static inline bool
ascii_is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The value of a hexadecimal digit, or -1. */
static inline int
ascii_hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Same bytes. */
bool span_same(span a, span b);
/* Same bytes, ASCII letters compared without case. */
bool span_same_nocase(span a, span b);
/* span_same_nocase against text up to its NUL; here so that it is folded. */
static inline bool
span_is(span s, const char *text)
{
	return s.n == strlen(text) && span_same_nocase(s, (span){ text, s.n });
}

/* s begins or ends with text, ASCII letters compared without case. */
static inline bool
span_starts(span s, const char *text)
{
	size_t n = strlen(text);

	return n <= s.n &&
	    (n == 0 || ascii_lower(s.p[0]) == ascii_lower(text[0])) &&
	    span_same_nocase((span){ s.p, n }, (span){ text, n });
}

static inline bool
span_ends(span s, const char *text)
{
	size_t n = strlen(text);

	return n <= s.n &&
	    (n == 0 || ascii_lower(s.p[s.n - 1]) == ascii_lower(text[n - 1])) &&
	    span_same_nocase((span){ s.p + (s.n - n), n }, (span){ text, n });
}

/* Byte order, a shorter prefix first; for sorting and bsearch. */
int span_order(span a, span b);

/* Offset of the first such byte or run, or s.n when there is none. */
static inline size_t
span_find_byte(span s, char c)
{
	const char *at = s.n > 0 ? memchr(s.p, c, s.n) : NULL;

	return at == NULL ? s.n : (size_t)(at - s.p);
}

size_t span_find(span s, span what);
/* span_find without regard to ASCII case; O(s.n * what.n) at worst. */
size_t span_find_nocase(span s, span what);
/* Offset of the last such byte, or s.n. */
size_t span_find_last(span s, char c);

static inline bool
span_has(span s, span what)
{
	return what.n == 0 || span_find(s, what) < s.n;
}

/* How many of the bytes are ASCII letters. */
size_t span_letters(span s);

/* Lowers the ASCII letters of the n bytes at p. */
void span_lower(char *p, size_t n);

/* How many bytes at the front are printable ASCII, blank included. */
size_t span_printable(span s);

/* Drops space, tab, CR and LF from both ends. */
span span_trim(span s);

/* Takes the bytes before the first sep, and sep itself, off *rest. */
span span_cut(span *rest, char sep);

/* Takes one line off *rest, without its LF or CRLF; lone CR is no line end. */
span span_cut_line(span *rest);

/*
 * Reads all of s as a decimal number of at most max.  False, with *out left
 * alone, for anything else: sign, blank, empty, overflow.
 */
bool span_number(span s, uint64_t max, uint64_t *out);

#define SPAN_INT_MAX 20 /* bytes of the longest */

/* value in decimal digits, a "-" before them; in buf, at its end. */
span span_of_int(int64_t value, char buf[static SPAN_INT_MAX]);

/*
 * A number made of all bytes, or of them with ASCII letters lowered; eight at
 * a time.  The same on every machine of one byte order; whoever chooses the
 * bytes can make it collide.
 */
uint64_t span_hash(span s);
uint64_t span_hash_nocase(span s);

#endif
