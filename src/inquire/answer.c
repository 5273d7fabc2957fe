#include "inquire/answer.h"

#include <stdlib.h>

static const char *const kinds[QUESTION_COUNT] = {
	[QUESTION_ADDRESS] = "address",
	[QUESTION_DNS_A] = "dns-a",
	[QUESTION_DNS_AAAA] = "dns-aaaa",
	[QUESTION_DNS_CAA] = "dns-caa",
	[QUESTION_DNS_CNAME] = "dns-cname",
	[QUESTION_DNS_MX] = "dns-mx",
	[QUESTION_DNS_NS] = "dns-ns",
	[QUESTION_DNS_PTR] = "dns-ptr",
	[QUESTION_DNS_SOA] = "dns-soa",
	[QUESTION_DNS_TXT] = "dns-txt",
	[QUESTION_REGISTRATION] = "registration",
	[QUESTION_NETWORK] = "network",
	[QUESTION_AUTNUM] = "autnum",
	[QUESTION_LISTED] = "listed",
	[QUESTION_PAGE] = "page",
};

static const char *const statuses[] = {
	[ANSWER_NOT_ASKED] = "not-asked",
	[ANSWER_FOUND] = "found",
	[ANSWER_NOTHING] = "nothing",
	[ANSWER_REFUSED] = "refused",
	[ANSWER_RATE_LIMITED] = "rate-limited",
	[ANSWER_TIMEOUT] = "timeout",
	[ANSWER_FAILED] = "failed",
	[ANSWER_MALFORMED] = "malformed",
	[ANSWER_PENDING] = "pending",
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

bool
answer_each(
    const struct answer *answer, const char *name, size_t index, span *value)
{
	for (size_t i = 0; i < answer->field_count; i++) {
		if (!span_is(answer->fields[i].name, name) || index-- > 0)
			continue;
		*value = answer->fields[i].value;
		return true;
	}
	return false;
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

/* FNV-1a; whoever writes a file to make it slow only waits longer himself. */
uint64_t
question_hash(enum question_kind kind, span subject)
{
	uint64_t h = 0xcbf29ce484222325 ^ (uint64_t)kind;

	for (size_t i = 0; i < subject.n; i++)
		h = (h ^ (unsigned char)subject.p[i]) * 0x100000001b3;
	return h ^ h >> 32;
}

struct answer *
answer_copy(struct arena *a, const struct answer *answer)
{
	struct answer *copy = arena_alloc(a, sizeof(*copy));
	struct answer_field *fields =
	    arena_array(a, answer->field_count, sizeof(*fields));

	if (copy == NULL || fields == NULL)
		return NULL;
	*copy = *answer;
	copy->id = (span){ 0 };
	copy->subject = arena_copy(a, answer->subject);
	copy->source = arena_copy(a, answer->source);
	copy->text = arena_copy(a, answer->text);
	copy->fields = fields;
	for (size_t i = 0; i < answer->field_count; i++) {
		fields[i].name = arena_copy(a, answer->fields[i].name);
		fields[i].value = arena_copy(a, answer->fields[i].value);
	}
	return arena_failed(a) ? NULL : copy;
}

/* Bytes of text from *at on, with a NUL behind them. */
static span
pack_text(char **at, span text)
{
	span packed = { *at, text.n };

	if (text.n > 0)
		memcpy(*at, text.p, text.n);
	(*at)[text.n] = '\0';
	*at += text.n + 1;
	return packed;
}

struct answer *
answer_pack(const struct answer *answer)
{
	size_t count = answer->field_count;
	size_t size = sizeof(*answer) + count * sizeof(struct answer_field) +
	    answer->subject.n + answer->source.n + answer->text.n + 3;
	struct answer_field *fields;
	struct answer *copy;
	char *at;

	for (size_t i = 0; i < count; i++)
		size +=
		    answer->fields[i].name.n + answer->fields[i].value.n + 2;
	copy = malloc(size);
	if (copy == NULL)
		return NULL;
	*copy = *answer;
	fields = (struct answer_field *)(copy + 1);
	at = (char *)(fields + count);
	copy->id = (span){ 0 };
	copy->subject = pack_text(&at, answer->subject);
	copy->source = pack_text(&at, answer->source);
	copy->text = pack_text(&at, answer->text);
	copy->fields = fields;
	for (size_t i = 0; i < count; i++) {
		fields[i].name = pack_text(&at, answer->fields[i].name);
		fields[i].value = pack_text(&at, answer->fields[i].value);
	}
	return copy;
}

bool
answer_reconstructed(const struct answer *answer)
{
	return span_starts(answer->source, "reconstructed");
}

/* The members of a place, in the order of place_names. */
static span *
place_member(struct answer_place *place, size_t member)
{
	span *const members[] = { &place->source, &place->date, &place->country,
		&place->region, &place->city, &place->lat, &place->lon,
		&place->radius_km };

	return members[member];
}

#define PLACE_MEMBERS 8
#define NAME(text)                                                             \
	{                                                                      \
		text, sizeof(text) - 1                                         \
	}
#define NAMES(n)                                                               \
	{                                                                      \
		NAME("places." n ".source"), NAME("places." n ".date"),        \
		    NAME("places." n ".country"), NAME("places." n ".region"), \
		    NAME("places." n ".city"), NAME("places." n ".lat"),       \
		    NAME("places." n ".lon"), NAME("places." n ".radius_km"),  \
	}
#define PLACE_PREFIX 9 /* bytes of "places.0." */

static const span place_names[ANSWER_PLACES_MAX][PLACE_MEMBERS] = {
	NAMES("0"),
	NAMES("1"),
	NAMES("2"),
	NAMES("3"),
	NAMES("4"),
	NAMES("5"),
	NAMES("6"),
	NAMES("7"),
};

void
answer_add_place(struct answer *answer, struct arena *a, size_t *room,
    size_t place, const struct answer_place *said)
{
	struct answer_place copy = *said;

	for (size_t i = 0; i < PLACE_MEMBERS; i++)
		answer_add(answer, a, room, place_names[place][i],
		    *place_member(&copy, i));
}

size_t
answer_places(const struct answer *answer,
    struct answer_place out[static ANSWER_PLACES_MAX])
{
	size_t count = 0;

	memset(out, 0, ANSWER_PLACES_MAX * sizeof(*out));
	for (size_t i = 0; i < answer->field_count; i++) {
		const struct answer_field *f = &answer->fields[i];
		size_t place;

		if (f->name.n <= PLACE_PREFIX ||
		    memcmp(f->name.p, "places.", 7) != 0)
			continue;
		place = (size_t)(unsigned char)(f->name.p[7] - '0');
		for (size_t k = 0;
		     place < ANSWER_PLACES_MAX && k < PLACE_MEMBERS; k++)
			if (span_same(f->name, place_names[place][k]))
				*place_member(&out[place], k) = f->value;
	}
	while (count < ANSWER_PLACES_MAX && out[count].source.n > 0)
		count++;
	return count;
}
