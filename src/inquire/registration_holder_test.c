#include "inquire/registration_holder.h"
#include "test/test.h"

static const struct {
	const char *name, *holder, *domain;
	const char *kind;
} rows[] = {
	{ "nobody", "", "example.com", "" },
	{ "blanks are nobody", "  ", "example.com", "" },
	{ "a company", "Example Widgets K.K.", "example.com", "named" },
	{ "a man", "Taro Example", "example.com", "named" },
	{ "a company with Privacy in its name", "Privacy First Example Ltd",
	    "example.com", "named" },
	{ "a company that sells proxies", "Example Proxies GmbH", "example.com",
	    "named" },
	{ "a company of private people", "Private Bank Example", "example.com",
	    "named" },
	{ "ICANN's words", "REDACTED FOR PRIVACY", "example.com", "withheld" },
	{ "in small letters", "Redacted for Privacy", "example.com",
	    "withheld" },
	{ "eNom", "REDACTED FOR GDPR PRIVACY", "example.com", "withheld" },
	{ "Tucows", "Data Protected", "example.com", "withheld" },
	{ "1&1", "GDPR Masked", "example.com", "withheld" },
	{ "GKG", "Statutory Masking Enabled", "example.com", "withheld" },
	{ "EURid", "NOT DISCLOSED!", "example.com", "withheld" },
	{ "TRABIS", "Hidden upon user request", "example.com", "withheld" },
	{ "TCI", "Private Person", "example.com", "withheld" },
	{ "AFNIC", "Ano Nymous", "example.com", "withheld" },
	{ ".it", "hidden", "example.com", "withheld" },
	{ "hidden is a part of names", "Hidden Valley Example", "example.com",
	    "named" },
	{ "stars", "****", "example.com", "withheld" },
	{ "in Japanese", "非公開", "example.com", "withheld" },
	{ "GoDaddy", "Domains By Proxy, LLC", "example.com", "proxy" },
	{ "GoDaddy's man", "Registration Private", "example.com", "proxy" },
	{ "Namecheap", "Privacy service provided by Withheld for Privacy ehf",
	    "example.com", "proxy" },
	{ "Namecheap of old", "WhoisGuard, Inc.", "example.com", "proxy" },
	{ "Tucows' service", "Contact Privacy Inc. Customer 0", "example.com",
	    "proxy" },
	{ "Network Solutions", "PERFECT PRIVACY, LLC", "example.com", "proxy" },
	{ "NameSilo", "See PrivacyGuardian.org", "example.com", "proxy" },
	{ "Key-Systems", "c/o whoisproxy.com", "example.com", "proxy" },
	{ "Reg.ru", "Protection of Private Person", "example.com", "proxy" },
	{ "Onamae", "Whois Privacy Protection Service by onamae.com",
	    "example.com", "proxy" },
	{ "Value Domain", "Whois Privacy Protection Service by VALUE-DOMAIN",
	    "example.com", "proxy" },
	{ "Muumuu", "GMO Pepabo, Inc.", "example.com", "proxy" },
	{ "Muumuu in Japanese", "GMOペパボ株式会社", "example.com", "proxy" },
	{ "Muumuu's own", "GMO Pepabo, Inc.", "pepabo.com", "named" },
	{ "Xserver", "Xserver Xserver Inc.", "example.com", "proxy" },
	{ "Xserver in Japanese", "エックスサーバー株式会社", "example.com",
	    "proxy" },
	{ "Xserver's own", "エックスサーバー株式会社", "xserver.ne.jp",
	    "named" },
	{ "Star Domain", "NetOwl, Inc.", "example.com", "proxy" },
	{ "Sakura", "さくらインターネットドメイン登録", "example.com",
	    "proxy" },
	{ "any Japanese service", "Whois情報公開代行サービス", "example.com",
	    "proxy" },
};

static void
holders(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		span holder = test_edge(rows[i].holder, strlen(rows[i].holder));
		enum holder_kind kind;

		test_name(rows[i].name);
		kind = holder_kind(holder, span_of(rows[i].domain));
		CHECK_SPAN(span_of(holder_kind_text(kind)), rows[i].kind);
		for (size_t n = 0; n < holder.n; n++)
			holder_kind(test_edge(rows[i].holder, n),
			    span_of(rows[i].domain));
	}
}

TEST_MAIN(TEST(holders))
