/*
 * replay - `mekiki replay`: cases examined again, with the answers of then.
 */
#ifndef MEKIKI_CMD_REPLAY_H
#define MEKIKI_CMD_REPLAY_H

#include "cmd/tally.h"

/*
 * Examines and prints each case that the command names, with its own options,
 * time and answers; asks nobody.  What cannot be read is said and noted in the
 * tally.  false: no memory to begin with.
 */
bool replay_cases(struct run *run, struct tally *tally);

#endif
