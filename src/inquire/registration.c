#include "inquire/registration.h"

#include "base/limits.h"
#include "inquire/registration_said.h"

/* Names of recorded answers have no NUL behind them. */
static span
value_of(const struct answer *answer, span name)
{
	for (size_t i = 0; i < answer->field_count; i++)
		if (span_same(answer->fields[i].name, name))
			return answer->fields[i].value;
	return (span){ 0 };
}

/* The fields that tell of the holder belong together. */
static bool
is_of_holder(span name)
{
	return span_starts(name, "holder");
}

static bool
same_holder(const struct answer *answer, const struct answer *more)
{
	return span_same_nocase(
	    answer_value(answer, "holder"), answer_value(more, "holder"));
}

/* Which of the two tells who the holder is, and where. */
static bool
takes_holder(const struct answer *answer, const struct answer *more)
{
	span kind = answer_value(answer, "holder_kind");
	span theirs = answer_value(more, "holder_kind");

	if (kind.n == 0)
		return theirs.n > 0;
	return span_is(kind, "withheld") && theirs.n > 0 &&
	    !span_is(theirs, "withheld");
}

/*
 * A field of *more is told where *answer has none of that name; of the holder
 * only where both speak of the same one.
 */
static bool
is_wanted(const struct answer *answer, const struct answer *more,
    const struct answer_field *field, bool holder)
{
	if (is_of_holder(field->name) && holder)
		return true;
	if (value_of(answer, field->name).n > 0)
		return false;
	return !is_of_holder(field->name) || same_holder(answer, more);
}

/* What of *answer stays when the holder comes from *more. */
static bool
is_kept(
    const struct answer *more, const struct answer_field *field, bool holder)
{
	return !holder || !is_of_holder(field->name) ||
	    (!span_is(field->name, "holder_kind") &&
		value_of(more, field->name).n == 0);
}

void
registration_merge(
    struct arena *a, struct answer *answer, const struct answer *more)
{
	bool holder = takes_holder(answer, more);
	struct answer merged = *answer;
	size_t room = 0;

	if (answer->status != ANSWER_FOUND || more->status != ANSWER_FOUND ||
	    !span_same(
		answer_value(answer, "domain"), answer_value(more, "domain")))
		return;
	merged.fields = NULL;
	merged.field_count = 0;
	for (size_t i = 0; i < answer->field_count; i++)
		if (is_kept(more, &answer->fields[i], holder))
			answer_add(&merged, a, &room, answer->fields[i].name,
			    answer->fields[i].value);
	for (size_t i = 0; i < more->field_count; i++)
		if (is_wanted(answer, more, &more->fields[i], holder))
			answer_add(&merged, a, &room,
			    arena_copy(a, more->fields[i].name),
			    arena_copy(a, more->fields[i].value));
	merged.text =
	    said_text(a, arena_join(a, answer->text, SPAN("\n\n"), more->text));
	*answer = merged;
}
