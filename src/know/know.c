#include "know/know.h"

#include <dirent.h>
#include <openssl/evp.h>
#include <stdlib.h>

#include "base/limits.h"

/* The folders of data/ that hold tables. */
static const char *const folders[] = { ".", "lists", "phrases", "text" };

static int
only_tables(const struct dirent *entry)
{
	return span_ends(span_of(entry->d_name), ".tsv");
}

/* Byte order, whatever the locale: the version must not depend on it. */
static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static enum mekiki_status
digest_file(EVP_MD_CTX *md, struct arena *a, span path, span name,
    struct know_error *err)
{
	enum mekiki_status status;
	span bytes;

	if (path.p == NULL)
		return MEKIKI_NO_MEMORY;
	status = tsv_file(a, path.p, LIMIT_DATA, &bytes, err);
	if (status != MEKIKI_OK)
		return status;
	/* The NUL behind the name keeps names and bytes apart. */
	if (EVP_DigestUpdate(md, name.p, name.n + 1) != 1 ||
	    EVP_DigestUpdate(md, bytes.p, bytes.n) != 1)
		return MEKIKI_NO_MEMORY;
	return MEKIKI_OK;
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
			status = digest_file(md, a,
			    arena_format(a, "%s/%s", dir.p, name),
			    span_of(name), err);
		free(entries[i]);
	}
	free(entries);
	return status;
}

static enum mekiki_status
set_version(struct know *k, const char *data_dir, struct know_error *err)
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

static void
close_phrases(void *phrases)
{
	phrases_close(phrases);
}

static enum mekiki_status
read_phrases(struct know *k, const char *data_dir, const char *compiled_dir,
    struct know_error *err)
{
	span source = arena_format(k->arena, "%s/phrases", data_dir);
	span set = arena_format(k->arena, "%s/phrases.hs", compiled_dir);
	enum mekiki_status status;

	if (arena_failed(k->arena))
		return MEKIKI_NO_MEMORY;
	status = phrases_open(source.p, set.p, &k->phrases, err);
	if (status != MEKIKI_OK)
		return status;
	return arena_defer(k->arena, close_phrases, k->phrases)
	    ? MEKIKI_OK
	    : MEKIKI_NO_MEMORY;
}

static enum mekiki_status
read_all(struct know *k, const char *data_dir, struct know_error *err)
{
	struct arena *a = k->arena;
	span brands = arena_format(a, "%s/brands.tsv", data_dir);
	span lists = arena_format(a, "%s/lists", data_dir);
	span weights = arena_format(a, "%s/weights.tsv", data_dir);
	span texts = arena_format(a, "%s/text", data_dir);
	enum mekiki_status status;

	if (arena_failed(a))
		return MEKIKI_NO_MEMORY;
	status = brands_open(a, brands.p, &k->brands, err);
	if (status == MEKIKI_OK)
		status = lists_open(a, lists.p, &k->lists, err);
	if (status == MEKIKI_OK)
		status = weights_open(a, weights.p, &k->weights, err);
	if (status == MEKIKI_OK)
		status = texts_open(a, texts.p, &k->texts, err);
	return status;
}

enum mekiki_status
know_open(const char *data_dir, const char *compiled_dir, struct know **out,
    struct know_error *err)
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
	status = read_all(k, data_dir, err);
	if (status == MEKIKI_OK)
		status = set_version(k, data_dir, err);
	/* Last, since success may leave a notice in err. */
	if (status == MEKIKI_OK)
		status = read_phrases(k, data_dir, compiled_dir, err);
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
