/*
 * examination - one mail under the eye, and all that was found.
 *
 * Examiners are functions of (mail, knowledge, inquirer) that add findings
 * here.  One arena holds it all and is freed at once.  Same bytes, same
 * options, same answers: same result.
 */
#ifndef MEKIKI_EXAMINE_EXAMINATION_H
#define MEKIKI_EXAMINE_EXAMINATION_H

#include "base/fold.h"
#include "base/sha256.h"
#include "base/status.h"
#include "examine/auth.h"
#include "examine/brand.h"
#include "examine/carries.h"
#include "examine/finding.h"
#include "examine/listed.h"
#include "examine/lookup.h"
#include "examine/route.h"
#include "examine/sniff.h"
#include "examine/auth_verify.h"
#include "inquire/inquire.h"
#include "know/know.h"
#include "read/mail.h"

/* What the reader told us about themselves. */
struct options {
	const span *trust; /* relays: names, addresses or networks */
	size_t trust_count;
	const span *me; /* own addresses or domains */
	size_t me_count;
	int64_t now; /* seconds since 1970 */
	bool full;   /* ask about hosts of links, not their domains alone */
	bool feeds;  /* look for links in files of reported ones */
	const span *ip_lists; /* zones in DNS that list addresses, RFC 5782 */
	size_t ip_list_count;
	const span *domain_lists; /* likewise, domains */
	size_t domain_list_count;
};

struct attachment {
	size_t part;   /* index in the mail's parts */
	span declared; /* the type the mail says */
	span actual;   /* what the content is, by libmagic */
	char sha256[SHA256_TEXT];
	unsigned odd; /* set of enum attachment_odd */
};

/* What makes an attachment suspicious, beside its type. */
enum attachment_odd {
	ATTACHMENT_TYPE_DIFFERS = 1 << 0,
	ATTACHMENT_DOUBLE_EXTENSION = 1 << 1,
	ATTACHMENT_EXECUTABLE = 1 << 2,
	ATTACHMENT_SCRIPT = 1 << 3,
	ATTACHMENT_PAGE = 1 << 4, /* HTML or SVG: opens in a browser */
	ATTACHMENT_ENCRYPTED = 1 << 5,
	ATTACHMENT_DISGUISED_NAME = 1 << 6,   /* bidi controls in the name */
	ATTACHMENT_HOLDS_EXECUTABLE = 1 << 7, /* inside the archive */
	ATTACHMENT_MACROS = 1 << 8,
	ATTACHMENT_PROFILE = 1 << 9, /* installs settings or calendars */
	ATTACHMENT_DISK_IMAGE = 1 << 10,
	ATTACHMENT_HOLDS_PAGE = 1 << 11, /* inside the archive */
};

const char *attachment_odd_name(unsigned bit);

enum verdict_class {
	VERDICT_UNKNOWN,
	VERDICT_CLEAN,
	VERDICT_SPAM,
	VERDICT_MALWARE,
	VERDICT_SCAM,
	VERDICT_PHISHING,
};

struct verdict {
	enum verdict_class class;
	double probability; /* that the mail is bad */
	int score;	    /* decibans, the prior included */
	int prior;
};

struct examination {
	struct arena *arena;
	const struct know *know;
	const struct options *options;
	struct inquiry inquiry; /* holds the answers used, each once */
	struct phrases_scratch *scratch;
	struct sniff *sniff;

	span bytes; /* as handed in, at most LIMIT_MAIL */
	struct mail *mail;
	char sha256
	    [SHA256_TEXT]; /* of all bytes, also those beyond LIMIT_MAIL */
	uint64_t size;	   /* likewise */
	struct addresses recipients;
	struct route route;
	struct auth auth;
	struct verified verified;
	struct brands_seen brands;
	struct lookup lookup;
	struct folded subject;	  /* for names and phrases */
	struct folded *texts;	  /* likewise, of each text's visible */
	const char *languages[4]; /* of subject and body, strongest first */
	size_t language_count;
	bool wording_read;     /* the model of wording has said something */
	enum carries *carries; /* for each link, whether it names the reader */
	struct attachment *attachments;
	size_t attachment_count;

	struct finding **findings;
	size_t finding_count, finding_room;
	struct finding spare;	/* written to when no more are kept */
	const char **truncated; /* limit names */
	size_t truncated_count, truncated_room;
	struct verdict verdict; /* filled by judge */
};

/* What is needed beside the bytes. */
struct examine_with {
	const struct know *know;
	const struct options *options;
	struct inquirer inquirer;
	struct phrases_scratch *scratch;
	struct sniff *sniff; /* tells types by content */
};

/*
 * Examines one message.  bytes must outlive the result.  sha256 (hexadecimal)
 * and size are of the whole file, of which bytes may be the first LIMIT_MAIL.
 * *out is freed by examination_free; MEKIKI_NO_MEMORY is the only failure.
 */
MEKIKI_CHECKED enum mekiki_status examine(span bytes, const char *sha256,
    uint64_t size, const struct examine_with *with, struct examination **out);
void examination_free(struct examination *x);

/* A new finding, never NULL: past the limits a place that is not kept. */
struct finding *finding_add(
    struct examination *x, const char *id, enum standing standing);
void finding_arg(
    struct examination *x, struct finding *f, const char *name, span value);
void finding_number(
    struct examination *x, struct finding *f, const char *name, int64_t value);
/* Quotes bytes start to end of the message. */
void finding_quote(
    struct examination *x, struct finding *f, size_t start, size_t end);
/* Quotes the named field's body; nothing when the mail lacks it. */
void finding_field(struct examination *x, struct finding *f, const char *name);
/* Quotes a field. */
void finding_quote_field(
    struct examination *x, struct finding *f, const struct field *field);
/* Quotes a run of what is seen of a text part. */
void finding_visible(struct examination *x, struct finding *f,
    const struct body_text *t, size_t start, size_t end);
/* Quotes a run of a text part's text; shown is what to print for it. */
void finding_text(struct examination *x, struct finding *f,
    const struct body_text *t, size_t start, size_t end, span shown);
/* Quotes bytes start to end of that part, decoded. */
void finding_part(struct examination *x, struct finding *f, size_t part,
    size_t start, size_t end);
/* Quotes a link where it is written. */
void finding_link(
    struct examination *x, struct finding *f, const struct link *l);
void finding_answer(
    struct examination *x, struct finding *f, const struct answer *answer);
/* The first finding with that id, or NULL. */
struct finding *finding_find(const struct examination *x, const char *id);

/* Asks, and keeps the answer once; NULL when out of memory. */
const struct answer *examination_ask(
    struct examination *x, enum question_kind kind, span subject);

/* Notes that a limit was reached; once for each name. */
void limit_hit(struct examination *x, const char *name);

/*
 * The plain text that the model of wording reads (know/model.h), and the
 * language it is asked about; "-": none could be told.  NULL: no memory.
 */
struct model_text *examine_model_text(struct examination *x);
const char *examine_model_language(const struct examination *x);
/*
 * The finding that stands for a score of the model, and what of its full weight
 * that score is worth, in percent.
 */
const char *model_finding(double logit, int *share);

/* Is that address or domain the reader's own, by --me? */
bool is_me(const struct examination *x, const struct address *address);

#endif
