#include "inquire/answer_json.h"

#include <jansson.h>

#include "base/date.h"
#include "base/limits.h"
#include "inquire/inquire.h"

static bool
is_list(span name)
{
	switch (name.n) {
	case 1:
		return span_is(name, "a");
	case 2:
		return span_is(name, "mx") || span_is(name, "ns");
	case 3:
		return span_is(name, "caa") || span_is(name, "ptr") ||
		    span_is(name, "txt");
	case 4:
		return span_is(name, "aaaa");
	case 5:
		return span_is(name, "cname");
	case 6:
		return span_is(name, "status");
	default:
		return false;
	}
}

static bool
has_before(const struct answer *a, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (span_same(a->fields[i].name, a->fields[index].name))
			return true;
	return false;
}

static void
put_list(struct json *j, const struct answer *a, size_t first)
{
	json_begin_array(j);
	for (size_t i = first; i < a->field_count; i++)
		if (span_same(a->fields[i].name, a->fields[first].name))
			json_span(j, a->fields[i].value);
	json_end(j);
}

static void
put_fields(struct json *j, const struct answer *a)
{
	json_pair_object(j, "fields");
	for (size_t i = 0; i < a->field_count; i++) {
		const struct answer_field *f = &a->fields[i];

		if (!is_list(f->name)) {
			json_key_span(j, f->name);
			json_span(j, f->value);
		} else if (!has_before(a, i)) {
			json_key_span(j, f->name);
			put_list(j, a, i);
		}
	}
	json_end(j);
}

void
answer_put(struct json *j, const struct answer *a)
{
	char at[DATE_TEXT_MAX];

	json_pair_text(j, "kind", question_kind_text(a->kind));
	json_pair_span(j, "subject", a->subject);
	json_pair_text(j, "status", answer_status_text(a->status));
	json_pair_maybe(j, "source", a->source);
	json_pair_maybe(
	    j, "at", a->at == 0 ? (span){ 0 } : date_text(a->at, 0, at));
	if (a->ttl < 0)
		json_pair_none(j, "ttl");
	else
		json_pair_int(j, "ttl", a->ttl);
	json_pair_maybe(j, "text", a->text);
	put_fields(j, a);
}

/* An answer under reading. */
struct reading {
	struct arena *arena;
	struct answer *answer;
	size_t room;
	const char *why; /* NULL: all is well so far */
};

static void
complain(struct reading *r, const char *what, const char *value)
{
	if (r->why == NULL)
		r->why = arena_format(
		    r->arena, "%s%.80s", what, value == NULL ? "" : value)
			     .p;
}

static span
string_of(const json_t *value)
{
	return (span){ json_string_value(value), json_string_length(value) };
}

/* The text of a member; empty: it is null. */
static span
get_text(struct reading *r, const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	if (json_is_string(value))
		return arena_copy(r->arena, string_of(value));
	if (!json_is_null(value))
		complain(r, "no text, and not null: ", key);
	return (span){ 0 };
}

static void
get_question(struct reading *r, const json_t *object)
{
	struct answer *answer = r->answer;
	span kind = get_text(r, object, "kind");
	span subject = get_text(r, object, "subject");
	span status = get_text(r, object, "status");

	if (!question_kind_parse(kind, &answer->kind))
		complain(r, "no kind of answer is called ", kind.p);
	else
		answer->subject =
		    inquiry_subject(r->arena, answer->kind, subject);
	if (answer->subject.n == 0 || !span_same(answer->subject, subject))
		complain(
		    r, "no subject, or not in its usual form: ", subject.p);
	if (!answer_status_parse(status, &answer->status) ||
	    answer->status == ANSWER_PENDING)
		complain(r, "no status is called ", status.p);
}

static void
get_times(struct reading *r, const json_t *object)
{
	const json_t *ttl = json_object_get(object, "ttl");
	span at = get_text(r, object, "at");
	struct date date = { 0 };

	if (at.n > 0 && (!date_parse(at, &date) || date.odd & DATE_TAIL))
		complain(r, "at is no time: ", at.p);
	r->answer->at = date.utc;
	r->answer->ttl = -1;
	if (json_is_integer(ttl) && json_integer_value(ttl) >= 0)
		r->answer->ttl = json_integer_value(ttl);
	else if (!json_is_null(ttl))
		complain(r, "ttl is no number of seconds", NULL);
}

static void
get_field(struct reading *r, span name, const json_t *value)
{
	if (!json_is_string(value)) {
		complain(r, "no text in field ", name.p);
		return;
	}
	/* Whoever looks for the next one begins at the first. */
	if (r->answer->field_count == LIMIT_ANSWER_FIELDS) {
		complain(r, "too many fields", NULL);
		return;
	}
	answer_add(r->answer, r->arena, &r->room, name,
	    arena_copy(r->arena, string_of(value)));
}

static void
get_fields(struct reading *r, json_t *fields)
{
	const char *key;
	json_t *value;

	if (!json_is_object(fields))
		complain(r, "fields is no object", NULL);
	json_object_foreach(fields, key, value)
	{
		span name = arena_copy(r->arena, span_of(key));

		if (is_list(name) != json_is_array(value))
			complain(
			    r, "a list where none belongs, or none: ", key);
		if (!json_is_array(value))
			get_field(r, name, value);
		for (size_t i = 0; i < json_array_size(value); i++)
			get_field(r, name, json_array_get(value, i));
	}
}

bool
answer_get(struct arena *a, span text, struct answer *answer, const char **why)
{
	struct reading r = { .arena = a, .answer = answer };
	json_error_t problem;
	json_t *object;

	*answer = (struct answer){ 0 };
	object = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &problem);
	if (!json_is_object(object)) {
		complain(
		    &r, "no JSON object: ", object == NULL ? problem.text : "");
	} else {
		get_question(&r, object);
		get_times(&r, object);
		answer->source = get_text(&r, object, "source");
		answer->text = get_text(&r, object, "text");
		get_fields(&r, json_object_get(object, "fields"));
		if (json_object_size(object) != 8)
			complain(&r, "members that do not belong there", NULL);
	}
	json_decref(object);
	if (arena_failed(a))
		r.why = "out of memory";
	*why = r.why;
	return r.why == NULL;
}
