#include "know/phrases.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/fold.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "know/expand.h"
#include "know/phrases_set.h"

#define ARENA ((size_t)64 << 20)

static enum mekiki_status
no_memory(struct know_error *err)
{
	if (err != NULL)
		snprintf(err->text, sizeof(err->text), "no memory for phrases");
	return MEKIKI_NO_MEMORY;
}

static bool
is_letter(uint32_t code)
{
	return (code < 0x80 && ascii_is_alpha((char)code)) ||
	    (code >= 0xdf && code < 0x250 && code != 0xf7);
}

/* Full-width signs fold to ASCII ones, which must not become syntax. */
static void
put_literal(struct buf *out, span text)
{
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (c > ' ' && c < 0x7f && !ascii_is_alnum(text.p[i]))
			buf_byte(out, '\\');
		buf_byte(out, text.p[i]);
	}
}

/* The runs above ASCII folded, so that they match folded text. */
static span
fold_regex(struct arena *a, span regex)
{
	struct buf out = buf_new(a, regex.n * 12 + UTF8_MAX);

	while (regex.n > 0) {
		size_t n = 0;

		while (n < regex.n && (unsigned char)regex.p[n] < 0x80)
			n++;
		buf_put(&out, span_head(regex, n));
		regex = span_drop(regex, n);
		n = 0;
		while (n < regex.n && (unsigned char)regex.p[n] >= 0x80)
			n++;
		put_literal(&out, fold_text(a, span_head(regex, n)).text);
		regex = span_drop(regex, n);
	}
	return buf_span(&out);
}

/* True when the regex has ^ or $ that are no letters or class marks. */
static bool
sees_lines(span regex)
{
	for (size_t i = 0; i < regex.n; i++) {
		if (regex.p[i] == '\\')
			i++;
		else if (regex.p[i] == '$' ||
		    (regex.p[i] == '^' && (i == 0 || regex.p[i - 1] != '[')))
			return true;
	}
	return false;
}

/* The first capital letter that is not part of an escape, or regex.n. */
static size_t
find_capital(span regex)
{
	for (size_t i = 0; i < regex.n; i++) {
		if (regex.p[i] == '\\')
			i++;
		else if (regex.p[i] >= 'A' && regex.p[i] <= 'Z')
			return i;
	}
	return regex.n;
}

static bool
add_unit(struct phrases *p, struct phrase_unit unit)
{
	struct phrase_unit *units = arena_grow(
	    p->arena, p->units, p->unit_count, &p->unit_room, sizeof(*units));

	if (units == NULL)
		return false;
	p->units = units;
	units[p->unit_count++] = unit;
	return true;
}

/* A plain phrase: its folded form, with the edges it asks for. */
static bool
add_plain(struct phrases *p, span pattern, struct phrase_source *source)
{
	struct phrase_unit unit = { .phrase = p->count };
	span first, last;

	unit.word = fold_text(p->arena, pattern).text;
	if (unit.word.n == 0)
		return false;
	first = last = unit.word;
	source->edge_before = is_letter(utf8_cut(&first, NULL));
	source->edge_behind = is_letter(utf8_cut_last(&last));
	return add_unit(p, unit);
}

/* A "re:" phrase: its words where it has finitely many, else itself. */
static bool
add_regex(struct phrases *p, span pattern, struct phrase_source *source)
{
	struct arena *scratch = p->scratch != NULL ? p->scratch : p->arena;
	span *words;
	bool ok = true;
	size_t n;

	source->regex = arena_copy(p->arena, fold_regex(scratch, pattern));
	source->edge_before = true;
	n = expand_pattern(scratch, source->regex, &words);
	source->kind = n > 0		? PHRASE_PLAIN
	    : sees_lines(source->regex) ? PHRASE_LINE
					: PHRASE_REGEX;
	for (size_t i = 0; i < n && ok; i++)
		ok = add_unit(p,
		    (struct phrase_unit){
			p->count, arena_copy(p->arena, words[i]) });
	if (n == 0)
		ok = add_unit(p, (struct phrase_unit){ .phrase = p->count });
	/* Without memory a finite pattern is taken for a regular expression. */
	if (arena_failed(scratch))
		arena_give_up(p->arena);
	return ok;
}

