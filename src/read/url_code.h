/*
 * url_code - percent-encoding and query strings.
 *
 * Percent-encoding is that of the WHATWG URL standard, section 1.3; queries
 * are read as application/x-www-form-urlencoded, section 5.1.  Bytes that are
 * no UTF-8 are encoded as U+FFFD, as browsers see them.  Every function is
 * linear.
 */
#ifndef MEKIKI_READ_URL_CODE_H
#define MEKIKI_READ_URL_CODE_H

#include "base/arena.h"

/* The ASCII characters to be encoded, by low and high half. */
struct url_set {
	uint64_t low;  /* 0x00 to 0x3f */
	uint64_t high; /* 0x40 to 0x7f */
};

/* The standard's sets, each with all controls and all non-ASCII. */
extern const struct url_set url_set_control, url_set_fragment, url_set_query,
    url_set_special_query, url_set_path, url_set_userinfo;

/* s with the characters of set encoded; s itself where there are none. */
span url_encode(struct arena *a, span s, const struct url_set *set);

/*
 * s with %XX replaced by the byte; other '%' stay.  The result may hold any
 * byte.  s itself where there is nothing to decode.
 */
span url_decode_percent(struct arena *a, span s);

/*
 * Takes one "name=value" off *rest, raw: nothing is decoded, and a missing
 * '=' gives an empty value.  Empty pairs ("a=1&&b=2") are passed over.  False
 * at the end.  *rest has no leading '?'.
 */
bool url_query_next(span *rest, span *name, span *value);

/*
 * The decoded value of the first pair whose decoded name is name.  '+' means a
 * space, as in forms; who needs it kept takes url_query_next.  False, with
 * *value left alone, when there is none.
 */
bool url_query_value(
    struct arena *a, span query, const char *name, span *value);

#endif
