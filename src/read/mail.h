/*
 * mail - a message, read: what is there and where it stands.
 *
 * The value that all examiners look at.  Reading is pure and never fails on
 * bytes: what is absent is empty, what is odd is noted.  Everything lives in
 * the arena or points into the bytes.  Nothing here is believed yet.
 *
 * A mail that somebody forwarded as an attachment is the subject itself; who
 * forwarded it is kept as the reporter.  That holds when the outer mail has
 * exactly one attached message, is no bounce or digest, and brings no other
 * file and no links of its own beyond the front page of its sender's site:
 * otherwise a phisher could hide behind a harmless attachment.
 */
#ifndef MEKIKI_READ_MAIL_H
#define MEKIKI_READ_MAIL_H

#include "read/address.h"
#include "read/charset.h"
#include "read/field.h"
#include "read/html.h"
#include "read/link.h"
#include "read/mime.h"
#include "read/received.h"
#include "read/words.h"

struct know;

/* One text part, as its reader would see it. */
struct body_text {
	size_t part; /* index in parts */
	bool html;
	span label;		     /* of the charset, as the part says */
	struct charset_text charset; /* .utf8 is the part's text */
	struct map bytes_map;	     /* text to bytes of the part */
	span visible;		     /* what is seen */
	struct map visible_map;	     /* visible to text */
	struct html_view view;	     /* all empty for plain text */
};

struct hop {
	struct received received;
	const struct field *field;
};

/* What the bytes are, before anything is read. */
enum mail_form {
	MAIL_MESSAGE,	  /* RFC 5322 */
	MAIL_OUTLOOK_MSG, /* an OLE compound file: not read yet */
	MAIL_TNEF,	  /* winmail.dat alone: not read yet */
	MAIL_NOTHING,	  /* no field in it, or empty */
};

struct mail {
	enum mail_form form;
	span raw; /* the message; evidence of part "" counts in it */
	bool cut; /* raw was longer than LIMIT_MAIL */
	struct fields fields;
	bool headers_only; /* there is no body at all */

	struct words subject_words;
	span subject; /* decoded, stamps taken off */
	span *stamps; /* "[spam]" and the like, outermost first */
	size_t stamp_count;

	struct addresses from, sender, reply_to, to, cc;
	struct address return_path; /* empty text: none, or "<>" */
	bool has_return_path;
	struct addresses delivered; /* Delivered-To, X-Original-To, ... */
	span message_id;	    /* without angle brackets */
	struct date date;
	bool has_date;

	struct hop *hops; /* topmost first; every Received field is one */
	size_t hop_count;
	bool hops_cut;

	struct parts parts;
	struct body_text *texts;
	size_t text_count;
	struct link *links;
	size_t link_count;
	bool links_cut;

	const struct mail *reporter; /* the outer mail; only its fields */
};

/*
 * Reads bytes, which must outlive the result, as a message.  NULL only when
 * the arena has failed.  Linear in the size.
 */
struct mail *mail_read(
    struct arena *a, span bytes, bool cut, const struct know *know);

/* The text that part index is read as, or NULL. */
const struct body_text *mail_text(const struct mail *m, size_t part);

/* Offsets of a run of text->visible in the decoded bytes of the part. */
void mail_visible_bytes(const struct mail *m, const struct body_text *t,
    size_t *start, size_t *end);
/* The same for a run of the part's text. */
void mail_text_bytes(const struct mail *m, const struct body_text *t,
    size_t *start, size_t *end);

/* Every address the mail may have been delivered to, in order, no doubles. */
struct addresses mail_recipients(struct arena *a, const struct mail *m);

#endif
