#include "read/mime_head.h"

#include "read/transfer.h"

static span
field_value(const struct fields *fields, const char *name)
{
	const struct field *f = fields_find(fields, name);

	return f == NULL ? (span){ 0 } : f->body;
}

int
mime_type_rank(span value)
{
	value = span_trim(value);
	if (span_starts(value, "multipart/"))
		return MIME_RANK_MULTIPART;
	return span_starts(value, "text/html") ? 2
					       : span_starts(value, "text/");
}

/*
 * Programs disagree on which of several Content-Type fields counts, so it is
 * the one that shows most; the other's boundary counts as well.
 */
static void
find_types(const struct fields *fields, struct mime_head *d)
{
	const struct field *f;
	size_t from = 0;

	while ((f = fields_next(fields, "Content-Type", &from)) != NULL) {
		if (d->type.p == NULL) {
			d->type = f->body;
		} else if (mime_type_rank(f->body) > mime_type_rank(d->type)) {
			d->other_type = d->type;
			d->type = f->body;
		} else if (mime_type_rank(f->body) >=
		    mime_type_rank(d->other_type)) {
			d->other_type = f->body;
		}
	}
}

static void
find_encodings(const struct fields *fields, struct mime_head *d)
{
	const struct field *f;
	size_t from = 0;

	while ((f = fields_next(fields, "Content-Transfer-Encoding", &from)) !=
	    NULL) {
		d->several = d->encoding.p != NULL;
		if (!d->several)
			d->encoding = f->body;
		else if (d->other_encoding.n == 0)
			d->other_encoding = span_trim(f->body);
	}
}

struct mime_head
mime_head_read(const struct fields *fields)
{
	struct mime_head d = { 0 };

	find_types(fields, &d);
	find_encodings(fields, &d);
	d.disposition = field_value(fields, "Content-Disposition");
	d.content_id = field_value(fields, "Content-ID");
	return d;
}

/* The first line that is not empty holds nothing but base64. */
static bool
looks_base64(span s)
{
	size_t n = 0;

	s = span_trim(s);
	while (n < s.n &&
	    (ascii_is_alnum(s.p[n]) || s.p[n] == '+' || s.p[n] == '/' ||
		s.p[n] == '='))
		n++;
	return n >= 4 && (n == s.n || s.p[n] == '\r' || s.p[n] == '\n');
}

span
mime_fitting(span content, span first, span second)
{
	if (transfer_is_base64(first) != transfer_is_base64(second))
		return looks_base64(content) == transfer_is_base64(first)
		    ? first
		    : second;
	return transfer_is_identity(first) ? second : first;
}
