#include "inquire/answer_json.h"

#include "base/date.h"

static bool
is_list(span name)
{
	static const char *const lists[] = { "a", "aaaa", "caa", "cname", "mx",
		"ns", "ptr", "status", "txt" };

	for (size_t i = 0; i < COUNT(lists); i++)
		if (span_is(name, lists[i]))
			return true;
	return false;
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
