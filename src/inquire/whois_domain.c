#include "inquire/whois_domain.h"

#include "base/ip.h"
#include "inquire/registration_holder.h"
#include "inquire/whois_label.h"
#include "inquire/whois_line.h"
#include "inquire/whois_status.h"

/* A contact that has a handle, which the holder may be. */
struct contact {
	span handle, name, org, country;
};

struct reader {
	struct said *said;
	span tld;
	enum whois_place place;
	enum whois_means pending; /* what lines without a label mean */
	bool fresh; /* right behind a heading: a blank line does not end it */
	bool public_contact; /* JPRS: below "Contact Information:" */
	span handle;	     /* of the holder */
	span public_name;
	struct contact contacts[LIMIT_CONTACTS];
	size_t contact_count;
	struct contact *contact; /* whose lines these are, or NULL */
};

/* Nominet's tag and .kr's URL go: they are no part of the name. */
static span
registrar_name(span value)
{
	static const char *const tails[] = { "[Tag =", "(http", "( http" };

	for (size_t i = 0; i < COUNT(tails); i++) {
		size_t at = span_find(value, span_of(tails[i]));

		if (at > 0)
			value = span_trim(span_head(value, at));
	}
	return value;
}

/* "REGISTERED, DELEGATED, VERIFIED" */
static void
put_states(struct said *said, span value)
{
	while (value.n > 0)
		said_status(said, span_cut(&value, ','));
}

/* Contacts below their handles; more than are kept are passed over. */
static void
put_contact(struct reader *r, enum whois_means means, span value)
{
	if (means == MEANS_HANDLE) {
		r->place = WHOIS_CONTACT;
		r->contact = NULL;
		if (r->contact_count == COUNT(r->contacts))
			return;
		r->contact = &r->contacts[r->contact_count++];
		r->contact->handle = value;
	} else if (r->contact != NULL) {
		if (means == MEANS_HANDLE_NAME)
			said_keep(&r->contact->name, value);
		else if (means == MEANS_HANDLE_ORG)
			said_keep(&r->contact->org, value);
		else if (means == MEANS_HANDLE_COUNTRY)
			said_keep(&r->contact->country, value);
	}
}

static bool
put_holder(struct reader *r, enum whois_means means, span value)
{
	struct said *said = r->said;

	switch (means) {
	case MEANS_HOLDER:
	case MEANS_HOLDER_ORG:
		said_keep(&said->holder_org, value);
		return true;
	case MEANS_HOLDER_NAME:
		said_keep(&said->holder_name, value);
		return true;
	case MEANS_HOLDER_HANDLE:
		said_keep(&r->handle, value);
		return true;
	case MEANS_HOLDER_COUNTRY:
		said_country(said, SAID_HOLDER_COUNTRY, value);
		return true;
	case MEANS_CITY:
		said_keep(&said->city, value);
		return true;
	case MEANS_REGION:
		said_keep(&said->region, value);
		return true;
	case MEANS_PUBLIC_NAME:
		said_keep(&r->public_name, value);
		return true;
	default:
		return false;
	}
}

static void
put(struct reader *r, enum whois_means means, span value)
{
	struct said *said = r->said;

	if (put_holder(r, means, value))
		return;
	switch (means) {
	case MEANS_DOMAIN:
		said_domain(said, value);
		break;
	case MEANS_REGISTRAR:
		said_put(said, SAID_REGISTRAR, registrar_name(value));
		break;
	case MEANS_REGISTRAR_ABUSE:
		said_contact(said, SAID_REGISTRAR_ABUSE, value);
		break;
	case MEANS_NS:
		said_ns(said, value);
		break;
	case MEANS_CREATED:
		said_date(said, SAID_CREATED, value);
		break;
	case MEANS_CHANGED:
		said_date(said, SAID_CHANGED, value);
		break;
	case MEANS_EXPIRES:
		said_date(said, SAID_EXPIRES, value);
		break;
	case MEANS_STATUS:
		said_status(said, value);
		break;
	case MEANS_STATES:
		put_states(said, value);
		break;
	case MEANS_DNSSEC:
		said_dnssec(said, value);
		break;
	case MEANS_KEY:
		said_put(said, SAID_DNSSEC,
		    value.n > 0 ? SPAN("signed") : SPAN("unsigned"));
		break;
	default:
		put_contact(r, means, value);
	}
}

static void
begin(struct reader *r, enum whois_means means)
{
	r->fresh = true;
	r->contact = NULL;
	r->pending = means;
	switch (means) {
	case MEANS_HOLDER:
		r->place = WHOIS_HOLDER;
		break;
	case MEANS_REGISTRAR:
		r->place = WHOIS_REGISTRAR;
		break;
	case MEANS_ABUSE:
		r->place = WHOIS_ABUSE;
		r->pending = MEANS_REGISTRAR_ABUSE;
		break;
	case MEANS_CONTACT:
		r->place = WHOIS_CONTACT;
		r->public_contact = true;
		r->pending = MEANS_NOTHING;
		break;
	default:
		r->place = WHOIS_TOP;
	}
}

