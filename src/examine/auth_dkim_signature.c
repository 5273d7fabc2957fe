#include "examine/auth_dkim_signature.h"

#include "base/domain.h"
#include "base/limits.h"

const char *
dkim_reason_text(enum dkim_reason reason)
{
	static const char *const names[] = {
		[DKIM_FINE] = NULL,
		[DKIM_BAD_SYNTAX] = "syntax",
		[DKIM_BAD_VERSION] = "version",
		[DKIM_BAD_ALGORITHM] = "algorithm",
		[DKIM_BAD_IDENTITY] = "identity",
		[DKIM_FROM_UNSIGNED] = "from-unsigned",
		[DKIM_TOO_MANY] = "too-many",
		[DKIM_DNS] = "dns",
		[DKIM_KEY_GONE] = "key-gone",
		[DKIM_KEY_REVOKED] = "key-revoked",
		[DKIM_KEY_SYNTAX] = "key-syntax",
		[DKIM_KEY_OTHER] = "key-other",
		[DKIM_KEY_WEAK] = "key-weak",
		[DKIM_KEY_LARGE] = "key-large",
		[DKIM_BODY_CUT] = "body-cut",
		[DKIM_BODY_CHANGED] = "body-changed",
		[DKIM_BAD_SIGNATURE] = "signature",
		[DKIM_EXPIRED] = "expired",
	};

	return names[reason];
}

static bool
read_algorithm(span value, struct dkim_signature *out)
{
	if (span_same(value, SPAN("rsa-sha256")))
		out->algorithm = DKIM_RSA_SHA256;
	else if (span_same(value, SPAN("ed25519-sha256")))
		out->algorithm = DKIM_ED25519_SHA256;
	else
		return false;
	return true;
}

/* "relaxed", "simple/relaxed"; the body's is simple where it is not told. */
static bool
read_canon(const struct tags *tags, struct dkim_signature *out)
{
	const struct tag *tag = tags_find(tags, "c");
	span body, header;

	out->has_canon = tag != NULL;
	if (tag == NULL)
		return true;
	body = tag->value;
	header = span_cut(&body, '/');
	if (span_find_byte(tag->value, '/') == tag->value.n)
		body = SPAN("simple");
	out->relaxed_header = span_same(header, SPAN("relaxed"));
	out->relaxed_body = span_same(body, SPAN("relaxed"));
	return (out->relaxed_header || span_same(header, SPAN("simple"))) &&
	    (out->relaxed_body || span_same(body, SPAN("simple")));
}

/* Digits; what is beyond int64_t is the end of time. */
static bool
read_number(
    const struct tags *tags, const char *name, bool *present, int64_t *out)
{
	const struct tag *tag = tags_find(tags, name);
	uint64_t value;

	*present = tag != NULL;
	*out = 0;
	if (tag == NULL)
		return true;
	for (size_t i = 0; i < tag->value.n; i++)
		if (!ascii_is_digit(tag->value.p[i]))
			return false;
	if (tag->value.n == 0 || tag->value.n > 76)
		return false;
	*out = span_number(tag->value, INT64_MAX, &value) ? (int64_t)value
							  : INT64_MAX;
	return true;
}

/* i= of RFC 6376: at or below d=. */
static bool
read_identity(const struct tags *tags, struct dkim_signature *out)
{
	const struct tag *tag = tags_find(tags, "i");
	size_t at;

	out->identity = out->domain;
	if (tag == NULL)
		return true;
	at = span_find_last(tag->value, '@');
	if (at == tag->value.n)
		return false;
	out->identity = span_drop(tag->value, at + 1);
	return domain_under(out->identity, out->domain);
}

/* i= of RFC 8617. */
static bool
read_instance(const struct tags *tags, struct dkim_signature *out)
{
	span value = tags_value(tags, "i");
	uint64_t number;

	if (!span_number(value, LIMIT_ARC_SETS, &number) || number == 0 ||
	    value.p[0] == '0')
		return false;
	out->instance = (unsigned)number;
	return true;
}

