/*
 * url - URLs as browsers read them: the WHATWG URL standard.
 *
 * A link leads where the browser takes it, not where RFC 3986 would: browsers
 * drop tabs, take '\' for '/', decode hosts and read "http:example.com".
 * Phishers know this and filters often do not.  So this is the standard's
 * parser (without its setters and without other encodings than UTF-8), proven
 * on the web-platform-tests, and everything a plain URL would not have is
 * noted in `odd`.
 *
 * Input is UTF-8; broken bytes become U+FFFD.  Beyond LIMIT_URL the input is
 * cut and URL_LONG set.  Parts are slices of href, which lives in the arena.
 * Linear, but for Punycode, which LIMIT_HOST bounds.
 */
#ifndef MEKIKI_READ_URL_H
#define MEKIKI_READ_URL_H

#include "base/arena.h"
#include "read/url_code.h"
#include "read/url_host.h"

enum url_odd {
	URL_USERINFO = 1 << 0,	    /* "user@" before the host */
	URL_USERINFO_HOST = 1 << 1, /* and it looks like a host */
	URL_BACKSLASH = 1 << 2,	    /* '\' that is read as '/' */
	URL_TAB_NEWLINE = 1 << 3,   /* tab or line end inside, dropped */
	URL_CONTROL = 1 << 4,	    /* controls or blanks around it, dropped */
	URL_IP_DECIMAL = 1 << 5,    /* "http://3221225985/" */
	URL_IP_OCTAL = 1 << 6,	    /* "http://0300.0.2.1/" */
	URL_IP_HEX = 1 << 7,	    /* "http://0xc0.0.2.1/" */
	URL_IP_SHORT = 1 << 8,	    /* two or three numbers for an address */
	URL_FULLWIDTH = 1 << 9,	    /* full-width letters or dots in the host */
	URL_ODD_PORT = 1 << 10,	    /* a port that is not the scheme's */
	URL_PUNYCODE = 1 << 11,	    /* some label of the host is "xn--" */
	URL_UNICODE_HOST = 1 << 12, /* the host was written beyond ASCII */
	URL_PERCENT_HOST = 1 << 13, /* %XX in the host */
	URL_MISSING_SLASHES = 1 << 14, /* "http:example.com" */
	URL_EXTRA_SLASHES = 1 << 15,   /* "http:///example.com" */
	URL_ENCODED_DOTS = 1 << 16,    /* "%2e%2e/" steps up as "../" does */
	URL_SCHEME_CASE = 1 << 17,     /* "hTTps:" */
	URL_TRAILING_DOT = 1 << 18,    /* "example.com." */
	URL_INVISIBLE = 1 << 19,       /* the host had characters that vanish */
	URL_BAD_UTF8 = 1 << 20,	       /* bytes that are no UTF-8 */
	URL_LONG = 1 << 21,	       /* cut at LIMIT_URL */
};

struct url {
	bool valid;    /* else all below but odd is empty */
	span href;     /* the whole, as the standard serialises it */
	span scheme;   /* lower case, without ':' */
	span username; /* percent-encoded */
	span password; /* percent-encoded */
	span host;     /* canonical; IPv6 in brackets */
	span path;     /* with its leading '/', or opaque */
	span query;    /* without '?' */
	span fragment; /* without '#' */
	int port;      /* -1: none, or the scheme's default */
	enum url_host_kind kind;
	bool opaque_path;	      /* "mailto:a@b", "javascript:x" */
	bool has_query, has_fragment; /* tells "x?" from "x" */
	bool special;		      /* http, https, ws, wss, ftp or file */
	unsigned odd;		      /* URL_* */
};

/* base resolves relative input, NULL where there is none; must be valid. */
struct url url_parse(struct arena *a, span input, const struct url *base);

/* The name of one flag, "userinfo"; empty for anything else. */
span url_oddity_name(unsigned flag);

#endif
