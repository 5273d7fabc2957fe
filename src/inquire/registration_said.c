#include "inquire/registration_said.h"

#include <unicode/uloc.h>

#include "base/domain.h"
#include "inquire/registration_holder.h"
#include "inquire/registration_date.h"

#define HOST_MAX 253   /* bytes of a name in DNS */
#define PHONE_MAX 40   /* bytes of a telephone number as people write it */
#define PHONE_DIGITS 6 /* fewer are an extension, or no number */

static const char *const names[SAID_COUNT] = {
	[SAID_DOMAIN] = "domain",
	[SAID_RANGE] = "range",
	[SAID_ASN] = "asn",
	[SAID_NAME] = "name",
	[SAID_HOLDER] = "holder",
	[SAID_HOLDER_KIND] = "holder_kind",
	[SAID_HOLDER_COUNTRY] = "holder_country",
	[SAID_HOLDER_PLACE] = "holder_place",
	[SAID_COUNTRY] = "country",
	[SAID_REGISTRAR] = "registrar",
	[SAID_REGISTRAR_ABUSE] = "registrar_abuse",
	[SAID_ABUSE] = "abuse",
	[SAID_CREATED] = "created",
	[SAID_CHANGED] = "changed",
	[SAID_EXPIRES] = "expires",
	[SAID_DNSSEC] = "dnssec",
};

/* Registries that write names; the usual way is ISO 3166's two letters. */
static const struct {
	const char *name, *code;
} countries[] = {
	{ "Australia", "AU" },
	{ "Austria", "AT" },
	{ "Belgium", "BE" },
	{ "Brasil", "BR" },
	{ "Brazil", "BR" },
	{ "Canada", "CA" },
	{ "China", "CN" },
	{ "Denmark", "DK" },
	{ "Deutschland", "DE" },
	{ "Finland", "FI" },
	{ "France", "FR" },
	{ "Germany", "DE" },
	{ "Great Britain", "GB" },
	{ "Hong Kong", "HK" },
	{ "Iceland", "IS" },
	{ "India", "IN" },
	{ "Indonesia", "ID" },
	{ "Ireland", "IE" },
	{ "Italia", "IT" },
	{ "Italy", "IT" },
	{ "Japan", "JP" },
	{ "Korea, Republic of", "KR" },
	{ "Malaysia", "MY" },
	{ "Mexico", "MX" },
	{ "Netherlands", "NL" },
	{ "Norway", "NO" },
	{ "Philippines", "PH" },
	{ "Poland", "PL" },
	{ "Portugal", "PT" },
	{ "Republic of Korea", "KR" },
	{ "Russia", "RU" },
	{ "Russian Federation", "RU" },
	{ "Singapore", "SG" },
	{ "South Korea", "KR" },
	{ "Spain", "ES" },
	{ "Sweden", "SE" },
	{ "Switzerland", "CH" },
	{ "Taiwan", "TW" },
	{ "Thailand", "TH" },
	{ "The Netherlands", "NL" },
	{ "Turkey", "TR" },
	{ "Türkiye", "TR" },
	{ "UK", "GB" },
	{ "Ukraine", "UA" },
	{ "United Kingdom", "GB" },
	{ "United States", "US" },
	{ "United States of America", "US" },
	{ "USA", "US" },
	{ "Viet Nam", "VN" },
	{ "Vietnam", "VN" },
	{ "日本", "JP" },
};

struct said *
said_new(struct arena *a)
{
	struct said *said = arena_alloc(a, sizeof(*said));

	if (said != NULL)
		said->arena = a;
	return said;
}

