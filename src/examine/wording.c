/* wording - what the mail says, and how. */
#include "base/fold.h"
#include "base/script.h"
#include "examine/compare.h"
#include "examine/examination.h"
#include "examine/examiners.h"
#include "examine/greeting.h"
#include "examine/wallet.h"

/* A phrase family: its finding when telltale, and when merely usual. */
struct category {
	const char *name;
	const char *strong, *mild;
};

static const struct category categories[] = {
	{ "salutation", "wording.salutation", "wording.salutation-mild" },
	{ "suspension", "wording.threat", "wording.threat-mild" },
	{ "deadline", "wording.deadline", "wording.deadline-mild" },
	{ "security", "wording.security-alarm", "wording.security-alarm-mild" },
	{ "verify", "wording.verify", "wording.verify-mild" },
	{ "payment", "wording.payment", "wording.payment-mild" },
	{ "delivery", "wording.delivery", "wording.delivery-mild" },
	{ "mailbox", "wording.mailbox", "wording.mailbox-mild" },
	{ "prize", "wording.prize", "wording.prize-mild" },
	{ "tax", "wording.tax", "wording.tax-mild" },
	{ "crypto", "wording.crypto", "wording.crypto-mild" },
	{ "sextortion", "wording.extortion", "wording.extortion-mild" },
	{ "bec", "wording.bec", "wording.bec-mild" },
	{ "cta", "wording.call-to-action", "wording.call-to-action-mild" },
	{ "unnatural", "wording.unnatural", "wording.unnatural-mild" },
	{ "ham_signal", "wording.personal", "wording.personal" },
};

/* What was found of one category over the whole mail. */
struct tally {
	struct finding *finding;
	int strength; /* 2 high, 1 medium, 0 nothing yet */
	size_t count;
};

/* A folded text and where it came from. */
struct place {
	const struct body_text *text; /* NULL: the subject */
	struct folded folded;
};

static int
strength_of(const struct phrase *p)
{
	switch (p->precision) {
	case PHRASE_HIGH:
		return 2;
	case PHRASE_MEDIUM:
		return 1;
	case PHRASE_LOW:
		break;
	}
	return 0;
}

static size_t
category_of(const struct phrase *p)
{
	for (size_t i = 0; i < COUNT(categories); i++)
		if (span_is(p->category, categories[i].name))
			return i;
	return COUNT(categories);
}

static void
quote_place(struct examination *x, struct finding *f, const struct place *at,
    size_t start, size_t end)
{
	if (at->text == NULL) {
		finding_field(x, f, "Subject");
		return;
	}
	finding_visible(x, f, at->text, map_start(&at->folded.map, start),
	    map_end(&at->folded.map, end, at->text->visible.n));
}

/* The words as they stand in the mail, for the sentence. */
static span
original(const struct examination *x, const struct place *at, size_t start,
    size_t end)
{
	span source = at->text == NULL ? x->mail->subject : at->text->visible;

	return span_slice(source, map_start(&at->folded.map, start),
	    map_end(&at->folded.map, end, source.n));
}

static void
take_match(struct examination *x, struct tally *tallies,
    const struct phrase_match *m, const struct place *at)
{
	size_t i = category_of(m->phrase);
	int strength = strength_of(m->phrase);
	struct tally *t;

	if (i == COUNT(categories) || strength == 0)
		return;
	t = &tallies[i];
	t->count++;
	if (strength > t->strength) {
		if (t->finding == NULL)
			t->finding = finding_add(
			    x, categories[i].mild, STANDING_CLAIMED);
		t->finding->id =
		    strength == 2 ? categories[i].strong : categories[i].mild;
		t->finding->arg_count = 0;
		t->finding->evidence_count = 0;
		finding_arg(
		    x, t->finding, "phrase", original(x, at, m->start, m->end));
		finding_arg(x, t->finding, "why", m->phrase->why);
		t->strength = strength;
	}
	if (strength == t->strength)
		quote_place(x, t->finding, at, m->start, m->end);
}

