#include "report/report_json.h"

#include "base/limits.h"
#include "base/version.h"
#include "inquire/answer_json.h"
#include "read/transfer.h"
#include "report/report_json_auth.h"

static void
pair_time(struct json *j, const char *key, int64_t utc)
{
	char text[DATE_TEXT_MAX];

	json_pair_maybe(
	    j, key, utc == 0 ? (span){ 0 } : date_text(utc, 0, text));
}

static void
put_odd_spans(struct json *j, unsigned odd, span (*name)(unsigned))
{
	for (unsigned bit = 1; bit != 0 && bit <= odd; bit <<= 1)
		if (odd & bit && name(bit).n > 0)
			json_span(j, name(bit));
}

static void
put_address(struct json *j, const struct address *who)
{
	json_begin_object(j);
	json_pair_maybe(j, "name", who->name);
	json_pair_maybe(j, "address", who->text);
	json_pair_maybe(j, "domain", who->ascii);
	json_end(j);
}

static void
put_addresses(struct json *j, const char *key, const struct addresses *list)
{
	json_pair_array(j, key);
	for (size_t i = 0; i < list->count; i++)
		put_address(j, &list->list[i]);
	json_end(j);
}

static void
put_texts(struct json *j, const char *key, const struct addresses *list)
{
	json_pair_array(j, key);
	for (size_t i = 0; i < list->count; i++)
		json_span(j, list->list[i].text);
	json_end(j);
}

static void
put_source(struct writing *w, span path, int64_t index, uint64_t offset)
{
	const struct mail *r = w->m->reporter;

	json_pair_text(w->j, "schema", "mekiki/1");
	json_pair_object(w->j, "source");
	json_pair_span(w->j, "path", path);
	json_pair_int(w->j, "index", index);
	json_pair_int(w->j, "offset", (int64_t)offset);
	json_end(w->j);
	if (r == NULL) {
		json_pair_none(w->j, "reporter");
		return;
	}
	json_pair_object(w->j, "reporter");
	json_pair_maybe(w->j, "from",
	    r->from.count > 0 ? r->from.list[0].text : (span){ 0 });
	put_texts(w->j, "to", &r->to);
	writing_date(w->j, "date", &r->date, r->has_date);
	json_end(w->j);
}

static void
put_mail(struct writing *w)
{
	const struct mail *m = w->m;
	struct json *j = w->j;
	unsigned odd = 0, from_odd = 0;

	json_pair_object(j, "mail");
	json_pair_text(j, "sha256", w->x->sha256);
	json_pair_int(j, "size", (int64_t)w->x->size);
	json_pair_maybe(j, "subject", m->subject);
	json_pair_array(j, "stamps");
	for (size_t i = 0; i < m->stamp_count; i++)
		json_span(j, m->stamps[i]);
	json_end(j);
	writing_date(j, "date", &m->date, m->has_date);
	put_addresses(j, "from", &m->from);
	if (m->sender.count > 0) {
		json_key(j, "sender");
		put_address(j, &m->sender.list[0]);
	} else {
		json_pair_none(j, "sender");
	}
	put_addresses(j, "reply_to", &m->reply_to);
	put_addresses(j, "to", &m->to);
	json_pair_maybe(j, "return_path", m->return_path.text);
	json_pair_maybe(j, "message_id", m->message_id);
	json_pair_array(j, "languages");
	for (size_t i = 0; i < w->x->language_count; i++)
		json_text(j, w->x->languages[i]);
	json_end(j);
	json_pair_array(j, "oddities");
	writing_odd(j, m->fields.odd, fields_odd_name);
	for (size_t i = 0; i < m->fields.count; i++)
		odd |= m->fields.list[i].odd;
	writing_odd(j, odd, field_odd_name);
	for (size_t i = 0; i < m->from.count; i++)
		from_odd |= m->from.list[i].odd;
	writing_odd(j, from_odd, address_odd_name);
	put_odd_spans(j, m->subject_words.odd, words_odd_name);
	json_end(j);
	json_end(j);
}

