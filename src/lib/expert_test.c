#include "lib/expert.h"

#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "test/run.h"

#define NOW 1764028800 /* 2025-11-25 */
#define THREADS 4
#define ROUNDS 3

/* A part that libmagic and libarchive are shown. */
static const char with_attachment[] =
    "From: a@example.com\r\nTo: b@example.jp\r\nSubject: invoice\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/plain\r\n\r\nSee attachment.\r\n"
    "--b\r\nContent-Type: application/pdf; name=invoice.pdf.exe\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\n"
    "TVqQAAMAAAAEAAAA//8AALgAAAAAAAAAQAAAAAAAAAA=\r\n"
    "--b--\r\n";

static const char *const files[] = { "account-suspension", "boss-wire",
	"forwarded", "genuine-notice", "headers-only", "iso-2022-jp" };
#define MAILS (COUNT(files) + 1)

static char data[4096];

static struct mekiki_settings
usual(void)
{
	struct mekiki_settings s = MEKIKI_SETTINGS;

	snprintf(data, sizeof(data), "%s", test_path("data"));
	s.data = data;
	s.compiled = TEST_BUILD "/know";
	s.databases = TEST_BUILD "/mmdb";
	return s;
}

static struct mekiki_expert *
open_usual(void)
{
	struct mekiki_settings s = usual();
	struct mekiki_expert *e = NULL;
	struct mekiki_error error;

	if (mekiki_open(&s, &e, &error) != MEKIKI_OK)
		fail_msg("%s", error.text);
	return e;
}

static const char *
path_of(size_t i)
{
	static char path[200];

	snprintf(path, sizeof(path), "examples/%s.eml", files[i]);
	return path;
}

static span
mail_of(size_t i)
{
	return i < COUNT(files)
	    ? test_file(test_arena(), test_path(path_of(i)))
	    : (span){ with_attachment, sizeof(with_attachment) - 1 };
}

static bool
keep(void *to, const char *bytes, size_t length)
{
	buf_put(to, (span){ bytes, length });
	return true;
}

static span
json_of(struct arena *a, struct mekiki_examination *x, const char *name)
{
	struct buf out = buf_new(a, (size_t)16 << 20);

	return mekiki_write_json(x, name, keep, &out) == MEKIKI_OK
	    ? buf_span(&out)
	    : SPAN("failed");
}

static struct mekiki_examination *
examine_bytes(struct mekiki_expert *e, span mail)
{
	struct mekiki_examination *x = NULL;
	struct mekiki_error error;

	if (mekiki_examine(e, mail.p, mail.n, NOW, &x, &error) != MEKIKI_OK)
		fail_msg("%s", error.text);
	return x;
}

