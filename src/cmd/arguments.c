#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cmd/nearest.h"
#include "cmd/option_table.h"
#include "cmd/output.h"
#include "cmd/settings.h"

#define DEADLINE_MS 20000

/* "ja_JP.UTF-8" says Japanese; anything else, English. */
static void
lang_of_environment(struct command *c)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	span from = SPAN("default");

	c->langs[0] = LANG_EN;
	c->lang_count = 1;
	for (size_t i = 0; i < COUNT(names); i++) {
		const char *value = getenv(names[i]);

		if (value == NULL || value[0] == '\0')
			continue;
		from = span_of(names[i]);
		if (span_starts(span_of(value), "ja"))
			c->langs[0] = LANG_JA;
		break;
	}
	command_note(c, "lang", span_of(lang_text(c->langs[0])), from);
}

/*
 * Is arg the option called name?  *value is then what stands behind '=', or,
 * with a name of one letter, behind the letter; NULL: nothing does.
 */
static bool
is_option(const char *arg, const char *name, const char **value)
{
	size_t n = name == NULL ? 0 : strlen(name);

	if (n == 0 || strncmp(arg, name, n) != 0)
		return false;
	*value = NULL;
	if (arg[n] == '\0')
		return true;
	*value = arg + n + (arg[n] == '=');
	return arg[n] == '=' || n == 2;
}

/*
 * The option at argv[*i]; NULL: there is none called that.  *i moves over a
 * value of its own; *value is NULL where it takes none, or where it lacks.
 */
static const struct option *
option_at(int argc, char *const *argv, int *i, const char **value)
{
	for (size_t k = 0; k < command_option_count; k++) {
		const struct option *o = &command_options[k];

		if (!is_option(argv[*i], o->name, value) &&
		    !is_option(argv[*i], o->other, value))
			continue;
		if (o->value == NULL && *value != NULL)
			continue;
		if (option_needs_value(o) && *value == NULL && *i + 1 < argc)
			*value = argv[++*i];
		return o;
	}
	return NULL;
}

static bool
parse_option(struct command *c, int argc, char *const *argv, int *i)
{
	const char *arg = argv[*i], *value;
	const struct option *o = option_at(argc, argv, i, &value);

	if (o == NULL)
		return command_wrong(
		    c, "no such option", arg, "see mekiki --help");
	if (option_needs_value(o) && value == NULL)
		return command_wrong(
		    c, "an option lacks its value", arg, "see mekiki --help");
	return o->parse(c, value) &&
	    (o->key == NULL ||
		command_note(c, o->key, span_of(value), SPAN("command line")));
}

/*
 * What has to be known before settings are read: the file that --config names,
 * NULL if none does, and whether help or version is all that is wanted, which
 * must not fail over settings.
 */
static const char *
look_ahead(struct command *c, int argc, char *const *argv)
{
	const char *file = NULL, *value;

	for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
		const struct option *o = option_at(argc, argv, &i, &value);

		if (o == NULL)
			continue;
		if (o->kind & OPTION_CONFIG)
			file = value;
		if (o->kind & OPTION_EARLY)
			(void)o->parse(c, value);
	}
	return file;
}

/* The word in front of all arguments. */
static const struct task_word {
	const char *name;
	enum task task;
} tasks[] = {
	{ "examine", TASK_EXAMINE },
	{ "config", TASK_CONFIG },
	{ "replay", TASK_REPLAY },
	{ "report", TASK_REPORT },
	{ "brands", TASK_BRANDS },
	{ "phrases", TASK_PHRASES },
};

/* The word itself, as the user wrote it. */
static const char *
task_name(enum task task)
{
	for (size_t i = 0; i < COUNT(tasks); i++)
		if (tasks[i].task == task)
			return tasks[i].name;
	return "";
}

/* Neither pages nor anything else but text and JSON. */
static bool
format_fits(const struct command *c)
{
	span what = arena_join(c->arena, span_of(task_name(c->task)),
	    SPAN(" has no such format"), (span){ 0 });

	return c->format == format_default() ||
	    span_is(span_of(c->format->name), "json") ||
	    command_wrong(c, what.p, c->format->name, "use text or json");
}

static bool
asks_nobody(const struct command *c, const char *what, const char *instead)
{
	return (c->lookup == LOOKUP_OFFLINE && c->answers == NULL &&
		   c->keep == NULL) ||
	    command_wrong(c, what, "", instead);
}

