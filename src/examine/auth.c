#include "examine/auth.h"

#include "base/domain.h"
#include "examine/examination.h"

/* How far a field with results can be believed. */
enum rank {
	RANK_NONE,
	RANK_FOREIGN, /* names somebody else */
	RANK_OWN,     /* the reader's side's name, where anybody could write */
	RANK_TRUSTED,
};

/* Where the reader's own side stopped writing. */
static size_t
boundary_start(const struct examination *x)
{
	size_t i = x->route.handed_over_by;

	if (i == ROUTE_NONE) {
		if (x->mail->hop_count == 0)
			return 0;
		return x->mail->hops[x->mail->hop_count - 1].field->start;
	}
	return x->mail->hops[i].field->start;
}

/* The start of the first Received below the boundary. */
static size_t
boundary_end(const struct examination *x)
{
	size_t i = x->route.handed_over_by;

	if (i == ROUTE_NONE || i + 1 >= x->mail->hop_count)
		return SIZE_MAX;
	return x->mail->hops[i + 1].field->start;
}

static bool
is_own_id(const struct examination *x, span id)
{
	const struct route *route = &x->route;

	if (id.n == 0)
		return false;
	if (route->operator_domain.n > 0 &&
	    domain_under(id, route->operator_domain))
		return true;
	for (size_t i = 0; i < x->mail->hop_count; i++)
		if (route->hops[i].standing == HOP_OBSERVED &&
		    span_same_nocase(x->mail->hops[i].received.by, id))
			return true;
	for (size_t i = 0; i < x->options->trust_count; i++)
		if (domain_under(id, x->options->trust[i]))
			return true;
	return false;
}

/*
 * Providers that write their results below their own Received and are known
 * to take away foreign ones under their name (RFC 8601 section 5).
 */
static bool
writes_below(const struct examination *x)
{
	size_t i = x->route.handed_over_by;

	if (x->route.boundary == BOUNDARY_CONFIGURED)
		return true;
	return i != ROUTE_NONE &&
	    span_is(x->mail->hops[i].received.dialect, "gmail") &&
	    domain_under(x->mail->hops[i].received.by, SPAN("google.com"));
}

static bool
is_exchange(const struct examination *x)
{
	size_t i = x->route.handed_over_by;

	return i != ROUTE_NONE &&
	    span_starts(x->mail->hops[i].received.dialect, "exchange");
}

static enum rank
rank_of(const struct examination *x, const struct field *f, span id)
{
	bool above = f->start < boundary_start(x);
	bool at = !above && f->start < boundary_end(x);
	bool own = is_own_id(x, id) || (id.n == 0 && is_exchange(x));

	if (!own)
		return RANK_FOREIGN;
	return above || (at && writes_below(x)) ? RANK_TRUSTED : RANK_OWN;
}

/*
 * Length of the comment that s begins with.  The sender's own words stand in
 * comments ("domain of ..."), so what nests in them must not end them.
 */
static size_t
comment_length(span s)
{
	size_t depth = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\')
			i++;
		else if (s.p[i] == '(')
			depth++;
		else if (s.p[i] == ')' && --depth == 0)
			return i + 1;
	}
	return s.n;
}

/* Takes "name=value" or a word off *rest; comments are left out. */
static span
next_item(span *rest)
{
	span s = *rest;
	size_t i = 0;

	for (;;) {
		s = span_trim(s);
		if (s.n == 0 || s.p[0] != '(')
			break;
		s = span_drop(s, comment_length(s));
	}
	if (s.n > 0 && s.p[0] == ';') {
		*rest = span_drop(s, 1);
		return span_head(s, 1);
	}
	while (i < s.n && !ascii_is_space(s.p[i]) && s.p[i] != ';' &&
	    s.p[i] != '(')
		if (s.p[i] == '"') {
			span quoted = span_drop(s, i + 1);

			i += span_find_byte(quoted, '"') + 2;
			i = i < s.n ? i : s.n;
		} else {
			i++;
		}
	*rest = span_drop(s, i);
	return span_head(s, i);
}

static span
unquote(span s)
{
	if (s.n > 1 && s.p[0] == '"' && s.p[s.n - 1] == '"')
		s = span_slice(s, 1, s.n - 1);
	return s;
}