/* "ns1.example.pl. [192.0.2.1]": a host, and behind it at most its addresses. */
static bool
is_ns_line(struct reader *r, span text)
{
	span host = text, rest;
	size_t n = 0;
	struct ip ip;

	while (n < host.n && !ascii_is_space(host.p[n]))
		n++;
	host = span_head(host, n);
	rest = span_trim(span_drop(text, n));
	if (rest.n > 0 && memchr("[(", rest.p[0], 2) == NULL &&
	    !ip_parse(span_cut(&rest, ' '), &ip))
		return false;
	return said_host(r->said->arena, host).n > 0;
}

/* A line that means what the heading above it says. */
static void
read_bare(struct reader *r, span text)
{
	enum whois_means means = r->pending;

	if (means == MEANS_NOTHING)
		return;
	r->fresh = false;
	if (means == MEANS_NS) {
		if (is_ns_line(r, text))
			said_ns(r->said, text);
		return;
	}
	put(r, means, text);
	if (means == MEANS_HOLDER && span_is(r->tld, "tw"))
		r->pending = MEANS_HOLDER_COUNTRY;
	else if (means != MEANS_REGISTRAR_ABUSE &&
	    means != MEANS_HOLDER_COUNTRY)
		r->pending = MEANS_NOTHING;
}

static void
read_label(struct reader *r, const struct whois_line *line)
{
	enum whois_place place = r->place;
	enum whois_means means;

	if (line->bracket)
		place = r->public_contact ? WHOIS_JP_CONTACT : WHOIS_JP;
	means = whois_label(line->label, place);
	if (means == MEANS_NOTHING) {
		if (r->pending == MEANS_NS && is_ns_line(r, line->text))
			said_ns(r->said, line->text);
		else if (!line->bracket && !line->colon)
			read_bare(r, line->text);
		else if (r->pending != MEANS_REGISTRAR_ABUSE)
			r->pending = MEANS_NOTHING;
		return;
	}
	r->fresh = false;
	/* .br's country is the owner's, and nobody else's. */
	if (means == MEANS_HOLDER && r->place == WHOIS_TOP &&
	    span_is(line->label, "owner"))
		r->place = WHOIS_OWNER;
	/* In RPSL, which writes small letters, the registrant is a handle. */
	if (means == MEANS_HOLDER && span_same(line->label, SPAN("registrant")))
		means = MEANS_HOLDER_HANDLE;
	r->pending = means == MEANS_NS ? MEANS_NS : MEANS_NOTHING;
	put(r, means, line->value);
}

static void
read_line(struct reader *r, const struct whois_line *line)
{
	enum whois_means means;
	span value;

	if (line->comment)
		return;
	if (line->text.n == 0) {
		if (r->fresh)
			return;
		r->place = WHOIS_TOP;
		r->pending = MEANS_NOTHING;
		r->contact = NULL;
		return;
	}
	means = whois_sentence(line->text, &value);
	if (means != MEANS_NOTHING) {
		put(r, means, value);
		return;
	}
	means =
	    whois_heading(line->colon ? line->label : line->text, line->colon);
	/* JPRS writes "Contact Information: [...]", the same in Japanese. */
	if (means != MEANS_NOTHING && !line->bracket &&
	    (line->value.n == 0 || line->value.p[0] == '[')) {
		begin(r, means);
		return;
	}
	read_label(r, line);
}

/* Of a handle the contact, or nothing: a handle says nothing to people. */
static void
resolve_holder(struct reader *r)
{
	struct said *said = r->said;
	span handle = r->handle.n > 0 ? r->handle : said->holder_org;

	for (size_t i = 0; handle.n > 0 && i < r->contact_count; i++) {
		const struct contact *contact = &r->contacts[i];

		if (!span_same_nocase(contact->handle, handle))
			continue;
		said->holder_org = contact->org;
		said->holder_name = contact->name;
		said_country(said, SAID_HOLDER_COUNTRY, contact->country);
		return;
	}
	if (span_has(r->handle, SPAN(" ")))
		said_keep(&said->holder_org, r->handle);
}

/* Something beside the name, as each record has. */
static bool
is_record(const struct said *said)
{
	if (said->status.count > 0 && !whois_status_free(said->status.items[0]))
		return true;
	return said->ns.count > 0 || said->fields[SAID_CREATED].n > 0 ||
	    said->fields[SAID_CHANGED].n > 0 ||
	    said->fields[SAID_EXPIRES].n > 0 ||
	    said->fields[SAID_REGISTRAR].n > 0 || said->holder_org.n > 0 ||
	    said->holder_name.n > 0;
}

bool
whois_domain_free(const struct said *said, span subject)
{
	return span_same_nocase(said->fields[SAID_DOMAIN], subject) &&
	    said->status.count > 0 && whois_status_free(said->status.items[0]);
}

bool
whois_domain(struct said *said, span text, span subject)
{
	struct reader *r = arena_alloc(said->arena, sizeof(*r));
	size_t dot = span_find_last(subject, '.');
	struct whois_line line;

	if (r == NULL)
		return false;
	r->said = said;
	r->tld = span_drop(subject, dot + 1);
	r->place = WHOIS_TOP;
	for (size_t i = 0;
	     i < LIMIT_WHOIS_LINES && whois_line_cut(&text, &line); i++)
		read_line(r, &line);
	resolve_holder(r);
	/* JPRS may show a service and no registrant. */
	if (said->holder_org.n == 0 && said->holder_name.n == 0 &&
	    holder_kind(r->public_name, subject) == HOLDER_PROXY)
		said->holder_name = r->public_name;
	return said_is_about(said, subject) && is_record(said);
}
