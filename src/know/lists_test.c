#include "know/lists.h"
#include "test/test.h"

#include <stdio.h>

static const struct lists *
open_lists(void)
{
	const struct lists *lists = NULL;
	struct know_error err = { "" };
	enum mekiki_status status;

	status = lists_open(
	    test_arena(), test_path("data/lists"), NULL, &lists, &err);
	CHECK_SPAN(span_of(err.text), "");
	CHECK(status == MEKIKI_OK);
	if (status != MEKIKI_OK)
		exit(EXIT_FAILURE);
	return lists;
}

static void
hosts(void **state)
{
	static const struct {
		const char *name;
		enum list list;
		const char *host, *key; /* NULL: not found */
	} rows[] = {
		{ "the host itself", LIST_SHORTENERS, "bit.ly", "bit.ly" },
		{ "a sub-domain", LIST_SHORTENERS, "www.bit.ly", "bit.ly" },
		{ "case and a last dot do not matter", LIST_SHORTENERS,
		    "BIT.ly.", "bit.ly" },
		{ "the end of a label is none", LIST_SHORTENERS, "rabbit.ly",
		    NULL },
		{ "a name in front is none", LIST_SHORTENERS,
		    "bit.ly.example.com", NULL },
		{ "nothing is not found", LIST_SHORTENERS, "", NULL },
		{ "free hosts", LIST_HOSTING, "a.b.pages.dev", "pages.dev" },
		{ "dynamic DNS", LIST_DDNS, "x.duckdns.org", "duckdns.org" },
		{ "free mail", LIST_FREEMAIL, "gmail.com", "gmail.com" },
		{ "top-level domains", LIST_TLDS, "example.top", "top" },
		{ "relays by their end", LIST_RELAYS,
		    "ec2-192-0-2-1.ap-northeast-1.compute.amazonaws.com",
		    "compute.amazonaws.com" },
		{ "another tenant", LIST_RELAYS,
		    "mail-am6eur05on2.outbound.protection.outlook.com",
		    "outbound.protection.outlook.com" },
		{ "invented relays", LIST_RATWARE, "rly04.hottestmile.com",
		    "rly04.hottestmile.com" },
	};
	const struct lists *lists = open_lists();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct list_entry *e = lists_find(lists, rows[i].list,
		    test_edge(rows[i].host, strlen(rows[i].host)));

		test_name(rows[i].name);
		CHECK_SPAN(e == NULL ? (span){ 0 } : e->key,
		    rows[i].key == NULL ? "" : rows[i].key);
	}
}

static void
urls(void **state)
{
	static const struct {
		const char *name;
		enum list list;
		const char *host, *path, *how; /* NULL: not found */
	} rows[] = {
		{ "a rewriter", LIST_REWRITERS,
		    "nam02.safelinks.protection.outlook.com", "/?url=x",
		    "param:url" },
		{ "the path chooses", LIST_REWRITERS,
		    "urldefense.proofpoint.com", "/v2/url?u=x",
		    "proofpoint2:u" },
		{ "and may refuse", LIST_REWRITERS, "urldefense.proofpoint.com",
		    "/v9/url?u=x", NULL },
		{ "a country's Google", LIST_REDIRECTORS, "www.google.co.jp",
		    "/url?q=x", "param:q,url" },
		{ "another one", LIST_REDIRECTORS, "google.de",
		    "/amp/s/x.example", "path" },
		{ "com as well", LIST_REDIRECTORS, "www.google.com", "/url?q=x",
		    "param:q,url" },
		{ "a name before it", LIST_REDIRECTORS, "translate.google.com",
		    "/translate?u=x", "param:u" },
		{ "somebody else's google is none", LIST_REDIRECTORS,
		    "google.evil.jp", "/url?q=x", NULL },
		{ "nor google.top", LIST_REDIRECTORS, "google.top", "/url?q=x",
		    NULL },
		{ "a star in the path", LIST_REDIRECTORS,
		    "storage.googleapis.com", "/bucket/a.html", "page" },
		{ "any host", LIST_REDIRECTORS, "victim.example",
		    "/bitrix/redirect.php?goto=x", "param:goto" },
		{ "an ordinary URL", LIST_REDIRECTORS, "victim.example",
		    "/index.html", NULL },
		{ "no path", LIST_REDIRECTORS, "google.com", "", NULL },
	};
	const struct lists *lists = open_lists();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct list_entry *e =
		    lists_match(lists, rows[i].list, span_of(rows[i].host),
			test_edge(rows[i].path, strlen(rows[i].path)));

		test_name(rows[i].name);
		CHECK_SPAN(e == NULL ? (span){ 0 } : e->how,
		    rows[i].how == NULL ? "" : rows[i].how);
	}
}

