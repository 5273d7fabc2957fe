/*
 * brands_index - how brands are read and found; for brands*.c alone.
 */
#ifndef MEKIKI_KNOW_BRANDS_INDEX_H
#define MEKIKI_KNOW_BRANDS_INDEX_H

#include "base/table.h"
#include "know/brands.h"

#define ALIAS_BUCKETS 4096
#define ALIAS_HASHES 65536
#define ALIAS_LOOK_MIN 5 /* bytes: shorter names look like everything */
#define ALIAS_LOOK_MAX 100
#define ALIAS_BEGIN 3  /* bytes that rule out most places at once */
#define ALIAS_PREFIX 6 /* bytes that choose the bucket: two kana */

/* A domain of a brand; one of `official` and `tenant` is true, or both. */
struct brand_domain {
	span domain;
	uint32_t brand;
	bool official;
	bool tenant;
	bool exact; /* tenant only for the domain itself */
};

struct brand_alias {
	span folded, written;
	uint32_t brand;
	uint32_t next; /* in its bucket, longest first; TABLE_NONE: last */
	bool weak;
};

/* A label that is imitated, "rakuten", and the domain it is from. */
struct brand_label {
	span label;
	span official;
	uint32_t brand;
	bool weak;
};

struct deletion {
	uint32_t hash;
	uint32_t label; /* one more than its index; 0: the slot is empty */
};

struct brands {
	struct brand *brands;
	size_t count;
	struct table by_id;

	struct brand_domain *domains;
	size_t domain_count;
	struct table by_domain;

	struct brand_alias *aliases;
	size_t alias_count;
	struct table by_name;
	struct table by_look; /* skeletons of names that are long enough */
	uint32_t buckets[ALIAS_BUCKETS]; /* names of ALIAS_PREFIX bytes up */
	uint32_t shorts[ALIAS_BUCKETS];	 /* shorter names, by all their bytes */
	/*
	 * What begins with a byte: bit n, n below ALIAS_PREFIX: a name of n
	 * bytes; bit ALIAS_PREFIX: a longer one.
	 */
	unsigned char lengths[256];
	/* Bit h: some name's first three bytes have that alias_hash. */
	uint64_t begins[ALIAS_HASHES / 64];
	/* Bit h: some name has alias_hash h.  Spares nearly all buckets. */
	uint64_t seen[ALIAS_HASHES / 64];

	struct brand_label *labels;
	size_t label_count;
	struct table by_label;
	struct table by_skeleton; /* "0" as "o", "i" and "1" as "l", ... */
	struct table by_digits;	  /* also "3" as "e" and so on */
	/*
	 * Labels, and labels less one letter, by their hashes: only a number
	 * for each of some ten thousand, which are compared by letters when
	 * they are found.
	 */
	struct deletion *deletions;
	size_t deletion_mask; /* of slots; a power of two less one */
};

/* The first bytes of s, as many as choose a bucket; 0 where it is shorter. */
static inline uint64_t
alias_word(span s)
{
	uint64_t word = 0;

	if (s.n >= sizeof(word)) {
		for (size_t i = 0; i < ALIAS_PREFIX; i++) /* one load */
			word |= (uint64_t)(unsigned char)s.p[i] << 8 * i;
		return word;
	}
	for (size_t i = 0; i < ALIAS_PREFIX && i < s.n; i++)
		word |= (uint64_t)(unsigned char)s.p[i] << 8 * i;
	return word;
}

/* Hash of the first n bytes of an alias_word; below ALIAS_HASHES. */
static inline uint32_t
alias_hash(uint64_t word, size_t n)
{
	word &= ((uint64_t)1 << 8 * n) - 1;
	return (uint32_t)(word * 0x9e3779b97f4a7c15u >> 48);
}

/*
 * The columns of a row; the last may lack, so that rows of before it was
 * there can be read.
 */
enum brand_column {
	BRAND_COLUMN_ID,
	BRAND_COLUMN_NAME_JA,
	BRAND_COLUMN_NAME_EN,
	BRAND_COLUMN_ALIASES,
	BRAND_COLUMN_OFFICIAL,
	BRAND_COLUMN_TENANT,
	BRAND_COLUMN_SECTOR,
	BRAND_COLUMN_WEAK,
	BRAND_COLUMN_REPORT,
	BRAND_COLUMN_NOTE,
	BRAND_COLUMN_SHARES,
	BRAND_COLUMNS,
};

/* What is wrong with the row's shape; NULL: it can be read. */
const char *brand_row_fault(const struct tsv *t);
/* The current row, which has no such fault. */
struct brand brand_row(struct arena *a, const struct tsv *t, bool own);

/* Builds labels and their tables from the brands and their domains. */
bool brands_index_labels(struct brands *b, struct arena *a);
/* Builds buckets and shorts from the aliases. */
void brands_index_aliases(struct brands *b);

#endif
