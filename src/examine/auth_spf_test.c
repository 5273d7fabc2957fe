#include "examine/auth_spf.h"

#include "examine/auth_spf_record.h"
#include "test/test.h"
#include "test/zone.h"

#define R(name, type, value) ZONE_ROW(name, type, value)

static const struct zone_row rows[] = {
	R("plain.example", "TXT", "v=spf1 ip4:192.0.2.0/24 ~all"),
	R("joined.example", "TXT", "google-site-verification=x"),
	R("joined.example", "TXT", "v=spf1 mx -all"),
	R("joined.example", "MX", "10 mx1.joined.example"),
	R("joined.example", "MX", "20 mx2.joined.example"),
	R("mx1.joined.example", "A", "198.51.100.1"),
	R("mx2.joined.example", "A", "192.0.2.9"),
	R("redirected.example", "TXT", "v=spf1 redirect=plain.example"),
	R("including.example", "TXT", "v=spf1 include:plain.example -all"),
	R("including2.example", "TXT", "v=spf1 include:softly.example -all"),
	R("softly.example", "TXT", "v=spf1 ~all"),
	R("silent.example", "SILENT", ""),
	R("asks-silent.example", "TXT", "v=spf1 a:silent.example -all"),
	R("exp-silent.example", "TXT", "v=spf1 -all exp=silent.example"),
	R("refused.example", "REFUSED", ""),
	R("includes-refused.example", "TXT",
	    "v=spf1 include:refused.example ip4:192.0.2.9 -all"),
	R("before-refused.example", "TXT",
	    "v=spf1 ip4:192.0.2.9 include:refused.example -all"),
	R("self.example", "TXT", "v=spf1 include:self.example -all"),
	R("circle.example", "TXT", "v=spf1 redirect=circle.example"),
	R("nullmx.example", "TXT", "v=spf1 mx -all"),
	R("nullmx.example", "MX", "0 ."),
	R("escaped.example", "TXT", "v=spf1 -all exp=why.escaped.example"),
	R("why.escaped.example", "TXT", "see http://x.example/?s=%{S}&i=%{i}"),
	R("six.example", "TXT", "v=spf1 ip6:2001:db8::/32 -all"),
	R("mapped.example", "TXT", "v=spf1 ip6:::ffff:192.0.2.9 -all"),
	R("many.example", "TXT",
	    "v=spf1 include:a1.example include:a1.example include:a1.example "
	    "include:a1.example include:a1.example include:a1.example "
	    "include:a1.example include:a1.example include:a1.example "
	    "include:a1.example ip4:192.0.2.9 -all"),
	R("toomany.example", "TXT",
	    "v=spf1 include:a1.example include:a1.example include:a1.example "
	    "include:a1.example include:a1.example include:a1.example "
	    "include:a1.example include:a1.example include:a1.example "
	    "include:a1.example include:a1.example ip4:192.0.2.9 -all"),
	R("nine.example", "TXT",
	    "v=spf1 include:a1.example include:a1.example include:a1.example "
	    "include:a1.example include:a1.example include:a1.example "
	    "include:a1.example include:a1.example include:a1.example "
	    "redirect=plain.example"),
	R("macro.example", "TXT", "v=spf1 exists:%{ir}.%{d}.%%{p}.%{l} -all"),
	R("a1.example", "TXT", "v=spf1 ip4:203.0.113.1 -all"),
	R("late-error.example", "TXT", "v=spf1 ip4:192.0.2.9 -all ip4:x"),
	R("void.example", "TXT",
	    "v=spf1 a:n1.example a:n2.example a:n3.example -all"),
	R("ptr.example", "TXT", "v=spf1 ptr -all"),
	R("192.0.2.77", "SILENT", ""),
	R("192.0.2.9", "PTR", "liar.ptr.example"),
	R("192.0.2.9", "PTR", "true.ptr.example"),
	R("true.ptr.example", "A", "192.0.2.9"),
	R("liar.ptr.example", "A", "203.0.113.9"),
	R("helo.example", "TXT", "v=spf1 a -all"),
	R("helo.example", "A", "192.0.2.9"),
	R("long.example", "TXT", "v=spf1 exists:%{l}.x.example -all"),
	R("slash.example", "TXT", "v=spf1 a:plain.example/24/ -all"),
};

