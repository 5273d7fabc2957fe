#include "cmd/settings.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "cmd/complain.h"
#include "know/tsv.h"
#include "report/layout.h"

#ifndef MEKIKI_SYSCONFDIR /* the tests' build has one of its own */
#define MEKIKI_SYSCONFDIR "/etc"
#endif

#define PATH_SHOWN 4096 /* columns */

static bool
wrong(const struct command *c, const char *what, const char *instead)
{
	fprintf(
	    stderr, "mekiki: %.*s: %s; %s\n", SPAN_ARG(c->from), what, instead);
	return false;
}

/* Has s what a terminal would act on?  Values are printed. */
static bool
acts(span s)
{
	char room[12];

	while (s.n > 0) {
		span left = s;
		uint32_t code = utf8_cut(&left, NULL);

		if (code != '\t' &&
		    !span_same(layout_harmless(code, room),
			span_head(s, s.n - left.n)))
			return true;
		s = left;
	}
	return false;
}

/* Keys whose value is a folder. */
static bool
in_home(span value)
{
	return span_starts(value, "~/") || span_is(value, "~");
}

/* NULL: there is none, or it is no path. */
static const char *
home_folder(void)
{
	const char *home = getenv("HOME");

	return home != NULL && home[0] == '/' ? home : NULL;
}

static span
folder(struct arena *a, const char *path, span value)
{
	span file = span_of(path);
	size_t slash = span_find_last(file, '/');

	if (in_home(value))
		return arena_join(a, span_of(home_folder()),
		    span_drop(value, 1), (span){ 0 });
	if (span_starts(value, "/") || slash == file.n)
		return value;
	return arena_join(a, span_head(file, slash + 1), value, (span){ 0 });
}

static bool
parse_line(struct command *c, const char *path, span line)
{
	span key;

	if (!utf8_valid(line))
		return wrong(c, "is no UTF-8", "save it as UTF-8");
	if (acts(line))
		return wrong(c, "holds a character that cannot be seen",
		    "write the line anew");
	if (span_find_byte(line, '=') == line.n)
		return wrong(c, "no = in the line",
		    "write it as key = value, or # in front");
	key = span_trim(span_cut(&line, '='));
	line = span_trim(line);
	if (line.n == 0)
		return wrong(
		    c, "no value behind the =", "give one, or put # in front");
	if (command_key_path(key) && in_home(line) && home_folder() == NULL)
		return wrong(c, "~ is the home, and HOME is not set",
		    "name the folder from / on");
	if (command_key_path(key))
		line = folder(c->arena, path, line);
	return command_set(c, key, line);
}

bool
settings_parse(struct command *c, const char *path, span text)
{
	span shown = arena_join(c->arena,
	    layout_cut(c->arena, span_of(path), PATH_SHOWN), SPAN(":"),
	    (span){ 0 });
	size_t number = 0;

	while (text.n > 0) {
		span line = span_trim(span_cut_line(&text));

		c->from = arena_join(c->arena, shown,
		    arena_number(c->arena, (int64_t)++number), (span){ 0 });
		if (number == 1 && span_starts(line, "\xef\xbb\xbf"))
			line = span_trim(span_drop(line, 3));
		if (line.n > 0 && line.p[0] != '#' &&
		    !parse_line(c, path, line))
			return false;
	}
	return true;
}

/* For `mekiki config` that is one more thing to list. */
static bool
unreadable(struct command *c, struct settings_file *file, const char *what)
{
	c->failed = true;
	file->state = arena_copy(c->arena, span_of(what));
	if (c->task == TASK_CONFIG)
		return true;
	complain_text(span_of(file->path), what,
	    "check it, or name another with --config, /dev/null for none");
	return false;
}

/* A file that must be there, or may be. */
static bool
read_file(struct command *c, const char *path, bool must)
{
	struct settings_file *file = &c->files[c->file_count++];
	struct stat st;
	span text;

	*file = (struct settings_file){ path, SPAN("not there") };
	if (stat(path, &st) != 0)
		return (!must && (errno == ENOENT || errno == ENOTDIR)) ||
		    unreadable(c, file, strerror(errno));
	file->state = SPAN("read");
	if (S_ISCHR(st.st_mode)) /* /dev/null: no settings at all */
		return true;
	if (!S_ISREG(st.st_mode)) /* opening a pipe would wait */
		return unreadable(c, file, "is no regular file");
	if (st.st_size > (off_t)LIMIT_SETTINGS) {
		c->from = layout_cut(c->arena, span_of(path), PATH_SHOWN);
		return wrong(c, "is too large", "64 KB must do");
	}
	if (tsv_file(c->arena, path, LIMIT_SETTINGS, &text, NULL) != MEKIKI_OK)
		return unreadable(c, file, "cannot be read");
	if ((st.st_mode & S_IWOTH) != 0) {
		file->state = SPAN("read, but anybody may change it");
		if (c->task != TASK_CONFIG)
			complain_text(span_of(path), "anybody may change it",
			    "take that away with chmod o-w");
	}
	return settings_parse(c, path, text);
}

bool
settings_read(struct command *c, const char *config)
{
	const char *base = getenv("XDG_CONFIG_HOME"), *home = home_folder();
	span own = { 0 };

	if (config != NULL)
		return read_file(c, config, true);
	if (!read_file(c, MEKIKI_SYSCONFDIR "/mekiki.conf", false))
		return false;
	if (base != NULL && base[0] == '/')
		own = arena_format(c->arena, "%s/mekiki/mekiki.conf", base);
	else if (home != NULL)
		own = arena_format(
		    c->arena, "%s/.config/mekiki/mekiki.conf", home);
	return own.p == NULL || read_file(c, own.p, false);
}
