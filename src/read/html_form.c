/* Forms and what they ask for. */
#include "read/html_reader.h"

/* A new form; NO_LINK when there are too many. */
static size_t
new_form(struct reader *r)
{
	size_t n = r->view.form_count;
	struct form_room *forms;

	if (n == LIMIT_FORMS) {
		r->view.odd |= HTML_TOO_MANY_FORMS;
		return NO_LINK;
	}
	forms = arena_grow(r->a, r->forms, n, &r->form_room, sizeof(*forms));
	if (forms == NULL)
		return NO_LINK;
	r->forms = forms;
	forms[n] = (struct form_room){ 0 };
	forms[n].form.start = r->token.start;
	forms[n].form.end = r->token.end;
	r->view.form_count++;
	return n;
}

static span
field_type(const struct html_token *k, enum html_tag tag)
{
	span type = reader_value(k, "type");

	if (tag == TAG_SELECT)
		return SPAN("select");
	if (tag == TAG_TEXTAREA)
		return SPAN("textarea");
	if (tag == TAG_BUTTON && type.n == 0)
		return SPAN("submit");
	return type.n > 0 ? type : SPAN("text");
}

static span
field_label(struct reader *r, span type)
{
	static const char *const names[] = { "placeholder", "aria-label",
		"title" };

	for (size_t i = 0; i < COUNT(names); i++) {
		span value = reader_value(&r->token, names[i]);

		if (value.n > 0)
			return value;
	}
	if (span_is(type, "submit") || span_is(type, "button"))
		return reader_value(&r->token, "value");
	if (span_is(type, "hidden"))
		return (span){ 0 };
	if (r->open[TAG_LABEL] > 0)
		r->label_end = r->visible.text.n;
	if (r->label_start < r->label_end) {
		/* The text moves when it grows, so the label is copied. */
		span label = span_trim(span_slice(
		    buf_span(&r->visible.text), r->label_start, r->label_end));

		r->label_end = 0;
		return arena_copy(r->a, span_head(label, LIMIT_QUOTE));
	}
	return (span){ 0 };
}

static void
field(struct reader *r, enum html_tag tag, const struct frame *f)
{
	struct html_field *fields;
	struct form_room *room;
	struct html_field new = { .start = r->token.start,
		.end = r->token.end };

	if (r->form == NO_LINK) {
		r->form = new_form(r);
		if (r->form == NO_LINK)
			return;
		r->forms[r->form].form.implied = true;
	}
	room = &r->forms[r->form];
	new.name = reader_value(&r->token, "name");
	new.type = field_type(&r->token, tag);
	new.label = field_label(r, new.type);
	new.hidden = span_is(new.type, "hidden") ||
	    reader_hidden(f) == HTML_HIDDEN_DISPLAY ||
	    reader_hidden(f) == HTML_HIDDEN_VISIBILITY;
	if (span_is(new.type, "password"))
		r->view.has_password = room->form.has_password = true;
	if (r->field_total == LIMIT_FIELDS_SHOWN) {
		r->view.odd |= HTML_TOO_MANY_FORMS;
		return;
	}
	fields = arena_grow(
	    r->a, room->fields, room->form.count, &room->room, sizeof(*fields));
	if (fields == NULL)
		return;
	room->fields = fields;
	fields[room->form.count++] = new;
	r->field_total++;
}

void
reader_form(struct reader *r, enum html_tag tag, const struct frame *f)
{
	const struct html_attribute *action;

	if (tag != TAG_FORM) {
		field(r, tag, f);
		return;
	}
	/* A form within a form is ignored by browsers, but one was implied. */
	if (r->form != NO_LINK && !r->forms[r->form].form.implied)
		return;
	r->form = new_form(r);
	if (r->form == NO_LINK)
		return;
	r->forms[r->form].form.action = reader_value(&r->token, "action");
	r->forms[r->form].form.method = reader_value(&r->token, "method");
	action = html_find_attribute(&r->token, SPAN("action"));
	if (action != NULL)
		reader_link(r, HTML_LINK_FORM, action->value, action->raw);
}

void
reader_finish_forms(struct reader *r)
{
	size_t n = r->view.form_count;
	struct html_form *forms = arena_array(r->a, n, sizeof(*forms));

	if (forms == NULL) {
		r->view.form_count = 0;
		return;
	}
	for (size_t i = 0; i < n; i++) {
		forms[i] = r->forms[i].form;
		forms[i].fields = r->forms[i].fields;
	}
	r->view.forms = forms;
}
