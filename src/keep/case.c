#include "keep/case.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/version.h"
#include "report/report_json.h"

#define SAME_SECOND 1000 /* cases of one mail in one second */

/* The files, in the order of SHA256SUMS. */
enum file {
	FILE_ANSWERS,
	FILE_CASE,
	FILE_EXAMINATION,
	FILE_MAIL,
	FILE_COUNT,
};

static const char *const names[FILE_COUNT] = {
	[FILE_ANSWERS] = "answers.jsonl",
	[FILE_CASE] = "case.json",
	[FILE_EXAMINATION] = "examination.json",
	[FILE_MAIL] = "mail.eml",
};

/* What they hold at most: a case may come from anybody. */
static const size_t limits[FILE_COUNT] = {
	[FILE_ANSWERS] = LIMIT_ANSWERS_FILE,
	[FILE_CASE] = LIMIT_CASE,
	[FILE_EXAMINATION] = LIMIT_ARENA / 2,
	[FILE_MAIL] = LIMIT_MAIL,
};

#define SUMS "SHA256SUMS"

static enum mekiki_status
io(const char *path, struct know_error *err)
{
	int problem = errno;

	if (err != NULL)
		snprintf(err->text, sizeof(err->text), "%.400s: %s", path,
		    strerror(problem));
	return MEKIKI_IO;
}

static enum mekiki_status
bad(const char *path, const char *what, struct know_error *err)
{
	if (err != NULL)
		snprintf(
		    err->text, sizeof(err->text), "%.400s: %s", path, what);
	return MEKIKI_BAD_DATA;
}

/* What j holds, in the arena; its memory is freed. */
static span
text_of_json(struct arena *a, struct json *j)
{
	span text = { 0 };

	json_newline(j);
	if (json_finish(j, &text) == MEKIKI_OK)
		text = arena_copy(a, text);
	else
		arena_give_up(a);
	json_free(j);
	return text;
}

static span
examination_text(struct arena *a, struct examination *x)
{
	struct json j = json_memory(LIMIT_ARENA);

	report_json(&j, x, span_of(names[FILE_MAIL]), 0, 0);
	if (arena_failed(x->arena))
		arena_give_up(a);
	return text_of_json(a, &j);
}

static void
put_list(struct json *j, const char *key, const span *list, size_t count)
{
	json_pair_array(j, key);
	for (size_t i = 0; i < count; i++)
		json_span(j, list[i]);
	json_end(j);
}

static span
case_text(struct arena *a, const struct examination *x)
{
	struct json j = json_memory(LIMIT_CASE);
	char at[DATE_TEXT_MAX];

	json_begin_object(&j);
	json_pair_text(&j, "schema", "mekiki-case/1");
	json_pair_span(&j, "examined_at", date_text(x->options->now, 0, at));
	put_list(&j, "trust", x->options->trust, x->options->trust_count);
	put_list(&j, "me", x->options->me, x->options->me_count);
	put_list(
	    &j, "ip_lists", x->options->ip_lists, x->options->ip_list_count);
	put_list(&j, "domain_lists", x->options->domain_lists,
	    x->options->domain_list_count);
	json_pair_bool(&j, "feeds", x->options->feeds);
	json_pair_bool(&j, "lookup", x->lookup.done);
	json_pair_bool(&j, "full", x->options->full);
	json_pair_text(&j, "sha256", x->sha256);
	json_pair_int(&j, "size", (int64_t)x->size);
	json_pair_text(&j, "version", MEKIKI_VERSION);
	json_pair_text(&j, "knowledge", x->know->version);
	json_end(&j);
	return text_of_json(a, &j);
}

static span
answers_text(struct arena *a, const struct examination *x)
{
	struct recording *r = NULL;
	span text = { 0 };

	if (recording_new(&r) != MEKIKI_OK) {
		arena_give_up(a);
		return text;
	}
	for (size_t i = 0; i < x->inquiry.count; i++)
		if (!recording_add(r, x->inquiry.answers[i]))
			arena_give_up(a);
	text = recording_text(r, a);
	recording_close(r);
	return text;
}

/* "20261125T105233Z-0123456789abcdef" */
static span
case_name(struct arena *a, const struct examination *x)
{
	struct date_parts at = date_split(x->options->now, 0);

	return arena_format(a, "%04d%02d%02dT%02d%02d%02dZ-%.16s", at.year,
	    at.month, at.day, at.hour, at.minute, at.second, x->sha256);
}

