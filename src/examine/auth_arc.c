#include "examine/auth_arc.h"

struct set {
	const struct field *results, *message, *seal;
};

struct sets {
	struct set list[LIMIT_ARC_SETS]; /* number i at i - 1 */
	size_t count;			 /* the highest number */
	bool any, broken;
};

const char *
arc_reason_text(enum arc_reason reason)
{
	static const char *const names[] = {
		[ARC_FINE] = NULL,
		[ARC_STRUCTURE] = "structure",
		[ARC_TOLD] = "told",
		[ARC_MESSAGE] = "message-signature",
		[ARC_SEAL] = "seal",
	};

	return names[reason];
}

/* "i=1; ..." at the front of ARC-Authentication-Results; 0: no such. */
static unsigned
results_instance(span body)
{
	span rest = body, item, name;
	uint64_t number;

	if (span_find_byte(body, ';') == body.n)
		return 0;
	item = span_cut(&rest, ';');
	name = span_trim(span_cut(&item, '='));
	item = span_trim(item);
	if (!span_same(name, SPAN("i")) ||
	    !span_number(item, LIMIT_ARC_SETS, &number) || item.p[0] == '0')
		return 0;
	return (unsigned)number;
}

/* The number a seal or message signature has, whatever else is in it. */
static unsigned
tagged_instance(span body)
{
	struct tags tags = tags_parse(body);
	span value = tags_value(&tags, "i");
	uint64_t number;

	if (tags.bad || !span_number(value, LIMIT_ARC_SETS, &number) ||
	    value.p[0] == '0')
		return 0;
	return (unsigned)number;
}

static void
put_field(struct sets *sets, const struct field *f)
{
	const struct field **place;
	unsigned number = 0;
	struct set *set;

	if (span_is(f->name, "ARC-Authentication-Results"))
		number = results_instance(f->body);
	else
		number = tagged_instance(f->body);
	sets->any = true;
	if (number == 0 || (f->odd & FIELD_CUT)) {
		sets->broken = true;
		return;
	}
	set = &sets->list[number - 1];
	if (number > sets->count)
		sets->count = number;
	place = span_is(f->name, "ARC-Seal")		? &set->seal
	    : span_is(f->name, "ARC-Message-Signature") ? &set->message
							: &set->results;
	sets->broken |= *place != NULL;
	*place = f;
}

static void
collect(const struct fields *fields, struct sets *sets)
{
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *f = &fields->list[i];

		if (span_is(f->name, "ARC-Seal") ||
		    span_is(f->name, "ARC-Message-Signature") ||
		    span_is(f->name, "ARC-Authentication-Results"))
			put_field(sets, f);
	}
	for (size_t i = 0; i < sets->count; i++)
		sets->broken |= sets->list[i].results == NULL ||
		    sets->list[i].message == NULL || sets->list[i].seal == NULL;
}

/* Section 5.2, 3: what each relay said of the chain before it. */
static bool
says_fit(const struct dkim_signature *seal, size_t index)
{
	return span_same(seal->chain, index == 0 ? SPAN("none") : SPAN("pass"));
}

static enum auth_result
fail(struct arc *arc, enum arc_reason reason)
{
	arc->reason = reason;
	return AUTH_FAIL;
}

/* A part that does not hold: its own trouble decides what kind it is. */
static enum auth_result
fail_part(struct arc *arc, enum arc_reason reason, const struct dkim *d)
{
	arc->reason = reason;
	arc->detail = d->reason;
	if (d->result == AUTH_TEMPERROR || d->reason == DKIM_KEY_GONE ||
	    d->reason == DKIM_KEY_REVOKED)
		return d->result;
	return AUTH_FAIL;
}

/*
 * Asks for the keys of all seals.  False: some are not here, and *arc says in
 * which way.
 */
static bool
ask_keys(struct dkim_mail *m, struct inquiry *q, const struct sets *sets,
    struct arc *arc, struct dkim *seals, struct dkim_key *keys)
{
	bool pending = false, nobody = false;

	for (size_t i = 0; i < sets->count; i++) {
		struct dkim *d = &seals[i];

		d->field = sets->list[i].seal;
		d->signature =
		    dkim_signature_parse(d->field->body, DKIM_FORM_ARC_SEAL);
		d->reason = d->signature.reason;
		d->result = dkim_result(d->reason);
		if (d->reason == DKIM_FINE)
			dkim_ask_key(m, q, d, &keys[i]);
		pending |= d->result == AUTH_PENDING;
		nobody |= d->result == AUTH_NOT_ASKED;
		if (d->at > 0 && (arc->at == 0 || d->at < arc->at))
			arc->at = d->at;
	}
	if (pending || nobody)
		arc->result = pending ? AUTH_PENDING : AUTH_NOT_ASKED;
	return !pending && !nobody;
}

