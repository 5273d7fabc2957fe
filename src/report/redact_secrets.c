#include "report/redact_secrets.h"

#include "base/domain.h"
#include "base/limits.h"
#include "report/redact_pattern.h"
#include "report/redact_token.h"

#define GREETING_LINES 12

/* Fields that name who gets the mail; Received and Return-Path are apart. */
static const char *const recipient_fields[] = { "To", "Cc", "Bcc", "Resent-To",
	"Resent-Cc", "Resent-Bcc", "Apparently-To", "Delivered-To",
	"X-Delivered-To", "X-Original-To", "Original-Recipient",
	"X-Envelope-To", "Envelope-To", "X-Forwarded-To", "X-Forwarded-For",
	"X-Rcpt-To", "X-Real-To", "X-Original-Recipient", "X-Receiver",
	"X-MDRcpt-To", "X-MDaemon-Deliver-To", "X-Yahoo-Forwarded",
	"X-MS-Exchange-Organization-OriginalEnvelopeRecipients" };

/* Of them those that the reader's own side writes. */
static const char *const delivery_fields[] = { "Delivered-To", "X-Delivered-To",
	"X-Original-To", "X-Envelope-To", "Envelope-To",
	"X-Original-Recipient" };

static bool
is_in(const struct addresses *list, span text)
{
	for (size_t i = 0; i < list->count; i++)
		if (span_same_nocase(list->list[i].text, text))
			return true;
	return false;
}

/* The reader's own side has said whom it delivered to, and who that is. */
static bool
is_delivered(const struct examination *x, span text, bool *said)
{
	const struct mail *m = x->mail;
	bool found = is_in(&m->delivered, text);

	*said = m->delivered.count > 0;
	for (size_t i = 0; i < m->hop_count; i++) {
		span rcpt = m->hops[i].received.rcpt;

		/* Old ones go on behind the address. */
		*said |= rcpt.n > 0;
		found |= text.n > 0 && span_find_nocase(rcpt, text) < rcpt.n;
	}
	for (size_t i = 0; i < x->options->me_count; i++) {
		*said |= span_has(x->options->me[i], SPAN("@"));
		found |= span_same_nocase(x->options->me[i], text);
	}
	return found;
}

/* Mass mail goes to its sender, and to the readers unnamed. */
static bool
is_senders_own(const struct examination *x, span text)
{
	bool said, delivered = is_delivered(x, text, &said);

	return said && !delivered && is_in(&x->mail->from, text);
}

/*
 * The domain is the reader's: not a provider's, and not a brand's, of which
 * half of all phishing claims to be.
 */
static void
own_domain(struct redact *r, span domain, bool sure)
{
	const struct know *know = r->x->know;
	const struct list_entry *provider =
	    lists_find(know->lists, LIST_FREEMAIL, domain);
	span registrable = domain_registrable(domain);

	if (domain.n == 0 || domain_is_ip(domain) ||
	    span_find_byte(domain, '.') == domain.n)
		return;
	if (provider != NULL && span_same_nocase(provider->key, domain))
		return;
	if (!sure && brands_by_domain(know->brands, domain, NULL) != NULL) {
		if (registrable.n < domain.n)
			pattern_domain(r, domain);
		return;
	}
	pattern_domain(
	    r, provider != NULL || registrable.n == 0 ? domain : registrable);
}

static void
recipient(struct redact *r, const struct address *who)
{
	bool said, delivered;

	if (who->text.n == 0 || is_senders_own(r->x, who->text))
		return;
	pattern_person(r, SECRET_RECIPIENT, who);
	delivered = is_delivered(r->x, who->text, &said);
	if (delivered || !said)
		own_domain(r, who->ascii, is_me(r->x, who));
}

static void
recipients_of_field(struct redact *r, span body)
{
	struct addresses list = addresses_read(r->arena, body);

	for (size_t i = 0; i < list.count; i++)
		recipient(r, &list.list[i]);
	r->failed |= list.cut;
}

