#include "cmd/knowledge.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fold.h"
#include "base/limits.h"
#include "cmd/complain.h"
#include "cmd/terminal.h"
#include "know/brands_check.h"
#include "know/know.h"
#include "know/phrases_check.h"

#define INPUT_MAX LIMIT_TEXT /* as much as is folded */

static enum exit_status
fail_with(const char *what, const char *instead)
{
	fprintf(stderr, "mekiki: %s%s\n",
	    what[0] != '\0' ? what : "out of memory", instead);
	return EXIT_TROUBLE;
}

static enum exit_status
fail(const char *what)
{
	return fail_with(what, "");
}

bool
knowledge_holds(struct arena *a, span text, span folded_word)
{
	return span_has(fold_text(a, text).text, folded_word);
}

span
knowledge_place(struct knowledge *k, span file, size_t line, bool own)
{
	static const struct bilingual mine = { "{1}（自分の行）",
		"{1} (own row)" };
	span place = complaints_place(k->arena, file, line);

	return own ? bilingual_with(k->arena, &mine, k->lang, place,
			 (span){ 0 }, (span){ 0 })
		   : place;
}

/* All of standard input; false: said on standard error. */
static bool
read_input(struct arena *a, span *out)
{
	struct buf bytes = buf_new(a, INPUT_MAX);
	char piece[1 << 14];
	ssize_t n;

	while ((n = read(STDIN_FILENO, piece, sizeof(piece))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			complain(SPAN("-"), errno);
			return false;
		}
		buf_put(&bytes, (span){ piece, (size_t)n });
		if (bytes.full) {
			complain_text(SPAN("-"), "longer than 8 MB",
			    "only the beginning is looked at");
			break;
		}
	}
	*out = buf_span(&bytes);
	return true;
}

/* One text; brands are tried on each line of standard input. */
static void
try_text(struct knowledge *k, span text, bool lines)
{
	if (k->command->task == TASK_PHRASES) {
		phrases_try(k, text);
		return;
	}
	if (!lines) {
		brands_try(k, text);
		return;
	}
	while (text.n > 0) {
		span line = span_cut_line(&text);

		if (line.n > 0)
			brands_try(k, line);
	}
}

/* The texts, of which "-" is what input holds. */
static void
try_all(struct knowledge *k, span input)
{
	const struct command *c = k->command;

	for (size_t i = 0; i < c->name_count; i++) {
		span text = span_of(c->names[i]);
		bool is_input = span_is(text, "-");

		try_text(k, is_input ? input : text, is_input);
	}
}

static void
say_nothing_found(struct knowledge *k)
{
	bool brands = k->command->task == TASK_BRANDS;
	span words = { 0 }, near = { 0 };

	for (size_t i = 0; i < k->command->name_count; i++) {
		span word = span_of(k->command->names[i]);

		words = arena_join(
		    k->arena, words, i > 0 ? SPAN(" ") : (span){ 0 }, word);
		if (near.n == 0)
			near = brands ? brands_nearest(k, word)
				      : phrases_nearest(k, word);
		/* That one is known; it is another that nobody has. */
		if (span_same_nocase(near, word))
			near.n = 0;
	}
	words = bilingual_cut(k->arena, words);
	fprintf(stderr, "mekiki: no %s has %s %.*s; ",
	    brands ? "brand" : "phrase",
	    k->command->name_count > 1 ? "all of" : "that:", SPAN_ARG(words));
	if (near.n > 0)
		fprintf(stderr, "did you mean %.*s?\n", SPAN_ARG(near));
	else
		fprintf(stderr, "without words all are shown\n");
}

static void
answer(struct knowledge *k, span input)
{
	k->shown = 0;
	if (k->command->test)
		try_all(k, input);
	else if (k->command->task == TASK_BRANDS)
		brands_show(k);
	else
		phrases_show(k);
}

