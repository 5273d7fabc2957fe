#include "cmd/settings.h"
#include "test/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* What the settings of a command come to, "key=value@from " of each. */
static span
listed(struct arena *a, const struct command *c)
{
	span out = { 0 };

	for (size_t i = 0; i < c->setting_count; i++) {
		const struct setting *s = &c->settings[i];

		out = arena_join(a, out,
		    arena_join(a, span_of(s->key), SPAN("="), s->value),
		    arena_join(a, SPAN("@"), s->from, SPAN(" ")));
	}
	return out;
}

static const struct {
	const char *name, *text;
	const char *want; /* NULL: a mistake */
} rows[] = {
	{ "nothing", "", "" },
	{ "comments and blank lines", "# a\n\n  # b\n", "" },
	{ "a setting", "lang = ja\n", "lang=ja@/d/f:1 " },
	{ "blanks do not matter, nor does CR", "  me=a@b.example \r\n",
	    "me=a@b.example@/d/f:1 " },
	{ "the last line needs no end", "jobs = 2", "jobs=2@/d/f:1 " },
	{ "a byte order mark", "\xef\xbb\xbflang=en\n", "lang=en@/d/f:1 " },
	{ "lists add up", "trust = a.example\n\ntrust = 192.0.2.0/24\n",
	    "trust=a.example@/d/f:1 trust=192.0.2.0/24@/d/f:3 " },
	{ "a folder beside the file", "own = rows\n", "own=/d/rows@/d/f:1 " },
	{ "a folder from the root", "data = /x\n", "data=/x@/d/f:1 " },
	{ "a folder of the home", "own = ~/x\n", "own=/h/x@/d/f:1 " },
	{ "a # inside a value is of it", "own = /a#b\n", "own=/a#b@/d/f:1 " },
	{ "no =", "lang ja\n", NULL },
	{ "no value", "lang =\n", NULL },
	{ "no key", "= ja\n", NULL },
	{ "no such setting", "trusted = a.example\n", NULL },
	{ "an option that is no setting", "format = json\n", NULL },
	{ "a value that makes no sense", "lang = fr\n", NULL },
	{ "no UTF-8", "own = /\x80\n", NULL },
};

/* Messages of the parser go nowhere while a row runs. */
static bool
parsed(struct command *c, span text)
{
	int was = dup(STDERR_FILENO), nothing = open("/dev/null", O_WRONLY);
	bool ok;

	dup2(nothing, STDERR_FILENO);
	ok = settings_parse(c, "/d/f", text);
	dup2(was, STDERR_FILENO);
	close(was);
	close(nothing);
	return ok;
}

static void
files(void **state)
{
	(void)state;
	setenv("HOME", "/h", 1);
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].text);

		test_name(rows[i].name);
		for (size_t k = 0; k <= n; k++) {
			struct command c = { .arena = test_arena(), .jobs = 1 };
			bool ok = parsed(&c, test_edge(rows[i].text, k));

			if (k < n)
				continue;
			CHECK(ok == (rows[i].want != NULL));
			if (ok)
				CHECK_SPAN(
				    listed(test_arena(), &c), rows[i].want);
			else
				CHECK(c.from.n > 0);
		}
	}
}

TEST_MAIN(TEST(files))