/* Wrong use and broken data: the status, and a text that says where. */
static void
refused(void **state)
{
	static const char *const empty[] = { "" }, *const slash[] = { "a/b" },
				 *const word[] = { "example" };
	static struct {
		const char *name;
		size_t size; /* 0: as it should be */
		const char *data, *databases;
		const char *const *trust, *const *me;
		enum mekiki_status status;
		const char *says[3];
	} rows[] = {
		{ "a folder without knowledge: what, where, what to do", 0,
		    "/nonexistent", NULL, NULL, NULL, MEKIKI_IO,
		    { "/nonexistent/brands.tsv: No such file or directory",
			"install mekiki's data", "mekiki_settings" } },
		{ "a broken table: file and line", 0, "$T/data", NULL, NULL,
		    NULL, MEKIKI_BAD_DATA,
		    { "/data/weights.tsv:3: a weight has five columns",
			"correct the file", "" } },
		{ "a broken database: which one", 0, NULL, "$T/databases", NULL,
		    NULL, MEKIKI_BAD_DATA,
		    { "/databases/asn.mmdb: ", "correct the file", "" } },
		{ "an empty server is none", 0, NULL, NULL, empty, NULL,
		    MEKIKI_BAD_USE, { "mekiki_settings.trust", "", "" } },
		{ "a server is no path", 0, NULL, NULL, slash, NULL,
		    MEKIKI_BAD_USE, { "mekiki_settings.trust", "", "" } },
		{ "a word is no domain", 0, NULL, NULL, NULL, word,
		    MEKIKI_BAD_USE, { "mekiki_settings.me", "", "" } },
		{ "settings that were not begun with MEKIKI_SETTINGS", 1, NULL,
		    NULL, NULL, NULL, MEKIKI_BAD_USE,
		    { "start from MEKIKI_SETTINGS", "", "" } },
		{ "settings of a later version", 4096, NULL, NULL, NULL, NULL,
		    MEKIKI_BAD_USE, { "start from MEKIKI_SETTINGS", "", "" } },
	};
	struct run_result r = run_shell(
	    "mkdir $T/databases && cp -r data $T/data && "
	    "printf '# broken\\n\\nx.y\\t3\\n' >$T/data/weights.tsv && "
	    "echo nothing >$T/databases/asn.mmdb && printf %s \"$T\"");
	static char folder[2][2000];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct mekiki_settings s = usual();
		struct mekiki_expert *e = NULL;
		struct mekiki_error error = { "" };

		test_name(rows[i].name);
		if (rows[i].size != 0)
			s.size = rows[i].size;
		snprintf(
		    folder[0], sizeof(folder[0]), "%.*s/data", SPAN_ARG(r.out));
		snprintf(folder[1], sizeof(folder[1]), "%.*s/databases",
		    SPAN_ARG(r.out));
		if (rows[i].data != NULL)
			s.data =
			    rows[i].data[0] == '$' ? folder[0] : rows[i].data;
		if (rows[i].databases != NULL)
			s.databases = folder[1];
		s.trust = rows[i].trust;
		s.trust_count = rows[i].trust != NULL;
		s.me = rows[i].me;
		s.me_count = rows[i].me != NULL;
		CHECK_INT(mekiki_open(&s, &e, &error), rows[i].status);
		CHECK(e == NULL);
		for (size_t k = 0; k < COUNT(rows[i].says); k++)
			if (!run_holds(span_of(error.text), rows[i].says[k]))
				CHECK_SPAN(
				    span_of(error.text), rows[i].says[k]);
		test_name("no error is asked for");
		CHECK_INT(mekiki_open(&s, &e, NULL), rows[i].status);
		mekiki_close(e);
	}
	mekiki_close(NULL);
}

/* What a program built against an older header sets. */
static void
older_settings(void **state)
{
	static const char *const not_seen[] = { "" };
	struct mekiki_settings s = usual();
	struct mekiki_expert *e = NULL;

	(void)state;
	test_name("members behind the size are not looked at");
	s.size = offsetof(struct mekiki_settings, trust);
	s.trust = not_seen;
	s.trust_count = 1;
	CHECK_INT(mekiki_open(&s, &e, NULL), MEKIKI_OK);
	CHECK_INT(e->options.trust_count, 0);
	test_name("there is nothing to notice");
	CHECK_SPAN(span_of(mekiki_notice(e)), "");
	mekiki_close(e);
}

