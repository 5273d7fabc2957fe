#include "base/date.h"
#include "test/test.h"

#define UNKNOWN 9999 /* zone is not known */

static const struct {
	const char *name, *in;
	const char *text; /* in its own zone; NULL: no date */
	int zone;
	unsigned odd;
} rows[] = {
	{ "RFC 5322", "Thu, 17 Jul 2025 09:00:01 +0900",
	    "2025-07-17T09:00:01+09:00", 540, 0 },
	{ "a comment behind the zone is no oddity",
	    "Thu, 17 Jul 2025 09:00:01 +0900 (JST)",
	    "2025-07-17T09:00:01+09:00", 540, 0 },
	{ "the weekday may be missing", "17 Jul 2025 09:00:01 -0700",
	    "2025-07-17T09:00:01-07:00", -420, 0 },
	{ "Domino writes no blank", "Thu,17 Jul 2025 09:00:01 +0900",
	    "2025-07-17T09:00:01+09:00", 540, 0 },
	{ "one digit days", "Tue, 1 Jul 2025 9:00:01 +0000",
	    "2025-07-01T09:00:01Z", 0, 0 },
	{ "two blanks before the day", "Tue,  1 Jul 2025 09:00:01 +0000",
	    "2025-07-01T09:00:01Z", 0, 0 },
	{ "no seconds", "Thu, 17 Jul 2025 09:00 +0900",
	    "2025-07-17T09:00:00+09:00", 540, DATE_ODD_SECONDS },
	{ "two digit years are this century's below 50",
	    "Thu, 17 Jul 25 09:00:01 +0900", "2025-07-17T09:00:01+09:00", 540,
	    DATE_ODD_YEAR },
	{ "and the last one's from 50", "Thu, 17 Jul 97 09:00:01 GMT",
	    "1997-07-17T09:00:01Z", 0, DATE_ODD_YEAR | DATE_NAMED_ZONE },
	{ "three digits count from 1900", "Thu, 17 Jul 125 09:00:01 +0000",
	    "2025-07-17T09:00:01Z", 0, DATE_ODD_YEAR },
	{ "JST is a zone", "Thu, 17 Jul 2025 09:00:01 JST",
	    "2025-07-17T09:00:01+09:00", 540, DATE_NAMED_ZONE },
	{ "EST is one", "Fri, 17 Jan 2025 09:00:01 EST",
	    "2025-01-17T09:00:01-05:00", -300, DATE_NAMED_ZONE },
	{ "GMT+0900: the offset counts", "Thu, 17 Jul 2025 09:00:01 GMT+0900",
	    "2025-07-17T09:00:01+09:00", 540, DATE_NAMED_ZONE },
	{ "an offset with a colon", "Thu, 17 Jul 2025 09:00:01 +05:30",
	    "2025-07-17T09:00:01+05:30", 330, 0 },
	{ "-0000 says that nothing is known", "Thu, 17 Jul 2025 09:00:01 -0000",
	    "2025-07-17T09:00:01Z", UNKNOWN, 0 },
	{ "a military letter says as little", "Thu, 17 Jul 2025 09:00:01 A",
	    "2025-07-17T09:00:01Z", UNKNOWN, DATE_NAMED_ZONE },
	{ "no zone", "Thu, 17 Jul 2025 09:00:01", "2025-07-17T09:00:01Z",
	    UNKNOWN, DATE_NO_ZONE },
	{ "a zone that no place has", "Thu, 17 Jul 2025 09:00:01 +9900",
	    "2025-07-17T09:00:01Z", UNKNOWN, DATE_BOGUS_ZONE },
	{ "-1300 is no place either", "Thu, 17 Jul 2025 09:00:01 -1300",
	    "2025-07-17T09:00:01Z", UNKNOWN, DATE_BOGUS_ZONE },
	{ "sixty minutes are an hour", "Thu, 17 Jul 2025 09:00:01 +0860",
	    "2025-07-17T09:00:01Z", UNKNOWN, DATE_BOGUS_ZONE },
	{ "an unknown name", "Thu, 17 Jul 2025 09:00:01 XYZ",
	    "2025-07-17T09:00:01Z", UNKNOWN, DATE_BOGUS_ZONE },
	{ "a comment that contradicts", "Thu, 17 Jul 2025 09:00:01 +0000 (EST)",
	    "2025-07-17T09:00:01Z", 0, DATE_ZONE_COMMENT },
	{ "a comment that is no zone name",
	    "Thu, 17 Jul 2025 09:00:01 +0900 (Tokyo Standard Time)",
	    "2025-07-17T09:00:01+09:00", 540, 0 },
	{ "PowerMTA's comment behind the date",
	    "Thu, 17 Jul 2025 09:00:01 +0900 (envelope-from <a@b.example>)",
	    "2025-07-17T09:00:01+09:00", 540, 0 },
	{ "comments anywhere, nested",
	    "Thu (a (b)), 17 (x) Jul 2025 (y) 09:00:01 +0900",
	    "2025-07-17T09:00:01+09:00", 540, 0 },
	{ "a comment left open", "Thu, 17 Jul 2025 09:00:01 +0900 (JST",
	    "2025-07-17T09:00:01+09:00", 540, 0 },
	{ "the wrong weekday", "Mon, 17 Jul 2025 09:00:01 +0900",
	    "2025-07-17T09:00:01+09:00", 540, DATE_WEEKDAY },
	{ "Unix's form", "Thu Jul 17 09:00:01 2025", "2025-07-17T09:00:01Z",
	    UNKNOWN, DATE_FORM | DATE_NO_ZONE },
	{ "with a zone in between", "Thu Jul 17 09:00:01 JST 2025",
	    "2025-07-17T09:00:01+09:00", 540, DATE_FORM | DATE_NAMED_ZONE },
	{ "with a zone behind", "Thu Jul 17 09:00:01 2025 +0900",
	    "2025-07-17T09:00:01+09:00", 540, DATE_FORM },
	{ "American", "July 17, 2025 9:00:01 PM -0700",
	    "2025-07-17T21:00:01-07:00", -420, DATE_FORM },
	{ "ISO 8601", "2025-07-17T09:00:01+09:00", "2025-07-17T09:00:01+09:00",
	    540, DATE_FORM },
	{ "ISO 8601 in UTC, with a fraction", "2025-07-17T09:00:01.25Z",
	    "2025-07-17T09:00:01Z", 0, DATE_FORM | DATE_NAMED_ZONE },
	{ "hyphens", "17-Jul-2025 09:00:01 +0900", "2025-07-17T09:00:01+09:00",
	    540, 0 },
	{ "something behind it", "Thu, 17 Jul 2025 09:00:01 +0900 x@y",
	    "2025-07-17T09:00:01+09:00", 540, DATE_TAIL },
	{ "a leap second is the next minute's first",
	    "Sat, 31 Dec 2016 23:59:60 +0000", "2017-01-01T00:00:00Z", 0, 0 },
	{ "a leap day", "Thu, 29 Feb 2024 00:00:00 +0000",
	    "2024-02-29T00:00:00Z", 0, 0 },
	{ "which 2025 has not", "29 Feb 2025 00:00:00 +0000", NULL, 0, 0 },
	{ "nor 1900", "29 Feb 1900 00:00:00 +0000", NULL, 0, 0 },
	{ "the 31st of April", "31 Apr 2025 00:00:00 +0000", NULL, 0, 0 },
	{ "hour 24", "17 Jul 2025 24:00:00 +0000", NULL, 0, 0 },
	{ "minute 60", "17 Jul 2025 09:60:00 +0000", NULL, 0, 0 },
	{ "a month that is none", "17 Foo 2025 09:00:00 +0000", NULL, 0, 0 },
	{ "five digit years", "17 Jul 20255 09:00:00 +0000", NULL, 0, 0 },
	{ "a version", "15.20.7000.1", NULL, 0, 0 },
	{ "nothing", "", NULL, 0, 0 },
};

