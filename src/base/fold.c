#include "base/fold.h"

#include <pthread.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

#include "base/alike.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"

/* Stream-Safe Text (UAX 15, section 13) has at most 30 marks on a letter. */
#define SEGMENT 48
/* U+FDFA grows most: 3 bytes to 33. */
#define SEGMENT_BYTES (SEGMENT * 33)

struct folder {
	struct arena *arena;
	const UNormalizer2 *nfkc;
	span whole;
	struct buf out;
	struct map map;
	size_t decided;	  /* look-alikes are settled up to this offset */
	bool alike;	  /* and are folded */
	bool blank, line; /* a run of blanks is pending; it has a line end */
	size_t blank_from;
};

/* The blocks that hold look-alikes of other scripts. */
static bool
may_be_alike(uint32_t code)
{
	return (code >= 0x0370 && code < 0x0590) ||
	    (code >= 0x13a0 && code < 0x1400);
}

/* Letters of Latin script, also as full-width and mathematical forms. */
static bool
is_latin(uint32_t code)
{
	return (code < 0x80 && ascii_is_alpha((char)code)) ||
	    (code >= 0xc0 && code < 0x250 && code != 0xd7 && code != 0xf7) ||
	    (code >= 0x1e00 && code < 0x1f00) ||
	    (code >= 0xff21 && code <= 0xff3a) ||
	    (code >= 0xff41 && code <= 0xff5a) ||
	    (code >= 0x1d400 && code < 0x1d6a8);
}

