/* What counts everywhere, once all secrets are known, and what does not. */
#include "report/redact_pattern.h"

/* People and logins, whose words may be words of others. */
static bool
is_name(enum secret_kind kind)
{
	return kind == SECRET_LOCAL || kind == SECRET_NAME ||
	    kind == SECRET_THIRD || kind == SECRET_THIRD_NAME ||
	    kind == SECRET_ACCOUNT || kind == SECRET_REGISTRANT;
}

/*
 * What stands as a word in a text of ours is masked where it is meant.  token:
 * the text is a host, which has to stay, and token of links may be in it.
 */
static void
demote(struct redact *r, span text, bool token)
{
	uint32_t state = 0;

	for (size_t i = 0; i < text.n; i++) {
		state = needles_step(&r->folded, state, text.p[i]);
		for (uint32_t k = needles_ended(&r->folded, state); k != 0;
		     k = r->folded.nodes[k].ended) {
			struct secret *secret =
			    &r->list[r->folded.nodes[k].value];
			size_t start = i + 1 - r->folded.nodes[k].depth;

			if (secret->rule == RULE_WORD &&
			    ((start > 0 && ascii_is_alnum(text.p[start - 1])) ||
				(i + 1 < text.n &&
				    ascii_is_alnum(text.p[i + 1]))))
				continue;
			if (secret->rule == RULE_ANYWHERE &&
			    span_find_byte(secret->text, '@') < secret->text.n)
				continue;
			if (token ? secret->kind == SECRET_TOKEN
				  : is_name(secret->kind))
				secret->rule = RULE_CONTEXT;
		}
	}
}

void
patterns_seal(struct redact *r)
{
	const struct mail *m = r->x->mail;

	needles_seal(&r->folded);
	needles_seal(&r->bytes);
	r->failed |= r->folded.count == 0 || r->bytes.count == 0;
	for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
		size_t count;
		const struct text *list =
		    texts_all(r->x->know->texts, lang, &count);

		for (size_t i = 0; i < count; i++) {
			span text = fold_text(r->arena,
			    arena_join(r->arena, list[i].sentence, SPAN("\n"),
				list[i].check))
					.text;

			demote(r, text, false);
			demote(r, list[i].id, false);
		}
	}
	for (size_t i = 0; i < m->link_count; i++) {
		demote(r, m->links[i].url.host, true);
		demote(r, m->links[i].target.host, true);
	}
	r->failed |= arena_failed(r->arena);
}
