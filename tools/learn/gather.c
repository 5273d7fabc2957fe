/* gather - examines the labelled mails and keeps what they show. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/limits.h"
#include "base/table.h"
#include "cmd/source.h"
#include "inquire/offline.h"
#include "tools/learn/learn.h"

static const char *const label_names[LABELS] = { "ham", "phish", "scam",
	"malware", "spam" };

bool
is_bad(const struct sample *s)
{
	return s->label != LABEL_HAM;
}

bool
is_counted(const struct sample *s)
{
	return s->label != LABEL_SPAM;
}

static const char *
text_of(struct corpus *c, span s)
{
	return arena_copy(c->arena, s).p;
}

static enum label
label_of(span name, const char *path)
{
	for (size_t i = 0; i < LABELS; i++)
		if (span_is(name, label_names[i]))
			return (enum label)i;
	give_up("no such label", path);
}

/* The tools an examination needs. */
struct bench {
	struct know *know;
	struct offline *offline;
	struct options options;
	struct examine_with with;
};

static void
open_bench(struct bench *b, const struct corpus *c, const char *own)
{
	struct know_error err;

	if (know_open(c->data, c->compiled, own, &b->know, &err) != MEKIKI_OK ||
	    offline_open("/nonexistent", &b->offline, &err) != MEKIKI_OK)
		give_up(err.text, own == NULL ? c->data : own);
	b->options = (struct options){ 0 };
	b->with = (struct examine_with){ b->know, &b->options,
		offline_inquirer(b->offline),
		phrases_scratch_new(b->know->phrases), sniff_new() };
}

static void
close_bench(struct bench *b)
{
	phrases_scratch_free(b->with.scratch);
	sniff_free(b->with.sniff);
	offline_close(b->offline);
	know_close(b->know);
}

/* Examines and judges the first mail of the file. */
static struct examination *
examine_file(struct bench *b, const char *path, struct source *s)
{
	struct arena *a = arena_new(LIMIT_ARENA);
	struct files files = { .arena = a };
	struct examination *x;
	struct intake *in;

	files_add(&files, path);
	in = intake_new(&files);
	if (in == NULL || !intake_next(in, s) || s->status != MEKIKI_OK ||
	    examine((span){ s->bytes, s->n }, s->sha256, s->size, &b->with,
		&x) != MEKIKI_OK)
		give_up("cannot be read", path);
	intake_free(in);
	arena_free(a);
	judge(x);
	return x;
}

static size_t
language_of(struct corpus *c, const char *name)
{
	for (size_t i = 0; i < c->language_count; i++)
		if (strcmp(c->languages[i], name) == 0)
			return i;
	if (c->language_count == LANGUAGES_MAX)
		return LANGUAGES_MAX - 1;
	c->languages[c->language_count] = text_of(c, span_of(name));
	return c->language_count++;
}

static void
keep_rows(struct corpus *c, struct sample *s, const struct examination *x)
{
	const struct weight *first = weights_all(c->weights, &(size_t){ 0 });

	s->rows = need(x->finding_count + 1, sizeof(*s->rows));
	for (size_t i = 0; i < x->finding_count; i++) {
		const struct weight *w =
		    weights_find(c->weights, span_of(x->findings[i]->id));
		uint16_t row;
		bool twice = false;

		/* The model's own finding is made anew from its score. */
		if (w == NULL || span_starts(w->id, "wording.model"))
			continue;
		row = (uint16_t)(w - first);
		for (size_t k = 0; k < s->row_count; k++)
			twice |= s->rows[k] == row;
		if (!twice)
			s->rows[s->row_count++] = row;
	}
}

static uint64_t
keep_grams(struct sample *s, struct examination *x)
{
	uint32_t grams[MODEL_TEXT];
	struct model_text *t =
	    x->mail->form == MAIL_MESSAGE ? examine_model_text(x) : NULL;

	if (t == NULL)
		return 0;
	s->gram_count = model_grams(t, grams);
	s->grams = need(s->gram_count + 1, sizeof(uint32_t));
	memcpy(s->grams, grams, s->gram_count * sizeof(uint32_t));
	return t->n < 40
	    ? 0
	    : (uint64_t)span_hash(span_head((span){ t->bytes, t->n }, 400));
}

/* Joins the clusters of mails that begin with the same words. */
struct start {
	uint64_t hash;
	size_t sample;
};

static int
by_hash(const void *a, const void *b)
{
	const struct start *x = a, *y = b;

	return x->hash != y->hash   ? (x->hash < y->hash ? -1 : 1)
	    : x->sample < y->sample ? -1
				    : x->sample > y->sample;
}

