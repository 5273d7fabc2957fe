/*
 * libopendkim as an oracle: mails that the test signs itself, each as it is and
 * changed in ways that should matter or should not, verified by both.  Where
 * they differ the table below must say why.
 */
#define _DEFAULT_SOURCE /* u_char */

/* Its struct has the name of ours. */
#define dkim oracle_dkim
#include <opendkim/dkim.h>
#undef dkim

#include "base/limits.h"
#include "examine/auth_dkim.h"
#include "test/signer.h"
#include "test/test.h"
#include "test/zone.h"

#define NOW 1752710400

static const struct signer_key *current;

static DKIM_CBSTAT
give_key(DKIM *dkim, DKIM_SIGINFO *sig, unsigned char *buf, size_t room)
{
	(void)dkim;
	(void)sig;
	if (current->record.n + 1 > room)
		return DKIM_CBSTAT_ERROR;
	memcpy(buf, current->record.p, current->record.n);
	buf[current->record.n] = '\0';
	return DKIM_CBSTAT_CONTINUE;
}

/* What libopendkim says of the first signature: 0 pass, else its error. */
static int
oracle(DKIM_LIB *lib, struct arena *a, span mail)
{
	size_t head = signer_head(mail), at = 0;
	DKIM_SIGINFO **signatures = NULL;
	int count = 0, result = DKIM_SIGERROR_UNKNOWN;
	DKIM_STAT status;
	DKIM *dkim;
	span body = arena_copy(a, span_drop(mail, head + 2));
	unsigned char *bytes = arena_alloc(a, body.n + 1);

	memcpy(bytes, body.p, body.n);
	dkim = dkim_verify(lib, (const unsigned char *)"t", NULL, &status);
	if (dkim == NULL)
		return result;
	while (at < head) {
		span field = signer_cut_field(span_head(mail, head), &at);
		unsigned char *copy;

		if (span_ends(field, "\r\n"))
			field.n -= 2;
		copy = arena_alloc(a, field.n + 1);
		memcpy(copy, field.p, field.n);
		dkim_header(dkim, copy, field.n);
	}
	status = dkim_eoh(dkim);
	if (status == DKIM_STAT_OK && body.n > 0)
		status = dkim_body(dkim, bytes, body.n);
	if (status == DKIM_STAT_OK)
		dkim_eom(dkim, NULL);
	if (dkim_getsiglist(dkim, &signatures, &count) == DKIM_STAT_OK &&
	    count > 0) {
		result = dkim_sig_geterror(signatures[0]);
		if (result == DKIM_SIGERROR_OK &&
		    !DKIM_SIG_CHECK(signatures[0]))
			result = DKIM_SIGERROR_BADSIG;
		if (result == DKIM_SIGERROR_UNKNOWN &&
		    DKIM_SIG_CHECK(signatures[0]))
			result = DKIM_SIGERROR_OK;
	}
	dkim_free(dkim);
	return result;
}

static struct dkim
ours(struct arena *a, span mail)
{
	const struct zone_row rows[] = { { SPAN("s._domainkey.example.com"),
	    SPAN("TXT"), current->record } };
	struct zone z = { .rows = rows, .count = 1, .at = NOW };
	struct inquiry q = inquiry_new(a, zone_inquirer(&z), NOW);
	struct fields fields = fields_read(a, mail);
	struct dkim_mail *m = arena_alloc(a, sizeof(*m));
	struct dkim out[LIMIT_SIGNATURES];
	bool more;

	*m = (struct dkim_mail){
		.arena = a, .raw = mail, .fields = &fields, .taken = NOW
	};
	out[0] = (struct dkim){ 0 };
	dkim_check_all(m, &q, out, &more);
	return out[0];
}

