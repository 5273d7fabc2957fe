/*
 * A mail, a NUL, and a text.  What is masked passes the check, once and again;
 * what is said to be left names no secret.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "report/redact.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct know *know;

static void
open_knowledge(void)
{
	struct know_error err;

	if (know != NULL)
		return;
	if (know_open("data", "build/know", NULL, &know, &err) != MEKIKI_OK)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct options options;
	span text = { (const char *)data, size }, mail = span_cut(&text, '\0');
	struct arena *a = arena_new((size_t)256 << 20);
	struct examination x = { .arena = a, .bytes = mail };
	struct redact *r;
	span out, what = { 0 };

	if (mail.n > 4096 || text.n > 4096) {
		arena_free(a);
		return 0;
	}
	open_knowledge();
	x.know = know;
	x.options = &options;
	x.mail = mail_read(a, mail, false, know);
	x.recipients = mail_recipients(a, x.mail);
	x.route.handed_over_by = ROUTE_NONE;
	r = redact_new(a, &x, NULL);
	if (r == NULL)
		abort();
	if (redact_left(r, text, &what))
		assert(what.n > 0 && what.n < 100);
	out = redact_text(r, text);
	if (!span_has(what, SPAN("more than"))) {
		if (redact_left(r, out, &what)) {
			fprintf(stderr, "%.*s\n%.*s\n", SPAN_ARG(out),
			    SPAN_ARG(what));
			abort();
		}
		assert(span_same(redact_text(r, out), out));
	}
	/* Whom the mail names is found wherever that stands. */
	for (size_t i = 0; i < x.mail->to.count && i < 4; i++) {
		span who = x.mail->to.list[i].text;

		if (x.mail->to.list[i].ascii.n > 0 && who.n < 200 &&
		    x.mail->to.list[i].local.n > 2 && utf8_ascii(who) &&
		    span_printable(who) == who.n && x.mail->from.count == 0 &&
		    span_find_byte(who, ' ') == who.n)
			assert(redact_left(r,
			    arena_join(a, SPAN("<"), who, SPAN(">")), &what));
	}
	out = redact_url(r, text);
	assert(redact_left(r, SPAN(""), &what) ==
	    span_is(what, "more than can be searched"));
	arena_free(a);
	return 0;
}
