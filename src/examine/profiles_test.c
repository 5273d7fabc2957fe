#include "test/examined.h"

#include "base/buf.h"
#include "base/limits.h"

#define OBSERVED .standing = STANDING_OBSERVED
#define CLAIMED .standing = STANDING_CLAIMED
#define ORGANIZER_OTHER "attachment.invitation-organizer"
#define LINK_OTHER "attachment.invitation-link"
#define MAIL(part)                                                             \
	EXAMINED_RECEIVED "From: Taro <taro@example.com>\n"                    \
			  "Subject: x\n" EXAMINED_FIELDS                       \
			  "Content-Type: multipart/mixed; boundary=b\n\n"      \
			  "--b\nContent-Type: text/plain; charset=utf-8\n\n"   \
			  "Text.\n--b\n" part "\n--b--\n"
#define INVITES(method, lines)                                                 \
	MAIL("Content-Type: text/calendar; charset=utf-8; method=" method      \
	     "\n\nBEGIN:VCALENDAR\nMETHOD:" method "\nBEGIN:VEVENT\n" lines    \
	     "END:VEVENT\nEND:VCALENDAR\n")
#define OWN "ORGANIZER;CN=Taro:mailto:taro@mail.example.com\n"
#define OTHER "ORGANIZER;CN=\"Taro: sales\":MAILTO:hanako@example.org\n"
#define SETTINGS(payload)                                                            \
	MAIL(                                                                        \
	    "Content-Type: application/octet-stream\n"                               \
	    "Content-Disposition: attachment; filename=\"a.mobileconfig\"\n"         \
	    "\n<dict><key>PayloadType</key>\n<string>Configuration</string>" payload \
	    "</dict>\n")
#define PAYLOAD(type) "<key>PayloadType</key>\n\t<string>" type "</string>\n"

static const struct examined_row invitation_rows[] = {
	{ "another organizer than the sender", INVITES("REQUEST", OTHER),
	    .has = ORGANIZER_OTHER, CLAIMED,
	    .args = "organizer=hanako@example.org|address=taro@example.com",
	    .quote = "hanako@example.org" },
	{ "the sender's organisation", INVITES("REQUEST", OWN),
	    .lacks = ORGANIZER_OTHER },
	{ "published as well", INVITES("PUBLISH", OTHER),
	    .has = ORGANIZER_OTHER, CLAIMED },
	{ "an answer goes to the organizer", INVITES("REPLY", OTHER),
	    .lacks = ORGANIZER_OTHER },
	{ "an organizer folded in the middle",
	    INVITES("REQUEST",
		"ORGANIZER;CN=Taro:mail\n to:hanako@exam\n"
		"\tple.org\n"),
	    .has = ORGANIZER_OTHER, CLAIMED,
	    .args = "organizer=hanako@example.org" },
	{ "a shared calendar of Google's",
	    INVITES(
		"REQUEST", "ORGANIZER:mailto:abc@group.calendar.google.com\n"),
	    .lacks = ORGANIZER_OTHER },
	{ "no organizer", INVITES("REQUEST", "SUMMARY:x\n"),
	    .lacks = ORGANIZER_OTHER },
	{ "a link elsewhere",
	    INVITES("REQUEST",
		OWN "DESCRIPTION:給与改定の招待です。\\nhttps://evil.example"
		    ".net/a\\n\n"),
	    .has = LINK_OTHER, OBSERVED,
	    .args = "host=evil.example.net|domain=example.net",
	    .quote = "evil.example" },
	{ "a link in a folded Japanese line",
	    INVITES("REQUEST",
		OWN "SUMMARY:会議への招\n 待 https://evil.exa\n mple.net/\n"),
	    .has = LINK_OTHER, OBSERVED, .args = "host=evil.example.net" },
	{ "a link behind a rewriter",
	    INVITES("REQUEST",
		OWN "URL:https://nam02.safelinks.protection.outlook.com/?url="
		    "https%3A%2F%2Fevil.example.net%2F\n"),
	    .has = LINK_OTHER, OBSERVED, .args = "host=evil.example.net" },
	{ "the sender's own link",
	    INVITES("REQUEST", OWN "LOCATION:https://meet.example.com/1\n"),
	    .lacks = LINK_OTHER },
	{ "the organizer's link, told before the organizer",
	    INVITES("REQUEST", "URL:https://www.example.org/\n" OTHER),
	    .lacks = LINK_OTHER },
	{ "a known company's meeting",
	    INVITES("REQUEST", OWN "LOCATION:https://us02.zoom.us/j/1\n"),
	    .lacks = LINK_OTHER },
	{ "a place that is no link",
	    INVITES("REQUEST", OWN "LOCATION:東京本社 第一会議室\n"),
	    .lacks = LINK_OTHER },
	{ "a link in a field nobody is shown",
	    INVITES("REQUEST", OWN "UID:https://evil.example.net/\n"),
	    .lacks = LINK_OTHER },
	{ "by the file's name alone",
	    MAIL("Content-Type: application/octet-stream\n"
		 "Content-Disposition: attachment; filename=\"INVITE.ICS\"\n\n"
		 "METHOD:REQUEST\n" OTHER),
	    .has = ORGANIZER_OTHER, CLAIMED },
	{ "a calendar without a method",
	    MAIL("Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n" OTHER),
	    .lacks = ORGANIZER_OTHER },
};

