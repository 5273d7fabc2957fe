/*
 * padding - text that is there for filters and not for the reader.
 *
 * A lure is short, and filters weigh all words of a mail: so other people's
 * conversations, stolen from some mailbox, or any text is put below it, often
 * so far below that nobody scrolls there.
 */
#include "base/domain.h"
#include "base/utf8.h"
#include "examine/examination.h"
#include "examine/examiners.h"

#define FAR_LINES 50	 /* blank ones in a row; signatures have a few */
#define FAR_BEFORE 20	 /* bytes above them: something to be read */
#define FAR_BEHIND 300	 /* bytes below them: no mere footer */
#define THREAD_LINES 8	 /* from a quoted From: to its Subject: */
#define THREAD_LOOKED 64 /* addresses of one mail's quoted headers */
#define LABEL_LONGEST 24 /* bytes up to the colon */
#define TOPIC_LEAST 4	 /* bytes of a subject that says something */

enum label { LABEL_NONE, LABEL_FROM, LABEL_TO, LABEL_SUBJECT };

/* The header of a quoted mail, as mail programs put it above the text. */
struct thread {
	size_t start, end; /* of what is seen */
	size_t lines, addresses;
	span from;    /* the first address of its From */
	bool related; /* some address has to do with this mail */
};

static const struct {
	const char *word;
	enum label label;
} labels[] = {
	{ "from", LABEL_FROM },
	{ "von", LABEL_FROM },
	{ "de", LABEL_FROM },
	{ "da", LABEL_FROM },
	{ "差出人", LABEL_FROM },
	{ "送信者", LABEL_FROM },
	{ "发件人", LABEL_FROM },
	{ "보낸 사람", LABEL_FROM },
	{ "to", LABEL_TO },
	{ "cc", LABEL_TO },
	{ "an", LABEL_TO },
	{ "à", LABEL_TO },
	{ "a", LABEL_TO },
	{ "para", LABEL_TO },
	{ "宛先", LABEL_TO },
	{ "收件人", LABEL_TO },
	{ "받는 사람", LABEL_TO },
	{ "subject", LABEL_SUBJECT },
	{ "betreff", LABEL_SUBJECT },
	{ "objet", LABEL_SUBJECT },
	{ "asunto", LABEL_SUBJECT },
	{ "assunto", LABEL_SUBJECT },
	{ "oggetto", LABEL_SUBJECT },
	{ "件名", LABEL_SUBJECT },
	{ "主题", LABEL_SUBJECT },
	{ "제목", LABEL_SUBJECT },
};

/* Blanks of all kinds, and what is not seen. */
static bool
is_blank(span line)
{
	while (line.n > 0) {
		uint32_t c = utf8_cut(&line, NULL);

		if (c > ' ' && c != 0xa0 && c != 0xad && c != 0x34f &&
		    (c < 0x2000 || c > 0x200f) && c != 0x3000 && c != 0x2800 &&
		    c != 0xfeff)
			return false;
	}
	return true;
}

static void
far_below(struct examination *x, const struct body_text *t)
{
	span rest = t->visible;
	size_t blank = 0, before = 0;

	while (rest.n > 0) {
		size_t at = span_offset(rest, t->visible);
		span line = span_cut_line(&rest);
		struct finding *f;

		if (is_blank(line)) {
			blank++;
			continue;
		}
		if (blank >= FAR_LINES && before >= FAR_BEFORE &&
		    t->visible.n - at >= FAR_BEHIND) {
			f = finding_add(
			    x, "wording.far-below", STANDING_OBSERVED);
			finding_number(x, f, "lines", (int64_t)blank);
			finding_arg(x, f, "start", span_trim(line));
			finding_visible(x, f, t, at, at + line.n);
			return;
		}
		blank = 0;
		before += line.n;
	}
}

/*
 * Takes "*" and blanks off the front, but no ">": what somebody quotes line by
 * line is what the mail is about.
 */
static span
without_marks(span line)
{
	while (line.n > 0 && (ascii_is_space(line.p[0]) || line.p[0] == '*'))
		line = span_drop(line, 1);
	return line;
}

/* "From:", "*Von:*", "件名：" and what stands behind. */
static enum label
label_of(span line, span *value)
{
	size_t colon;
	span head;

	line = without_marks(line);
	head = span_head(line, LABEL_LONGEST);
	if (span_find_byte(head, ':') == head.n &&
	    span_find_byte(head, *"：") == head.n)
		return LABEL_NONE;
	for (size_t i = 0; i < COUNT(labels); i++) {
		span rest;

		if (!span_starts(line, labels[i].word))
			continue;
		rest = without_marks(span_drop(line, strlen(labels[i].word)));
		colon = span_starts(rest, ":") ? 1
		    : span_starts(rest, "：")  ? strlen("：")
					       : 0;
		if (colon == 0)
			continue;
		*value = span_trim(without_marks(span_drop(rest, colon)));
		return labels[i].label;
	}
	return LABEL_NONE;
}

static bool
is_own(const struct examination *x, const struct address *own,
    const struct address *other)
{
	span domain = domain_registrable(other->ascii);

	if (own->ascii.n == 0)
		return false;
	if (span_same_nocase(own->text, other->text))
		return true;
	return domain.n > 0 &&
	    lists_find(x->know->lists, LIST_FREEMAIL, other->ascii) == NULL &&
	    span_same_nocase(domain_registrable(own->ascii), domain);
}