/* In each language, or as JSON, which has both. */
static bool
print(struct knowledge *k, span input, const struct sink *out)
{
	const struct command *c = k->command;
	struct text_style style = terminal_style();
	struct json json = json_memory(LIMIT_ARENA);
	struct layout text;
	span bytes = { 0 };
	bool ok = true;

	if (span_is(span_of(c->format->name), "json")) {
		k->json = &json;
		k->lang = LANG_EN;
		answer(k, input);
		ok = json_finish(&json, &bytes) == MEKIKI_OK;
		if (ok)
			out->write(out->to, bytes);
	}
	json_free(&json);
	for (size_t i = 0; k->json == NULL && i < c->lang_count && ok; i++) {
		text = layout_new(k->arena, style.width, style.colour);
		k->text = &text;
		k->lang = c->langs[i];
		if (i > 0)
			out->write(out->to, SPAN("\n"));
		answer(k, input);
		ok = !arena_failed(k->arena);
		if (ok)
			out->write(out->to, buf_span(&text.out));
	}
	return ok && !arena_failed(k->arena);
}

/* Where an own table would be; NULL: there is none. */
static const char *
own_table(struct knowledge *k, const char *name)
{
	return tsv_find(k->arena, k->command->own_dir, name);
}

static bool
same_file(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
	    x.st_ino == y.st_ino;
}

static enum mekiki_status
check_brands(
    struct knowledge *k, struct complaints *found, struct know_error *err)
{
	const struct command *c = k->command;
	const char *own = own_table(k, "brands.tsv");
	const struct lists *lists = NULL;
	size_t count = 0;
	struct brands_table *tables =
	    arena_array(k->arena, c->name_count + 2, sizeof(*tables));
	enum mekiki_status status = lists_open(k->arena,
	    arena_format(k->arena, "%s/lists", k->places.knowledge).p,
	    own_table(k, "lists"), &lists, err);

	if (tables == NULL)
		return MEKIKI_NO_MEMORY;
	if (status != MEKIKI_OK)
		return status;
	for (size_t i = 0; i < c->name_count; i++)
		tables[count++] =
		    (struct brands_table){ c->names[i], true, true };
	if (own != NULL)
		tables[count++] =
		    (struct brands_table){ own, c->name_count == 0, true };
	tables[count++] = (struct brands_table){
		arena_format(k->arena, "%s/brands.tsv", k->places.knowledge).p,
		c->name_count == 0, false
	};
	return brands_check(tables, count, lists, found, err);
}

/* Leaves out what is one of the first `named` tables by another path. */
static size_t
less_same(struct phrases_table *tables, size_t named, size_t count)
{
	size_t kept = named;

	for (size_t i = named; i < count; i++) {
		bool same = false;

		for (size_t j = 0; j < named; j++)
			same |= same_file(tables[i].path, tables[j].path);
		if (!same)
			tables[kept++] = tables[i];
	}
	return kept;
}

static enum mekiki_status
check_phrases(
    struct knowledge *k, struct complaints *found, struct know_error *err)
{
	const struct command *c = k->command;
	const char *own = own_table(k, "phrases");
	struct phrases_table *tables = NULL;
	size_t count = 0, room = 0;
	enum mekiki_status status = MEKIKI_OK;

	for (size_t i = 0; i < c->name_count; i++) {
		tables =
		    arena_grow(k->arena, tables, count, &room, sizeof(*tables));
		if (tables == NULL)
			return MEKIKI_NO_MEMORY;
		tables[count++] =
		    (struct phrases_table){ c->names[i], true, true };
	}
	if (own != NULL)
		status = phrases_check_folder(k->arena, own, c->name_count == 0,
		    true, &tables, &count, &room, err);
	if (status == MEKIKI_OK)
		status = phrases_check_folder(k->arena,
		    arena_format(k->arena, "%s/phrases", k->places.knowledge).p,
		    c->name_count == 0, false, &tables, &count, &room, err);
	if (status != MEKIKI_OK)
		return status;
	count = less_same(tables, c->name_count, count);
	return phrases_check(tables, count, found, err);
}

