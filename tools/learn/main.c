/* The command: see learn.h. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "tools/learn/learn.h"

#define RESAMPLES 200

void
give_up(const char *what, const char *which)
{
	fprintf(stderr, "learn: %s: %s\n", which, what);
	exit(3);
}

void *
need(size_t n, size_t size)
{
	void *p = calloc(n > 0 ? n : 1, size);

	if (p == NULL)
		give_up("out of memory", "calloc");
	return p;
}

uint32_t
next_random(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return (uint32_t)(*state >> 32);
}

/* What the files say they were learned from: how many of which source. */
static const char *
say_sources(struct corpus *c)
{
	span text = arena_format(c->arena, "mail of");

	for (size_t i = 0; i < c->count; i++) {
		size_t bad = 0, good = 0, first = 0;

		while (strcmp(c->list[first].source, c->list[i].source) != 0)
			first++;
		for (size_t k = first; first == i && k < c->count; k++)
			if (is_counted(&c->list[k]) &&
			    strcmp(c->list[k].source, c->list[i].source) == 0)
				*(is_bad(&c->list[k]) ? &bad : &good) += 1;
		if (bad + good > 0)
			text = arena_format(c->arena,
			    "%s %s (%zu bad, %zu genuine);", text.p,
			    c->list[i].source, bad, good);
	}
	text = arena_format(
	    c->arena, "%s terms: doc/learning.md of mekiki", text.p);
	return text.p == NULL ? "" : text.p;
}

static void
learn_to(struct corpus *c, const bool *train, const char *folder, span without,
    size_t resamples, bool with_model)
{
	struct fitted f = { .model = need(1, sizeof(*f.model)) };

	if (with_model) {
		cross_fit(c, train);
		fit_model(c, train, f.model);
		write_model(c, f.model, folder, say_sources(c));
	}
	fit_weights(c, train, without, resamples, &f);
	write_weights(c, &f, folder, without, say_sources(c));
	fprintf(stderr, "learn: %s: prior %d, hand-set weights count %.2f\n",
	    folder, f.prior, f.trust);
	free(f.rows);
	free(f.model);
}

static const char *
fold_folder(struct corpus *c, unsigned fold)
{
	span path = arena_format(c->arena, "%s/fold-%u", c->out, fold);

	if (path.p == NULL)
		give_up("out of memory", "path");
	mkdir(path.p, 0777);
	return path.p;
}

static void
cross_validate(struct corpus *c, span without, bool with_model, double **logits)
{
	bool *train = need(c->count, sizeof(*train));

	for (unsigned fold = 0; fold < FOLDS; fold++) {
		const char *folder = fold_folder(c, fold);

		for (size_t i = 0; i < c->count; i++) {
			train[i] =
			    is_counted(&c->list[i]) && c->list[i].fold != fold;
			if (!with_model)
				c->list[i].logit = logits[fold][i];
		}
		learn_to(c, train, folder, without, 0, with_model);
		for (size_t i = 0; i < c->count && with_model; i++)
			logits[fold][i] = c->list[i].logit;
		judge_fold(c, folder, fold);
	}
	free(train);
}

/* What is lost without a family of findings. */
static void
ablate(struct corpus *c, double **logits)
{
	size_t families;
	const struct weight_family *family =
	    weights_families(c->weights, &families);

	printf("\nwithout a family\n");
	for (size_t i = 0; i < families; i++) {
		printf("  %-12.*s", (int)family[i].name.n, family[i].name.p);
		fflush(stdout);
		cross_validate(c, family[i].name, false, logits);
		print_figures(c, true);
	}
}

static int
usage(void)
{
	fputs(
	    "usage: learn write|eval|ablate|shipped|folds LABELS DATA COMPILED "
	    "OUT [DOUBTFUL]\n",
	    stderr);
	return 2;
}

int
main(int argc, char **argv)
{
	struct corpus c = { .arena = arena_new(LIMIT_ARENA) };
	double *logits[FOLDS];
	span task = argc > 1 ? span_of(argv[1]) : (span){ 0 };
	bool *all;

	if (argc < 6 || argc > 7 || c.arena == NULL)
		return usage();
	c.data = argv[3];
	c.compiled = argv[4];
	c.out = argv[5];
	c.doubtful = argc == 7 ? argv[6] : NULL;
	gather(&c, argv[2]);
	all = need(c.count, sizeof(*all));
	for (size_t i = 0; i < c.count; i++)
		all[i] = is_counted(&c.list[i]);
	for (unsigned fold = 0; fold < FOLDS; fold++)
		logits[fold] = need(c.count, sizeof(double));
	if (span_is(task, "write")) {
		learn_to(&c, all, c.out, (span){ 0 }, RESAMPLES, true);
		return 0;
	}
	if (span_is(task, "folds")) {
		for (size_t i = 0; i < c.count; i++)
			printf("%u\t%s\n", c.list[i].fold, c.list[i].path);
		return 0;
	}
	if (span_is(task, "shipped")) {
		judge_fold(&c, NULL, FOLD_ALL);
		print_figures(&c, false);
		return 0;
	}
	if (!span_is(task, "eval") && !span_is(task, "ablate"))
		return usage();
	cross_validate(&c, (span){ 0 }, true, logits);
	print_figures(&c, span_is(task, "ablate"));
	if (span_is(task, "ablate"))
		ablate(&c, logits);
	return 0;
}
