#include "examine/brand.h"

#include "base/domain.h"
#include "base/fold.h"
#include "base/limits.h"
#include "examine/brand_name.h"
#include "examine/examination.h"

/*
 * What a sighting is worth.  A display name is chosen to be read first; a
 * text mentions many names.  Weak names are common words as well.
 */
static const struct {
	int first, weak, more; /* more: each further one, at most three */
} worth[BRAND_WHERES] = {
	[BRAND_NAME] = { 10, 4, 0 },
	[BRAND_SUBJECT] = { 6, 2, 0 },
	[BRAND_TEXT] = { 3, 0, 1 },
	[BRAND_HOST] = { 6, 2, 1 },
	[BRAND_LOCAL] = { 4, 0, 0 }, /* people bear such names in both */
	[BRAND_DOMAIN] = { 7, 7, 0 },
};

/* Enough to say that a mail speaks in that brand's name. */
#define BRAND_ENOUGH 5

/* Letters from which on one letter of difference is no accident. */
#define EDIT_LABEL_LONG 7

#define ALTS_LOOKED 50 /* pictures of a part whose words are looked at */
#define BRAND_TEXT_LOOKED 4096 /* bytes of a folded text that are looked at */

static struct brand_seen *
seen_of(struct brands_seen *seen, const struct brand *b)
{
	for (size_t i = 0; i < seen->count; i++)
		if (seen->list[i].brand == b)
			return &seen->list[i];
	if (seen->count == BRANDS_SEEN_MAX)
		return NULL;
	seen->list[seen->count] = (struct brand_seen){ .brand = b };
	return &seen->list[seen->count++];
}

static void
sight(struct brands_seen *seen, const struct brand *b, enum brand_where where,
    bool weak, span alias)
{
	struct brand_seen *s = seen_of(seen, b);

	if (s == NULL)
		return;
	if (!(s->where & 1u << where))
		s->points += weak ? worth[where].weak : worth[where].first;
	else if (s->count < 4 && !weak)
		s->points += worth[where].more;
	s->where |= 1u << where;
	s->clear |= weak ? 0 : 1u << where;
	s->count++;
	if (s->alias.n == 0)
		s->alias = alias;
}

static void
look_at_folded(struct examination *x, span folded, enum brand_where where)
{
	const struct brand *headline = NULL;
	struct brand_words words = brand_name_find(
	    x->know, x->arena, brand_name_tight(x->arena, folded), &headline);

	if (where == BRAND_SUBJECT)
		x->brands.headline = headline;
	for (size_t i = 0; i < words.count; i++)
		if (where != BRAND_LOCAL || !words.list[i].weak)
			sight(&x->brands, words.list[i].brand, where,
			    words.list[i].weak, words.list[i].alias);
}

static void
look_at_text(struct examination *x, span text, enum brand_where where)
{
	look_at_folded(x, fold_text(x->arena, text).text, where);
}

static void
look_at_name(struct examination *x, span name)
{
	struct brand_words words = brand_name_read(x->know, x->arena, name);
	const struct brand_word *first = brand_name_first(&words);

	for (size_t i = 0; i < words.count; i++) {
		const struct brand_word *w = &words.list[i];

		struct brand_seen *s;

		sight(&x->brands, w->brand, BRAND_NAME, w->weak, w->alias);
		s = seen_of(&x->brands, w->brand);
		if (s == NULL)
			continue;
		s->whole |= w->how == BRAND_HOW_WHOLE;
		s->heads |= w->how == BRAND_HOW_INSIDE && w->start == 0;
	}
	if (first == NULL)
		return;
	x->brands.named = first->brand;
	x->brands.named_alias = first->alias;
	x->brands.named_alike = first->gaps || first->how == BRAND_HOW_ALIKE;
}

/* Something else than a host names the brand. */
static bool
is_named(const struct brands_seen *seen, const struct brand *b)
{
	for (size_t i = 0; i < seen->count; i++)
		if (seen->list[i].brand == b &&
		    seen->list[i].where & ~(1u << BRAND_HOST))
			return true;
	return false;
}

static span
official_label(const struct brand_like *like)
{
	return span_head(like->official, span_find_byte(like->official, '.'));
}

enum brand_host_sort
brand_host_read(
    const struct know *know, struct arena *a, span host, struct brand_like *out)
{
	if (host.n == 0 || !domain_tld_exists(host))
		return BRAND_HOST_NO_TLD;
	if (!brands_lookalike(know->brands, a, host, out))
		return BRAND_HOST_OTHER;
	if (out->weak)
		return BRAND_HOST_WEAK;
	if (lists_find(know->lists, LIST_COMMON, official_label(out)) != NULL)
		return BRAND_HOST_COMMON;
	return out->kind == BRAND_LIKE_EDIT &&
		official_label(out).n < EDIT_LABEL_LONG
	    ? BRAND_HOST_SHORT
	    : BRAND_HOST_LIKE;
}

