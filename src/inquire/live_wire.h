/*
 * live_wire - a DNS message taken apart, record after record, with bounds.
 *
 * For live_dns alone.  RFC 1035, sections 3 and 4.1; IPv6 addresses by RFC
 * 3596, CAA by RFC 8659.  A reader remembers its first error: what is taken
 * after it is zero or empty, so that a record is read top to bottom and looked
 * at once at the end.
 */
#ifndef MEKIKI_INQUIRE_LIVE_WIRE_H
#define MEKIKI_INQUIRE_LIVE_WIRE_H

#include "base/buf.h"

#define LIVE_WIRE_NAME_MAX 255 /* RFC 1035, 2.3.4 */
#define LIVE_WIRE_HEADER 12    /* bytes before the question */
#define LIVE_WIRE_CNAME 5
#define LIVE_WIRE_SOA 6

/* Where the reader is. */
struct live_wire {
	span packet;
	size_t at, end;	 /* of what may be read now */
	const char *bad; /* NULL: nothing is wrong so far */
};

/* A name: labels with their lengths, in lower case. */
struct live_wire_name {
	unsigned char bytes[LIVE_WIRE_NAME_MAX];
	size_t n;
};

/* A record's head, before its data. */
struct live_wire_record {
	struct live_wire_name owner;
	uint32_t type, ttl; /* seconds; a negative one is 0: RFC 2181, 8 */
	size_t end;	    /* of its data */
};

/* n bytes; a number of n bytes, at most 4. */
span live_wire_take(struct live_wire *r, size_t n);
uint32_t live_wire_number(struct live_wire *r, size_t n);

/*
 * A name, its pointers followed: each must lead back to before where the name
 * began, so that the way ends.
 */
void live_wire_name(struct live_wire *r, struct live_wire_name *name);
bool live_wire_same(
    const struct live_wire_name *a, const struct live_wire_name *b);

/* A record's head; the reader is then at its data. */
void live_wire_record(struct live_wire *r, struct live_wire_record *record);

/*
 * The data of a record, which ends where the reader's bytes end: to field as
 * answer.h has it, to zone as a zone file has it.  Other types than those that
 * live_wire_type knows are read as one name.
 */
void live_wire_data(struct live_wire *r, struct arena *a, uint32_t type,
    struct buf *field, struct buf *zone);

/* "mx" and "MX"; of a type that is not known, the last one's. */
const char *live_wire_field(uint32_t type);
const char *live_wire_type(uint32_t type);

/* The name as text; dot: with one at its end, as zone files have it. */
void live_wire_put_name(
    struct buf *b, const struct live_wire_name *name, bool dot);
void live_wire_put_number(struct buf *b, int64_t value);
/* Bytes as text: what is no UTF-8, and NUL, as U+FFFD. */
void live_wire_clean(struct buf *b, span bytes);

#endif
