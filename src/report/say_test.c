#include "report/say.h"

#include <dirent.h>
#include <stdio.h>

#include "know/weights.h"
#include "test/test.h"

/* The next "..." of C source, without its quotes. */
static bool
next_literal(span *rest, span *literal)
{
	size_t from = span_find_byte(*rest, '"'), n;

	if (from == rest->n)
		return false;
	*rest = span_drop(*rest, from + 1);
	for (n = 0; n < rest->n && rest->p[n] != '"' && rest->p[n] != '\n'; n++)
		if (rest->p[n] == '\\')
			n++;
	if (n >= rest->n)
		return false;
	*literal = span_head(*rest, n);
	*rest = span_drop(*rest, n + 1);
	return true;
}

/* Lower-case words with a dot and no blank: "label.route". */
static bool
is_id(span s)
{
	bool dot = false;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		dot |= c == '.';
		if (c != '.' && c != '-' && (c < 'a' || c > 'z'))
			return false;
	}
	return dot && s.p[s.n - 1] != '.' && s.p[0] != '.';
}

static bool
begins_with_one_of(span s, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (span_starts(s, list[i]))
			return true;
	return false;
}

static void
check_id(const struct know *know, span id, const char *file, bool weighed)
{
	static const char *const families[] = { "sender.", "trio.", "route.",
		"auth.", "wording.", "link.", "attachment.", "fields." };
	static const char *const words[] = { "label.", "standing.", "class.",
		"unknown.", "advice.", "verdict.", "route.why.",
		"route.origin." };
	bool is_finding = begins_with_one_of(id, families, COUNT(families));
	bool is_words = begins_with_one_of(id, words, COUNT(words));
	char name[300];

	if (!is_id(id) || !(is_finding || is_words))
		return;
	snprintf(name, sizeof(name), "%s: \"%.*s\"", file, SPAN_ARG(id));
	test_name(name);
	for (enum lang l = 0; l < LANG_COUNT; l++)
		CHECK(texts_find(know->texts, l, id) != NULL);
	if (weighed && is_finding && !is_words)
		CHECK(weights_find(know->weights, id) != NULL);
}

/* Every id that the sources of a room name has its words and its weight. */
static size_t
check_room(const struct know *know, const char *room, bool weighed)
{
	DIR *folder = opendir(test_path(room));
	struct dirent *entry;
	size_t files = 0;

	CHECK(folder != NULL);
	while (folder != NULL && (entry = readdir(folder)) != NULL) {
		span name = span_of(entry->d_name), rest, literal;
		char path[512];

		if (!span_ends(name, ".c") || span_ends(name, "_test.c"))
			continue;
		files++;
		snprintf(path, sizeof(path), "%s/%s", room, entry->d_name);
		rest = test_file(test_arena(), test_path(path));
		while (next_literal(&rest, &literal))
			check_id(know, literal, entry->d_name, weighed);
	}
	if (folder != NULL)
		closedir(folder);
	return files;
}

static struct know *
open_know(void)
{
	struct know_error err = { "" };
	struct know *know = NULL;

	test_name("the data of the repository loads");
	CHECK(know_open(test_path("data"), TEST_BUILD "/know", NULL, &know,
		  &err) == MEKIKI_OK);
	CHECK_SPAN(span_of(err.text), "");
	return know;
}

static void
ids(void **state)
{
	static const char *const made[] = { "advice.phishing", "advice.scam",
		"advice.malware", "advice.spam", "advice.unknown",
		"advice.clean", "class.phishing", "class.scam", "class.malware",
		"class.spam", "class.unknown", "class.clean",
		"verdict.phishing", "verdict.phishing-brand", "verdict.scam",
		"verdict.scam-brand", "verdict.malware",
		"verdict.malware-brand", "verdict.spam", "verdict.spam-brand",
		"verdict.unknown", "verdict.clean" };
	struct know *know = open_know();

	(void)state;
	if (know == NULL)
		return;
	CHECK(check_room(know, "src/examine", true) > 5);
	CHECK(check_room(know, "src/report", false) > 3);
	for (size_t i = 0; i < COUNT(made); i++)
		check_id(know, span_of(made[i]), "made of pieces", false);
	know_close(know);
}

