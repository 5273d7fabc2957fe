#include "examine/auth_ask.h"

#define NAME_MAX_BYTES 253
#define LABEL_MAX_BYTES 63

static const char *
field_name(enum question_kind kind)
{
	return question_kind_text(kind) + sizeof("dns-") - 1;
}

enum asked
auth_ask(struct inquiry *q, enum question_kind kind, span name,
    struct asked_at *at, const struct answer **out)
{
	const struct answer *answer = inquire(q, kind, name);

	*out = answer;
	if (answer == NULL)
		return ASKED_ERROR;
	if (answer->status == ANSWER_NOT_ASKED)
		return ASKED_NOBODY;
	if (answer->status == ANSWER_PENDING)
		return ASKED_PENDING;
	if (answer->at > 0 && (at->oldest == 0 || answer->at < at->oldest))
		at->oldest = answer->at;
	if (answer->status == ANSWER_NOTHING)
		return ASKED_VOID;
	if (answer->status != ANSWER_FOUND)
		return ASKED_ERROR;
	return answer_value(answer, field_name(kind)).n > 0 ? ASKED_FOUND
							    : ASKED_VOID;
}

bool
auth_no_such_name(const struct answer *answer)
{
	return answer != NULL && answer->status == ANSWER_NOTHING &&
	    span_is(answer_value(answer, "rcode"), "NXDOMAIN");
}

bool
auth_name_valid(span name)
{
	if (name.n > 0 && name.p[name.n - 1] == '.')
		name.n--;
	if (name.n == 0 || name.n > NAME_MAX_BYTES)
		return false;
	while (name.n > 0) {
		size_t label = span_find_byte(name, '.');

		if (label == 0 || label > LABEL_MAX_BYTES ||
		    label + 1 == name.n)
			return false;
		name = span_drop(name, label + 1);
	}
	return true;
}

bool
auth_name_plain(span name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!ascii_is_alnum(name.p[i]) && name.p[i] != '.' &&
		    name.p[i] != '_' && (name.p[i] != '-' || i == 0))
			return false;
	return auth_name_valid(name);
}
