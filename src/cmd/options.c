#include "cmd/option_table.h"

#include <stdio.h>

#include "base/domain.h"
#include "base/limits.h"
#include "cmd/nearest.h"
#include "cmd/output.h"

bool
command_wrong(const struct command *c, const char *what, const char *value,
    const char *instead)
{
	bool file = c->from.n > 0;

	fprintf(stderr, "mekiki: %.*s%s%s%s%s; %s\n", SPAN_ARG(c->from),
	    file ? ": " : "", what, value[0] != '\0' ? ": " : "", value,
	    instead);
	return false;
}

bool
command_note(struct command *c, const char *key, span value, span from)
{
	struct setting *list = arena_grow(c->arena, c->settings,
	    c->setting_count, &c->setting_room, sizeof(*list));

	if (list == NULL)
		return false;
	c->settings = list;
	list[c->setting_count++] = (struct setting){ key, value, from };
	return true;
}

bool
option_needs_value(const struct option *o)
{
	return o->value != NULL && o->value[0] != '[';
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
		return command_wrong(
		    c, "no such language", value, "use ja, en or both");
	}
	return true;
}

static bool
parse_format(struct command *c, const char *value)
{
	const struct format *format = format_find(span_of(value));

	if (format == NULL)
		return command_wrong(c, "no such format", value,
		    arena_join(c->arena, SPAN("use "), format_names(c->arena),
			(span){ 0 })
			.p);
	c->format = format;
	return true;
}

static bool
parse_jobs(struct command *c, const char *value)
{
	uint64_t n;

	if (!span_number(span_of(value), LIMIT_JOBS, &n) || n == 0)
		return command_wrong(c, "jobs takes a number from 1 to 64",
		    value, "as many as there are processors will do");
	c->jobs = (size_t)n;
	return true;
}

static bool
add(const struct command *c, span **list, size_t *count, size_t *room,
    span value)
{
	span *grown = arena_grow(c->arena, *list, *count, room, sizeof(*grown));

	if (grown == NULL)
		return command_wrong(c, "out of memory", "", "free some");
	*list = grown;
	grown[(*count)++] = value;
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
		return command_wrong(c,
		    "trust takes a name, an address or a range", value,
		    "as mx.example.jp or 192.0.2.0/24");
	return add(c, &c->trust, &c->trust_count, &c->trust_room, s);
}

static bool
parse_me(struct command *c, const char *value)
{
	span s = span_of(value);

	if (s.n == 0 || span_find_byte(s, '.') == s.n)
		return command_wrong(c, "me takes an address or a domain",
		    value, "as info@example.jp or example.jp");
	return add(c, &c->me, &c->me_count, &c->me_room, s);
}

static bool
parse_data(struct command *c, const char *value)
{
	c->data_dir = value;
	return true;
}

static bool
parse_own(struct command *c, const char *value)
{
	c->own_dir = value;
	return true;
}

/* Was looked for, and read, before all other options. */
static bool
parse_config(struct command *c, const char *value)
{
	(void)c;
	(void)value;
	return true;
}

static bool
parse_offline(struct command *c, const char *value)
{
	(void)value;
	c->lookup = LOOKUP_OFFLINE;
	return true;
}

static bool
parse_lookup(struct command *c, const char *value)
{
	if (value != NULL && strcmp(value, "full") != 0)
		return command_wrong(c, "no such way to look up", value,
		    "use --lookup or --lookup=full");
	c->lookup = value == NULL ? LOOKUP_DOMAINS : LOOKUP_FULL;
	return true;
}

static bool
parse_answers(struct command *c, const char *value)
{
	c->answers = value;
	return true;
}

static bool
parse_cache(struct command *c, const char *value)
{
	c->cache = value;
	return true;
}

static bool
parse_keep(struct command *c, const char *value)
{
	c->keep = value;
	return true;
}

static bool
parse_deadline(struct command *c, const char *value)
{
	uint64_t n;

	if (!span_number(span_of(value), LIMIT_DEADLINE, &n) || n == 0)
		return command_wrong(c, "deadline takes seconds from 1 to 600",
		    value, "20 will do");
	c->deadline_ms = (int64_t)n * 1000;
	return true;
}

