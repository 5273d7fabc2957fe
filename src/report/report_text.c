#include "report/report_text.h"
span
report_text(struct examination *x, span path, const struct text_style *style)
{
	(void)path;
	return say_verdict(x->arena, x, style->lang);
}
span
report_line(struct examination *x, span path, const struct text_style *style)
{
	return arena_join(x->arena, say_verdict(x->arena, x, style->lang), path, SPAN("\n"));
}
span
report_totals(struct arena *a, const struct text_totals *totals, const struct text_style *style)
{
	(void)style;
	return arena_format(a, "%zu\n", totals->mails);
}