static enum mekiki_status
check_tables(
    struct knowledge *k, struct complaints *found, struct know_error *err)
{
	const char *own = k->command->own_dir;
	enum mekiki_status status = MEKIKI_OK;

	if (own != NULL)
		status = know_check_own(k->arena, own, err);
	if (status == MEKIKI_BAD_DATA) {
		complaints_add_error(found, err);
		if (found->count > 0)
			found->list[0].kind = COMPLAINT_TABLE;
		status = MEKIKI_OK;
	}
	if (status != MEKIKI_OK)
		return status;
	return k->command->task == TASK_BRANDS ? check_brands(k, found, err)
					       : check_phrases(k, found, err);
}

static enum exit_status
check(struct knowledge *k, const struct sink *out)
{
	struct complaints found = { .arena = k->arena };
	struct json json = json_memory(LIMIT_ARENA);
	struct know_error err = { "" };
	enum mekiki_status status = check_tables(k, &found, &err);
	span bytes;

	if (status != MEKIKI_OK || arena_failed(k->arena)) {
		json_free(&json);
		return status == MEKIKI_IO
		    ? fail_with(err.text, "; check the name")
		    : fail(err.text);
	}
	if (span_is(span_of(k->command->format->name), "json"))
		k->json = &json;
	for (size_t i = 0; i < k->command->lang_count; i++) {
		/* Places are for editors to jump to: lines are never broken. */
		struct layout text = layout_new(k->arena, 0, false);

		k->text = &text;
		k->lang = k->command->langs[i];
		complaints_print(k, &found);
		out->write(out->to, buf_span(&text.out));
		if (k->json != NULL)
			break;
	}
	if (k->json != NULL && json_finish(&json, &bytes) == MEKIKI_OK)
		out->write(out->to, bytes);
	json_free(&json);
	return found.count > 0 ? EXIT_BAD : EXIT_NOTHING_BAD;
}

/* The tables, and what is only wanted where brands are shown. */
static enum mekiki_status
open_tables(struct knowledge *k, struct know_error *err)
{
	const struct command *c = k->command;
	enum mekiki_status status = know_open(
	    k->places.knowledge, k->places.compiled, c->own_dir, &k->know, err);

	if (status != MEKIKI_OK)
		return status;
	if (k->know->notice.text[0] != '\0')
		fprintf(stderr, "mekiki: %s\n", k->know->notice.text);
	if (c->task != TASK_BRANDS || c->test)
		return MEKIKI_OK;
	return brand_domains_open(k->arena,
	    tsv_find(k->arena, k->places.knowledge, "brand_domains.tsv"),
	    own_table(k, "brand_domains.tsv"), &k->evidence, err);
}

enum exit_status
knowledge_run(
    struct arena *a, const struct command *command, struct tally *tally)
{
	struct knowledge k = { .arena = a,
		.command = command,
		.places = places_find(a, command->data_dir) };
	const struct sink out = tally_sink(tally);
	enum exit_status status = EXIT_NOTHING_BAD;
	struct know_error err = { "" };
	bool wants_input = false;
	span input = { 0 };

	for (size_t i = 0; command->test && i < command->name_count; i++)
		wants_input |= span_is(span_of(command->names[i]), "-");
	if (wants_input && !read_input(a, &input))
		return EXIT_TROUBLE;
	if (command->check)
		return check(&k, &out);
	if (open_tables(&k, &err) != MEKIKI_OK) {
		know_close(k.know);
		return fail(err.text);
	}
	if (!print(&k, input, &out)) {
		status = fail("");
	} else if (!command->test && k.shown == 0) {
		say_nothing_found(&k);
		status = EXIT_BAD;
	}
	know_close(k.know);
	return status;
}
