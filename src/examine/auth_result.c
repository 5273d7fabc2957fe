#include "examine/auth_result.h"

#include <stddef.h>

const char *
auth_result_text(enum auth_result result)
{
	switch (result) {
	case AUTH_NOT_ASKED:
	case AUTH_PENDING:
		return NULL;
	case AUTH_NONE:
		return "none";
	case AUTH_PASS:
		return "pass";
	case AUTH_FAIL:
		return "fail";
	case AUTH_SOFTFAIL:
		return "softfail";
	case AUTH_NEUTRAL:
		return "neutral";
	case AUTH_POLICY:
		return "policy";
	case AUTH_TEMPERROR:
		return "temperror";
	case AUTH_PERMERROR:
		return "permerror";
	}
	return NULL;
}
