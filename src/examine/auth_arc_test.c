#include "examine/auth_arc.h"

#include "test/signer.h"
#include "test/test.h"
#include "test/zone.h"

#define NOW 1752710400
#define NAMES "from:to:subject:arc-authentication-results"

static const char plain[] =
    "From: a@example.com\r\nTo: b@example.net\r\nSubject: one\r\n\r\nBody.\r\n";

/* One relay: results, message signature and seal on top of the mail. */
static span
relay(struct arena *a, const struct signer_key *key, span mail, span *sealed,
    unsigned number, const char *chain, const char *canon)
{
	span results = arena_format(a,
	    "ARC-Authentication-Results: i=%u; mx.example; spf=pass\r\n",
	    number);
	span tag = arena_format(a, "i=%u; ", number);
	span more = arena_format(a, "cv=%s; t=%u; ", chain, 12344 + number);
	struct signer s = { .key = key,
		.field = "ARC-Message-Signature",
		.domain = "example.org",
		.selector = "s",
		.before = tag.p,
		.canon = canon,
		.names = NAMES,
		.length = -1 };
	struct buf covered = buf_new(a, SIGNER_MAX);
	span message, seal;

	mail = arena_join(a, results, mail, (span){ 0 });
	message = signer_field(a, &s, mail, (span){ 0 });
	buf_put(&covered, *sealed);
	signer_put_field(&covered, results, true, true);
	signer_put_field(&covered, message, true, true);
	s.field = "ARC-Seal";
	s.names = s.canon = NULL;
	s.more = more.p;
	seal = signer_field(a, &s, mail, buf_span(&covered));
	signer_put_field(&covered, seal, true, true);
	*sealed = buf_span(&covered);
	return arena_join(a, seal, message, mail);
}

/* A chain of count relays. */
static span
chain(struct arena *a, const struct signer_key *key, unsigned count,
    const char *canon)
{
	span mail = SPAN(plain), sealed = { 0 };

	for (unsigned i = 1; i <= count; i++)
		mail = relay(
		    a, key, mail, &sealed, i, i == 1 ? "none" : "pass", canon);
	return mail;
}

static struct arc
check(struct arena *a, span record, const char *trouble, span mail, bool slow)
{
	const struct zone_row rows[] = {
		{ SPAN("s._domainkey.example.org"), span_of(trouble), record },
	};
	struct zone z = { .rows = rows, .count = 1, .at = 77, .slow = slow };
	struct inquiry q = inquiry_new(a, zone_inquirer(&z), NOW);
	struct fields fields = fields_read(a, mail);
	struct dkim_mail *m = arena_alloc(a, sizeof(*m));
	struct arc arc;

	*m = (struct dkim_mail){ .arena = a, .raw = mail, .fields = &fields };
	inquiry_mark(&q);
	do
		arc = arc_check(m, &q);
	while (inquiry_wait(&q));
	return arc;
}

static void
chains(void **state)
{
	static const unsigned counts[] = { 1, 2, 3, 10, 50 };
	struct arena *a = test_arena();
	struct signer_key key = signer_key_new(a, 2048);

	(void)state;
	for (size_t i = 0; i < COUNT(counts); i++) {
		span mail = chain(a, &key, counts[i], "relaxed/relaxed");
		struct arc arc = check(a, key.record, "TXT", mail, i % 2 == 0);

		test_name("a chain that holds");
		CHECK_INT(arc.result, AUTH_PASS);
		CHECK_INT(arc.sets, counts[i]);
		CHECK_SPAN(arc.domain, "example.org");
		CHECK_INT(arc.at, 77);
		arc = check(a, key.record, "TXT", signer_lf(a, mail), false);
		CHECK_INT(arc.result, AUTH_PASS);
	}
	test_name("a chain of 51 is too long");
	CHECK_INT(check(a, key.record, "TXT",
		      chain(a, &key, 51, "relaxed/relaxed"), false)
		      .result,
	    AUTH_FAIL);
	test_name("ARC: without c= relaxed will do");
	CHECK_INT(
	    check(a, key.record, "TXT", chain(a, &key, 2, NULL), false).result,
	    AUTH_PASS);
}

static void
troubles(void **state)
{
	struct arena *a = test_arena();
	struct signer_key key = signer_key_new(a, 0);
	span mail = chain(a, &key, 3, "relaxed/simple"), other;
	struct arc arc;

	(void)state;
	test_name("a body that was changed: the newest message signature");
	other = arena_join(a, mail, SPAN("more\r\n"), (span){ 0 });
	arc = check(a, key.record, "TXT", other, false);
	CHECK_INT(arc.result, AUTH_FAIL);
	CHECK_INT(arc.reason, ARC_MESSAGE);
	CHECK_INT(arc.detail, DKIM_BODY_CHANGED);
	test_name("a set in the middle that is gone: the structure");
	other = arena_copy(a, mail);
	{
		size_t at = span_find(other, SPAN("i=2; mx")) + 2;
		char *p = arena_alloc(a, other.n);

		memcpy(p, other.p, other.n);
		p[at] = '9';
		other.p = p;
	}
	arc = check(a, key.record, "TXT", other, false);
	CHECK_INT(arc.result, AUTH_FAIL);
	CHECK_INT(arc.reason, ARC_STRUCTURE);
	test_name("results of an earlier relay that were changed: its seal");
	{
		span word = SPAN("i=2; mx.example; spf=pass");
		size_t at = span_find(mail, word) + word.n;

		other = arena_join(a, span_head(mail, at - 4), SPAN("none"),
		    span_drop(mail, at));
	}
	arc = check(a, key.record, "TXT", other, false);
	CHECK_INT(arc.result, AUTH_FAIL);
	CHECK_INT(arc.reason, ARC_SEAL);
	CHECK_INT(arc.failed, 2);
	test_name("a key that is gone is no fail");
	arc = check(a, key.record, "OTHER", mail, true);
	CHECK_INT(arc.result, AUTH_PERMERROR);
	CHECK_INT(arc.detail, DKIM_KEY_GONE);
	test_name("no answer for a key");
	arc = check(a, key.record, "TIMEOUT", mail, true);
	CHECK_INT(arc.result, AUTH_TEMPERROR);
	test_name("nobody asked: no result");
	arc = check(a, key.record, "SILENT", mail, true);
	CHECK_INT(arc.result, AUTH_NOT_ASKED);
	test_name("no chain");
	arc = check(a, key.record, "TXT", SPAN(plain), false);
	CHECK_INT(arc.result, AUTH_NONE);
	CHECK_INT(arc.sets, 0);
}

TEST_MAIN(TEST(chains), TEST(troubles))
