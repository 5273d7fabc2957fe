#include "read/url.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/url_text.h"

/* What one call works on. */
struct parser {
	struct arena *a;
	struct url *u;
	const struct url *base;
	span s;	  /* the input without blanks around and tabs inside */
	size_t i; /* how far it is read */
	struct buf path;
	bool failed;
};

static const struct {
	const char *name;
	int port; /* -1: none */
} special_schemes[] = {
	{ "http", 80 },
	{ "https", 443 },
	{ "ftp", 21 },
	{ "ws", 80 },
	{ "wss", 443 },
	{ "file", -1 },
};

/* Whether scheme is special, and its port. */
static bool
is_special(span scheme, int *port)
{
	for (size_t i = 0; i < COUNT(special_schemes); i++) {
		if (span_is(scheme, special_schemes[i].name)) {
			*port = special_schemes[i].port;
			return true;
		}
	}
	return false;
}

/* The character at the cursor, or NUL; a real NUL is never asked for. */
static char
peek(const struct parser *p)
{
	return p->i < p->s.n ? p->s.p[p->i] : '\0';
}

static bool
at_end(const struct parser *p)
{
	return p->i >= p->s.n;
}

/* A slash of either kind where the scheme lets '\' stand for '/'. */
static bool
is_slash(const struct parser *p, size_t i)
{
	if (i >= p->s.n)
		return false;
	return p->s.p[i] == '/' || (p->u->special && p->s.p[i] == '\\');
}

/* Steps over a slash, noting a '\'. */
static void
take_slash(struct parser *p)
{
	if (peek(p) == '\\')
		p->u->odd |= URL_BACKSLASH;
	p->i++;
}

/* "C:" or "C|", followed by nothing that would make it a longer name. */
static bool
starts_with_drive(span s)
{
	if (s.n < 2 || !ascii_is_alpha(s.p[0]) ||
	    (s.p[1] != ':' && s.p[1] != '|'))
		return false;
	return s.n == 2 || memchr("/\\?#", s.p[2], 4) != NULL;
}

static bool
is_file(const struct parser *p)
{
	return span_is(p->u->scheme, "file");
}

static bool
base_is_file(const struct parser *p)
{
	return p->base != NULL && span_is(p->base->scheme, "file");
}

/* Removes the last segment; a drive letter alone stays. */
static void
shorten(struct parser *p)
{
	span path = buf_span(&p->path);
	size_t slash = span_find_last(path, '/');

	if (slash == path.n)
		return;
	if (is_file(p) && path.n == 3 && slash == 0 &&
	    ascii_is_alpha(path.p[1]) && path.p[2] == ':')
		return;
	p->path.n = slash;
}

/* How many dots the segment is, plain or as %2e: 1, 2, or 0 for other text. */
static int
dots(span s, unsigned *odd)
{
	int count = 0;
	bool encoded = false;

	while (s.n > 0 && count < 3) {
		if (s.p[0] == '.') {
			s = span_drop(s, 1);
		} else if (span_starts(s, "%2e")) {
			s = span_drop(s, 3);
			encoded = true;
		} else {
			return 0;
		}
		count++;
	}
	if (count == 0 || count > 2)
		return 0;
	if (encoded)
		*odd |= URL_ENCODED_DOTS;
	return count;
}

static void
add_segment(struct parser *p, span segment, bool last)
{
	int count = dots(segment, &p->u->odd);
	bool first = p->path.n == 0;

	if (count == 2)
		shorten(p);
	if (count > 0) {
		if (last)
			buf_byte(&p->path, '/');
		return;
	}
	buf_byte(&p->path, '/');
	if (first && is_file(p) && segment.n == 2 &&
	    starts_with_drive(segment)) {
		buf_byte(&p->path, segment.p[0]);
		buf_byte(&p->path, ':');
		return;
	}
	buf_put(&p->path, url_encode(p->a, segment, &url_set_path));
}

