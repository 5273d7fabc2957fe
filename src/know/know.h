/*
 * know - everything that a practised eye knows, in one value.
 *
 * Loaded once from data/, never changed afterwards, shared by all threads.
 * Loading takes about 12 ms.
 */
#ifndef MEKIKI_KNOW_KNOW_H
#define MEKIKI_KNOW_KNOW_H

#include "know/brands.h"
#include "know/lists.h"
#include "know/phrases.h"
#include "know/receivers.h"
#include "know/texts.h"
#include "know/weights.h"

#define KNOW_VERSION_LENGTH 12

struct know {
	struct arena *arena; /* owns everything here */
	const struct brands *brands;
	const struct lists *lists;
	const struct weights *weights;
	const struct texts *texts;
	struct phrases *phrases;
	struct receivers receivers;
	struct know_error notice; /* the phrases were compiled here: why */
	/*
	 * Twelve hexadecimal digits of the SHA-256 over the names and bytes of
	 * all .tsv files: two reports with the same version knew the same.
	 */
	char version[KNOW_VERSION_LENGTH + 1];
};

/*
 * data_dir holds brands.tsv, weights.tsv, lists/, phrases/ and text/;
 * compiled_dir what `make` compiled from them.  Fails as the first of them
 * that fails, and says in err, unless NULL, where.
 */
MEKIKI_CHECKED enum mekiki_status know_open(const char *data_dir,
    const char *compiled_dir, struct know **out, struct know_error *err);

/* NULL allowed. */
void know_close(struct know *k);

#endif