/* brand_host_read, remembered. */
static const struct brand_host *
look_up_host(const struct examination *x, span host)
{
	struct brand_host *h = &x->brands.hosts[span_hash(host) % BRAND_HOSTS];

	if (!span_same(h->host, host)) {
		h->host = host;
		h->sort = brand_host_read(x->know, x->arena, host, &h->found);
	}
	return h;
}

bool
brand_imitated(const struct examination *x, span host, struct brand_like *out)
{
	const struct brand_host *h;

	if (x->brands.hosts == NULL || host.n == 0)
		return false;
	h = look_up_host(x, host);
	if (h->sort != BRAND_HOST_LIKE &&
	    (h->sort != BRAND_HOST_SHORT ||
		!is_named(&x->brands, h->found.brand)))
		return false;
	*out = h->found;
	return true;
}

static void
look_at_host(struct examination *x, span host)
{
	struct brand_like like;

	if (brand_imitated(x, host, &like))
		sight(&x->brands, like.brand, BRAND_HOST, false, like.official);
}

static void
look_at_from(struct examination *x)
{
	const struct address *from;
	bool tenant = false;
	const struct brand *owner;

	if (x->mail->from.count == 0)
		return;
	from = &x->mail->from.list[0];
	look_at_name(x, from->name);
	look_at_text(x, from->local, BRAND_LOCAL);
	look_at_host(x, from->ascii);
	owner = brands_by_domain(x->know->brands, from->ascii, &tenant);
	if (owner == NULL)
		return;
	if (tenant && !brands_writes_from(owner, from->ascii)) {
		x->brands.tenant = owner;
	} else {
		x->brands.official = owner;
		sight(&x->brands, owner, BRAND_DOMAIN, false, owner->name_en);
	}
}

static void
sort(struct brands_seen *seen)
{
	for (size_t i = 1; i < seen->count; i++)
		for (size_t k = i;
		     k > 0 && seen->list[k].points > seen->list[k - 1].points;
		     k--) {
			struct brand_seen swap = seen->list[k];

			seen->list[k] = seen->list[k - 1];
			seen->list[k - 1] = swap;
		}
}

/* Two ids of one house own the same domain: no rivals. */
static bool
share_domain(const struct brand *a, const struct brand *b)
{
	for (size_t i = 0; i < a->official.count; i++)
		if (brands_owns(b, a->official.items[i], NULL))
			return true;
	return false;
}

/* The words that stand for a picture: often a logo is all that names. */
static void
look_at_pictures(struct examination *x, const struct html_view *view)
{
	for (size_t i = 0; i < view->image_count && i < ALTS_LOOKED; i++)
		if (!view->images[i].hidden && view->images[i].alt.n > 0)
			look_at_text(x,
			    span_head(view->images[i].alt, LIMIT_QUOTE),
			    BRAND_TEXT);
}

static bool
is_in_name(const struct brands_seen *seen, const struct brand *b)
{
	for (size_t i = 0; i < seen->count; i++)
		if (seen->list[i].brand == b)
			return (seen->list[i].where & 1u << BRAND_NAME) != 0;
	return false;
}

/* The brand that the display name is, else one that it begins with. */
static const struct brand *
first_in_name(const struct brands_seen *seen)
{
	const struct brand *begins = NULL;

	for (size_t i = 0; i < seen->count; i++) {
		if (seen->list[i].whole)
			return seen->list[i].brand;
		if (seen->list[i].heads && begins == NULL)
			begins = seen->list[i].brand;
	}
	return begins;
}

const struct brand *
brand_posed(const struct examination *x, int *margin)
{
	const struct brands_seen *seen = &x->brands;
	const struct brand *b = seen->impersonated;

	*margin = seen->margin;
	/* What the brand itself has sent poses as nobody. */
	if (seen->official != NULL && (b == NULL || b == seen->official) &&
	    auth_vouched(x))
		return NULL;
	if ((b != NULL && is_in_name(seen, b)) || first_in_name(seen) == NULL)
		return b;
	*margin = 0;
	return first_in_name(seen);
}

void
brand_look(struct examination *x)
{
	struct brands_seen *seen = &x->brands;
	size_t second = 1;

	seen->hosts = arena_array(x->arena, BRAND_HOSTS, sizeof(*seen->hosts));
	look_at_from(x);
	look_at_folded(x, x->subject.text, BRAND_SUBJECT);
	for (size_t i = 0; x->texts != NULL && i < x->mail->text_count; i++) {
		look_at_folded(x,
		    span_head(x->texts[i].text, BRAND_TEXT_LOOKED), BRAND_TEXT);
		look_at_pictures(x, &x->mail->texts[i].view);
	}
	for (size_t i = 0; i < x->mail->link_count; i++)
		if (link_is_followed(&x->mail->links[i]))
			look_at_host(x, x->mail->links[i].host);
	sort(seen);
	if (seen->count == 0 || seen->list[0].points < BRAND_ENOUGH)
		return;
	seen->impersonated = seen->list[0].brand;
	while (second < seen->count &&
	    share_domain(seen->list[0].brand, seen->list[second].brand))
		second++;
	seen->margin = seen->list[0].points -
	    (second < seen->count ? seen->list[second].points : 0);
}