static bool
parse_resolver(struct command *c, const char *value)
{
	span port = span_of(value), address = span_cut(&port, '@');
	struct ip ip;
	uint64_t n;

	if (!ip_parse(address, &ip) ||
	    (address.n < strlen(value) &&
		(!span_number(port, 65535, &n) || n == 0)))
		return command_wrong(c,
		    "resolver takes an address, or one with a port", value,
		    "as 192.0.2.53 or 192.0.2.53@5353");
	return add(c, &c->resolvers, &c->resolver_count, &c->resolver_room,
	    span_of(value));
}

static bool
parse_anchor(struct command *c, const char *value)
{
	c->trust_anchor = value;
	return true;
}

static bool
is_zone(const struct command *c, const char *value)
{
	span zone = span_of(value);

	return (span_find_byte(zone, '.') < zone.n && !domain_is_ip(zone)) ||
	    command_wrong(
		c, "a list is a zone in DNS", value, "as bl.example.org");
}

static bool
parse_ip_list(struct command *c, const char *value)
{
	return is_zone(c, value) &&
	    add(c, &c->ip_lists, &c->ip_list_count, &c->ip_list_room,
		span_of(value));
}

static bool
parse_domain_list(struct command *c, const char *value)
{
	return is_zone(c, value) &&
	    add(c, &c->domain_lists, &c->domain_list_count,
		&c->domain_list_room, span_of(value));
}

static bool
parse_feed(struct command *c, const char *value)
{
	return add(c, &c->feeds, &c->feed_count, &c->feed_room, span_of(value));
}

static bool
parse_redact(struct command *c, const char *value)
{
	return add(
	    c, &c->redact, &c->redact_count, &c->redact_room, span_of(value));
}

/* "whois.jprs.jp=127.0.0.1:4343" */
static bool
parse_server(struct command *c, const char *value)
{
	span target = span_of(value), name = span_cut(&target, '=');
	struct live_server *grown;

	if (name.n == 0 || target.n == 0)
		return command_wrong(c,
		    "server takes NAME=HOST:PORT or NAME=URL", value,
		    "as whois.example=192.0.2.1:43");
	grown = arena_grow(c->arena, c->servers, c->server_count,
	    &c->server_room, sizeof(*grown));
	if (grown == NULL)
		return command_wrong(c, "out of memory", "", "free some");
	c->servers = grown;
	grown[c->server_count++] = (struct live_server){ name, target };
	return true;
}

static bool
parse_test(struct command *c, const char *value)
{
	(void)value;
	c->test = true;
	return true;
}

static bool
parse_check(struct command *c, const char *value)
{
	(void)value;
	c->check = true;
	return true;
}

static bool
parse_verbose(struct command *c, const char *value)
{
	(void)value;
	c->verbose = true;
	return true;
}

static bool
parse_help(struct command *c, const char *value)
{
	(void)value;
	c->help = true;
	return true;
}

static bool
parse_version(struct command *c, const char *value)
{
	(void)value;
	c->version = true;
	return true;
}

