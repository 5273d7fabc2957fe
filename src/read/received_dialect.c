#include "read/received_dialect.h"

#include "read/received_lex.h"

/* Where a dialect's mark stands. */
enum mark {
	MARK_PRODUCT,	 /* somewhere in the comments behind by */
	MARK_PRODUCT_IS, /* is the whole comment */
	MARK_OTHER,	 /* in another comment */
	MARK_STARTS,	 /* begins the comment that begins the field */
	MARK_WITH,	 /* begins the protocol */
	MARK_WITH_HAS,
	MARK_VIA,
	MARK_BY,       /* in the name of the relay */
	MARK_BY_START, /* begins it */
	MARK_BY_UNDER, /* the relay is of that domain */
	MARK_ID,       /* begins the id */
	MARK_ID_END,
};

/*
 * How the programs sign their lines; the first that fits is taken, so the
 * exact stand before the vague.
 */
static const struct dialect {
	enum mark mark;
	const char *text, *name;
} dialects[] = {
	{ MARK_STARTS, "qmail ", "qmail-queue" },
	{ MARK_STARTS, "nullmailer ", "nullmailer" },
	{ MARK_STARTS, "ofmipd ", "ofmipd" },
	{ MARK_PRODUCT, "OpenSMTPD", "opensmtpd" },
	{ MARK_PRODUCT, "Haraka", "haraka" },
	{ MARK_PRODUCT, "qpsmtpd", "qpsmtpd" },
	{ MARK_PRODUCT, "amavis", "amavis" },
	{ MARK_PRODUCT, "F-Secure", "f-secure" },
	{ MARK_PRODUCT, "InterScan", "interscan" },
	{ MARK_PRODUCT, "fetchmail", "fetchmail" },
	{ MARK_OTHER, "fetchmail", "fetchmail" },
	{ MARK_PRODUCT, "IceWarp", "icewarp" },
	{ MARK_PRODUCT, "Merak", "icewarp" },
	{ MARK_PRODUCT, "MDaemon", "mdaemon" },
	{ MARK_PRODUCT, "CommuniGate", "communigate" },
	{ MARK_PRODUCT, "Domino Release", "domino" },
	{ MARK_PRODUCT, "Oracle Communications", "oracle" },
	{ MARK_PRODUCT, "Sun Java", "oracle" },
	{ MARK_PRODUCT, "iPlanet Messaging", "oracle" },
	{ MARK_PRODUCT, "ecelerity", "ecelerity" },
	{ MARK_PRODUCT, "KumoMTA", "kumomta" },
	{ MARK_PRODUCT, "PowerMTA", "powermta" },
	{ MARK_PRODUCT, "Halon", "halon" },
	{ MARK_PRODUCT, "trex/", "trex" },
	{ MARK_PRODUCT, "MailerQ", "mailerq" },
	{ MARK_PRODUCT, "GreenArrow", "greenarrow" },
	{ MARK_PRODUCT_IS, "PPS", "proofpoint" },
	{ MARK_PRODUCT, "DOCOMO Mail Server", "docomo" },
	{ MARK_PRODUCT_IS, "RCPT_GW", "biglobe" },
	{ MARK_PRODUCT, "shby/", "biglobe" },
	{ MARK_PRODUCT, "EZweb Mail", "au" },
	{ MARK_PRODUCT, "Horde Framework", "webmail" },
	{ MARK_PRODUCT, "SquirrelMail", "webmail" },
	{ MARK_OTHER, "SquirrelMail", "webmail" },
	{ MARK_PRODUCT, "Cyrus", "lmtp" },
	{ MARK_PRODUCT_IS, "SG", "sendgrid" },
	{ MARK_PRODUCT, "Stalwart", "stalwart" },
	{ MARK_WITH, "Microsoft SMTPSVC", "smtpsvc" },
	{ MARK_WITH, "Microsoft SMTP Server", "exchange" },
	{ MARK_WITH, "MailboxResubmission", "exchange-resubmission" },
	{ MARK_WITH, "mapi", "exchange-mapi" },
	{ MARK_WITH, "MailEnable", "mailenable" },
	{ MARK_WITH, "qmail-scanner", "qmail-scanner" },
	{ MARK_VIA, "listexpand", "zmailer" },
	{ MARK_WITH, "HTTPREST", "gmail-api" },
	{ MARK_WITH, "POP3", "fetchmail" },
	{ MARK_WITH, "IMAP", "fetchmail" },
	{ MARK_OTHER, "Exim", "exim" },
	{ MARK_OTHER, "Nemesis", "ionos" },
	{ MARK_BY_UNDER, "google.com", "gmail" },
	{ MARK_BY_UNDER, "gmail.com", "gmail" },
	{ MARK_BY_START, "2002:a", "gmail" }, /* 6to4 of 10.0.0.0/8 */
	{ MARK_BY_UNDER, "yahoo.com", "yahoo" },
	{ MARK_BY_UNDER, "yahoo.co.jp", "yahoo" },
	{ MARK_BY_UNDER, "zoho.com", "zoho" },
	{ MARK_BY_UNDER, "zoho.eu", "zoho" },
	{ MARK_BY_UNDER, "zoho.in", "zoho" },
	{ MARK_BY_UNDER, "kundenserver.de", "ionos" },
	{ MARK_WITH_HAS, "/TLS/", "ironport" },
	{ MARK_BY_UNDER, "iphmx.com", "ironport" },
	{ MARK_BY_UNDER, "messagelabs.com", "messagelabs" },
	{ MARK_BY_UNDER, "symcld.net", "messagelabs" },
	{ MARK_BY_UNDER, "aliyun.com", "aliyun" },
	{ MARK_ID_END, "@nifty.com", "nifty" },
	{ MARK_ID, "recvd-", "sendgrid" },
	{ MARK_BY, "recvd-", "sendgrid" },
	{ MARK_BY_START, "filterdrecv-", "sendgrid" },
	{ MARK_BY, "geopod-", "sendgrid" },
	{ MARK_PRODUCT, "Postfix", "postfix" },
};

