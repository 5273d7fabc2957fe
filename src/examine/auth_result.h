/*
 * auth_result - the words for how an authentication came out (RFC 8601).
 *
 * Section 2.7's words, and two states that are none of them: nobody was asked
 * (which says nothing at all and is shown as null), and not answered yet
 * (which only exists between two passes, see inquire).
 */
#ifndef MEKIKI_EXAMINE_AUTH_RESULT_H
#define MEKIKI_EXAMINE_AUTH_RESULT_H

enum auth_result {
	AUTH_NOT_ASKED,
	AUTH_PENDING,
	AUTH_NONE, /* nothing there to check */
	AUTH_PASS,
	AUTH_FAIL,
	AUTH_SOFTFAIL,
	AUTH_NEUTRAL,
	AUTH_POLICY, /* would pass, but by a means that is not accepted */
	AUTH_TEMPERROR,
	AUTH_PERMERROR,
};

/* "pass"; NULL for AUTH_NOT_ASKED and AUTH_PENDING. */
const char *auth_result_text(enum auth_result result);

#endif
