#include "read/mime.h"

#include "base/buf.h"
#include "base/limits.h"
#include "read/transfer.h"
#include "test/test.h"

#define TOP(type) "MIME-Version: 1.0\r\nContent-Type: " type "\r\n\r\n"
#define MIXED(b) TOP("multipart/mixed; boundary=\"" b "\"")

static const struct {
	const char *name, *message;
	/* "id type 'content'" of each, set off by LF; containers have none */
	const char *want;
	unsigned odd, transfer; /* of all together */
} rows[] = {
	{ "no structure", "From: a@b.example\r\n\r\nHello\r\n",
	    "1 text/plain 'Hello\r\n'", PART_NO_TYPE, 0 },
	{ "one part", TOP("text/html; charset=utf-8") "<p>",
	    "1 text/html '<p>'", 0, 0 },
	{ "a type in capitals", TOP("TEXT/HTML") "x", "1 text/html 'x'", 0, 0 },
	{ "a type that is none", TOP("garbage") "x", "1 text/plain 'x'",
	    PART_BAD_TYPE, 0 },
	{ "encoded", "Content-Transfer-Encoding: base64\r\n\r\nSGVsbG8=",
	    "1 text/plain 'Hello'", PART_NO_TYPE, 0 },
	{ "two encodings named: the one that the content is in counts",
	    "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n"
	    "Content-Transfer-Encoding: 7bit\r\n\r\nSGVsbG8=",
	    "1 text/plain 'Hello'", 0, TRANSFER_MULTIPLE },
	{ "two parts",
	    MIXED("b") "preamble\r\n--b\r\n\r\nA\r\n--b\r\nContent-Type: "
		       "text/html\r\n\r\nB\r\n--b--\r\nepilogue\r\n",
	    "1 multipart/mixed\n1.1 text/plain 'A'\n1.2 text/html 'B'",
	    PART_NO_TYPE, 0 },
	{ "LF ends",
	    "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nA\n"
	    "--b--\n",
	    "1 multipart/mixed\n1.1 text/plain 'A'", PART_NO_TYPE, 0 },
	{ "no blank line before the first boundary",
	    "Content-Type: multipart/mixed; boundary=b\r\n--b\r\n"
	    "Content-Type: text/html\r\n\r\nA\r\n--b--\r\n",
	    "1 multipart/mixed\n1.1 text/html 'A'", 0, 0 },
	{ "the last delimiter has no line end",
	    MIXED("b") "--b\r\n\r\nA\r\n--b--",
	    "1 multipart/mixed\n1.1 text/plain 'A'", PART_NO_TYPE, 0 },
	{ "no boundary parameter", TOP("multipart/mixed") "--b\r\n\r\nA\r\n",
	    "1 text/plain '--b\r\n\r\nA\r\n'", PART_BOUNDARY_LOST, 0 },
	{ "a boundary that never comes", MIXED("b") "hello\r\n",
	    "1 text/plain 'hello\r\n'", PART_BOUNDARY_LOST, 0 },
	{ "no closing boundary", MIXED("b") "--b\r\n\r\nA\r\n--b\r\n\r\nB\r\n",
	    "1 multipart/mixed\n1.1 text/plain 'A'\n1.2 text/plain 'B\r\n'",
	    PART_NO_TYPE, 0 },
	{ "nested",
	    MIXED("a") "--a\r\nContent-Type: multipart/alternative; "
		       "boundary=c\r\n\r\n--c\r\n\r\nA\r\n--c\r\nContent-Type: "
		       "text/html\r\n\r\nB\r\n--c--\r\n--a\r\nContent-Type: "
		       "image/png\r\n\r\nC\r\n--a--\r\n",
	    "1 multipart/mixed\n1.1 multipart/alternative\n1.1.1 text/plain "
	    "'A'\n1.1.2 text/html 'B'\n1.2 image/png 'C'",
	    PART_NO_TYPE, 0 },
	{ "a boundary that begins with the outer one",
	    MIXED(
		"ab") "--ab\r\nContent-Type: multipart/mixed; "
		      "boundary=abc\r\n\r\n--abc\r\n\r\nA\r\n--abc--\r\n--ab\r\n\r\n"
		      "B\r\n--ab--\r\n",
	    "1 multipart/mixed\n1.1 multipart/mixed\n1.1.1 text/plain 'A'\n"
	    "1.2 text/plain 'B'",
	    PART_NO_TYPE, 0 },
	{ "an attached message",
	    MIXED("b") "--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: "
		       "x@y.example\r\nSubject: s\r\n\r\nInner\r\n--b--\r\n",
	    "1 multipart/mixed\n1.1 message/rfc822 'From: x@y.example\r\n"
	    "Subject: s\r\n\r\nInner'\n1.1.1 text/plain 'Inner'",
	    PART_NO_TYPE, 0 },
	{ "an attached message whose boundary begins with the outer one",
	    MIXED(
		"b") "--b\r\nContent-Type: message/rfc822\r\n\r\n"
		     "Content-Type: multipart/mixed; boundary=bb\r\n\r\n--bb\r\n\r\n"
		     "A\r\n--bb--\r\n--b--\r\n",
	    "1 multipart/mixed\n1.1 message/rfc822 'Content-Type: "
	    "multipart/mixed; boundary=bb\r\n\r\n--bb\r\n\r\nA\r\n--bb--'\n"
	    "1.1.1 multipart/mixed\n1.1.1.1 text/plain 'A'",
	    PART_NO_TYPE, 0 },
	{ "a message in a message",
	    MIXED(
		"b") "--b\r\nContent-Type: message/rfc822\r\n\r\n"
		     "Content-Type: message/rfc822\r\n\r\nSubject: s\r\n\r\nX\r\n"
		     "--b--\r\n",
	    "1 multipart/mixed\n1.1 message/rfc822 'Content-Type: "
	    "message/rfc822\r\n\r\nSubject: s\r\n\r\nX'\n1.1.1 "
	    "message/rfc822 'Subject: s\r\n\r\nX'\n1.1.1.1 text/plain 'X'",
	    PART_NO_TYPE, 0 },
	{ "the message itself is one",
	    TOP("message/rfc822") "Subject: s\r\n\r\nX",
	    "1 message/rfc822 'Subject: s\r\n\r\nX'\n1.1 text/plain 'X'",
	    PART_NO_TYPE, 0 },
	{ "names that differ",
	    "Content-Type: image/png; name=a.png\r\nContent-Disposition: "
	    "attachment; filename=b.exe\r\n\r\nx",
	    "1 image/png 'x'", PART_NAMES_DIFFER, 0 },
	{ "two encodings named, the second is meant",
	    MIXED(
		"b") "--b\r\nContent-Type: text/plain\r\n"
		     "Content-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: "
		     "base64\r\n\r\nSGVsbG8=\r\n--b--\r\n",
	    "1 multipart/mixed\n1.1 text/plain 'Hello'", 0, TRANSFER_MULTIPLE },
	{ "an address field of an attached message is left as it is",
	    MIXED("b") "--b\r\nContent-Type: message/rfc822\r\n\r\nTo: "
		       "g:g:g:;\r\n\r\nX\r\n--b--\r\n",
	    "1 multipart/mixed\n1.1 message/rfc822 'To: g:g:g:;\r\n\r\nX'\n"
	    "1.1.1 text/plain 'X'",
	    PART_NO_TYPE, 0 },
	{ "parts of a digest are messages",
	    TOP("multipart/digest; boundary=b") "--b\r\n\r\nSubject: s\r\n\r\n"
						"X\r\n--b--\r\n",
	    "1 multipart/digest\n1.1 message/rfc822 'Subject: s\r\n\r\nX'\n"
	    "1.1.1 text/plain 'X'",
	    PART_NO_TYPE, 0 },
	{ "an encoded message is a leaf",
	    "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: "
	    "base64\r\n\r\nU3ViamVjdDogcw==",
	    "1 message/rfc822 'Subject: s'", 0, 0 },
	{ "blanks behind a boundary",
	    MIXED("b") "--b \t\r\n\r\nA\r\n--b-- \r\n",
	    "1 multipart/mixed\n1.1 text/plain 'A'", PART_NO_TYPE, 0 },
	{ "a longer line is no boundary",
	    MIXED("b") "--b\r\n\r\nA\r\n--bc\r\n--b-\r\n--b--\r\n",
	    "1 multipart/mixed\n1.1 text/plain 'A\r\n--bc\r\n--b-'",
	    PART_NO_TYPE, 0 },
	{ "a closing boundary closes nothing that was not opened",
	    MIXED("b") "--b--\r\nhello\r\n",
	    "1 text/plain '--b--\r\nhello\r\n'", PART_BOUNDARY_LOST, 0 },
	{ "an outer boundary ends what is inside",
	    MIXED(
		"a") "--a\r\nContent-Type: multipart/mixed; "
		     "boundary=c\r\n\r\n--c\r\n\r\nA\r\n--a\r\n\r\nB\r\n--a--",
	    "1 multipart/mixed\n1.1 multipart/mixed\n1.1.1 text/plain 'A'\n"
	    "1.2 text/plain 'B'",
	    PART_NO_TYPE, 0 },
	{ "a boundary between fields ends them",
	    MIXED("b:c") "--b:c\r\nContent-Type: text/html\r\n--b:c\r\n\r\nB",
	    "1 multipart/mixed\n1.1 text/html ''\n1.2 text/plain 'B'",
	    PART_NO_TYPE, 0 },
	{ "an inner multipart without a part is text",
	    MIXED("a") "--a\r\nContent-Type: multipart/mixed; "
		       "boundary=c\r\n\r\nA\r\n--a--\r\n",
	    "1 multipart/mixed\n1.1 text/plain 'A'", PART_BOUNDARY_LOST, 0 },
	{ "an attached message may begin with blank lines",
	    TOP("message/rfc822") "\r\n\r\nSubject: s\r\n\r\nX",
	    "1 message/rfc822 'Subject: s\r\n\r\nX'\n1.1 text/plain 'X'",
	    PART_NO_TYPE, 0 },
	{ "an epilogue is no part",
	    MIXED("b") "--b\r\n\r\nA\r\n--b--\r\n--b\r\n\r\nB\r\n",
	    "1 multipart/mixed\n1.1 text/plain 'A'", PART_NO_TYPE, 0 },
	{ "a body that looks like an address field",
	    MIXED("b") "--b\r\n\r\nFrom: the desk of\r\n--b--\r\n",
	    "1 multipart/mixed\n1.1 text/plain 'From: the desk of'",
	    PART_NO_TYPE, 0 },
};

