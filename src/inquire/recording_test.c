#include "inquire/recording.h"

#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "test/test.h"

#define REST                                                                   \
	"\"source\":null,\"at\":null,\"ttl\":null,\"text\":null,\"fields\":{}}"
#define A_LINE(name)                                                           \
	"{\"kind\":\"dns-a\",\"subject\":\"" name "\",\"status\":\"found\","   \
	"\"source\":\"DNS 192.0.2.1\",\"at\":\"2026-01-02T03:04:05Z\","        \
	"\"ttl\":300,\"text\":\"x\",\"fields\":{\"a\":[\"192.0.2.7\"]}}\n"

static const char *
file_of(const char *text)
{
	const char *path =
	    arena_format(test_arena(), "%s/recording-test", TEST_BUILD).p;

	if (file_write(test_arena(), path, span_of(text)) != MEKIKI_OK)
		abort();
	return path;
}

static const char *
many_fields(void)
{
	struct buf out = buf_new(test_arena(), 65536);

	buf_text(&out,
	    "{\"kind\":\"dns-a\",\"subject\":\"a\",\"status\":\"found\","
	    "\"source\":null,\"at\":null,\"ttl\":null,\"text\":null,"
	    "\"fields\":{\"a\":[\"x\"");
	for (size_t i = 0; i < LIMIT_ANSWER_FIELDS; i++)
		buf_text(&out, ",\"x\"");
	buf_text(&out, "]}}");
	buf_byte(&out, '\0');
	return buf_span(&out).p;
}

/* What is no answer is refused, with its line and why. */
static void
refused(void **state)
{
	const struct {
		const char *name, *text;
		const char *err; /* behind the file's name */
	} rows[] = {
		{ "no JSON", "x\n", ":1: no JSON object: " },
		{ "comments and blank lines count", "# x\n\n[]\n",
		    ":3: no JSON object: " },
		{ "an unknown kind",
		    "{\"kind\":\"x\",\"subject\":\"a\",\"status\":\"found\"," REST,
		    ":1: no kind of answer is called x" },
		{ "an unknown status",
		    "{\"kind\":\"dns-a\",\"subject\":\"a\",\"status\":\"ok\"," REST,
		    ":1: no status is called ok" },
		{ "pending is for those who wait",
		    "{\"kind\":\"dns-a\",\"subject\":\"a\","
		    "\"status\":\"pending\"," REST,
		    ":1: no status is called pending" },
		{ "a subject in another form",
		    "{\"kind\":\"dns-a\",\"subject\":\"A.\","
		    "\"status\":\"found\"," REST,
		    ":1: no subject, or not in its usual form: A." },
		{ "an address that is none",
		    "{\"kind\":\"network\",\"subject\":\"a.example\","
		    "\"status\":\"found\"," REST,
		    ":1: no subject, or not in its usual form: a.example" },
		{ "a member is missing",
		    "{\"kind\":\"dns-a\",\"subject\":\"a\","
		    "\"status\":\"found\"}",
		    ":1: no text, and not null: at" },
		{ "a member too many",
		    "{\"kind\":\"dns-a\",\"subject\":\"a\","
		    "\"status\":\"found\",\"id\":\"a1\"," REST,
		    ":1: members that do not belong there" },
		{ "the same member twice",
		    "{\"kind\":\"dns-a\",\"kind\":\"dns-a\","
		    "\"subject\":\"a\",\"status\":\"found\"," REST,
		    ":1: no JSON object: duplicate object key" },
		{ "a list where none belongs",
		    "{\"kind\":\"dns-a\",\"subject\":\"a\","
		    "\"status\":\"found\",\"source\":null,\"at\":null,"
		    "\"ttl\":null,\"text\":null,\"fields\":{\"x\":[\"y\"]}}",
		    ":1: a list where none belongs, or none: x" },
		{ "none where one belongs",
		    "{\"kind\":\"dns-a\",\"subject\":\"a\","
		    "\"status\":\"found\",\"source\":null,\"at\":null,"
		    "\"ttl\":null,\"text\":null,\"fields\":{\"a\":\"y\"}}",
		    ":1: a list where none belongs, or none: a" },
		{ "no time",
		    "{\"kind\":\"dns-a\",\"subject\":\"a\","
		    "\"status\":\"found\",\"source\":null,"
		    "\"at\":\"yesterday\",\"ttl\":null,\"text\":null,"
		    "\"fields\":{}}",
		    ":1: at is no time: yesterday" },
		{ "more fields than any answer has", many_fields(),
		    ":1: too many fields" },
		{ "the same question twice", A_LINE("a") A_LINE("a"),
		    ":2: the same question once more" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct know_error err = { "" };
		struct recording *r = NULL;
		const char *path = file_of(rows[i].text);
		span wanted =
		    arena_format(test_arena(), "%s%s", path, rows[i].err);

		test_name(rows[i].name);
		CHECK_INT(
		    recording_open(path, false, &r, &err), MEKIKI_BAD_DATA);
		CHECK_SPAN(span_head(span_of(err.text), wanted.n), wanted.p);
	}
}

/* The fields that are lists are all of these. */
static void
lists(void **state)
{
	static const char *const names[] = { "a", "aaaa", "caa", "cname", "mx",
		"ns", "ptr", "status", "txt" };

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct know_error err = { "" };
		struct recording *r = NULL;
		span text = arena_format(test_arena(),
		    "{\"kind\":\"dns-a\",\"subject\":\"a\","
		    "\"status\":\"found\",\"source\":null,\"at\":null,"
		    "\"ttl\":null,\"text\":null,\"fields\":{\"%s\":[\"y\"]}}",
		    names[i]);

		test_name(names[i]);
		CHECK_INT(recording_open(file_of(text.p), false, &r, &err),
		    MEKIKI_OK);
		recording_close(r);
	}
}

