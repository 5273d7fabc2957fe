#include <assert.h>

#include "read/received.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	span body = { (const char *)data, size };
	struct received r = received_parse(body);

	assert(span_within(r.helo, body) && span_within(r.rdns, body));
	assert(span_within(r.user, body) && span_within(r.by, body));
	assert(span_within(r.via, body) && span_within(r.with, body));
	assert(span_within(r.id, body) && span_within(r.rcpt, body));
	assert(span_within(r.tls, body));
	assert(r.odd < RECEIVED_EMPTY_HELO << 1);
	assert(!(r.odd & RECEIVED_IP_ANNOUNCED) || r.ip.family != 0);
	assert(!(r.odd & RECEIVED_LOCAL) || r.ip.family == 0 ||
	    (r.odd & RECEIVED_IP_ANNOUNCED));
	assert(!(r.odd & RECEIVED_NO_BY) == (r.by.n > 0));
	assert(r.tls.n == 0 || r.encrypted);
	assert(r.uid >= -1);
	return 0;
}
