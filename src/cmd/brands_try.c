/* brands_try - `mekiki brands --test`: whom a text would be taken for, and why. */
#include "base/domain.h"
#include "base/fold.h"
#include "base/limits.h"
#include "cmd/knowledge.h"
#include "examine/brand.h"
#include "examine/brand_name.h"
#include "read/address.h"
#include "read/url.h"
#include "report/say.h"

#define WORDS_SHOWN 20 /* names that are explained; nobody reads more */

static const struct bilingual as_name = { "差出人名として",
	"As a sender's name" };
static const struct bilingual as_line = { "件名として", "As a subject" };
static const struct bilingual as_both = { "差出人名や件名として",
	"As a sender's name or a subject" };
static const struct bilingual as_host = { "ホスト名 {1} として",
	"As the host {1}" };
static const struct bilingual as_local = { "@ の前の部分として",
	"As what stands before the @" };
static const struct bilingual read_as = { "比べるときの形：", "Folded: " };

static const struct bilingual nothing = { "どのブランドにも当てはまりません。",
	"Nothing: no brand's name stands in it or looks like it." };
static const struct bilingual taken_for = {
	"→ {1} を名乗っているとみなします。", "-> taken for {1}."
};
static const struct bilingual not_enough = {
	"→ これだけでは、どのブランドを名乗っているとも言えません。",
	"-> not enough by itself to say whom it poses as."
};
static const struct bilingual head_line = {
	"件名の先頭のかっこの中にあるので、差出人を表すとみなします。",
	"In brackets at the head, where a subject says who writes."
};

static const struct bilingual hows[] = {
	[BRAND_HOW_WHOLE] = { "全体が「{1}」という名前です。",
	    "All of it is the name \"{1}\"." },
	[BRAND_HOW_INSIDE] = { "「{1}」という名前を含みます。",
	    "The name \"{1}\" stands in it." },
	[BRAND_HOW_ALIKE] = { "「{2}」は「{1}」に見えます。形だけで比べると"
			      "（m は rn、i は l など）、どちらも「{3}」です。",
	    "\"{2}\" looks like \"{1}\": by looks alone, where m is rn, i is l "
	    "and so on, both are \"{3}\"." },
};
static const struct bilingual gaps = {
	"文字の間の空白や記号を取り除くと現れます。",
	"It appears once blanks and signs between the letters are taken out."
};
static const struct bilingual weak = {
	"ありふれた語か短い語なので、ほかの手がかりがあるときだけ数えます。",
	"A common or short word: it counts only with a second sign."
};
static const struct bilingual no_domain = {
	"このブランドのドメインが分からないので、差出人アドレスとは"
	"比べられません。",
	"No domain of the brand is known, so that no address can contradict it."
};

/* {1} the brand, {2} its domain, {3} what the host has. */
static const struct bilingual likes[] = {
	[BRAND_LIKE_SUFFIX] = { "{2} と同じ名前で、末尾だけが違います。",
	    "Its name is that of {2}, under another ending." },
	[BRAND_LIKE_HYPHEN] = { "ハイフンで区切った中に {2} の名前があります。",
	    "Between hyphens it has the name of {2}." },
	[BRAND_LIKE_DIGITS] = { "数字を文字と見ると {2} に見えます。形だけで比べると {3} です。",
	    "With digits read as letters it looks like {2}; by looks alone, "
	    "{3}." },
	[BRAND_LIKE_SKELETON] = { "似た文字で {2} に見えます。形だけで比べると"
				  "（m は rn、i は l など）{3} です。",
	    "By letters that look alike it looks like {2}; by looks alone, "
	    "where m is rn, i is l and so on, {3}." },
	[BRAND_LIKE_EDIT] = { "{2} と1文字だけ違うか、隣の文字と"
			      "入れ替わっています。",
	    "It differs from {2} by one letter, or by two that change places." },
	[BRAND_LIKE_SUBDOMAIN] = { "前の方に {2} やその名前がありますが、持ち主は {3} を"
				   "登録した者です。",
	    "{2} or its name stands in front, but whoever registered {3} owns "
	    "it." },
};