/* The first bytes, at most n of them, that are whole characters. */
static span
cut_at(span s, size_t n)
{
	if (s.n <= n)
		return s;
	while (n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return span_head(s, n);
}

span
said_text(struct arena *a, span text)
{
	return arena_copy(a, cut_at(text, LIMIT_ANSWER_TEXT));
}

/* Trimmed and cut between characters; empty for the signs of nothing. */
static span
value_of(span value)
{
	static const char *const none[] = { "-", "--", ".", "N/A", "n.a.",
		"none", "null", "(null)", "undef", "unknown" };

	value = span_trim(cut_at(span_trim(value), LIMIT_ANSWER_VALUE));
	for (size_t i = 0; i < COUNT(none); i++)
		if (span_is(value, none[i]))
			return (span){ 0 };
	return value;
}

void
said_keep(span *part, span value)
{
	if (part->n == 0)
		*part = value_of(value);
}

void
said_put(struct said *said, enum said_field field, span value)
{
	said_keep(&said->fields[field], value);
}

void
said_date(struct said *said, enum said_field field, span value)
{
	char buf[DATE_TEXT_MAX];

	if (said->fields[field].n == 0)
		said->fields[field] = arena_copy(said->arena,
		    registration_date(value, said->day_first, buf));
}

static bool
is_country(span code)
{
	for (const char *const *all = uloc_getISOCountries(); *all != NULL;
	     all++)
		if (span_is(code, *all))
			return true;
	return false;
}

void
said_country(struct said *said, enum said_field field, span value)
{
	span code = span_trim(value);

	if (said->fields[field].n > 0)
		return;
	for (size_t i = 0; i < COUNT(countries); i++)
		if (span_is(code, countries[i].name))
			code = span_of(countries[i].code);
	if (code.n == 2 && is_country(code)) {
		char upper[2] = { (char)(code.p[0] & ~0x20),
			(char)(code.p[1] & ~0x20) };

		said->fields[field] =
		    arena_copy(said->arena, (span){ upper, 2 });
	}
}

/* The first word that is a mail address; empty: none. */
static span
mail_in(span value)
{
	while (value.n > 0) {
		span word = span_cut(&value, ' ');
		size_t at;

		if (span_starts(word, "mailto:"))
			word = span_drop(word, 7);
		while (word.n > 0 && memchr("<(\"'[", word.p[0], 5) != NULL)
			word = span_drop(word, 1);
		while (word.n > 0 &&
		    memchr(">)\"'],;.", word.p[word.n - 1], 8) != NULL)
			word.n--;
		at = span_find_byte(word, '@');
		if (at > 0 && at + 3 < word.n &&
		    span_printable(word) == word.n &&
		    span_find_byte(span_drop(word, at), '.') <
			word.n - at - 1 &&
		    span_find_byte(span_drop(word, at + 1), '@') ==
			word.n - at - 1)
			return word;
	}
	return (span){ 0 };
}

static bool
is_phone(span value)
{
	size_t digits = 0;

	if (value.n > PHONE_MAX)
		return false;
	for (size_t i = 0; i < value.n; i++) {
		digits += ascii_is_digit(value.p[i]);
		if (!ascii_is_digit(value.p[i]) &&
		    memchr("+-. ()/x", value.p[i], 8) == NULL)
			return false;
	}
	return digits >= PHONE_DIGITS;
}

void
said_contact(struct said *said, enum said_field field, span value)
{
	span *kept = &said->fields[field], mail;

	value = value_of(value);
	mail = mail_in(value);
	if (mail.n > 0 && span_find_byte(*kept, '@') == kept->n)
		*kept = mail;
	else if (kept->n == 0 && is_phone(value))
		*kept = value;
}

span
said_host(struct arena *a, span name)
{
	bool dotted = false;
	size_t label = 0;

	name = span_trim(name);
	while (name.n > 0 && name.p[name.n - 1] == '.')
		name.n--;
	if (name.n == 0 || name.n > LIMIT_HOST || domain_is_ip(name))
		return (span){ 0 };
	name = domain_ascii(a, name);
	if (name.n > HOST_MAX)
		return (span){ 0 };
	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] == '.') {
			if (label == 0)
				return (span){ 0 };
			label = 0;
			dotted = true;
		} else if (ascii_is_alnum(name.p[i]) || name.p[i] == '-' ||
		    name.p[i] == '_') {
			label++;
		} else {
			return (span){ 0 };
		}
	}
	return dotted && label > 0 ? name : (span){ 0 };
}

void
said_domain(struct said *said, span value)
{
	if (said->fields[SAID_DOMAIN].n == 0)
		said->fields[SAID_DOMAIN] = said_host(said->arena, value);
}

bool
said_is_about(const struct said *said, span subject)
{
	span domain = said->fields[SAID_DOMAIN];

	if (domain.n == 0)
		return false;
	return span_same_nocase(domain, subject) ||
	    (domain_under(subject, domain) &&
		domain_registrable(domain).n == domain.n);
}

