#include "read/received.h"

/* Tokens of the field: RFC 5322 section 3.2, at the outermost level. */
enum lex { LEX_END, LEX_WORD, LEX_COMMENT };

enum clause {
	CLAUSE_NONE,
	CLAUSE_FROM,
	CLAUSE_BY,
	CLAUSE_VIA,
	CLAUSE_WITH,
	CLAUSE_ID,
	CLAUSE_FOR,
};

/* What is remembered of the field until its dialect is known. */
struct reading {
	struct received *r;
	enum clause clause;
	bool want;	     /* the clause's value has yet to come */
	span first;	     /* first word of the from clause */
	span product;	     /* first comment of the by clause */
	span other;	     /* "(Exim 4.96)" and the like, wherever it stood */
	bool helo_explicit;  /* "(HELO x)": the first word is a resolved name */
	bool helo_is_equals; /* "helo=x" */
	bool lhlo;
	bool starts_comment;
};

/* Length of a comment behind its '(', to its ')' or to the end. */
static size_t
comment_length(span s)
{
	size_t depth = 1, i = 0;

	for (; i < s.n; i++) {
		if (s.p[i] == '\\' && i + 1 < s.n)
			i++;
		else if (s.p[i] == '(')
			depth++;
		else if (s.p[i] == ')' && --depth == 0)
			break;
	}
	return i;
}

static size_t
word_length(span s)
{
	size_t i = 0;

	if (s.p[0] == '"') { /* a quoted string, if it is closed */
		size_t close = span_find_byte(span_drop(s, 1), '"') + 1;

		if (close < s.n)
			i = close + 1;
	}
	while (i < s.n && !ascii_is_space(s.p[i]) && s.p[i] != '(' &&
	    s.p[i] != '\0')
		i++;
	return i == 0 ? 1 : i;
}

static enum lex
lex_next(span *rest, span *token)
{
	span s = *rest;

	while (s.n > 0 && (ascii_is_space(s.p[0]) || s.p[0] == ','))
		s = span_drop(s, 1);
	if (s.n == 0) {
		*rest = s;
		return LEX_END;
	}
	if (s.p[0] == '(') {
		s = span_drop(s, 1);
		*token = span_head(s, comment_length(s));
		*rest = span_drop(s, token->n + 1);
		*token = span_trim(*token);
		return LEX_COMMENT;
	}
	*token = span_head(s, word_length(s));
	*rest = span_drop(s, token->n);
	return LEX_WORD;
}

/*
 * Where the date begins: behind the last ';' that stands outside comments, or
 * behind the last of all where the comments do not close.  body.n: nowhere.
 */
static size_t
date_offset(span body)
{
	size_t depth = 0, outside = body.n, any = body.n;

	for (size_t i = 0; i < body.n; i++) {
		switch (body.p[i]) {
		case '\\':
			if (depth > 0)
				i++;
			break;
		case '(':
			depth++;
			break;
		case ')':
			if (depth > 0)
				depth--;
			break;
		case ';':
			any = i;
			if (depth == 0)
				outside = i;
			break;
		default:
			break;
		}
	}
	return outside < body.n ? outside : depth > 0 ? any : body.n;
}

/* SendGrid and others write no ';': the date is the tail, if it is one. */
static size_t
date_tail(span body, struct date *date)
{
	size_t at = body.n;

	for (int words = 0; words < 9; words++) {
		struct date found;

		while (at > 0 && ascii_is_space(body.p[at - 1]))
			at--;
		while (at > 0 && !ascii_is_space(body.p[at - 1]))
			at--;
		if (words >= 3 && date_parse(span_drop(body, at), &found)) {
			*date = found;
			return at;
		}
		if (at == 0)
			break;
	}
	return body.n;
}

