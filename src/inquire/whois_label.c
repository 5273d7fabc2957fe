#include "inquire/whois_label.h"

#define TOP (WHOIS_TOP | WHOIS_OWNER)
#define ANY (TOP | WHOIS_HOLDER | WHOIS_REGISTRAR | WHOIS_ABUSE)
#define JP WHOIS_JP

static const struct {
	const char *label;
	unsigned places;
	enum whois_means means;
} labels[] = {
	{ "domain name", ANY | JP, MEANS_DOMAIN },
	{ "domain", ANY, MEANS_DOMAIN },
	{ "ascii domain name", ANY, MEANS_DOMAIN },
	{ "name", TOP, MEANS_DOMAIN }, /* .ee */
	{ "nom de domaine", ANY, MEANS_DOMAIN },
	{ "ドメイン名", JP, MEANS_DOMAIN },
	{ "도메인이름", ANY, MEANS_DOMAIN },

	{ "registrant organization", ANY, MEANS_HOLDER_ORG },
	{ "registrant organisation", ANY, MEANS_HOLDER_ORG },
	{ "registrant company", ANY, MEANS_HOLDER_ORG },
	{ "holder organization", ANY, MEANS_HOLDER_ORG },
	{ "company english name", ANY, MEANS_HOLDER_ORG },
	{ "domain holder organization", ANY, MEANS_HOLDER_ORG },
	{ "registrant name", ANY, MEANS_HOLDER_NAME },
	{ "registrant contact name", ANY, MEANS_HOLDER_NAME },
	{ "registrant", ANY | JP, MEANS_HOLDER },
	{ "holder", TOP, MEANS_HOLDER },
	{ "owner", TOP, MEANS_HOLDER },
	{ "domain holder", TOP, MEANS_HOLDER },
	{ "登録者名", JP, MEANS_HOLDER },
	{ "등록인", ANY, MEANS_HOLDER },
	{ "org", TOP, MEANS_HOLDER_ORG },
	{ "person", TOP, MEANS_HOLDER_NAME },
	{ "holder-c", TOP, MEANS_HOLDER_HANDLE },
	{ "組織名", JP, MEANS_HOLDER_ORG },
	{ "organization", JP | WHOIS_HOLDER, MEANS_HOLDER_ORG },
	{ "organisation", WHOIS_HOLDER, MEANS_HOLDER_ORG },
	{ "organization name", WHOIS_HOLDER, MEANS_HOLDER_ORG },
	{ "name", WHOIS_HOLDER, MEANS_HOLDER_NAME },
	{ "名前", WHOIS_JP_CONTACT, MEANS_PUBLIC_NAME },
	{ "name", WHOIS_JP_CONTACT, MEANS_PUBLIC_NAME },

	{ "registrant country", ANY, MEANS_HOLDER_COUNTRY },
	{ "registrant country/economy", ANY, MEANS_HOLDER_COUNTRY },
	{ "domain holder country", ANY, MEANS_HOLDER_COUNTRY },
	{ "registrant country code", ANY, MEANS_HOLDER_COUNTRY },
	{ "country", WHOIS_HOLDER | WHOIS_OWNER, MEANS_HOLDER_COUNTRY },
	{ "registrant city", ANY, MEANS_CITY },
	{ "city", WHOIS_HOLDER, MEANS_CITY },
	{ "registrant state/province", ANY, MEANS_REGION },
	{ "registrant state", ANY, MEANS_REGION },
	{ "state", WHOIS_HOLDER, MEANS_REGION },
	{ "state/province", WHOIS_HOLDER, MEANS_REGION },

	{ "registrar", ANY, MEANS_REGISTRAR },
	{ "registrar name", ANY, MEANS_REGISTRAR },
	{ "sponsoring registrar", ANY, MEANS_REGISTRAR },
	{ "sponsoring registrar organization", ANY, MEANS_REGISTRAR },
	{ "registrar organization", ANY, MEANS_REGISTRAR },
	{ "registration service provider", ANY, MEANS_REGISTRAR },
	{ "authorized agency", ANY, MEANS_REGISTRAR },
	{ "등록대행자", ANY, MEANS_REGISTRAR },
	{ "organization", WHOIS_REGISTRAR, MEANS_REGISTRAR },
	{ "organization name", WHOIS_REGISTRAR, MEANS_REGISTRAR },
	{ "name", WHOIS_REGISTRAR, MEANS_REGISTRAR },
	{ "registrar abuse contact email", ANY, MEANS_REGISTRAR_ABUSE },
	{ "registrar abuse contact phone", ANY, MEANS_REGISTRAR_ABUSE },
	{ "registrar abuse contact email address", ANY, MEANS_REGISTRAR_ABUSE },
	{ "abuse contact email", ANY, MEANS_REGISTRAR_ABUSE },
	{ "abuse contact", ANY, MEANS_REGISTRAR_ABUSE },

	{ "name server", ANY | JP, MEANS_NS },
	{ "name servers", ANY, MEANS_NS },
	{ "nameserver", ANY, MEANS_NS },
	{ "nameservers", ANY, MEANS_NS },
	{ "nserver", ANY, MEANS_NS },
	{ "nservers", ANY, MEANS_NS },
	{ "dns", ANY, MEANS_NS },
	{ "host name", ANY, MEANS_NS },
	{ "hostname", WHOIS_TOP, MEANS_NS },
	{ "name server 1", ANY, MEANS_NS },
	{ "name server 2", ANY, MEANS_NS },
	{ "name server 3", ANY, MEANS_NS },
	{ "name server 4", ANY, MEANS_NS },
	{ "ネームサーバ", JP, MEANS_NS },
	{ "ネームサーバー", JP, MEANS_NS },
	{ "호스트이름", ANY, MEANS_NS },

	{ "creation date", ANY, MEANS_CREATED },
	{ "domain create date", ANY, MEANS_CREATED },
	{ "domain registration date", ANY, MEANS_CREATED },
	{ "domain name commencement date", ANY, MEANS_CREATED },
	{ "registration time", ANY, MEANS_CREATED },
	{ "registration date", ANY, MEANS_CREATED },
	{ "registered date", ANY | JP, MEANS_CREATED },
	{ "registered on", ANY, MEANS_CREATED },
	{ "record created on", ANY, MEANS_CREATED },
	{ "created on", ANY | JP, MEANS_CREATED },
	{ "created date", ANY, MEANS_CREATED },
	{ "first registration date", ANY, MEANS_CREATED },
	{ "created", TOP, MEANS_CREATED },
	{ "registered", TOP, MEANS_CREATED },
	{ "登録年月日", JP, MEANS_CREATED },
	{ "등록일", ANY, MEANS_CREATED },

	{ "updated date", ANY, MEANS_CHANGED },
	{ "domain last updated date", ANY, MEANS_CHANGED },
	{ "last updated date", ANY, MEANS_CHANGED },
	{ "last updated on", ANY, MEANS_CHANGED },
	{ "last updated", ANY | JP, MEANS_CHANGED },
	{ "last modified", ANY, MEANS_CHANGED },
	{ "last-modified", TOP, MEANS_CHANGED },
	{ "record last updated on", ANY, MEANS_CHANGED },
	{ "last update", TOP | JP, MEANS_CHANGED },
	{ "last-update", TOP, MEANS_CHANGED },
	{ "modified date", ANY, MEANS_CHANGED },
	{ "modified", TOP, MEANS_CHANGED },
	{ "changed", TOP, MEANS_CHANGED },
	{ "最終更新", JP, MEANS_CHANGED },
	{ "최근 정보 변경일", ANY, MEANS_CHANGED },

	{ "registry expiry date", ANY, MEANS_EXPIRES },
	{ "registrar registration expiration date", ANY, MEANS_EXPIRES },
	{ "domain expiration date", ANY, MEANS_EXPIRES },
	{ "expiration date", ANY, MEANS_EXPIRES },
	{ "expiration time", ANY, MEANS_EXPIRES },
	{ "exp date", ANY, MEANS_EXPIRES },
	{ "expiry date", ANY, MEANS_EXPIRES },
	{ "expire date", ANY, MEANS_EXPIRES },
	{ "expires on", ANY | JP, MEANS_EXPIRES },
	{ "record expires on", ANY, MEANS_EXPIRES },
	{ "renewal date", ANY, MEANS_EXPIRES },
	{ "paid-till", TOP, MEANS_EXPIRES },
	{ "expires", TOP, MEANS_EXPIRES },
	{ "expire", TOP, MEANS_EXPIRES },
	{ "有効期限", JP, MEANS_EXPIRES },
	{ "사용 종료일", ANY, MEANS_EXPIRES },

	{ "domain status", ANY, MEANS_STATUS },
	{ "registration status", ANY, MEANS_STATUS },
	{ "status", TOP | JP, MEANS_STATUS },
	{ "state", JP, MEANS_STATUS },
	{ "state", TOP, MEANS_STATES },
	{ "lock status", JP, MEANS_STATUS },
	{ "ロック状態", JP, MEANS_STATUS },
	{ "eppstatus", TOP, MEANS_STATUS },
	{ "状態", JP, MEANS_STATUS },
	{ "등록정보 보호", ANY, MEANS_STATUS },

	{ "dnssec", TOP | WHOIS_HOLDER | WHOIS_ABUSE, MEANS_DNSSEC },
	{ "signed", TOP, MEANS_DNSSEC },
	{ "signing key", JP, MEANS_KEY },
	{ "署名鍵", JP, MEANS_KEY },
	{ "dnskey", TOP, MEANS_KEY },
	{ "dsrecord", ANY, MEANS_KEY },
	{ "ds-rdata", TOP, MEANS_KEY },
	{ "key1-tag", TOP, MEANS_KEY },

	{ "nic-hdl", ANY | WHOIS_CONTACT, MEANS_HANDLE },
	{ "nic-hdl-br", ANY | WHOIS_CONTACT, MEANS_HANDLE },
	{ "contact", TOP, MEANS_HANDLE },
	{ "contact", WHOIS_CONTACT, MEANS_HANDLE_NAME },
	{ "organization", WHOIS_CONTACT, MEANS_HANDLE_ORG },
	{ "name", WHOIS_CONTACT, MEANS_HANDLE_NAME },
	{ "person", WHOIS_CONTACT, MEANS_HANDLE_NAME },
	{ "org", WHOIS_CONTACT, MEANS_HANDLE_ORG },
	{ "country", WHOIS_CONTACT, MEANS_HANDLE_COUNTRY },
};

