/*
 * The html5lib tokenizer suite, where it is at hand: every case once for each
 * of its initial states, tokens only.  Cases that need lone surrogates, which
 * UTF-8 cannot hold, are counted apart.
 */
#include <glob.h>
#include <jansson.h>
#include <stdio.h>

#include "base/buf.h"
#include "read/html_token.h"
#include "test/test.h"

struct tally {
	size_t passed, total, surrogates;
};

/* JSON's own escapes undone once more; false: it needs a lone surrogate. */
static bool
unescape(struct arena *a, span s, span *out)
{
	struct buf b = buf_new(a, SIZE_MAX / 2);

	for (size_t i = 0; i < s.n; i++) {
		uint32_t code = 0;

		if (s.p[i] != '\\' || i + 6 > s.n || s.p[i + 1] != 'u') {
			buf_byte(&b, s.p[i]);
			continue;
		}
		for (size_t k = 2; k < 6; k++)
			code = code * 16 + (uint32_t)ascii_hex(s.p[i + k]);
		if (code >= 0xd800 && code < 0xe000)
			return false;
		buf_code(&b, code);
		i += 5;
	}
	*out = buf_span(&b);
	return true;
}

static span
text_of(const json_t *value)
{
	return (span){ json_string_value(value), json_string_length(value) };
}

/* All tokens of source in one line each, neighbouring texts joined. */
static span
got_tokens(struct arena *a, span source, enum html_content content, span opener)
{
	struct html_tokenizer *t = arena_alloc(a, sizeof(*t));
	struct buf b = buf_new(a, SIZE_MAX / 2);
	bool in_text = false;
	struct html_token k;

	html_open(t, a, source);
	t->automatic = false;
	t->foreign = content == HTML_CDATA;
	html_switch(t, content, opener);
	while (html_next(t, &k)) {
		CHECK(k.start < k.end && k.end <= source.n);
		if (k.kind != HTML_TEXT || !in_text)
			buf_text(&b, "\n");
		in_text = k.kind == HTML_TEXT;
		switch (k.kind) {
		case HTML_TEXT:
		case HTML_COMMENT:
			if (k.kind == HTML_COMMENT)
				buf_text(&b, "comment ");
			buf_put(&b, k.text);
			break;
		case HTML_DOCTYPE:
			buf_text(&b, k.quirks ? "quirks " : "doctype ");
			buf_text(&b, k.has_name ? "+" : "-");
			buf_put(&b, k.name);
			buf_text(&b, k.has_public ? "+" : "-");
			buf_put(&b, k.public_id);
			buf_text(&b, k.has_system ? "+" : "-");
			buf_put(&b, k.system_id);
			break;
		case HTML_START:
			buf_text(&b, k.self_closing ? "empty " : "start ");
			buf_put(&b, k.name);
			for (size_t i = 0; i < k.count; i++) {
				buf_text(&b, " ");
				buf_put(&b, k.attributes[i].name);
				buf_text(&b, "=");
				buf_put(&b, k.attributes[i].value);
			}
			break;
		case HTML_END:
			buf_text(&b, "end ");
			buf_put(&b, k.name);
			break;
		}
	}
	return buf_span(&b);
}

static bool
put_wanted(struct arena *a, struct buf *b, const json_t *value, bool twice)
{
	span text = text_of(value);

	if (twice && !unescape(a, text, &text))
		return false;
	buf_put(b, text);
	return true;
}

static void
put_optional(struct buf *b, const json_t *value)
{
	buf_text(b, json_is_null(value) ? "-" : "+");
	buf_put(b, text_of(value));
}