static const char *const headers[] = {
	"From: a@example.com\r\nTo: b@example.net\r\nSubject: one\r\n"
	"Date: Thu, 17 Jul 2025 09:00:00 +0900\r\n",
	"Received: from a by b\r\n\tfor <c@d>;  x\r\nFROM :  A  B <a@example.com>"
	"  \r\nSubject:\tfolded \r\n\t  here  \r\n and\there\t\r\n"
	"To: b@example.net\r\nX-Empty:\r\nX-Empty: \r\nSubject: twice\r\n",
	"From: =?UTF-8?B?44GC?= <a@example.com>\r\nsubject: "
	"\xe3\x81\x82 \xff\r\nTO: b\r\nX-Long: "
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	"\r\n",
	"X-A: 1\r\nX-A: 2\r\nX-A: 3\r\nFrom: a@example.com\r\nX-A: 4\r\n"
	"X-Colon: a:b:c\r\nX-Semi: a;b;b=c;\r\n",
};

static const char *const names[] = {
	"From:To:Subject:Date",
	"from:from:to:subject:subject:subject:x-empty:x-missing:received",
	"From : To :\r\n\tSubject:X-A:X-A:x-a:X-Semi:X-Colon",
};

/* NUL cannot be in them. */
static const char *const bodies[] = {
	"",
	"\r\n",
	"\r\n\r\n\r\n",
	"plain text\r\n",
	"no end",
	"two\r\nlines\r\n",
	"trailing blanks  \t \r\n  and  runs\t\tof them \r\n",
	"empty lines at the end\r\n\r\n\r\n\r\n",
	" \r\n\t\r\n  \r\n",
	"blanks alone at the end\r\n \r\n\t\t\r\n",
	"inner\r\n\r\n\r\nempty lines\r\n",
	"blank then no end  ",
	".\r\n..\r\n.dots\r\n",
	"\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e \xff\xfe\r\n",
	"From here\r\n>From there\r\n",
	"a CR\ralone \r in it\r\n",
};

static const char *const canons[] = { "simple/simple", "simple/relaxed",
	"relaxed/simple", "relaxed/relaxed", NULL, "relaxed" };

/* What happens to a mail on its way. */
enum change {
	AS_IT_IS,
	BODY_BYTE,
	BODY_BLANKS,	 /* a blank more at the first line's end */
	BODY_EMPTY_LINE, /* one more at the end */
	BODY_TEXT,	 /* a line more at the end */
	HEAD_BYTE,
	HEAD_BLANKS, /* a blank more in the first signed field */
	HEAD_ABOVE,  /* another field on top */
	HEAD_FROM,   /* another From below the others */
	SIGNATURE_BYTE,
	SIGNATURE_BLANK, /* a fold inside b= */
	CHANGES,
};

static span
splice(struct arena *a, span mail, size_t at, size_t drop, const char *put)
{
	return arena_join(
	    a, span_head(mail, at), span_of(put), span_drop(mail, at + drop));
}

static span
changed(struct arena *a, span mail, enum change change)
{
	size_t head = signer_head(mail), body = head + 2, at = 0, sig;

	signer_cut_field(span_head(mail, head), &at); /* the signature's end */
	sig = at - 10;
	switch (change) {
	case BODY_BYTE:
		return splice(a, mail, body, body < mail.n, "#");
	case BODY_BLANKS:
		at = body + span_find(span_drop(mail, body), SPAN("\r\n"));
		return splice(a, mail, at < mail.n ? at : mail.n, 0, " ");
	case BODY_EMPTY_LINE:
		return splice(a, mail, mail.n, 0, "\r\n");
	case BODY_TEXT:
		return splice(a, mail, mail.n, 0, "more\r\n");
	case HEAD_BYTE:
		at = span_find_nocase(mail, SPAN("a@example.com"));
		return splice(a, mail, at, 1, "c");
	case HEAD_BLANKS:
		at = span_find_nocase(mail, SPAN("a@example.com"));
		return splice(a, mail, at - 1, 1, "  ");
	case HEAD_ABOVE:
		return splice(a, mail, 0, 0, "X-Above: x\r\n");
	case HEAD_FROM:
		return splice(a, mail, head, 0, "From: c@example.org\r\n");
	case SIGNATURE_BYTE:
		return splice(a, mail, sig, 1, mail.p[sig] == 'A' ? "B" : "A");
	case SIGNATURE_BLANK:
		return splice(a, mail, sig, 0, "\r\n ");
	case AS_IT_IS:
	case CHANGES:
		break;
	}
	return mail;
}

