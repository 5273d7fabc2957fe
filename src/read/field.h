/*
 * field - the header section, cut into fields.
 *
 * Our own scanner, because evidence needs what libraries throw away: the order
 * of the fields, every duplicate, the bytes as they stand and where they
 * stand.  RFC 5322 section 2.2.  Beyond it: LF alone ends a line, a UTF-8 byte
 * order mark (editors and drag and drop add one) and an mbox "From " line may
 * stand on top, blanks may stand before the colon, a line
 * that is no field is taken as a broken fold when fields go on behind it and
 * as the start of the body otherwise.
 */
#ifndef MEKIKI_READ_FIELD_H
#define MEKIKI_READ_FIELD_H

#include "base/arena.h"

/* Of one field. */
enum field_odd {
	FIELD_CONTROL = 1 << 0,	     /* a control character other than TAB */
	FIELD_NUL = 1 << 1,	     /* a NUL byte */
	FIELD_8BIT = 1 << 2,	     /* a byte above 0x7f, unencoded */
	FIELD_BARE_CR = 1 << 3,	     /* a CR that ends no line */
	FIELD_BROKEN_FOLD = 1 << 4,  /* continued by a line that is no fold */
	FIELD_BLANK_FOLD = 1 << 5,   /* a fold with nothing on it */
	FIELD_SPACED_COLON = 1 << 6, /* blanks before the colon */
	FIELD_CUT = 1 << 7,	     /* longer than LIMIT_FIELD */
};

/* Of the section. */
enum fields_odd {
	FIELDS_MBOX_LINE = 1 << 0,  /* "From " line on top */
	FIELDS_NO_BLANK = 1 << 1,   /* the body begins without a blank line */
	FIELDS_BARE_LF = 1 << 2,    /* lines end in LF */
	FIELDS_MIXED_ENDS = 1 << 3, /* some lines end in LF, others in CRLF */
	FIELDS_NO_BODY = 1 << 4,    /* the bytes end with the fields */
	FIELDS_CUT = 1 << 5,	    /* more than LIMIT_FIELDS */
	FIELDS_NONE = 1 << 6,	    /* not a single field */
	FIELDS_BOM = 1 << 7,	    /* a byte order mark on top */
};

struct field {
	span name;    /* as written, without colon */
	span body;    /* behind the colon, folding left in, no final line end */
	size_t start; /* offset of the name in the message */
	size_t end;   /* offset behind the field's last line end */
	unsigned odd; /* set of enum field_odd */
};

struct fields {
	struct field *list;
	size_t count;
	size_t body;  /* offset where the body begins */
	unsigned odd; /* set of enum fields_odd */
};

/*
 * Reads the fields on top of message.  Never fails.  The list is in the arena,
 * names and bodies point into message.  One pass.
 */
struct fields fields_read(struct arena *a, span message);

/*
 * The same for a mail as somebody saved it: blank lines on top, as pasted
 * sources have them, are passed over where a field follows.
 */
struct fields fields_read_saved(struct arena *a, span message);

/*
 * The message with LF for each CR that has no LF behind it, nothing else
 * moved; the message itself where there is none.  CR CR LF is one line end.
 */
span fields_line_ends(struct arena *a, span message);

/* The first field of that name at or behind *from; *from then points behind
 * it.  NULL when there is none. */
const struct field *fields_next(
    const struct fields *f, const char *name, size_t *from);

/* The first or the last field of that name, or NULL. */
const struct field *fields_find(const struct fields *f, const char *name);
const struct field *fields_last(const struct fields *f, const char *name);

/* How many fields bear that name. */
size_t fields_number(const struct fields *f, const char *name);

/* Kebab-case name of a single bit, for oddities in JSON. */
const char *field_odd_name(unsigned bit);
const char *fields_odd_name(unsigned bit);

/* The body on one line: each fold becomes the blank it began with, trimmed. */
span field_unfold(struct arena *a, span body);

#endif