/* Only the words of RFC 8601; whatever else stands there is not passed on. */
static span
result_word(span s)
{
	static const char *const words[] = { "pass", "fail", "softfail",
		"neutral", "none", "temperror", "permerror", "policy",
		"bestguesspass", "hardfail", "error", "unknown", "nxdomain" };

	for (size_t i = 0; i < COUNT(words); i++)
		if (span_is(s, words[i]))
			return span_of(words[i]);
	return (span){ 0 };
}

/* The domain behind the last '@', or all of it. */
static span
domain_part(span s)
{
	size_t at;

	s = unquote(s);
	at = span_find_last(s, '@');
	s = at < s.n ? span_drop(s, at + 1) : s;
	while (s.n > 0 && (s.p[s.n - 1] == '>' || s.p[s.n - 1] == '.'))
		s.n--;
	return s;
}

/* What the properties that follow a method's result belong to. */
enum method {
	METHOD_NONE,
	METHOD_SPF,
	METHOD_DKIM,
	METHOD_DMARC,
	METHOD_ARC,
};

static enum method
take_method(struct auth *auth, span name, span word)
{
	if (span_is(name, "spf")) {
		if (auth->spf.n == 0)
			auth->spf = word;
		return METHOD_SPF;
	}
	if (span_is(name, "dkim")) {
		if (auth->dkim_count == AUTH_DKIM_MAX)
			return METHOD_NONE;
		auth->dkim[auth->dkim_count++] =
		    (struct auth_dkim){ .result = word };
		return METHOD_DKIM;
	}
	if (span_is(name, "dmarc")) {
		if (auth->dmarc.n == 0)
			auth->dmarc = word;
		return METHOD_DMARC;
	}
	if (span_is(name, "arc")) {
		if (auth->arc.n == 0)
			auth->arc = word;
		return METHOD_ARC;
	}
	return METHOD_NONE;
}

static void
take_property(struct auth *auth, enum method method, span name, span value)
{
	struct auth_dkim *dkim =
	    auth->dkim_count > 0 ? &auth->dkim[auth->dkim_count - 1] : NULL;

	value = unquote(value);
	if (span_is(name, "smtp.remote-ip")) {
		ip_parse(value, &auth->spf_ip);
	} else if (method == METHOD_SPF && auth->spf_domain.n == 0 &&
	    (span_is(name, "smtp.mailfrom") || span_is(name, "smtp.mail") ||
		span_is(name, "smtp.helo"))) {
		auth->spf_domain = domain_part(value);
	} else if (span_is(name, "header.d") && dkim != NULL) {
		dkim->domain = domain_part(value);
	} else if (span_is(name, "header.i") && dkim != NULL) {
		if (dkim->domain.n == 0)
			dkim->domain = domain_part(value);
	} else if (span_is(name, "header.s") && dkim != NULL) {
		dkim->selector = value;
	} else if (method == METHOD_DMARC && span_is(name, "header.from")) {
		auth->dmarc_domain = domain_part(value);
	} else if (method == METHOD_DMARC &&
	    (span_is(name, "policy.dmarc") || span_is(name, "p") ||
		span_is(name, "policy.published-domain-policy"))) {
		auth->dmarc_policy = value;
	}
}

/* "(p=REJECT sp=NONE dis=NONE)": Gmail tells the policy in a comment. */
static void
take_comment_policy(struct auth *auth, span body)
{
	size_t at = span_find_nocase(body, SPAN("(p="));
	size_t end = at;

	if (at == body.n || auth->dmarc_policy.n > 0)
		return;
	at += 3;
	for (end = at; end < body.n && ascii_is_alpha(body.p[end]); end++)
		;
	auth->dmarc_policy = span_slice(body, at, end);
}

/* "(sender IP is 192.0.2.7)": Outlook tells the client in a comment. */
static void
take_comment_ip(struct auth *auth, span body)
{
	static const char key[] = "sender IP is ";
	size_t at = span_find_nocase(body, span_of(key));
	span text;

	if (at == body.n || auth->spf_ip.family != 0)
		return;
	text = span_drop(body, at + sizeof(key) - 1);
	ip_parse(span_trim(span_head(text, span_find_byte(text, ')'))),
	    &auth->spf_ip);
}

