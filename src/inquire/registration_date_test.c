#include "inquire/registration_date.h"
#include "test/test.h"

static const struct {
	const char *name, *in;
	const char *text; /* "": no date */
	bool day_first;
} rows[] = {
	{ "JPRS: slashes, year first", "2024/01/31", "2024-01-31", false },
	{ "JPRS: a time in JST", "2024/01/31 01:05:12 (JST)",
	    "2024-01-31T01:05:12+09:00", false },
	{ "RFC 3339", "2024-01-31T12:34:56Z", "2024-01-31T12:34:56Z", false },
	{ "a fraction of a second is dropped", "2024-01-31T12:34:56.789Z",
	    "2024-01-31T12:34:56Z", false },
	{ "an offset is kept as it was said", "2024-01-31T12:34:56+01:00",
	    "2024-01-31T12:34:56+01:00", false },
	{ "an offset without a colon, west", "2024-01-31 12:34:56 -0330",
	    "2024-01-31T12:34:56-03:30", false },
	{ "an offset of hours", "2024-01-31T12:34:56+09",
	    "2024-01-31T12:34:56+09:00", false },
	{ ".it: a time without a zone gets none", "2024-01-31 12:34:56",
	    "2024-01-31T12:34:56", false },
	{ "no seconds", "2024-01-31 12:34", "2024-01-31T12:34:00", false },
	{ "Nominet", "31-Jan-2024", "2024-01-31", false },
	{ "Nominet's small day", "1-jan-2024", "2024-01-01", false },
	{ "registrars of old", "31-Jan-2024 12:34:56 UTC",
	    "2024-01-31T12:34:56Z", false },
	{ "month in full, day first", "31 January 2024", "2024-01-31", false },
	{ ".kr: dots and blanks, one at the end", "2024. 01. 31.", "2024-01-31",
	    false },
	{ ".pl: dots, with a time", "2024.01.31 12:34:56",
	    "2024-01-31T12:34:56", false },
	{ ".tr: month in letters, year first", "2024-Jan-31.", "2024-01-31",
	    false },
	{ ".br: digits alone", "20240131", "2024-01-31", false },
	{ ".br: a ticket behind", "20240131 #123", "2024-01-31", false },
	{ ".at: digits and a time", "20240131 12:34:56", "2024-01-31T12:34:56",
	    false },
	{ ".tw: an offset in brackets", "2024-01-31 12:34:56 (UTC+8)",
	    "2024-01-31T12:34:56+08:00", false },
	{ ".tw of old: the form in brackets", "2024-01-31 (YYYY-MM-DD)",
	    "2024-01-31", false },
	{ "a weekday in front, year last", "Wed Jan 31 2024", "2024-01-31",
	    false },
	{ "Unix's form", "Wed Jan 31 12:34:56 GMT 2024", "2024-01-31T12:34:56Z",
	    false },
	{ "Unix's form without a zone", "Wed Jan 31 12:34:56 2024",
	    "2024-01-31T12:34:56", false },
	{ "a comma behind the month", "31 January, 2024", "2024-01-31", false },
	{ "not between hyphens", "31-Jan,-2024", "", false },
	{ "American in words", "January 31, 2024", "2024-01-31", false },
	{ "RFC 5322", "Wed, 31 Jan 2024 12:34:56 +0900",
	    "2024-01-31T12:34:56+09:00", false },
	{ "an offset and its name", "2024-01-31 12:34:56 +0900 (JST)",
	    "2024-01-31T12:34:56+09:00", false },
	{ "GMT+8: the offset counts", "2024-01-31 12:34:56 GMT+8",
	    "2024-01-31T12:34:56+08:00", false },
	{ "JST+9 says it twice", "2024-01-31 12:34:56 JST+9", "", false },
	{ "a mark where the zone should be", "2024-01-31 12:34:56 ?", "",
	    false },
	{ "a word too long for a zone", "2024-01-31 12:34:56 expired", "",
	    false },
	{ "nor is 13/13 a day", "13/13/2024", "", false },
	{ "a day with marks of another kind", "31_01_2024", "", false },
	{ "afternoon", "2024-01-31 1:02:03 PM", "2024-01-31T13:02:03", false },
	{ "half past midnight", "2024-01-31 12:30 AM", "2024-01-31T00:30:00",
	    false },
	{ "dots and the year last: the day is first", "01.02.2024",
	    "2024-02-01", false },
	{ "31 is no month", "31/01/2024", "2024-01-31", false },
	{ "31 is no month either here", "01/31/2024", "2024-01-31", false },
	{ "both orders give the same day", "04/04/2024", "2024-04-04", false },
	{ "two orders, two days: no date", "03/04/2024", "", false },
	{ "two orders with hyphens", "03-04-2024", "", false },
	{ "a registry of known habit", "03/04/2024", "2024-04-03", true },
	{ "the habit with hyphens", "03-04-2024", "2024-04-03", true },
	{ "the habit does not make a 13th month", "01/31/2024", "", true },
	{ "a zone that two places share is not known",
	    "2024-01-31 12:34:56 CST", "2024-01-31T12:34:56", false },
	{ "MSK is one", "2024-01-31 12:34:56 MSK", "2024-01-31T12:34:56+03:00",
	    false },
	{ "a day with a zone is a day", "2024-01-31Z", "2024-01-31", false },
	{ "blanks around", " \t2024-01-31 \r", "2024-01-31", false },
	{ "a leap day", "2024-02-29", "2024-02-29", false },
	{ "which 2023 has not", "2023-02-29", "", false },
	{ "the 13th month", "2024-13-01", "", false },
	{ "month 0", "2024-00-10", "", false },
	{ "day 0", "2024-01-00", "", false },
	{ "digits of no day", "20241301", "", false },
	{ "all zeros", "0000-00-00", "", false },
	{ "hour 24", "2024-01-31 24:00:00", "", false },
	{ "minute 60", "2024-01-31 12:60:00", "", false },
	{ "second 60", "2024-01-31 12:34:60", "", false },
	{ "thirteen in the afternoon", "2024-01-31 13:00 PM", "", false },
	{ "an offset of no place", "2024-01-31T12:34:56+15:00", "", false },
	{ "two digits of a year", "31-Jan-24", "", false },
	{ "two digits everywhere", "24/01/31", "", false },
	{ "five digits of a year", "20240-01-31", "", false },
	{ "marks that differ", "2024-01/31", "", false },
	{ "one mark of two", "31-Jan2024", "", false },
	{ "the other of two", "2024-Jan31", "", false },
	{ "words in front", "before Aug-1996", "", false },
	{ "words behind", "2024-01-31 (expired)", "", false },
	{ "a month that is none", "31-Foo-2024", "", false },
	{ "more than a month's name", "31-Janitor-2024", "", false },
	{ "no day", "2024-01", "", false },
	{ "a ticket without a number", "20240131 #", "", false },
	{ "an open bracket", "2024-01-31 12:34:56 (JST", "", false },
	{ "a version", "1.2.3", "", false },
	{ "an address", "192.0.2.1", "", false },
	{ "words", "NOT DISCLOSED", "", false },
	{ "nothing", "", "", false },
	{ "a number", "1706659200", "", false },
	{ "fourteen digits", "20240131123456", "", false },
	{ "too long",
	    "2024-01-31                                        "
	    "                                        12:34:56",
	    "", false },
};

static void
dates(void **state)
{
	char buf[DATE_TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t length = strlen(rows[i].in);

		test_name(rows[i].name);
		for (size_t n = 0; n < length; n++)
			registration_date(
			    test_edge(rows[i].in, n), rows[i].day_first, buf);
		CHECK_SPAN(registration_date(test_edge(rows[i].in, length),
			       rows[i].day_first, buf),
		    rows[i].text);
	}
}

TEST_MAIN(TEST(dates))
