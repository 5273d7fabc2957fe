/*
 * report - one mail's report for others: redacted, checked, then written.
 *
 * The writers are the usual ones; all that they set passes report/redact.  What
 * they wrote is kept until redact_left has searched it, and is not written
 * when something is left: a report that is missing does less harm.
 */
#ifndef MEKIKI_CMD_REPORT_H
#define MEKIKI_CMD_REPORT_H

#include "cmd/run.h"

/* The one name is the folder of a case. */
bool report_is_case(const struct command *c);

/*
 * Prints x in the run's format.  unwritten says what was left, when something
 * was, or why there is no report; nothing is then written.
 */
enum mekiki_status report_print(const struct run *run, struct examination *x,
    const struct source *source, const struct sink *sink,
    struct know_error *unwritten);

#endif