/* Marks that count only after the forms below have been tried. */
static const struct dialect late[] = {
	{ MARK_WITH, "LMTP", "lmtp" },
	{ MARK_WITH, "QMQP", "qmail-qmqp" },
	{ MARK_WITH, "HTTP", "webmail" },
	{ MARK_OTHER, "via HTTP", "webmail" },
	{ MARK_BY_UNDER, "biglobe.ne.jp", "biglobe" },
};

static bool
is_under(span host, const char *domain)
{
	size_t n = strlen(domain);

	return span_ends(host, domain) &&
	    (host.n == n || host.p[host.n - n - 1] == '.');
}

/* A bit for each letter of s; what is none has no bit. */
static uint32_t
letters_of(span s)
{
	uint32_t letters = 0;

	for (size_t i = 0; i < s.n; i++)
		if (ascii_is_alpha(s.p[i]))
			letters |= (uint32_t)1 << (s.p[i] & 31);
	return letters;
}

/* Texts in which marks are searched, with what letters they have. */
struct searched {
	uint32_t product, other;
};

/* The mark begins with a letter that the text searched does not have. */
static bool
cannot_fit(const struct searched *s, const struct dialect *d)
{
	uint32_t letter = (uint32_t)1 << (d->text[0] & 31);

	return (d->mark == MARK_PRODUCT && (s->product & letter) == 0) ||
	    (d->mark == MARK_OTHER && (s->other & letter) == 0);
}

static bool
mark_fits(const struct received *r, const struct received_marks *m,
    const struct dialect *d)
{
	switch (d->mark) {
	case MARK_PRODUCT:
		return loose_has(m->product, d->text);
	case MARK_PRODUCT_IS:
		return span_is(m->product, d->text);
	case MARK_OTHER:
		return loose_has(m->other, d->text);
	case MARK_STARTS:
		return loose_starts(m->starts, d->text);
	case MARK_WITH:
		return loose_starts(r->with, d->text);
	case MARK_WITH_HAS:
		return loose_has(r->with, d->text);
	case MARK_VIA:
		return loose_starts(r->via, d->text);
	case MARK_BY:
		return loose_has(r->by, d->text);
	case MARK_BY_START:
		return loose_starts(r->by, d->text);
	case MARK_BY_UNDER:
		return is_under(r->by, d->text);
	case MARK_ID:
		return loose_starts(r->id, d->text);
	case MARK_ID_END:
		return span_ends(r->id, d->text);
	}
	return false;
}

