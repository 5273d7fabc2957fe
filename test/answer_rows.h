/*
 * answer_rows - rows of tests that are files: what a server said, and what is
 * to be read in it.
 *
 * A file has the rule, what was asked (kind, subject, source), and what is
 * wanted (status, "refers: ..." where it refers to another, every field in
 * order); and behind a line "----" the bytes that the server said.
 */
#ifndef MEKIKI_TEST_ANSWER_ROWS_H
#define MEKIKI_TEST_ANSWER_ROWS_H

#include <dirent.h>
#include <stdio.h>

#include "base/buf.h"
#include "inquire/answer.h"
#include "test/test.h"

struct answer_row {
	const char *name;
	struct answer asked;
	span source; /* a server, or an HTTP status */
	span want, said;
};

static inline struct answer_row
answer_row_of(struct arena *a, span file)
{
	struct answer_row row = { 0 };
	size_t end = span_find(file, SPAN("\n----\n"));
	span want = span_head(file, end + 1), line, kind;

	row.said = span_drop(file, end + 6);
	row.name = arena_copy(a, span_cut_line(&want)).p;
	line = span_cut_line(&want);
	row.want = want;
	kind = span_cut(&line, ' ');
	CHECK(question_kind_parse(kind, &row.asked.kind));
	row.asked.subject = span_cut(&line, ' ');
	row.source = line;
	return row;
}

/* An answer as the files write it, with a NUL behind it. */
static inline span
answer_written(struct arena *a, const struct answer *answer, span refers)
{
	struct buf b = buf_new(a, (size_t)1 << 20);

	buf_text(&b, answer_status_text(answer->status));
	buf_text(&b, "\n");
	if (refers.n > 0) {
		buf_text(&b, "refers: ");
		buf_put(&b, refers);
		buf_text(&b, "\n");
	}
	for (size_t i = 0; i < answer->field_count; i++) {
		buf_put(&b, answer->fields[i].name);
		buf_text(&b, ": ");
		buf_put(&b, answer->fields[i].value);
		buf_text(&b, "\n");
	}
	buf_byte(&b, 0);
	return span_head(buf_span(&b), b.n - 1);
}

static inline int
answer_row_is(const struct dirent *entry)
{
	return span_ends(span_of(entry->d_name), ".txt");
}

/* Calls check for each file of the folder, which has at least so many. */
static inline void
answer_rows(const char *folder, int least,
    void (*check)(struct arena *a, const struct answer_row *row))
{
	struct dirent **entries;
	int count =
	    scandir(test_path(folder), &entries, answer_row_is, alphasort);

	CHECK(count >= least);
	for (int i = 0; i < count; i++) {
		struct arena *a = arena_new((size_t)1 << 28);
		char path[512];
		struct answer_row row;

		snprintf(
		    path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
		row = answer_row_of(a, test_file(a, test_path(path)));
		test_name(row.name);
		check(a, &row);
		arena_free(a);
		free(entries[i]);
	}
	free(entries);
}

#endif