#define HTML "Content-Type: text/html\r\n\r\nA\r\n"
#define ONE "1 multipart/mixed\n1.1 text/html 'A'"

/* What one program would show and another would not: all of it is read. */
static const struct {
	const char *name, *message, *want;
	unsigned odd;
} evasions[] = {
	{ "a boundary that looks like an encoded word is bytes",
	    MIXED("=?utf-8?Q?b?=") "--=?utf-8?Q?b?=\r\n" HTML
				   "--=?utf-8?Q?b?=--",
	    ONE, 0 },
	{ "a boundary of 8-bit bytes is bytes",
	    MIXED("\x82\xa0x") "--\x82\xa0x\r\n" HTML "--\x82\xa0x--", ONE, 0 },
	{ "an encoded boundary is bytes, too",
	    TOP("multipart/mixed; boundary*=shift_jis''%82%a0") "--\x82\xa0"
								"\r\n" HTML
								"--\x82\xa0--",
	    ONE, 0 },
	{ "a blank in front belongs to the boundary",
	    MIXED(" b") "-- b\r\n" HTML "-- b--", ONE, 0 },
	{ "of two boundaries both divide",
	    TOP("multipart/mixed; boundary=a; boundary=b") "--a\r\n" HTML
							   "--b\r\n" HTML
							   "--b--",
	    ONE "\n1.2 text/html 'A'", PART_SEVERAL_BOUNDARIES },
	{ "a boundary named twice is one",
	    TOP("multipart/mixed; boundary=b; boundary=b") "--b\r\n" HTML
							   "--b--",
	    ONE, 0 },
	{ "of a boundary and a continued one both divide",
	    TOP("multipart/mixed; boundary=b; boundary*0=a") "--a\r\n" HTML
							     "--b\r\n" HTML
							     "--b--",
	    ONE "\n1.2 text/html 'A'", PART_SEVERAL_BOUNDARIES },
	{ "of two types the one that shows most counts",
	    TOP("text/plain\r\nContent-Type: multipart/mixed; "
		"boundary=b") "--b\r\n" HTML,
	    "1 multipart/mixed\n1.1 text/html 'A\r\n'", PART_SEVERAL_TYPES },
	{ "HTML counts before a file",
	    TOP("image/png\r\nContent-Type: text/html") "A", "1 text/html 'A'",
	    PART_SEVERAL_TYPES },
	{ "two multiparts: both boundaries divide",
	    TOP("multipart/mixed; boundary=a\r\nContent-Type: "
		"multipart/mixed; boundary=b") "--a\r\n" HTML "--b\r\n" HTML
					       "--b--",
	    ONE "\n1.2 text/html 'A'",
	    PART_SEVERAL_TYPES | PART_SEVERAL_BOUNDARIES },
	{ "HTML that is no multipart is HTML",
	    TOP("text/html\r\nContent-Type: multipart/mixed; boundary=b") "A",
	    "1 text/html 'A'", PART_SEVERAL_TYPES | PART_BOUNDARY_LOST },
	{ "without a boundary it is guessed",
	    TOP("multipart/mixed") "preamble\r\n--b\r\n" HTML "--b--", ONE,
	    PART_BOUNDARY_GUESSED },
	{ "an empty boundary is one, where it stands",
	    MIXED("") "--\r\n" HTML "----", ONE, PART_BOUNDARY_GUESSED },
	{ "another boundary than the named one",
	    MIXED("'b'") "--b\r\n" HTML "--b--", ONE, PART_BOUNDARY_GUESSED },
	{ "no other multipart's boundary is guessed",
	    MIXED("a") "--a\r\nContent-Type: multipart/mixed\r\n\r\nX\r\n"
		       "--a\r\n" HTML "--a--",
	    "1 multipart/mixed\n1.1 text/plain 'X'\n1.2 text/html 'A'",
	    PART_BOUNDARY_LOST },
	{ "an inner one is guessed as well",
	    MIXED("a") "--a\r\nContent-Type: multipart/mixed; boundary=x\r\n"
		       "\r\n--c\r\n" HTML "--c--\r\n--a\r\n" HTML "--a--",
	    "1 multipart/mixed\n1.1 multipart/mixed\n1.1.1 text/html 'A'\n"
	    "1.2 text/html 'A'",
	    PART_BOUNDARY_GUESSED },
	{ "a line that begins with the boundary, a field behind it",
	    MIXED("b") "--b\r\n" HTML "--bX\r\n" HTML "--b--",
	    ONE "\n1.2 text/html 'A'", 0 },
	{ "controls behind a boundary", MIXED("b") "--b\f\x01\r\n" HTML "--b--",
	    ONE, 0 },
	{ "CR alone before and behind a boundary",
	    MIXED("b") "--b\r" HTML "\r--b\rContent-Type: text/html\r\rB\r"
		       "--b--",
	    "1 multipart/mixed\n1.1 text/html 'A\r\n'\n1.2 text/html 'B'", 0 },
	{ "CR CR LF is one line end",
	    MIXED("b") "--b\r\r\nContent-Type: text/html\r\r\n"
		       "Content-ID: x\r\r\n\r\nB",
	    "1 multipart/mixed\n1.1 text/html 'B'", 0 },
	{ "quotes around a type", TOP("\"text/html\"") "A", "1 text/html 'A'",
	    0 },
	{ "a message whose encoding nobody knows is read",
	    TOP("message/rfc822\r\nContent-Transfer-Encoding: x") "Subject: s"
								  "\r\n\r\nX",
	    "1 message/rfc822 'Subject: s\r\n\r\nX'\n1.1 text/plain 'X'",
	    PART_NO_TYPE },
};

