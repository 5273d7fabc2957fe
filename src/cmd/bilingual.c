#include "cmd/bilingual.h"

#include "base/limits.h"
#include "report/layout.h"

span
bilingual_in(const struct bilingual *words, enum lang lang)
{
	return span_of(lang == LANG_JA ? words->ja : words->en);
}

span
bilingual_with(struct arena *a, const struct bilingual *words, enum lang lang,
    span one, span two, span three)
{
	const span values[] = { one, two, three };
	span text = bilingual_in(words, lang);
	struct buf out = buf_new(a, LIMIT_TEXT);

	while (text.n > 0) {
		size_t brace = span_find_byte(text, '{');
		size_t which = brace + 2 < text.n
		    ? (size_t)(text.p[brace + 1] - '1')
		    : COUNT(values);

		buf_put(&out, span_head(text, brace));
		if (which < COUNT(values))
			buf_put(&out, values[which]);
		text = span_drop(text, brace + 3);
	}
	return buf_span(&out);
}

span
bilingual_cut(struct arena *a, span text)
{
	return layout_cut(a, text, BILINGUAL_SHOWN);
}
