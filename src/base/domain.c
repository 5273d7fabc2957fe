#include "base/domain.h"

#include <libpsl.h>
#include <pthread.h>
#include <unicode/uidna.h>

#include "base/limits.h"
#include "base/utf8.h"

#define DOMAIN_LONGEST 253 /* RFC 1035, 2.3.4, written with dots */

static const char psl_file[] =
    "/usr/share/publicsuffix/public_suffix_list.dafsa";

/* What the libraries load once and nobody changes afterwards. */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static const psl_ctx_t *psl;
static const UIDNA *idna;

static void
load(void)
{
	UErrorCode error = U_ZERO_ERROR;

	psl = psl_builtin();
	if (psl == NULL)
		psl = psl_load_file(psl_file);
	idna = uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
		UIDNA_NONTRANSITIONAL_TO_ASCII |
		UIDNA_NONTRANSITIONAL_TO_UNICODE,
	    &error);
	if (U_FAILURE(error))
		idna = NULL;
}

static bool
is_ipv4(span s)
{
	int parts = 0;

	do {
		size_t dot = span_find_byte(s, '.');
		uint64_t value;

		if (dot > 3 || !span_number(span_head(s, dot), 255, &value))
			return false;
		parts++;
		if (dot == s.n)
			return parts == 4;
		s = span_drop(s, dot + 1);
	} while (parts < 4);
	return false;
}

bool
domain_is_ip(span name)
{
	size_t colons = 0;

	if (name.n > 1 && name.p[0] == '[' && name.p[name.n - 1] == ']')
		name = span_slice(name, 1, name.n - 1);
	if (name.n == 0)
		return false;
	if (is_ipv4(name))
		return true;
	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] == ':')
			colons++;
		else if (ascii_hex(name.p[i]) < 0 && name.p[i] != '.')
			return false;
	}
	return colons >= 2;
}

/* True when some label begins with "xn--". */
static bool
has_ace(span s)
{
	for (size_t i = 0; i + 4 <= s.n; i++)
		if ((i == 0 || s.p[i - 1] == '.') &&
		    span_starts(span_slice(s, i, i + 4), "xn--"))
			return true;
	return false;
}

static span
lower(struct arena *a, span s)
{
	bool changed = false;
	char *p;

	for (size_t i = 0; i < s.n && !changed; i++)
		changed = s.p[i] >= 'A' && s.p[i] <= 'Z';
	if (!changed)
		return s;
	p = arena_alloc(a, s.n);
	if (p == NULL)
		return (span){ 0 };
	for (size_t i = 0; i < s.n; i++)
		p[i] = ascii_lower(s.p[i]);
	return (span){ p, s.n };
}

/* Lengths and hyphens are for registries to judge; browsers do not. */
static bool
serious(uint32_t errors)
{
	const uint32_t tolerated = UIDNA_ERROR_EMPTY_LABEL |
	    UIDNA_ERROR_LABEL_TOO_LONG | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG |
	    UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN |
	    UIDNA_ERROR_HYPHEN_3_4;

	return (errors & ~tolerated) != 0;
}

typedef int32_t convert_fn(const UIDNA *, const char *, int32_t, char *,
    int32_t, UIDNAInfo *, UErrorCode *);

/* Converts by one of ICU's two functions; empty on failure. */
static span
convert(struct arena *a, span name, convert_fn *function)
{
	UIDNAInfo info = UIDNA_INFO_INITIALIZER;
	UErrorCode error = U_ZERO_ERROR;
	size_t room = name.n * 6 + 64;
	int32_t n;
	char *p;

	pthread_once(&once, load);
	p = idna == NULL ? NULL : arena_alloc(a, room);
	if (p == NULL)
		return (span){ 0 };
	n = function(
	    idna, name.p, (int32_t)name.n, p, (int32_t)room, &info, &error);
	if (U_FAILURE(error) || n < 0 || (size_t)n > room ||
	    serious(info.errors))
		return (span){ 0 };
	return (span){ p, (size_t)n };
}

span
domain_ascii(struct arena *a, span name)
{
	if (name.n == 0)
		return (span){ 0 };
	if (utf8_ascii(name) && !has_ace(name))
		return lower(a, name);
	if (name.n > LIMIT_HOST)
		return (span){ 0 };
	return convert(a, name, uidna_nameToASCII_UTF8);
}

span
domain_unicode(struct arena *a, span ascii)
{
	span text;

	if (!has_ace(ascii) || ascii.n > LIMIT_HOST)
		return ascii;
	text = convert(a, ascii, uidna_nameToUnicodeUTF8);
	return text.n > 0 ? text : ascii;
}

