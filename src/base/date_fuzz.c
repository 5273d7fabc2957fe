#include <assert.h>

#include "base/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is a date has a text that is the same date again. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct date date = { 0 }, again = { 0 };
	char buf[DATE_TEXT_MAX];
	span text;

	if (!date_parse((span){ (const char *)data, size }, &date))
		return 0;
	assert(date.zone >= -720 && date.zone <= 840);
	assert(date.zone_known || date.zone == 0);
	text = date_text(date.utc, date.zone, buf);
	/* The zone or a leap second may carry it out of what is read. */
	if (!date_parse(text, &again))
		assert(date.utc < -2208900000 || date.utc > 253402200000);
	else
		assert(again.utc == date.utc && again.zone == date.zone);
	return 0;
}