static const struct {
	const char *id;
	struct bilingual words;
} sorts[] = {
	[BRAND_HOST_LIKE] = { "look-alike",
	    { "→ {1} に似せたホストとみなします。",
		"-> taken for an imitation of {1}." } },
	[BRAND_HOST_SHORT] = { "look-alike-short",
	    { "→ 名前が短いので、ほかにも {1} の手がかりがあるときだけ数えます。",
		"-> the name is short: counts only where something else names "
		"{1}." } },
	[BRAND_HOST_OTHER] = { "nothing",
	    { "どのブランドのドメインでもなく、どれにも似ていません。",
		"No brand's domain, and like none." } },
	[BRAND_HOST_NO_TLD] = { "no-tld",
	    { "この末尾のドメインはありません。",
		"There is no such top-level domain." } },
	[BRAND_HOST_WEAK] = { "weak",
	    { "→ {2} の名前はありふれた語なので、数えません。",
		"-> the name of {2} is a common or short word: says nothing." } },
	[BRAND_HOST_COMMON] = { "common",
	    { "→ {2} の名前はありふれた語なので（lists/common.tsv）、"
	      "数えません。",
		"-> the name of {2} is a common word (lists/common.tsv): says "
		"nothing." } },
};

static const struct bilingual is_official = { "{1} の正規ドメイン {2} です。",
	"It belongs to {2}, an official domain of {1}." };
static const struct bilingual is_tenant = {
	"{1} の {2} ですが、利用者が書き込む場所なので、{1} の証拠には"
	"なりません。",
	"{2} is of {1}, but its customers write from there: no proof of {1}, "
	"and no sign against it."
};
static const struct bilingual owned_too = { "{1} のドメインでもあります。",
	"A domain of {1} as well." };
static const struct bilingual is_address = {
	"IPアドレスです。どのブランドも表しません。",
	"An IP address: it names no brand."
};

/* What a host is; sort only where no brand owns it. */
struct host_said {
	span host;
	const struct brand *owner;
	span domain; /* the owner's */
	bool tenant, address;
	enum brand_host_sort sort;
	struct brand_like like;
};

static span
brand_text(struct knowledge *k, const struct brand *b)
{
	return arena_format(k->arena, "%.*s (%.*s)",
	    SPAN_ARG(say_brand(b, k->lang)), SPAN_ARG(b->id));
}

static void
put(struct knowledge *k, size_t indent, const struct bilingual *words, span one,
    span two, span three)
{
	layout_paragraph(k->text, indent, (span){ 0 },
	    bilingual_with(k->arena, words, k->lang,
		bilingual_cut(k->arena, one), bilingual_cut(k->arena, two),
		bilingual_cut(k->arena, three)),
	    (span){ 0 }, TONE_PLAIN);
}

static void
put_plain(struct knowledge *k, size_t indent, const struct bilingual *words)
{
	put(k, indent, words, (span){ 0 }, (span){ 0 }, (span){ 0 });
}

static void
put_word(struct knowledge *k, const struct brand_word *w)
{
	layout_paragraph(k->text, 4, (span){ 0 }, brand_text(k, w->brand),
	    (span){ 0 }, TONE_PLAIN);
	put(k, 6, &hows[w->how], w->alias, w->text,
	    fold_skeleton(k->arena, w->text));
	if (w->gaps)
		put_plain(k, 6, &gaps);
	if (w->weak)
		put_plain(k, 6, &weak);
	else if (w->brand->official.count == 0)
		put_plain(k, 6, &no_domain);
}

/* The same name stands before it. */
static bool
is_repeated(const struct brand_words *words, size_t which)
{
	const struct brand_word *w = &words->list[which];

	for (size_t i = 0; i < which; i++)
		if (words->list[i].brand == w->brand &&
		    span_same(words->list[i].alias, w->alias))
			return true;
	return false;
}

static void
put_words(struct knowledge *k, const struct bilingual *label,
    const struct brand_words *words, const struct brand_word *first)
{
	int shown = 0;

	put_plain(k, 2, label);
	for (size_t i = 0; i < words->count && shown < WORDS_SHOWN; i++) {
		if (is_repeated(words, i))
			continue;
		put_word(k, &words->list[i]);
		shown++;
	}
	if (words->count == 0)
		put_plain(k, 4, &nothing);
	else if (first != NULL)
		put(k, 4, &taken_for, brand_text(k, first->brand), (span){ 0 },
		    (span){ 0 });
	else
		put_plain(k, 4, &not_enough);
}

static span
first_label(span domain)
{
	return span_head(domain, span_find_byte(domain, '.'));
}

