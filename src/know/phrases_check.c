#include "know/phrases_check.h"

#include "base/buf.h"
#include "base/fold.h"
#include "base/limits.h"
#include "base/table.h"
#include "base/utf8.h"
#include "know/phrase_category.h"
#include "know/phrases_set.h"

/* Letters that what must be there has at least; a CJK one counts for two. */
#define CORE_LETTERS 3

struct check {
	struct complaints *out;
	struct arena *arena;
	struct phrases *phrases;
	size_t *units; /* where each row's begin, beside the phrases */
	size_t room;
	bool *checked; /* the row's table is */
	size_t checked_room;
};

static void
add(struct check *c, size_t row, enum complaint_kind kind, span value,
    span other)
{
	const struct phrase *p = &c->phrases->list[row];

	complaints_add(c->out,
	    (struct complaint){ .file = p->file,
		.line = p->line,
		.kind = kind,
		.value = value,
		.other = other });
}

/* As much as the letters and digits tell. */
static size_t
letters(span text)
{
	size_t n = 0;

	while (text.n > 0) {
		uint32_t code = utf8_cut(&text, NULL);

		if (code < 0x80)
			n += ascii_is_alnum((char)code);
		else
			n += code < 0x250 ? 1 : 2;
	}
	return n;
}

/*
 * What a mail's text becomes: between two digits, which belong to no script,
 * so that blanks at the ends are as in the middle of a text.
 */
static span
folded_inside(struct arena *a, span text)
{
	span inside = arena_join(a, SPAN("1"), text, SPAN("1"));
	span folded = fold_text(a, inside).text;

	return folded.n < 2 ? folded : span_slice(folded, 1, folded.n - 1);
}

/* What the same text is in a regex that was read: see phrases.c. */
static span
folded_apart(struct arena *a, span text)
{
	struct buf out = buf_new(a, LIMIT_TEXT);

	while (text.n > 0) {
		span behind = utf8_skip_ascii(text);
		size_t n = 0;

		buf_put(&out, span_head(text, text.n - behind.n));
		while (n < behind.n && (unsigned char)behind.p[n] >= 0x80)
			n++;
		buf_put(&out, fold_text(a, span_head(behind, n)).text);
		text = span_drop(behind, n);
	}
	return buf_span(&out);
}

/* A regular expression taken apart, as far as is wanted here. */
struct walk {
	span regex;
	size_t at;
	int depth; /* of groups that are open */
};

/* Behind the class, braces or escape that begin at i. */
static size_t
skip_syntax(span regex, size_t i)
{
	char end = regex.p[i] == '[' ? ']' : '}';
	size_t from = i + 1;

	if (regex.p[i] == '\\') {
		i += 2;
		if (i < regex.n && regex.p[i] == '{')
			i += span_find_byte(span_drop(regex, i), '}') + 1;
		return i;
	}
	if (regex.p[i] != '[' && regex.p[i] != '{')
		return i + 1;
	/* "[]...]" and "[^]...]" hold the bracket. */
	if (end == ']' && from < regex.n && regex.p[from] == '^')
		from++;
	if (end == ']' && from < regex.n && regex.p[from] == ']')
		from++;
	while (from < regex.n && regex.p[from] != end)
		from += regex.p[from] == '\\' ? 2 : 1;
	return from + 1;
}

/* An escaped sign stands for itself; an escaped letter for much else. */
static bool
is_literal(span regex, size_t i)
{
	static const char syntax[] = ".[]{}()|?*+^$";
	char c = regex.p[i];

	if (c == '\\')
		return i + 1 < regex.n && !ascii_is_alnum(regex.p[i + 1]);
	return memchr(syntax, c, sizeof(syntax) - 1) == NULL;
}

/* What stands at i makes the one before it something that may lack. */
static bool
may_lack(span regex, size_t i)
{
	span rest = span_drop(regex, i);

	return span_starts(rest, "?") || span_starts(rest, "*") ||
	    span_starts(rest, "{0");
}

/* The next run of literal characters; empty: something else was passed. */
static span
walk_next(struct walk *w, struct arena *a)
{
	struct buf run = buf_new(a, w->regex.n);
	size_t i = w->at;
	span text;

	while (i < w->regex.n && is_literal(w->regex, i)) {
		i += w->regex.p[i] == '\\';
		buf_byte(&run, w->regex.p[i++]);
	}
	text = buf_span(&run);
	if (text.n == 0) {
		w->depth += w->regex.p[i] == '(';
		w->depth -= w->regex.p[i] == ')';
		i = skip_syntax(w->regex, i);
	} else if (may_lack(w->regex, i)) {
		(void)utf8_cut_last(&text);
	}
	w->at = i;
	return text;
}

/* "a|b" outside of groups: then nothing need be there. */
static bool
is_choice(struct arena *a, span regex)
{
	struct walk w = { .regex = regex };

	while (w.at < regex.n) {
		if (w.depth == 0 && regex.p[w.at] == '|')
			return true;
		(void)walk_next(&w, a);
	}
	return false;
}