static const char *const precisions[] = { "low", "medium", "high" };

const char *
phrase_precision_text(enum phrase_precision precision)
{
	return precisions[precision];
}

static bool
read_precision(span text, enum phrase_precision *out)
{
	for (size_t i = 0; i < COUNT(precisions); i++)
		if (span_is(text, precisions[i])) {
			*out = (enum phrase_precision)i;
			return true;
		}
	return false;
}

enum mekiki_status
phrases_add(struct phrases *p, const struct tsv *t, span language, bool own,
    struct know_error *err)
{
	struct phrase_source source = { .kind = PHRASE_PLAIN };
	struct phrase phrase = { .language = language,
		.category = t->column[0],
		.pattern = t->column[1],
		.why = t->column[3],
		.own = own,
		.file = t->path,
		.line = t->line };
	struct phrase_source *sources;
	struct phrase *list;
	bool ok = true;

	if (t->count < 4 || phrase.category.n == 0 || phrase.pattern.n == 0)
		return tsv_bad(
		    t, err, "needs category, pattern, precision and why");
	if (!read_precision(t->column[2], &phrase.precision))
		return tsv_bad(t, err, "precision must be high, medium or low");
	if (!utf8_valid(phrase.pattern) || !utf8_valid(phrase.why))
		return tsv_bad(t, err, "is not UTF-8");
	list = arena_grow(p->arena, p->list, p->count, &p->room, sizeof(*list));
	sources = arena_grow(
	    p->arena, p->sources, p->count, &p->source_room, sizeof(*sources));
	if (list == NULL || sources == NULL)
		return no_memory(err);
	p->list = list;
	p->sources = sources;
	if (span_starts(phrase.pattern, "raw:")) {
		source.kind = PHRASE_RAW;
		source.regex = span_drop(phrase.pattern, 4);
		ok = source.regex.n > 0 &&
		    add_unit(p, (struct phrase_unit){ .phrase = p->count });
	} else if (span_starts(phrase.pattern, "re:")) {
		span regex = span_drop(phrase.pattern, 3);

		if (find_capital(regex) < regex.n)
			return tsv_bad(t, err, "a pattern must be lower case");
		ok = add_regex(p, regex, &source);
	} else {
		ok = add_plain(p, phrase.pattern, &source);
	}
	if (!ok || arena_failed(p->arena))
		return arena_failed(p->arena)
		    ? no_memory(err)
		    : tsv_bad(t, err, "nothing is left of the pattern");
	list[p->count] = phrase;
	sources[p->count++] = source;
	return MEKIKI_OK;
}

static int
order_names(const void *x, const void *y)
{
	const span *a = x, *b = y;

	return span_order(*a, *b);
}

/* Sorted, so that digests are the same. */
enum mekiki_status
phrases_files(struct arena *a, const char *dir, span *names, size_t *count,
    struct know_error *err)
{
	DIR *d = opendir(dir);
	struct dirent *entry;

	*count = 0;
	if (d == NULL) {
		if (err != NULL)
			snprintf(err->text, sizeof(err->text), "%.400s: %s",
			    dir, strerror(errno));
		return MEKIKI_IO;
	}
	while ((entry = readdir(d)) != NULL && *count < PHRASES_FILES)
		if (entry->d_name[0] != '.' &&
		    span_ends(span_of(entry->d_name), ".tsv"))
			names[(*count)++] =
			    arena_copy(a, span_of(entry->d_name));
	closedir(d);
	qsort(names, *count, sizeof(*names), order_names);
	return MEKIKI_OK;
}