/* "rnercari = mercari: rnercarl"; or whose domain it is in truth. */
static span
likeness(struct knowledge *k, const struct host_said *h)
{
	span registrable = domain_registrable(h->host), shown, official, look;

	if (h->like.kind == BRAND_LIKE_SUBDOMAIN)
		return registrable;
	shown = domain_unicode(k->arena, first_label(registrable));
	official = first_label(h->like.official);
	look = fold_skeleton(k->arena, shown);
	if (!span_same(look, fold_skeleton(k->arena, official)))
		look = fold_skeleton_digits(k->arena, shown);
	return arena_format(k->arena, "%.*s = %.*s = %.*s", SPAN_ARG(shown),
	    SPAN_ARG(official), SPAN_ARG(look));
}

/* Other brands that own the host as well. */
static void
put_others(struct knowledge *k, const struct host_said *h)
{
	size_t count;
	const struct brand *all = brands_all(k->know->brands, &count);
	span text = { 0 };

	for (size_t i = 0; i < count; i++)
		if (&all[i] != h->owner && brands_owns(&all[i], h->host, NULL))
			text = arena_join(k->arena, text,
			    text.n > 0 ? SPAN(", ") : (span){ 0 }, all[i].id);
	if (text.n > 0)
		put(k, 4, &owned_too, text, (span){ 0 }, (span){ 0 });
}

static void
put_host(struct knowledge *k, const struct host_said *h)
{
	span brand;

	put(k, 2, &as_host, h->host, (span){ 0 }, (span){ 0 });
	if (h->address) {
		put_plain(k, 4, &is_address);
	} else if (h->owner != NULL) {
		put(k, 4, h->tenant ? &is_tenant : &is_official,
		    brand_text(k, h->owner), h->domain, (span){ 0 });
		put_others(k, h);
	} else if (h->sort == BRAND_HOST_OTHER ||
	    h->sort == BRAND_HOST_NO_TLD) {
		put_plain(k, 4, &sorts[h->sort].words);
	} else {
		brand = brand_text(k, h->like.brand);
		put(k, 4, &likes[h->like.kind], brand, h->like.official,
		    likeness(k, h));
		put(k, 4, &sorts[h->sort].words, brand, h->like.official,
		    (span){ 0 });
	}
}

/* The domain of the brand that the host is or lies below, the longest. */
static span
domain_of(const struct brand *b, span host)
{
	span found = { 0 };

	for (size_t i = 0; i < b->official.count; i++)
		if (domain_under(host, b->official.items[i]) &&
		    b->official.items[i].n > found.n)
			found = b->official.items[i];
	for (size_t i = 0; i < b->tenant.count; i++) {
		span mark = b->tenant.items[i];
		span domain = brands_mark_domain(mark);

		if (domain_under(host, domain) && domain.n > found.n)
			found = domain;
	}
	return found;
}

static struct host_said
read_host(struct knowledge *k, span host)
{
	struct host_said h = { .host = host, .address = domain_is_ip(host) };

	h.owner = brands_by_domain(k->know->brands, host, &h.tenant);
	if (h.owner != NULL)
		h.domain = domain_of(h.owner, host);
	else if (!h.address)
		h.sort = brand_host_read(k->know, k->arena, host, &h.like);
	return h;
}

/* The host that the text is, or names; empty: it is none. */
static span
host_of(struct arena *a, span text, const struct address *address)
{
	struct url url;

	if (address->ascii.n > 0)
		return address->ascii;
	text = span_trim(text);
	if (text.n > LIMIT_HOST || span_find_byte(text, ' ') < text.n)
		return (span){ 0 };
	if (!span_has(text, SPAN("://"))) {
		if (span_find_byte(text, '.') == text.n)
			return (span){ 0 };
		text = arena_join(a, SPAN("http://"), text, (span){ 0 });
	}
	url = url_parse(a, text, NULL);
	if (!url.valid)
		return (span){ 0 };
	if (span_ends(url.host, "."))
		url.host.n--;
	return url.host;
}

static void
json_words(struct json *j, const char *key, const struct brand_words *words)
{
	static const char *const names[] = {
		[BRAND_HOW_WHOLE] = "whole",
		[BRAND_HOW_INSIDE] = "inside",
		[BRAND_HOW_ALIKE] = "look-alike",
	};

	json_pair_array(j, key);
	for (size_t i = 0; i < words->count; i++) {
		const struct brand_word *w = &words->list[i];

		json_begin_object(j);
		json_pair_span(j, "brand", w->brand->id);
		json_pair_span(j, "alias", w->alias);
		json_pair_span(j, "text", w->text);
		json_pair_text(j, "how", names[w->how]);
		json_pair_bool(j, "gaps", w->gaps);
		json_pair_bool(j, "weak", w->weak);
		json_end(j);
	}
	json_end(j);
}

