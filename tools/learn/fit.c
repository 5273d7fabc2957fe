/* fit - logistic regression with L2 by liblinear, and what is made of it. */
#define model liblinear_model /* liblinear's name for its own */
#include <linear.h>
#undef model
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "tools/learn/learn.h"

#define DECIBAN (10 / log(10)) /* of a natural logarithm */

/*
 * How closely the corpus is followed: larger C trusts it more.  Of 0.3, 1, 3
 * and 10 the cross-validated figures were best at 3 for the wording; for
 * weights 0.3 to 3 differed by less than the folds do.
 */
#define MODEL_C 10
#define WEIGHTS_C 1

/*
 * A mail's language is a feature of its own with this value, cheap to use, and
 * dropped afterwards: what merely tells German from English is then learned
 * there, and no German word becomes guilty because there is little genuine
 * German mail.
 */
#define LANGUAGE_VALUE 30

/* Genuine mails of a language from which on the model speaks of it. */
#define GENUINE_LEAST 1

/* A hand-set weight, in natural logarithms, counts this many times as a
   feature, so that to use it costs little. */
#define SET_VALUE 3

static void
say_nothing(const char *text)
{
	(void)text;
}

static struct liblinear_model *
fit(const struct problem *p, double c)
{
	struct parameter how = { .solver_type = L2R_LR, .eps = 0.005, .C = c };
	struct liblinear_model *m;

	set_print_string_function(say_nothing);
	m = train(p, &how);
	if (m == NULL)
		give_up("liblinear gives nothing", "out of memory?");
	return m;
}

/* liblinear calls the label it meets first +1. */
static double
direction(const struct liblinear_model *m)
{
	return m->label[0] == 1 ? 1 : -1;
}

/* Words are not set off by blanks: runs of bytes mean little there. */
static bool
is_blankless(const char *language)
{
	return strcmp(language, "ja") == 0 || strcmp(language, "zh") == 0 ||
	    strcmp(language, "ko") == 0 || strcmp(language, "th") == 0;
}

static bool
takes_part(const struct corpus *c, const struct sample *s)
{
	return is_counted(s) && s->gram_count > 0 &&
	    !is_blankless(c->languages[s->language]);
}

static void
quantise(const double *w, double sign, double norm, struct fitted_model *out)
{
	double most = 0;

	for (size_t i = 0; i < MODEL_SIZE; i++)
		most = fabs(w[i]) > most ? fabs(w[i]) : most;
	out->scale = most / 127 * norm;
	for (size_t i = 0; i < MODEL_SIZE; i++)
		out->weights[i] = (signed char)lround(sign * w[i] / most * 127);
}

void
fit_model(
    const struct corpus *c, const bool *train_set, struct fitted_model *out)
{
	struct problem p = { .bias = 1,
		.n = (int)(MODEL_SIZE + c->language_count + 1) };
	struct feature_node **x = need(c->count, sizeof(*x));
	double *y = need(c->count, sizeof(*y));
	struct liblinear_model *m;

	memset(out->genuine, 0, sizeof(out->genuine));
	memset(out->bad, 0, sizeof(out->bad));
	for (size_t i = 0; i < c->count; i++) {
		const struct sample *s = &c->list[i];
		struct feature_node *node;
		double value;

		if (!train_set[i] || !takes_part(c, s))
			continue;
		(is_bad(s) ? out->bad : out->genuine)[s->language]++;
		value = 1 / sqrt((double)s->gram_count + MODEL_CALM);
		node = need(s->gram_count + 3, sizeof(*node));
		x[p.l] = node;
		for (size_t k = 0; k < s->gram_count; k++)
			*node++ = (struct feature_node){ (int)s->grams[k] + 1,
				value };
		*node++ =
		    (struct feature_node){ (int)(MODEL_SIZE + s->language) + 1,
			    LANGUAGE_VALUE };
		*node++ = (struct feature_node){ p.n, p.bias };
		node->index = -1;
		y[p.l++] = is_bad(s) ? 1 : 0;
	}
	p.x = x;
	p.y = y;
	m = fit(&p, MODEL_C);
	quantise(m->w, direction(m), 1, out);
	out->bias = direction(m) * m->w[p.n - 1] * p.bias;
	free_and_destroy_model(&m);
	for (int i = 0; i < p.l; i++)
		free(x[i]);
	free(x);
	free(y);
}

bool
model_is_silent(const struct corpus *c, const struct fitted_model *m,
    const struct sample *s)
{
	return is_blankless(c->languages[s->language]) ||
	    m->genuine[s->language] < GENUINE_LEAST;
}

/* Sets the sample's logit. */
static void
ask_model(
    const struct corpus *c, const struct fitted_model *m, struct sample *s)
{
	int sum = 0;

	s->silent = s->gram_count == 0 || model_is_silent(c, m, s);
	for (size_t i = 0; i < s->gram_count; i++)
		sum += m->weights[s->grams[i]];
	s->logit = m->bias +
	    (s->silent ? 0
		       : sum * m->scale /
			sqrt((double)s->gram_count + MODEL_CALM));
}

