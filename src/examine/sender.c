/* sender - the display name and the address against whom they claim. */
#include "base/domain.h"
#include "base/fold.h"
#include "base/script.h"
#include "examine/examination.h"
#include "examine/examiners.h"

static bool
is_freemail(const struct examination *x, span domain)
{
	return domain.n > 0 &&
	    lists_find(x->know->lists, LIST_FREEMAIL, domain) != NULL;
}

/* The values that most findings about a sender need. */
static struct finding *
about(struct examination *x, const char *id, enum standing standing,
    const struct brand *b)
{
	const struct address *from = &x->mail->from.list[0];
	struct finding *f = finding_add(x, id, standing);

	finding_arg(x, f, "name", from->name);
	finding_arg(x, f, "address", from->text);
	finding_arg(x, f, "domain", from->ascii);
	if (b != NULL) {
		finding_arg(x, f, "brand", b->name_ja);
		finding_arg(x, f, "brand_en", b->name_en);
		finding_arg(x, f, "official",
		    b->official.count > 0 ? b->official.items[0] : (span){ 0 });
	}
	finding_field(x, f, "From");
	return f;
}

/*
 * A subject or a host speaks in the brand's name as well: by a name that is no
 * common word, or, when the display name is nothing else, by any; then a text
 * that speaks of it will do too.
 */
static bool
has_second_sign(const struct brand_seen *s)
{
	const unsigned signs =
	    1u << BRAND_SUBJECT | 1u << BRAND_HOST | 1u << BRAND_LOCAL;

	return s->whole ? (s->where & (signs | 1u << BRAND_TEXT)) != 0
			: (s->clear & signs) != 0;
}

/* Which brand the display name names, weak names with a second sign. */
static const struct brand *
named_brand(const struct examination *x)
{
	if (x->brands.named != NULL)
		return x->brands.named;
	for (size_t i = 0; i < x->brands.count; i++)
		if (x->brands.list[i].where & 1u << BRAND_NAME &&
		    x->brands.list[i].brand->official.count > 0 &&
		    has_second_sign(&x->brands.list[i]))
			return x->brands.list[i].brand;
	return NULL;
}

static void
brand_name(struct examination *x)
{
	const struct address *from = &x->mail->from.list[0];
	const struct brand *named = named_brand(x);
	bool tenant = false, owns;

	if (named == NULL)
		return;
	owns = brands_owns(named, from->ascii, &tenant);
	if (owns && tenant && !brands_writes_from(named, from->ascii))
		about(x, "sender.brand-tenant", STANDING_CLAIMED, named);
	else if (owns)
		return;
	else if (x->brands.official != NULL)
		about(
		    x, "sender.brand-mismatch-other", STANDING_CLAIMED, named);
	else if (is_freemail(x, from->ascii))
		about(x, "sender.brand-mismatch-freemail", STANDING_CLAIMED,
		    named);
	else
		about(x, "sender.brand-mismatch", STANDING_CLAIMED, named);
}

/* The subject speaks in the name of a brand that does not send it. */
static void
brand_subject(struct examination *x)
{
	const struct address *from = &x->mail->from.list[0];
	const struct brand *headline = x->brands.headline;
	struct finding *f;

	if (named_brand(x) != NULL || x->brands.official != NULL)
		return;
	if (headline != NULL && headline->official.count > 0 &&
	    !brands_owns(headline, from->ascii, NULL)) {
		f = about(x, "sender.brand-heads-subject", STANDING_CLAIMED,
		    headline);
		finding_field(x, f, "Subject");
		return;
	}
	for (size_t i = 0; i < x->brands.count; i++) {
		const struct brand_seen *s = &x->brands.list[i];

		if (!(s->where & 1u << BRAND_SUBJECT) || s->points < 6 ||
		    brands_owns(s->brand, from->ascii, NULL))
			continue;
		f = about(
		    x, "sender.brand-in-subject", STANDING_CLAIMED, s->brand);
		finding_field(x, f, "Subject");
		return;
	}
}

/* The results do not merely lack a proof: they point elsewhere. */
static bool
speaks_against(const struct auth *auth)
{
	if (span_is(auth->dmarc, "fail") || span_is(auth->spf, "fail") ||
	    span_is(auth->spf, "softfail") || span_is(auth->spf, "hardfail"))
		return true;
	if (!span_is(auth->spf, "pass"))
		return false;
	for (size_t i = 0; i < auth->dkim_count; i++)
		if (span_is(auth->dkim[i].result, "pass") ||
		    span_is(auth->dkim[i].result, "none"))
			return true;
	return false;
}

/*
 * The machine that handed the mail over bears a name of the brand that the
 * reader's own server has looked up both ways, as these programs do before
 * they print it.  No sender can write that.
 */
