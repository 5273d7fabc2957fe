/* links - where the mail leads, against what it shows and whom it names. */
#include "base/domain.h"
#include "base/limits.h"
#include "examine/carries.h"
#include "examine/examination.h"
#include "examine/examiners.h"
#include "examine/random.h"
#include "read/textlink.h"

#define TOLD_LOOKED 300	 /* bytes behind a link; addresses are shorter */
#define BASE_LOOKED 1024 /* bytes of a base address in front of a link */

/* What the reader should learn about several links is said once, with all
 * places quoted: the finding of that id, or a new one. */
static struct finding *
once(struct examination *x, const char *id, const struct link *l)
{
	struct finding *f = finding_find(x, id);

	if (f == NULL) {
		f = finding_add(x, id, STANDING_OBSERVED);
		finding_arg(x, f, "host", l->host);
		finding_arg(x, f, "domain", l->domain);
	}
	finding_link(x, f, l);
	return f;
}

static bool
is_web(const struct link *l)
{
	return l->target.valid && l->host.n > 0 &&
	    (span_is(l->target.scheme, "http") ||
		span_is(l->target.scheme, "https"));
}

static bool
same_domain(span a, span b)
{
	return a.n > 0 && span_same_nocase(a, b);
}

static span
from_organisation(const struct examination *x)
{
	return x->mail->from.count > 0
	    ? domain_registrable(x->mail->from.list[0].ascii)
	    : (span){ 0 };
}

/* The one web address that the shown text is, if it is one. */
static bool
shown_address(struct examination *x, const struct link *l, struct url *out)
{
	struct textlinks found;

	if (l->shown.n == 0 || l->shown.n > LIMIT_URL)
		return false;
	found = textlink_find(x->arena, l->shown);
	if (found.count == 0 || found.links[0].start > 16)
		return false;
	*out = url_parse(x->arena, found.links[0].url, NULL);
	return out->valid && out->host.n > 0;
}

/*
 * What is shown is the wrapper: a service that rewrites links rewrote the text
 * as well, or the text is the whole link.  A bare "www.google.com" over
 * Google's redirector is neither.
 */
static bool
shows_wrapper(
    const struct examination *x, const struct link *l, const struct url *shown)
{
	if (!same_domain(domain_registrable(l->url.host),
		domain_registrable(shown->host)))
		return false;
	return span_same(l->url.path, shown->path) ||
	    lists_match(x->know->lists, LIST_REWRITERS, l->url.host,
		l->url.path) != NULL;
}

static void
shown_differs(struct examination *x, const struct link *l)
{
	struct url shown;
	const struct brand *owner;
	struct finding *f;
	span domain;

	if (!is_web(l) || !shown_address(x, l, &shown))
		return;
	domain = domain_registrable(shown.host);
	if (domain.n == 0)
		domain = shown.host;
	if (same_domain(domain, l->domain) || shows_wrapper(x, l, &shown))
		return;
	owner = brands_by_domain(x->know->brands, shown.host, NULL);
	if (owner != NULL && brands_owns(owner, l->host, NULL))
		f = once(x, "link.shown-tracker-of-brand", l);
	else if (same_domain(l->domain, from_organisation(x)) ||
	    lists_find(x->know->lists, LIST_RELAYS, l->host) != NULL ||
	    lists_match(x->know->lists, LIST_REWRITERS, l->url.host,
		l->url.path) != NULL)
		f = once(x, "link.shown-differs-tracker", l);
	else
		f = once(x, "link.shown-differs", l);
	finding_arg(x, f, "shown", shown.host);
}

/* Whom the mail speaks for.  A subject may also be about somebody. */
static const struct brand *
speaks_for(const struct examination *x, bool *loudly)
{
	const struct brands_seen *seen = &x->brands;

	*loudly = true;
	if (seen->named != NULL)
		return seen->named;
	if (seen->official != NULL)
		return seen->official;
	if (seen->impersonated == NULL)
		return NULL;
	*loudly = seen->headline == seen->impersonated ||
	    (seen->list[0].where & 1u << BRAND_NAME) != 0;
	return *loudly || seen->list[0].where & 1u << BRAND_SUBJECT
	    ? seen->impersonated
	    : NULL;
}