static const struct row {
	const char *name, *ip, *helo, *from;
	enum auth_result result;
	const char *reason, *term, *record_name, *explanation;
} checks[] = {
	{ "an address of the record's network passes", "192.0.2.9", "h.example",
	    "a@plain.example", AUTH_PASS, NULL, "ip4:192.0.2.0/24",
	    "plain.example", "" },
	{ "the term that decides is kept", "203.0.113.5", "h.example",
	    "a@plain.example", AUTH_SOFTFAIL, NULL, "~all", "plain.example",
	    "" },
	{ "another text beside the record does not matter", "192.0.2.9", "",
	    "a@joined.example", AUTH_PASS, NULL, "mx", "joined.example", "" },
	{ "redirect: the other name's record decides", "203.0.113.5", "",
	    "a@redirected.example", AUTH_SOFTFAIL, NULL, "~all",
	    "plain.example", "" },
	{ "include: the including term is told", "192.0.2.9", "",
	    "a@including.example", AUTH_PASS, NULL, "include:plain.example",
	    "including.example", "" },
	{ "include: a softfail inside is no match", "192.0.2.9", "",
	    "a@including2.example", AUTH_FAIL, NULL, "-all",
	    "including2.example", "" },
	{ "nobody asked: no result", "192.0.2.9", "", "a@silent.example",
	    AUTH_NOT_ASKED, NULL, "", "silent.example", "" },
	{ "nobody asked on the way: no result", "192.0.2.9", "",
	    "a@asks-silent.example", AUTH_NOT_ASKED, NULL, "",
	    "asks-silent.example", "" },
	{ "an explanation that cannot be had changes no result", "192.0.2.9",
	    "", "a@exp-silent.example", AUTH_FAIL, NULL, "-all",
	    "exp-silent.example", "" },
	{ "a server that refuses is a temporary error", "192.0.2.9", "",
	    "a@refused.example", AUTH_TEMPERROR, "dns", "", "refused.example",
	    "" },
	{ "so it is on the way", "192.0.2.9", "", "a@includes-refused.example",
	    AUTH_TEMPERROR, "dns", "", "includes-refused.example", "" },
	{ "but not behind what matches", "192.0.2.9", "",
	    "a@before-refused.example", AUTH_PASS, NULL, "ip4:192.0.2.9",
	    "before-refused.example", "" },
	{ "no such name: none", "192.0.2.9", "", "a@nowhere.example", AUTH_NONE,
	    NULL, "", "nowhere.example", "" },
	{ "a record that includes itself ends at ten", "192.0.2.9", "",
	    "a@self.example", AUTH_PERMERROR, "lookups", "", "self.example",
	    "" },
	{ "a redirect to itself ends at ten", "192.0.2.9", "",
	    "a@circle.example", AUTH_PERMERROR, "lookups", "", "circle.example",
	    "" },
	{ "ten includes may be", "192.0.2.9", "", "a@many.example", AUTH_PASS,
	    NULL, "ip4:192.0.2.9", "many.example", "" },
	{ "eleven may not", "192.0.2.9", "", "a@toomany.example",
	    AUTH_PERMERROR, "lookups", "", "toomany.example", "" },
	{ "a redirect may be the tenth", "192.0.2.9", "", "a@nine.example",
	    AUTH_PASS, NULL, "ip4:192.0.2.0/24", "plain.example", "" },
	{ "a null exchanger matches nobody", "192.0.2.9", "",
	    "a@nullmx.example", AUTH_FAIL, NULL, "-all", "nullmx.example", "" },
	{ "the explanation has macros of its own", "192.0.2.9", "",
	    "a&b@escaped.example", AUTH_FAIL, NULL, "-all", "escaped.example",
	    "see http://x.example/?s=a%26b%40escaped.example&i=192.0.2.9" },
	{ "IPv6", "2001:db8:5::1", "", "a@six.example", AUTH_PASS, NULL,
	    "ip6:2001:db8::/32", "six.example", "" },
	{ "ip6: of a mapped address matches no IPv4 client", "192.0.2.9", "",
	    "a@mapped.example", AUTH_FAIL, NULL, "-all", "mapped.example", "" },
	{ "an error behind what matches is an error", "192.0.2.9", "",
	    "a@late-error.example", AUTH_PERMERROR, "syntax", "",
	    "late-error.example", "" },
	{ "three terms that lead nowhere are too many", "192.0.2.9", "",
	    "a@void.example", AUTH_PERMERROR, "void-lookups", "",
	    "void.example", "" },
	{ "ptr: a name that leads back counts", "192.0.2.9", "",
	    "a@ptr.example", AUTH_PASS, NULL, "ptr", "ptr.example", "" },
	{ "ptr: nobody asked for the names", "192.0.2.77", "", "a@ptr.example",
	    AUTH_NOT_ASKED, NULL, "", "ptr.example", "" },
	{ "no MAIL FROM: HELO is checked", "192.0.2.9", "helo.example", "",
	    AUTH_PASS, NULL, "a", "helo.example", "" },
	{ "a HELO that is an address is not", "192.0.2.9", "[192.0.2.9]", "",
	    AUTH_NONE, NULL, "", "", "" },
	{ "a HELO without a dot is not", "192.0.2.9", "PC", "", AUTH_NONE, NULL,
	    "", "", "" },
	{ "an empty HELO is not", "192.0.2.9", "", "", AUTH_NONE, NULL, "", "",
	    "" },
	{ "a slash at the end is a syntax error", "192.0.2.9", "",
	    "a@slash.example", AUTH_PERMERROR, "syntax", "", "slash.example",
	    "" },
};