static enum clause
clause_named(span word)
{
	static const struct {
		const char *name;
		enum clause clause;
	} names[] = {
		{ "from", CLAUSE_FROM },
		{ "by", CLAUSE_BY },
		{ "via", CLAUSE_VIA },
		{ "with", CLAUSE_WITH },
		{ "id", CLAUSE_ID },
		{ "for", CLAUSE_FOR },
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (span_is(word, names[i].name))
			return names[i].clause;
	return CLAUSE_NONE;
}

static span *
clause_value(struct received *r, enum clause clause)
{
	switch (clause) {
	case CLAUSE_FROM:
		return &r->helo;
	case CLAUSE_BY:
		return &r->by;
	case CLAUSE_VIA:
		return &r->via;
	case CLAUSE_WITH:
		return &r->with;
	case CLAUSE_ID:
		return &r->id;
	case CLAUSE_FOR:
		return &r->rcpt;
	default:
		return NULL;
	}
}

/* "[192.0.2.7]", "[IPv6:2001:db8::7]", "192.0.2.7", "192.0.2.7:25". */
static struct ip
ip_of(span s)
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

/* The word behind key in s, up to a blank or a closing bracket. */
static bool
value_behind(span s, const char *key, span *value)
{
	size_t at = span_find_nocase(s, span_of(key)), end;

	if (at == s.n)
		return false;
	s = span_trim(span_drop(s, at + strlen(key)));
	for (end = 0; end < s.n && !ascii_is_space(s.p[end]) &&
	     s.p[end] != ')' && s.p[end] != ',';
	     end++)
		;
	*value = span_head(s, end);
	if (value->n > 0 && value->p[value->n - 1] == ']' &&
	    value->p[0] != '[')
		value->n--;
	return value->n > 0;
}

/* True when the comment is about encryption; notes its version. */
static bool
read_tls(struct received *r, span c)
{
	span version;

	if (value_behind(c, "using TLS", &version) ||
	    value_behind(c, "using SSL", &version)) {
		version.p -= 3;
		version.n += 3;
	} else if (!value_behind(c, "version=", &version)) {
		if (span_starts(c, "TLS") || span_starts(c, "UNKNOWN:")) {
			version = span_head(c, span_find_byte(c, ':'));
			version = span_head(
			    version, span_find_byte(version, ' '));
		} else if (span_find_nocase(c, SPAN(" encrypted")) < c.n) {
			version = span_head(c, span_find_byte(c, ' '));
			if (span_find_nocase(c, SPAN("authenticated")) < c.n)
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
static bool
read_login(struct received *r, span c)
{
	static const struct {
		const char *start, *key;
	} forms[] = {
		{ "authenticated sender", ":" },      /* Postfix */
		{ "authenticated user", "user=" },    /* sendmail */
		{ "authenticated bits", NULL },	      /* sendmail, Haraka */
		{ "authenticated", NULL },
		{ "squirrelmail authenticated", "user " },
		{ "account", "account " }, /* CommuniGate */
		{ "auth=yes", "user=" },   /* OpenSMTPD */
		{ "auth", "user=" },
	};

	for (size_t i = 0; i < COUNT(forms); i++) {
		if (!span_starts(c, forms[i].start))
			continue;
		if (forms[i].key != NULL)
			value_behind(c, forms[i].key, &r->user);
		r->authenticated = true;
		return true;
	}
	return false;
}

/* A resolved name, or the word that says there is none. */
static void
read_rdns(struct received *r, span name)
{
	size_t at = span_find_last(name, '@');

	if (at < name.n) /* ident's answer: the client's claim */
		name = span_drop(name, at + 1);
	name = span_head(name, span_find_byte(name, ' '));
	if (name.n > 1 && name.p[name.n - 1] == '.')
		name.n--;
	if (name.n == 0)
		return;
	if (span_is(name, "unknown") || span_is(name, "<unknown>") ||
	    span_is(name, "unverified")) {
		r->odd |= RECEIVED_RDNS_UNKNOWN;
		return;
	}
	if (ip_of(name).family == 0)
		r->rdns = name;
}

/*
 * "rdns [address]", "[address]", "address", "user@address": who the client is.
 * With several such comments the last is the relay's own: earlier ones can
 * have come in with the announced name.
 */
static void
read_peer(struct reading *in, span c)
{
	struct received *r = in->r;
	size_t open = span_find_last(c, '['), at = span_find_last(c, '@');
	struct ip ip = { 0 };

	if (span_find_nocase(c, SPAN("may be forged")) < c.n)
		r->odd |= RECEIVED_MAY_BE_FORGED;
	if (open < c.n)
		ip = ip_of(span_drop(c, open));
	if (ip.family != 0) {
		r->ip = ip;
		read_rdns(r, span_trim(span_head(c, open)));
		return;
	}
	ip = ip_of(span_head(c, span_find_byte(c, ' ')));
	if (ip.family != 0) {
		r->ip = ip;
		return;
	}
	if (at < c.n && span_find_byte(c, ' ') == c.n) {
		ip = ip_of(span_drop(c, at + 1));
		if (ip.family != 0)
			r->ip = ip;
		/* qmail's ident slot, which AUTH patches use for the login. */
		if (ip.family != 0)
			r->user = span_head(c, at);
		else if (in->helo_explicit)
			r->user = c;
		return;
	}
	if (span_find_byte(c, ':') < c.n && c.n > 10) {
		struct date date;

		if (date_parse(c, &date)) {
			r->odd |= RECEIVED_DATE_AS_IP;
			return;
		}
	}
	if (r->ip.family == 0 && r->rdns.n == 0)
		read_rdns(r, c);
}

static void
read_helo(struct reading *in, span helo)
{
	helo = span_trim(helo);
	if (helo.n > 1 && helo.p[0] == '"' && helo.p[helo.n - 1] == '"')
		helo = span_slice(helo, 1, helo.n - 1);
	in->r->helo = helo;
}

static void
read_from_comment(struct reading *in, span c)
{
	struct received *r = in->r;
	size_t quoted = span_find(c, SPAN("\"HELO "));
	span helo;

	if (span_starts(c, "HELO ") || span_starts(c, "EHLO ") ||
	    span_starts(c, "LHLO ") || span_is(c, "HELO") ||
	    span_is(c, "EHLO")) {
		in->lhlo = span_starts(c, "LHLO");
		read_helo(in, span_drop(c, 5));
		in->helo_explicit = true;
		return;
	}
	if (quoted < c.n) { /* ZMailer: [192.0.2.7]:25 "HELO name" flags */
		helo = span_drop(c, quoted + 6);
		read_helo(in, span_head(helo, span_find_byte(helo, '"')));
		in->helo_explicit = true;
		c = span_head(c, quoted);
	}
	if (value_behind(c, "helo=", &helo)) {
		size_t at = span_find_nocase(c, SPAN("helo="));

		in->helo_explicit = in->helo_is_equals = true;
		read_helo(in, helo);
		c = span_trim(span_head(c, at));
		if (c.n == 0)
			return;
	}
	if (read_login(r, c)) {
		/* CommuniGate puts the address beside the account. */
		size_t open = span_find_last(c, '[');

		if (open < c.n && ip_of(span_drop(c, open)).family != 0)
			r->ip = ip_of(span_drop(c, open));
		return;
	}
	if (read_tls(r, c) || span_starts(c, "no client cert") ||
	    span_starts(c, "client ") || span_starts(c, "envelope-") ||
	    span_starts(c, "mailfrom:") || span_starts(c, "port=") ||
	    span_starts(c, "not verified"))
		return;
	read_peer(in, c);
}

static void
read_uid(struct received *r, span c)
{
	uint64_t uid;
	span value;

	if ((value_behind(c, "from userid ", &value) ||
		value_behind(c, "by uid ", &value)) &&
	    span_number(value, 1000000000, &uid)) {
		r->uid = (int)uid;
		r->odd |= RECEIVED_LOCAL;
	}
}

static void
read_comment(struct reading *in, span c)
{
	struct received *r = in->r;

	if (in->clause == CLAUSE_FROM) {
		if (in->want) {
			in->want = false;
			r->odd |= RECEIVED_EMPTY_HELO;
		}
		read_from_comment(in, c);
		return;
	}
	if (in->clause == CLAUSE_NONE) {
		in->starts_comment = true;
		if (span_starts(c, "qmail "))
			r->odd |= RECEIVED_QUEUE;
		else if (span_starts(c, "from "))
			r->odd |= RECEIVED_LOCAL; /* sendmail's own queue */
		read_uid(r, c);
	}
	if (in->clause == CLAUSE_BY) {
		if (in->product.n == 0)
			in->product = c;
		read_uid(r, c);
	} else if (in->other.n == 0 || span_starts(c, "Exim ")) {
		in->other = c;
	}
	if (!read_login(r, c))
		read_tls(r, c);
}

/* A word that no clause waits for. */
static void
read_stray(struct reading *in, span word)
{
	struct received *r = in->r;
	span *value = clause_value(r, in->clause);
	struct ip ip;

	if (span_starts(word, "[auth=")) { /* OpenSMTPD: [auth=yes user=U] */
		r->authenticated = true;
		return;
	}
	if (r->authenticated && r->user.n == 0 && span_starts(word, "user=")) {
		r->user = span_drop(word, 5);
		if (r->user.n > 0 && r->user.p[r->user.n - 1] == ']')
			r->user.n--;
		return;
	}
	if (in->clause == CLAUSE_FROM && word.p[0] == '[') {
		ip = ip_of(word);
		if (ip.family != 0)
			r->ip = ip;
		return;
	}
	/* "Microsoft SMTP Server", "Frontend Transport", "MailEnable ESMTPA" */
	if ((in->clause == CLAUSE_WITH &&
		(span_starts(*value, "Microsoft") ||
		    span_starts(*value, "MailEnable"))) ||
	    (in->clause == CLAUSE_VIA && span_starts(*value, "Frontend")))
		value->n = (size_t)(word.p + word.n - value->p);
}

static void
read_word(struct reading *in, span word)
{
	struct received *r = in->r;
	enum clause named;
	span *value;

	if (!in->want) {
		named = clause_named(word);
		if (named == CLAUSE_NONE && in->clause == CLAUSE_NONE &&
		    !in->starts_comment) {
			/* BIGLOBE writes the name without "from". */
			in->clause = CLAUSE_FROM;
			r->odd |= RECEIVED_NO_FROM;
		} else if (named == CLAUSE_NONE) {
			read_stray(in, word);
			return;
		} else {
			in->clause = named;
			in->want = true;
			return;
		}
	}
	in->want = false;
	value = clause_value(r, in->clause);
	if (in->clause == CLAUSE_FOR && word.n > 1 && word.p[0] == '<') {
		word = span_drop(word, 1);
		word = span_head(word, span_find_byte(word, '>'));
	}
	if (in->clause == CLAUSE_FROM && in->first.n == 0)
		in->first = word;
	if (value->n == 0 && word.n > 0)
		*value = word;
	else
		r->odd |= RECEIVED_REPEATED;
}

/* Where a dialect's mark stands. */
enum mark {
	MARK_PRODUCT, /* the comment behind by */
	MARK_OTHER,   /* another comment */
	MARK_WITH,
	MARK_BY,
	MARK_ID,
	MARK_BY_END, /* by ends in it */
	MARK_ID_END,
};

/*
 * How the programs sign their lines; the first that fits is taken, so the
 * exact stand before the vague.  From the programs' sources and from headers.
 */
static const struct dialect {
	enum mark mark;
	const char *text, *name;
} dialects[] = {
	{ MARK_PRODUCT, "OpenSMTPD", "opensmtpd" },
	{ MARK_PRODUCT, "Haraka", "haraka" },
	{ MARK_PRODUCT, "qpsmtpd", "qpsmtpd" },
	{ MARK_PRODUCT, "amavisd", "amavis" },
	{ MARK_PRODUCT, "F-Secure", "f-secure" },
	{ MARK_PRODUCT, "fetchmail", "fetchmail" },
	{ MARK_OTHER, "fetchmail", "fetchmail" },
	{ MARK_PRODUCT, "IceWarp", "icewarp" },
	{ MARK_PRODUCT, "Merak", "icewarp" },
	{ MARK_PRODUCT, "MDaemon", "mdaemon" },
	{ MARK_PRODUCT, "CommuniGate", "communigate" },
	{ MARK_PRODUCT, "Domino Release", "domino" },
	{ MARK_PRODUCT, "Oracle Communications", "oracle" },
	{ MARK_PRODUCT, "Sun Java System", "oracle" },
	{ MARK_PRODUCT, "iPlanet Messaging", "oracle" },
	{ MARK_PRODUCT, "ecelerity", "ecelerity" },
	{ MARK_PRODUCT, "KumoMTA", "kumomta" },
	{ MARK_PRODUCT, "Halon", "halon" },
	{ MARK_PRODUCT, "trex/", "trex" },
	{ MARK_PRODUCT, "MailerQ", "mailerq" },
	{ MARK_PRODUCT, "PPS", "proofpoint" },
	{ MARK_PRODUCT, "DOCOMO Mail Server", "docomo" },
	{ MARK_PRODUCT, "RCPT_GW", "biglobe" },
	{ MARK_PRODUCT, "shby/", "biglobe" },
	{ MARK_PRODUCT, "EZweb Mail", "au" },
	{ MARK_PRODUCT, "Horde Framework", "webmail" },
	{ MARK_PRODUCT, "SquirrelMail", "webmail" },
	{ MARK_PRODUCT, "Cyrus", "lmtp" },
	{ MARK_PRODUCT, "mreue", "ionos" },
	{ MARK_PRODUCT, "SG", "sendgrid" },
	{ MARK_PRODUCT, "Stalwart", "stalwart" },
	{ MARK_WITH, "Microsoft SMTPSVC", "smtpsvc" },
	{ MARK_WITH, "Microsoft SMTP Server", "exchange" },
	{ MARK_WITH, "MailboxResubmission", "exchange-resubmission" },
	{ MARK_WITH, "mapi", "exchange-mapi" },
	{ MARK_WITH, "MailEnable", "mailenable" },
	{ MARK_WITH, "NNFMP", "yahoo" },
	{ MARK_WITH, "HTTPREST", "gmail-api" },
	{ MARK_WITH, "POP3", "fetchmail" },
	{ MARK_WITH, "IMAP", "fetchmail" },
	{ MARK_WITH, "QMQP", "qmail-qmqp" },
	{ MARK_OTHER, "Exim ", "exim" },
	{ MARK_BY_END, ".outlook.com", "exchange-delivery" },
	{ MARK_BY_END, "google.com", "gmail" },
	{ MARK_BY_END, ".yahoo.com", "yahoo" },
	{ MARK_BY_END, ".yahoo.co.jp", "yahoo" },
	{ MARK_BY_END, ".zoho.com", "zoho" },
	{ MARK_BY_END, ".zoho.eu", "zoho" },
	{ MARK_BY_END, ".kundenserver.de", "ionos" },
	{ MARK_BY_END, ".iphmx.com", "ironport" },
	{ MARK_BY_END, ".messagelabs.com", "messagelabs" },
	{ MARK_BY_END, ".aliyun.com", "aliyun" },
	{ MARK_ID_END, "@nifty.com", "nifty" },
	{ MARK_ID, "recvd-", "sendgrid" },
	{ MARK_BY, "recvd-", "sendgrid" },
	{ MARK_BY, "geopod-", "sendgrid" },
	{ MARK_WITH, "LMTP", "lmtp" },
	{ MARK_PRODUCT, "Postfix", "postfix" },
	{ MARK_WITH, "HTTP", "webmail" },
};

static bool
mark_fits(const struct reading *in, const struct dialect *d)
{
	const struct received *r = in->r;

	switch (d->mark) {
	case MARK_PRODUCT:
		return span_find_nocase(in->product, span_of(d->text)) <
		    in->product.n;
	case MARK_OTHER:
		return span_find_nocase(in->other, span_of(d->text)) <
		    in->other.n;
	case MARK_WITH:
		return span_starts(r->with, d->text);
	case MARK_BY:
		return span_find_nocase(r->by, span_of(d->text)) < r->by.n;
	case MARK_ID:
		return span_starts(r->id, d->text);
	case MARK_BY_END:
		return span_ends(r->by, d->text);
	case MARK_ID_END:
		return span_ends(r->id, d->text);
	}
	return false;
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
is_qmail(const struct reading *in, span date)
{
	const struct received *r = in->r;

	date = span_trim(date);
	return in->product.n == 0 && r->id.n == 0 && r->with.n > 0 &&
	    date.n > 0 && ascii_is_digit(date.p[0]) && r->ip.family != 0;
}

static span
find_dialect(const struct reading *in, span date)
{
	const struct received *r = in->r;

	if (r->odd & RECEIVED_QUEUE)
		return SPAN("qmail-queue");
	for (size_t i = 0; i < COUNT(dialects); i++)
		if (mark_fits(in, &dialects[i]))
			return span_of(dialects[i].name);
	if (is_sendmail(in->product))
		return SPAN("sendmail");
	if (r->odd & RECEIVED_LOCAL)
		return SPAN("sendmail");
	if (in->lhlo)
		return SPAN("zimbra");
	if (in->helo_is_equals)
		return SPAN("exim");
	if (is_qmail(in, date) || in->helo_explicit)
		return SPAN("qmail");
	if (in->product.n > 0 && is_postfix_id(r->id))
		return SPAN("postfix");
	if (r->id.n >= 10 && r->id.n <= 14 && r->id.p[0] == 'h' &&
	    r->with.n == 0)
		return SPAN("powermta");
	return (span){ 0 };
}

/* Protocols whose name says encrypted or logged in: RFC 3848, RFC 6531. */
static void
read_protocol(struct received *r)
{
	span p = span_head(r->with, span_find_byte(r->with, ' '));

	if (span_starts(r->with, "MailEnable"))
		p = span_trim(span_drop(r->with, 10));
	if (span_ends(p, "SMTPA") || span_ends(p, "SMTPSA") ||
	    span_is(p, "ASMTP"))
		r->authenticated = true;
	if (span_ends(p, "SMTPS") || span_ends(p, "SMTPSA") ||
	    span_is(p, "HTTPS") || span_is(p, "LMTPS") || span_is(p, "LMTPSA"))
		r->encrypted = true;
	if (span_is(p, "local"))
		r->odd |= RECEIVED_LOCAL;
}

/* Puts the first word of the from clause where the dialect means it. */
static void
place_first(struct reading *in)
{
	struct received *r = in->r;
	bool exim = span_is(r->dialect, "exim");
	bool resolved = in->helo_explicit || exim ||
	    (span_is(r->dialect, "qmail") && !span_starts(in->first, "["));
	struct ip ip = ip_of(in->first);

	if (in->helo_explicit && ip.family != 0) {
		if (r->ip.family == 0) /* Exim, Yahoo: the address itself */
			r->ip = ip;
	} else if (resolved && r->rdns.n == 0 && ip.family == 0) {
		read_rdns(r, in->first);
	}
	if (exim && ip.family != 0 && r->ip.family == 0)
		r->ip = ip;
	if (!in->helo_explicit && span_is(r->helo, "unknown") && resolved)
		r->helo = (span){ 0 };
	if (r->ip.family == 0 && r->helo.n > 0 &&
	    !(r->odd & RECEIVED_DATE_AS_IP)) {
		span helo = r->helo;

		while (helo.n > 0 && helo.p[0] == '?')
			helo = span_drop(helo, 1);
		while (helo.n > 0 && helo.p[helo.n - 1] == '?')
			helo.n--;
		r->ip = ip_of(helo);
		if (r->ip.family != 0)
			r->odd |= RECEIVED_IP_ANNOUNCED;
	}
}

/* Digits that stand for a time in the id: "2024.01.02.03.04.05". */
static bool
id_time(span id, struct date *date)
{
	char text[] = "0000-00-00T00:00:00Z";
	static const int at[] = { 0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17,
		18 };
	size_t n = 0;

	for (size_t i = 0; i < id.n && n < COUNT(at); i++)
		if (ascii_is_digit(id.p[i]))
			text[at[n++]] = id.p[i];
		else if (id.p[i] != '.')
			return false;
	return n == COUNT(at) && date_parse(span_of(text), date);
}

/* Gmail and nifty put the time into the id; it must be the field's. */
static void
check_id_time(struct received *r)
{
	const int64_t day = 86400;
	struct date date;
	span stamp = { 0 };

	if (span_is(r->dialect, "gmail") && r->id.n > 19)
		stamp = span_drop(r->id, r->id.n - 19);
	else if (span_is(r->dialect, "nifty"))
		stamp = span_head(r->id, 14);
	if (stamp.n == 0 || (r->odd & RECEIVED_NO_DATE) ||
	    !id_time(stamp, &date))
		return;
	if (date.utc - r->date.utc > day || r->date.utc - date.utc > day)
		r->odd |= RECEIVED_ID_DATE;
}

struct received
received_parse(span body)
{
	struct received r = { .uid = -1 };
	struct reading in = { .r = &r };
	size_t semicolon = date_offset(body);
	span date = span_drop(body, semicolon + 1), rest, token = { 0 };
	enum lex kind;

	if (semicolon == body.n) {
		semicolon = date_tail(body, &r.date);
		if (semicolon == body.n)
			r.odd |= RECEIVED_NO_DATE;
	} else if (!date_parse(date, &r.date)) {
		r.odd |= RECEIVED_NO_DATE;
	}
	rest = span_head(body, semicolon);
	while ((kind = lex_next(&rest, &token)) != LEX_END) {
		if (kind == LEX_COMMENT)
			read_comment(&in, token);
		else
			read_word(&in, token);
	}
	if (in.first.n == 0 && !(r.odd & RECEIVED_EMPTY_HELO) &&
	    !in.helo_explicit)
		r.odd |= RECEIVED_NO_FROM;
	if (r.by.n == 0)
		r.odd |= RECEIVED_NO_BY;
	read_protocol(&r);
	r.dialect = find_dialect(&in, date);
	place_first(&in);
	if (r.user.n > 0 && span_find_byte(r.user, '@') < r.user.n)
		r.authenticated = true;
	if (r.ip.family != 0 || r.user.n > 0)
		r.odd &= ~(unsigned)RECEIVED_LOCAL;
	check_id_time(&r);
	return r;
}

const char *
received_odd_name(unsigned bit)
{
	static const struct {
		unsigned bit;
		const char *name;
	} names[] = {
		{ RECEIVED_NO_FROM, "no-from" },
		{ RECEIVED_NO_BY, "no-by" },
		{ RECEIVED_NO_DATE, "no-date" },
		{ RECEIVED_REPEATED, "repeated-clause" },
		{ RECEIVED_IP_ANNOUNCED, "address-only-announced" },
		{ RECEIVED_DATE_AS_IP, "date-instead-of-address" },
		{ RECEIVED_MAY_BE_FORGED, "may-be-forged" },
		{ RECEIVED_RDNS_UNKNOWN, "no-reverse-dns" },
		{ RECEIVED_LOCAL, "local-submission" },
		{ RECEIVED_QUEUE, "queue-note" },
		{ RECEIVED_ID_DATE, "id-date-differs" },
		{ RECEIVED_EMPTY_HELO, "empty-helo" },
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (names[i].bit == bit)
			return names[i].name;
	return NULL;
}
