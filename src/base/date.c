#include "base/date.h"

#include <stdio.h>

#define DAY ((int64_t)86400)

/* Days from 1970-01-01 to the first moment that is shown, and the last. */
#define FIRST_MOMENT (-719162 * DAY)
#define LAST_MOMENT (2932897 * DAY - 1)

static const char months[12][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
	"Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
static const char weekdays[7][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri",
	"Sat" };

/* Names that mail uses.  CST is America's, as RFC 5322 4.3 says. */
static const struct {
	const char *name;
	int minutes;
} zones[] = {
	{ "UT", 0 },
	{ "UTC", 0 },
	{ "GMT", 0 },
	{ "Z", 0 },
	{ "WET", 0 },
	{ "JST", 540 },
	{ "KST", 540 },
	{ "EST", -300 },
	{ "EDT", -240 },
	{ "CST", -360 },
	{ "CDT", -300 },
	{ "MST", -420 },
	{ "MDT", -360 },
	{ "PST", -480 },
	{ "PDT", -420 },
	{ "AKST", -540 },
	{ "HST", -600 },
	{ "BST", 60 },
	{ "CET", 60 },
	{ "MET", 60 },
	{ "CEST", 120 },
	{ "MEST", 120 },
	{ "EET", 120 },
	{ "EEST", 180 },
	{ "MSK", 180 },
	{ "IST", 330 },
	{ "HKT", 480 },
	{ "SGT", 480 },
	{ "AWST", 480 },
	{ "AEST", 600 },
	{ "AEDT", 660 },
	{ "NZST", 720 },
	{ "NZDT", 780 },
};

/* What has been read of one date. */
struct reading {
	span rest;
	span comment; /* the last one */
	int year, month, day;
	int hour, minute, second;
	int weekday; /* -1: not said */
	struct date date;
	bool have_zone;
};

/* Blanks and comments off the front; comments may nest and stay open. */
static void
skip_blank(struct reading *r)
{
	while (r->rest.n > 0) {
		size_t depth = 0, at = 0;

		if (ascii_is_space(r->rest.p[0])) {
			r->rest = span_drop(r->rest, 1);
			continue;
		}
		if (r->rest.p[0] != '(')
			return;
		do {
			depth += r->rest.p[at] == '(';
			depth -= r->rest.p[at] == ')';
			at++;
		} while (depth > 0 && at < r->rest.n);
		r->comment =
		    span_slice(r->rest, 1, depth == 0 ? at - 1 : r->rest.n);
		r->rest = span_drop(r->rest, at);
	}
}

/* As skip_blank, and the marks that stand between the parts. */
static void
skip_marks(struct reading *r)
{
	skip_blank(r);
	while (r->rest.n > 0 && (r->rest.p[0] == ',' || r->rest.p[0] == '.')) {
		r->rest = span_drop(r->rest, 1);
		skip_blank(r);
	}
}

static span
cut_letters(struct reading *r)
{
	span s = r->rest;
	size_t n = 0;

	while (n < s.n && ascii_is_alpha(s.p[n]))
		n++;
	r->rest = span_drop(s, n);
	return span_head(s, n);
}

/* Digits off the front, at most `most` of them; 0: none there. */
static size_t
cut_number(struct reading *r, size_t most, int *value)
{
	span s = r->rest;
	size_t n = 0;

	*value = 0;
	while (n < s.n && n < most && ascii_is_digit(s.p[n]))
		*value = *value * 10 + (s.p[n++] - '0');
	if (n < s.n && ascii_is_digit(s.p[n]))
		return 0;
	r->rest = span_drop(s, n);
	return n;
}

static bool
cut_char(struct reading *r, char c)
{
	if (r->rest.n == 0 || r->rest.p[0] != c)
		return false;
	r->rest = span_drop(r->rest, 1);
	return true;
}

/* Index of the name that word begins with, case aside; -1: none. */
static int
name_index(span word, const char (*names)[4], int count)
{
	if (word.n < 3)
		return -1;
	for (int i = 0; i < count; i++)
		if (span_is(span_head(word, 3), names[i]))
			return i;
	return -1;
}

static int64_t
days_from_civil(int year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400, in_era = y - era * 400;
	int64_t in_year =
	    (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 +
	    in_year - 719468;
}

static bool
day_exists(int year, int month, int day)
{
	static const int lengths[12] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	if (month < 1 || month > 12 || day < 1 || day > lengths[month - 1])
		return false;
	return month != 2 || day < 29 || leap;
}

/* RFC 5322 4.3: two digits below 50 are of this century. */
static bool
read_year(struct reading *r)
{
	size_t n = cut_number(r, 4, &r->year);

	if (n < 2)
		return false;
	if (n < 4) {
		r->date.odd |= DATE_ODD_YEAR;
		r->year += n == 2 && r->year < 50 ? 2000 : 1900;
	}
	return r->year >= 1900;
}

static bool
read_month(struct reading *r)
{
	r->month = name_index(cut_letters(r), months, 12) + 1;
	return r->month > 0;
}

/* "09:00:00", "9:00", "09:00:00.123", "9:00 PM". */
static bool
read_time(struct reading *r)
{
	span word, before;
	int fraction;

	if (cut_number(r, 2, &r->hour) == 0 || !cut_char(r, ':') ||
	    cut_number(r, 2, &r->minute) == 0)
		return false;
	if (cut_char(r, ':')) {
		if (cut_number(r, 2, &r->second) == 0)
			return false;
		if (cut_char(r, '.'))
			cut_number(r, 9, &fraction);
	} else {
		r->date.odd |= DATE_ODD_SECONDS;
	}
	skip_blank(r);
	before = r->rest;
	word = cut_letters(r);
	if (span_is(word, "AM") || span_is(word, "PM")) {
		r->date.odd |= DATE_FORM;
		r->hour = r->hour % 12 + (span_is(word, "PM") ? 12 : 0);
	} else {
		r->rest = before;
	}
	/* 60 is a leap second; RFC 5322 allows it. */
	return r->hour < 24 && r->minute < 60 && r->second <= 60;
}

/* "+0900", "+09:00"; the sign is there. */
static void
read_offset(struct reading *r)
{
	bool west = r->rest.p[0] == '-';
	int number, minutes;
	size_t n;

	r->rest = span_drop(r->rest, 1);
	n = cut_number(r, 4, &number);
	minutes = n > 2 ? number / 100 * 60 + number % 100 : number * 60;
	if (n > 0 && n <= 2 && cut_char(r, ':')) {
		int past;

		n = cut_number(r, 2, &past) == 2 ? 4 : 0;
		minutes += past;
		number = number * 100 + past;
	}
	r->have_zone = true;
	/* Kiribati is at +14, Baker Island at -12; no zone is odder. */
	if (n == 0 || number % 100 > 59 || minutes > (west ? 720 : 840)) {
		r->date.odd |= DATE_BOGUS_ZONE;
		return;
	}
	r->date.zone_known = !(west && minutes == 0);
	r->date.zone = west ? -minutes : minutes;
}

static bool
zone_named(span name, int *minutes)
{
	for (size_t i = 0; i < COUNT(zones); i++) {
		if (span_is(name, zones[i].name)) {
			*minutes = zones[i].minutes;
			return true;
		}
	}
	return false;
}

static void
read_zone(struct reading *r)
{
	span before, word;

	skip_blank(r);
	before = r->rest;
	word = cut_letters(r);
	if (word.n > 0) {
		if (zone_named(word, &r->date.zone)) {
			r->date.zone_known = r->have_zone = true;
			r->date.odd |= DATE_NAMED_ZONE;
		} else if (word.n <= 5) {
			r->have_zone = true;
			r->date.odd |=
			    word.n == 1 ? DATE_NAMED_ZONE : DATE_BOGUS_ZONE;
		} else {
			r->rest = before;
		}
	}
	/* "GMT+0900": the offset says more than the name. */
	if (r->rest.n > 1 && (r->rest.p[0] == '+' || r->rest.p[0] == '-') &&
	    ascii_is_digit(r->rest.p[1]))
		read_offset(r);
}

/* 17 Jul 2025, 17-Jul-2025 */
static bool
read_day_first(struct reading *r)
{
	if (cut_number(r, 2, &r->day) == 0)
		return false;
	skip_marks(r);
	cut_char(r, '-');
	if (!read_month(r))
		return false;
	skip_marks(r);
	cut_char(r, '-');
	if (!read_year(r))
		return false;
	skip_marks(r);
	if (!read_time(r))
		return false;
	read_zone(r);
	return true;
}

/* Jul 17 09:00:00 [JST] 2025, and Jul 17, 2025 9:00 AM */
static bool
read_month_first(struct reading *r)
{
	size_t digits = 0;

	r->date.odd |= DATE_FORM;
	if (!read_month(r))
		return false;
	skip_marks(r);
	if (cut_number(r, 2, &r->day) == 0)
		return false;
	skip_marks(r);
	while (digits < r->rest.n && ascii_is_digit(r->rest.p[digits]))
		digits++;
	if (digits < r->rest.n && r->rest.p[digits] != ':') {
		if (!read_year(r))
			return false;
		skip_marks(r);
		if (!read_time(r))
			return false;
		read_zone(r);
		return true;
	}
	if (!read_time(r))
		return false;
	read_zone(r);
	skip_blank(r);
	if (!read_year(r))
		return false;
	if (!r->have_zone)
		read_zone(r);
	return true;
}

/* 2025-07-17T09:00:00+09:00, 2025/07/17 09:00 */
static bool
read_year_first(struct reading *r)
{
	char mark;

	r->date.odd |= DATE_FORM;
	if (!read_year(r) || r->rest.n == 0)
		return false;
	mark = r->rest.p[0];
	if ((mark != '-' && mark != '/') || !cut_char(r, mark) ||
	    cut_number(r, 2, &r->month) == 0 || !cut_char(r, mark) ||
	    cut_number(r, 2, &r->day) == 0)
		return false;
	if (!cut_char(r, 'T'))
		skip_marks(r);
	if (!read_time(r))
		return false;
	read_zone(r);
	return true;
}

static bool
read_parts(struct reading *r)
{
	size_t digits = 0;
	span before;

	skip_marks(r);
	before = r->rest;
	r->weekday = name_index(cut_letters(r), weekdays, 7);
	if (r->weekday < 0)
		r->rest = before;
	skip_marks(r);
	while (digits < r->rest.n && ascii_is_digit(r->rest.p[digits]))
		digits++;
	if (digits == 0)
		return read_month_first(r);
	return digits == 4 ? read_year_first(r) : read_day_first(r);
}

bool
date_parse(span s, struct date *out)
{
	struct reading r = { .rest = s };
	int64_t days;
	int named;

	if (!read_parts(&r) || !day_exists(r.year, r.month, r.day))
		return false;
	r.comment = (span){ 0 };
	skip_blank(&r);
	if (r.rest.n > 0)
		r.date.odd |= DATE_TAIL;
	if (!r.have_zone)
		r.date.odd |= DATE_NO_ZONE;
	if (r.date.zone_known && zone_named(span_trim(r.comment), &named) &&
	    named != r.date.zone)
		r.date.odd |= DATE_ZONE_COMMENT;
	days = days_from_civil(r.year, r.month, r.day);
	/* 1970-01-01 was a Thursday. */
	if (r.weekday >= 0 && (days % 7 + 11) % 7 != r.weekday)
		r.date.odd |= DATE_WEEKDAY;
	r.date.utc = days * DAY + r.hour * 3600 + r.minute * 60 + r.second -
	    (int64_t)r.date.zone * 60;
	*out = r.date;
	return true;
}

struct date_parts
date_split(int64_t utc, int zone)
{
	int64_t days, second, era, in_era, in_year;
	struct date_parts parts;
	int month;

	if (zone < -1440 || zone > 1440)
		zone = 0;
	if (utc < FIRST_MOMENT - (int64_t)zone * 60)
		utc = FIRST_MOMENT - (int64_t)zone * 60;
	if (utc > LAST_MOMENT - (int64_t)zone * 60)
		utc = LAST_MOMENT - (int64_t)zone * 60;
	utc += (int64_t)zone * 60;
	days = (utc >= 0 ? utc : utc - (DAY - 1)) / DAY;
	second = utc - days * DAY;
	parts.weekday = (int)((days % 7 + 11) % 7);
	parts.hour = (int)(second / 3600);
	parts.minute = (int)(second / 60 % 60);
	parts.second = (int)(second % 60);
	/* Counted from March of year 0, so that leap days come last. */
	days += 719468;
	era = days / 146097;
	days -= era * 146097;
	in_era = (days - days / 1460 + days / 36524 - days / 146096) / 365;
	in_year = days - (365 * in_era + in_era / 4 - in_era / 100);
	month = (int)((5 * in_year + 2) / 153);
	parts.day = (int)(in_year - (153 * month + 2) / 5 + 1);
	parts.month = month < 10 ? month + 3 : month - 9;
	parts.year = (int)(in_era + era * 400) + (parts.month <= 2);
	return parts;
}

/* Writes value, which has at most so many digits, with leading zeros. */
static char *
put_digits(char *to, int value, int digits)
{
	for (int i = digits; i-- > 0; value /= 10)
		to[i] = (char)('0' + value % 10);
	return to + digits;
}

span
date_text(int64_t utc, int zone, char buf[static DATE_TEXT_MAX])
{
	char *to = buf;
	struct date_parts p;
	int east;

	if (zone < -1440 || zone > 1440)
		zone = 0;
	p = date_split(utc, zone);
	east = zone < 0 ? -zone : zone;
	to = put_digits(to, p.year, 4);
	*to++ = '-';
	to = put_digits(to, p.month, 2);
	*to++ = '-';
	to = put_digits(to, p.day, 2);
	*to++ = 'T';
	to = put_digits(to, p.hour, 2);
	*to++ = ':';
	to = put_digits(to, p.minute, 2);
	*to++ = ':';
	to = put_digits(to, p.second, 2);
	if (zone == 0) {
		*to++ = 'Z';
	} else {
		*to++ = zone < 0 ? '-' : '+';
		to = put_digits(to, east / 60, 2);
		*to++ = ':';
		to = put_digits(to, east % 60, 2);
	}
	return (span){ buf, (size_t)(to - buf) };
}