/* Each option; --help lists them in this order. */
const struct option command_options[] = {
	{ "--format", NULL, NULL, "X", parse_format,
	    "text (default) or html, a page: a report to read;\n"
	    "json: one object a mail and line; misp, stix: of\n"
	    "report, for platforms that share",
	    0 },
	{ "--lang", NULL, "lang", "ja|en|both", parse_lang,
	    "language of the report; default from LC_ALL,\n"
	    "LC_MESSAGES or LANG",
	    0 },
	{ "--trust", NULL, "trust", "X", parse_trust,
	    "a mail server or network of your own: a name, an\n"
	    "address or a range; may be given several times",
	    OPTION_ADDS },
	{ "--me", NULL, "me", "X", parse_me,
	    "an address or domain of your own; likewise", OPTION_ADDS },
	{ "--own", NULL, "own", "DIR", parse_own,
	    "brands, lists, phrases and weights of your own", OPTION_PATH },
	{ "--redact", NULL, "redact", "WORD", parse_redact,
	    "of report: mask this as well, a name or a project;\n"
	    "'*' in it is anything up to a blank; several times",
	    OPTION_ADDS },
	{ "--offline", NULL, NULL, NULL, parse_offline,
	    "ask nobody (the default)", 0 },
	{ "--lookup", NULL, NULL, "[=full]", parse_lookup,
	    "ask DNS and registries about sender and links, by\n"
	    "registrable domain alone; full: by the links' hosts\n"
	    "too, which can tell the sender that you looked",
	    0 },
	{ "--answers", NULL, NULL, "FILE", parse_answers,
	    "answers of earlier: nobody is asked; with --lookup\n"
	    "what FILE lacks is asked, and written to it",
	    0 },
	{ "--keep", NULL, NULL, "DIR", parse_keep,
	    "keep mail, answers and result of each mail as a\n"
	    "case, a folder in DIR, for mekiki replay",
	    0 },
	{ "--cache", NULL, "cache", "FILE", parse_cache,
	    "keep answers between runs, as long as they hold", OPTION_PATH },
	{ "--deadline", NULL, "deadline", "SECONDS", parse_deadline,
	    "for all questions of one mail (20)", 0 },
	{ "--resolver", NULL, "resolver", "ADDR", parse_resolver,
	    "ask this name server instead of the system's; ADDR\n"
	    "or ADDR@PORT; may be given several times",
	    OPTION_ADDS },
	{ "--trust-anchor", NULL, "trust-anchor", "FILE", parse_anchor,
	    "keys to begin DNSSEC with instead of the root's", OPTION_PATH },
	{ "--server", NULL, "server", "X=Y", parse_server,
	    "ask Y (HOST:PORT or a URL) in place of the WHOIS or\n"
	    "RDAP server X; Y may be inside your network",
	    OPTION_ADDS },
	{ "--ip-list", NULL, "ip-list", "ZONE", parse_ip_list,
	    "with --lookup, ask this block list of addresses in\n"
	    "DNS; may be given several times",
	    OPTION_ADDS },
	{ "--domain-list", NULL, "domain-list", "ZONE", parse_domain_list,
	    "likewise, a list of domains", OPTION_ADDS },
	{ "--feed", NULL, "feed", "FILE", parse_feed,
	    "look for links in this file of reported URLs or\n"
	    "domains; may be given several times",
	    OPTION_ADDS | OPTION_PATH },
	{ "--data", NULL, "data", "DIR", parse_data,
	    "where the databases of places and operators are", OPTION_PATH },
	{ "--config", NULL, NULL, "FILE", parse_config,
	    "read settings from FILE instead of the usual files",
	    OPTION_CONFIG },
	{ "--test", NULL, NULL, NULL, parse_test,
	    "of brands and phrases: what TEXT is taken for, and why", 0 },
	{ "--check", NULL, NULL, NULL, parse_check,
	    "of brands and phrases: what does not fit in the\n"
	    "tables, or in FILE",
	    0 },
	{ "-j", "--jobs", "jobs", "N", parse_jobs,
	    "examine N mails at once, 1 (default) to 64; the\n"
	    "output is the same",
	    0 },
	{ "-v", "--verbose", NULL, NULL, parse_verbose,
	    "of many mails the whole reports; in one report\n"
	    "everything",
	    0 },
	{ "-h", "--help", NULL, NULL, parse_help, "this text", OPTION_EARLY },
	{ "--version", NULL, NULL, NULL, parse_version, "which version this is",
	    OPTION_EARLY },
};

const size_t command_option_count = COUNT(command_options);

/* The index-th option that may stand in a file; NULL: there are fewer. */
static const struct option *
setting_at(size_t index)
{
	for (size_t i = 0; i < command_option_count; i++)
		if (command_options[i].key != NULL && index-- == 0)
			return &command_options[i];
	return NULL;
}

