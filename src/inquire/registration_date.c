#include "inquire/registration_date.h"

#define DATE_MAX 64 /* bytes; "Wednesday, 31 January 2024 ... (UTC+8)" has 50 */

static const char *const months[] = { "January", "February", "March", "April",
	"May", "June", "July", "August", "September", "October", "November",
	"December" };
static const char *const weekdays[] = { "Sunday", "Monday", "Tuesday",
	"Wednesday", "Thursday", "Friday", "Saturday" };

/* Names that mean one offset wherever they are written. */
static const struct {
	const char *name;
	int minutes;
} zones[] = {
	{ "Z", 0 },
	{ "UTC", 0 },
	{ "GMT", 0 },
	{ "UT", 0 },
	{ "JST", 540 },
	{ "KST", 540 },
	{ "HKT", 480 },
	{ "SGT", 480 },
	{ "CET", 60 },
	{ "CEST", 120 },
	{ "EET", 120 },
	{ "EEST", 180 },
	{ "MSK", 180 },
	{ "EDT", -240 },
	{ "PST", -480 },
	{ "PDT", -420 },
	{ "AEST", 600 },
	{ "AEDT", 660 },
	{ "NZST", 720 },
	{ "NZDT", 780 },
};

struct reading {
	span rest;
	bool day_first;
	int year, month, day;
	int hour, minute, second;
	int zone; /* minutes east */
	bool timed, zoned;
};

static void
skip_blanks(struct reading *r)
{
	while (r->rest.n > 0 && ascii_is_space(r->rest.p[0]))
		r->rest = span_drop(r->rest, 1);
}

static bool
cut_char(struct reading *r, char c)
{
	if (r->rest.n == 0 || r->rest.p[0] != c)
		return false;
	r->rest = span_drop(r->rest, 1);
	return true;
}

static span
cut_run(struct reading *r, bool (*is)(char))
{
	size_t n = 0;
	span s = r->rest;

	while (n < s.n && is(s.p[n]))
		n++;
	r->rest = span_drop(s, n);
	return span_head(s, n);
}

static int
number_of(span digits)
{
	uint64_t value = 0;

	return span_number(digits, 99999999, &value) ? (int)value : -1;
}

/* A number of least to most digits; false: it is none, and nothing is taken. */
static bool
cut_number(struct reading *r, size_t least, size_t most, int *value)
{
	span before = r->rest, digits = cut_run(r, ascii_is_digit);

	if (digits.n < least || digits.n > most) {
		r->rest = before;
		return false;
	}
	*value = number_of(digits);
	return true;
}

/* From 1: the name that word is, in full or its first three letters; 0: none. */
static int
name_of(span word, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (span_is(word, names[i]) ||
		    span_same_nocase(word, span_head(span_of(names[i]), 3)))
			return (int)i + 1;
	return 0;
}

static bool
cut_month(struct reading *r)
{
	span before = r->rest, word = cut_run(r, ascii_is_alpha);

	r->month = name_of(word, months, COUNT(months));
	if (r->month == 0 && span_is(word, "Sept"))
		r->month = 9;
	if (r->month == 0)
		r->rest = before;
	return r->month > 0;
}

/* What stands between two parts, the same mark both times. */
static bool
cut_mark(struct reading *r, char mark)
{
	if (!cut_char(r, mark))
		return false;
	if (mark == '.' || mark == ' ')
		skip_blanks(r);
	return true;
}

static bool
read_year_first(struct reading *r, span digits)
{
	char mark = r->rest.n > 0 ? r->rest.p[0] : 0;

	r->year = number_of(digits);
	return memchr("-/.", mark, 3) != NULL && cut_mark(r, mark) &&
	    (cut_number(r, 1, 2, &r->month) || cut_month(r)) &&
	    cut_mark(r, mark) && cut_number(r, 1, 2, &r->day);
}

