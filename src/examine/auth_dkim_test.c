#include "examine/auth_dkim.h"

#include "test/signer.h"
#include "test/test.h"
#include "test/zone.h"

#define NOW 1752710400

static const char plain[] =
    "From: a@example.com\r\nTo: b@example.net\r\nSubject: one\r\n\r\nBody.\r\n";

/* What a tag list is and is not. */
static void
tag_lists(void **state)
{
	static const struct {
		const char *text;
		bool bad;
		size_t count;
		const char *a; /* value of tag a */
	} lists[] = {
		{ "a=1", false, 1, "1" },
		{ "a=1;", false, 1, "1" },
		{ "a=1; ", false, 1, "1" },
		{ " a = 1 ; b = 2 ", false, 2, "1" },
		{ "a=;b=", false, 2, "" },
		{ "b=x=y;a=z==", false, 2, "z==" },
		{ "A=1;a=2", false, 2, "2" },
		{ "a=1 2\r\n\t3", false, 1, "1 2\r\n\t3" },
		{ "a_1=x;a=1", false, 2, "1" },
		{ "a=\xe3\x81\x82", false, 1, "\xe3\x81\x82" },
		{ "", true, 0, "" },
		{ ";", true, 0, "" },
		{ "a", true, 0, "" },
		{ "a=1;;b=2", true, 1, "1" },
		{ "a=1;a=1", true, 2, "1" },
		{ "=1", true, 1, "" },
		{ "1a=1", true, 1, "" },
		{ "a-b=1", true, 1, "" },
		{ "a=!~", false, 1, "!~" },
		{ "a=\x01", true, 1, "\x01" },
		{ "a=\x7f", true, 1, "\x7f" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(lists); i++) {
		size_t n = strlen(lists[i].text);
		struct tags tags = tags_parse(test_edge(lists[i].text, n));

		test_name(lists[i].text);
		CHECK_INT(tags.bad, lists[i].bad);
		CHECK_INT(tags.count, lists[i].count);
		CHECK_SPAN(tags_value(&tags, "a"), lists[i].a);
		while (n-- > 0)
			tags_parse(test_edge(lists[i].text, n));
	}
}

#define SIG(more) "v=1; a=rsa-sha256; d=e.com; s=s; bh=aa; b=bb; " more

static void
signatures(void **state)
{
	static const struct {
		const char *name, *body;
		enum dkim_reason reason;
	} rows[] = {
		{ "all there must be", SIG("h=From"), DKIM_FINE },
		{ "blanks and folds", SIG("h = to :\r\n\tFROM : x ;"),
		    DKIM_FINE },
		{ "no h=", SIG(""), DKIM_BAD_SYNTAX },
		{ "an empty h=", SIG("h="), DKIM_BAD_SYNTAX },
		{ "From is not signed", SIG("h=to:subject"),
		    DKIM_FROM_UNSIGNED },
		{ "a name that holds from", SIG("h=x-from:fromx"),
		    DKIM_FROM_UNSIGNED },
		{ "c= of two", SIG("h=from; c=simple/relaxed"), DKIM_FINE },
		{ "c= of one", SIG("h=from; c=relaxed"), DKIM_FINE },
		{ "c= unknown", SIG("h=from; c=nofws"), DKIM_BAD_SYNTAX },
		{ "c= with a slash alone", SIG("h=from; c=relaxed/"),
		    DKIM_BAD_SYNTAX },
		{ "c= of three", SIG("h=from; c=simple/simple/simple"),
		    DKIM_BAD_SYNTAX },
		{ "l= of letters", SIG("h=from; l=x"), DKIM_BAD_SYNTAX },
		{ "l= below zero", SIG("h=from; l=-1"), DKIM_BAD_SYNTAX },
		{ "l= empty", SIG("h=from; l="), DKIM_BAD_SYNTAX },
		{ "l= beyond all", SIG("h=from; l=99999999999999999999999999"),
		    DKIM_FINE },
		{ "i= without an @", SIG("h=from; i=e.com"),
		    DKIM_BAD_IDENTITY },
		{ "i= of another", SIG("h=from; i=@f.com"), DKIM_BAD_IDENTITY },
		{ "i= below", SIG("h=from; i=a@b@c.e.com"), DKIM_FINE },
		{ "x= before t=", SIG("h=from; t=2; x=1"), DKIM_BAD_SYNTAX },
		{ "x= at t=", SIG("h=from; t=2; x=2"), DKIM_FINE },
		{ "t= of letters", SIG("h=from; t=now"), DKIM_BAD_SYNTAX },
		{ "SHA-1 is over (RFC 8301)",
		    "v=1; a=rsa-sha1; d=e.com; s=s; bh=aa; b=bb; h=from",
		    DKIM_BAD_ALGORITHM },
		{ "an unknown algorithm",
		    "v=1; a=x-y; d=e.com; s=s; bh=aa; b=bb; h=from",
		    DKIM_BAD_ALGORITHM },
		{ "Ed25519 (RFC 8463)",
		    "v=1; a=ed25519-sha256; d=e.com; s=s; bh=aa; b=bb; h=from",
		    DKIM_FINE },
		{ "another version",
		    "v=2; a=rsa-sha256; d=e.com; s=s; bh=aa; b=bb; h=from",
		    DKIM_BAD_VERSION },
		{ "no version",
		    "a=rsa-sha256; d=e.com; s=s; bh=aa; b=bb; h=from",
		    DKIM_BAD_SYNTAX },
		{ "no d=", "v=1; a=rsa-sha256; s=s; bh=aa; b=bb; h=from",
		    DKIM_BAD_SYNTAX },
		{ "no s=", "v=1; a=rsa-sha256; d=e.com; bh=aa; b=bb; h=from",
		    DKIM_BAD_SYNTAX },
		{ "no b=", "v=1; a=rsa-sha256; d=e.com; s=s; bh=aa; h=from",
		    DKIM_BAD_SYNTAX },
		{ "an empty bh=",
		    "v=1; a=rsa-sha256; d=e.com; s=s; bh= ; b=bb; h=from",
		    DKIM_BAD_SYNTAX },
		{ "no list", "hello", DKIM_BAD_SYNTAX },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].body);
		span edge = test_edge(rows[i].body, n);

		test_name(rows[i].name);
		CHECK_INT(
		    dkim_signature_parse(edge, DKIM_FORM_SIGNATURE).reason,
		    rows[i].reason);
		while (n-- > 0)
			for (int f = 0; f <= DKIM_FORM_ARC_SEAL; f++)
				dkim_signature_parse(test_edge(rows[i].body, n),
				    (enum dkim_form)f);
	}
}