static struct parts
read_parts(span message)
{
	struct fields f = fields_read(test_arena(), message);

	return mime_read(test_arena(), message, &f);
}

static span
flat(const struct parts *parts)
{
	struct buf out = buf_new(test_arena(), 1 << 20);

	for (size_t i = 0; i < parts->count; i++) {
		const struct part *p = &parts->list[i];

		if (i > 0)
			buf_byte(&out, '\n');
		buf_put(&out, p->id);
		buf_byte(&out, ' ');
		buf_put(&out, p->type);
		if (p->container && p->bytes.n == 0)
			continue;
		buf_text(&out, " '");
		buf_put(&out, p->bytes);
		buf_byte(&out, '\'');
	}
	return buf_span(&out);
}

/* What the span of a part decodes to is the part. */
static void
check_spans(const struct parts *parts, span message)
{
	for (size_t i = 0; i < parts->count; i++) {
		const struct part *p = &parts->list[i];
		span raw = span_slice(message, p->start, p->end);
		unsigned odd = 0;

		CHECK(p->start <= p->end && p->end <= message.n);
		if (!p->container)
			CHECK(span_same(p->bytes,
			    transfer_decode(
				test_arena(), raw, p->encoding, &odd)));
		else if (p->bytes.n > 0)
			CHECK(span_same(p->bytes, raw));
	}
}