static span
find_mark(const struct dialect *list, size_t count, const struct received *r,
    const struct received_marks *m)
{
	const struct searched s = { letters_of(m->product),
		letters_of(m->other) };

	for (size_t i = 0; i < count; i++)
		if (!cannot_fit(&s, &list[i]) && mark_fits(r, m, &list[i]))
			return span_of(list[i].name);
	return (span){ 0 };
}

/* "8.15.2/8.15.2", "8.13.4/mx-out": sendmail's way to name itself. */
static bool
is_sendmail(span product)
{
	size_t slash = span_find_byte(product, '/');

	return slash < product.n &&
	    (span_starts(product, "8.") || span_starts(product, "V8/") ||
		span_starts(product, "R8/"));
}

/* Ten to sixteen letters and digits: how Postfix names what it queues. */
static bool
is_postfix_id(span id)
{
	if (id.n < 10 || id.n > 17)
		return false;
	for (size_t i = 0; i < id.n; i++)
		if (!ascii_is_alnum(id.p[i]))
			return false;
	return true;
}

/* qmail writes "10 May 2022", without the day's name, and no id. */
static bool
is_qmail(const struct received *r, const struct received_marks *m)
{
	return m->product.n == 0 && r->id.n == 0 && r->with.n > 0 &&
	    m->date.n > 0 && ascii_is_digit(m->date.p[0]) &&
	    r->ip.family != 0 && m->peer;
}

static bool
is_address(span s)
{
	struct ip ip;

	return ip_parse(s, &ip);
}

/* What is told by the form of the line, not by a word in it. */
static span
by_form(const struct received *r, const struct received_marks *m)
{
	if (is_under(r->by, "outlook.com") && span_is(r->with, "HTTPS"))
		return SPAN("exchange-delivery");
	if (m->zmailer)
		return SPAN("zmailer");
	if (span_same(r->with, SPAN("local")))
		return SPAN("exim");
	if (is_sendmail(m->product) || (r->odd & RECEIVED_LOCAL))
		return SPAN("sendmail");
	if (m->lhlo)
		return SPAN("zimbra");
	if (m->helo_is_equals)
		return SPAN("exim");
	if (m->helo_explicit && !m->peer && is_address(m->first))
		return SPAN("yahoo");
	if (m->helo_explicit && m->bracket && r->rdns.n == 0)
		return SPAN("ironport");
	return (span){ 0 };
}

span
received_dialect(const struct received *r, const struct received_marks *m)
{
	span name = find_mark(dialects, COUNT(dialects), r, m);

	if (name.n == 0)
		name = by_form(r, m);
	if (name.n == 0)
		name = find_mark(late, COUNT(late), r, m);
	if (name.n > 0)
		return name;
	if (is_qmail(r, m) || m->helo_explicit)
		return SPAN("qmail");
	if (m->product.n > 0 && is_postfix_id(r->id))
		return SPAN("postfix");
	if (r->id.n >= 10 && r->id.n <= 14 && r->id.p[0] == 'h' &&
	    r->with.n == 0)
		return SPAN("powermta");
	return (span){ 0 };
}

static bool
is_one_of(span dialect, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (span_is(dialect, names[i]))
			return true;
	return false;
}

enum received_first
received_first(const struct received *r, const struct received_marks *m)
{
	static const char *const resolved[] = { "exim", "qmail", "qmail-qmqp",
		"qpsmtpd" };
	static const char *const client[] = { "yahoo", "webmail",
		"qmail-scanner", "messagelabs", "biglobe" };
	bool local = (r->odd & RECEIVED_LOCAL) != 0;

	if (span_is(r->dialect, "gmail-api") ||
	    (span_is(r->dialect, "exim") && local) ||
	    (span_is(r->dialect, "sendgrid") && span_is(r->with, "HTTP")))
		return FIRST_ACCOUNT;
	if (is_one_of(r->dialect, client, COUNT(client)) &&
	    !span_is(r->via, "listexpand"))
		return FIRST_CLIENT;
	if (m->helo_explicit ||
	    is_one_of(r->dialect, resolved, COUNT(resolved)))
		return FIRST_RESOLVED;
	return FIRST_ANNOUNCED;
}
