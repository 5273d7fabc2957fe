/*
 * mekiki - takes suspicious mails apart and says what they are, and why.
 *
 * The one header of libmekiki, for C and C++.  A program in short:
 *
 *	struct mekiki_expert *expert;
 *	struct mekiki_examination *x;
 *	struct mekiki_error error;
 *
 *	if (mekiki_open(NULL, &expert, &error) != MEKIKI_OK ||
 *	    mekiki_examine(expert, mail, length, time(NULL), &x, &error) !=
 *		MEKIKI_OK)
 *		... error.text says what, where, and what to do ...
 *	puts(mekiki_class_name(mekiki_verdict(x)));
 *	mekiki_free(x);
 *	mekiki_close(expert);
 *
 * cc program.c $(pkg-config --cflags --libs mekiki)
 *
 * Mails.  A mail is one message as it was received, header included, as mail
 * programs save it in .eml files; no mbox.  Its bytes may be anything.
 *
 * Texts are UTF-8 given by their length (struct mekiki_text), unless the type
 * is char *, which ends with a NUL.  A text may quote the mail, so it may hold
 * control and direction characters, also NUL: escape it for where you print
 * it.  What mekiki_write_text writes is safe for a terminal already.
 *
 * Ownership.  What mekiki_open and mekiki_examine give is the caller's, to be
 * given to mekiki_close and mekiki_free.  All that is read from an
 * examination (findings, evidence, texts) belongs to it and goes with it.
 * Nothing is freed singly.
 *
 * Threads.  Any number of threads may examine with one expert at once; one
 * expert is enough for a process.  An examination may be read by many threads
 * at once, but only one may use mekiki_write_json, mekiki_write_text or
 * mekiki_free on it, with no other one reading.
 *
 * Errors.  Where a status is returned, it is MEKIKI_OK or it tells what
 * failed, and nothing else was changed, but that struct mekiki_error, where
 * one was passed.  An odd mail is no error.  Once an examination is there,
 * reading it cannot fail.
 *
 * What the library never does: use the network, open links, print, exit, read
 * the clock, the environment or the locale, change signals or other settings
 * of the process.  Files are read in mekiki_open alone, but for what the
 * libraries below it open at their first use: ICU and OpenSSL their own, and
 * libmagic its table of types, which HOME or MAGIC in the environment may
 * name.  Same bytes, same settings, same now: same result.  It aborts the
 * process only when it finds itself in a state that is a bug of its own.
 *
 * Cost: about half a millisecond and some 100 KB for an ordinary mail, linear
 * in its size, never more than 1 GB.  Ceilings on everything stand in the way
 * of mails made to cost more; see mekiki_limit_at.
 */
#ifndef MEKIKI_H
#define MEKIKI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifdef __GNUC__
#define MEKIKI_CHECKED __attribute__((warn_unused_result))
#pragma GCC visibility push(default)
#else
#define MEKIKI_CHECKED
#endif

/* How the world failed. */
enum mekiki_status {
	MEKIKI_OK = 0,
	MEKIKI_NO_MEMORY, /* malloc failed, or a ceiling of memory was met */
	MEKIKI_IO,	  /* a file could not be read, or written */
	MEKIKI_BAD_DATA, /* a file of ours does not have the form it must have */
	MEKIKI_BAD_USE,	 /* an argument that makes no sense */
};

/* Where functions take one, NULL is allowed. */
struct mekiki_error {
	char text[1024]; /* one line in English, ends with a NUL */
};

struct mekiki_text {
	const char *bytes; /* may be NULL when length is 0; no NUL behind it */
	size_t length;	   /* bytes */
};

struct mekiki_expert;	   /* all that is known; immutable once open */
struct mekiki_examination; /* one mail, and what was found in it */
struct mekiki_finding;
struct mekiki_evidence;

enum mekiki_lang { MEKIKI_LANG_JA, MEKIKI_LANG_EN };

/* "0.1.0", of the library that runs. */
const char *mekiki_version(void);

/*
 * The expert
 */

/*
 * What to open.  Start from MEKIKI_SETTINGS and set what differs; NULL and 0
 * are the defaults.  Everything is copied.
 */
struct mekiki_settings {
	size_t size; /* of this struct, set by MEKIKI_SETTINGS */
	/*
	 * The folder of brands.tsv, weights.tsv, lists, phrases and text.
	 * Default: PREFIX/share/mekiki, where make install has put them.
	 */
	const char *data;
	/*
	 * The folder of phrases.hs, the compiled phrases.  Default: the data
	 * folder.  Where it is missing or does not fit, the phrases are
	 * compiled at mekiki_open, which takes half a second; see
	 * mekiki_notice.
	 */
	const char *compiled;
	/*
	 * The folder of the databases of places and operators (*.mmdb).
	 * Default: /var/lib/mekiki.  Those that are not there leave places
	 * and operators unknown, which is no error.
	 */
	const char *databases;
	/*
	 * The mail servers or networks of whoever received the mails: names,
	 * addresses or ranges as 192.0.2.0/24.  What these wrote into the
	 * header, its sender cannot have forged.  Default: inferred from each
	 * mail, and reports say so.
	 */
	const char *const *trust;
	size_t trust_count;
	/*
	 * Addresses or domains of whoever received the mails, beside those
	 * that each mail is addressed to.
	 */
	const char *const *me;
	size_t me_count;
	/*
	 * A folder of brands, lists, phrases and weights of your own, laid out
	 * like the data folder; each of them may be missing.  Default: none.
	 */
	const char *own;
};