static void
put_charset(struct writing *w, size_t part)
{
	const struct body_text *t = mail_text(w->m, part);

	if (t == NULL) {
		json_pair_none(w->j, "charset");
		return;
	}
	json_pair_object(w->j, "charset");
	json_pair_maybe(w->j, "label", t->charset.label);
	json_pair_text(w->j, "used", t->charset.used);
	json_pair_text(w->j, "why", t->charset.why);
	json_end(w->j);
}

static void
put_parts(struct writing *w)
{
	struct json *j = w->j;

	json_pair_array(j, "parts");
	for (size_t i = 0; i < w->m->parts.count; i++) {
		const struct part *p = &w->m->parts.list[i];
		const struct body_text *t = mail_text(w->m, i);

		json_begin_object(j);
		json_pair_span(j, "id", p->id);
		json_pair_span(j, "type", p->type);
		json_pair_maybe(j, "name", p->name);
		json_pair_maybe(j, "encoding", p->encoding);
		put_charset(w, i);
		json_pair_array(j, "span");
		json_int(j, (int64_t)p->start);
		json_int(j, (int64_t)p->end);
		json_end(j);
		json_pair_int(j, "size", (int64_t)p->bytes.n);
		json_pair_array(j, "oddities");
		writing_odd(j, p->odd, part_odd_name);
		writing_odd(j, p->transfer_odd, transfer_odd_name);
		if (t != NULL)
			put_odd_spans(j, t->charset.odd, charset_odd_name);
		json_end(j);
		json_end(j);
	}
	json_end(j);
}

static void
put_forms(struct writing *w)
{
	struct json *j = w->j;

	json_pair_array(j, "forms");
	for (size_t i = 0; i < w->m->text_count; i++) {
		const struct html_view *v = &w->m->texts[i].view;

		for (size_t k = 0; k < v->form_count; k++) {
			json_begin_object(j);
			json_pair_maybe(j, "action", v->forms[k].action);
			json_pair_maybe(j, "method", v->forms[k].method);
			json_pair_array(j, "fields");
			for (size_t n = 0; n < v->forms[k].count; n++) {
				const struct html_field *f =
				    &v->forms[k].fields[n];

				json_begin_object(j);
				json_pair_maybe(j, "name", f->name);
				json_pair_maybe(j, "type", f->type);
				json_pair_maybe(j, "label", f->label);
				json_end(j);
			}
			json_end(j);
			json_end(j);
		}
	}
	json_end(j);
}

static bool
is_remote(const struct link *l)
{
	return !link_is_followed(l) && l->where != HTML_LINK_BASE &&
	    l->where != HTML_LINK_CODE && l->host.n > 0;
}

static void
put_body(struct writing *w)
{
	struct json *j = w->j;

	json_pair_object(j, "body");
	json_pair_array(j, "hidden_text");
	for (size_t i = 0; i < w->m->text_count; i++) {
		const struct html_view *v = &w->m->texts[i].view;

		for (size_t k = 0; k < v->run_count && k < 50; k++)
			json_span(j,
			    span_head(span_slice(v->hidden, v->runs[k].start,
					  v->runs[k].end),
				LIMIT_QUOTE));
	}
	json_end(j);
	put_forms(w);
	json_pair_array(j, "remote");
	for (size_t i = 0; i < w->m->link_count; i++)
		if (is_remote(&w->m->links[i]))
			json_span(j, w->m->links[i].url.href);
	json_end(j);
	json_end(j);
}

static span
value_of(const struct answer *answer, const char *name)
{
	return is_found(answer) ? answer_value(answer, name) : (span){ 0 };
}

static void
put_host_addresses(
    struct json *j, const struct answer *answer, const char *name)
{
	char text[IP_TEXT_MAX];
	struct ip ip;
	span value;

	for (size_t i = 0;
	     is_found(answer) && answer_each(answer, name, i, &value); i++)
		if (ip_parse(value, &ip))
			json_span(j, ip_text(ip, text));
}