static void
table(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].message);
		span message = test_edge(rows[i].message, n);
		struct parts parts = read_parts(message);
		unsigned odd = 0, transfer = 0;

		test_name(rows[i].name);
		CHECK_SPAN(flat(&parts), rows[i].want);
		for (size_t k = 0; k < parts.count; k++) {
			odd |= parts.list[k].odd;
			transfer |= parts.list[k].transfer_odd;
		}
		CHECK_INT(odd, rows[i].odd);
		CHECK_INT(transfer, rows[i].transfer);
		check_spans(&parts, message);
		for (size_t k = 0; k <= n; k++) {
			message = test_edge(rows[i].message, k);
			parts = read_parts(message);
			CHECK(parts.count > 0);
			check_spans(&parts, message);
		}
	}
}

static void
hidden(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(evasions); i++) {
		size_t n = strlen(evasions[i].message);
		span message = test_edge(evasions[i].message, n);
		struct parts parts = read_parts(message);
		unsigned odd = 0;

		test_name(evasions[i].name);
		CHECK_SPAN(flat(&parts), evasions[i].want);
		for (size_t k = 0; k < parts.count; k++)
			odd |= parts.list[k].odd;
		CHECK_INT(odd, evasions[i].odd);
		check_spans(&parts, message);
		for (size_t k = 0; k <= n; k++) {
			message = test_edge(evasions[i].message, k);
			parts = read_parts(message);
			CHECK(parts.count > 0);
			check_spans(&parts, message);
		}
	}
	test_name("fields of a part past the limit are told");
	for (int more = 0; more < 2; more++) {
		struct buf out = buf_new(test_arena(), (size_t)1 << 20);
		struct parts parts;

		buf_text(&out, MIXED("b") "--b\r\n");
		for (int i = 0; i < LIMIT_FIELDS - 1 + more; i++)
			buf_text(&out, "X: y\r\n");
		buf_text(&out, HTML);
		parts = read_parts(buf_span(&out));
		CHECK_INT(parts.cut, more);
	}
}

