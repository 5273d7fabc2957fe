#include "base/alike.h"

#include "base/span.h"

/* code looks like letter; weak: only next to Latin letters. */
struct alike {
	uint16_t code;
	char letter;
	bool weak;
};

/* Sorted.  Each is what it looks like in the case it is written in. */
static const struct alike alikes[] = {
	{ 0x0391, 'a', false }, /* Greek capitals */
	{ 0x0392, 'b', false },
	{ 0x0395, 'e', false },
	{ 0x0396, 'z', false },
	{ 0x0397, 'h', false },
	{ 0x0399, 'i', false },
	{ 0x039a, 'k', false },
	{ 0x039c, 'm', false },
	{ 0x039d, 'n', false },
	{ 0x039f, 'o', false },
	{ 0x03a1, 'p', false },
	{ 0x03a4, 't', false },
	{ 0x03a5, 'y', false },
	{ 0x03a7, 'x', false },
	{ 0x03ac, 'a', true },
	{ 0x03ad, 'e', true },
	{ 0x03af, 'i', true },
	{ 0x03b1, 'a', false },
	{ 0x03b3, 'y', true },
	{ 0x03b5, 'e', true },
	{ 0x03b7, 'n', true },
	{ 0x03b9, 'i', false },
	{ 0x03ba, 'k', false },
	{ 0x03bd, 'v', false },
	{ 0x03bf, 'o', false },
	{ 0x03c1, 'p', false },
	{ 0x03c4, 't', true },
	{ 0x03c5, 'u', false },
	{ 0x03c7, 'x', false },
	{ 0x03c9, 'w', true },
	{ 0x03cc, 'o', true },
	{ 0x03f2, 'c', false },
	{ 0x03f3, 'j', false },
	{ 0x0405, 's', false }, /* Cyrillic */
	{ 0x0406, 'i', false },
	{ 0x0407, 'i', true },
	{ 0x0408, 'j', false },
	{ 0x0410, 'a', false },
	{ 0x0412, 'b', false },
	{ 0x0415, 'e', false },
	{ 0x041a, 'k', false },
	{ 0x041c, 'm', false },
	{ 0x041d, 'h', false },
	{ 0x041e, 'o', false },
	{ 0x0420, 'p', false },
	{ 0x0421, 'c', false },
	{ 0x0422, 't', false },
	{ 0x0423, 'y', true },
	{ 0x0425, 'x', false },
	{ 0x0430, 'a', false },
	{ 0x0432, 'b', true },
	{ 0x0433, 'r', true },
	{ 0x0435, 'e', false },
	{ 0x043a, 'k', true },
	{ 0x043c, 'm', true },
	{ 0x043d, 'h', true },
	{ 0x043e, 'o', false },
	{ 0x043f, 'n', true },
	{ 0x0440, 'p', false },
	{ 0x0441, 'c', false },
	{ 0x0442, 't', true },
	{ 0x0443, 'y', false },
	{ 0x0445, 'x', false },
	{ 0x044c, 'b', true },
	{ 0x0450, 'e', true },
	{ 0x0451, 'e', true },
	{ 0x0455, 's', false },
	{ 0x0456, 'i', false },
	{ 0x0457, 'i', true },
	{ 0x0458, 'j', false },
	{ 0x0475, 'v', false },
	{ 0x04ae, 'y', false },
	{ 0x04af, 'y', true },
	{ 0x04ba, 'h', true },
	{ 0x04bb, 'h', false },
	{ 0x04c0, 'l', false },
	{ 0x04cf, 'l', false },
	{ 0x0501, 'd', false },
	{ 0x051a, 'q', false },
	{ 0x051b, 'q', false },
	{ 0x051c, 'w', false },
	{ 0x051d, 'w', false },
	{ 0x0561, 'w', true }, /* Armenian */
	{ 0x0563, 'q', true },
	{ 0x0570, 'h', false },
	{ 0x0578, 'n', false },
	{ 0x057d, 'u', false },
	{ 0x0581, 'g', false },
	{ 0x0585, 'o', false },
	{ 0x13a0, 'd', false }, /* Cherokee */
	{ 0x13a1, 'r', false },
	{ 0x13a2, 't', false },
	{ 0x13a9, 'y', false },
	{ 0x13aa, 'a', false },
	{ 0x13ab, 'j', false },
	{ 0x13ac, 'e', false },
	{ 0x13b3, 'w', false },
	{ 0x13b7, 'm', false },
	{ 0x13bb, 'h', false },
	{ 0x13c0, 'g', false },
	{ 0x13c3, 'z', false },
	{ 0x13cb, 'h', false },
	{ 0x13cf, 'b', true },
	{ 0x13d2, 'r', false },
	{ 0x13d4, 'w', false },
	{ 0x13da, 's', false },
	{ 0x13de, 'l', false },
	{ 0x13df, 'c', false },
	{ 0x13e2, 'p', false },
	{ 0x13e6, 'k', false },
	{ 0x13f4, 'b', false },
};

char
alike_plain(uint32_t code)
{
	switch (code) {
	case 0x02bc:
	case 0x2018:
	case 0x2019:
	case 0x2032:
		return '\'';
	case 0x201c:
	case 0x201d:
		return '"';
	case 0x2010:
	case 0x2012:
	case 0x2013:
	case 0x2014:
	case 0x2015:
	case 0x2212:
		return '-';
	case 0x0131: /* dotless i */
	case 0x0269:
	case 0x026a:
		return 'i';
	case 0x0251:
	case 0x1d00:
		return 'a';
	case 0x0261:
		return 'g';
	case 0x0274:
		return 'n';
	case 0x028f:
		return 'y';
	case 0x1d04:
		return 'c';
	case 0x1d05:
		return 'd';
	case 0x1d07:
		return 'e';
	case 0x1d0b:
		return 'k';
	case 0x1d0d:
		return 'm';
	case 0x1d0f:
		return 'o';
	case 0x1d18:
		return 'p';
	case 0x1d1b:
		return 't';
	case 0x1d1c:
		return 'u';
	case 0x1d20:
		return 'v';
	case 0x1d21:
		return 'w';
	case 0x1d22:
		return 'z';
	default:
		return 0;
	}
}

char
alike_latin(uint32_t code, bool *weak)
{
	size_t low = 0, high = COUNT(alikes);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (alikes[middle].code == code) {
			*weak = alikes[middle].weak;
			return alikes[middle].letter;
		}
		if (alikes[middle].code < code)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}
