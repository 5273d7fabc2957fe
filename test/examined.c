#include "test/examined.h"

#include "base/buf.h"
#include "base/limits.h"

#define KEPT_MAX 4096 /* examinations of one test function */

static struct know *know;
static struct phrases_scratch *scratch;
static struct sniff *sniff;
static struct examination *kept[KEPT_MAX];
static size_t kept_count;
static span trust[4], me[4];
static struct options options;

static void
open_knowledge(void)
{
	struct know_error err;
	char data[4096];

	if (know != NULL)
		return;
	memcpy(data, test_path("data"), strlen(test_path("data")) + 1);
	if (know_open(data, TEST_BUILD "/know", &know, &err) != MEKIKI_OK)
		fail_msg("%s", err.text);
	scratch = phrases_scratch_new(know->phrases);
	sniff = sniff_new();
	if (scratch == NULL || sniff == NULL)
		abort();
	mime_start();
}

static void
ask_table(void *context, struct arena *a, int64_t now, struct answer *answer)
{
	const struct examined_place *places = context;
	size_t room = 0;

	(void)now;
	if (answer->kind != QUESTION_ADDRESS)
		return;
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
examined_bytes(span bytes, const struct examined_how *how)
{
	static const struct examined_how usual;
	struct examine_with with;
	struct examination *x;
	char digest[65] = "";

	if (how == NULL)
		how = &usual;
	open_knowledge();
	options = (struct options){ trust, take_names(how->trust, trust), me,
		take_names(how->me, me), how->now };
	with = (struct examine_with){ know, &options,
		{ ask_table, (void *)(uintptr_t)how->places }, scratch, sniff };
	if (kept_count == KEPT_MAX ||
	    examine(bytes, digest, bytes.n, &with, &x) != MEKIKI_OK)
		abort();
	judge(x);
	kept[kept_count++] = x;
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
