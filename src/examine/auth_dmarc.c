#include "examine/auth_dmarc.h"

#include "base/domain.h"

#define WALK_MAX 8    /* questions of one walk, section 4.10 */
#define WALK_LABELS 7 /* what a longer name is cut to */

/* One step of a walk. */
struct step {
	span name;
	bool found;
	struct dmarc_record record;
	const struct answer *answer;
};

struct walk {
	struct step steps[WALK_MAX]; /* those with a record have found set */
	size_t count;
	bool pending, nobody, error;
};

const char *
dmarc_reason_text(enum dmarc_reason reason)
{
	static const char *const names[] = {
		[DMARC_FINE] = NULL,
		[DMARC_NO_FROM] = "no-from",
		[DMARC_SEVERAL_FROM] = "several-from",
		[DMARC_NO_RECORD] = "no-record",
		[DMARC_NOT_ALIGNED] = "not-aligned",
		[DMARC_KEY_GONE] = "key-gone",
		[DMARC_INCOMPLETE] = "incomplete",
		[DMARC_DNS] = "dns",
	};

	return names[reason];
}

static size_t
labels(span name)
{
	size_t count = name.n > 0;

	for (size_t i = 0; i < name.n; i++)
		count += name.p[i] == '.';
	return count;
}

/* The last count labels of name. */
static span
last_labels(span name, size_t count)
{
	while (labels(name) > count)
		span_cut(&name, '.');
	return name;
}

/* Several records at a name are none (section 4.10.1). */
static bool
choose_record(const struct answer *answer, struct dmarc_record *out)
{
	struct dmarc_record record;
	bool usable = false, one = false;
	size_t count = 0;
	span txt;

	for (size_t i = 0; i < answer->field_count; i++) {
		if (!span_is(answer->fields[i].name, "txt"))
			continue;
		txt = answer->fields[i].value;
		if (txt.n == 0 || !dmarc_record_parse(txt, &record, &one))
			continue;
		count++;
		usable = one;
		*out = record;
	}
	return count == 1 && usable;
}

static void
take_step(struct inquiry *q, struct arena *a, span name, struct walk *w,
    struct asked_at *at)
{
	struct step *step = &w->steps[w->count++];
	span asked_name = arena_join(a, SPAN("_dmarc."), name, (span){ 0 });
	enum asked asked;

	*step = (struct step){ .name = name };
	if (!auth_name_valid(asked_name))
		return;
	asked = auth_ask(q, QUESTION_DNS_TXT, asked_name, at, &step->answer);
	w->pending |= asked == ASKED_PENDING;
	w->nobody |= asked == ASKED_NOBODY;
	w->error |= asked == ASKED_ERROR;
	if (asked == ASKED_FOUND)
		step->found = choose_record(step->answer, &step->record);
}

/* Section 4.10: it is not worth to ask further up. */
static bool
ends_walk(const struct walk *w)
{
	const struct step *last = &w->steps[w->count - 1];

	return last->found &&
	    (last->record.psd == DMARC_PSD_NO ||
		(last->record.psd == DMARC_PSD_YES && w->count > 1));
}

/*
 * The walk from domain up.  While an answer is pending all further questions
 * go out as well; those that turn out to be needless are not asked in the last
 * pass, which alone counts.
 */
static struct walk
walk_up(struct inquiry *q, struct arena *a, span domain, struct asked_at *at)
{
	struct walk w = { 0 };
	span name = domain;

	while (name.n > 0 && w.count < WALK_MAX) {
		take_step(q, a, name, &w, at);
		if (w.nobody || (!w.pending && ends_walk(&w)))
			break;
		if (labels(name) > WALK_MAX)
			name = last_labels(name, WALK_LABELS);
		else
			span_cut(&name, '.');
	}
	return w;
}

/* Why a walk tells nothing; AUTH_PASS: it does. */
static enum auth_result
walk_state(const struct walk *w)
{
	return w->pending ? AUTH_PENDING
	    : w->nobody	  ? AUTH_NOT_ASKED
	    : w->error	  ? AUTH_TEMPERROR
			  : AUTH_PASS;
}

/* Section 4.10.2, out of a walk that is complete. */
static span
organization(const struct walk *w, span domain)
{
	span best = domain;

	for (size_t i = 0; i < w->count; i++) {
		const struct step *s = &w->steps[i];

		if (!s->found)
			continue;
		if (s->record.psd == DMARC_PSD_NO)
			return s->name;
		if (s->record.psd == DMARC_PSD_YES && i > 0)
			return last_labels(domain, labels(s->name) + 1);
		best = s->name; /* further up: fewer labels */
	}
	return best;
}