static void
list_add(struct said_list *list, span value)
{
	if (value.n == 0 || list->count == COUNT(list->items))
		return;
	for (size_t i = 0; i < list->count; i++)
		if (span_same(list->items[i], value))
			return;
	list->items[list->count++] = value;
}

void
said_ns(struct said *said, span value)
{
	size_t n = 0;

	value = value_of(value);
	while (n < value.n && !ascii_is_space(value.p[n]) && value.p[n] != ',')
		n++;
	if (said->ns.count < COUNT(said->ns.items))
		list_add(
		    &said->ns, said_host(said->arena, span_head(value, n)));
}

void
said_status(struct said *said, span value)
{
	size_t link;

	value = value_of(value);
	link = span_find(value, SPAN("http"));
	if (link > 0 && link < value.n) {
		value = span_trim(span_head(value, link));
		if (value.n > 0 && value.p[value.n - 1] == '(')
			value = span_trim(span_head(value, value.n - 1));
	}
	list_add(&said->status, value);
}

void
said_dnssec(struct said *said, span value)
{
	static const struct {
		const char *word, *means;
	} words[] = {
		{ "signedDelegation", "signed" },
		{ "signed delegation", "signed" },
		{ "signed", "signed" },
		{ "yes", "signed" },
		{ "active", "signed" },
		{ "true", "signed" },
		{ "서명", "signed" },
		{ "unsigned", "unsigned" },
		{ "unsigned delegation", "unsigned" },
		{ "no", "unsigned" },
		{ "N", "unsigned" },
		{ "Y", "signed" },
		{ "inactive", "unsigned" },
		{ "false", "unsigned" },
		{ "미서명", "unsigned" },
	};

	value = span_trim(value);
	for (size_t i = 0; i < COUNT(words); i++)
		if (span_is(value, words[i].word))
			said_put(said, SAID_DNSSEC, span_of(words[i].means));
}

/* The parts of the holder become its name, kind and place. */
static void
settle_holder(struct said *said, span subject)
{
	span *fields = said->fields, holder;
	enum holder_kind org = holder_kind(said->holder_org, subject);
	enum holder_kind name = holder_kind(said->holder_name, subject);

	holder = said->holder_org;
	/* Who is named goes before who is not, an organisation before a man. */
	if (org == HOLDER_NOT_SAID ||
	    (org == HOLDER_WITHHELD && name != HOLDER_NOT_SAID)) {
		holder = said->holder_name;
		org = name;
	}
	if (org == HOLDER_NOT_SAID && said->withheld)
		org = HOLDER_WITHHELD;
	if (org == HOLDER_NAMED || org == HOLDER_PROXY)
		fields[SAID_HOLDER] = holder;
	fields[SAID_HOLDER_KIND] = span_of(holder_kind_text(org));
	if (holder_kind(said->city, subject) == HOLDER_WITHHELD)
		said->city = (span){ 0 };
	if (holder_kind(said->region, subject) == HOLDER_WITHHELD ||
	    span_same(said->city, said->region))
		said->region = (span){ 0 };
	fields[SAID_HOLDER_PLACE] = said->city.n > 0 && said->region.n > 0
	    ? arena_join(said->arena, said->city, SPAN(", "), said->region)
	    : said->city.n > 0 ? said->city
			       : said->region;
}

static void
tell_list(struct answer *answer, struct arena *a, size_t *room,
    const char *name, const struct said_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		answer_add(answer, a, room, span_of(name),
		    arena_copy(a, list->items[i]));
}

void
said_tell(struct said *said, struct answer *answer)
{
	struct arena *a = said->arena;
	size_t room = 0;

	settle_holder(said, answer->subject);
	if (answer->kind != QUESTION_REGISTRATION)
		said->fields[SAID_HOLDER_KIND] = (span){ 0 };
	answer->fields = NULL;
	answer->field_count = 0;
	for (size_t i = 0; i < SAID_COUNT; i++)
		answer_add(answer, a, &room, span_of(names[i]),
		    arena_copy(a, said->fields[i]));
	tell_list(answer, a, &room, "ns", &said->ns);
	tell_list(answer, a, &room, "status", &said->status);
}