static void
limits(void **state)
{
	struct buf out = buf_new(test_arena(), (size_t)8 << 20);
	struct parts parts;
	bool deep = false;

	(void)state;
	buf_text(&out, MIXED("b"));
	for (int i = 0; i < LIMIT_PARTS + 100; i++)
		buf_text(&out, "--b\r\n\r\nA\r\n");
	test_name("parts past the limit are cut and told");
	parts = read_parts(buf_span(&out));
	CHECK_INT(parts.count, LIMIT_PARTS);
	CHECK(parts.cut);
	out = buf_new(test_arena(), (size_t)8 << 20);
	buf_text(&out, MIXED("b0"));
	for (int i = 0; i < LIMIT_PART_DEPTH + 50; i++)
		buf_put(&out,
		    arena_format(test_arena(),
			"--b%d\r\nContent-Type: multipart/mixed; "
			"boundary=b%d\r\n\r\n",
			i, i + 1));
	test_name("levels past the limit are cut and told");
	parts = read_parts(buf_span(&out));
	CHECK(parts.cut && parts.count > 0);
	for (size_t i = 0; i < parts.count; i++) {
		CHECK(parts.list[i].depth <= LIMIT_PART_DEPTH);
		deep |= (parts.list[i].odd & PART_DEEP) != 0;
	}
	CHECK(deep);
	test_name("guesses of boundaries past the limit are told");
	for (int more = 0; more < 2; more++) {
		int count = LIMIT_BOUNDARY_GUESSES + more;

		out = buf_new(test_arena(), (size_t)8 << 20);
		buf_text(&out, MIXED("b"));
		for (int i = 0; i < count; i++)
			buf_text(&out,
			    "--b\r\nContent-Type: multipart/mixed\r\n\r\n"
			    "--c\r\nContent-Type: text/plain\r\n\r\nA\r\n");
		parts = read_parts(buf_span(&out));
		CHECK_INT(parts.cut, more);
	}
	test_name("groups in groups in an attached message, 1 MB of them");
	out = buf_new(test_arena(), (size_t)8 << 20);
	buf_text(&out,
	    MIXED("b") "--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: ");
	for (int i = 0; i < 1 << 19; i++)
		buf_text(&out, "g:");
	buf_text(&out, "\r\nSubject: s\r\n\r\nX\r\n--b--\r\n");
	parts = read_parts(buf_span(&out));
	CHECK_INT(parts.count, 3);
	test_name("the same, folded at each");
	out = buf_new(test_arena(), (size_t)8 << 20);
	buf_text(&out,
	    MIXED("b") "--b\r\nContent-Type: message/rfc822\r\n\r\nCC:\r\n ");
	for (int i = 0; i < 1 << 18; i++)
		buf_text(&out, "g:\r\n ");
	buf_text(&out, "\r\n\r\nX\r\n--b--\r\n");
	parts = read_parts(buf_span(&out));
	CHECK_INT(parts.count, 3);
}

