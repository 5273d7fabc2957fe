#include "examine/auth_spf.h"

#include "base/domain.h"
#include "base/limits.h"
#include "examine/auth_spf_macro.h"
#include "examine/auth_spf_record.h"

/* Section 4.6.4. */
#define TERMS_MAX 10
#define VOIDS_MAX 2
#define MX_MAX 10
#define PTR_MAX 10

struct run {
	struct inquiry *q;
	struct arena *arena;
	struct spf_values values; /* but for domain and validated */
	struct spf *spf;
	struct asked_at at;
};

/* One record under evaluation. */
struct record {
	span domain;
	span text;
	span term; /* that matched */
	span explanation;
	const struct answer *answer;
};

/* What a mechanism comes to: matched, not matched, or the end of the check. */
struct match {
	bool yes;
	enum auth_result end; /* AUTH_NONE: go on */
};

static const struct match no_match = { false, AUTH_NONE };

static struct match
match_of(bool yes)
{
	return (struct match){ yes, AUTH_NONE };
}

static struct match
ends(enum auth_result result)
{
	return (struct match){ false, result };
}

/* The end of a check that an answer forces; AUTH_NONE: it forces none. */
static enum auth_result
forced(struct run *run, enum asked asked)
{
	switch (asked) {
	case ASKED_FOUND:
	case ASKED_VOID:
		return AUTH_NONE;
	case ASKED_ERROR:
		run->spf->reason = "dns";
		return AUTH_TEMPERROR;
	case ASKED_NOBODY:
		return AUTH_NOT_ASKED;
	case ASKED_PENDING:
		return AUTH_PENDING;
	}
	return AUTH_TEMPERROR;
}

static enum auth_result
permerror(struct run *run, const char *reason)
{
	run->spf->reason = reason;
	return AUTH_PERMERROR;
}

/* Asks where the term is one of those whose voids are counted. */
static enum auth_result
ask_counted(struct run *run, enum question_kind kind, span name,
    const struct answer **out)
{
	enum asked asked;

	*out = NULL;
	/* What cannot be asked for is not there (section 4.3). */
	asked = kind == QUESTION_DNS_PTR || auth_name_valid(name)
	    ? auth_ask(run->q, kind, name, &run->at, out)
	    : ASKED_VOID;
	if (asked == ASKED_VOID && ++run->spf->voids > VOIDS_MAX)
		return permerror(run, "void-lookups");
	return forced(run, asked);
}

static enum question_kind
address_kind(const struct run *run)
{
	return run->values.ip.family == 4 ? QUESTION_DNS_A : QUESTION_DNS_AAAA;
}

static bool
same_bits(const unsigned char *x, const unsigned char *y, unsigned bits)
{
	unsigned rest = bits % 8;

	return memcmp(x, y, bits / 8) == 0 &&
	    (rest == 0 || (x[bits / 8] ^ y[bits / 8]) >> (8 - rest) == 0);
}

/* One of the answer's addresses is the client's, but for the last bits. */
static bool
has_address(const struct run *run, const struct answer *answer, unsigned b4,
    unsigned b6)
{
	bool v4 = run->values.ip.family == 4;
	struct ip ip;

	for (size_t i = 0; answer != NULL && i < answer->field_count; i++)
		if (span_is(answer->fields[i].name, v4 ? "a" : "aaaa") &&
		    ip_parse(answer->fields[i].value, &ip) &&
		    ip.family == run->values.ip.family &&
		    same_bits(ip.bytes, run->values.ip.bytes, v4 ? b4 : b6))
			return true;
	return false;
}

/* The name that mx field value ("10 mail.example.jp") gives; empty: none. */
static span
exchanger(span value)
{
	span_cut(&value, ' ');
	value = span_trim(value);
	return span_is(value, ".") ? (span){ 0 } : value;
}

/*
 * All exchangers are asked for at once, but they count in their order, and
 * only as far as needed.
 */
