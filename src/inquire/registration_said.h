/*
 * registration_said - what one source says of a registration, collected.
 *
 * WHOIS and RDAP say the same things in many words.  Their readers put here
 * what they recognise; here it is checked, so that no field of an answer holds
 * a date that is none, a country that is none or a host that is none: such
 * values are left out in silence, as the raw text is kept beside them.
 *
 * Nothing is copied before said_tell: spans must live until then.  Costs are
 * linear in the values, and quadratic in the lists, which end at
 * LIMIT_RECORDS.
 */
#ifndef MEKIKI_INQUIRE_REGISTRATION_SAID_H
#define MEKIKI_INQUIRE_REGISTRATION_SAID_H

#include "base/limits.h"
#include "inquire/answer.h"

/* The fields of registration.h that have one value, in the order of answers. */
enum said_field {
	SAID_DOMAIN,
	SAID_RANGE,
	SAID_ASN,
	SAID_NAME,
	SAID_HOLDER,
	SAID_HOLDER_KIND,
	SAID_HOLDER_COUNTRY,
	SAID_HOLDER_PLACE,
	SAID_COUNTRY,
	SAID_REGISTRAR,
	SAID_REGISTRAR_ABUSE,
	SAID_ABUSE,
	SAID_CREATED,
	SAID_CHANGED,
	SAID_EXPIRES,
	SAID_DNSSEC,
	SAID_COUNT,
};

struct said_list {
	span items[LIMIT_RECORDS];
	size_t count;
};

struct said {
	struct arena *arena; /* owns what had to be rewritten */
	bool day_first; /* 03/04/2024 is in April: see registration_date.h */
	span fields[SAID_COUNT];
	struct said_list ns, status;
	/* What SAID_HOLDER and SAID_HOLDER_PLACE are made of. */
	span holder_name, holder_org, city, region;
	bool withheld; /* the source says that it keeps the holder back */
};

/* In a, which gives NULL when it has failed. */
struct said *said_new(struct arena *a);

/*
 * The value, trimmed, unless the field has one already or the value is none: "",
 * "-", "N/A".  At most LIMIT_ANSWER_VALUE bytes are kept, whole characters.
 */
void said_put(struct said *said, enum said_field field, span value);
/* The same for the parts of the holder. */
void said_keep(span *part, span value);

/* RFC 3339, or nothing: registration_date. */
void said_date(struct said *said, enum said_field field, span value);
/* "JP", "jp", "Japan"; "UK" becomes "GB". */
void said_country(struct said *said, enum said_field field, span value);
/*
 * The mail address in value; a telephone number where there is none, until an
 * address comes.
 */
void said_contact(struct said *said, enum said_field field, span value);
/* A domain name in lower-case A-labels. */
void said_domain(struct said *said, span value);
/* A name server: the first word of value, unless it is no host name. */
void said_ns(struct said *said, span value);
/* Without the link to ICANN's explanation behind it. */
void said_status(struct said *said, span value);
/* "signed", "unsigned" or nothing: "signedDelegation", "yes", "Inactive". */
void said_dnssec(struct said *said, span value);

/*
 * The name in lower-case A-labels without a dot at the end, in a or where it
 * was; empty when it is no host name of two labels at least.
 */
span said_host(struct arena *a, span name);

/*
 * The domain that was said is the subject, or the registrable domain that the
 * subject is below: what is said of "com" says nothing of example.com.
 */
bool said_is_about(const struct said *said, span subject);

/*
 * text at the length that an answer keeps, LIMIT_ANSWER_TEXT, cut between
 * characters; copied into a.  text is valid UTF-8.
 */
span said_text(struct arena *a, span text);

/*
 * Decides who the holder is and of which kind, and gives all fields to
 * *answer, copied into the arena.
 */
void said_tell(struct said *said, struct answer *answer);

#endif
