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
	{ "two encodings named: the first counts",
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
	{ "two encodings in a part",
	    MIXED(
		"b") "--b\r\nContent-Type: text/plain\r\n"
		     "Content-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: "
		     "base64\r\n\r\nSGVsbG8=\r\n--b--\r\n",
	    "1 multipart/mixed\n1.1 text/plain 'SGVsbG8='", 0,
	    TRANSFER_MULTIPLE },
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
	for (unsigned bit = 1; bit <= PART_PARAMS_CUT; bit <<= 1)
		CHECK(part_odd_name(bit) != NULL);
	CHECK(part_odd_name(PART_PARAMS_CUT << 1) == NULL);
}

TEST_MAIN(TEST(table), TEST(limits), TEST(flags))
