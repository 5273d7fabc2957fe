/*
 * status - how the world failed.
 *
 * Odd mail is data and never a status.  A status is memory, a limit, a file,
 * wrong use.  0 is success; outputs are untouched otherwise.  enum
 * mekiki_status and MEKIKI_CHECKED are the library's as well, so they stand in
 * the header that is installed, and there alone.  MEKIKI_IO: errno tells.
 */
#ifndef MEKIKI_BASE_STATUS_H
#define MEKIKI_BASE_STATUS_H

#include "mekiki.h"

#endif