static void
take_results(struct auth *auth, span body)
{
	enum method method = METHOD_NONE;
	bool first = true;
	span rest = body;

	while (rest.n > 0) {
		span item = next_item(&rest), name, word;

		if (item.n == 0)
			break;
		if (span_is(item, ";")) {
			first = true;
			continue;
		}
		if (span_find_byte(item, '=') == item.n)
			continue;
		name = span_cut(&item, '=');
		name = span_head(name, span_find_byte(name, '/'));
		word = result_word(item);
		if (first && word.n > 0)
			method = take_method(auth, name, word);
		else
			take_property(auth, method, name, item);
		first = false;
	}
	take_comment_policy(auth, body);
	take_comment_ip(auth, body);
}

/* The authserv-id: the first word, unless it is a result already. */
static span
authserv_id(span body)
{
	span rest = body, item = next_item(&rest);

	if (span_find_byte(item, '=') < item.n || span_is(item, ";"))
		return (span){ 0 };
	return unquote(item);
}

static void
read_results(struct examination *x)
{
	struct auth *auth = &x->auth;
	const struct fields *fields = &x->mail->fields;
	enum rank best = RANK_NONE;
	const struct field *f;
	span best_id = { 0 };
	size_t from = 0;

	while ((f = fields_next(fields, "Authentication-Results", &from)) !=
	    NULL) {
		span id = authserv_id(f->body);
		enum rank rank = rank_of(x, f, id);

		auth->foreign += rank == RANK_FOREIGN;
		if (rank > best) {
			best = rank;
			best_id = id;
			auth->field = f;
		}
	}
	if (best == RANK_NONE)
		return;
	auth->present = true;
	auth->trusted = best == RANK_TRUSTED;
	auth->own_id = best >= RANK_OWN;
	auth->authserv_id = best_id;
	from = 0;
	while ((f = fields_next(fields, "Authentication-Results", &from)) !=
	    NULL) {
		span id = authserv_id(f->body);

		if (span_same_nocase(id, best_id) && rank_of(x, f, id) == best)
			take_results(auth, f->body);
	}
}

/* The topmost Received-SPF that may stand beside what is known already. */
static const struct field *
find_received_spf(const struct examination *x, bool *above)
{
	const struct field *f;
	size_t from = 0;

	while ((f = fields_next(&x->mail->fields, "Received-SPF", &from)) !=
	    NULL) {
		*above = f->start < boundary_start(x) ||
		    (f->start < boundary_end(x) && writes_below(x));
		if (*above || !x->auth.trusted)
			return f;
	}
	return NULL;
}

/* Received-SPF: "result (comment) key=value; ..." (RFC 7208 section 9.1). */
static void
read_received_spf(struct examination *x)
{
	struct auth *auth = &x->auth;
	bool above = false;
	const struct field *f = find_received_spf(x, &above);
	span rest;

	if (f == NULL || auth->spf.n > 0)
		return;
	rest = span_trim(f->body);
	auth->spf = result_word(next_item(&rest));
	if (auth->spf.n == 0)
		return;
	if (!auth->present)
		auth->trusted = above;
	auth->present = true;
	auth->spf_field = f;
	while (rest.n > 0) {
		span item = next_item(&rest), name;

		if (item.n == 0)
			break;
		name = span_cut(&item, '=');
		if (span_is(name, "client-ip"))
			ip_parse(unquote(item), &auth->spf_ip);
		else if (span_is(name, "envelope-from"))
			auth->spf_domain = domain_part(item);
	}
}

/* The two domains belong to one organisation (RFC 7489: relaxed). */
static bool
aligned(span a, span b)
{
	span x = domain_registrable(a), y = domain_registrable(b);

	return x.n > 0 && span_same_nocase(x, y);
}

static span
from_domain(const struct examination *x)
{
	return x->mail->from.count > 0 ? x->mail->from.list[0].ascii
				       : (span){ 0 };
}

/* A DKIM signature that passed for the From domain's organisation. */
static const struct auth_dkim *
aligned_dkim(const struct examination *x)
{
	for (size_t i = 0; i < x->auth.dkim_count; i++)
		if (span_is(x->auth.dkim[i].result, "pass") &&
		    aligned(x->auth.dkim[i].domain, from_domain(x)))
			return &x->auth.dkim[i];
	return NULL;
}