/* Differences: where they are to be expected, and who is right. */
static const struct explained {
	enum dkim_reason reason; /* ours */
	bool passes;		 /* with libopendkim */
	const char *holds;	 /* stands in such mails */
	bool open_end;		 /* they end without CRLF */
	const char *why;
} explained[] = {
	{ DKIM_FINE, false, "/relaxed;", true,
	    "RFC 6376 3.4.4 (and the ARC suite): a body that ends without a "
	    "line end gets one; libopendkim adds it in the simple form alone" },
	{ DKIM_FINE, false, "CR\ralone", false,
	    "RFC 5322 2.3 forbids a CR alone and RFC 6376 3.4.4 says nothing "
	    "of it, so it is a byte like others, as it is to libopendkim in the "
	    "simple form but not in the relaxed one" },
	{ DKIM_BAD_SYNTAX, true, "q=x/y;", false,
	    "RFC 6376 3.5: where q= names no way that we know there is none to "
	    "ask for the key; libopendkim does not look at q=" },
};

static bool
agree(const struct dkim *d, int error, span mail)
{
	bool passes = error == DKIM_SIGERROR_OK;

	for (size_t i = 0; i < COUNT(explained); i++)
		if (d->reason == explained[i].reason &&
		    passes == explained[i].passes &&
		    span_has(mail, span_of(explained[i].holds)) &&
		    span_ends(mail, "\r\n") != explained[i].open_end)
			return true;
	return (d->result == AUTH_PASS) == passes;
}

static size_t mails, verified, passed;

static void
compare(DKIM_LIB *lib, span mail, const char *what)
{
	struct arena *a = arena_new(LIMIT_ARENA);
	struct dkim crlf = ours(a, mail), lf = ours(a, signer_lf(a, mail));
	int error = oracle(lib, a, mail);

	test_name(what);
	verified++;
	passed += crlf.result == AUTH_PASS;
	if (!agree(&crlf, error, mail) || crlf.reason != lf.reason) {
		printf("differs: %s: we say %s %s (%s with LF), "
		       "libopendkim %d %s\n%.*s\n----\n",
		    what, auth_result_text(crlf.result),
		    dkim_reason_text(crlf.reason), dkim_reason_text(lf.reason),
		    error, dkim_sig_geterrorstr(error), SPAN_ARG(mail));
		CHECK(!"libopendkim says otherwise");
	}
	arena_free(a);
}

static DKIM_LIB *
open_oracle(void)
{
	DKIM_LIB *lib = dkim_init(NULL, NULL);
	uint64_t now = NOW;

	CHECK(lib != NULL);
	CHECK(dkim_libfeature(lib, DKIM_FEATURE_ED25519));
	dkim_set_key_lookup(lib, give_key);
	dkim_options(
	    lib, DKIM_OP_SETOPT, DKIM_OPTS_FIXEDTIME, &now, sizeof(now));
	return lib;
}

