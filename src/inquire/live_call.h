/*
 * live_call - libcurl and libunbound, loaded when the network is first wanted.
 *
 * With what they bring along they are half of all libraries, and mapping them
 * costs 4 ms and 4 MB at each start of a program that mostly asks nobody.  So
 * they are not linked but opened by live_open, under the names that their ABI
 * is known by, and called through this table, whose types are their headers'.
 */
#ifndef MEKIKI_INQUIRE_LIVE_CALL_H
#define MEKIKI_INQUIRE_LIVE_CALL_H

#define CURL_DISABLE_TYPECHECK /* macros in the place of functions */
#include <curl/curl.h>
#include <unbound.h>

#include "base/status.h"
#include "know/tsv.h"

#define LIVE_CALL_CURL(x)                                                      \
	x(curl_easy_cleanup) x(curl_easy_getinfo) x(curl_easy_init)            \
	    x(curl_easy_setopt) x(curl_easy_strerror) x(curl_free)             \
		x(curl_global_init) x(curl_multi_add_handle)                   \
		    x(curl_multi_cleanup) x(curl_multi_info_read)              \
			x(curl_multi_init) x(curl_multi_perform)               \
			    x(curl_multi_poll) x(curl_multi_remove_handle)     \
				x(curl_multi_wakeup) x(curl_slist_append)      \
				    x(curl_slist_free_all) x(curl_url)         \
					x(curl_url_cleanup) x(curl_url_get)    \
					    x(curl_url_set)

#define LIVE_CALL_UNBOUND(x)                                                   \
	x(ub_cancel) x(ub_ctx_add_ta_file) x(ub_ctx_async) x(ub_ctx_create)    \
	    x(ub_ctx_debugout) x(ub_ctx_delete) x(ub_ctx_set_fwd)              \
		x(ub_ctx_set_option) x(ub_fd) x(ub_process)                    \
		    x(ub_resolve_async) x(ub_resolve_free) x(ub_strerror)

#define LIVE_CALL_MEMBER(name) __typeof__(name) *name;

/* Filled by live_call_open, never changed afterwards. */
extern struct live_call {
	LIVE_CALL_CURL(LIVE_CALL_MEMBER)
	LIVE_CALL_UNBOUND(LIVE_CALL_MEMBER)
} live_call;

/*
 * Opens both, the first time; they stay open.  MEKIKI_IO: one is not there, or
 * lacks a function; err says which.  Thread-safe.
 */
MEKIKI_CHECKED enum mekiki_status live_call_open(struct know_error *err);

#endif
