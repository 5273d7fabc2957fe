#include "cmd/options.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/domain.h"

static const char help[] =
    "usage: mekiki [examine] [OPTION]... [FILE|FOLDER|-]...\n"
    "Dissects mails and says why they are, or are not, to be trusted.\n"
    "\n"
    "  --format text|json  a report to read (default), or one JSON object a\n"
    "                      mail and line\n"
    "  --lang ja|en|both   language of the report; default from LC_ALL,\n"
    "                      LC_MESSAGES or LANG\n"
    "  --trust X           a mail server or network of your own: a name, an\n"
    "                      address or a range; may be given several times\n"
    "  --me X              an address or domain of your own; likewise\n"
    "  --offline           ask nobody (the default)\n"
    "  --data DIR          where the databases of places and operators are\n"
    "  -v                  of many mails the whole reports; in one report\n"
    "                      everything\n"
    "  --help, --version\n"
    "\n"
    "Without a name, or with -, the mail is read from standard input.\n"
    "Exit status: 0 nothing bad, 1 something bad, 2 wrong use, 3 something\n"
    "could not be read or written.  See mekiki(1).\n";

void
command_help(void)
{
	fputs(help, stdout);
}

static bool
wrong(const char *what, const char *value, const char *instead)
{
	fprintf(stderr, "mekiki: %s%s%s; %s\n", what,
	    value[0] != '\0' ? ": " : "", value, instead);
	return false;
}

/* "ja_JP.UTF-8" says Japanese; anything else, English. */
static enum lang
lang_of_environment(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < COUNT(names); i++) {
		const char *value = getenv(names[i]);

		if (value != NULL && value[0] != '\0')
			return span_starts(span_of(value), "ja") ? LANG_JA
								 : LANG_EN;
	}
	return LANG_EN;
}

static bool
parse_lang(struct command *c, const char *value)
{
	span lang = span_of(value);

	c->lang_count = 1;
	if (span_is(lang, "ja")) {
		c->langs[0] = LANG_JA;
	} else if (span_is(lang, "en")) {
		c->langs[0] = LANG_EN;
	} else if (span_is(lang, "both")) {
		c->langs[0] = LANG_JA;
		c->langs[1] = LANG_EN;
		c->lang_count = 2;
	} else {
		return wrong("no such language", value, "use ja, en or both");
	}
	return true;
}

static bool
parse_format(struct command *c, const char *value)
{
	if (span_is(span_of(value), "text"))
		c->format = FORMAT_TEXT;
	else if (span_is(span_of(value), "json"))
		c->format = FORMAT_JSON;
	else
		return wrong("no such format", value, "use text or json");
	return true;
}

static bool
parse_trust(struct command *c, const char *value)
{
	struct ip_net net;
	span s = span_of(value);

	if (!ip_net_parse(s, &net) &&
	    (s.n == 0 || span_find_byte(s, '/') < s.n ||
		span_find_byte(s, '@') < s.n))
		return wrong("--trust takes a name, an address or a range",
		    value, "as mx.example.jp or 192.0.2.0/24");
	c->trust[c->trust_count++] = s;
	return true;
}

static bool
parse_me(struct command *c, const char *value)
{
	span s = span_of(value);

	if (s.n == 0 || span_find_byte(s, '.') == s.n)
		return wrong("--me takes an address or a domain", value,
		    "as info@example.jp or example.jp");
	c->me[c->me_count++] = s;
	return true;
}

static bool
parse_data(struct command *c, const char *value)
{
	c->data_dir = value;
	return true;
}

static const struct {
	const char *name;
	bool (*parse)(struct command *c, const char *value);
} with_value[] = {
	{ "--format", parse_format },
	{ "--lang", parse_lang },
	{ "--trust", parse_trust },
	{ "--me", parse_me },
	{ "--data", parse_data },
};

/* An option that takes a value, as "--x V" or "--x=V"; *i moves over V. */
static bool
parse_with_value(
    struct command *c, int argc, char *const *argv, int *i, bool *known)
{
	span arg = span_of(argv[*i]), name = arg;

	name = span_head(name, span_find_byte(name, '='));
	for (size_t k = 0; k < COUNT(with_value); k++) {
		if (!span_same(name, span_of(with_value[k].name)))
			continue;
		*known = true;
		if (name.n < arg.n)
			return with_value[k].parse(c, argv[*i] + name.n + 1);
		if (*i + 1 == argc)
			return wrong("an option lacks its value", argv[*i],
			    "see mekiki --help");
		return with_value[k].parse(c, argv[++*i]);
	}
	*known = false;
	return true;
}

static bool
parse_flag(struct command *c, const char *arg)
{
	if (strcmp(arg, "-v") == 0 || strcmp(arg, "--verbose") == 0)
		c->verbose = true;
	else if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0)
		c->help = true;
	else if (strcmp(arg, "--version") == 0)
		c->version = true;
	else if (strcmp(arg, "--offline") != 0)
		return wrong("no such option", arg, "see mekiki --help");
	return true;
}

bool
command_parse(struct arena *a, int argc, char *const *argv, struct command *out)
{
	size_t max = (size_t)(argc < 1 ? 1 : argc);
	struct command c = { 0 };
	bool options = true;
	int i = 0;

	c.langs[0] = lang_of_environment();
	c.lang_count = 1;
	c.trust = arena_array(a, max, sizeof(*c.trust));
	c.me = arena_array(a, max, sizeof(*c.me));
	c.names = arena_array(a, max, sizeof(*c.names));
	if (arena_failed(a))
		return wrong("out of memory", "", "free some");
	if (argc > 0 && strcmp(argv[0], "examine") == 0)
		i++;
	for (; i < argc; i++) {
		bool known;

		if (!options || argv[i][0] != '-' || argv[i][1] == '\0') {
			c.names[c.name_count++] = argv[i];
			continue;
		}
		if (strcmp(argv[i], "--") == 0) {
			options = false;
			continue;
		}
		if (!parse_with_value(&c, argc, argv, &i, &known))
			return false;
		if (!known && !parse_flag(&c, argv[i]))
			return false;
	}
	*out = c;
	return true;
}
