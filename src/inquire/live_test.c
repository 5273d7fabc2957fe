/*
 * Everything goes to the world of test/world, and the process is sealed from
 * any other network where the machine allows that.
 */
#include "inquire/live.h"

#include "base/limits.h"
#include "test/world/heard.h"

static const struct row {
	const char *name;
	enum question_kind kind;
	const char *subject;
	enum answer_status status;
	const char *fields; /* "name=value" of each, set off by LF, or NULL */
	const char *source; /* NULL: not asked; "" is none */
	const char *text;   /* stands somewhere in it */
} rows[] = {
	{ "records in the order of the answer, signed", QUESTION_DNS_MX,
	    "kagoya.jp", ANSWER_FOUND, "mx=10 mx.kagoya.jp\ndnssec=secure",
	    NULL, "kagoya.jp. 300 IN MX 10 mx.kagoya.jp.\n" },
	{ "an unsigned delegation", QUESTION_DNS_A, "www.insecure.example",
	    ANSWER_FOUND, "a=203.0.113.77\ndnssec=insecure", NULL, NULL },
	{ "a record changed behind its signature", QUESTION_DNS_A,
	    "www.bogus.example", ANSWER_MALFORMED, "dnssec=bogus", NULL,
	    "signature verification failed" },
	{ "a chain of aliases", QUESTION_DNS_AAAA, "alias.example",
	    ANSWER_FOUND,
	    "cname=step.example\ncname=plain.example\naaaa=2001:db8::2\n"
	    "dnssec=secure",
	    NULL, NULL },
	{ "an alias that leads nowhere", QUESTION_DNS_A, "out.example",
	    ANSWER_NOTHING,
	    "cname=nowhere.example\nrcode=NXDOMAIN\n"
	    "dnssec=secure",
	    NULL, NULL },
	{ "aliases in a circle", QUESTION_DNS_A, "loop.example", ANSWER_FAILED,
	    "rcode=SERVFAIL", NULL, NULL },
	{ "no such name", QUESTION_DNS_TXT, "nowhere.example", ANSWER_NOTHING,
	    "rcode=NXDOMAIN\ndnssec=secure", NULL,
	    "example. 60 IN SOA ns.world.example." },
	{ "no such records", QUESTION_DNS_MX, "plain.example", ANSWER_NOTHING,
	    "rcode=NODATA\ndnssec=secure", NULL, NULL },
	{ "no mail is taken", QUESTION_DNS_MX, "withheld.com", ANSWER_FOUND,
	    "mx=0 .\ndnssec=secure", NULL, NULL },
	{ "no UTF-8, and NUL", QUESTION_DNS_TXT, "latin.example", ANSWER_FOUND,
	    "txt=caf\xef\xbf\xbd \xef\xbf\xbd end\ndnssec=secure", NULL, NULL },
	{ "a reverse name's subject is the address", QUESTION_DNS_PTR,
	    "183.90.246.65", ANSWER_FOUND, "ptr=mail.cymis.jp\ndnssec=secure",
	    NULL, NULL },
	{ "in IPv6 too", QUESTION_DNS_PTR, "2001:200::1", ANSWER_FOUND,
	    "ptr=six.example\ndnssec=secure", NULL, NULL },
	{ "a private address's name is nobody's business", QUESTION_DNS_PTR,
	    "192.168.1.1", ANSWER_NOT_ASKED, "", "", "no public address" },
	{ "no name", QUESTION_DNS_A, "a..b", ANSWER_NOT_ASKED, "", "",
	    "no name that DNS could have" },
	{ "the resolver cannot say", QUESTION_DNS_A, "x.servfail.example",
	    ANSWER_FAILED, "rcode=SERVFAIL", NULL, NULL },
	{ "no answer comes", QUESTION_DNS_A, "x.silent.example", ANSWER_TIMEOUT,
	    "", NULL, "did not answer in time" },
	{ "a page is not asked for", QUESTION_PAGE, "http://kagoya.jp/",
	    ANSWER_NOT_ASKED, "", "", NULL },

	{ "JPRS by WHOIS", QUESTION_REGISTRATION, "kagoya.jp", ANSWER_FOUND,
	    NULL, "WHOIS whois.jprs.jp", "KAGOYA JAPAN Inc." },
	{ "JPRS's other form", QUESTION_REGISTRATION, "tegami.co.jp",
	    ANSWER_FOUND, NULL, "WHOIS whois.jprs.jp", "Tegami Corporation" },
	{ "nobody has it", QUESTION_REGISTRATION, "nobody-has-it.jp",
	    ANSWER_NOTHING, NULL, "WHOIS whois.jprs.jp", NULL },
	{ "RDAP, and its registrar's", QUESTION_REGISTRATION,
	    "taakk-sshiho.com", ANSWER_FOUND, NULL,
	    "RDAP rdap.verisign.com, RDAP rdap.registrar.example",
	    "Yamada Trading" },
	{ "RDAP knows no such domain", QUESTION_REGISTRATION,
	    "nobody-has-it.com", ANSWER_NOTHING, NULL, "RDAP rdap.verisign.com",
	    NULL },
	{ "WHOIS, and its registrar's", QUESTION_REGISTRATION, "shop.thin",
	    ANSWER_FOUND, NULL,
	    "WHOIS whois.verisign-grs.com, WHOIS whois.registrar.example",
	    "Shop of Things Ltd." },
	{ "IANA refers to the registry", QUESTION_REGISTRATION, "foo.directory",
	    ANSWER_FOUND, NULL, "WHOIS whois.good.example", "Good Registrar" },
	{ "IANA's own answer is none", QUESTION_REGISTRATION, "bar.directory",
	    ANSWER_FAILED, "", "WHOIS whois.iana.org", "no server is known" },
	{ "a network", QUESTION_NETWORK, "52.170.140.114", ANSWER_FOUND, NULL,
	    "RDAP rdap.arin.net", "MSFT" },
	{ "ARIN redirects to where it is", QUESTION_NETWORK, "183.90.246.65",
	    ANSWER_FOUND, NULL, "RDAP rdap.apnic.net", "XSERVER" },
	{ "an AS", QUESTION_AUTNUM, "8075", ANSWER_FOUND, NULL,
	    "RDAP rdap.arin.net", "MICROSOFT" },
	{ "an AS elsewhere", QUESTION_AUTNUM, "131965", ANSWER_FOUND, NULL,
	    "RDAP rdap.apnic.net", "XSERVER" },
	{ "a private network is not asked for", QUESTION_NETWORK, "10.0.0.1",
	    ANSWER_NOT_ASKED, "", "", NULL },
	{ "no AS", QUESTION_AUTNUM, "AS8075", ANSWER_NOT_ASKED, "", "", NULL },
	{ "a host is no registration", QUESTION_REGISTRATION, "www.kagoya.jp",
	    ANSWER_NOT_ASKED, "", "", "no domain that can be registered" },
	{ "nor is a suffix", QUESTION_REGISTRATION, "co.jp", ANSWER_NOT_ASKED,
	    "", "", "no domain that can be registered" },
	{ "nor what its owner hands out", QUESTION_REGISTRATION, "a.github.io",
	    ANSWER_NOT_ASKED, "", "", "no registry" },
	{ "nor what is never registered", QUESTION_REGISTRATION, "x.test",
	    ANSWER_NOT_ASKED, "", "", "no registry" },

	{ "WHOIS that is silent", QUESTION_REGISTRATION, "x.wsilent",
	    ANSWER_TIMEOUT, "", "WHOIS whois.silent.example", NULL },
	{ "a byte a second", QUESTION_REGISTRATION, "x.wslow", ANSWER_TIMEOUT,
	    "", "WHOIS whois.slow.example", NULL },
	{ "noise", QUESTION_REGISTRATION, "x.wgarbage", ANSWER_MALFORMED, NULL,
	    "WHOIS whois.garbage.example", NULL },
	{ "50 MB", QUESTION_REGISTRATION, "x.whuge", ANSWER_MALFORMED, "",
	    "WHOIS whois.huge.example", "more than anybody" },
	{ "broken off", QUESTION_REGISTRATION, "x.wreset", ANSWER_FAILED, "",
	    "WHOIS whois.reset.example", "broke the connection off" },
	{ "nothing", QUESTION_REGISTRATION, "x.wempty", ANSWER_FAILED, "",
	    "WHOIS whois.empty.example", "nothing at all" },
	{ "nobody listens", QUESTION_REGISTRATION, "x.wclosed", ANSWER_REFUSED,
	    "", "WHOIS whois.closed.example", "refuses connections" },
	{ "too many questions", QUESTION_REGISTRATION, "x.wlimit",
	    ANSWER_RATE_LIMITED, NULL, "WHOIS whois.limit.example", NULL },
	{ "a server that has no address", QUESTION_REGISTRATION, "x.wabsent",
	    ANSWER_FAILED, "", "WHOIS whois.absent.example", "has no address" },
	{ "a server in a private network", QUESTION_REGISTRATION, "x.wprivate",
	    ANSWER_MALFORMED, "", "WHOIS whois.private.example",
	    "192.168.0.1, a private address" },
	{ "a registrar in a private network is not asked",
	    QUESTION_REGISTRATION, "x.winward", ANSWER_FOUND, NULL,
	    "WHOIS whois.inward.example", NULL },
	{ "nor one at an odd port", QUESTION_REGISTRATION, "x.wport",
	    ANSWER_FOUND, NULL, "WHOIS whois.port.example", NULL },
	{ "nor the same again", QUESTION_REGISTRATION, "x.wcircle",
	    ANSWER_FOUND, NULL, "WHOIS whois.circle.example", NULL },

	{ "RDAP on loopback", QUESTION_REGISTRATION, "x.loopback",
	    ANSWER_MALFORMED, "", "RDAP rdap.loopback.example",
	    "127.0.0.1, a loopback address" },
	{ "in a private network", QUESTION_REGISTRATION, "x.private",
	    ANSWER_MALFORMED, "", "RDAP rdap.private.example", "10.0.0.1" },
	{ "mapped", QUESTION_REGISTRATION, "x.mapped", ANSWER_MALFORMED, "",
	    "RDAP rdap.mapped.example", "a loopback address" },
	{ "through NAT64", QUESTION_REGISTRATION, "x.nat64", ANSWER_MALFORMED,
	    "", "RDAP rdap.nat64.example", "a loopback address" },
	{ "through 6to4", QUESTION_REGISTRATION, "x.sixtofour",
	    ANSWER_MALFORMED, "", "RDAP rdap.sixtofour.example", "6to4" },
	{ "through Teredo", QUESTION_REGISTRATION, "x.teredo", ANSWER_MALFORMED,
	    "", "RDAP rdap.teredo.example", "a special address" },
	{ "where clouds keep secrets", QUESTION_REGISTRATION, "x.metadata",
	    ANSWER_MALFORMED, "", "RDAP rdap.metadata.example", "link-local" },
	{ "no address", QUESTION_REGISTRATION, "x.absent", ANSWER_FAILED, "",
	    "RDAP rdap.absent.example", "has no address" },

#define HOP(title, label, why)                                                 \
	{                                                                      \
		title, QUESTION_REGISTRATION, label ".hop", ANSWER_MALFORMED,  \
		    "", NULL, why                                              \
	}
	HOP("redirected to loopback", "loopback", "a loopback address"),
	HOP("to a name that is there", "name", "a loopback address"),
	HOP("to it as one number", "number", "a loopback address"),
	HOP("to it shortened", "short", "a loopback address"),
	HOP("to it in octal", "octal", "a loopback address"),
	HOP("to it in IPv6", "six", "a loopback address"),
	HOP("to it mapped", "mapped", "a loopback address"),
	HOP("to it through NAT64", "nat64", "a loopback address"),
	HOP("to it through 6to4", "sixtofour", "6to4"),
	HOP("to a private network", "private", "a private address"),
	HOP("to a cloud's secrets", "metadata", "a link-local address"),
	HOP("to this host", "zero", "a special address"),
	HOP("to a file", "file", "no usual server"),
	HOP("to another protocol", "gopher", "no usual server"),
	HOP("with a password", "user", "no usual server"),
	HOP("to a port of something else", "port", "no usual server"),
#undef HOP
	{ "to a good server", QUESTION_REGISTRATION, "good.hop", ANSWER_FOUND,
	    NULL, "RDAP rdap.registrar.example", NULL },
	{ "to itself", QUESTION_REGISTRATION, "relative.hop", ANSWER_FOUND,
	    NULL, "RDAP rdap.hop.example", NULL },
	{ "in a circle", QUESTION_REGISTRATION, "x.loop", ANSWER_MALFORMED, "",
	    "RDAP rdap.loop.example", "redirects without end" },
	{ "less than it says", QUESTION_REGISTRATION, "x.lying",
	    ANSWER_MALFORMED, "", "RDAP rdap.lying.example", NULL },
	{ "more than it says", QUESTION_REGISTRATION, "x.short",
	    ANSWER_MALFORMED, NULL, "RDAP rdap.short.example", NULL },
	{ "10,000 deep", QUESTION_REGISTRATION, "x.nested", ANSWER_MALFORMED,
	    NULL, "RDAP rdap.nested.example", NULL },
	{ "50 MB of RDAP", QUESTION_REGISTRATION, "x.endless", ANSWER_MALFORMED,
	    "", "RDAP rdap.endless.example", "more than anybody" },
	{ "nothing but header", QUESTION_REGISTRATION, "x.header",
	    ANSWER_MALFORMED, "", "RDAP rdap.header.example",
	    "more than anybody" },
	{ "slow down", QUESTION_REGISTRATION, "x.limited", ANSWER_RATE_LIMITED,
	    NULL, "RDAP rdap.limited.example", NULL },
	{ "go away", QUESTION_REGISTRATION, "x.forbidden", ANSWER_REFUSED, NULL,
	    "RDAP rdap.forbidden.example", NULL },
	{ "RDAP that is silent", QUESTION_REGISTRATION, "x.mute",
	    ANSWER_TIMEOUT, "", "RDAP rdap.mute.example", NULL },
	{ "a web page", QUESTION_REGISTRATION, "x.notjson", ANSWER_MALFORMED,
	    NULL, "RDAP rdap.notjson.example", NULL },
	{ "of four addresses one is served", QUESTION_REGISTRATION, "x.wmulti",
	    ANSWER_FOUND, NULL, "WHOIS whois.multi.example", "Good Registrar" },
	{ "by RDAP too", QUESTION_REGISTRATION, "x.multi", ANSWER_FOUND, NULL,
	    "RDAP rdap.multi.example", NULL },
	{ "RDAP is broken, WHOIS is not", QUESTION_REGISTRATION, "x.broken",
	    ANSWER_FOUND, NULL, "WHOIS whois.good.example", "Good Registrar" },
	{ "RDAP hangs, WHOIS is asked in time", QUESTION_REGISTRATION,
	    "x.hanging", ANSWER_FOUND, NULL, "WHOIS whois.good.example",
	    "Good Registrar" },
};

