/*
 * config - what `mekiki config` prints: what is in force, and why.
 */
#ifndef MEKIKI_CMD_CONFIG_H
#define MEKIKI_CMD_CONFIG_H

#include "cmd/options.h"

/*
 * Prints the settings with where each comes from, the settings files that were
 * looked for, and the data that is used; what is missing is said, and fails
 * nothing.  Text in the first language of command, or JSON.  In the arena.
 */
span config_text(struct arena *a, const struct command *command);

#endif
