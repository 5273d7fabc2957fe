#include "report/redact_pattern.h"

#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include "base/buf.h"
#include "base/domain.h"
#include "base/limits.h"
#include "base/utf8.h"

#define WORD_LEAST 3	  /* bytes: shorter ones stand everywhere */
#define FORM_LEAST 6	  /* bytes to be looked for reversed or in ROT13 */
#define PERSONS_MOST 5000 /* they are looked up one after another */

/* How each kind of person is called. */
static const struct {
	const char *local, *domain; /* domain NULL: their own stays */
	const char *name_en, *name_ja;
	enum secret_kind alone, name;
} people[] = {
	[SECRET_RECIPIENT] = { "recipient", "reader.example", "recipient",
	    "受信者", SECRET_LOCAL, SECRET_NAME },
	[SECRET_NAME] = { "recipient", "reader.example", "recipient", "受信者",
	    SECRET_LOCAL, SECRET_NAME },
	[SECRET_THIRD] = { "third-party", "thread.example", "third party",
	    "第三者", SECRET_THIRD, SECRET_THIRD_NAME },
	[SECRET_THIRD_NAME] = { "third-party", "thread.example", "third party",
	    "第三者", SECRET_THIRD, SECRET_THIRD_NAME },
	[SECRET_ACCOUNT] = { "account", NULL, "account", "アカウント",
	    SECRET_ACCOUNT, SECRET_ACCOUNT },
	[SECRET_REGISTRANT] = { "registrant", "registrant.example",
	    "registrant", "登録者", SECRET_REGISTRANT, SECRET_REGISTRANT },
};

const char *
secret_text(enum secret_kind kind)
{
	static const char *const texts[] = {
		[SECRET_RECIPIENT] = "recipient's address",
		[SECRET_LOCAL] = "recipient's local part",
		[SECRET_NAME] = "recipient's name",
		[SECRET_DOMAIN] = "domain of your own",
		[SECRET_SERVER] = "server of your own",
		[SECRET_SERVER_ADDRESS] = "address of a server of your own",
		[SECRET_THIRD] = "address in a quoted thread",
		[SECRET_THIRD_NAME] = "name in a quoted thread",
		[SECRET_ACCOUNT] = "abused account",
		[SECRET_REGISTRANT] = "holder of a domain",
		[SECRET_TOKEN] = "token of a link",
		[SECRET_WORD] = "word given by --redact",
	};

	return texts[kind];
}

/* Adds one that is in fold_text's form already. */
static struct secret *
add(struct redact *r, struct secret secret)
{
	struct needles *n =
	    secret.form == CODING_CHARSET ? &r->bytes : &r->folded;
	uint32_t known = needles_find(n, secret.text);
	struct secret *grown;

	if (known != NEEDLES_NONE) {
		/* Of two that look alike the one that counts more often. */
		if (r->list[known].rule == RULE_CONTEXT)
			r->list[known].rule = secret.rule;
		return NULL;
	}
	if (r->count >= LIMIT_SECRETS) {
		r->failed = true;
		return NULL;
	}
	grown =
	    arena_grow(r->arena, r->list, r->count, &r->room, sizeof(*grown));
	if (grown == NULL) {
		r->failed = true;
		return NULL;
	}
	r->list = grown;
	grown[r->count] = secret;
	if (!needles_add(n, secret.text, (uint32_t)r->count))
		return NULL;
	return &grown[r->count++];
}

static span
reversed(struct arena *a, span text)
{
	char *out = arena_raw(a, text.n + 1);
	size_t n = text.n;

	for (span rest = text; out != NULL && rest.n > 0;) {
		char bytes[UTF8_MAX];
		span one = utf8_text(utf8_cut(&rest, NULL), bytes);

		if (one.n > n)
			break;
		n -= one.n;
		memcpy(out + n, one.p, one.n);
	}
	return out == NULL ? (span){ 0 } : (span){ out + n, text.n - n };
}

