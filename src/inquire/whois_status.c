#include "inquire/whois_status.h"

#include "base/limits.h"

#define LINE_MAX 300		    /* bytes of a line that are looked at */
#define TERSE_MAX ((size_t)4 << 10) /* bytes of an answer that says no */

/* At the beginning of a line, behind marks. */
static const char *const nothings[] = {
	"no match",
	"no matching",
	"not found",
	"no found",
	"no data found",
	"no data was found",
	"no entries found",
	"no entry found",
	"no information available",
	"no information was found",
	"no object found",
	"no record",
	"no such domain",
	"nothing found",
	"domain not found",
	"domain name not found",
	"domain not registered",
	"domain unknown",
	"object does not exist",
	"object not found",
	"not registered",
	"requested domain not found",
	"the queried object does not exist",
	"the requested domain was not found",
	"this domain name has not been registered",
	"the domain has not been registered",
	"the domain name is not registered",
	"above domain name is not registered",
	"we do not have an entry in our database",
	"error:101: no entries found",
	"query_status: 220",
	"該当するデータがありません",
	"상기 도메인이름은 등록되어 있지 않습니다",
	"未注册",
};

/* At the end of a line that has the name that was asked for. */
static const char *const named_nothings[] = {
	"not found",
	"no match",
	"is free",
	"is available",
	"is available for registration",
	"is not registered",
	"has not been registered",
	"does not exist",
	"no entries",
	"not registered",
};

static const char *const limits[] = {
	"limit exceeded",
	"has been exceeded",
	"limit reached",
	"quota exceeded",
	"queries exceeded",
	"requests exceeded",
	"have exceeded",
	"exceeded the",
	"exceeded your",
	"has exceeded",
	"excessive querying",
	"too many requests",
	"too many queries",
	"too many connections",
	"too many simultaneous",
	"rate limit",
	"query rate",
	"passed the daily limit",
	"try again later",
	"try again after",
	"try after",
	"exceeded allowed",
	"error:201: access denied",
	"アクセス制限",
};

static const char *const refusals[] = {
	"access denied",
	"access to this service is denied",
	"access has been",
	"access is restricted",
	"not authorized",
	"not authorised",
	"not permitted",
	"permission denied",
	"connection refused",
	"query refused",
	"request denied",
	"requests are denied",
	"has been blocked",
	"is blocked",
	"are blocked",
	"blacklisted",
	"blocklisted",
	"banned",
	"forbidden",
	"unauthorized",
};

static bool
has_any(span line, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (span_find_nocase(line, span_of(words[i])) < line.n)
			return true;
	return false;
}

static bool
ends_any(span line, const char *const *words, size_t count)
{
	while (line.n > 0 && memchr(".!\"' ", line.p[line.n - 1], 5) != NULL)
		line.n--;
	for (size_t i = 0; i < count; i++)
		if (span_ends(line, words[i]))
			return true;
	return false;
}

static bool
says_nothing(span line, span subject)
{
	span text = line;

	while (text.n > 0 && memchr("%#*->\"!<[ \t", text.p[0], 11) != NULL)
		text = span_drop(text, 1);
	for (size_t i = 0; i < COUNT(nothings); i++)
		if (span_starts(text, nothings[i]))
			return true;
	return subject.n > 0 && span_find_nocase(line, subject) < line.n &&
	    ends_any(line, named_nothings, COUNT(named_nothings));
}

enum answer_status
whois_status(span text, span subject)
{
	enum answer_status status = ANSWER_MALFORMED;
	bool terse = text.n <= TERSE_MAX;

	for (size_t i = 0; text.n > 0 && i < LIMIT_WHOIS_LINES; i++) {
		span line =
		    span_head(span_trim(span_cut_line(&text)), LINE_MAX);

		if (says_nothing(line, subject))
			return ANSWER_NOTHING;
		if (!terse || status == ANSWER_RATE_LIMITED)
			continue;
		if (has_any(line, limits, COUNT(limits)))
			status = ANSWER_RATE_LIMITED;
		else if (has_any(line, refusals, COUNT(refusals)))
			status = ANSWER_REFUSED;
	}
	return status;
}

bool
whois_status_limit(span text)
{
	return has_any(text, limits, COUNT(limits));
}

bool
whois_status_free(span status)
{
	static const char *const words[] = { "free", "available",
		"not registered", "no object found", "unassigned" };

	for (size_t i = 0; i < COUNT(words); i++)
		if (span_is(status, words[i]))
			return true;
	return false;
}
