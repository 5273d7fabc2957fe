#include "test/examined.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "know/weights.h"
#include "report/say.h"

#define KEPT_MAX 4096 /* examinations of one test function */

static struct know *know;
static struct phrases_scratch *scratch;
static struct sniff *sniff;
static struct examination *kept[KEPT_MAX];
static size_t kept_count;
static span trust[4], me[4], zones[8];
static struct options options;

static void
open_knowledge(void)
{
	struct know_error err;
	char data[4096];

	if (know != NULL)
		return;
	memcpy(data, test_path("data"), strlen(test_path("data")) + 1);
	if (know_open(data, TEST_BUILD "/know", NULL, &know, &err) != MEKIKI_OK)
		fail_msg("%s", err.text);
	scratch = phrases_scratch_new(know->phrases);
	sniff = sniff_new();
	if (scratch == NULL || sniff == NULL)
		abort();
}

/* What the test's world answers. */
static void
tell(const struct examined_answer *list, struct arena *a, struct answer *answer)
{
	struct date at = { 0 };
	size_t room = 0;
	span fields;

	for (; list != NULL && list->subject != NULL; list++)
		if (list->kind == answer->kind &&
		    span_is(answer->subject, list->subject))
			break;
	if (list == NULL || list->subject == NULL)
		return;
	answer->status = list->status;
	answer->source = SPAN("test");
	if (!date_parse(arena_format(a, "%sT02:00:00Z",
			    list->at == NULL ? "2025-03-04" : list->at),
		&at))
		abort();
	answer->at = at.utc;
	for (fields = span_of(list->fields); fields.n > 0;) {
		span value = span_cut(&fields, '|');
		span name = span_cut(&value, '=');

		answer_add(answer, a, &room, name, value);
	}
}

static void
ask_table(void *context, struct arena *a, int64_t now, struct answer *answer)
{
	const struct examined_how *how = context;
	const struct examined_place *places = how->places;
	size_t room = 0;

	if (answer->kind != QUESTION_ADDRESS) {
		tell(how->answers, a, answer);
		if (how->dns != NULL && answer->status == ANSWER_NOT_ASKED)
			how->dns->ask(how->dns->context, a, now, answer);
		return;
	}
	for (; places != NULL && places->ip != NULL; places++) {
		if (!span_is(answer->subject, places->ip))
			continue;
		answer->status = ANSWER_FOUND;
		answer->source = SPAN("test");
		answer_add(answer, a, &room, SPAN("asn"), span_of(places->asn));
		answer_add(answer, a, &room, SPAN("as_name"),
		    span_of(places->as_name));
		answer_add(answer, a, &room, SPAN("country"),
		    span_of(places->country));
	}
}

static void
wait_table(void *context, struct arena *a)
{
	const struct examined_how *how = context;

	how->dns->wait(how->dns->context, a);
}

static size_t
take_names(const char *const *names, span *out)
{
	size_t n = 0;

	while (n < 4 && names[n] != NULL) {
		out[n] = span_of(names[n]);
		n++;
	}
	return n;
}

struct examination *
examined_maybe(span bytes, const struct examined_how *how)
{
	static const struct examined_how usual;
	struct examine_with with;
	struct examination *x;
	char digest[65] = "";

	if (how == NULL)
		how = &usual;
	open_knowledge();
	options = (struct options){ .trust = trust,
		.trust_count = take_names(how->trust, trust),
		.me = me,
		.me_count = take_names(how->me, me),
		.now = how->now,
		.feeds = how->feeds,
		.ip_lists = zones,
		.ip_list_count = take_names(how->ip_lists, zones),
		.domain_lists = zones + 4,
		.domain_list_count = take_names(how->domain_lists, zones + 4) };
	with = (struct examine_with){ know, &options,
		{ .ask = ask_table,
		    .wait = how->dns != NULL && how->dns->wait != NULL
			? wait_table
			: NULL,
		    .far = how->answers != NULL || how->dns != NULL,
		    .context = (void *)(uintptr_t)how },
		scratch, sniff };
	if (kept_count == KEPT_MAX)
		abort();
	if (examine(bytes, digest, bytes.n, &with, &x) != MEKIKI_OK)
		return NULL;
	judge(x);
	kept[kept_count++] = x;
	return x;
}

struct examination *
examined_bytes(span bytes, const struct examined_how *how)
{
	struct examination *x = examined_maybe(bytes, how);

	if (x == NULL)
		abort();
	return x;
}

