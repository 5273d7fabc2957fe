/* attachments - files that the mail brings, declared against actual. */

#include "base/bits.h"
#include "base/fold.h"
#include "base/limits.h"
#include "base/script.h"
#include "base/sha256.h"
#include "examine/examination.h"
#include "examine/examiners.h"

const char *
attachment_odd_name(unsigned bit)
{
	static const struct bit_name names[] = {
		{ ATTACHMENT_TYPE_DIFFERS, "type-differs" },
		{ ATTACHMENT_DOUBLE_EXTENSION, "double-extension" },
		{ ATTACHMENT_EXECUTABLE, "executable" },
		{ ATTACHMENT_SCRIPT, "script" },
		{ ATTACHMENT_PAGE, "page" },
		{ ATTACHMENT_ENCRYPTED, "encrypted" },
		{ ATTACHMENT_DISGUISED_NAME, "disguised-name" },
		{ ATTACHMENT_HOLDS_EXECUTABLE, "holds-executable" },
		{ ATTACHMENT_MACROS, "macros" },
		{ ATTACHMENT_PROFILE, "profile" },
		{ ATTACHMENT_DISK_IMAGE, "disk-image" },
		{ ATTACHMENT_HOLDS_PAGE, "holds-page" },
	};

	return bits_name(names, COUNT(names), bit);
}

/* Behind the last dot of the last path segment. */
static span
extension(span name)
{
	size_t at;

	name = span_trim(name);
	while (name.n > 0 && (name.p[name.n - 1] == '.'))
		name.n--;
	at = span_find_last(name, '.');
	return at < name.n ? span_drop(name, at + 1) : (span){ 0 };
}

/* The oddity that a file's extension stands for, by lists/extensions. */
static unsigned
extension_odd(const struct examination *x, span name)
{
	static const struct {
		const char *kind;
		unsigned odd;
	} kinds[] = {
		{ "executable", ATTACHMENT_EXECUTABLE },
		{ "script", ATTACHMENT_SCRIPT },
		{ "page", ATTACHMENT_PAGE },
		{ "macros", ATTACHMENT_MACROS },
		{ "profile", ATTACHMENT_PROFILE },
		{ "image", ATTACHMENT_DISK_IMAGE },
	};
	const struct list_entry *e;
	span ext = extension(name);

	if (ext.n == 0 || ext.n > 16)
		return 0;
	e = lists_find(x->know->lists, LIST_EXTENSIONS, ext);
	for (size_t i = 0; e != NULL && i < COUNT(kinds); i++)
		if (span_is(e->kind, kinds[i].kind))
			return kinds[i].odd;
	return 0;
}

/* "invoice.pdf.exe", "invoice.pdf          .exe" */
static bool
has_double_extension(const struct examination *x, span name)
{
	span last = extension(name), rest, before;
	const struct list_entry *e;

	if (last.n == 0 ||
	    !(extension_odd(x, name) &
		(ATTACHMENT_EXECUTABLE | ATTACHMENT_SCRIPT | ATTACHMENT_PAGE |
		    ATTACHMENT_DISK_IMAGE)))
		return false;
	rest = span_trim(span_head(name, span_find_last(name, '.')));
	before = extension(rest);
	if (before.n == 0 || before.n > 8)
		return false;
	e = lists_find(x->know->lists, LIST_EXTENSIONS, before);
	return e != NULL && span_is(e->kind, "document");
}

static bool
is_attachment(const struct part *p)
{
	/* A message in an attached one is a piece of that: digests of a hundred
	 * nested ones would cost a hundred times the mail. */
	if (p->container)
		return span_is(p->type, "message/rfc822") && !p->in_message;
	if (span_is(p->type, "application/pgp-signature") ||
	    span_is(p->type, "application/pkcs7-signature") ||
	    span_is(p->type, "application/x-pkcs7-signature"))
		return false;
	return span_is(p->disposition, "attachment") || p->name.n > 0 ||
	    !(span_starts(p->type, "text/") ||
		span_starts(p->type, "message/"));
}

/* A generic declared type says nothing that could be wrong. */
static bool
is_generic(span type)
{
	return span_is(type, "application/octet-stream") ||
	    span_is(type, "application/x-msdownload") ||
	    span_is(type, "binary/octet-stream") ||
	    span_starts(type, "application/x-") ||
	    span_starts(type, "application/force-");
}

