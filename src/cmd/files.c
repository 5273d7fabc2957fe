#include "cmd/files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "cmd/complain.h"

/* What of a folder is looked at. */
enum folder_kind {
	FOLDER_PLAIN,
	FOLDER_MAILDIR, /* cur, new and sub-folders */
	FOLDER_BETWEEN, /* inside a Maildir, as tmp: nothing but sub-folders */
	FOLDER_MAILS,	/* cur or new: nothing but files */
	FOLDER_CASE,	/* keep/case.h: nothing but the mail */
};

struct folder {
	span path;
	enum folder_kind kind;
	unsigned depth;
};

/* Folders still to be read, the next one last. */
struct pending {
	struct folder *folders;
	size_t count, room;
	bool deep; /* LIMIT_FOLDER_DEPTH was reached; said already */
};

static void
failed(struct files *f, span path, int problem)
{
	complain(path, problem);
	f->failed = true;
}

static void
add_path(struct files *f, span path)
{
	span *paths;

	if (f->count == LIMIT_FILES) {
		if (!f->full)
			complain_text(path,
			    "this and what follows is left out, as there are "
			    "too many files",
			    "name fewer at a time");
		f->full = f->failed = true;
		return;
	}
	paths =
	    arena_grow(f->arena, f->paths, f->count, &f->room, sizeof(*paths));
	if (paths == NULL || path.p == NULL)
		return;
	f->paths = paths;
	paths[f->count++] = path;
}

static void
push(struct files *f, struct pending *p, struct folder folder)
{
	struct folder *grown;

	if (folder.depth > LIMIT_FOLDER_DEPTH) {
		if (!p->deep)
			complain_text(folder.path,
			    "left out, as it lies too deep in other folders",
			    "name it by itself");
		p->deep = f->failed = true;
		return;
	}
	grown = arena_grow(
	    f->arena, p->folders, p->count, &p->room, sizeof(*grown));
	if (grown == NULL)
		return;
	p->folders = grown;
	grown[p->count++] = folder;
}

static bool
has_folder(struct arena *a, span folder, const char *name)
{
	span path = arena_join(a, folder, SPAN("/"), span_of(name));
	struct stat st;

	return path.p != NULL && stat(path.p, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool
is_maildir(struct arena *a, span folder)
{
	return has_folder(a, folder, "cur") && has_folder(a, folder, "new");
}

static bool
is_case(struct arena *a, span folder)
{
	span path = arena_join(a, folder, SPAN("/case.json"), (span){ 0 });
	struct stat st;

	return path.p != NULL && stat(path.p, &st) == 0 && S_ISREG(st.st_mode);
}

static enum folder_kind
kind_of(struct arena *a, span folder)
{
	return is_maildir(a, folder) ? FOLDER_MAILDIR
	    : is_case(a, folder)     ? FOLDER_CASE
				     : FOLDER_PLAIN;
}

/* Mails may lie in such a folder, and this could be one. */
static bool
may_be_mail(enum folder_kind folder, span name)
{
	if (folder == FOLDER_CASE)
		return span_is(name, "mail.eml");
	return (folder == FOLDER_PLAIN && !span_ends(name, ".answers")) ||
	    folder == FOLDER_MAILS;
}

/* A folder was found inside another. */
static void
found_folder(struct files *f, struct pending *p, const struct folder *parent,
    span path, span name)
{
	struct folder folder = { path, FOLDER_PLAIN, parent->depth + 1 };

	if (parent->kind == FOLDER_MAILS || parent->kind == FOLDER_CASE)
		return;
	if (parent->kind == FOLDER_MAILDIR &&
	    (span_same(name, SPAN("cur")) || span_same(name, SPAN("new"))))
		folder.kind = FOLDER_MAILS;
	else
		folder.kind = kind_of(f->arena, path);
	if (folder.kind == FOLDER_PLAIN && name.p[0] == '.')
		return;
	if (folder.kind == FOLDER_PLAIN && parent->kind != FOLDER_PLAIN)
		folder.kind = FOLDER_BETWEEN;
	push(f, p, folder);
}

static void
found(struct files *f, struct pending *p, const struct folder *parent,
    const char *entry)
{
	span name = span_of(entry), path;
	struct stat st;
	bool mails =
	    parent->kind == FOLDER_PLAIN || parent->kind == FOLDER_MAILS;

	/* Of hidden names only a Maildir's sub-folders are of interest. */
	if (name.p[0] == '.' &&
	    (mails || name.n == 1 || span_same(name, SPAN(".."))))
		return;
	path = arena_join(f->arena, parent->path,
	    span_ends(parent->path, "/") ? (span){ 0 } : SPAN("/"), name);
	if (path.p == NULL)
		return;
	if (lstat(path.p, &st) != 0) {
		/* Mail programs rename and delete while we look. */
		if (errno != ENOENT)
			failed(f, path, errno);
	} else if (S_ISDIR(st.st_mode)) {
		found_folder(f, p, parent, path, name);
	} else if (S_ISREG(st.st_mode) && may_be_mail(parent->kind, name)) {
		add_path(f, path);
	}
}

/* Byte order, whatever the locale. */
static int
by_path(const void *a, const void *b)
{
	const span *x = a, *y = b;

	return span_order(*x, *y);
}

/* The last one first, as they come off a stack; a Maildir's own mails last. */
static int
by_path_backwards(const void *a, const void *b)
{
	const struct folder *x = a, *y = b;
	bool mails = x->kind == FOLDER_MAILS;

	if (mails != (y->kind == FOLDER_MAILS))
		return mails ? 1 : -1;
	return span_order(y->path, x->path);
}

static void
read_folder(struct files *f, struct pending *p, struct folder folder)
{
	DIR *dir = opendir(folder.path.p);
	size_t files = f->count, folders = p->count;
	struct dirent *entry;

	if (dir == NULL) {
		failed(f, folder.path, errno);
		return;
	}
	while (errno = 0, !f->full && (entry = readdir(dir)) != NULL)
		found(f, p, &folder, entry->d_name);
	if (errno != 0)
		failed(f, folder.path, errno);
	closedir(dir);
	if (f->count > files)
		qsort(f->paths + files, f->count - files, sizeof(*f->paths),
		    by_path);
	if (p->count > folders)
		qsort(p->folders + folders, p->count - folders,
		    sizeof(*p->folders), by_path_backwards);
}

static void
add_folder(struct files *f, span path)
{
	struct pending pending = { 0 };
	size_t before = f->count;
	bool failed_before = f->failed;

	f->failed = false;
	push(f, &pending, (struct folder){ path, kind_of(f->arena, path), 0 });
	while (pending.count > 0 && !f->full)
		read_folder(f, &pending, pending.folders[--pending.count]);
	if (f->count == before && !f->failed)
		complain_text(path, "there is no mail in this folder",
		    "name a folder with .eml files, a Maildir, or a file");
	f->failed |= failed_before;
}

void
files_add(struct files *f, const char *name)
{
	span path = arena_copy(f->arena, span_of(name));
	struct stat st;

	if (span_is(path, "-"))
		add_path(f, path);
	else if (stat(name, &st) != 0)
		failed(f, span_of(name), errno);
	else if (S_ISDIR(st.st_mode))
		add_folder(f, path);
	else
		add_path(f, path);
	if (arena_failed(f->arena)) {
		failed(f, span_of(name), ENOMEM);
		f->full = true;
	}
}
