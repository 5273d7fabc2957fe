#include "examine/brand.h"

#include "base/buf.h"
#include "base/domain.h"
#include "base/fold.h"
#include "base/utf8.h"
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
	[BRAND_LOCAL] = { 4, 1, 0 },
	[BRAND_DOMAIN] = { 7, 7, 0 },
};

/* Enough to say that a mail speaks in that brand's name. */
#define BRAND_ENOUGH 5

/* Letters from which on one letter of difference is no accident. */
#define EDIT_LABEL_LONG 7

#define BRAND_TEXT_LOOKED 8192 /* bytes of visible text that are looked at */

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
	else if (s->count < 4)
		s->points += worth[where].more;
	s->where |= 1u << where;
	s->count++;
	if (s->alias.n == 0)
		s->alias = alias;
}

/* Two or three Latin letters stand for many things. */
static bool
is_weak(const struct brand_hit *hit)
{
	return hit->weak || (hit->alias.n <= 3 && utf8_ascii(hit->alias));
}

/* Folded, blanks between Japanese letters gone: "三井住友 カード". */
static span
fold_tight(struct arena *a, span text)
{
	span folded = fold_text(a, text).text;
	struct buf out = buf_new(a, folded.n);

	for (size_t i = 0; i < folded.n; i++)
		if (folded.p[i] != ' ' || i == 0 || i + 1 == folded.n ||
		    (unsigned char)folded.p[i - 1] < 0x80 ||
		    (unsigned char)folded.p[i + 1] < 0x80)
			buf_byte(&out, folded.p[i]);
	return buf_span(&out);
}

/* "【三井住友カード】": nothing but brackets stands before the name. */
static bool
is_headline(span folded, size_t start)
{
	span before = span_head(folded, start);
	uint32_t code = 0;

	while (before.n > 0) {
		code = utf8_cut(&before, NULL);
		if (code != 0x3010 && code != '[' && code != 0x300c &&
		    code != 0x300e && code != '(' && code != '<' &&
		    code != ' ' && code != 0x25a0 && code != 0x25c6)
			return false;
	}
	return code == 0x3010 || code == '[' || code == 0x300c ||
	    code == 0x300e;
}

static void
look_at_text(struct examination *x, span text, enum brand_where where)
{
	span folded = fold_tight(x->arena, text);
	struct brand_hit *hits;
	size_t count;

	count = brands_in_text(x->know->brands, x->arena, folded, &hits);
	if (where == BRAND_SUBJECT && count > 0 && !is_weak(&hits[0]) &&
	    is_headline(folded, hits[0].start))
		x->brands.headline = hits[0].brand;
	for (size_t i = 0; i < count; i++)
		if (where != BRAND_LOCAL || !is_weak(&hits[i]))
			sight(&x->brands, hits[i].brand, where,
			    is_weak(&hits[i]), hits[i].alias);
}

/* The display name: all of it a brand's name, or one inside it. */
static void
look_at_name(struct examination *x, span name)
{
	span folded = fold_tight(x->arena, name);
	struct brand_hit *hits;
	size_t count = brands_named(x->know->brands, x->arena, folded, &hits);
	bool whole = count > 0;

	if (!whole)
		count =
		    brands_in_text(x->know->brands, x->arena, folded, &hits);
	for (size_t i = 0; i < count; i++) {
		bool weak = is_weak(&hits[i]) && !whole;

		sight(
		    &x->brands, hits[i].brand, BRAND_NAME, weak, hits[i].alias);
		/* Who owns no domain cannot be held against one. */
		if (x->brands.named == NULL && !weak &&
		    hits[i].brand->official.count > 0) {
			x->brands.named = hits[i].brand;
			x->brands.named_alias = hits[i].alias;
		}
	}
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

bool
brand_imitated(const struct examination *x, span host, struct brand_like *out)
{
	struct brand_like like;
	span label;

	if (host.n == 0 || !domain_tld_exists(host) ||
	    !brands_lookalike(x->know->brands, x->arena, host, &like) ||
	    like.weak)
		return false;
	label = span_head(like.official, span_find_byte(like.official, '.'));
	if (lists_find(x->know->lists, LIST_COMMON, label) != NULL)
		return false;
	if (like.kind == BRAND_LIKE_EDIT && label.n < EDIT_LABEL_LONG &&
	    !is_named(&x->brands, like.brand))
		return false;
	*out = like;
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
	if (tenant) {
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

void
brand_look(struct examination *x)
{
	struct brands_seen *seen = &x->brands;
	size_t second = 1;

	look_at_from(x);
	look_at_text(x, x->mail->subject, BRAND_SUBJECT);
	for (size_t i = 0; i < x->mail->text_count; i++)
		look_at_text(x,
		    span_head(x->mail->texts[i].visible, BRAND_TEXT_LOOKED),
		    BRAND_TEXT);
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