/* All rows, without the compiled set. */
static enum mekiki_status
read_rows(struct phrases *p, const char *dir, bool own, struct know_error *err)
{
	enum mekiki_status status;
	span names[PHRASES_FILES];
	size_t count;

	status = phrases_files(p->arena, dir, names, &count, err);
	for (size_t i = 0; i < count && status == MEKIKI_OK; i++) {
		span path =
		    arena_format(p->arena, "%s/%.*s", dir, SPAN_ARG(names[i]));
		struct tsv t;

		if (path.n == 0)
			return no_memory(err);
		status = tsv_open(p->arena, path.p, &t, err);
		p->scratch = arena_new(ARENA);
		while (status == MEKIKI_OK && tsv_next(&t))
			status = phrases_add(p, &t,
			    span_head(names[i], names[i].n - 4), own, err);
		arena_free(p->scratch);
		p->scratch = NULL;
	}
	return status;
}

void
phrases_close(struct phrases *p)
{
	struct arena *a = p == NULL ? NULL : p->arena;

	for (size_t i = 0; p != NULL && i < SET_COUNT; i++) {
		hs_free_database(p->sets[i]);
		hs_free_database(p->own[i]);
	}
	arena_free(a);
}

struct phrases *
phrases_empty(void)
{
	struct arena *a = arena_new(ARENA);
	struct phrases *p = a == NULL ? NULL : arena_alloc(a, sizeof(*p));

	if (p == NULL)
		arena_free(a);
	else
		p->arena = a;
	return p;
}

/* The rows read, ours first; nothing compiled. */
static enum mekiki_status
open_rows(const char *dir, const char *own, struct phrases **out,
    struct know_error *err)
{
	struct phrases *p = phrases_empty();
	enum mekiki_status status;

	if (p == NULL)
		return no_memory(err);
	status = read_rows(p, dir, false, err);
	p->own_units = p->unit_count;
	if (status == MEKIKI_OK && own != NULL)
		status = read_rows(p, own, true, err);
	if (status == MEKIKI_OK)
		*out = p;
	else
		phrases_close(p);
	return status;
}

enum mekiki_status
phrases_open(const char *source_dir, const char *own_dir,
    const char *compiled_file, struct phrases **out, struct know_error *err)
{
	struct phrases *p = NULL;
	enum mekiki_status status = open_rows(source_dir, own_dir, &p, err);
	const char *problem;

	if (status != MEKIKI_OK)
		return status;
	if (p->own_units < p->unit_count)
		status = phrases_set_compile_own(p, err);
	if (status != MEKIKI_OK) {
		phrases_close(p);
		return status;
	}
	if (err != NULL)
		err->text[0] = '\0';
	problem = phrases_set_load(p, compiled_file);
	if (problem != NULL) {
		for (size_t i = 0; i < SET_COUNT; i++) {
			hs_free_database(p->sets[i]);
			p->sets[i] = NULL;
		}
		status = phrases_set_compile(p, NULL, err);
		if (status == MEKIKI_OK && err != NULL)
			snprintf(err->text, sizeof(err->text),
			    "%s%s%s: phrases were compiled at the start",
			    compiled_file == NULL ? "" : compiled_file,
			    compiled_file == NULL ? "" : ": ", problem);
	}
	if (status == MEKIKI_OK)
		*out = p;
	else
		phrases_close(p);
	return status;
}

const struct phrase *
phrases_list(const struct phrases *p, size_t *count)
{
	*count = p->count;
	return p->list;
}

enum mekiki_status
phrases_compile(
    const char *source_dir, const char *compiled_file, struct know_error *err)
{
	/* No CPU features: the set runs on every machine, as fast here. */
	static const hs_platform_info_t generic = { 0 };
	struct phrases *p = NULL;
	enum mekiki_status status = open_rows(source_dir, NULL, &p, err);

	if (status == MEKIKI_OK)
		status = phrases_set_compile(p, &generic, err);
	if (status == MEKIKI_OK)
		status = phrases_set_save(p, compiled_file, err);
	phrases_close(p);
	return status;
}
