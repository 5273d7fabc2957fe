/* trio - Return-Path, Message-ID and Date beside From and the route. */
#include <stdio.h>

#include "base/domain.h"
#include "examine/examination.h"
#include "examine/examiners.h"
#include "examine/mailer.h"

#define DAY 86400

static span
from_domain(const struct examination *x)
{
	return x->mail->from.count > 0 ? x->mail->from.list[0].ascii
				       : (span){ 0 };
}

static bool
other_organisation(span a, span b)
{
	span x = domain_registrable(a), y = domain_registrable(b);

	return x.n > 0 && y.n > 0 && !span_same_nocase(x, y);
}

static void
return_path(struct examination *x)
{
	span domain = x->mail->return_path.ascii;
	struct finding *f;

	if (x->mail->return_path.text.n == 0 || x->mail->from.count == 0)
		return;
	if (!other_organisation(domain, from_domain(x))) {
		if (span_same_nocase(
			x->mail->return_path.text, x->mail->from.list[0].text))
			return;
		f = finding_add(
		    x, "trio.return-path-other-address", STANDING_CLAIMED);
		finding_arg(x, f, "address", x->mail->return_path.text);
		finding_field(x, f, "Return-Path");
		return;
	}
	f = finding_add(x, "trio.return-path-differs", STANDING_CLAIMED);
	finding_arg(x, f, "domain", domain);
	finding_arg(x, f, "from", from_domain(x));
	finding_field(x, f, "Return-Path");
}

/* Behind the last '@', brackets and trailing dots taken off. */
static span
message_id_domain(span id)
{
	size_t at = span_find_last(id, '@');

	return at < id.n ? span_trim(span_drop(id, at + 1)) : (span){ 0 };
}

static void
message_id(struct examination *x)
{
	span id = x->mail->message_id, domain = message_id_domain(id);
	struct finding *f;

	if (id.n == 0) {
		finding_add(x, "trio.message-id-missing", STANDING_OBSERVED);
		return;
	}
	if (domain.n == 0) {
		f = finding_add(x, "trio.message-id-odd", STANDING_CLAIMED);
	} else if (span_is(domain, "localhost") ||
	    (span_find_byte(domain, '.') == domain.n &&
		!domain_is_ip(domain))) {
		f = finding_add(x, "trio.message-id-bare", STANDING_CLAIMED);
	} else if (!domain_is_ip(domain) && !domain_tld_exists(domain)) {
		f = finding_add(
		    x, "trio.message-id-no-domain", STANDING_CLAIMED);
	} else if (other_organisation(domain, from_domain(x))) {
		f = finding_add(x, "trio.message-id-differs", STANDING_CLAIMED);
	} else {
		return;
	}
	finding_arg(x, f, "domain", domain);
	finding_arg(x, f, "from", from_domain(x));
	finding_field(x, f, "Message-ID");
}

static void
software(struct examination *x)
{
	static const char *const names[] = { "X-Mailer", "User-Agent" };

	for (size_t i = 0; i < COUNT(names); i++) {
		const struct field *field =
		    fields_find(&x->mail->fields, names[i]);
		const struct list_entry *m;
		struct finding *f;

		if (field == NULL)
			continue;
		m = mailer_find(x->know->lists, span_trim(field->body));
		if (m == NULL || x->mail->message_id.n == 0 ||
		    mailer_fits(m, x->mail->message_id))
			continue;
		f = finding_add(x, "trio.software-differs", STANDING_CLAIMED);
		finding_arg(x, f, "software", m->name);
		finding_quote_field(x, f, field);
		finding_field(x, f, "Message-ID");
		return;
	}
}

/* When the reader's own side took the mail in. */
static bool
arrival(const struct examination *x, struct date *out)
{
	size_t i = x->route.handed_over_by;

	if (i == ROUTE_NONE)
		i = 0;
	if (i >= x->mail->hop_count ||
	    (x->mail->hops[i].received.odd & RECEIVED_NO_DATE))
		return false;
	*out = x->mail->hops[i].received.date;
	return true;
}

static void
date(struct examination *x)
{
	const struct mail *m = x->mail;
	struct date came;
	struct finding *f;
	int64_t late;

	if (!m->has_date) {
		f = finding_add(x,
		    fields_find(&m->fields, "Date") == NULL
			? "trio.date-missing"
			: "trio.date-odd",
		    STANDING_OBSERVED);
		finding_field(x, f, "Date");
		return;
	}
	if (!arrival(x, &came))
		return;
	late = came.utc - m->date.utc;
	if (late <= 2 * DAY && late >= -DAY / 8)
		return;
	f = finding_add(x, late < 0 ? "trio.date-future" : "trio.date-old",
	    STANDING_OBSERVED);
	finding_number(x, f, "duration", late < 0 ? -late : late);
	finding_field(x, f, "Date");
}

/* A Japanese mail whose writer's clock stands in China, say. */
static void
zone(struct examination *x)
{
	const struct mail *m = x->mail;
	struct finding *f;
	char text[16];
	int minutes = m->date.zone < 0 ? -m->date.zone : m->date.zone;

	if (!m->has_date || !m->date.zone_known || x->language_count == 0 ||
	    !span_is(span_of(x->languages[0]), "ja") || m->date.zone == 540 ||
	    m->date.zone == 0)
		return;
	snprintf(text, sizeof(text), "%c%02d%02d", m->date.zone < 0 ? '-' : '+',
	    minutes / 60 % 100, minutes % 60);
	f = finding_add(x,
	    m->date.zone == 480 ? "trio.zone-china" : "trio.zone-language",
	    STANDING_CLAIMED);
	finding_arg(x, f, "zone", span_of(text));
	finding_field(x, f, "Date");
}

void
examine_trio(struct examination *x)
{
	return_path(x);
	message_id(x);
	software(x);
	date(x);
	zone(x);
}
