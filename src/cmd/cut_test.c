#include <dirent.h>
#include <stdio.h>

#include "report/report_json.h"
#include "report/report_text.h"
#include "test/examined.h"

#include <jansson.h>

static int
universal(int64_t utc)
{
	(void)utc;
	return 0;
}

static void
check_reports(struct examination *x)
{
	const struct text_style style = {
		.lang = LANG_JA, .width = 80, .zone_at = universal
	};
	struct json j = json_memory((size_t)1 << 24);
	json_t *value;
	span text;

	report_json(&j, x, SPAN("cut.eml"), 0, 0);
	CHECK(json_finish(&j, &text) == MEKIKI_OK);
	value = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, NULL);
	CHECK(value != NULL);
	json_decref(value);
	json_free(&j);
	CHECK(report_text(x, SPAN("cut.eml"), &style).n > 0);
}

/* A mail may end anywhere: transfers break off, programs cut. */
static void
every_cut(const char *name)
{
	static char path[300];
	span whole;

	snprintf(path, sizeof(path), "examples/%s", name);
	test_name(path);
	whole = test_file(test_arena(), test_path(path));
	for (size_t n = 0; n < whole.n; n++) {
		struct examination *x =
		    examined_bytes(test_edge(whole.p, n), NULL);

		CHECK(x->mail->form == MAIL_MESSAGE || n < 20);
		if (x->mail->form != MAIL_MESSAGE)
			CHECK_INT(x->verdict.class, VERDICT_UNKNOWN);
		CHECK_INT(x->size, n);
		examined_holds(x);
		check_reports(x);
		examined_end();
	}
}

static void
cuts(void **state)
{
	static char folder[1000];
	struct dirent *entry;
	DIR *dir;
	size_t count = 0;

	(void)state;
	snprintf(folder, sizeof(folder), "%s", test_path("examples"));
	dir = opendir(folder);
	CHECK(dir != NULL);
	while (dir != NULL && (entry = readdir(dir)) != NULL)
		if (span_ends(span_of(entry->d_name), ".eml")) {
			every_cut(entry->d_name);
			count++;
		}
	if (dir != NULL)
		closedir(dir);
	CHECK(count >= 6);
}

TEST_MAIN(TEST(cuts))
