/*
 * world - the servers of test/world/world.py, started and stopped by a test.
 *
 * They listen on loopback at ports that were free; world_settings leads live
 * there and nowhere else.  They end with world_stop, or when the process that
 * started them ends.
 */
#ifndef MEKIKI_WORLD_H
#define MEKIKI_WORLD_H

#include "inquire/live.h"

struct world;

/*
 * Starts them; each answers after delay_ms.  root is the repository, in_folder
 * where a folder for their files is made, removed by world_stop.  NULL: they do
 * not start (nsd, ldnsutils or python3 are not there), which is said on stderr.
 */
struct world *world_start(
    const char *root, const char *in_folder, int delay_ms);

/* Valid until world_stop; a copy may be changed. */
const struct live_settings *world_settings(const struct world *w);

/* A resolver that does not pass on what DNSSEC needs; as world_settings. */
const span *world_stripping(const struct world *w);

/* Ends the servers; their counts can be asked for afterwards. */
void world_stop(struct world *w);

/* "DNS", "WHOIS whois.jprs.jp": as they counted themselves. */
size_t world_asked(const struct world *w, const char *server);
size_t world_at_once(const struct world *w, const char *server);

void world_free(struct world *w);

/*
 * From here on this process and its children see loopback and no other
 * network.  False: the machine does not allow that.
 */
bool world_seal(void);

#endif
