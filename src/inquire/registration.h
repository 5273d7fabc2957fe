/*
 * registration - what registries and registrars say, read: WHOIS and RDAP.
 *
 * Pure: bytes in, fields of an answer out.  Who is asked, and how, is live.h's.
 * The text is the holder's and the registry's; nothing in it is believed but
 * shown as what they say.  What cannot be read stays out of the fields, and
 * the raw text is kept: never a guessed date.
 *
 * The fields of such an answer; each is left out where nothing is said:
 *
 *	domain          as the registry writes it, lower case, A-labels
 *	holder          name or organisation of the registrant
 *	holder_kind     "withheld" (the registry, registrar or RFC 9537 says
 *	                so), "proxy" (a privacy service stands in; holder names
 *	                it), "named"
 *	holder_country  ISO 3166 alpha-2
 *	holder_place    city and region, as written
 *	registrar       name
 *	registrar_abuse, abuse    mail address, or telephone where there is none
 *	ns              a list, lower case, A-labels, without a dot at the end
 *	created, changed, expires   RFC 3339: "2024-01-31" where only the day is
 *	                said; else with time and offset; without the offset
 *	                where the zone is not known (registration_date.h)
 *	status          a list, as written, without links
 *	dnssec          "signed" or "unsigned"
 *
 * of a network or an AS (which of the above have holder, holder_country,
 * holder_place, created, changed and status):
 *
 *	range           "183.90.224.0/19", else "first - last"
 *	asn             digits
 *	name            netname or AS name
 *	abuse           of its operator, as is the holder
 *	country         the network's, as the registry has it
 */
#ifndef MEKIKI_INQUIRE_REGISTRATION_H
#define MEKIKI_INQUIRE_REGISTRATION_H

#include "inquire/answer.h"

/*
 * Reads the answer of a WHOIS server (RFC 3912), in UTF-8, ISO-2022-JP,
 * Shift_JIS, EUC-JP, EUC-KR, GBK or Latin-1.  Sets status, fields and
 * text of *answer, whose kind (REGISTRATION, NETWORK, AUTNUM) and subject are
 * set: FOUND, NOTHING, REFUSED, RATE_LIMITED, or MALFORMED ("could not be
 * read").  server: the host that said it; some templates are told by it, none
 * is needed for the usual ones.  text is what was said, in UTF-8, at most
 * LIMIT_ANSWER_TEXT bytes.
 *
 * FOUND needs a record of the subject itself, or of the registrable domain
 * that the subject is below: an answer about "com" or about another name or
 * network is MALFORMED and has no fields.  An answer that was cut off may be
 * FOUND with what came; a last line without LF does not count.
 *
 * All of it lies in a, nothing points into bytes.  Reads the first
 * LIMIT_ANSWER_BYTES and of them LIMIT_WHOIS_LINES lines; linear, below 50 ms
 * for a megabyte made to cost.  When the arena fails fields are missing.
 */
void whois_read(
    struct arena *a, span server, span bytes, struct answer *answer);

/*
 * The WHOIS server that this answer refers to ("Registrar WHOIS Server:",
 * "refer:", "ReferralServer: whois://host:port"), as "host" or "host:port";
 * empty: none, or one that is no host name.  Points into bytes, which need no
 * decoding for that; the line must have its LF.  Linear.
 */
span whois_referral(span bytes);

/*
 * Reads an RDAP response (RFC 9083; redaction RFC 9537), likewise.
 * http_status tells NOTHING (404), RATE_LIMITED (429), REFUSED (401, 403),
 * FAILED (5xx) where the body (errorCode, section 6) does not; FOUND needs one
 * of 200 to 299.  Nesting, number of values and size are bounded before the
 * JSON is parsed (rdap_json.h); a member twice makes it no JSON.  Contacts are
 * jCards (RFC 7095); ranges may be those of the cidr0 extension.
 */
void rdap_read(
    struct arena *a, int http_status, span bytes, struct answer *answer);

/*
 * The URL of the registrar's own RDAP response about the same object (link
 * with rel "related" and type application/rdap+json); empty: none, or none that
 * is http or https, in ASCII, and another than the answer's own.  In a; parses
 * the JSON once more.
 */
span rdap_referral(struct arena *a, span bytes);

/*
 * Adds to *answer, which a registry gave, what *more, its registrar's, says
 * beside it: fields that *answer lacks, a holder that the registry withholds,
 * and the text below.  Lists are taken whole or not at all; country and place
 * of the holder only with the holder, or of the same one.  Does nothing unless
 * both are FOUND and speak of the same domain.  What is added is copied into a;
 * source and at stay the registry's.
 */
void registration_merge(
    struct arena *a, struct answer *answer, const struct answer *more);

#endif
