#include "cmd/source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "report/layout.h"

#define PATH_SHOWN 4096 /* columns */
#define READ_BLOCK ((size_t)256 << 10)

static void
add_path(struct sources *s, span path)
{
	span *paths =
	    arena_grow(s->arena, s->paths, s->count, &s->room, sizeof(*paths));

	if (paths == NULL || path.p == NULL)
		return;
	s->paths = paths;
	paths[s->count++] = path;
}

void
source_complain(struct arena *a, const char *path, int problem)
{
	static const struct {
		int problem;
		const char *instead;
	} advice[] = {
		{ ENOENT, "check the name" },
		{ ENOTDIR, "check the name" },
		{ EACCES, "copy the mail to a place that you may read" },
		{ EPERM, "copy the mail to a place that you may read" },
		{ EISDIR, "name a file, a folder or -" },
		{ ENOMEM, "free some memory" },
	};
	const char *instead = "try a copy of the mail";
	span shown;

	for (size_t i = 0; i < COUNT(advice); i++)
		if (advice[i].problem == problem)
			instead = advice[i].instead;
	if (strcmp(path, "-") == 0)
		path = "standard input";
	/* A file's name may hold what a terminal would act on. */
	shown = layout_cut(a, span_of(path), PATH_SHOWN);
	fprintf(stderr, "mekiki: %.*s: %s; %s\n", SPAN_ARG(shown),
	    strerror(problem), instead);
}

static void
complain(struct sources *s, const char *path)
{
	source_complain(s->arena, path, errno);
	s->failed = true;
}

static int
not_hidden(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* Byte order, whatever the locale. */
static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* Folders still to be read, the next one last. */
struct pending {
	span *folders;
	size_t count, room;
};

static void
push(struct sources *s, struct pending *p, span folder)
{
	span *grown = arena_grow(
	    s->arena, p->folders, p->count, &p->room, sizeof(*grown));

	if (grown == NULL)
		return;
	p->folders = grown;
	grown[p->count++] = folder;
}

static void
read_folder(struct sources *s, struct pending *p, span folder)
{
	struct dirent **entries = NULL;
	int count = scandir(folder.p, &entries, not_hidden, by_name);
	size_t waiting = p->count;

	if (count < 0) {
		complain(s, folder.p);
		return;
	}
	for (int i = 0; i < count; i++) {
		span path = arena_format(s->arena, "%.*s%s%s", SPAN_ARG(folder),
		    span_ends(folder, "/") ? "" : "/", entries[i]->d_name);
		struct stat st;

		free(entries[i]);
		if (path.p == NULL)
			continue;
		if (lstat(path.p, &st) != 0)
			complain(s, path.p);
		else if (S_ISDIR(st.st_mode))
			push(s, p, path);
		else if (S_ISREG(st.st_mode))
			add_path(s, path);
	}
	/* They wait on a stack: the first of these is to come off it first. */
	for (size_t i = waiting, j = p->count; i < j; i++) {
		span first = p->folders[i];

		p->folders[i] = p->folders[--j];
		p->folders[j] = first;
	}
	free(entries);
}

void
sources_add(struct sources *s, const char *name)
{
	struct pending pending = { 0 };
	span path = arena_copy(s->arena, span_of(name));
	struct stat st;

	if (span_is(path, "-")) {
		add_path(s, path);
		return;
	}
	if (stat(name, &st) != 0) {
		complain(s, name);
		return;
	}
	if (!S_ISDIR(st.st_mode)) {
		add_path(s, path);
		return;
	}
	push(s, &pending, path);
	while (pending.count > 0)
		read_folder(s, &pending, pending.folders[--pending.count]);
}

/* Everything from descriptor, the first LIMIT_MAIL bytes of it kept. */
static enum mekiki_status
read_all(int descriptor, EVP_MD_CTX *md, struct source *out)
{
	size_t room = 0;

	for (;;) {
		char spill[4096], *to = spill;
		size_t space = sizeof(spill);
		ssize_t n;

		if (out->n < LIMIT_MAIL) {
			if (room - out->n < READ_BLOCK) {
				size_t want = room * 2 < READ_BLOCK * 2
				    ? READ_BLOCK * 2
				    : room * 2;
				char *grown = realloc(out->bytes, want);

				if (grown == NULL)
					return MEKIKI_NO_MEMORY;
				out->bytes = grown;
				room = want;
			}
			to = out->bytes + out->n;
			space = room - out->n;
			if (space > LIMIT_MAIL - out->n)
				space = LIMIT_MAIL - out->n;
		}
		n = read(descriptor, to, space);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return MEKIKI_IO;
		if (n == 0)
			return MEKIKI_OK;
		if (EVP_DigestUpdate(md, to, (size_t)n) != 1)
			return MEKIKI_NO_MEMORY;
		out->size += (uint64_t)n;
		if (to != spill)
			out->n += (size_t)n;
	}
}

static void
hex(const unsigned char *digest, size_t n, char *out)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		out[2 * i] = digits[digest[i] >> 4];
		out[2 * i + 1] = digits[digest[i] & 15];
	}
	out[2 * n] = '\0';
}

enum mekiki_status
source_read(const char *path, struct source *out)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	struct source s = { 0 };
	EVP_MD_CTX *md = EVP_MD_CTX_new();
	enum mekiki_status status = MEKIKI_NO_MEMORY;
	int descriptor = STDIN_FILENO, problem = 0;

	if (md == NULL || EVP_DigestInit_ex(md, EVP_sha256(), NULL) != 1)
		goto out;
	if (strcmp(path, "-") != 0)
		descriptor = open(path, O_RDONLY | O_CLOEXEC);
	if (descriptor < 0) {
		problem = errno;
		status = MEKIKI_IO;
		goto out;
	}
	status = read_all(descriptor, md, &s);
	problem = errno;
	if (descriptor != STDIN_FILENO)
		close(descriptor);
	if (status == MEKIKI_OK && EVP_DigestFinal_ex(md, digest, NULL) != 1)
		status = MEKIKI_NO_MEMORY;
out:
	EVP_MD_CTX_free(md);
	if (status != MEKIKI_OK) {
		source_free(&s);
		errno = problem;
		return status;
	}
	hex(digest, 32, s.sha256);
	*out = s;
	return MEKIKI_OK;
}

void
source_free(struct source *s)
{
	free(s->bytes);
	s->bytes = NULL;
}