static void
own_domains_of(struct redact *r, const struct fields *fields)
{
	for (size_t i = 0; i < COUNT(delivery_fields); i++) {
		const struct field *field;
		size_t at = 0;

		while ((field = fields_next(fields, delivery_fields[i], &at)) !=
		    NULL) {
			struct address who =
			    address_read(r->arena, field->body);

			own_domain(r, who.ascii, false);
		}
	}
}

static void
recipients_of(struct redact *r, const struct mail *m)
{
	for (size_t i = 0; i < COUNT(recipient_fields); i++) {
		const struct field *field;
		size_t at = 0;

		while ((field = fields_next(
			    &m->fields, recipient_fields[i], &at)) != NULL)
			recipients_of_field(r, field->body);
	}
	own_domains_of(r, &m->fields);
	for (size_t i = 0; i < m->hop_count; i++)
		if (m->hops[i].received.rcpt.n > 0)
			recipients_of_field(r, m->hops[i].received.rcpt);
}

/* "bounce-17-taro=b.example@list.example": the reader by VERP. */
static void
verp(struct redact *r, span local)
{
	size_t equals = span_find_last(local, '=');
	span host = span_drop(local, equals + 1);
	span user = span_head(local, equals);
	size_t plus;

	if (equals == local.n || span_find_byte(host, '.') == host.n ||
	    !domain_tld_exists(host))
		return;
	for (;;) {
		struct address who = address_read(
		    r->arena, arena_join(r->arena, user, SPAN("@"), host));

		recipient(r, &who);
		plus = span_find_byte(user, '+');
		if (plus == user.n)
			plus = span_find_byte(user, '-');
		if (plus + 1 >= user.n)
			return;
		user = span_drop(user, plus + 1);
	}
}

static bool
is_standing_for(span host)
{
	return domain_under(host, SPAN("reader.example"));
}

static void
own_host(struct redact *r, span host)
{
	while (host.n > 0 && host.p[host.n - 1] == '.')
		host.n--;
	if (span_find_byte(host, '.') < host.n && !domain_is_ip(host) &&
	    host.n > 4 && !is_standing_for(host))
		pattern_server(r, host);
	else if (domain_is_ip(host))
		pattern_machine(r, host);
}

/* Everything above the boundary is the reader's, and who wrote the boundary. */
static void
own_servers(struct redact *r)
{
	const struct mail *m = r->x->mail;
	size_t boundary = r->x->route.handed_over_by;
	struct ip outside = { 0 };
	char room[IP_TEXT_MAX];

	if (m->hop_count == 0)
		return;
	if (r->x->route.boundary == BOUNDARY_NONE || boundary >= m->hop_count)
		boundary = 0;
	outside = m->hops[boundary].received.ip;
	for (size_t i = 0; i <= boundary; i++) {
		const struct received *hop = &m->hops[i].received;

		own_host(r, hop->by);
		if (i == boundary || ip_same(hop->ip, outside))
			continue;
		own_host(r, hop->helo);
		own_host(r, hop->rdns);
		if (hop->ip.family != 0)
			pattern_machine(r, ip_text(hop->ip, room));
	}
	if (r->x->route.boundary != BOUNDARY_NONE &&
	    brands_by_domain(
		r->x->know->brands, r->x->route.operator_domain, NULL) == NULL)
		own_domain(r, r->x->route.operator_domain, false);
}

/* Who logged in where the mail was handed in: as a rule somebody robbed. */
static void
accounts(struct redact *r)
{
	const struct mail *m = r->x->mail;

	for (size_t i = 0; i < m->hop_count; i++) {
		span user = m->hops[i].received.user;
		struct address who = address_read(r->arena, user);

		if (user.n == 0)
			continue;
		if (who.ascii.n > 0) {
			pattern_account(r, &who);
			continue;
		}
		pattern_login(r, user);
		for (size_t k = 0; k < m->from.count; k++)
			if (span_same_nocase(m->from.list[k].local, user))
				pattern_account(r, &m->from.list[k]);
	}
}