static void
off_brand(struct examination *x, const struct link *l)
{
	bool loudly;
	const struct brand *b = speaks_for(x, &loudly);
	struct finding *f;

	if (b == NULL || !is_web(l) || brands_owns(b, l->host, NULL))
		return;
	if (x->brands.official != NULL && auth_vouched(x))
		return;
	/* Another brand's own site: app stores, social networks. */
	if (brands_by_domain(x->know->brands, l->host, NULL) != NULL)
		return;
	f = once(x,
	    x->brands.official == b ? "link.off-brand-unproven"
		: loudly	    ? "link.off-brand"
				    : "link.off-brand-subject",
	    l);
	finding_arg(x, f, "brand", b->name_ja);
	finding_arg(x, f, "brand_en", b->name_en);
	finding_arg(x, f, "official",
	    b->official.count > 0 ? b->official.items[0] : (span){ 0 });
}

/* True: the host has a brand's name in front of its own. */
static bool
lookalike(struct examination *x, const struct link *l)
{
	struct brand_like like;
	struct finding *f;

	if (!is_web(l) || !brand_imitated(x, l->host, &like))
		return false;
	/* Mass mailers give each customer a sub-domain of the customer's name. */
	if (like.kind == BRAND_LIKE_SUBDOMAIN &&
	    lists_find(x->know->lists, LIST_RELAYS, l->host) != NULL)
		return false;
	/* Brands own more national domains than any list knows. */
	if (like.kind == BRAND_LIKE_SUBDOMAIN)
		f = once(x, "link.brand-in-subdomain", l);
	else if (like.kind == BRAND_LIKE_SUFFIX &&
	    lists_find(x->know->lists, LIST_TLDS, l->host) == NULL)
		f = once(x, "link.other-suffix", l);
	else
		f = once(x, "link.lookalike", l);
	finding_arg(x, f, "like", like.official);
	finding_arg(x, f, "brand", like.brand->name_ja);
	finding_arg(x, f, "brand_en", like.brand->name_en);
	return like.kind == BRAND_LIKE_SUBDOMAIN;
}

/* "www.example.co.jp.login.example.net": a domain in front of the domain. */
static void
domain_in_front(struct examination *x, const struct link *l)
{
	static const char *const ends[] = { ".co.jp", ".ne.jp", ".or.jp",
		".go.jp", ".com", ".net", ".org", ".jp", ".co.uk" };
	struct finding *f;
	span front;

	if (l->host.n <= l->domain.n + 1 || domain_is_ip(l->host))
		return;
	front = span_head(l->host, l->host.n - l->domain.n - 1);
	for (size_t i = 0; i < COUNT(ends); i++) {
		span label = front;
		size_t dot;

		if (!span_ends(front, ends[i]))
			continue;
		label.n -= strlen(ends[i]);
		dot = span_find_last(label, '.');
		if (dot < label.n)
			label = span_drop(label, dot + 1);
		if (label.n < 2)
			return;
		f = once(x, "link.domain-in-subdomain", l);
		finding_arg(
		    x, f, "like", span_drop(front, span_offset(label, front)));
		return;
	}
}

/*
 * A web address that text tells, elsewhere than where l leads.  A brand's own,
 * in a mail that is not known to be the brand's, is what a phisher would tell.
 */
static bool
tells_target(struct examination *x, const struct link *l, span text)
{
	struct textlinks found = textlink_find(x->arena, text);

	for (size_t i = 0; i < found.count; i++) {
		struct url told = url_parse(x->arena, found.links[i].url, NULL);
		span domain = domain_registrable(told.host);

		if (!told.valid || domain.n == 0 ||
		    same_domain(domain, l->domain) ||
		    lists_find(x->know->lists, LIST_SHORTENERS, told.host) !=
			NULL)
			continue;
		return brands_by_domain(x->know->brands, told.host, NULL) ==
		    NULL ||
		    (same_domain(domain, from_organisation(x)) &&
			auth_vouched(x));
	}
	return false;
}

static const struct body_text *
text_of(const struct examination *x, const struct link *l)
{
	for (size_t i = 0; i < x->mail->text_count; i++)
		if (x->mail->texts[i].part == l->part)
			return &x->mail->texts[i];
	return NULL;
}