static struct match
match_mx(struct run *run, const struct spf_term *t, span name)
{
	const struct answer *answer, *host;
	bool pending = false;
	enum auth_result end;
	span value;

	end = ask_counted(run, QUESTION_DNS_MX, name, &answer);
	if (end != AUTH_NONE)
		return ends(end);
	for (size_t i = 0;
	     answer != NULL && answer_each(answer, "mx", i, &value); i++) {
		value = exchanger(value);
		if (i == MX_MAX)
			return ends(permerror(run, "mx-limit"));
		if (value.n == 0)
			continue;
		end = ask_counted(run, address_kind(run), value, &host);
		pending |= end == AUTH_PENDING;
		if (pending)
			continue;
		if (end != AUTH_NONE)
			return ends(end);
		if (has_address(run, host, t->bits4, t->bits6))
			return match_of(true);
	}
	return pending ? ends(AUTH_PENDING) : no_match;
}

/*
 * The names of the client that lead back to it (section 5.5), at most PTR_MAX
 * looked at.  How many; AUTH_PENDING or AUTH_NOT_ASKED in *end.
 */
static size_t
validated_names(struct run *run, bool counted, span out[static PTR_MAX],
    enum auth_result *end)
{
	const struct answer *answer, *host;
	char text[IP_TEXT_MAX];
	enum asked asked;
	size_t count = 0;
	span name;

	*end = AUTH_NONE;
	asked = auth_ask(run->q, QUESTION_DNS_PTR,
	    ip_text(run->values.ip, text), &run->at, &answer);
	if (asked == ASKED_VOID && counted && ++run->spf->voids > VOIDS_MAX)
		*end = permerror(run, "void-lookups");
	if (asked == ASKED_PENDING || asked == ASKED_NOBODY)
		*end = forced(run, asked);
	if (asked != ASKED_FOUND)
		return 0;
	for (size_t i = 0; i < PTR_MAX && answer_each(answer, "ptr", i, &name);
	     i++) {
		if (!auth_name_valid(name))
			continue;
		asked =
		    auth_ask(run->q, address_kind(run), name, &run->at, &host);
		if (asked == ASKED_PENDING || asked == ASKED_NOBODY)
			*end = forced(run, asked);
		else if (asked == ASKED_FOUND &&
		    has_address(run, host, 32, 128))
			out[count++] = name;
	}
	return count;
}

static struct match
match_ptr(struct run *run, span target)
{
	span names[PTR_MAX];
	enum auth_result end;
	size_t count = validated_names(run, true, names, &end);

	if (end != AUTH_NONE)
		return ends(end);
	for (size_t i = 0; i < count; i++)
		if (domain_under(names[i], target))
			return match_of(true);
	return no_match;
}

/* %{p}: the domain itself, else a name below it, else any (section 7.3). */
static enum auth_result
find_validated(struct run *run, struct spf_values *values)
{
	span names[PTR_MAX];
	enum auth_result end;
	size_t count = validated_names(run, false, names, &end);

	values->validated = (span){ 0 };
	if (end != AUTH_NONE)
		return end;
	for (size_t i = 0; i < count; i++) {
		if (span_same_nocase(names[i], values->domain)) {
			values->validated = names[i];
			break;
		}
		if (values->validated.n == 0 ||
		    (!domain_under(values->validated, values->domain) &&
			domain_under(names[i], values->domain)))
			values->validated = names[i];
	}
	return AUTH_NONE;
}

/* The name that a domain-spec stands for; of an empty one the record's. */
static enum auth_result
target_name(struct run *run, span domain, span spec, span *name)
{
	struct spf_values values = run->values;
	enum auth_result end = AUTH_NONE;

	values.domain = domain;
	*name = domain;
	if (spec.n == 0)
		return AUTH_NONE;
	if (spf_macro_uses(spec, 'p'))
		end = find_validated(run, &values);
	if (end == AUTH_NONE)
		*name = spf_expand_name(run->arena, &values, spec);
	return end;
}

static enum auth_result evaluate(struct run *run, struct record *r);

