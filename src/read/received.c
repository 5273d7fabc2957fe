#include "read/received.h"

#include "base/bits.h"
#include "read/received_lex.h"
#include "read/received_peer.h"

/* Of a comment in which a program's name is looked for. */
#define PRODUCT_MAX 1000

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
	struct lexer lexer;
	struct received_marks marks;
	enum clause clause;
	bool want; /* the clause's value has yet to come */
};

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

static void
read_uid(struct received *r, span c)
{
	uint64_t uid;
	span value;

	if ((received_value(c, "from userid ", &value) ||
		received_value(c, "by uid ", &value)) &&
	    span_number(value, 1000000000, &uid)) {
		r->uid = (int)uid;
		r->odd |= RECEIVED_LOCAL;
	}
}

/* The comment that a field begins with, before any clause. */
static void
read_start(struct reading *in, span c)
{
	struct received *r = in->r;
	span value;

	if (in->marks.starts.n == 0)
		in->marks.starts = c;
	if (loose_starts(c, "qmail ") || loose_starts(c, "nullmailer ")) {
		r->odd |= RECEIVED_QUEUE;
	} else if (loose_starts(c, "from ")) { /* sendmail's own queue */
		r->odd |= RECEIVED_LOCAL;
		if (received_value(c, "from ", &value))
			r->user = value;
	} else if (received_value(c, "ofmipd ", &value)) {
		r->ip = received_address(value);
	}
	read_uid(r, c);
}

static void
read_comment(struct reading *in, span c)
{
	struct received *r = in->r;
	struct received_marks *marks = &in->marks;

	if (in->clause == CLAUSE_FROM) {
		if (in->want) {
			in->want = false;
			r->odd |= RECEIVED_EMPTY_HELO;
		}
		received_from_comment(r, &in->marks, c);
		return;
	}
	if (in->clause == CLAUSE_NONE)
		read_start(in, c);
	if (in->clause == CLAUSE_BY) {
		if (marks->product.n == 0)
			marks->product = span_head(c, PRODUCT_MAX);
		else if ((size_t)(c.p + c.n - marks->product.p) < PRODUCT_MAX)
			marks->product.n =
			    (size_t)(c.p + c.n - marks->product.p);
		read_uid(r, c);
	} else if (marks->other.n == 0 || loose_starts(c, "Exim") ||
	    loose_starts(c, "fetchmail")) {
		marks->other = span_head(c, PRODUCT_MAX);
	}
	if (!received_login(r, c))
		received_tls(r, c);
}

/* A word of the with clause behind the first. */
static void
read_protocol_word(struct received *r, span word)
{
	span *value = &r->with;

	if (span_is(word, "encrypted")) { /* "AES256-SHA encrypted SMTP" */
		r->encrypted = true;
		r->tls = *value;
		*value = (span){ 0 };
	} else if (value->n == 0) {
		*value = word;
	} else if (span_starts(*value, "Microsoft") ||
	    span_starts(*value, "MailEnable")) {
		value->n = (size_t)(word.p + word.n - value->p);
	}
}

/* A word that no clause waits for. */
static void
read_stray(struct reading *in, span word)
{
	struct received *r = in->r;
	struct ip ip;

	if (span_starts(word, "[auth=yes") || span_starts(word, "auth=yes")) {
		r->authenticated = true; /* OpenSMTPD: auth=yes user=U */
	} else if (r->authenticated && r->user.n == 0 &&
	    span_starts(word, "user=")) {
		r->user = span_drop(word, 5);
		if (r->user.n > 0 && r->user.p[r->user.n - 1] == ']')
			r->user.n--;
	} else if (in->clause == CLAUSE_FROM && word.p[0] == '[') {
		ip = received_address(word);
		if (ip.family != 0)
			r->ip = ip;
	} else if (in->clause == CLAUSE_WITH) {
		read_protocol_word(r, word);
	} else if (in->clause == CLAUSE_VIA &&
	    (span_starts(r->via, "Frontend") ||
		span_starts(r->via, "Mailbox"))) {
		r->via.n = (size_t)(word.p + word.n - r->via.p);
	}
}

/*
 * "from by mx.example": nothing was announced.  But a client can announce any
 * of the words, and must not hide its address in another clause by that.
 */
static bool
is_value_missing(const struct reading *in, enum clause named)
{
	struct lexer ahead = in->lexer;
	span token;

	if (named == CLAUSE_NONE || named == in->clause)
		return false;
	if (in->clause != CLAUSE_FROM)
		return true;
	return named == CLAUSE_BY && lex_next(&ahead, &token) == LEX_WORD &&
	    !span_is(token, "by");
}

static void
take_value(struct reading *in, span word)
{
	struct received *r = in->r;
	span *value = clause_value(r, in->clause);

	if ((in->clause == CLAUSE_FOR || in->clause == CLAUSE_ID) &&
	    word.n > 1 && word.p[0] == '<') {
		word = span_drop(word, 1);
		word = span_head(word, span_find_byte(word, '>'));
	}
	if (in->clause == CLAUSE_FROM && in->marks.first.n == 0)
		in->marks.first = word;
	if (value->n == 0)
		*value = word;
	else
		r->odd |= RECEIVED_REPEATED;
}