/* 31/01/2024 and 01/31/2024 can be told apart, 03/04/2024 cannot. */
static bool
order_parts(struct reading *r, char mark, int first, int second)
{
	bool day_first = mark == '.' || r->day_first || first > 12;

	if (!day_first && second <= 12 && first != second)
		return false;
	r->day = day_first ? first : second;
	r->month = day_first ? second : first;
	return true;
}

static bool
read_year_last(struct reading *r, span digits)
{
	char mark = r->rest.n > 0 ? r->rest.p[0] : 0;
	int first = number_of(digits), second;

	if (memchr("-/. ", mark, 4) == NULL || !cut_mark(r, mark))
		return false;
	if (cut_month(r)) {
		r->day = first;
		if (mark == ' ')
			cut_char(r, ',');
		return cut_mark(r, mark) && cut_number(r, 4, 4, &r->year);
	}
	return mark != ' ' && cut_number(r, 1, 2, &second) &&
	    cut_mark(r, mark) && cut_number(r, 4, 4, &r->year) &&
	    order_parts(r, mark, first, second);
}

static bool
read_zone(struct reading *r)
{
	bool west, sign;
	span word;
	int hours = 0, minutes = 0;

	word = cut_run(r, ascii_is_alpha);
	sign = r->rest.n > 1 && memchr("+-", r->rest.p[0], 2) != NULL;
	for (size_t i = 0; i < COUNT(zones); i++) {
		if (span_is(word, zones[i].name)) {
			r->zoned = true;
			r->zone = zones[i].minutes;
		}
	}
	if (!sign)
		return word.n > 0 && word.n <= 5;
	if (word.n > 0 && r->zone != 0)
		return false;
	west = r->rest.p[0] == '-';
	r->rest = span_drop(r->rest, 1);
	if (cut_number(r, 4, 4, &hours)) {
		minutes = hours % 100;
		hours /= 100;
	} else if (!cut_number(r, 1, 2, &hours) ||
	    (cut_char(r, ':') && !cut_number(r, 2, 2, &minutes))) {
		return false;
	}
	if (minutes > 59 || hours * 60 + minutes > (west ? 720 : 840))
		return false;
	r->zone = (west ? -1 : 1) * (hours * 60 + minutes);
	/* RFC 3339 4.3: "-00:00" says that the place's offset is not known. */
	r->zoned = true;
	return true;
}

/* 12:34:56, 12:34, 12:34:56.789, 1:23:45 PM */
static bool
read_time(struct reading *r)
{
	span before, word;

	if (!cut_number(r, 1, 2, &r->hour) || !cut_char(r, ':') ||
	    !cut_number(r, 2, 2, &r->minute))
		return false;
	if (cut_char(r, ':')) {
		if (!cut_number(r, 2, 2, &r->second))
			return false;
		if (cut_char(r, '.') && cut_run(r, ascii_is_digit).n == 0)
			return false;
	}
	r->timed = true;
	before = r->rest;
	skip_blanks(r);
	word = cut_run(r, ascii_is_alpha);
	if (!span_is(word, "AM") && !span_is(word, "PM")) {
		r->rest = before;
	} else {
		if (r->hour < 1 || r->hour > 12)
			return false;
		r->hour = r->hour % 12 + (span_is(word, "PM") ? 12 : 0);
	}
	return r->hour < 24 && r->minute < 60 && r->second < 60;
}

/* Jan 31, 2024; Jan 31 12:34:56 GMT 2024 */
static bool
read_month_first(struct reading *r)
{
	span before;

	if (!cut_month(r) || !cut_mark(r, ' ') || !cut_number(r, 1, 2, &r->day))
		return false;
	cut_char(r, ',');
	skip_blanks(r);
	before = r->rest;
	if (cut_number(r, 4, 4, &r->year))
		return true;
	r->rest = before;
	if (!read_time(r))
		return false;
	skip_blanks(r);
	if (r->rest.n > 0 && !ascii_is_digit(r->rest.p[0]) && !read_zone(r))
		return false;
	skip_blanks(r);
	return cut_number(r, 4, 4, &r->year);
}

