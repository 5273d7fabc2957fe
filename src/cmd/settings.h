/*
 * settings - what stands in settings files.
 *
 * Lines of `key = value`; blank lines and lines that begin with # are
 * comments.  Keys are those of options.c: a setting does what the option of
 * its name does, and the command line comes after all files.  "~/" in front of
 * a folder is the home; another folder that does not begin with / is meant
 * from where the file stands.  What is printed again, in messages and by
 * `mekiki config`, must not drive a terminal: such bytes are a mistake.
 */
#ifndef MEKIKI_CMD_SETTINGS_H
#define MEKIKI_CMD_SETTINGS_H

#include "cmd/options.h"

/*
 * Reads config or, when it is NULL, the usual files as far as they are there:
 * SYSCONFDIR/mekiki.conf, then mekiki/mekiki.conf in XDG_CONFIG_HOME
 * (~/.config).  Notes in c which were looked for, and what came of it.  false:
 * a mistake, or a file cannot be read (c->failed); said on standard error with
 * file and line.  For `mekiki config` a file that cannot be read is only noted.  A
 * file that anybody may change is read, and that is said.
 */
bool settings_read(struct command *c, const char *config);

/* The text of a file, whose path is for messages and folders. */
bool settings_parse(struct command *c, const char *path, span text);

#endif
