/*
 * source - the mails a user names: files, folders, standard input.
 */
#ifndef MEKIKI_CMD_SOURCE_H
#define MEKIKI_CMD_SOURCE_H

#include "base/arena.h"
#include "base/status.h"

/* Paths in the order they are examined. */
struct sources {
	struct arena *arena;
	span
	    *paths; /* with a NUL behind each that is not counted; "-": stdin */
	size_t count, room;
	bool failed; /* something named could not be opened; said already */
};

/*
 * Adds what name stands for: the file itself, or every file below a folder,
 * sorted by name, names that begin with a dot left out.  Links are followed
 * for what is named, not inside folders.  What cannot be read is said on
 * standard error and noted.
 */
void sources_add(struct sources *s, const char *name);

/* The bytes of one mail, as far as they are examined. */
struct source {
	char *bytes;	 /* malloc */
	size_t n;	 /* at most LIMIT_MAIL */
	uint64_t size;	 /* of all of it */
	char sha256[65]; /* of all of it */
};

/* Reads path ("-": standard input).  MEKIKI_IO: errno tells. */
MEKIKI_CHECKED enum mekiki_status source_read(
    const char *path, struct source *out);
void source_free(struct source *s);

/* Says on standard error what is wrong with path, and what to do about it. */
void source_complain(struct arena *a, const char *path, int problem);

#endif