/* Every form with every body and header, unchanged and changed. */
static void
forms(void **state)
{
	static const unsigned bits[] = { 1024, 2048, 3072, 4096, 0 };
	static const char *const changes[] = { "as it is", "body byte",
		"body blank", "body empty line", "body text", "header byte",
		"header blank", "field above", "second From", "signature byte",
		"fold in b=" };
	struct arena *a = test_arena();
	DKIM_LIB *lib = open_oracle();
	size_t turn = 0;

	(void)state;
	for (size_t k = 0; k < COUNT(bits); k++) {
		struct signer_key key = signer_key_new(a, bits[k]);

		current = &key;
		for (size_t i = 0; i < COUNT(bodies) * COUNT(canons); i++) {
			struct signer s = { .key = &key,
				.domain = "example.com",
				.selector = "s",
				.before = "v=1; ",
				.canon = canons[i % COUNT(canons)],
				.names = names[turn % COUNT(names)],
				.length = -1 };
			const char *head = headers[turn % COUNT(headers)];
			const char *body = bodies[i / COUNT(canons)];
			struct arena *own = arena_new(LIMIT_ARENA);
			span mail = arena_format(own, "%s\r\n%s", head, body);

			mail = signer_sign(own, &s, mail);
			mails++;
			compare(lib, mail, "as it is");
			for (size_t c = 0; c < 3; c++) {
				enum change how = (enum change)(
				    1 + (turn * 3 + c) % (CHANGES - 1));

				compare(
				    lib, changed(own, mail, how), changes[how]);
			}
			turn++;
			arena_free(own);
		}
	}
	dkim_close(lib);
}

/* l=, expiry, identities, flags of keys and what is wrong with fields. */
static void
tags(void **state)
{
	static const struct {
		const char *name, *before, *more, *flags;
		long length;
		const char *selector;
	} cases[] = {
		{ "l= of all", "v=1; ", "", "", 12, "s" },
		{ "l=0", "v=1; ", "", "", 0, "s" },
		{ "l= of a part", "v=1; ", "", "", 5, "s" },
		{ "l= of more than there is", "v=1; ", "", "", 500, "s" },
		{ "no v=", "", "", "", -1, "s" },
		{ "v=2", "v=2; ", "", "", -1, "s" },
		{ "expired", "v=1; ", "t=1000; x=2000; ", "", -1, "s" },
		{ "not expired", "v=1; ", "t=1000; x=1999999999; ", "", -1,
		    "s" },
		{ "x= before t=", "v=1; ", "t=1999999998; x=1999999997; ", "",
		    -1, "s" },
		{ "t= alone", "v=1; ", "t=1752710000; ", "", -1, "s" },
		{ "i= of the domain", "v=1; ", "i=@example.com; ", "", -1,
		    "s" },
		{ "i= of a user", "v=1; ", "i=u@example.com; ", "", -1, "s" },
		{ "i= below the domain", "v=1; ", "i=u@m.example.com; ", "", -1,
		    "s" },
		{ "i= elsewhere", "v=1; ", "i=u@example.org; ", "", -1, "s" },
		{ "i= that ends alike", "v=1; ", "i=u@notexample.com; ", "", -1,
		    "s" },
		{ "t=s and i= below", "v=1; ", "i=u@m.example.com; ", "t=s; ",
		    -1, "s" },
		{ "t=s and i= of the domain", "v=1; ", "i=u@example.com; ",
		    "t=s; ", -1, "s" },
		{ "t=y", "v=1; ", "", "t=y; ", -1, "s" },
		{ "t=y:s", "v=1; ", "", "t=y:s; ", -1, "s" },
		{ "h=sha256", "v=1; ", "", "h=sha256; ", -1, "s" },
		{ "h=sha1:sha256", "v=1; ", "", "h=sha1:sha256; ", -1, "s" },
		{ "h=sha1", "v=1; ", "", "h=sha1; ", -1, "s" },
		{ "s=email", "v=1; ", "", "s=email; ", -1, "s" },
		{ "s=*", "v=1; ", "", "s=*; ", -1, "s" },
		{ "s=tlsrpt", "v=1; ", "", "s=tlsrpt; ", -1, "s" },
		{ "notes", "v=1; ", "", "n=a note; ", -1, "s" },
		{ "unknown tag in the key", "v=1; ", "", "zz=1; ", -1, "s" },
		{ "q=dns/txt", "v=1; ", "q=dns/txt; ", "", -1, "s" },
		{ "q=dns/txt among others", "v=1; ", "q=x/y:dns/txt; ", "", -1,
		    "s" },
		{ "q= of something else", "v=1; ", "q=x/y; ", "", -1, "s" },
		{ "unknown tag", "v=1; ", "zz=a b c; ", "", -1, "s" },
		{ "z=", "v=1; ", "z=From:a@example.com|To:b; ", "", -1, "s" },
		{ "a tag twice", "v=1; ", "t=1; t=1; ", "", -1, "s" },
		{ "no value", "v=1; ", "zz=; ", "", -1, "s" },
	};
	struct arena *a = test_arena();
	DKIM_LIB *lib = open_oracle();

	(void)state;
	for (size_t k = 0; k < 2; k++) {
		struct signer_key key = signer_key_new(a, k == 0 ? 2048 : 0);
		span plain = key.record;

		current = &key;
		for (size_t i = 0; i < COUNT(cases); i++) {
			struct signer s = { .key = &key,
				.domain = "example.com",
				.selector = cases[i].selector,
				.before = cases[i].before,
				.more = cases[i].more,
				.canon = "relaxed/relaxed",
				.names = names[0],
				.length = cases[i].length };
			span mail =
			    arena_format(a, "%s\r\nten bytes.\r\n", headers[0]);

			key.record = arena_join(a, SPAN("v=DKIM1; "),
			    span_of(cases[i].flags), span_drop(plain, 9));
			mails++;
			mail = signer_sign(a, &s, mail);
			compare(lib, mail, cases[i].name);
			compare(
			    lib, changed(a, mail, BODY_TEXT), cases[i].name);
		}
		key.record = plain;
	}
	dkim_close(lib);
}