struct examination *
examined(const char *mail, const struct examined_how *how)
{
	span text = span_of(mail);
	struct buf out = buf_new(test_arena(), LIMIT_MAIL);

	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\n' && (i == 0 || text.p[i - 1] != '\r'))
			buf_byte(&out, '\r');
		buf_byte(&out, text.p[i]);
	}
	return examined_bytes(buf_span(&out), how);
}

void
examined_end(void)
{
	while (kept_count > 0)
		examination_free(kept[--kept_count]);
}

bool
examined_has(const struct examination *x, const char *id)
{
	return finding_find(x, id) != NULL;
}

span
examined_arg(const struct examination *x, const char *id, const char *name)
{
	const struct finding *f = finding_find(x, id);

	for (size_t i = 0; f != NULL && i < f->arg_count; i++)
		if (span_is(f->args[i].name, name))
			return f->args[i].value;
	return (span){ 0 };
}

/* The first word of what is quoted: blanks and entities are the reader's. */
static span
first_word(span text)
{
	size_t n = 0;

	while (n < text.n && !ascii_is_space(text.p[n]) && text.p[n] != '&')
		n++;
	return span_head(text, n);
}

static const struct part *
part_of(const struct examination *x, span id)
{
	for (size_t i = 0; i < x->mail->parts.count; i++)
		if (span_same(x->mail->parts.list[i].id, id))
			return &x->mail->parts.list[i];
	return NULL;
}

static void
evidence_holds(const struct examination *x, const struct evidence *e)
{
	const struct part *part;
	span bytes = x->mail->raw;

	if (e->answer != NULL)
		return;
	if (e->part.n > 0) {
		part = part_of(x, e->part);
		CHECK(part != NULL);
		if (part == NULL)
			return;
		bytes = part->bytes;
	}
	CHECK(e->start < e->end);
	CHECK(e->end <= bytes.n);
	CHECK(utf8_valid(e->text));
	bytes = span_slice(bytes, e->start, e->end);
	/* Other charsets have other bytes, and tags may cut words up. */
	if (utf8_valid(bytes) && !span_has(bytes, SPAN("<")))
		CHECK(span_has(bytes, first_word(e->text)));
}

static void
words_hold(const struct examination *x, const struct finding *f)
{
	for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
		span says = say_finding(test_arena(), x->know, f, lang);
		span check = say_check(test_arena(), x->know, f, lang);
		span name;

		CHECK(says.n > 0);
		if (texts_next_name(&says, &name) ||
		    texts_next_name(&check, &name))
			fail_msg(
			    "%s: {%.*s} is not filled", f->id, SPAN_ARG(name));
	}
}

void
examined_holds(const struct examination *x)
{
	CHECK(x->finding_count <= LIMIT_FINDINGS);
	for (size_t i = 0; i < x->finding_count; i++) {
		const struct finding *f = x->findings[i];

		CHECK(weights_find(x->know->weights, span_of(f->id)) != NULL);
		CHECK(f->evidence_count <= LIMIT_EVIDENCE);
		words_hold(x, f);
		for (size_t k = 0; k < f->evidence_count; k++)
			evidence_holds(x, &f->evidence[k]);
	}
}

static bool
quotes(const struct finding *f, span want)
{
	for (size_t i = 0; i < f->evidence_count; i++)
		if (span_has(f->evidence[i].text, want))
			return true;
	return false;
}

static void
row_holds(const struct examined_row *row, const struct examination *x)
{
	const struct finding *f;
	span args;

	if (row->lacks != NULL)
		CHECK(!examined_has(x, row->lacks));
	if (row->has == NULL)
		return;
	f = finding_find(x, row->has);
	CHECK(f != NULL);
	if (f == NULL)
		return;
	CHECK_INT(f->standing, row->standing);
	args = span_of(row->args == NULL ? "" : row->args);
	while (args.n > 0) {
		span value = span_cut(&args, '|'), key = span_cut(&value, '=');
		span got = { 0 };

		for (size_t i = 0; i < f->arg_count; i++)
			if (span_same(f->args[i].name, key))
				got = f->args[i].value;
		CHECK_SPAN(
		    got, arena_format(test_arena(), "%.*s", SPAN_ARG(value)).p);
	}
	if (row->quote != NULL)
		CHECK(quotes(f, span_of(row->quote)));
}

void
examined_rows(const struct examined_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct examination *x = examined(rows[i].mail, rows[i].how);

		test_name(rows[i].name);
		row_holds(&rows[i], x);
		examined_holds(x);
	}
	examined_end();
}
