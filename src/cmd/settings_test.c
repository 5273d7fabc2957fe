#include "cmd/settings.h"
#include "test/test.h"

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
	const char *want;  /* NULL: a mistake */
	const char *error; /* then: what is said of it */
} rows[] = {
	{ "nothing", "", "", NULL },
	{ "comments and blank lines", "# a\n\n  # b\n", "", NULL },
	{ "a comment may hold anything", "# \033[1m \x80\n", "", NULL },
	{ "a setting", "lang = ja\n", "lang=ja@/d/f:1 ", NULL },
	{ "blanks do not matter, nor does CR", "  me=a@b.example \r\n",
	    "me=a@b.example@/d/f:1 ", NULL },
	{ "the last line needs no end", "jobs = 2", "jobs=2@/d/f:1 ", NULL },
	{ "a byte order mark", "\xef\xbb\xbflang=en\n", "lang=en@/d/f:1 ",
	    NULL },
	{ "lists add up", "trust = a.example\n\ntrust = 192.0.2.0/24\n",
	    "trust=a.example@/d/f:1 trust=192.0.2.0/24@/d/f:3 ", NULL },
	{ "a folder beside the file", "own = rows\n", "own=/d/rows@/d/f:1 ",
	    NULL },
	{ "a folder from the root", "data = /x\n", "data=/x@/d/f:1 ", NULL },
	{ "a folder of the home", "own = ~/x\n", "own=/h/x@/d/f:1 ", NULL },
	{ "the home itself", "data = ~\n", "data=/h@/d/f:1 ", NULL },
	{ "a home of somebody else is a folder's name", "data = ~b/x\n",
	    "data=/d/~b/x@/d/f:1 ", NULL },
	{ "what is no folder stays as it is", "trust = ~\n", "trust=~@/d/f:1 ",
	    NULL },
	{ "a # inside a value is of it", "own = /a#b\n", "own=/a#b@/d/f:1 ",
	    NULL },
	{ "a = inside a value is of it", "own = /a=b\n", "own=/a=b@/d/f:1 ",
	    NULL },
	{ "a name in Japanese", "own = /目利き\n", "own=/目利き@/d/f:1 ",
	    NULL },
	{ "no =", "lang ja\n", NULL,
	    "mekiki: /d/f:1: no = in the line; write it as key = value, or # "
	    "in front\n" },
	{ "no value", "\nlang =\n", NULL,
	    "mekiki: /d/f:2: no value behind the =; give one, or put # in "
	    "front\n" },
	{ "no key", "= ja\n", NULL,
	    "mekiki: /d/f:1: no setting is called that; use lang, trust, me, "
	    "own, redact, cache, deadline, resolver, trust-anchor, server, ip-list, "
	    "domain-list, feed, data or "
	    "jobs\n" },
	{ "no such setting", "host = a.example\n", NULL,
	    "mekiki: /d/f:1: no setting is called that: host; use lang, "
	    "trust, me, own, redact, cache, deadline, resolver, trust-anchor, "
	    "server, ip-list, "
	    "domain-list, feed, data or "
	    "jobs\n" },
	{ "a misspelt one is told the nearest", "trsut = a.example\n", NULL,
	    "mekiki: /d/f:1: no setting is called that: trsut; did you mean "
	    "trust?\n" },
	{ "and so are capitals", "Me = a.example\n", NULL,
	    "mekiki: /d/f:1: no setting is called that: Me; did you mean "
	    "me?\n" },
	{ "an option that is no setting", "format = json\n", NULL,
	    "mekiki: /d/f:1: no setting is called that: format; use lang, "
	    "trust, me, own, redact, cache, deadline, resolver, trust-anchor, "
	    "server, ip-list, "
	    "domain-list, feed, data or "
	    "jobs\n" },
	{ "a language there is not", "lang = fr\n", NULL,
	    "mekiki: /d/f:1: no such language: fr; use ja, en or both\n" },
	{ "jobs are a number", "jobs = 65\n", NULL,
	    "mekiki: /d/f:1: jobs takes a number from 1 to 64: 65; as many as "
	    "there are processors will do\n" },
	{ "an own name is no address", "me = taro\n", NULL,
	    "mekiki: /d/f:1: me takes an address or a domain: taro; as "
	    "info@example.jp or example.jp\n" },
	{ "a line after the mistake does not count", "lang = fr\nlang = ja\n",
	    NULL,
	    "mekiki: /d/f:1: no such language: fr; use ja, en or both\n" },
	{ "no UTF-8", "own = /\x80\n", NULL,
	    "mekiki: /d/f:1: is no UTF-8; save it as UTF-8\n" },
	{ "nothing reaches the terminal that acts there", "own = /\033[31m\n",
	    NULL,
	    "mekiki: /d/f:1: holds a character that cannot be seen; write the "
	    "line anew\n" },
	{ "nor what turns the direction", "lang = \xe2\x80\xae\n", NULL,
	    "mekiki: /d/f:1: holds a character that cannot be seen; write the "
	    "line anew\n" },
};

/* What the parser says on standard error goes to *said. */
static bool
parsed(struct command *c, span text, span *said)
{
	int was = dup(STDERR_FILENO);
	FILE *file = tmpfile();
	static char bytes[4096];
	bool ok;

	CHECK(was >= 0 && file != NULL);
	dup2(fileno(file), STDERR_FILENO);
	ok = settings_parse(c, "/d/f", text);
	dup2(was, STDERR_FILENO);
	close(was);
	rewind(file);
	*said = (span){ bytes, fread(bytes, 1, sizeof(bytes), file) };
	fclose(file);
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
			span said;
			bool ok = parsed(&c, test_edge(rows[i].text, k), &said);

			CHECK(ok == (said.n == 0));
			if (k < n)
				continue;
			CHECK(ok == (rows[i].want != NULL));
			if (ok)
				CHECK_SPAN(
				    listed(test_arena(), &c), rows[i].want);
			else
				CHECK_SPAN(said, rows[i].error);
		}
	}
}

static void
no_home(void **state)
{
	static const char *const homes[] = { NULL, "", "h" };

	(void)state;
	for (size_t i = 0; i < COUNT(homes); i++) {
		struct command c = { .arena = test_arena(), .jobs = 1 };
		span said;

		test_name("without a home ~ is a mistake, not a folder");
		if (homes[i] != NULL)
			setenv("HOME", homes[i], 1);
		else
			unsetenv("HOME");
		CHECK(!parsed(&c, SPAN("own = ~/x\n"), &said));
		CHECK_SPAN(said,
		    "mekiki: /d/f:1: ~ is the home, and HOME is not set; name "
		    "the folder from / on\n");
	}
}

TEST_MAIN(TEST(files), TEST(no_home))
