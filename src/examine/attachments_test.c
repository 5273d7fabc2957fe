#include "test/examined.h"

#include "base/buf.h"
#include "base/limits.h"

#define OBSERVED .standing = STANDING_OBSERVED

/* Files of a few bytes, made with zip and by hand; none of them does harm. */
#define PROGRAM                                                                \
	"TVoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"     \
	"AAAAAAAAAAAAAAAAQAAAAFBFAABMAQEAAAAAAAAAAAAAAAAAAAAAAAsBAAAAAAAA"     \
	"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"     \
	"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"     \
	"AAAAAAAAAAA="
#define ZIP_PROGRAM                                                            \
	"UEsDBAoAAAAAADgseV2AflBYBAAAAAQAAAAFAAAAYS5leGVNWpAAUEsBAh4DCgAA"     \
	"AAAAOCx5XYB+UFgEAAAABAAAAAUAAAAAAAAAAAAAAKSBAAAAAGEuZXhlUEsFBgAA"     \
	"AAABAAEAMwAAACcAAAAAAA=="
#define ZIP_PAGE                                                               \
	"UEsDBAoAAAAAADgseV2HlxD0CQAAAAkAAAAKAAAAbG9naW4uaHRtbDxwPng8L3A+"     \
	"ClBLAQIeAwoAAAAAADgseV2HlxD0CQAAAAkAAAAKAAAAAAAAAAEAAACkgQAAAABs"     \
	"b2dpbi5odG1sUEsFBgAAAAABAAEAOAAAADEAAAAAAA=="
#define ZIP_TEXT                                                               \
	"UEsDBAoAAAAAADgseV0n2uw3BQAAAAUAAAAJAAAAbm90ZXMudHh0dGV4dApQSwEC"     \
	"HgMKAAAAAAA4LHldJ9rsNwUAAAAFAAAACQAAAAAAAAABAAAApIEAAAAAbm90ZXMu"     \
	"dHh0UEsFBgAAAAABAAEANwAAACwAAAAAAA=="
#define ZIP_LOCKED                                                             \
	"UEsDBAoACQAAADgseV0n2uw3EQAAAAUAAAAJAAAAbm90ZXMudHh07AsJ13Nj+Fc+"     \
	"yZ7Mr/O+8nJQSwcIJ9rsNxEAAAAFAAAAUEsBAh4DCgAJAAAAOCx5XSfa7DcRAAAA"     \
	"BQAAAAkAAAAAAAAAAQAAAKSBAAAAAG5vdGVzLnR4dFBLBQYAAAAAAQABADcAAABI"     \
	"AAAAAAA="
#define OFFICE_MACROS                                                          \
	"UEsDBBQAAAAAADgseV3HHBc8CAAAAAgAAAATAAAAW0NvbnRlbnRfVHlwZXNdLnht"     \
	"bDxUeXBlcy8+UEsDBBQAAAAAADgseV0rhCYSBAAAAAQAAAALAAAAX3JlbHMvLnJl"     \
	"bHM8eC8+UEsDBBQAAAAAADgseV0Ww3oZBAAAAAQAAAARAAAAd29yZC9kb2N1bWVu"     \
	"dC54bWw8dy8+UEsDBBQAAAAAADgseV2DFtyMAQAAAAEAAAATAAAAd29yZC92YmFQ"     \
	"cm9qZWN0LmJpbnhQSwECFAMUAAAAAAA4LHldxxwXPAgAAAAIAAAAEwAAAAAAAAAA"     \
	"AAAAgAEAAAAAW0NvbnRlbnRfVHlwZXNdLnhtbFBLAQIUAxQAAAAAADgseV0rhCYS"     \
	"BAAAAAQAAAALAAAAAAAAAAAAAACAATkAAABfcmVscy8ucmVsc1BLAQIUAxQAAAAA"     \
	"ADgseV0Ww3oZBAAAAAQAAAARAAAAAAAAAAAAAACAAWYAAAB3b3JkL2RvY3VtZW50"     \
	"LnhtbFBLAQIUAxQAAAAAADgseV2DFtyMAQAAAAEAAAATAAAAAAAAAAAAAACAAZkA"     \
	"AAB3b3JkL3ZiYVByb2plY3QuYmluUEsFBgAAAAAEAAQA+gAAAMsAAAAAAA=="