/* Moves the folder made to a name that is free. */
static enum mekiki_status
settle(struct arena *a, const char *made, const char *dir, span name,
    struct know_error *err)
{
	for (int i = 1; i < SAME_SECOND; i++) {
		span to = i == 1 ? arena_format(a, "%s/%s", dir, name.p)
				 : arena_format(a, "%s/%s-%d", dir, name.p, i);

		if (arena_failed(a))
			return MEKIKI_NO_MEMORY;
		if (rename(made, to.p) == 0)
			return MEKIKI_OK;
		if (errno != EEXIST && errno != ENOTEMPTY)
			return io(to.p, err);
	}
	return io(dir, err);
}

static enum mekiki_status
write_file(struct arena *a, const char *folder, const char *name, span bytes,
    struct know_error *err)
{
	const char *path = arena_format(a, "%s/%s", folder, name).p;
	enum mekiki_status status = MEKIKI_NO_MEMORY;

	if (!arena_failed(a))
		status = file_write(a, path, bytes);
	return status == MEKIKI_IO ? io(path, err) : status;
}

static enum mekiki_status
fill_folder(struct arena *a, const char *folder, const span *texts,
    struct know_error *err)
{
	enum mekiki_status status = MEKIKI_OK;
	span sums = { 0 };

	for (size_t i = 0; i < FILE_COUNT && status == MEKIKI_OK; i++) {
		char sha256[SHA256_TEXT];

		if (!sha256_text(texts[i], sha256))
			return MEKIKI_NO_MEMORY;
		sums = arena_format(
		    a, "%.*s%s  %s\n", SPAN_ARG(sums), sha256, names[i]);
		status = write_file(a, folder, names[i], texts[i], err);
	}
	if (status == MEKIKI_OK)
		status = write_file(a, folder, SUMS, sums, err);
	return status;
}

static void
remove_folder(struct arena *a, const char *folder)
{
	for (size_t i = 0; i <= FILE_COUNT; i++) {
		span path = arena_format(
		    a, "%s/%s", folder, i < FILE_COUNT ? names[i] : SUMS);

		if (path.n > 0)
			unlink(path.p);
	}
	rmdir(folder);
}

enum mekiki_status
case_write(
    const char *dir, struct examination *x, span mail, struct know_error *err)
{
	struct arena *a = arena_new(4 * LIMIT_ARENA);
	enum mekiki_status status = MEKIKI_NO_MEMORY;
	span name, made, texts[FILE_COUNT];
	char beside[4096];

	if (a == NULL)
		return status;
	name = case_name(a, x);
	made = arena_format(a, "%s/.case-XXXXXX", dir);
	texts[FILE_ANSWERS] = answers_text(a, x);
	texts[FILE_CASE] = case_text(a, x);
	texts[FILE_EXAMINATION] = examination_text(a, x);
	texts[FILE_MAIL] = mail;
	if (arena_failed(a) || made.n >= sizeof(beside))
		goto out;
	memcpy(beside, made.p, made.n + 1);
	if ((mkdir(dir, 0700) != 0 && errno != EEXIST) ||
	    mkdtemp(beside) == NULL) {
		status = io(dir, err);
		goto out;
	}
	status = fill_folder(a, beside, texts, err);
	if (status == MEKIKI_OK)
		status = settle(a, beside, dir, name, err);
	if (status != MEKIKI_OK)
		remove_folder(a, beside);
out:
	arena_free(a);
	return status;
}

/* Reads a file of the case and holds it against the sums. */
static enum mekiki_status
read_file(struct kept *k, const char *folder, enum file file, span sums,
    span *out, struct know_error *err)
{
	const char *path =
	    arena_format(k->arena, "%s/%s", folder, names[file]).p;
	char sha256[SHA256_TEXT];
	enum mekiki_status status;
	span line;

	if (arena_failed(k->arena))
		return MEKIKI_NO_MEMORY;
	status = tsv_file(k->arena, path, limits[file], out, err);
	if (status != MEKIKI_OK)
		return status;
	if (!sha256_text(*out, sha256))
		return MEKIKI_NO_MEMORY;
	line = arena_format(k->arena, "%s  %s", sha256, names[file]);
	while (sums.n > 0)
		if (span_same(span_trim(span_cut_line(&sums)), line))
			return MEKIKI_OK;
	return bad(path,
	    "is not the file that the case was kept with (" SUMS
	    " tells another digest)",
	    err);
}

