#include "test/examined.h"

#define OBSERVED .standing = STANDING_OBSERVED
#define CLAIMED .standing = STANDING_CLAIMED
#define SAYS(text) EXAMINED_MAIL("x@example.com", "x", text "\n")
#define SHOWS(html) EXAMINED_HTML("x@example.com", "x", html "\n")
#define SUBJECT(subject) EXAMINED_MAIL("x@example.com", subject, "Text.\n")
#define JA "いつもお世話になっております。資料をお送りします。"

/* A family's telltale words, its usual words, and words that are neither. */
static const struct {
	const char *strong, *strong_text, *mild, *mild_text, *neither;
} families[] = {
	{ "wording.salutation", "親愛なるお客様", "wording.salutation-mild",
	    "お客様各位", "山田商事の皆さまへ" },
	{ "wording.threat", "アカウントが停止される可能性があります",
	    "wording.threat-mild", "アカウントの停止",
	    "アカウントを作成しました" },
	{ "wording.deadline", "24時間以内にご確認がない場合",
	    "wording.deadline-mild", "本日中", "本日お送りします" },
	{ "wording.security-alarm", "盗用の疑い", "wording.security-alarm-mild",
	    "通常とは異なる", "通常どおり営業します" },
	{ "wording.verify", "ご利用確認のお願い", "wording.verify-mild",
	    "犯罪収益移転防止法", "資料の確認をお願いします" },
	{ "wording.payment", "支払い方法が無効", "wording.payment-mild",
	    "お支払い方法に問題", "お支払いありがとうございました" },
	{ "wording.delivery", "荷物を配達できませんでした",
	    "wording.delivery-mild", "お届けできませんでした",
	    "荷物が届きました" },
	{ "wording.mailbox", "メールのバージョンが古くなっています",
	    "wording.mailbox-mild", "メールボックスの容量",
	    "メールを拝見しました" },
	{ "wording.prize", "ポイントプレゼントのお知らせ", "wording.prize-mild",
	    "抽選の結果", "検査の結果" },
	{ "wording.tax", "納税確認番号", "wording.tax-mild", "自主的に納付",
	    "税込の価格です" },
	{ "wording.crypto", "connect your wallet", "wording.crypto-mild",
	    "metamask", "I lost my leather wallet" },
	{ "wording.extortion", "アダルトサイト", "wording.extortion-mild",
	    "ビットコイン", "木馬の写真です" },
	{ "wording.bec", "業務プロジェクト", "wording.bec-mild",
	    "wire transfer", "file transfer" },
	{ "wording.chat-group", "他の方は招待せ", "wording.chat-group-mild",
	    "add me on telegram", "我々の研究グループ" },
	{ "wording.false-bounce", "recover pending",
	    "wording.false-bounce-mild", "同期エラー通知",
	    "メールが届きました" },
	{ "wording.securities", "義務化通知", "wording.securities-mild",
	    "補償の対象外", "証券会社に勤めています" },
	{ "wording.points", "マイル加算手続き", "wording.points-mild",
	    "未使用ポイント", "要点をまとめます" },
	{ "wording.toll", "unpaid toll", "wording.toll-mild",
	    "最終ログインから", "a toll-free number" },
	{ "wording.invoice", "to cancel this order, call",
	    "wording.invoice-mild", "overdue invoice is",
	    "our invoice department" },
	{ "wording.advance-fee", "next of kin", "wording.advance-fee-mild",
	    "遺産の受取人", "産業遺産の見学" },
	{ "wording.job", "mystery shopper", "wording.job-mild",
	    "no experience required", "in my experience" },
	{ "wording.invest", "double your money", "wording.invest-mild",
	    "passive income", "passive voice" },
	{ "wording.call-to-action", "今すぐ認証する",
	    "wording.call-to-action-mild", "以下のリンクをクリック",
	    "以下のとおりです" },
	{ "wording.unnatural", "ご理解ありがとうございます",
	    "wording.unnatural-mild", "発見しました", "見つけました" },
};

static const char *
saying(const char *text)
{
	span mail = arena_format(test_arena(), SAYS("%s"), text);
	char *copy = arena_alloc(test_arena(), mail.n + 1);

	memcpy(copy, mail.p, mail.n);
	return copy;
}

