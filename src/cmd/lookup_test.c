/* lookup - the command against a world of real servers on loopback. */
#include "test/run.h"
#include "test/world/world.h"

#define BAD "examples/account-suspension.eml"
#define CONF "--config $T/world-*/world.conf "
/* A mail from an address of the world's, with links into it. */
#define MAIL                                                                   \
	"printf '%s\\n' "                                                      \
	"'Return-Path: <info@cymis.jp>' "                                      \
	"'Received: from smtp.cymis.jp (smtp.cymis.jp [183.90.246.65])' "      \
	"'	by mx.example.jp (Postfix) with ESMTP id 5C0E718A2F;' "             \
	"\"	$(LC_ALL=C date -R)\" "                                            \
	"'From: \"カゴヤ\" <info@cymis.jp>' 'To: me@reader.example' "       \
	"'Subject: x' "                                                        \
	"'Message-ID: <1@cymis.jp>' 'MIME-Version: 1.0' "                      \
	"'Content-Type: text/html; charset=utf-8' '' "                         \
	"'<a href=\"https://id77.taakk-sshiho.com/x\">a</a>' "                 \
	"'<a href=\"https://www.withheld.com/\">b</a>' >$T/m.eml; "
#define TIMELESS "sed 's/\"examined_at\":\"[^\"]*\"//'"

static void
asked(void **state)
{
	static const struct run_row rows[] = {
		{ "the age of a link's domain, by registry and registrar",
		    MAIL "mekiki " CONF "--lookup $T/m.eml", 1,
		    "of a link was registered only", "", NULL },
		{ "who said it", "mekiki " CONF "--lookup $T/m.eml", 1,
		    "rdap.registrar.example, ", "", NULL },
		{ ".jp is asked by WHOIS", "mekiki " CONF "--lookup $T/m.eml",
		    1, "[WHOIS whois.jprs.jp, ", "", NULL },
		{ "the network's operator", "mekiki " CONF "--lookup $T/m.eml",
		    1, "183.90.224.0/19", "", NULL },
		{ "SPF is verified now", "mekiki " CONF "--lookup $T/m.eml", 1,
		    "pass (cymis.jp)", "", NULL },
		{ "what the brand publishes",
		    "mekiki " CONF "--lookup $T/m.eml", 1, "kagoya.jp", "",
		    NULL },
		{ "of a link's host only the domain is asked",
		    "mekiki " CONF "--lookup --format json $T/m.eml | "
		    "grep -c id77.taakk-sshiho.com.,.status",
		    1, "0\n", "", NULL },
		{ "but with full",
		    "mekiki " CONF "--lookup=full --format json $T/m.eml | "
		    "grep -c 'id77.taakk-sshiho.com\",\"status'",
		    0, "1\n", "", NULL },
		{ "the contract holds",
		    "mekiki " CONF "--lookup --format json $T/m.eml "
		    ">$T/x.json; /usr/bin/python3 -B test/schema.py doc/schema.json <"
		    "$T/x.json",
		    0, "1 objects, 0 faults", "", NULL },
		{ "nobody is asked unless told to", "mekiki " CONF "$T/m.eml",
		    0, "The network was not asked", "", "WHOIS" },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

static void
kept(void **state)
{
	static const struct run_row rows[] = {
		{ "record, then replay: the same but for the time",
		    "rm -f $T/a; mekiki " CONF "--lookup --answers $T/a "
		    "--format json $T/m.eml examples/*.eml | " TIMELESS
		    " >$T/1; mekiki --answers $T/a --format json $T/m.eml "
		    "examples/*.eml | " TIMELESS " | cmp $T/1 -",
		    0, "", "", NULL },
		{ "the file is sorted", "LC_ALL=C sort -c $T/a", 0, "", "",
		    NULL },
		{ "what it has is not asked again",
		    "cp $T/a $T/b; mekiki --config /dev/null --data $T/world-*/databases "
		    "--resolver 127.0.0.1@1 --lookup --answers $T/b --format json "
		    "$T/m.eml examples/*.eml | " TIMELESS " | cmp $T/1 -; "
		    "cmp $T/a $T/b",
		    0, "", "", NULL },
		{ "threads record the same",
		    "rm -f $T/c; mekiki " CONF "--lookup -j 4 --answers $T/c "
		    "--format json $T/m.eml examples/*.eml >/dev/null; "
		    "wc -l <$T/c >$T/n; wc -l <$T/a | cmp - $T/n",
		    0, "", "", NULL },
		{ "a case replays as it was",
		    "rm -rf $T/k; mekiki " CONF "--lookup --keep $T/k --format "
		    "json $T/m.eml >/dev/null; mekiki replay --format json "
		    "$T/k/* | sed 's/\"path\":\"[^\"]*\"//' >$T/1; "
		    "sed 's/\"path\":\"[^\"]*\"//' $T/k/*/examination.json | "
		    "cmp - $T/1",
		    0, "", "", NULL },
		{ "a cache answers when the world is gone",
		    "rm -f $T/store; mekiki " CONF "--lookup --cache $T/store "
		    "--format json $T/m.eml >/dev/null; mekiki --config "
		    "/dev/null --resolver 127.0.0.1@1 --deadline 1 --lookup "
		    "--cache $T/store $T/m.eml",
		    1, "of a link was registered only", "", NULL },
		{ "a cache that is no database",
		    "mekiki --lookup --cache README.md $T/m.eml", 3, "",
		    "README.md: file is not a database", NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

/* Every server is dead. */
#define DEAD "--config /dev/null --resolver 127.0.0.1@1 --deadline 2 --lookup "

static void
dead(void **state)
{
	static const struct run_row rows[] = {
		{ "it ends, and says what it could not learn",
		    "timeout 10 mekiki " DEAD "$T/m.eml", 0,
		    "registration cymis.jp: ", "", NULL },
		{ "the verdict is the one without a network",
		    "mekiki " DEAD "--format json $T/m.eml | "
		    "grep -o '\"score\":[-0-9]*' >$T/1; mekiki --format json "
		    "$T/m.eml | grep -o '\"score\":[-0-9]*' | cmp - $T/1",
		    0, "", "", NULL },
		{ "and so are the findings",
		    "mekiki " DEAD "--format json $T/m.eml | "
		    "grep -o '\"id\":\"[a-z]*\\.[a-z-]*\"' >$T/1; mekiki "
		    "--format json $T/m.eml | grep -o "
		    "'\"id\":\"[a-z]*\\.[a-z-]*\"' | cmp - $T/1",
		    0, "", "", NULL },
	};

	(void)state;
	run_rows(rows, COUNT(rows));
}

static struct world *world;

/* First: shut off from all networks but loopback, where the servers are. */
static void
begin(void **state)
{
	span folder;

	(void)state;
	test_name("nothing leaves loopback");
	if (!world_seal())
		test_skip("this machine allows no network namespace");
	folder = arena_copy(test_arena(), run_shell("printf %s $T").out);
	world = world_start(TEST_ROOT, folder.p, 0);
	CHECK(world != NULL);
}

static void
end(void **state)
{
	(void)state;
	test_name("each server had questions");
	if (world == NULL)
		return;
	world_stop(world);
	CHECK(world_asked(world, "DNS") > 0);
	CHECK(world_asked(world, "WHOIS whois.jprs.jp") > 0);
	CHECK(world_asked(world, "RDAP rdap.verisign.com") > 0);
	world_free(world);
}

TEST_MAIN(TEST(begin), TEST(asked), TEST(kept), TEST(dead), TEST(end))