static void
phrases(struct examination *x, const struct place *places, size_t count)
{
	struct tally tallies[COUNT(categories)] = { 0 };

	for (size_t i = 0; i < count; i++) {
		struct phrase_matches found =
		    phrases_scan(x->scratch, x->arena, places[i].folded.text);

		for (size_t k = 0; k < found.count; k++)
			take_match(x, tallies, &found.list[k], &places[i]);
	}
}

static void
greeting(struct examination *x)
{
	for (size_t i = 0; i < x->mail->text_count; i++) {
		const struct body_text *t = &x->mail->texts[i];
		size_t start, end;
		enum greeting g =
		    greeting_find(t->visible, &x->recipients, &start, &end);
		struct finding *f;

		if (g == GREETING_NONE)
			continue;
		f = finding_add(x,
		    g == GREETING_ADDRESS ? "wording.greeting-address"
					  : "wording.greeting-local-part",
		    STANDING_CLAIMED);
		finding_arg(
		    x, f, "greeting", span_slice(t->visible, start, end));
		finding_visible(x, f, t, start, end);
		return;
	}
}

static bool
is_japanese(const struct examination *x)
{
	return x->language_count > 0 && span_is(span_of(x->languages[0]), "ja");
}

/* Letters, fonts and charsets of mainland China in a Japanese mail. */
static void
chinese_traces(struct examination *x)
{
	for (size_t i = 0; i < x->mail->text_count; i++) {
		const struct body_text *t = &x->mail->texts[i];
		span first = { 0 };
		size_t count = script_simplified(t->visible, &first);
		struct finding *f;

		if (count > 0) {
			size_t at = span_offset(first, t->visible);

			f = finding_add(
			    x, "wording.simplified-chinese", STANDING_CLAIMED);
			finding_arg(x, f, "letter", first);
			finding_number(x, f, "count", (int64_t)count);
			finding_visible(x, f, t, at, at + first.n);
		}
		for (size_t k = 0; k < t->view.fonts.count; k++) {
			const struct list_entry *font = lists_find(
			    x->know->lists, LIST_FONTS, t->view.fonts.names[k]);

			if (font == NULL)
				continue;
			f = finding_add(
			    x, "wording.chinese-font", STANDING_CLAIMED);
			finding_arg(x, f, "font", t->view.fonts.names[k]);
			break;
		}
		if (span_starts(t->label, "gb") ||
		    span_starts(t->label, "big5") ||
		    span_starts(t->label, "hz")) {
			f = finding_add(
			    x, "wording.chinese-charset", STANDING_CLAIMED);
			finding_arg(x, f, "charset", t->label);
		}
	}
}

/* "メ-ル", "ア力ウント": a dash or a kanji inside a katakana word. */
static void
kana_lookalikes(struct examination *x)
{
	size_t count = 0;
	span first = { 0 };
	struct finding *f;

	for (size_t i = 0; i <= x->mail->text_count; i++) {
		span seen = { 0 };

		count += script_kana_alike(
		    i == 0 ? x->mail->subject : x->mail->texts[i - 1].visible,
		    &seen);
		if (first.n == 0)
			first = seen;
	}
	if (count == 0)
		return;
	f = finding_add(x, "wording.kana-lookalikes", STANDING_CLAIMED);
	finding_arg(x, f, "letter", first);
	finding_number(x, f, "count", (int64_t)count);
}

static void
disguised_letters(struct examination *x)
{
	for (size_t i = 0; i < x->mail->text_count; i++) {
		const struct body_text *t = &x->mail->texts[i];
		size_t invisible = script_unseen(t->visible);
		size_t styled = script_styled(t->visible).mathematical;
		struct finding *f;

		if (invisible >= 8) {
			f = finding_add(x, "wording.invisible-characters",
			    STANDING_CLAIMED);
			finding_number(x, f, "count", (int64_t)invisible);
		}
		if (styled >= 4) {
			f = finding_add(
			    x, "wording.styled-letters", STANDING_CLAIMED);
			finding_number(x, f, "count", (int64_t)styled);
		}
	}
	if (script_styled(x->mail->subject).mathematical > 1 ||
	    script_mixed(x->mail->subject)) {
		struct finding *f =
		    finding_add(x, "wording.styled-subject", STANDING_CLAIMED);

		finding_field(x, f, "Subject");
	}
}

