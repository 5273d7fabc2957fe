/* Reading an examination: nothing here allocates, fails or changes anything. */
#include "lib/expert.h"
#include "report/say.h"

#define SAME(ours, theirs)                                                     \
	_Static_assert((int)(ours) == (int)(theirs), #ours " is " #theirs)

SAME(MEKIKI_CLASS_UNKNOWN, VERDICT_UNKNOWN);
SAME(MEKIKI_CLASS_CLEAN, VERDICT_CLEAN);
SAME(MEKIKI_CLASS_SPAM, VERDICT_SPAM);
SAME(MEKIKI_CLASS_MALWARE, VERDICT_MALWARE);
SAME(MEKIKI_CLASS_SCAM, VERDICT_SCAM);
SAME(MEKIKI_CLASS_PHISHING, VERDICT_PHISHING);
SAME(MEKIKI_STANDING_OBSERVED, STANDING_OBSERVED);
SAME(MEKIKI_STANDING_CLAIMED, STANDING_CLAIMED);
SAME(MEKIKI_STANDING_TOLD, STANDING_TOLD);

static const struct mekiki_text nothing;

bool
mekiki_is_mail(const struct mekiki_examination *m)
{
	return m->x->mail->form == MAIL_MESSAGE;
}

enum mekiki_class
mekiki_verdict(const struct mekiki_examination *m)
{
	return (enum mekiki_class)m->x->verdict.class;
}

const char *
mekiki_class_name(enum mekiki_class verdict)
{
	return verdict_class_text((enum verdict_class)verdict);
}

bool
mekiki_is_bad(enum mekiki_class verdict)
{
	return verdict_is_bad((enum verdict_class)verdict);
}

double
mekiki_probability(const struct mekiki_examination *m)
{
	return m->x->verdict.probability;
}

int
mekiki_score(const struct mekiki_examination *m)
{
	return m->x->verdict.score;
}

struct mekiki_text
mekiki_summary(const struct mekiki_examination *m, enum mekiki_lang lang)
{
	return (size_t)lang < LANG_COUNT ? m->summary[lang] : nothing;
}

struct mekiki_text
mekiki_brand(const struct mekiki_examination *m)
{
	const struct brand *b = say_impersonated(m->x);

	return b == NULL ? nothing : text_of(b->id);
}

struct mekiki_text
mekiki_brand_name(const struct mekiki_examination *m, enum mekiki_lang lang)
{
	const struct brand *b = say_impersonated(m->x);

	return b == NULL || (size_t)lang >= LANG_COUNT
	    ? nothing
	    : text_of(say_brand(b, (enum lang)lang));
}

size_t
mekiki_limit_count(const struct mekiki_examination *m)
{
	return m->x->truncated_count;
}

const char *
mekiki_limit_at(const struct mekiki_examination *m, size_t index)
{
	return index < m->x->truncated_count ? m->x->truncated[index] : NULL;
}

const char *
mekiki_standing_name(enum mekiki_standing standing)
{
	return standing == MEKIKI_STANDING_CONTRADICTED
	    ? hop_standing_name(HOP_CONTRADICTED)
	    : standing_name((enum standing)standing);
}

struct mekiki_text
mekiki_origin(const struct mekiki_examination *m)
{
	return m->origin;
}

enum mekiki_standing
mekiki_origin_standing(const struct mekiki_examination *m)
{
	switch (m->x->route.origin_standing) {
	case HOP_OBSERVED:
		return MEKIKI_STANDING_OBSERVED;
	case HOP_CLAIMED:
		return MEKIKI_STANDING_CLAIMED;
	case HOP_CONTRADICTED:
		return MEKIKI_STANDING_CONTRADICTED;
	}
	return MEKIKI_STANDING_CLAIMED;
}

static struct mekiki_text
told_of_origin(const struct mekiki_examination *m, const char *name)
{
	const struct answer *a = m->x->route.origin_answer;

	return a == NULL ? nothing : text_of(answer_value(a, name));
}

struct mekiki_text
mekiki_origin_country(const struct mekiki_examination *m)
{
	return told_of_origin(m, "country");
}

struct mekiki_text
mekiki_origin_operator(const struct mekiki_examination *m)
{
	return told_of_origin(m, "as_name");
}

size_t
mekiki_finding_count(const struct mekiki_examination *m)
{
	return m->x->finding_count;
}

const struct mekiki_finding *
mekiki_finding_at(const struct mekiki_examination *m, size_t index)
{
	return index < m->x->finding_count ? &m->findings[index] : NULL;
}

const char *
mekiki_finding_id(const struct mekiki_finding *f)
{
	return f->f->id;
}

int
mekiki_finding_weight(const struct mekiki_finding *f)
{
	return f->f->weight;
}

enum mekiki_standing
mekiki_finding_standing(const struct mekiki_finding *f)
{
	return (enum mekiki_standing)f->f->standing;
}

struct mekiki_text
mekiki_finding_text(const struct mekiki_finding *f, enum mekiki_lang lang)
{
	return (size_t)lang < LANG_COUNT ? f->text[lang] : nothing;
}

struct mekiki_text
mekiki_finding_check(const struct mekiki_finding *f, enum mekiki_lang lang)
{
	return (size_t)lang < LANG_COUNT ? f->check[lang] : nothing;
}

size_t
mekiki_evidence_count(const struct mekiki_finding *f)
{
	return f->f->evidence_count;
}

/* struct mekiki_evidence is never defined: it is what ours is called there. */
const struct mekiki_evidence *
mekiki_evidence_at(const struct mekiki_finding *f, size_t index)
{
	return index < f->f->evidence_count
	    ? (const struct mekiki_evidence *)&f->f->evidence[index]
	    : NULL;
}

static const struct evidence *
evidence_of(const struct mekiki_evidence *e)
{
	return (const struct evidence *)e;
}

struct mekiki_text
mekiki_evidence_part(const struct mekiki_evidence *e)
{
	return text_of(evidence_of(e)->part);
}

size_t
mekiki_evidence_start(const struct mekiki_evidence *e)
{
	return evidence_of(e)->start;
}

size_t
mekiki_evidence_end(const struct mekiki_evidence *e)
{
	return evidence_of(e)->end;
}

struct mekiki_text
mekiki_evidence_text(const struct mekiki_evidence *e)
{
	const struct evidence *own = evidence_of(e);

	return text_of(own->answer != NULL ? own->answer->text : own->text);
}

struct mekiki_text
mekiki_evidence_answer(const struct mekiki_evidence *e)
{
	const struct evidence *own = evidence_of(e);

	return own->answer != NULL ? text_of(own->answer->id) : nothing;
}
