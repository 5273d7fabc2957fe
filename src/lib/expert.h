/*
 * expert - what stands behind the library's two opaque structs.
 *
 * include/mekiki.h is the contract; this is for the files of src/lib alone.
 * expert opens and examines, result reads, write reports.
 */
#ifndef MEKIKI_LIB_EXPERT_H
#define MEKIKI_LIB_EXPERT_H

#include <locale.h>

#include "inquire/offline.h"
#include "judge/judge.h"
#include "lib/tools.h"

struct mekiki_expert {
	struct arena *arena; /* owns the settings, which are copies */
	struct know *know;
	struct offline *offline;
	struct toolbox tools;
	bool has_tools; /* the box is open */
	/*
	 * The C locale, in force on the caller's thread while we work: the
	 * host's would change the point of numbers and the names of files in
	 * archives.
	 */
	locale_t locale;
	struct options options; /* all but now */
};

struct mekiki_finding {
	const struct finding *f;
	struct mekiki_text text[LANG_COUNT], check[LANG_COUNT];
};

struct mekiki_examination {
	struct mekiki_expert *expert;
	struct options options; /* x points to it */
	struct examination *x;
	struct mekiki_text summary[LANG_COUNT];
	struct mekiki_text origin;
	struct mekiki_finding *findings; /* as many as x has; in x's arena */
};

static inline struct mekiki_text
text_of(span s)
{
	return (struct mekiki_text){ s.p, s.n };
}

#endif