static void
hidden_text(struct examination *x)
{
	for (size_t i = 0; i < x->mail->text_count; i++) {
		const struct body_text *t = &x->mail->texts[i];
		struct finding *f;

		/* A newsletter's preview line is hidden as well: short. */
		if (t->view.hidden.n < 400 && t->view.run_count < 12)
			continue;
		f = finding_add(x,
		    t->view.run_count >= 12 ? "wording.hidden-pieces"
					    : "wording.hidden-text",
		    STANDING_OBSERVED);
		finding_number(x, f, "bytes", (int64_t)t->view.hidden.n);
		finding_number(x, f, "pieces", (int64_t)t->view.run_count);
		finding_arg(
		    x, f, "start", span_head(t->view.hidden, LIMIT_QUOTE));
		return;
	}
}

/* The plain part must say what the HTML part says. */
static void
plain_against_html(
    struct examination *x, const struct place *places, size_t count)
{
	const struct place *plain = NULL, *html = NULL;
	int share;

	for (size_t i = 0; i < count; i++) {
		if (places[i].text == NULL)
			continue;
		if (places[i].text->html && html == NULL)
			html = &places[i];
		if (!places[i].text->html && plain == NULL)
			plain = &places[i];
	}
	if (plain == NULL || html == NULL)
		return;
	share = compare_share(x->arena, html->folded.text, plain->folded.text);
	if (share >= 0 && share < 12) {
		struct finding *f = finding_add(
		    x, "wording.plain-html-differ", STANDING_OBSERVED);

		finding_number(x, f, "percent", share);
	}
}

static void
wallets(struct examination *x)
{
	for (size_t i = 0; i < x->mail->text_count; i++) {
		const struct body_text *t = &x->mail->texts[i];
		size_t from = 0, start, end;
		struct finding *f;

		if (!wallet_next(t->visible, &from, &start, &end))
			continue;
		f = finding_add(x, "wording.wallet", STANDING_CLAIMED);
		finding_arg(x, f, "wallet", span_slice(t->visible, start, end));
		finding_visible(x, f, t, start, end);
		return;
	}
}

/* Next to no words, and pictures that carry the message. */
static void
only_pictures(struct examination *x)
{
	size_t letters = 0, pictures = 0, followed = 0;

	for (size_t i = 0; i < x->mail->text_count; i++)
		letters += x->mail->texts[i].visible.n;
	for (size_t i = 0; i < x->mail->link_count; i++) {
		pictures += x->mail->links[i].where == HTML_LINK_IMG;
		followed += link_is_followed(&x->mail->links[i]);
	}
	if (letters < 80 && pictures > 0 && followed > 0)
		finding_add(x, "wording.only-pictures", STANDING_OBSERVED);
}

void
examine_wording(struct examination *x)
{
	size_t count = x->mail->text_count + 1;
	struct place *places = arena_array(x->arena, count, sizeof(*places));

	if (places == NULL)
		return;
	places[0].folded = fold_text(x->arena, x->mail->subject);
	for (size_t i = 1; i < count; i++) {
		places[i].text = &x->mail->texts[i - 1];
		places[i].folded = fold_text(x->arena, places[i].text->visible);
	}
	phrases(x, places, count);
	greeting(x);
	if (is_japanese(x))
		chinese_traces(x);
	kana_lookalikes(x);
	disguised_letters(x);
	hidden_text(x);
	plain_against_html(x, places, count);
	wallets(x);
	only_pictures(x);
}
