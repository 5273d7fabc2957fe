#include "read/received_peer.h"

#include "read/received_lex.h"

/* "[192.0.2.7]", "[IPv6:2001:db8::7]", "192.0.2.7", "192.0.2.7:25". */
struct ip
received_address(span s)
{
	struct ip ip = { 0 };
	size_t close;

	if (s.n > 0 && s.p[0] == '[') {
		s = span_drop(s, 1);
		close = span_find_byte(s, ']');
		s = span_head(s, close);
	}
	if (!ip_parse(s, &ip) && span_find_byte(s, '.') < s.n)
		ip_parse(span_head(s, span_find_byte(s, ':')), &ip);
	return ip;
}

/* The first word of s. */
span
received_word(span s)
{
	size_t end = 0;

	while (end < s.n && !ascii_is_space(s.p[end]))
		end++;
	return span_head(s, end);
}

/* The word behind key in s, up to a blank or a closing bracket. */
bool
received_value(span s, const char *key, span *value)
{
	size_t at, end;

	if (!loose_find(s, key, &at, &end))
		return false;
	s = received_word(span_trim(span_drop(s, end)));
	for (end = 0; end < s.n && s.p[end] != ')' && s.p[end] != ','; end++)
		;
	*value = span_head(s, end);
	if (value->n > 0 && value->p[value->n - 1] == ']' && value->p[0] != '[')
		value->n--;
	return value->n > 0;
}

/* True when the comment is about encryption; notes its version. */
bool
received_tls(struct received *r, span c)
{
	span version;

	if (received_value(c, "using TLS", &version) ||
	    received_value(c, "using SSL", &version)) {
		version.p -= 3;
		version.n += 3;
	} else if (!received_value(c, "version=", &version)) {
		if (span_starts(c, "TLS") || span_starts(c, "UNKNOWN:")) {
			version = span_head(c, span_find_byte(c, ':'));
			version = received_word(version);
		} else if (loose_has(c, " encrypted")) {
			version = received_word(c);
			if (loose_has(c, "authenticated"))
				r->authenticated = true;
		} else {
			return false;
		}
	}
	if (span_is(version, "none"))
		return true;
	r->encrypted = true;
	if (r->tls.n == 0)
		r->tls = version;
	return true;
}

/* True when the comment is about a login; notes the account. */
bool
received_login(struct received *r, span c)
{
	static const struct {
		const char *start, *key;
	} forms[] = {
		{ "authenticated sender", ":" },   /* Postfix */
		{ "authenticated user", "user=" }, /* sendmail */
		{ "authenticated", "user=" },	   /* sendmail, Haraka */
		{ "squirrelmail authenticated", "user " },
		{ "smtp-auth", "username " }, /* qpsmtpd */
		{ "account ", "account " },   /* CommuniGate */
		{ "auth: ", NULL },	      /* Courier: mechanism, account */
		{ "auth=", "user=" },
	};

	for (size_t i = 0; i < COUNT(forms); i++) {
		if (!loose_starts(c, forms[i].start))
			continue;
		if (forms[i].key == NULL) {
			c = span_trim(span_drop(c, 5));
			c = span_drop(c, received_word(c).n);
			received_value(c, " ", &r->user);
		} else {
			received_value(c, forms[i].key, &r->user);
		}
		r->authenticated = true;
		return true;
	}
	return false;
}

static bool
has_letter(span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (ascii_is_alpha(s.p[i]) || (s.p[i] & 0x80) != 0)
			return true;
	return false;
}

/* A resolved name, or the word that says there is none. */
void
received_rdns(struct received *r, span name)
{
	size_t at = span_find_last(name, '@');

	if (at < name.n) /* ident's answer: the client's claim */
		name = span_drop(name, at + 1);
	name = received_word(name);
	if (name.n > 1 && name.p[name.n - 1] == '.')
		name.n--;
	if (name.n == 0)
		return;
	if (span_is(name, "unknown") || span_is(name, "<unknown>") ||
	    span_is(name, "unverified")) {
		r->odd |= RECEIVED_RDNS_UNKNOWN;
		return;
	}
	if (has_letter(name) && received_address(name).family == 0)
		r->rdns = name;
}

/* What earlier comments said came in with the announced name. */
static void
forget_peer(struct received *r)
{
	r->rdns = r->user = r->tls = (span){ 0 };
	r->authenticated = r->encrypted = false;
	r->odd &= ~(unsigned)(RECEIVED_RDNS_UNKNOWN | RECEIVED_MAY_BE_FORGED);
}

