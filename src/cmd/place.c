#include "cmd/place.h"

#include <stdlib.h>
#include <unistd.h>

/* Beside the program, in the order they are tried. */
static const struct {
	const char *knowledge, *compiled;
} beside[] = {
	{ "../data", "know" },			  /* build/mekiki */
	{ "../../data", "../know" },		  /* build/asan/mekiki */
	{ "../share/mekiki", "../share/mekiki" }, /* PREFIX/bin/mekiki */
};

static span
program_folder(struct arena *a)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path));
	span s;

	if (n <= 0)
		return (span){ 0 };
	s = (span){ path, (size_t)n };
	return arena_copy(a, span_head(s, span_find_last(s, '/')));
}

static bool
holds_knowledge(struct arena *a, span folder)
{
	span file = arena_join(a, folder, SPAN("/brands.tsv"), (span){ 0 });

	return file.p != NULL && access(file.p, R_OK) == 0;
}

static const char *
databases_folder(struct arena *a)
{
	const char *cache = getenv("XDG_CACHE_HOME");
	const char *home = getenv("HOME");
	span folder = { 0 };

	if (cache != NULL && cache[0] == '/')
		folder = arena_format(a, "%s/mekiki", cache);
	else if (home != NULL && home[0] == '/')
		folder = arena_format(a, "%s/.cache/mekiki", home);
	if (folder.p != NULL && access(folder.p, R_OK) == 0)
		return folder.p;
	return "/var/lib/mekiki";
}

/* folder/inside, without ".." in it: it is shown to people. */
static span
path_from(struct arena *a, span folder, const char *inside)
{
	span rest = span_of(inside);

	while (span_starts(rest, "../")) {
		folder = span_head(folder, span_find_last(folder, '/'));
		rest = span_drop(rest, 3);
	}
	return arena_join(a, folder, SPAN("/"), rest);
}

struct places
places_find(struct arena *a, const char *databases)
{
	span folder = program_folder(a);
	struct places out = { MEKIKI_DATADIR, MEKIKI_DATADIR,
		databases != NULL ? databases : databases_folder(a) };

	for (size_t i = 0; folder.n > 0 && i < COUNT(beside); i++) {
		span knowledge = path_from(a, folder, beside[i].knowledge);
		span compiled = path_from(a, folder, beside[i].compiled);

		if (knowledge.p == NULL || compiled.p == NULL ||
		    !holds_knowledge(a, knowledge))
			continue;
		out.knowledge = knowledge.p;
		out.compiled = compiled.p;
		return out;
	}
	return out;
}