static bool
came_from_brand(const struct examination *x, const struct brand *b)
{
	static const char *const dialects[] = { "postfix", "sendmail", "exim",
		"gmail", "opensmtpd" };
	const struct received *r;
	bool tenant = false;

	if (x->route.handed_over_by == ROUTE_NONE)
		return false;
	r = &x->mail->hops[x->route.handed_over_by].received;
	if (r->rdns.n == 0 || (r->odd & RECEIVED_MAY_BE_FORGED) ||
	    !brands_owns(b, r->rdns, &tenant) || tenant)
		return false;
	for (size_t i = 0; i < COUNT(dialects); i++)
		if (span_is(r->dialect, dialects[i]))
			return true;
	return false;
}

/* From shows the brand's true domain; did it come from there? */
static void
official_domain(struct examination *x)
{
	const struct auth *auth = &x->auth;

	if (x->brands.official == NULL || auth_vouched(x))
		return;
	if (auth->own_id && !auth->aligned_pass && speaks_against(auth)) {
		struct finding *f = about(x, "sender.brand-domain-forged",
		    auth->trusted ? STANDING_OBSERVED : STANDING_CLAIMED,
		    x->brands.official);

		if (auth->field != NULL)
			finding_quote_field(x, f, auth->field);
		return;
	}
	about(x,
	    came_from_brand(x, x->brands.official)
		? "sender.brand-host"
		: "sender.brand-domain-unauthenticated",
	    STANDING_OBSERVED, x->brands.official);
}

static void
lookalike(struct examination *x)
{
	const struct address *from = &x->mail->from.list[0];
	struct brand_like like;
	struct finding *f;

	if (!brand_imitated(x, from->ascii, &like))
		return;
	/* Brands own more national domains than any list knows. */
	f = about(x,
	    like.kind == BRAND_LIKE_SUFFIX &&
		    lists_find(x->know->lists, LIST_TLDS, from->ascii) == NULL
		? "sender.other-suffix"
		: "sender.lookalike-domain",
	    STANDING_OBSERVED, like.brand);
	finding_arg(x, f, "like", like.official);
	finding_arg(x, f, "how", span_of(brand_likeness_text(like.kind)));
}

/* "support@bank.example <x@y>": the name is an address of its own. */
static void
address_in_name(struct examination *x)
{
	const struct address *from = &x->mail->from.list[0];
	size_t at = span_find_last(from->name, '@'), start = at, end;
	struct finding *f;
	span host;

	if (at == from->name.n)
		return;
	for (end = at + 1; end < from->name.n &&
	     (ascii_is_alnum(from->name.p[end]) || from->name.p[end] == '.' ||
		 from->name.p[end] == '-');
	     end++)
		;
	while (start > 0 && !ascii_is_space(from->name.p[start - 1]))
		start--;
	host = span_slice(from->name, at + 1, end);
	if (!domain_tld_exists(host) || span_find_byte(host, '.') == host.n ||
	    span_same_nocase(
		domain_registrable(host), domain_registrable(from->ascii)))
		return;
	f = about(x, "sender.address-in-name", STANDING_CLAIMED, NULL);
	finding_arg(x, f, "shown", span_slice(from->name, start, end));
}

static void
brand_in_local(struct examination *x)
{
	const struct address *from = &x->mail->from.list[0];

	if (x->brands.official != NULL)
		return;
	for (size_t i = 0; i < x->brands.count; i++) {
		const struct brand_seen *s = &x->brands.list[i];

		if (!(s->where & 1u << BRAND_LOCAL) ||
		    brands_owns(s->brand, from->ascii, NULL) ||
		    (s->where & ~(1u << BRAND_LOCAL)) == 0)
			continue;
		about(x, "sender.brand-in-local-part", STANDING_CLAIMED,
		    s->brand);
		return;
	}
}

/* Words by which a firm or an office signs; data/lists would be overkill. */
static bool
names_firm(struct arena *a, span name)
{
	static const char *const words[] = { "株式会社", "有限会社", "サポート",
		"カスタマー", "事務局", "お客様", "センター", "サービス",
		"銀行", "カード", "support", "service", "customer", "security",
		"account", "helpdesk", "help desk", "admin", "billing", "bank",
		" team", "department", " inc", " ltd", "gmbh", "notification" };
	span folded = fold_text(a, name).text;

	for (size_t i = 0; i < COUNT(words); i++)
		if (span_has(folded, span_of(words[i])))
			return true;
	return false;
}

/* A director's title in the address or below the text. */
static bool
poses_as_boss(const struct examination *x)
{
	static const char *const in_address[] = { "ceo", "president",
		"chairman", "director", "shacho" };
	static const char *const in_text[] = { "代表取締役", "取締役社長",
		"chief executive officer", "managing director" };
	const struct address *from = &x->mail->from.list[0];

	for (size_t i = 0; i < COUNT(in_address); i++)
		if (span_find_nocase(from->local, span_of(in_address[i])) <
		    from->local.n)
			return true;
	for (size_t i = 0; i < x->mail->text_count; i++) {
		span text = span_head(x->mail->texts[i].visible, 8192);

		for (size_t k = 0; k < COUNT(in_text); k++)
			if (span_find_nocase(text, span_of(in_text[k])) <
			    text.n)
				return true;
	}
	return false;
}