/* A person that holds a domain; the brands' own companies are known anyway. */
static void
registrants(struct redact *r)
{
	const struct inquiry *q = &r->x->inquiry;

	for (size_t i = 0; i < q->count; i++) {
		const struct answer *answer = q->answers[i];
		span holder = answer_value(answer, "holder");
		struct brand_hit *hits;

		if (answer->kind != QUESTION_REGISTRATION || holder.n == 0 ||
		    !span_is(answer_value(answer, "holder_kind"), "named") ||
		    brands_by_domain(
			r->x->know->brands, answer->subject, NULL) != NULL ||
		    brands_in_text(r->x->know->brands, r->arena,
			fold_text(r->arena, holder).text, &hits) > 0)
			continue;
		pattern_name(r, SECRET_REGISTRANT, holder, 1);
	}
}

static bool
is_thread_head(span line)
{
	static const char *const heads[] = { "from:", "to:", "cc:", "von:",
		"an:", "de:", "差出人:", "送信者:", "宛先:", "差出人：",
		"送信者：", "宛先：", "cc：", "from：", "to：" };

	for (size_t i = 0; i < COUNT(heads); i++)
		if (span_starts(line, heads[i]))
			return true;
	return false;
}

/* "On Monday Taro <taro@b.example> wrote:" */
static bool
is_wrote(span line)
{
	return span_ends(line, "wrote:") || span_ends(line, "schrieb:") ||
	    span_ends(line, "のメール:") || span_ends(line, "書きました:") ||
	    span_ends(line, "書きました：");
}

static bool
is_accused(const struct redact *r, const struct address *who)
{
	const struct mail *m = r->x->mail;

	return is_in(&m->from, who->text) || is_in(&m->reply_to, who->text) ||
	    span_same_nocase(m->return_path.text, who->text) ||
	    is_in(&r->x->recipients, who->text) ||
	    brands_by_domain(r->x->know->brands, who->ascii, NULL) != NULL;
}

static span
after_mark(span line)
{
	size_t colon = span_find(line, SPAN(":"));
	size_t wide = span_find(line, SPAN("："));

	if (wide < colon)
		return span_drop(line, wide + strlen("："));
	return colon < line.n ? span_drop(line, colon + 1) : line;
}

/* The addresses of a line of a thread, names too where it is a field. */
static void
people_of_line(struct redact *r, span line, bool head)
{
	struct addresses list;

	if (head) {
		list = addresses_read(r->arena, after_mark(line));
		for (size_t i = 0; i < list.count; i++)
			if (list.list[i].ascii.n > 0 &&
			    !is_accused(r, &list.list[i]))
				pattern_person(r, SECRET_THIRD, &list.list[i]);
		return;
	}
	while (line.n > 0) {
		size_t sign = span_find_byte(line, '@'), start = sign, end;
		struct address who;

		if (sign == line.n)
			return;
		while (start > 0 &&
		    (ascii_is_alnum(line.p[start - 1]) ||
			span_find_byte(SPAN("._+-="), line.p[start - 1]) < 5))
			start--;
		for (end = sign + 1; end < line.n &&
		     (ascii_is_alnum(line.p[end]) || line.p[end] == '.' ||
			 line.p[end] == '-');
		     end++)
			;
		who = address_read(r->arena, span_slice(line, start, end));
		if (start < sign && domain_tld_exists(who.ascii) &&
		    !is_accused(r, &who))
			pattern_person(r, SECRET_THIRD, &who);
		line = span_drop(line, end > sign ? end : sign + 1);
	}
}

