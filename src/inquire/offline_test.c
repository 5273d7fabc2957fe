#include "inquire/offline.h"

#include <stdio.h>
#include <sys/stat.h>

#include "test/test.h"

#define DAY 1780617600 /* of the fixtures: 2026-06-05 */

/* A folder for files that a test makes. */
static const char *
test_folder(const char *name)
{
	const char *path =
	    arena_format(test_arena(), "%s/mmdb-%s", TEST_BUILD, name).p;

	mkdir(path, 0777);
	return path;
}

/* bytes as dir/name. */
static void
put_file(const char *dir, const char *name, span bytes)
{
	span path = arena_format(test_arena(), "%s/%s", dir, name);
	FILE *f = fopen(path.p, "wb");

	if (f == NULL || fwrite(bytes.p, 1, bytes.n, f) != bytes.n ||
	    fclose(f) != 0)
		abort();
}

static span
fixture(const char *name)
{
	struct arena *a = test_arena();

	return test_file(a, arena_format(a, "%s/mmdb/%s", TEST_BUILD, name).p);
}

static struct offline *
open_folder(const char *dir)
{
	struct know_error err = { "" };
	struct offline *o = NULL;
	enum mekiki_status status = offline_open(dir, &o, &err);

	CHECK_SPAN(span_of(err.text), "");
	CHECK(status == MEKIKI_OK);
	return o;
}

static const struct {
	const char *name, *address;
	enum answer_status status;
	const char *country, *city, *lat, *lon, *radius, *asn, *as_name;
	size_t places;
} rows[] = {
	{ "the first source counts, all are shown", "52.170.140.114",
	    ANSWER_FOUND, "US", "San Antonio", "29.4227", "-98.4927", "20",
	    "8075", "Microsoft Corporation", 3 },
	{ "a mapped address is the same", "::ffff:52.170.140.114", ANSWER_FOUND,
	    "US", "San Antonio", "29.4227", "-98.4927", "20", "8075",
	    "Microsoft Corporation", 3 },
	{ "no city, no coordinates", "183.90.246.65", ANSWER_FOUND, "JP", "",
	    "", "", "", "", "", 2 },
	{ "nor coordinates off the globe", "183.90.247.65", ANSWER_FOUND, "JP",
	    "Osaka", "", "", "", "", "", 1 },
	{ "nor where MaxMind has no city", "8.8.8.8", ANSWER_FOUND, "US", "",
	    "", "", "", "", "", 1 },
	{ "IPv6", "2001:200::1", ANSWER_FOUND, "JP", "Fujisawa", "35.3500",
	    "139.4800", "", "2500", "WIDE Project", 2 },
	{ "nobody knows it", "9.9.9.9", ANSWER_NOTHING, "", "", "", "", "", "",
	    "", 0 },
	{ "nobody knows it in IPv6", "2a00::1", ANSWER_NOTHING, "", "", "", "",
	    "", "", "", 0 },
	{ "a private address is not asked", "10.0.0.1", ANSWER_NOT_ASKED, "",
	    "", "", "", "", "", "", 0 },
	{ "nor is one of documentation", "203.0.113.1", ANSWER_NOT_ASKED, "",
	    "", "", "", "", "", "", 0 },
};

static void
addresses(void **state)
{
	struct offline *o = open_folder(TEST_BUILD "/mmdb");
	struct arena *a = test_arena();
	struct inquiry q;

	(void)state;
	if (o == NULL)
		return;
	CHECK(offline_has_places(o) && offline_has_operators(o));
	q = inquiry_new(a, offline_inquirer(o), 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct answer_place places[ANSWER_PLACES_MAX];
		const struct answer *answer =
		    inquire(&q, QUESTION_ADDRESS, span_of(rows[i].address));

		test_name(rows[i].name);
		CHECK_INT(answer->status, rows[i].status);
		CHECK_SPAN(answer_value(answer, "country"), rows[i].country);
		CHECK_SPAN(answer_value(answer, "city"), rows[i].city);
		CHECK_SPAN(answer_value(answer, "lat"), rows[i].lat);
		CHECK_SPAN(answer_value(answer, "lon"), rows[i].lon);
		CHECK_SPAN(answer_value(answer, "radius_km"), rows[i].radius);
		CHECK_SPAN(answer_value(answer, "asn"), rows[i].asn);
		CHECK_SPAN(answer_value(answer, "as_name"), rows[i].as_name);
		CHECK_INT(answer_places(answer, places), rows[i].places);
		CHECK_INT(answer->at, rows[i].status == ANSWER_FOUND ? DAY : 0);
	}
	offline_close(o);
}

