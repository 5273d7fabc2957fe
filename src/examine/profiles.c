/*
 * profiles - what an attachment writes into the reader's device.
 *
 * Invitations (iCalendar, RFC 5545, METHOD of RFC 5546) put an appointment
 * with a link into the calendar, some before anybody has read the mail.
 * Apple's configuration profiles set up accounts, certificates or a VPN.
 */
#include "base/buf.h"
#include "base/domain.h"
#include "base/limits.h"
#include "examine/examination.h"
#include "examine/examiners.h"
#include "read/textlink.h"

#define CALENDAR_LOOKED ((size_t)256 << 10) /* bytes; an invitation has 5 KB */
#define PAYLOADS 40			    /* settings have up to ten */

/* One content line; value is unfolded, start and end count in the part. */
struct property {
	span name, value;
	size_t start, end;
};

/* What is known of one invitation. */
struct invitation {
	size_t part;
	span from; /* organisation of the mail's sender */
	span method;
	struct address organizer;
	struct property organizer_line;
	struct link link; /* the first one that leads elsewhere */
	struct property link_line;
};

static bool
is_folded(span rest)
{
	return rest.n > 0 && (rest.p[0] == ' ' || rest.p[0] == '\t');
}

/* Behind the first colon outside quotes. */
static span
value_of(span line)
{
	bool quoted = false;

	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == '"')
			quoted = !quoted;
		else if (line.p[i] == ':' && !quoted)
			return span_drop(line, i + 1);
	}
	return (span){ 0 };
}

static bool
next_property(struct arena *a, span whole, span *rest, struct property *out)
{
	span line;

	if (rest->n == 0)
		return false;
	out->start = span_offset(*rest, whole);
	line = span_cut_line(rest);
	if (is_folded(*rest)) {
		struct buf text = buf_new(a, CALENDAR_LOOKED);

		buf_put(&text, line);
		while (is_folded(*rest)) {
			*rest = span_drop(*rest, 1);
			buf_put(&text, span_cut_line(rest));
		}
		line = buf_span(&text);
	}
	out->end = whole.n - rest->n;
	out->value = value_of(line);
	out->name =
	    span_head(line, line.n - out->value.n - (out->value.n > 0 ? 1 : 0));
	out->name = span_head(out->name, span_find_byte(out->name, ';'));
	return true;
}

/* "\n" is a line's end, "\," and "\;" are what they say: section 3.3.11. */
static span
unescaped(struct arena *a, span value)
{
	struct buf out = buf_new(a, CALENDAR_LOOKED);

	for (size_t i = 0; i < value.n; i++) {
		bool escape = value.p[i] == '\\' && i + 1 < value.n;

		i += escape;
		buf_byte(&out,
		    escape && ascii_lower(value.p[i]) == 'n' ? '\n'
							     : value.p[i]);
	}
	return buf_span(&out);
}

static span
organisation(span host)
{
	span domain = domain_registrable(host);

	return domain.n > 0 ? domain : host;
}

/* Neither the sender's nor the organizer's, nor a known company's. */
static bool
leads_elsewhere(const struct examination *x, const struct invitation *in,
    const struct link *l)
{
	return l->host.n > 0 && !span_same_nocase(l->domain, in->from) &&
	    !span_same_nocase(l->domain, organisation(in->organizer.ascii)) &&
	    brands_by_domain(x->know->brands, l->host, NULL) == NULL;
}

static void
look_for_link(struct examination *x, struct invitation *in,
    const struct property *p, struct unwrapper *u)
{
	static const char *const places[] = { "URL", "LOCATION", "DESCRIPTION",
		"SUMMARY", "ATTACH", "CONFERENCE", "X-ALT-DESC" };
	struct textlinks found;
	bool looked = false;

	for (size_t i = 0; i < COUNT(places); i++)
		looked |= span_is(p->name, places[i]);
	if (!looked || in->link.host.n > 0)
		return;
	found = textlink_find(x->arena, unescaped(x->arena, p->value));
	for (size_t i = 0; i < found.count; i++) {
		struct link l = { .written = found.links[i].url };

		link_resolve(x->arena, &l, NULL, u);
		if (!leads_elsewhere(x, in, &l))
			continue;
		in->link = l;
		in->link_line = *p;
		return;
	}
}

static void
read_organizer(
    struct examination *x, struct invitation *in, const struct property *p)
{
	span value = span_trim(p->value);

	if (!span_is(p->name, "ORGANIZER") || in->organizer.ascii.n > 0 ||
	    !span_starts(value, "mailto:"))
		return;
	in->organizer = address_read(x->arena, span_drop(value, 7));
	in->organizer_line = *p;
}