/* The standard's path state: from behind a slash to the query. */
static void
parse_path(struct parser *p)
{
	bool last;

	do {
		size_t start = p->i;

		while (!at_end(p) && !is_slash(p, p->i) && peek(p) != '?' &&
		    peek(p) != '#')
			p->i++;
		last = !is_slash(p, p->i);
		add_segment(p, span_slice(p->s, start, p->i), last);
		if (!last)
			take_slash(p);
	} while (!last);
}

/* The standard's path start state: behind the authority. */
static void
parse_path_start(struct parser *p)
{
	if (p->u->special) {
		if (is_slash(p, p->i))
			take_slash(p);
		parse_path(p);
	} else if (peek(p) == '/') {
		p->i++;
		parse_path(p);
	}
}

static void
parse_query(struct parser *p)
{
	span rest = span_drop(p->s, p->i + 1);
	size_t n = span_find_byte(rest, '#');

	p->u->has_query = true;
	p->u->query = url_encode(p->a, span_head(rest, n),
	    p->u->special ? &url_set_special_query : &url_set_query);
	p->i += n + 1;
}

static void
parse_end(struct parser *p)
{
	if (peek(p) == '?')
		parse_query(p);
	if (peek(p) != '#')
		return;
	p->u->has_fragment = true;
	p->u->fragment =
	    url_encode(p->a, span_drop(p->s, p->i + 1), &url_set_fragment);
}

static void
set_host(struct parser *p, struct url_host host)
{
	p->u->odd |= host.odd;
	if (!host.valid)
		p->failed = true;
	p->u->host = host.text;
	p->u->kind = host.kind;
}

static void
parse_port(struct parser *p, span digits)
{
	uint64_t port = 0;
	int standard = -1;

	if (digits.n == 0)
		return;
	if (!span_number(digits, 65535, &port)) {
		p->failed = true;
		return;
	}
	is_special(p->u->scheme, &standard);
	if ((int)port != standard) {
		p->u->port = (int)port;
		p->u->odd |= URL_ODD_PORT;
	}
}

static void
parse_userinfo(struct parser *p, span text)
{
	span user = span_cut(&text, ':');

	p->u->odd |= URL_USERINFO;
	if (span_find_byte(user, '.') < user.n)
		p->u->odd |= URL_USERINFO_HOST;
	p->u->username = url_encode(p->a, user, &url_set_userinfo);
	p->u->password = url_encode(p->a, text, &url_set_userinfo);
}

/* Offset of the ':' before the port: the first one outside brackets. */
static size_t
find_port(span s)
{
	bool inside = false;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '[')
			inside = true;
		else if (s.p[i] == ']')
			inside = false;
		else if (s.p[i] == ':' && !inside)
			return i;
	}
	return s.n;
}

/* Takes the text up to the path, query or fragment. */
static span
take_authority(struct parser *p)
{
	size_t start = p->i;

	while (!at_end(p) && !is_slash(p, p->i) && peek(p) != '?' &&
	    peek(p) != '#')
		p->i++;
	return span_slice(p->s, start, p->i);
}

static void
parse_authority(struct parser *p)
{
	span text = take_authority(p);
	size_t at = span_find_last(text, '@'), colon;

	if (at < text.n) {
		parse_userinfo(p, span_head(text, at));
		text = span_drop(text, at + 1);
		if (text.n == 0)
			p->failed = true;
	}
	colon = find_port(text);
	if (colon == 0 && (text.n > 0 || p->u->special)) {
		p->failed = true;
	} else if (text.n == 0) {
		p->u->kind = URL_HOST_EMPTY;
	} else {
		set_host(p,
		    url_host_parse(
			p->a, span_head(text, colon), p->u->special));
		if (colon < text.n)
			parse_port(p, span_drop(text, colon + 1));
	}
	parse_path_start(p);
}

/* Any number of slashes, then the authority; counted is what stood already. */
static void
parse_special_authority(struct parser *p, int counted)
{
	while (is_slash(p, p->i)) {
		take_slash(p);
		if (counted < 3)
			counted++;
	}
	if (counted != 2)
		p->u->odd |=
		    counted < 2 ? URL_MISSING_SLASHES : URL_EXTRA_SLASHES;
	parse_authority(p);
}