static void
json_host(struct json *j, const struct host_said *h)
{
	json_pair_object(j, "host");
	json_pair_span(j, "host", h->host);
	json_pair_text(j, "sort",
	    h->address		   ? "address"
		: h->owner == NULL ? sorts[h->sort].id
		: h->tenant	   ? "tenant"
				   : "official");
	if (h->owner != NULL) {
		json_pair_span(j, "brand", h->owner->id);
		json_pair_span(j, "domain", h->domain);
	} else if (h->like.brand != NULL) {
		json_pair_span(j, "brand", h->like.brand->id);
		json_pair_span(j, "domain", h->like.official);
		json_pair_text(
		    j, "likeness", brand_likeness_text(h->like.kind));
	}
	json_end(j);
}

/* All that was read of one text. */
struct tried {
	span text, name, folded, host;
	struct address address;
	struct brand_words words, line, local;
	const struct brand_word *first;
	const struct brand *headline;
	struct host_said said;
};

static void
put_json(struct knowledge *k, const struct tried *t)
{
	struct json *j = k->json;

	json_begin_object(j);
	json_pair_span(j, "text", t->text);
	json_pair_span(j, "folded", t->folded);
	json_words(j, "name", &t->words);
	json_pair_maybe(j, "taken_for",
	    t->first == NULL ? (span){ 0 } : t->first->brand->id);
	json_words(j, "subject", &t->line);
	json_pair_maybe(
	    j, "headline", t->headline == NULL ? (span){ 0 } : t->headline->id);
	json_words(j, "local", &t->local);
	if (t->host.n > 0)
		json_host(j, &t->said);
	json_end(j);
	json_newline(j);
}

/* A name that is read as a line is: one says both. */
static bool
same_words(const struct brand_words *a, const struct brand_words *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (a->list[i].brand != b->list[i].brand ||
		    a->list[i].how != b->list[i].how ||
		    a->list[i].gaps != b->list[i].gaps ||
		    a->list[i].weak != b->list[i].weak)
			return false;
	return true;
}

/* As a name and as a subject; of a host only where it says something. */
static void
put_readings(struct knowledge *k, const struct tried *t)
{
	const struct brand_word *first = brand_name_first(&t->line);
	bool same = same_words(&t->words, &t->line);
	bool address = t->address.ascii.n > 0;

	if (same && t->words.count == 0 && t->host.n > 0)
		return;
	put_words(
	    k, same && !address ? &as_both : &as_name, &t->words, t->first);
	if (!same && !address)
		put_words(k, &as_line, &t->line, first);
	if (t->headline != NULL && !address)
		put_plain(k, 4, &head_line);
}

static void
put_text(struct knowledge *k, const struct tried *t)
{
	layout_gap(k->text);
	layout_head(k->text, bilingual_cut(k->arena, t->text));
	if (!span_same(t->folded, t->name))
		layout_paragraph(k->text, 2, bilingual_in(&read_as, k->lang),
		    bilingual_cut(k->arena, t->folded), (span){ 0 },
		    TONE_FAINT);
	put_readings(k, t);
	if (t->local.count > 0)
		put_words(k, &as_local, &t->local, brand_name_first(&t->local));
	if (t->host.n > 0)
		put_host(k, &t->said);
}

void
brands_try(struct knowledge *k, span text)
{
	struct arena *a = k->arena;
	struct tried t = { .text = text, .name = text };

	if (span_find_byte(text, '@') < text.n && !span_has(text, SPAN("://")))
		t.address = address_read(a, text);
	if (t.address.name.n > 0)
		t.name = t.address.name;
	t.folded = brand_name_fold(a, t.name);
	t.words = brand_name_read(k->know, a, t.name);
	t.first = brand_name_first(&t.words);
	t.line = brand_name_find(k->know, a, t.folded, &t.headline);
	if (t.address.local.n > 0)
		t.local = brand_name_find(
		    k->know, a, brand_name_fold(a, t.address.local), NULL);
	t.host = host_of(a, text, &t.address);
	if (t.host.n > 0)
		t.said = read_host(k, t.host);
	k->shown++;
	if (k->json != NULL)
		put_json(k, &t);
	else
		put_text(k, &t);
}
