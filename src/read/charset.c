#include "read/charset.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include "base/bits.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/charset_guess.h"

#define UNITS 1024 /* UTF-16 units converted at a time */

/* Where a decoded text is put together, with its map. */
struct sink {
	struct arena *arena;
	struct buf text;
	struct map *map; /* NULL: not wanted */
	bool invalid;
};

static void
sink_code(struct sink *sink, uint32_t code, size_t from)
{
	if (sink->map != NULL)
		map_add(sink->map, sink->arena, sink->text.n, from);
	if (code == UTF8_REPLACEMENT)
		sink->invalid = true;
	if (code < 0x80 && code != 0)
		buf_byte(&sink->text, (char)code);
	else
		buf_code(&sink->text, code == 0 ? UTF8_REPLACEMENT : code);
}

/* ICU's own substitute for one byte is U+001A, which text may hold as well. */
static void
replace_invalid(const void *context, UConverterToUnicodeArgs *args,
    const char *bytes, int32_t n, UConverterCallbackReason reason,
    UErrorCode *e)
{
	static const UChar replacement = UTF8_REPLACEMENT;

	(void)context;
	(void)bytes;
	(void)n;
	if (reason > UCNV_IRREGULAR)
		return;
	*e = U_ZERO_ERROR;
	ucnv_cbToUWriteUChars(args, &replacement, 1, 0, e);
}

/*
 * IBM's CP943 table rotates the controls 0x1a, 0x1c and 0x7f.  None of them
 * can be a second byte, so the source byte is the character.
 */
static uint32_t
unrotate(uint32_t code, unsigned char source)
{
	if (code != 0x1a && code != 0x1c && code != 0x7f)
		return code;
	return source == 0x1a || source == 0x1c || source == 0x7f ? source
								  : code;
}

/* In every charset that has them these stand for themselves: see unrotate. */
static bool
is_ascii_unit(UChar unit)
{
	return unit < 0x7f && unit >= 0x1d;
}

/*
 * Units from i on that are ASCII, each one byte further in the source than the
 * one before: they are put at once.  Returns how many there are.
 */
static size_t
sink_ascii(struct sink *sink, const UChar *units, const int32_t *offsets,
    size_t n, size_t base)
{
	char text[64];
	size_t k = 0;

	while (k < n && k < sizeof(text) && is_ascii_unit(units[k]) &&
	    offsets[k] == offsets[0] + (int32_t)k) {
		text[k] = (char)units[k];
		k++;
	}
	if (k < 2 || offsets[0] < 0)
		return 0;
	if (sink->map != NULL)
		map_add(sink->map, sink->arena, sink->text.n,
		    base + (size_t)offsets[0]);
	buf_put(&sink->text, (span){ text, k });
	return k;
}

/* Units of UTF-16 with their offsets; *high keeps half a pair over calls. */
static void
sink_units(struct sink *sink, span bytes, const UChar *units,
    const int32_t *offsets, size_t n, size_t base, size_t *from, UChar *high)
{
	for (size_t i = 0; i < n; i++) {
		UChar unit = units[i];
		size_t run = *high == 0 && is_ascii_unit(unit)
		    ? sink_ascii(sink, units + i, offsets + i, n - i, base)
		    : 0;

		if (run > 0) {
			i += run - 1;
			*from = base + (size_t)offsets[i];
			continue;
		}
		/* -1 marks units that ICU had kept from the last call. */
		if (offsets[i] >= 0 && base + (size_t)offsets[i] >= *from)
			*from = base + (size_t)offsets[i];
		if (*high != 0 && U16_IS_TRAIL(unit)) {
			sink_code(sink,
			    (uint32_t)U16_GET_SUPPLEMENTARY(*high, unit),
			    *from);
			*high = 0;
			continue;
		}
		if (*high != 0)
			sink_code(sink, UTF8_REPLACEMENT, *from);
		*high = U16_IS_LEAD(unit) ? unit : 0;
		if (*high != 0)
			continue;
		sink_code(sink,
		    U16_IS_TRAIL(unit)
			? UTF8_REPLACEMENT
			: unrotate(unit,
			      *from < bytes.n ? (unsigned char)bytes.p[*from]
					      : 0),
		    *from);
	}
}

