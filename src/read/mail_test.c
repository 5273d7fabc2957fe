/* mail_test - the whole message: subject of the report, texts, places. */
#include "read/mail.h"

#include "base/buf.h"
#include "base/limits.h"
#include "test/walked.h"

#define OUTER                                                                  \
	"From: taro@example.jp\r\nTo: abuse@example.com\r\nSubject: Fwd\r\n"   \
	"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"             \
	"Content-Type: text/plain\r\n\r\n"
#define ATTACHED                                                               \
	"\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"                      \
	"From: x@evil.example.com\r\nSubject: inner\r\n"                       \
	"Date: Thu, 17 Jul 2025 09:00:00 +0900\r\n\r\n"                        \
	"see https://evil.example.com/\r\n"
#define END "\r\n--b--\r\n"

static const struct mail *
read_mail(span bytes)
{
	return mail_read(test_arena(), bytes, false, walked_know());
}

static void
forwarded(void **state)
{
	static const struct {
		const char *name, *message, *subject;
		bool reporter;
	} rows[] = {
		{ "a message forwarded as an attachment is the subject",
		    OUTER "please look" ATTACHED END, "inner", true },
		{ "links to the forwarder's own domain are its signature",
		    OUTER "https://www.example.jp/" ATTACHED END, "inner",
		    true },
		{ "links to elsewhere make the outer mail the subject",
		    OUTER "https://evil.example.org/" ATTACHED END, "Fwd",
		    false },
		{ "so does a link of HTML",
		    "From: taro@example.jp\r\nSubject: Fwd\r\nContent-Type: "
		    "multipart/mixed; boundary=b\r\n\r\n--b\r\n"
		    "Content-Type: text/html\r\n\r\n"
		    "<a href=\"https://evil.example.org/\">x</a>" ATTACHED END,
		    "Fwd", false },
		{ "two attached messages", OUTER "x" ATTACHED ATTACHED END,
		    "Fwd", false },
		{ "a bounce",
		    "From: mailer@example.jp\r\nSubject: Fwd\r\nContent-Type: "
		    "multipart/report; boundary=b\r\n\r\n--b\r\n"
		    "Content-Type: text/plain\r\n\r\nx" ATTACHED END,
		    "Fwd", false },
		{ "a digest",
		    "From: list@example.jp\r\nSubject: Fwd\r\nContent-Type: "
		    "multipart/digest; boundary=b\r\n\r\n--b\r\n"
		    "\r\nFrom: a@b.example\r\nSubject: inner\r\n\r\nx" END,
		    "Fwd", false },
		{ "an attachment without fields",
		    OUTER "x\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
			  "just text\r\n" END,
		    "Fwd", false },
		{ "a file named .eml",
		    OUTER "x\r\n--b\r\nContent-Type: application/octet-stream; "
			  "name=a.eml\r\nContent-Transfer-Encoding: base64"
			  "\r\n\r\nRnJvbTogYUBiLmV4YW1wbGUNClN1YmplY3Q6IGlubm"
			  "VyDQoNCng=" END,
		    "inner", true },
		{ "a message in the attached message is its own matter",
		    OUTER "x\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
			  "From: a@b.example\r\nSubject: inner\r\n"
			  "Content-Type: multipart/mixed; boundary=c\r\n\r\n"
			  "--c\r\nContent-Type: message/rfc822\r\n\r\nFrom: "
			  "c@d.example\r\nSubject: innermost\r\n\r\ny\r\n"
			  "--c--\r\n" END,
		    "inner", true },
		{ "no attachment", "From: a@b.example\r\nSubject: s\r\n\r\nx",
		    "s", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct mail *m = read_mail(span_of(rows[i].message));

		test_name(rows[i].name);
		CHECK_SPAN(m->subject, rows[i].subject);
		CHECK_INT(m->reporter != NULL, rows[i].reporter);
		if (m->reporter != NULL)
			CHECK_SPAN(m->reporter->subject, "Fwd");
	}
}

static void
fields(void **state)
{
	static const struct {
		const char *name, *subject, *want;
		size_t stamps;
	} rows[] = {
		{ "no stamp", "Hello", "Hello", 0 },
		{ "a stamp is taken off", "[spam] Hello", "Hello", 1 },
		{ "several stamps", "[spam] [meiwaku] Hello", "Hello", 2 },
		{ "a stamp in an encoded word",
		    "=?utf-8?B?44CQ6L+35oOR44Oh44O844Or44CR?= Hello", "Hello",
		    1 },
		{ "a stamp alone", "[spam]", "", 1 },
		{ "other brackets stay", "[list] Hello", "[list] Hello", 0 },
		{ "a stamp inside stays", "Hello [spam]", "Hello [spam]", 0 },
	};
	const struct mail *m;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		span bytes = arena_join(test_arena(), SPAN("Subject: "),
		    span_of(rows[i].subject), SPAN("\r\n\r\nx"));

		test_name(rows[i].name);
		m = read_mail(bytes);
		CHECK_SPAN(m->subject, rows[i].want);
		CHECK_INT(m->stamp_count, rows[i].stamps);
	}
	test_name("addresses, dates and ids");
	m = read_mail(SPAN(
	    "From: A <a@b.example>\r\nReply-To: c@d.example\r\n"
	    "Return-Path: <e@f.example>\r\nMessage-ID: <1@g.example>\r\n"
	    "Delivered-To: h@i.example\r\nX-Original-To: h@i.example\r\n"
	    "To: j@k.example\r\nReceived: from x ([192.0.2.1]) by y with SMTP "
	    "id 1 for <l@m.example>; Thu, 17 Jul 2025 09:00:00 +0900\r\n"
	    "Date: Thu, 17 Jul 2025 09:00:00 +0900\r\n\r\nx"));
	CHECK_SPAN(m->from.list[0].text, "a@b.example");
	CHECK_SPAN(m->reply_to.list[0].text, "c@d.example");
	CHECK_SPAN(m->return_path.text, "e@f.example");
	CHECK_SPAN(m->message_id, "1@g.example");
	CHECK_INT(m->delivered.count, 1);
	CHECK(m->has_date && m->date.utc == 1752710400);
	CHECK_INT(m->hop_count, 1);
	CHECK_INT(mail_recipients(test_arena(), m).count, 3);
	test_name("an empty Return-Path is there");
	m = read_mail(SPAN("Return-Path: <>\r\n\r\nx"));
	CHECK(m->has_return_path);
	CHECK_SPAN(m->return_path.text, "");
}

