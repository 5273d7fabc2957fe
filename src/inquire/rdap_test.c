#include <jansson.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "inquire/registration.h"
#include "test/answer_rows.h"
#include "test/test.h"

static struct answer
read_row(struct arena *a, const struct answer_row *row, span said)
{
	struct answer answer = row->asked;
	uint64_t status = 0;

	CHECK(span_number(row->source, 999, &status));
	rdap_read(a, (int)status, said, &answer);
	return answer;
}

static void
check_row(struct arena *a, const struct answer_row *row)
{
	span said = test_edge(row->said.p, row->said.n);
	struct answer answer = read_row(a, row, said);
	span got = answer_written(a, &answer, rdap_referral(a, said));

	CHECK_SPAN(got, arena_copy(a, row->want).p);
	CHECK_SPAN(answer.text, arena_copy(a, row->said).p);
	CHECK(!arena_failed(a));
}

static void
shapes(void **state)
{
	(void)state;
	answer_rows("test/rdap", 25, check_row);
}

/* Half an object is none. */
static void
check_prefixes(struct arena *a, const struct answer_row *row)
{
	span whole = span_trim(row->said);

	for (size_t n = 0; n < whole.n; n += 7) {
		struct answer answer = read_row(a, row, test_edge(whole.p, n));

		CHECK(answer.status != ANSWER_FOUND);
		CHECK_INT(answer.field_count, 0);
	}
}

static void
prefixes(void **state)
{
	(void)state;
	answer_rows("test/rdap", 25, check_prefixes);
}

/* The index-th value inside root, in some order; NULL: there are fewer. */
static json_t *
value_at(json_t *root, size_t index, json_t **parent, size_t *member)
{
	json_t *queue[4096];
	size_t count = 0, seen = 0;

	queue[count++] = root;
	for (size_t at = 0; at < count; at++) {
		size_t size = json_is_object(queue[at])
		    ? json_object_size(queue[at])
		    : json_array_size(queue[at]);
		void *iter = json_object_iter(queue[at]);

		for (size_t i = 0; i < size; i++) {
			json_t *value = json_is_object(queue[at])
			    ? json_object_iter_value(iter)
			    : json_array_get(queue[at], i);

			if (seen++ == index) {
				*parent = queue[at];
				*member = i;
				return value;
			}
			if (count < COUNT(queue))
				queue[count++] = value;
			if (json_is_object(queue[at]))
				iter = json_object_iter_next(queue[at], iter);
		}
	}
	return NULL;
}

static void
replace(json_t *parent, size_t member, json_t *with)
{
	void *iter = json_object_iter(parent);

	if (json_is_array(parent)) {
		json_array_set_new(parent, member, with);
		return;
	}
	while (member-- > 0)
		iter = json_object_iter_next(parent, iter);
	json_object_iter_set_new(parent, iter, with);
}

/* Each value in turn is of a type that it should not have. */
static void
check_types(struct arena *a, const struct answer_row *row)
{
	static const char *const values[] = { "null", "true", "-1",
		"9007199254740993", "1.5e300", "\"x\"", "[]", "{}", "[[[[]]]]",
		"{\"roles\": {}}" };

	for (size_t k = 0; k < COUNT(values); k++) {
		for (size_t index = 0;; index++) {
			json_t *root =
			    json_loadb(row->said.p, row->said.n, 0, NULL);
			json_t *parent = NULL;
			struct answer answer;
			size_t member = 0;
			char *text;

			if (root == NULL ||
			    value_at(root, index, &parent, &member) == NULL) {
				json_decref(root);
				break;
			}
			replace(parent, member,
			    json_loads(values[k], JSON_DECODE_ANY, NULL));
			text = json_dumps(root, 0);
			answer = read_row(a, row, span_of(text));
			for (size_t i = 0; i < answer.field_count; i++)
				CHECK(answer.fields[i].value.n > 0);
			rdap_referral(a, span_of(text));
			free(text);
			json_decref(root);
		}
	}
}

static void
types(void **state)
{
	(void)state;
	answer_rows("test/rdap", 25, check_types);
}

/* before, then n times what, then behind. */
static span
around(struct arena *a, const char *before, const char *what, size_t n,
    const char *behind)
{
	struct buf b = buf_new(a, (size_t)1 << 26);

	buf_text(&b, before);
	for (size_t i = 0; i < n; i++)
		buf_text(&b, what);
	buf_text(&b, behind);
	return buf_span(&b);
}