static void
dates(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t length = strlen(rows[i].in);
		bool known = rows[i].zone != UNKNOWN;
		struct date date = { 0 };
		char buf[DATE_TEXT_MAX];
		bool ok;

		test_name(rows[i].name);
		for (size_t n = 0; n < length; n++)
			date_parse(test_edge(rows[i].in, n), &date);
		ok = date_parse(test_edge(rows[i].in, length), &date);
		CHECK(ok == (rows[i].text != NULL));
		if (!ok || rows[i].text == NULL)
			continue;
		CHECK_SPAN(date_text(date.utc, date.zone, buf), rows[i].text);
		CHECK(date.zone_known == known);
		CHECK_INT(date.zone, known ? rows[i].zone : 0);
		CHECK_INT(date.odd, rows[i].odd);
	}
}

static void
texts(void **state)
{
	char buf[DATE_TEXT_MAX];

	(void)state;
	test_name("the beginning of time");
	CHECK_SPAN(date_text(0, 0, buf), "1970-01-01T00:00:00Z");
	CHECK_INT(date_split(0, 0).weekday, 4);
	test_name("before it");
	CHECK_SPAN(date_text(-1, 0, buf), "1969-12-31T23:59:59Z");
	CHECK_INT(date_split(-1, 0).weekday, 3);
	test_name("far away moments are moved to what can be written");
	CHECK_SPAN(date_text(INT64_MAX, 0, buf), "9999-12-31T23:59:59Z");
	CHECK_SPAN(date_text(INT64_MIN, 840, buf), "0001-01-01T00:00:00+14:00");
	test_name("a zone beyond a day is none");
	CHECK_SPAN(date_text(0, INT32_MAX, buf), "1970-01-01T00:00:00Z");
	test_name("every day from 1900 to 2370 comes back from its text");
	for (int64_t day = -25566; day < 146097; day++) {
		struct date date = { 0 };
		span text = date_text(day * 86400 + 3661, -570, buf);

		CHECK(date_parse(text, &date));
		CHECK(date.utc == day * 86400 + 3661 && date.zone == -570);
	}
}

TEST_MAIN(TEST(dates), TEST(texts))
