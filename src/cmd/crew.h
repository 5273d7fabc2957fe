/*
 * crew - the mails of a run, examined by one or several threads.
 *
 * Each thread takes the next mail, examines it, and keeps what is printed
 * until its turn has come; so the output is the same, in the order of the
 * input, however many there are.  What waits is bounded: LIMIT_WAITING reports
 * a thread and LIMIT_WAITING_BYTES in all, beside the mails that are under
 * examination.  Reading and writing are one thread's at a time, which costs a
 * twentieth of an examination.
 *
 * One job is the caller's own thread, with nothing in between.
 */
#ifndef MEKIKI_CMD_CREW_H
#define MEKIKI_CMD_CREW_H

#include "cmd/run.h"
#include "cmd/tally.h"

/*
 * Examines and prints all mails of in, and tells the tally of each; ends early
 * when standard output takes no more.  jobs is at least 1; threads that cannot
 * be had are done without.  false: no memory to begin with.
 */
bool crew_examine(
    struct run *run, struct intake *in, struct tally *tally, size_t jobs);

#endif
