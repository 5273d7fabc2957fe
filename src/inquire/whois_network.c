#include "inquire/whois_network.h"

#include "inquire/whois_line.h"
#include "inquire/whois_range.h"

#define ASN_MAX UINT32_MAX

enum means {
	NET_NOTHING,
	NET_RANGE, /* begins a record, as does NET_ASN */
	NET_ASN,
	NET_NAME,
	NET_DESCR, /* RPSL: whose it is, where no organisation is linked */
	NET_ORG,   /* RPSL: the handle of the organisation */
	NET_COUNTRY,
	NET_HOLDER,
	NET_HOLDER_COUNTRY,
	NET_CITY,
	NET_REGION,
	NET_ABUSE,
	NET_ABUSE_HANDLE, /* LACNIC */
	NET_CREATED,
	NET_CHANGED,
	NET_STATUS,
	/* These begin objects of other kinds. */
	NET_ORG_OBJECT,
	NET_CONTACT,
	NET_OTHER,
	/* In them. */
	NET_ORG_NAME,
	NET_MAIL,
};

enum object {
	OBJECT_NET = 1 << 0,   /* the network's, or nobody knows whose */
	OBJECT_OWNER = 1 << 1, /* ARIN: of the organisation of the network */
	OBJECT_ORG = 1 << 2,   /* RPSL: an organisation */
	OBJECT_OTHER = 1 << 3, /* a person, a route */
	OBJECT_ANY = 15,
};

static const struct {
	const char *label;
	unsigned objects;
	enum means means;
} labels[] = {
	{ "inetnum", OBJECT_ANY, NET_RANGE },
	{ "inet6num", OBJECT_ANY, NET_RANGE },
	{ "NetRange", OBJECT_ANY, NET_RANGE },
	{ "IPv4 Address", OBJECT_ANY, NET_RANGE },
	{ "IPv6 Address", OBJECT_ANY, NET_RANGE },
	{ "IPv4주소", OBJECT_ANY, NET_RANGE },
	{ "IPv6주소", OBJECT_ANY, NET_RANGE },
	{ "Network Number", OBJECT_ANY, NET_RANGE },
	{ "IPネットワークアドレス", OBJECT_ANY, NET_RANGE },
	{ "aut-num", OBJECT_ANY, NET_ASN },
	{ "ASNumber", OBJECT_ANY, NET_ASN },
	{ "AS Number", OBJECT_ANY, NET_ASN },
	{ "AS番号", OBJECT_ANY, NET_ASN },
	{ "organisation", OBJECT_ANY, NET_ORG_OBJECT },
	{ "OrgName", OBJECT_ANY, NET_HOLDER },
	{ "CustName", OBJECT_ANY, NET_HOLDER },
	{ "nic-hdl", OBJECT_ANY, NET_CONTACT },
	{ "nic-hdl-br", OBJECT_ANY, NET_CONTACT },
	{ "person", OBJECT_ANY, NET_OTHER },
	{ "role", OBJECT_ANY, NET_OTHER },
	{ "irt", OBJECT_ANY, NET_OTHER },
	{ "route", OBJECT_ANY, NET_OTHER },
	{ "route6", OBJECT_ANY, NET_OTHER },
	{ "as-block", OBJECT_ANY, NET_OTHER },
	{ "mntner", OBJECT_ANY, NET_OTHER },

	{ "netname", OBJECT_NET, NET_NAME },
	{ "Network Name", OBJECT_NET, NET_NAME },
	{ "ネットワーク名", OBJECT_NET, NET_NAME },
	{ "Service Name", OBJECT_NET, NET_NAME },
	{ "서비스명", OBJECT_NET, NET_NAME },
	{ "as-name", OBJECT_NET, NET_NAME },
	{ "ASName", OBJECT_NET, NET_NAME },
	{ "AS Name", OBJECT_NET, NET_NAME },
	{ "AS名", OBJECT_NET, NET_NAME },
	{ "descr", OBJECT_NET, NET_DESCR },
	{ "org", OBJECT_NET, NET_ORG },
	{ "country", OBJECT_NET, NET_COUNTRY },
	{ "status", OBJECT_NET, NET_STATUS },
	{ "NetType", OBJECT_NET, NET_STATUS },
	{ "Network Type", OBJECT_NET, NET_STATUS },
	{ "created", OBJECT_NET, NET_CREATED },
	{ "RegDate", OBJECT_NET, NET_CREATED },
	{ "Registration Date", OBJECT_NET, NET_CREATED },
	{ "Allocated Date", OBJECT_NET, NET_CREATED },
	{ "Assigned Date", OBJECT_NET, NET_CREATED },
	{ "할당일자", OBJECT_NET, NET_CREATED },
	{ "割当年月日", OBJECT_NET, NET_CREATED },
	{ "割振年月日", OBJECT_NET, NET_CREATED },
	{ "last-modified", OBJECT_NET, NET_CHANGED },
	{ "changed", OBJECT_NET, NET_CHANGED },
	{ "Updated", OBJECT_NET, NET_CHANGED },
	{ "Last Update", OBJECT_NET, NET_CHANGED },
	{ "最終更新", OBJECT_NET, NET_CHANGED },
	{ "owner", OBJECT_NET, NET_HOLDER },
	{ "Organization", OBJECT_NET, NET_HOLDER },
	{ "Organization Name", OBJECT_NET, NET_HOLDER },
	{ "組織名", OBJECT_NET, NET_HOLDER },
	{ "기관명", OBJECT_NET, NET_HOLDER },
	{ "Abuse", OBJECT_NET, NET_ABUSE },
	{ "abuse-c", OBJECT_NET, NET_ABUSE_HANDLE },

	{ "Country", OBJECT_OWNER | OBJECT_ORG, NET_HOLDER_COUNTRY },
	{ "City", OBJECT_OWNER, NET_CITY },
	{ "StateProv", OBJECT_OWNER, NET_REGION },
	{ "org-name", OBJECT_ORG, NET_ORG_NAME },
	{ "OrgAbuseEmail", OBJECT_ANY, NET_ABUSE },
	{ "OrgAbusePhone", OBJECT_ANY, NET_ABUSE },
	{ "RAbuseEmail", OBJECT_ANY, NET_ABUSE },
	{ "abuse-mailbox", OBJECT_ANY, NET_ABUSE },
	{ "e-mail", OBJECT_OTHER, NET_MAIL },
};