#define PDF "JVBERi0xLjQK"
#define PNG                                                                    \
	"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
#define PAGE "PGh0bWw+PGJvZHk+PGZvcm0+PC9mb3JtPjwvYm9keT48L2h0bWw+Cg=="
#define SHORT "dGV4dCB0ZXh0Cg=="

#define MAIL(text, part)                                                       \
	EXAMINED_RECEIVED                                                      \
	"From: x@example.com\nTo: reader@reader.example\n"                     \
	"Subject: x\nMIME-Version: 1.0\n"                                      \
	"Content-Type: multipart/mixed; boundary=b\n\n"                        \
	"--b\nContent-Type: text/plain; charset=utf-8\n\n" text "\n--b\n" part \
	"\n--b--\n"
#define PART(type, name, bytes)                                                \
	"Content-Type: " type "\n"                                             \
	"Content-Disposition: attachment; filename=\"" name "\"\n"             \
	"Content-Transfer-Encoding: base64\n\n" bytes
#define FILE_OF(type, name, bytes) MAIL("Text.", PART(type, name, bytes))
#define OCTETS "application/octet-stream"

static const struct examined_row rows[] = {
	{ "a program by its name", FILE_OF(OCTETS, "setup.exe", SHORT),
	    .has = "attachment.executable", OBSERVED,
	    .args = "name=setup.exe" },
	{ "a program by its content", FILE_OF(OCTETS, "setup.dat", PROGRAM),
	    .has = "attachment.executable", OBSERVED,
	    .args = "actual=application/vnd.microsoft.portable-executable" },
	{ "a program that says it is text",
	    FILE_OF("text/plain", "readme.txt", PROGRAM),
	    .has = "attachment.executable", OBSERVED },
	{ "a text", FILE_OF("text/plain", "readme.txt", SHORT),
	    .lacks = "attachment.executable" },
	{ "a name with exe in its middle",
	    FILE_OF(OCTETS, "setup.exe.dat", SHORT),
	    .lacks = "attachment.executable" },
	{ "a script", FILE_OF(OCTETS, "invoice.js", SHORT),
	    .has = "attachment.script", OBSERVED, .args = "name=invoice.js" },
	{ "a dot behind the ending", FILE_OF(OCTETS, "invoice.js.", SHORT),
	    .has = "attachment.script", OBSERVED },
	{ "data of a script", FILE_OF("application/json", "a.json", SHORT),
	    .lacks = "attachment.script" },
	{ "a program inside an archive", FILE_OF(OCTETS, "a.zip", ZIP_PROGRAM),
	    .has = "attachment.holds-executable", OBSERVED,
	    .args = "name=a.zip" },
	{ "an archive named as something else",
	    FILE_OF(OCTETS, "a.dat", ZIP_PROGRAM),
	    .has = "attachment.holds-executable", OBSERVED },
	{ "a text inside an archive", FILE_OF(OCTETS, "a.zip", ZIP_TEXT),
	    .lacks = "attachment.holds-executable" },
	{ "a page inside an archive", FILE_OF(OCTETS, "a.zip", ZIP_PAGE),
	    .has = "attachment.holds-page",
	    .lacks = "attachment.holds-executable", OBSERVED },
	{ "no page inside an archive", FILE_OF(OCTETS, "a.zip", ZIP_TEXT),
	    .lacks = "attachment.holds-page" },
	{ "a document's ending before a program's",
	    FILE_OF(OCTETS, "invoice.pdf.exe", SHORT),
	    .has = "attachment.double-extension", OBSERVED,
	    .args = "name=invoice.pdf.exe" },
	{ "blanks between the two",
	    FILE_OF(OCTETS, "invoice.pdf                .exe", SHORT),
	    .has = "attachment.double-extension", OBSERVED },
	{ "a number before a program's ending",
	    FILE_OF(OCTETS, "setup.1.exe", SHORT),
	    .lacks = "attachment.double-extension" },
	{ "two endings that run nothing",
	    FILE_OF(OCTETS, "letter.doc.pdf", PDF),
	    .lacks = "attachment.double-extension" },
	{ "a character that turns the name round",
	    FILE_OF(OCTETS,
		"a\xe2\x80\xae"
		"fdp.dat",
		SHORT),
	    .has = "attachment.disguised-name", OBSERVED },
	{ "a Japanese name", FILE_OF("application/pdf", "請求書.pdf", PDF),
	    .lacks = "attachment.disguised-name" },
	{ "a page", FILE_OF("text/html", "login.html", PAGE),
	    .has = "attachment.page", OBSERVED, .args = "name=login.html" },
	{ "a drawing that may run scripts",
	    FILE_OF("image/svg+xml", "logo.svg", SHORT),
	    .has = "attachment.page", OBSERVED },
	{ "a page by its name alone", FILE_OF(OCTETS, "fax.shtml", PAGE),
	    .has = "attachment.page", OBSERVED },
	{ "a picture", FILE_OF("image/png", "logo.png", PNG),
	    .lacks = "attachment.page" },
	{ "a document that may have macros",
	    FILE_OF(OCTETS, "list.xlsm", SHORT), .has = "attachment.macros",
	    OBSERVED },
	{ "a document that has macros, whatever its name",
	    FILE_OF(OCTETS, "list.doc", OFFICE_MACROS),
	    .has = "attachment.macros", OBSERVED },
	{ "a document that has none", FILE_OF("application/pdf", "a.pdf", PDF),
	    .lacks = "attachment.macros" },
	{ "settings", FILE_OF(OCTETS, "wifi.mobileconfig", SHORT),
	    .has = "attachment.profile", OBSERVED },
	{ "no settings", FILE_OF(OCTETS, "wifi.txt", SHORT),
	    .lacks = "attachment.profile" },
	{ "a disk image", FILE_OF(OCTETS, "invoice.iso", SHORT),
	    .has = "attachment.disk-image", OBSERVED },
	{ "no disk image", FILE_OF(OCTETS, "iso.pdf", PDF),
	    .lacks = "attachment.disk-image" },
	{ "a page declared as a picture",
	    FILE_OF("image/png", "logo.dat", PAGE),
	    .has = "attachment.type-differs", OBSERVED,
	    .args = "declared=image/png|actual=text/html" },
	{ "a page named as a document", FILE_OF(OCTETS, "invoice.pdf", PAGE),
	    .has = "attachment.type-differs", OBSERVED,
	    .args = "name=invoice.pdf|actual=text/html" },
	{ "a document declared as one",
	    FILE_OF("application/pdf", "invoice.pdf", PDF),
	    .lacks = "attachment.type-differs" },
	{ "a general type says nothing that could be wrong",
	    FILE_OF(OCTETS, "invoice.pdf", PDF),
	    .lacks = "attachment.type-differs" },
	{ "an Office file is an archive by nature",
	    FILE_OF("application/vnd.openxmlformats-officedocument."
		    "wordprocessingml.document",
		"a.docx", ZIP_TEXT),
	    .lacks = "attachment.type-differs" },
	{ "an encrypted archive", FILE_OF(OCTETS, "a.zip", ZIP_LOCKED),
	    .has = "attachment.encrypted",
	    .lacks = "attachment.encrypted-password", OBSERVED,
	    .args = "name=a.zip" },
	{ "an open archive", FILE_OF(OCTETS, "a.zip", ZIP_TEXT),
	    .lacks = "attachment.encrypted" },
	{ "an encrypted archive and its password",
	    MAIL("解凍パスワードは 1234 です。",
		PART(OCTETS, "a.zip", ZIP_LOCKED)),
	    .has = "attachment.encrypted-password",
	    .lacks = "attachment.encrypted", OBSERVED },
	{ "a password and an open archive",
	    MAIL("パスワードは 1234 です。", PART(OCTETS, "a.zip", ZIP_TEXT)),
	    .lacks = "attachment.encrypted-password" },
};

