#include "report/report_html.h"

#include <openssl/evp.h>

#include "base/limits.h"
#include "base/version.h"
#include "report/report_parts.h"

#define LINE_SUBJECT 120 /* columns of a subject in the list of mails */
#define LINE_SENDER 60

/* No colour is the only sign of anything; contrast is 4.5 to 1 and more. */
static const char style_sheet[] =
    ":root{color-scheme:light dark;--ink:#1b1b1f;--paper:#fff;--faint:#55565e;"
    "--line:#c9cad3;--bad:#a3122a;--good:#14602f;--warn:#fff3d6;--box:#f4f4f8}"
    "@media(prefers-color-scheme:dark){:root{--ink:#ececf1;--paper:#17171c;"
    "--faint:#b3b4be;--line:#45464f;--bad:#ff9aa8;--good:#8fdca8;"
    "--warn:#3a3016;--box:#22222a}}"
    "*{box-sizing:border-box}"
    "html{-webkit-text-size-adjust:100%}"
    "body{margin:0 auto;max-width:54rem;padding:1rem;color:var(--ink);"
    "background:var(--paper);font:1rem/1.6 system-ui,'Hiragino Sans',"
    "'Yu Gothic UI','Noto Sans CJK JP','Noto Sans JP',sans-serif;"
    "line-break:strict;overflow-wrap:anywhere}"
    ":lang(ja){font-style:normal}"
    ".private{border:2px solid var(--bad);background:var(--warn);"
    "border-radius:.4rem;padding:.6rem .9rem;margin:0 0 1.2rem;"
    "font-weight:600}"
    "h1{font-size:1.25rem;margin:0 0 .8rem}"
    "h2{font-size:1.1rem}"
    "h3{font-size:1.05rem;margin:1.6rem 0 .5rem;padding-bottom:.2rem;"
    "border-bottom:1px solid var(--line)}"
    "article,details{margin:0 0 1.5rem}"
    "details{border:1px solid var(--line);border-radius:.4rem}"
    "details>article{padding:0 .9rem;margin:.8rem 0}"
    "summary{padding:.6rem .9rem;cursor:pointer}"
    "summary b{font-weight:700}"
    "summary .faint{font-size:.9rem}"
    ".more{border:0;margin:0 0 .5rem 1.6rem}"
    ".more>summary{padding:0;color:var(--faint);font-size:.9rem}"
    ".more .i4{margin-left:0}"
    "p{display:flex;gap:0 .6rem;margin:.35rem 0}"
    ".lead{flex:none}.text{flex:1 1 auto;min-width:0}"
    ".note{flex:none;font-variant-numeric:tabular-nums;font-weight:600}"
    ".i0.bad,.i0.good,.i0.head{border-left:.4rem solid currentColor;"
    "background:var(--box);padding:.7rem .9rem;font-size:1.15rem;"
    "font-weight:700}"
    ".bad{color:var(--bad)}.good{color:var(--good)}"
    ".faint{color:var(--faint)}"
    ".i1{font-weight:600;margin-top:.9rem}"
    ".i2{margin-left:0}.i4,.i5{margin-left:1.6rem}"
    ".i4 .lead{color:var(--faint);font-weight:600;min-width:8rem}"
    ".text,dd{white-space:pre-wrap}"
    ".drawn{margin:0;line-height:1.45}"
    ".drawn .lead{width:1.2rem;text-align:center}"
    "dl{margin:.3rem 0}"
    "dl div{display:grid;grid-template-columns:minmax(7rem,11rem) 1fr;"
    "gap:.2rem .8rem;padding:.2rem 0}"
    "dl div+div{border-top:1px solid var(--line)}"
    "dt{color:var(--faint)}dd{margin:0}"
    "footer{color:var(--faint);font-size:.9rem;border-top:1px solid "
    "var(--line);margin-top:2rem;padding-top:.6rem}"
    "@media(max-width:34rem){dl div{grid-template-columns:1fr}"
    ".i4,.i5{margin-left:.8rem}.i4{flex-wrap:wrap}.i4 .text{flex-basis:100%}}"
    /* A line alone, so that a browser that does not know it drops no more. */
    "@media print{::details-content{content-visibility:visible}}"
    "@media print{body{max-width:none}h3{break-after:avoid}"
    "p,dl div{break-inside:avoid}}";

