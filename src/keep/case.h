/*
 * case - an examination kept as a folder that anyone can open.
 *
 *	mail.eml           the bytes as received
 *	answers.jsonl      every question and answer (inquire/recording.h)
 *	examination.json   what mekiki said (doc/schema.json)
 *	case.json          when, and with which options and version
 *	SHA256SUMS         digests of the four, for sha256sum -c
 *
 * The folder's name is the time and the beginning of the mail's digest, so
 * that a mail examined again is a case beside the first.  All is made under a
 * name that begins with a dot and then moved: a case is whole or not there.
 * It holds the mail, so only its owner may read it.
 */
#ifndef MEKIKI_KEEP_CASE_H
#define MEKIKI_KEEP_CASE_H

#include "examine/examination.h"
#include "inquire/recording.h"

/*
 * Keeps x, which was made of mail, in a new folder of dir, which is made
 * where it lacks.  MEKIKI_IO: err says what could not be written.  Any number
 * of threads at once.
 */
MEKIKI_CHECKED enum mekiki_status case_write(
    const char *dir, struct examination *x, span mail, struct know_error *err);

/* A case, read back. */
struct kept {
	struct arena *arena;
	span mail; /* at most LIMIT_MAIL of it, as was examined */
	char sha256[SHA256_TEXT]; /* of all of it */
	uint64_t size;
	struct recording *recording;
	struct options options; /* as they were, the time too */
};

/*
 * Opens the case in folder and holds all files against SHA256SUMS.  MEKIKI_IO,
 * MEKIKI_BAD_DATA: err says which file is wrong, and how.  case_close in
 * either case.
 */
MEKIKI_CHECKED enum mekiki_status case_open(
    const char *folder, struct kept *out, struct know_error *err);
void case_close(struct kept *k);

#endif