static void
phrase_families(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(families); i++) {
		const char *strong = families[i].strong;
		const char *mild = families[i].mild;
		const struct examined_row rows[] = {
			{ strong, saying(families[i].strong_text),
			    .has = strong, .lacks = mild, CLAIMED,
			    .quote = families[i].strong_text },
			{ mild, saying(families[i].mild_text), .has = mild,
			    .lacks = strong, CLAIMED,
			    .quote = families[i].mild_text },
			{ "words that are neither", saying(families[i].neither),
			    .lacks = mild },
			{ "words that are neither", saying(families[i].neither),
			    .lacks = strong },
		};

		examined_rows(rows, COUNT(rows));
	}
}

static const struct examined_row phrase_rows[] = {
	{ "what a genuine mail says as well", SAYS("You read a mailing list"),
	    .has = "wording.personal", CLAIMED, .args = "phrase=mailing list" },
	{ "what says nothing", SAYS("You read a list of mails"),
	    .lacks = "wording.personal" },
	{ "a phrase is found behind full-width and zero-width letters",
	    SAYS("ＣＯＮＮＥＣＴ yo\xe2\x80\x8bur wallet"),
	    .has = "wording.crypto", CLAIMED, .quote = "ＣＯＮＮＥＣＴ yo" },
	{ "a phrase in the subject quotes the subject", SUBJECT("盗用の疑い"),
	    .has = "wording.security-alarm", CLAIMED,
	    .quote = "Subject:", .args = "phrase=盗用の疑い" },
	{ "hidden words are not what the mail says",
	    SHOWS("<p>Hello</p><div style=\"display:none\">connect your wallet"
		  "</div>"),
	    .lacks = "wording.crypto" },
	{ "words that somebody quotes are mild",
	    SAYS("See this:\n> please connect your wallet"),
	    .has = "wording.crypto-mild", .lacks = "wording.crypto", CLAIMED },
	{ "an arrow inside a line quotes nobody",
	    SAYS("go > connect your wallet"), .has = "wording.crypto",
	    CLAIMED },
	{ "a spaced comma between kana is a translator's",
	    SAYS("お客様 , こんにちは。確認してください。"),
	    .has = "wording.unnatural", CLAIMED },
	{ "a Japanese comma is not", SAYS("お客様、こんにちは。" JA),
	    .lacks = "wording.unnatural" },
	{ "full-width words in a text",
	    SAYS("ＡＣＣＯＵＮＴ を確認してください。"),
	    .has = "wording.unnatural-mild", CLAIMED },
};

#define TO(to, text)                                                           \
	EXAMINED_RECEIVED "From: x@example.com\nTo: " to                       \
			  "\nSubject: x\n\n" text "\n"

static const struct examined_row greeting_rows[] = {
	{ "greeted by the address",
	    TO("me@reader.example", "Dear me@reader.example,\n\nText."),
	    .has = "wording.greeting-address", CLAIMED,
	    .args = "greeting=me@reader.example",
	    .quote = "me@reader.example" },
	{ "the address in a sentence is no greeting",
	    TO("me@reader.example",
		"We write to me@reader.example since you are a member."),
	    .lacks = "wording.greeting-address" },
	{ "a quoted line is somebody else's",
	    TO("me@reader.example", "> Dear me@reader.example,"),
	    .lacks = "wording.greeting-address" },
	{ "the address in a mailing list's footer",
	    TO("list@lists.example",
		"Short.\n\n_______________________________________________\n"
		"Our mailing list\nlist@lists.example\n"),
	    .lacks = "wording.greeting-address" },
	{ "the address in a signature",
	    TO("me@reader.example", "Short.\n\n-- \nme@reader.example\n"),
	    .lacks = "wording.greeting-address" },
	{ "greeted by the local part", TO("sales@reader.example", "sales 様\n"),
	    .has = "wording.greeting-local-part", CLAIMED,
	    .args = "greeting=sales" },
	{ "a word that is the local part as well",
	    TO("sales@reader.example", "Our sales went up.\n"),
	    .lacks = "wording.greeting-local-part" },
	{ "the address in the subject",
	    SUBJECT("Mail to reader@reader.example"),
	    .has = "wording.subject-address", CLAIMED,
	    .args = "address=reader@reader.example", .quote = "Subject:" },
	{ "another address in the subject", SUBJECT("Mail to a@example.org"),
	    .lacks = "wording.subject-address" },
	{ "the domain in the subject", SUBJECT("reader.example will be closed"),
	    .has = "wording.subject-domain", CLAIMED,
	    .args = "domain=reader.example" },
	{ "the domain's own people may name it",
	    EXAMINED_MAIL("x@reader.example", "reader.example closed", "x\n"),
	    .lacks = "wording.subject-domain" },
};

