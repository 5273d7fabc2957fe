/* complaints - what the checkers of tables found, in words. */
#include "cmd/knowledge.h"

/* {1} is the complaint's value, {2} its other. */
static const struct {
	const char *id; /* for programs */
	struct bilingual what, instead;
} kinds[COMPLAINT_KINDS] = {
	[COMPLAINT_ROW] = { "row",
	    { "読めない行です（{1}）", "the row cannot be read: {1}" },
	    { "data フォルダーにある同じ名前のファイルの冒頭の説明に合わせて"
	      "ください",
		"write it as the top of mekiki's own file says" } },
	[COMPLAINT_TABLE] = { "table",
	    { "この名前の表は読み込まれません",
		"no table of that name is read" },
	    { "mekiki の data フォルダーにある表と同じ名前にしてください",
		"name it as one in mekiki's data folder" } },
	[COMPLAINT_TWICE] = { "id-twice",
	    { "id「{1}」がもうあります（{2}）",
		"the id {1} is there already ({2})" },
	    { "別の id にするか、1行にまとめてください",
		"choose another, or make one row of both" } },
	[COMPLAINT_EMPTY] = { "empty",
	    { "列 {1} が空です", "the column {1} is empty" },
	    { "書き入れてください", "fill it in" } },
	[COMPLAINT_NO_DOMAIN] = { "no-domain",
	    { "ドメインではありません：{1}", "that is no domain: {1}" },
	    { "example.jp のように小文字で書いてください。"
	      "日本語のドメインは xn-- の形にします",
		"write it in lower case as example.jp, "
		"beyond ASCII as xn--" } },
	[COMPLAINT_SUFFIX] = { "public-suffix",
	    { "{1} の下には、だれでもドメインを持てます",
		"below {1} others register domains of their own" },
	    { "自分のドメインを書いてください。これで正しければ、"
	      "shares の列にも {1} と書いてください",
		"write the brand's own domain, or {1} into shares as well "
		"where it is meant so" } },
	[COMPLAINT_TENANT] = { "tenant",
	    { "tenant の書き方が読み取れません：{1}",
		"that is no tenant domain: {1}" },
	    { "ドメインか、先頭に = を1つ付けたドメインを書いてください",
		"write a domain, or one with a single = in front" } },
	[COMPLAINT_DOMAIN_TWICE] = { "domain-twice",
	    { "{1} が同じ列に2回あります", "{1} is there twice" },
	    { "1つを消してください", "take one away" } },
	[COMPLAINT_DOMAIN_SHARED] = { "domain-shared",
	    { "{1} は {2} の正規ドメインでもあります",
		"{1} is an official domain of {2} as well" },
	    { "片方から消すか、関係があるなら shares に相手の id を"
	      "書いてください",
		"take it from one of them, or write the other's id into shares "
		"if they belong together" } },
	[COMPLAINT_ALIAS_TWICE] = { "alias-twice",
	    { "「{1}」は同じブランドの {2} にもあります"
	      "（大文字・小文字や全角・半角は区別しません）",
		"\"{1}\" is among its {2} already (case and width make no "
		"difference)" },
	    { "1つを消してください", "take one away" } },
	[COMPLAINT_ALIAS_SHARED] = { "alias-shared",
	    { "「{1}」は {2} の名前でもあります",
		"\"{1}\" is a name of {2} as well" },
	    { "片方から消すか、どちらも本当にその名前なら shares に"
	      "相手の id を書いてください",
		"take it from one of them, or write the other's id into shares "
		"if both are called so" } },
	[COMPLAINT_ALIAS_COMMON] = { "alias-common",
	    { "「{1}」はありふれた語です（lists/common.tsv）",
		"\"{1}\" is a common word (lists/common.tsv)" },
	    { "weak の列に移してください", "move it to the column weak" } },
	[COMPLAINT_ALIAS_SHORT] = { "alias-short",
	    { "「{1}」は短すぎて、ほかのものにも当てはまります",
		"\"{1}\" is so short that it stands for many things" },
	    { "weak の列に移してください", "move it to the column weak" } },
	[COMPLAINT_ALIAS_NOTHING] = { "alias-nothing",
	    { "「{1}」には文字も数字もありません",
		"\"{1}\" has neither letters nor digits" },
	    { "消すか、読める名前にしてください",
		"take it away, or write a name that can be read" } },
	[COMPLAINT_SECTOR] = { "sector",
	    { "「{1}」という業種はありません", "there is no sector {1}" },
	    { "ファイル冒頭の一覧から選んでください",
		"choose one of those at the top of data/brands.tsv" } },
	[COMPLAINT_REPORT] = { "report",
	    { "通報先がメールアドレスではありません：{1}",
		"that is no mail address to report to: {1}" },
	    { "abuse@example.jp のように書くか、空にしてください",
		"write one as abuse@example.jp, or leave it empty" } },
	[COMPLAINT_SHARES] = { "shares",
	    { "shares にある「{1}」はどの行の id でもありません",
		"shares names {1}, which is no brand's id" },
	    { "mekiki brands で id を確かめてください",
		"see mekiki brands for the ids" } },
	[COMPLAINT_UNKNOWN] = { "no-evidence",
	    { "{1} の根拠と確認日が brand_domains.tsv にありません",
		"brand_domains.tsv does not say where {1} is known from" },
	    { "{1} と {2} の行を足してください。"
	      "まだ確かめていなければ unverified と書きます",
		"add a row of {1} and {2}; write unverified if nobody has "
		"looked yet" } },
	[COMPLAINT_ORPHAN] = { "evidence-orphan",
	    { "brands.tsv では、{1} は {2} のドメインではありません",
		"in brands.tsv {1} is no domain of {2}" },
	    { "この行を消すか、brands.tsv に書いてください",
		"take the row away, or write the domain there" } },
	[COMPLAINT_DAY] = { "day",
	    { "確認日が日付ではありません：{1}", "that is no day: {1}" },
	    { "2026-11-25 のように書いてください", "write it as 2026-11-25" } },
	[COMPLAINT_CATEGORY] = { "category",
	    { "「{1}」という分類はありません", "there is no category {1}" },
	    { "ファイル冒頭の一覧から選んでください。"
	      "知らない分類の行は使われません",
		"choose one of those at the top of data/phrases/en.tsv; a row "
		"of another is not used" } },
	[COMPLAINT_PHRASE_TWICE] = { "phrase-twice",
	    { "同じ語句がもうあります（{2}）：{1}",
		"the phrase is there already ({2}): {1}" },
	    { "1つを消してください", "take one away" } },
	[COMPLAINT_UNFOLDED] = { "unfolded",
	    { "「{1}」は決して見つかりません。"
	      "比べる前の本文では「{2}」になります",
		"\"{1}\" is never found: in the text it becomes \"{2}\"" },
	    { "そろえた後の形で書いてください"
	      "（mekiki phrases --test で見られます）",
		"write it as mekiki phrases --test shows it folded" } },
	[COMPLAINT_SHORT_CORE] = { "short-core",
	    { "決まった文字が少なすぎます（「{2}」）：{1}",
		"what must be there is too short (\"{2}\"): {1}" },
	    { "前後の語を足してください", "add words around it" } },
};

