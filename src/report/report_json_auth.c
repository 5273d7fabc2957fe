#include "report/report_json_auth.h"

/* The contract has the words of RFC 8601; some software writes older ones. */
static void
pair_result(struct json *j, const char *key, span word)
{
	static const struct {
		const char *old, *word;
	} words[] = {
		{ "hardfail", "fail" },	     /* RFC 5451's for fail */
		{ "error", "temperror" },    /* RFC 4408 drafts */
		{ "unknown", "permerror" },  /* likewise */
		{ "nxdomain", "permerror" }, /* ADSP, RFC 5617 */
		{ "bestguesspass", "none" }, /* no policy was published */
	};

	for (size_t i = 0; i < COUNT(words); i++)
		if (span_is(word, words[i].old))
			word = span_of(words[i].word);
	json_pair_maybe(j, key, word);
}

static void
put_claimed(struct writing *w)
{
	const struct auth *auth = &w->x->auth;
	struct json *j = w->j;

	json_pair_object(j, "claimed");
	json_pair_maybe(j, "authserv_id", auth->authserv_id);
	json_pair_bool(j, "trusted", auth->trusted);
	json_pair_object(j, "spf");
	pair_result(j, "result", auth->spf);
	json_pair_maybe(j, "domain", auth->spf_domain);
	writing_ip(j, "ip", auth->spf_ip);
	json_end(j);
	json_pair_array(j, "dkim");
	for (size_t i = 0; i < auth->dkim_count; i++) {
		json_begin_object(j);
		pair_result(j, "result", auth->dkim[i].result);
		json_pair_maybe(j, "domain", auth->dkim[i].domain);
		json_pair_maybe(j, "selector", auth->dkim[i].selector);
		json_end(j);
	}
	json_end(j);
	json_pair_object(j, "dmarc");
	pair_result(j, "result", auth->dmarc);
	json_pair_maybe(j, "policy", auth->dmarc_policy);
	json_pair_maybe(j, "domain", auth->dmarc_domain);
	json_end(j);
	json_pair_object(j, "arc");
	pair_result(j, "result", auth->arc);
	json_end(j);
	json_end(j);
}

/* null for what nobody was asked. */
static void
pair_verified(struct json *j, enum auth_result result)
{
	json_pair_text(j, "result", auth_result_text(result));
}

static void
pair_at(struct json *j, int64_t utc)
{
	char text[DATE_TEXT_MAX];

	json_pair_maybe(
	    j, "at", utc == 0 ? (span){ 0 } : date_text(utc, 0, text));
}

static void
pair_answer(struct json *j, const struct answer *answer)
{
	json_pair_maybe(j, "answer", answer == NULL ? (span){ 0 } : answer->id);
}

/* null where it is not known. */
static void
pair_published(struct json *j, const char *key, enum auth_result result)
{
	json_key(j, key);
	if (result == AUTH_PASS || result == AUTH_NONE)
		json_bool(j, result == AUTH_PASS);
	else
		json_none(j);
}

static void
put_spf(struct json *j, const struct spf *spf)
{
	bool checked = spf->result != AUTH_NOT_ASKED;

	json_pair_object(j, "spf");
	pair_verified(j, spf->result);
	json_pair_maybe(j, "domain", checked ? spf->domain : (span){ 0 });
	writing_ip(j, "ip", checked ? spf->ip : (struct ip){ 0 });
	pair_at(j, spf->at);
	json_pair_text(j, "reason", spf->reason);
	json_pair_text(j, "identity",
	    !checked	       ? NULL
		: spf->by_helo ? "helo"
			       : "mailfrom");
	json_pair_maybe(j, "record", spf->record);
	json_pair_maybe(j, "record_domain",
	    spf->record.n > 0 ? spf->record_name : (span){ 0 });
	json_pair_maybe(j, "term", spf->term);
	json_pair_maybe(j, "explanation", spf->explanation);
	pair_answer(j, spf->answer);
	json_end(j);
}

static void
put_dkim(struct json *j, const struct dkim *d)
{
	json_begin_object(j);
	pair_verified(j, d->result);
	json_pair_maybe(j, "domain", d->domain);
	json_pair_maybe(j, "selector", d->signature.selector);
	pair_at(j, d->at);
	json_pair_text(j, "reason", dkim_reason_text(d->reason));
	json_key(j, "bits");
	if (d->bits > 0)
		json_int(j, d->bits);
	else
		json_none(j);
	json_pair_bool(j, "testing", d->testing);
	json_pair_bool(j, "unsigned_end", d->rest_free);
	pair_answer(j, d->key);
	json_end(j);
}

static void
put_dmarc(struct json *j, const struct dmarc *d)
{
	json_pair_object(j, "dmarc");
	pair_verified(j, d->result);
	json_pair_text(j, "policy", dmarc_policy_text(d->found.policy));
	json_pair_maybe(j, "domain", d->domain);
	pair_at(j, d->at);
	json_pair_text(j, "reason", dmarc_reason_text(d->reason));
	json_pair_maybe(j, "record_domain", d->found.record_name);
	json_pair_text(j, "applied",
	    d->found.result == AUTH_PASS ? dmarc_policy_text(d->found.applied)
					 : NULL);
	pair_answer(j, d->found.answer);
	json_end(j);
}

static void
put_arc(struct json *j, const struct arc *arc)
{
	json_pair_object(j, "arc");
	pair_verified(j, arc->result);
	pair_at(j, arc->at);
	json_pair_text(j, "reason", arc_reason_text(arc->reason));
	json_pair_int(j, "sets", (int64_t)arc->sets);
	json_pair_maybe(j, "domain", arc->domain);
	json_end(j);
}

static void
put_brand(struct json *j, const struct verified_brand *b)
{
	if (b->brand == NULL) {
		json_pair_none(j, "brand");
		return;
	}
	json_pair_object(j, "brand");
	json_pair_span(j, "domain", b->domain);
	json_pair_text(j, "policy",
	    b->dmarc.result == AUTH_PASS ? dmarc_policy_text(b->dmarc.policy)
					 : NULL);
	pair_published(j, "dmarc", b->dmarc.result);
	pair_published(j, "spf", b->spf);
	pair_at(j, b->dmarc.at);
	pair_answer(j, b->dmarc.answer);
	json_end(j);
}

static void
put_verified(struct json *j, const struct verified *v)
{
	json_pair_object(j, "verified");
	put_spf(j, &v->spf);
	json_pair_array(j, "dkim");
	for (size_t i = 0; i < v->dkim_count; i++)
		put_dkim(j, &v->dkim[i]);
	json_end(j);
	put_dmarc(j, &v->dmarc);
	put_arc(j, &v->arc);
	pair_published(j, "bimi", v->bimi);
	put_brand(j, &v->brand);
	json_end(j);
}

void
report_json_auth(struct writing *w)
{
	json_pair_object(w->j, "auth");
	if (w->x->auth.present)
		put_claimed(w);
	else
		json_pair_none(w->j, "claimed");
	if (w->x->verified.present)
		put_verified(w->j, &w->x->verified);
	else
		json_pair_none(w->j, "verified");
	json_end(w->j);
}
