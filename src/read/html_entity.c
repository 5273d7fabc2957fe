#include "read/html_entity.h"

#include "base/buf.h"

/*
 * Narrows [*low, *high), whose names agree before byte i, to those with c
 * there.
 */
static void
narrow(size_t *low, size_t *high, size_t i, unsigned char c)
{
	size_t first = *low, last = *high;

	while (first < last) {
		size_t middle = first + (last - first) / 2;

		if ((unsigned char)html_entities[middle].name[i] < c)
			first = middle + 1;
		else
			last = middle;
	}
	*low = first;
	last = *high;
	while (first < last) {
		size_t middle = first + (last - first) / 2;

		if ((unsigned char)html_entities[middle].name[i] <= c)
			first = middle + 1;
		else
			last = middle;
	}
	*high = first;
}

/* The longest name that s begins with; its length, 0 for none. */
static size_t
find_name(span s, const struct html_entity **found)
{
	size_t low = 0, high = html_entity_count, length = 0;

	for (size_t i = 0; i < s.n && s.p[i] != '\0'; i++) {
		narrow(&low, &high, i, (unsigned char)s.p[i]);
		if (low == high)
			break;
		if (html_entities[low].name[i + 1] == '\0') {
			*found = &html_entities[low];
			length = i + 1;
		}
	}
	return length;
}

/* What browsers make of numbers that are no characters. */
static uint32_t
mend(uint32_t code)
{
	/* 0x80 to 0x9f mean windows-1252; 0 stands for the number itself. */
	static const uint16_t windows[32] = { 0x20ac, 0, 0x201a, 0x0192, 0x201e,
		0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152,
		0, 0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013,
		0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e,
		0x0178 };

	if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		return UTF8_REPLACEMENT;
	if (code >= 0x80 && code <= 0x9f && windows[code - 0x80] != 0)
		return windows[code - 0x80];
	return code;
}

/* "&#" and digits; the length, 0 where there are none. */
static size_t
numeric(span s, uint32_t *code)
{
	bool hex = s.n > 2 && ascii_lower(s.p[2]) == 'x';
	size_t start = hex ? 3 : 2, i;

	*code = 0;
	for (i = start; i < s.n; i++) {
		int digit = ascii_hex(s.p[i]);

		if (digit < 0 || (digit > 9 && !hex))
			break;
		*code = *code * (hex ? 16 : 10) + (uint32_t)digit;
		if (*code > 0x10ffff)
			*code = 0x110000;
	}
	if (i == start)
		return 0;
	*code = mend(*code);
	return i < s.n && s.p[i] == ';' ? i + 1 : i;
}

size_t
html_reference(
    span s, bool attribute, char bytes[static HTML_REFERENCE_MAX], span *text)
{
	const struct html_entity *entity = NULL;
	uint32_t code;
	size_t n;

	if (s.n < 2)
		return 0;
	if (s.p[1] == '#') {
		n = numeric(s, &code);
		*text = n > 0 ? utf8_text(code, bytes) : (span){ 0 };
		return n;
	}
	n = find_name(span_drop(s, 1), &entity) + 1;
	if (n == 1)
		return 0;
	/* "?a=1&copy=2" is not meant as a copyright sign. */
	if (attribute && s.p[n - 1] != ';' && n < s.n &&
	    (s.p[n] == '=' || ascii_is_alnum(s.p[n])))
		return 0;
	*text = utf8_text(entity->code[0], bytes);
	if (entity->code[1] != 0)
		text->n += utf8_text(entity->code[1], bytes + text->n).n;
	return n;
}

span
html_normal(struct arena *a, span raw)
{
	struct buf b;

	if (a == NULL ||
	    (span_find_byte(raw, '\r') == raw.n &&
		span_find_byte(raw, '\0') == raw.n))
		return raw;
	b = buf_new(a, SIZE_MAX / 2);
	for (size_t i = 0; i < raw.n; i++) {
		if (raw.p[i] == '\0')
			buf_code(&b, UTF8_REPLACEMENT);
		else if (raw.p[i] != '\r')
			buf_byte(&b, raw.p[i]);
		else if (i + 1 == raw.n || raw.p[i + 1] != '\n')
			buf_byte(&b, '\n');
	}
	return buf_span(&b);
}

span
html_lower(struct arena *a, span raw)
{
	size_t i = 0;
	char *p;

	while (
	    i < raw.n && raw.p[i] != '\0' && (raw.p[i] < 'A' || raw.p[i] > 'Z'))
		i++;
	if (i == raw.n || a == NULL)
		return raw;
	raw = arena_copy(a, html_normal(a, raw));
	if (raw.n == 0)
		return raw;
	p = (char *)(uintptr_t)raw.p;
	for (i = 0; i < raw.n; i++)
		p[i] = ascii_lower(p[i]);
	return raw;
}

span
html_decode(struct arena *a, span raw)
{
	struct buf b;

	if (span_find_byte(raw, '&') == raw.n || a == NULL)
		return html_normal(a, raw);
	b = buf_new(a, SIZE_MAX / 2);
	while (raw.n > 0) {
		char bytes[HTML_REFERENCE_MAX];
		size_t n = span_find_byte(raw, '&'), length;
		span text;

		buf_put(&b, html_normal(a, span_head(raw, n)));
		raw = span_drop(raw, n);
		if (raw.n == 0)
			break;
		length = html_reference(raw, true, bytes, &text);
		if (length == 0)
			buf_byte(&b, '&');
		else
			buf_put(&b, text);
		raw = span_drop(raw, length == 0 ? 1 : length);
	}
	return buf_span(&b);
}
