#include "inquire/rdap_json.h"

#include "base/limits.h"

/* Objects and arrays are few, and not deep. */
static bool
is_bounded(span bytes)
{
	size_t depth = 0, count = 0;
	bool quoted = false;

	for (size_t i = 0; i < bytes.n; i++) {
		char c = bytes.p[i];

		if (quoted) {
			i += c == '\\';
			quoted = c != '"';
		} else if (c == '"') {
			quoted = true;
		} else if (c == '{' || c == '[') {
			if (++depth > LIMIT_RDAP_DEPTH ||
			    ++count > LIMIT_RDAP_VALUES)
				return false;
		} else if ((c == '}' || c == ']') && depth > 0) {
			depth--;
		}
	}
	return true;
}

json_t *
rdap_json(span bytes)
{
	if (span_starts(bytes, "\xef\xbb\xbf"))
		bytes = span_drop(bytes, 3);
	if (bytes.n == 0 || bytes.n > LIMIT_ANSWER_BYTES || !is_bounded(bytes))
		return NULL;
	return json_loadb(bytes.p, bytes.n, JSON_REJECT_DUPLICATES, NULL);
}
