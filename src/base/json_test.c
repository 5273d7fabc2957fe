#include "base/json.h"
#include "test/test.h"

#include <jansson.h>
#include <locale.h>
#include <math.h>

/* What jansson reads back from a string that json_span wrote. */
static void
strings(void **state)
{
	static const struct {
		const char *name;
		span in, written;
	} rows[] = {
		{ "plain text stands for itself", SPAN("a b"),
		    SPAN("\"a b\"") },
		{ "quote and backslash are escaped", SPAN("\"\\"),
		    SPAN("\"\\\"\\\\\"") },
		{ "control characters are escaped", SPAN("\n\x01\x7f"),
		    SPAN("\"\\n\\u0001\\u007f\"") },
		{ "a NUL is a control character", SPAN("\0"),
		    SPAN("\"\\u0000\"") },
		{ "Japanese stays as it is", SPAN("目利き"),
		    SPAN("\"目利き\"") },
		{ "direction marks are escaped",
		    SPAN("\xe2\x80\xae\xe2\x81\xa6\xd8\x9c"),
		    SPAN("\"\\u202e\\u2066\\u061c\"") },
		{ "C1 controls are escaped", SPAN("\xc2\x9b"),
		    SPAN("\"\\u009b\"") },
		{ "line separators are escaped", SPAN("\xe2\x80\xa8"),
		    SPAN("\"\\u2028\"") },
		{ "what is no UTF-8 is replaced", SPAN("a\x80z"),
		    SPAN("\"a\xef\xbf\xbdz\"") },
		{ "a cut character is replaced once", SPAN("\xe7\x9b"),
		    SPAN("\"\xef\xbf\xbd\"") },
		{ "what is escaped stands anywhere in a long text",
		    SPAN(
			"nine byte\"目利き and\\ ten bytes\t目 eighteen bytes!"),
		    SPAN("\"nine byte\\\"目利き and\\\\ ten bytes\\t目 "
			 "eighteen bytes!\"") },
		{ "a surrogate is no character", SPAN("\xed\xa0\x80"),
		    SPAN("\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"") },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		test_name(rows[i].name);
		for (size_t n = 0; n <= rows[i].in.n; n++) {
			struct json j = json_memory(1000);
			span text = { 0 };
			json_t *back;

			json_span(&j, test_edge(rows[i].in.p, n));
			CHECK(json_finish(&j, &text) == MEKIKI_OK);
			if (n == rows[i].in.n)
				CHECK(span_same(text, rows[i].written));
			back = json_loadb(text.p, text.n,
			    JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
			CHECK(json_is_string(back));
			json_decref(back);
			json_free(&j);
		}
	}
}

static void
numbers(void **state)
{
	static const struct {
		const char *name;
		double value;
		const char *want;
	} rows[] = {
		{ "zero", 0, "0" },
		{ "a whole number has no point", 135, "135" },
		{ "six digits are kept", 34.69374, "34.6937" },
		{ "rounding may carry", 0.9999999, "1" },
		{ "a small part", -0.05, "-0.05" },
		{ "the smallest without exponent", 0.00001234, "0.00001234" },
		{ "very small", 1.5e-9, "1.5e-9" },
		{ "large", 123456789, "123457000" },
		{ "very large", 1e300, "1e300" },
		{ "infinity is no number", INFINITY, "null" },
		{ "nor is not-a-number", NAN, "null" },
	};

	(void)state;
	/* Where the decimal point is a comma, if such a locale is there. */
	setlocale(LC_ALL, "de_DE.UTF-8");
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct json j = json_memory(100);
		span text = { 0 };

		test_name(rows[i].name);
		json_double(&j, rows[i].value);
		CHECK(json_finish(&j, &text) == MEKIKI_OK);
		CHECK_SPAN(text, rows[i].want);
		json_free(&j);
	}
	setlocale(LC_ALL, "C");
}

/* One of everything; the text that must come out. */
static const char WANT[] =
    "{\"a\":[1,-2,[],{}],\"b\":{\"c\":true,\"d\":null},\"e\":\"x\","
    "\"f\":null,\"g\":0.5,\"h\":-9223372036854775808}\n";

static void
write_all(struct json *j)
{
	json_begin_object(j);
	json_pair_array(j, "a");
	json_int(j, 1);
	json_int(j, -2);
	json_begin_array(j);
	json_end(j);
	json_begin_object(j);
	json_end(j);
	json_end(j);
	json_pair_object(j, "b");
	json_pair_bool(j, "c", true);
	json_pair_none(j, "d");
	json_end(j);
	json_pair_maybe(j, "e", SPAN("x"));
	json_pair_text(j, "f", NULL);
	json_pair_double(j, "g", 0.5);
	json_pair_int(j, "h", INT64_MIN);
	json_end(j);
	json_newline(j);
}

static void
structure(void **state)
{
	struct json j = json_memory(1000);
	span text = { 0 };
	json_t *back;

	(void)state;
	test_name("commas and ends fall where they must");
	write_all(&j);
	CHECK(json_finish(&j, &text) == MEKIKI_OK);
	CHECK_SPAN(text, WANT);
	back = json_loadb(text.p, text.n, 0, NULL);
	CHECK(json_object_size(back) == 6);
	json_decref(back);
	json_free(&j);
	test_name("every ceiling below the length is latched, none crashes");
	for (size_t max = 0; max < sizeof(WANT) - 1; max++) {
		j = json_memory(max);
		write_all(&j);
		CHECK(json_finish(&j, &text) == MEKIKI_NO_MEMORY);
		json_free(&j);
	}
}

struct sink {
	size_t bytes, limit;
};

static bool
count_bytes(void *to, span bytes)
{
	struct sink *sink = to;

	sink->bytes += bytes.n;
	return sink->bytes <= sink->limit;
}

static void
sinks(void **state)
{
	struct sink sink = { .limit = 100000 };
	struct json j = json_sink(count_bytes, &sink);

	(void)state;
	test_name("a sink is given everything, in pieces");
	json_begin_array(&j);
	for (int i = 0; i < 20000; i++)
		json_int(&j, 123);
	json_end(&j);
	CHECK(json_finish(&j, NULL) == MEKIKI_OK);
	CHECK_INT(sink.bytes, 20000 * 4 + 1);
	CHECK(j.room < 40000);
	json_free(&j);
	test_name("a sink that refuses is told as I/O");
	sink = (struct sink){ .limit = 10 };
	j = json_sink(count_bytes, &sink);
	for (int i = 0; i < 20000; i++)
		json_newline(&j);
	CHECK(json_finish(&j, NULL) == MEKIKI_IO);
	json_free(&j);
}

TEST_MAIN(TEST(strings), TEST(numbers), TEST(structure), TEST(sinks))