static struct spf
check(struct zone *z, const char *ip, span helo, span from)
{
	struct arena *a = test_arena();
	struct inquiry q = inquiry_new(a, zone_inquirer(z), 1752710400);
	struct ip address = { 0 };
	struct spf spf;

	ip_parse(span_of(ip), &address);
	inquiry_mark(&q);
	do
		spf = spf_check(&q, a, address, helo, from);
	while (inquiry_wait(&q));
	return spf;
}

static void
results(void **state)
{
	struct zone z = { .rows = rows, .count = COUNT(rows), .at = 77 };

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(checks); i++) {
		const struct row *row = &checks[i / 2];
		struct spf spf;

		test_name(row->name);
		z.slow = i % 2 == 1;
		spf =
		    check(&z, row->ip, span_of(row->helo), span_of(row->from));
		CHECK_INT(spf.result, row->result);
		CHECK_SPAN(span_of(spf.reason),
		    row->reason == NULL ? "" : row->reason);
		CHECK_SPAN(spf.term, row->term);
		CHECK_SPAN(spf.record_name, row->record_name);
		CHECK_SPAN(spf.explanation, row->explanation);
		CHECK(spf.result == AUTH_NOT_ASKED || spf.record.n == 0 ||
		    spf.at == 77);
		CHECK(spf.term.n == 0 || spf_is_record(spf.record));
	}
}

/* Whatever depends on an open answer waits for it. */
static void
pending(void **state)
{
	struct zone z = {
		.rows = rows, .count = COUNT(rows), .at = 77, .slow = true
	};
	struct arena *a = test_arena();
	struct inquiry q = inquiry_new(a, zone_inquirer(&z), 1752710400);
	struct ip ip = { 0 };
	size_t passes = 1;
	struct spf spf;

	(void)state;
	test_name("exchangers' addresses are asked for side by side");
	ip_parse(SPAN("192.0.2.9"), &ip);
	inquiry_mark(&q);
	spf = spf_check(&q, a, ip, SPAN("h"), SPAN("a@joined.example"));
	CHECK_INT(spf.result, AUTH_PENDING);
	CHECK_INT(q.count, 1);
	inquiry_wait(&q);
	spf_check(&q, a, ip, SPAN("h"), SPAN("a@joined.example"));
	CHECK_INT(q.count, 2);
	inquiry_wait(&q);
	spf = spf_check(&q, a, ip, SPAN("h"), SPAN("a@joined.example"));
	CHECK_INT(spf.result, AUTH_PENDING);
	CHECK_INT(q.count, 4);
	while (inquiry_wait(&q)) {
		spf = spf_check(&q, a, ip, SPAN("h"), SPAN("a@joined.example"));
		passes++;
	}
	CHECK_INT(spf.result, AUTH_PASS);
	CHECK_INT(passes, 3);
	CHECK_INT(q.count, 4);
}

