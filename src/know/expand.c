#include "know/expand.h"

#include "base/utf8.h"

#define DEPTH 8

/* Words, at most EXPAND_MAX; failed: too many, or no memory. */
struct set {
	span words[EXPAND_MAX];
	size_t count;
	bool failed;
};

/* A group that is open: the alternatives read, and the one being read. */
struct level {
	struct set done, current;
};

static void
set_add(struct set *set, span word)
{
	if (set->count == EXPAND_MAX)
		set->failed = true;
	else
		set->words[set->count++] = word;
}

static void
set_unite(struct set *set, const struct set *more)
{
	set->failed |= more->failed;
	for (size_t i = 0; i < more->count; i++)
		set_add(set, more->words[i]);
}

/* Sets have a kilobyte: only what is in them is written. */
static void
set_one(struct set *set, span word)
{
	set->words[0] = word;
	set->count = 1;
	set->failed = false;
}

static void
set_none(struct set *set)
{
	set->count = 0;
	set->failed = false;
}

static void
set_copy(struct set *to, const struct set *from)
{
	memcpy(to->words, from->words, from->count * sizeof(*to->words));
	to->count = from->count;
	to->failed = from->failed;
}

/* Every word of set followed by every word of tail. */
static void
set_append(struct arena *a, struct set *set, const struct set *tail)
{
	struct set out;

	/* Copying whole sets is what would cost. */
	if (tail->count == 1) {
		for (size_t i = 0; i < set->count; i++)
			set->words[i] = arena_join(
			    a, set->words[i], tail->words[0], (span){ 0 });
		return;
	}
	out.count = 0;
	out.failed = set->failed || tail->failed;
	if (set->count * tail->count > EXPAND_MAX)
		out.failed = true;
	for (size_t i = 0; i < set->count && !out.failed; i++)
		for (size_t k = 0; k < tail->count; k++)
			set_add(&out,
			    arena_join(
				a, set->words[i], tail->words[k], (span){ 0 }));
	set_copy(set, &out);
}

/* A class of single characters, the bracket already taken. */
static bool
read_class(span *rest, struct set *out)
{
	set_none(out);
	while (rest->n > 0 && rest->p[0] != ']') {
		span before = *rest;
		char c = rest->p[0];

		if (c == '\\' || c == '^' || c == '-' || c == '[')
			return false;
		utf8_cut(rest, NULL);
		set_add(out, span_head(before, before.n - rest->n));
	}
	if (rest->n == 0 || out->count == 0)
		return false;
	*rest = span_drop(*rest, 1);
	return !out->failed;
}

static bool
is_syntax(char c)
{
	return memchr("\\.^$*+?{}()[]|", c, 14) != NULL;
}

/* Characters that stand for themselves; "?" belongs to the last alone. */
static bool
read_letters(span *rest, struct set *out)
{
	span before, run;

	if (rest->p[0] == '\\') {
		*rest = span_drop(*rest, 1);
		if (rest->n == 0 || ascii_is_alnum(rest->p[0]))
			return false;
	} else if (is_syntax(rest->p[0])) {
		return false;
	}
	before = run = *rest;
	utf8_cut(rest, NULL);
	while (rest->n > 0 && !is_syntax(rest->p[0])) {
		run = *rest;
		utf8_cut(rest, NULL);
	}
	if (rest->n > 0 && run.p > before.p &&
	    memchr("?*+{", rest->p[0], 4) != NULL)
		*rest = run;
	set_one(out,
	    span_slice(before, 0,
		rest->n == 0 ? before.n : (size_t)(rest->p - before.p)));
	return true;
}

/* What may follow an atom: "?" only. */
static bool
read_quantifier(span *rest, struct set *atom)
{
	if (rest->n == 0)
		return true;
	if (rest->p[0] == '*' || rest->p[0] == '+' || rest->p[0] == '{')
		return false;
	if (rest->p[0] != '?')
		return true;
	*rest = span_drop(*rest, 1);
	set_add(atom, (span){ 0 });
	return rest->n == 0 || memchr("?+*", rest->p[0], 3) == NULL;
}

/* Takes one atom at *depth; groups change the depth. */
static bool
step(struct arena *a, span *rest, struct level *levels, size_t *depth)
{
	struct level *top = &levels[*depth];
	char c = rest->p[0];
	struct set atom;

	if (c == '(') {
		*rest = span_drop(*rest, 1);
		if (span_starts(*rest, "?:"))
			*rest = span_drop(*rest, 2);
		if (++*depth == DEPTH)
			return false;
		set_none(&levels[*depth].done);
		set_one(&levels[*depth].current, (span){ 0 });
		return rest->n > 0 && rest->p[0] != '?';
	}
	if (c == '|') {
		*rest = span_drop(*rest, 1);
		set_unite(&top->done, &top->current);
		set_one(&top->current, (span){ 0 });
		return !top->done.failed;
	}
	if (c == ')') {
		*rest = span_drop(*rest, 1);
		if (*depth == 0)
			return false;
		set_copy(&atom, &top->done);
		set_unite(&atom, &top->current);
		top = &levels[--*depth];
	} else if (c == '[') {
		*rest = span_drop(*rest, 1);
		if (!read_class(rest, &atom))
			return false;
	} else if (!read_letters(rest, &atom)) {
		return false;
	}
	if (!read_quantifier(rest, &atom))
		return false;
	set_append(a, &top->current, &atom);
	return !top->current.failed;
}

size_t
expand_pattern(struct arena *a, span pattern, span **words)
{
	struct level levels[DEPTH];
	size_t depth = 0;

	set_none(&levels[0].done);
	set_one(&levels[0].current, (span){ 0 });
	while (pattern.n > 0)
		if (!step(a, &pattern, levels, &depth))
			return 0;
	set_unite(&levels[0].done, &levels[0].current);
	if (depth != 0 || levels[0].done.failed)
		return 0;
	for (size_t i = 0; i < levels[0].done.count; i++)
		if (levels[0].done.words[i].n == 0)
			return 0;
	*words = arena_array(a, levels[0].done.count, sizeof(**words));
	if (*words == NULL)
		return 0;
	memcpy(*words, levels[0].done.words,
	    levels[0].done.count * sizeof(**words));
	return levels[0].done.count;
}
