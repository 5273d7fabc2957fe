#include "read/unwrap.h"

#include "base/buf.h"
#include "base/domain.h"
#include "base/limits.h"
#include "read/transfer.h"

/* What a way to find the target is given. */
struct wrapped {
	struct arena *arena;
	const struct url *url;
	const struct list_entry *entry;
	span argument; /* behind the colon of the entry's `how` */
};

static span
from_base64(struct arena *a, span s)
{
	unsigned odd = 0;

	return transfer_base64(a, s, &odd);
}

/* The first of the parameters named, set off by ','. */
static span
parameter(const struct wrapped *w)
{
	span names = w->argument, value;

	while (names.n > 0) {
		span name = span_cut(&names, ',');

		name = arena_copy(w->arena, name);
		if (name.p != NULL &&
		    url_query_value(w->arena, w->url->query, name.p, &value))
			return value;
	}
	return (span){ 0 };
}

static span
by_base64(const struct wrapped *w)
{
	return from_base64(w->arena, parameter(w));
}

static span
by_bing(const struct wrapped *w)
{
	return from_base64(w->arena, span_drop(parameter(w), 2));
}

/* What stands between two marks, or behind the first without a second. */
static span
between(span s, span before, span behind)
{
	size_t at = span_find(s, before);

	if (at == s.n)
		return (span){ 0 };
	s = span_drop(s, at + before.n);
	return behind.n == 0 ? s : span_head(s, span_find(s, behind));
}

/* Mandrill: JSON in Base64, whose p is JSON again, whose url we want. */
static span
by_mandrill(const struct wrapped *w)
{
	span json = from_base64(w->arena, parameter(w));
	struct buf out = buf_new(w->arena, LIMIT_URL);
	span url = between(json, SPAN("\\\"url\\\":\\\""), SPAN("\\\""));

	if (url.n == 0)
		url = between(json, SPAN("\"url\":\""), SPAN("\""));
	for (size_t i = 0; i < url.n; i++)
		if (url.p[i] != '\\')
			buf_byte(&out, url.p[i]);
	return buf_span(&out);
}

static span
by_host(const struct wrapped *w)
{
	span host = parameter(w);

	return host.n == 0
	    ? host
	    : arena_join(w->arena, SPAN("https://"), host, SPAN("/"));
}

static span
by_query(const struct wrapped *w)
{
	return url_decode_percent(w->arena, w->url->query);
}

static span
by_fragment(const struct wrapped *w)
{
	return url_decode_percent(w->arena, w->url->fragment);
}

/* Everything behind the entry's path; each '*' in it stands for anything. */
static span
behind_path(const struct wrapped *w)
{
	span path = w->url->path, prefix = w->entry->path;

	while (prefix.n > 0) {
		span piece = span_cut(&prefix, '*');
		size_t at = span_find(path, piece);

		if (at == path.n && piece.n > 0)
			return (span){ 0 };
		path = span_drop(path, at + piece.n);
	}
	return path;
}

static span
by_path(const struct wrapped *w)
{
	span rest = behind_path(w);

	if (w->url->has_query)
		rest = arena_join(w->arena, rest, SPAN("?"), w->url->query);
	if (rest.n > 0 && span_find(rest, SPAN("://")) == rest.n &&
	    span_find(rest, SPAN(":/")) == rest.n)
		rest =
		    arena_join(w->arena, SPAN("https://"), rest, (span){ 0 });
	return rest;
}

static span
by_item(const struct wrapped *w)
{
	span rest = behind_path(w);

	return url_decode_percent(w->arena, span_cut(&rest, '/'));
}

static span
by_item64(const struct wrapped *w)
{
	span rest = behind_path(w);

	return from_base64(w->arena, span_cut(&rest, '/'));
}

static span
last_item(const struct wrapped *w)
{
	span path = w->url->path;
	size_t at = span_find_last(path, '/');

	return at < path.n ? span_drop(path, at + 1) : path;
}

static span
by_last(const struct wrapped *w)
{
	return url_decode_percent(w->arena, last_item(w));
}

static span
by_last64(const struct wrapped *w)
{
	return from_base64(w->arena, last_item(w));
}

static span
by_between(const struct wrapped *w)
{
	span argument = w->argument, before = span_cut(&argument, ',');

	return url_decode_percent(
	    w->arena, between(w->url->href, before, argument));
}

/* "*http:", "**http:", "*-http:" */
static span
by_star(const struct wrapped *w)
{
	size_t at = span_find_byte(w->url->href, '*');
	span rest = span_drop(w->url->href, at);

	while (rest.n > 0 && (rest.p[0] == '*' || rest.p[0] == '-'))
		rest = span_drop(rest, 1);
	return url_decode_percent(w->arena, rest);
}

static span
by_suffix(const struct wrapped *w)
{
	span host = w->url->host;

	if (host.n <= w->argument.n)
		return (span){ 0 };
	return arena_join(w->arena, SPAN("https://"),
	    span_head(host, host.n - w->argument.n), w->url->path);
}

/* '-' stands for '%', '_' for '/'. */
static span
by_proofpoint2(const struct wrapped *w)
{
	span raw = parameter(w);
	char *text = arena_alloc(w->arena, raw.n + 1);

	if (text == NULL)
		return (span){ 0 };
	for (size_t i = 0; i < raw.n; i++)
		text[i] = raw.p[i] == '-' ? '%'
		    : raw.p[i] == '_'	  ? '/'
					  : raw.p[i];
	return url_decode_percent(w->arena, (span){ text, raw.n });
}

