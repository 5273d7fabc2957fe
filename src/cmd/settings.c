#include "cmd/settings.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "cmd/complain.h"
#include "know/tsv.h"

#ifndef MEKIKI_SYSCONFDIR /* the tests' build has one of its own */
#define MEKIKI_SYSCONFDIR "/etc"
#endif

static bool
wrong(const struct command *c, const char *what, const char *instead)
{
	fprintf(
	    stderr, "mekiki: %.*s: %s; %s\n", SPAN_ARG(c->from), what, instead);
	return false;
}

/* Keys whose value is a folder. */
static bool
is_folder(span key)
{
	return span_is(key, "own") || span_is(key, "data");
}

static span
folder(struct arena *a, const char *path, span value)
{
	const char *home = getenv("HOME");
	span file = span_of(path);
	size_t slash = span_find_last(file, '/');

	if (span_starts(value, "~/") && home != NULL)
		return arena_join(
		    a, span_of(home), span_drop(value, 1), (span){ 0 });
	if (span_starts(value, "/") || slash == file.n)
		return value;
	return arena_join(a, span_head(file, slash + 1), value, (span){ 0 });
}

bool
settings_parse(struct command *c, const char *path, span text)
{
	size_t number = 0;

	while (text.n > 0) {
		span line = span_trim(span_cut_line(&text)), key;

		c->from = arena_join(c->arena, span_of(path), SPAN(":"),
		    arena_number(c->arena, (int64_t)++number));
		if (number == 1 && span_starts(line, "\xef\xbb\xbf"))
			line = span_trim(span_drop(line, 3));
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (!utf8_valid(line) || span_find_byte(line, '\0') < line.n)
			return wrong(c, "is no UTF-8", "save it as UTF-8");
		if (span_find_byte(line, '=') == line.n)
			return wrong(c, "no = in the line",
			    "write it as key = value, or # in front");
		key = span_trim(span_cut(&line, '='));
		line = span_trim(line);
		if (line.n == 0)
			return wrong(c, "no value behind the =",
			    "give one, or put # in front");
		if (is_folder(key))
			line = folder(c->arena, path, line);
		if (!command_set(c, key, line))
			return false;
	}
	return true;
}

static bool
unreadable(struct command *c, const char *path, const char *what)
{
	complain_text(
	    span_of(path), what, "see mekiki config, or use --config");
	c->failed = true;
	return false;
}

/* A file that must be there, or may be. */
static bool
read_file(struct command *c, const char *path, bool must)
{
	struct settings_file *file = &c->files[c->file_count++];
	struct know_error err;
	struct stat st;
	span text;

	*file = (struct settings_file){ .path = path };
	if (stat(path, &st) != 0)
		return (!must && errno == ENOENT) ||
		    unreadable(c, path, strerror(errno));
	file->read = true;
	if (S_ISCHR(st.st_mode)) /* /dev/null: no settings at all */
		return true;
	if (tsv_file(c->arena, path, LIMIT_SETTINGS, &text, &err) != MEKIKI_OK)
		return unreadable(c, path,
		    err.text +
			(span_starts(span_of(err.text), path) ? strlen(path) + 2
							      : 0));
	return settings_parse(c, path, text);
}

bool
settings_read(struct command *c, const char *config)
{
	const char *base = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	span own = { 0 };

	if (config != NULL)
		return read_file(c, config, true);
	if (!read_file(c, MEKIKI_SYSCONFDIR "/mekiki.conf", false))
		return false;
	if (base != NULL && base[0] == '/')
		own = arena_format(c->arena, "%s/mekiki/mekiki.conf", base);
	else if (home != NULL && home[0] == '/')
		own = arena_format(
		    c->arena, "%s/.config/mekiki/mekiki.conf", home);
	return own.p == NULL || read_file(c, own.p, false);
}