#define MEKIKI_SETTINGS                                                        \
	{                                                                      \
		sizeof(struct mekiki_settings), NULL, NULL, NULL, NULL, 0,     \
		    NULL, 0, NULL                                              \
	}

/*
 * Reads all that an examination needs.  settings NULL: the defaults.  About
 * 30 ms and 20 MB, once.  MEKIKI_IO: a file is missing or cannot be read;
 * MEKIKI_BAD_DATA: a file is there but is no good, and the error's text names
 * file and line; MEKIKI_BAD_USE: a setting makes no sense.
 */
MEKIKI_CHECKED enum mekiki_status mekiki_open(
    const struct mekiki_settings *settings, struct mekiki_expert **expert,
    struct mekiki_error *error);

/* NULL allowed.  All examinations must have been freed. */
void mekiki_close(struct mekiki_expert *expert);

/*
 * What was not as it should be, though it works: that phrases had to be
 * compiled at the start, and why.  "" mostly.  Lives as long as the expert.
 */
const char *mekiki_notice(const struct mekiki_expert *expert);

/*
 * The examination
 */

/*
 * Examines one mail.  The bytes are not copied: they must stay there,
 * unchanged, until mekiki_free.  now is in seconds since 1970, UTC; it dates
 * the report, and dates of the mail are compared with it.  0: not known.
 *
 * MEKIKI_NO_MEMORY is the only failure, but for MEKIKI_BAD_USE where a pointer
 * is NULL.  Bytes that are no mail are examined as well; see mekiki_is_mail.
 */
MEKIKI_CHECKED enum mekiki_status mekiki_examine(struct mekiki_expert *expert,
    const void *bytes, size_t length, int64_t now,
    struct mekiki_examination **examination, struct mekiki_error *error);

/* NULL allowed. */
void mekiki_free(struct mekiki_examination *x);

/*
 * The verdict
 */

enum mekiki_class {
	MEKIKI_CLASS_UNKNOWN, /* nothing speaks clearly: it is not "clean" */
	MEKIKI_CLASS_CLEAN,   /* comes from the known domain that it names */
	MEKIKI_CLASS_SPAM,
	MEKIKI_CLASS_MALWARE,
	MEKIKI_CLASS_SCAM, /* after money, not passwords */
	MEKIKI_CLASS_PHISHING,
};

/*
 * False: the bytes are no message (there is not one header field in them, or
 * they are an Outlook .msg or a winmail.dat, which are not read yet).  Class is
 * then MEKIKI_CLASS_UNKNOWN, there are no findings, and mekiki_summary tells
 * which it is.
 */
bool mekiki_is_mail(const struct mekiki_examination *x);

enum mekiki_class mekiki_verdict(const struct mekiki_examination *x);

/* "phishing", "clean", as in the JSON.  Static. */
const char *mekiki_class_name(enum mekiki_class verdict);

/* Phishing, scam, malware and spam are. */
bool mekiki_is_bad(enum mekiki_class verdict);

/* That the mail is bad: 0 to 1. */
double mekiki_probability(const struct mekiki_examination *x);

/*
 * Decibans: a prior and the findings' weights, those that say the same thing
 * not counted twice.  The probability is 1 / (1 + 10^(-score/10)).
 */
int mekiki_score(const struct mekiki_examination *x);

/* The verdict in a sentence or two. */
struct mekiki_text mekiki_summary(
    const struct mekiki_examination *x, enum mekiki_lang lang);

/*
 * Whom the mail pretends to come from: the id in brands.tsv, "kagoya"; empty
 * where the mail is not bad, or poses as nobody known.
 */
struct mekiki_text mekiki_brand(const struct mekiki_examination *x);
/* The brand's name; empty where there is no brand. */
struct mekiki_text mekiki_brand_name(
    const struct mekiki_examination *x, enum mekiki_lang lang);

/*
 * The limits that were reached: the names of what was only looked at in part,
 * "mail", "parts", "links".  Count is 0 for all ordinary mails.  NULL: index
 * is past the last.  Static.
 */
size_t mekiki_limit_count(const struct mekiki_examination *x);
const char *mekiki_limit_at(const struct mekiki_examination *x, size_t index);

/*
 * The origin
 */

/* Who says so. */
enum mekiki_standing {
	MEKIKI_STANDING_OBSERVED, /* the reader's own side wrote or can see it */
	MEKIKI_STANDING_CLAIMED,  /* the sender could have made it up */
	MEKIKI_STANDING_TOLD,	  /* a database or another outsider said so */
	MEKIKI_STANDING_CONTRADICTED, /* of an origin: it cannot be true */
};