static int
run_length(char c)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz"
				      "0123456789-_";
	const char *at = c == '\0' ? NULL : strchr(letters, c);

	return at == NULL ? 0 : (int)(at - letters) + 2;
}

/* "__URL__;CHARACTERS!": each '*' in URL is the next of the characters. */
static span
by_proofpoint3(const struct wrapped *w)
{
	span text = between(w->url->href, SPAN("/v3/__"), SPAN("__;"));
	span spare = between(w->url->href, SPAN("__;"), SPAN("!"));
	struct buf out = buf_new(w->arena, LIMIT_URL);

	spare = from_base64(w->arena, spare);
	for (size_t i = 0; i < text.n; i++) {
		size_t run = 1;

		if (text.p[i] != '*') {
			buf_byte(&out, text.p[i]);
			continue;
		}
		if (i + 2 < text.n && text.p[i + 1] == '*') {
			run = (size_t)run_length(text.p[i + 2]);
			i += 2;
		}
		buf_put(&out, span_head(spare, run));
		spare = span_drop(spare, run);
	}
	text = buf_span(&out);
	if (span_find(text, SPAN("://")) == text.n) {
		size_t slash = span_find(text, SPAN(":/"));

		if (slash < text.n) /* the second slash got lost */
			text = arena_join(w->arena, span_head(text, slash + 1),
			    SPAN("//"), span_drop(text, slash + 2));
	}
	return text;
}

static span
by_avanan(const struct wrapped *w)
{
	return between(w->url->href, SPAN("___"), SPAN("___"));
}

/* "example-com.translate.goog": '-' stands for '.', "--" for '-'. */
static span
by_translate(const struct wrapped *w)
{
	span host = span_head(
	    w->url->host, span_find(w->url->host, SPAN(".translate.goog")));
	struct buf out = buf_new(w->arena, LIMIT_URL);

	if (host.n == w->url->host.n)
		return parameter(w);
	buf_text(&out, "https://");
	for (size_t i = 0; i < host.n; i++) {
		bool two =
		    host.p[i] == '-' && i + 1 < host.n && host.p[i + 1] == '-';

		buf_byte(&out, host.p[i] == '-' && !two ? '.' : host.p[i]);
		i += two;
	}
	buf_put(&out, w->url->path);
	return buf_span(&out);
}

static const struct {
	const char *name;
	span (*target)(const struct wrapped *w);
} ways[] = {
	{ "param", parameter },
	{ "base64", by_base64 },
	{ "bing", by_bing },
	{ "mandrill", by_mandrill },
	{ "host", by_host },
	{ "query", by_query },
	{ "fragment", by_fragment },
	{ "path", by_path },
	{ "item", by_item },
	{ "item64", by_item64 },
	{ "last", by_last },
	{ "last64", by_last64 },
	{ "between", by_between },
	{ "star", by_star },
	{ "suffix", by_suffix },
	{ "proofpoint2", by_proofpoint2 },
	{ "proofpoint3", by_proofpoint3 },
	{ "avanan", by_avanan },
	{ "translate", by_translate },
};

/*
 * A web address elsewhere, not just any text that stood in a parameter.  The
 * same host again is a redirector inside itself, and always shorter.
 */
static bool
is_target(const struct url *inner, const struct url *outer)
{
	return inner->valid && inner->host.n > 0 &&
	    (span_is(inner->scheme, "http") ||
		span_is(inner->scheme, "https")) &&
	    (!span_same_nocase(inner->host, outer->host) ||
		inner->href.n < outer->href.n) &&
	    (domain_is_ip(inner->host) || domain_tld_exists(inner->host));
}

static bool
try_entry(struct arena *a, const struct url *url,
    const struct list_entry *entry, struct url *inner)
{
	struct wrapped w = { .arena = a, .url = url, .entry = entry };
	span how = entry->how, name = span_cut(&how, ':');

	w.argument = how;
	for (size_t i = 0; i < COUNT(ways); i++) {
		span target;

		if (!span_is(name, ways[i].name))
			continue;
		target = span_trim(ways[i].target(&w));
		if (target.n == 0)
			return false;
		if (span_starts(target, "//"))
			target =
			    arena_join(a, SPAN("https:"), target, (span){ 0 });
		*inner = url_parse(a, target, NULL);
		return is_target(inner, url);
	}
	return false;
}

static const enum list tables[] = { LIST_REWRITERS, LIST_REDIRECTORS };

/* Which of the tables have a key for host. */
static unsigned
fits(struct unwrapper *u, span host)
{
	size_t at = span_hash(host) % COUNT(u->seen);

	if (span_same(u->seen[at].host, host))
		return u->seen[at].fits;
	u->seen[at].host = host;
	u->seen[at].fits = 0;
	for (size_t i = 0; i < COUNT(tables); i++)
		if (lists_fits(u->lists, tables[i], host))
			u->seen[at].fits |= 1u << i;
	return u->seen[at].fits;
}

bool
unwrap_once(struct arena *a, struct unwrapper *u, const struct url *url,
    const struct list_entry **by, struct url *inner)
{
	unsigned fit;
	span path;

	if (!url->valid || url->host.n == 0)
		return false;
	fit = fits(u, url->host);
	path = url->path;
	if (url->has_query)
		path = arena_join(a, path, SPAN("?"), url->query);
	for (size_t i = 0; i < COUNT(tables); i++) {
		*by = fit >> i & 1
		    ? lists_match(u->lists, tables[i], url->host, path)
		    : lists_match_any(u->lists, tables[i], path);
		if (*by != NULL && try_entry(a, url, *by, inner))
			return true;
	}
	return false;
}
