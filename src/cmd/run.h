/*
 * run - everything that one run of the command needs, opened once.
 *
 * Nothing in it changes while mails are examined but what has locks of its
 * own: any number of threads may use it, each with tools of its own.
 */
#ifndef MEKIKI_CMD_RUN_H
#define MEKIKI_CMD_RUN_H

#include "cmd/options.h"
#include "cmd/output.h"
#include "inquire/answerers.h"
#include "lib/tools.h"

struct run {
	const struct command *command;
	struct know *know;
	struct offline *offline;
	struct answerers answerers;
	struct feeds *feeds;
	struct options options;
	struct printing printing;
	struct toolbox toolbox;
	bool has_toolbox;
	bool wrong_use; /* why it could not be opened */
};

/*
 * Opens knowledge, databases and whatever else answers.  false: said on
 * standard error.  run_close in either case; what command points to must
 * outlive it.
 */
bool run_open(struct run *run, struct arena *a, const struct command *command);

/* Writes the recording, if there is one; false: said on standard error. */
bool run_record(const struct run *run);
void run_close(struct run *run);

/* What an examination has come to. */
struct outcome {
	enum mekiki_status status; /* not MEKIKI_OK: the rest is empty */
	bool message;		   /* it was a mail at all */
	enum verdict_class class;
	struct know_error unkept;    /* why it was not kept, if it was not */
	struct know_error unwritten; /* likewise, printed */
};

/* Digests, examines, prints and keeps what was read; source must have been. */
struct outcome run_examine(const struct run *run, const struct tools *tools,
    struct source *source, const struct sink *sink);

#endif