/* The wanted tokens in the form of got_tokens; false: not in UTF-8. */
static bool
wanted_tokens(struct arena *a, const json_t *tokens, bool twice, span *out)
{
	struct buf b = buf_new(a, SIZE_MAX / 2);
	json_t *token, *value;
	const char *name;
	size_t i;

	json_array_foreach(tokens, i, token)
	{
		span kind = text_of(json_array_get(token, 0));

		buf_text(&b, "\n");
		if (span_is(kind, "DOCTYPE")) {
			buf_text(&b,
			    json_is_true(json_array_get(token, 4)) ? "doctype "
								   : "quirks ");
			for (size_t k = 1; k < 4; k++)
				put_optional(&b, json_array_get(token, k));
			continue;
		}
		if (span_is(kind, "Comment"))
			buf_text(&b, "comment ");
		if (span_is(kind, "StartTag"))
			buf_text(&b,
			    json_array_size(token) > 3 ? "empty " : "start ");
		if (span_is(kind, "EndTag"))
			buf_text(&b, "end ");
		if (!put_wanted(a, &b, json_array_get(token, 1), twice))
			return false;
		json_object_foreach(json_array_get(token, 2), name, value)
		{
			buf_text(&b, " ");
			buf_text(&b, name);
			buf_text(&b, "=");
			buf_put(&b, text_of(value));
		}
	}
	*out = buf_span(&b);
	return true;
}

static enum html_content
content_of(span state)
{
	static const struct {
		const char *name;
		enum html_content content;
	} states[] = {
		{ "Data state", HTML_DATA },
		{ "RCDATA state", HTML_RCDATA },
		{ "RAWTEXT state", HTML_RAWTEXT },
		{ "Script data state", HTML_SCRIPT },
		{ "PLAINTEXT state", HTML_PLAINTEXT },
		{ "CDATA section state", HTML_CDATA },
	};

	for (size_t i = 0; i < COUNT(states); i++)
		if (span_is(state, states[i].name))
			return states[i].content;
	test_check(false, "a state that is not known", __FILE__, __LINE__);
	return HTML_DATA;
}

static void
run_case(const json_t *test, span state, struct tally *tally)
{
	struct arena *a = arena_new((size_t)64 << 20);
	bool twice = json_is_true(json_object_get(test, "doubleEscaped"));
	span input = text_of(json_object_get(test, "input")), want, got;
	span opener = text_of(json_object_get(test, "lastStartTag"));
	const json_t *output = json_object_get(test, "output");

	test_name(json_string_value(json_object_get(test, "description")));
	if (!wanted_tokens(a, output, twice, &want) ||
	    (twice && !unescape(a, input, &input))) {
		tally->surrogates++;
	} else {
		input = test_edge(input.p, input.n);
		got = got_tokens(a, input, content_of(state), opener);
		tally->total++;
		if (span_same(got, want))
			tally->passed++;
		else
			printf("html5lib: \"%.*s\" in %.*s:%.*s\nwant:%.*s\n",
			    SPAN_ARG(input), SPAN_ARG(state), SPAN_ARG(got),
			    SPAN_ARG(want));
	}
	arena_free(a);
}

static void
run_file(const char *path, struct tally *tally)
{
	span text = test_file(test_arena(), path);
	json_error_t error;
	json_t *root = json_loadb(text.p, text.n, JSON_ALLOW_NUL, &error);
	json_t *tests = json_object_get(root, "tests"), *test;
	size_t i;

	CHECK(root != NULL);
	json_array_foreach(tests, i, test)
	{
		const json_t *states = json_object_get(test, "initialStates");

		if (states == NULL)
			run_case(test, SPAN("Data state"), tally);
		for (size_t k = 0; k < json_array_size(states); k++)
			run_case(
			    test, text_of(json_array_get(states, k)), tally);
	}
	json_decref(root);
}

static void
suite(void **state)
{
	const char *folder = test_shared("suites/html5lib-tokenizer");
	struct tally tally = { 0 };
	glob_t files;

	(void)state;
	if (folder == NULL) {
		test_skip("no ../shared/suites/html5lib-tokenizer: not run");
		return;
	}
	folder = arena_format(test_arena(), "%s/*.test", folder).p;
	CHECK(glob(folder, 0, NULL, &files) == 0);
	for (size_t i = 0; i < files.gl_pathc; i++)
		run_file(files.gl_pathv[i], &tally);
	globfree(&files);
	printf("suite: html5lib-tokenizer: %zu passed of %zu, beside %zu that "
	       "need lone surrogates\n",
	    tally.passed, tally.total, tally.surrogates);
	CHECK(tally.total > 0 && tally.passed == tally.total);
}

TEST_MAIN(TEST(suite))