static struct match
match_include(struct run *run, span name)
{
	struct record inner = { .domain = name };
	enum auth_result result;

	result = evaluate(run, &inner);
	switch (result) {
	case AUTH_PASS:
		return match_of(true);
	case AUTH_FAIL:
	case AUTH_SOFTFAIL:
	case AUTH_NEUTRAL:
		return no_match;
	case AUTH_NONE:
		return ends(permerror(run, "include-without-record"));
	case AUTH_NOT_ASKED:
	case AUTH_PENDING:
	case AUTH_POLICY:
	case AUTH_TEMPERROR:
	case AUTH_PERMERROR:
		break;
	}
	return ends(result);
}

static struct match
match_asking(struct run *run, const struct spf_term *t, span domain)
{
	const struct answer *answer;
	enum auth_result end;
	span name;

	if (++run->spf->terms > TERMS_MAX)
		return ends(permerror(run, "lookups"));
	end = target_name(run, domain, t->domain, &name);
	if (end != AUTH_NONE)
		return ends(end);
	if (t->kind == SPF_INCLUDE)
		return match_include(run, name);
	if (t->kind == SPF_MX)
		return match_mx(run, t, name);
	if (t->kind == SPF_PTR)
		return match_ptr(run, name);
	end = ask_counted(run,
	    t->kind == SPF_EXISTS ? QUESTION_DNS_A : address_kind(run), name,
	    &answer);
	if (end != AUTH_NONE)
		return ends(end);
	if (t->kind == SPF_EXISTS)
		return match_of(
		    answer != NULL && answer_value(answer, "a").n > 0);
	return match_of(has_address(run, answer, t->bits4, t->bits6));
}

static struct match
match_term(struct run *run, const struct spf_term *t, span domain)
{
	const struct ip *ip = &run->values.ip;

	switch (t->kind) {
	case SPF_ALL:
		return match_of(true);
	case SPF_IP4:
		return match_of(
		    ip->family == 4 && same_bits(t->net, ip->bytes, t->bits4));
	case SPF_IP6:
		return match_of(
		    ip->family == 6 && same_bits(t->net, ip->bytes, t->bits6));
	case SPF_INCLUDE:
	case SPF_A:
	case SPF_MX:
	case SPF_PTR:
	case SPF_EXISTS:
		return match_asking(run, t, domain);
	case SPF_REDIRECT:
	case SPF_EXP:
	case SPF_UNKNOWN:
		break;
	}
	return no_match;
}

static enum auth_result
qualified(char qualifier)
{
	switch (qualifier) {
	case '-':
		return AUTH_FAIL;
	case '~':
		return AUTH_SOFTFAIL;
	case '?':
		return AUTH_NEUTRAL;
	default:
		return AUTH_PASS;
	}
}

enum auth_result
spf_record_of(const struct answer *answer, span *record)
{
	size_t count = 0;

	for (size_t i = 0; answer != NULL && i < answer->field_count; i++) {
		const struct answer_field *f = &answer->fields[i];

		if (!span_is(f->name, "txt") || !spf_is_record(f->value))
			continue;
		count++;
		*record = f->value;
	}
	return count == 0 ? AUTH_NONE : count == 1 ? AUTH_PASS : AUTH_PERMERROR;
}

/* Finds the record of r->domain; AUTH_PASS: it is there and well formed. */
static enum auth_result
find_record(struct run *run, struct record *r)
{
	enum auth_result found;
	enum asked asked;

	if (!auth_name_valid(r->domain))
		return AUTH_NONE;
	asked =
	    auth_ask(run->q, QUESTION_DNS_TXT, r->domain, &run->at, &r->answer);
	if (forced(run, asked) != AUTH_NONE)
		return forced(run, asked);
	found = spf_record_of(r->answer, &r->text);
	if (found == AUTH_PERMERROR)
		return permerror(run, "several-records");
	if (found == AUTH_PASS && !spf_record_valid(r->text))
		return permerror(run, "syntax");
	return found;
}

/* The mechanisms of one record.  AUTH_NONE: none matched, *redirect is next. */
static enum auth_result
walk_terms(struct run *run, struct record *r, span *redirect)
{
	span rest = spf_terms(r->text);
	struct spf_term t;

	*redirect = r->explanation = (span){ 0 };
	while (spf_term_next(&rest, &t) == SPF_STEP_TERM) {
		if (t.kind == SPF_REDIRECT)
			*redirect = t.domain;
		else if (t.kind == SPF_EXP)
			r->explanation = t.domain;
	}
	rest = spf_terms(r->text);
	while (spf_term_next(&rest, &t) == SPF_STEP_TERM) {
		struct match m = match_term(run, &t, r->domain);

		if (m.end != AUTH_NONE)
			return m.end;
		if (m.yes) {
			r->term = t.text;
			return qualified(t.qualifier);
		}
	}
	return AUTH_NONE;
}