static void
forms(void **state)
{
	static const char msg[] =
	    "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and the rest";
	static const char tnef[] = "\x78\x9f\x3e\x22 and the rest";
	const struct mail *m;

	(void)state;
	test_name("Outlook's own format is told");
	CHECK_INT(
	    read_mail(test_edge(msg, sizeof(msg) - 1))->form, MAIL_OUTLOOK_MSG);
	CHECK_INT(read_mail(test_edge(msg, 7))->form, MAIL_NOTHING);
	test_name("winmail.dat is told");
	CHECK_INT(
	    read_mail(test_edge(tnef, sizeof(tnef) - 1))->form, MAIL_TNEF);
	CHECK_INT(read_mail(test_edge(tnef, 3))->form, MAIL_NOTHING);
	test_name("no field at all");
	CHECK_INT(read_mail(SPAN("Hello there"))->form, MAIL_NOTHING);
	CHECK_INT(read_mail((span){ 0 })->form, MAIL_NOTHING);
	test_name("fields without a body");
	m = read_mail(SPAN("From: a@b.example\r\nSubject: s\r\n"));
	CHECK(m->form == MAIL_MESSAGE && m->headers_only);
	CHECK(read_mail(SPAN("From: a@b.example\r\n\r\n \r\n"))->headers_only);
	CHECK(!read_mail(SPAN("From: a@b.example\r\n\r\nx"))->headers_only);
	test_name("a byte order mark hides nothing");
	CHECK_SPAN(
	    read_mail(SPAN("\xef\xbb\xbfSubject: s\r\n\r\nx"))->subject, "s");
	test_name("hops past the limit are cut and told");
	{
		struct buf out = buf_new(test_arena(), 1 << 20);

		for (int i = 0; i < LIMIT_HOPS + 1; i++)
			buf_text(&out, "Received: from a by b\r\n");
		buf_text(&out, "\r\nx");
		m = read_mail(buf_span(&out));
		CHECK_INT(m->hop_count, LIMIT_HOPS);
		CHECK(m->hops_cut);
	}
}

