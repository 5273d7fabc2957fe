/*
 * registration_holder - is the name of a holder a name?
 *
 * Since 2018 most registries and registrars say "REDACTED FOR PRIVACY" where
 * the holder stood, and before and beside it privacy services lend their own
 * name.  Japanese hosters put theirs ("Xserver Inc.") without calling it a
 * service; they are known by name, and are themselves where the domain is
 * theirs.  The words are those that the sources write, compared without case;
 * who writes others is taken at his word.
 */
#ifndef MEKIKI_INQUIRE_REGISTRATION_HOLDER_H
#define MEKIKI_INQUIRE_REGISTRATION_HOLDER_H

#include "base/span.h"

enum holder_kind {
	HOLDER_NOT_SAID,
	HOLDER_WITHHELD, /* the source keeps it back */
	HOLDER_PROXY,	 /* somebody stands in, and is named */
	HOLDER_NAMED,
};

/*
 * What holder, in UTF-8, is for the domain.  Linear in holder, which has at
 * most LIMIT_ANSWER_VALUE bytes, times some hundred words.
 */
enum holder_kind holder_kind(span holder, span domain);

/* "withheld", "proxy", "named"; "" for HOLDER_NOT_SAID. */
const char *holder_kind_text(enum holder_kind kind);

#endif
