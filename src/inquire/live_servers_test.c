#include "inquire/live_servers.h"

#include <stdio.h>
#include <sys/stat.h>

#include "test/test.h"

/* A folder as `make data` makes it, with one file for each row. */
static const struct {
	const char *tld, *json;
} files[] = {
	{ "both",
	    "{\"whoisServer\":[\"whois.both.example\"],"
	    "\"rdapServers\":[\"https://rdap.both.example/x/domain/\"]}" },
	{ "base",
	    "{\"whoisServer\":[],"
	    "\"rdapServers\":[\"https://rdap.base.example\"]}" },
	{ "old", "{\"whoisServer\":[\"whois.old.example\"]}" },
	{ "none", "{\"whoisServer\":[],\"rdapServers\":[]}" },
	{ "broken", "{\"whoisServer\":[" },
	{ "odd", "{\"whoisServer\":{\"a\":1},\"rdapServers\":[7]}" },
	{ "jp",
	    "{\"whoisServer\":[\"whois.other.example\"],"
	    "\"rdapServers\":[\"https://rdap.other.example/\"]}" },
};

static const char *
make_databases(void)
{
	struct arena *a = test_arena();
	const char *root = arena_format(a, "%s/servers", TEST_BUILD).p;
	const char *parts[] = { "", "/npm", "/npm/whoisserver-world",
		"/npm/whoisserver-world/tlds" };

	for (size_t i = 0; i < COUNT(parts); i++)
		mkdir(arena_format(a, "%s%s", root, parts[i]).p, 0777);
	for (size_t i = 0; i < COUNT(files); i++) {
		span path = arena_format(
		    a, "%s%s/%s.json", root, parts[3], files[i].tld);
		FILE *f = fopen(path.p, "w");

		if (f == NULL || fputs(files[i].json, f) == EOF ||
		    fclose(f) != 0)
			abort();
	}
	return root;
}

static const struct {
	const char *name;
	enum question_kind kind;
	const char *subject;
	/* "URL" or "server:port line" of each, set off by LF; or why not */
	const char *want;
} rows[] = {
	{ "RDAP first, then WHOIS", QUESTION_REGISTRATION, "a.both",
	    "https://rdap.both.example/x/domain/a.both\n"
	    "whois.both.example:43 a.both" },
	{ "a base without its end", QUESTION_REGISTRATION, "a.base",
	    "https://rdap.base.example/domain/a.base" },
	{ "WHOIS alone", QUESTION_REGISTRATION, "a.old",
	    "whois.old.example:43 a.old" },
	{ "nothing is said: IANA knows", QUESTION_REGISTRATION, "a.none",
	    "whois.iana.org:43 a.none" },
	{ "no file", QUESTION_REGISTRATION, "a.absent",
	    "whois.iana.org:43 a.absent" },
	{ "no JSON", QUESTION_REGISTRATION, "a.broken",
	    "whois.iana.org:43 a.broken" },
	{ "JSON of another shape", QUESTION_REGISTRATION, "a.odd",
	    "whois.iana.org:43 a.odd" },
	{ "our own table wins, and knows how JPRS is asked",
	    QUESTION_REGISTRATION, "a.jp", "whois.jprs.jp:43 a.jp/e" },
	{ "a second level", QUESTION_REGISTRATION, "a.co.jp",
	    "whois.jprs.jp:43 a.co.jp/e" },
	{ "DENIC", QUESTION_REGISTRATION, "a.de", "whois.iana.org:43 a.de" },
	{ "Verisign", QUESTION_REGISTRATION, "a.com",
	    "https://rdap.verisign.com/com/v1/domain/a.com\n"
	    "whois.verisign-grs.com:43 domain a.com" },
	{ "a network", QUESTION_NETWORK, "8.8.8.8",
	    "https://rdap.arin.net/registry/ip/8.8.8.8\n"
	    "whois.arin.net:43 n + 8.8.8.8" },
	{ "in IPv6", QUESTION_NETWORK, "2001:200::1",
	    "https://rdap.arin.net/registry/ip/2001:200::1\n"
	    "whois.arin.net:43 n + 2001:200::1" },
	{ "an AS", QUESTION_AUTNUM, "8075",
	    "https://rdap.arin.net/registry/autnum/8075\n"
	    "whois.arin.net:43 a + 8075" },
	{ "a host", QUESTION_REGISTRATION, "www.a.com",
	    "no domain that can be registered" },
	{ "a suffix", QUESTION_REGISTRATION, "co.jp",
	    "no domain that can be registered" },
	{ "nothing", QUESTION_REGISTRATION, "",
	    "no domain that can be registered" },
	{ "an address", QUESTION_REGISTRATION, "8.8.8.8",
	    "no domain that can be registered" },
	{ "a path", QUESTION_REGISTRATION, "../a.both",
	    "no domain in A-labels" },
	{ "a line end", QUESTION_REGISTRATION, "a\r\nb.both",
	    "no domain in A-labels" },
	{ "U-labels", QUESTION_REGISTRATION, "\xe3\x81\x82.jp",
	    "no domain in A-labels" },
	{ "a suffix of somebody's own", QUESTION_REGISTRATION, "a.github.io",
	    "under a suffix that has no registry" },
	{ "what is never registered", QUESTION_REGISTRATION, "a.onion",
	    "under a suffix that has no registry" },
	{ "no public address", QUESTION_NETWORK, "127.0.0.1",
	    "no public address" },
	{ "no address", QUESTION_NETWORK, "a.com", "no public address" },
	{ "an AS with letters", QUESTION_AUTNUM, "AS1", "no number of an AS" },
	{ "an AS that is too large", QUESTION_AUTNUM, "4294967296",
	    "no number of an AS" },
};