static void
flags(void **state)
{
	struct parts parts;

	(void)state;
	test_name("what stands in a report or a message is marked");
	parts = read_parts(SPAN(TOP(
	    "multipart/report; boundary=b") "--b\r\n"
					    "Content-Type: text/plain\r\n\r\nA\r\n--b\r\nContent-Type: "
					    "message/rfc822\r\n\r\nSubject: s\r\n\r\nX\r\n--b--\r\n"));
	CHECK_INT(parts.count, 4);
	CHECK(!parts.list[0].in_report && parts.list[1].in_report);
	CHECK(!parts.list[2].in_message && parts.list[3].in_message);
	CHECK(parts.list[3].in_report);
	test_name("name, charset, disposition and id of a part");
	parts = read_parts(SPAN(
	    "Content-Type: image/png; charset=x; "
	    "name=\"=?utf-8?B?44GC?=.png\"\r\nContent-Disposition: inline\r\n"
	    "Content-ID: <a@b>\r\n\r\nx"));
	CHECK_SPAN(parts.list[0].name, "あ.png");
	CHECK_SPAN(parts.list[0].charset, "x");
	CHECK_SPAN(parts.list[0].disposition, "inline");
	CHECK_SPAN(parts.list[0].content_id, "a@b");
	test_name("parameters past the limit are told");
	for (int more = 0; more < 2; more++) {
		struct buf out = buf_new(test_arena(), LIMIT_FIELD);

		buf_text(&out, "Content-Disposition: attachment");
		for (int i = 0; i < (more ? LIMIT_PARAMS + 1 : 9); i++)
			buf_put(&out, arena_format(test_arena(), ";a%d=b", i));
		buf_text(&out, "\r\n\r\nx");
		parts = read_parts(buf_span(&out));
		CHECK_INT(parts.list[0].odd & PART_PARAMS_CUT,
		    more ? PART_PARAMS_CUT : 0);
	}
	test_name("every oddity has a name");
	for (unsigned bit = 1; bit <= PART_BOUNDARY_GUESSED; bit <<= 1)
		CHECK(part_odd_name(bit) != NULL);
	CHECK(part_odd_name(PART_BOUNDARY_GUESSED << 1) == NULL);
}

TEST_MAIN(TEST(table), TEST(hidden), TEST(limits), TEST(flags))
