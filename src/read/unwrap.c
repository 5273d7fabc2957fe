#include "read/unwrap.h"

#include "base/buf.h"
#include "base/domain.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/transfer.h"

/* What a way to find the target is given. */
struct wrapped {
	struct arena *arena;
	const struct url *url;
	const struct list_entry *entry;
	span argument; /* behind the colon of the entry's `how` */
};

/* What is no Base64, or lost a letter, no service would follow. */
static span
from_base64(struct arena *a, span s)
{
	char *text = arena_alloc(a, s.n + 1);
	size_t n = 0;
	unsigned odd = 0;
	span out;

	if (text == NULL)
		return (span){ 0 };
	/* A plus sign in a query was read as a blank. */
	for (size_t i = 0; i < s.n; i++) {
		text[i] = s.p[i] == ' ' ? '+' : s.p[i];
		n += text[i] != '=';
	}
	out = transfer_base64(a, (span){ text, s.n }, &odd);
	return odd & (TRANSFER_BAD_BASE64 | TRANSFER_AFTER_PAD) || n % 4 == 1
	    ? (span){ 0 }
	    : out;
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

/* What stands behind a mark, up to a second one where that is there. */
static span
between(span s, span before, span behind)
{
	size_t at = span_find(s, before);

	if (at == s.n)
		return (span){ 0 };
	s = span_drop(s, at + before.n);
	return behind.n == 0 ? s : span_head(s, span_find(s, behind));
}

/* The four digits of "\uXXXX" from at on, or -1. */
static int32_t
four_digits(span s, size_t at)
{
	int32_t code = 0;

	if (at + 4 > s.n)
		return -1;
	for (size_t i = at; i < at + 4; i++) {
		int digit = ascii_hex(s.p[i]);

		if (digit < 0)
			return -1;
		code = code * 16 + digit;
	}
	return code;
}

/* The text that "name":"..." holds in JSON, its escapes undone. */
static span
json_text_of(struct arena *a, span json, span name)
{
	span s = between(json, name, (span){ 0 });
	struct buf out = buf_new(a, s.n + UTF8_MAX);

	for (size_t i = 0; i < s.n && s.p[i] != '"'; i++) {
		int32_t code;

		if (s.p[i] != '\\' || i + 1 == s.n) {
			buf_byte(&out, s.p[i]);
			continue;
		}
		i++;
		code = s.p[i] == 'u' ? four_digits(s, i + 1) : -1;
		if (code < 0) {
			buf_byte(&out, s.p[i]);
			continue;
		}
		buf_code(&out, (uint32_t)code);
		i += 4;
	}
	return buf_span(&out);
}

/* Mandrill: JSON in Base64, whose p is JSON again, whose url we want. */
static span
by_mandrill(const struct wrapped *w)
{
	span json = from_base64(w->arena, parameter(w));
	span inside = json_text_of(w->arena, json, SPAN("\"p\":\""));

	return json_text_of(
	    w->arena, inside.n > 0 ? inside : json, SPAN("\"url\":\""));
}

/* Letters, digits, dots and hyphens: nothing that ends a host. */
static bool
is_host(span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_alnum(s.p[i]) && s.p[i] != '.' && s.p[i] != '-')
			return false;
	return s.n > 0;
}

static span
by_host(const struct wrapped *w)
{
	span host = parameter(w);

	return is_host(host)
	    ? arena_join(w->arena, SPAN("https://"), host, SPAN("/"))
	    : (span){ 0 };
}

/* "https:/" at the very beginning; further on it is some parameter's. */
static bool
has_scheme(span s)
{
	return span_starts(s, "http:/") || span_starts(s, "https:/");
}

/* What stands there in clear has its own percent signs: "?a=b%26c". */
static span
in_clear(struct arena *a, span s)
{
	return has_scheme(s) ? s : url_decode_percent(a, s);
}

static span
by_query(const struct wrapped *w)
{
	return in_clear(w->arena, w->url->query);
}

