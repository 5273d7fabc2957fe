/*
 * file - writes a file so that it is there whole, or not at all.
 */
#ifndef MEKIKI_BASE_FILE_H
#define MEKIKI_BASE_FILE_H

#include "base/arena.h"
#include "base/status.h"

/*
 * Writes bytes beside path and moves them into its place: whoever reads path
 * sees what was there before or all of this, also when the machine stops.
 * New files are the owner's alone to read (0600): answers and cases tell what
 * somebody looked into.  MEKIKI_IO: errno says why, and nothing has changed.
 */
MEKIKI_CHECKED enum mekiki_status file_write(
    struct arena *a, const char *path, span bytes);

#endif
