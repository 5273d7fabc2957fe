#include "know/lists.h"

#include "base/limits.h"
#include "base/table.h"

/* The columns: k key, i kind, p path, h how, n name, t note. */
static const struct {
	const char *file, *columns;
} files[LIST_COUNT] = {
	[LIST_SHORTENERS] = { "shorteners", "kt" },
	[LIST_REWRITERS] = { "rewriters", "kphnt" },
	[LIST_REDIRECTORS] = { "redirectors", "kphnt" },
	[LIST_HOSTING] = { "hosting", "kint" },
	[LIST_DDNS] = { "ddns", "knt" },
	[LIST_FREEMAIL] = { "freemail", "kint" },
	[LIST_TLDS] = { "tlds", "kit" },
	[LIST_RELAYS] = { "relays", "kint" },
	[LIST_RATWARE] = { "ratware", "kt" },
	[LIST_HELO] = { "helo", "kint" },
	[LIST_FONTS] = { "fonts", "kt" },
	[LIST_EXTENSIONS] = { "extensions", "kit" },
	[LIST_COMMON] = { "common", "kt" },
	[LIST_STAMPS] = { "stamps", "kt" },
	[LIST_MAILERS] = { "mailers", "khn" },
	[LIST_ROLES] = { "roles", "ki" },
};

struct list_table {
	struct list_entry *entries;
	size_t count, room;
	struct table by_key;
	uint32_t *any; /* those whose key is "*", in their order */
	size_t any_count;
};

struct lists {
	struct list_table list[LIST_COUNT];
};

static void
set_column(struct list_entry *e, char column, span value)
{
	switch (column) {
	case 'k':
		e->key = value;
		break;
	case 'i':
		e->kind = value;
		break;
	case 'p':
		e->path = value;
		break;
	case 'h':
		e->how = value;
		break;
	case 'n':
		e->name = value;
		break;
	default:
		e->note = value;
		break;
	}
}

static enum mekiki_status
read_list(struct arena *a, const char *dir, const char *own, enum list which,
    struct list_table *list, struct know_error *err)
{
	const char *columns = files[which].columns;
	span name = arena_format(a, "%s.tsv", files[which].file);
	span path = arena_format(a, "%s/%s", dir, name.p);
	enum mekiki_status status;
	struct tsv t;

	if (path.p == NULL)
		return MEKIKI_NO_MEMORY;
	status = tsv_open_both(a, tsv_find(a, own, name.p), path.p, &t, err);
	if (status != MEKIKI_OK)
		return status;
	while (tsv_next(&t)) {
		struct list_entry *grown = arena_grow(
		    a, list->entries, list->count, &list->room, sizeof(*grown));

		if (grown == NULL)
			return MEKIKI_NO_MEMORY;
		list->entries = grown;
		if (t.count != strlen(columns))
			return tsv_bad(&t, err, "wrong number of columns");
		grown += list->count++;
		*grown = (struct list_entry){ 0 };
		for (size_t i = 0; i < t.count; i++)
			set_column(grown, columns[i], span_trim(t.column[i]));
		if (grown->key.n == 0)
			return tsv_bad(&t, err, "the first column is empty");
	}
	list->by_key = table_new(a, list->count);
	list->any = arena_array(a, list->count, sizeof(*list->any));
	for (size_t i = 0; i < list->count && list->any != NULL; i++) {
		table_add(&list->by_key, list->entries[i].key, (uint32_t)i);
		if (span_is(list->entries[i].key, "*"))
			list->any[list->any_count++] = (uint32_t)i;
	}
	return MEKIKI_OK;
}

enum mekiki_status
lists_open(struct arena *a, const char *dir, const char *own,
    const struct lists **out, struct know_error *err)
{
	struct lists *l = arena_alloc(a, sizeof(*l));

	if (l == NULL)
		return MEKIKI_NO_MEMORY;
	for (enum list i = 0; i < LIST_COUNT; i++) {
		enum mekiki_status status =
		    read_list(a, dir, own, i, &l->list[i], err);

		if (status != MEKIKI_OK)
			return status;
	}
	if (arena_failed(a))
		return MEKIKI_NO_MEMORY;
	*out = l;
	return MEKIKI_OK;
}

const char *
lists_file(enum list list)
{
	return files[list].file;
}

/* Takes the first label and its dot off *host; false: it was the last. */
static bool
drop_label(span *host)
{
	size_t dot = span_find_byte(*host, '.');

	if (dot + 1 >= host->n)
		return false;
	*host = span_drop(*host, dot + 1);
	return true;
}