/* Keys that count for nothing, and a large body. */
static void
keys(void **state)
{
	struct arena *a = test_arena();
	DKIM_LIB *lib = open_oracle();
	struct signer_key weak = signer_key_new(a, 768);
	struct signer_key good = signer_key_new(a, 2048);
	struct signer s = { .key = &weak,
		.domain = "example.com",
		.selector = "s",
		.before = "v=1; ",
		.canon = "relaxed/relaxed",
		.names = names[0],
		.length = -1 };
	span plain = arena_format(a, "%s\r\nx\r\n", headers[0]), mail;
	struct buf large = buf_new(a, SIGNER_MAX);
	span record = good.record;

	(void)state;
	current = &weak;
	mails++;
	compare(lib, signer_sign(a, &s, plain), "a weak key");
	s.key = &good;
	current = &good;
	mail = signer_sign(a, &s, plain);
	good.record = SPAN("v=DKIM1; p=");
	compare(lib, mail, "a key that was revoked");
	good.record = SPAN("v=DKIM1; k=rsa; p=AAAA");
	compare(lib, mail, "a key that is none");
	good.record = SPAN("v=DKIM2; p=AAAA");
	compare(lib, mail, "a key of another version");
	good.record = SPAN("v=DKIM1; k=dsa; p=AAAA");
	compare(lib, mail, "a key of another type");
	good.record = span_drop(record, 10);
	compare(lib, mail, "a key without a version");
	current = &weak;
	compare(lib, mail, "another key");
	current = &good;
	good.record = record;
	buf_put(&large, plain);
	while (large.n < 300000)
		buf_text(&large, "aGVsbG8gd29ybGQgYW5kIGFsbCBvZiBpdAo=\r\n");
	mails++;
	compare(lib, signer_sign(a, &s, buf_span(&large)), "a large body");
	dkim_close(lib);
}

static void
tell(void **state)
{
	(void)state;
	test_name("at least 300 mails");
	printf("oracle: %zu mails, %zu verifications by both, %zu pass\n",
	    mails, verified, passed);
	CHECK(mails >= 300);
}

TEST_MAIN(TEST(forms), TEST(tags), TEST(keys), TEST(tell))