static void
read_word(struct reading *in, span word)
{
	enum clause named = clause_named(word);

	if (in->want && is_value_missing(in, named)) {
		if (in->clause == CLAUSE_FROM)
			in->r->odd |= RECEIVED_EMPTY_HELO;
		in->clause = named;
		return;
	}
	if (!in->want && named != CLAUSE_NONE) {
		in->clause = named;
		in->want = true;
		return;
	}
	if (!in->want && in->clause == CLAUSE_NONE && in->marks.starts.n == 0) {
		in->clause = CLAUSE_FROM; /* BIGLOBE: no "from" before it */
		in->want = true;
		in->r->odd |= RECEIVED_NO_FROM;
	}
	if (!in->want) {
		read_stray(in, word);
		return;
	}
	in->want = false;
	take_value(in, word);
}

/* Protocols whose name says encrypted or logged in: RFC 3848, RFC 6531. */
static void
read_protocol(struct received *r)
{
	span p = received_word(r->with);
	size_t tls, end;

	if (span_is(p, "MailEnable"))
		p = span_trim(span_drop(r->with, p.n));
	if (loose_find(p, "/TLS/", &tls, &end)) { /* IronPort */
		r->encrypted = true;
		r->tls = span_drop(p, end);
	}
	if (span_ends(p, "SMTPA") || span_ends(p, "SMTPSA") ||
	    span_is(p, "ASMTP"))
		r->authenticated = true;
	if (span_ends(p, "SMTPS") || span_ends(p, "SMTPSA") ||
	    span_is(p, "HTTPS") || span_is(p, "LMTPS") || span_is(p, "LMTPSA"))
		r->encrypted = true;
	if (span_same(p, SPAN("local"))) /* Exim */
		r->odd |= RECEIVED_LOCAL;
}

/* An address that stands in HELO and nowhere else, "?192.0.2.7?" too. */
static void
read_announced(struct received *r)
{
	span helo = r->helo;

	if (r->ip.family != 0 || (r->odd & RECEIVED_DATE_AS_IP))
		return;
	while (helo.n > 0 && helo.p[0] == '?')
		helo = span_drop(helo, 1);
	while (helo.n > 0 && helo.p[helo.n - 1] == '?')
		helo.n--;
	r->ip = received_address(helo);
	if (r->ip.family != 0)
		r->odd |= RECEIVED_IP_ANNOUNCED;
}

/* Puts the first word of the from clause where the dialect means it. */
static void
place_first(struct reading *in)
{
	struct received *r = in->r;
	bool helo = in->marks.helo_explicit;
	enum received_first is = received_first(r, &in->marks);
	struct ip ip = received_address(in->marks.first);

	if (in->marks.first.n == 0)
		return;
	if (is == FIRST_ACCOUNT) {
		r->user = in->marks.first;
		if (!helo)
			r->helo = (span){ 0 };
	} else if (ip.family != 0) {
		if (is != FIRST_ANNOUNCED && r->ip.family == 0)
			r->ip = ip;
		if (is != FIRST_ANNOUNCED && !helo)
			r->helo = (span){ 0 };
	} else if (is == FIRST_RESOLVED || helo) {
		if (r->rdns.n == 0 && !(r->odd & RECEIVED_RDNS_UNKNOWN))
			received_rdns(r, in->marks.first);
		if (!helo && span_is(r->helo, "unknown"))
			r->helo = (span){ 0 };
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

/* What can be said only when all of the field is known. */
static void
settle(struct reading *in)
{
	struct received *r = in->r;
	bool mailbox;

	if (in->marks.first.n == 0 && !(r->odd & RECEIVED_EMPTY_HELO) &&
	    !in->marks.helo_explicit)
		r->odd |= RECEIVED_NO_FROM;
	if (r->by.n == 0)
		r->odd |= RECEIVED_NO_BY;
	read_protocol(r);
	r->dialect = received_dialect(r, &in->marks);
	/* "by AntispamTT", "by uid 89": their own second by. */
	if (span_is(r->dialect, "exchange-resubmission") ||
	    span_is(r->dialect, "qmail-scanner"))
		r->odd &= ~(unsigned)RECEIVED_REPEATED;
	place_first(in);
	if (span_is(r->dialect, "sendmail") && r->ip.family == 0 &&
	    span_is(in->marks.first, "localhost"))
		r->odd |= RECEIVED_LOCAL;
	if (r->ip.family != 0)
		r->odd &= ~(unsigned)RECEIVED_LOCAL;
	read_announced(r);
	mailbox = span_find_byte(r->user, '@') < r->user.n ||
	    span_find_byte(r->user, '%') < r->user.n;
	if (mailbox && !(r->odd & RECEIVED_LOCAL))
		r->authenticated = true;
	if (in->marks.ident && !r->authenticated)
		r->user = (span){ 0 }; /* ident's word is the client's */
	check_id_time(r);
}

struct received
received_parse(span body)
{
	struct received r = { .uid = -1 };
	struct reading in = { .r = &r };
	enum lex kind;
	span token;
	bool dated;

	in.lexer.rest =
	    span_head(body, lex_date(body, &in.marks.date, &dated, &r.date));
	if (!dated)
		r.odd |= RECEIVED_NO_DATE;
	while ((kind = lex_next(&in.lexer, &token)) != LEX_END) {
		if (kind == LEX_COMMENT)
			read_comment(&in, token);
		else
			read_word(&in, token);
	}
	settle(&in);
	return r;
}

const char *
received_odd_name(unsigned bit)
{
	static const struct bit_name names[] = {
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

	return bits_name(names, COUNT(names), bit);
}
