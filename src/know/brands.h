/*
 * brands - who mails pretend to be, and which domains are truly theirs.
 *
 * data/brands.tsv, explained at its top.  Loaded once, never changed, shared
 * by all threads.  A domain may be official and tenant at once: amazonaws.com
 * is Amazon's, but what comes from there is written by its customers.  Tenant
 * domains never prove the brand and never accuse by themselves.
 */
#ifndef MEKIKI_KNOW_BRANDS_H
#define MEKIKI_KNOW_BRANDS_H

#include "base/status.h"
#include "know/tsv.h"

struct brand_names {
	const span *items;
	size_t count;
};

struct brand {
	span id; /* as in reports; never changes */
	span name_ja, name_en;
	span sector;
	struct brand_names aliases; /* as written, not folded */
	struct brand_names weak;    /* need a second sign beside them */
	struct brand_names official;
	struct brand_names tenant; /* marks: see brands_mark_domain */
	span report;		   /* where to send a fake; may be empty */
	span note;
	struct brand_names shares; /* brands and public suffixes that it may
				      share names and domains with: for
				      brands_check alone */
	bool own;		   /* the owner's row, not ours */
	span file;		   /* where it stands, for whoever asks */
	size_t line;
};

struct brands;

/*
 * Reads the owner's own brands, unless NULL, and ours at path; an own brand
 * replaces ours of the same id.
 */
MEKIKI_CHECKED enum mekiki_status brands_open(struct arena *a, const char *path,
    const char *own, const struct brands **out, struct know_error *err);

const struct brand *brands_all(const struct brands *b, size_t *count);

/* NULL: no such brand. */
const struct brand *brands_by_id(const struct brands *b, span id);

/*
 * The brand whose domain this is, or below whose domain it lies; NULL: none.
 * domain is in A-labels.  Where several brands share a domain, the first of
 * the file; brands_owns asks for a certain one.  *tenant, unless NULL: others
 * write from there, so it proves nothing.  One hash a label.
 */
const struct brand *brands_by_domain(
    const struct brands *b, span domain, bool *tenant);

/* The same for one brand. */
bool brands_owns(const struct brand *brand, span domain, bool *tenant);

/*
 * The domain of a row of tenants.  "=" in front of it: not its sub-domains;
 * "@": sites alone are others', mail from the domain itself is the brand's.
 */
span brands_mark_domain(span mark);

/* The domain is marked with "@": sites under it prove nothing, mail does. */
bool brands_writes_from(const struct brand *brand, span domain);

/* A name of a brand in a text. */
struct brand_hit {
	const struct brand *brand;
	span alias;	   /* as written in the table */
	size_t start, end; /* offsets in the folded text */
	bool weak;	   /* needs a second sign */
};

/*
 * All names of brands in text that fold_text folded, leftmost and longest
 * first, not overlapping; a name that two brands share gives a hit for each.
 * Latin names must stand as whole words; a katakana name must not be the tail
 * of a longer katakana word.  *hits is in the arena; at most LIMIT_MATCHES.
 * Linear in practice: a hash for each character, then the few names that begin
 * with the same six bytes.
 */
size_t brands_in_text(const struct brands *b, struct arena *a, span folded,
    struct brand_hit **hits);

/*
 * The brands of which all of `folded` (a display name, say, by fold_text) is a
 * name; one hash.  hits as above.
 */
size_t brands_named(const struct brands *b, struct arena *a, span folded,
    struct brand_hit **hits);

/*
 * The brand of which `name` (a word or all of a display name) is no name but
 * looks like one: "AMAZ0N", "三丼住友カード".  NULL: none.  *alias is the name
 * it looks like.  Short and weak names are like everything and do not count.
 */
const struct brand *brands_named_alike(
    const struct brands *b, struct arena *a, span name, span *alias);

/* How a host reminds of an official domain. */
enum brand_likeness {
	BRAND_LIKE_NONE,
	BRAND_LIKE_SUFFIX,    /* rakuten.top */
	BRAND_LIKE_HYPHEN,    /* rakuten-login.top, www-amazon.example */
	BRAND_LIKE_DIGITS,    /* rakut3n.top */
	BRAND_LIKE_SKELETON,  /* looks alike: xn-- names, rnercari.com */
	BRAND_LIKE_EDIT,      /* one letter more, less, other, or two swapped */
	BRAND_LIKE_SUBDOMAIN, /* amazon.co.jp.example.net */
};

struct brand_like {
	const struct brand *brand;
	span official; /* the domain it reminds of */
	enum brand_likeness kind;
	bool weak; /* the likeness is a common word: orange.top */
};

/*
 * The official domain that host (A-labels) imitates.  False for hosts that
 * belong to a brand, and where nothing is alike.  Only labels with at least
 * five letters are compared, except whole official domains in the sub-domain.
 * Costs a hash for each byte of the registrable label; the arena is for
 * xn-- names.
 */
bool brands_lookalike(
    const struct brands *b, struct arena *a, span host, struct brand_like *out);

/* "suffix", "hyphen", ...; "none". */
const char *brand_likeness_text(enum brand_likeness kind);

#endif