static void
attachments(void **state)
{
	(void)state;
	examined_rows(rows, COUNT(rows));
}

#define INNER                                                                  \
	"Content-Type: message/rfc822\n\nFrom: friend@example.org\n"           \
	"Date: Tue, 4 Mar 2025 10:00:00 +0900\nSubject: inner\n\nHello.\n"

/* A harmless message inside draws the eye off what the mail itself brings. */
static const struct {
	const char *name, *mail, *subject;
} forwards[] = {
	{ "a forwarded message is the subject itself",
	    MAIL("See below.", INNER), "inner" },
	{ "the front page of the forwarder's own site is a signature",
	    MAIL("See below.\n-- \nhttp://www.example.com/", INNER), "inner" },
	{ "a deep link of the sender's own domain is bait",
	    MAIL("Log in: http://www.example.com/login", INNER), "x" },
	{ "a link elsewhere is bait",
	    MAIL("Log in: http://www.example.net/", INNER), "x" },
	{ "another file is bait",
	    MAIL(
		"See below.", INNER "\n--b\n" PART(OCTETS, "setup.exe", SHORT)),
	    "x" },
	{ "a page beside it is bait",
	    MAIL("See below.",
		INNER "\n--b\n" PART("text/html", "login.html", PAGE)),
	    "x" },
	{ "a picture of the signature is none",
	    MAIL("See below.",
		INNER "\n--b\n" PART("image/png", "logo.png", PNG)),
	    "inner" },
	{ "two messages are a digest",
	    MAIL("See below.", INNER "\n--b\n" INNER), "x" },
};

