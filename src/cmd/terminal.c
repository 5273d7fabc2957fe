#include "cmd/terminal.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

/* Minutes east of UTC of the local clock at that moment. */
static int
local_zone(int64_t utc)
{
	time_t t = (time_t)utc;
	struct tm local, universal;
	int days;

	if (localtime_r(&t, &local) == NULL || gmtime_r(&t, &universal) == NULL)
		return 0;
	days = local.tm_year != universal.tm_year
	    ? (local.tm_year > universal.tm_year ? 1 : -1)
	    : local.tm_yday - universal.tm_yday;
	return days * 1440 + (local.tm_hour - universal.tm_hour) * 60 +
	    local.tm_min - universal.tm_min;
}

bool
terminal_acts(int descriptor)
{
	const char *term = getenv("TERM");

	return isatty(descriptor) && term != NULL && strcmp(term, "dumb") != 0;
}

size_t
terminal_width(int descriptor)
{
	struct winsize size;

	return ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0
	    ? size.ws_col
	    : 80;
}

struct text_style
terminal_style(void)
{
	const char *columns = getenv("COLUMNS"), *none = getenv("NO_COLOR");
	struct text_style style = { .width = 80,
		.zone_at = local_zone,
		.whole_lines = !isatty(STDOUT_FILENO) };
	uint64_t n;

	tzset(); /* localtime_r need not look at TZ again */
	/* no-color.org */
	style.colour =
	    (none == NULL || none[0] == '\0') && terminal_acts(STDOUT_FILENO);
	if (!style.whole_lines)
		style.width = terminal_width(STDOUT_FILENO);
	if (columns != NULL && span_number(span_of(columns), 1000, &n) &&
	    n > 0) {
		style.width = (size_t)n;
		style.whole_lines = false;
	}
	return style;
}
