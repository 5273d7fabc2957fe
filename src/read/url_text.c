#include "read/url_text.h"

static void
put(char **to, span s)
{
	if (s.n > 0)
		memcpy(*to, s.p, s.n);
	*to += s.n;
}

/* Puts a part of the URL and makes it point there. */
static void
put_part(char **to, span *part)
{
	put(to, *part);
	part->p = *to - part->n;
}

static void
put_authority(struct arena *a, struct url *u, char **to)
{
	if (u->kind == URL_HOST_NONE) {
		/* Else the path would be taken for a host. */
		if (!u->opaque_path && span_starts(u->path, "//"))
			put(to, SPAN("/."));
		return;
	}
	put(to, SPAN("//"));
	put_part(to, &u->username);
	if (u->password.n > 0)
		put(to, SPAN(":"));
	put_part(to, &u->password);
	if (u->username.n + u->password.n > 0)
		put(to, SPAN("@"));
	put_part(to, &u->host);
	if (u->port >= 0)
		put(to, arena_format(a, ":%d", u->port));
}

bool
url_serialise(struct arena *a, struct url *u)
{
	/* 16 is more than "://", ":", "@", ":65535", "?" and "#" need. */
	char *start = arena_alloc(a,
	    u->scheme.n + u->username.n + u->password.n + u->host.n +
		u->path.n + u->query.n + u->fragment.n + 16);
	char *to = start;

	if (start == NULL)
		return false;
	put_part(&to, &u->scheme);
	put(&to, SPAN(":"));
	put_authority(a, u, &to);
	put_part(&to, &u->path);
	if (u->has_query)
		put(&to, SPAN("?"));
	put_part(&to, &u->query);
	if (u->has_fragment)
		put(&to, SPAN("#"));
	put_part(&to, &u->fragment);
	u->href = (span){ start, (size_t)(to - start) };
	u->valid = true;
	return true;
}

span
url_oddity_name(unsigned flag)
{
	static const char *const names[] = { "userinfo", "userinfo-host",
		"backslash", "tab-newline", "control", "ip-decimal", "ip-octal",
		"ip-hex", "ip-short", "fullwidth", "odd-port", "punycode",
		"unicode-host", "percent-host", "missing-slashes",
		"extra-slashes", "encoded-dots", "scheme-case", "trailing-dot",
		"invisible", "bad-utf8", "long" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (flag == 1U << i)
			return span_of(names[i]);
	return (span){ 0 };
}
