#include "know/tsv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"

static enum mekiki_status
file_bad(struct know_error *err, enum mekiki_status status, const char *path,
    const char *what)
{
	if (err != NULL)
		snprintf(err->text, sizeof(err->text), "%s: %s", path, what);
	return status;
}

/* Reads until the end of the file or size bytes; false on an error. */
static bool
read_all(int fd, char *bytes, size_t size, size_t *got)
{
	*got = 0;
	while (*got < size) {
		ssize_t n = read(fd, bytes + *got, size - *got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		if (n == 0)
			return true;
		*got += (size_t)n;
	}
	return true;
}

/* The n bytes with a NUL behind them that is not counted. */
static span
text_of(char *bytes, size_t n)
{
	bytes[n] = '\0';
	return (span){ bytes, n };
}

enum mekiki_status
tsv_file(struct arena *a, const char *path, size_t max, span *out,
    struct know_error *err)
{
	/* Nobody may write to a pipe: opening it must not wait. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	enum mekiki_status status = MEKIKI_OK;
	struct stat st;
	char *bytes;
	size_t size, got;

	if (fd < 0)
		return file_bad(err, MEKIKI_IO, path, strerror(errno));
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		status = file_bad(err, MEKIKI_IO, path, "is no regular file");
	} else if ((uint64_t)st.st_size > max) {
		status = file_bad(err, MEKIKI_BAD_DATA, path, "is too large");
	} else {
		size = (size_t)st.st_size;
		bytes = arena_raw(a, size + 1);
		if (bytes == NULL)
			status = file_bad(
			    err, MEKIKI_NO_MEMORY, path, "no memory for it");
		else if (!read_all(fd, bytes, size, &got))
			status =
			    file_bad(err, MEKIKI_IO, path, "cannot be read");
		else
			*out = text_of(bytes, got);
	}
	close(fd);
	return status;
}

enum mekiki_status
tsv_open(
    struct arena *a, const char *path, struct tsv *t, struct know_error *err)
{
	enum mekiki_status status;
	span whole, name;

	status = tsv_file(a, path, LIMIT_DATA, &whole, err);
	if (status != MEKIKI_OK)
		return status;
	name = arena_copy(a, span_of(path));
	if (name.n == 0)
		return file_bad(err, MEKIKI_NO_MEMORY, path, "no memory");
	*t = (struct tsv){ .path = name, .rest = whole };
	return MEKIKI_OK;
}

const char *
tsv_find(struct arena *a, const char *dir, const char *name)
{
	span path = { 0 };

	if (dir != NULL)
		path = arena_format(a, "%s/%s", dir, name);
	/* What is there and cannot be read is for tsv_open to complain of. */
	return path.p != NULL && access(path.p, F_OK) == 0 ? path.p : NULL;
}

enum mekiki_status
tsv_open_both(struct arena *a, const char *first, const char *second,
    struct tsv *t, struct know_error *err)
{
	struct tsv behind = { 0 };
	enum mekiki_status status = MEKIKI_OK;

	*t = (struct tsv){ 0 };
	if (first != NULL)
		status = tsv_open(a, first, t, err);
	if (status == MEKIKI_OK && second != NULL)
		status = tsv_open(a, second, &behind, err);
	t->behind = behind.rest;
	t->behind_path = behind.path;
	return status;
}

/* Goes on to the second file where the first one ends. */
static bool
has_more(struct tsv *t)
{
	if (t->rest.n == 0 && t->behind.n > 0) {
		t->path = t->behind_path;
		t->rest = t->behind;
		t->behind.n = 0;
		t->line = 0;
	}
	return t->rest.n > 0;
}

bool
tsv_next(struct tsv *t)
{
	while (has_more(t)) {
		span line = span_cut_line(&t->rest);

		t->line++;
		if (span_trim(line).n == 0 || line.p[0] == '#')
			continue;
		memset(t->column, 0, sizeof(t->column));
		t->count = 0;
		while (t->count < TSV_COLUMNS - 1 &&
		    span_find_byte(line, '\t') < line.n)
			t->column[t->count++] = span_cut(&line, '\t');
		t->column[t->count++] = line;
		return true;
	}
	return false;
}

enum mekiki_status
tsv_bad(const struct tsv *t, struct know_error *err, const char *what)
{
	if (err != NULL)
		snprintf(err->text, sizeof(err->text), "%.*s:%zu: %s",
		    SPAN_ARG(t->path), t->line, what);
	return MEKIKI_BAD_DATA;
}
