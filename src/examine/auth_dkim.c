#include "examine/auth_dkim.h"

#include "base/domain.h"
#include "base/utf8.h"
#include "read/transfer.h"

span
dkim_field_bytes(const struct dkim_mail *m, const struct field *f)
{
	return span_slice(m->raw, f->start, f->end);
}

enum auth_result
dkim_result(enum dkim_reason reason)
{
	switch (reason) {
	case DKIM_FINE:
		return AUTH_PASS;
	case DKIM_BODY_CUT:
	case DKIM_BODY_CHANGED:
	case DKIM_BAD_SIGNATURE:
		return AUTH_FAIL;
	case DKIM_KEY_WEAK:
	case DKIM_EXPIRED:
		return AUTH_POLICY;
	case DKIM_DNS:
		return AUTH_TEMPERROR;
	case DKIM_BAD_SYNTAX:
	case DKIM_BAD_VERSION:
	case DKIM_BAD_ALGORITHM:
	case DKIM_BAD_IDENTITY:
	case DKIM_FROM_UNSIGNED:
	case DKIM_TOO_MANY:
	case DKIM_KEY_GONE:
	case DKIM_KEY_REVOKED:
	case DKIM_KEY_SYNTAX:
	case DKIM_KEY_OTHER:
	case DKIM_KEY_LARGE:
		break;
	}
	return AUTH_PERMERROR;
}

/* Puts limit in its place among those that ascend; none stands twice. */
static void
add_limit(uint64_t *limits, size_t *count, uint64_t limit)
{
	size_t at = *count;

	for (size_t i = 0; i < *count; i++)
		if (limits[i] == limit)
			return;
	for (; at > 0 && limits[at - 1] > limit; at--)
		limits[at] = limits[at - 1];
	limits[at] = limit;
	++*count;
}

static uint64_t
limit_of(const struct dkim_signature *s)
{
	return s->has_length ? s->length : UINT64_MAX;
}

/*
 * What any of the signatures wants to know of the body in that form: all is
 * computed at once, so that many lengths cost no more than one.
 */
static size_t
wanted_limits(const struct dkim_mail *m, bool relaxed, uint64_t own,
    uint64_t limits[static LIMIT_SIGNATURES + 1])
{
	const struct field *f;
	size_t from = 0, count = 0;

	add_limit(limits, &count, own);
	for (size_t i = 0; i < LIMIT_SIGNATURES &&
	     (f = fields_next(m->fields, "DKIM-Signature", &from)) != NULL;
	     i++) {
		struct dkim_signature s =
		    dkim_signature_parse(f->body, DKIM_FORM_SIGNATURE);

		if (s.reason == DKIM_FINE && s.relaxed_body == relaxed)
			add_limit(limits, &count, limit_of(&s));
	}
	return count;
}

static const struct dkim_body_hash *
find_body(const struct dkim_mail *m, bool relaxed, uint64_t limit)
{
	for (size_t i = 0; i < m->body_count; i++)
		if (m->bodies[i].relaxed == relaxed &&
		    m->bodies[i].limit == limit)
			return &m->bodies[i];
	return NULL;
}

/* The body's digest, computed once for each form and length. */
static const struct dkim_body_hash *
body_hash(struct dkim_mail *m, bool relaxed, uint64_t limit)
{
	const struct dkim_body_hash *known = find_body(m, relaxed, limit);
	unsigned char hashes[LIMIT_SIGNATURES + 1][CANON_HASH];
	uint64_t limits[LIMIT_SIGNATURES + 1], total;
	size_t count;

	if (known != NULL)
		return known;
	count = wanted_limits(m, relaxed, limit, limits);
	if (!canon_body(span_drop(m->raw, m->fields->body), relaxed, limits,
		count, hashes, &total)) {
		arena_give_up(m->arena);
		return NULL;
	}
	for (size_t i = 0; i < count && m->body_count < COUNT(m->bodies); i++) {
		struct dkim_body_hash *b = &m->bodies[m->body_count];

		if (find_body(m, relaxed, limits[i]) != NULL)
			continue;
		b->relaxed = relaxed;
		b->limit = limits[i];
		b->total = total;
		memcpy(b->hash, hashes[i], CANON_HASH);
		m->body_count++;
	}
	return find_body(m, relaxed, limit);
}