static span
rot13(struct arena *a, span text)
{
	char *out = arena_raw(a, text.n + 1);

	for (size_t i = 0; out != NULL && i < text.n; i++) {
		char c = text.p[i];

		out[i] = c;
		if (c >= 'a' && c <= 'z')
			out[i] = (char)(c < 'n' ? c + 13 : c - 13);
	}
	return out == NULL ? (span){ 0 } : (span){ out, text.n };
}

/* The forms that no view undoes. */
static void
add_forms(struct redact *r, struct secret secret)
{
	span plain = secret.text;

	if (plain.n < FORM_LEAST || secret.rule == RULE_CONTEXT ||
	    secret.rule == RULE_ADDRESS)
		return;
	if (secret.rule == RULE_HOST)
		secret.rule = RULE_WORD;
	secret.form = CODING_REVERSED;
	secret.text = reversed(r->arena, plain);
	add(r, secret);
	if (span_letters(plain) < FORM_LEAST)
		return;
	secret.form = CODING_ROT13;
	secret.text = rot13(r->arena, plain);
	add(r, secret);
}

/* The bytes of units in that charset, without an escape at either end. */
static span
encoded(struct arena *a, const UChar *units, int32_t n, const char *charset)
{
	UErrorCode e = U_ZERO_ERROR;
	UConverter *to = ucnv_open(charset, &e);
	char bytes[LIMIT_REDACT_PATTERN * 4];
	int32_t count = 0;
	span s;

	if (U_FAILURE(e))
		return (span){ 0 };
	ucnv_setFromUCallBack(
	    to, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &e);
	count =
	    ucnv_fromUChars(to, bytes, (int32_t)sizeof(bytes), units, n, &e);
	ucnv_close(to);
	if (U_FAILURE(e) || count < 4)
		return (span){ 0 };
	s = (span){ bytes, (size_t)count };
	while (s.n > 3 && s.p[0] == '\x1b')
		s = span_drop(s, 3);
	while (s.n > 3 && s.p[s.n - 3] == '\x1b')
		s.n -= 3;
	return s.n < 4 ? (span){ 0 } : arena_copy(a, s);
}

/* What is not ASCII has other bytes in other charsets. */
static void
add_charsets(struct redact *r, struct secret secret, span text)
{
	static const char *const charsets[] = { "UTF-16LE", "UTF-16BE",
		"Shift_JIS", "EUC-JP", "ISO-2022-JP", "GB18030", "Big5",
		"EUC-KR" };
	UChar units[LIMIT_REDACT_PATTERN];
	UErrorCode e = U_ZERO_ERROR;
	int32_t n;

	if (utf8_ascii(text) || text.n > LIMIT_REDACT_PATTERN)
		return;
	u_strFromUTF8(units, COUNT(units), &n, text.p, (int32_t)text.n, &e);
	if (U_FAILURE(e))
		return;
	secret.form = CODING_CHARSET;
	secret.rest = (span){ 0 };
	for (size_t i = 0; i < COUNT(charsets); i++) {
		secret.text = encoded(r->arena, units, n, charsets[i]);
		secret.escaped = i == 4;
		if (secret.text.n > 0)
			add(r, secret);
	}
}

/* text as it is written, in all its forms; false: it was there before. */
static bool
add_text(struct redact *r, struct secret secret, span text)
{
	secret.text = fold_text(r->arena, text).text;
	/* A line end in it counts as none. */
	if (secret.text.n < WORD_LEAST ||
	    span_find_byte(secret.text, '\n') < secret.text.n)
		return false;
	/* The search finds its beginning, and that is told apart enough. */
	secret.text = span_head(secret.text, LIMIT_REDACT_PATTERN);
	if (add(r, secret) == NULL)
		return false;
	add_forms(r, secret);
	add_charsets(r, secret, text);
	return true;
}

static span
numbered(struct arena *a, const char *text, size_t number)
{
	return number <= 1 ? span_of(text)
			   : arena_format(a, "%s%zu", text, number);
}

