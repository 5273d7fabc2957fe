#include "examine/auth_verify.h"

#include "base/domain.h"
#include "examine/examination.h"

#define BIMI "default._bimi."

bool
auth_vouched(const struct examination *x)
{
	return (x->auth.trusted && x->auth.aligned_pass) ||
	    x->verified.aligned_pass;
}

static const struct received *
handed_over(const struct examination *x)
{
	return x->route.handed_over_by == ROUTE_NONE
	    ? NULL
	    : &x->mail->hops[x->route.handed_over_by].received;
}

/*
 * The bytes as they came in, where the mail is all of them: reading puts LF in
 * place of a CR that stands alone, which no signer has seen.
 */
static span
raw_bytes(const struct examination *x)
{
	return x->bytes.n == x->mail->raw.n ? x->bytes : x->mail->raw;
}

static struct dkim_mail *
kept_mail(struct examination *x)
{
	const struct received *r = handed_over(x);
	struct dkim_mail *m = x->verified.mail;

	if (m != NULL)
		return m;
	m = arena_alloc(x->arena, sizeof(*m));
	if (m == NULL)
		return NULL;
	m->arena = x->arena;
	m->raw = raw_bytes(x);
	m->fields = &x->mail->fields;
	m->cut = x->mail->cut;
	m->taken = r != NULL && !(r->odd & RECEIVED_NO_DATE) ? r->date.utc : 0;
	return m;
}

/* SPF says nothing of machines on the reader's own side. */
static void
verify_spf(struct examination *x, struct verified *v)
{
	const struct received *r = handed_over(x);
	enum ip_kind kind = r == NULL ? IP_NONE : ip_kind(r->ip);

	if (kind == IP_NONE || kind == IP_PRIVATE || kind == IP_LOOPBACK ||
	    kind == IP_LINK_LOCAL || kind == IP_UNSPECIFIED)
		return;
	v->spf = spf_check(&x->inquiry, x->arena, r->ip, r->helo,
	    x->mail->return_path.domain.n > 0 ? x->mail->return_path.text
					      : (span){ 0 });
}

static void
verify_dmarc(struct examination *x, struct verified *v)
{
	const struct addresses *from = &x->mail->from;
	struct dmarc_input in = {
		.spf = &v->spf,
		.dkim = v->dkim,
		.dkim_count = v->dkim_count,
		.more_dkim = v->dkim_more,
		.from_count = from->count,
	};
	span *domains =
	    arena_array(x->arena, from->count + 1, sizeof(*domains));

	if (domains == NULL)
		return;
	for (size_t i = 0; i < from->count; i++)
		domains[i] = from->list[i].ascii;
	/* Programs differ in which of several From fields they show. */
	if (fields_number(&x->mail->fields, "From") > 1)
		in.from_count++;
	in.from = domains;
	v->dmarc = dmarc_check(&x->inquiry, x->arena, &in);
}

/* Of one organisation by the public suffix list. */
static bool
same_organisation(span x, span y)
{
	span a = domain_registrable(x), b = domain_registrable(y);

	return a.n > 0 && span_same_nocase(a, b);
}

/*
 * A signature that leaves the end of the body to others vouches for nothing a
 * reader sees, although it passes.
 */
static bool
is_signed(const struct verified *v)
{
	for (size_t i = 0; i < v->dkim_count; i++)
		if (v->dkim[i].result == AUTH_PASS && !v->dkim[i].rest_free &&
		    same_organisation(v->dkim[i].domain, v->dmarc.domain))
			return true;
	return false;
}

static bool
is_vouched_for(const struct verified *v)
{
	if (v->dmarc.result == AUTH_PASS)
		return v->dmarc.spf_aligned || is_signed(v);
	if (v->dmarc.result != AUTH_NONE)
		return false;
	return is_signed(v) ||
	    (v->spf.result == AUTH_PASS &&
		same_organisation(v->spf.domain, v->dmarc.domain));
}

/* Whether a TXT record that begins so stands at a name. */
static enum auth_result
is_published(struct examination *x, span name, const char *version)
{
	const struct answer *answer;
	struct asked_at at = { 0 };
	span txt;

	switch (auth_ask(&x->inquiry, QUESTION_DNS_TXT, name, &at, &answer)) {
	case ASKED_FOUND:
		for (size_t i = 0; answer_each(answer, "txt", i, &txt); i++)
			if (span_starts(txt, version))
				return AUTH_PASS;
		return AUTH_NONE;
	case ASKED_VOID:
		return AUTH_NONE;
	case ASKED_ERROR:
		return AUTH_TEMPERROR;
	case ASKED_NOBODY:
		return AUTH_NOT_ASKED;
	case ASKED_PENDING:
		return AUTH_PENDING;
	}
	return AUTH_NOT_ASKED;
}

static void
verify_bimi(struct examination *x, struct verified *v)
{
	if (auth_name_valid(v->dmarc.domain))
		v->bimi = is_published(x,
		    arena_join(
			x->arena, SPAN(BIMI), v->dmarc.domain, (span){ 0 }),
		    "v=BIMI1");
}

static void
look_at_brand(struct examination *x, struct verified *v)
{
	const struct brand *brand = x->brands.impersonated;

	if (brand == NULL || brand->official.count == 0)
		return;
	v->brand.brand = brand;
	v->brand.domain = brand->official.items[0];
	v->brand.dmarc = dmarc_discover(&x->inquiry, x->arena, v->brand.domain);
	v->brand.spf = is_published(x, v->brand.domain, "v=spf1");
}

/* Some answer was had among those from the first-th on. */
static bool
was_answered(const struct inquiry *q, size_t first)
{
	for (size_t i = first; i < q->count; i++)
		if (q->answers[i]->status != ANSWER_NOT_ASKED)
			return true;
	return false;
}

void
verify_authentication(struct examination *x)
{
	struct verified *v = &x->verified;
	struct dkim_mail *mail;
	size_t before = x->inquiry.count;

	if (!x->inquiry.inquirer.far || x->mail->form != MAIL_MESSAGE)
		return;
	mail = kept_mail(x);
	if (mail == NULL)
		return;
	*v = (struct verified){ .mail = mail };
	verify_spf(x, v);
	v->dkim_count =
	    dkim_check_all(mail, &x->inquiry, v->dkim, &v->dkim_more);
	v->arc = arc_check(mail, &x->inquiry);
	verify_dmarc(x, v);
	verify_bimi(x, v);
	look_at_brand(x, v);
	v->present = was_answered(&x->inquiry, before);
	v->aligned_pass = v->present && is_vouched_for(v);
	if (v->present)
		return;
	/* Questions that nobody was asked are no part of the case. */
	x->inquiry.count = before;
	*v = (struct verified){ .mail = mail };
}
