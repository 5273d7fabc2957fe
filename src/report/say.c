#include "report/say.h"

#include <stdio.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "base/buf.h"

/* A score up to which next to nothing is suspicious: 3 %. */
#define SAY_LOW (-15)

span
say_brand(const struct brand *b, enum lang lang)
{
	return lang == LANG_JA || b->name_en.n == 0 ? b->name_ja : b->name_en;
}

const struct brand *
say_impersonated(const struct examination *x)
{
	int margin;

	return verdict_is_bad(x->verdict.class) ? brand_posed(x, &margin)
						: NULL;
}

span
say_defanged(struct arena *a, span host)
{
	size_t dot = span_find_last(host, '.');

	if (dot == host.n)
		return host;
	return arena_join(
	    a, span_head(host, dot), SPAN("[.]"), span_drop(host, dot + 1));
}

#define COUNTRY_NAME 96 /* bytes; "South Georgia & ..." has 38 */

/* ICU's name of a country, with a NUL; false: it knows none. */
static bool
country_name(span code, enum lang lang, char out[static COUNTRY_NAME])
{
	char locale[] = { 'u', 'n', 'd', '_', code.p[0], code.p[1], '\0' };
	UErrorCode status = U_ZERO_ERROR;
	UChar name[COUNTRY_NAME];
	int32_t n = uloc_getDisplayCountry(
	    locale, lang_text(lang), name, COUNT(name), &status);

	if (U_FAILURE(status) || n <= 0 || n >= (int32_t)COUNT(name))
		return false;
	u_strToUTF8(out, COUNTRY_NAME, NULL, name, n, &status);
	return status == U_ZERO_ERROR;
}

/*
 * Asking ICU takes 2 us, and a route has few countries.  A pure function's
 * memory, of one thread: nobody can tell it is there.
 */
span
say_country(struct arena *a, span code, enum lang lang)
{
	static _Thread_local struct country {
		char code[2];
		char name[COUNTRY_NAME]; /* empty: none */
	} known[LANG_COUNT][64], *c;

	if (code.n != 2)
		return code;
	c = &known[lang][(code.p[0] * 7 + code.p[1]) & 63];
	if (memcmp(c->code, code.p, 2) != 0) {
		memcpy(c->code, code.p, 2);
		if (!country_name(code, lang, c->name))
			c->name[0] = '\0';
	}
	return c->name[0] == '\0' ? code : arena_copy(a, span_of(c->name));
}

static const span *
arg_of(const struct finding *f, span name)
{
	for (size_t i = 0; i < f->arg_count; i++)
		if (span_same(f->args[i].name, name))
			return &f->args[i].value;
	return NULL;
}

/* Values of link findings that a mail program would make a link of. */
static bool
is_host_value(const struct finding *f, span name)
{
	return (span_starts(span_of(f->id), "link.") ||
		   span_starts(span_of(f->id), "domain.link-") ||
		   span_is(span_of(f->id), "listed.link") ||
		   span_is(span_of(f->id), "listed.url")) &&
	    (span_is(name, "host") || span_is(name, "domain") ||
		span_is(name, "shown") || span_is(name, "subject") ||
		span_is(name, "action"));
}

/* Seconds as people say them: the largest unit that leaves two or more. */
static span
duration(struct arena *a, span seconds, enum lang lang)
{
	static const struct {
		uint64_t seconds;
		const char *words[LANG_COUNT];
	} units[] = {
		{ 86400, { "日", " days" } },
		{ 3600, { "時間", " hours" } },
		{ 60, { "分", " minutes" } },
		{ 1, { "秒", " seconds" } },
	};
	uint64_t n;
	size_t i = 0;

	if (!span_number(seconds, INT64_MAX, &n))
		return seconds;
	while (i + 1 < COUNT(units) && n < 2 * units[i].seconds)
		i++;
	return arena_format(a, "%llu%s%s",
	    (unsigned long long)(n / units[i].seconds),
	    lang == LANG_JA ? " " : "", units[i].words[lang]);
}