static span
text_of(struct recording *r)
{
	return recording_text(r, test_arena());
}

static void
kept(void **state)
{
	struct recording *r = NULL;
	struct answer none = {
		.kind = QUESTION_DNS_A, .subject = SPAN("n"), .ttl = -1
	};
	struct know_error err;
	const struct answer *a;

	(void)state;
	test_name("what is read is there, with all of it");
	CHECK_INT(recording_open(file_of("# x\n" A_LINE("b") A_LINE("a")),
		      false, &r, NULL),
	    MEKIKI_OK);
	a = recording_find(r, QUESTION_DNS_A, SPAN("b"));
	CHECK(a != NULL && a->status == ANSWER_FOUND && a->ttl == 300);
	CHECK_INT(a->at, 1767323045);
	CHECK_SPAN(answer_value(a, "a"), "192.0.2.7");
	CHECK(recording_find(r, QUESTION_DNS_AAAA, SPAN("b")) == NULL);
	test_name("written sorted, byte for byte what it was");
	CHECK_SPAN(text_of(r), A_LINE("a") A_LINE("b"));
	test_name("what is there stays");
	none.subject = SPAN("a");
	none.status = ANSWER_NOTHING;
	CHECK(recording_add(r, &none));
	CHECK_SPAN(text_of(r), A_LINE("a") A_LINE("b"));
	test_name("not asked is not kept");
	none = (struct answer){ .subject = SPAN("192.0.2.1"), .ttl = -1 };
	CHECK(recording_add(r, &none));
	CHECK_SPAN(text_of(r), A_LINE("a") A_LINE("b"));
	test_name("but why it was not is");
	none.text = SPAN("why");
	CHECK(recording_add(r, &none));
	CHECK_INT(recording_find(r, QUESTION_ADDRESS, none.subject)->status,
	    ANSWER_NOT_ASKED);
	none.text = (span){ 0 };
	test_name("a new answer comes in its place, and is written");
	none.status = ANSWER_NOTHING;
	CHECK(recording_add(r, &none));
	CHECK_INT(recording_write(r, file_of(""), &err), MEKIKI_OK);
	CHECK_SPAN(
	    test_file(test_arena(),
		arena_format(test_arena(), "%s/recording-test", TEST_BUILD).p),
	    "{\"kind\":\"address\",\"subject\":\"192.0.2.1\","
	    "\"status\":\"nothing\"," REST "\n" A_LINE("a") A_LINE("b"));
	recording_close(r);
}

static void
many(void **state)
{
	struct recording *r = NULL;
	struct answer answer = {
		.kind = QUESTION_DNS_A, .status = ANSWER_NOTHING, .ttl = -1
	};
	size_t found = 0;

	(void)state;
	test_name("thousands are found again");
	CHECK_INT(recording_new(&r), MEKIKI_OK);
	for (int i = 0; i < 5000; i++) {
		answer.subject = arena_number(test_arena(), i);
		CHECK(recording_add(r, &answer));
	}
	for (int i = 0; i < 5000; i++)
		found += recording_find(r, QUESTION_DNS_A,
			     arena_number(test_arena(), i)) != NULL;
	CHECK_INT(found, 5000);
	recording_close(r);
	test_name("a file that is not there is an error, or an empty one");
	CHECK_INT(recording_open("/nowhere/x", false, &r, NULL), MEKIKI_IO);
	CHECK_INT(recording_open("/nowhere/x", true, &r, NULL), MEKIKI_OK);
	CHECK_SPAN(text_of(r), "");
	recording_close(r);
}

TEST_MAIN(TEST(refused), TEST(lists), TEST(kept), TEST(many))