static const struct examined_row letter_rows[] = {
	{ "simplified letters in a Japanese mail",
	    SAYS(JA "您的账户に问题があります。ご確認をお願いいたします。"),
	    .has = "wording.simplified-chinese", CLAIMED, .args = "letter=您",
	    .quote = "您" },
	{ "Japanese kanji", SAYS(JA "口座に問題があります。"),
	    .lacks = "wording.simplified-chinese" },
	{ "simplified letters in a Chinese mail",
	    SAYS("您的账户有问题，请尽快登录并验证您的身份信息。谢谢。"),
	    .lacks = "wording.simplified-chinese" },
	{ "a Chinese font in a Japanese mail",
	    SHOWS("<p style=\"font-family:'Microsoft YaHei'\">" JA "</p>"),
	    .has = "wording.chinese-font", CLAIMED,
	    .args = "font=Microsoft YaHei", .quote = "Microsoft YaHei" },
	{ "a Japanese font",
	    SHOWS("<p style=\"font-family:Meiryo\">" JA "</p>"),
	    .lacks = "wording.chinese-font" },
	{ "a Chinese charset in a Japanese mail",
	    EXAMINED_RECEIVED
	    "From: x@example.com\nContent-Type: text/plain; charset=gb2312\n"
	    "Content-Transfer-Encoding: base64\n\n"
	    "pKSkxKTipKrK2tSppMukyqTDpMakqqTqpN6kuaGjpLOk86TLpMGkz6GjCg==\n",
	    .has = "wording.chinese-charset", CLAIMED, .args = "charset=gb2312",
	    .quote = "charset=gb2312" },
	{ "a Japanese charset",
	    EXAMINED_RECEIVED
	    "From: x@example.com\nContent-Type: text/plain; charset=euc-jp\n"
	    "Content-Transfer-Encoding: base64\n\n"
	    "pKSkxKTipKrApM/DpMukyqTDpMakqqTqpN6kuaGjCg==\n",
	    .lacks = "wording.chinese-charset" },
	{ "a kanji inside a katakana word", SAYS(JA "ア力ウントの確認"),
	    .has = "wording.kana-lookalikes", CLAIMED,
	    .args = "letter=力|count=1", .quote = "力" },
	{ "a dash inside a katakana word in the subject",
	    SUBJECT("メ-ルのお知らせ"), .has = "wording.kana-lookalikes",
	    CLAIMED, .args = "letter=-", .quote = "Subject:" },
	{ "a kanji between words", SAYS(JA "体力とアカウント"),
	    .lacks = "wording.kana-lookalikes" },
	{ "many invisible characters",
	    SAYS("a\xe2\x80\x8b"
		 "b\xe2\x80\x8b"
		 "c\xe2\x80\x8b"
		 "d\xe2\x80\x8b"
		 "e\xe2\x80\x8b"
		 "f\xe2\x80\x8b"
		 "g\xe2\x80\x8b"
		 "h\xe2\x80\x8b"),
	    .has = "wording.invisible-characters", CLAIMED, .args = "count=8",
	    .quote = "a\xe2\x80\x8b"
		     "b" },
	{ "one that a paste left behind",
	    SAYS("a\xe2\x80\x8b"
		 "b"),
	    .lacks = "wording.invisible-characters" },
	{ "mathematical letters in the text", SAYS("First.\n𝐏𝐚𝐲 𝐧𝐨𝐰"),
	    .has = "wording.styled-letters", CLAIMED, .args = "count=6",
	    .quote = "𝐏𝐚𝐲" },
	{ "a variable of a formula", SAYS("let 𝑥 be a number"),
	    .lacks = "wording.styled-letters" },
	{ "mathematical letters in the subject", SUBJECT("𝐀𝐦𝐚𝐳𝐨𝐧"),
	    .has = "wording.styled-subject", CLAIMED, .quote = "Subject:" },
	{ "Cyrillic letters in a Latin word of the subject",
	    SUBJECT("Your аccоunt"), .has = "wording.styled-subject", CLAIMED },
	{ "full-width letters in the subject", SUBJECT("ＡＢＣ商事"),
	    .lacks = "wording.styled-subject" },
};