static span
by_fragment(const struct wrapped *w)
{
	return in_clear(w->arena, w->url->fragment);
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
with_query(const struct wrapped *w, span rest)
{
	return w->url->has_query
	    ? arena_join(w->arena, rest, SPAN("?"), w->url->query)
	    : rest;
}

static span
by_path(const struct wrapped *w)
{
	span rest = behind_path(w);

	if (rest.n > 0 && !has_scheme(rest))
		rest =
		    arena_join(w->arena, SPAN("https://"), rest, (span){ 0 });
	return rest.n == 0 ? rest : with_query(w, rest);
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
	return in_clear(w->arena, rest);
}

static span
by_suffix(const struct wrapped *w)
{
	span host = w->url->host;

	if (host.n <= w->argument.n)
		return (span){ 0 };
	return with_query(w,
	    arena_join(w->arena, SPAN("https://"),
		span_head(host, host.n - w->argument.n), w->url->path));
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

/* How many characters the letter behind "**" stands for; 0: no such letter. */
static size_t
run_length(char c)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz"
				      "0123456789-_";
	const char *at = c == '\0' ? NULL : strchr(letters, c);

	return at == NULL ? 0 : (size_t)(at - letters) + 2;
}

/* Puts as many characters of *spare; false: there are not so many. */
static bool
put_back(struct buf *out, span *spare, size_t count)
{
	for (; count > 0; count--) {
		span before = *spare;

		if (spare->n == 0)
			return false;
		utf8_cut(spare, NULL);
		buf_put(out, span_head(before, before.n - spare->n));
	}
	return true;
}

/* "https:/example.com": the second slash got lost on the way. */
static span
with_slash(struct arena *a, span text)
{
	size_t slash = span_find(text, SPAN(":/"));

	if (!has_scheme(text) || span_starts(span_drop(text, slash), "://"))
		return text;
	return arena_join(a, span_head(text, slash + 1), SPAN("//"),
	    span_drop(text, slash + 2));
}

/* "__URL__;CHARACTERS!": each '*' in URL is the next of the characters. */
static span
by_proofpoint3(const struct wrapped *w)
{
	span text = url_decode_percent(
	    w->arena, between(w->url->href, SPAN("/v3/__"), SPAN("__;")));
	span spare = between(w->url->href, SPAN("__;"), SPAN("!"));
	struct buf out = buf_new(w->arena, LIMIT_URL);
	size_t wanted = spare.n;

	spare = from_base64(w->arena, spare);
	if (!span_has(w->url->href, SPAN("__;")) ||
	    (wanted > 0 && spare.n == 0))
		return (span){ 0 };
	for (size_t i = 0; i < text.n; i++) {
		size_t run = 1;

		if (text.p[i] != '*') {
			buf_byte(&out, text.p[i]);
			continue;
		}
		if (i + 2 < text.n && text.p[i + 1] == '*') {
			run = run_length(text.p[i + 2]);
			i += 2;
		}
		if (run == 0 || !put_back(&out, &spare, run))
			return (span){ 0 };
	}
	return with_slash(w->arena, buf_span(&out));
}

static span
by_avanan(const struct wrapped *w)
{
	span rest = between(w->url->href, SPAN("___"), (span){ 0 });
	size_t end = span_find(rest, SPAN("___"));

	return end < rest.n ? span_head(rest, end) : (span){ 0 };
}

/* The page's own parameters, without those that tell the translator. */
static void
put_page_query(const struct wrapped *w, struct buf *out)
{
	span rest = w->url->query, name, value;
	char mark = '?';

	while (url_query_next(&rest, &name, &value)) {
		if (span_starts(name, "_x_tr_"))
			continue;
		buf_byte(out, mark);
		buf_put(out, name);
		buf_byte(out, '=');
		buf_put(out, value);
		mark = '&';
	}
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
	put_page_query(w, &out);
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

/* The wrapper was cut inside the target's host: whose it is nobody knows. */
static bool
is_cut_short(const struct url *inner, const struct url *outer)
{
	span end = outer->href;

	if (!(outer->odd & URL_LONG) || inner->path.n > 1 || inner->has_query ||
	    end.n < inner->host.n)
		return false;
	return span_same_nocase(
	    span_drop(end, end.n - inner->host.n), inner->host);
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
		return is_target(inner, url) && !is_cut_short(inner, url);
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
