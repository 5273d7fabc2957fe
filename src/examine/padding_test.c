#include "test/examined.h"

#include "base/buf.h"
#include "base/limits.h"

#define OBSERVED .standing = STANDING_OBSERVED
#define FOREIGN "wording.thread-padding"
#define FAR "wording.far-below"
#define TEN(x) x x x x x x x x x x
#define LURE                                                                   \
	"Your mailbox is nearly full. Open http://www.example.net/ to get "    \
	"more of it.\n\n"
#define MAIL(subject, text) EXAMINED_MAIL("x@example.com", subject, text)
#define THREAD(from, to, subject)                                              \
	"From: " from "\nSent: Monday, March 3, 2025 9:12 AM\nTo: " to         \
	"\nSubject: " subject "\n\nPlease find the plans of the bridge.\n"
#define ANNA "Anna <anna@example.org>"
#define BERT "Bert <bert@bridges.example.net>"
#define BRIDGE THREAD(ANNA, BERT, "Plans of the bridge")

static const struct examined_row thread_rows[] = {
	{ "other people's conversation below a lure",
	    MAIL("Mailbox", LURE BRIDGE), .has = FOREIGN, OBSERVED,
	    .args = "from=anna@example.org|subject=Plans of the bridge",
	    .quote = "From: Anna" },
	{ "a Japanese one",
	    MAIL("容量のお知らせ",
		"メールボックスの容量をご確認ください。\n\n"
		"差出人: 花子 <hanako@example.org>\n送信日時: 2025年3月3日\n"
		"宛先： 太郎 <taro@bridges.example.net>\n件名： 橋の図面の件\n"),
	    .has = FOREIGN, OBSERVED, .args = "subject=橋の図面の件" },
	{ "in bold, in German",
	    MAIL("Mailbox",
		LURE "*Von:* Anna <anna@example.org>\n*Gesendet:* gestern\n"
		     "*An:* bert@bridges.example.net\n"
		     "*Betreff:* Die Brücke am See\n"),
	    .has = FOREIGN, OBSERVED },
	{ "quoted line by line, as in an answer",
	    MAIL("Mailbox",
		LURE "> From: Anna <anna@example.org>\n"
		     "> To: bert@bridges.example.net\n"
		     "> Subject: The bridge\n"),
	    .lacks = FOREIGN },
	{ "in a report about a mail that did not arrive",
	    EXAMINED_MAIL("MAILER-DAEMON@example.com", "Mailbox", LURE BRIDGE),
	    .lacks = FOREIGN },
	{ "from nobody, as reports are",
	    "Return-Path: <>\n" MAIL("Mailbox", LURE BRIDGE),
	    .lacks = FOREIGN },
	{ "the second of two, when the first has to do with the mail",
	    MAIL("Mailbox",
		LURE THREAD(ANNA, "x@example.com", "Something else") BRIDGE),
	    .has = FOREIGN, OBSERVED, .args = "subject=Plans of the bridge" },
	{ "the sender took part",
	    MAIL("Hello", LURE THREAD(ANNA, "x@example.com", "The bridge")),
	    .lacks = FOREIGN },
	{ "a colleague of the sender took part",
	    MAIL(
		"Hello", LURE THREAD("y@mail.example.com", BERT, "The bridge")),
	    .lacks = FOREIGN },
	{ "the reader took part",
	    MAIL("Hello",
		LURE THREAD(ANNA, "reader@reader.example", "The bridge")),
	    .lacks = FOREIGN },
	{ "the subject is the conversation's",
	    MAIL("Re: Plans of the bridge", LURE BRIDGE), .lacks = FOREIGN },
	{ "the conversation's subject has marks in front",
	    MAIL("Plans of the bridge",
		LURE THREAD(ANNA, BERT, "AW: Re: plans of the bridge")),
	    .lacks = FOREIGN },
	{ "forwarded", MAIL("Fwd: to be read", "For you, as I said.\n" BRIDGE),
	    .lacks = FOREIGN },
	{ "forwarded in Japanese",
	    MAIL("転送: ご参考まで", "ご参考までに転送いたします。\n" BRIDGE),
	    .lacks = FOREIGN },
	{ "on a mailing list",
	    "List-Id: <l.example.com>\n" MAIL("Mailbox", LURE BRIDGE),
	    .lacks = FOREIGN },
	{ "nothing above it: the mail is the quotation",
	    MAIL("Mailbox", BRIDGE), .lacks = FOREIGN },
	{ "names without addresses",
	    MAIL("Mailbox", LURE THREAD("Anna", "Bert", "The bridge")),
	    .lacks = FOREIGN },
	{ "an order form has labels as well",
	    MAIL("Mailbox", LURE "From: Tokyo\nTo: Osaka\nSubject: a ride\n"),
	    .lacks = FOREIGN },
	{ "another customer of the same free mail service is a stranger",
	    EXAMINED_MAIL("x@gmail.com", "Mailbox",
		LURE THREAD("anna@gmail.com", BERT, "The bridge")),
	    .has = FOREIGN, OBSERVED },
	{ "the same address there is not",
	    EXAMINED_MAIL("anna@gmail.com", "Mailbox",
		LURE THREAD("anna@gmail.com", BERT, "The bridge")),
	    .lacks = FOREIGN },
};

#define BELOW TEN("The garden needs water in the morning. ") "\n"

static const struct examined_row far_rows[] = {
	{ "text below fifty blank lines",
	    MAIL("x", LURE TEN("\n\n\n\n\n") BELOW), .has = FAR, OBSERVED,
	    .quote = "The garden" },
	{ "lines of blanks that are no ASCII",
	    MAIL("x", LURE TEN("　\n\xc2\xa0\n\xe2\x80\x8b\n \n\t\n") BELOW),
	    .has = FAR, OBSERVED },
	{ "in HTML",
	    EXAMINED_HTML("x@example.com", "x",
		"<p>" LURE "</p>" TEN(TEN("<p>&nbsp;</p>")) BELOW),
	    .has = FAR, OBSERVED },
	{ "a signature below twenty", MAIL("x", LURE TEN("\n\n") BELOW),
	    .lacks = FAR },
	{ "a line below fifty",
	    MAIL("x", LURE TEN("\n\n\n\n\n") "Sent from a phone\n"),
	    .lacks = FAR },
	{ "nothing above", MAIL("x", TEN("\n\n\n\n\n\n") BELOW), .lacks = FAR },
};

static void
threads(void **state)
{
	(void)state;
	examined_rows(thread_rows, COUNT(thread_rows));
}

static void
far_below(void **state)
{
	(void)state;
	examined_rows(far_rows, COUNT(far_rows));
}

/* A megabyte of labels, addresses or blank lines ends soon. */
static void
large(void **state)
{
	static const char *const fillers[] = { "From: a@example.org\r\n",
		"From: a@b.example, ", "@", "\r\n", "> ", "Subject: x: y: \r\n",
		"To: a@example.org\r\nSubject: long enough\r\n" };

	(void)state;
	for (size_t i = 0; i < COUNT(fillers); i++) {
		struct buf mail = buf_new(test_arena(), LIMIT_MAIL);

		buf_text(&mail, MAIL("Mailbox", LURE));
		while (buf_span(&mail).n < (size_t)1 << 20)
			buf_text(&mail, fillers[i]);
		test_name(fillers[i]);
		examined_holds(examined_bytes(buf_span(&mail), NULL));
		examined_end();
	}
}

TEST_MAIN(TEST(threads), TEST(far_below), TEST(large))