static void
freemail(struct examination *x)
{
	const struct address *from = &x->mail->from.list[0];

	if (!is_freemail(x, from->ascii) || named_brand(x) != NULL ||
	    x->brands.official != NULL)
		return;
	about(x,
	    poses_as_boss(x)			   ? "sender.freemail-boss"
		: names_firm(x->arena, from->name) ? "sender.freemail-firm"
						   : "sender.freemail",
	    STANDING_CLAIMED, NULL);
}

static void
reply_to(struct examination *x)
{
	const struct address *from = &x->mail->from.list[0];
	const struct address *reply;
	struct finding *f;
	bool free_mail;

	if (x->mail->reply_to.count == 0)
		return;
	reply = &x->mail->reply_to.list[0];
	if (reply->ascii.n == 0 ||
	    span_same_nocase(domain_registrable(reply->ascii),
		domain_registrable(from->ascii)))
		return;
	free_mail = is_freemail(x, reply->ascii);
	f = about(x,
	    free_mail && !is_freemail(x, from->ascii)
		? "sender.reply-to-freemail"
		: "sender.reply-to-elsewhere",
	    STANDING_CLAIMED, NULL);
	finding_arg(x, f, "reply", reply->text);
	finding_field(x, f, "Reply-To");
}

/* Written to its own sender alone: not a copy to a list or to oneself. */
static bool
is_recipient(const struct examination *x, const struct address *who)
{
	const struct addresses *to = &x->mail->to;

	if (to->count == 1 && x->mail->cc.count == 0)
		return span_same_nocase(to->list[0].text, who->text);
	return to->count == 0 && x->mail->delivered.count > 0 &&
	    span_same_nocase(x->mail->delivered.list[0].text, who->text);
}

/* The machine that handed the mail over bears the From domain's name. */
static bool
came_from_there(const struct examination *x)
{
	const struct received *r =
	    &x->mail->hops[x->route.handed_over_by].received;

	return r->rdns.n > 0 && !(r->odd & RECEIVED_MAY_BE_FORGED) &&
	    span_same_nocase(domain_registrable(r->rdns),
		domain_registrable(x->mail->from.list[0].ascii));
}

/*
 * "A via list <list@lists.example>" to that list: Mailman writes so where the
 * author's domain has a DMARC policy.  The list's address is nobody's own.
 */
static bool
is_list_itself(const struct examination *x)
{
	const struct field *post = fields_find(&x->mail->fields, "List-Post");
	const struct address *from = &x->mail->from.list[0];

	return post != NULL &&
	    span_find_nocase(from->name, SPAN(" via ")) < from->name.n &&
	    address_find(post->body, from) < post->body.n && !is_me(x, from);
}

/* "example.com support <x@elsewhere.example>" to somebody at example.com. */
static void
own_domain_in_name(struct examination *x)
{
	const struct address *from = &x->mail->from.list[0];

	for (size_t i = 0; i < x->recipients.count && i < 16; i++) {
		span domain = x->recipients.list[i].ascii;

		if (domain.n < 4 || is_freemail(x, domain) ||
		    span_find_nocase(from->name, domain) == from->name.n)
			continue;
		if (!span_same_nocase(domain_registrable(domain),
			domain_registrable(from->ascii)))
			about(x, "sender.own-domain-in-name", STANDING_CLAIMED,
			    NULL);
		return;
	}
}

static void
own_address(struct examination *x)
{
	const struct address *from = &x->mail->from.list[0];

	if (from->domain.n == 0 || x->route.handed_over_by == ROUTE_NONE ||
	    auth_vouched(x) || came_from_there(x))
		return;
	if (is_list_itself(x))
		return;
	if (is_recipient(x, from))
		about(x, "sender.own-address", STANDING_OBSERVED, NULL);
	else if (is_me(x, from))
		about(x, "sender.own-domain", STANDING_OBSERVED, NULL);
}

/* Letters that only look like letters: mathematical, full-width, mixed. */
static void
styled_name(struct examination *x)
{
	const struct address *from = &x->mail->from.list[0];

	if (script_styled(from->name).mathematical > 1 ||
	    script_mixed(from->name) || x->brands.named_alike)
		about(x, "sender.styled-letters", STANDING_CLAIMED, NULL);
	if (script_unseen(from->name) > 0)
		about(x, "sender.invisible-characters", STANDING_CLAIMED, NULL);
}

static void
suffix(struct examination *x)
{
	const struct address *from = &x->mail->from.list[0];
	const struct list_entry *tld =
	    lists_find(x->know->lists, LIST_TLDS, from->ascii);

	if (tld != NULL && !auth_vouched(x)) {
		struct finding *f =
		    about(x, "sender.suffix-abused", STANDING_CLAIMED, NULL);

		finding_arg(x, f, "suffix", tld->key);
	}
}

void
examine_sender(struct examination *x)
{
	if (x->mail->from.count == 0)
		return;
	brand_name(x);
	brand_subject(x);
	official_domain(x);
	lookalike(x);
	address_in_name(x);
	brand_in_local(x);
	freemail(x);
	reply_to(x);
	own_domain_in_name(x);
	own_address(x);
	styled_name(x);
	suffix(x);
}