static bool
read_day(struct reading *r)
{
	span before = r->rest, digits;

	if (name_of(cut_run(r, ascii_is_alpha), weekdays, COUNT(weekdays)) == 0)
		r->rest = before;
	cut_char(r, ',');
	skip_blanks(r);
	digits = cut_run(r, ascii_is_digit);
	if (digits.n == 0)
		return read_month_first(r);
	if (digits.n == 8) {
		int all = number_of(digits);

		r->year = all / 10000;
		r->month = all / 100 % 100;
		r->day = all % 100;
		return true;
	}
	if (digits.n == 4)
		return read_year_first(r, digits);
	return digits.n <= 2 && read_year_last(r, digits);
}

/* What may follow the day: time, zone, a ticket, a word on the form. */
static bool
read_tail(struct reading *r)
{
	bool bracket;

	cut_char(r, '.');
	if (!r->timed) {
		if (!cut_char(r, 'T') && !cut_char(r, 't')) {
			cut_char(r, ',');
			skip_blanks(r);
		}
		if (r->rest.n > 0 && ascii_is_digit(r->rest.p[0]) &&
		    !read_time(r))
			return false;
	}
	skip_blanks(r);
	if (cut_char(r, '#'))
		return cut_run(r, ascii_is_digit).n > 0 && r->rest.n == 0;
	if (span_is(r->rest, "(YYYY-MM-DD)"))
		return true;
	bracket = cut_char(r, '(');
	if (r->rest.n > 0 && !r->zoned && !read_zone(r))
		return false;
	if (bracket && !cut_char(r, ')'))
		return false;
	cut_char(r, '.');
	skip_blanks(r);
	/* "+0900 (JST)": the number has said it. */
	if (!bracket && r->zoned && cut_char(r, '(')) {
		cut_run(r, ascii_is_alpha);
		return cut_char(r, ')') && r->rest.n == 0;
	}
	return r->rest.n == 0;
}

static char *
put_digits(char *to, int value, int digits)
{
	for (int i = digits; i-- > 0; value /= 10)
		to[i] = (char)('0' + value % 10);
	return to + digits;
}

static span
text_of(const struct reading *r, char buf[static DATE_TEXT_MAX])
{
	int east = r->zone < 0 ? -r->zone : r->zone;
	char *to = put_digits(buf, r->year, 4);

	*to++ = '-';
	to = put_digits(to, r->month, 2);
	*to++ = '-';
	to = put_digits(to, r->day, 2);
	if (!r->timed)
		return (span){ buf, (size_t)(to - buf) };
	*to++ = 'T';
	to = put_digits(to, r->hour, 2);
	*to++ = ':';
	to = put_digits(to, r->minute, 2);
	*to++ = ':';
	to = put_digits(to, r->second, 2);
	if (r->zoned && r->zone == 0) {
		*to++ = 'Z';
	} else if (r->zoned) {
		*to++ = r->zone < 0 ? '-' : '+';
		to = put_digits(to, east / 60, 2);
		*to++ = ':';
		to = put_digits(to, east % 60, 2);
	}
	return (span){ buf, (size_t)(to - buf) };
}

static bool
day_exists(struct reading r)
{
	char buf[DATE_TEXT_MAX];
	struct date date;

	r.hour = r.minute = r.second = r.zone = 0;
	r.timed = r.zoned = true;
	return r.month <= 12 && r.day <= 31 &&
	    date_parse(text_of(&r, buf), &date);
}

span
registration_date(span s, bool day_first, char buf[static DATE_TEXT_MAX])
{
	struct reading r = { .rest = span_trim(s), .day_first = day_first };

	if (r.rest.n > DATE_MAX || !read_day(&r) || !read_tail(&r) ||
	    !day_exists(r))
		return (span){ 0 };
	return text_of(&r, buf);
}