/* The families that must not be confused: what opens in which program. */
static const char *
kind_of_type(span type)
{
	static const struct {
		const char *start, *kind;
	} kinds[] = {
		{ "image/svg", "page" },
		{ "image/", "picture" },
		{ "audio/", "sound" },
		{ "video/", "film" },
		{ "text/html", "page" },
		{ "text/", "text" },
		{ "application/pdf", "pdf" },
		{ "application/xhtml", "page" },
		{ "application/x-dosexec", "program" },
		{ "application/vnd.microsoft.portable", "program" },
		{ "application/x-executable", "program" },
		{ "application/x-sharedlib", "program" },
		{ "application/x-mach", "program" },
		{ "application/zip", "archive" },
		{ "application/x-rar", "archive" },
		{ "application/x-7z", "archive" },
		{ "application/gzip", "archive" },
	};

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (span_starts(type, kinds[i].start))
			return kinds[i].kind;
	return "";
}

static bool
types_differ(span declared, span actual)
{
	span a = span_of(kind_of_type(declared));
	span b = span_of(kind_of_type(actual));

	if (declared.n == 0 || actual.n == 0 || is_generic(declared))
		return false;
	if (b.n == 0 || span_same(a, b) || span_is(b, "text"))
		return false;
	/* Office files are archives. */
	if (span_is(b, "archive") && a.n == 0)
		return false;
	return a.n > 0 || span_is(b, "program") || span_is(b, "page");
}

/* What a file name promises, as a type; empty: nothing that is checked. */
static span
type_of_name(span name)
{
	static const struct {
		const char *ending, *type;
	} kinds[] = {
		{ "pdf", "application/pdf" },
		{ "jpg", "image/jpeg" },
		{ "jpeg", "image/jpeg" },
		{ "png", "image/png" },
		{ "gif", "image/gif" },
		{ "zip", "application/zip" },
		{ "mp3", "audio/mpeg" },
		{ "mp4", "video/mp4" },
	};
	span ending = extension(name);

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (span_is(ending, kinds[i].ending))
			return span_of(kinds[i].type);
	return (span){ 0 };
}

/* Text has no zero byte; what has one only says that it is text. */
static bool
has_zero(span bytes)
{
	span head = span_head(bytes, LIMIT_QUOTE);

	return span_find_byte(head, '\0') < head.n;
}

static void
look_inside(struct examination *x, struct attachment *a, span bytes)
{
	struct sniff_archive archive;
	bool office;

	/* Office files are archives; what they hold runs only as macros. */
	office = span_starts(a->actual, "application/vnd.openxml");
	if (!office && !span_is(span_of(kind_of_type(a->actual)), "archive") &&
	    !(a->odd & ATTACHMENT_DISK_IMAGE))
		return;
	archive = sniff_archive(x->arena, bytes);
	if (archive.cut)
		limit_hit(x, "archives");
	if (archive.encrypted)
		a->odd |= ATTACHMENT_ENCRYPTED;
	for (size_t i = 0; i < archive.count; i++) {
		span name = archive.names[i];
		unsigned odd = office ? 0 : extension_odd(x, name);

		if (odd & (ATTACHMENT_EXECUTABLE | ATTACHMENT_SCRIPT))
			a->odd |= ATTACHMENT_HOLDS_EXECUTABLE;
		if (odd & ATTACHMENT_PAGE)
			a->odd |= ATTACHMENT_HOLDS_PAGE;
		if (span_ends(name, "vbaProject.bin"))
			a->odd |= ATTACHMENT_MACROS;
	}
}