static void
notice(void **state)
{
	static const struct {
		const char *name, *compiled, *says;
	} rows[] = {
		{ "phrases that had to be compiled are a notice",
		    "/nonexistent", "/nonexistent/phrases.hs" },
		{ "compiled ones are looked for beside the data", NULL,
		    "data/phrases.hs" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct mekiki_settings s = usual();
		struct mekiki_expert *e = NULL;

		test_name(rows[i].name);
		s.compiled = rows[i].compiled;
		CHECK_INT(mekiki_open(&s, &e, NULL), MEKIKI_OK);
		CHECK(run_holds(span_of(mekiki_notice(e)), rows[i].says));
		mekiki_close(e);
	}
}

/* Without settings it is as it says, whether or not it is installed here. */
static void
defaults(void **state)
{
	static const char *const folder = MEKIKI_DATADIR;
	span brands = arena_format(test_arena(), "%s/brands.tsv", folder);
	struct mekiki_expert *e = NULL;
	struct mekiki_error error = { "" };
	enum mekiki_status status = mekiki_open(NULL, &e, &error);

	(void)state;
	test_name("no settings: the installed data, or what to do");
	CHECK_INT(status == MEKIKI_OK, access(brands.p, R_OK) == 0);
	if (status != MEKIKI_OK) {
		CHECK(span_starts(span_of(error.text), brands.p));
		CHECK(run_holds(span_of(error.text), "install mekiki's data"));
	}
	mekiki_close(e);
}

static span mails[MAILS];

struct worker {
	struct mekiki_expert *expert;
	size_t first; /* mail */
	uint64_t found[ROUNDS][MAILS];
};

/* Of all that was found, 0 for failures. */
static uint64_t
hash_of(struct mekiki_expert *e, span mail)
{
	struct arena *a = arena_new((size_t)32 << 20);
	struct mekiki_examination *x = NULL;
	uint64_t hash = 0;

	if (mekiki_examine(e, mail.p, mail.n, NOW, &x, NULL) == MEKIKI_OK)
		hash = span_hash(json_of(a, x, NULL));
	mekiki_free(x);
	arena_free(a);
	return hash;
}

static void *
run_worker(void *worker)
{
	struct worker *w = worker;

	for (size_t round = 0; round < ROUNDS; round++)
		for (size_t n = 0; n < MAILS; n++) {
			size_t i = (w->first + n) % MAILS;

			w->found[round][i] = hash_of(w->expert, mails[i]);
		}
	return NULL;
}

/* The first test, so that nothing has been used before. */
static void
threads(void **state)
{
	struct mekiki_expert *e = open_usual();
	static struct worker workers[THREADS];
	pthread_t ids[THREADS];
	size_t sets = 0;

	(void)state;
	test_name("four threads at once find what one finds");
	for (size_t i = 0; i < MAILS; i++)
		mails[i] = mail_of(i);
	for (size_t i = 0; i < THREADS; i++) {
		workers[i] = (struct worker){ .expert = e, .first = i };
		if (pthread_create(&ids[i], NULL, run_worker, &workers[i]) != 0)
			abort();
	}
	for (size_t i = 0; i < THREADS; i++)
		pthread_join(ids[i], NULL);
	for (size_t i = 0; i < MAILS; i++) {
		uint64_t alone = hash_of(e, mails[i]);

		CHECK(alone != 0);
		for (size_t k = 0; k < THREADS * ROUNDS; k++)
			CHECK(workers[k % THREADS].found[k / THREADS][i] ==
			    alone);
	}
	test_name("no more tools than examinations at once, and all idle");
	for (struct tools *t = e->tools.idle; t != NULL; t = t->next)
		sets++;
	CHECK(sets >= 1 && sets <= THREADS);
	mekiki_close(e);
}

static void
tools_kept(void **state)
{
	struct mekiki_expert *e = open_usual();
	struct tools *first = tools_take(&e->tools);
	struct tools *second = tools_take(&e->tools);

	(void)state;
	test_name("whoever comes second gets tools of their own");
	CHECK(first != NULL && second != NULL && first != second);
	test_name("what was given back is taken again");
	tools_give(&e->tools, first);
	CHECK(tools_take(&e->tools) == first);
	tools_give(&e->tools, second);
	tools_give(&e->tools, first);
	mekiki_close(e);
}

static void
same_text(const json_t *json, const char *key, struct mekiki_text got)
{
	const char *want = json_string_value(json_object_get(json, key));

	test_span((span){ got.bytes, got.length }, want == NULL ? "" : want,
	    key, __FILE__, __LINE__);
}

/* The answer with that id. */
static const json_t *
answer_of(const json_t *mail, const char *id)
{
	const json_t *list = json_object_get(mail, "answers");

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *answer = json_array_get(list, i);

		if (strcmp(json_string_value(json_object_get(answer, "id")),
			id) == 0)
			return answer;
	}
	return NULL;
}

static void
same_evidence(
    const json_t *mail, const json_t *json, const struct mekiki_evidence *e)
{
	const char *id = json_string_value(json_object_get(json, "answer"));

	CHECK(e != NULL);
	if (e == NULL)
		return;
	same_text(json, "answer", mekiki_evidence_answer(e));
	same_text(json, "part", mekiki_evidence_part(e));
	same_text(id != NULL ? answer_of(mail, id) : json, "text",
	    mekiki_evidence_text(e));
	CHECK_INT(mekiki_evidence_start(e),
	    json_integer_value(json_object_get(json, "start")));
	CHECK_INT(mekiki_evidence_end(e),
	    json_integer_value(json_object_get(json, "end")));
}

