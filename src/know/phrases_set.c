#include "know/phrases_set.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"

#define MAGIC "mekiki phrases 1"
#define MAGIC_SIZE (sizeof(MAGIC) - 1)
/* For the texts of all expressions while they are compiled. */
#define ARENA ((size_t)16 << 20)

/* What stands before the sets in phrases.hs. */
struct head {
	char magic[MAGIC_SIZE];
	uint64_t digest; /* of the rows and of how they are compiled */
	uint64_t sizes[SET_COUNT]; /* bytes of each set */
};

static enum mekiki_status
no_memory(struct know_error *err)
{
	if (err != NULL)
		snprintf(err->text, sizeof(err->text), "no memory for phrases");
	return MEKIKI_NO_MEMORY;
}

/* Of all that decides what is compiled and under which number. */
static uint64_t
digest(const struct phrases *p)
{
	uint64_t sum = span_hash(span_of(hs_version()));

	for (size_t i = 0; i < p->own_units; i++) {
		const struct phrase_unit *unit = &p->units[i];
		const struct phrase_source *source = &p->sources[unit->phrase];

		sum = sum * 31 + (uint64_t)source->kind;
		sum = sum * 31 + span_hash(unit->word);
		sum = sum * 31 + span_hash(source->regex);
	}
	return sum;
}

/* A word as a regex: each byte by its number. */
static const char *
escape(struct arena *a, span word)
{
	static const char digits[] = "0123456789abcdef";
	struct buf out = buf_new(a, word.n * 4 + 1);

	for (size_t i = 0; i < word.n; i++) {
		unsigned char c = (unsigned char)word.p[i];

		buf_text(&out, "\\x");
		buf_byte(&out, digits[c >> 4]);
		buf_byte(&out, digits[c & 15]);
	}
	buf_byte(&out, '\0');
	return out.full ? NULL : out.p;
}

/* Where "." or a class may mean a character of several bytes. */
static bool
needs_utf8(span regex)
{
	bool class = span_find_byte(regex, '[') < regex.n;

	return !utf8_ascii(regex) &&
	    (class || span_find_byte(regex, '.') < regex.n ||
		span_find_byte(regex, '?') < regex.n ||
		span_find_byte(regex, '{') < regex.n);
}

static enum phrase_set
set_of(const struct phrase_source *source)
{
	switch (source->kind) {
	case PHRASE_LINE:
		return SET_LINES;
	case PHRASE_RAW:
		return SET_RAW;
	case PHRASE_PLAIN:
	case PHRASE_REGEX:
		break;
	}
	return SET_TEXT;
}

/* Units from first to before end. */
struct range {
	size_t first, end;
};

/* The expressions of one set, as vectorscan wants them. */
struct expressions {
	const char **text;
	unsigned *flags, *ids;
	unsigned count;
};

static bool
collect(const struct phrases *p, struct arena *a, enum phrase_set set,
    struct range range, struct expressions *out)
{
	size_t room = range.end - range.first;

	out->text = arena_array(a, room, sizeof(*out->text));
	out->flags = arena_array(a, room, sizeof(*out->flags));
	out->ids = arena_array(a, room, sizeof(*out->ids));
	if (out->text == NULL || out->flags == NULL || out->ids == NULL)
		return false;
	for (size_t i = range.first; i < range.end; i++) {
		const struct phrase_unit *unit = &p->units[i];
		const struct phrase_source *source = &p->sources[unit->phrase];
		unsigned n = out->count;

		if (set_of(source) != set)
			continue;
		if (unit->word.n > 0) {
			out->text[n] = escape(a, unit->word);
		} else {
			out->text[n] = arena_copy(a, source->regex).p;
			/* "." among ASCII may stand for any letter, too. */
			if (set == SET_RAW || needs_utf8(source->regex) ||
			    span_find_byte(source->regex, '.') <
				source->regex.n)
				out->flags[n] = HS_FLAG_UTF8;
			if (set != SET_TEXT)
				out->flags[n] |= HS_FLAG_MULTILINE;
		}
		out->ids[n] = (unsigned)i;
		out->count++;
		if (out->text[n] == NULL)
			return false;
	}
	return true;
}

