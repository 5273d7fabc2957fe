/*
 * run - everything that one run of the command needs, opened once.
 *
 * What is in struct run does not change after run_open, and any number of
 * threads may use it; struct tools are one thread's own.
 */
#ifndef MEKIKI_CMD_RUN_H
#define MEKIKI_CMD_RUN_H

#include "cmd/options.h"
#include "cmd/output.h"
#include "inquire/offline.h"

struct run {
	const struct command *command;
	struct know *know;
	struct offline *offline;
	struct options options;
	struct printing printing;
};

/*
 * Opens knowledge and databases.  false: said on standard error.  run_close
 * in either case; what command points to must outlive it.
 */
bool run_open(struct run *run, struct arena *a, const struct command *command);
void run_close(struct run *run);

/* What a thread needs for itself. */
struct tools {
	struct phrases_scratch *scratch;
	struct sniff *sniff;
};

/* false: no memory.  tools_close in either case. */
bool tools_open(struct tools *tools, const struct run *run);
void tools_close(struct tools *tools);

/* What an examination has come to. */
struct outcome {
	enum mekiki_status status; /* not MEKIKI_OK: the rest is empty */
	bool message;		   /* it was a mail at all */
	enum verdict_class class;
};

/* Examines what was read and prints it; source must have been. */
struct outcome run_examine(const struct run *run, const struct tools *tools,
    const struct source *source, const struct sink *sink);

#endif