/*
 * check_host() for r->domain.  Calls itself for includes, of which there are
 * ten at most: each has been counted among the terms.
 */
static enum auth_result
evaluate(struct run *run, struct record *r)
{
	bool redirected = false;

	for (;;) {
		enum auth_result result = find_record(run, r);
		span redirect;

		if (result == AUTH_NONE && redirected)
			return permerror(run, "redirect-without-record");
		if (result != AUTH_PASS)
			return result;
		result = walk_terms(run, r, &redirect);
		if (result != AUTH_NONE)
			return result;
		if (redirect.n == 0)
			return AUTH_NEUTRAL;
		if (++run->spf->terms > TERMS_MAX)
			return permerror(run, "lookups");
		result = target_name(run, r->domain, redirect, &r->domain);
		if (result != AUTH_NONE)
			return result;
		redirected = true;
	}
}

/* exp= (section 6.2): where anything is wrong with it there is none. */
static enum auth_result
explain(struct run *run, const struct record *r)
{
	struct spf_values values = run->values;
	const struct answer *answer;
	struct asked_at ignored = { 0 };
	span name, text = { 0 }, second;
	enum auth_result end;
	enum asked asked;

	end = target_name(run, r->domain, r->explanation, &name);
	if (end != AUTH_NONE || !auth_name_valid(name))
		return end;
	asked = auth_ask(run->q, QUESTION_DNS_TXT, name, &ignored, &answer);
	if (asked == ASKED_PENDING)
		return AUTH_PENDING;
	if (asked != ASKED_FOUND || !answer_each(answer, "txt", 0, &text) ||
	    answer_each(answer, "txt", 1, &second) ||
	    !spf_macro_valid(text, true))
		return AUTH_NONE;
	values.domain = r->domain;
	if (spf_macro_uses(text, 'p'))
		end = find_validated(run, &values);
	if (end == AUTH_NONE)
		run->spf->explanation = spf_expand(run->arena, &values, text);
	return end;
}

/* Section 4.3: what can have a record at all. */
static bool
is_checkable(span domain)
{
	return auth_name_plain(domain) &&
	    span_find_byte(domain, '.') < domain.n && !domain_is_ip(domain);
}

struct spf
spf_check(
    struct inquiry *q, struct arena *a, struct ip ip, span helo, span mail_from)
{
	size_t at = span_find_last(mail_from, '@');
	struct spf spf = { .ip = ip, .by_helo = mail_from.n == 0 };
	struct record r = { 0 };
	struct run run = { .q = q, .arena = a, .spf = &spf };

	spf.domain = spf.by_helo ? helo
	    : at == mail_from.n	 ? mail_from
				 : span_drop(mail_from, at + 1);
	run.values = (struct spf_values){ .ip = ip,
		.helo = helo,
		.now = q->now,
		.sender_domain = spf.domain,
		.local =
		    at < mail_from.n ? span_head(mail_from, at) : (span){ 0 } };
	if (run.values.local.n == 0)
		run.values.local = SPAN("postmaster");
	r.domain = spf.domain;
	if (!is_checkable(spf.domain)) {
		spf.result = AUTH_NONE;
		return spf;
	}
	spf.result = evaluate(&run, &r);
	if (spf.result == AUTH_FAIL && r.explanation.n > 0) {
		enum auth_result end = explain(&run, &r);

		if (end == AUTH_PENDING)
			spf.result = end;
	}
	if (spf.result != AUTH_TEMPERROR && spf.result != AUTH_PERMERROR)
		spf.reason = NULL;
	spf.record = r.text;
	spf.record_name = r.domain;
	spf.term = r.term;
	spf.answer = r.answer;
	spf.at = run.at.oldest;
	return spf;
}
