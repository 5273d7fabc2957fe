#include <assert.h>

#include "base/ip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is an address has a text that is the same address again. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	span s = { (const char *)data, size };
	struct ip ip = { 0 }, again = { 0 };
	char buf[IP_TEXT_MAX];
	struct ip_net net;

	if (ip_net_parse(s, &net))
		assert(ip_in_net(net.base, &net));
	if (!ip_parse(s, &ip))
		return 0;
	assert(ip_parse(ip_text(ip, buf), &again));
	assert(ip_same(ip, again));
	assert(ip_kind(ip) != IP_NONE);
	return 0;
}
