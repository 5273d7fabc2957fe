/*
 * options - what the command line asks for.
 *
 * An option is a row of the table in options.c, its line of --help included.
 */
#ifndef MEKIKI_CMD_OPTIONS_H
#define MEKIKI_CMD_OPTIONS_H

#include "examine/examination.h"

struct format;

struct command {
	struct arena *arena;
	bool help, version;
	const struct format *format; /* how to print */
	size_t jobs;		     /* mails examined at once, at least 1 */
	enum lang langs[LANG_COUNT];
	size_t lang_count;
	bool verbose;
	const char *data_dir; /* NULL: the usual places */
	span *trust, *me;
	size_t trust_count, me_count;
	const char **names; /* files, folders, "-" */
	size_t name_count;
};

/*
 * Reads the arguments behind the program's name.  false: wrong use, said on
 * standard error with what to do.  Lists are in the arena, texts in argv.
 */
bool command_parse(
    struct arena *a, int argc, char *const *argv, struct command *out);

void command_help(void);

#endif