static void
same_finding(
    const json_t *mail, const json_t *json, const struct mekiki_finding *f)
{
	const json_t *text = json_object_get(json, "text");
	const json_t *check = json_object_get(json, "check");
	const json_t *evidence = json_object_get(json, "evidence");

	CHECK(f != NULL);
	if (f == NULL)
		return;
	same_text(json, "id", text_of(span_of(mekiki_finding_id(f))));
	same_text(json, "standing",
	    text_of(span_of(mekiki_standing_name(mekiki_finding_standing(f)))));
	CHECK_INT(mekiki_finding_weight(f),
	    json_integer_value(json_object_get(json, "weight")));
	same_text(text, "ja", mekiki_finding_text(f, MEKIKI_LANG_JA));
	same_text(text, "en", mekiki_finding_text(f, MEKIKI_LANG_EN));
	same_text(check, "ja", mekiki_finding_check(f, MEKIKI_LANG_JA));
	same_text(check, "en", mekiki_finding_check(f, MEKIKI_LANG_EN));
	CHECK_INT(mekiki_evidence_count(f), json_array_size(evidence));
	for (size_t i = 0; i < json_array_size(evidence); i++)
		same_evidence(mail, json_array_get(evidence, i),
		    mekiki_evidence_at(f, i));
	CHECK(mekiki_evidence_at(f, mekiki_evidence_count(f)) == NULL);
}

static void
same_origin(const json_t *json, const struct mekiki_examination *x)
{
	const json_t *origin =
	    json_object_get(json_object_get(json, "route"), "origin");

	same_text(origin, "ip", mekiki_origin(x));
	same_text(origin, "country", mekiki_origin_country(x));
	same_text(origin, "as_name", mekiki_origin_operator(x));
	if (mekiki_origin(x).length > 0)
		same_text(origin, "standing",
		    text_of(span_of(
			mekiki_standing_name(mekiki_origin_standing(x)))));
}

static void
same_verdict(const json_t *json, const struct mekiki_examination *x)
{
	const json_t *v = json_object_get(json, "verdict");
	const json_t *brand = json_object_get(json, "impersonates");
	const json_t *limits = json_object_get(json, "truncated");
	double p = json_number_value(json_object_get(v, "probability"));

	same_text(
	    v, "class", text_of(span_of(mekiki_class_name(mekiki_verdict(x)))));
	CHECK(mekiki_probability(x) - p < 1e-5 &&
	    p - mekiki_probability(x) < 1e-5);
	CHECK_INT(
	    mekiki_score(x), json_integer_value(json_object_get(v, "score")));
	same_text(json_object_get(v, "summary"), "ja",
	    mekiki_summary(x, MEKIKI_LANG_JA));
	same_text(json_object_get(v, "summary"), "en",
	    mekiki_summary(x, MEKIKI_LANG_EN));
	same_text(brand, "brand", mekiki_brand(x));
	test_span((span){ mekiki_brand_name(x, MEKIKI_LANG_JA).bytes,
		      mekiki_brand_name(x, MEKIKI_LANG_JA).length },
	    json_is_null(brand) ? ""
				: json_string_value(json_array_get(
				      json_object_get(brand, "names"), 0)),
	    "brand_name", __FILE__, __LINE__);
	CHECK_INT(mekiki_limit_count(x), json_array_size(limits));
	CHECK(mekiki_limit_at(x, mekiki_limit_count(x)) == NULL);
}