static void
read_attachment(struct examination *x, size_t i, struct attachment *a)
{
	const struct part *p = &x->mail->parts.list[i];

	*a = (struct attachment){ .part = i, .declared = p->type };
	if (!sha256_text(p->bytes, a->sha256))
		arena_give_up(x->arena);
	a->odd = extension_odd(x, p->name);
	/* libmagic takes 0.5 ms to find that text is text. */
	if (p->container)
		a->actual = p->type;
	else if (x->attachment_count >= LIMIT_SNIFFED)
		limit_hit(x, "attachments");
	else if (!span_is(p->type, "text/plain") || a->odd != 0 ||
	    has_zero(p->bytes))
		a->actual = sniff_type(x->sniff, x->arena, p->bytes);
	if (types_differ(a->declared, a->actual) ||
	    types_differ(type_of_name(p->name), a->actual))
		a->odd |= ATTACHMENT_TYPE_DIFFERS;
	if (span_is(span_of(kind_of_type(a->actual)), "program"))
		a->odd |= ATTACHMENT_EXECUTABLE;
	if (span_is(span_of(kind_of_type(p->type)), "page") &&
	    (span_is(p->disposition, "attachment") || p->name.n > 0))
		a->odd |= ATTACHMENT_PAGE;
	if (has_double_extension(x, p->name))
		a->odd |= ATTACHMENT_DOUBLE_EXTENSION;
	if (script_unseen(p->name) > 0)
		a->odd |= ATTACHMENT_DISGUISED_NAME;
	look_inside(x, a, p->bytes);
}

/* Says once for all attachments of a kind. */
static void
report(struct examination *x, unsigned odd, const char *id)
{
	struct finding *f = NULL;

	for (size_t i = 0; i < x->attachment_count; i++) {
		const struct attachment *a = &x->attachments[i];
		const struct part *p = &x->mail->parts.list[a->part];

		if (!(a->odd & odd))
			continue;
		if (f == NULL) {
			f = finding_add(x, id, STANDING_OBSERVED);
			finding_arg(
			    x, f, "name", p->name.n > 0 ? p->name : p->id);
			finding_arg(x, f, "declared", a->declared);
			finding_arg(x, f, "actual", a->actual);
		}
		finding_quote(x, f, p->start,
		    p->end < p->start + 60 ? p->end : p->start + 60);
	}
}

/* A password beside an archive: for the reader, not for the scanner. */
static bool
tells_password(struct examination *x)
{
	static const char *const words[] = { "password", "passcode",
		"パスワード", "解凍", "暗証", "pass:", "密码", "kennwort",
		"mot de passe", "contraseña", "senha", "비밀번호" };

	for (size_t i = 0; i < x->mail->text_count; i++) {
		span text = fold_text(
		    x->arena, span_head(x->mail->texts[i].visible, 16384))
				.text;

		for (size_t k = 0; k < COUNT(words); k++)
			if (span_has(text, span_of(words[k])))
				return true;
	}
	return false;
}

void
examine_attachments(struct examination *x)
{
	size_t count = 0;
	unsigned all = 0;

	for (size_t i = 0; i < x->mail->parts.count; i++)
		count += is_attachment(&x->mail->parts.list[i]);
	x->attachments = arena_array(x->arena, count, sizeof(*x->attachments));
	if (x->attachments == NULL)
		return;
	for (size_t i = 0; i < x->mail->parts.count; i++)
		if (is_attachment(&x->mail->parts.list[i])) {
			read_attachment(
			    x, i, &x->attachments[x->attachment_count]);
			all |= x->attachments[x->attachment_count++].odd;
		}
	report(x, ATTACHMENT_EXECUTABLE, "attachment.executable");
	report(x, ATTACHMENT_SCRIPT, "attachment.script");
	report(x, ATTACHMENT_HOLDS_EXECUTABLE, "attachment.holds-executable");
	report(x, ATTACHMENT_HOLDS_PAGE, "attachment.holds-page");
	report(x, ATTACHMENT_DOUBLE_EXTENSION, "attachment.double-extension");
	report(x, ATTACHMENT_DISGUISED_NAME, "attachment.disguised-name");
	report(x, ATTACHMENT_PAGE, "attachment.page");
	report(x, ATTACHMENT_MACROS, "attachment.macros");
	report(x, ATTACHMENT_PROFILE, "attachment.profile");
	report(x, ATTACHMENT_DISK_IMAGE, "attachment.disk-image");
	report(x, ATTACHMENT_TYPE_DIFFERS, "attachment.type-differs");
	if (all & ATTACHMENT_ENCRYPTED)
		report(x, ATTACHMENT_ENCRYPTED,
		    tells_password(x) ? "attachment.encrypted-password"
				      : "attachment.encrypted");
}