/* Of somebody whom this mail names in its header as well. */
static bool
has_to_do(const struct examination *x, const struct address *other)
{
	const struct mail *m = x->mail;
	const struct addresses *lists[] = { &m->from, &m->sender, &m->reply_to,
		&m->to, &m->cc, &x->recipients };

	for (size_t i = 0; i < COUNT(lists); i++)
		for (size_t k = 0; k < lists[i]->count; k++)
			if (is_own(x, &lists[i]->list[k], other))
				return true;
	return is_own(x, &m->return_path, other);
}

static bool
is_of_address(char c)
{
	return ascii_is_alnum(c) || c == '.' || c == '-' || c == '_' ||
	    c == '+' || (unsigned char)c >= 0x80;
}

/* Looks at each "a@b" of a line. */
static void
take_addresses(struct examination *x, struct thread *thread, span value,
    enum label label, size_t *looked)
{
	for (size_t at = span_find_byte(value, '@');
	     at < value.n && *looked < THREAD_LOOKED; ++*looked) {
		size_t start = at, end = at + 1;
		struct address one;

		while (start > 0 && is_of_address(value.p[start - 1]))
			start--;
		while (end < value.n && is_of_address(value.p[end]))
			end++;
		one = address_read(x->arena, span_slice(value, start, end));
		if (one.ascii.n > 0) {
			thread->addresses++;
			thread->related |= has_to_do(x, &one);
			if (label == LABEL_FROM && thread->from.n == 0)
				thread->from = one.text;
		}
		value = span_drop(value, end);
		at = span_find_byte(value, '@');
	}
}

/* Without "Re:", "Fwd:", "返信:" in front. */
static span
topic_of(span subject)
{
	for (;;) {
		size_t colon;

		subject = span_trim(subject);
		colon = span_find_byte(span_head(subject, 8), ':');
		if (colon == 0 || colon >= 8 || colon >= subject.n)
			return subject;
		subject = span_drop(subject, colon + 1);
	}
}

static bool
same_topic(const struct examination *x, span subject)
{
	span ours = topic_of(x->mail->subject), theirs = topic_of(subject);

	return ours.n < TOPIC_LEAST || theirs.n < TOPIC_LEAST ||
	    span_find_nocase(ours, theirs) < ours.n ||
	    span_find_nocase(theirs, ours) < theirs.n;
}

/* A report about a mail that did not arrive holds that mail's header. */
static bool
is_bounce(const struct mail *m)
{
	static const char *const names[] = { "mailer-daemon", "postmaster" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (m->from.count > 0 &&
		    span_is(m->from.list[0].local, names[i]))
			return true;
	return m->has_return_path && m->return_path.text.n == 0;
}

/* Who forwards may forward anything, and lists carry other people's words. */
static bool
passes_on(const struct examination *x)
{
	static const char *const marks[] = { "fw:", "fwd:", "wg:", "tr:",
		"enc:", "rv:", "i:", "転送", "转发", "fwd ", "[fwd" };

	for (size_t i = 0; i < COUNT(marks); i++)
		if (span_starts(x->mail->subject, marks[i]))
			return true;
	return is_bounce(x->mail) ||
	    fields_find(&x->mail->fields, "List-Id") != NULL ||
	    fields_find(&x->mail->fields, "List-Post") != NULL;
}

static bool
is_foreign(
    const struct examination *x, const struct thread *thread, span subject)
{
	return thread->from.n > 0 && thread->addresses > 1 &&
	    !thread->related && !same_topic(x, subject);
}

/* True: a foreign one was found and said. */
static bool
thread_in(struct examination *x, const struct body_text *t)
{
	struct thread thread = { .lines = THREAD_LINES };
	span rest = t->visible, value = { 0 };
	size_t looked = 0, above = 0;

	while (rest.n > 0 && looked < THREAD_LOOKED) {
		size_t at = span_offset(rest, t->visible);
		span line = span_cut_line(&rest);
		enum label label = label_of(line, &value);

		if (label == LABEL_FROM && above >= FAR_BEFORE)
			thread = (struct thread){ .start = at };
		else if (thread.lines++ >= THREAD_LINES)
			label = LABEL_NONE;
		above += line.n;
		if (label == LABEL_FROM || label == LABEL_TO)
			take_addresses(x, &thread, value, label, &looked);
		if (label != LABEL_SUBJECT)
			continue;
		thread.end = at + line.n;
		if (is_foreign(x, &thread, value)) {
			struct finding *f = finding_add(
			    x, "wording.thread-padding", STANDING_OBSERVED);

			finding_arg(x, f, "from", thread.from);
			finding_arg(x, f, "subject", value);
			finding_visible(x, f, t, thread.start, thread.end);
			return true;
		}
		thread.lines = THREAD_LINES;
	}
	return false;
}

void
examine_padding(struct examination *x)
{
	bool asked = passes_on(x);

	for (size_t i = 0; i < x->mail->text_count; i++)
		if (asked || thread_in(x, &x->mail->texts[i]))
			break;
	for (size_t i = 0; i < x->mail->text_count; i++)
		if (finding_find(x, "wording.far-below") == NULL)
			far_below(x, &x->mail->texts[i]);
}