static span
step_text(const struct live_step *step)
{
	struct arena *a = test_arena();

	if (step->way == LIVE_RDAP)
		return step->query;
	CHECK(span_ends(step->query, "\r\n"));
	return arena_format(a, "%.*s:%u %.*s", SPAN_ARG(step->host), step->port,
	    SPAN_ARG(span_trim(step->query)));
}

static void
test_rows(void **state)
{
	struct arena *a = test_arena();
	const char *databases = make_databases();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct live_step steps[LIVE_STEPS_MAX];
		const char *why = NULL;
		size_t count = live_servers_find(a, databases, rows[i].kind,
		    span_of(rows[i].subject), steps, &why);
		span text = span_of(count == 0 ? why : NULL);

		for (size_t k = 0; k < count; k++)
			text = arena_join(a, text,
			    k > 0 ? SPAN("\n") : (span){ 0 },
			    step_text(&steps[k]));
		test_name(rows[i].name);
		CHECK_SPAN(text, rows[i].want);
	}
}

static void
test_without(void **state)
{
	struct live_step steps[LIVE_STEPS_MAX];
	const char *why = NULL;

	(void)state;
	test_name("without the data IANA is asked");
	CHECK_INT(live_servers_find(test_arena(), NULL, QUESTION_REGISTRATION,
		      SPAN("a.both"), steps, &why),
	    1);
	CHECK_SPAN(step_text(&steps[0]), "whois.iana.org:43 a.both");
	CHECK(live_servers_refers(SPAN("WHOIS.iana.org")));
	CHECK(!live_servers_refers(SPAN("whois.jprs.jp")));
}

static void
test_query(void **state)
{
	struct live_step step = live_servers_whois(test_arena(),
	    QUESTION_REGISTRATION, SPAN("a.de"), SPAN("whois.denic.de"), 0);

	(void)state;
	test_name("how DENIC is asked");
	CHECK_SPAN(step_text(&step), "whois.denic.de:43 -T dn,ace a.de");
	test_name("and RIPE for an AS, at a port of its own");
	step = live_servers_whois(test_arena(), QUESTION_AUTNUM, SPAN("3333"),
	    SPAN("whois.ripe.net"), 4343);
	CHECK_SPAN(step_text(&step), "whois.ripe.net:4343 AS3333");
}

TEST_MAIN(TEST(test_rows), TEST(test_without), TEST(test_query))
