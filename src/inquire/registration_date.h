/*
 * registration_date - the dates of registries, to RFC 3339; never a wrong one.
 *
 * Read: year first with "-", "/", "." or nothing between ("2024/01/31",
 * "2024. 01. 31.", "2024-Jan-31.", "20240131"), day first with the month in
 * letters ("31-Jan-2024", "31 January 2024"), month in letters first ("Wed Jan
 * 31 12:34:56 GMT 2024"), day first with dots ("31.01.2024"); behind it a time
 * ("12:34:56", "T12:34:56.7Z", "12:34 PM") and a zone ("Z", "+09:00", "UTC",
 * "(JST)", "(UTC+8)"); behind a date .br's ticket ("#123").  Numbers with "/"
 * or "-" and the year last are read where only one order gives a day, or both
 * give the same.
 *
 * Everything must be understood, else there is no date: "before Aug-1996",
 * "2024-13-01", two digits of a year.  A zone that two places share (CST, IST,
 * BST) is not known.
 */
#ifndef MEKIKI_INQUIRE_REGISTRATION_DATE_H
#define MEKIKI_INQUIRE_REGISTRATION_DATE_H

#include "base/date.h"

/*
 * "2024-01-31" where no time is said; "2024-01-31T12:34:56" where its zone is
 * not known; else with "Z" or "+09:00".  In buf; empty: no date.
 * day_first: who says it is known to write the day before the month.
 */
span registration_date(span s, bool day_first, char buf[static DATE_TEXT_MAX]);

#endif