/* "\t" and the like, for which folding leaves a blank. */
static bool
is_dead_escape(const struct walk *w, enum phrase_kind kind)
{
	span rest = span_drop(w->regex, w->at);

	return (span_starts(rest, "\\t") || span_starts(rest, "\\r") ||
		   (span_starts(rest, "\\n") && kind != PHRASE_LINE)) &&
	    !may_lack(w->regex, w->at + 2);
}

/* What must be there, as it was written, against what folded texts have. */
static bool
check_written(struct check *c, size_t row)
{
	span regex = span_drop(c->phrases->list[row].pattern, strlen("re:"));
	struct walk w = { .regex = regex };

	if (is_choice(c->arena, regex))
		return true;
	while (w.at < regex.n) {
		bool must = w.depth == 0,
		     dead = is_dead_escape(&w, c->phrases->sources[row].kind);
		size_t at = w.at;
		span run = walk_next(&w, c->arena), folded = SPAN(" ");

		if (run.n > 0)
			folded = folded_inside(c->arena, run);
		dead |= run.n > 0 &&
		    !span_same(folded, folded_apart(c->arena, run));
		if (!must || !dead)
			continue;
		add(c, row, COMPLAINT_UNFOLDED,
		    run.n > 0 ? run : span_slice(regex, at, w.at), folded);
		return false;
	}
	return true;
}

/* Characters that a match has at least; 0: nobody knows. */
static uint32_t
least(const struct phrase_source *source)
{
	int problem;
	pcre2_code *code = phrases_regex(source, &problem);
	uint32_t n = 0;

	if (code != NULL)
		(void)pcre2_pattern_info(code, PCRE2_INFO_MINLENGTH, &n);
	pcre2_code_free(code);
	return n;
}

static void
check_regex(struct check *c, size_t row)
{
	const struct phrase_source *source = &c->phrases->sources[row];
	struct walk w = { .regex = source->regex };
	span longest = { 0 };

	while (w.at < w.regex.n) {
		span run = walk_next(&w, c->arena);

		if (letters(run) > letters(longest))
			longest = run;
	}
	if (letters(longest) < CORE_LETTERS && least(source) < CORE_LETTERS)
		add(c, row, COMPLAINT_SHORT_CORE, c->phrases->list[row].pattern,
		    longest);
}

/* All that a finite pattern stands for. */
static void
check_words(struct check *c, size_t row)
{
	const struct phrases *p = c->phrases;
	span shortest = { 0 }, dead = { 0 };
	bool lives = false;

	for (size_t i = c->units[row];
	     i < p->unit_count && p->units[i].phrase == row; i++) {
		span word = p->units[i].word;

		if (span_same(folded_inside(c->arena, word), word))
			lives = true;
		else
			dead = word;
		if (shortest.n == 0 || letters(word) < letters(shortest))
			shortest = word;
	}
	if (!lives)
		add(c, row, COMPLAINT_UNFOLDED, dead,
		    folded_inside(c->arena, dead));
	else if (letters(shortest) < CORE_LETTERS)
		add(c, row, COMPLAINT_SHORT_CORE, p->list[row].pattern,
		    shortest);
}

static bool
is_category(span name)
{
	for (size_t i = 0; i < PHRASE_CATEGORIES; i++)
		if (span_is(name, phrase_categories[i].name))
			return true;
	return false;
}

static void
check_row(struct check *c, size_t row)
{
	const struct phrase_source *source = &c->phrases->sources[row];
	const struct phrase *p = &c->phrases->list[row];

	if (!is_category(p->category))
		add(c, row, COMPLAINT_CATEGORY, p->category, (span){ 0 });
	if (span_starts(p->pattern, "re:") && !check_written(c, row))
		return;
	if (source->kind == PHRASE_PLAIN)
		check_words(c, row);
	else if (source->kind != PHRASE_RAW)
		check_regex(c, row);
}

/* What two rows that find the same have in common. */
static span
key_of(struct check *c, size_t row)
{
	const struct phrases *p = c->phrases;
	const struct phrase *phrase = &p->list[row];
	span pattern = phrase->pattern;

	if (!span_starts(pattern, "re:") && !span_starts(pattern, "raw:"))
		pattern = p->units[c->units[row]].word;
	return arena_join(c->arena, phrase->language, SPAN("\t"), pattern);
}

static void
check_twice(struct check *c)
{
	const struct phrases *p = c->phrases;
	struct table seen = table_new(c->arena, p->count);
	span *keys = arena_array(c->arena, p->count, sizeof(*keys));

	for (size_t i = 0; i < p->count && keys != NULL && !c->out->more; i++) {
		size_t at = 0, first = p->count;
		uint32_t k;

		keys[i] = key_of(c, i);
		while (first == p->count &&
		    (k = table_next(&seen, keys[i], &at)) != TABLE_NONE)
			if (span_same(keys[k], keys[i]))
				first = k;
		if (first == p->count) {
			table_add(&seen, keys[i], (uint32_t)i);
			continue;
		}
		/* Own rows come first: they are what can be left out. */
		if (c->checked[first] && p->list[first].own && !p->list[i].own)
			add(c, first, COMPLAINT_PHRASE_TWICE,
			    p->list[first].pattern,
			    complaints_place(
				c->arena, p->list[i].file, p->list[i].line));
		else if (c->checked[i])
			add(c, i, COMPLAINT_PHRASE_TWICE, p->list[i].pattern,
			    complaints_place(c->arena, p->list[first].file,
				p->list[first].line));
	}
}