static enum dkim_reason
check_body(struct dkim_mail *m, struct dkim *d)
{
	const struct dkim_signature *s = &d->signature;
	unsigned odd = 0;
	span want = transfer_base64(m->arena, s->hash, &odd);
	const struct dkim_body_hash *b;

	if (odd & (TRANSFER_BAD_BASE64 | TRANSFER_AFTER_PAD))
		return DKIM_BAD_SYNTAX;
	b = body_hash(m, s->relaxed_body, limit_of(s));
	if (b == NULL)
		return DKIM_TOO_MANY;
	if (s->has_length && b->total < s->length)
		return DKIM_BODY_CUT;
	d->rest_free = s->has_length && b->total > s->length;
	if (want.n == CANON_HASH && memcmp(want.p, b->hash, CANON_HASH) == 0)
		return DKIM_FINE;
	return m->cut ? DKIM_BODY_CUT : DKIM_BODY_CHANGED;
}

/*
 * The lowest field of that name that is not taken yet (RFC 6376 section
 * 5.4.2), or NULL; never the signature itself.
 */
static const struct field *
next_signed(const struct dkim_mail *m, const struct field *own, span name,
    bool taken[static LIMIT_FIELDS])
{
	for (size_t i = m->fields->count; i > 0; i--) {
		const struct field *f = &m->fields->list[i - 1];

		if (f == own || taken[i - 1] || f->name.n != name.n ||
		    !span_same_nocase(f->name, name))
			continue;
		taken[i - 1] = true;
		return f;
	}
	return NULL;
}

static enum dkim_reason
hash_header(struct dkim_mail *m, const struct dkim *d,
    unsigned char digest[static CANON_HASH])
{
	const struct dkim_signature *s = &d->signature;
	bool taken[LIMIT_FIELDS] = { false };
	span names = s->names;
	struct canon c;
	size_t count = 0;

	if (m->fields->odd & FIELDS_CUT)
		return DKIM_TOO_MANY;
	canon_open(&c);
	for (; names.n > 0 && count <= LIMIT_SIGNED_FIELDS; count++) {
		const struct field *f = next_signed(
		    m, d->field, span_trim(span_cut(&names, ':')), taken);

		if (f != NULL)
			canon_field(&c, dkim_field_bytes(m, f), (span){ 0 },
			    s->relaxed_header, true);
	}
	/* The body of the field may lie in other bytes of the same length. */
	canon_field(&c, dkim_field_bytes(m, d->field),
	    (span){ m->raw.p + d->field->start +
		    (size_t)(s->whole.p - d->field->name.p),
		s->whole.n },
	    s->relaxed_header, false);
	if (!canon_close(&c, digest)) {
		arena_give_up(m->arena);
		return DKIM_TOO_MANY;
	}
	return count > LIMIT_SIGNED_FIELDS ? DKIM_TOO_MANY : DKIM_FINE;
}

/* Of several TXT records the first that is a key; otherwise the first. */
static struct dkim_key
choose_key(const struct answer *answer)
{
	struct dkim_key first = { .reason = DKIM_KEY_GONE };
	span txt;

	for (size_t i = 0; answer_each(answer, "txt", i, &txt); i++) {
		struct dkim_key key = dkim_key_parse(txt);

		if (key.reason != DKIM_KEY_SYNTAX)
			return key;
		if (i == 0)
			first = key;
	}
	return first;
}

bool
dkim_ask_key(struct dkim_mail *m, struct inquiry *q, struct dkim *d,
    struct dkim_key *key)
{
	struct asked_at at = { 0 };
	enum asked asked = ASKED_VOID;
	span name;

	d->domain = d->signature.domain;
	if (!utf8_ascii(d->domain))
		d->domain = domain_ascii(m->arena, d->domain);
	name = arena_join(
	    m->arena, d->signature.selector, SPAN("._domainkey."), d->domain);
	d->reason = DKIM_FINE;
	if (!auth_name_plain(name) || !auth_name_valid(d->domain))
		d->reason = DKIM_BAD_SYNTAX;
	else
		asked = auth_ask(q, QUESTION_DNS_TXT, name, &at, &d->key);
	d->at = at.oldest;
	if (d->reason == DKIM_FINE && asked == ASKED_NOBODY) {
		d->result = AUTH_NOT_ASKED;
		return false;
	}
	if (d->reason == DKIM_FINE && asked == ASKED_PENDING) {
		d->result = AUTH_PENDING;
		return false;
	}
	if (d->reason == DKIM_FINE && asked == ASKED_ERROR)
		d->reason = DKIM_DNS;
	if (d->reason == DKIM_FINE && asked == ASKED_VOID)
		d->reason = DKIM_KEY_GONE;
	if (d->reason == DKIM_FINE) {
		*key = choose_key(d->key);
		d->reason = key->reason;
		d->testing = key->testing;
	}
	if (d->reason == DKIM_FINE &&
	    (key->ed25519 != (d->signature.algorithm == DKIM_ED25519_SHA256)))
		d->reason = DKIM_KEY_OTHER;
	d->result = dkim_result(d->reason);
	return d->reason == DKIM_FINE;
}