/* Twice: the link's place is judged by the organizer, who may come later. */
static void
read_invitation(struct examination *x, struct invitation *in)
{
	span whole =
	    span_head(x->mail->parts.list[in->part].bytes, CALENDAR_LOOKED);
	struct unwrapper u = { .lists = x->know->lists };
	struct property p;
	span rest = whole;

	while (next_property(x->arena, whole, &rest, &p)) {
		if (span_is(p.name, "METHOD") && in->method.n == 0)
			in->method = span_trim(p.value);
		read_organizer(x, in, &p);
	}
	rest = whole;
	while (next_property(x->arena, whole, &rest, &p))
		look_for_link(x, in, &p, &u);
}

/* Answers and cancellations come from others than the organizer. */
static bool
is_invitation(const struct invitation *in)
{
	return span_is(in->method, "REQUEST") || span_is(in->method, "PUBLISH");
}

/* Shared calendars of Google's and Apple's have addresses of their own. */
static bool
is_service(span host)
{
	return domain_under(host, SPAN("calendar.google.com")) ||
	    domain_under(host, SPAN("imip.me.com"));
}

static bool
is_other_organizer(const struct invitation *in)
{
	span host = in->organizer.ascii;

	return host.n > 0 && in->from.n > 0 && !is_service(host) &&
	    !span_same_nocase(organisation(host), in->from);
}

static void
invitation(struct examination *x, size_t part)
{
	struct invitation in = { .part = part };
	const struct addresses *from = &x->mail->from;
	struct finding *f;

	if (from->count > 0)
		in.from = organisation(from->list[0].ascii);
	read_invitation(x, &in);
	if (!is_invitation(&in))
		return;
	if (is_other_organizer(&in) &&
	    finding_find(x, "attachment.invitation-organizer") == NULL) {
		f = finding_add(
		    x, "attachment.invitation-organizer", STANDING_CLAIMED);
		finding_arg(x, f, "organizer", in.organizer.text);
		finding_arg(x, f, "address", from->list[0].text);
		finding_part(
		    x, f, part, in.organizer_line.start, in.organizer_line.end);
	}
	if (in.link.host.n > 0 &&
	    finding_find(x, "attachment.invitation-link") == NULL) {
		f = finding_add(
		    x, "attachment.invitation-link", STANDING_OBSERVED);
		finding_arg(x, f, "host", in.link.host);
		finding_arg(x, f, "domain", in.link.domain);
		finding_part(x, f, part, in.link_line.start, in.link_line.end);
	}
}

/* Settings by which somebody else reads or steers what the device does. */
static bool
is_control(span payload)
{
	static const char *const kinds[] = { "com.apple.security.root",
		"com.apple.security.pem", "com.apple.security.pkcs1",
		"com.apple.mdm", "com.apple.vpn.managed",
		"com.apple.proxy.http.global", "com.apple.dnsSettings.managed",
		"com.apple.webcontent-filter" };

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (span_starts(payload, kinds[i]))
			return true;
	return false;
}

/* The next <string> behind <key>PayloadType</key>; empty at the end. */
static span
next_payload(span *rest)
{
	static const char key[] = "<key>PayloadType</key>";
	span text = *rest;
	size_t at = span_find(text, span_of(key));

	text = span_drop(text, at + sizeof(key) - 1);
	at = span_find(text, SPAN("<string>"));
	text = span_drop(text, at + 8);
	*rest = text;
	return span_head(text, span_find_byte(text, '<'));
}

/*
 * A profile may be signed: its XML stands inside the signature as it is.  The
 * first payload is named, or the first that gives control.
 */
static void
settings(struct examination *x, size_t part)
{
	const struct part *p = &x->mail->parts.list[part];
	span rest = p->bytes, told = { 0 };
	bool control = false;
	struct finding *f;

	for (size_t i = 0; i < PAYLOADS && rest.n > 0 && !control; i++) {
		span payload = next_payload(&rest);

		if (payload.n == 0 || span_is(payload, "Configuration"))
			continue;
		control = is_control(payload);
		if (told.n == 0 || control)
			told = payload;
	}
	f = finding_add(x,
	    control ? "attachment.settings-control" : "attachment.settings",
	    STANDING_OBSERVED);
	finding_arg(x, f, "name", p->name.n > 0 ? p->name : p->id);
	finding_arg(x, f, "payload", told.n > 0 ? told : SPAN("mobileconfig"));
	if (told.n > 0)
		finding_part(x, f, part, span_offset(told, p->bytes),
		    span_offset(told, p->bytes) + told.n);
	else
		finding_quote(x, f, p->start,
		    p->end < p->start + 60 ? p->end : p->start + 60);
}

void
examine_profiles(struct examination *x)
{
	bool set = false;

	for (size_t i = 0; i < x->mail->parts.count; i++) {
		const struct part *p = &x->mail->parts.list[i];

		if (p->container || p->bytes.n == 0)
			continue;
		if (span_is(p->type, "text/calendar") ||
		    span_is(p->type, "application/ics") ||
		    span_ends(p->name, ".ics"))
			invitation(x, i);
		else if (!set &&
		    (span_is(p->type, "application/x-apple-aspen-config") ||
			span_ends(p->name, ".mobileconfig"))) {
			settings(x, i);
			set = true;
		}
	}
}
