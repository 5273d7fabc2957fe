/* model - what the wording as a whole resembles (know/model.h). */
#include "base/fold.h"
#include "base/limits.h"
#include "examine/brand_name.h"
#include "examine/examination.h"
#include "examine/examiners.h"

/*
 * In natural logarithms: up to where wording is ordinary, from where on it is
 * fraud's, and where more says no more.  Cross-validated, of genuine mails 70 %
 * lie below the first and 1 % above the second; of bad ones 1 % and 75 %.
 */
#define LOGIT_ORDINARY (-2.5)
#define LOGIT_FRAUD 1.0
#define LOGIT_MOST 4.5

#define NAMES_MAX 8

const char *
model_finding(double logit, int *share)
{
	double size = logit > LOGIT_MOST ? LOGIT_MOST : logit;

	*share = 100;
	if (logit <= LOGIT_ORDINARY)
		return "wording.model-ordinary";
	*share = 1 +
	    (int)((size - LOGIT_ORDINARY) / (LOGIT_MOST - LOGIT_ORDINARY) * 99);
	return logit < LOGIT_FRAUD ? "wording.model-unclear" : "wording.model";
}

/* The text a reader sees first: of the HTML, else of the plain part. */
static size_t
main_text(const struct examination *x)
{
	size_t best = x->mail->text_count;

	for (size_t i = 0; i < x->mail->text_count; i++) {
		if (x->mail->texts[i].visible.n == 0)
			continue;
		if (x->mail->texts[i].html)
			return i;
		if (best == x->mail->text_count)
			best = i;
	}
	return best;
}

struct model_text *
examine_model_text(struct examination *x)
{
	struct model_text *t = model_text_new(x->arena);
	size_t at = main_text(x);
	span names[NAMES_MAX];
	struct model_names own = { names, 0 };
	size_t tags;

	if (t == NULL || x->texts == NULL)
		return NULL;
	for (size_t i = 0; i < x->recipients.count && own.count < NAMES_MAX;
	     i++)
		names[own.count++] = x->recipients.list[i].local;
	tags = brand_name_tags(x->subject.text);
	model_text_add(t, span_drop(x->subject.text, tags), 0, &own);
	if (at < x->mail->text_count)
		model_text_add(t, x->texts[at].text, (uint16_t)(at + 1), &own);
	return t;
}

const char *
examine_model_language(const struct examination *x)
{
	return x->language_count == 0 ? "-" : x->languages[0];
}

static void
quote(struct examination *x, struct finding *f, const struct model_text *t,
    const struct model_passage *p)
{
	const struct model_word *first = &t->words[p->first];
	size_t to = t->words[p->end - 1].to;
	const struct body_text *text;
	size_t start, end;

	if (first->source == 0) {
		finding_field(x, f, "Subject");
		finding_arg(x, f, "passage", x->mail->subject);
		return;
	}
	text = &x->mail->texts[first->source - 1];
	start = map_start(&x->texts[first->source - 1].map, first->from);
	end = map_end(&x->texts[first->source - 1].map, to, text->visible.n);
	finding_visible(x, f, text, start, end);
	finding_arg(x, f, "passage", span_slice(text->visible, start, end));
}

void
examine_model(struct examination *x)
{
	const struct model *m = x->know->model;
	struct model_passage passages[MODEL_PASSAGES];
	struct model_text *t;
	struct finding *f;
	const char *id;
	size_t count;
	int share;

	if (m == NULL || model_speaks(m, examine_model_language(x)) == NULL)
		return;
	t = examine_model_text(x);
	if (t == NULL || t->count == 0)
		return;
	id = model_finding(model_score(m, t), &share);
	f = finding_add(x, id, STANDING_CLAIMED);
	f->share = share;
	f->undecided = span_is(span_of(id), "wording.model-unclear");
	x->wording_read = true;
	if (span_is(span_of(id), "wording.model-ordinary"))
		return;
	count = model_passages(t, f->undecided ? 1 : MODEL_PASSAGES, passages);
	for (size_t i = 0; i < count; i++)
		quote(x, f, t, &passages[i]);
}