/* Lines behind these tell of other networks (JPNIC). */
static const char *const ends[] = { "Less Specific Info", "上位情報",
	"More Specific Info", "下位情報" };

struct record {
	bool begun, fits; /* fits: the subject is in it */
	struct whois_range range;
	uint64_t asn, asn_last;
	span name, descr, org, country, holder, owner_country, city, region,
	    created, changed, status, abuse, abuse_handle;
};

struct party {
	span handle, name, country, mail;
};

struct notice {
	struct whois_range range;
	span mail;
};

struct reader {
	struct said *said;
	enum question_kind kind;
	struct ip ip;	 /* of the subject */
	uint64_t number; /* of the subject */
	enum object object;
	bool begun; /* the object's first label was seen */
	struct record record, best;
	struct party parties[LIMIT_CONTACTS];
	size_t party_count;
	struct party *party;
	struct notice notices[LIMIT_CONTACTS];
	size_t notice_count;
	span abuse; /* of a person or a role, whose is not known */
};

/* "AS64500", "64500", "64496 - 64511" */
static bool
asn_parse(span s, uint64_t *first, uint64_t *last)
{
	size_t dash = span_find_byte(s, '-');
	span from = span_trim(span_head(s, dash));
	span to = span_trim(span_drop(s, dash + 1));

	if (span_starts(from, "AS"))
		from = span_drop(from, 2);
	if (span_starts(to, "AS"))
		to = span_drop(to, 2);
	if (!span_number(from, ASN_MAX, first))
		return false;
	if (dash == s.n)
		*last = *first;
	else if (!span_number(to, ASN_MAX, last))
		return false;
	return *first <= *last;
}

/* The record is read: it is the best so far, or forgotten. */
static void
finish_record(struct reader *r)
{
	const struct record *now = &r->record;
	bool better = !r->best.begun;

	if (now->fits && !better)
		better = r->kind == QUESTION_NETWORK
		    ? whois_range_order(&now->range, &r->best.range) < 0
		    : now->asn_last - now->asn < r->best.asn_last - r->best.asn;
	if (now->fits && better)
		r->best = *now;
	r->record = (struct record){ 0 };
}

static void
begin_record(struct reader *r, enum means means, span value)
{
	struct record *record = &r->record;

	if (record->begun)
		finish_record(r);
	record->begun = true;
	r->object = OBJECT_NET;
	if (means == NET_RANGE && r->kind == QUESTION_NETWORK)
		record->fits = whois_range_parse(value, &record->range) &&
		    whois_range_has(&record->range, r->ip);
	else if (means == NET_ASN && r->kind == QUESTION_AUTNUM)
		record->fits =
		    asn_parse(value, &record->asn, &record->asn_last) &&
		    record->asn <= r->number && r->number <= record->asn_last;
}