static void
values(void **state)
{
	static const struct {
		const char *name, *host, *want;
	} hosts[] = {
		{ "the last dot is put in brackets", "a.b.example",
		    "a.b[.]example" },
		{ "an address, too", "192.0.2.1", "192.0.2[.]1" },
		{ "without a dot there is nothing to do", "localhost",
		    "localhost" },
		{ "nothing", "", "" },
	};
	struct arena *a = test_arena();

	(void)state;
	for (size_t i = 0; i < COUNT(hosts); i++) {
		test_name(hosts[i].name);
		CHECK_SPAN(
		    say_defanged(a, span_of(hosts[i].host)), hosts[i].want);
	}
	test_name("a country has a name in both languages");
	CHECK_SPAN(say_country(a, SPAN("US"), LANG_JA), "アメリカ合衆国");
	CHECK_SPAN(say_country(a, SPAN("JP"), LANG_EN), "Japan");
	test_name("what is no country stays");
	CHECK_SPAN(say_country(a, SPAN("USA"), LANG_EN), "USA");
	CHECK_SPAN(say_country(a, SPAN(""), LANG_JA), "");
}

static void
findings(void **state)
{
	static struct text_arg args[] = {
		{ { "ip", 2 }, { "192.0.2.1", 9 } },
		{ { "country", 7 }, { "JP", 2 } },
	};
	struct finding f = { .id = "route.origin", .args = args };
	struct arena *a = test_arena();
	struct know *know = open_know();

	(void)state;
	if (know == NULL)
		return;
	test_name("what nobody could tell is said to be unknown");
	f.arg_count = 1;
	CHECK(span_has(
	    say_finding(a, know, &f, LANG_JA), SPAN("所在不明、管理者不明")));
	CHECK(span_has(say_finding(a, know, &f, LANG_EN),
	    SPAN("place unknown, operator unknown")));
	test_name("a country is said in the reader's language");
	f.arg_count = 2;
	CHECK(span_has(say_finding(a, know, &f, LANG_JA), SPAN("日本")));
	CHECK(span_has(say_finding(a, know, &f, LANG_EN), SPAN("Japan")));
	test_name("an id without words says nothing");
	f.id = "no.such-finding";
	CHECK_SPAN(say_finding(a, know, &f, LANG_EN), "");
	CHECK_SPAN(say_check(a, know, &f, LANG_EN), "");
	know_close(know);
}

static void
durations(void **state)
{
	static const struct {
		const char *name, *seconds, *ja, *en;
	} rows[] = {
		{ "two days are days", "172800", "2 日", "2 days" },
		{ "less than two days is hours", "172799", "47 時間",
		    "47 hours" },
		{ "less than two hours is minutes", "7199", "119 分",
		    "119 minutes" },
		{ "less than two minutes is seconds", "119", "119 秒",
		    "119 seconds" },
		{ "what is no number stays", "soon", "soon", "soon" },
	};
	struct arena *a = test_arena();
	struct know *know = open_know();

	(void)state;
	if (know == NULL)
		return;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct text_arg arg = { SPAN("duration"),
			span_of(rows[i].seconds) };
		struct finding f = {
			.id = "trio.date-old", .args = &arg, .arg_count = 1
		};

		test_name(rows[i].name);
		CHECK(span_has(
		    say_finding(a, know, &f, LANG_JA), span_of(rows[i].ja)));
		CHECK(span_has(
		    say_finding(a, know, &f, LANG_EN), span_of(rows[i].en)));
	}
	know_close(know);
}

TEST_MAIN(TEST(ids), TEST(values), TEST(findings), TEST(durations))
