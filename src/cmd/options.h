/*
 * options - what the command line and the settings files ask for.
 *
 * An option is a row of the table in options.c, its line of --help included;
 * one with a key may stand in a settings file as well (cmd/settings.h).
 */
#ifndef MEKIKI_CMD_OPTIONS_H
#define MEKIKI_CMD_OPTIONS_H

#include "examine/examination.h"
#include "inquire/live.h"

struct format;

/* A setting in force, and why: for `mekiki config`. */
struct setting {
	const char *key;
	span value;
	span from; /* "/etc/mekiki.conf:3", "command line", "LANG", "default" */
};

/* A settings file that was looked for. */
struct settings_file {
	const char *path;
	span state; /* "read", "not there", or why it could not be read */
};
#define SETTINGS_FILES 2

/* Who is asked about a mail. */
enum reach {
	LOOKUP_OFFLINE, /* nobody */
	LOOKUP_DOMAINS, /* the world; of link hosts the registrable domain */
	LOOKUP_FULL,	/* hosts of links as well */
};

/* What is done: the word in front of the options. */
enum task {
	TASK_EXAMINE,
	TASK_CONFIG, /* print what is in force, examine nothing */
	TASK_REPLAY, /* names are folders of cases */
	TASK_REPORT, /* one mail or case, redacted */
	TASK_BRANDS, /* names are words, texts or files; see cmd/knowledge.h */
	TASK_PHRASES,
};

struct command {
	struct arena *arena;
	bool help, version;
	enum task task;
	bool test, check;	     /* of brands and phrases */
	const struct format *format; /* how to print */
	size_t jobs;		     /* mails examined at once, at least 1 */
	enum lang langs[LANG_COUNT];
	size_t lang_count;
	bool verbose;
	const char *data_dir; /* NULL: the usual places */
	const char *own_dir;  /* of own rows; NULL: none */
	span *trust, *me;
	size_t trust_count, me_count, trust_room, me_room;
	enum reach lookup;
	const char *answers; /* file of a recording; NULL: none */
	const char *cache;   /* file of answers kept between runs; or NULL */
	const char *keep;    /* folder for cases; or NULL */
	int64_t deadline_ms; /* of the questions of one mail */
	span *resolvers;
	size_t resolver_count, resolver_room;
	const char *trust_anchor; /* file; NULL: the root's */
	struct live_server *servers;
	size_t server_count, server_room;

	span *ip_lists, *domain_lists, *feeds; /* zones; files */
	size_t ip_list_count, ip_list_room;
	size_t domain_list_count, domain_list_room;
	size_t feed_count, feed_room;

	span *redact; /* own words to be masked */
	size_t redact_count, redact_room;

	const char **names; /* files, folders, "-" */
	size_t name_count;

	struct settings_file files[SETTINGS_FILES]; /* in the order read */
	size_t file_count;
	struct setting *settings; /* in the order given; the last one counts,
				     of trust and me all do */
	size_t setting_count, setting_room;
	span from;   /* where the option now read stands */
	bool failed; /* a settings file could not be read: status 3; with
			config, that is listed and the rest goes on */
};

/*
 * Reads the settings files, unless help or version is asked for, then the
 * arguments behind the program's name.
 * false: wrong use, or a file that cannot be read (out->failed), said on
 * standard error with what to do.  Lists are in the arena, texts in argv or
 * there.
 */
bool command_parse(
    struct arena *a, int argc, char *const *argv, struct command *out);

/*
 * One setting from a file; c->from says where it stands.  false: said on
 * standard error.
 */
bool command_set(struct command *c, span key, span value);

/* The keys of all settings, in the order of --help; NULL: past the last. */
const char *command_key(size_t index);
/* All values of the index-th key count, not the last one. */
bool command_key_adds(size_t index);
/* Its value is a file or a folder. */
bool command_key_path(span key);

void command_help(void);

#endif