/* Takes over what a relative reference inherits up to the path. */
static void
inherit_host(struct parser *p)
{
	const struct url *base = p->base;

	p->u->username = base->username;
	p->u->password = base->password;
	p->u->host = base->host;
	p->u->kind = base->kind;
	p->u->port = base->port;
}

/* The path, and the query where nothing replaces them. */
static void
inherit_path(struct parser *p)
{
	buf_put(&p->path, p->base->path);
	if (peek(p) == '?')
		return;
	if (at_end(p) || peek(p) == '#') {
		p->u->query = p->base->query;
		p->u->has_query = p->base->has_query;
		return;
	}
	/* A drive letter starts afresh. */
	if (is_file(p) && starts_with_drive(span_drop(p->s, p->i)))
		p->path.n = 0;
	else
		shorten(p);
	parse_path(p);
}

static void
parse_relative(struct parser *p)
{
	p->u->scheme = p->base->scheme;
	p->u->special = p->base->special;
	if (!is_slash(p, p->i)) {
		inherit_host(p);
		inherit_path(p);
		return;
	}
	take_slash(p);
	if (p->u->special && is_slash(p, p->i)) {
		parse_special_authority(p, 1);
	} else if (peek(p) == '/') {
		p->i++;
		parse_authority(p);
	} else {
		inherit_host(p);
		parse_path(p);
	}
}

static void
parse_file_host(struct parser *p)
{
	size_t start = p->i;
	span text = take_authority(p);

	if (text.n == 2 && starts_with_drive(text)) {
		p->i = start;
		parse_path(p);
		return;
	}
	if (text.n > 0) {
		set_host(p, url_host_parse(p->a, text, true));
		if (span_is(p->u->host, "localhost")) {
			p->u->host = (span){ 0 };
			p->u->kind = URL_HOST_EMPTY;
		}
	}
	parse_path_start(p);
}

/* The drive letter of a base's path, "/C:", where a new path keeps it. */
static span
base_drive(const struct parser *p)
{
	span path = p->base->path;

	if (path.n < 3 || path.p[0] != '/' || path.p[2] != ':' ||
	    !ascii_is_alpha(path.p[1]) || (path.n > 3 && path.p[3] != '/'))
		return (span){ 0 };
	return span_head(path, 3);
}

static void
parse_file(struct parser *p)
{
	p->u->kind = URL_HOST_EMPTY;
	p->u->special = true;
	if (is_slash(p, p->i)) {
		take_slash(p);
		if (is_slash(p, p->i)) {
			take_slash(p);
			parse_file_host(p);
			return;
		}
		if (base_is_file(p)) {
			p->u->host = p->base->host;
			p->u->kind = p->base->kind;
			if (!starts_with_drive(span_drop(p->s, p->i)))
				buf_put(&p->path, base_drive(p));
		}
		parse_path(p);
	} else if (base_is_file(p)) {
		p->u->host = p->base->host;
		p->u->kind = p->base->kind;
		inherit_path(p);
	} else {
		parse_path(p);
	}
}

static void
parse_opaque(struct parser *p)
{
	size_t start = p->i, blanks;
	span text;

	while (!at_end(p) && peek(p) != '?' && peek(p) != '#')
		p->i++;
	text = span_slice(p->s, start, p->i);
	p->u->opaque_path = true;
	/* One blank before the query survives a second parse as %20. */
	blanks = !at_end(p) && span_ends(text, " ") ? 1 : 0;
	buf_put(&p->path,
	    url_encode(
		p->a, span_head(text, text.n - blanks), &url_set_control));
	if (blanks > 0)
		buf_text(&p->path, "%20");
}

/* Behind "scheme:". */
static void
parse_after_scheme(struct parser *p)
{
	int port;

	p->u->special = is_special(p->u->scheme, &port);
	if (is_file(p)) {
		parse_file(p);
	} else if (p->u->special) {
		bool same =
		    p->base != NULL && span_same(p->base->scheme, p->u->scheme);

		if (same && !span_starts(span_drop(p->s, p->i), "//"))
			parse_relative(p);
		else
			parse_special_authority(p, 0);
	} else if (span_starts(span_drop(p->s, p->i), "//")) {
		p->i += 2;
		parse_authority(p);
	} else if (peek(p) == '/') {
		p->i++;
		parse_path(p);
	} else {
		parse_opaque(p);
	}
}