static void
key_records(void **state)
{
	static const struct {
		const char *name, *txt;
		enum dkim_reason reason;
		bool testing, strict, ed25519;
	} rows[] = {
		{ "p= is enough", "p=AAAA", DKIM_FINE, 0, 0, 0 },
		{ "a version", "v=DKIM1; p=AAAA", DKIM_FINE, 0, 0, 0 },
		{ "the version comes first", "p=AAAA; v=DKIM1", DKIM_KEY_SYNTAX,
		    0, 0, 0 },
		{ "another version", "v=DKIM2; p=AAAA", DKIM_KEY_SYNTAX, 0, 0,
		    0 },
		{ "an empty p= revokes", "v=DKIM1; p=", DKIM_KEY_REVOKED, 0, 0,
		    0 },
		{ "no p=", "v=DKIM1; k=rsa", DKIM_KEY_SYNTAX, 0, 0, 0 },
		{ "flags", "v=DKIM1; t=y : s; p=AAAA", DKIM_FINE, 1, 1, 0 },
		{ "unknown flags", "v=DKIM1; t=q:y; p=AAAA", DKIM_FINE, 1, 0,
		    0 },
		{ "Ed25519", "v=DKIM1; k=ed25519; p=AAAA", DKIM_FINE, 0, 0, 1 },
		{ "an unknown type", "v=DKIM1; k=dsa; p=AAAA", DKIM_KEY_OTHER,
		    0, 0, 0 },
		{ "for SHA-1 alone", "v=DKIM1; h=sha1; p=AAAA", DKIM_KEY_OTHER,
		    0, 0, 0 },
		{ "for another service", "v=DKIM1; s=tlsrpt; p=AAAA",
		    DKIM_KEY_OTHER, 0, 0, 0 },
		{ "for all services", "v=DKIM1; s=x:*; p=AAAA", DKIM_FINE, 0, 0,
		    0 },
		{ "no list", "google-site-verification", DKIM_KEY_SYNTAX, 0, 0,
		    0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].txt);
		struct dkim_key key = dkim_key_parse(test_edge(rows[i].txt, n));

		test_name(rows[i].name);
		CHECK_INT(key.reason, rows[i].reason);
		CHECK_INT(key.testing, rows[i].testing);
		CHECK_INT(key.strict, rows[i].strict);
		CHECK_INT(key.ed25519, rows[i].ed25519);
		while (n-- > 0)
			dkim_key_parse(test_edge(rows[i].txt, n));
	}
}

struct world {
	const char *type; /* of the key's record: "TXT", "TIMEOUT" */
	span record;
	bool slow;
	int64_t taken;
	size_t passes;
	struct dkim_mail *mail;
};

