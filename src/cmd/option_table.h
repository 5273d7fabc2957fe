/*
 * option_table - the options, for whoever reads a command line or a file.
 *
 * Internal to options.c, which holds the table and understands the values, and
 * arguments.c, which takes the command line apart.
 */
#ifndef MEKIKI_CMD_OPTION_TABLE_H
#define MEKIKI_CMD_OPTION_TABLE_H

#include "cmd/options.h"

/* What a setting is, beside its value. */
enum option_kind {
	OPTION_ADDS = 1 << 0, /* all that are given count, not the last */
	OPTION_PATH = 1 << 1, /* in a file, meant from where the file stands */
	OPTION_CONFIG = 1 << 2, /* names the settings file */
	OPTION_EARLY = 1 << 3,	/* is taken before settings are read */
};

struct option {
	const char *name, *other; /* other: a second name, or NULL */
	const char *key;	  /* in a settings file; NULL: not there */
	const char *value;	  /* what it takes; NULL: nothing; with '[' in
				     front it may lack, and stands behind '=' */
	bool (*parse)(struct command *c, const char *value);
	const char *help; /* lines of at most 57 columns */
	unsigned kind;	  /* set of enum option_kind */
};

/* In the order of --help. */
extern const struct option command_options[];
extern const size_t command_option_count;

/* A value must follow. */
bool option_needs_value(const struct option *o);

/* Says what is wrong and what to do instead; false. */
bool command_wrong(const struct command *c, const char *what, const char *value,
    const char *instead);

/* Notes a setting and where it stands. */
bool command_note(struct command *c, const char *key, span value, span from);

#endif