/* brands and phrases. */
static bool
knowledge_fits(const struct command *c)
{
	if (c->test && c->check)
		return command_wrong(c, "--test and --check are two questions",
		    "", "ask one after the other");
	if (c->test && c->name_count == 0)
		return command_wrong(c, "--test takes a text", "",
		    c->task == TASK_BRANDS
			? "as mekiki brands --test AMAZ0N"
			: "as mekiki phrases --test 'dear customer'; - is "
			  "standard input");
	return format_fits(c) &&
	    asks_nobody(c, "brands and phrases ask nobody and keep nothing",
		"leave --lookup, --answers and --keep out");
}

/* What is asked for goes together. */
static bool
task_fits(const struct command *c)
{
	if (c->task == TASK_BRANDS || c->task == TASK_PHRASES)
		return knowledge_fits(c);
	if (c->test || c->check)
		return command_wrong(c,
		    "--test and --check belong to brands and phrases", "",
		    "as mekiki brands --check");
	if (c->task == TASK_CONFIG && c->name_count > 0)
		return command_wrong(c, "config takes no file", c->names[0],
		    "see mekiki --help");
	if (c->task == TASK_CONFIG)
		return format_fits(c);
	if (c->task != TASK_REPORT && c->format->shared)
		return command_wrong(c, "that format is for others",
		    c->format->name,
		    "use mekiki report, which masks the reader");
	if (c->task == TASK_REPORT && c->name_count > 1)
		return command_wrong(c, "report takes one mail or case",
		    c->names[1], "run it for each");
	if (c->task != TASK_REPLAY)
		return true;
	if (c->name_count == 0)
		return command_wrong(c, "replay takes the folder of a case", "",
		    "one that --keep has made");
	return asks_nobody(c, "replay asks nobody and keeps nothing",
	    "leave --lookup, --answers and --keep out, or examine "
	    "the mail.eml in the case");
}

/* "brand" for brands: a word that is no file and nearly a task's. */
static bool
is_word(const struct command *c, const char *word)
{
	span text = span_of(word);

	if (text.n == 0 || word[0] == '-' || span_printable(text) < text.n)
		return true;
	for (size_t i = 0; i < COUNT(tasks); i++)
		if (nearest_counts(text, span_of(tasks[i].name)) &&
		    access(word, F_OK) != 0)
			return command_wrong(c, "there is no such file or word",
			    word,
			    arena_join(c->arena, SPAN("did you mean mekiki "),
				span_of(tasks[i].name), SPAN("?"))
				.p);
	return true;
}

/* The arguments from argv[i] on. */
static bool
parse_arguments(struct command *c, int argc, char *const *argv, int i)
{
	bool more = true; /* options may follow */

	for (; i < argc; i++) {
		if (!more || argv[i][0] != '-' || argv[i][1] == '\0') {
			c->names[c->name_count++] = argv[i];
			continue;
		}
		if (strcmp(argv[i], "--") == 0) {
			more = false;
			continue;
		}
		if (!parse_option(c, argc, argv, &i))
			return false;
	}
	return task_fits(c);
}

bool
command_parse(struct arena *a, int argc, char *const *argv, struct command *out)
{
	const struct task_word *word = NULL;
	size_t max = (size_t)(argc < 1 ? 1 : argc);
	struct command *c = out;
	const char *file;

	*c = (struct command){ .arena = a,
		.format = format_default(),
		.jobs = 1,
		.deadline_ms = DEADLINE_MS };
	lang_of_environment(c);
	c->names = arena_array(a, max, sizeof(*c->names));
	if (arena_failed(a))
		return command_wrong(c, "out of memory", "", "free some");
	for (size_t i = 0; argc > 0 && i < COUNT(tasks); i++)
		if (strcmp(argv[0], tasks[i].name) == 0)
			word = &tasks[i];
	c->task = word == NULL ? TASK_EXAMINE : word->task;
	if (word == NULL && argc > 0 && !is_word(c, argv[0]))
		return false;
	file = look_ahead(c, argc, argv);
	if (!c->help && !c->version && !settings_read(c, file))
		return false;
	c->from = (span){ 0 };
	return parse_arguments(c, argc, argv, word != NULL);
}
