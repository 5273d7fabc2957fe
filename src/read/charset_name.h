/*
 * charset_name - the charset that a label means.
 *
 * Labels are read as browsers and Outlook read them, not as registered:
 * Shift_JIS is code page 932, ISO-8859-1 is windows-1252, GB2312 is GB18030,
 * ks_c_5601-1987 is windows-949 (WHATWG Encoding, section 4.2, and Microsoft's
 * code pages), because that is what the senders meant.  Case, quotes, blanks,
 * hyphens and underscores are ignored.  EBCDIC and other charsets no mail
 * program shows are unknown on purpose: they would let the sender hide text.
 */
#ifndef MEKIKI_READ_CHARSET_NAME_H
#define MEKIKI_READ_CHARSET_NAME_H

#include "base/span.h"

enum charset_kind {
	CHARSET_ASCII,
	CHARSET_UTF8,
	CHARSET_WIDE,	/* UTF-16 or UTF-32: ASCII text is not itself */
	CHARSET_SHIFT,	/* seven bits with states: ISO-2022, HZ, UTF-7 */
	CHARSET_DOUBLE, /* ASCII and pairs of bytes */
	CHARSET_SINGLE, /* every byte is a character */
};

struct charset {
	const char *name; /* lower case, "shift_jis" */
	const char *icu;  /* ICU's name of the converter */
	enum charset_kind kind;
};

/* NULL: unknown, or empty.  Lives as long as the program. */
const struct charset *charset_find(span label);

#endif
