#include "know/know.h"

#include <dirent.h>
#include <errno.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"

/* The folders of data/ that hold tables. */
static const char *const folders[] = { ".", "lists", "phrases", "text" };

static int
only_tables(const struct dirent *entry)
{
	return span_ends(span_of(entry->d_name), ".tsv") ||
	    span_ends(span_of(entry->d_name), ".model");
}

/* Byte order, whatever the locale: the version must not depend on it. */
static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static enum mekiki_status
digest_file(EVP_MD_CTX *md, span path, span name, struct know_error *err)
{
	/* Its own, so that each file takes the place of the one before. */
	struct arena *a = arena_new(LIMIT_ARENA);
	enum mekiki_status status = MEKIKI_NO_MEMORY;
	span bytes;

	if (a != NULL && path.p != NULL)
		status = tsv_file(a, path.p, LIMIT_DATA, &bytes, err);
	/* The NUL behind the name keeps names and bytes apart. */
	if (status == MEKIKI_OK &&
	    (EVP_DigestUpdate(md, name.p, name.n + 1) != 1 ||
		EVP_DigestUpdate(md, bytes.p, bytes.n) != 1))
		status = MEKIKI_NO_MEMORY;
	arena_free(a);
	return status;
}

/* All tables of one folder; a folder that is not there has none. */
static enum mekiki_status
digest_folder(EVP_MD_CTX *md, struct arena *a, const char *data_dir,
    const char *folder, struct know_error *err)
{
	span dir = arena_format(a, "%s/%s", data_dir, folder);
	enum mekiki_status status = MEKIKI_OK;
	struct dirent **entries = NULL;
	int count;

	if (dir.p == NULL)
		return MEKIKI_NO_MEMORY;
	count = scandir(dir.p, &entries, only_tables, by_name);
	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name;

		if (status == MEKIKI_OK)
			status = digest_file(md,
			    arena_format(a, "%s/%s", dir.p, name),
			    span_of(name), err);
		free(entries[i]);
	}
	free(entries);
	return status;
}

static enum mekiki_status
set_version(struct know *k, const char *data_dir, const char *own_dir,
    struct know_error *err)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	struct arena *files = arena_new(LIMIT_ARENA);
	EVP_MD_CTX *md = EVP_MD_CTX_new();
	enum mekiki_status status = MEKIKI_NO_MEMORY;

	if (files == NULL || md == NULL ||
	    EVP_DigestInit_ex(md, EVP_sha256(), NULL) != 1)
		goto out;
	status = MEKIKI_OK;
	for (size_t i = 0; i < COUNT(folders) && status == MEKIKI_OK; i++)
		status = digest_folder(md, files, data_dir, folders[i], err);
	for (size_t i = 0;
	     own_dir != NULL && i < COUNT(folders) && status == MEKIKI_OK; i++)
		status = digest_folder(md, files, own_dir, folders[i], err);
	if (status == MEKIKI_OK && EVP_DigestFinal_ex(md, digest, NULL) != 1)
		status = MEKIKI_NO_MEMORY;
	for (size_t i = 0; i < KNOW_VERSION_LENGTH && status == MEKIKI_OK; i++)
		k->version[i] =
		    "0123456789abcdef"[digest[i / 2] >> (i % 2 == 0 ? 4 : 0) &
			15];
out:
	EVP_MD_CTX_free(md);
	arena_free(files);
	return status;
}

static const char *
path_of(struct arena *a, const char *dir, const char *name)
{
	span path = arena_format(a, "%s/%s", dir, name);

	return path.p == NULL ? "" : path.p;
}

static void
close_phrases(void *phrases)
{
	phrases_close(phrases);
}

static enum mekiki_status
read_phrases(struct know *k, const char *data_dir, const char *compiled_dir,
    const char *own_dir)
{
	struct arena *a = k->arena;
	enum mekiki_status status = phrases_open(
	    path_of(a, data_dir, "phrases"), tsv_find(a, own_dir, "phrases"),
	    path_of(a, compiled_dir, "phrases.hs"), &k->phrases, &k->notice);

	if (status == MEKIKI_OK && !arena_defer(a, close_phrases, k->phrases))
		return MEKIKI_NO_MEMORY;
	return status;
}

/* All tables; the first that fails says why. */
static enum mekiki_status
read_tables(
    struct know *k, const char *dir, const char *own, struct know_error *err)
{
	struct arena *a = k->arena;
	enum mekiki_status status;