static bool
is_in_word(uint32_t code)
{
	if (code < 0x80)
		return ascii_is_alnum((char)code);
	return u_isalnum((UChar32)code) ||
	    u_hasBinaryProperty(
		(UChar32)code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
	    u_charType((UChar32)code) == U_NON_SPACING_MARK;
}

/* Whether the word that is being written has a Latin letter at its end. */
static bool
after_latin(const struct folder *f)
{
	span done = buf_span(&f->out);

	if (f->blank)
		return false;
	while (done.n > 0 && ascii_is_digit(done.p[done.n - 1]))
		done.n--;
	return done.n > 0 && is_latin(utf8_cut_last(&done));
}

/*
 * Settles the word that goes on at rest: look-alikes are folded where Latin
 * letters stand beside them, or where all is look-alike.
 */
static void
decide(struct folder *f, span rest)
{
	bool latin = after_latin(f), all = true;

	while (rest.n > 0) {
		span next = rest;
		uint32_t code = utf8_cut(&next, NULL);
		bool weak = false;

		if (!is_in_word(code))
			break;
		if (is_latin(code))
			latin = true;
		else if (u_isalpha((UChar32)code) &&
		    (alike_latin(code, &weak) == 0 || weak))
			all = false;
		rest = next;
	}
	f->decided = f->whole.n - rest.n;
	f->alike = latin || all;
}

static bool
is_line_end(uint32_t code)
{
	return code == '\n' || code == '\r' || code == 0x85 || code == 0x2028 ||
	    code == 0x2029;
}

static bool
is_blank(uint32_t code)
{
	return code == ' ' || (code >= '\t' && code <= '\r') || code == 0x85 ||
	    code == 0x1680 || code == 0x2028 || code == 0x2029;
}

/* The pending blanks, if anything stands before them. */
static void
put_blank(struct folder *f)
{
	if (f->blank && f->out.n > 0) {
		map_add(&f->map, f->arena, f->out.n, f->blank_from);
		buf_byte(&f->out, f->line ? '\n' : ' ');
	}
	f->blank = f->line = false;
}

static void
put_code(struct folder *f, uint32_t code, size_t from)
{
	if (is_blank(code)) {
		if (!f->blank)
			f->blank_from = from;
		f->blank = true;
		f->line |= is_line_end(code);
		return;
	}
	if (f->blank)
		put_blank(f);
	map_add(&f->map, f->arena, f->out.n, from);
	if (code < 0x80)
		buf_byte(&f->out, (char)code);
	else
		buf_code(&f->out, code);
}

/* True where nothing before code can change or join it. */
static bool
begins_segment(const struct folder *f, uint32_t code)
{
	if (code < 0x80 || (code >= 0x3041 && code <= 0x3096) ||
	    (code >= 0x30a1 && code <= 0x30fa) ||
	    (code >= 0x4e00 && code <= 0x9fff) ||
	    (code >= 0xff01 && code <= 0xff5e))
		return true;
	return unorm2_hasBoundaryBefore(f->nfkc, (UChar32)code);
}

/*
 * The folded form of a character that stands alone, where it is plain to see;
 * 0: ask ICU.  fold_test compares all of them with ICU.
 */
static uint32_t
simple_form(uint32_t code)
{
	if (code < 0x80)
		return (uint32_t)(unsigned char)ascii_lower((char)code);
	if ((code >= 0xe0 && code <= 0xff) ||
	    (code >= 0x0430 && code <= 0x045f) ||
	    (code >= 0x3001 && code <= 0x3020) ||
	    (code >= 0x3041 && code <= 0x3096) ||
	    (code >= 0x30a1 && code <= 0x30fe) ||
	    (code >= 0x4e00 && code <= 0x9fff) ||
	    (code >= 0xac00 && code <= 0xd7a3))
		return code;
	if (code >= 0xff01 && code <= 0xff5e)
		return (uint32_t)(unsigned char)ascii_lower(
		    (char)(code - 0xff01 + '!'));
	return code >= 0x0410 && code <= 0x042f ? code + 0x20 : 0;
}

/* A segment by ICU; all of its characters stand for the segment's start. */
static void
put_segment(struct folder *f, const uint32_t *codes, size_t n, size_t from)
{
	/* The longest decomposition, U+FDFA, has 18 units. */
	UChar in[SEGMENT * 2], out[SEGMENT * 18 * 2];
	UErrorCode e = U_ZERO_ERROR;
	int32_t units = 0, i = 0;

	for (size_t k = 0; k < n; k++)
		U16_APPEND_UNSAFE(in, units, codes[k]);
	units =
	    unorm2_normalize(f->nfkc, in, units, out, (int32_t)COUNT(out), &e);
	if (U_FAILURE(e))
		return;
	while (i < units) {
		uint32_t code = out[i++];
		char alike;

		if (U16_IS_LEAD(code) && i < units)
			code = (uint32_t)U16_GET_SUPPLEMENTARY(code, out[i++]);
		alike = alike_plain(code);
		put_code(f, alike != 0 ? (unsigned char)alike : code, from);
	}
}

/* Takes a segment, a character and what joins it, off the front of *rest. */
static void
fold_segment(struct folder *f, span *rest)
{
	size_t from = f->whole.n - rest->n, n = 0;
	uint32_t codes[SEGMENT];
	span before = *rest;
	bool weak;
	char alike = 0;

	codes[n++] = utf8_cut(rest, NULL);
	if (may_be_alike(codes[0])) {
		if (from >= f->decided)
			decide(f, before);
		alike = f->alike ? alike_latin(codes[0], &weak) : 0;
		if (alike != 0)
			codes[0] = (uint32_t)alike;
	}
	while (rest->n > 0 && n < SEGMENT) {
		span next = *rest;
		uint32_t code = utf8_cut(&next, NULL);

		if (begins_segment(f, code))
			break;
		codes[n++] = code;
		*rest = next;
	}
	if (n == 1 && simple_form(codes[0]) != 0)
		put_code(f, simple_form(codes[0]), from);
	else
		put_segment(f, codes, n, from);
}

/*
 * ASCII up to and without the last one before another character, which may
 * join it; squeezes blanks.  Returns how many bytes it took.
 */
static size_t
fold_ascii(struct folder *f, span rest)
{
	size_t from = f->whole.n - rest.n, n = 0, i = 0;

	n = rest.n - utf8_skip_ascii(rest).n;
	if (n < rest.n && n > 0)
		n--;
	while (i < n) {
		size_t start = i, k;

		/* One blank between two words is as it should be. */
		while (i < n &&
		    (rest.p[i] > ' ' ||
			(rest.p[i] == ' ' && i > start && i + 1 < n &&
			    rest.p[i + 1] > ' ')))
			i++;
		if (i == start) {
			put_code(f, (unsigned char)rest.p[i], from + i);
			i++;
			continue;
		}
		put_blank(f);
		map_add(&f->map, f->arena, f->out.n, from + start);
		k = f->out.n;
		buf_put(&f->out, span_slice(rest, start, i));
		span_lower(f->out.p + k, f->out.n - k);
	}
	return n;
}

struct folded
fold_text(struct arena *a, span utf8)
{
	UErrorCode e = U_ZERO_ERROR;
	struct folder f = { .arena = a, .whole = utf8 };
	span rest = utf8;

	f.nfkc = unorm2_getNFKCCasefoldInstance(&e);
	f.out = buf_new(a, LIMIT_TEXT);
	while (U_SUCCESS(e) && rest.n > 0) {
		rest = span_drop(rest, fold_ascii(&f, rest));
		if (f.out.n + SEGMENT_BYTES > LIMIT_TEXT)
			break;
		if (rest.n > 0)
			fold_segment(&f, &rest);
	}
	map_add(&f.map, a, f.out.n, f.blank ? f.blank_from : utf8.n);
	return (
	    struct folded){ buf_span(&f.out), f.map, rest.n > 0 || f.out.full };
}

span
fold_name(struct arena *a, span utf8)
{
	struct folded folded = fold_text(a, utf8);
	struct buf out = buf_new(a, folded.text.n);
	span rest = folded.text;

	while (rest.n > 0) {
		span before = rest;
		uint32_t code = utf8_cut(&rest, NULL);
		int8_t type = u_charType((UChar32)code);

		if (u_isalnum((UChar32)code) || type == U_NON_SPACING_MARK ||
		    type == U_COMBINING_SPACING_MARK)
			buf_put(&out, span_head(before, before.n - rest.n));
	}
	return out.n > 0 ? buf_span(&out) : folded.text;
}

#define PROTOTYPE 8 /* bytes of an ASCII character's skeleton, with room */

static pthread_once_t spoof_once = PTHREAD_ONCE_INIT;
/* Written once under spoof_once; ICU's checker is immutable afterwards. */
static const USpoofChecker *spoof;
/* The skeletons of single ASCII characters; of length 0: ask ICU. */
static struct {
	char p[PROTOTYPE];
	unsigned char n;
	bool plain; /* they are ASCII themselves */
} prototypes[128];

static void
open_spoof(void)
{
	UErrorCode e = U_ZERO_ERROR;
	USpoofChecker *opened = uspoof_open(&e);

	if (U_FAILURE(e))
		return;
	spoof = opened;
	for (int c = 0; c < 128; c++) {
		char text = (char)c;
		int32_t n;

		e = U_ZERO_ERROR;
		n = uspoof_getSkeletonUTF8(
		    spoof, 0, &text, 1, prototypes[c].p, PROTOTYPE, &e);
		if (U_SUCCESS(e) && n > 0 && n <= PROTOTYPE)
			prototypes[c].n = (unsigned char)n;
		prototypes[c].plain =
		    utf8_ascii((span){ prototypes[c].p, prototypes[c].n });
	}
}

/*
 * The skeleton of ASCII text is those of its characters, one behind the other:
 * none of them can join its neighbour.  Empty where ICU must be asked.
 */
static span
ascii_skeleton(struct arena *a, span text)
{
	char *out = arena_raw(a, text.n * PROTOTYPE);
	size_t n = 0;

	for (size_t i = 0; out != NULL && i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (c >= 0x80 || prototypes[c].n == 0)
			return (span){ 0 };
		memcpy(out + n, prototypes[c].p, PROTOTYPE);
		n += prototypes[c].n;
	}
	return (span){ out, out == NULL ? 0 : n };
}

/* ICU's skeleton; the text itself when there is no checker or memory. */
static span
uts39(struct arena *a, span text)
{
	UErrorCode e = U_ZERO_ERROR;
	/* The longest prototype has 18 characters; most have one. */
	size_t room = text.n * 4 + 64;
	span ascii;
	char *p;
	int32_t n;

	pthread_once(&spoof_once, open_spoof);
	ascii = utf8_ascii(text) ? ascii_skeleton(a, text) : (span){ 0 };
	if (ascii.n > 0)
		return ascii;
	p = room < INT32_MAX && spoof != NULL ? arena_alloc(a, room) : NULL;
	if (p == NULL)
		return text;
	n = uspoof_getSkeletonUTF8(spoof, 0, text.n > 0 ? text.p : "",
	    (int32_t)text.n, p, (int32_t)room, &e);
	return U_SUCCESS(e) && n >= 0 ? (span){ p, (size_t)n } : text;
}

/* One letter for each class of letters that are alike. */
static uint32_t
alike_class(uint32_t code, bool digits)
{
	switch (code) {
	case '0':
	case 'O':
		return 'o';
	case '1':
	case 'i':
	case 'I':
	case '|':
		return 'l';
	case 0x0138: /* what ICU makes of Greek kappa */
		return 'k';
	case 0x4e3c:	       /* 丼 */
		return 0x4e95; /* 井 */
	case 0x592d:	       /* 夭 */
		return 0x5929; /* 天 */
	case 0x672b:	       /* 末 */
		return 0x672a; /* 未 */
	case 0x571f:	       /* 土 */
		return 0x58eb; /* 士 */
	case 0x30bd:	       /* ソ */
		return 0x30f3; /* ン */
	case 0x30c3:	       /* ッ */
	case 0x30c4:	       /* ツ */
		return 0x30b7; /* シ */
	case 0x3063:	       /* っ */
		return 0x3064; /* つ */
	case '3':
		return digits ? 'e' : code;
	case '4':
		return digits ? 'a' : code;
	case '5':
		return digits ? 's' : code;
	case '7':
		return digits ? 't' : code;
	default:
		return code;
	}
}

/* Most labels are their own folded form: ASCII without capitals and blanks. */
static bool
is_folded(span text)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] <= ' ' || (unsigned char)text.p[i] >= 0x80 ||
		    (text.p[i] >= 'A' && text.p[i] <= 'Z'))
			return false;
	return text.n <= LIMIT_HOST;
}

