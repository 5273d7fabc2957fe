#include "inquire/recording.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/lock.h"
#include "inquire/answer_json.h"

struct recording {
	struct arena *arena;
	pthread_mutex_t lock;	    /* for all below */
	const struct answer **list; /* sorted up to count of the file */
	size_t count, room;
	size_t *slots;	   /* indices + 1 into list, by hash; 0: empty */
	size_t slot_count; /* a power of two, above twice the count */
};

/* The slot of a question, or the empty one where it belongs. */
static size_t *
slot_of(const struct recording *r, enum question_kind kind, span subject)
{
	size_t at = (size_t)question_hash(kind, subject);

	for (;; at++) {
		size_t *slot = &r->slots[at & (r->slot_count - 1)];
		const struct answer *a;

		if (*slot == 0)
			return slot;
		a = r->list[*slot - 1];
		if (a->kind == kind && span_same(a->subject, subject))
			return slot;
	}
}

static bool
grow_slots(struct recording *r)
{
	size_t count = r->slot_count == 0 ? 64 : r->slot_count * 2;
	size_t *slots = arena_array(r->arena, count, sizeof(*slots));

	if (slots == NULL)
		return false;
	r->slots = slots;
	r->slot_count = count;
	for (size_t i = 0; i < r->count; i++)
		*slot_of(r, r->list[i]->kind, r->list[i]->subject) = i + 1;
	return true;
}

/* Takes answer itself, whose texts are in the arena. */
static bool
keep(struct recording *r, const struct answer *answer)
{
	const struct answer **list;
	size_t *slot;

	if (2 * (r->count + 1) > r->slot_count && !grow_slots(r))
		return false;
	list = arena_grow(r->arena, r->list, r->count, &r->room,
	    sizeof(const struct answer *));
	if (list == NULL)
		return false;
	r->list = list;
	slot = slot_of(r, answer->kind, answer->subject);
	if (*slot != 0) {
		list[*slot - 1] = answer;
		return true;
	}
	list[r->count++] = answer;
	*slot = r->count;
	return true;
}

static enum mekiki_status
bad_line(const char *path, size_t line, const char *why, struct know_error *err)
{
	if (err != NULL)
		snprintf(err->text, sizeof(err->text), "%.300s:%zu: %.150s",
		    path, line, why);
	return MEKIKI_BAD_DATA;
}

static enum mekiki_status
read_line(struct recording *r, const char *path, size_t number, span line,
    struct know_error *err)
{
	struct answer *answer = arena_alloc(r->arena, sizeof(*answer));
	const char *why;

	if (answer == NULL)
		return MEKIKI_NO_MEMORY;
	if (line.n > LIMIT_ANSWER_LINE)
		return bad_line(path, number, "the line is too long", err);
	if (!answer_get(r->arena, line, answer, &why))
		return bad_line(path, number, why, err);
	if (r->slot_count > 0 &&
	    *slot_of(r, answer->kind, answer->subject) != 0)
		return bad_line(
		    path, number, "the same question once more", err);
	return keep(r, answer) ? MEKIKI_OK : MEKIKI_NO_MEMORY;
}

static enum mekiki_status
read_lines(
    struct recording *r, const char *path, span rest, struct know_error *err)
{
	enum mekiki_status status = MEKIKI_OK;

	for (size_t n = 1; status == MEKIKI_OK && rest.n > 0; n++) {
		span line = span_trim(span_cut_line(&rest));

		if (line.n > 0 && line.p[0] != '#')
			status = read_line(r, path, n, line, err);
	}
	return status;
}

enum mekiki_status
recording_new(struct recording **out)
{
	struct recording *r = calloc(1, sizeof(*r));

	if (r == NULL)
		return MEKIKI_NO_MEMORY;
	r->arena = arena_new(8 * LIMIT_ANSWERS_FILE);
	if (r->arena == NULL || pthread_mutex_init(&r->lock, NULL) != 0) {
		arena_free(r->arena);
		free(r);
		return MEKIKI_NO_MEMORY;
	}
	*out = r;
	return MEKIKI_OK;
}

enum mekiki_status
recording_read(
    const char *path, span text, struct recording **out, struct know_error *err)
{
	struct recording *r = NULL;
	enum mekiki_status status = recording_new(&r);

	if (status == MEKIKI_OK)
		status = read_lines(r, path, text, err);
	if (status == MEKIKI_OK)
		*out = r;
	else
		recording_close(r);
	return status;
}