static span
fields_text(const struct answer *answer)
{
	struct arena *a = test_arena();
	span text = { 0 };

	for (size_t i = 0; i < answer->field_count; i++) {
		const struct answer_field *f = &answer->fields[i];

		text = arena_join(
		    a, text, i > 0 ? SPAN("\n") : (span){ 0 }, f->name);
		text = arena_join(a, text, SPAN("="), f->value);
	}
	return text;
}

static void
check_row(const struct row *row)
{
	const struct answer *answer = heard_find(row->kind, row->subject);

	test_name(row->name);
	CHECK(answer != NULL);
	if (answer == NULL)
		return;
	CHECK_SPAN(span_of(answer_status_text(answer->status)),
	    answer_status_text(row->status));
	if (row->fields != NULL)
		CHECK_SPAN(fields_text(answer), row->fields);
	if (row->source != NULL)
		CHECK_SPAN(answer->source, row->source);
	if (row->text != NULL &&
	    span_find(answer->text, span_of(row->text)) == answer->text.n)
		CHECK_SPAN(answer->text, row->text);
	CHECK(answer->status == ANSWER_NOT_ASKED || answer->at > 0);
}

static void
test_rows(void **state)
{
	struct live *live;
	struct live_count count;

	(void)state;
	if (heard_world() == NULL)
		return;
	live = heard_open(world_settings(heard_world()));
	if (live == NULL)
		return;
	for (size_t i = 0; i < COUNT(rows); i++)
		live_ask(live, rows[i].kind, span_of(rows[i].subject));
	heard_wait(COUNT(rows));
	for (size_t i = 0; live_counts(live, i, &count); i++) {
		bool dns = span_starts(span_of(count.server), "DNS");

		test_name(count.server);
		CHECK(count.at_once <=
		    (dns ? LIMIT_DNS_AT_ONCE : LIMIT_WHOIS_AT_ONCE));
	}
	live_close(live);
	CHECK_INT(heard.count, COUNT(rows));
	for (size_t i = 0; i < COUNT(rows); i++)
		check_row(&rows[i]);
}

