#include "examine/finding.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "examine/examination.h"

const char *
standing_name(enum standing s)
{
	switch (s) {
	case STANDING_OBSERVED:
		return "observed";
	case STANDING_CLAIMED:
		return "claimed";
	case STANDING_TOLD:
		return "told";
	}
	return "claimed";
}

struct finding *
finding_add(struct examination *x, const char *id, enum standing standing)
{
	struct finding **list, *f;

	if (x->finding_count >= LIMIT_FINDINGS) {
		limit_hit(x, "findings");
		x->spare = (struct finding){ .id = id };
		return &x->spare;
	}
	list = arena_grow(x->arena, x->findings, x->finding_count,
	    &x->finding_room, sizeof(struct finding *));
	if (list != NULL)
		x->findings = list;
	f = list == NULL ? NULL : arena_alloc(x->arena, sizeof(*f));
	if (f == NULL) {
		x->spare = (struct finding){ .id = id };
		return &x->spare;
	}
	f->id = id;
	f->standing = standing;
	x->findings[x->finding_count++] = f;
	return f;
}

struct finding *
finding_find(const struct examination *x, const char *id)
{
	for (size_t i = 0; i < x->finding_count; i++)
		if (strcmp(x->findings[i]->id, id) == 0)
			return x->findings[i];
	return NULL;
}

/* Valid UTF-8 of at most LIMIT_QUOTE bytes, cut at a character. */
static span
quotable(struct arena *a, span s)
{
	struct buf out;

	if (s.n > LIMIT_QUOTE) {
		s = span_head(s, LIMIT_QUOTE);
		while (s.n > LIMIT_QUOTE - UTF8_MAX &&
		    ((unsigned char)s.p[s.n - 1] & 0xc0) == 0x80)
			s.n--;
		if (s.n > 0 && (unsigned char)s.p[s.n - 1] >= 0xc0)
			s.n--;
	}
	if (utf8_valid(s))
		return s;
	out = buf_new(a, LIMIT_QUOTE * 3);
	while (s.n > 0)
		buf_code(&out, utf8_cut(&s, NULL));
	return buf_span(&out);
}

void
finding_arg(
    struct examination *x, struct finding *f, const char *name, span value)
{
	struct text_arg *args;

	for (size_t i = 0; i < f->arg_count; i++)
		if (span_is(f->args[i].name, name))
			return;
	args = arena_grow(
	    x->arena, f->args, f->arg_count, &f->arg_room, sizeof(*args));
	if (args == NULL)
		return;
	f->args = args;
	args[f->arg_count++] = (struct text_arg){ span_of(name),
		arena_copy(x->arena, quotable(x->arena, value)) };
}

void
finding_number(
    struct examination *x, struct finding *f, const char *name, int64_t value)
{
	finding_arg(x, f, name, arena_number(x->arena, value));
}

static void
add_evidence(struct examination *x, struct finding *f, struct evidence evidence)
{
	struct evidence *list;

	if (f->evidence_count >= LIMIT_EVIDENCE)
		return;
	for (size_t i = 0; i < f->evidence_count; i++)
		if (span_same(f->evidence[i].part, evidence.part) &&
		    f->evidence[i].start == evidence.start &&
		    f->evidence[i].answer == evidence.answer)
			return;
	list = arena_grow(x->arena, f->evidence, f->evidence_count,
	    &f->evidence_room, sizeof(*list));
	if (list == NULL)
		return;
	f->evidence = list;
	evidence.text = quotable(x->arena, evidence.text);
	list[f->evidence_count++] = evidence;
}

void
finding_quote(
    struct examination *x, struct finding *f, size_t start, size_t end)
{
	add_evidence(x, f,
	    (struct evidence){ .start = start,
		.end = end,
		.text = span_slice(x->mail->raw, start, end) });
}

void
finding_quote_field(
    struct examination *x, struct finding *f, const struct field *field)
{
	size_t start;

	if (field == NULL)
		return;
	start = span_offset(field->name, x->mail->raw);
	finding_quote(x, f, start,
	    (size_t)(field->body.p - x->mail->raw.p) + field->body.n);
}

void
finding_field(struct examination *x, struct finding *f, const char *name)
{
	finding_quote_field(x, f, fields_find(&x->mail->fields, name));
}

void
finding_visible(struct examination *x, struct finding *f,
    const struct body_text *t, size_t start, size_t end)
{
	struct evidence e = { .part = x->mail->parts.list[t->part].id,
		.text = span_slice(t->visible, start, end) };

	mail_visible_bytes(x->mail, t, &start, &end);
	e.start = start;
	e.end = end;
	add_evidence(x, f, e);
}

void
finding_text(struct examination *x, struct finding *f,
    const struct body_text *t, size_t start, size_t end, span shown)
{
	struct evidence e = { .part = x->mail->parts.list[t->part].id,
		.text = shown };

	mail_text_bytes(x->mail, t, &start, &end);
	e.start = start;
	e.end = end;
	add_evidence(x, f, e);
}

void
finding_part(struct examination *x, struct finding *f, size_t part,
    size_t start, size_t end)
{
	const struct part *p = &x->mail->parts.list[part];

	add_evidence(x, f,
	    (struct evidence){ .part = p->id,
		.start = start,
		.end = end,
		.text = span_slice(p->bytes, start, end) });
}

void
finding_link(struct examination *x, struct finding *f, const struct link *l)
{
	const struct body_text *t = NULL;

	if (f->evidence_count < LIMIT_EVIDENCE)
		t = mail_text(x->mail, l->part);
	if (t == NULL)
		return;
	/* "hxxp" was undone in what the link is read as. */
	finding_text(x, f, t, l->start, l->end,
	    l->obfuscated ? span_slice(t->charset.utf8, l->start, l->end)
			  : l->written);
}

void
finding_answer(
    struct examination *x, struct finding *f, const struct answer *answer)
{
	if (answer != NULL)
		add_evidence(x, f, (struct evidence){ .answer = answer });
}
