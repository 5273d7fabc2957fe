#include "inquire/store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "inquire/answer_json.h"

#define BUSY_MS 2000 /* another program writes */

enum query {
	QUERY_GET,
	QUERY_PUT,
	QUERY_SWEEP,
	QUERY_COUNT,
};

static const char *const queries[QUERY_COUNT] = {
	[QUERY_GET] = "SELECT answer, until FROM answers WHERE kind = ? "
		      "AND subject = ? AND until > ?",
	[QUERY_PUT] = "INSERT OR REPLACE INTO answers(kind, subject, until, "
		      "answer) VALUES(?, ?, ?, ?)",
	[QUERY_SWEEP] = "DELETE FROM answers WHERE until <= ?",
};

struct store {
	sqlite3 *db;
	sqlite3_stmt *statements[QUERY_COUNT];
	bool writing; /* a transaction is open */
};

static enum mekiki_status
fail(struct store *s, const char *path, struct know_error *err)
{
	if (err != NULL)
		snprintf(err->text, sizeof(err->text), "%.300s: %.150s", path,
		    s->db == NULL ? "out of memory" : sqlite3_errmsg(s->db));
	store_close(s, 0);
	return MEKIKI_IO;
}

enum mekiki_status
store_open(const char *path, struct store **out, struct know_error *err)
{
	struct store *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return MEKIKI_NO_MEMORY;
	if (sqlite3_open_v2(path, &s->db,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
		    SQLITE_OPEN_NOMUTEX,
		NULL) != SQLITE_OK)
		return fail(s, path, err);
	sqlite3_busy_timeout(s->db, BUSY_MS);
	if (sqlite3_exec(s->db,
		"CREATE TABLE IF NOT EXISTS answers(kind TEXT NOT NULL, "
		"subject TEXT NOT NULL, until INTEGER NOT NULL, "
		"answer TEXT NOT NULL, PRIMARY KEY(kind, subject)) "
		"WITHOUT ROWID",
		NULL, NULL, NULL) != SQLITE_OK)
		return fail(s, path, err);
	for (size_t i = 0; i < QUERY_COUNT; i++)
		if (sqlite3_prepare_v2(s->db, queries[i], -1, &s->statements[i],
			NULL) != SQLITE_OK)
			return fail(s, path, err);
	*out = s;
	return MEKIKI_OK;
}

static void
bind(sqlite3_stmt *statement, int index, span text)
{
	/* A failure shows when the statement is run: it lacks a value. */
	(void)sqlite3_bind_text(statement, index, text.n > 0 ? text.p : "",
	    (int)text.n, SQLITE_TRANSIENT);
}

void
store_flush(struct store *s)
{
	if (s->writing)
		(void)sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);
	s->writing = false;
}

void
store_close(struct store *s, int64_t now)
{
	if (s == NULL)
		return;
	if (s->statements[QUERY_SWEEP] != NULL) {
		(void)sqlite3_bind_int64(s->statements[QUERY_SWEEP], 1, now);
		(void)sqlite3_step(s->statements[QUERY_SWEEP]);
	}
	for (size_t i = 0; i < QUERY_COUNT; i++)
		sqlite3_finalize(s->statements[i]);
	store_flush(s);
	sqlite3_close(s->db);
	free(s);
}

const struct answer *
store_get(struct store *s, struct arena *a, enum question_kind kind,
    span subject, int64_t now, int64_t *until)
{
	sqlite3_stmt *get = s->statements[QUERY_GET];
	struct answer *answer = arena_alloc(a, sizeof(*answer));
	bool found = false;

	bind(get, 1, span_of(question_kind_text(kind)));
	bind(get, 2, subject);
	(void)sqlite3_bind_int64(get, 3, now);
	if (answer != NULL && sqlite3_step(get) == SQLITE_ROW) {
		const void *text = sqlite3_column_blob(get, 0);
		int n = sqlite3_column_bytes(get, 0);
		const char *why;

		/* Anybody may have written the file. */
		found = text != NULL && (size_t)n <= LIMIT_ANSWER_LINE &&
		    answer_get(a, (span){ text, (size_t)n }, answer, &why) &&
		    answer->kind == kind && span_same(answer->subject, subject);
		*until = sqlite3_column_int64(get, 1);
	}
	sqlite3_reset(get);
	return found ? answer : NULL;
}

void
store_put(struct store *s, const struct answer *answer, int64_t until)
{
	sqlite3_stmt *put = s->statements[QUERY_PUT];
	struct json j = json_memory(LIMIT_ANSWER_LINE);
	span text;

	if (!s->writing)
		s->writing = sqlite3_exec(s->db, "BEGIN IMMEDIATE", NULL, NULL,
				 NULL) == SQLITE_OK;
	json_begin_object(&j);
	answer_put(&j, answer);
	json_end(&j);
	if (json_finish(&j, &text) == MEKIKI_OK && s->writing) {
		bind(put, 1, span_of(question_kind_text(answer->kind)));
		bind(put, 2, answer->subject);
		(void)sqlite3_bind_int64(put, 3, until);
		bind(put, 4, text);
		(void)sqlite3_step(put);
		sqlite3_reset(put);
	}
	json_free(&j);
}