enum auth_result
dmarc_organization(struct inquiry *q, struct arena *a, span domain, span *out)
{
	struct asked_at at = { 0 };
	struct walk w = walk_up(q, a, domain, &at);
	enum auth_result state = walk_state(&w);

	if (state == AUTH_PASS)
		*out = organization(&w, domain);
	return state;
}

/* The step whose record rules over a domain that has none, or NULL. */
static const struct step *
ruling(const struct walk *w, span org)
{
	const struct step *psd = NULL;

	for (size_t i = 0; i < w->count; i++) {
		const struct step *s = &w->steps[i];

		if (s->found && span_same(s->name, org))
			return s;
		if (s->found && s->record.psd == DMARC_PSD_YES)
			psd = s;
	}
	return psd;
}

static enum dmarc_policy
step_down(enum dmarc_policy policy)
{
	return policy == DMARC_REJECT ? DMARC_QUARANTINE : DMARC_POLICY_NONE;
}

/* The policy of a record found further up: np, sp or p. */
static enum auth_result
inherit(struct inquiry *q, span domain, struct asked_at *at,
    struct dmarc_found *out)
{
	const struct dmarc_record *r = &out->record;
	const struct answer *answer = NULL;
	enum dmarc_policy below = r->sp != DMARC_UNTOLD ? r->sp : r->p;
	enum asked asked;

	out->policy = below;
	if (r->np == DMARC_UNTOLD || r->np == below)
		return AUTH_PASS;
	asked = auth_ask(q, QUESTION_DNS_A, domain, at, &answer);
	if (asked == ASKED_PENDING)
		return AUTH_PENDING;
	if (asked == ASKED_NOBODY)
		return AUTH_NOT_ASKED;
	if (asked == ASKED_ERROR)
		return AUTH_TEMPERROR;
	out->exists = !auth_no_such_name(answer);
	if (!out->exists)
		out->policy = r->np;
	return AUTH_PASS;
}

/* The policy by a walk that found nothing at its first name. */
static enum auth_result
discover_above(struct inquiry *q, const struct walk *w, span domain,
    struct asked_at *at, struct dmarc_found *out)
{
	enum auth_result state = walk_state(w);
	const struct step *step;

	if (state != AUTH_PASS)
		return state;
	step = ruling(w, organization(w, domain));
	if (step == NULL)
		return AUTH_NONE;
	out->record = step->record;
	out->record_name = step->name;
	out->answer = step->answer;
	return inherit(q, domain, at, out);
}

struct dmarc_found
dmarc_discover(struct inquiry *q, struct arena *a, span domain)
{
	struct dmarc_found out = { .exists = true };
	struct asked_at at = { 0 };
	struct walk own = { 0 };

	if (!auth_name_plain(domain)) {
		out.result = AUTH_NONE;
		return out;
	}
	take_step(q, a, domain, &own, &at);
	if (own.steps[0].found) {
		out.record = own.steps[0].record;
		out.record_name = domain;
		out.answer = own.steps[0].answer;
		out.policy = out.record.p;
		out.result = AUTH_PASS;
	} else {
		struct walk w = walk_up(q, a, domain, &at);

		out.result = discover_above(q, &w, domain, &at, &out);
	}
	out.applied = out.record.testing ? step_down(out.policy) : out.policy;
	out.at = at.oldest;
	return out;
}

/* What is known of whether a name belongs to the author's organisation. */
enum aligned {
	ALIGNED_NO,
	ALIGNED_YES,
	ALIGNED_PENDING,
	ALIGNED_UNKNOWN,
};

static enum aligned
is_aligned(
    struct inquiry *q, struct arena *a, span author, span name, bool strict)
{
	span mine = { 0 }, other = { 0 };
	enum auth_result x, y;

	if (span_same_nocase(author, name))
		return ALIGNED_YES;
	if (strict || !auth_name_valid(name) ||
	    !span_same_nocase(last_labels(author, 1), last_labels(name, 1)))
		return ALIGNED_NO;
	x = dmarc_organization(q, a, author, &mine);
	y = dmarc_organization(q, a, name, &other);
	if (x == AUTH_PENDING || y == AUTH_PENDING)
		return ALIGNED_PENDING;
	if (x != AUTH_PASS || y != AUTH_PASS)
		return ALIGNED_UNKNOWN;
	return span_same_nocase(mine, other) ? ALIGNED_YES : ALIGNED_NO;
}

