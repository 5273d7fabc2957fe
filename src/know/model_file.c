/* Reads wording.model. */
#include <unistd.h>

#include "base/limits.h"
#include "know/model.h"

static enum mekiki_status
bad(const char *path, struct know_error *err, const char *what)
{
	struct tsv t = { .path = span_of(path), .line = 1 };

	return tsv_bad(&t, err, what);
}

/* A whole number of 10^-9. */
static bool
read_number(span text, double *out)
{
	bool minus = span_starts(text, "-");
	uint64_t value;

	if (!span_number(span_drop(text, minus ? 1 : 0), INT64_MAX, &value))
		return false;
	*out = (minus ? -1e-9 : 1e-9) * (double)value;
	return true;
}

/* "en 2351 900". */
static bool
read_language(struct model *m, span text)
{
	struct model_language *l = &m->languages[m->language_count];
	span name = span_cut(&text, ' ');
	span genuine = span_cut(&text, ' ');

	if (m->language_count == MODEL_LANGUAGES || name.n == 0 ||
	    !span_number(genuine, UINT32_MAX, &l->genuine) ||
	    !span_number(text, UINT32_MAX, &l->bad))
		return false;
	l->name = name;
	m->language_count++;
	return true;
}

static bool
read_shape(span text)
{
	uint64_t value;

	return span_number(span_cut(&text, ' '), UINT32_MAX, &value) &&
	    value == MODEL_BITS &&
	    span_number(span_cut(&text, ' '), UINT32_MAX, &value) &&
	    value == MODEL_GRAM && span_number(text, UINT32_MAX, &value) &&
	    value == MODEL_TEXT;
}

static bool
read_line(struct model *m, span line)
{
	span name = span_cut(&line, '\t');

	if (span_is(name, "shape"))
		return read_shape(line);
	if (span_is(name, "scale"))
		return read_number(line, &m->scale);
	if (span_is(name, "bias"))
		return read_number(line, &m->bias);
	if (span_is(name, "language"))
		return read_language(m, line);
	if (span_is(name, "learned-from")) {
		m->learned_from = line;
		return true;
	}
	return span_starts(name, "#");
}

enum mekiki_status
model_open(struct arena *a, const char *path, const char *own,
    const struct model **out, struct know_error *err)
{
	struct model *m = arena_alloc(a, sizeof(*m));
	enum mekiki_status status;
	span rest, line;

	if (m == NULL)
		return MEKIKI_NO_MEMORY;
	*out = NULL;
	if (own != NULL)
		path = own;
	else if (access(path, F_OK) != 0)
		return MEKIKI_OK;
	status = tsv_file(a, path, LIMIT_DATA, &rest, err);
	if (status != MEKIKI_OK)
		return status;
	if (!span_is(span_cut(&rest, '\n'), "# mekiki wording model 1"))
		return bad(path, err, "no wording model of this version");
	for (line = span_cut(&rest, '\n'); line.n > 0;
	     line = span_cut(&rest, '\n'))
		if (!read_line(m, line))
			return bad(path, err, "a line that is not understood");
	if (rest.n != MODEL_SIZE || m->scale == 0)
		return bad(path, err, "the model is cut or lacks its scale");
	m->weights = (const signed char *)rest.p;
	*out = m;
	return MEKIKI_OK;
}
