#include "read/link.h"

#include "base/domain.h"
#include "base/limits.h"

bool
link_is_followed(const struct link *l)
{
	switch (l->where) {
	case HTML_LINK_A:
	case HTML_LINK_AREA:
	case HTML_LINK_FORM:
	case HTML_LINK_REFRESH:
	case HTML_LINK_IFRAME:
	case HTML_LINK_SVG:
	case HTML_LINK_TEXT:
		return true;
	default:
		return false;
	}
}

static void
unwrap(struct arena *a, struct link *l, struct unwrapper *u)
{
	struct link_layer layers[LIMIT_UNWRAP];
	size_t count = 0;

	while (count < LIMIT_UNWRAP) {
		const struct list_entry *by;
		struct url inner;

		if (!unwrap_once(a, u, &l->target, &by, &inner))
			break;
		layers[count++] =
		    (struct link_layer){ by->name, l->target.href };
		l->target = inner;
	}
	if (count == 0)
		return;
	l->layers = arena_array(a, count, sizeof(*l->layers));
	if (l->layers == NULL)
		return;
	memcpy(l->layers, layers, count * sizeof(*layers));
	l->layer_count = count;
}

void
link_resolve(struct arena *a, struct link *l, const struct url *base,
    struct unwrapper *u)
{
	l->url = url_parse(a, l->written, base);
	l->target = l->url;
	if (!l->url.valid)
		return;
	unwrap(a, l, u);
	l->host = l->target.host;
	l->domain = domain_registrable(l->host);
	if (l->domain.n == 0)
		l->domain = l->host;
}
