/* write - the files that mekiki reads. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "tools/learn/learn.h"

static FILE *
open_in(const char *folder, const char *name)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	f = fopen(path, "wb");
	if (f == NULL)
		give_up("cannot be written", path);
	return f;
}

static void
close_out(FILE *f, const char *name)
{
	if (ferror(f) || fclose(f) != 0)
		give_up("cannot be written", name);
}

static void
put_row(FILE *f, const struct corpus *c, const struct weight *w,
    const struct learned *l, span without)
{
	size_t families;
	const struct weight_family *family =
	    weights_families(c->weights, &families);
	span name =
	    w->family == WEIGHT_NO_FAMILY ? SPAN("-") : family[w->family].name;
	int weight =
	    without.n > 0 && span_same(name, without) ? 0 : l->decibans;

	fprintf(f, "%.*s\t%d\t%s\t%.*s\t%.*s\t%d\t%s\t%zu\t%zu", (int)w->id.n,
	    w->id.p, weight, weight_class_text(w->class), (int)name.n, name.p,
	    (int)w->reason.n, w->reason.p, w->set, w->learn ? "yes" : "no",
	    l->bad, l->good);
	if (w->learn && w->set != 0)
		fprintf(f, "\t%d\t%d\n", l->low, l->high);
	else
		fputs("\t-\t-\n", f);
}

/* Wording alone accuses nobody: as much as leaves a mail just unaccused. */
static int
most_of_model(const struct fitted *f)
{
	return JUDGE_BAD_FROM - 1 - f->prior;
}

/* The comments at the top of the old file stay. */
static void
copy_comments(FILE *to, const char *data)
{
	char path[4096], line[4096];
	FILE *from;

	snprintf(path, sizeof(path), "%s/weights.tsv", data);
	from = fopen(path, "rb");
	if (from == NULL)
		give_up("cannot be read", path);
	while (fgets(line, sizeof(line), from) != NULL && line[0] == '#')
		if (strncmp(line, "# Learned ", 10) != 0)
			fputs(line, to);
	fclose(from);
}

void
write_weights(const struct corpus *c, const struct fitted *f,
    const char *folder, span without, const char *said)
{
	FILE *out = open_in(folder, "weights.tsv");
	size_t families, count;
	const struct weight_family *family =
	    weights_families(c->weights, &families);
	const struct weight *rows = weights_all(c->weights, &count);

	copy_comments(out, c->data);
	fprintf(out, "# Learned from %s\n", said);
	fprintf(
	    out, "@prior\t%d\n@prior-unread\t%d\n", f->prior, f->prior_unread);
	for (size_t i = 0; i < families; i++)
		fprintf(out, "@%.*s\t%d\n", (int)family[i].name.n,
		    family[i].name.p,
		    span_is(family[i].name, "model") ? most_of_model(f)
						     : family[i].cap);
	for (size_t i = 0; i < count; i++)
		put_row(out, c, &rows[i], &f->rows[i], without);
	close_out(out, "weights.tsv");
}

void
write_model(const struct corpus *c, const struct fitted_model *m,
    const char *folder, const char *said)
{
	FILE *out = open_in(folder, "wording.model");

	fprintf(out, "# mekiki wording model 1\n");
	fprintf(
	    out, "# Written by tools/learn; know/model.h tells the form.\n");
	fprintf(out, "learned-from\t%s\n", said);
	fprintf(out, "shape\t%d %d %d\n", MODEL_BITS, MODEL_GRAM, MODEL_TEXT);
	fprintf(out, "scale\t%ld\n", lround(m->scale * 1e9));
	fprintf(out, "bias\t%ld\n", lround(m->bias * 1e9));
	for (size_t i = 0; i < c->language_count; i++) {
		struct sample s = { .language = i };

		if (!model_is_silent(c, m, &s))
			fprintf(out, "language\t%s %zu %zu\n", c->languages[i],
			    m->genuine[i], m->bad[i]);
	}
	fputc('\n', out);
	fwrite(m->weights, 1, MODEL_SIZE, out);
	close_out(out, "wording.model");
}