/* "file:line: what" for a row. */
static enum mekiki_status
row_bad(
    const struct phrases *p, size_t i, const char *what, struct know_error *err)
{
	const struct phrase *row = &p->list[i];

	if (err != NULL)
		snprintf(err->text, sizeof(err->text), "%.*s:%zu: %s",
		    SPAN_ARG(row->file), row->line, what);
	return MEKIKI_BAD_DATA;
}

/* Compiles one set for platform; *out is NULL when it has no rows. */
static enum mekiki_status
compile(const struct phrases *p, enum phrase_set set, struct range range,
    const hs_platform_info_t *platform, hs_database_t **out,
    struct know_error *err)
{
	enum mekiki_status status = MEKIKI_OK;
	struct arena *a = arena_new(ARENA);
	struct expressions e = { 0 };
	hs_compile_error_t *problem = NULL;

	*out = NULL;
	if (a == NULL || !collect(p, a, set, range, &e)) {
		status = no_memory(err);
	} else if (e.count > 0 &&
	    hs_compile_multi(e.text, e.flags, e.ids, e.count, HS_MODE_BLOCK,
		platform, out, &problem) != HS_SUCCESS) {
		if (problem != NULL && problem->expression >= 0)
			status = row_bad(p,
			    p->units[e.ids[problem->expression]].phrase,
			    problem->message, err);
		else
			status = no_memory(err);
		hs_free_compile_error(problem);
	}
	arena_free(a);
	return status;
}

pcre2_code *
phrases_regex(const struct phrase_source *source, int *problem)
{
	uint32_t flags =
	    PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C;
	PCRE2_SIZE at;

	if (source->kind == PHRASE_LINE || source->kind == PHRASE_RAW)
		flags |= PCRE2_MULTILINE;
	return pcre2_compile((PCRE2_SPTR)source->regex.p, source->regex.n,
	    flags, problem, &at, NULL);
}

/* Every regex must please PCRE2 as well. */
static enum mekiki_status
check_regexes(
    const struct phrases *p, size_t first, size_t end, struct know_error *err)
{
	for (size_t i = first; i < end; i++) {
		char what[256] = "";
		pcre2_code *code;
		int problem = 0;

		if (p->sources[i].kind == PHRASE_PLAIN)
			continue;
		code = phrases_regex(&p->sources[i], &problem);
		if (code == NULL) {
			pcre2_get_error_message(
			    problem, (PCRE2_UCHAR *)what, sizeof(what));
			return row_bad(p, i, what, err);
		}
		pcre2_code_free(code);
	}
	return MEKIKI_OK;
}

/* The first phrase of the owner's own. */
static size_t
first_own(const struct phrases *p)
{
	return p->own_units < p->unit_count ? p->units[p->own_units].phrase
					    : p->count;
}

enum mekiki_status
phrases_set_compile(struct phrases *p, const hs_platform_info_t *platform,
    struct know_error *err)
{
	enum mekiki_status status = check_regexes(p, 0, first_own(p), err);

	for (size_t i = 0; i < SET_COUNT && status == MEKIKI_OK; i++)
		status = compile(p, (enum phrase_set)i,
		    (struct range){ 0, p->own_units }, platform, &p->sets[i],
		    err);
	return status;
}

enum mekiki_status
phrases_set_compile_own(struct phrases *p, struct know_error *err)
{
	enum mekiki_status status =
	    check_regexes(p, first_own(p), p->count, err);

	for (size_t i = 0; i < SET_COUNT && status == MEKIKI_OK; i++)
		status = compile(p, (enum phrase_set)i,
		    (struct range){ p->own_units, p->unit_count }, NULL,
		    &p->own[i], err);
	return status;
}

