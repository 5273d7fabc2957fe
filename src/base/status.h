/*
 * status - how the world failed.
 *
 * Odd mail is data and never a status.  A status is memory, a limit, a file,
 * wrong use.  0 is success; outputs are untouched otherwise.
 */
#ifndef MEKIKI_BASE_STATUS_H
#define MEKIKI_BASE_STATUS_H

enum mekiki_status {
	MEKIKI_OK = 0,
	MEKIKI_NO_MEMORY, /* malloc failed, or an arena reached its limit */
	MEKIKI_IO,	  /* a file could not be read or written; errno tells */
	MEKIKI_BAD_DATA, /* a file of ours does not have the form it must have */
	MEKIKI_BAD_USE,	 /* an argument that makes no sense */
};

#define MEKIKI_CHECKED __attribute__((warn_unused_result))

#endif
