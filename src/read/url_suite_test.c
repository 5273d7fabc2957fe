/*
 * The web-platform-tests' URL cases, where they are at hand: every row that
 * has an input, failures included.
 */
#include <jansson.h>
#include <stdio.h>

#include "base/buf.h"
#include "read/url.h"
#include "test/test.h"

#define WANTED_PERCENT 99

/*
 * JSON text with escapes of lone surrogates replaced by that of U+FFFD, as
 * WebIDL's USVString does it; jansson refuses them.
 */
static span
without_surrogates(struct arena *a, span s)
{
	char *p = arena_alloc(a, s.n);

	memcpy(p, s.p, s.n);
	for (size_t i = 0; i + 6 <= s.n; i++) {
		if (p[i] != '\\')
			continue;
		if (p[i + 1] != 'u' || ascii_lower(p[i + 2]) != 'd' ||
		    ascii_hex(p[i + 3]) < 8) {
			i++;
			continue;
		}
		if (ascii_hex(p[i + 3]) < 12 && i + 12 <= s.n &&
		    p[i + 6] == '\\' && p[i + 7] == 'u' &&
		    ascii_lower(p[i + 8]) == 'd' && ascii_hex(p[i + 9]) >= 12)
			i += 11;
		else
			memcpy(p + i + 2, "fffd", 4);
	}
	return (span){ p, s.n };
}

static span
member(const json_t *row, const char *name)
{
	const json_t *value = json_object_get(row, name);

	return (span){ json_string_value(value), json_string_length(value) };
}

static bool
same(const json_t *row, const char *name, span got)
{
	span want = member(row, name);

	if (json_object_get(row, name) == NULL || span_same(want, got))
		return true;
	printf("  %s is \"%.*s\", want \"%.*s\"\n", name, SPAN_ARG(got),
	    SPAN_ARG(want));
	return false;
}

/* text behind mark, or nothing at all where text is empty. */
static span
marked(struct arena *a, const char *mark, span text)
{
	return text.n == 0 ? text
			   : arena_join(a, span_of(mark), text, (span){ 0 });
}

static bool
row_passes(struct arena *a, const json_t *row)
{
	span text = member(row, "base");
	struct url base = { .valid = true }, u = { 0 };
	span port = { 0 };
	bool ok = true;

	if (text.p != NULL)
		base = url_parse(a, text, NULL);
	if (base.valid)
		u = url_parse(
		    a, member(row, "input"), text.p != NULL ? &base : NULL);
	if (json_is_true(json_object_get(row, "failure")))
		return !u.valid;
	if (!u.valid)
		return false;
	if (u.port >= 0)
		port = arena_format(a, "%d", u.port);
	ok &= same(row, "href", u.href);
	ok &= same(
	    row, "protocol", arena_join(a, u.scheme, SPAN(":"), (span){ 0 }));
	ok &= same(row, "username", u.username);
	ok &= same(row, "password", u.password);
	ok &= same(row, "hostname", u.host);
	ok &= same(row, "port", port);
	ok &= same(row, "host",
	    arena_join(a, u.host, marked(a, ":", port), (span){ 0 }));
	ok &= same(row, "pathname", u.path);
	ok &= same(row, "search", marked(a, "?", u.query));
	ok &= same(row, "hash", marked(a, "#", u.fragment));
	return ok;
}

static void
suite(void **state)
{
	const char *path = test_shared("suites/url/urltestdata.json");
	struct arena *a = test_arena();
	size_t passed = 0, total = 0, i;
	json_error_t error;
	json_t *rows, *row;
	span text;

	(void)state;
	if (path == NULL) {
		test_skip("no ../shared/suites/url: the suite is not run");
		return;
	}
	text = without_surrogates(a, test_file(a, path));
	rows = json_loadb(text.p, text.n, JSON_ALLOW_NUL, &error);
	CHECK(rows != NULL);
	json_array_foreach(rows, i, row)
	{
		if (!json_is_object(row))
			continue;
		test_name("a row of the web-platform-tests");
		total++;
		if (row_passes(a, row))
			passed++;
		else
			printf("url: differs: \"%.*s\" at \"%.*s\"\n",
			    SPAN_ARG(member(row, "input")),
			    SPAN_ARG(member(row, "base")));
	}
	json_decref(rows);
	printf("suite: url: %zu passed of %zu\n", passed, total);
	CHECK(passed * 100 >= total * WANTED_PERCENT);
}

TEST_MAIN(TEST(suite))