/* A letter seen, and the bytes of the part that it was. */
static void
places(void **state)
{
	static const struct {
		const char *name, *head, *body, *want;
	} rows[] = {
		{ "utf-8, plain, 8bit",
		    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n",
		    "A & B\r\n\xe9\x87\x8d\xe8\xa6\x81\xe3\x81\xaa\xe3\x81\x8a\xe7\x9f\xa5\xe3\x82\x89\xe3\x81\x9b\r\n",
		    "\xe7\x9f\xa5" },
		{ "utf-8, plain, base64",
		    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
		    "QSAmIEINCumHjeimgeOBquOBiuefpeOCieOBmw0K\n",
		    "\xe7\x9f\xa5" },
		{ "utf-8, plain, quoted-printable",
		    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
		    "A & B\r\n=E9=87=8D=E8=A6=81=E3=81=AA=E3=81=8A=E7=9F=A5=E3=82=89=E3=81=9B\r\n",
		    "\xe7\x9f\xa5" },
		{ "utf-8, HTML, 8bit",
		    "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n",
		    "<p>A &amp; B</p><p>\xe9\x87\x8d\xe8\xa6\x81\xe3\x81\xaa<b>\xe3\x81\x8a\xe7\x9f\xa5\xe3\x82\x89\xe3\x81\x9b</b></p>",
		    "\xe7\x9f\xa5" },
		{ "utf-8, HTML, base64",
		    "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
		    "PHA+QSAmYW1wOyBCPC9wPjxwPumHjeimgeOBqjxiPuOBiuefpeOCieOBmzwvYj48L3A+\n",
		    "\xe7\x9f\xa5" },
		{ "utf-8, HTML, quoted-printable",
		    "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
		    "<p>A &amp; B</p><p>=E9=87=8D=E8=A6=81=E3=81=AA<b>=E3=81=8A=E7=9F=A5=E3=82=\n=89=E3=81=9B</b></p>",
		    "\xe7\x9f\xa5" },
		{ "iso-2022-jp, plain, 8bit",
		    "Content-Type: text/plain; charset=iso-2022-jp\r\nContent-Transfer-Encoding: 8bit\r\n\r\n",
		    "A & B\r\n\x1b$B=EMW$J$*CN$i$;\x1b(B\r\n", "CN" },
		{ "iso-2022-jp, plain, base64",
		    "Content-Type: text/plain; charset=iso-2022-jp\r\nContent-Transfer-Encoding: base64\r\n\r\n",
		    "QSAmIEINChskQj1FTVckSiQqQ04kaSQ7GyhCDQo=\n", "CN" },
		{ "iso-2022-jp, plain, quoted-printable",
		    "Content-Type: text/plain; charset=iso-2022-jp\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
		    "A & B\r\n=1B$B=3DEMW$J$*CN$i$;=1B(B\r\n", "CN" },
		{ "iso-2022-jp, HTML, 8bit",
		    "Content-Type: text/html; charset=iso-2022-jp\r\nContent-Transfer-Encoding: 8bit\r\n\r\n",
		    "<p>A &amp; B</p><p>\x1b$B=EMW$J\x1b(B<b>\x1b$B$*CN$i$;\x1b(B</b></p>",
		    "CN" },
		{ "iso-2022-jp, HTML, base64",
		    "Content-Type: text/html; charset=iso-2022-jp\r\nContent-Transfer-Encoding: base64\r\n\r\n",
		    "PHA+QSAmYW1wOyBCPC9wPjxwPhskQj1FTVckShsoQjxiPhskQiQqQ04kaSQ7GyhCPC9iPjwvcD4=\n",
		    "CN" },
		{ "iso-2022-jp, HTML, quoted-printable",
		    "Content-Type: text/html; charset=iso-2022-jp\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
		    "<p>A &amp; B</p><p>=1B$B=3DEMW$J=1B(B<b>=1B$B$*CN$i$;=1B(B</b></p>",
		    "CN" },
		{ "cp932, plain, 8bit",
		    "Content-Type: text/plain; charset=shift_jis\r\nContent-Transfer-Encoding: 8bit\r\n\r\n",
		    "A & B\r\n\x8f"
		    "d\x97v\x82\xc8\x82\xa8\x92m\x82\xe7\x82\xb9\r\n",
		    "\x92m" },
		{ "cp932, plain, base64",
		    "Content-Type: text/plain; charset=shift_jis\r\nContent-Transfer-Encoding: base64\r\n\r\n",
		    "QSAmIEINCo9kl3aCyIKokm2C54K5DQo=\n", "\x92m" },
		{ "cp932, plain, quoted-printable",
		    "Content-Type: text/plain; charset=shift_jis\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
		    "A & B\r\n=8Fd=97v=82=C8=82=A8=92m=82=E7=82=B9\r\n",
		    "\x92m" },
		{ "cp932, HTML, 8bit",
		    "Content-Type: text/html; charset=shift_jis\r\nContent-Transfer-Encoding: 8bit\r\n\r\n",
		    "<p>A &amp; B</p><p>\x8f"
		    "d\x97v\x82\xc8<b>\x82\xa8\x92m\x82\xe7\x82\xb9</b></p>",
		    "\x92m" },
		{ "cp932, HTML, base64",
		    "Content-Type: text/html; charset=shift_jis\r\nContent-Transfer-Encoding: base64\r\n\r\n",
		    "PHA+QSAmYW1wOyBCPC9wPjxwPo9kl3aCyDxiPoKokm2C54K5PC9iPjwvcD4=\n",
		    "\x92m" },
		{ "cp932, HTML, quoted-printable",
		    "Content-Type: text/html; charset=shift_jis\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
		    "<p>A &amp; B</p><p>=8Fd=97v=82=C8<b>=82=A8=92m=82=E7=82=B9</b></p>",
		    "\x92m" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct mail *m = read_mail(arena_join(test_arena(),
		    span_of(rows[i].head), span_of(rows[i].body), (span){ 0 }));
		const struct body_text *t;
		size_t at, end;

		test_name(rows[i].name);
		CHECK_INT(m->text_count, 1);
		if (m->text_count != 1)
			continue;
		t = &m->texts[0];
		CHECK(mail_text(m, 0) == t);
		at = span_find(t->visible, SPAN("知"));
		CHECK(at < t->visible.n);
		end = at + 3;
		mail_visible_bytes(m, t, &at, &end);
		CHECK_SPAN(
		    span_slice(m->parts.list[0].bytes, at, end), rows[i].want);
	}
}

/* What programs show is seen, however it is wrapped. */
static void
shown(void **state)
{
	static const struct {
		const char *name, *message;
		size_t texts, links;
		bool reporter;
	} rows[] = {
		{ "CR alone ends lines where it ends the first",
		    "From: a@b.example\rContent-Type: multipart/mixed; "
		    "boundary=b\r\r--b\rContent-Type: text/html\r\r<a "
		    "href=\"http://e.example/\">x</a>\r--b--\r\n",
		    1, 1, false },
		{ "a mail that is one attachment is shown",
		    "Content-Type: text/html\r\nContent-Disposition: "
		    "attachment\r\n\r\n<a href=\"http://e.example/\">x</a>",
		    1, 1, false },
		{ "a part that is an attachment is not",
		    "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
		    "Content-Type: text/html\r\nContent-Disposition: "
		    "attachment\r\n\r\n<a href=\"http://e.example/\">x</a>",
		    0, 0, false },
		{ "an encoded message alone is the subject",
		    "From: a@b.example\r\nContent-Type: message/rfc822\r\n"
		    "Content-Transfer-Encoding: base64\r\n\r\n"
		    /* From: x@y.example, Subject: s, http://e.example/ */
		    "RnJvbTogeEB5LmV4YW1wbGUKU3ViamVjdDogcwoKaHR0cDovL2UuZXhh"
		    "bXBsZS8K\r\n",
		    1, 1, true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct mail *m = read_mail(
		    test_edge(rows[i].message, strlen(rows[i].message)));

		test_name(rows[i].name);
		CHECK_INT(m->text_count, rows[i].texts);
		CHECK_INT(m->link_count, rows[i].links);
		CHECK_INT(m->reporter != NULL, rows[i].reporter);
	}
}

static void
links(void **state)
{
	const struct mail *m = read_mail(SPAN(
	    "Content-Type: text/html\r\n\r\n"
	    "<a href=\"https://a.example.com/\">go</a> or "
	    "https://b.example.com/ <a href=\"https://c.example.com/\">"
	    "https://d.example.com/</a><img src=\"https://e.example.com/x\">"));
	static const char *const hosts[] = { "a.example.com", "c.example.com",
		"e.example.com", "b.example.com" };

	(void)state;
	test_name("markup first, then text; an anchor's text is no link");
	CHECK_INT(m->link_count, COUNT(hosts));
	for (size_t i = 0; i < m->link_count && i < COUNT(hosts); i++)
		CHECK_SPAN(m->links[i].host, hosts[i]);
	test_name("a link's place is where it is written");
	for (size_t i = 0; i < m->link_count; i++)
		CHECK(span_same(span_slice(m->texts[0].charset.utf8,
				    m->links[i].start, m->links[i].end),
		    m->links[i].written));
	test_name("base resolves");
	m = read_mail(SPAN(
	    "Content-Type: text/html\r\n\r\n"
	    "<base href=\"https://f.example.com/d/\"><a href=\"x\">y</a>"));
	CHECK_SPAN(m->links[m->link_count - 1].target.href,
	    "https://f.example.com/d/x");
}

TEST_MAIN(TEST(forwarded), TEST(fields), TEST(forms), TEST(places), TEST(shown),
    TEST(links))