static span *
read_list(struct kept *k, const json_t *object, const char *key, size_t *count)
{
	const json_t *list = json_object_get(object, key);
	span *items;

	*count = json_array_size(list);
	items = arena_array(k->arena, *count, sizeof(*items));
	for (size_t i = 0; items != NULL && i < *count; i++) {
		const json_t *item = json_array_get(list, i);

		items[i] = arena_copy(k->arena,
		    (span){
			json_string_value(item), json_string_length(item) });
	}
	return items;
}

static enum mekiki_status
read_options(
    struct kept *k, const char *folder, span text, struct know_error *err)
{
	json_t *object =
	    json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, NULL);
	const char *schema =
	    json_string_value(json_object_get(object, "schema"));
	const char *at =
	    json_string_value(json_object_get(object, "examined_at"));
	const char *sha256 =
	    json_string_value(json_object_get(object, "sha256"));
	bool ok = schema != NULL && strcmp(schema, "mekiki-case/1") == 0;
	struct options *o = &k->options;
	struct date date = { 0 };

	ok = ok && at != NULL && date_parse(span_of(at), &date) &&
	    sha256 != NULL && strlen(sha256) == SHA256_TEXT - 1 &&
	    strspn(sha256, "0123456789abcdef") == SHA256_TEXT - 1;
	if (ok)
		memcpy(k->sha256, sha256, SHA256_TEXT);
	k->size = (uint64_t)json_integer_value(json_object_get(object, "size"));
	o->now = date.utc;
	o->trust = read_list(k, object, "trust", &o->trust_count);
	o->me = read_list(k, object, "me", &o->me_count);
	o->ip_lists = read_list(k, object, "ip_lists", &o->ip_list_count);
	o->domain_lists =
	    read_list(k, object, "domain_lists", &o->domain_list_count);
	o->feeds = json_is_true(json_object_get(object, "feeds"));
	o->full = json_is_true(json_object_get(object, "full"));
	k->far = json_is_true(json_object_get(object, "lookup"));
	json_decref(object);
	if (arena_failed(k->arena))
		return MEKIKI_NO_MEMORY;
	return ok
	    ? MEKIKI_OK
	    : bad(folder, "case.json is not of a version known here", err);
}

/* What case.json says of the mail is so, as far as the mail is there. */
static enum mekiki_status
check_mail(
    struct kept *k, const char *folder, span mail, struct know_error *err)
{
	char sha256[SHA256_TEXT];

	k->mail = mail;
	if (!sha256_text(mail, sha256))
		return MEKIKI_NO_MEMORY;
	if ((k->size == mail.n && strcmp(sha256, k->sha256) == 0) ||
	    (k->size > mail.n && mail.n == LIMIT_MAIL))
		return MEKIKI_OK;
	return bad(folder, "case.json tells of another mail", err);
}

enum mekiki_status
case_open(const char *folder, struct kept *out, struct know_error *err)
{
	enum mekiki_status status;
	span sums, text[FILE_COUNT];
	span path;

	*out = (struct kept){ .arena = arena_new(2 * LIMIT_ARENA) };
	if (out->arena == NULL)
		return MEKIKI_NO_MEMORY;
	path = arena_format(out->arena, "%s/" SUMS, folder);
	if (path.n == 0)
		return MEKIKI_NO_MEMORY;
	status = tsv_file(out->arena, path.p, LIMIT_SETTINGS, &sums, err);
	for (size_t i = 0; i < FILE_COUNT && status == MEKIKI_OK; i++)
		status =
		    read_file(out, folder, (enum file)i, sums, &text[i], err);
	if (status == MEKIKI_OK)
		status = read_options(out, folder, text[FILE_CASE], err);
	if (status == MEKIKI_OK)
		status = check_mail(out, folder, text[FILE_MAIL], err);
	if (status == MEKIKI_OK)
		status = recording_read(arena_format(out->arena, "%s/%s",
					    folder, names[FILE_ANSWERS])
					    .p,
		    text[FILE_ANSWERS], &out->recording, err);
	return status;
}

void
case_close(struct kept *k)
{
	recording_close(k->recording);
	arena_free(k->arena);
	*k = (struct kept){ 0 };
}