/* What is read one by one is what the JSON has, and what the command says. */
static void
contract(void **state)
{
	struct mekiki_expert *e = open_usual();
	static char command[300], name[300];

	(void)state;
	for (size_t i = 0; i < COUNT(files); i++) {
		struct mekiki_examination *x = examine_bytes(e, mail_of(i));
		span ours = json_of(test_arena(), x, path_of(i));
		struct run_result r;
		json_t *json, *theirs;
		const json_t *list;

		snprintf(name, sizeof(name), "%s: as in the JSON", files[i]);
		test_name(name);
		json = json_loadb(ours.p, ours.n, JSON_REJECT_DUPLICATES, NULL);
		CHECK(json != NULL);
		same_verdict(json, x);
		same_origin(json, x);
		list = json_object_get(json, "findings");
		CHECK_INT(mekiki_finding_count(x), json_array_size(list));
		for (size_t k = 0; k < json_array_size(list); k++)
			same_finding(json, json_array_get(list, k),
			    mekiki_finding_at(x, k));
		CHECK(mekiki_finding_at(x, mekiki_finding_count(x)) == NULL);

		snprintf(name, sizeof(name), "%s: as the command", files[i]);
		test_name(name);
		snprintf(command, sizeof(command), "mekiki --format json %s",
		    path_of(i));
		r = run_shell(command);
		theirs = json_loadb(r.out.p, r.out.n, 0, NULL);
		json_object_del(json, "mekiki"); /* the time */
		json_object_del(theirs, "mekiki");
		CHECK(json_equal(json, theirs));
		json_decref(json);
		json_decref(theirs);
		mekiki_free(x);
	}
	mekiki_close(e);
}

static void
values(void **state)
{
	struct mekiki_expert *e = open_usual();
	struct mekiki_examination *x = examine_bytes(e, mail_of(0));

	(void)state;
	test_name("the example is phishing and names its brand and origin");
	CHECK_INT(mekiki_verdict(x), MEKIKI_CLASS_PHISHING);
	CHECK(mekiki_is_bad(mekiki_verdict(x)));
	CHECK(!mekiki_is_bad(MEKIKI_CLASS_UNKNOWN));
	CHECK(!mekiki_is_bad(MEKIKI_CLASS_CLEAN));
	CHECK(mekiki_is_mail(x));
	CHECK_SPAN(((span){ mekiki_brand(x).bytes, mekiki_brand(x).length }),
	    "kagoya");
	CHECK_SPAN(((span){ mekiki_brand_name(x, MEKIKI_LANG_EN).bytes,
		       mekiki_brand_name(x, MEKIKI_LANG_EN).length }),
	    "KAGOYA JAPAN");
	CHECK_SPAN(((span){ mekiki_origin(x).bytes, mekiki_origin(x).length }),
	    "52.170.140.114");
	test_name("there is no third language");
	CHECK_INT(mekiki_summary(x, (enum mekiki_lang)2).length, 0);
	CHECK_INT(mekiki_brand_name(x, (enum mekiki_lang)2).length, 0);
	CHECK_INT(
	    mekiki_finding_text(mekiki_finding_at(x, 0), (enum mekiki_lang)2)
		.length,
	    0);
	CHECK_INT(
	    mekiki_finding_check(mekiki_finding_at(x, 0), (enum mekiki_lang)2)
		.length,
	    0);
	test_name("what cannot be true has its word");
	CHECK_SPAN(span_of(mekiki_standing_name(MEKIKI_STANDING_CONTRADICTED)),
	    "contradicted");
	mekiki_free(x);
	mekiki_close(e);
}