static struct party *
add_party(struct reader *r, span handle)
{
	r->party = NULL;
	if (r->party_count < COUNT(r->parties)) {
		r->party = &r->parties[r->party_count++];
		r->party->handle = handle;
	}
	return r->party;
}

static void
put_party(struct reader *r, enum means means, span value)
{
	switch (means) {
	case NET_ORG_OBJECT:
		r->object = OBJECT_ORG;
		add_party(r, value);
		break;
	case NET_CONTACT:
		r->object = OBJECT_OTHER;
		add_party(r, value);
		break;
	case NET_OTHER:
		r->object = OBJECT_OTHER;
		r->party = NULL;
		break;
	case NET_ORG_NAME:
		if (r->party != NULL)
			said_keep(&r->party->name, value);
		break;
	case NET_MAIL:
		if (r->party != NULL)
			said_keep(&r->party->mail, value);
		break;
	default:
		break;
	}
}

/* ARIN repeats the organisation in the network: "Example Inc. (EXAM)". */
static void
put_holder(struct reader *r, const struct whois_line *line)
{
	span value = line->value;
	size_t open = span_find_last(value, '(');

	if (span_is(line->label, "OrgName") || span_is(line->label, "CustName"))
		r->object = OBJECT_OWNER;
	else if (span_is(line->label, "Organization") && !line->bracket &&
	    open > 0 && value.n > 0 && value.p[value.n - 1] == ')')
		value = span_trim(span_head(value, open));
	said_keep(&r->record.holder, value);
}

static void
put_abuse(struct reader *r, span value)
{
	if (r->object == OBJECT_OTHER || r->object == OBJECT_ORG)
		said_keep(&r->abuse, value);
	/* A number gives way to an address. */
	else if (span_has(value, SPAN("@")) &&
	    !span_has(r->record.abuse, SPAN("@")))
		r->record.abuse = value;
	else
		said_keep(&r->record.abuse, value);
}

/* Where the record keeps what has that meaning; NULL: not in it. */
static span *
member(struct record *record, enum means means)
{
	switch (means) {
	case NET_NAME:
		return &record->name;
	case NET_DESCR:
		return &record->descr;
	case NET_ORG:
		return &record->org;
	case NET_COUNTRY:
		return &record->country;
	case NET_CITY:
		return &record->city;
	case NET_REGION:
		return &record->region;
	case NET_CREATED:
		return &record->created;
	case NET_CHANGED:
		return &record->changed;
	case NET_STATUS:
		return &record->status;
	case NET_ABUSE_HANDLE:
		return &record->abuse_handle;
	default:
		return NULL;
	}
}

static void
put(struct reader *r, const struct whois_line *line, enum means means)
{
	span *kept = member(&r->record, means);

	if (kept != NULL)
		said_keep(kept, line->value);
	else if (means == NET_RANGE || means == NET_ASN)
		begin_record(r, means, line->value);
	else if (means == NET_HOLDER)
		put_holder(r, line);
	else if (means == NET_ABUSE)
		put_abuse(r, line->value);
	else if (means == NET_HOLDER_COUNTRY && r->object == OBJECT_OWNER)
		said_keep(&r->record.owner_country, line->value);
	else if (means == NET_HOLDER_COUNTRY && r->party != NULL)
		said_keep(&r->party->country, line->value);
	else
		put_party(r, means, line->value);
}

/* "% Abuse contact for '192.0.2.0 - 192.0.2.255' is 'abuse@example.net'" */
static void
read_notice(struct reader *r, span text)
{
	struct notice *notice = &r->notices[r->notice_count];

	text = span_trim(span_drop(text, 1));
	if (r->notice_count == COUNT(r->notices) ||
	    !span_starts(text, "Abuse contact for '"))
		return;
	span_cut(&text, '\'');
	notice->range = (struct whois_range){ 0 };
	whois_range_parse(span_cut(&text, '\''), &notice->range);
	span_cut(&text, '\'');
	notice->mail = span_cut(&text, '\'');
	r->notice_count++;
}

static enum means
means_of(span label, enum object object)
{
	for (size_t i = 0; label.n > 0 && i < COUNT(labels); i++)
		if ((labels[i].objects & object) != 0 &&
		    span_is(label, labels[i].label))
			return labels[i].means;
	return NET_NOTHING;
}

