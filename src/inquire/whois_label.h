/*
 * whois_label - what the labels of WHOIS answers about domains mean.
 *
 * One table for all registries: label, where it may stand, meaning.  "Name"
 * alone says something only within a section, "Registrant Name" everywhere.
 */
#ifndef MEKIKI_INQUIRE_WHOIS_LABEL_H
#define MEKIKI_INQUIRE_WHOIS_LABEL_H

#include "base/span.h"

/* Where a line stands; a set of them says where a label may stand. */
enum whois_place {
	WHOIS_TOP = 1 << 0,	  /* what is said of the domain itself */
	WHOIS_HOLDER = 1 << 1,	  /* below "Registrant:" */
	WHOIS_REGISTRAR = 1 << 2, /* below "Registrar:" */
	WHOIS_CONTACT = 1 << 3,	  /* of somebody else, or of a handle */
	WHOIS_OWNER = 1 << 4,	  /* .br: behind "owner:" */
	WHOIS_JP = 1 << 5,	  /* labels in brackets */
	WHOIS_JP_CONTACT = 1 << 6,
	WHOIS_ABUSE = 1 << 7, /* .nl: below "Abuse Contact:" */
};

enum whois_means {
	MEANS_NOTHING,
	MEANS_DOMAIN,
	MEANS_HOLDER, /* a name, of a man or of an organisation, or a handle */
	MEANS_HOLDER_NAME,
	MEANS_HOLDER_ORG,
	MEANS_HOLDER_HANDLE,
	MEANS_HOLDER_COUNTRY,
	MEANS_CITY,
	MEANS_REGION,
	MEANS_REGISTRAR,
	MEANS_REGISTRAR_ABUSE,
	MEANS_NS,
	MEANS_CREATED,
	MEANS_CHANGED,
	MEANS_EXPIRES,
	MEANS_STATUS,
	MEANS_STATES, /* .ru: several, with commas */
	MEANS_DNSSEC,
	MEANS_KEY,	   /* being there with a value, it says "signed" */
	MEANS_PUBLIC_NAME, /* JPRS: of the contact that is published */
	/* These begin sections. */
	MEANS_CONTACT,
	MEANS_ABUSE,
	/* Of a contact that has a handle: .fr, .cz. */
	MEANS_HANDLE,
	MEANS_HANDLE_NAME,
	MEANS_HANDLE_ORG,
	MEANS_HANDLE_COUNTRY,
};

/* The meaning of the label at that place, without regard to ASCII case. */
enum whois_means whois_label(span label, enum whois_place place);

/*
 * The meaning of a line without a colon whose beginning is its label (.tw:
 * "Record expires on 2027-12-19"); *value is the rest.
 */
enum whois_means whois_sentence(span text, span *value);

/*
 * The meaning of a label whose values stand in the lines below it, and of a
 * line that is a heading without a colon; MEANS_NOTHING: it is no heading.
 */
enum whois_means whois_heading(span label, bool colon);

#endif