/* Words that many bear. */
static bool
is_common(struct redact *r, span folded)
{
	static const enum list lists[] = { LIST_ROLES, LIST_COMMON };
	const struct know *know = r->x->know;
	struct brand_hit *hits;
	size_t digits = 0;

	for (size_t i = 0; i < COUNT(lists); i++) {
		const struct list_entry *e =
		    lists_find(know->lists, lists[i], folded);

		if (e != NULL && e->key.n == folded.n)
			return true;
	}
	while (digits < folded.n && ascii_is_digit(folded.p[digits]))
		digits++;
	return digits == folded.n ||
	    brands_by_id(know->brands, folded) != NULL ||
	    brands_named(know->brands, r->arena, folded, &hits) > 0;
}

/* "お客" or "customer" in it: how a mail calls everybody. */
static bool
is_everybody(struct redact *r, span folded)
{
	size_t count;
	const struct list_entry *list =
	    lists_all(r->x->know->lists, LIST_ROLES, &count);

	for (size_t i = 0; i < count; i++) {
		span word = list[i].key;
		size_t at, end;

		if (!span_is(list[i].kind, "reader"))
			continue;
		at = span_find(folded, word);
		end = at + word.n;
		if (at == folded.n)
			continue;
		if (!utf8_ascii(word) ||
		    ((at == 0 || !ascii_is_alnum(folded.p[at - 1])) &&
			(end == folded.n || !ascii_is_alnum(folded.p[end]))))
			return true;
	}
	return false;
}

/* One word of a name, or a local part. */
static void
add_word(struct redact *r, struct secret secret, span word)
{
	span folded = fold_text(r->arena, word).text;
	bool ascii = utf8_ascii(folded);

	/* A single letter, or a single kanji. */
	if (folded.n < 2 || (!ascii && folded.n <= 4))
		return;
	if (is_common(r, folded) || (ascii && folded.n < WORD_LEAST))
		secret.rule = RULE_CONTEXT;
	else
		secret.rule = ascii ? RULE_WORD : RULE_ANYWHERE;
	add_text(r, secret, word);
}

/* Takes a word of a name off *rest. */
static span
cut_word(span *rest)
{
	span word = { rest->p, 0 };

	while (rest->n > 0) {
		span before = *rest;
		uint32_t code = utf8_cut(rest, NULL);

		if (code == ' ' || code == 0x3000 || code == '\t' ||
		    code == '\n' || code == '\r' || code == ',' ||
		    code == '.' || code == '(' || code == ')' || code == '"' ||
		    code == '\'' || code == '/' || code == '_' || code == '+' ||
		    code == '-' || code == 0x30fb || code == 0xff08 ||
		    code == 0xff09)
			break;
		word.n += before.n - rest->n;
	}
	return word;
}

/* Honorifics are no part of a name. */
static span
bare_name(span name)
{
	static const char *const before[] = { "mr.", "mrs.", "ms.", "dr.",
		"mr ", "mrs ", "ms ", "dr " };
	static const char *const behind[] = { "様", "さま", "さん", "殿" };

	name = span_trim(name);
	while (name.n > 0 && (name.p[0] == '"' || name.p[0] == '\''))
		name = span_drop(name, 1);
	while (name.n > 0 &&
	    (name.p[name.n - 1] == '"' || name.p[name.n - 1] == '\''))
		name.n--;
	for (size_t i = 0; i < COUNT(before); i++)
		if (span_starts(name, before[i]))
			name = span_drop(name, strlen(before[i]));
	for (size_t i = 0; i < COUNT(behind); i++)
		if (span_ends(name, behind[i]))
			name.n -= strlen(behind[i]);
	return span_trim(name);
}

/* The words one behind the other, set off by sep, or the other way round. */
static void
add_joined(struct redact *r, struct secret secret, const span *words,
    size_t count, const char *sep, bool backwards)
{
	struct buf out = buf_new(r->arena, LIMIT_REDACT_PATTERN);

	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buf_text(&out, sep);
		buf_put(&out, words[backwards ? count - 1 - i : i]);
	}
	if (!out.full)
		add_text(r, secret, buf_span(&out));
}