void
cross_fit(struct corpus *c, const bool *train_set)
{
	struct fitted_model *m = need(1, sizeof(*m));
	bool *inner = need(c->count, sizeof(*inner));

	for (unsigned fold = 0; fold < INNER_FOLDS; fold++) {
		/* Another cut than the outer one, by cluster as well. */
		for (size_t i = 0; i < c->count; i++)
			inner[i] = train_set[i] &&
			    (c->list[i].cluster * 2654435761u >> 7) %
				    INNER_FOLDS !=
				fold;
		fit_model(c, inner, m);
		for (size_t i = 0; i < c->count; i++)
			if (train_set[i] && !inner[i])
				ask_model(c, m, &c->list[i]);
	}
	free(inner);
	free(m);
}

/* What stage two knows of a row while it is being fitted. */
struct rows {
	const struct weight *list;
	size_t count;
	bool *used;	    /* is learned, and not yet found to turn its sign */
	int model, unclear; /* the model's rows; they weigh the same */
};

/* What of the model's weight a mail has, and in which of its rows. */
static double
share_of(const struct rows *r, const struct sample *s, int *row)
{
	int percent;
	const char *id = model_finding(s->logit, &percent);

	*row = -1;
	/* Of what it does not read the model is undecided: neither guilty
	   nor ordinary. */
	if (s->silent) {
		(void)model_finding(0, &percent);
		return percent / 100.0;
	}
	if (span_is(span_of(id), "wording.model-ordinary"))
		return 0;
	*row = span_is(span_of(id), "wording.model") ? r->model : r->unclear;
	return percent / 100.0;
}

static size_t
put_features(
    const struct rows *r, const struct sample *s, struct feature_node *node)
{
	size_t n = 0;
	int row;
	double set = 0, share = share_of(r, s, &row);

	for (size_t k = 0; k < s->row_count; k++) {
		if (!r->used[s->rows[k]])
			continue;
		node[n++] = (struct feature_node){ s->rows[k] + 1, 1 };
		set += r->list[s->rows[k]].set;
	}
	if (share > 0 && r->used[r->model]) {
		node[n++] = (struct feature_node){ r->model + 1, share };
		set += r->list[r->model].set * share;
	}
	if (set != 0)
		node[n++] = (struct feature_node){ (int)r->count + 1,
			set / DECIBAN * SET_VALUE };
	node[n++] = (struct feature_node){ (int)r->count + 2, 1 };
	node[n].index = -1;
	return n + 1;
}

/* times: how often each sample counts; gives decibans a row, and the prior. */
static void
fit_once(const struct corpus *c, const struct rows *r, const unsigned *times,
    double *decibans, double *prior, double *trust)
{
	struct problem p = { .bias = 1, .n = (int)r->count + 2 };
	struct feature_node **x;
	double *y, bad = 0, good = 0, sign;
	struct liblinear_model *m;
	size_t total = 0;

	for (size_t i = 0; i < c->count; i++)
		total += times[i];
	x = need(total + 1, sizeof(*x));
	y = need(total + 1, sizeof(*y));
	for (size_t i = 0; i < c->count; i++) {
		const struct sample *s = &c->list[i];

		if (times[i] == 0)
			continue;
		x[p.l] = need(s->row_count + 6, sizeof(**x));
		put_features(r, s, x[p.l]);
		for (unsigned k = 0; k < times[i]; k++) {
			x[p.l + (int)k] = x[p.l];
			y[p.l + (int)k] = is_bad(s) ? 1 : 0;
		}
		*(is_bad(s) ? &bad : &good) += times[i];
		p.l += (int)times[i];
	}
	p.x = x;
	p.y = y;
	m = fit(&p, WEIGHTS_C);
	sign = direction(m);
	*trust = sign * m->w[r->count] * SET_VALUE;
	for (size_t i = 0; i < r->count; i++)
		decibans[i] = r->used[i]
		    ? *trust * r->list[i].set + sign * m->w[i] * DECIBAN
		    : 0;
	decibans[r->unclear] = decibans[r->model];
	/* From the corpus's share of bad mail to one in ten. */
	*prior =
	    sign * m->w[r->count + 1] * DECIBAN - 10 * log10(bad / good) - 10;
	free_and_destroy_model(&m);
	for (int i = 0; i < p.l; i++)
		if (i == 0 || x[i] != x[i - 1])
			free(x[i]);
	free(x);
	free(y);
}

/*
 * A finding that accuses never excuses: a row whose weight would turn its sign
 * goes, and all is fitted again without it.
 */