/* What was asked about a link's domain; NULL: nothing was. */
static void
put_link_world(struct writing *w, const struct looked_domain *d)
{
	static const struct looked_domain nothing;
	struct json *j = w->j;

	if (d == NULL)
		d = &nothing;
	json_pair_array(j, "ip");
	put_host_addresses(j, d->a, "a");
	put_host_addresses(j, d->aaaa, "aaaa");
	json_end(j);
	json_pair_maybe(j, "country", value_of(d->place, "country"));
	json_pair_maybe(j, "asn", value_of(d->place, "asn"));
	json_pair_maybe(j, "as_name", value_of(d->place, "as_name"));
	json_pair_maybe(j, "registered", value_of(d->registration, "created"));
	json_pair_maybe(j, "registrar", value_of(d->registration, "registrar"));
	json_pair_maybe(j, "holder", value_of(d->registration, "holder"));
}

static void
put_link(struct writing *w, size_t i)
{
	const struct link *l = &w->m->links[i];
	struct json *j = w->j;

	json_begin_object(j);
	json_pair_span(j, "url", l->target.valid ? l->target.href : l->written);
	json_pair_maybe(j, "shown", l->shown);
	json_pair_maybe(j, "host", l->host);
	json_pair_maybe(j, "domain", l->domain);
	json_pair_array(j, "via");
	for (size_t k = 0; k < l->layer_count; k++) {
		json_begin_object(j);
		json_pair_span(j, "rewriter", l->layers[k].service);
		json_pair_span(j, "url", l->layers[k].url);
		json_end(j);
	}
	json_end(j);
	json_pair_span(j, "where", html_where_name(l->where));
	json_pair_span(j, "part", w->m->parts.list[l->part].id);
	json_pair_bool(j, "carries_recipient",
	    w->x->carries != NULL && w->x->carries[i] != CARRIES_NOTHING);
	put_link_world(w, lookup_link(w->x, l->domain));
	json_pair_array(j, "oddities");
	put_odd_spans(j, l->url.odd | l->target.odd, url_oddity_name);
	if (l->hidden)
		json_text(j, "hidden");
	if (l->obfuscated)
		json_text(j, "obfuscated");
	if (!l->url.valid)
		json_text(j, "no-url");
	json_end(j);
	json_end(j);
}

static void
put_links(struct writing *w)
{
	json_pair_array(w->j, "links");
	for (size_t i = 0; i < w->m->link_count; i++)
		put_link(w, i);
	json_end(w->j);
}

static void
put_attachments(struct writing *w)
{
	struct json *j = w->j;

	json_pair_array(j, "attachments");
	for (size_t i = 0; i < w->x->attachment_count; i++) {
		const struct attachment *t = &w->x->attachments[i];
		const struct part *p = &w->m->parts.list[t->part];

		json_begin_object(j);
		json_pair_span(j, "part", p->id);
		json_pair_maybe(j, "name", p->name);
		json_pair_span(j, "declared", t->declared);
		json_pair_maybe(j, "actual", t->actual);
		json_pair_int(j, "size", (int64_t)p->bytes.n);
		json_pair_text(j, "sha256", t->sha256);
		json_pair_array(j, "oddities");
		writing_odd(j, t->odd, attachment_odd_name);
		json_end(j);
		json_end(j);
	}
	json_end(j);
}

static void
put_impersonates(struct writing *w)
{
	const struct brand *b = say_impersonated(w->x);
	struct json *j = w->j;
	int margin;

	if (b == NULL) {
		json_pair_none(j, "impersonates");
		return;
	}
	json_pair_object(j, "impersonates");
	json_pair_span(j, "brand", b->id);
	json_pair_array(j, "names");
	json_span(j, b->name_ja);
	if (!span_same(b->name_ja, b->name_en))
		json_span(j, b->name_en);
	json_end(j);
	json_pair_array(j, "official");
	for (size_t i = 0; i < b->official.count; i++)
		json_span(j, b->official.items[i]);
	json_end(j);
	(void)brand_posed(w->x, &margin);
	json_pair_int(j, "margin", margin);
	json_end(j);
}

