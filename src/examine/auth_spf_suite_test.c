/*
 * The test suite of RFC 7208, where it is at hand.  Each case is checked
 * twice: with answers at once, and with each answer alone in a pass of its
 * own.
 */
#include <jansson.h>
#include <stdio.h>

#include "examine/auth_spf.h"
#include "test/test.h"
#include "test/zone.h"

#define ROWS_MAX 400

static span
text_of(const json_t *value)
{
	return (span){ json_string_value(value), json_string_length(value) };
}

/* Pieces of a TXT record are joined; an MX is "0 name". */
static span
value_of(struct arena *a, const json_t *value)
{
	span out = { 0 };
	size_t i;
	json_t *piece;

	if (json_is_string(value))
		return text_of(value);
	json_array_foreach(value, i, piece)
	{
		if (json_is_integer(piece))
			out = arena_format(
			    a, "%lld ", (long long)json_integer_value(piece));
		else
			out = arena_join(a, out, text_of(piece), (span){ 0 });
	}
	return out;
}

/* The address that "4.3.2.1.in-addr.arpa" or "....ip6.arpa" stands for. */
static span
arpa_address(struct arena *a, span name)
{
	char text[64], buf[IP_TEXT_MAX];
	size_t n = 0;
	struct ip ip;

	if (span_ends(name, ".in-addr.arpa")) {
		name.n -= 13;
		for (span rest = name; rest.n > 0;) {
			size_t dot = span_find_last(rest, '.');
			span part =
			    dot == rest.n ? rest : span_drop(rest, dot + 1);

			memcpy(text + n, part.p, part.n);
			n += part.n;
			if (dot == rest.n)
				break;
			text[n++] = '.';
			rest = span_head(rest, dot);
		}
	} else if (span_ends(name, ".ip6.arpa")) {
		for (size_t i = 64; i > 0; i -= 2) {
			text[n++] = name.p[i - 2];
			if (i % 8 == 2 && i > 2)
				text[n++] = ':';
		}
	}
	if (!ip_parse((span){ text, n }, &ip))
		return name;
	return arena_copy(a, ip_text(ip, buf));
}

static size_t
read_zone(struct arena *a, json_t *zone, struct zone_row *rows)
{
	size_t count = 0, i;
	const char *name, *type;
	json_t *list, *entry, *value;

	json_object_foreach(zone, name, list)
	{
		bool txt = false;

		json_array_foreach(list, i, entry) txt |=
		    json_object_get(entry, "TXT") != NULL;
		json_array_foreach(list, i, entry)
		{
			span owner = arpa_address(a, span_of(name));

			if (json_is_string(entry)) {
				rows[count++] = (struct zone_row){ owner,
					text_of(entry), { 0 } };
				continue;
			}
			json_object_foreach(entry, type, value)
			{
				bool spf = strcmp(type, "SPF") == 0;

				if ((spf && txt) ||
				    span_is(value_of(a, value), "NONE"))
					rows[count++] =
					    (struct zone_row){ owner,
						    SPAN("OTHER"), { 0 } };
				else
					rows[count++] =
					    (struct zone_row){ owner,
						    spf ? SPAN("TXT")
							: span_of(type),
						    value_of(a, value) };
			}
		}
	}
	CHECK(count <= ROWS_MAX);
	return count;
}

static struct spf
check(struct arena *a, struct zone *z, const json_t *row)
{
	struct inquiry q = inquiry_new(a, zone_inquirer(z), 1752710400);
	struct spf spf;
	struct ip ip = { 0 };

	CHECK(ip_parse(text_of(json_object_get(row, "host")), &ip));
	inquiry_mark(&q);
	do
		spf =
		    spf_check(&q, a, ip, text_of(json_object_get(row, "helo")),
			text_of(json_object_get(row, "mailfrom")));
	while (inquiry_wait(&q));
	return spf;
}

static bool
is_wanted(const json_t *want, enum auth_result got)
{
	const char *text = auth_result_text(got);
	size_t i;
	json_t *one;

	if (text == NULL)
		return false;
	if (json_is_string(want))
		return strcmp(json_string_value(want), text) == 0;
	json_array_foreach(want, i,
	    one) if (strcmp(json_string_value(one), text) == 0) return true;
	return false;
}

static bool
row_passes(struct arena *a, struct zone *z, const json_t *row)
{
	const json_t *explanation = json_object_get(row, "explanation");
	struct spf spf, slow;
	span want = text_of(explanation);

	z->slow = false;
	spf = check(a, z, row);
	z->slow = true;
	slow = check(a, z, row);
	if (spf.result != slow.result || !span_same(spf.term, slow.term)) {
		printf("  in passes: %s\n", auth_result_text(slow.result));
		return false;
	}
	if (!is_wanted(json_object_get(row, "result"), spf.result)) {
		printf("  result is %s\n", auth_result_text(spf.result));
		return false;
	}
	if (want.n > 0 &&
	    !span_same(span_is(want, "DEFAULT") ? (span){ 0 } : want,
		spf.explanation)) {
		printf(
		    "  explanation is \"%.*s\"\n", SPAN_ARG(spf.explanation));
		return false;
	}
	return true;
}

static void
suite(void **state)
{
	const char *path = test_shared("suites/spf/rfc7208-tests.json"), *name;
	struct arena *a = test_arena();
	size_t passed = 0, total = 0, i;
	json_error_t error;
	json_t *groups, *group, *row;
	span text;

	(void)state;
	if (path == NULL) {
		test_skip("no ../shared/suites/spf: the suite is not run");
		return;
	}
	text = test_file(a, path);
	groups = json_loadb(text.p, text.n, JSON_ALLOW_NUL, &error);
	CHECK(groups != NULL);
	json_array_foreach(groups, i, group)
	{
		struct zone_row rows[ROWS_MAX];
		struct zone z = { .rows = rows, .at = 1752710000 };

		z.count =
		    read_zone(a, json_object_get(group, "zonedata"), rows);
		json_object_foreach(json_object_get(group, "tests"), name, row)
		{
			test_name(name);
			total++;
			if (row_passes(a, &z, row))
				passed++;
			else
				printf("spf: differs: %s\n", name);
		}
	}
	test_name("every row passes");
	json_decref(groups);
	printf("suite: spf: %zu passed of %zu\n", passed, total);
	CHECK_INT(passed, total);
}

TEST_MAIN(TEST(suite))
