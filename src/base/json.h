/*
 * json - writes JSON (RFC 8259) as it goes, without building a tree.
 *
 * A tree for each mail costs four times what parsing its MIME costs, so values
 * go straight into the text.  The bytes of a mail may be anything: what is no
 * UTF-8 becomes U+FFFD; control characters, line separators and direction
 * marks are escaped, as people look at JSON in terminals; a number that is not
 * finite becomes null.  So what is written is always valid JSON, however odd
 * the mail.
 *
 * Keys, values and ends in the wrong order are our own fault, and asserted.
 * Memory, the ceiling and a sink that refuses are latched: later calls do
 * nothing, and json_finish tells.  Nothing depends on the locale.  The names
 * keep clear of jansson's, which reads JSON elsewhere in mekiki.
 */
#ifndef MEKIKI_BASE_JSON_H
#define MEKIKI_BASE_JSON_H

#include "base/span.h"
#include "base/status.h"

#define JSON_DEPTH 32 /* objects and arrays one inside the other */

struct json {
	/* Where full buffers go; NULL: all is kept until json_finish. */
	bool (*write)(void *to, span bytes);
	void *to;
	/* Makes of each string and of keys from elsewhere what is written in
	 * their place; NULL: they are written.  Not of json_text. */
	span (*change)(void *with, span s);
	void *with;
	char *p;	    /* malloc */
	size_t n, room;	    /* room is 0 once something failed */
	size_t max;	    /* ceiling for n */
	bool refused;	    /* the sink gave up */
	bool failed;	    /* something was not written */
	bool keyed;	    /* a key waits for its value */
	unsigned depth;	    /* open objects and arrays */
	uint32_t arrays;    /* bit: the one at that depth is an array */
	uint32_t populated; /* bit: it has a member already */
};

/* Keeps everything in memory, never more than max bytes. */
struct json json_memory(size_t max);

/*
 * Hands the text to write(to, bytes) in pieces; write returns false to say
 * that it cannot go on.
 */
struct json json_sink(bool (*write)(void *to, span bytes), void *to);

/*
 * Ends the text.  *text, unless NULL, is what is in memory, valid until
 * json_free; with a sink it is empty.  MEKIKI_NO_MEMORY: memory or the ceiling
 * (text is then useless); MEKIKI_IO: the sink refused.
 */
MEKIKI_CHECKED enum mekiki_status json_finish(struct json *j, span *text);
void json_free(struct json *j);

void json_begin_object(struct json *j);
void json_begin_array(struct json *j);
/* Ends the innermost object or array. */
void json_end(struct json *j);
/* A key from our own source: it holds nothing that would be escaped. */
void json_key_plain(struct json *j, span key);
static inline void
json_key(struct json *j, const char *key)
{
	json_key_plain(j, span_of(key)); /* its length is known when compiled */
}
/* A key from elsewhere. */
void json_key_span(struct json *j, span key);

void json_span(struct json *j, span s);
/* A text of our own; NULL gives null. */
void json_text(struct json *j, const char *text);
void json_int(struct json *j, int64_t value);
/* Six significant digits. */
void json_double(struct json *j, double value);
void json_bool(struct json *j, bool value);
void json_none(struct json *j); /* null */
/* Ends a line between two values of the outermost level. */
void json_newline(struct json *j);

/* A key with its value. */
static inline void
json_pair_span(struct json *j, const char *key, span s)
{
	json_key(j, key);
	json_span(j, s);
}

static inline void
json_pair_text(struct json *j, const char *key, const char *text)
{
	json_key(j, key);
	json_text(j, text);
}

static inline void
json_pair_int(struct json *j, const char *key, int64_t value)
{
	json_key(j, key);
	json_int(j, value);
}

static inline void
json_pair_double(struct json *j, const char *key, double value)
{
	json_key(j, key);
	json_double(j, value);
}

static inline void
json_pair_bool(struct json *j, const char *key, bool value)
{
	json_key(j, key);
	json_bool(j, value);
}

static inline void
json_pair_none(struct json *j, const char *key)
{
	json_key(j, key);
	json_none(j);
}

static inline void
json_pair_object(struct json *j, const char *key)
{
	json_key(j, key);
	json_begin_object(j);
}

static inline void
json_pair_array(struct json *j, const char *key)
{
	json_key(j, key);
	json_begin_array(j);
}

/* The text, or null when s is empty: for what may be absent. */
static inline void
json_pair_maybe(struct json *j, const char *key, span s)
{
	json_key(j, key);
	if (s.n > 0)
		json_span(j, s);
	else
		json_none(j);
}

#endif