/* The settings and the time reach the examination. */
static void
settings_used(void **state)
{
	static const char *const relay[] = { "203.0.113.0/24" };
	static const char *const taro[] = { "taro@example.jp" };
	static const char to_list[] =
	    "From: a@example.com\r\nTo: list@example.org\r\n\r\n"
	    "https://www.example.net/?id=taro@example.jp\r\n";
	static const struct {
		const char *name;
		const char *const *trust, *const *me;
		const char *mail; /* NULL: the example */
		const char *has, *lacks;
	} rows[] = {
		{ "without a trusted relay: inferred", NULL, NULL, NULL,
		    "\"boundary\":\"inferred\"", "configured" },
		{ "a trusted relay", relay, NULL, NULL,
		    "\"boundary\":\"configured\"", "inferred" },
		{ "nobody's address", NULL, NULL, to_list,
		    "\"carries_recipient\":false", "link.carries-recipient" },
		{ "an address of the reader's", NULL, taro, to_list,
		    "link.carries-recipient", "\"carries_recipient\":false" },
		{ "the time is the caller's", NULL, NULL, to_list,
		    "\"examined_at\":\"2025-11-25T00:00:00", "2026" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct mekiki_settings s = usual();
		struct mekiki_expert *e = NULL;
		struct mekiki_examination *x;
		span json;

		test_name(rows[i].name);
		s.trust = rows[i].trust;
		s.trust_count = rows[i].trust != NULL;
		s.me = rows[i].me;
		s.me_count = rows[i].me != NULL;
		CHECK_INT(mekiki_open(&s, &e, NULL), MEKIKI_OK);
		x = examine_bytes(e,
		    rows[i].mail == NULL ? mail_of(0) : span_of(rows[i].mail));
		json = json_of(test_arena(), x, NULL);
		CHECK(run_holds(json, rows[i].has));
		CHECK(!run_holds(json, rows[i].lacks));
		mekiki_free(x);
		mekiki_close(e);
	}
}

struct stubborn {
	size_t calls, accepts;
};

static bool
take_some(void *to, const char *bytes, size_t length)
{
	struct stubborn *s = to;

	(void)bytes;
	CHECK(length > 0);
	return ++s->calls <= s->accepts;
}

static void
reports(void **state)
{
	static const struct {
		const char *name, *command;
		enum mekiki_lang lang;
		unsigned columns;
		bool verbose, colour;
	} rows[] = {
		{ "the text is the command's", "mekiki --lang ja ",
		    MEKIKI_LANG_JA, 80, false, false },
		{ "of no width: 80 columns", "COLUMNS=80 mekiki ",
		    MEKIKI_LANG_EN, 0, false, false },
		{ "wide and verbose", "COLUMNS=130 mekiki -v ", MEKIKI_LANG_EN,
		    130, true, false },
	};
	struct mekiki_expert *e = open_usual();
	struct mekiki_examination *x = examine_bytes(e, mail_of(0));
	static char command[300];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct mekiki_style style = MEKIKI_STYLE;
		struct buf out = buf_new(test_arena(), (size_t)1 << 20);
		struct run_result r;

		test_name(rows[i].name);
		style.lang = rows[i].lang;
		style.columns = rows[i].columns;
		style.verbose = rows[i].verbose;
		style.zone = 540; /* as run_shell has it */
		CHECK_INT(mekiki_write_text(x, path_of(0), &style, keep, &out),
		    MEKIKI_OK);
		buf_byte(&out, '\n');
		snprintf(command, sizeof(command), "%s%s", rows[i].command,
		    path_of(0));
		r = run_shell(command);
		CHECK_SPAN(r.out,
		    arena_format(test_arena(), "%.*s", SPAN_ARG(buf_span(&out)))
			.p);
	}
	mekiki_free(x);
	mekiki_close(e);
}

static void
styles(void **state)
{
	static const struct {
		const char *name;
		size_t size;
		unsigned lang;
		int zone;
		bool colour;
		const char *has; /* NULL: wrong use */
	} rows[] = {
		{ "no colour", 0, 1, 0, false, "This is a fraud" },
		{ "with colour", 0, 1, 0, true, "\033[" },
		{ "times of the zone asked for", 0, 1, -300, false, " -05:00" },
		{ "there is no third language", 0, 2, 0, false, NULL },
		{ "there is no such zone", 0, 1, 1441, false, NULL },
		{ "not begun with MEKIKI_STYLE", 1, 1, 0, false, NULL },
		{ "of a later version", 4096, 1, 0, false, NULL },
	};
	struct mekiki_expert *e = open_usual();
	struct mekiki_examination *x = examine_bytes(e, mail_of(0));
	struct buf out = buf_new(test_arena(), (size_t)1 << 20);
	struct mekiki_style english = MEKIKI_STYLE;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct mekiki_style style = MEKIKI_STYLE;

		test_name(rows[i].name);
		if (rows[i].size != 0)
			style.size = rows[i].size;
		style.lang = (enum mekiki_lang)rows[i].lang;
		style.zone = rows[i].zone;
		style.colour = rows[i].colour;
		out.n = 0;
		CHECK_INT(mekiki_write_text(x, NULL, &style, keep, &out),
		    rows[i].has == NULL ? MEKIKI_BAD_USE : MEKIKI_OK);
		CHECK(rows[i].has == NULL
			? out.n == 0
			: run_holds(buf_span(&out), rows[i].has));
	}
	test_name("a page is whole, in the language asked for");
	out.n = 0;
	english.lang = MEKIKI_LANG_EN;
	CHECK_INT(mekiki_write_html(x, NULL, &english, keep, &out), MEKIKI_OK);
	CHECK(
	    span_starts(buf_span(&out), "<!DOCTYPE html>\n<html lang=\"en\">"));
	CHECK(span_ends(buf_span(&out), "</html>\n"));
	CHECK(run_holds(buf_span(&out), "This is a fraud"));
	test_name("no style: Japanese, in UTC");
	CHECK_INT(mekiki_write_text(x, NULL, NULL, keep, &out), MEKIKI_OK);
	CHECK(run_holds(buf_span(&out), "詐欺メールです"));
	CHECK(run_holds(buf_span(&out), " UTC\n"));
	mekiki_free(x);
	mekiki_close(e);
}

