#include "test/run.h"

#include <jansson.h>
#include <stdio.h>

#define EXAMPLE "examples/account-suspension.eml"

/* The value at "route.hops.2.user"; NULL: there is none. */
static const json_t *
at(const json_t *value, const char *path)
{
	span rest = span_of(path);

	while (rest.n > 0 && value != NULL) {
		span key = span_cut(&rest, '.');
		uint64_t i;

		if (json_is_array(value) && span_number(key, 1000, &i))
			value = json_array_get(value, (size_t)i);
		else
			value = json_object_getn(value, key.p, key.n);
	}
	return value;
}

static void
check_value(const json_t *mail, const char *path, const char *want)
{
	const json_t *value = at(mail, path);
	char number[32];

	if (json_is_integer(value)) {
		snprintf(number, sizeof(number), "%lld",
		    (long long)json_integer_value(value));
		test_span(span_of(number), want, path, __FILE__, __LINE__);
	} else if (json_is_boolean(value)) {
		test_span(json_is_true(value) ? SPAN("true") : SPAN("false"),
		    want, path, __FILE__, __LINE__);
	} else if (json_is_string(value)) {
		test_span(span_of(json_string_value(value)), want, path,
		    __FILE__, __LINE__);
	} else {
		test_span(json_is_null(value) ? SPAN("null") : SPAN("absent"),
		    want, path, __FILE__, __LINE__);
	}
}

static json_t *
examine_file(const char *path)
{
	static char command[300];
	struct run_result r;
	json_t *mail;

	snprintf(command, sizeof(command), "mekiki --format json %s", path);
	r = run_shell(command);
	mail = json_loadb(r.out.p, r.out.n, JSON_REJECT_DUPLICATES, NULL);
	CHECK(mail != NULL);
	return mail;
}

static const json_t *
finding_of(const json_t *mail, const char *id)
{
	const json_t *list = json_object_get(mail, "findings");

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *finding = json_array_get(list, i);
		const char *own =
		    json_string_value(json_object_get(finding, "id"));

		if (own != NULL && strcmp(own, id) == 0)
			return finding;
	}
	return NULL;
}

/* What the reader has to be told, as programs read it. */
static void
values(void **state)
{
	static const struct {
		const char *path, *want;
	} rows[] = {
		{ "mail.subject", "アカウントの停止" },
		{ "mail.from.0.name", "Kagoya.net" },
		{ "mail.from.0.address", "akazawa@cymis.jp" },
		{ "mail.from.0.domain", "cymis.jp" },
		{ "mail.return_path", "akazawa@cymis.jp" },
		{ "mail.message_id",
		    "f91fc400-99ad-3448-9c44-17a7502d637e@cymis.jp" },
		{ "parts.0.charset.used", "utf-8" },
		/* The reader's own relay saw the hoster, no more. */
		{ "route.boundary", "inferred" },
		{ "route.handed_over_by", "0" },
		{ "route.hops.0.ip", "203.0.113.21" },
		{ "route.hops.0.standing", "observed" },
		/* What the hoster says is a claim: article's one mistake. */
		{ "route.claimed_origin", "2" },
		{ "route.hops.2.helo", "?127.0.0.1?" },
		{ "route.hops.2.user", "akazawa@cymis.jp" },
		{ "route.hops.2.standing", "claimed" },
		{ "route.hops.2.dialect", "qmail" },
		{ "route.origin.ip", "52.170.140.114" },
		{ "route.origin.standing", "claimed" },
		{ "route.origin.country", "US" },
		{ "route.origin.asn", "8075" },
		{ "route.origin.as_name", "Microsoft Corporation" },
		{ "auth.claimed", "null" },
		{ "links.0.domain", "takaki-shiho.com" },
		{ "links.0.carries_recipient", "true" },
		{ "links.1", "absent" },
		{ "impersonates.brand", "kagoya" },
		{ "impersonates.names.0", "カゴヤ・ジャパン" },
		{ "impersonates.official.0", "kagoya.jp" },
		{ "verdict.class", "phishing" },
	};
	json_t *mail;

	(void)state;
	test_name("the example is examined");
	mail = examine_file(EXAMPLE);
	for (size_t i = 0; i < COUNT(rows); i++) {
		test_name(rows[i].path);
		check_value(mail, rows[i].path, rows[i].want);
	}
	json_decref(mail);
}

