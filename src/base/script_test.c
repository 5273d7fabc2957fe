#include "base/script.h"

#include <stdio.h>

#include "test/test.h"

static void
languages(void **state)
{
	static const struct {
		const char *name, *text, *want;
	} rows[] = {
		{ "kana are Japanese", "お客様のアカウント", "ja" },
		{ "Japanese beside addresses",
		    "https://example.com/login/account/verify "
		    "ここをクリックしてください確認",
		    "ja" },
		{ "few kanji alone are Japanese", "緊急連絡", "ja" },
		{ "half-width kana are Japanese", "ｱｶｳﾝﾄ", "ja" },
		{ "simplified letters are Chinese", "您的账户已被冻结", "zh" },
		{ "a few kana in Chinese do not make it Japanese",
		    "尊敬的用户您的邮箱容量即将用完请尽快点击下面的链接进行升级否"
		    "则您的邮箱将被停用感谢您的理解与支持谢谢の",
		    "zh" },
		{ "many Han letters without kana are Chinese",
		    "親愛的客戶您的帳戶已被暫停請立即登入以下連結進行驗證否則將"
		    "永久停用",
		    "zh" },
		{ "Hangul is Korean", "계정이 정지되었습니다", "ko" },
		{ "Cyrillic is Russian", "Ваш аккаунт заблокирован", "ru" },
		{ "English", "Please verify your account", "en" },
		{ "German", "Bitte bestätigen Sie Ihre Daten", "de" },
		{ "French", "Votre compte est suspendu, vous devez agir",
		    "fr" },
		{ "Spanish", "Su cuenta ha sido suspendida por el banco",
		    "es" },
		{ "Portuguese", "Você não pagou a sua fatura do cartão", "pt" },
		{ "Italian", "Il conto della banca non è attivo", "it" },
		{ "too little to tell", "PayPal", "" },
		{ "digits have no language", "12345", "" },
		{ "nothing has no language", "", "" },
		{ "capitals are words too", "VERIFY YOUR ACCOUNT WITH US",
		    "en" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		test_name(rows[i].name);
		CHECK_SPAN(span_of(script_language(
			       test_edge(rows[i].text, strlen(rows[i].text)))),
		    rows[i].want);
	}
}

static void
simplified(void **state)
{
	span text = SPAN("確認这请x"), first;

	(void)state;
	test_name("letters of mainland China are found");
	CHECK_INT(script_simplified(text, &first), 2);
	CHECK_SPAN(first, "这");
	CHECK(span_within(first, text));
	test_name("Japanese has none of them");
	CHECK_INT(script_simplified(
		      SPAN("髙﨑濵骨直戸学国会体点号写画昼図医区声"), &first),
	    0);
	CHECK(first.n == 0);
	test_name("the kit sentence of the samples");
	CHECK(script_simplified(SPAN("您的账户"), NULL) >= 2);
}

static void
invisible(void **state)
{
	struct script_invisible n;

	(void)state;
	test_name("each kind of invisible character is counted");
	n = script_invisible(SPAN("a\xe2\x80\x8b\xe2\x80\x8d\xef\xbb\xbf"
				  "b\xc2\xad\xe2\x80\xae\xe2\x81\xa6"
				  "\xef\xb8\x8f\xf3\xa0\x81\x81"));
	CHECK_INT(n.zero_width, 3);
	CHECK_INT(n.soft_hyphen, 1);
	CHECK_INT(n.bidi, 2);
	CHECK_INT(n.variation, 1);
	CHECK_INT(n.tags, 1);
	test_name("plain text has none");
	n = script_invisible(SPAN("plain 日本語 é"));
	CHECK_INT(
	    n.zero_width + n.soft_hyphen + n.bidi + n.variation + n.tags, 0);
}

static void
mixed(void **state)
{
	static const struct {
		const char *name, *text;
		bool want;
	} rows[] = {
		{ "Cyrillic in a Latin word", "раypal", true },
		{ "Greek in a Latin word", "micrοsoft", true },
		{ "in any word of a text", "your pаypal account", true },
		{ "across an invisible character", "p\xe2\x80\x8b\xd0\xb0y",
		    true },
		{ "Latin and Russian words", "PayPal привет", false },
		{ "a hyphen parts words", "web-сайт", false },
		{ "units", "10kΩ 5μm", false },
		{ "Japanese beside Latin", "amazonの", false },
		{ "all Latin", "paypal é", false },
		{ "nothing", "", false },
	};
	struct script_styled styled;
	struct script_counts counts;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		test_name(rows[i].name);
		CHECK(script_mixed(span_of(rows[i].text)) == rows[i].want);
	}
	test_name("styled letters are counted by style");
	styled = script_styled(SPAN("𝐏𝐚y Ａｍ Ⓐ"));
	CHECK_INT(styled.mathematical, 3);
	CHECK_INT(styled.fullwidth, 2);
	test_name("letters are counted by script");
	counts = script_count(SPAN("ab1 あーア日 한 дΩ ا"));
	CHECK_INT(counts.letters[SCRIPT_LATIN], 2);
	CHECK_INT(counts.letters[SCRIPT_HIRAGANA], 1);
	CHECK_INT(counts.letters[SCRIPT_KATAKANA], 1);
	CHECK_INT(counts.letters[SCRIPT_HAN], 1);
	CHECK_INT(counts.letters[SCRIPT_HANGUL], 1);
	CHECK_INT(counts.letters[SCRIPT_CYRILLIC], 1);
	CHECK_INT(counts.letters[SCRIPT_GREEK], 1);
	CHECK_INT(counts.letters[SCRIPT_OTHER], 1);
	CHECK_INT(counts.all, 9);
}

TEST_MAIN(TEST(languages), TEST(simplified), TEST(invisible), TEST(mixed))
