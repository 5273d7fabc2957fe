/*
 * whois_line - one line of a WHOIS answer: label, value, and how it looked.
 *
 * RFC 3912 says nothing of what an answer looks like.  What all have in common
 * is lines, and most lines have a label in one of these ways:
 *
 *	Label: value        Label....: value    ** Label: value (.tr)
 *	[Label] value       a. [Label] value    (JPRS, JPNIC)
 *	Label               with nothing else, a heading
 *
 * A line is taken apart without deciding what it means: the same line is a
 * label with its value to one reader and a name server to the other.
 */
#ifndef MEKIKI_INQUIRE_WHOIS_LINE_H
#define MEKIKI_INQUIRE_WHOIS_LINE_H

#include "base/span.h"

struct whois_line {
	span text;    /* all of it, trimmed; empty: a blank line */
	span label;   /* as written, without marks around; empty: none */
	span value;   /* what is behind the label, trimmed */
	bool bracket; /* the label stood in brackets */
	bool colon;   /* it ended with a colon */
	bool comment; /* began with "%" or "#" */
};

/*
 * Takes a line off *text.  False: there is none left whose end is there.  A
 * connection may be cut off anywhere, and "2024-01-3" is another day than
 * "2024-01-31": so a line counts only with its LF.  Spans point into text.
 */
bool whois_line_cut(span *text, struct whois_line *out);

#endif