static void
join(struct corpus *c, struct start *starts)
{
	qsort(starts, c->count, sizeof(*starts), by_hash);
	for (size_t i = 1; i < c->count; i++) {
		size_t from, to;

		if (starts[i].hash == 0 || starts[i].hash != starts[i - 1].hash)
			continue;
		from = c->list[starts[i].sample].cluster;
		to = c->list[starts[i - 1].sample].cluster;
		for (size_t k = 0; k < c->count && from != to; k++)
			if (c->list[k].cluster == from)
				c->list[k].cluster = to;
	}
}

static void
read_labels(struct corpus *c, const char *labels, struct start *names)
{
	span rest;
	struct know_error err;

	if (tsv_file(c->arena, labels, LIMIT_DATA, &rest, &err) != MEKIKI_OK)
		give_up(err.text, labels);
	while (rest.n > 0) {
		span line = span_cut(&rest, '\n');
		span label = span_cut(&line, '\t');
		struct sample *s = &c->list[c->count];
		span cluster;

		if (label.n == 0)
			continue;
		s->path = text_of(c, span_cut(&line, '\t'));
		s->label = label_of(label, s->path);
		s->source = text_of(c, span_cut(&line, '\t'));
		cluster = span_cut(&line, '\t');
		s->kind = text_of(c, line);
		s->cluster = c->count;
		names[c->count] = (struct start){
			cluster.n == 0 ? 0 : span_hash(cluster) + 1u, c->count
		};
		c->count++;
	}
}

static size_t
count_lines(const char *labels)
{
	FILE *f = fopen(labels, "r");
	size_t n = 1;
	int b;

	if (f == NULL)
		give_up("cannot be opened", labels);
	while ((b = getc(f)) != EOF)
		n += b == '\n';
	fclose(f);
	return n;
}

/* Digests of mails whose label is doubted: all but those still thought bad. */
static struct table
read_doubts(struct corpus *c)
{
	struct table t = table_new(c->arena, 10000);
	struct know_error err;
	struct tsv rows;

	if (c->doubtful == NULL)
		return t;
	if (tsv_open(c->arena, c->doubtful, &rows, &err) != MEKIKI_OK)
		give_up(err.text, c->doubtful);
	while (tsv_next(&rows))
		if (!span_is(rows.column[2], "scam"))
			table_add(&t, rows.column[0], 1);
	return t;
}

void
gather(struct corpus *c, const char *labels)
{
	size_t most = count_lines(labels);
	struct start *starts = need(most, sizeof(*starts));
	struct table doubts = read_doubts(c);
	struct bench b;

	c->list = need(most, sizeof(*c->list));
	read_labels(c, labels, starts);
	join(c, starts);
	open_bench(&b, c, NULL);
	c->weights = b.know->weights; /* stays open: rows point into it */
	for (size_t i = 0; i < c->count; i++) {
		struct sample *s = &c->list[i];
		struct source source;
		struct examination *x = examine_file(&b, s->path, &source);

		if (!source_digest(&source))
			give_up("out of memory", s->path);
		s->doubtful =
		    table_find(&doubts, span_of(source.sha256)) != TABLE_NONE;
		keep_rows(c, s, x);
		s->language = language_of(c, examine_model_language(x));
		starts[i] = (struct start){ keep_grams(s, x), i };
		examination_free(x);
		source_free(&source);
	}
	join(c, starts);
	for (size_t i = 0; i < c->count; i++) {
		uint64_t state = c->list[i].cluster * 7919 + 17;

		next_random(&state);
		c->list[i].fold = next_random(&state) % FOLDS;
	}
	free(starts);
}

/* The findings that count most, for people. */
static void
keep_reasons(struct sample *s, struct examination *x)
{
	struct finding **order = judge_order(x);
	size_t n = 0;

	for (size_t i = 0; i < x->finding_count && i < 12; i++) {
		int put;

		if (order[i]->weight == 0)
			continue;
		put =
		    snprintf(s->reasons + n, sizeof(s->reasons) - n, "%s%s %+d",
			n > 0 ? ", " : "", order[i]->id, order[i]->weight);
		if (put < 0 || (size_t)put >= sizeof(s->reasons) - n)
			return;
		n += (size_t)put;
	}
}

static double
cpu_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void
judge_fold(struct corpus *c, const char *own, unsigned fold)
{
	struct bench b;

	open_bench(&b, c, own);
	for (size_t i = 0; i < c->count; i++) {
		struct sample *s = &c->list[i];
		struct source source;
		struct examination *x;
		const struct brand *posed;
		int margin;
		double began = cpu_now();

		if (fold != FOLD_ALL && s->fold != fold)
			continue;
		x = examine_file(&b, s->path, &source);
		s->cost = cpu_now() - began;
		s->score = x->verdict.score;
		s->probability = x->verdict.probability;
		s->class = x->verdict.class;
		posed = brand_posed(x, &margin);
		s->brand = posed == NULL ? (span){ 0 }
					 : arena_copy(c->arena, posed->id);
		keep_reasons(s, x);
		examination_free(x);
		source_free(&source);
	}
	close_bench(&b);
}
