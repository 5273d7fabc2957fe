#include "judge/judge.h"

#include <math.h>

#include "know/weights.h"

/*
 * What weighs less by hand (another domain in the Message-ID, say) is found in
 * half of all genuine mail and accuses nobody; twice as often is an accusation.
 */
#define ACCUSES_FROM 3

#define FAMILIES_MAX 64

bool verdict_is_bad(enum verdict_class class)
{
	return class != VERDICT_UNKNOWN && class != VERDICT_CLEAN;
}

const char *verdict_class_text(enum verdict_class class)
{
	switch (class) {
	case VERDICT_UNKNOWN:
		return "unknown";
	case VERDICT_CLEAN:
		return "clean";
	case VERDICT_SPAM:
		return "spam";
	case VERDICT_MALWARE:
		return "malware";
	case VERDICT_SCAM:
		return "scam";
	case VERDICT_PHISHING:
		return "phishing";
	}
	return "unknown";
}

static enum verdict_class class_of(enum weight_class class)
{
	switch (class) {
	case WEIGHT_PHISHING:
		return VERDICT_PHISHING;
	case WEIGHT_SCAM:
		return VERDICT_SCAM;
	case WEIGHT_MALWARE:
		return VERDICT_MALWARE;
	case WEIGHT_SPAM:
	case WEIGHT_ANY:
		return VERDICT_SPAM;
	}
	return VERDICT_SPAM;
}

/* What the findings add up to, accusing and excusing apart. */
struct sums {
	int for_it[FAMILIES_MAX], against[FAMILIES_MAX]; /* by family */
	int class[VERDICT_PHISHING + 1];		 /* accusing only */
	int total;
	bool accused;
};

/*
 * Weights of wording were learned beside the model of it, which takes its share
 * of what both see.  Where the model has nothing to say, a phrase keeps what it
 * was given by hand.
 */
static int
decibans_of(const struct examination *x, const struct weight *w)
{
	size_t count;
	const struct weight_family *families =
	    weights_families(x->know->weights, &count);

	if (!x->wording_read && w->set > w->decibans &&
	    w->family != WEIGHT_NO_FAMILY &&
	    span_is(families[w->family].name, "wording"))
		return w->set;
	return w->decibans;
}

/* First pass: what each finding weighs, and the families' raw sums. */
static void
look_up(struct examination *x, struct finding *f, struct sums *sums)
{
	size_t count;
	const struct weight_family *families =
	    weights_families(x->know->weights, &count);
	const struct weight *w = weights_find(x->know->weights, span_of(f->id));

	if (w == NULL)
		return;
	f->weight = decibans_of(x, w);
	if (f->share > 0)
		f->weight = f->weight * f->share / 100;
	f->reason = w->reason;
	if (w->class != WEIGHT_ANY)
		f->points_to = span_of(weight_class_text(w->class));
	if (w->family == WEIGHT_NO_FAMILY || w->family >= FAMILIES_MAX)
		return;
	f->family = families[w->family].name;
	if (f->weight > 0)
		sums->against[w->family] += f->weight;
	else
		sums->for_it[w->family] -= f->weight;
}

/*
 * Second pass: of a family that is over its cap each finding counts with its
 * share, so that the sum does not depend on the order.
 */
static void
weigh(struct examination *x, struct finding *f, struct sums *sums)
{
	size_t count;
	const struct weight_family *families =
	    weights_families(x->know->weights, &count);
	const struct weight *w = weights_find(x->know->weights, span_of(f->id));
	int weight = f->weight * 100; /* hundredths: shares are no integers */

	if (w == NULL)
		return;
	if (w->family != WEIGHT_NO_FAMILY && w->family < FAMILIES_MAX) {
		int cap = families[w->family].cap;
		int sum = weight > 0 ? sums->against[w->family]
				     : sums->for_it[w->family];

		if (sum > cap)
			weight = weight * cap / sum;
	}
	sums->total += weight;
	if (weight <= 0)
		return;
	sums->accused |= w->set >= ACCUSES_FROM && !f->undecided;
	if (w->class != WEIGHT_ANY)
		sums->class[class_of(w->class)] += weight;
}

/*
 * The class that weighs most.  What points to no class leaves it to the
 * others; without any of them it is unwanted mail of no known kind.
 */
static enum verdict_class
heaviest(const struct sums *sums)
{
	enum verdict_class best = VERDICT_SPAM;

	for (int c = VERDICT_SPAM; c <= VERDICT_PHISHING; c++)
		if (sums->class[c] > sums -> class[best])
			best = (enum verdict_class)c;
	return best;
}

/*
 * The From domain is vouched for, by the reader's server or by its own records
 * as they are now, and it is one
 * that is known: crooks authenticate their throw-away domains as well, so with
 * any domain allowed 7 % of a phishing corpus would have come out clean.
 */
static bool
is_vouched(const struct examination *x)
{
	return auth_vouched(x) &&
	    (x->brands.official != NULL ||
		(x->mail->from.count > 0 && is_me(x, &x->mail->from.list[0])));
}

void
judge(struct examination *x)
{
	struct sums sums = { 0 };
	struct verdict *v = &x->verdict;

	*v = (struct verdict){ .prior = weights_prior(
				   x->know->weights, x->wording_read) };
	v->score = v->prior;
	if (x->mail->form != MAIL_MESSAGE) {
		v->probability = 1 / (1 + pow(10, -v->score / 10.0));
		return;
	}
	for (size_t i = 0; i < x->finding_count; i++)
		look_up(x, x->findings[i], &sums);
	for (size_t i = 0; i < x->finding_count; i++)
		weigh(x, x->findings[i], &sums);
	v->score = v->prior + sums.total / 100;
	v->probability = 1 / (1 + pow(10, -v->score / 10.0));
	if (v->score >= JUDGE_BAD_FROM)
		v->class = heaviest(&sums);
	else if (is_vouched(x) && !sums.accused)
		v->class = VERDICT_CLEAN;
	else
		v->class = VERDICT_UNKNOWN;
}

static bool
before(const struct finding *a, const struct finding *b)
{
	int x = a->weight < 0 ? -a->weight : a->weight;
	int y = b->weight < 0 ? -b->weight : b->weight;

	if ((a->weight > 0) != (b->weight > 0))
		return a->weight > 0;
	/* What accuses nobody is no main reason, whatever it weighs. */
	if (a->undecided != b->undecided)
		return b->undecided;
	return x > y;
}

struct finding **
judge_order(struct examination *x)
{
	struct finding **list =
	    arena_array(x->arena, x->finding_count, sizeof(struct finding *));

	if (list == NULL)
		return x->findings;
	for (size_t i = 0; i < x->finding_count; i++) {
		size_t k = i;

		for (; k > 0 && before(x->findings[i], list[k - 1]); k--)
			list[k] = list[k - 1];
		list[k] = x->findings[i];
	}
	return list;
}