/* What alignment came to, of all that passed or might have. */
struct alignment {
	bool dkim, spf;	    /* passed and aligned */
	bool pending;	    /* some answer is */
	bool dns, key_gone; /* what might have passed could not be looked at */
};

static void
align_dkim(struct inquiry *q, struct arena *a, const struct dmarc_input *in,
    bool strict, struct alignment *out)
{
	for (size_t i = 0; i < in->dkim_count && !out->dkim; i++) {
		const struct dkim *d = &in->dkim[i];
		bool gone =
		    d->reason == DKIM_KEY_GONE || d->reason == DKIM_KEY_REVOKED;
		enum aligned aligned;

		out->pending |= d->result == AUTH_PENDING;
		if (d->result != AUTH_PASS && d->result != AUTH_TEMPERROR &&
		    !gone)
			continue;
		aligned = is_aligned(q, a, in->from[0], d->domain, strict);
		out->pending |= aligned == ALIGNED_PENDING;
		out->dns |= aligned == ALIGNED_UNKNOWN;
		if (aligned != ALIGNED_YES)
			continue;
		out->dkim |= d->result == AUTH_PASS;
		out->dns |= d->result == AUTH_TEMPERROR;
		out->key_gone |= gone;
	}
}

static void
align_spf(struct inquiry *q, struct arena *a, const struct dmarc_input *in,
    bool strict, struct alignment *out)
{
	const struct spf *s = in->spf;
	enum aligned aligned;

	out->pending |= s->result == AUTH_PENDING;
	if (s->result != AUTH_PASS && s->result != AUTH_TEMPERROR)
		return;
	aligned = is_aligned(q, a, in->from[0], s->domain, strict);
	out->pending |= aligned == ALIGNED_PENDING;
	out->dns |= aligned == ALIGNED_UNKNOWN;
	if (aligned != ALIGNED_YES)
		return;
	out->spf = s->result == AUTH_PASS;
	out->dns |= s->result == AUTH_TEMPERROR;
}

static enum auth_result
decide(const struct dmarc_input *in, const struct alignment *alignment,
    enum dmarc_reason *reason)
{
	if (alignment->dkim || alignment->spf)
		return AUTH_PASS;
	if (alignment->dns) {
		*reason = DMARC_DNS;
		return AUTH_TEMPERROR;
	}
	if (alignment->key_gone) {
		*reason = DMARC_KEY_GONE;
		return AUTH_PERMERROR;
	}
	if (in->spf->result == AUTH_NOT_ASKED || in->more_dkim) {
		*reason = DMARC_INCOMPLETE;
		return AUTH_PERMERROR;
	}
	*reason = DMARC_NOT_ALIGNED;
	return AUTH_FAIL;
}

/* Section 4.9: one domain, however many addresses. */
static enum dmarc_reason
check_from(const struct dmarc_input *in)
{
	if (in->from_count == 0 || in->from[0].n == 0)
		return DMARC_NO_FROM;
	for (size_t i = 1; i < in->from_count; i++)
		if (!span_same_nocase(in->from[i], in->from[0]))
			return DMARC_SEVERAL_FROM;
	return DMARC_FINE;
}

struct dmarc
dmarc_check(struct inquiry *q, struct arena *a, const struct dmarc_input *in)
{
	struct dmarc out = { .reason = check_from(in) };
	struct alignment alignment = { 0 };

	if (out.reason != DMARC_FINE) {
		out.result = AUTH_PERMERROR;
		return out;
	}
	out.domain = in->from[0];
	out.found = dmarc_discover(q, a, out.domain);
	out.at = out.found.at;
	align_dkim(q, a, in, out.found.record.strict_dkim, &alignment);
	align_spf(q, a, in, out.found.record.strict_spf, &alignment);
	out.dkim_aligned = alignment.dkim;
	out.spf_aligned = alignment.spf;
	out.result = out.found.result;
	if (out.result == AUTH_NONE)
		out.reason = DMARC_NO_RECORD;
	else if (out.result == AUTH_TEMPERROR)
		out.reason = DMARC_DNS;
	else if (out.result == AUTH_PASS && alignment.pending)
		out.result = AUTH_PENDING;
	else if (out.result == AUTH_PASS)
		out.result = decide(in, &alignment, &out.reason);
	return out;
}