#define NAME_WORDS 6

void
pattern_name(struct redact *r, enum secret_kind kind, span name, size_t number)
{
	static const char *const seps[] = { " ", "", ", ", "+", "_", "." };
	struct secret secret = { .kind = people[kind].name };
	span words[NAME_WORDS], rest, folded, bare = bare_name(name);
	size_t count = 0, common = 0;

	folded = fold_text(r->arena, bare).text;
	if (folded.n < 2 || span_find_byte(folded, '@') < folded.n ||
	    is_everybody(r, folded))
		return;
	for (rest = bare; rest.n > 0 && count < NAME_WORDS;) {
		span word = cut_word(&rest);

		if (word.n == 0)
			continue;
		words[count++] = word;
		common += is_common(r, fold_text(r->arena, word).text);
	}
	secret.stand_in = numbered(r->arena,
	    utf8_ascii(bare) ? people[kind].name_en : people[kind].name_ja,
	    number);
	secret.rule = utf8_ascii(folded) ? RULE_WORD : RULE_ANYWHERE;
	if (count == common || is_common(r, folded))
		secret.rule = RULE_CONTEXT;
	add_text(r, secret, bare);
	for (size_t i = 0; count > 1 && i < COUNT(seps); i++)
		for (int backwards = 0; backwards < 2; backwards++)
			add_joined(
			    r, secret, words, count, seps[i], backwards != 0);
	for (size_t i = 0; i < count && count > 1; i++)
		add_word(r, secret, words[i]);
}

/* local, sign, domain: the ways in which an address is spelt. */
static bool
add_address(struct redact *r, struct secret secret, span local, span domain)
{
	static const char *const signs[] = { "@", "=", "#", "%", "_at_", "-at-",
		" at ", "(at)", "[at]", " @ ", "＠" };
	bool added = false;

	for (size_t i = 0; i < COUNT(signs); i++)
		added |= add_text(r, secret,
		    arena_join(r->arena, local, span_of(signs[i]), domain));
	return added;
}

/* The local part alone, and its pieces where somebody is greeted by one. */
static void
add_local(struct redact *r, struct secret secret, span local)
{
	span rest = local;

	add_word(r, secret, local);
	secret.rule = RULE_CONTEXT;
	while (rest.n > 0) {
		span piece = cut_word(&rest);

		if (piece.n >= WORD_LEAST && piece.n < local.n)
			add_text(r, secret, piece);
	}
}

/* The number of who, counted as they come; 0: an old one. */
static size_t
number_of(struct redact *r, enum secret_kind kind, const struct address *who)
{
	span text = fold_text(r->arena, who->text).text;

	for (size_t i = 0; i < r->person_count; i++)
		if (span_same(r->persons[i].text, text))
			return r->persons[i].number;
	if (r->person_count == PERSONS_MOST) {
		r->failed = true;
		return 0;
	}
	if (r->persons == NULL)
		r->persons =
		    arena_array(r->arena, PERSONS_MOST, sizeof(*r->persons));
	if (r->persons == NULL) {
		r->failed = true;
		return 0;
	}
	r->persons[r->person_count++] =
	    (struct person){ text, ++r->numbers[kind] };
	return r->numbers[kind];
}

void
pattern_person(
    struct redact *r, enum secret_kind kind, const struct address *who)
{
	size_t number = number_of(r, kind, who);
	struct secret secret = { .kind = kind, .rule = RULE_ANYWHERE };
	span local = numbered(r->arena, people[kind].local, number);