static void
threads(struct redact *r, span visible)
{
	bool inside = false;
	span rest = visible;

	while (rest.n > 0) {
		span line = span_trim(span_cut_line(&rest));
		bool quoted = line.n > 0 && line.p[0] == '>';
		bool head;

		while (line.n > 0 && (line.p[0] == '>' || line.p[0] == ' '))
			line = span_drop(line, 1);
		head = is_thread_head(line);
		inside |= head || is_wrote(line) ||
		    span_has(line, SPAN("Original Message"));
		if (quoted || inside)
			people_of_line(r, line, head);
	}
}

/* "Dear Example.com member": how the sender calls itself. */
static bool
is_of_sender(const struct redact *r, span name)
{
	const struct mail *m = r->x->mail;
	span rest = name;

	while (rest.n > 0) {
		span word = span_cut(&rest, ' ');
		span label = span_head(word, span_find_byte(word, '.'));

		for (size_t i = 0; i < m->from.count && label.n > 2; i++)
			if (span_find_nocase(m->from.list[i].name, label) <
				m->from.list[i].name.n ||
			    span_find_nocase(m->from.list[i].ascii, label) <
				m->from.list[i].ascii.n)
				return true;
	}
	return false;
}

/* "山田太郎 様", "Dear Taro Yamada,": a name that the sender knew. */
static void
greeting(struct redact *r, span line)
{
	static const char *const behind[] = { "様", "さま", "さん", "殿" };
	span name = { 0 };

	while (
	    line.n > 0 && span_find_byte(SPAN(",.:!;"), line.p[line.n - 1]) < 5)
		line.n--;
	for (size_t i = 0;
	     i < 2 && (span_ends(line, "、") || span_ends(line, "，")); i++)
		line.n -= strlen("、");
	for (size_t i = 0; i < COUNT(behind); i++)
		if (span_ends(line, behind[i]))
			name = span_trim(
			    span_head(line, line.n - strlen(behind[i])));
	if (span_starts(line, "dear "))
		name = span_trim(span_drop(line, 5));
	if (name.n > 0 && name.n <= 40 && !is_of_sender(r, name))
		pattern_name(r, SECRET_NAME, name, 1);
}

static void
greetings(struct redact *r, span visible)
{
	span rest = visible;

	for (size_t i = 0; i < GREETING_LINES && rest.n > 0;) {
		span line = span_trim(span_cut_line(&rest));

		if (line.n > 0) {
			greeting(r, line);
			i++;
		}
	}
}

static void
tokens(struct redact *r)
{
	const struct mail *m = r->x->mail;

	for (size_t i = 0; i < m->link_count; i++) {
		const struct link *l = &m->links[i];

		token_collect(r, l->written);
		token_collect(r, l->url.href);
		token_collect(r, l->target.href);
		for (size_t k = 0; k < l->layer_count; k++)
			token_collect(r, l->layers[k].url);
	}
}

static void
everybody(struct redact *r)
{
	const struct examination *x = r->x;
	const struct mail *m = x->mail;

	for (size_t i = 0; i < x->options->me_count; i++)
		if (span_find_byte(x->options->me[i], '@') ==
		    x->options->me[i].n)
			own_domain(r, x->options->me[i], true);
	for (size_t i = 0; i < x->recipients.count; i++)
		recipient(r, &x->recipients.list[i]);
	recipients_of(r, m);
	if (m->has_return_path)
		verp(r, m->return_path.local);
	if (m->reporter != NULL) {
		recipients_of(r, m->reporter);
		for (size_t i = 0; i < m->reporter->from.count; i++)
			recipient(r, &m->reporter->from.list[i]);
	}
}

void
secrets_collect(struct redact *r, const struct redact_how *how)
{
	const struct mail *m = r->x->mail;

	for (size_t i = 0; i < how->word_count; i++)
		pattern_word(r, how->words[i]);
	everybody(r);
	own_servers(r);
	accounts(r);
	registrants(r);
	for (size_t i = 0; i < m->text_count; i++) {
		greetings(r, m->texts[i].visible);
		threads(r, m->texts[i].visible);
	}
	tokens(r);
	patterns_seal(r);
}
