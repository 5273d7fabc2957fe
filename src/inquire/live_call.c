#include "inquire/live_call.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

struct live_call live_call;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct know_error trouble;

struct wanted {
	const char *name;
	void *at; /* the member of live_call, a pointer to a function */
};

#define WANTED(name) { #name, &live_call.name },

static const struct wanted curl[] = { LIVE_CALL_CURL(WANTED) };
static const struct wanted unbound[] = { LIVE_CALL_UNBOUND(WANTED) };

static void
open_library(const char *file, const struct wanted *wanted, size_t count)
{
	void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);

	for (size_t i = 0; library != NULL && i < count; i++) {
		void *function = dlsym(library, wanted[i].name);

		if (function == NULL) {
			library = NULL;
			break;
		}
		/* POSIX has both kinds of pointers alike. */
		memcpy(wanted[i].at, &function, sizeof(function));
	}
	if (library == NULL && trouble.text[0] == '\0')
		snprintf(trouble.text, sizeof(trouble.text),
		    "looking up needs %s: %.300s", file, dlerror());
}

static void
load(void)
{
	open_library("libcurl.so.4", curl, COUNT(curl));
	open_library("libunbound.so.8", unbound, COUNT(unbound));
}

enum mekiki_status
live_call_open(struct know_error *err)
{
	pthread_once(&once, load);
	if (trouble.text[0] == '\0')
		return MEKIKI_OK;
	if (err != NULL)
		*err = trouble;
	return MEKIKI_IO;
}
