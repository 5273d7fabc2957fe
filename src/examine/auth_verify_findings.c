#include "examine/examination.h"

/* A finding about what was verified, with the answers it rests on. */
static struct finding *
told(struct examination *x, const char *id, span domain,
    const struct answer *answer)
{
	struct finding *f = finding_add(x, id, STANDING_TOLD);

	finding_arg(x, f, "domain", domain);
	if (answer != NULL)
		finding_answer(x, f, answer);
	return f;
}

/* The name that the reader can ask for DMARC's record at. */
static void
dmarc_args(
    struct examination *x, struct finding *f, const struct dmarc_found *found)
{
	finding_arg(x, f, "policy", span_of(dmarc_policy_text(found->policy)));
	finding_arg(x, f, "record", found->record_name);
}

static void
brand_args(struct examination *x, struct finding *f, const struct brand *b)
{
	finding_arg(x, f, "brand", b->name_ja);
	finding_arg(x, f, "brand_en", b->name_en);
}

/* The signature that vouches, or NULL: SPF does. */
static const struct dkim *
vouching(const struct verified *v)
{
	for (size_t i = 0; i < v->dkim_count; i++)
		if (v->dkim[i].result == AUTH_PASS && !v->dkim[i].rest_free)
			return &v->dkim[i];
	return NULL;
}

/* The From domain's own records say that the mail is theirs. */
static void
find_pass(struct examination *x)
{
	const struct verified *v = &x->verified;
	const struct dkim *d = vouching(v);
	struct finding *f = told(x,
	    x->brands.official != NULL ? "auth.verified-brand"
				       : "auth.verified-domain",
	    v->dmarc.domain, d != NULL ? d->key : v->spf.answer);

	if (v->dmarc.found.answer != NULL)
		finding_answer(x, f, v->dmarc.found.answer);
	if (d != NULL)
		finding_quote_field(x, f, d->field);
	if (x->brands.official != NULL)
		brand_args(x, f, x->brands.official);
}

/* Records have had the time to change since the mail came. */
static bool
is_late(const struct examination *x, const struct answer *answer)
{
	return answer != NULL && lookup_is_stale(x, answer);
}

static bool
is_refused(const struct verified *v)
{
	return v->dmarc.result == AUTH_FAIL &&
	    v->dmarc.found.applied != DMARC_POLICY_NONE;
}

static void
find_dmarc(struct examination *x)
{
	const struct verified *v = &x->verified;
	struct finding *f;

	if (v->dmarc.result != AUTH_FAIL || is_late(x, v->dmarc.found.answer))
		return;
	f = told(x,
	    is_refused(v) ? "auth.verified-dmarc-fail"
			  : "auth.verified-dmarc-weak",
	    v->dmarc.domain, v->dmarc.found.answer);
	dmarc_args(x, f, &v->dmarc.found);
	finding_field(x, f, "From");
}

static void
find_spf(struct examination *x)
{
	const struct spf *spf = &x->verified.spf;
	char text[IP_TEXT_MAX];
	struct finding *f;

	if ((spf->result != AUTH_FAIL && spf->result != AUTH_SOFTFAIL) ||
	    is_late(x, spf->answer))
		return;
	f = told(x,
	    spf->result == AUTH_FAIL ? "auth.verified-spf-fail"
				     : "auth.verified-spf-softfail",
	    spf->domain, spf->answer);
	finding_arg(x, f, "ip", arena_copy(x->arena, ip_text(spf->ip, text)));
	finding_quote_field(x, f, x->mail->hops[x->route.handed_over_by].field);
}

/* What is wrong with signatures; one of each kind is enough. */
static void
find_dkim(struct examination *x)
{
	static const struct {
		enum dkim_reason reason;
		const char *id;
	} kinds[] = {
		{ DKIM_BODY_CHANGED, "auth.verified-body-changed" },
		{ DKIM_BODY_CUT, "auth.verified-body-changed" },
		{ DKIM_BAD_SIGNATURE, "auth.verified-signature-bad" },
		{ DKIM_KEY_GONE, "auth.verified-key-gone" },
		{ DKIM_KEY_REVOKED, "auth.verified-key-gone" },
	};
	const struct verified *v = &x->verified;

	for (size_t k = 0; k < COUNT(kinds); k++)
		for (size_t i = 0; i < v->dkim_count; i++) {
			const struct dkim *d = &v->dkim[i];
			struct finding *f;

			if (d->reason != kinds[k].reason ||
			    finding_find(x, kinds[k].id) != NULL)
				continue;
			f = told(x, kinds[k].id, d->domain, d->key);
			finding_arg(x, f, "selector", d->signature.selector);
			finding_quote_field(x, f, d->field);
		}
}

/* Others may have put something behind what is signed. */
static void
find_unsigned_end(struct examination *x)
{
	const struct verified *v = &x->verified;

	for (size_t i = 0; i < v->dkim_count; i++) {
		const struct dkim *d = &v->dkim[i];

		if (d->result != AUTH_PASS || !d->rest_free)
			continue;
		finding_quote_field(x,
		    told(x, "auth.verified-unsigned-end", d->domain, d->key),
		    d->field);
		return;
	}
}

/*
 * The mail's own results say pass and the records say no.  Where the reader's
 * server wrote them, the records have changed since; otherwise they are the
 * sender's invention as likely as not.
 */
static void
find_contradiction(struct examination *x)
{
	const struct verified *v = &x->verified;
	bool no = v->dmarc.result == AUTH_FAIL ||
	    (v->dmarc.result == AUTH_NONE && v->spf.result == AUTH_FAIL);
	const struct answer *answer = v->dmarc.result == AUTH_FAIL
	    ? v->dmarc.found.answer
	    : v->spf.answer;
	struct finding *f;

	if (!x->auth.aligned_pass || !no ||
	    (!x->auth.trusted && is_late(x, answer)))
		return;
	f = told(x,
	    x->auth.trusted ? "auth.verified-changed"
			    : "auth.verified-contradicts",
	    v->dmarc.domain, answer);
	if (x->auth.field != NULL)
		finding_quote_field(x, f, x->auth.field);
}

/* What a mail from the brand itself would have had to pass. */
static void
find_brand(struct examination *x)
{
	const struct verified_brand *b = &x->verified.brand;
	struct finding *f;

	/* The mail is truly theirs: nobody poses as them. */
	if (x->verified.aligned_pass && x->brands.official == b->brand)
		return;
	if (b->brand == NULL || b->dmarc.result != AUTH_PASS ||
	    b->dmarc.applied < DMARC_QUARANTINE)
		return;
	f = told(x, "auth.brand-publishes", b->domain, b->dmarc.answer);
	brand_args(x, f, b->brand);
	dmarc_args(x, f, &b->dmarc);
}

void
examine_verified(struct examination *x)
{
	const struct verified *v = &x->verified;

	if (!v->present)
		return;
	find_unsigned_end(x);
	find_brand(x);
	if (v->aligned_pass) {
		find_pass(x);
		return;
	}
	find_contradiction(x);
	/* Records change: what the reader's server saw then stands. */
	if (!x->auth.trusted || !x->auth.aligned_pass) {
		find_dmarc(x);
		find_spf(x);
	}
	find_dkim(x);
}