/* What stands on the same line behind an arrow or inside brackets. */
static span
told_behind(span rest)
{
	static const char *const marks[] = { "(", "[", "（", "->", "=>", "→",
		"⇒", "=" };

	rest = span_trim(span_cut_line(&rest));
	for (size_t i = 0; i < COUNT(marks); i++)
		if (span_starts(rest, marks[i]))
			return span_head(
			    span_drop(rest, strlen(marks[i])), TOLD_LOOKED);
	return (span){ 0 };
}

/* The mail shows where its short link leads: nothing is hidden. */
static bool
is_told(struct examination *x, const struct link *l)
{
	const struct body_text *t = text_of(x, l);
	span behind;

	if (l->shown.n > 0 && l->shown.n <= LIMIT_URL &&
	    tells_target(x, l, l->shown))
		return true;
	if (t == NULL || l->layer_count > 0)
		return false;
	if (l->shown.n > 0 && span_within(l->shown, t->visible))
		behind = span_drop(
		    t->visible, span_offset(l->shown, t->visible) + l->shown.n);
	else if (l->shown.n == 0 && !t->html)
		behind = span_drop(t->visible, l->end);
	else
		return false;
	behind = told_behind(span_head(behind, TOLD_LOOKED));
	return behind.n > 0 && tells_target(x, l, behind);
}

/* What kind of place it is, by the lists. */
static void
place(struct examination *x, const struct link *l)
{
	static const struct {
		enum list list;
		const char *id;
	} kinds[] = {
		{ LIST_SHORTENERS, "link.shortener" },
		{ LIST_HOSTING, "link.free-host" },
		{ LIST_DDNS, "link.dynamic-dns" },
		{ LIST_TLDS, "link.suffix-abused" },
	};

	for (size_t i = 0; i < COUNT(kinds); i++) {
		const struct list_entry *e =
		    lists_find(x->know->lists, kinds[i].list, l->host);
		struct finding *f;

		if (e == NULL)
			continue;
		/* A shortener's own suffix (bit.ly) tells nothing more. */
		if (kinds[i].list == LIST_TLDS &&
		    lists_find(x->know->lists, LIST_SHORTENERS, l->host) !=
			NULL)
			continue;
		if (kinds[i].list == LIST_SHORTENERS && is_told(x, l))
			continue;
		f = once(x, kinds[i].id, l);
		finding_arg(x, f, "suffix", e->key);
		finding_arg(x, f, "service", e->name.n > 0 ? e->name : e->key);
	}
	if (domain_is_ip(l->host))
		once(x, "link.address-host", l);
	if (l->layer_count > 0) {
		struct finding *f = once(x, "link.wrapped", l);

		finding_arg(x, f, "service", l->layers[0].service);
	}
}

/* How the address is written. */
static void
disguise(struct examination *x, const struct link *l)
{
	static const struct {
		unsigned odd;
		const char *id;
	} kinds[] = {
		{ URL_USERINFO_HOST | URL_USERINFO, "link.userinfo" },
		{ URL_BACKSLASH | URL_TAB_NEWLINE | URL_PERCENT_HOST |
			URL_INVISIBLE | URL_EXTRA_SLASHES | URL_MISSING_SLASHES,
		    "link.disguised" },
		{ URL_IP_DECIMAL | URL_IP_OCTAL | URL_IP_HEX | URL_IP_SHORT,
		    "link.disguised-address" },
		{ URL_FULLWIDTH, "link.fullwidth-host" },
		{ URL_ODD_PORT, "link.odd-port" },
		{ URL_PUNYCODE | URL_UNICODE_HOST, "link.punycode" },
	};

	for (size_t i = 0; i < COUNT(kinds); i++)
		if ((l->target.odd | l->url.odd) & kinds[i].odd)
			once(x, kinds[i].id, l);
	if (l->obfuscated)
		once(x, "link.obfuscated", l);
	if (span_is(l->url.scheme, "data") && l->where != HTML_LINK_IMG &&
	    l->where != HTML_LINK_CSS)
		once(x, "link.data", l);
	if (span_is(l->url.scheme, "javascript"))
		once(x, "link.script", l);
}