/* Checks seal i; the sets before it are in c already, and go on to be. */
static void
check_seal(struct dkim_mail *m, struct canon *c, const struct set *set,
    struct dkim *d, const struct dkim_key *key)
{
	unsigned char digest[CANON_HASH];
	span seal = dkim_field_bytes(m, set->seal);
	span whole = { m->raw.p + set->seal->start +
		    (size_t)(d->signature.whole.p - set->seal->name.p),
		d->signature.whole.n };
	const struct dkim_known *known = dkim_find_known(m, d);

	canon_field(
	    c, dkim_field_bytes(m, set->results), (span){ 0 }, true, true);
	canon_field(
	    c, dkim_field_bytes(m, set->message), (span){ 0 }, true, true);
	if (known != NULL) {
		d->reason = known->reason;
	} else if (canon_with_field(c, seal, whole, digest)) {
		d->reason = dkim_key_verify(
		    m->arena, key, digest, d->signature.signature, &d->bits);
		dkim_keep(m, d);
	} else {
		arena_give_up(m->arena);
		d->reason = DKIM_TOO_MANY;
	}
	d->result = dkim_result(d->reason);
	canon_field(c, seal, (span){ 0 }, true, true);
}

/* All seals, of which every key is fine; the first that does not hold. */
static enum auth_result
check_seals(struct dkim_mail *m, const struct sets *sets, struct arc *arc,
    struct dkim *seals, const struct dkim_key *keys)
{
	enum auth_result result = AUTH_PASS;
	unsigned char ignored[CANON_HASH];
	struct canon c;

	canon_open(&c);
	for (size_t i = 0; i < sets->count && result == AUTH_PASS; i++) {
		struct dkim *d = &seals[i];

		if (d->result == AUTH_PASS)
			check_seal(m, &c, &sets->list[i], d, &keys[i]);
		if (d->result != AUTH_PASS) {
			arc->failed = i + 1;
			result = fail_part(arc, ARC_SEAL, d);
		}
	}
	canon_close(&c, ignored);
	return result;
}

/* Every question is asked before anything is decided. */
static enum auth_result
check_chain(struct dkim_mail *m, struct inquiry *q, const struct sets *sets,
    struct arc *arc)
{
	struct dkim_key *keys =
	    arena_array(m->arena, sets->count, sizeof(*keys));
	struct dkim *seals = arena_array(m->arena, sets->count, sizeof(*seals));
	struct dkim message;
	bool here;

	if (keys == NULL || seals == NULL)
		return AUTH_NOT_ASKED;
	here = ask_keys(m, q, sets, arc, seals, keys);
	message = dkim_check(
	    m, q, sets->list[sets->count - 1].message, DKIM_FORM_ARC_MESSAGE);
	if (!here)
		return arc->result;
	if (message.result == AUTH_PENDING || message.result == AUTH_NOT_ASKED)
		return message.result;
	if (message.result != AUTH_PASS)
		return fail_part(arc, ARC_MESSAGE, &message);
	return check_seals(m, sets, arc, seals, keys);
}

struct arc
arc_check(struct dkim_mail *m, struct inquiry *q)
{
	struct sets sets = { 0 };
	struct arc arc = { .result = AUTH_NONE };
	struct dkim_signature seal;

	collect(m->fields, &sets);
	if (!sets.any)
		return arc;
	arc.sets = sets.count;
	if (sets.broken || (m->fields->odd & FIELDS_CUT)) {
		arc.result = fail(&arc, ARC_STRUCTURE);
		return arc;
	}
	for (size_t i = sets.count; i > 0; i--) {
		seal = dkim_signature_parse(
		    sets.list[i - 1].seal->body, DKIM_FORM_ARC_SEAL);
		if (i == sets.count)
			arc.domain = seal.domain;
		if (says_fit(&seal, i - 1))
			continue;
		arc.result = fail(&arc,
		    span_same(seal.chain, SPAN("fail")) ? ARC_TOLD
							: ARC_STRUCTURE);
		arc.failed = i;
		return arc;
	}
	arc.result = check_chain(m, q, &sets, &arc);
	return arc;
}