static void
parse_without_scheme(struct parser *p)
{
	const struct url *base = p->base;

	if (base == NULL || (base->opaque_path && peek(p) != '#')) {
		p->failed = true;
	} else if (base->opaque_path) {
		p->u->scheme = base->scheme;
		p->u->opaque_path = true;
		buf_put(&p->path, base->path);
		p->u->query = base->query;
		p->u->has_query = base->has_query;
	} else if (base_is_file(p)) {
		p->u->scheme = base->scheme;
		parse_file(p);
	} else {
		parse_relative(p);
	}
}

static span
lower_scheme(struct parser *p, span scheme)
{
	size_t upper = 0, lower = 0;
	char *text;

	for (size_t i = 0; i < scheme.n; i++) {
		upper += scheme.p[i] >= 'A' && scheme.p[i] <= 'Z';
		lower += scheme.p[i] >= 'a' && scheme.p[i] <= 'z';
	}
	if (upper == 0)
		return scheme;
	/* "HTTP:" and "Http:" are what keyboards make of it. */
	if (lower > 0 && (upper > 1 || ascii_lower(scheme.p[0]) == scheme.p[0]))
		p->u->odd |= URL_SCHEME_CASE;
	text = arena_alloc(p->a, scheme.n);
	if (text == NULL)
		return (span){ 0 };
	for (size_t i = 0; i < scheme.n; i++)
		text[i] = ascii_lower(scheme.p[i]);
	return (span){ text, scheme.n };
}

/* Takes "scheme:", or nothing. */
static bool
take_scheme(struct parser *p)
{
	span s = p->s;
	size_t n = 0;

	if (s.n == 0 || !ascii_is_alpha(s.p[0]))
		return false;
	while (n < s.n &&
	    (ascii_is_alnum(s.p[n]) || s.p[n] == '+' || s.p[n] == '-' ||
		s.p[n] == '.'))
		n++;
	if (n == s.n || s.p[n] != ':')
		return false;
	p->u->scheme = lower_scheme(p, span_head(s, n));
	p->i = n + 1;
	return true;
}

/* Drops what browsers drop: controls and blanks around, tabs inside. */
static span
clean(struct arena *a, span s, unsigned *odd)
{
	size_t n = s.n, kept = 0;
	char *p;

	while (s.n > 0 && (unsigned char)s.p[0] <= ' ')
		s = span_drop(s, 1);
	while (s.n > 0 && (unsigned char)s.p[s.n - 1] <= ' ')
		s.n--;
	if (s.n < n)
		*odd |= URL_CONTROL;
	if (s.n > LIMIT_URL) {
		*odd |= URL_LONG;
		s.n = LIMIT_URL;
	}
	if (span_find_byte(s, '\t') == s.n && span_find_byte(s, '\n') == s.n &&
	    span_find_byte(s, '\r') == s.n)
		return s;
	*odd |= URL_TAB_NEWLINE;
	p = arena_alloc(a, s.n);
	if (p == NULL)
		return (span){ 0 };
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\t' && s.p[i] != '\n' && s.p[i] != '\r')
			p[kept++] = s.p[i];
	return (span){ p, kept };
}

struct url
url_parse(struct arena *a, span input, const struct url *base)
{
	struct url u = { .port = -1 };
	struct parser p = { .a = a, .u = &u, .base = base };

	p.s = clean(a, input, &u.odd);
	p.path = buf_new(a, SIZE_MAX / 2);
	if (!utf8_valid(p.s))
		u.odd |= URL_BAD_UTF8;
	if (take_scheme(&p))
		parse_after_scheme(&p);
	else
		parse_without_scheme(&p);
	if (p.failed || arena_failed(a))
		return (struct url){ .port = -1, .odd = u.odd };
	parse_end(&p);
	u.path = buf_span(&p.path);
	return url_serialise(a, &u) ? u
				    : (struct url){ .port = -1, .odd = u.odd };
}