static void
random_host(struct examination *x, const struct link *l)
{
	span suffix = domain_suffix(l->host);
	span label = l->domain;

	if (domain_is_ip(l->host) || label.n <= suffix.n + 1)
		return;
	label = span_head(label, label.n - suffix.n - 1);
	if (random_label(label)) {
		once(x, "link.random-host", l);
		return;
	}
	if (l->host.n > l->domain.n + 1) {
		span first = l->host;

		first = span_cut(&first, '.');
		if (first.n >= 8 && random_label(first))
			once(x, "link.random-subdomain", l);
	}
}

/* Lists need the address to take it off; most do it in clear. */
static bool
is_unsubscribe(const struct link *l)
{
	static const char *const words[] = { "unsub", "opt-out", "optout",
		"remove", "preferences", "subscription", "mailman", "abmeld",
		"desinscri", "désinscri", "配信停止", "配信解除", "購読",
		"解除", "退会", "停止" };

	for (size_t i = 0; i < COUNT(words); i++)
		if (span_find_nocase(l->written, span_of(words[i])) <
			l->written.n ||
		    span_find_nocase(l->shown, span_of(words[i])) < l->shown.n)
			return true;
	return false;
}

static void
carries(struct examination *x, struct link *l, size_t i)
{
	enum carries c =
	    carries_recipient(x->arena, l->written, &x->recipients);

	/* A base address of 16 KB in front of each of 1,000 links is one. */
	if (c == CARRIES_NOTHING && l->url.valid &&
	    !span_same(l->url.href, l->written) &&
	    l->url.href.n <= l->written.n + BASE_LOOKED)
		c = carries_recipient(x->arena, l->url.href, &x->recipients);
	x->carries[i] = c;
	if (c == CARRIES_NOTHING || !is_web(l))
		return;
	once(x,
	    is_unsubscribe(l)	     ? "link.carries-recipient-unsubscribe"
		: c == CARRIES_PLAIN ? "link.carries-recipient"
				     : "link.carries-recipient-encoded",
	    l);
}

/* The form to speak of: the first one that wants a password, or the first. */
static void
forms(struct examination *x)
{
	const struct html_form *found = NULL;
	const struct body_text *where = NULL;
	struct finding *f;

	for (size_t i = 0; i < x->mail->text_count; i++) {
		const struct body_text *t = &x->mail->texts[i];

		for (size_t k = 0; k < t->view.form_count; k++) {
			const struct html_form *form = &t->view.forms[k];

			if (form->count == 0 ||
			    (found != NULL &&
				(found->has_password || !form->has_password)))
				continue;
			found = form;
			where = t;
		}
	}
	if (found == NULL)
		return;
	f = finding_add(x,
	    found->has_password ? "link.form-password" : "link.form",
	    STANDING_OBSERVED);
	finding_arg(x, f, "action", found->action);
	finding_text(x, f, where, found->start, found->end,
	    span_slice(where->charset.utf8, found->start, found->end));
}

/* Pictures and styles that tell the sender when the mail is read. */
static void
remote(struct examination *x)
{
	size_t count = 0;
	struct finding *f;

	for (size_t i = 0; i < x->mail->text_count; i++)
		count += x->mail->texts[i].view.remote;
	if (count == 0)
		return;
	f = finding_add(x, "link.remote-content", STANDING_OBSERVED);
	finding_number(x, f, "count", (int64_t)count);
}

void
examine_links(struct examination *x)
{
	x->carries =
	    arena_array(x->arena, x->mail->link_count, sizeof(*x->carries));
	if (x->carries == NULL)
		return;
	for (size_t i = 0; i < x->mail->link_count; i++) {
		struct link *l = &x->mail->links[i];

		carries(x, l, i);
		if (!link_is_followed(l))
			continue;
		disguise(x, l);
		if (!is_web(l))
			continue;
		shown_differs(x, l);
		off_brand(x, l);
		if (!lookalike(x, l))
			domain_in_front(x, l);
		place(x, l);
		random_host(x, l);
	}
	forms(x);
	remote(x);
	if (x->mail->links_cut) {
		struct finding *f =
		    finding_add(x, "link.too-many", STANDING_OBSERVED);

		finding_number(x, f, "count", LIMIT_LINKS);
		limit_hit(x, "links");
	}
}
