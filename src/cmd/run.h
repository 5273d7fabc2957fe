/*
 * run - everything that one run of the command needs, opened once.
 *
 * Nothing in it but the toolbox changes after run_open, and any number of
 * threads may use it, each with tools of its own.
 */
#ifndef MEKIKI_CMD_RUN_H
#define MEKIKI_CMD_RUN_H

#include "cmd/options.h"
#include "cmd/output.h"
#include "inquire/offline.h"
#include "lib/tools.h"

struct run {
	const struct command *command;
	struct know *know;
	struct offline *offline;
	struct options options;
	struct printing printing;
	struct toolbox toolbox;
	bool has_toolbox;
};

/*
 * Opens knowledge and databases.  false: said on standard error.  run_close
 * in either case; what command points to must outlive it.
 */
bool run_open(struct run *run, struct arena *a, const struct command *command);
void run_close(struct run *run);

/* What an examination has come to. */
struct outcome {
	enum mekiki_status status; /* not MEKIKI_OK: the rest is empty */
	bool message;		   /* it was a mail at all */
	enum verdict_class class;
};

/* Digests, examines and prints what was read; source must have been. */
struct outcome run_examine(const struct run *run, const struct tools *tools,
    struct source *source, const struct sink *sink);

#endif