/* How long an answer holds: the lowest TTL of the chain, or of the "no". */
static void
test_ttl(void **state)
{
	struct live *live;
	const struct answer *answer;

	(void)state;
	if (heard_world() == NULL)
		return;
	live = heard_open(world_settings(heard_world()));
	live_ask(live, QUESTION_DNS_A, SPAN("quick.example"));
	live_ask(live, QUESTION_DNS_A, SPAN("nowhere.example"));
	heard_wait(2);
	live_close(live);
	test_name("the record's TTL");
	answer = heard_find(QUESTION_DNS_A, "quick.example");
	CHECK(answer != NULL && answer->ttl > 20 && answer->ttl <= 30);
	test_name("the TTL of nothing");
	answer = heard_find(QUESTION_DNS_A, "nowhere.example");
	CHECK(answer != NULL && answer->ttl > 50 && answer->ttl <= 60);
}

static void
test_limits(void **state)
{
	struct live *live;
	const struct answer *answer;
	span value;

	(void)state;
	if (heard_world() == NULL)
		return;
	live = heard_open(world_settings(heard_world()));
	live_ask(live, QUESTION_DNS_A, SPAN("many.example"));
	live_ask(live, QUESTION_DNS_TXT, SPAN("long.example"));
	heard_wait(2);
	live_close(live);
	test_name("300 records");
	answer = heard_find(QUESTION_DNS_A, "many.example");
	CHECK(answer != NULL &&
	    answer_each(answer, "a", LIMIT_RECORDS - 1, &value) &&
	    !answer_each(answer, "a", LIMIT_RECORDS, &value));
	test_name("50 KB of text");
	answer = heard_find(QUESTION_DNS_TXT, "long.example");
	CHECK(answer != NULL && answer->status == ANSWER_FOUND);
	if (answer != NULL)
		CHECK_INT(answer_value(answer, "txt").n, 50000);
}