static void
forwarded(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(forwards); i++) {
		struct examination *x = examined(forwards[i].mail, NULL);

		test_name(forwards[i].name);
		CHECK_SPAN(x->mail->subject, forwards[i].subject);
		examined_holds(x);
	}
	test_name("a program beside a harmless message is found");
	CHECK(examined_has(
	    examined(MAIL("See below.",
			 INNER "\n--b\n" PART(OCTETS, "setup.exe", SHORT)),
		NULL),
	    "attachment.executable"));
	test_name("a message in an attached message is a piece of that one");
	CHECK_INT(examined(MAIL("x",
			       "Content-Type: message/rfc822\n\n" INNER
			       "\n--b\n" PART(OCTETS, "setup.exe", SHORT)),
		      NULL)
		      ->attachment_count,
	    2);
	examined_end();
}

/* libmagic is asked about so many; names are read of all. */
static void
many(void **state)
{
	struct buf out = buf_new(test_arena(), 1 << 20);
	struct examination *x;

	(void)state;
	buf_put(&out,
	    SPAN("From: x@example.com\nMIME-Version: 1.0\n"
		 "Content-Type: multipart/mixed; boundary=b\n\n"));
	for (int i = 0; i < LIMIT_SNIFFED + 1; i++)
		buf_put(&out, SPAN("--b\n" PART(OCTETS, "a.dat", SHORT) "\n"));
	buf_put(&out, SPAN("--b\n" PART(OCTETS, "a.exe", SHORT) "\n--b--\n"));
	x = examined_bytes(buf_span(&out), NULL);
	test_name("a program behind many files is found by its name");
	CHECK(examined_has(x, "attachment.executable"));
	test_name("that not all contents were looked at is said");
	CHECK_INT(x->truncated_count, 1);
	CHECK(strcmp(x->truncated[0], "attachments") == 0);
	examined_holds(x);
	examined_end();
}

TEST_MAIN(TEST(attachments), TEST(forwarded), TEST(many))
