/* fields - what the header section and the encodings have that is odd. */
#include "examine/examination.h"
#include "examine/examiners.h"

/* Fields that RFC 5322 section 3.6 allows once. */
static const char *const single[] = { "From", "Subject", "Date", "Sender", "To",
	"Reply-To", "Message-ID" };

static void
duplicates(struct examination *x)
{
	for (size_t i = 0; i < COUNT(single); i++) {
		const struct fields *fields = &x->mail->fields;
		const struct field *field;
		struct finding *f;
		size_t from = 0;

		if (fields_number(fields, single[i]) < 2)
			continue;
		f = finding_add(x, "fields.duplicate", STANDING_OBSERVED);
		finding_arg(x, f, "field", span_of(single[i]));
		while ((field = fields_next(fields, single[i], &from)) != NULL)
			finding_quote_field(x, f, field);
	}
}

static void
missing(struct examination *x)
{
	struct finding *f;

	if (fields_find(&x->mail->fields, "From") == NULL) {
		f = finding_add(x, "fields.missing", STANDING_OBSERVED);
		finding_arg(x, f, "field", SPAN("From"));
	}
	if (x->mail->from.count > 1) {
		f = finding_add(x, "fields.several-from", STANDING_OBSERVED);
		finding_number(x, f, "count", (int64_t)x->mail->from.count);
		finding_field(x, f, "From");
	}
	if (x->mail->fields.odd & FIELDS_NO_BLANK)
		finding_add(x, "fields.no-blank-line", STANDING_OBSERVED);
}

/* Oddities of single fields; a mail program writes none of them. */
static void
broken(struct examination *x)
{
	const unsigned wanted =
	    FIELD_NUL | FIELD_BARE_CR | FIELD_BROKEN_FOLD | FIELD_CONTROL;
	struct finding *f = NULL;

	for (size_t i = 0; i < x->mail->fields.count; i++) {
		const struct field *field = &x->mail->fields.list[i];

		if (!(field->odd & wanted))
			continue;
		if (f == NULL) {
			f = finding_add(x, "fields.broken", STANDING_OBSERVED);
			finding_arg(x, f, "field", field->name);
		}
		finding_quote_field(x, f, field);
	}
}

static void
addresses(struct examination *x)
{
	struct finding *f;

	if (x->mail->from.count == 0)
		return;
	if (x->mail->from.list[0].odd &
	    (ADDRESS_TWO_AT | ADDRESS_TWO_ANGLES | ADDRESS_ENCODED)) {
		f = finding_add(x, "fields.ambiguous-from", STANDING_OBSERVED);
		finding_arg(x, f, "address", x->mail->from.list[0].text);
		finding_field(x, f, "From");
	}
}

static void
charsets(struct examination *x)
{
	const unsigned wrong = CHARSET_LABEL_WRONG | CHARSET_UNKNOWN_LABEL;
	struct finding *f;

	for (size_t i = 0; i < x->mail->text_count; i++) {
		const struct body_text *t = &x->mail->texts[i];

		if (!(t->charset.odd & wrong))
			continue;
		f = finding_add(x, "fields.charset-wrong", STANDING_OBSERVED);
		finding_arg(x, f, "label", t->charset.label);
		finding_arg(x, f, "used", span_of(t->charset.used));
		break;
	}
	if (x->mail->subject_words.odd & WORDS_SPLIT_CHARACTER) {
		f = finding_add(x, "fields.split-character", STANDING_OBSERVED);
		finding_field(x, f, "Subject");
	}
}

static void
stamps(struct examination *x)
{
	struct finding *f;

	if (x->mail->stamp_count == 0)
		return;
	f = finding_add(x, "fields.spam-stamp", STANDING_CLAIMED);
	finding_arg(x, f, "stamp", x->mail->stamps[0]);
	finding_field(x, f, "Subject");
}

/*
 * What some filter on the way thought of the mail.  The sender can write such
 * a field as well, so it is told and weighs nothing.
 */
static void
filter_verdict(struct examination *x)
{
	static const char *const names[] = { "X-Spam-Flag", "X-Spam-Status",
		"X-Spam", "X-OCN-SPAM-CHECK", "X-Biglobe-spamcheck",
		"X-YahooFilteredBulk", "X-SBRS", "X-Spam-Score" };

	for (size_t i = 0; i < COUNT(names); i++) {
		const struct field *field =
		    fields_find(&x->mail->fields, names[i]);
		struct finding *f;

		if (field == NULL || span_trim(field->body).n == 0)
			continue;
		f = finding_add(x, "fields.filter-verdict", STANDING_CLAIMED);
		finding_arg(x, f, "field", field->name);
		finding_arg(x, f, "verdict",
		    span_head(field_unfold(x->arena, field->body), 80));
		finding_quote_field(x, f, field);
		return;
	}
}

void
examine_fields(struct examination *x)
{
	duplicates(x);
	missing(x);
	broken(x);
	addresses(x);
	charsets(x);
	stamps(x);
	filter_verdict(x);
}