static struct dkim
check(struct arena *a, struct world *w, span mail)
{
	const struct zone_row rows[] = {
		{ SPAN("s._domainkey.example.com"), span_of(w->type),
		    w->record },
	};
	struct zone z = { .rows = rows, .count = 1, .at = 77, .slow = w->slow };
	struct inquiry q = inquiry_new(a, zone_inquirer(&z), NOW);
	struct fields fields = fields_read(a, mail);
	struct dkim out[LIMIT_SIGNATURES];
	bool more;

	w->mail = arena_alloc(a, sizeof(*w->mail));
	*w->mail = (struct dkim_mail){
		.arena = a, .raw = mail, .fields = &fields, .taken = w->taken
	};
	w->passes = 0;
	out[0] = (struct dkim){ 0 };
	inquiry_mark(&q);
	do {
		dkim_check_all(w->mail, &q, out, &more);
		w->passes++;
	} while (inquiry_wait(&q));
	w->mail->fields = NULL; /* they end here */
	return out[0];
}

/* What becomes of a good signature when the world is not as it was. */
static void
worlds(void **state)
{
	struct arena *a = test_arena();
	struct signer_key key = signer_key_new(a, 2048);
	struct signer_key weak = signer_key_new(a, 768);
	struct signer s = { .key = &key,
		.domain = "example.com",
		.selector = "s",
		.before = "v=1; ",
		.more = "t=1000; x=2000; ",
		.canon = "relaxed/relaxed",
		.names = "from:to:subject",
		.length = -1 };
	span mail = signer_sign(a, &s, SPAN(plain));
	struct {
		const char *name, *type;
		span record;
		int64_t taken;
		enum auth_result result;
		enum dkim_reason reason;
	} rows[] = {
		{ "a key that fits", "TXT", key.record, 0, AUTH_PASS,
		    DKIM_FINE },
		{ "a key that is gone is no fail", "OTHER", key.record, 0,
		    AUTH_PERMERROR, DKIM_KEY_GONE },
		{ "nor is one that was revoked", "TXT", SPAN("v=DKIM1; p="), 0,
		    AUTH_PERMERROR, DKIM_KEY_REVOKED },
		{ "no answer just now", "TIMEOUT", key.record, 0,
		    AUTH_TEMPERROR, DKIM_DNS },
		{ "a server that refuses", "REFUSED", key.record, 0,
		    AUTH_TEMPERROR, DKIM_DNS },
		{ "nobody asked: no result", "SILENT", key.record, 0,
		    AUTH_NOT_ASKED, DKIM_FINE },
		{ "another key: the signature does not fit", "TXT", weak.record,
		    0, AUTH_FAIL, DKIM_BAD_SIGNATURE },
		{ "a text that is no key", "TXT", SPAN("hello"), 0,
		    AUTH_PERMERROR, DKIM_KEY_SYNTAX },
		{ "a key that is no DER", "TXT", SPAN("p=AAAA"), 0,
		    AUTH_PERMERROR, DKIM_KEY_SYNTAX },
		{ "a key that is no base64", "TXT", SPAN("p=!!!!"), 0,
		    AUTH_PERMERROR, DKIM_KEY_SYNTAX },
		{ "a key of another algorithm", "TXT",
		    SPAN("k=ed25519; p=AAAA"), 0, AUTH_PERMERROR,
		    DKIM_KEY_OTHER },
		{ "expired when the mail came in", "TXT", key.record, 3000,
		    AUTH_POLICY, DKIM_EXPIRED },
		{ "expired since is no matter", "TXT", key.record, 1500,
		    AUTH_PASS, DKIM_FINE },
	};

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(rows); i++) {
		struct world w = { rows[i / 2].type, rows[i / 2].record,
			i % 2 == 1, rows[i / 2].taken, 0, NULL };
		struct dkim d = check(a, &w, mail);

		test_name(rows[i / 2].name);
		CHECK_INT(d.result, rows[i / 2].result);
		CHECK_INT(d.reason, rows[i / 2].reason);
		CHECK_INT(w.passes, i % 2 == 1 ? 2 : 1);
		CHECK_SPAN(d.domain, "example.com");
		CHECK(d.result != AUTH_PASS || d.bits == 2048);
	}
}

/* An RSAPublicKey, as RFC 6376 has it, whose modulus has n bytes of 0xff. */
static span
large_key(struct arena *a, size_t n)
{
	static const unsigned char exponent[] = { 2, 3, 1, 0, 1 };
	unsigned char *p = arena_alloc(a, n + 14);
	size_t inner = n + 10;

	memcpy(p, "\x30\x82", 2);
	p[2] = (unsigned char)(inner >> 8);
	p[3] = (unsigned char)inner;
	memcpy(p + 4, "\x02\x82", 2);
	p[6] = (unsigned char)((n + 1) >> 8);
	p[7] = (unsigned char)(n + 1);
	memset(p + 9, 0xff, n);
	memcpy(p + 9 + n, exponent, sizeof(exponent));
	return signer_base64(a, p, n + 14);
}