/* Each finding with its standing, values and the bytes it rests on. */
static void
findings(void **state)
{
	static const struct {
		const char *id, *standing, *arg, *value, *quote;
	} rows[] = {
		{ "sender.brand-mismatch", "claimed", "official", "kagoya.jp",
		    "Kagoya.net" },
		{ "sender.brand-mismatch", "claimed", "domain", "cymis.jp",
		    "akazawa@cymis.jp" },
		{ "route.account", "claimed", "account", "akazawa@cymis.jp",
		    "akazawa@cymis.jp@52.170.140.114" },
		{ "route.account", "claimed", "ip", "52.170.140.114", NULL },
		{ "route.helo-loopback", "claimed", "helo", "?127.0.0.1?",
		    "HELO ?127.0.0.1?" },
		{ "wording.salutation", "claimed", "phrase",
		    "親愛なる有効なユーザー", "親愛なる有効なユーザー" },
		{ "wording.threat", "claimed", "phrase", "永久に停止",
		    "永久に停止" },
		{ "wording.greeting-local-part", "claimed", "greeting", "info",
		    NULL },
		{ "link.off-brand", "observed", "domain", "takaki-shiho.com",
		    "https://takaki-shiho.com/" },
		{ "link.carries-recipient", "observed", "domain",
		    "takaki-shiho.com", "info@example.jp" },
		{ "route.origin", "claimed", "ip", "52.170.140.114", NULL },
	};
	json_t *mail;

	(void)state;
	test_name("the example is examined");
	mail = examine_file(EXAMPLE);
	for (size_t i = 0; i < COUNT(rows); i++) {
		const json_t *f = finding_of(mail, rows[i].id);
		const char *quote;

		test_name(rows[i].id);
		CHECK(f != NULL);
		check_value(f, "standing", rows[i].standing);
		check_value(at(f, "args"), rows[i].arg, rows[i].value);
		quote = json_string_value(at(f, "evidence.0.text"));
		if (rows[i].quote != NULL)
			CHECK(quote != NULL &&
			    run_holds(span_of(quote), rows[i].quote));
	}
	json_decref(mail);
}

/* The same in the words of both reports. */
static void
words(void **state)
{
	static const struct {
		const char *name, *ja, *en;
	} rows[] = {
		{ "the verdict names the class", "詐欺メールです（フィッシング",
		    "This is a fraud (phishing" },
		{ "and the brand", "カゴヤ・ジャパンを名乗り",
		    "It poses as KAGOYA JAPAN" },
		{ "the sender's name", "差出人の名前は「Kagoya.net」",
		    "The sender is shown as \"Kagoya.net\"" },
		{ "against the official domain",
		    "正規ドメインは kagoya.jp で、cymis.jp は含まれません",
		    "KAGOYA JAPAN writes from kagoya.jp; cymis.jp is not" },
		{ "Return-Path", "Return-Path     akazawa@cymis.jp",
		    "Return-Path     akazawa@cymis.jp" },
		{ "with its standing",
		    "［自称］ 差出人と同じドメインです。ただし",
		    "[claimed] Same domain as From; but" },
		{ "Message-ID",
		    "Message-ID      f91fc400-99ad-3448-9c44-17a7502d637e@"
		    "cymis.jp",
		    "Message-ID      f91fc400-99ad-3448-9c44-17a7502d637e@"
		    "cymis.jp" },
		{ "Received with its standing", "［観測］ 受信側のサーバーが",
		    "[observed] A server on your side" },
		{ "address, country, operator",
		    "52.170.140.114  アメリカ合衆国  AS8075 Microsoft",
		    "52.170.140.114  United States  AS8075 Microsoft" },
		{ "the account", "ログイン: akazawa@cymis.jp",
		    "logged in as akazawa@cymis.jp" },
		{ "whose owner is a victim", "持ち主も被害者と考えられます",
		    "its owner is likely to be a victim" },
		{ "the announced name", "名乗り: ?127.0.0.1?",
		    "greets as ?127.0.0.1?" },
		{ "and what it means", "自分自身を指すアドレス",
		    "the address that means \"myself\"" },
		{ "the greeting", "「親愛なる有効なユーザー」：会社からの",
		    "\"親愛なる有効なユーザー\": companies do not" },
		{ "the threat", "「永久に停止」：停止や閉鎖を",
		    "\"永久に停止\": it threatens" },
		{ "the link, defanged", "hxxps://takaki-shiho[.]com/webmail",
		    "hxxps://takaki-shiho[.]com/webmail" },
		{ "is none of the brand",
		    "takaki-shiho[.]com は、カゴヤ・ジャパンの正規ドメイン",
		    "takaki-shiho[.]com, which is none of the known domains" },
		{ "and carries the reader",
		    "リンクの中にあなたのメールアドレスが埋め込まれています",
		    "The link carries your mail address" },
		{ "what could not be known", "登録者や登録日",
		    "The network was not asked" },
		{ "what to do", "契約先のサーバー会社へ連絡",
		    "tell your hosting company" },
	};
	struct run_result ja, en;

	(void)state;
	test_name("reports in both languages");
	ja = run_shell("COLUMNS=400 mekiki -v --lang ja " EXAMPLE);
	en = run_shell("COLUMNS=400 mekiki -v --lang en " EXAMPLE);
	CHECK_INT(ja.status, 1);
	CHECK_INT(en.status, 1);
	for (size_t i = 0; i < COUNT(rows); i++) {
		test_name(rows[i].name);
		if (!run_holds(ja.out, rows[i].ja))
			CHECK_SPAN(ja.out, rows[i].ja);
		if (!run_holds(en.out, rows[i].en))
			CHECK_SPAN(en.out, rows[i].en);
	}
	test_name("no link that a program would open");
	CHECK(!run_holds(ja.out, "https://takaki"));
	CHECK(!run_holds(en.out, "https://takaki"));
}