static void
greetings(void **state)
{
	static const struct {
		const char *name, *helo, *kind;
	} rows[] = {
		{ "a droplet", "ubuntu-s-1vcpu-512mb-10gb-nyc1-01", "vps" },
		{ "Windows", "WIN-ABCDEFGH", "windows" },
		{ "case does not matter", "win-abc", "windows" },
		{ "User, whole", "User", "ratware" },
		{ "but not at the front", "user.example.com", "" },
		{ "a loopback literal", "[127.0.0.1]", "local" },
		{ "a LAN literal is ordinary", "[192.168.0.2]", "" },
		{ "an ordinary name", "mail.example.com", "" },
		{ "nothing", "", "" },
	};
	const struct lists *lists = open_lists();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct list_entry *e = lists_begin(lists, LIST_HELO,
		    test_edge(rows[i].helo, strlen(rows[i].helo)));

		test_name(rows[i].name);
		CHECK_SPAN(e == NULL ? (span){ 0 } : e->kind, rows[i].kind);
	}
}

/* A host, or with a * in it a pattern, in lower case. */
static bool
is_key(span key, bool pattern)
{
	for (size_t i = 0; i < key.n; i++)
		if (!ascii_is_alnum(key.p[i]) && key.p[i] != '.' &&
		    key.p[i] != '-' && !(pattern && key.p[i] == '*'))
			return false;
		else if (key.p[i] != ascii_lower(key.p[i]))
			return false;
	return key.n > 0 && key.p[0] != '.' && key.p[key.n - 1] != '.';
}

static bool
is_how(span how)
{
	static const char *const words[] = { "param", "base64", "bing",
		"mandrill", "host", "query", "fragment", "path", "item",
		"item64", "last", "last64", "between", "star", "suffix",
		"proofpoint2", "proofpoint3", "avanan", "translate", "page",
		"opaque" };
	span word = span_cut(&how, ':');

	for (size_t i = 0; i < COUNT(words); i++)
		if (span_is(word, words[i]))
			return true;
	return false;
}

static void
data_is_sound(void **state)
{
	const struct lists *lists = open_lists();

	(void)state;
	for (enum list list = 0; list < LIST_HELO; list++) {
		bool urls_list =
		    list == LIST_REWRITERS || list == LIST_REDIRECTORS;
		size_t count;
		const struct list_entry *e = lists_all(lists, list, &count);

		CHECK(count > 10);
		for (size_t i = 0; i < count; i++) {
			char name[200];

			snprintf(name, sizeof(name), "list %d row %zu: %.*s",
			    (int)list, i + 1, SPAN_ARG(e[i].key));
			test_name(name);
			CHECK(is_key(e[i].key, urls_list));
			CHECK(!urls_list || is_how(e[i].how));
			CHECK(!urls_list || span_starts(e[i].path, "/") ||
			    span_starts(e[i].path, "*"));
			if (!urls_list)
				CHECK(
				    lists_find(lists, list, e[i].key) == &e[i]);
		}
		test_name("");
	}
}

TEST_MAIN(TEST(hosts), TEST(urls), TEST(greetings), TEST(data_is_sound))
