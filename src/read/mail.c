#include "read/mail.h"

#include "base/domain.h"
#include "base/limits.h"
#include "know/know.h"
#include "read/textlink.h"

/* OLE compound file and TNEF signatures: [MS-CFB] 2.2, [MS-OXTNEF] 2.1.3. */
static enum mail_form
form_of(span bytes)
{
	if (bytes.n >= 8 &&
	    memcmp(bytes.p, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0)
		return MAIL_OUTLOOK_MSG;
	if (bytes.n >= 4 && memcmp(bytes.p, "\x78\x9f\x3e\x22", 4) == 0)
		return MAIL_TNEF;
	return MAIL_MESSAGE;
}

static span
field_body(const struct mail *m, const char *name)
{
	const struct field *f = fields_find(&m->fields, name);

	return f == NULL ? (span){ 0 } : f->body;
}

static span
without_angles(span s)
{
	s = span_trim(s);
	if (s.n > 0 && s.p[0] == '<')
		s = span_drop(s, 1);
	if (s.n > 0 && s.p[s.n - 1] == '>')
		s.n--;
	return s;
}

/* Length of the longest stamp that the subject begins with; 0: none. */
static size_t
stamp_length(const struct lists *lists, span subject)
{
	size_t count, longest = 0;
	const struct list_entry *all = lists_all(lists, LIST_STAMPS, &count);

	for (size_t i = 0; i < count; i++)
		if (all[i].key.n > longest && subject.n >= all[i].key.n &&
		    span_same_nocase(
			span_head(subject, all[i].key.n), all[i].key))
			longest = all[i].key.n;
	return longest;
}

static void
read_stamps(struct arena *a, struct mail *m, const struct know *know)
{
	size_t room = 0, n;

	while ((n = stamp_length(know->lists, m->subject)) > 0) {
		span *list = arena_grow(
		    a, m->stamps, m->stamp_count, &room, sizeof(*list));

		if (list == NULL)
			return;
		m->stamps = list;
		list[m->stamp_count++] = span_head(m->subject, n);
		m->subject = span_trim(span_drop(m->subject, n));
	}
}

/* Fields that receivers write the envelope recipient into. */
static const char *const delivered_fields[] = { "Delivered-To", "X-Original-To",
	"Envelope-To", "X-Envelope-To", "X-Apparently-To", "X-Delivered-To",
	"X-RCPT-TO", "X-Rcpt-To" };

static void
append(struct arena *a, struct addresses *to, size_t *room,
    const struct address *one)
{
	struct address *list;

	if (one->domain.n == 0 || to->count >= LIMIT_ADDRESSES)
		return;
	for (size_t i = 0; i < to->count && i < 32; i++)
		if (span_same_nocase(to->list[i].text, one->text))
			return;
	list = arena_grow(a, to->list, to->count, room, sizeof(*list));
	if (list == NULL)
		return;
	to->list = list;
	list[to->count++] = *one;
}

static void
read_delivered(struct arena *a, struct mail *m)
{
	size_t room = 0;

	for (size_t i = 0; i < COUNT(delivered_fields); i++) {
		const struct field *f;
		size_t from = 0;

		while ((f = fields_next(
			    &m->fields, delivered_fields[i], &from)) != NULL) {
			struct address one = address_read(a, f->body);

			append(a, &m->delivered, &room, &one);
		}
	}
}

static void
read_hops(struct arena *a, struct mail *m)
{
	const struct field *f;
	size_t from = 0, room = 0;

	while ((f = fields_next(&m->fields, "Received", &from)) != NULL) {
		struct hop *list;

		if (m->hop_count >= LIMIT_HOPS) {
			m->hops_cut = true;
			return;
		}
		list =
		    arena_grow(a, m->hops, m->hop_count, &room, sizeof(*list));
		if (list == NULL)
			return;
		m->hops = list;
		list[m->hop_count++] =
		    (struct hop){ received_parse(f->body), f };
	}
}

/* All that the fields say. */
static void
read_envelope(struct arena *a, struct mail *m, const struct know *know)
{
	const struct field *f;

	m->subject_words = words_decode(a, field_body(m, "Subject"));
	m->subject = span_trim(m->subject_words.text);
	read_stamps(a, m, know);
	m->from = addresses_read(a, field_body(m, "From"));
	m->sender = addresses_read(a, field_body(m, "Sender"));
	m->reply_to = addresses_read(a, field_body(m, "Reply-To"));
	m->to = addresses_read(a, field_body(m, "To"));
	m->cc = addresses_read(a, field_body(m, "Cc"));
	f = fields_find(&m->fields, "Return-Path");
	m->has_return_path = f != NULL;
	if (f != NULL)
		m->return_path = address_read(a, f->body);
	read_delivered(a, m);
	m->message_id = without_angles(field_body(m, "Message-ID"));
	m->has_date = date_parse(field_body(m, "Date"), &m->date);
	read_hops(a, m);
}

/* Shown as text, not merely attached or quoted back by a bounce. */
static bool
is_shown(const struct part *p)
{
	/* A mail that is one attachment as a whole is shown all the same. */
	return !p->container && span_starts(p->type, "text/") &&
	    !span_is(p->type, "text/calendar") &&
	    (p->depth == 0 || !span_is(p->disposition, "attachment")) &&
	    !(p->in_message && p->in_report);
}

static void
add_link(struct arena *a, struct mail *m, size_t *room, struct link link,
    const struct url *base, struct unwrapper *u)
{
	struct link *list;

	if (m->link_count >= LIMIT_LINKS) {
		m->links_cut = true;
		return;
	}
	list = arena_grow(a, m->links, m->link_count, room, sizeof(*list));
	if (list == NULL)
		return;
	m->links = list;
	link_resolve(a, &link, base, u);
	list[m->link_count++] = link;
}

/* Offset at of what is seen stands inside an <a>. */
static bool
is_anchor_text(const struct body_text *t, size_t at)
{
	for (size_t i = 0; i < t->view.link_count; i++) {
		span shown = t->view.links[i].shown;

		if (shown.n > 0 && span_within(shown, t->visible) &&
		    at >= span_offset(shown, t->visible) &&
		    at < span_offset(shown, t->visible) + shown.n)
			return true;
	}
	return false;
}

/* Literal addresses in what is seen; inside an <a> they are its text. */
static void
read_text_links(struct arena *a, struct mail *m, struct body_text *t,
    size_t *room, struct unwrapper *u)
{
	struct textlinks found = textlink_find(a, t->visible);

	for (size_t i = 0; i < found.count; i++) {
		const struct textlink *one = &found.links[i];
		struct link link = { .part = t->part,
			.where = HTML_LINK_TEXT,
			.written = one->url,
			.obfuscated = one->odd & TEXTLINK_OBFUSCATED };

		if (is_anchor_text(t, one->start))
			continue;
		link.start = map_start(&t->visible_map, one->start);
		link.end =
		    map_end(&t->visible_map, one->end, t->charset.utf8.n);
		add_link(a, m, room, link, NULL, u);
	}
	m->links_cut |= found.truncated;
}

static void
read_html_links(struct arena *a, struct mail *m, struct body_text *t,
    size_t *room, struct unwrapper *u)
{
	struct url base = { 0 };

	if (t->view.base.n > 0)
		base = url_parse(a, t->view.base, NULL);
	for (size_t i = 0; i < t->view.link_count; i++) {
		const struct html_link *one = &t->view.links[i];
		struct link link = { .part = t->part,
			.where = one->where,
			.written = one->target,
			.shown = one->shown,
			.hidden = one->hidden,
			.start = one->start,
			.end = one->end };

		add_link(a, m, room, link, base.valid ? &base : NULL, u);
	}
	m->links_cut |= (t->view.odd & HTML_TOO_MANY_LINKS) != 0;
}

static void
read_text(struct arena *a, struct mail *m, size_t index, struct body_text *t)
{
	const struct part *p = &m->parts.list[index];

	*t = (struct body_text){ .part = index,
		.label = p->charset,
		.html = span_is(p->type, "text/html") ||
		    span_is(p->type, "text/xhtml") };
	if (t->label.n == 0 && t->html)
		t->label = html_charset(p->bytes);
	t->charset = charset_decode(a, p->bytes, t->label, &t->bytes_map);
	if (t->html) {
		t->view = html_read(a, t->charset.utf8);
		t->visible = t->view.visible;
		t->visible_map = t->view.visible_map;
	} else {
		t->visible = t->charset.utf8;
	}
}

static void
read_body(struct arena *a, struct mail *m, const struct know *know)
{
	struct unwrapper u = { .lists = know->lists };
	size_t links = 0, count = 0;

	m->parts = mime_read(a, m->raw, &m->fields);
	for (size_t i = 0; i < m->parts.count; i++)
		count += is_shown(&m->parts.list[i]);
	m->texts = arena_array(a, count, sizeof(*m->texts));
	if (m->texts == NULL)
		return;
	for (size_t i = 0; i < m->parts.count; i++)
		if (is_shown(&m->parts.list[i]))
			read_text(a, m, i, &m->texts[m->text_count++]);
	for (size_t i = 0; i < m->text_count; i++) {
		read_html_links(a, m, &m->texts[i], &links, &u);
		read_text_links(a, m, &m->texts[i], &links, &u);
	}
}

/*
 * CR alone ends lines where it ends the first one (old Macintosh; mails so made
 * to be seen as one long field): the same bytes at the same places, with LF.
 */
static span
with_lf(struct arena *a, span bytes)
{
	size_t end = span_find_byte(bytes, '\r');

	if (end + 1 >= bytes.n || bytes.p[end + 1] == '\n' ||
	    bytes.p[end + 1] == '\r' ||
	    span_find_byte(span_head(bytes, end), '\n') < end)
		return bytes;
	return fields_line_ends(a, bytes);
}

static struct mail *
read_one(struct arena *a, span bytes, bool cut, const struct know *know)
{
	struct mail *m = arena_alloc(a, sizeof(*m));

	if (m == NULL)
		return NULL;
	m->raw = bytes;
	m->cut = cut;
	m->form = form_of(bytes);
	if (m->form != MAIL_MESSAGE)
		return m;
	m->raw = bytes = with_lf(a, bytes);
	m->fields = fields_read_saved(a, bytes);
	if (m->fields.count == 0) {
		m->form = MAIL_NOTHING;
		return m;
	}
	m->headers_only = span_trim(span_drop(bytes, m->fields.body)).n == 0;
	read_envelope(a, m, know);
	read_body(a, m, know);
	return m;
}

/* A mail begins so; used on attachments only. */
static bool
looks_like_mail(struct arena *a, span bytes)
{
	struct fields f = fields_read(a, span_head(bytes, LIMIT_FIELD));

	return fields_find(&f, "From") != NULL &&
	    (fields_find(&f, "Received") != NULL ||
		fields_find(&f, "Date") != NULL ||
		fields_find(&f, "Subject") != NULL);
}

/* The one attached message, or NULL when there is none or another. */
static const struct part *
attached_message(struct arena *a, const struct mail *m)
{
	const struct part *found = NULL;

	for (size_t i = 0; i < m->parts.count; i++) {
		const struct part *p = &m->parts.list[i];
		bool message = span_is(p->type, "message/rfc822") ||
		    span_is(p->type, "message/global") ||
		    (!p->container && span_ends(p->name, ".eml"));

		if (p->in_report || span_is(p->type, "multipart/report"))
			return NULL;
		if (!message || p->in_message)
			continue;
		if (found != NULL)
			return NULL;
		found = p;
	}
	return found != NULL && looks_like_mail(a, found->bytes) ? found : NULL;
}

/* The front page of a site, as in a signature: nobody can log in there. */
static bool
is_front_page(const struct link *l)
{
	return (l->target.path.n == 0 || span_is(l->target.path, "/")) &&
	    l->target.query.n == 0 && l->target.fragment.n == 0;
}

/* A part beside the attached message that could be what a phisher is after. */
static bool
is_bait(const struct part *p)
{
	/* An encoded message is the one that is forwarded. */
	return !p->container && !p->in_message &&
	    !span_starts(p->type, "message/") &&
	    !span_starts(p->type, "image/") &&
	    !span_is(p->type, "application/pgp-signature") &&
	    !span_is(p->type, "application/pkcs7-signature") &&
	    !span_is(p->type, "application/x-pkcs7-signature") &&
	    !span_ends(p->name, ".eml") &&
	    (span_is(p->disposition, "attachment") || p->name.n > 0 ||
		!span_starts(p->type, "text/"));
}

/* The outer mail brings no bait of its own. */
static bool
only_forwards(const struct mail *m)
{
	span own = m->from.count > 0 ? domain_registrable(m->from.list[0].ascii)
				     : (span){ 0 };

	for (size_t i = 0; i < m->parts.count; i++)
		if (is_bait(&m->parts.list[i]))
			return false;

	for (size_t i = 0; i < m->link_count; i++) {
		const struct link *l = &m->links[i];

		if (m->parts.list[l->part].in_message || l->host.n == 0)
			continue;
		if (!span_same(l->domain, own) ||
		    (link_is_followed(l) && !is_front_page(l)))
			return false;
	}
	return true;
}

struct mail *
mail_read(struct arena *a, span bytes, bool cut, const struct know *know)
{
	struct mail *outer = read_one(a, bytes, cut, know), *inner;
	const struct part *p;

	if (outer == NULL || outer->form != MAIL_MESSAGE)
		return outer;
	p = attached_message(a, outer);
	if (p == NULL || !only_forwards(outer))
		return outer;
	inner = read_one(a, p->bytes, cut, know);
	if (inner == NULL || inner->form != MAIL_MESSAGE)
		return outer;
	inner->reporter = outer;
	return inner;
}

const struct body_text *
mail_text(const struct mail *m, size_t part)
{
	for (size_t i = 0; i < m->text_count; i++)
		if (m->texts[i].part == part)
			return &m->texts[i];
	return NULL;
}

void
mail_text_bytes(
    const struct mail *m, const struct body_text *t, size_t *start, size_t *end)
{
	size_t limit = m->parts.list[t->part].bytes.n;
	size_t first = map_start(&t->bytes_map, *start);

	*end = map_end(&t->bytes_map, *end, limit);
	*start = first < *end ? first : *end;
}

void
mail_visible_bytes(
    const struct mail *m, const struct body_text *t, size_t *start, size_t *end)
{
	size_t first = map_start(&t->visible_map, *start);

	*end = map_end(&t->visible_map, *end, t->charset.utf8.n);
	*start = first < *end ? first : *end;
	mail_text_bytes(m, t, start, end);
}

struct addresses
mail_recipients(struct arena *a, const struct mail *m)
{
	const struct addresses *lists[] = { &m->delivered, &m->to, &m->cc };
	struct addresses out = { 0 };
	size_t room = 0;

	for (size_t k = 0; k < COUNT(lists); k++)
		for (size_t i = 0; i < lists[k]->count && i < 32; i++)
			append(a, &out, &room, &lists[k]->list[i]);
	for (size_t i = 0; i < m->hop_count; i++) {
		struct address one = { 0 };

		if (m->hops[i].received.rcpt.n > 0)
			one = address_read(a, m->hops[i].received.rcpt);
		append(a, &out, &room, &one);
	}
	return out;
}