/* "sha256-...": the one style that the page allows. */
static span
style_hash(struct arena *a)
{
	unsigned char digest[EVP_MAX_MD_SIZE], text[64];
	unsigned n = 0;
	int length;

	if (EVP_Digest(style_sheet, sizeof(style_sheet) - 1, digest, &n,
		EVP_sha256(), NULL) != 1)
		return (span){ 0 };
	length = EVP_EncodeBlock(text, digest, (int)n);
	return arena_join(a, SPAN("sha256-"),
	    (span){ (const char *)text, (size_t)length }, (span){ 0 });
}

static void
put_word(struct buf *out, const struct know *know, const char *id, enum lang l)
{
	layout_page_text(out, say_id(know, id, l));
}

span
report_html_begin(struct arena *a, const struct know *know,
    const enum lang *langs, size_t lang_count, bool redacted)
{
	struct buf out = buf_new(a, (size_t)1 << 20);

	buf_text(&out, "<!DOCTYPE html>\n<html lang=\"");
	buf_text(&out, lang_text(langs[0]));
	buf_text(&out,
	    "\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
	    "'none'; base-uri 'none'; form-action 'none'; style-src '");
	buf_put(&out, style_hash(a));
	buf_text(&out,
	    "'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
	    "<meta name=\"robots\" content=\"noindex, nofollow\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, "
	    "initial-scale=1\">\n<title>");
	put_word(&out, know, "html.title", langs[0]);
	buf_text(&out, "</title>\n<style>");
	buf_text(&out, style_sheet);
	buf_text(&out, "</style>\n</head>\n<body>\n<header>\n<h1>");
	put_word(&out, know, "html.title", langs[0]);
	buf_text(&out, "</h1>\n");
	for (size_t i = 0; i < lang_count; i++) {
		buf_text(&out, "<p class=\"private\" lang=\"");
		buf_text(&out, lang_text(langs[i]));
		buf_text(&out, "\"><span class=\"text\">");
		put_word(&out, know,
		    redacted ? "html.redacted" : "html.private", langs[i]);
		buf_text(&out, "</span></p>\n");
	}
	buf_text(&out, "</header>\n<main>\n");
	return out.full ? (span){ 0 } : buf_span(&out);
}

/* The mail's digest, and who says all this. */
static void
put_digest(struct buf *out, struct examination *x, enum lang lang)
{
	const struct text_arg args[] = {
		{ SPAN("digest"), span_of(x->sha256) },
		{ SPAN("bytes"), arena_number(x->arena, (int64_t)x->size) },
	};

	buf_text(out, "<p class=\"i0 faint\"><span class=\"text\">");
	layout_page_text(out,
	    texts_format(x->arena, say_id(x->know, "html.digest", lang), args,
		COUNT(args)));
	buf_text(out, "</span></p>\n");
}

/* Their licence asks whoever shows a place of DB-IP's for this link. */
static void
put_credit(struct buf *out, const struct examination *x)
{
	for (size_t i = 0; i < x->inquiry.count; i++) {
		struct answer_place places[ANSWER_PLACES_MAX];
		size_t count = answer_places(x->inquiry.answers[i], places);

		for (size_t k = 0; k < count; k++) {
			if (!span_is(places[k].source, "DB-IP"))
				continue;
			buf_text(out,
			    "<p class=\"i0 faint\"><span class=\"text\">"
			    "<a href=\"https://db-ip.com\" "
			    "rel=\"noreferrer\">IP Geolocation by DB-IP</a>"
			    "</span></p>\n");
			return;
		}
	}
}

/*
 * A mail of many: what it is and its subject, below them whom it names and
 * where it is.
 */