#define OBJECT "{\"objectClassName\":\"domain\",\"ldhName\":\"example.com\","

static const struct {
	const char *name, *before, *what;
	size_t n;
	const char *behind;
	enum answer_status status;
} hostile[] = {
	{ "nothing inside is found", OBJECT "\"x\":[", "", 0, "]}",
	    ANSWER_FOUND },
	{ "as deep as allowed", OBJECT "\"x\":", "[", LIMIT_RDAP_DEPTH - 1,
	    "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}", ANSWER_FOUND },
	{ "one deeper", OBJECT "\"x\":", "[", LIMIT_RDAP_DEPTH,
	    "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}", ANSWER_MALFORMED },
	{ "brackets in a string are no depth", OBJECT "\"x\":\"", "[{\\\"\\\\",
	    100, "\"}", ANSWER_FOUND },
	{ "ten thousand deep", "", "[", 10000, "", ANSWER_MALFORMED },
	{ "ten thousand objects deep", "", "{\"entities\":[", 10000, "",
	    ANSWER_MALFORMED },
	{ "entities in entities", OBJECT "\"x\":1,", "\"entities\":[{", 14,
	    "}]}]}]}]}]}]}]}]}]}]}]}]}]}]}", ANSWER_FOUND },
	{ "too many objects", OBJECT "\"x\":[0", ",{}", LIMIT_RDAP_VALUES, "]}",
	    ANSWER_MALFORMED },
	{ "many empty name servers", OBJECT "\"nameservers\":[0", ",{}",
	    LIMIT_RDAP_VALUES - 3, "]}", ANSWER_FOUND },
	{ "more than LIMIT_ANSWER_BYTES", OBJECT "\"x\":\"", "0123456789abcdef",
	    LIMIT_ANSWER_BYTES / 16, "\"}", ANSWER_MALFORMED },
	{ "a member twice", OBJECT "\"ldhName\":", "", 0, "\"example.net\"}",
	    ANSWER_MALFORMED },
	{ "a number too great", OBJECT "\"startAutnum\":", "9", 400, "}",
	    ANSWER_MALFORMED },
	{ "NUL in a string", OBJECT "\"name\":\"", "\\u0000", 1, "\"}",
	    ANSWER_MALFORMED },
	{ "half a surrogate", OBJECT "\"name\":\"", "\\ud800", 1, "\"}",
	    ANSWER_MALFORMED },
	{ "no UTF-8", OBJECT "\"name\":\"", "\xff", 1, "\"}",
	    ANSWER_MALFORMED },
	{ "something behind", OBJECT "\"x\":1}", "x", 1, "", ANSWER_MALFORMED },
	{ "a byte order mark in front", "\xef\xbb\xbf" OBJECT, "", 0,
	    "\"x\":1}", ANSWER_FOUND },
	{ "only closing brackets", "", "]", 100000, "", ANSWER_MALFORMED },
	{ "a string left open", "\"", "\\", 100001, "", ANSWER_MALFORMED },
	{ "a scalar", "true", "", 0, "", ANSWER_MALFORMED },
	{ "nothing", "", "", 0, "", ANSWER_MALFORMED },
};

static void
hostility(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(hostile); i++) {
		struct arena *a = arena_new((size_t)1 << 28);
		struct answer answer = { .kind = QUESTION_REGISTRATION,
			.subject = SPAN("example.com") };
		span said = around(a, hostile[i].before, hostile[i].what,
		    hostile[i].n, hostile[i].behind);

		test_name(hostile[i].name);
		rdap_read(a, 200, said, &answer);
		CHECK_INT(answer.status, hostile[i].status);
		CHECK_INT(answer.field_count, answer.status == ANSWER_FOUND);
		CHECK(utf8_valid(answer.text));
		CHECK(answer.text.n <= LIMIT_ANSWER_TEXT);
		CHECK_SPAN(rdap_referral(a, said), "");
		CHECK(!arena_failed(a));
		arena_free(a);
	}
}