static void
refusals(void **state)
{
	struct mekiki_expert *e = open_usual();
	struct mekiki_examination *x = examine_bytes(e, mail_of(0));
	struct mekiki_examination *none = NULL;
	struct stubborn at_once = { 0, 0 }, json = { 0, 0 };
	struct mekiki_error error = { "" };

	(void)state;
	test_name("a text nobody takes is an error, and offered once");
	CHECK_INT(
	    mekiki_write_text(x, NULL, NULL, take_some, &at_once), MEKIKI_IO);
	CHECK_INT(at_once.calls, 1);
	test_name("a page nobody takes likewise");
	at_once.calls = 0;
	CHECK_INT(
	    mekiki_write_html(x, NULL, NULL, take_some, &at_once), MEKIKI_IO);
	CHECK_INT(at_once.calls, 1);
	CHECK_INT(mekiki_write_html(NULL, NULL, NULL, take_some, &at_once),
	    MEKIKI_BAD_USE);
	test_name("a JSON nobody takes is an error, and offered once");
	CHECK_INT(mekiki_write_json(x, NULL, take_some, &json), MEKIKI_IO);
	CHECK_INT(json.calls, 1);
	test_name("afterwards it can be written as if nothing had been");
	CHECK(run_holds(json_of(test_arena(), x, NULL), "\"path\":\"-\""));
	test_name("nowhere to write is wrong use");
	CHECK_INT(mekiki_write_json(x, NULL, NULL, NULL), MEKIKI_BAD_USE);
	CHECK_INT(mekiki_write_text(x, NULL, NULL, NULL, NULL), MEKIKI_BAD_USE);
	test_name("no expert, no bytes, no place for the result: wrong use");
	CHECK_INT(
	    mekiki_examine(NULL, "", 0, NOW, &none, &error), MEKIKI_BAD_USE);
	CHECK(run_holds(span_of(error.text), "mekiki_examine: "));
	CHECK_INT(mekiki_examine(e, NULL, 1, NOW, &none, NULL), MEKIKI_BAD_USE);
	CHECK_INT(mekiki_examine(e, "", 0, NOW, NULL, NULL), MEKIKI_BAD_USE);
	CHECK_INT(mekiki_open(NULL, NULL, &error), MEKIKI_BAD_USE);
	CHECK(none == NULL);
	mekiki_free(NULL);
	mekiki_free(x);
	mekiki_close(e);
}