#define SHORT 64 /* bytes: labels */

/* Of one ASCII character; empty where it is not ASCII, or ICU must be asked. */
static span
prototype(char c)
{
	return (span){ prototypes[(unsigned char)c].p,
		prototypes[(unsigned char)c].plain
		    ? prototypes[(unsigned char)c].n
		    : 0 };
}

/*
 * The skeleton of short text that is folded already: no room is taken but for
 * what it is.  false: it has a character whose skeleton is not ASCII.
 */
static bool
short_skeleton(struct arena *a, span text, bool digits, span *out)
{
	char bytes[SHORT * PROTOTYPE];
	size_t n = 0;

	pthread_once(&spoof_once, open_spoof);
	for (size_t i = 0; i < text.n; i++) {
		span from = prototype(text.p[i]);

		if (from.n == 0)
			return false;
		for (size_t k = 0; k < from.n; k++) {
			char c =
			    (char)alike_class((unsigned char)from.p[k], digits);

			if (c == 'v' && n > 0 && bytes[n - 1] == 'v')
				bytes[n - 1] = 'w';
			else
				bytes[n++] = c;
		}
	}
	*out = arena_copy(a, (span){ bytes, n });
	return true;
}

static span
skeleton(struct arena *a, span utf8, bool digits)
{
	bool folded = is_folded(utf8);
	span rest, short_one;
	struct buf out;

	if (folded && utf8.n <= SHORT &&
	    short_skeleton(a, utf8, digits, &short_one))
		return short_one;
	rest = uts39(a, folded ? utf8 : fold_text(a, utf8).text);
	out = buf_new(a, rest.n * 2 + UTF8_MAX);
	while (rest.n > 0) {
		uint32_t code = utf8_cut(&rest, NULL);
		bool weak;

		if (code >= 0x80 &&
		    u_charType((UChar32)code) == U_NON_SPACING_MARK &&
		    code != 0x3099 && code != 0x309a)
			continue;
		if (code >= 0x80 && alike_latin(code, &weak) != 0 && !weak)
			code = (unsigned char)alike_latin(code, &weak);
		code = alike_class(code, digits);
		if (code == 'v' && out.n > 0 && out.p[out.n - 1] == 'v')
			out.p[out.n - 1] = 'w';
		else
			buf_code(&out, code);
	}
	return buf_span(&out);
}

span
fold_skeleton(struct arena *a, span utf8)
{
	return skeleton(a, utf8, false);
}

span
fold_skeleton_digits(struct arena *a, span utf8)
{
	return skeleton(a, utf8, true);
}