/* "observed", as in the JSON.  Static. */
const char *mekiki_standing_name(enum mekiki_standing standing);

/*
 * The IP address that the mail most likely came from, "192.0.2.1"; empty when
 * there is none.  Its standing means something only where there is one.
 */
struct mekiki_text mekiki_origin(const struct mekiki_examination *x);
enum mekiki_standing mekiki_origin_standing(const struct mekiki_examination *x);
/*
 * What the databases say of it, which is not where a person is: the country,
 * ISO 3166 alpha-2, and who operates the network.  Empty: not known.
 */
struct mekiki_text mekiki_origin_country(const struct mekiki_examination *x);
struct mekiki_text mekiki_origin_operator(const struct mekiki_examination *x);

/*
 * The findings
 */

/* The heaviest accusation first.  NULL: index is past the last. */
size_t mekiki_finding_count(const struct mekiki_examination *x);
const struct mekiki_finding *mekiki_finding_at(
    const struct mekiki_examination *x, size_t index);

/* "sender.brand-mismatch": never changes its meaning.  Static. */
const char *mekiki_finding_id(const struct mekiki_finding *f);
/*
 * Decibans, ten times the decimal logarithm of how much more often this is
 * found in bad mails than in good ones: 10 is ten times, 20 a hundred times.
 * Negative: it speaks for the mail.  0: a mere fact.
 */
int mekiki_finding_weight(const struct mekiki_finding *f);
enum mekiki_standing mekiki_finding_standing(const struct mekiki_finding *f);
/* What was found, a sentence. */
struct mekiki_text mekiki_finding_text(
    const struct mekiki_finding *f, enum mekiki_lang lang);
/* How readers can see for themselves; may be empty. */
struct mekiki_text mekiki_finding_check(
    const struct mekiki_finding *f, enum mekiki_lang lang);

/* What it rests on; may be none.  NULL: index is past the last. */
size_t mekiki_evidence_count(const struct mekiki_finding *f);
const struct mekiki_evidence *mekiki_evidence_at(
    const struct mekiki_finding *f, size_t index);

/*
 * Bytes start to end (the first one behind it) of the mail where part is
 * empty; else of that part, "1.2", once its transfer encoding is taken off.
 * All are empty and 0 where the evidence is an answer.
 */
struct mekiki_text mekiki_evidence_part(const struct mekiki_evidence *e);
size_t mekiki_evidence_start(const struct mekiki_evidence *e);
size_t mekiki_evidence_end(const struct mekiki_evidence *e);
/* What stands there, decoded, and cut to be quoted; or what was answered. */
struct mekiki_text mekiki_evidence_text(const struct mekiki_evidence *e);
/* "a1": the id of an answer of the world in the JSON; mostly empty. */
struct mekiki_text mekiki_evidence_answer(const struct mekiki_evidence *e);

/*
 * Reports
 */

/*
 * A report is handed to write(to, bytes, length) in pieces, in order; to is
 * the caller's, passed through.  write returns false where it cannot go on: it
 * is not called again, and the status is MEKIKI_IO.  MEKIKI_NO_MEMORY: what was
 * written so far is not the whole report.
 */

/*
 * The whole examination as one JSON object (doc/schema.json, "mekiki/1"), with
 * no newline behind it.  name is what the mail is called (source.path); NULL:
 * "-".
 */
MEKIKI_CHECKED enum mekiki_status mekiki_write_json(
    struct mekiki_examination *x, const char *name,
    bool (*write)(void *to, const char *bytes, size_t length), void *to);

/*
 * How to write a report for a person.  Start from MEKIKI_STYLE; 0 and false
 * are the defaults.
 */
struct mekiki_style {
	size_t size; /* of this struct, set by MEKIKI_STYLE */
	enum mekiki_lang lang;
	unsigned columns; /* 0: 80; at least 40 are used */
	int zone;	  /* of the times: minutes east of UTC, Japan 540 */
	bool colour;	  /* with the escapes that colour a terminal */
	bool verbose;	  /* every finding, every hop, every link */
};

#define MEKIKI_STYLE                                                           \
	{                                                                      \
		sizeof(struct mekiki_style), MEKIKI_LANG_JA, 0, 0, false,      \
		    false                                                      \
	}

/*
 * The report for a person.  style NULL: MEKIKI_STYLE, in Japanese.  name is
 * its first line; NULL: none.  It shows the reader's own address and that of
 * an account that was probably stolen: do not publish it as it is.
 */
MEKIKI_CHECKED enum mekiki_status mekiki_write_text(
    struct mekiki_examination *x, const char *name,
    const struct mekiki_style *style,
    bool (*write)(void *to, const char *bytes, size_t length), void *to);

/*
 * The same as an HTML page that needs nothing else: no script, nothing from
 * elsewhere, and no link of the mail is one.  columns and colour of the style
 * do not matter.
 */
MEKIKI_CHECKED enum mekiki_status mekiki_write_html(
    struct mekiki_examination *x, const char *name,
    const struct mekiki_style *style,
    bool (*write)(void *to, const char *bytes, size_t length), void *to);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif

#ifdef __cplusplus
}
#endif

#endif
