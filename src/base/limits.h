/*
 * limits - every ceiling in one place, each with its reason.
 *
 * Zero never means unlimited.  Where reaching a limit changes what the reader
 * is told, limit_hit() notes its name, and the report lists it under
 * `truncated`.  Sizes are bytes.
 */
#ifndef MEKIKI_BASE_LIMITS_H
#define MEKIKI_BASE_LIMITS_H

/* Providers refuse mails far below this; the digest still covers all. */
#define LIMIT_MAIL ((size_t)64 << 20)

/*
 * Files of the folders that are named, at some 150 bytes each, and folders one
 * inside the other, where mail programs have ten.
 */
#define LIMIT_FILES ((size_t)1000000)
#define LIMIT_FOLDER_DEPTH 64

/* Seconds that look-ups of one mail may take: people wait, queues do not. */
#define LIMIT_DEADLINE 600

/* case.json: options, of which trust and me may be long. */
#define LIMIT_CASE ((size_t)1 << 20)

/* A settings file; a few lines are usual. */
#define LIMIT_SETTINGS ((size_t)64 << 10)

/* Mails examined at once; reading them one after another is the bound. */
#define LIMIT_JOBS 64
/* Reports that wait for an earlier mail's, per job, and their bytes in all. */
#define LIMIT_WAITING 8
#define LIMIT_WAITING_BYTES ((size_t)64 << 20)

/* One examination: the text, the maps and the findings of a 64 MB mail. */
#define LIMIT_ARENA ((size_t)1 << 30)

/* Postfix gives up at 100 as well; real mails stay below 10. */
#define LIMIT_PART_DEPTH 100
#define LIMIT_PARTS 1000
#define LIMIT_BOUNDARY_GUESSES 16 /* in one mail; each reads it once more */

/* The longest real header section seen has 400 fields. */
#define LIMIT_FIELDS 2000
/* Of one field's value: longer ones are cut before they are understood. */
#define LIMIT_FIELD ((size_t)64 << 10)
#define LIMIT_ADDRESSES 1000
/* Encoded words of one value: 64 KB hold 7,000 empty ones. */
#define LIMIT_WORDS 20000
/* Parameters of one Content-Type; real mails have up to 5, continued names more. */
#define LIMIT_PARAMS 200
/* Received fields: 30 and more exist, RFC 5321 6.3 suggests a loop at 100. */
#define LIMIT_HOPS 200

/* Attachments whose content is looked at; libmagic takes half a millisecond. */
#define LIMIT_SNIFFED 300

/* Text of one part that is looked at; a novel has about 1 MB. */
#define LIMIT_TEXT ((size_t)8 << 20)
/* Open elements that are kept apart; deeper ones inherit from the last. */
#define LIMIT_ELEMENTS 512
#define LIMIT_ATTRIBUTES 64
/* Links of one mail; a newsletter has 100. */
#define LIMIT_LINKS 1000
/* One URL; browsers cut at 2 MB, mail systems far below. */
#define LIMIT_URL ((size_t)16 << 10)
/* A host name that needs IDNA; DNS ends at 253, Punycode is quadratic. */
#define LIMIT_HOST ((size_t)1 << 10)
/* Rules of a mail's style sheets; a newsletter has 200. */
#define LIMIT_STYLES 2000
/* Distinct fonts, forms, and fields of all forms that are named. */
#define LIMIT_FONTS 32
#define LIMIT_FORMS 50
#define LIMIT_FIELDS_SHOWN 200
/* Layers of rewriters and redirectors one inside the other. */
#define LIMIT_UNWRAP 8

/* One file of data/; the largest has 0.1 MB, compiled phrases 4 MB. */
#define LIMIT_DATA ((size_t)32 << 20)

/* A file of reported URLs: large ones have a million lines. */
#define LIMIT_FEED ((size_t)128 << 20)
/* Links of one mail that are looked for in such files. */
#define LIMIT_LISTED 100

/* Questions of one mail: its links and addresses, several each. */
#define LIMIT_ANSWERS 500
/*
 * Domains of links that are looked up, some six questions each, and names of
 * an address that are followed back.
 */
#define LIMIT_LOOKUP_DOMAINS 10
#define LIMIT_LOOKUP_NAMES 3

/*
 * Text of one answer that is kept; a WHOIS answer has 2 to 8 KB.  Bytes of one
 * answer that are read at all; RDAP of a large registrar has 60 KB.  Records
 * of one DNS answer, strings of them together.
 */