enum mekiki_status
phrases_set_try(const struct phrases *p, size_t row, size_t first, size_t end,
    struct know_error *err)
{
	enum mekiki_status status = check_regexes(p, row, row + 1, err);
	const struct range units = { first, end };
	hs_database_t *database = NULL;

	if (status == MEKIKI_OK && p->sources[row].kind != PHRASE_PLAIN)
		status = compile(
		    p, set_of(&p->sources[row]), units, NULL, &database, err);
	hs_free_database(database);
	return status;
}

/* Loads one database off the front of *rest; empty gives NULL. */
static bool
load(span *rest, uint64_t size, hs_database_t **out)
{
	if (size > rest->n)
		return false;
	if (size > 0 &&
	    hs_deserialize_database(rest->p, (size_t)size, out) != HS_SUCCESS)
		return false;
	*rest = span_drop(*rest, (size_t)size);
	return true;
}

/*
 * The file mapped: vectorscan copies out of it, and a second copy of 2 MB would
 * cost a tenth of the start.  NULL: it cannot be read.  Whoever puts another
 * file there renames it, as for the databases that are mapped.
 */
static void *
map_file(const char *path, size_t *n)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	void *bytes = MAP_FAILED;
	struct stat st;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 &&
	    (uint64_t)st.st_size <= LIMIT_DATA) {
		*n = (size_t)st.st_size;
		bytes = mmap(NULL, *n, PROT_READ, MAP_PRIVATE, fd, 0);
	}
	close(fd);
	return bytes == MAP_FAILED ? NULL : bytes;
}

/* The sets in file; what is wrong with it, or NULL. */
static const char *
load_sets(struct phrases *p, span file)
{
	struct head head;

	if (file.n < sizeof(head))
		return "is no file of compiled phrases";
	memcpy(&head, file.p, sizeof(head));
	file = span_drop(file, sizeof(head));
	if (memcmp(head.magic, MAGIC, MAGIC_SIZE) != 0)
		return "is no file of compiled phrases";
	if (head.digest != digest(p))
		return "was made from other phrases";
	for (size_t i = 0; i < SET_COUNT; i++)
		if (!load(&file, head.sizes[i], &p->sets[i]))
			return "is damaged or for another machine";
	return NULL;
}

const char *
phrases_set_load(struct phrases *p, const char *path)
{
	const char *problem;
	size_t n = 0;
	void *bytes;

	if (path == NULL)
		return "no compiled phrases";
	bytes = map_file(path, &n);
	if (bytes == NULL)
		return "cannot be read";
	problem = load_sets(p, (span){ bytes, n });
	munmap(bytes, n);
	return problem;
}

static bool
write_database(FILE *f, const char *bytes, size_t n)
{
	return n == 0 || fwrite(bytes, 1, n, f) == n;
}

enum mekiki_status
phrases_set_save(
    const struct phrases *p, const char *path, struct know_error *err)
{
	struct head head = { .magic = MAGIC, .digest = digest(p) };
	char *bytes[SET_COUNT] = { NULL };
	bool ok = true;
	FILE *f;

	for (size_t i = 0; i < SET_COUNT && ok; i++) {
		size_t n = 0;

		if (p->sets[i] != NULL)
			ok = hs_serialize_database(p->sets[i], &bytes[i], &n) ==
			    HS_SUCCESS;
		head.sizes[i] = n;
	}
	f = ok ? fopen(path, "wb") : NULL;
	ok = f != NULL && fwrite(&head, sizeof(head), 1, f) == 1;
	for (size_t i = 0; i < SET_COUNT; i++) {
		ok = ok && write_database(f, bytes[i], head.sizes[i]);
		free(bytes[i]);
	}
	if (f != NULL && fclose(f) != 0)
		ok = false;
	if (!ok && err != NULL)
		snprintf(err->text, sizeof(err->text), "%s: cannot be written",
		    path);
	return ok ? MEKIKI_OK : MEKIKI_IO;
}