/* False: ICU has no such converter or no memory. */
static bool
convert(struct sink *sink, span bytes, const char *icu)
{
	UErrorCode e = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(icu, &e);
	const char *in = bytes.n > 0 ? bytes.p : "", *start = in;
	const char *end = in + bytes.n;
	UChar units[UNITS], high = 0;
	int32_t offsets[UNITS];
	size_t from = 0;

	if (U_FAILURE(e))
		return false;
	ucnv_setToUCallBack(converter, replace_invalid, NULL, NULL, NULL, &e);
	do {
		UChar *out = units;
		size_t base = (size_t)(in - start);

		e = U_ZERO_ERROR;
		ucnv_toUnicode(converter, &out, units + UNITS, &in, end,
		    offsets, true, &e);
		sink_units(sink, bytes, units, offsets, (size_t)(out - units),
		    base, &from, &high);
	} while (e == U_BUFFER_OVERFLOW_ERROR && !sink->text.full);
	if (high != 0)
		sink_code(sink, UTF8_REPLACEMENT, from);
	ucnv_close(converter);
	return true;
}

/* UTF-8 with each bad sequence and each NUL replaced. */
static void
repair(struct sink *sink, span bytes)
{
	span rest = bytes;

	while (rest.n > 0 && !sink->text.full) {
		size_t from = bytes.n - rest.n;

		sink_code(sink, utf8_cut(&rest, NULL), from);
	}
}

/* Whether the seven-bit bytes switch to another set; *which, its charset. */
static bool
has_escapes(span bytes, const char **which)
{
	static const struct {
		const char *text, *name;
	} escapes[] = {
		{ "$@", "iso-2022-jp" },
		{ "$B", "iso-2022-jp" },
		{ "$(B", "iso-2022-jp" },
		{ "$(D", "iso-2022-jp" },
		{ "$(O", "iso-2022-jp" },
		{ "(I", "iso-2022-jp" },
		{ "(J", "iso-2022-jp" },
		{ "$A", "iso-2022-jp" },
		{ "$(C", "iso-2022-jp" },
		{ "$)C", "iso-2022-kr" },
		{ "$)A", "iso-2022-cn" },
		{ "$)G", "iso-2022-cn" },
		{ "$)E", "iso-2022-cn" },
	};

	while (bytes.n > 0) {
		bytes = span_drop(bytes, span_find_byte(bytes, '\x1b'));
		bytes = span_drop(bytes, 1);
		for (size_t i = 0; i < COUNT(escapes); i++) {
			span want = span_of(escapes[i].text);

			if (!span_same(span_head(bytes, want.n), want))
				continue;
			*which = escapes[i].name;
			return true;
		}
	}
	return false;
}

/* A byte order mark's charset; *size, its bytes. */
static const struct charset *
find_mark(span bytes, size_t *size)
{
	static const struct {
		span mark;
		const char *name;
	} marks[] = {
		{ { "\xef\xbb\xbf", 3 }, "utf-8" },
		{ { "\xff\xfe\0\0", 4 }, "utf-32le" },
		{ { "\0\0\xfe\xff", 4 }, "utf-32be" },
		{ { "\xff\xfe", 2 }, "utf-16le" },
		{ { "\xfe\xff", 2 }, "utf-16be" },
	};

	for (size_t i = 0; i < COUNT(marks); i++) {
		*size = marks[i].mark.n;
		if (span_same(span_head(bytes, *size), marks[i].mark))
			return charset_find(span_of(marks[i].name));
	}
	*size = 0;
	return NULL;
}

/* What was chosen, and on what ground. */
struct choice {
	const struct charset *charset;
	const char *why;
};

static bool
is_named(const struct charset *charset, const char *name)
{
	return charset != NULL && strcmp(charset->name, name) == 0;
}

/*
 * "utf-16" without a mark is little-endian for browsers; the NULs of Latin
 * letters say otherwise when they come first.
 */
static const struct charset *
wide_order(span bytes, const struct charset *claim)
{
	size_t nul[2] = { 0 };

	if (!is_named(claim, "utf-16"))
		return claim;
	for (size_t i = 0; i < bytes.n; i++)
		nul[i & 1] += bytes.p[i] == '\0';
	return charset_find(
	    nul[0] > nul[1] ? SPAN("utf-16be") : SPAN("utf-16le"));
}