static void
put_evidence(struct json *j, const struct evidence *e)
{
	json_begin_object(j);
	if (e->answer != NULL) {
		json_pair_span(j, "answer", e->answer->id);
	} else {
		json_pair_span(j, "part", e->part);
		json_pair_int(j, "start", (int64_t)e->start);
		json_pair_int(j, "end", (int64_t)e->end);
		json_pair_span(j, "text", e->text);
	}
	json_end(j);
}

static void
put_finding(struct writing *w, const struct finding *f)
{
	struct json *j = w->j;

	json_begin_object(j);
	json_pair_text(j, "id", f->id);
	json_pair_int(j, "weight", f->weight);
	json_pair_maybe(j, "family", f->family);
	json_pair_text(j, "standing", standing_name(f->standing));
	json_pair_object(j, "args");
	for (size_t i = 0; i < f->arg_count; i++) {
		json_key_span(j, f->args[i].name);
		json_span(j, f->args[i].value);
	}
	json_end(j);
	json_pair_array(j, "evidence");
	for (size_t i = 0; i < f->evidence_count; i++)
		put_evidence(j, &f->evidence[i]);
	json_end(j);
	json_pair_object(j, "text");
	for (enum lang l = 0; l < LANG_COUNT; l++)
		json_pair_span(
		    j, lang_text(l), say_finding(w->a, w->x->know, f, l));
	json_end(j);
	json_pair_object(j, "check");
	for (enum lang l = 0; l < LANG_COUNT; l++)
		json_pair_maybe(
		    j, lang_text(l), say_check(w->a, w->x->know, f, l));
	json_end(j);
	json_end(j);
}

static void
put_findings(struct writing *w)
{
	struct finding **order = judge_order(w->x);

	json_pair_array(w->j, "findings");
	for (size_t i = 0; i < w->x->finding_count; i++)
		put_finding(w, order[i]);
	json_end(w->j);
}

static void
put_verdict(struct writing *w)
{
	const struct verdict *v = &w->x->verdict;

	json_pair_object(w->j, "verdict");
	json_pair_text(w->j, "class", verdict_class_text(v->class));
	json_pair_double(w->j, "probability", v->probability);
	json_pair_int(w->j, "score", v->score);
	json_pair_object(w->j, "summary");
	for (enum lang l = 0; l < LANG_COUNT; l++)
		json_pair_span(w->j, lang_text(l), say_verdict(w->a, w->x, l));
	json_end(w->j);
	json_end(w->j);
}

static void
put_answers(struct writing *w)
{
	const struct inquiry *q = &w->x->inquiry;
	struct json *j = w->j;

	json_pair_array(j, "answers");
	for (size_t i = 0; i < q->count; i++) {
		const struct answer *a = q->answers[i];

		json_begin_object(j);
		json_pair_span(j, "id", a->id);
		answer_put(j, a);
		json_end(j);
	}
	json_end(j);
}

void
report_json(struct json *j, struct examination *x, span path, int64_t index,
    uint64_t offset)
{
	struct writing w = { j, x, x->mail, x->arena };

	json_begin_object(j);
	put_source(&w, path, index, offset);
	put_mail(&w);
	put_parts(&w);
	put_body(&w);
	report_json_route(&w);
	report_json_auth(&w);
	put_links(&w);
	put_attachments(&w);
	json_pair_array(j, "pages");
	json_end(j);
	put_impersonates(&w);
	put_findings(&w);
	put_verdict(&w);
	put_answers(&w);
	json_pair_array(j, "truncated");
	for (size_t i = 0; i < x->truncated_count; i++)
		json_text(j, x->truncated[i]);
	json_end(j);
	json_pair_object(j, "mekiki");
	json_pair_text(j, "version", MEKIKI_VERSION);
	json_pair_text(j, "knowledge", x->know->version);
	pair_time(j, "examined_at", x->options->now);
	json_end(j);
	json_end(j);
}