/* Only %{p} has need of the client's names. */
static void
questions(void **state)
{
	struct zone z = { .rows = rows, .count = COUNT(rows), .at = 77 };
	struct arena *a = test_arena();
	struct inquiry q = inquiry_new(a, zone_inquirer(&z), 1752710400);
	struct ip ip = { 0 };

	(void)state;
	test_name("what is not needed is not asked");
	ip_parse(SPAN("192.0.2.9"), &ip);
	CHECK_INT(
	    spf_check(&q, a, ip, SPAN("h"), SPAN("a@macro.example")).result,
	    AUTH_FAIL);
	CHECK_INT(q.count, 2);
	CHECK_SPAN(q.answers[1]->subject, "9.2.0.192.macro.example.%{p}.a");
}

/* Names that macros make too long, and local parts without end. */
static void
long_names(void **state)
{
	struct zone z = { .rows = rows, .count = COUNT(rows), .at = 77 };
	struct arena *a = test_arena();
	char *p = arena_alloc(a, 70000);
	span tail = SPAN("@long.example");
	const size_t lengths[] = { 63, 64, 240, 4000, 5000, 60000 };

	(void)state;
	for (size_t i = 0; i < COUNT(lengths); i++) {
		test_name("a name that is too long is not asked for");
		memset(p, 'a', lengths[i]);
		memcpy(p + lengths[i], tail.p, tail.n);
		CHECK_INT(check(&z, "192.0.2.9", SPAN("h"),
			      (span){ p, lengths[i] + tail.n })
			      .result,
		    AUTH_FAIL);
	}
}

/* What is a term and what is none, beyond the suite. */
static void
terms(void **state)
{
	static const struct {
		const char *record;
		bool valid;
	} records[] = {
		{ "v=spf1", true }, { "v=spf1 ", true },
		{ "v=spf1 +a:%{d}/24//64", true },
		{ "v=spf1 a:example.com/", false }, { "v=spf1 a//", false },
		{ "v=spf1 a/00", false }, { "v=spf1 mx:%{d", false },
		{ "v=spf1 mx:%{d0}.example.com", false },
		{ "v=spf1 mx:%{d2r-+}", true }, { "v=spf1 mx:%{d10}", true },
		{ "v=spf1 a:x.a1", true }, { "v=spf1 a:x.1a", true },
		{ "v=spf1 a:x.11", false }, { "v=spf1 a:x.1-1/24", true },
		{ "v=spf1 mx:%{d00}.example.com", false },
		{ "v=spf1 ip6:2001:db8::%eth0", false },
		{ "v=spf1 ip6:IPv6:2001:db8::", false },
		{ "v=spf1 ip6:192.0.2.1", false },
		{ "v=spf1 ip4:2001:db8::", false }, { "v=spf1 ip4:", false },
		{ "v=spf1 -", false }, { "v=spf1 --all", false },
		{ "v=spf1 all=x", true },
		{ "v=spf1 exp=a.example exp=b.example", false },
		{ "v=spf1 x=%{t}", true },
		{ "v=spf1 a:\xef\xbf\xbd.example.com", false },
		{ "v=spf1\ta", true }, /* no record at all, asked elsewhere */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(records); i++) {
		size_t n = strlen(records[i].record);
		span edge = test_edge(records[i].record, n);

		test_name(records[i].record);
		if (spf_is_record(edge))
			CHECK_INT(spf_record_valid(edge), records[i].valid);
		while (n-- > 0) {
			edge = test_edge(records[i].record, n);
			if (spf_is_record(edge))
				spf_record_valid(edge);
		}
	}
}

TEST_MAIN(TEST(results), TEST(pending), TEST(questions), TEST(long_names),
    TEST(terms))
