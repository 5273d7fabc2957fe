#include "examine/helo.h"

#include "base/domain.h"

/* qmail prints '?' for bytes it does not like: "?127.0.0.1?". */
static span
bare_text(span helo)
{
	while (helo.n > 0 && (helo.p[0] == '?' || helo.p[0] == '['))
		helo = span_drop(helo, 1);
	while (helo.n > 0 &&
	    (helo.p[helo.n - 1] == '?' || helo.p[helo.n - 1] == ']'))
		helo.n--;
	return helo;
}

static enum helo_kind
address_kind(struct ip ip, const struct received *r)
{
	switch (ip_kind(ip)) {
	case IP_LOOPBACK:
		return HELO_LOOPBACK;
	case IP_PRIVATE:
	case IP_LINK_LOCAL:
		return HELO_LAN_ADDRESS;
	default:
		return ip_same(ip, r->ip) ? HELO_OWN_ADDRESS
					  : HELO_OTHER_ADDRESS;
	}
}

struct helo
helo_read(const struct received *r, const struct know *know)
{
	struct helo h = { .text = bare_text(r->helo) };
	const struct list_entry *entry;

	if (h.text.n == 0) {
		h.kind = HELO_EMPTY;
		return h;
	}
	if (ip_parse(h.text, &h.ip)) {
		h.kind = address_kind(h.ip, r);
		return h;
	}
	if (span_is(h.text, "localhost") ||
	    span_is(h.text, "localhost.localdomain") ||
	    span_starts(h.text, "localhost.")) {
		h.kind = HELO_LOCALHOST;
		return h;
	}
	entry = lists_begin(know->lists, LIST_HELO, r->helo);
	if (entry != NULL) {
		h.kind = HELO_DEFAULT;
		h.meaning = entry->name;
		return h;
	}
	if (span_find_byte(h.text, '.') == h.text.n)
		h.kind = HELO_BARE;
	else if (!domain_tld_exists(h.text))
		h.kind = HELO_NO_TLD;
	return h;
}