static void
one_answer(void **state)
{
	struct offline *o = open_folder(TEST_BUILD "/mmdb");
	struct answer_place places[ANSWER_PLACES_MAX];
	const struct answer *answer;
	struct inquiry q;

	(void)state;
	if (o == NULL)
		return;
	q = inquiry_new(test_arena(), offline_inquirer(o), 0);
	test_name("an address has one answer, however it is written");
	answer = inquire(&q, QUESTION_ADDRESS, SPAN("52.170.140.114"));
	CHECK(inquire(&q, QUESTION_ADDRESS,
		  SPAN("IPv6:::FFFF:52.170.140.114")) == answer);
	CHECK_INT(q.count, 1);
	CHECK_SPAN(answer->id, "a1");
	test_name("sources that disagree are seen to");
	CHECK_INT(answer_places(answer, places), 3);
	CHECK_SPAN(places[0].source, "GeoLite2");
	CHECK_SPAN(places[0].region, "Texas");
	CHECK_SPAN(places[1].source, "DB-IP");
	CHECK_SPAN(places[1].city, "Washington");
	CHECK_SPAN(places[1].lat, "38.7095");
	CHECK_SPAN(places[1].lon, "-78.1539");
	CHECK_SPAN(places[1].date, "2026-06-05");
	CHECK_SPAN(places[2].source, "iptoasn");
	CHECK_SPAN(answer->source,
	    "GeoLite2 2026-06-05, DB-IP 2026-06-05, iptoasn 2026-06-05, "
	    "asn 2026-06-05");
	test_name("other questions are not asked");
	answer = inquire(&q, QUESTION_DNS_MX, SPAN("Example.JP."));
	CHECK_INT(answer->status, ANSWER_NOT_ASKED);
	CHECK_SPAN(answer->subject, "example.jp");
	CHECK_SPAN(answer->id, "a2");
	test_name("what is no address has no answer");
	CHECK(inquire(&q, QUESTION_ADDRESS, SPAN("localhost")) == NULL);
	offline_close(o);
}

static void
without_data(void **state)
{
	struct offline *o = open_folder(TEST_BUILD "/no-such-folder");
	struct inquiry q;
	const struct answer *answer;

	(void)state;
	if (o == NULL)
		return;
	test_name("without data nothing is known, and that is said");
	CHECK(!offline_has_places(o) && !offline_has_operators(o));
	q = inquiry_new(test_arena(), offline_inquirer(o), 0);
	answer = inquire(&q, QUESTION_ADDRESS, SPAN("52.170.140.114"));
	CHECK_INT(answer->status, ANSWER_NOT_ASKED);
	offline_close(o);
}

/* Opens bytes as a file of the owner, and asks if that went well. */
static bool
survives(span bytes)
{
	const char *dir = test_folder("broken");
	struct arena *a = arena_new((size_t)1 << 20);
	struct know_error err = { "" };
	struct offline *o = NULL;
	struct inquiry q;
	bool opened;

	put_file(dir, "GeoLite2-City.mmdb", bytes);
	opened = offline_open(dir, &o, &err) == MEKIKI_OK;
	if (opened) {
		q = inquiry_new(a, offline_inquirer(o), 0);
		inquire(&q, QUESTION_ADDRESS, SPAN("52.170.140.114"));
		inquire(&q, QUESTION_ADDRESS, SPAN("8.8.8.8"));
		inquire(&q, QUESTION_ADDRESS, SPAN("2001:200::1"));
	} else {
		CHECK(o == NULL);
		CHECK(span_has(span_of(err.text), SPAN("City.mmdb")));
	}
	offline_close(o);
	arena_free(a);
	return opened;
}

static void
broken_files(void **state)
{
	struct arena *a = test_arena();
	span good = fixture("GeoLite2-City.mmdb");
	char *bytes;

	(void)state;
	test_name("a sound file opens");
	CHECK(survives(good));
	test_name("text is no mmdb, and an empty file is none");
	CHECK(!survives(SPAN("country,city\n")));
	CHECK(!survives(SPAN("")));
	test_name("a file cut anywhere never crashes");
	for (size_t n = 1; n < good.n; n += 7)
		survives(span_head(good, n));
	test_name("nor does one with a wrong byte anywhere");
	bytes = arena_alloc(a, good.n);
	for (size_t i = 0; i < good.n; i += 3) {
		memcpy(bytes, good.p, good.n);
		bytes[i] ^= (char)0xff;
		survives((span){ bytes, good.n });
	}
}

TEST_MAIN(
    TEST(addresses), TEST(one_answer), TEST(without_data), TEST(broken_files))
