/* figures - how well it judges. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "tools/learn/learn.h"

#define RESAMPLES 1000
#define WORST 50

/* Samples that a figure is about, by falling score. */
struct ranked {
	const struct sample **list;
	size_t count;
};

static int
by_score(const void *a, const void *b)
{
	const struct sample *x = *(const struct sample *const *)a;
	const struct sample *y = *(const struct sample *const *)b;

	return y->score - x->score;
}

static struct ranked
rank(const struct corpus *c, bool undoubted)
{
	struct ranked r = { need(c->count, sizeof(*r.list)), 0 };

	for (size_t i = 0; i < c->count; i++)
		if (is_counted(&c->list[i]) &&
		    !(undoubted && c->list[i].doubtful))
			r.list[r.count++] = &c->list[i];
	qsort(r.list, r.count, sizeof(*r.list), by_score);
	return r;
}

/* Genuine mail that is hard: shops, newsletters, notices of companies. */
static bool
is_hard(const struct sample *s)
{
	span kind = span_of(s->kind);

	return span_starts(kind, "hard_ham") || span_starts(kind, "brand") ||
	    span_starts(kind, "newsletter");
}

/*
 * The share of bad mails above every genuine one but the given share: equal
 * scores do not count as found.  times NULL: each counts once.
 */
static double
recall(const struct ranked *r, const unsigned char *times, double allowed,
    bool hard, int *threshold)
{
	double bad = 0, genuine = 0, passed = 0, found = 0;

	for (size_t i = 0; i < r->count; i++) {
		double t = times == NULL ? 1 : times[i];

		if (is_bad(r->list[i]))
			bad += t;
		else if (!hard || is_hard(r->list[i]))
			genuine += t;
	}
	for (size_t i = 0; i < r->count;) {
		double here = 0, wrong = 0;
		int score = r->list[i]->score;

		for (; i < r->count && r->list[i]->score == score; i++) {
			double t = times == NULL ? 1 : times[i];

			if (is_bad(r->list[i]))
				here += t;
			else if (!hard || is_hard(r->list[i]))
				wrong += t;
		}
		if (passed + wrong > floor(allowed * genuine))
			break;
		passed += wrong;
		found += here;
		if (threshold != NULL)
			*threshold = score;
	}
	return bad > 0 ? found / bad : 0;
}