static void
fit_signed(const struct corpus *c, struct rows *r, const unsigned *times,
    double *decibans, double *prior, double *trust)
{
	bool again = true;

	for (int pass = 0; pass < 20 && again; pass++) {
		again = false;
		fit_once(c, r, times, decibans, prior, trust);
		for (size_t i = 0; i < r->count; i++)
			if (r->used[i] && decibans[i] * r->list[i].set < 0) {
				r->used[i] = false;
				again = true;
			}
	}
}

static void
use_rows(const struct corpus *c, struct rows *r, span without)
{
	size_t families;
	const struct weight_family *family =
	    weights_families(c->weights, &families);

	for (size_t i = 0; i < r->count; i++) {
		const struct weight *w = &r->list[i];

		r->used[i] = w->learn && w->set != 0 &&
		    (without.n == 0 || w->family == WEIGHT_NO_FAMILY ||
			!span_same(family[w->family].name, without));
		if (span_is(w->id, "wording.model"))
			r->model = (int)i;
		if (span_is(w->id, "wording.model-unclear"))
			r->unclear = (int)i;
	}
}

static void
count_rows(const struct corpus *c, const bool *train_set, const struct rows *r,
    struct learned *rows)
{
	for (size_t i = 0; i < c->count; i++) {
		const struct sample *s = &c->list[i];
		int row;

		if (!train_set[i] || !is_counted(s))
			continue;
		for (size_t k = 0; k < s->row_count; k++)
			*(is_bad(s) ? &rows[s->rows[k]].bad
				    : &rows[s->rows[k]].good) += 1;
		(void)share_of(r, s, &row);
		if (row >= 0)
			*(is_bad(s) ? &rows[row].bad : &rows[row].good) += 1;
	}
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* Whole clusters, drawn with replacement. */
static void
resample(const struct corpus *c, const bool *train_set, uint64_t *random,
    unsigned *times)
{
	for (size_t i = 0; i < c->count; i++) {
		uint64_t state = *random + c->list[i].cluster * 2654435761u;
		double u;

		next_random(&state);
		u = next_random(&state) / 4294967296.0;
		/* Poisson of mean one. */
		times[i] = train_set[i] && is_counted(&c->list[i])
		    ? (unsigned)((u > 0.3679) + (u > 0.7358) + (u > 0.9197) +
			  (u > 0.981))
		    : 0;
	}
	next_random(random);
	*random += 977;
}

static void
intervals(const struct corpus *c, const bool *train_set, struct rows *r,
    const bool *used, size_t resamples, struct fitted *out)
{
	unsigned *times = need(c->count, sizeof(*times));
	double *all = need(r->count * resamples + 1, sizeof(*all));
	double *one = need(r->count, sizeof(*one));
	double prior, trust;
	uint64_t random = 20;

	for (size_t n = 0; n < resamples; n++) {
		memcpy(r->used, used, r->count * sizeof(*used));
		resample(c, train_set, &random, times);
		fit_signed(c, r, times, one, &prior, &trust);
		for (size_t i = 0; i < r->count; i++)
			all[i * resamples + n] = one[i];
	}
	for (size_t i = 0; i < r->count; i++) {
		double *row = all + i * resamples;

		qsort(row, resamples, sizeof(*row), by_value);
		out->rows[i].low = (int)lround(row[resamples / 40]);
		out->rows[i].high =
		    (int)lround(row[resamples - 1 - resamples / 40]);
	}
	free(times);
	free(all);
	free(one);
}

void
fit_weights(const struct corpus *c, const bool *train_set, span without,
    size_t resamples, struct fitted *out)
{
	struct rows r = { 0 };
	unsigned *times = need(c->count, sizeof(*times));
	double *decibans, prior;
	int undecided;
	bool *used;

	r.list = weights_all(c->weights, &r.count);
	r.used = need(r.count, sizeof(bool));
	used = need(r.count, sizeof(bool));
	decibans = need(r.count, sizeof(*decibans));
	out->rows = need(r.count, sizeof(*out->rows));
	use_rows(c, &r, without);
	memcpy(used, r.used, r.count * sizeof(bool));
	count_rows(c, train_set, &r, out->rows);
	for (size_t i = 0; i < c->count; i++)
		times[i] = train_set[i] && is_counted(&c->list[i]) ? 1 : 0;
	fit_signed(c, &r, times, decibans, &prior, &out->trust);
	for (size_t i = 0; i < r.count; i++) {
		double most =
		    decibans[i] > WEIGHT_MAX ? WEIGHT_MAX : decibans[i];

		out->rows[i].decibans =
		    used[i] ? (int)lround(most) : r.list[i].set;
	}
	(void)model_finding(0, &undecided);
	out->prior = (int)lround(prior);
	out->prior_unread =
	    (int)lround(prior + decibans[r.model] * undecided / 100);
	if (resamples > 0)
		intervals(c, train_set, &r, used, resamples, out);
	free(times);
	free(decibans);
	free(used);
	free(r.used);
}
