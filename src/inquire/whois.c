#include "base/domain.h"
#include "base/utf8.h"
#include "inquire/registration.h"
#include "inquire/registration_said.h"
#include "inquire/whois_domain.h"
#include "inquire/whois_line.h"
#include "inquire/whois_network.h"
#include "inquire/whois_status.h"
#include "read/charset.h"

/* Encodings that servers write when it is not UTF-8; others are guessed. */
static const struct {
	const char *end; /* of the subject or the server */
	const char *charset;
} charsets[] = {
	{ ".kr", "euc-kr" },
	{ ".cn", "gb18030" },
	{ ".tw", "big5" },
	{ "kisa.or.kr", "euc-kr" },
	{ "ripe.net", "iso-8859-1" },
	{ "arin.net", "iso-8859-1" },
	{ "lacnic.net", "iso-8859-1" },
	{ "afrinic.net", "iso-8859-1" },
	{ "registro.br", "iso-8859-1" },
	{ ".br", "iso-8859-1" },
	{ ".at", "iso-8859-1" },
	{ ".be", "iso-8859-1" },
	{ ".ca", "iso-8859-1" },
	{ ".ch", "iso-8859-1" },
	{ ".de", "iso-8859-1" },
	{ ".dk", "iso-8859-1" },
	{ ".es", "iso-8859-1" },
	{ ".eu", "iso-8859-1" },
	{ ".fi", "iso-8859-1" },
	{ ".fr", "iso-8859-1" },
	{ ".it", "iso-8859-1" },
	{ ".li", "iso-8859-1" },
	{ ".nl", "iso-8859-1" },
	{ ".no", "iso-8859-1" },
	{ ".pl", "iso-8859-2" },
	{ ".pt", "iso-8859-1" },
	{ ".se", "iso-8859-1" },
	{ ".tr", "iso-8859-9" },
	{ ".uk", "iso-8859-1" },
};

/* Registries that write 31/01/2024 or 31-01-2024. */
static const char *const day_first[] = { ".hk", ".il", ".my", ".pt" };

static span
charset_of(span server, span subject)
{
	for (size_t i = 0; i < COUNT(charsets); i++)
		if (span_ends(subject, charsets[i].end) ||
		    span_ends(server, charsets[i].end))
			return span_of(charsets[i].charset);
	return (span){ 0 };
}

/*
 * Without the beginning of a last character: bytes that were cut off there are
 * UTF-8 all the same, and must not be read as something else.
 */
static span
whole_characters(span bytes)
{
	bytes = span_head(bytes, LIMIT_ANSWER_BYTES);
	for (size_t cut = 0; cut < UTF8_MAX && cut < bytes.n; cut++)
		if (utf8_valid(span_head(bytes, bytes.n - cut)))
			return span_head(bytes, bytes.n - cut);
	return bytes;
}

void
whois_read(struct arena *a, span server, span bytes, struct answer *answer)
{
	span text = charset_decode(a, whole_characters(bytes),
	    charset_of(server, answer->subject), NULL)
			.utf8;
	struct said *said = said_new(a);
	bool found = false;

	answer->text = said_text(a, text);
	answer->fields = NULL;
	answer->field_count = 0;
	answer->status = ANSWER_MALFORMED;
	if (said == NULL)
		return;
	for (size_t i = 0; i < COUNT(day_first); i++)
		said->day_first =
		    said->day_first || span_ends(answer->subject, day_first[i]);
	if (answer->kind == QUESTION_REGISTRATION)
		found = whois_domain(said, text, answer->subject);
	else
		found =
		    whois_network(said, text, answer->kind, answer->subject);
	if (found) {
		answer->status = ANSWER_FOUND;
		said_tell(said, answer);
	} else if (whois_domain_free(said, answer->subject)) {
		answer->status = ANSWER_NOTHING;
	} else {
		answer->status = whois_status(text, answer->subject);
	}
}

/* Of a host name: RFC 1123 2.1. */
static bool
is_label(span label)
{
	for (size_t i = 0; i < label.n; i++)
		if (!ascii_is_alnum(label.p[i]) &&
		    (label.p[i] != '-' || i == 0 || i + 1 == label.n))
			return false;
	return label.n > 0;
}

/* "whois://host:port", "host:port", "host"; empty: anything else. */
static span
server_of(span value)
{
	size_t colon, labels = 0;
	uint64_t port;
	span host;

	if (span_starts(value, "whois://"))
		value = span_drop(value, 8);
	if (value.n > 0 && value.p[value.n - 1] == '/')
		value.n--;
	colon = span_find_byte(value, ':');
	host = span_head(value, colon);
	if (host.n == 0 || host.n > 253 || host.p[host.n - 1] == '.' ||
	    domain_is_ip(host) ||
	    (colon < value.n &&
		(!span_number(span_drop(value, colon + 1), 65535, &port) ||
		    port == 0)))
		return (span){ 0 };
	while (host.n > 0) {
		span label = span_cut(&host, '.');

		if (!is_label(label))
			return (span){ 0 };
		labels++;
	}
	return labels > 1 ? value : (span){ 0 };
}

span
whois_referral(span bytes)
{
	static const char *const labels[] = { "Registrar WHOIS Server",
		"Whois Server", "refer", "ReferralServer" };
	struct whois_line line;

	bytes = span_head(bytes, LIMIT_ANSWER_BYTES);
	for (size_t n = 0;
	     n < LIMIT_WHOIS_LINES && whois_line_cut(&bytes, &line); n++) {
		for (size_t i = 0; i < COUNT(labels); i++) {
			span server = { 0 };

			if (line.colon && span_is(line.label, labels[i]))
				server = server_of(line.value);
			if (server.n > 0)
				return server;
		}
	}
	return (span){ 0 };
}