/* Seven-bit text: escapes, or a label under which ASCII is not itself. */
static struct choice
choose_7bit(span bytes, const struct charset *claim)
{
	const char *which = "us-ascii";
	bool shifted = span_find_byte(bytes, '\x0e') < bytes.n;

	if (claim != NULL && claim->kind == CHARSET_WIDE)
		return (struct choice){ wide_order(bytes, claim), "label" };
	if (has_escapes(bytes, &which)) {
		if (claim != NULL && claim->kind == CHARSET_SHIFT &&
		    span_starts(span_of(claim->name), "iso-2022-"))
			return (struct choice){ claim, "escapes" };
		return (
		    struct choice){ charset_find(span_of(which)), "escapes" };
	}
	if (claim != NULL && claim->kind == CHARSET_SHIFT &&
	    (shifted || is_named(claim, "utf-7") ||
		is_named(claim, "hz-gb-2312")))
		return (struct choice){ claim, "label" };
	return (struct choice){ charset_find(SPAN("us-ascii")), "ascii" };
}

/* No label to believe, or one the bytes contradict. */
static struct choice
guess(span bytes)
{
	struct charset_score utf8 = charset_score_utf8(bytes);
	const struct charset *found;

	/* A cut character or a stray byte does not make it something else. */
	if (utf8.pairs > 0 && utf8.errors * 4 <= utf8.pairs)
		return (struct choice){ charset_find(SPAN("utf-8")), "guess" };
	found = charset_guess_japanese(bytes, false);
	if (found != NULL)
		return (struct choice){ found, "guess" };
	return (struct choice){ charset_guess_any(bytes), "detector" };
}

/* Whether the bytes can be what the label says. */
static bool
believable(span bytes, const struct charset *claim)
{
	const struct charset *other;
	struct charset_score score;

	switch (claim->kind) {
	case CHARSET_ASCII:
		return false;
	case CHARSET_UTF8:
		score = charset_score_utf8(bytes);
		return score.pairs >= score.errors;
	case CHARSET_WIDE:
		return true;
	case CHARSET_SHIFT:
	case CHARSET_SINGLE:
		return charset_guess_japanese(
			   bytes, !is_named(claim, "iso-2022-jp")) == NULL;
	case CHARSET_DOUBLE:
		break;
	}
	if (is_named(claim, "shift_jis"))
		score = charset_score_shift_jis(bytes);
	else
		score = charset_score_euc_jp(bytes);
	if (!is_named(claim, "shift_jis") && !is_named(claim, "euc-jp"))
		return true;
	/* EUC kana are also half-width kana of Shift_JIS. */
	other = charset_guess_japanese(bytes, true);
	if (other != NULL && other != claim && score.kana == 0)
		return false;
	/* One bad byte is a cut text, and the label wins. */
	return score.errors <= 1 || score.errors * 10 <= score.pairs;
}

/*
 * UTF-16 may hold no byte above 0x7f, or be valid UTF-8 by accident, but ASCII
 * in it puts a NUL into every second byte.
 */
static bool
is_wide(span bytes, const struct charset *claim)
{
	return claim != NULL && claim->kind == CHARSET_WIDE &&
	    span_find_byte(bytes, '\0') < bytes.n;
}

static struct choice
choose_8bit(span bytes, const struct charset *claim, bool valid)
{
	const char *which;

	if (is_wide(bytes, claim))
		return (struct choice){ wide_order(bytes, claim), "label" };
	if (valid)
		return (struct choice){ charset_find(SPAN("utf-8")),
			"valid-utf-8" };
	if (claim == NULL)
		return guess(bytes);
	if (is_named(claim, "iso-2022-jp") && has_escapes(bytes, &which))
		return (struct choice){ claim, "escapes" };
	if (!believable(bytes, claim))
		return guess(bytes);
	return (struct choice){ wide_order(bytes, claim), "label" };
}

/* Other double-byte labels are judged by what came of them. */
static struct choice
second_thought(span bytes, const struct charset *claim, struct choice first,
    const struct sink *sink)
{
	const struct charset *japanese;

	if (!sink->invalid || first.charset != claim ||
	    (claim->kind != CHARSET_DOUBLE && claim->kind != CHARSET_SHIFT))
		return first;
	japanese = charset_guess_japanese(bytes, true);
	return japanese == NULL || japanese == claim
	    ? first
	    : (struct choice){ japanese, "guess" };
}