/* A resolver without DNSSEC serves, but its answers are not called checked. */
static void
test_stripped(void **state)
{
	struct live_settings settings;
	struct live *live;
	const struct answer *answer;

	(void)state;
	if (heard_world() == NULL)
		return;
	settings = *world_settings(heard_world());
	settings.resolvers = world_stripping(heard_world());
	live = heard_open(&settings);
	live_ask(live, QUESTION_DNS_A, SPAN("quick.example"));
	live_ask(live, QUESTION_DNS_A, SPAN("nowhere.example"));
	live_ask(live, QUESTION_DNS_A, SPAN("b.silent.example"));
	live_ask(live, QUESTION_REGISTRATION, SPAN("foo.wgood"));
	heard_wait(4);
	live_close(live);
	CHECK_INT(heard.count, 4);
	test_name("without DNSSEC: found");
	answer = heard_find(QUESTION_DNS_A, "quick.example");
	CHECK(answer != NULL && answer->status == ANSWER_FOUND);
	CHECK_SPAN(fields_text(answer), "a=203.0.113.30");
	CHECK(span_has(answer->text, SPAN("not checked by DNSSEC")));
	test_name("without DNSSEC: nothing");
	answer = heard_find(QUESTION_DNS_A, "nowhere.example");
	CHECK_SPAN(fields_text(answer), "rcode=NXDOMAIN");
	test_name("without DNSSEC: silence");
	answer = heard_find(QUESTION_DNS_A, "b.silent.example");
	/* Libunbound may give up before our own deadline. */
	CHECK(answer->status == ANSWER_TIMEOUT ||
	    answer->status == ANSWER_FAILED);
	test_name("without DNSSEC: a registration");
	answer = heard_find(QUESTION_REGISTRATION, "foo.wgood");
	CHECK_INT(answer->status, ANSWER_FOUND);
}