enum mekiki_status
recording_open(const char *path, bool may_lack, struct recording **out,
    struct know_error *err)
{
	struct arena *a = arena_new(2 * LIMIT_ANSWERS_FILE);
	enum mekiki_status status = MEKIKI_OK;
	span text = { 0 };

	if (a == NULL)
		return MEKIKI_NO_MEMORY;
	if (!may_lack || access(path, F_OK) == 0 || errno != ENOENT)
		status = tsv_file(a, path, LIMIT_ANSWERS_FILE, &text, err);
	if (status == MEKIKI_OK)
		status = recording_read(path, text, out, err);
	arena_free(a);
	return status;
}

void
recording_close(struct recording *r)
{
	if (r == NULL)
		return;
	pthread_mutex_destroy(&r->lock);
	arena_free(r->arena);
	free(r);
}

const struct answer *
recording_find(struct recording *r, enum question_kind kind, span subject)
{
	const struct answer *found = NULL;

	lock_take(&r->lock);
	if (r->slot_count > 0) {
		size_t at = *slot_of(r, kind, subject);

		if (at > 0)
			found = r->list[at - 1];
	}
	lock_give(&r->lock);
	return found;
}

bool
recording_add(struct recording *r, const struct answer *answer)
{
	const struct answer *known;
	struct answer *copy;
	bool ok = true;

	if (answer->status == ANSWER_NOT_ASKED && answer->text.n == 0)
		return true;
	known = recording_find(r, answer->kind, answer->subject);
	if (known != NULL && known->status != ANSWER_NOT_ASKED)
		return true;
	lock_take(&r->lock);
	copy = answer_copy(r->arena, answer);
	ok = copy != NULL && keep(r, copy);
	lock_give(&r->lock);
	return ok;
}

static int
compare(const void *x, const void *y)
{
	const struct answer *a = *(const struct answer *const *)x;
	const struct answer *b = *(const struct answer *const *)y;
	size_t n = a->subject.n < b->subject.n ? a->subject.n : b->subject.n;
	int order =
	    strcmp(question_kind_text(a->kind), question_kind_text(b->kind));

	if (order == 0 && n > 0)
		order = memcmp(a->subject.p, b->subject.p, n);
	if (order == 0)
		order = (a->subject.n > b->subject.n) -
		    (a->subject.n < b->subject.n);
	return order;
}

span
recording_text(struct recording *r, struct arena *a)
{
	struct json j = json_memory(LIMIT_ANSWERS_FILE);
	const struct answer **sorted;
	size_t count;
	span text = { 0 };

	lock_take(&r->lock);
	count = r->count;
	sorted = arena_array(a, count, sizeof(*sorted));
	if (sorted != NULL && count > 0)
		memcpy(sorted, r->list, count * sizeof(*sorted));
	lock_give(&r->lock);
	if (sorted == NULL)
		return text;
	qsort(sorted, count, sizeof(*sorted), compare);
	for (size_t i = 0; i < count; i++) {
		json_begin_object(&j);
		answer_put(&j, sorted[i]);
		json_end(&j);
		json_newline(&j);
	}
	if (json_finish(&j, &text) == MEKIKI_OK)
		text = arena_copy(a, text);
	else
		arena_give_up(a);
	json_free(&j);
	return text;
}

enum mekiki_status
recording_write(struct recording *r, const char *path, struct know_error *err)
{
	struct arena *a = arena_new(4 * LIMIT_ANSWERS_FILE);
	enum mekiki_status status = MEKIKI_NO_MEMORY;
	span text;

	if (a == NULL)
		return status;
	text = recording_text(r, a);
	if (!arena_failed(a))
		status = file_write(a, path, text);
	else if (err != NULL)
		snprintf(err->text, sizeof(err->text),
		    "%.300s: no memory for the answers, or more than %zu MB of "
		    "them; name fewer mails at a time",
		    path, LIMIT_ANSWERS_FILE >> 20);
	if (status == MEKIKI_IO && err != NULL)
		snprintf(err->text, sizeof(err->text), "%.400s: %s", path,
		    strerror(errno));
	arena_free(a);
	return status;
}
