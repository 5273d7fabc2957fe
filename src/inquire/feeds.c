#include "inquire/feeds.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "base/utf8.h"

struct entry {
	span key;  /* "host/path" or "host", the host in lower case */
	span line; /* as it stands there */
	size_t feed;
};

struct feed {
	span name; /* of the file, without its folder */
	int64_t written;
	span text;
};

struct feeds {
	struct arena *arena;
	struct feed *list;
	size_t count;
	struct entry *entries; /* by key */
	size_t entry_count, room;
};

/* What stands behind "scheme://", which may be written so that none opens. */
static span
without_scheme(span url)
{
	static const char *const schemes[] = { "https://", "http://",
		"hxxps://", "hxxp://" };

	for (size_t i = 0; i < COUNT(schemes); i++)
		if (span_same_nocase(span_head(url, strlen(schemes[i])),
			span_of(schemes[i])))
			return span_drop(url, strlen(schemes[i]));
	return (span){ 0 };
}

/* The end of the host at the head of s. */
static size_t
host_end(span s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] != '/' && s.p[n] != '?' && s.p[n] != '#')
		n++;
	return n;
}

static bool
is_alnum(char c)
{
	c = ascii_lower(c);
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Letters, digits, dots, hyphens, a port, bytes above ASCII; a dot within. */
static bool
is_host(span s)
{
	bool dot = false;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		dot |= c == '.' && i > 0 && i + 1 < s.n;
		if (!is_alnum(c) && c != '.' && c != '-' && c != '_' &&
		    c != ':' && (unsigned char)c < 0x80)
			return false;
	}
	return dot;
}

/* As URLs are compared: "HTTP://A.example/#x" is "a.example". */
static span
key_of(struct arena *a, span url)
{
	span rest = without_scheme(url);
	char *key;
	size_t host, n = 0;

	if (rest.n == 0)
		rest = url;
	rest = span_head(rest, span_find_byte(rest, '#'));
	host = host_end(rest);
	if (host + 1 == rest.n && rest.p[host] == '/')
		rest = span_head(rest, host);
	key = arena_raw(a, rest.n + 1);
	if (key == NULL)
		return (span){ 0 };
	for (size_t i = 0; i < rest.n; i++) {
		char c = rest.p[i];

		/* "[.]": written so that no program makes a link of it. */
		if (i < host && (c == '[' || c == ']'))
			continue;
		key[n++] = i < host ? ascii_lower(c) : c;
	}
	key[n] = '\0';
	return (span){ key, n };
}

/* The column of a line that is a URL, or the whole line if it is a domain. */
static span
column_of(span line)
{
	span rest = line, column;

	while (rest.n > 0) {
		column = span_trim(span_cut(&rest, ','));
		if (column.n > 1 && column.p[0] == '"')
			column = span_slice(column, 1,
			    column.n - (column.p[column.n - 1] == '"'));
		if (without_scheme(column).n > 0)
			return column;
	}
	return span_find_byte(line, ',') == line.n ? line : (span){ 0 };
}

static bool
add_line(struct feeds *f, size_t feed, span line)
{
	span key = key_of(f->arena, column_of(line));
	struct entry *grown;

	if (!is_host(span_head(key, host_end(key))) || !utf8_valid(line) ||
	    key.n > LIMIT_URL)
		return !arena_failed(f->arena);
	grown = arena_grow(
	    f->arena, f->entries, f->entry_count, &f->room, sizeof(*grown));
	if (grown == NULL)
		return false;
	f->entries = grown;
	grown[f->entry_count++] = (struct entry){ key, line, feed };
	return true;
}

static enum mekiki_status
read_feed(struct feeds *f, span path, struct know_error *err)
{
	struct feed *feed = &f->list[f->count];
	size_t slash = span_find_last(path, '/'), before = f->entry_count;
	enum mekiki_status status;
	struct stat st;
	span rest;

	status = tsv_file(f->arena, path.p, LIMIT_FEED, &feed->text, err);
	if (status != MEKIKI_OK)
		return status;
	feed->name = slash == path.n ? path : span_drop(path, slash + 1);
	if (stat(path.p, &st) == 0)
		feed->written = (int64_t)st.st_mtime;
	rest = feed->text;
	while (rest.n > 0) {
		span line = span_trim(span_cut_line(&rest));

		if (line.n > 0 && line.p[0] != '#' &&
		    !add_line(f, f->count, line))
			return MEKIKI_NO_MEMORY;
	}
	f->count++;
	if (f->entry_count == before && err != NULL)
		snprintf(err->text, sizeof(err->text),
		    "%.400s: there is no URL and no domain in it", path.p);
	return f->entry_count == before ? MEKIKI_BAD_DATA : MEKIKI_OK;
}

static int
by_key(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return span_order(x->key, y->key);
}

enum mekiki_status
feeds_open(
    const span *paths, size_t count, struct feeds **out, struct know_error *err)
{
	struct arena *a = arena_new(8 * LIMIT_FEED);
	struct feeds *f = a == NULL ? NULL : arena_alloc(a, sizeof(*f));
	enum mekiki_status status = MEKIKI_OK;

	if (f == NULL) {
		arena_free(a);
		return MEKIKI_NO_MEMORY;
	}
	f->arena = a;
	f->list = arena_array(a, count, sizeof(*f->list));
	for (size_t i = 0; i < count && status == MEKIKI_OK; i++)
		status = f->list == NULL ? MEKIKI_NO_MEMORY
					 : read_feed(f, paths[i], err);
	if (f->entry_count > 0)
		qsort(f->entries, f->entry_count, sizeof(*f->entries), by_key);
	if (status == MEKIKI_OK && arena_failed(a))
		status = MEKIKI_NO_MEMORY;
	if (status == MEKIKI_OK)
		*out = f;
	else
		arena_free(a);
	return status;
}

void
feeds_close(struct feeds *f)
{
	if (f != NULL)
		arena_free(f->arena);
}

static const struct entry *
find(const struct feeds *f, span key)
{
	const struct entry wanted = { .key = key };

	return bsearch(
	    &wanted, f->entries, f->entry_count, sizeof(*f->entries), by_key);
}

void
feeds_ask(const struct feeds *f, struct arena *a, struct answer *answer)
{
	span key = key_of(a, answer->subject);
	span host = span_head(key, host_end(key));
	const struct entry *found = find(f, key);
	size_t room = 0;

	while (found == NULL && host.n > 0) {
		found = find(f, host);
		host = span_drop(host, span_find_byte(host, '.') + 1);
	}
	answer->status = found == NULL ? ANSWER_NOTHING : ANSWER_FOUND;
	answer->source = f->list[found == NULL ? 0 : found->feed].name;
	answer->at = f->list[found == NULL ? 0 : found->feed].written;
	if (found == NULL)
		return;
	answer_add(answer, a, &room, SPAN("feed"), answer->source);
	answer_add(answer, a, &room, SPAN("entry"), found->key);
	answer->text = found->line;
}