#define LIMIT_ANSWER_TEXT ((size_t)64 << 10)
#define LIMIT_ANSWER_BYTES ((size_t)1 << 20)
#define LIMIT_RECORDS 200
/*
 * A file of answers, those of some ten thousand mails, and one of its lines:
 * text and fields, of which each byte may take six.
 */
#define LIMIT_ANSWERS_FILE ((size_t)256 << 20)
#define LIMIT_ANSWER_LINE ((size_t)2 << 20)
/* Fields of an answer that is read back: records, and what stands beside. */
#define LIMIT_ANSWER_FIELDS 400
/* Answers kept in memory, of some KB each; a mail has thirty. */
#define LIMIT_CACHED ((size_t)20000)
/*
 * One field of a registration: the longest names have 200 bytes.  Lines of a
 * WHOIS answer that are read, where long ones have 400, and contacts in it that
 * are kept, where RIPE gives 10.  Objects and arrays of RDAP one inside the
 * other, where registries need 12, and in all, where they need 1500.
 */
#define LIMIT_ANSWER_VALUE ((size_t)1 << 10)
#define LIMIT_WHOIS_LINES 20000
#define LIMIT_CONTACTS 64
#define LIMIT_RDAP_DEPTH 32
#define LIMIT_RDAP_VALUES 50000

/*
 * Questions under way at once: of the resolver, which answers hundreds a
 * second; of one WHOIS or RDAP server, of which many refuse whoever asks more;
 * connections of all of these together.  Questions that one run has for one
 * server: a day's worth for the usual WHOIS server, and a corpus for DNS.
 */
#define LIMIT_DNS_AT_ONCE 32
#define LIMIT_WHOIS_AT_ONCE 3
#define LIMIT_CONNECTIONS 64
#define LIMIT_WHOIS_ASKED 1000
#define LIMIT_DNS_ASKED 1000000
/* One of them holds its answer, what was sent, and what is read of it. */
#define LIMIT_QUESTION ((size_t)32 << 20)
/*
 * Milliseconds: until a question has its turn, until the resolver's answer,
 * until a registration's, of which RDAP gets half where WHOIS can be asked
 * after it; of a server that is down, and of one that refuses to be asked.
 */
#define LIMIT_QUEUE_MS 30000
#define LIMIT_DNS_MS 5000
#define LIMIT_WHOIS_MS 10000
#define LIMIT_RDAP_FIRST_MS 5000
#define LIMIT_BACKOFF_MS 1000
#define LIMIT_BACKOFF_MOST_MS 60000
/* Addresses of one server that are tried, redirects and referrals followed. */
#define LIMIT_SERVER_ADDRESSES 4
#define LIMIT_REDIRECTS 5
#define LIMIT_REFERRALS 2
/* Bytes of an HTTP answer's header; those of RDAP servers have 2 KB. */
#define LIMIT_HTTP_HEADER ((size_t)64 << 10)

/*
 * SPF: bytes that the macros of a name or an explanation come to; names have
 * 253.  DKIM: signatures of a mail, and names of signed fields of one, where
 * mail has up to 4 and 60; each is a hash over the header.  A key's bits:
 * RFC 8301 asks for 4096, and the cost of one grows with the square.  ARC:
 * RFC 8617 section 4.2.1.  Tags of one record or signature.
 */
#define LIMIT_SPF_TEXT ((size_t)4 << 10)
#define LIMIT_SIGNATURES 10
#define LIMIT_SIGNED_FIELDS 300
#define LIMIT_KEY_BITS 8192
#define LIMIT_ARC_SETS 50
#define LIMIT_TAGS 40

/* Matches of phrases that are kept for one mail, and of one phrase. */
#define LIMIT_MATCHES 500
/* Findings of one mail, and the places quoted for one. */
#define LIMIT_FINDINGS 200
#define LIMIT_EVIDENCE 8
/* Bytes of one quotation in a report. */
#define LIMIT_QUOTE 300

/*
 * Secrets that are masked, some forty a recipient: beyond that no report can
 * be vouched for, and none is written.  Bytes of one pattern; encodings one
 * inside the other, where links are seen with two.  Output is searched in
 * windows, which bounds memory; they overlap by more than the longest address
 * takes in three encodings, each of which may take three bytes for one.
 */
#define LIMIT_SECRETS 50000
#define LIMIT_REDACT_PATTERN 256
#define LIMIT_REDACT_DEPTH 3
#define LIMIT_REDACT_WINDOW ((size_t)256 << 10)
#define LIMIT_REDACT_OVERLAP ((size_t)27 * LIMIT_REDACT_PATTERN)

#endif