	if (number == 0 || who->local.n == 0)
		return;
	if (who->ascii.n > 0) {
		span domain = people[kind].domain == NULL
		    ? who->ascii
		    : span_of(people[kind].domain);

		secret.stand_in =
		    arena_join(r->arena, local, SPAN("@"), domain);
		add_address(r, secret, who->local, who->ascii);
		if (!span_same_nocase(who->domain, who->ascii))
			add_address(r, secret, who->local, who->domain);
	}
	secret.stand_in = local;
	secret.kind = people[kind].alone;
	if (who->ascii.n > 0)
		add_local(r, secret, who->local);
	if (who->name.n > 0)
		pattern_name(r, kind, who->name, number);
}

void
pattern_account(struct redact *r, const struct address *who)
{
	pattern_person(r, SECRET_ACCOUNT, who);
}

void
pattern_login(struct redact *r, span user)
{
	struct secret secret = { .kind = SECRET_ACCOUNT,
		.stand_in = SPAN("account") };

	add_word(r, secret, user);
}

void
pattern_domain(struct redact *r, span domain)
{
	struct secret secret = { .kind = SECRET_DOMAIN,
		.rule = RULE_HOST,
		.stand_in = SPAN("reader.example") };
	span unicode = domain_unicode(r->arena, domain);

	if (span_is(domain, "reader.example"))
		return;
	add_text(r, secret, domain);
	if (!span_same(unicode, domain))
		add_text(r, secret, unicode);
}

void
pattern_server(struct redact *r, span host)
{
	struct secret secret = { .kind = SECRET_SERVER,
		.rule = RULE_HOST,
		.stand_in = SPAN("mx.reader.example") };

	add_text(r, secret, host);
}

void
pattern_machine(struct redact *r, span text)
{
	struct secret secret = { .kind = SECRET_SERVER_ADDRESS,
		.rule = RULE_ADDRESS };
	struct ip_net documentation;
	struct ip ip;
	size_t number;
	char *dashes;

	if (!ip_parse(text, &ip) || ip_kind(ip) == IP_LOOPBACK ||
	    ip_kind(ip) == IP_UNSPECIFIED ||
	    (ip_net_parse(SPAN("192.0.2.0/24"), &documentation) &&
		ip_in_net(ip, &documentation)))
		return;
	number = ++r->numbers[SECRET_SERVER_ADDRESS];
	secret.stand_in = arena_format(r->arena,
	    ip.family == 4 ? "192.0.2.%zu" : "2001:db8::%zu",
	    (number - 1) % 254 + 1);
	add_text(r, secret, arena_copy(r->arena, text));
	if (ip.family != 4)
		return;
	/* As names of machines have it: "host-192-0-2-1". */
	text = arena_copy(r->arena, text);
	dashes = arena_raw(r->arena, text.n + 1);
	for (size_t i = 0; dashes != NULL && i < text.n; i++)
		dashes[i] = text.p[i] == '.' ? '-' : text.p[i];
	if (dashes != NULL)
		add_text(r, secret, (span){ dashes, text.n });
}

void
pattern_token(struct redact *r, span token)
{
	struct secret secret = { .kind = SECRET_TOKEN, .rule = RULE_WORD };

	add_text(r, secret, token);
}

void
pattern_word(struct redact *r, span word)
{
	struct secret secret = { .kind = SECRET_WORD,
		.rule = RULE_ANYWHERE,
		.stand_in = SPAN("xxx") };
	span folded = fold_text(r->arena, span_trim(word)).text;
	size_t star;

	while (folded.n > 0 && folded.p[0] == '*') {
		secret.open = true;
		folded = span_drop(folded, 1);
	}
	star = span_find_byte(folded, '*');
	secret.rest = span_drop(folded, star);
	folded = span_head(folded, star);
	/* Less would be all texts. */
	if (folded.n < 2 || folded.n > LIMIT_REDACT_PATTERN) {
		r->failed |= folded.n > LIMIT_REDACT_PATTERN;
		return;
	}
	secret.text = folded;
	add(r, secret);
	if (secret.rest.n > 0 || secret.open)
		return;
	add_forms(r, secret);
	add_charsets(r, secret, span_trim(word));
}
