#include "inquire/rdap_card.h"

/* Of an address, RFC 6350 6.3.1. */
enum { ADR_CITY = 3, ADR_REGION = 4, ADR_COUNTRY = 6 };

/* Of a property. */
enum { PROPERTY_NAME = 0, PROPERTY_PARAMETERS = 1, PROPERTY_VALUE = 3 };

span
rdap_text(const json_t *value)
{
	return json_is_string(value)
	    ? (span){ json_string_value(value), json_string_length(value) }
	    : (span){ 0 };
}

span
rdap_member(const json_t *object, const char *name)
{
	return rdap_text(json_object_get(object, name));
}

bool
rdap_has(const json_t *array, const char *text)
{
	for (size_t i = 0; i < json_array_size(array); i++)
		if (span_is(rdap_text(json_array_get(array, i)), text))
			return true;
	return false;
}

/* A string, or the first of several (an organisation and its units). */
static span
first_text(const json_t *value)
{
	return json_is_array(value) ? rdap_text(json_array_get(value, 0))
				    : rdap_text(value);
}

static void
keep(span *part, span value)
{
	value = span_trim(value);
	if (part->n == 0)
		*part = value;
}

static void
read_address(struct rdap_card *card, const json_t *property)
{
	const json_t *value = json_array_get(property, PROPERTY_VALUE);
	const json_t *parameters =
	    json_array_get(property, PROPERTY_PARAMETERS);

	keep(&card->country, rdap_member(parameters, "cc"));
	if (!json_is_array(value))
		return;
	keep(&card->country, first_text(json_array_get(value, ADR_COUNTRY)));
	keep(&card->city, first_text(json_array_get(value, ADR_CITY)));
	keep(&card->region, first_text(json_array_get(value, ADR_REGION)));
}

static void
read_property(struct rdap_card *card, const json_t *property)
{
	span name = rdap_text(json_array_get(property, PROPERTY_NAME));
	span value = first_text(json_array_get(property, PROPERTY_VALUE));

	if (span_is(name, "fn")) {
		keep(&card->name, value);
	} else if (span_is(name, "org")) {
		keep(&card->org, value);
	} else if (span_is(name, "email")) {
		keep(&card->mail, value);
	} else if (span_is(name, "tel")) {
		keep(&card->phone,
		    span_starts(value, "tel:") ? span_drop(value, 4) : value);
	} else if (span_is(name, "adr")) {
		read_address(card, property);
	}
}

struct rdap_card
rdap_card(const json_t *entity)
{
	const json_t *properties =
	    json_array_get(json_object_get(entity, "vcardArray"), 1);
	struct rdap_card card = { 0 };

	for (size_t i = 0; i < json_array_size(properties); i++)
		read_property(&card, json_array_get(properties, i));
	return card;
}