static bool
is_empty_base64(span s)
{
	return span_trim(s).n == 0;
}

/* What only fields that cover a body have. */
static enum dkim_reason
read_cover(
    const struct tags *tags, enum dkim_form form, struct dkim_signature *out)
{
	const struct tag *query = tags_find(tags, "q");
	bool arc = form == DKIM_FORM_ARC_MESSAGE;
	int64_t length;

	out->hash = tags_value(tags, "bh");
	out->names = tags_value(tags, "h");
	if (is_empty_base64(out->hash) || tags_find(tags, "h") == NULL ||
	    !read_canon(tags, out) ||
	    !read_number(tags, "l", &out->has_length, &length))
		return DKIM_BAD_SYNTAX;
	out->length = length == INT64_MAX ? UINT64_MAX : (uint64_t)length;
	if (query != NULL && !tags_list_has(query->value, "dns/txt"))
		return DKIM_BAD_SYNTAX;
	return arc || out->names.n > 0 ? DKIM_FINE : DKIM_BAD_SYNTAX;
}

static bool
names_have(span list, const char *name)
{
	while (list.n > 0)
		if (span_is(span_trim(span_cut(&list, ':')), name))
			return true;
	return false;
}

static enum dkim_reason
read_form(
    const struct tags *tags, enum dkim_form form, struct dkim_signature *out)
{
	enum dkim_reason reason = DKIM_FINE;

	if (form != DKIM_FORM_ARC_SEAL)
		reason = read_cover(tags, form, out);
	if (reason != DKIM_FINE)
		return reason;
	switch (form) {
	case DKIM_FORM_SIGNATURE:
		if (!read_identity(tags, out))
			return DKIM_BAD_IDENTITY;
		return names_have(out->names, "From") ? DKIM_FINE
						      : DKIM_FROM_UNSIGNED;
	case DKIM_FORM_ARC_MESSAGE:
		if (!read_instance(tags, out) ||
		    names_have(out->names, "ARC-Seal"))
			return DKIM_BAD_SYNTAX;
		break;
	case DKIM_FORM_ARC_SEAL:
		out->chain = tags_value(tags, "cv");
		if (!read_instance(tags, out) || tags_find(tags, "h") != NULL)
			return DKIM_BAD_SYNTAX;
		break;
	}
	return DKIM_FINE;
}

static enum dkim_reason
read_all(
    const struct tags *tags, enum dkim_form form, struct dkim_signature *out)
{
	const struct tag *b = tags_find(tags, "b");
	bool made, version = tags_find(tags, "v") != NULL;
	enum dkim_reason reason;

	if (tags->bad)
		return DKIM_BAD_SYNTAX;
	if (form == DKIM_FORM_SIGNATURE &&
	    !span_same(tags_value(tags, "v"), SPAN("1")))
		return version ? DKIM_BAD_VERSION : DKIM_BAD_SYNTAX;
	if (b == NULL || is_empty_base64(b->value) || out->domain.n == 0 ||
	    out->selector.n == 0 || tags_value(tags, "a").n == 0)
		return DKIM_BAD_SYNTAX;
	out->signature = b->value;
	out->whole = b->whole;
	if (!read_number(tags, "t", &made, &out->made) ||
	    !read_number(tags, "x", &out->has_expiry, &out->expiry) ||
	    (made && out->has_expiry && out->expiry < out->made))
		return DKIM_BAD_SYNTAX;
	reason = read_form(tags, form, out);
	if (reason != DKIM_FINE)
		return reason;
	return read_algorithm(tags_value(tags, "a"), out) ? DKIM_FINE
							  : DKIM_BAD_ALGORITHM;
}

struct dkim_signature
dkim_signature_parse(span body, enum dkim_form form)
{
	struct tags tags = tags_parse(body);
	struct dkim_signature out = {
		.domain = tags_value(&tags, "d"),
		.selector = tags_value(&tags, "s"),
	};

	out.reason = read_all(&tags, form, &out);
	return out;
}