/* Bytes that are no mail are examined, too. */
static void
no_mail(void **state)
{
	static const struct {
		const char *name;
		span bytes;
	} rows[] = {
		{ "no bytes, at no address", { NULL, 0 } },
		{ "a NUL", { "", 1 } },
		{ "an Outlook file",
		    { "\320\317\021\340\241\261\032\341\0\0\0\0", 12 } },
	};
	struct mekiki_expert *e = open_usual();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct mekiki_examination *x;

		test_name(rows[i].name);
		x = examine_bytes(e, rows[i].bytes);
		CHECK(!mekiki_is_mail(x));
		CHECK_INT(mekiki_verdict(x), MEKIKI_CLASS_UNKNOWN);
		CHECK_INT(mekiki_finding_count(x), 0);
		CHECK_INT(mekiki_origin(x).length, 0);
		CHECK_INT(mekiki_origin_country(x).length, 0);
		CHECK_INT(mekiki_brand(x).length, 0);
		CHECK(mekiki_summary(x, MEKIKI_LANG_EN).length > 0);
		CHECK(json_of(test_arena(), x, NULL).n > 100);
		mekiki_free(x);
	}
	mekiki_close(e);
}

/* The digest is of all bytes, also of those that are not looked at. */
static void
long_mail(void **state)
{
	static const char head[] = "From: a@example.com\r\n\r\n";
	struct mekiki_expert *e = open_usual();
	size_t n = LIMIT_MAIL + 1;
	char *bytes = malloc(n);
	struct mekiki_examination *x;
	span json;

	(void)state;
	if (bytes == NULL)
		abort();
	memset(bytes, 'x', n);
	memcpy(bytes, head, sizeof(head) - 1);
	for (size_t i = 100; i < n; i += 100)
		bytes[i] = '\n';
	x = examine_bytes(e, (span){ bytes, n });
	test_name("a mail past the limit says so");
	CHECK(mekiki_limit_count(x) > 0);
	CHECK_SPAN(span_of(mekiki_limit_at(x, 0)), "mail");
	json = json_of(test_arena(), x, NULL);
	test_name("its size is the whole");
	CHECK(run_holds(json, "\"size\":67108865"));
	test_name("its digest is of the whole");
	/* as sha256sum has it of the same bytes */
	CHECK(run_holds(json,
	    "\"sha256\":\""
	    "e891e326a95a6baf583e64d5d6791ad6949f17b43c45cbbe27df478bd5d2d72b\""));
	mekiki_free(x);
	free(bytes);
	mekiki_close(e);
}

/* A locale that writes 0,5, or NULL. */
static const char *
comma_locale(void)
{
	static const char *const names[] = { "de_DE.UTF-8", "de_DE.utf8",
		"fr_FR.UTF-8", "it_IT.UTF-8", "es_ES.UTF-8", "nl_NL.UTF-8" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (setlocale(LC_ALL, names[i]) != NULL)
			return names[i];
	return NULL;
}

static void
host_locale(void **state)
{
	struct mekiki_expert *e = open_usual();
	struct mekiki_examination *x = examine_bytes(e, mail_of(0)), *y;
	span json = json_of(test_arena(), x, NULL);
	char host[16];

	(void)state;
	test_name("the host's locale changes nothing, and stays");
	run_shell(
	    "mkdir -p \"$T/../locale\" && "
	    "localedef -c -i de_DE -f UTF-8 \"$T/../locale/de_DE.UTF-8\"");
	setenv("LOCPATH", TEST_BUILD "/locale", 1);
	if (comma_locale() == NULL) {
		test_skip("no locale with a decimal comma, and no localedef");
	} else {
		y = examine_bytes(e, mail_of(0));
		CHECK(span_same(json, json_of(test_arena(), y, NULL)));
		CHECK(run_holds((span){ mekiki_summary(y, MEKIKI_LANG_EN).bytes,
				    mekiki_summary(y, MEKIKI_LANG_EN).length },
		    "99.9 %"));
		snprintf(host, sizeof(host), "%.1f", 0.5);
		CHECK_SPAN(span_of(host), "0,5");
		mekiki_free(y);
	}
	setlocale(LC_ALL, "C");
	unsetenv("LOCPATH");
	mekiki_free(x);
	mekiki_close(e);
}

TEST_MAIN(TEST(threads), TEST(refused), TEST(older_settings), TEST(notice),
    TEST(defaults), TEST(tools_kept), TEST(contract), TEST(values),
    TEST(settings_used), TEST(reports), TEST(styles), TEST(refusals),
    TEST(no_mail), TEST(long_mail), TEST(host_locale))