#define TEN(x) x x x x x x x x x x
#define SENTENCE "Ten words that nobody is meant to see stand here. "
#define ALTERNATIVE(subtype, plain, html)                                      \
	EXAMINED_RECEIVED                                                      \
	"From: x@example.com\nMIME-Version: 1.0\n"                             \
	"Content-Type: multipart/" subtype "; boundary=b\n\n"                  \
	"--b\nContent-Type: text/html; charset=utf-8\n\n" html "\n"            \
	"--b\nContent-Type: text/plain; charset=utf-8\n\n" plain "\n--b--\n"
#define OTHER                                                                  \
	"The garden needs water in the morning, and in the evening we "        \
	"look after the tomatoes that our neighbours brought last week, "      \
	"because they travel. Nobody minds a little rain in "                  \
	"August, and the old man next door least of all."
#define LOGIN                                                                  \
	"<p>We could not charge the card that you left with us. Until you "    \
	"tell us a new number your membership rests, and the parcels stay "    \
	"where they are. It takes two minutes and you need your password. "    \
	"After that all of it goes on as it did before.</p>"

static const struct examined_row hidden_rows[] = {
	{ "a long hidden text",
	    SHOWS("<p>Seen</p><div style=\"display:none\">" TEN(
		SENTENCE) "</div>"),
	    .has = "wording.hidden-text", OBSERVED, .quote = "Ten words" },
	{ "a preview line is short",
	    SHOWS("<p>Seen</p><div style=\"display:none\">" SENTENCE "</div>"),
	    .lacks = "wording.hidden-text" },
	{ "rows of blanks and soft hyphens are no text",
	    SHOWS("<p>Seen</p><div style=\"display:none\">" TEN(
		TEN("&nbsp;&zwnj;&shy; ")) "</div>"),
	    .lacks = "wording.hidden-text" },
	{ "words cut up by hidden pieces",
	    SHOWS("<p>" TEN("pa<span style=\"font-size:0\">xk</span>y ")
		    TEN("a<span style=\"font-size:0\">q</span>b ") "</p>"),
	    .has = "wording.hidden-pieces", OBSERVED, .args = "pieces=20" },
	{ "hidden blanks between words cut up nothing",
	    SHOWS("<p>" TEN("pay<span style=\"font-size:0\">&nbsp;</span>x ")
		    TEN("a<span style=\"font-size:0\">&shy;</span>b ") "</p>"),
	    .lacks = "wording.hidden-pieces" },
	{ "the plain part says something else",
	    ALTERNATIVE("alternative", OTHER, LOGIN),
	    .has = "wording.plain-html-differ", OBSERVED, .args = "percent=0" },
	{ "a second text beside the first is no alternative",
	    ALTERNATIVE("mixed", OTHER, LOGIN),
	    .lacks = "wording.plain-html-differ" },
	{ "the plain part says the same",
	    ALTERNATIVE("alternative", OTHER, "<p>" OTHER "</p>"),
	    .lacks = "wording.plain-html-differ" },
};

static const struct examined_row payment_rows[] = {
	{ "a Bitcoin address",
	    SAYS("Send it to 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2."),
	    .has = "wording.wallet", CLAIMED,
	    .args = "wallet=1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
	    .quote = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2" },
	{ "an order number of that length",
	    SAYS("Order 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3."),
	    .lacks = "wording.wallet" },
	{ "a picture to click and no words",
	    SHOWS("<a href=\"http://www.example.net/\"><img "
		  "src=\"http://img.example.net/a.png\"></a>"),
	    .has = "wording.only-pictures", OBSERVED },
	{ "a picture and words enough",
	    SHOWS("<a href=\"http://www.example.net/\"><img "
		  "src=\"http://img.example.net/a.png\"></a><p>" OTHER),
	    .lacks = "wording.only-pictures" },
};

static void
phrases(void **state)
{
	(void)state;
	examined_rows(phrase_rows, COUNT(phrase_rows));
}

static void
greetings(void **state)
{
	(void)state;
	examined_rows(greeting_rows, COUNT(greeting_rows));
}

static void
letters(void **state)
{
	(void)state;
	examined_rows(letter_rows, COUNT(letter_rows));
}

static void
hidden(void **state)
{
	(void)state;
	examined_rows(hidden_rows, COUNT(hidden_rows));
}

static void
payments(void **state)
{
	(void)state;
	examined_rows(payment_rows, COUNT(payment_rows));
}

TEST_MAIN(TEST(phrase_families), TEST(phrases), TEST(greetings), TEST(letters),
    TEST(hidden), TEST(payments))
