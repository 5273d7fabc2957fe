/*
 * url_host - the host of a URL, by the WHATWG URL standard, section 3.5.
 *
 * Browsers accept many spellings of one host: "0x7f.1" is 127.0.0.1, a
 * full-width "ｅｘａｍｐｌｅ。ｃｏｍ" and "ex%61mple.com" are example.com.  What
 * comes out is the one canonical form, and `odd` says how it was disguised.
 */
#ifndef MEKIKI_READ_URL_HOST_H
#define MEKIKI_READ_URL_HOST_H

#include "base/arena.h"

enum url_host_kind {
	URL_HOST_NONE,	 /* the URL has no authority: "mailto:a@b" */
	URL_HOST_EMPTY,	 /* "file:///x" */
	URL_HOST_DOMAIN, /* lower-case A-labels */
	URL_HOST_IPV4,	 /* four decimal numbers */
	URL_HOST_IPV6,	 /* in brackets, compressed by RFC 5952 */
	URL_HOST_OPAQUE, /* of a scheme that is not special: as written */
};

struct url_host {
	bool valid;
	enum url_host_kind kind;
	span text;
	unsigned odd; /* flags of read/url.h */
};

/* special: of http, https, ws, wss, ftp or file. */
struct url_host url_host_parse(struct arena *a, span s, bool special);

#endif