static const struct examined_row settings_rows[] = {
	{ "an account", SETTINGS(PAYLOAD("com.apple.mail.managed")),
	    .has = "attachment.settings",
	    .lacks = "attachment.settings-control", OBSERVED,
	    .args = "name=a.mobileconfig|payload=com.apple.mail.managed",
	    .quote = "com.apple.mail.managed" },
	{ "a certificate behind an account",
	    SETTINGS(PAYLOAD("com.apple.mail.managed")
		    PAYLOAD("com.apple.security.root")),
	    .has = "attachment.settings-control",
	    .lacks = "attachment.settings", OBSERVED,
	    .args = "payload=com.apple.security.root" },
	{ "nothing that can be read", SETTINGS(""),
	    .has = "attachment.settings", OBSERVED,
	    .args = "payload=mobileconfig" },
	{ "other XML",
	    MAIL("Content-Type: text/xml\nContent-Disposition: attachment; "
		 "filename=\"a.xml\"\n\n" PAYLOAD("com.apple.mdm")),
	    .lacks = "attachment.settings-control" },
};

static void
invitations(void **state)
{
	(void)state;
	examined_rows(invitation_rows, COUNT(invitation_rows));
}

static void
settings(void **state)
{
	(void)state;
	examined_rows(settings_rows, COUNT(settings_rows));
}

/* 256 KB of folds, of escapes and of keys without an end: linear. */
static void
large(void **state)
{
	static const char *const fillers[] = { "\r\n x", "\\\\n", ":", "\"",
		"<key>PayloadType</key>", "\r\nURL:https://a.example.net/" };

	(void)state;
	for (size_t i = 0; i < COUNT(fillers) * 2; i++) {
		struct buf mail = buf_new(test_arena(), LIMIT_MAIL);
		const char *filler = fillers[i / 2];

		buf_text(&mail, "From: a@example.com\r\nContent-Type: ");
		buf_text(&mail,
		    i % 2 ? "application/x-apple-aspen-config"
			  : "text/calendar");
		buf_text(&mail, "\r\n\r\nMETHOD:REQUEST\r\nURL:");
		while (buf_span(&mail).n < (size_t)300 << 10)
			buf_text(&mail, filler);
		test_name(filler);
		examined_holds(examined_bytes(buf_span(&mail), NULL));
		examined_end();
	}
}

TEST_MAIN(TEST(invitations), TEST(settings), TEST(large))