/*
 * Headings.  Without a colon only .it's and Japan's, which stand alone on
 * their line; others are sentences too often.
 */
static const struct {
	const char *label;
	bool bare;
	enum whois_means means;
} headings[] = {
	{ "domain name", false, MEANS_DOMAIN },
	{ "registrant", true, MEANS_HOLDER },
	{ "registrant contact information", false, MEANS_HOLDER },
	{ "holder", true, MEANS_HOLDER },
	{ "holder of domain name", false, MEANS_HOLDER },
	{ "registrar", true, MEANS_REGISTRAR },
	{ "registration status", false, MEANS_STATUS },
	{ "name servers", true, MEANS_NS },
	{ "nameservers", true, MEANS_NS },
	{ "domain nameservers", true, MEANS_NS },
	{ "domain servers", false, MEANS_NS },
	{ "domain servers in listed order", false, MEANS_NS },
	{ "name servers information", false, MEANS_NS },
	{ "name servers in the listed order", false, MEANS_NS },
	{ "first registration date", false, MEANS_CREATED },
	{ "abuse contact", false, MEANS_ABUSE },
	{ "contact information", false, MEANS_CONTACT },
	{ "admin contact", true, MEANS_CONTACT },
	{ "administrative contact", false, MEANS_CONTACT },
	{ "administrative contact information", false, MEANS_CONTACT },
	{ "billing contact", false, MEANS_CONTACT },
	{ "contact", false, MEANS_CONTACT },
	{ "reseller", false, MEANS_CONTACT },
	{ "technical", false, MEANS_CONTACT },
	{ "technical contact", true, MEANS_CONTACT },
	{ "technical contacts", true, MEANS_CONTACT },
	{ "technical contact information", false, MEANS_CONTACT },
	{ "zone contact", false, MEANS_CONTACT },
};

static const struct {
	const char *begin;
	enum whois_means means;
} sentences[] = {
	{ "record expires on ", MEANS_EXPIRES },
	{ "record created on ", MEANS_CREATED },
	{ "record last updated on ", MEANS_CHANGED },
};

enum whois_means
whois_label(span label, enum whois_place place)
{
	for (size_t i = 0; label.n > 0 && i < COUNT(labels); i++)
		if ((labels[i].places & place) != 0 &&
		    span_is(label, labels[i].label))
			return labels[i].means;
	return MEANS_NOTHING;
}

enum whois_means
whois_sentence(span text, span *value)
{
	for (size_t i = 0; i < COUNT(sentences); i++) {
		if (!span_starts(text, sentences[i].begin))
			continue;
		*value = span_drop(text, strlen(sentences[i].begin));
		return sentences[i].means;
	}
	return MEANS_NOTHING;
}

enum whois_means
whois_heading(span label, bool colon)
{
	for (size_t i = 0; label.n > 0 && i < COUNT(headings); i++)
		if ((colon || headings[i].bare) &&
		    span_is(label, headings[i].label))
			return headings[i].means;
	return MEANS_NOTHING;
}
