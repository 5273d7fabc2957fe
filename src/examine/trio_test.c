#include "test/examined.h"

#define OBSERVED .standing = STANDING_OBSERVED
#define CLAIMED .standing = STANDING_CLAIMED
#define DATE "Date: Tue, 4 Mar 2025 10:00:00 +0900\n"
#define ID "Message-ID: <1@example.com>\n"
#define MAIL(fields)                                                           \
	EXAMINED_RECEIVED "From: x@example.com\nTo: reader@reader.example\n"   \
			  "Subject: x\n" fields "\nText.\n"
#define RETURN_PATH(address) "Return-Path: " address "\n" MAIL(DATE ID)
#define WITH_ID(id) MAIL(DATE "Message-ID: " id "\n")
#define AT(date) MAIL(ID "Date: " date "\n")
#define JAPANESE(date)                                                         \
	EXAMINED_RECEIVED                                                      \
	"From: x@example.com\nSubject: x\n" ID "Date: " date "\n"              \
	"Content-Type: text/plain; charset=utf-8\n\n"                          \
	"いつもお世話になっております。資料をお送りします。\n"

static const struct examined_row return_path_rows[] = {
	{ "bounces go to another organisation", RETURN_PATH("<b@example.org>"),
	    .has = "trio.return-path-differs", CLAIMED,
	    .args = "domain=example.org|from=example.com",
	    .quote = "Return-Path: <b@example.org>" },
	{ "bounces go to a sub-domain", RETURN_PATH("<b@mail.example.com>"),
	    .lacks = "trio.return-path-differs" },
	{ "bounces go to another address there",
	    RETURN_PATH("<bounce@example.com>"),
	    .has = "trio.return-path-other-address", CLAIMED,
	    .args = "address=bounce@example.com" },
	{ "bounces go to the sender", RETURN_PATH("<x@example.com>"),
	    .lacks = "trio.return-path-other-address" },
	{ "a bounce has an empty return path", RETURN_PATH("<>"),
	    .lacks = "trio.return-path-differs" },
};

static const struct examined_row id_rows[] = {
	{ "no Message-ID", MAIL(DATE), .has = "trio.message-id-missing",
	    OBSERVED },
	{ "a Message-ID", WITH_ID("<1@example.com>"),
	    .lacks = "trio.message-id-missing" },
	{ "no @ in it", WITH_ID("<12345>"), .has = "trio.message-id-odd",
	    CLAIMED, .quote = "Message-ID: <12345>" },
	{ "nothing behind the @", WITH_ID("<12345@>"),
	    .has = "trio.message-id-odd", CLAIMED },
	{ "an @ and a domain", WITH_ID("<1@mail.example.com>"),
	    .lacks = "trio.message-id-odd" },
	{ "the name of one machine", WITH_ID("<1@WIN-7K2J>"),
	    .has = "trio.message-id-bare", CLAIMED, .args = "domain=WIN-7K2J" },
	{ "localhost", WITH_ID("<1@localhost>"), .has = "trio.message-id-bare",
	    CLAIMED },
	{ "an address is no machine's name", WITH_ID("<1@198.51.100.7>"),
	    .lacks = "trio.message-id-bare" },
	{ "a domain that does not exist", WITH_ID("<1@mail.corp>"),
	    .has = "trio.message-id-no-domain", CLAIMED,
	    .args = "domain=mail.corp" },
	{ "a domain that could exist", WITH_ID("<1@mail.example.com>"),
	    .lacks = "trio.message-id-no-domain" },
	{ "another organisation's", WITH_ID("<1@example.org>"),
	    .has = "trio.message-id-differs", CLAIMED,
	    .args = "domain=example.org|from=example.com" },
	{ "the same organisation's", WITH_ID("<1@mx1.example.com>"),
	    .lacks = "trio.message-id-differs" },
	{ "claims a program that writes another form",
	    MAIL("X-Mailer: Apple Mail (2.3445)\n" DATE ID),
	    .has = "trio.software-differs", CLAIMED,
	    .args = "software=Apple Mail", .quote = "X-Mailer: Apple Mail" },
	{ "claims a program and has its form",
	    MAIL("X-Mailer: Apple Mail (2.3445)\n" DATE
		 "Message-ID: <0A1B2C3D-0A1B-0A1B-0A1B-0A1B2C3D4E5F@example."
		 "com>\n"),
	    .lacks = "trio.software-differs" },
	{ "claims a program that nobody knows",
	    MAIL("X-Mailer: Somebody's own 1.0\n" DATE ID),
	    .lacks = "trio.software-differs" },
};

static const struct examined_row date_rows[] = {
	{ "no Date", MAIL(ID), .has = "trio.date-missing", OBSERVED },
	{ "a Date", MAIL(ID DATE), .lacks = "trio.date-missing" },
	{ "a Date that is none", AT("yesterday"), .has = "trio.date-odd",
	    OBSERVED, .quote = "Date: yesterday" },
	{ "a Date in an old form", AT("4 Mar 25 10:00 GMT"),
	    .lacks = "trio.date-odd" },
	{ "three days before the arrival", AT("Sat, 1 Mar 2025 10:00:03 +0900"),
	    .has = "trio.date-old", OBSERVED, .args = "duration=259200" },
	{ "a day in the queue", AT("Mon, 3 Mar 2025 10:00:00 +0900"),
	    .lacks = "trio.date-old" },
	{ "written in another zone, the same moment",
	    AT("Tue, 4 Mar 2025 01:00:00 +0000"), .lacks = "trio.date-old" },
	{ "five hours behind the arrival", AT("Tue, 4 Mar 2025 15:00:03 +0900"),
	    .has = "trio.date-future", OBSERVED, .args = "duration=18000" },
	{ "a clock that is two hours fast",
	    AT("Tue, 4 Mar 2025 12:00:00 +0900"), .lacks = "trio.date-future" },
	{ "a Japanese mail under a Chinese clock",
	    JAPANESE("Tue, 4 Mar 2025 09:00:00 +0800"),
	    .has = "trio.zone-china", CLAIMED, .args = "zone=+0800" },
	{ "an English mail under a Chinese clock",
	    AT("Tue, 4 Mar 2025 09:00:00 +0800"), .lacks = "trio.zone-china" },
	{ "a Japanese mail under another clock",
	    JAPANESE("Mon, 3 Mar 2025 20:00:00 -0500"),
	    .has = "trio.zone-language", CLAIMED, .args = "zone=-0500" },
	{ "a Japanese mail under the Japanese clock",
	    JAPANESE("Tue, 4 Mar 2025 10:00:00 +0900"),
	    .lacks = "trio.zone-language" },
	{ "a server's clock runs on universal time",
	    JAPANESE("Tue, 4 Mar 2025 01:00:00 +0000"),
	    .lacks = "trio.zone-language" },
	{ "the time is that of the first trusted relay, not of a lower one",
	    EXAMINED_RECEIVED
	    "Received: from a.example.org by b.example.com with SMTP id 1;\n"
	    "\tSat, 1 Feb 2025 10:00:00 +0900\n"
	    "From: x@example.com\nSubject: x\n" ID DATE "\nx\n",
	    .lacks = "trio.date-future" },
};

static void
return_paths(void **state)
{
	(void)state;
	examined_rows(return_path_rows, COUNT(return_path_rows));
}

static void
message_ids(void **state)
{
	(void)state;
	examined_rows(id_rows, COUNT(id_rows));
}

static void
dates(void **state)
{
	(void)state;
	examined_rows(date_rows, COUNT(date_rows));
}

TEST_MAIN(TEST(return_paths), TEST(message_ids), TEST(dates))
