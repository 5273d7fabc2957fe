#include "examine/brand.h"

#include "base/buf.h"
#include "base/domain.h"
#include "base/fold.h"
#include "base/limits.h"
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

#define NAME_WORDS 8   /* of a display name that are looked at singly */
#define ALTS_LOOKED 50 /* pictures of a part whose words are looked at */
#define BRAND_TEXT_LOOKED 8192 /* bytes of a folded text that are looked at */

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

/* Without blanks between Japanese letters: "三井住友 カード". */
static span
tight(struct arena *a, span folded)
{
	struct buf out = buf_new(a, folded.n);
	size_t done = 0, at;

	if (utf8_ascii(folded))
		return folded;
	for (at = span_find_byte(folded, ' '); at + 1 < folded.n;
	     at += 1 + span_find_byte(span_drop(folded, at + 1), ' ')) {
		if (at == 0 || (unsigned char)folded.p[at - 1] < 0x80 ||
		    (unsigned char)folded.p[at + 1] < 0x80)
			continue;
		buf_put(&out, span_slice(folded, done, at));
		done = at + 1;
	}
	buf_put(&out, span_drop(folded, done));
	return buf_span(&out);
}

static span
fold_tight(struct arena *a, span text)
{
	return tight(a, fold_text(a, text).text);
}

size_t
brand_tags_length(span s)
{
	span rest = s;

	for (;;) {
		size_t end = span_find_byte(rest, ']'), n = 1;

		if (rest.n == 0 || rest.p[0] != '[' || end > 60 ||
		    end == rest.n)
			break;
		while (n < end && (unsigned char)rest.p[n] < 0x80)
			n++;
		if (n < end)
			break;
		rest = span_trim(span_drop(rest, end + 1));
	}
	return s.n - rest.n;
}

/* "【三井住友カード】": nothing but brackets stands before the name. */
static bool
is_headline(span folded, size_t start)
{
	size_t tags = brand_tags_length(folded);
	span before = span_slice(folded, tags < start ? tags : 0, start);
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
look_at_folded(struct examination *x, span folded, enum brand_where where)
{
	struct brand_hit *hits;
	size_t count;

	folded = tight(x->arena, folded);
	count = brands_in_text(x->know->brands, x->arena, folded, &hits);
	if (where == BRAND_SUBJECT && count > 0 && !is_weak(&hits[0]) &&
	    is_headline(folded, hits[0].start))
		x->brands.headline = hits[0].brand;
	for (size_t i = 0; i < count; i++)
		if (where != BRAND_LOCAL || !is_weak(&hits[i]))
			sight(&x->brands, hits[i].brand, where,
			    is_weak(&hits[i]), hits[i].alias);
}

static void
look_at_text(struct examination *x, span text, enum brand_where where)
{
	look_at_folded(x, fold_text(x->arena, text).text, where);
}

/* "A m a z o n", "三・井・住・友": what stands between the characters goes. */
static span
without_gaps(struct arena *a, span folded)
{
	struct buf out = buf_new(a, folded.n + UTF8_MAX);
	span rest = folded;

	while (rest.n > 0) {
		uint32_t code = utf8_cut(&rest, NULL);

		if (code != ' ' && code != '.' && code != '-' && code != '_' &&
		    code != '*' && code != 0x30fb)
			buf_code(&out, code);
	}
	return buf_span(&out);
}

/* Letters and signs that only look like a brand's name, whole or as a word. */
static void
look_for_alike(struct examination *x, span folded)
{
	struct brands_seen *seen = &x->brands;
	span rest = folded, word, alias = { 0 };
	const struct brand *b;
	int words = 0;

	b = brands_named_alike(x->know->brands, x->arena, folded, &alias);
	while (b == NULL && rest.n > 0 && words++ < NAME_WORDS) {
		word = span_cut(&rest, ' ');
		b = brands_named_alike(x->know->brands, x->arena, word, &alias);
	}
	if (b == NULL || b->official.count == 0)
		return;
	sight(seen, b, BRAND_NAME, false, alias);
	seen->named = b;
	seen->named_alias = alias;
	seen->named_alike = true;
}

static void look_at_name(struct examination *x, span name);

/* A name in which nothing was found is read once more with its tricks undone. */
static void
look_closer(struct examination *x, span folded)
{
	span tight = without_gaps(x->arena, folded);

	if (x->brands.named != NULL)
		return;
	if (tight.n > 0 && tight.n < folded.n) {
		look_at_name(x, tight);
		x->brands.named_alike |= x->brands.named != NULL;
	}
	if (x->brands.named == NULL)
		look_for_alike(x, folded);
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
		bool weak = whole ? hits[i].weak : is_weak(&hits[i]);

		sight(
		    &x->brands, hits[i].brand, BRAND_NAME, weak, hits[i].alias);
		if (whole && seen_of(&x->brands, hits[i].brand) != NULL)
			seen_of(&x->brands, hits[i].brand)->whole = true;
		/* Who owns no domain cannot be held against one. */
		if (x->brands.named == NULL && !weak &&
		    hits[i].brand->official.count > 0) {
			x->brands.named = hits[i].brand;
			x->brands.named_alias = hits[i].alias;
		}
	}
	if (count == 0)
		look_closer(x, folded);
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

/* The likeness itself, whatever else the mail says. */
static bool
is_like(const struct examination *x, span host, struct brand_like *out)
{
	return host.n > 0 && domain_tld_exists(host) &&
	    brands_lookalike(x->know->brands, x->arena, host, out) &&
	    !out->weak &&
	    lists_find(x->know->lists, LIST_COMMON, official_label(out)) ==
	    NULL;
}

/* is_like, remembered. */
static const struct brand_host *
look_up_host(const struct examination *x, span host)
{
	struct brand_host *h = &x->brands.hosts[span_hash(host) % BRAND_HOSTS];

	if (!span_same(h->host, host)) {
		h->host = host;
		h->like = is_like(x, host, &h->found);
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
	if (!h->like ||
	    (h->found.kind == BRAND_LIKE_EDIT &&
		official_label(&h->found).n < EDIT_LABEL_LONG &&
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