static const struct {
	const char *name, *resolver, *server, *target, *anchor;
	bool recursive;
	const char *error;
} wrong[] = {
	{ "a resolver's name", "dns.example", NULL, NULL, NULL, false,
	    "dns.example: no address, or address@port" },
	{ "no port", "127.0.0.1@x", NULL, NULL, NULL, false,
	    "127.0.0.1@x: no address, or address@port" },
	{ "a server without a port", NULL, "whois.jprs.jp", "127.0.0.1", NULL,
	    false,
	    "server whois.jprs.jp: 127.0.0.1 is neither host:port nor a URL" },
	{ "no trust anchor", NULL, NULL, NULL, "nowhere", false,
	    "nowhere: no trust anchor of DNSSEC (package dns-root-data)" },
	{ "both ways", "127.0.0.1", NULL, NULL, NULL, true,
	    "127.0.0.1: either resolvers or an own recursion" },
};

static void
test_wrong(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		span resolver = span_of(wrong[i].resolver);
		struct live_server server = { span_of(wrong[i].server),
			span_of(wrong[i].target) };
		const struct live_settings settings = {
			.resolvers = &resolver,
			.resolver_count = wrong[i].resolver != NULL,
			.servers = &server,
			.server_count = wrong[i].server != NULL,
			.trust_anchor = wrong[i].anchor,
			.recursive = wrong[i].recursive,
		};
		struct know_error err = { "" };
		struct live *live = NULL;

		test_name(wrong[i].name);
		CHECK_INT(live_open(&settings, heard_tell, &heard, &live, &err),
		    MEKIKI_BAD_USE);
		CHECK_SPAN(span_of(err.text), wrong[i].error);
		CHECK(live == NULL);
	}
}