static struct sink
run(struct arena *a, span bytes, const struct charset *charset, struct map *map)
{
	struct sink sink = { .arena = a, .map = map };
	/* JIS8: half-width kana as single bytes beside the escapes. */
	bool jis8 = is_named(charset, "iso-2022-jp") && !utf8_ascii(bytes);

	sink.text = buf_new(a, bytes.n * 4 + UTF8_MAX);
	if (map != NULL)
		map->count = 0;
	if (charset->kind <= CHARSET_UTF8 ||
	    !convert(&sink, bytes,
		jis8 ? "ISO_2022,locale=ja,version=4" : charset->icu))
		repair(&sink, bytes);
	if (map != NULL && map->count > 0)
		map_add(map, a, sink.text.n, bytes.n);
	return sink;
}

/* What the choice says about the label. */
static unsigned
odd_of(span label, const struct charset *claim, const struct charset *used)
{
	unsigned odd = 0;
	bool ascii = used->kind == CHARSET_ASCII;

	if (label.n > 0 && claim == NULL)
		odd |= CHARSET_UNKNOWN_LABEL;
	if (label.n == 0 && !ascii)
		odd |= CHARSET_MISSING_LABEL;
	if (claim != NULL && claim->kind == CHARSET_ASCII && !ascii)
		odd |= CHARSET_8BIT_UNDER_ASCII;
	if (claim == NULL || claim == used || ascii ||
	    claim->kind == CHARSET_ASCII)
		return odd;
	/* The order of the bytes is not told apart in "utf-16". */
	if (claim->kind == CHARSET_WIDE && used->kind == CHARSET_WIDE)
		return odd;
	return odd | CHARSET_LABEL_WRONG;
}

/* The mark is no text; offsets go on counting from the first byte. */
static void
shift_map(struct map *map, struct arena *a, size_t by)
{
	if (map == NULL || by == 0)
		return;
	if (map->count == 0)
		map_add(map, a, 0, 0);
	for (size_t i = 0; i < map->count; i++)
		map->runs[i].from += (uint32_t)by;
}

struct charset_text
charset_decode(struct arena *a, span bytes, span label, struct map *map)
{
	struct charset_text text = { .label = span_trim(label) };
	const struct charset *claim = charset_find(label);
	struct choice choice = { 0 }, second;
	bool nul, ascii, valid;
	struct sink sink;
	size_t mark;

	if (bytes.n > LIMIT_TEXT)
		text.odd |= CHARSET_TOO_LONG;
	bytes = span_head(bytes, LIMIT_TEXT);
	ascii = utf8_ascii(bytes);
	valid = ascii || utf8_valid(bytes);
	choice.charset = find_mark(bytes, &mark);
	choice.why = "bom";
	bytes = span_drop(bytes, mark);
	if (choice.charset == NULL)
		choice = ascii ? choose_7bit(bytes, claim)
			       : choose_8bit(bytes, claim, valid);
	nul = choice.charset->kind != CHARSET_WIDE &&
	    span_find_byte(bytes, '\0') < bytes.n;
	text.odd |= nul ? CHARSET_NUL : 0;
	text.utf8 = bytes;
	if (choice.charset->kind > CHARSET_UTF8 || nul || !valid) {
		sink = run(a, bytes, choice.charset, map);
		second = second_thought(bytes, claim, choice, &sink);
		if (second.charset != choice.charset)
			sink = run(a, bytes, second.charset, map);
		choice = second;
		text.utf8 = buf_span(&sink.text);
		/* Valid UTF-8 may hold U+FFFD of its own. */
		if (sink.invalid &&
		    !(valid && choice.charset->kind <= CHARSET_UTF8))
			text.odd |= CHARSET_INVALID;
	}
	shift_map(map, a, mark);
	text.used = choice.charset->name;
	text.why = choice.why;
	text.odd |= odd_of(text.label, claim, choice.charset);
	return text;
}

span
charset_odd_name(unsigned one)
{
	static const struct bit_name names[] = {
		{ CHARSET_UNKNOWN_LABEL, "charset-unknown" },
		{ CHARSET_LABEL_WRONG, "charset-label-wrong" },
		{ CHARSET_8BIT_UNDER_ASCII, "8bit-under-ascii" },
		{ CHARSET_MISSING_LABEL, "charset-missing" },
		{ CHARSET_NUL, "nul-in-text" },
		{ CHARSET_INVALID, "invalid-characters" },
		{ CHARSET_TOO_LONG, "text-too-long" },
	};

	return span_of(bits_name(names, COUNT(names), one));
}
