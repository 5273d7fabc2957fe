#include "examine/auth_dmarc_record.h"

const char *
dmarc_policy_text(enum dmarc_policy policy)
{
	switch (policy) {
	case DMARC_UNTOLD:
		return NULL;
	case DMARC_POLICY_NONE:
		return "none";
	case DMARC_QUARANTINE:
		return "quarantine";
	case DMARC_REJECT:
		return "reject";
	}
	return NULL;
}

/* Takes "name=value" off *rest. */
static void
cut_tag(span *rest, span *name, span *value)
{
	span item = span_cut(rest, ';');

	*name = span_trim(span_cut(&item, '='));
	*value = span_trim(item);
}

/* The first tag of that name; false: there is none. */
static bool
find_tag(span rest, const char *want, span *value)
{
	while (rest.n > 0) {
		span name;

		cut_tag(&rest, &name, value);
		if (span_is(name, want))
			return true;
	}
	*value = (span){ 0 };
	return false;
}

/* False: there is one, and it is no policy. */
static bool
read_policy(span record, const char *tag, enum dmarc_policy *out)
{
	span value;

	*out = DMARC_UNTOLD;
	if (!find_tag(record, tag, &value))
		return true;
	for (int p = DMARC_POLICY_NONE; p <= DMARC_REJECT; p++)
		if (span_is(value, dmarc_policy_text((enum dmarc_policy)p)))
			*out = (enum dmarc_policy)p;
	return *out != DMARC_UNTOLD;
}

/* rua= has an address that reports can go to. */
static bool
wants_reports(span record)
{
	span value;

	find_tag(record, "rua", &value);
	while (value.n > 0) {
		span uri = span_trim(span_cut(&value, ','));
		size_t at = span_find_byte(uri, '@');

		if (span_starts(uri, "mailto:") && at > 7 && at + 1 < uri.n)
			return true;
	}
	return false;
}

static bool
tag_is(span record, const char *tag, const char *want)
{
	span value;

	return find_tag(record, tag, &value) && span_is(value, want);
}

bool
dmarc_record_parse(span txt, struct dmarc_record *out, bool *usable)
{
	struct dmarc_record r = { .text = txt };
	span rest = txt, name, value;
	bool fine;

	cut_tag(&rest, &name, &value);
	if (!span_same(name, SPAN("v")) || !span_same(value, SPAN("DMARC1")) ||
	    txt.p[0] != 'v')
		return false;
	fine = read_policy(txt, "p", &r.p);
	fine &= read_policy(txt, "sp", &r.sp);
	fine &= read_policy(txt, "np", &r.np);
	if (!fine)
		r.p = r.sp = r.np = DMARC_UNTOLD;
	if (r.p == DMARC_UNTOLD)
		r.p = DMARC_POLICY_NONE;
	r.strict_dkim = tag_is(txt, "adkim", "s");
	r.strict_spf = tag_is(txt, "aspf", "s");
	r.testing = tag_is(txt, "t", "y");
	r.psd = tag_is(txt, "psd", "y") ? DMARC_PSD_YES
	    : tag_is(txt, "psd", "n")	? DMARC_PSD_NO
					: DMARC_PSD_UNKNOWN;
	*usable = fine || wants_reports(txt);
	*out = r;
	return true;
}
