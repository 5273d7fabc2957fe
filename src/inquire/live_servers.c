#include "inquire/live_servers.h"

#include <jansson.h>
#include <libpsl.h>

#include "base/domain.h"
#include "base/ip.h"
#include "base/limits.h"
#include "inquire/live_registries.h"
#include "know/tsv.h"

#define WHOIS_PORT 43 /* RFC 3912 */

/* One file of whoisserver-world has 2 KB. */
#define TLD_FILE_MAX ((size_t)256 << 10)

static const struct live_registry *
find_row(const char *verb, span name, const char *value)
{
	for (size_t i = 0; i < live_registry_count; i++) {
		const struct live_registry *row = &live_registries[i];

		if (strcmp(row->verb, verb) == 0 && span_is(name, row->name) &&
		    (value == NULL || strcmp(row->value, value) == 0))
			return row;
	}
	return NULL;
}

bool
live_servers_refers(span host)
{
	return find_row("refers", host, NULL) != NULL;
}

/* The first text of the list that is the member of that name. */
static span
first_text(struct arena *a, const json_t *object, const char *member)
{
	const char *text = json_string_value(
	    json_array_get(json_object_get(object, member), 0));

	return text == NULL ? (span){ 0 } : arena_copy(a, span_of(text));
}

/* Lower-case letters, digits and hyphens alone: safe within a path. */
static bool
is_label(span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_alnum(s.p[i]) && s.p[i] != '-')
			return false;
	return s.n > 0 && s.n <= 63;
}

/* What the package says of a top-level domain. */
static void
read_package(
    struct arena *a, const char *databases, span tld, span *rdap, span *whois)
{
	span path, text;
	json_t *object;

	if (databases == NULL || !is_label(tld))
		return;
	path = arena_format(a, "%s/npm/whoisserver-world/tlds/%.*s.json",
	    databases, SPAN_ARG(tld));
	if (path.n == 0 ||
	    tsv_file(a, path.p, TLD_FILE_MAX, &text, NULL) != MEKIKI_OK)
		return;
	object = json_loadb(text.p, text.n, 0, NULL);
	*rdap = first_text(a, object, "rdapServers");
	*whois = first_text(a, object, "whoisServer");
	json_decref(object);
}

/* What our own table says instead; "-" takes it away. */
static void
correct(span tld, const char *verb, span *server)
{
	const struct live_registry *row = find_row(verb, tld, NULL);

	if (row != NULL)
		*server = strcmp(row->value, "-") == 0 ? (span){ 0 }
						       : span_of(row->value);
}

static const char *
kind_name(enum question_kind kind)
{
	return kind == QUESTION_REGISTRATION ? "domain"
	    : kind == QUESTION_NETWORK	     ? "network"
					     : "autnum";
}

struct live_step
live_servers_whois(struct arena *a, enum question_kind kind, span subject,
    span host, unsigned port)
{
	const struct live_registry *row =
	    find_row("query", host, kind_name(kind));
	span line = row == NULL ? SPAN("{}") : span_of(row->line);
	size_t hole = span_find(line, SPAN("{}"));
	span query = arena_join(
	    a, span_head(line, hole), subject, span_drop(line, hole + 2));

	return (struct live_step){ LIVE_WHOIS, arena_copy(a, host),
		port == 0 ? WHOIS_PORT : port,
		arena_join(a, query, SPAN("\r\n"), (span){ 0 }), false };
}

/* The URL of an object; some bases end in "domain/" already. */
static struct live_step
rdap_step(struct arena *a, span base, const char *object, span subject)
{
	span what = span_of(object);

	if (span_ends(base, object) && span_ends(base, "/"))
		what = (span){ 0 };
	else if (!span_ends(base, "/"))
		base = arena_join(a, base, SPAN("/"), (span){ 0 });
	return (struct live_step){ LIVE_RDAP, { 0 }, 0,
		arena_join(a, base, what, subject), false };
}

/*
 * Below a suffix that is nobody's registry ("github.io") there are owners but
 * no registrations.
 */
static bool
is_private_suffix(span suffix)
{
	const psl_ctx_t *psl = psl_builtin();
	char text[256];

	if (psl == NULL || suffix.n >= sizeof(text) ||
	    span_find_byte(suffix, '.') == suffix.n)
		return false;
	memcpy(text, suffix.p, suffix.n);
	text[suffix.n] = '\0';
	return !psl_is_public_suffix2(
	    psl, text, PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE);
}

/* RFC 6761 and RFC 7686: these never have a registry. */
static bool
is_special(span tld)
{
	static const char *const names[] = { "test", "invalid", "localhost",
		"local", "onion", "internal", "arpa" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (span_is(tld, names[i]))
			return true;
	return false;
}

static size_t
find_domain(struct arena *a, const char *databases, span subject,
    struct live_step steps[LIVE_STEPS_MAX], const char **why)
{
	size_t dot = span_find_last(subject, '.'), count = 0;
	span tld = span_drop(subject, dot + 1), rdap = { 0 }, whois = { 0 };

	for (size_t i = 0; i < subject.n; i++) {
		if (ascii_is_alnum(subject.p[i]) || subject.p[i] == '-' ||
		    subject.p[i] == '.')
			continue;
		*why = "no domain in A-labels";
		return 0;
	}
	if (subject.n == 0 || subject.n > 253 ||
	    !span_same(domain_registrable(subject), subject)) {
		*why = "no domain that can be registered";
		return 0;
	}
	if (is_special(tld) || is_private_suffix(domain_suffix(subject))) {
		*why = "under a suffix that has no registry";
		return 0;
	}
	read_package(a, databases, tld, &rdap, &whois);
	correct(tld, "rdap", &rdap);
	correct(tld, "whois", &whois);
	if (rdap.n > 0)
		steps[count++] = rdap_step(a, rdap, "domain/", subject);
	if (whois.n == 0 && rdap.n == 0)
		whois = SPAN("whois.iana.org");
	if (whois.n > 0)
		steps[count++] = live_servers_whois(
		    a, QUESTION_REGISTRATION, subject, whois, 0);
	return count;
}

#define ARIN_RDAP "https://rdap.arin.net/registry/"
#define ARIN_WHOIS "whois.arin.net"

static size_t
find_number(struct arena *a, enum question_kind kind, span subject,
    struct live_step steps[LIVE_STEPS_MAX], const char **why)
{
	const char *object = "autnum/";
	struct ip ip = { 0 };
	uint64_t number;

	if (kind == QUESTION_NETWORK) {
		object = "ip/";
		if (!ip_parse(subject, &ip) || ip_kind(ip) != IP_PUBLIC) {
			*why = "no public address";
			return 0;
		}
	} else if (!span_number(subject, UINT32_MAX, &number)) {
		*why = "no number of an AS";
		return 0;
	}
	steps[0] = rdap_step(a, SPAN(ARIN_RDAP), object, subject);
	steps[1] = live_servers_whois(a, kind, subject, SPAN(ARIN_WHOIS), 0);
	return 2;
}

size_t
live_servers_find(struct arena *a, const char *databases,
    enum question_kind kind, span subject,
    struct live_step steps[LIVE_STEPS_MAX], const char **why)
{
	if (kind == QUESTION_REGISTRATION)
		return find_domain(a, databases, subject, steps, why);
	return find_number(a, kind, subject, steps, why);
}