static bool
note_row(struct check *c, size_t row, size_t first_unit, bool checked)
{
	size_t *units =
	    arena_grow(c->arena, c->units, row, &c->room, sizeof(*units));
	bool *flags = arena_grow(
	    c->arena, c->checked, row, &c->checked_room, sizeof(*flags));

	if (units == NULL || flags == NULL)
		return false;
	c->units = units;
	c->checked = flags;
	units[row] = first_unit;
	flags[row] = checked;
	return true;
}

static enum mekiki_status
read_table(
    struct check *c, const struct phrases_table *table, struct know_error *err)
{
	span name = span_of(table->path);
	size_t slash = span_find_last(name, '/');
	enum mekiki_status status;
	struct tsv t;

	if (slash < name.n)
		name = span_drop(name, slash + 1);
	if (span_ends(name, ".tsv"))
		name.n -= strlen(".tsv");
	/* Rows point into the file, and live as long as the phrases. */
	status = tsv_open(c->phrases->arena, table->path, &t, err);
	while (status == MEKIKI_OK && tsv_next(&t) && !c->out->more) {
		size_t row = c->phrases->count, unit = c->phrases->unit_count;
		struct know_error fault = { "" };

		status = phrases_add(c->phrases, &t, name, table->own, &fault);
		if (status == MEKIKI_OK &&
		    !note_row(c, row, unit, table->checked))
			status = MEKIKI_NO_MEMORY;
		if (status != MEKIKI_BAD_DATA)
			continue;
		if (table->checked)
			complaints_add_error(c->out, &fault);
		status = MEKIKI_OK;
	}
	return status;
}

/* All at once, which is quicker; row by row where one does not compile. */
static enum mekiki_status
compile_rows(struct check *c)
{
	struct phrases *p = c->phrases;
	struct know_error fault = { "" };
	enum mekiki_status status;

	p->own_units = p->unit_count;
	status = phrases_set_compile(p, NULL, &fault);
	if (status != MEKIKI_BAD_DATA)
		return status;
	status = MEKIKI_OK;
	for (size_t i = 0; i < p->count && status == MEKIKI_OK; i++) {
		size_t end = i + 1 < p->count ? c->units[i + 1] : p->unit_count;

		if (!c->checked[i])
			continue;
		status = phrases_set_try(p, i, c->units[i], end, &fault);
		if (status != MEKIKI_BAD_DATA)
			continue;
		complaints_add_error(c->out, &fault);
		c->checked[i] = false; /* more would only confuse */
		status = MEKIKI_OK;
	}
	return status;
}

enum mekiki_status
phrases_check(const struct phrases_table *tables, size_t count,
    struct complaints *out, struct know_error *err)
{
	struct check c = {
		.out = out, .arena = out->arena, .phrases = phrases_empty()
	};
	enum mekiki_status status = MEKIKI_OK;

	if (c.phrases == NULL)
		return MEKIKI_NO_MEMORY;
	for (size_t i = 0; i < count && status == MEKIKI_OK; i++)
		status = read_table(&c, &tables[i], err);
	if (status == MEKIKI_OK)
		status = compile_rows(&c);
	for (size_t i = 0; i < c.phrases->count && status == MEKIKI_OK; i++)
		if (c.checked[i] && !out->more)
			check_row(&c, i);
	if (status == MEKIKI_OK)
		check_twice(&c);
	/* What is complained of must outlive the phrases. */
	for (size_t i = 0; i < out->count; i++) {
		out->list[i].file = arena_copy(out->arena, out->list[i].file);
		out->list[i].value = arena_copy(out->arena, out->list[i].value);
		out->list[i].other = arena_copy(out->arena, out->list[i].other);
	}
	if (arena_failed(c.phrases->arena) || arena_failed(out->arena))
		status = MEKIKI_NO_MEMORY;
	phrases_close(c.phrases);
	complaints_sort(out);
	return status;
}

enum mekiki_status
phrases_check_folder(struct arena *a, const char *dir, bool checked, bool own,
    struct phrases_table **tables, size_t *count, size_t *room,
    struct know_error *err)
{
	span names[PHRASES_FILES];
	size_t files = 0;
	enum mekiki_status status = phrases_files(a, dir, names, &files, err);

	for (size_t i = 0; i < files && status == MEKIKI_OK; i++) {
		span path = arena_format(a, "%s/%.*s", dir, SPAN_ARG(names[i]));
		struct phrases_table *grown =
		    arena_grow(a, *tables, *count, room, sizeof(*grown));

		if (grown == NULL || path.p == NULL)
			return MEKIKI_NO_MEMORY;
		*tables = grown;
		grown[(*count)++] =
		    (struct phrases_table){ path.p, checked, own };
	}
	return status;
}