/* RFC 8301: what a weak key signs is not signed. */
static void
weak_keys(void **state)
{
	struct arena *a = test_arena();
	struct signer_key key = signer_key_new(a, 768);
	struct signer s = { .key = &key,
		.domain = "example.com",
		.selector = "s",
		.before = "v=1; ",
		.names = "from",
		.length = -1 };
	span mail = signer_sign(a, &s, SPAN(plain));
	struct world w = { "TXT", key.record, false, 0, 0, NULL };
	struct dkim d = check(a, &w, mail);

	(void)state;
	test_name("a weak key that fits");
	CHECK_INT(d.result, AUTH_POLICY);
	CHECK_INT(d.reason, DKIM_KEY_WEAK);
	CHECK_INT(d.bits, 768);
	test_name("a weak key that does not fit");
	d = check(a, &w, arena_join(a, mail, SPAN("x\r\n"), (span){ 0 }));
	CHECK_INT(d.reason, DKIM_BODY_CHANGED);
	test_name("a key beyond all sizes is not computed with");
	w.record = arena_join(a, SPAN("p="), large_key(a, 2048), (span){ 0 });
	d = check(a, &w, mail);
	CHECK_INT(d.reason, DKIM_KEY_LARGE);
	CHECK_INT(d.bits, 16384);
}

/* The body is hashed once, however many passes and signatures there are. */
static void
hashed_once(void **state)
{
	struct arena *a = test_arena();
	struct signer_key key = signer_key_new(a, 0);
	struct signer s = { .key = &key,
		.domain = "example.com",
		.selector = "s",
		.before = "v=1; ",
		.canon = "relaxed/relaxed",
		.names = "from",
		.length = -1 };
	span mail = SPAN(plain);
	struct world w = { "TXT", key.record, true, 0, 0, NULL };
	struct dkim d;

	(void)state;
	for (size_t i = 0; i < 12; i++)
		mail = signer_sign(a, &s, mail);
	test_name("ten signatures, one body");
	d = check(a, &w, mail);
	CHECK_INT(d.result, AUTH_PASS);
	CHECK_INT(w.mail->body_count, 1);
	CHECK_INT(w.mail->known_count, LIMIT_SIGNATURES);
	test_name("l= is a body of its own, and leaves the rest free");
	s.length = 3;
	mail = signer_sign(a, &s, mail);
	d = check(a, &w, mail);
	CHECK_INT(d.result, AUTH_PASS);
	CHECK(d.rest_free);
	CHECK_INT(w.mail->body_count, 2);
	test_name("without a key nothing is hashed");
	w.type = "OTHER";
	check(a, &w, mail);
	CHECK_INT(w.mail->body_count, 0);
}

/* More names than anybody signs: refused, not hashed. */
static void
many_names(void **state)
{
	struct arena *a = test_arena();
	struct signer_key key = signer_key_new(a, 0);
	struct buf names = buf_new(a, SIGNER_MAX);
	struct signer s = { .key = &key,
		.domain = "example.com",
		.selector = "s",
		.before = "v=1; ",
		.canon = "relaxed/relaxed",
		.length = -1 };
	struct world w = { "TXT", key.record, false, 0, 0, NULL };

	(void)state;
	buf_text(&names, "from");
	for (size_t i = 1; i < LIMIT_SIGNED_FIELDS; i++)
		buf_text(&names, ":a");
	s.names = arena_copy(a, buf_span(&names)).p;
	test_name("as many names as may be");
	CHECK_INT(
	    check(a, &w, signer_sign(a, &s, SPAN(plain))).result, AUTH_PASS);
	test_name("one more");
	buf_text(&names, ":a");
	s.names = arena_copy(a, buf_span(&names)).p;
	CHECK_INT(check(a, &w, signer_sign(a, &s, SPAN(plain))).reason,
	    DKIM_TOO_MANY);
}

/* A selector that a reader would be told to type into a shell. */
static void
names_for_shells(void **state)
{
	struct arena *a = test_arena();
	struct signer_key key = signer_key_new(a, 0);
	struct signer s = { .key = &key,
		.domain = "example.com",
		.selector = "$(id)",
		.before = "v=1; ",
		.names = "from",
		.length = -1 };
	struct world w = { "TXT", key.record, false, 0, 0, NULL };

	(void)state;
	test_name("a selector of other bytes than names have");
	CHECK_INT(check(a, &w, signer_sign(a, &s, SPAN(plain))).reason,
	    DKIM_BAD_SYNTAX);
}

TEST_MAIN(TEST(tag_lists), TEST(signatures), TEST(key_records), TEST(worlds),
    TEST(weak_keys), TEST(hashed_once), TEST(many_names),
    TEST(names_for_shells))