static span
value_for(struct arena *a, const struct finding *f, const struct text_arg *arg,
    enum lang lang)
{
	static const struct {
		const char *unknown[LANG_COUNT];
	} words = { { "不明", "unknown" } };
	const span *english = arg_of(f, SPAN("brand_en"));

	if (span_is(arg->name, "brand") && lang == LANG_EN && english != NULL &&
	    english->n > 0)
		return *english;
	if (span_is(arg->name, "country") && arg->value.n > 0)
		return say_country(a, arg->value, lang);
	if (span_is(arg->name, "duration"))
		return duration(a, arg->value, lang);
	if (arg->value.n == 0)
		return span_of(words.unknown[lang]);
	return is_host_value(f, arg->name) ? say_defanged(a, arg->value)
					   : arg->value;
}

static span
format(struct arena *a, const struct finding *f, span template, enum lang lang)
{
	struct text_arg *args;
	size_t n = f->arg_count;

	/* Many sentences are the same for every mail. */
	if (span_find_byte(template, '{') == template.n)
		return template;
	args = arena_array(a, n + 2, sizeof(*args));
	if (args == NULL)
		return (span){ 0 };
	for (size_t i = 0; i < n; i++)
		args[i] = (struct text_arg){ f->args[i].name,
			value_for(a, f, &f->args[i], lang) };
	/* What nobody could tell is said to be unknown. */
	if (arg_of(f, SPAN("country")) == NULL)
		args[n++] = (struct text_arg){ SPAN("country"),
			lang == LANG_JA ? SPAN("所在不明")
					: SPAN("place unknown") };
	if (arg_of(f, SPAN("operator")) == NULL)
		args[n++] = (struct text_arg){ SPAN("operator"),
			lang == LANG_JA ? SPAN("管理者不明")
					: SPAN("operator unknown") };
	return texts_format(a, template, args, n);
}

span
say_finding(struct arena *a, const struct know *know, const struct finding *f,
    enum lang lang)
{
	const struct text *t = texts_find(know->texts, lang, span_of(f->id));

	return t == NULL ? (span){ 0 } : format(a, f, t->sentence, lang);
}

span
say_check(struct arena *a, const struct know *know, const struct finding *f,
    enum lang lang)
{
	const struct text *t = texts_find(know->texts, lang, span_of(f->id));

	return t == NULL ? (span){ 0 } : format(a, f, t->check, lang);
}

span
say_id(const struct know *know, const char *id, enum lang lang)
{
	const struct text *t = texts_find(know->texts, lang, span_of(id));

	return t == NULL ? (span){ 0 } : t->sentence;
}

double
say_percent(const struct examination *x)
{
	double percent = x->verdict.probability * 100;

	return percent > 99.9 ? 99.9 : percent;
}

span
say_verdict(struct arena *a, const struct examination *x, enum lang lang)
{
	static const char *const headless[] = { "verdict.msg", "verdict.tnef",
		"verdict.nothing" };
	const struct brand *b = say_impersonated(x);
	char id[40], percent[16];
	struct text_arg args[2];

	if (x->mail->form != MAIL_MESSAGE)
		return say_id(
		    x->know, headless[x->mail->form - MAIL_OUTLOOK_MSG], lang);
	snprintf(id, sizeof(id), "verdict.%s%s%s",
	    verdict_class_text(x->verdict.class), b != NULL ? "-brand" : "",
	    x->verdict.class == VERDICT_UNKNOWN && x->verdict.score <= SAY_LOW
		? "-low"
		: "");
	snprintf(percent, sizeof(percent), "%.1f", say_percent(x));
	args[0] = (struct text_arg){ SPAN("percent"), span_of(percent) };
	args[1] = (struct text_arg){ SPAN("brand"),
		b == NULL ? (span){ 0 } : say_brand(b, lang) };
	return texts_format(a, say_id(x->know, id, lang), args, COUNT(args));
}