/* Without one dot at the end. */
static span
undotted(span host)
{
	return span_ends(host, ".") ? span_head(host, host.n - 1) : host;
}

/*
 * Puts host's last bytes in lower case, from the beginning of a label, into
 * name with a NUL; returns how many bytes were left out in front.
 */
static size_t
tail(span host, char name[static DOMAIN_LONGEST + 1])
{
	size_t skip = 0, n;

	if (host.n > DOMAIN_LONGEST) {
		skip = host.n - DOMAIN_LONGEST;
		while (skip < host.n && host.p[skip - 1] != '.')
			skip++;
	}
	n = host.n - skip;
	for (size_t i = 0; i < n; i++)
		name[i] = ascii_lower(host.p[skip + i]);
	name[n] = '\0';
	return skip;
}

/* Where the public suffix begins in host, which has no dot at its end. */
static size_t
suffix_start(span host)
{
	char name[DOMAIN_LONGEST + 1];
	const char *found;
	size_t skip;

	if (host.n == 0 || domain_is_ip(host) || host.p[host.n - 1] == '.' ||
	    memchr(host.p, 0, host.n) != NULL)
		return host.n;
	pthread_once(&once, load);
	if (psl == NULL)
		return host.n;
	skip = tail(host, name);
	found = psl_unregistrable_domain(psl, name);
	if (found == NULL || *found == '\0' || *found == '.')
		return host.n;
	return skip + (size_t)(found - name);
}

/*
 * The hosts of one mail are few and asked for again and again, and the list
 * takes 2 us for each.  A pure function's memory: nobody can tell it is there.
 */
#define MEMO_HOST 62 /* bytes: longer hosts are asked for anew */
#define MEMO_SIZE 2048

struct memo {
	unsigned char n;     /* length of host; 0: unused */
	unsigned char start; /* of the suffix in it */
	char host[MEMO_HOST];
};

/* suffix_start, remembered. */
static size_t
suffix_of(span host)
{
	static _Thread_local struct memo memos[MEMO_SIZE];
	struct memo *m;

	if (host.n == 0 || host.n > MEMO_HOST)
		return suffix_start(host);
	m = &memos[span_hash(host) % MEMO_SIZE];
	if (m->n != host.n || memcmp(m->host, host.p, host.n) != 0) {
		m->start = (unsigned char)suffix_start(host);
		m->n = (unsigned char)host.n;
		memcpy(m->host, host.p, host.n);
	}
	return m->start;
}

span
domain_registrable(span host)
{
	span bare = undotted(host), front;
	size_t suffix = suffix_of(bare), dot;

	if (suffix == 0 || suffix == bare.n)
		return (span){ 0 };
	front = span_head(bare, suffix - 1);
	dot = span_find_last(front, '.');
	/* "..com" has an empty label where the registered name would be. */
	if (front.n == 0 || dot + 1 == front.n)
		return (span){ 0 };
	return span_drop(bare, dot < front.n ? dot + 1 : 0);
}

span
domain_suffix(span host)
{
	span bare = undotted(host);

	return span_drop(bare, suffix_of(bare));
}

bool
domain_under(span host, span domain)
{
	span end;

	host = undotted(host);
	domain = undotted(domain);
	if (domain.n == 0 || host.n < domain.n)
		return false;
	end = span_drop(host, host.n - domain.n);
	if (!span_same_nocase(end, domain))
		return false;
	return host.n == domain.n || host.p[host.n - domain.n - 1] == '.';
}

static bool
tld_exists(span label)
{
	char name[DOMAIN_LONGEST + 1];

	if (domain_is_ip(label) || memchr(label.p, 0, label.n) != NULL)
		return false;
	pthread_once(&once, load);
	tail(label, name);
	return psl != NULL &&
	    psl_is_public_suffix2(
		psl, name, PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE);
}

bool
domain_tld_exists(span host)
{
	static _Thread_local struct {
		unsigned char n; /* length of label; 0: unused */
		bool exists;
		char label[14];
	} memos[64], *m;
	size_t dot;

	host = undotted(host);
	dot = span_find_last(host, '.');
	if (dot < host.n)
		host = span_drop(host, dot + 1);
	if (host.n == 0 || host.n > 63)
		return false;
	if (host.n > sizeof(m->label))
		return tld_exists(host);
	m = &memos[span_hash(host) % COUNT(memos)];
	if (m->n != host.n || memcmp(m->label, host.p, host.n) != 0) {
		m->exists = tld_exists(host);
		m->n = (unsigned char)host.n;
		memcpy(m->label, host.p, host.n);
	}
	return m->exists;
}
