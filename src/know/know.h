/*
 * know - everything that a practised eye knows, in one value.
 *
 * Loaded once from data/, never changed afterwards, shared by all threads.
 * Loading takes about 12 ms.
 *
 * An owner's own rows stand in a folder of their own, laid out like data/:
 * brands.tsv, brand_domains.tsv, weights.tsv, wording.model, lists/NAME.tsv,
 * phrases/LANGUAGE.tsv, as many of them as are wanted.  They are read as ours
 * are and come first; phrases among
 * them are compiled when they are read, about 0.1 ms each.
 */
#ifndef MEKIKI_KNOW_KNOW_H
#define MEKIKI_KNOW_KNOW_H

#include "know/brands.h"
#include "know/lists.h"
#include "know/model.h"
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
	const struct model *model; /* NULL: wording is not known */
	const struct texts *texts;
	struct phrases *phrases;
	struct receivers receivers;
	struct know_error notice; /* the phrases were compiled here: why */
	/*
	 * Twelve hexadecimal digits of the SHA-256 over the names and bytes of
	 * all .tsv and .model files, the owner's too: two reports with the same version knew the same.
	 */
	char version[KNOW_VERSION_LENGTH + 1];
};

/*
 * data_dir holds brands.tsv, weights.tsv, wording.model, lists/, phrases/ and text/;
 * compiled_dir what `make` compiled from them; own_dir, unless NULL, the
 * owner's rows.  Fails as the first of them that fails, and says in err, unless
 * NULL, in which file and line.  A table in own_dir under a name that is none
 * of ours is MEKIKI_BAD_DATA: it would change nothing.
 */
MEKIKI_CHECKED enum mekiki_status know_open(const char *data_dir,
    const char *compiled_dir, const char *own_dir, struct know **out,
    struct know_error *err);

/*
 * The owner's folder is there, else MEKIKI_IO, and has no table under a name
 * that is none of ours, else MEKIKI_BAD_DATA.
 */
MEKIKI_CHECKED enum mekiki_status know_check_own(
    struct arena *a, const char *own, struct know_error *err);

/* NULL allowed. */
void know_close(struct know *k);

#endif