static bool
is_date(span c)
{
	struct date date;

	if (c.n > 0 && c.p[0] == '[')
		c = span_drop(c, 1);
	if (c.n > 0 && c.p[c.n - 1] == ']')
		c.n--;
	return c.n > 10 && span_find_byte(c, ':') < c.n && date_parse(c, &date);
}

/* "user@address": qmail's ident slot, which AUTH patches use for logins. */
static bool
read_slot(struct received *r, struct received_marks *m, span c)
{
	size_t at = span_find_last(c, '@');
	struct ip ip;

	if (at == c.n || received_word(c).n < c.n)
		return false;
	ip = received_address(span_drop(c, at + 1));
	if (ip.family != 0) {
		r->ip = ip;
		m->ident = true;
		r->user = span_head(c, at);
	} else if (m->helo_explicit) {
		r->user = c;
	}
	return true;
}

/*
 * "rdns [address]", "[address]", "rdns address", "address", "user@address": who
 * the client is.  With several such comments the last is the relay's own.
 */
static void
read_peer(struct received *r, struct received_marks *m, span c)
{
	size_t open = span_find_last(c, '[');
	span name = { 0 }, last = received_word(c);
	struct ip ip = { 0 };

	if (open < c.n) {
		ip = received_address(span_drop(c, open));
		name = span_trim(span_head(c, open));
	} else if (last.n < c.n) { /* OpenSMTPD: no brackets round IPv6 */
		ip = received_address(span_trim(span_drop(c, last.n)));
		name = last;
	}
	if (ip.family == 0) {
		ip = received_address(last);
		name = (span){ 0 };
	}
	m->peer |= ip.family != 0;
	if (ip.family != 0) {
		forget_peer(r);
		r->ip = ip;
		m->bracket = open < c.n;
		received_rdns(r, name);
		if (loose_has(c, "may be forged"))
			r->odd |= RECEIVED_MAY_BE_FORGED;
		return;
	}
	if (is_date(c)) {
		r->odd |= RECEIVED_DATE_AS_IP;
		return;
	}
	if (read_slot(r, m, c)) {
		m->peer = true;
		return;
	}
	if (r->ip.family == 0 && r->rdns.n == 0)
		received_rdns(r, c);
}

static void
read_helo(struct received *r, struct received_marks *m, span helo)
{
	helo = span_trim(helo);
	if (helo.n > 1 && helo.p[0] == '"' && helo.p[helo.n - 1] == '"')
		helo = span_slice(helo, 1, helo.n - 1);
	m->helo_explicit = true;
	r->helo = helo;
	if (helo.n == 0)
		r->odd |= RECEIVED_EMPTY_HELO;
}

/* Comments of the from clause that say nothing about the client. */
static bool
is_aside(span c)
{
	static const char *const starts[] = { "no client cert", "client ",
		"envelope-", "mailfrom:", "port=", "not verified",
		"proxying for", "using " };

	for (size_t i = 0; i < COUNT(starts); i++)
		if (loose_starts(c, starts[i]))
			return true;
	return false;
}

void
received_from_comment(struct received *r, struct received_marks *m, span c)
{
	size_t at, end;
	span helo;

	if (span_is(received_word(c), "HELO") ||
	    span_is(received_word(c), "EHLO") ||
	    span_is(received_word(c), "LHLO")) {
		m->lhlo = span_starts(c, "LHLO");
		read_helo(r, m, span_drop(c, 4));
		return;
	}
	if (loose_find(c, "\"HELO ", &at, &end) ||
	    loose_find(c, "\"EHLO ", &at, &end)) {
		/* ZMailer: [192.0.2.7]:25 "HELO name" flags */
		m->zmailer = true;
		helo = span_drop(c, end);
		read_helo(r, m, span_head(helo, span_find_byte(helo, '"')));
		c = span_head(c, at);
	}
	if (loose_find(c, "helo=", &at, &end) &&
	    received_value(c, "helo=", &helo)) {
		m->helo_is_equals = true;
		read_helo(r, m, helo);
		c = span_trim(span_head(c, at));
		if (c.n == 0)
			return;
	}
	if (received_login(r, c)) {
		/* CommuniGate puts the address beside the account. */
		struct ip ip =
		    received_address(span_drop(c, span_find_last(c, '[')));

		if (ip.family != 0)
			r->ip = ip;
		return;
	}
	if (!received_tls(r, c) && !is_aside(c))
		read_peer(r, m, c);
}
