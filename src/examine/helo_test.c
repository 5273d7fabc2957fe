#include "examine/helo.h"

#include "test/walked.h"

static const struct {
	const char *name, *helo, *client;
	enum helo_kind kind;
	bool meaning;
} rows[] = {
	{ "an ordinary name", "mail.example.com", "192.0.2.10", HELO_ORDINARY,
	    false },
	{ "nothing", "", "192.0.2.10", HELO_EMPTY, false },
	{ "brackets round nothing", "[]", "192.0.2.10", HELO_EMPTY, false },
	{ "loopback in brackets", "[127.0.0.1]", "192.0.2.10", HELO_LOOPBACK,
	    false },
	{ "loopback as qmail prints it", "?127.0.0.1?", "192.0.2.10",
	    HELO_LOOPBACK, false },
	{ "Debian's loopback", "127.0.1.1", "192.0.2.10", HELO_LOOPBACK,
	    false },
	{ "IPv6 loopback", "[IPv6:::1]", "192.0.2.10", HELO_LOOPBACK, false },
	{ "localhost", "localhost", "192.0.2.10", HELO_LOCALHOST, false },
	{ "localhost in capitals", "LocalHost", "192.0.2.10", HELO_LOCALHOST,
	    false },
	{ "localhost.localdomain", "localhost.localdomain", "192.0.2.10",
	    HELO_LOCALHOST, false },
	{ "localhost of a provider is a machine as delivered",
	    "localhost.members.linode.com", "192.0.2.10", HELO_DEFAULT, true },
	{ "localhost of anybody else", "localhost.example.com", "192.0.2.10",
	    HELO_LOCALHOST, false },
	{ "not quite localhost", "localhosting.example.com", "192.0.2.10",
	    HELO_ORDINARY, false },
	{ "the client's own address", "192.0.2.10", "192.0.2.10",
	    HELO_OWN_ADDRESS, false },
	{ "the same in brackets", "[192.0.2.10]", "192.0.2.10",
	    HELO_OWN_ADDRESS, false },
	{ "the same in IPv6", "[IPv6:2001:db8::7]", "2001:db8::7",
	    HELO_OWN_ADDRESS, false },
	{ "another address", "198.51.100.7", "192.0.2.10", HELO_OTHER_ADDRESS,
	    false },
	{ "a private address is an ordinary mail program's", "[192.168.1.4]",
	    "192.0.2.10", HELO_LAN_ADDRESS, false },
	{ "a private one as qmail prints it", "?10.0.0.5?", "192.0.2.10",
	    HELO_LAN_ADDRESS, false },
	{ "link-local", "[IPv6:fe80::1]", "192.0.2.10", HELO_LAN_ADDRESS,
	    false },
	{ "no address: too few numbers", "192.0.2", "192.0.2.10", HELO_NO_TLD,
	    false },
	{ "a mailing tool's", "User", "192.0.2.10", HELO_DEFAULT, true },
	{ "but not all that begins so", "Users", "192.0.2.10", HELO_BARE,
	    false },
	{ "a Windows server as installed", "WIN-ABCDEFGH123", "192.0.2.10",
	    HELO_DEFAULT, true },
	{ "a home computer as installed", "DESKTOP-AB12CD3", "192.0.2.10",
	    HELO_DEFAULT, true },
	{ "a rented machine as delivered", "ubuntu-s-1vcpu-512mb-10gb-nyc1-01",
	    "192.0.2.10", HELO_DEFAULT, true },
	{ "an Amazon machine", "ip-172-31-5-6.ec2.internal", "192.0.2.10",
	    HELO_DEFAULT, true },
	{ "one label", "mailserver", "192.0.2.10", HELO_BARE, false },
	{ "no top-level domain", "mail.example.localdomain", "192.0.2.10",
	    HELO_NO_TLD, false },
	{ "a made-up ending", "abc.def.qzxv", "192.0.2.10", HELO_NO_TLD,
	    false },
	{ "a Japanese domain", "mail.example.co.jp", "192.0.2.10",
	    HELO_ORDINARY, false },
};

static void
table(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].helo);
		struct received r = { .helo = test_edge(rows[i].helo, n) };
		struct helo h;

		test_name(rows[i].name);
		CHECK(ip_parse(span_of(rows[i].client), &r.ip));
		h = helo_read(&r, walked_know());
		CHECK_INT(h.kind, rows[i].kind);
		CHECK_INT(h.meaning.n > 0, rows[i].meaning);
		CHECK(span_within(h.text, r.helo));
		for (size_t k = 0; k < n; k++) {
			r.helo = test_edge(rows[i].helo, k);
			h = helo_read(&r, walked_know());
			CHECK(span_within(h.text, r.helo));
		}
	}
}

TEST_MAIN(TEST(table))