/* Chance that a bad mail scores above a genuine one; half of equal ones. */
static double
auc(const struct ranked *r, const unsigned char *times)
{
	double bad = 0, genuine = 0, sum = 0;

	for (size_t i = 0; i < r->count;) {
		int score = r->list[i]->score;
		double b = 0, g = 0;

		for (; i < r->count && r->list[i]->score == score; i++)
			*(is_bad(r->list[i]) ? &b : &g) +=
			    times == NULL ? 1 : times[i];
		sum += g * (bad + b / 2);
		bad += b;
		genuine += g;
	}
	return bad * genuine > 0 ? sum / (bad * genuine) : 0;
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static const struct measure {
	const char *name;
	double allowed; /* below 0: AUC */
	bool hard;
} measures[] = {
	{ "AUC", -1, false },
	{ "recall at 0.1 % false alarms", 0.001, false },
	{ "recall at 0.5 %", 0.005, false },
	{ "recall at 1 %", 0.01, false },
	{ "recall at 2 %", 0.02, false },
	{ "recall at 2 % of hard ham", 0.02, true },
};

static double
take(const struct ranked *r, const unsigned char *times, size_t i,
    int *threshold)
{
	return measures[i].allowed < 0 ? auc(r, times)
				       : recall(r, times, measures[i].allowed,
					     measures[i].hard, threshold);
}

static void
print_measures(const struct ranked *r)
{
	unsigned char *times = need(r->count, 1);
	double *values = need(RESAMPLES * COUNT(measures), sizeof(*values));

	for (size_t n = 0; n < RESAMPLES; n++) {
		for (size_t i = 0; i < r->count; i++) {
			uint64_t state =
			    n * 104729 + r->list[i]->cluster * 2654435761u;
			double u;

			next_random(&state);
			u = next_random(&state) / 4294967296.0;
			times[i] = (unsigned char)((u > 0.3679) + (u > 0.7358) +
			    (u > 0.9197) + (u > 0.981));
		}
		for (size_t k = 0; k < COUNT(measures); k++)
			values[k * RESAMPLES + n] = take(r, times, k, NULL);
	}
	for (size_t k = 0; k < COUNT(measures); k++) {
		double *row = values + k * RESAMPLES;
		int threshold = 0;
		double value = take(r, NULL, k, &threshold);

		qsort(row, RESAMPLES, sizeof(*row), by_value);
		printf("  %-30s %.4f  [%.4f, %.4f]", measures[k].name, value,
		    row[RESAMPLES / 40], row[RESAMPLES - 1 - RESAMPLES / 40]);
		if (measures[k].allowed >= 0)
			printf("  score %d and above", threshold);
		printf("\n");
	}
	free(times);
	free(values);
}

/* One line for each source or language: how much of it is called bad. */
static void
print_groups(const struct corpus *c, bool by_language, int threshold)
{
	bool *done = need(c->count, 1);

	printf("\n%s: mails, called bad, at 0.5 %% false alarms\n",
	    by_language ? "by language" : "by source");
	for (size_t i = 0; i < c->count; i++) {
		const struct sample *s = &c->list[i];
		size_t n = 0, bad = 0, above = 0;

		if (done[i])
			continue;
		for (size_t k = i; k < c->count; k++) {
			const struct sample *o = &c->list[k];

			if (o->label != s->label ||
			    (by_language ? o->language != s->language
					 : strcmp(o->source, s->source) != 0 ||
					strcmp(o->kind, s->kind) != 0))
				continue;
			done[k] = true;
			n++;
			bad += verdict_is_bad(o->class);
			above += o->score >= threshold;
		}
		printf("  %-5s %-50.50s %5zu %5.1f %% %5.1f %%\n",
		    s->label == LABEL_HAM	 ? "ham"
			: s->label == LABEL_SPAM ? "spam"
						 : "bad",
		    by_language
			? c->languages[s->language]
			: arena_format(c->arena, "%s %s", s->source, s->kind).p,
		    n, 100.0 * (double)bad / (double)n,
		    100.0 * (double)above / (double)n);
	}
	free(done);
}

static void
print_classes(const struct corpus *c)
{
	static const char *const names[LABELS] = { "ham", "phish", "scam",
		"malware", "spam" };
	size_t table[LABELS][VERDICT_PHISHING + 1] = { 0 };

	for (size_t i = 0; i < c->count; i++)
		table[c->list[i].label][c->list[i].class]++;
	printf("\nclasses  ");
	for (int k = 0; k <= VERDICT_PHISHING; k++)
		printf("%9s", verdict_class_text((enum verdict_class)k));
	printf("\n");
	for (int i = 0; i < LABELS; i++) {
		printf("  %-7s", names[i]);
		for (int k = 0; k <= VERDICT_PHISHING; k++)
			printf("%9zu", table[i][k]);
		printf("\n");
	}
}

/* Of mails said to be bad with a probability of so much, how many are. */
static void
print_calibration(const struct ranked *r)
{
	static const int edges[] = { -1000, -20, -15, -10, -5, 0, 5, 10, 15, 20,
		30, 1000 };

	printf("\ncalibration: score, mails bad and genuine, likelihood ratio "
	       "wanted and seen, decibans\n");
	for (size_t k = 0; k + 1 < COUNT(edges); k++) {
		double bad = 0, genuine = 0, all_bad = 0, all_genuine = 0;
		double sum = 0;

		for (size_t i = 0; i < r->count; i++) {
			int score = r->list[i]->score;
			bool here = score >= edges[k] && score < edges[k + 1];

			*(is_bad(r->list[i]) ? &all_bad : &all_genuine) += 1;
			if (!here)
				continue;
			sum += score;
			*(is_bad(r->list[i]) ? &bad : &genuine) += 1;
		}
		printf("  %5d to %5d  %5.0f %5.0f", edges[k], edges[k + 1], bad,
		    genuine);
		if (bad + genuine > 0)
			printf("  %6.1f %6.1f", sum / (bad + genuine) + 10,
			    10 *
				log10((bad + 0.5) / all_bad /
				    ((genuine + 0.5) / all_genuine)));
		printf("\n");
	}
}

struct tally {
	size_t row, bad, genuine;
};

static int
by_frequency(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;
	size_t n = x->bad + x->genuine, m = y->bad + y->genuine;

	return n < m ? 1 : n > m ? -1 : 0;
}

static void
print_findings(const struct corpus *c)
{
	size_t count;
	const struct weight *w = weights_all(c->weights, &count);
	struct tally *t = need(count, sizeof(*t));

	for (size_t i = 0; i < count; i++)
		t[i].row = i;
	for (size_t i = 0; i < c->count; i++)
		for (size_t k = 0; k < c->list[i].row_count; k++)
			*(is_bad(&c->list[i])
				? &t[c->list[i].rows[k]].bad
				: &t[c->list[i].rows[k]].genuine) += 1;
	qsort(t, count, sizeof(*t), by_frequency);
	printf("\nfindings that are made most: bad, genuine\n");
	for (size_t i = 0; i < 30 && i < count; i++)
		printf("  %-36.*s %5zu %5zu\n", (int)w[t[i].row].id.n,
		    w[t[i].row].id.p, t[i].bad, t[i].genuine);
	free(t);
}

/* Genuine mail with the highest scores, bad with the lowest. */
static void
print_worst(const struct ranked *r)
{
	size_t n = 0;

	printf("\nworst errors: genuine mail accused\n");
	for (size_t i = 0; i < r->count && n < WORST / 2; i++) {
		const struct sample *s = r->list[i];

		if (is_bad(s))
			continue;
		printf("  %4d %s\n       %s\n", s->score, s->path, s->reasons);
		n++;
	}
	printf("\nworst errors: bad mail missed\n");
	n = 0;
	for (size_t i = r->count; i-- > 0 && n < WORST / 2;) {
		const struct sample *s = r->list[i];

		if (!is_bad(s))
			continue;
		printf("  %4d %s\n       %s\n", s->score, s->path, s->reasons);
		n++;
	}
}

static int
by_cost(const void *a, const void *b)
{
	const struct sample *x = *(const struct sample *const *)a;
	const struct sample *y = *(const struct sample *const *)b;

	return x->cost < y->cost ? 1 : x->cost > y->cost ? -1 : 0;
}

static void
print_slowest(struct ranked *r)
{
	qsort(r->list, r->count, sizeof(*r->list), by_cost);
	printf("\nslowest mails, ms\n");
	for (size_t i = 0; i < 10 && i < r->count; i++)
		printf(
		    "  %7.2f %s\n", r->list[i]->cost * 1000, r->list[i]->path);
}

void
print_figures(const struct corpus *c, bool short_form)
{
	struct ranked r = rank(c, false), sure = rank(c, true);
	size_t bad = 0;
	int threshold = 0;

	for (size_t i = 0; i < r.count; i++)
		bad += is_bad(r.list[i]);
	recall(&r, NULL, 0.005, false, &threshold);
	if (short_form) {
		printf("AUC %.4f  at 0.5 %% %.3f  at 2 %% of hard %.3f\n",
		    auc(&r, NULL), recall(&r, NULL, 0.005, false, NULL),
		    recall(&r, NULL, 0.02, true, NULL));
		free(r.list);
		free(sure.list);
		return;
	}
	printf("%zu bad, %zu genuine mails; in brackets the middle 95 %% of "
	       "%d resampled corpora\n",
	    bad, r.count - bad, RESAMPLES);
	print_measures(&r);
	if (sure.count < r.count) {
		printf("without %zu mails whose label is doubted\n",
		    r.count - sure.count);
		print_measures(&sure);
	}
	print_groups(c, false, threshold);
	print_groups(c, true, threshold);
	print_classes(c);
	print_calibration(&r);
	print_findings(c);
	print_worst(&r);
	print_slowest(&r);
	free(r.list);
	free(sure.list);
}