static void
put_summary(struct buf *out, struct examination *x, span path, enum lang lang)
{
	const struct brand *b = say_impersonated(x);
	const struct mail *m = x->mail;
	enum tone tone = parts_tone(x);

	buf_text(out,
	    tone == TONE_BAD	    ? "<summary><b class=\"bad\">"
		: tone == TONE_GOOD ? "<summary><b class=\"good\">"
				    : "<summary><b>");
	layout_page_text(out, parts_class(x, lang));
	if (m->form == MAIL_MESSAGE)
		buf_put(
		    out, arena_format(x->arena, " %.1f %%", say_percent(x)));
	buf_text(out, "</b> ");
	layout_page_text(out, layout_cut(x->arena, m->subject, LINE_SUBJECT));
	buf_text(out, "<br><span class=\"faint\">");
	if (b != NULL) {
		layout_page_text(out, say_brand(b, lang));
		buf_text(out, " · ");
	}
	if (m->from.count > 0) {
		layout_page_text(out,
		    layout_cut(x->arena, m->from.list[0].text, LINE_SENDER));
		buf_text(out, " · ");
	}
	layout_page_text(out, path);
	buf_text(out, "</span></summary>\n");
}

/* The subject, in the mail's own language, not the report's. */
static void
put_subject(
    struct buf *out, struct examination *x, const struct text_style *style)
{
	const struct layout l = { .redact = style->redact };
	span subject = layout_cut(
	    x->arena, layout_shown(&l, x->mail->subject), LIMIT_QUOTE);

	buf_text(out, "<h2");
	if (subject.n > 0 && x->language_count > 0) {
		buf_text(out, " lang=\"");
		layout_page_text(out, span_of(x->languages[0]));
		buf_text(out, "\"");
	}
	buf_text(out, ">");
	layout_page_text(out,
	    subject.n > 0 ? subject
			  : say_id(x->know, "html.no-subject", style->lang));
	buf_text(out, "</h2>\n");
}

span
report_html(
    struct examination *x, span path, const struct text_style *style, bool open)
{
	struct buf out = buf_new(x->arena, (size_t)80 << 20);

	if (!open) {
		buf_text(&out, "<details lang=\"");
		buf_text(&out, lang_text(style->lang));
		buf_text(&out, "\">");
		put_summary(&out, x, path, style->lang);
	}
	buf_text(&out, "<article lang=\"");
	buf_text(&out, lang_text(style->lang));
	buf_text(&out, "\">\n");
	put_subject(&out, x, style);
	buf_put(&out, report_set(x, path, style, layout_page(x->arena)));
	put_digest(&out, x, style->lang);
	put_credit(&out, x);
	buf_text(&out, open ? "</article>\n" : "</article>\n</details>\n");
	return out.full ? (span){ 0 } : buf_span(&out);
}

span
report_html_end(struct arena *a, const struct know *know,
    const struct text_totals *totals, const enum lang *langs, size_t lang_count)
{
	const struct text_arg args[] = { { SPAN("version"),
					     SPAN(MEKIKI_VERSION) },
		{ SPAN("knowledge"), span_of(know->version) } };
	struct buf out = buf_new(a, (size_t)1 << 20);
	struct text_style style = { .width = 1000 };

	buf_text(&out, "</main>\n<footer>\n");
	for (size_t i = 0; i < lang_count; i++) {
		style.lang = langs[i];
		buf_text(&out, "<p lang=\"");
		buf_text(&out, lang_text(langs[i]));
		buf_text(&out, "\"><span class=\"text\">");
		if (totals != NULL) {
			layout_page_text(&out,
			    span_trim(report_totals(a, know, totals, &style)));
			buf_text(&out, "<br>");
		}
		layout_page_text(&out,
		    texts_format(a, say_id(know, "html.made", langs[i]), args,
			COUNT(args)));
		buf_text(&out, "</span></p>\n");
	}
	buf_text(&out, "</footer>\n</body>\n</html>\n");
	return out.full ? (span){ 0 } : buf_span(&out);
}
