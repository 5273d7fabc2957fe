/*
 * url_text - a URL's parts put together: the WHATWG standard's section 4.5.
 */
#ifndef MEKIKI_READ_URL_TEXT_H
#define MEKIKI_READ_URL_TEXT_H

#include "read/url.h"

/*
 * Sets href from the parts, makes the parts slices of it, and the URL valid.
 * False, with the URL not valid: the arena has failed.
 */
bool url_serialise(struct arena *a, struct url *u);

#endif