	status = brands_open(a, path_of(a, dir, "brands.tsv"),
	    tsv_find(a, own, "brands.tsv"), &k->brands, err);
	if (status != MEKIKI_OK)
		return status;
	status = lists_open(a, path_of(a, dir, "lists"),
	    tsv_find(a, own, "lists"), &k->lists, err);
	if (status != MEKIKI_OK)
		return status;
	status = receivers_open(a, path_of(a, dir, "lists/receivers.tsv"),
	    tsv_find(a, own, "lists/receivers.tsv"), &k->receivers, err);
	if (status != MEKIKI_OK)
		return status;
	status = weights_open(a, path_of(a, dir, "weights.tsv"),
	    tsv_find(a, own, "weights.tsv"), &k->weights, err);
	if (status != MEKIKI_OK)
		return status;
	status = model_open(a, path_of(a, dir, "wording.model"),
	    tsv_find(a, own, "wording.model"), &k->model, err);
	if (status != MEKIKI_OK)
		return status;
	return texts_open(a, path_of(a, dir, "text"), &k->texts, err);
}

/* Is folder/name one of the tables that are read? */
static bool
is_table(const char *folder, span name)
{
	if (strcmp(folder, "phrases") == 0)
		return true;
	if (strcmp(folder, ".") == 0)
		return span_is(name, "brands.tsv") ||
		    span_is(name, "brand_domains.tsv") ||
		    span_is(name, "weights.tsv") ||
		    span_is(name, "wording.model");
	if (strcmp(folder, "lists") != 0)
		return false;
	name.n -= strlen(".tsv");
	for (enum list i = 0; i < LIST_COUNT; i++)
		if (span_is(name, lists_file(i)))
			return true;
	return span_is(name, "receivers");
}

static enum mekiki_status
check_folder(struct arena *a, const char *own, const char *folder,
    struct know_error *err)
{
	bool top = strcmp(folder, ".") == 0;
	span dir =
	    arena_format(a, "%s%s%s", own, top ? "" : "/", top ? "" : folder);
	struct dirent **entries = NULL;
	enum mekiki_status status = MEKIKI_OK;
	int count;

	if (dir.p == NULL)
		return MEKIKI_NO_MEMORY;
	count = scandir(dir.p, &entries, only_tables, by_name);
	if (count < 0 && top) {
		if (err != NULL)
			snprintf(err->text, sizeof(err->text), "%.400s: %s",
			    own, strerror(errno));
		return MEKIKI_IO;
	}
	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name;

		if (status == MEKIKI_OK && !is_table(folder, span_of(name))) {
			status = MEKIKI_BAD_DATA;
			if (err != NULL)
				snprintf(err->text, sizeof(err->text),
				    "%.200s/%.200s: there is no such table; "
				    "names are as in mekiki's data folder",
				    dir.p, name);
		}
		free(entries[i]);
	}
	free(entries);
	return status;
}

enum mekiki_status
know_check_own(struct arena *a, const char *own, struct know_error *err)
{
	enum mekiki_status status = MEKIKI_OK;

	for (size_t i = 0; i < COUNT(folders) && status == MEKIKI_OK; i++)
		status = check_folder(a, own, folders[i], err);
	return status;
}

static enum mekiki_status
read_all(struct know *k, const char *data_dir, const char *compiled_dir,
    const char *own_dir, struct know_error *err)
{
	enum mekiki_status status = MEKIKI_OK;

	if (own_dir != NULL)
		status = know_check_own(k->arena, own_dir, err);
	if (status == MEKIKI_OK)
		status = read_tables(k, data_dir, own_dir, err);
	if (status != MEKIKI_OK)
		return status;
	status = read_phrases(k, data_dir, compiled_dir, own_dir);
	if (status != MEKIKI_OK && err != NULL)
		*err = k->notice;
	return status;
}

enum mekiki_status
know_open(const char *data_dir, const char *compiled_dir, const char *own_dir,
    struct know **out, struct know_error *err)
{
	struct arena *a = arena_new(LIMIT_ARENA);
	enum mekiki_status status;
	struct know *k;

	if (err != NULL)
		err->text[0] = '\0';
	if (a == NULL)
		return MEKIKI_NO_MEMORY;
	k = arena_alloc(a, sizeof(*k));
	if (k == NULL) {
		arena_free(a);
		return MEKIKI_NO_MEMORY;
	}
	k->arena = a;
	status = read_all(k, data_dir, compiled_dir, own_dir, err);
	if (status == MEKIKI_OK)
		status = set_version(k, data_dir, own_dir, err);
	/* What was then missed is not the file's fault. */
	if (arena_failed(a)) {
		status = MEKIKI_NO_MEMORY;
		if (err != NULL)
			err->text[0] = '\0';
	}
	if (status != MEKIKI_OK) {
		arena_free(a);
		return status;
	}
	*out = k;
	return MEKIKI_OK;
}

void
know_close(struct know *k)
{
	if (k != NULL)
		arena_free(k->arena);
}