static const struct {
	const char *name;
	int http_status;
	const char *body;
	enum answer_status status;
} statuses[] = {
	{ "404 without a body", 404, "", ANSWER_NOTHING },
	{ "429", 429, "", ANSWER_RATE_LIMITED },
	{ "401", 401, "", ANSWER_REFUSED },
	{ "403 with a web page", 403, "<html>", ANSWER_REFUSED },
	{ "503", 503, "", ANSWER_FAILED },
	{ "400 says nothing that we know", 400, "", ANSWER_MALFORMED },
	{ "200 with an empty object", 200, "{}", ANSWER_MALFORMED },
	{ "the body's code goes first", 200, "{\"errorCode\":404}",
	    ANSWER_NOTHING },
	{ "also before the status", 500, "{\"errorCode\":429}",
	    ANSWER_RATE_LIMITED },
	{ "a code in words is none", 200, "{\"errorCode\":\"404\"}",
	    ANSWER_MALFORMED },
	{ "a code of no meaning leaves it to the status", 404,
	    "{\"errorCode\":1}", ANSWER_NOTHING },
	{ "a notice that speaks of a limit", 200,
	    "{\"notices\":[{\"title\":\"Rate limit exceeded\"}]}",
	    ANSWER_RATE_LIMITED },
	{ "a description that speaks of one", 400,
	    "{\"title\":\"Sorry\",\"description\":[\"Too many requests\"]}",
	    ANSWER_RATE_LIMITED },
	{ "an object with an error in it is none", 200,
	    OBJECT "\"errorCode\":404}", ANSWER_NOTHING },
	{ "an object with a status of failure is none", 500, OBJECT "\"x\":1}",
	    ANSWER_FAILED },
};

static void
failures(void **state)
{
	struct arena *a = test_arena();

	(void)state;
	for (size_t i = 0; i < COUNT(statuses); i++) {
		struct answer answer = { .kind = QUESTION_REGISTRATION,
			.subject = SPAN("example.com") };

		test_name(statuses[i].name);
		rdap_read(a, statuses[i].http_status, span_of(statuses[i].body),
		    &answer);
		CHECK_INT(answer.status, statuses[i].status);
		CHECK_INT(answer.field_count, 0);
		CHECK_SPAN(answer.text, statuses[i].body);
	}
}

#define LINK(href)                                                             \
	"{\"links\":[{\"rel\":\"related\",\"type\":\"application/rdap+json\"," \
	"\"href\":\"" href "\"}]}"

static const struct {
	const char *name, *body, *want;
} referrals[] = {
	{ "the registrar's answer", LINK("https://a.example/domain/x"),
	    "https://a.example/domain/x" },
	{ "without TLS", LINK("http://a.example/"), "http://a.example/" },
	{ "of another scheme", LINK("ftp://a.example/"), "" },
	{ "a file", LINK("file:///etc/passwd"), "" },
	{ "a path alone", LINK("/domain/x"), "" },
	{ "no host", LINK("https:///x"), "" },
	{ "nothing", LINK(""), "" },
	{ "blanks inside", LINK("https://a.example/ x"), "" },
	{ "a line end inside", LINK("https://a.example/\\r\\nx"), "" },
	{ "not in ASCII", LINK("https://\xe3\x81\x82.example/"), "" },
	{ "a web page is no answer",
	    "{\"links\":[{\"rel\":\"related\",\"type\":\"text/html\","
	    "\"href\":\"https://a.example/\"}]}",
	    "" },
	{ "itself is no other",
	    "{\"links\":[{\"rel\":\"self\",\"type\":\"application/rdap+json\","
	    "\"href\":\"https://a.example/\"}]}",
	    "" },
	{ "the URL as its value as well, as .com has it",
	    "{\"links\":[{\"rel\":\"related\",\"value\":\"https://a.example/\","
	    "\"type\":\"application/rdap+json\","
	    "\"href\":\"https://a.example/\"}]}",
	    "https://a.example/" },
	{ "the second",
	    "{\"links\":[1,{\"rel\":\"related\",\"type\":"
	    "\"application/rdap+json\",\"href\":\"https://a.example/\"}]}",
	    "https://a.example/" },
	{ "links of another type", "{\"links\":{}}", "" },
};

static void
refers(void **state)
{
	struct arena *a = test_arena();

	(void)state;
	for (size_t i = 0; i < COUNT(referrals); i++) {
		test_name(referrals[i].name);
		CHECK_SPAN(rdap_referral(a,
			       test_edge(referrals[i].body,
				   strlen(referrals[i].body))),
		    referrals[i].want);
	}
}

TEST_MAIN(TEST(shapes), TEST(prefixes), TEST(types), TEST(hostility),
    TEST(failures), TEST(refers))
