#include <jansson.h>
#include <stdio.h>

#include "report/report_html.h"
#include "report/report_json.h"
#include "report/report_text.h"
#include "test/examined.h"
#include "test/run.h"

/* One way of reporting; false: memory ran out, and the arena says so. */
typedef bool report_fn(struct examination *x);

/* The object must be whole even where an arena failed: JSON has no half. */
static bool
as_json(struct examination *x)
{
	struct json j = json_memory(1 << 20);
	json_t *object;
	span text;

	report_json(&j, x, SPAN("-"), 0, 0);
	CHECK(json_finish(&j, &text) == MEKIKI_OK);
	object = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, NULL);
	CHECK(object != NULL);
	json_decref(object);
	json_free(&j);
	return !arena_failed(x->arena);
}

static int
zone(int64_t utc)
{
	(void)utc;
	return 540;
}

static bool
as_text(struct examination *x)
{
	const struct text_style style = {
		.lang = LANG_EN, .width = 80, .verbose = true, .zone_at = zone
	};
	span text = report_text(x, SPAN("-"), &style);

	if (arena_failed(x->arena))
		return false;
	CHECK(run_holds(text, "What to do now"));
	return true;
}

static bool
as_page(struct examination *x)
{
	const struct text_style style = { .lang = LANG_JA, .zone_at = zone };
	span page = report_html(x, SPAN("-"), &style, false);

	if (arena_failed(x->arena) || page.n == 0)
		return false;
	CHECK(span_ends(page, "</details>\n"));
	return true;
}

static bool
as_line(struct examination *x)
{
	const struct text_style style = { .lang = LANG_EN, .width = 80 };
	span text = report_line(x, SPAN("-"), &style);

	return !arena_failed(x->arena) && text.n > 0;
}

/* Fails the nth object of examination and report; true: all was there. */
static bool
fails_cleanly(span mail, report_fn *report, size_t nth, size_t *asked)
{
	struct examination *x;
	bool whole;

	arena_fail(nth);
	x = examined_maybe(mail, NULL);
	whole = x != NULL && report(x);
	*asked = arena_fail(0);
	examined_end();
	return whole;
}

/*
 * The first, the second, and so on, each object of them all: without it the
 * examination or the arena says so, and with none missing nobody does.
 */
static void
sweep(void **state)
{
	static const char *const mails[] = { "examples/account-suspension.eml",
		"examples/forwarded.eml", "examples/iso-2022-jp.eml" };
	static report_fn *const reports[] = { as_json, as_text, as_line,
		as_page };
	static char name[120];

	(void)state;
	for (size_t i = 0; i < COUNT(mails); i++) {
		span mail = test_file(test_arena(), test_path(mails[i]));

		for (size_t k = 0; k < COUNT(reports); k++) {
			size_t all, asked;

			snprintf(name, sizeof(name), "%s, report %zu: none",
			    mails[i], k);
			test_name(name);
			fails_cleanly(mail, reports[k], 0, &all);
			CHECK(fails_cleanly(mail, reports[k], 0, &all));
			for (size_t n = 1; n <= all; n++) {
				snprintf(name, sizeof(name),
				    "%s, report %zu: object %zu of %zu",
				    mails[i], k, n, all);
				test_name(name);
				CHECK(!fails_cleanly(
				    mail, reports[k], n, &asked));
				CHECK(asked >= n);
			}
		}
	}
}

TEST_MAIN(TEST(sweep))