const struct dkim_known *
dkim_find_known(const struct dkim_mail *m, const struct dkim *d)
{
	for (size_t i = 0; i < m->known_count; i++)
		if (m->known[i].field == d->field && m->known[i].key == d->key)
			return &m->known[i];
	return NULL;
}

void
dkim_keep(struct dkim_mail *m, const struct dkim *d)
{
	if (m->known_count < COUNT(m->known))
		m->known[m->known_count++] =
		    (struct dkim_known){ .field = d->field,
			    .key = d->key,
			    .reason = d->reason,
			    .bits = d->bits,
			    .rest_free = d->rest_free };
}

/* Body, then header and signature. */
static enum dkim_reason
check_form(struct dkim_mail *m, struct dkim *d, const struct dkim_key *key)
{
	unsigned char digest[CANON_HASH];
	enum dkim_reason reason = check_body(m, d);

	if (reason == DKIM_FINE)
		reason = hash_header(m, d, digest);
	if (reason == DKIM_FINE)
		reason = dkim_key_verify(
		    m->arena, key, digest, d->signature.signature, &d->bits);
	return reason;
}

/*
 * All there is to check with a key that is here.  ARC's drafts had "relaxed"
 * where c= is absent, RFC 8617 has "simple": either will do.
 */
static enum dkim_reason
check_all(struct dkim_mail *m, struct dkim *d, const struct dkim_key *key,
    enum dkim_form form)
{
	enum dkim_reason reason;

	if (key->strict && form == DKIM_FORM_SIGNATURE &&
	    !span_same_nocase(d->signature.identity, d->signature.domain))
		return DKIM_BAD_IDENTITY;
	reason = check_form(m, d, key);
	if (form == DKIM_FORM_ARC_MESSAGE && !d->signature.has_canon &&
	    dkim_result(reason) == AUTH_FAIL) {
		d->signature.relaxed_header = true;
		d->signature.relaxed_body = true;
		reason = check_form(m, d, key);
	}
	if (reason == DKIM_FINE && d->signature.has_expiry && m->taken > 0 &&
	    d->signature.expiry < m->taken)
		return DKIM_EXPIRED;
	return reason;
}

struct dkim
dkim_check(struct dkim_mail *m, struct inquiry *q, const struct field *f,
    enum dkim_form form)
{
	struct dkim d = { .field = f };
	const struct dkim_known *known;
	struct dkim_key key;

	d.signature = dkim_signature_parse(f->body, form);
	if (f->odd & FIELD_CUT)
		d.signature.reason = DKIM_TOO_MANY;
	if (d.signature.reason != DKIM_FINE) {
		d.domain = d.signature.domain;
		d.reason = d.signature.reason;
		d.result = dkim_result(d.reason);
		return d;
	}
	if (!dkim_ask_key(m, q, &d, &key))
		return d;
	known = dkim_find_known(m, &d);
	if (known != NULL) {
		d.reason = known->reason;
		d.bits = known->bits;
		d.rest_free = known->rest_free;
	} else {
		d.reason = check_all(m, &d, &key, form);
		dkim_keep(m, &d);
	}
	d.result = dkim_result(d.reason);
	return d;
}

size_t
dkim_check_all(struct dkim_mail *m, struct inquiry *q,
    struct dkim out[static LIMIT_SIGNATURES], bool *more)
{
	const struct field *f;
	size_t count = 0, from = 0;

	*more = false;
	while ((f = fields_next(m->fields, "DKIM-Signature", &from)) != NULL) {
		if (count == LIMIT_SIGNATURES) {
			*more = true;
			break;
		}
		out[count++] = dkim_check(m, q, f, DKIM_FORM_SIGNATURE);
	}
	return count;
}