/* False: what follows is of other networks. */
static bool
read_line(struct reader *r, const struct whois_line *line)
{
	bool first = !r->begun;
	enum means means;

	if (line->comment) {
		read_notice(r, line->text);
		return true;
	}
	if (line->text.n == 0) {
		r->begun = false;
		return true;
	}
	for (size_t i = 0; r->record.begun && i < COUNT(ends); i++)
		if (span_starts(line->text, ends[i]))
			return false;
	/* An object is told by its first label. */
	if (first) {
		r->object = OBJECT_NET;
		r->party = NULL;
	}
	r->begun = true;
	means = means_of(line->label, r->object);
	/* LACNIC names the AS in the network's object, the person in others. */
	if (!first &&
	    (means == NET_OTHER ||
		means == (r->kind == QUESTION_NETWORK ? NET_ASN : NET_RANGE)))
		return true;
	if (means != NET_NOTHING)
		put(r, line, means);
	return true;
}

static const struct party *
party_find(const struct reader *r, span handle)
{
	for (size_t i = 0; handle.n > 0 && i < r->party_count; i++)
		if (span_same_nocase(r->parties[i].handle, handle))
			return &r->parties[i];
	return NULL;
}

/* What the record's own abuse is, in order of how sure it is. */
static span
abuse_of(const struct reader *r)
{
	const struct party *party = party_find(r, r->best.abuse_handle);

	if (r->best.abuse.n > 0)
		return r->best.abuse;
	for (size_t i = 0; i < r->notice_count; i++)
		if (whois_range_order(&r->notices[i].range, &r->best.range) ==
		    0)
			return r->notices[i].mail;
	if (r->notice_count > 0)
		return r->notices[0].mail;
	return party != NULL && party->mail.n > 0 ? party->mail : r->abuse;
}

/* "noc@example.net 20130423": the day is the last word. */
static span
last_word(span value)
{
	size_t at = span_find_last(value, ' ');

	return span_has(value, SPAN("@")) ? span_drop(value, at + 1) : value;
}

static void
tell(struct reader *r)
{
	const struct record *best = &r->best;
	const struct party *org = party_find(r, best->org);
	struct said *said = r->said;

	if (r->kind == QUESTION_NETWORK)
		said_put(said, SAID_RANGE,
		    whois_range_text(said->arena, &best->range));
	else
		said_put(said, SAID_ASN,
		    arena_number(said->arena, (int64_t)r->number));
	said_put(said, SAID_NAME, best->name);
	said->holder_org = best->holder;
	if (org != NULL) {
		said_keep(&said->holder_org, org->name);
		said_country(said, SAID_HOLDER_COUNTRY, org->country);
	}
	said_keep(&said->holder_org, best->descr);
	said_country(said, SAID_HOLDER_COUNTRY, best->owner_country);
	said_country(said, SAID_COUNTRY, best->country);
	said->city = best->city;
	said->region = best->region;
	said_contact(said, SAID_ABUSE, abuse_of(r));
	said_date(said, SAID_CREATED, best->created);
	said_date(said, SAID_CHANGED, last_word(best->changed));
	said_status(said, best->status);
}

/* The whole Internet, and what a registry says of others' networks. */
static bool
is_placeholder(const struct record *record)
{
	static const unsigned char zero[16];
	bool all = memcmp(record->range.first.bytes, zero, 16) == 0 &&
	    record->range.last.bytes[0] == 0xff;

	return all || span_starts(record->name, "NON-RIPE-NCC-MANAGED") ||
	    span_starts(record->name, "IANA-BLK");
}

bool
whois_network(
    struct said *said, span text, enum question_kind kind, span subject)
{
	struct reader *r = arena_alloc(said->arena, sizeof(*r));
	struct whois_line line;

	if (r == NULL)
		return false;
	r->said = said;
	r->kind = kind;
	r->object = OBJECT_NET;
	if (kind == QUESTION_NETWORK
		? !ip_parse(subject, &r->ip)
		: !span_number(subject, ASN_MAX, &r->number))
		return false;
	for (size_t i = 0;
	     i < LIMIT_WHOIS_LINES && whois_line_cut(&text, &line); i++)
		if (!read_line(r, &line))
			break;
	finish_record(r);
	if (!r->best.begun ||
	    (kind == QUESTION_NETWORK && is_placeholder(&r->best)))
		return false;
	tell(r);
	return true;
}
