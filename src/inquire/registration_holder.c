#include "inquire/registration_holder.h"

/* Found anywhere in the holder, unless whole is set. */
struct word {
	const char *text;
	bool whole;
};

/* Services that say what they are.  "Withheld for Privacy" is one of them. */
static const struct word proxies[] = {
	{ "1337 services", false },
	{ "anonymize, inc", false },
	{ "anonymous sa", false },
	{ "by proxy", false },
	{ "c/o whoisproxy", false },
	{ "contact privacy", false },
	{ "domain privacy", false },
	{ "domain protection services", false },
	{ "id shield", false },
	{ "identity protect", false },
	{ "jewella privacy", false },
	{ "njalla", false },
	{ "perfect privacy", false },
	{ "privacy guard", false },
	{ "privacy hero", false },
	{ "privacy protect", false },
	{ "privacy service", false },
	{ "privacydotlink", false },
	{ "privacyguardian", false },
	{ "privacyprotect", false },
	{ "private registra", false },
	{ "protection of private person", false },
	{ "proxy protection", false },
	{ "proxy service", false },
	{ "registration private", false },
	{ "see privacy", false },
	{ "whois agent", false },
	{ "whois information protection", false },
	{ "whois privacy", false },
	{ "whois protect", false },
	{ "whois proxy", false },
	{ "whois trustee", false },
	{ "whoisguard", false },
	{ "whoisprotect", false },
	{ "whoisproxy", false },
	{ "whoissecure", false },
	{ "whoistrustee", false },
	{ "withheld for privacy", false },
	{ "代理公開", false },
	{ "公開代行", false },
	{ "登録代行", false },
	{ "隐私保护", false },
};

static const struct word withheld[] = {
	{ "*", true },
	{ "**", true },
	{ "***", true },
	{ "****", true },
	{ "******", true },
	{ "ano nymous", false },
	{ "confidential", true },
	{ "data privacy protected", false },
	{ "data protected", false },
	{ "data redacted", false },
	{ "gdpr masked", false },
	{ "gdpr protected", false },
	{ "gdpr redacted", false },
	{ "hidden", true },
	{ "hidden upon user request", false },
	{ "masked for privacy", false },
	{ "name withheld", false },
	{ "non-public data", false },
	{ "not available from registry", false },
	{ "not disclosed", false },
	{ "not available", true },
	{ "not shown", false },
	{ "obfuscated", false },
	{ "personal data", false },
	{ "personal information", true },
	{ "privacy", true },
	{ "private", true },
	{ "private person", true },
	{ "protected data", true },
	{ "redacted", false },
	{ "select request email form", false },
	{ "statutory masking", false },
	{ "undisclosed", false },
	{ "withheld", true },
	{ "非公開", false },
	{ "개인정보", false },
};

/*
 * Hosters and registrars who stand in for their customers under their own
 * name, and what their own domains are called.
 */
static const struct {
	const char *name, *own;
} hosters[] = {
	{ "digirock", "digirock" },
	{ "gmo pepabo", "pepabo" },
	{ "gmoペパボ", "pepabo" },
	{ "muumuu-domain", "muumuu" },
	{ "ムームードメイン", "muumuu" },
	{ "netowl", "netowl" },
	{ "ネットオウル", "netowl" },
	{ "onamae.com", "onamae" },
	{ "お名前.com", "onamae" },
	{ "star-domain", "star-domain" },
	{ "value-domain", "value-domain" },
	{ "value domain", "value-domain" },
	{ "バリュードメイン", "value-domain" },
	{ "xserver", "xserver" },
	{ "エックスサーバー", "xserver" },
	{ "さくらインターネットドメイン", "sakura" },
	{ "sakura internet domain", "sakura" },
	{ "linkclub whois", "linkclub" },
};

static bool
has_word(span holder, const struct word *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		span text = span_of(words[i].text);

		if (words[i].whole ? span_same_nocase(holder, text)
				   : span_find_nocase(holder, text) < holder.n)
			return true;
	}
	return false;
}

static bool
is_hoster(span holder, span domain)
{
	for (size_t i = 0; i < COUNT(hosters); i++) {
		span own = span_of(hosters[i].own);

		if (span_find_nocase(holder, span_of(hosters[i].name)) <
			holder.n &&
		    span_find_nocase(domain, own) == domain.n)
			return true;
	}
	return false;
}

enum holder_kind
holder_kind(span holder, span domain)
{
	holder = span_trim(holder);
	if (holder.n == 0)
		return HOLDER_NOT_SAID;
	if (has_word(holder, proxies, COUNT(proxies)))
		return HOLDER_PROXY;
	if (has_word(holder, withheld, COUNT(withheld)))
		return HOLDER_WITHHELD;
	return is_hoster(holder, domain) ? HOLDER_PROXY : HOLDER_NAMED;
}

const char *
holder_kind_text(enum holder_kind kind)
{
	static const char *const texts[] = {
		[HOLDER_NOT_SAID] = "",
		[HOLDER_WITHHELD] = "withheld",
		[HOLDER_PROXY] = "proxy",
		[HOLDER_NAMED] = "named",
	};

	return texts[kind];
}