static span
without_dot(span host)
{
	return host.n > 0 && host.p[host.n - 1] == '.'
	    ? span_head(host, host.n - 1)
	    : host;
}

const struct list_entry *
lists_find(const struct lists *l, enum list list, span host)
{
	const struct list_table *t = &l->list[list];

	host = without_dot(host);
	do {
		uint32_t i = table_find(&t->by_key, host);

		if (i != TABLE_NONE)
			return &t->entries[i];
	} while (drop_label(&host));
	return NULL;
}

/*
 * s begins with pattern, in which each * stands for the shortest run that
 * lets the rest fit.  Linear in s for each piece of the pattern.
 */
static bool
begins(span s, span pattern)
{
	bool first = true;

	while (pattern.n > 0) {
		bool end = pattern.p[pattern.n - 1] == '$' &&
		    span_find_byte(pattern, '*') == pattern.n;
		span piece = span_cut(&pattern, '*');
		size_t at;

		if (end)
			piece.n--;
		at = first ? 0 : span_find_nocase(s, piece);
		if (at + piece.n > s.n ||
		    !span_same_nocase(span_slice(s, at, at + piece.n), piece) ||
		    (end && at + piece.n != s.n))
			return false;
		s = span_drop(s, at + piece.n);
		first = false;
	}
	return true;
}

/* The first entry of that key whose path is how *path begins; NULL: any. */
static const struct list_entry *
match_key(const struct list_table *t, span key, const span *path)
{
	size_t at = 0;
	uint32_t i;

	while ((i = table_next(&t->by_key, key, &at)) != TABLE_NONE)
		if (path == NULL || begins(*path, t->entries[i].path))
			return &t->entries[i];
	return NULL;
}

/* com, co.jp, com.br, jp: ends under which one company has all its names. */
static bool
is_country_end(span end)
{
	size_t dot = span_find_byte(end, '.');
	span last = dot < end.n ? span_drop(end, dot + 1) : end;

	if (dot == end.n)
		return end.n == 2 || span_is(end, "com");
	return last.n == 2 &&
	    (span_is(span_head(end, dot), "co") ||
		span_is(span_head(end, dot), "com"));
}

/*
 * "translate.google.co.jp" as "translate.google.*", then "google.*"; with path
 * NULL the first entry of such a key, whatever its path.
 */
static const struct list_entry *
match_any_end(const struct list_table *t, span host, const span *path)
{
	char key[80];
	span end = host, start;

	while (!is_country_end(end))
		if (!drop_label(&end))
			return NULL;
	start = span_head(host, host.n - end.n);
	do {
		const struct list_entry *found;

		if (start.n == 0 || start.n >= sizeof(key))
			continue;
		memcpy(key, start.p, start.n);
		key[start.n] = '*';
		found = match_key(t, (span){ key, start.n + 1 }, path);
		if (found != NULL)
			return found;
	} while (drop_label(&start));
	return NULL;
}

/* The entry whose key fits host. */
static const struct list_entry *
match_host(const struct list_table *t, span host, const span *path)
{
	span end = host;

	do {
		const struct list_entry *found = match_key(t, end, path);

		if (found != NULL)
			return found;
	} while (drop_label(&end));
	return match_any_end(t, host, path);
}

bool
lists_fits(const struct lists *l, enum list list, span host)
{
	return match_host(&l->list[list], without_dot(host), NULL) != NULL;
}

const struct list_entry *
lists_match_any(const struct lists *l, enum list list, span path)
{
	const struct list_table *t = &l->list[list];

	for (size_t i = 0; i < t->any_count; i++) {
		const struct list_entry *e = &t->entries[t->any[i]];

		/* Most differ in the letter behind the slash. */
		if (path.n > 1 && e->path.n > 1 && e->path.p[1] != '*' &&
		    ascii_lower(path.p[1]) != ascii_lower(e->path.p[1]))
			continue;
		if (begins(path, e->path))
			return e;
	}
	return NULL;
}

const struct list_entry *
lists_match(const struct lists *l, enum list list, span host, span path)
{
	const struct list_entry *found =
	    match_host(&l->list[list], without_dot(host), &path);

	return found != NULL ? found : lists_match_any(l, list, path);
}

const struct list_entry *
lists_begin(const struct lists *l, enum list list, span name)
{
	const struct list_table *t = &l->list[list];

	for (size_t i = 0; i < t->count; i++)
		if (begins(name, t->entries[i].key))
			return &t->entries[i];
	return NULL;
}

const struct list_entry *
lists_all(const struct lists *l, enum list list, size_t *count)
{
	*count = l->list[list].count;
	return l->list[list].entries;
}