/* Nothing answers: sealed off, the system's resolvers and all others. */
static void
test_alone(void **state)
{
	struct live_settings settings = { 0 };

	(void)state;
	test_name("without a network");
	if (!heard_sealed()) {
		test_skip("this machine allows no network namespace");
		return;
	}
	for (int i = 0; i < 2; i++) {
		struct live *live;

		settings.recursive = i == 1;
		live = heard_open(&settings);
		live_ask(live, QUESTION_DNS_A, SPAN("kagoya.jp"));
		live_ask(live, QUESTION_REGISTRATION, SPAN("kagoya.jp"));
		heard_wait(2);
		live_close(live);
		for (size_t k = 0; k < heard.count; k++)
			CHECK(heard.answers[k].status == ANSWER_FAILED ||
			    heard.answers[k].status == ANSWER_TIMEOUT ||
			    heard.answers[k].status == ANSWER_MALFORMED);
	}
}

/* Last: what the servers themselves have counted. */
static void
test_world(void **state)
{
	struct world *world = heard_world();

	(void)state;
	if (world == NULL)
		return;
	world_stop(world);
	test_name("a circle is left after so many redirects");
	CHECK_INT(
	    world_asked(world, "RDAP rdap.loop.example"), LIMIT_REDIRECTS + 1);
	test_name("no server was asked more at once than the cap");
	CHECK(world_asked(world, "WHOIS whois.jprs.jp") > 0);
	CHECK(
	    world_at_once(world, "WHOIS whois.jprs.jp") <= LIMIT_WHOIS_AT_ONCE);
	CHECK(world_asked(world, "RDAP rdap.hop.example") > 0);
	CHECK(world_at_once(world, "RDAP rdap.hop.example") <=
	    LIMIT_WHOIS_AT_ONCE);
	CHECK(world_at_once(world, "WHOIS whois.good.example") <=
	    LIMIT_WHOIS_AT_ONCE);
	world_free(world);
}

TEST_MAIN(TEST(test_rows), TEST(test_ttl), TEST(test_limits),
    TEST(test_stripped), TEST(test_wrong), TEST(test_alone), TEST(test_world))