static void
others(void **state)
{
	static const struct {
		const char *file, *path, *want;
	} rows[] = {
		{ "genuine-notice", "verdict.class", "clean" },
		{ "genuine-notice", "auth.claimed.trusted", "true" },
		{ "genuine-notice", "auth.claimed.dmarc.result", "pass" },
		{ "genuine-notice", "impersonates", "null" },
		{ "boss-wire", "mail.reply_to.0.domain", "proton.me" },
		{ "boss-wire", "mail.languages.0", "en" },
		{ "forwarded", "reporter.from", "hanako@example.jp" },
		{ "forwarded", "impersonates.brand", "yamato" },
		{ "forwarded", "links.0.carries_recipient", "true" },
		{ "forwarded", "verdict.class", "phishing" },
		{ "headers-only", "verdict.class", "phishing" },
		{ "headers-only", "mail.stamps.0", "[SPAM]" },
		{ "headers-only", "auth.claimed.spf.result", "softfail" },
		{ "headers-only", "parts.0", "absent" },
		{ "iso-2022-jp", "verdict.class", "unknown" },
		{ "iso-2022-jp", "mail.from.0.name", "佐藤" },
		{ "iso-2022-jp", "mail.subject", "勉強会の会場" },
		{ "iso-2022-jp", "parts.0.charset.used", "iso-2022-jp" },
	};
	static char name[200], path[200];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		json_t *mail;

		snprintf(
		    name, sizeof(name), "%s: %s", rows[i].file, rows[i].path);
		test_name(name);
		snprintf(path, sizeof(path), "examples/%s.eml", rows[i].file);
		mail = examine_file(path);
		check_value(mail, rows[i].path, rows[i].want);
		json_decref(mail);
	}
}

/* What the header said in the words of older documents. */
static void
old_words(void **state)
{
	static const struct {
		const char *old, *word;
	} rows[] = {
		{ "pass", "pass" },
		{ "hardfail", "fail" },
		{ "error", "temperror" },
		{ "unknown", "permerror" },
		{ "nxdomain", "permerror" },
		{ "bestguesspass", "none" },
	};
	static const char name[] = "old words become those of RFC 8601";
	static char command[300];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		json_t *mail;

		test_name(name);
		snprintf(command, sizeof(command),
		    "printf 'Authentication-Results: mx.example.jp; dmarc=%s "
		    "header.from=a.example\\nFrom: a@a.example\\n\\nx\\n' "
		    ">$T/old.eml",
		    rows[i].old);
		CHECK_INT(run_shell(command).status, 0);
		mail = examine_file("$T/old.eml");
		check_value(mail, "auth.claimed.dmarc.result", rows[i].word);
		json_decref(mail);
	}
}

/* doc/schema.json is the contract; real output keeps to it. */
static void
contract(void **state)
{
	static const struct {
		const char *name, *mails, *shared;
	} rows[] = {
		{ "the examples keep to the contract", "examples", NULL },
		{ "the cases keep to the contract", "../shared/cases/*/*.eml",
		    "cases" },
		{ "what is no mail keeps to the contract",
		    "/dev/null Makefile build/mekiki", NULL },
	};
	static char command[300];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct run_result r;

		test_name(rows[i].name);
		if (rows[i].shared != NULL &&
		    test_shared(rows[i].shared) == NULL) {
			test_skip("it is not there");
			continue;
		}
		snprintf(command, sizeof(command),
		    "mekiki --format json %s | "
		    "/usr/bin/python3 test/schema.py doc/schema.json",
		    rows[i].mails);
		r = run_shell(command);
		if (r.status == 77)
			test_skip("python3-jsonschema is not installed");
		else if (r.status != 0)
			CHECK_SPAN(r.out, "no faults");
	}
}

TEST_MAIN(TEST(values), TEST(findings), TEST(words), TEST(others),
    TEST(old_words), TEST(contract))