const char *
command_key(size_t index)
{
	const struct option *o = setting_at(index);

	return o == NULL ? NULL : o->key;
}

bool
command_key_adds(size_t index)
{
	return setting_at(index)->kind & OPTION_ADDS;
}

bool
command_key_path(span key)
{
	for (size_t i = 0; i < command_option_count; i++)
		if (command_options[i].key != NULL &&
		    span_same(key, span_of(command_options[i].key)))
			return command_options[i].kind & OPTION_PATH;
	return false;
}

/* "lang, trust or me" */
static const char *
key_names(const struct command *c)
{
	span names = SPAN("use ");

	for (size_t i = 0; command_key(i) != NULL; i++)
		names = arena_join(c->arena, names,
		    i == 0			     ? (span){ 0 }
			: command_key(i + 1) != NULL ? SPAN(", ")
						     : SPAN(" or "),
		    span_of(command_key(i)));
	return names.n == 0 ? "" : names.p;
}

/* What to do about a key that is none. */
static const char *
advice(const struct command *c, span name)
{
	size_t least = SIZE_MAX;
	span found = { 0 };

	for (size_t i = 0; command_key(i) != NULL; i++) {
		span key = span_of(command_key(i));
		size_t distance = nearest_distance(name, key);

		if (nearest_counts(name, key) && distance < least) {
			least = distance;
			found = key;
		}
	}
	if (found.n == 0)
		return key_names(c);
	found = arena_join(c->arena, SPAN("did you mean "), found, SPAN("?"));
	return found.n == 0 ? "" : found.p;
}

bool
command_set(struct command *c, span key, span value)
{
	/* With a NUL behind each. */
	span name = arena_copy(c->arena, key),
	     text = arena_copy(c->arena, value);

	if (arena_failed(c->arena))
		return command_wrong(c, "out of memory", "", "free some");
	for (size_t i = 0; i < command_option_count; i++)
		if (command_options[i].key != NULL &&
		    span_same(name, span_of(command_options[i].key)))
			return command_options[i].parse(c, text.p) &&
			    command_note(
				c, command_options[i].key, text, c->from);
	return command_wrong(
	    c, "no setting is called that", name.p, advice(c, name));
}

#define HELP_COLUMN 22

static void
print_option(const struct option *o)
{
	span lines = span_of(o->help);
	int n = printf("  %s%s%s%s%s", o->name, o->other != NULL ? ", " : "",
	    o->other != NULL ? o->other : "", option_needs_value(o) ? " " : "",
	    o->value != NULL ? o->value : "");

	while (lines.n > 0) {
		span line = span_cut(&lines, '\n');

		printf("%*s%.*s\n", n < HELP_COLUMN ? HELP_COLUMN - n : 0, "",
		    SPAN_ARG(line));
		n = 0;
	}
}

void
command_help(void)
{
	fputs("usage: mekiki [examine] [OPTION]... [FILE|FOLDER|-]...\n"
	      "       mekiki replay [OPTION]... CASE...   as it was then\n"
	      "       mekiki report [OPTION]... [FILE|CASE]   for others: "
	      "you are masked\n"
	      "       mekiki config [OPTION]...   what is in force, and why\n"
	      "       mekiki brands|phrases [OPTION]... [WORD]...   what is "
	      "known, by words\n"
	      "       mekiki brands|phrases --test [OPTION]... TEXT...\n"
	      "       mekiki brands|phrases --check [OPTION]... [FILE]...\n"
	      "Dissects mails and says why they are, or are not, to be "
	      "trusted.\n\n",
	    stdout);
	for (size_t i = 0; i < command_option_count; i++)
		print_option(&command_options[i]);
	fputs("\nA file is a mail or an mbox, a folder holds mails or is a "
	      "Maildir.  Without a\n"
	      "name, or with -, the mail is read from standard input.\n"
	      "Exit status: 0 nothing bad, 1 something bad, 2 wrong use, 3 "
	      "something\n"
	      "could not be read or written.  See mekiki(1).\n",
	    stdout);
}
