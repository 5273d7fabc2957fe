#include "inquire/answer.h"

#include <stdio.h>

static const char *const kinds[QUESTION_COUNT] = {
	[QUESTION_ADDRESS] = "address",
	[QUESTION_DNS_A] = "dns-a",
	[QUESTION_DNS_AAAA] = "dns-aaaa",
	[QUESTION_DNS_CNAME] = "dns-cname",
	[QUESTION_DNS_MX] = "dns-mx",
	[QUESTION_DNS_NS] = "dns-ns",
	[QUESTION_DNS_PTR] = "dns-ptr",
	[QUESTION_DNS_TXT] = "dns-txt",
	[QUESTION_REGISTRATION] = "registration",
	[QUESTION_PAGE] = "page",
};

static const char *const statuses[] = {
	[ANSWER_NOT_ASKED] = "not-asked",
	[ANSWER_FOUND] = "found",
	[ANSWER_NOTHING] = "nothing",
	[ANSWER_REFUSED] = "refused",
	[ANSWER_RATE_LIMITED] = "rate-limited",
	[ANSWER_TIMEOUT] = "timeout",
	[ANSWER_MALFORMED] = "malformed",
};

const char *
question_kind_text(enum question_kind kind)
{
	return kinds[kind];
}

bool
question_kind_parse(span s, enum question_kind *out)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (span_is(s, kinds[i])) {
			*out = (enum question_kind)i;
			return true;
		}
	}
	return false;
}

const char *
answer_status_text(enum answer_status status)
{
	return statuses[status];
}

bool
answer_status_parse(span s, enum answer_status *out)
{
	for (size_t i = 0; i < COUNT(statuses); i++) {
		if (span_is(s, statuses[i])) {
			*out = (enum answer_status)i;
			return true;
		}
	}
	return false;
}

span
answer_value(const struct answer *answer, const char *name)
{
	for (size_t i = 0; i < answer->field_count; i++)
		if (span_is(answer->fields[i].name, name))
			return answer->fields[i].value;
	return (span){ 0 };
}

void
answer_add(
    struct answer *answer, struct arena *a, size_t *room, span name, span value)
{
	struct answer_field *fields = NULL;

	if (value.n == 0)
		return;
	if (answer->field_count < *room) {
		/* The array is ours; only its readers get it as const. */
		memcpy(&fields, &answer->fields, sizeof(fields));
	} else {
		fields = arena_array(a, *room * 2 + 8, sizeof(*fields));
		if (fields == NULL)
			return;
		if (answer->field_count > 0)
			memcpy(fields, answer->fields,
			    answer->field_count * sizeof(*fields));
		*room = *room * 2 + 8;
		answer->fields = fields;
	}
	fields[answer->field_count++] = (struct answer_field){ name, value };
}

static span
place_value(const struct answer *answer, size_t place, const char *member)
{
	char name[40];

	snprintf(name, sizeof(name), "places.%zu.%s", place, member);
	return answer_value(answer, name);
}

size_t
answer_places(const struct answer *answer,
    struct answer_place out[static ANSWER_PLACES_MAX])
{
	size_t count = 0;

	while (count < ANSWER_PLACES_MAX) {
		struct answer_place place = {
			.source = place_value(answer, count, "source"),
			.date = place_value(answer, count, "date"),
			.country = place_value(answer, count, "country"),
			.region = place_value(answer, count, "region"),
			.city = place_value(answer, count, "city"),
			.lat = place_value(answer, count, "lat"),
			.lon = place_value(answer, count, "lon"),
			.radius_km = place_value(answer, count, "radius_km"),
		};

		if (place.source.n == 0)
			break;
		out[count++] = place;
	}
	return count;
}