void
auth_read(struct examination *x)
{
	struct auth *auth = &x->auth;

	read_results(x);
	read_received_spf(x);
	if (auth->spf_field == NULL)
		auth->spf_field = auth->field;
	/* A failed DMARC outweighs a signature that somebody may have added. */
	auth->aligned_pass = x->mail->from.count == 1 &&
	    !span_is(auth->dmarc, "fail") &&
	    (span_is(auth->dmarc, "pass") || aligned_dkim(x) != NULL ||
		(span_is(auth->spf, "pass") &&
		    aligned(auth->spf_domain, from_domain(x))));
}

static struct finding *
result_finding(struct examination *x, const char *id, const struct field *f)
{
	struct finding *finding = finding_add(
	    x, id, x->auth.trusted ? STANDING_OBSERVED : STANDING_CLAIMED);

	finding_arg(x, finding, "from", from_domain(x));
	if (f != NULL)
		finding_quote_field(x, finding, f);
	return finding;
}

static void
find_spf(struct examination *x)
{
	struct auth *auth = &x->auth;
	struct finding *f;

	if (auth->spf.n == 0)
		return;
	if (span_is(auth->spf, "pass")) {
		if (aligned(auth->spf_domain, from_domain(x)) ||
		    auth->spf_domain.n == 0)
			return;
		f = result_finding(x, "auth.spf-other-domain", auth->spf_field);
		finding_arg(x, f, "domain", auth->spf_domain);
		return;
	}
	if (aligned_dkim(x) != NULL) {
		f = result_finding(x, "auth.spf-forwarded", auth->spf_field);
	} else if (span_is(auth->spf, "fail") ||
	    span_is(auth->spf, "hardfail")) {
		f = result_finding(x, "auth.spf-fail", auth->spf_field);
	} else if (span_is(auth->spf, "softfail")) {
		f = result_finding(x, "auth.spf-softfail", auth->spf_field);
	} else if (span_is(auth->spf, "none") ||
	    span_is(auth->spf, "neutral")) {
		f = result_finding(x, "auth.spf-none", auth->spf_field);
	} else {
		return;
	}
	finding_arg(x, f, "result", auth->spf);
	finding_arg(x, f, "domain",
	    auth->spf_domain.n > 0 ? auth->spf_domain : from_domain(x));
}

static void
find_dkim(struct examination *x)
{
	const struct auth_dkim *other = NULL, *failed = NULL;
	struct finding *f;

	if (aligned_dkim(x) != NULL)
		return;
	for (size_t i = 0; i < x->auth.dkim_count; i++) {
		const struct auth_dkim *d = &x->auth.dkim[i];

		if (span_is(d->result, "pass") && d->domain.n > 0)
			other = d;
		else if (span_is(d->result, "fail"))
			failed = d;
	}
	if (other != NULL) {
		f = result_finding(x, "auth.dkim-other-domain", x->auth.field);
		finding_arg(x, f, "domain", other->domain);
	} else if (failed != NULL) {
		f = result_finding(x, "auth.dkim-fail", x->auth.field);
		finding_arg(x, f, "domain",
		    failed->domain.n > 0 ? failed->domain : from_domain(x));
	}
}

void
examine_auth(struct examination *x)
{
	struct auth *auth = &x->auth;
	struct finding *f;

	if (auth->foreign > 0 && !auth->own_id) {
		f = finding_add(x, "auth.foreign-results", STANDING_CLAIMED);
		finding_arg(x, f, "id", auth->authserv_id);
		finding_quote_field(x, f, auth->field);
		return; /* somebody else's words: nothing more is read off */
	}
	find_spf(x);
	find_dkim(x);
	if (span_is(auth->dmarc, "fail")) {
		f = result_finding(x, "auth.dmarc-fail", auth->field);
		finding_arg(x, f, "policy", auth->dmarc_policy);
	}
	if (!auth->aligned_pass)
		return;
	f = result_finding(x,
	    !auth->trusted		     ? "auth.pass-claimed"
		: x->brands.official != NULL ? "auth.pass-brand"
					     : "auth.pass-domain",
	    auth->field);
	finding_arg(x, f, "domain", from_domain(x));
}