static const struct bilingual line_format = { "{1}: {2}。{3}。\n",
	"{1}: {2}; {3}\n" };
static const struct bilingual nothing = { "問題はありません。\n",
	"nothing to complain of\n" };
static const struct bilingual more_left = {
	"ほかにもあります。ここまでを直してから、もう一度実行してください。\n",
	"there are more: mend these and run it again\n"
};

static void
print_json(struct json *j, const struct complaint *c)
{
	json_begin_object(j);
	json_pair_text(j, "complaint", kinds[c->kind].id);
	json_pair_span(j, "file", c->file);
	json_pair_int(j, "line", (int64_t)c->line);
	json_pair_span(j, "value", c->value);
	json_pair_maybe(j, "other", c->other);
	json_end(j);
	json_newline(j);
}

static void
print_line(struct knowledge *k, const struct complaint *c)
{
	struct arena *a = k->arena;
	span value = bilingual_cut(a, c->value),
	     other = bilingual_cut(a, c->other);
	span place = bilingual_cut(
	    a, c->line > 0 ? complaints_place(a, c->file, c->line) : c->file);
	span what = bilingual_with(
	    a, &kinds[c->kind].what, k->lang, value, other, (span){ 0 });
	span instead = bilingual_with(
	    a, &kinds[c->kind].instead, k->lang, value, other, (span){ 0 });

	buf_put(&k->text->out,
	    bilingual_with(a, &line_format, k->lang, place, what, instead));
}

void
complaints_print(struct knowledge *k, const struct complaints *c)
{
	for (size_t i = 0; i < c->count; i++) {
		if (k->json != NULL)
			print_json(k->json, &c->list[i]);
		else
			print_line(k, &c->list[i]);
	}
	if (k->json == NULL && c->count == 0)
		buf_put(&k->text->out, bilingual_in(&nothing, k->lang));
	if (k->json == NULL && c->more)
		buf_put(&k->text->out, bilingual_in(&more_left, k->lang));
}
