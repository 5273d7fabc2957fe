/*
 * date - the dates of mail (RFC 5322 3.3 and 4.3), and RFC 3339 for readers.
 *
 * Beyond the RFC it accepts what mail really writes: a missing weekday, two
 * digit years, "Thu,17 Jul" (Domino), no seconds, named zones (BIGLOBE's JST),
 * comments (`+0900 (JST)`), Unix's "Thu Jul 17 09:00:00 2025", ISO 8601.  Each
 * oddity is noted: dates that a kit makes up give themselves away in them, a
 * zone of +9900 or `+0000 (EST)` say.
 *
 * A date is one or is not; nothing here reads the clock.
 */
#ifndef MEKIKI_BASE_DATE_H
#define MEKIKI_BASE_DATE_H

#include "base/span.h"

#define DATE_TEXT_MAX 32

enum date_odd {
	DATE_ODD_YEAR = 1 << 0,	    /* two or three digits */
	DATE_ODD_SECONDS = 1 << 1,  /* absent */
	DATE_NAMED_ZONE = 1 << 2,   /* "JST", "GMT": obsolete */
	DATE_NO_ZONE = 1 << 3,	    /* absent */
	DATE_BOGUS_ZONE = 1 << 4,   /* no zone on this Earth; taken as UTC */
	DATE_ZONE_COMMENT = 1 << 5, /* the comment names another zone */
	DATE_WEEKDAY = 1 << 6,	    /* not the weekday of that day */
	DATE_FORM = 1 << 7,	    /* parts in another order than RFC 5322's */
	DATE_TAIL = 1 << 8,	    /* something follows */
};

struct date {
	int64_t utc;	 /* seconds since 1970 */
	int zone;	 /* minutes east of UTC; 0 when not known */
	bool zone_known; /* false too for "-0000", as RFC 5322 3.3 says */
	unsigned odd;	 /* enum date_odd */
};

/* The parts of a moment in some zone, for those who write it for a reader. */
struct date_parts {
	int year, month, day; /* month, day from 1 */
	int hour, minute, second;
	int weekday; /* 0 is Sunday */
};

/* False, with *out left alone, when s holds no date. Linear. */
bool date_parse(span s, struct date *out);

/* Moments outside the years 1 to 9999 are moved to the nearest inside. */
struct date_parts date_split(int64_t utc, int zone);

/* RFC 3339: "2025-07-17T09:00:00+09:00"; zone 0 gives "Z". */
span date_text(int64_t utc, int zone, char buf[static DATE_TEXT_MAX]);

#endif
